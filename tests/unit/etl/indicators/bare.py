"""A connection with the few tables that formulas of indicators read, empty, so that a test tells a few rows by hand."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl import indicators
from etl.disclose.cube import COUNTRY
from etl.indicators.model import HERE, Indicator, declared

ROOT = Path(__file__).parents[4]
AREAS = (("CF11", "CF111"), ("CF11", "CF112"), ("CF12", "CF121"))
ACCEPTED = (
    "period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, "
    "is_duplicate BOOLEAN DEFAULT false"
)


def bare() -> duckdb.DuckDBPyConnection:
    """Macros, reference tables and the areas of two prefectures; in the other scheme, CF111 is X11 and CF12 is X1."""
    connection = duckdb.connect()
    connection.execute("ATTACH ':memory:' AS warehouse; CREATE SCHEMA staging; CREATE SCHEMA reference")
    connection.execute("CREATE SCHEMA warehouse.core; CREATE SCHEMA warehouse.marts")
    for name in ("01_tables", "01c_referral_words"):
        text = (ROOT / f"etl/staging/{name}.sql").read_text(encoding="utf-8")
        for statement in connection.extract_statements(text):
            if "CREATE MACRO" in statement.query:
                connection.execute(statement)
    for name in ("dimension_labels", "delay_buckets"):
        path = str(ROOT / f"data/reference/{name}.csv")
        connection.read_csv(path, all_varchar=True).create(f"reference.{name}")
    own = [
        line
        for adm1, adm2 in AREAS
        for line in (("adm2", adm2, "adm2", adm2), ("adm2", adm2, "adm1", adm1), ("adm1", adm1, "adm1", adm1))
    ]
    connection.execute(
        "CREATE TABLE warehouse.core.area_containment (from_scheme VARCHAR, to_scheme VARCHAR, from_level VARCHAR, "
        "from_pcode VARCHAR, to_level VARCHAR, to_pcode VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO warehouse.core.area_containment VALUES (?, ?, ?, ?, ?, ?)",
        [("v2", "v2", *line) for line in dict.fromkeys(own)]
        + [("v1", "v2", "adm2", "X11", "adm2", "CF111"), ("v1", "v2", "adm2", "X11", "adm1", "CF11"),
           ("v1", "v2", "adm1", "X1", "adm1", "CF12")],
    )  # fmt: skip
    connection.execute((HERE / "values" / "tables.sql").read_text(encoding="utf-8"))
    return connection


def indicator(name: str) -> Indicator:
    return next(one for one in declared()[0] if one.id == name)


def fill(connection: duckdb.DuckDBPyConnection, table: str, columns: str, lines: Sequence[tuple]) -> None:
    """Make ``warehouse.core.table`` of lines of its columns, which are told as in SQL (``name TYPE, …``)."""
    connection.execute(f"CREATE TABLE warehouse.core.{table} ({columns})")
    if lines:
        names = ", ".join(part.split()[0] for part in columns.split(", ")[: len(lines[0])])
        marks = ", ".join("?" for _ in lines[0])
        connection.executemany(f"INSERT INTO warehouse.core.{table} ({names}) VALUES ({marks})", list(lines))


def values(connection: duckdb.DuckDBPyConnection, *ids: str) -> dict[tuple, tuple]:
    """Numerator and denominator by component, period, level, area or organisation, sex, age and disability."""
    for name in ids:
        assert indicators.gather(connection, indicator(name)) == []
        rule(connection, indicator(name))
    return spread(connection)


def rule(connection: duckdb.DuckDBPyConnection, one: Indicator) -> None:
    rules = [(one.id, part, said, [*one.levels], [*one.by]) for part, said in one.rules.items()]
    connection.executemany("INSERT INTO staging.indicator_rules VALUES (?, ?, ?, ?, ?)", rules)


def spread(connection: duckdb.DuckDBPyConnection) -> dict[tuple, tuple]:
    connection.execute((HERE / "values" / "placed.sql").read_text(encoding="utf-8"))
    connection.execute((HERE / "values" / "values.sql").read_text(encoding="utf-8"), {"country": COUNTRY})
    rows = connection.execute(
        "SELECT component, period, level, coalesce(organisation, pcode), sex, age_group, disability, numerator, "
        "denominator FROM warehouse.marts.indicator_values"
    ).fetchall()
    found = {row[:7]: row[7:] for row in rows}
    assert len(found) == len(rows)
    return found
