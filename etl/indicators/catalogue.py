"""The words and rules of the indicators, as tables that pages read."""

from collections.abc import Iterator

import duckdb
import pandas as pd

from etl.indicators.model import HERE, Indicator

BILINGUAL = (
    "title", "definition", "numerator", "denominator", "formula", "unit", "disclosure", "standard", "article", "source",
)  # fmt: skip


def store(connection: duckdb.DuckDBPyConnection, known: tuple[Indicator, ...]) -> None:
    """Fill ``marts.indicators`` (one row an indicator) and ``marts.indicator_components`` (one row a part)."""
    connection.execute((HERE / "values" / "catalogue.sql").read_text(encoding="utf-8"))
    connection.register("declared_words", pd.DataFrame([row(indicator) for indicator in known]))
    connection.register("declared_parts", pd.DataFrame([part for indicator in known for part in parts(indicator)]))
    connection.execute((HERE / "values" / "declared.sql").read_text(encoding="utf-8"))
    for name in ("declared_words", "declared_parts"):
        connection.unregister(name)


def parts(indicator: Indicator) -> Iterator[dict[str, object]]:
    """The rows of ``marts.indicator_components`` of an indicator."""
    for position, (name, rule) in enumerate(indicator.rules.items()):
        told = indicator.parts.get(name or "")
        title = told.title if told else None
        yield {
            "indicator_id": indicator.id,
            "position": position,
            "component": name,
            "rule": rule,
            "factor": indicator.factor_of(name),
            "title_fr": title.fr if title else None,
            "title_en": title.en if title else None,
        }


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
