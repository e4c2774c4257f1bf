"""The indicators: each a YAML file (what people read) beside a SQL file (what the machine runs), and no Python.

A SQL file is one SELECT of facts with the columns of :data:`FACTS`, as fine as the sources tell them; the rules of its
YAML make of them the rows of ``marts.indicator_values``.
"""

import re

import duckdb

from etl.disclose.cube import COUNTRY
from etl.indicators import catalogue
from etl.indicators.model import HERE, Fault, Indicator, declared

# `organisation`, `adm1_pcode` and `adm2_pcode` may be NULL; a sex, an age group or a disability that nobody tells is
# "unknown". A number that is not known is NULL, never 0.
FACTS = (
    "component", "period", "scheme", "adm1_pcode", "adm2_pcode", "organisation", "sex", "age_group", "disability",
    "numerator", "denominator",
)  # fmt: skip
DELAYS = ("within_24h", "within_72h", "within_14d", "longer")  # data/reference/delay_buckets.csv


def measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``marts.indicator_values``, the catalogue's tables, and ``core.indicator_faults`` (file, line, why): those
    left out."""
    known, faults = declared()
    catalogue.store(connection, known)
    connection.execute((HERE / "values" / "tables.sql").read_text(encoding="utf-8"))
    wrong = [fault for indicator in known for fault in gather(connection, indicator)]
    for fault in (*faults, *wrong):
        connection.execute(
            "INSERT INTO warehouse.core.indicator_faults VALUES (?, ?, ?)", [fault.file, fault.line, fault.why]
        )
    rules = [(one.id, part, rule, [*one.levels], [*one.by]) for one in known for part, rule in one.rules.items()]
    connection.executemany("INSERT INTO staging.indicator_rules VALUES (?, ?, ?, ?, ?)", rules)
    connection.execute((HERE / "values" / "placed.sql").read_text(encoding="utf-8"))
    connection.execute((HERE / "values" / "values.sql").read_text(encoding="utf-8"), {"country": COUNTRY})


def gather(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[Fault]:
    """Put the facts of an indicator into ``staging.indicator_facts``; returns what is wrong with its formula.

    A formula that does not run, or gives other columns, gives no facts. Facts that cannot be are left out.
    """
    path = HERE / f"{indicator.id}.sql"
    formula = path.read_text(encoding="utf-8")
    try:
        # into a table of its own, so that the formula is planned once
        connection.execute(f"CREATE OR REPLACE TABLE staging.told_facts AS {formula}")
        columns = tuple(connection.table("staging.told_facts").columns)
        if columns != FACTS:
            return [Fault(path.name, 1, f"columns {', '.join(columns)} instead of {', '.join(FACTS)}")]
        ((told,),) = connection.execute(
            "INSERT INTO staging.indicator_facts SELECT $id, * FROM staging.told_facts", {"id": indicator.id}
        ).fetchall()
    except duckdb.Error as error:
        return [Fault(path.name, line_told(str(error), formula), str(error).partition("\n")[0])]
    wrong = (*undeclared(connection, indicator), *above(connection, indicator)) if told else ()
    return [Fault(path.name, 1, why) for why in wrong]


def undeclared(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[str]:
    """Drop the facts of a component that the YAML does not name. Of a median, components are buckets of days."""
    known = [*DELAYS] if indicator.rule == "median" else [*indicator.rules]
    dropped = connection.execute(
        "DELETE FROM staging.indicator_facts "
        "WHERE indicator_id = $id AND NOT list_contains($known, coalesce(component, '')) RETURNING component",
        {"id": indicator.id, "known": [part or "" for part in known]},
    ).fetchall()
    return [f"component {part} is not declared" for (part,) in sorted(set(dropped), key=str)]


def above(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[str]:
    """Drop the facts of a share whose numerator is above its denominator; tells how many, and the first."""
    if not indicator.is_share:
        return []
    dropped = connection.execute(
        "DELETE FROM staging.indicator_facts WHERE indicator_id = $id AND numerator > denominator "
        "RETURNING period, coalesce(adm2_pcode, adm1_pcode, ''), numerator, denominator",
        {"id": indicator.id},
    ).fetchall()
    if not dropped:
        return []
    period, area, numerator, denominator = min(dropped)
    return [f"{len(dropped)} facts above their denominator, first {period} {area}: {numerator:g} > {denominator:g}"]


def line_told(error: str, formula: str) -> int:
    """The line of a formula where the word stands that an error is about; the first where it names none."""
    named = re.search(r'(?:with name|column|at or near) "?(\w+)', error)
    lines = enumerate(formula.splitlines(), start=1)
    return next((number for number, line in lines if named and re.search(rf"\b{named[1]}\b", line)), 1)
