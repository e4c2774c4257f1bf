"""One release of the cube: each quarter counted, protected, certified and attacked; or no release at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from etl.disclose import former, records
from etl.disclose.cube import Cube, Grid, Places, grid_of
from etl.disclose.quarter import protected
from etl.disclose.rounded import BASE, rounded_quarter

HERE = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of one quarter before it is protected. rows: see :func:`etl.disclose.cube.placed`.

    cube: of the measures that were told in it.
    """

    period: str
    scheme: str
    cube: Cube
    places: Places
    grid: Grid
    rows: pd.DataFrame


def release(connection: duckdb.DuckDBPyConnection, cube: Cube) -> None:
    """Fill the tables of tables.sql: ``marts`` with true values, ``core`` with what stays with the internal file.

    Raises :class:`etl.disclose.quarter.NotSafe`, :class:`etl.disclose.quarter.CubeTooLarge` and
    :class:`etl.disclose.former.OtherProfile`: such a build is not published.
    """
    for name in ("tables.sql", "facts.sql"):
        connection.execute((HERE / name).read_text(encoding="utf-8"))
    former.keep_own_nature(connection)
    quarters = list(quarters_of(connection, cube))
    former.refuse_other_profile(connection, cube, {quarter.period for quarter in quarters})
    for facts in quarters:
        if cube.profile == "rounded":
            store_rounded(connection, facts, facts.cube)
        else:
            store_protected(connection, facts, facts.cube)
    connection.execute((HERE / "memory.sql").read_text(encoding="utf-8"))


def quarters_of(connection: duckdb.DuckDBPyConnection, cube: Cube) -> Iterator[Facts]:
    """Each quarter that has rows, in the one scheme that it has."""
    rows = connection.execute("FROM staging.cube_rows ORDER BY ALL").df()
    areas = connection.execute(
        "SELECT scheme, pcode, parent_pcode FROM warehouse.core.areas WHERE level = 'adm2' ORDER BY ALL"
    ).df()
    places = {
        str(scheme): Places(dict(zip(own["pcode"], own["parent_pcode"], strict=True)))
        for scheme, own in areas.groupby("scheme")
    }
    for period, own in rows.groupby("period"):
        scheme, told = str(own["scheme"].iloc[0]), cube.telling(set(own["measure"]))
        if told.public_tables:
            grid = grid_of(told.public_tables, told, places[scheme])
            yield Facts(str(period), scheme, told, places[scheme], grid, own)


def store_protected(connection: duckdb.DuckDBPyConnection, facts: Facts, cube: Cube) -> None:
    known = former.memory(connection, cube, facts.period, facts.scheme)
    quarter = protected(facts.period, facts.scheme, facts.grid, facts.rows, cube, known)
    made = {
        "marts.published_counts": cells(facts, quarter.system.values, quarter.withheld, cube),
        "marts.disclosure_summary": records.summary(*key(facts), facts.grid, quarter.withheld, cube),
        "core.disclosure_report": records.report(quarter, cube),
        "core.disclosure_attackers": records.attackers(quarter),
        "core.disclosure_attack": records.intervals(quarter),
        "core.disclosure_seconds": records.seconds(quarter),
        "core.disclosure_certificates": records.certificates(quarter),
        "core.disclosure_memory": records.remembered(quarter, cube),
    }
    for table, frame in made.items():
        store(connection, table, frame)


def store_rounded(connection: duckdb.DuckDBPyConnection, facts: Facts, cube: Cube) -> None:
    before = former.roundings(connection, facts.period, facts.scheme)
    quarter = rounded_quarter(*key(facts), facts.grid, facts.rows, cube, before)
    nothing = np.zeros(len(quarter.values), dtype=bool)
    base = quarter.base.assign(period=facts.period, scheme=facts.scheme)
    rounded = cells(facts, quarter.rounded, nothing, cube)
    measures = {table.id: table.measure for table in cube.public_tables}
    made = {
        "marts.published_counts": cells(facts, quarter.values, nothing, cube),
        "marts.rounded_counts": base[["period", "scheme", *BASE, "value"]],
        "marts.disclosure_summary": records.summary(*key(facts), facts.grid, nothing, cube),
        "core.disclosure_report": records.rounding_report(quarter, cube),
        "core.rounded_counts": rounded.assign(measure=rounded["table_id"].map(measures)),
        "core.rounded_base": base,
    }
    for table, frame in made.items():
        store(connection, table, frame)


def cells(facts: Facts, values: np.ndarray, withheld: np.ndarray, cube: Cube) -> pd.DataFrame:
    return records.published(*key(facts), facts.grid, values, withheld, cube, facts.places)


def key(facts: Facts) -> tuple[str, str]:
    return facts.period, facts.scheme


def store(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    connection.register("stored", frame)
    connection.execute(f"INSERT INTO warehouse.{table} BY NAME SELECT * FROM stored")
    connection.unregister("stored")
