"""The words and rules of the indicators, as tables that pages read."""

import duckdb

from etl.indicators.model import HERE, Indicator

BILINGUAL = (
    "title", "definition", "numerator", "denominator", "formula", "unit", "disclosure", "standard", "article", "source",
)  # fmt: skip


def store(connection: duckdb.DuckDBPyConnection, known: tuple[Indicator, ...]) -> None:
    """Fill ``marts.indicators`` (one row an indicator) and ``marts.indicator_components`` (one row a part)."""
    connection.execute((HERE / "values" / "catalogue.sql").read_text(encoding="utf-8"))
    for indicator in known:
        insert(connection, "indicators", row(indicator))
        for position, (part, rule) in enumerate(indicator.rules.items()):
            told = indicator.parts.get(part or "")
            title = told.title if told else None
            insert(
                connection,
                "indicator_components",
                {
                    "indicator_id": indicator.id,
                    "position": position,
                    "component": part,
                    "rule": rule,
                    "factor": indicator.factor_of(part),
                    "title_fr": title.fr if title else None,
                    "title_en": title.en if title else None,
                },
            )
    connection.execute((HERE / "values" / "component_titles.sql").read_text(encoding="utf-8"))


def row(indicator: Indicator) -> dict[str, object]:
    """The row of ``marts.indicators``: each bilingual field as two columns."""
    texts = {
        f"{name}_{language}": getattr(getattr(indicator, name), language)
        for name in BILINGUAL
        for language in ("fr", "en")
    }
    threshold = indicator.threshold
    return texts | {
        "indicator_id": indicator.id,
        "direction": indicator.direction,
        "levels": [*indicator.levels],
        "dimensions": [*indicator.by],
        "minimum": indicator.minimum,
        "is_share": indicator.is_share,
        "is_public": indicator.is_public,
        "threshold_kind": threshold.kind,
        "threshold_value": threshold.value,
        "threshold_fr": threshold.text.fr,
        "threshold_en": threshold.text.en,
        "caveats": [*indicator.caveats],
    }


def insert(connection: duckdb.DuckDBPyConnection, table: str, values: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO warehouse.marts.{table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
    )
