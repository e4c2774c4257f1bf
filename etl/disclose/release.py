"""One release of the cube: each quarter counted, protected, certified and attacked; or no release at all."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import duckdb
import numpy as np
import pandas as pd

from etl.disclose import attack, certify
from etl.disclose.cube import (
    ALL,
    Cell,
    Cube,
    Grid,
    Places,
    Table,
    cells_of,
    counts,
    definition_hash,
    grid_of,
    is_marking,
    named,
)
from etl.disclose.suppress import Protection, TooLarge, protect
from etl.disclose.system import System

HERE = Path(__file__).parent
Known: TypeAlias = tuple[int, bool]  # a true count, and whether it was withheld


class NotSafe(RuntimeError):
    """What would be published does not withstand the attack; the argument is the quarter."""


class CubeTooLarge(RuntimeError):
    """A quarter could not be protected in time; the arguments are the quarter and the table to coarsen."""


@dataclass(frozen=True, eq=False)
class Quarter:
    """A quarter's cells, true counts and protection, in the order of the grid."""

    period: str
    scheme: str
    grid: Grid
    system: System
    protection: Protection


def release(connection: duckdb.DuckDBPyConnection, cube: Cube) -> None:
    """Fill marts.published_counts, with true values, marts.disclosure_summary, and what stays with the internal file:
    core.disclosure_report and core.disclosure_certificates.

    Raises :class:`NotSafe` and :class:`CubeTooLarge`: such a build is not published.
    """
    for name in ("tables.sql", "facts.sql"):
        connection.execute((HERE / name).read_text(encoding="utf-8"))
    rows = connection.execute("FROM staging.cube_rows ORDER BY ALL").df()
    areas = connection.execute(
        "SELECT scheme, pcode, parent_pcode FROM warehouse.core.areas WHERE level = 'adm2' ORDER BY ALL"
    ).df()
    former = published_before(connection, cube)
    grids = {
        str(scheme): grid_of(
            cube.public_tables, cube, Places(dict(zip(own["pcode"], own["parent_pcode"], strict=True)))
        )
        for scheme, own in areas.groupby("scheme")
        if scheme in set(rows["scheme"])
    }
    quarters = [
        protected(str(period), scheme, grids[scheme], own, cube, former.get((str(period), scheme), {}))
        for period, own in rows.groupby("period")
        for scheme in [str(own["scheme"].iloc[0])]  # a quarter has one
    ]
    store(connection, "marts.published_counts", published(quarters, cube, grids, areas))
    store(connection, "marts.disclosure_summary", summaries(quarters, cube))
    store(connection, "core.disclosure_report", reports(quarters))
    store(connection, "core.disclosure_certificates", certificates(quarters))


def published_before(connection: duckdb.DuckDBPyConnection, cube: Cube) -> dict[tuple[str, str], dict[Cell, Known]]:
    """By quarter and scheme, the true count of each cell of the former release, and whether it was withheld."""
    tables = {table.id: table for table in cube.public_tables}
    found: dict[tuple[str, str], dict[Cell, Known]] = {}
    for row in connection.execute("FROM staging.former_published_counts").df().to_dict("records"):
        if row["table_id"] in tables:
            cell = cell_of(tables[row["table_id"]], row)
            found.setdefault((row["period"], row["scheme"]), {})[cell] = (row["value"], row["is_withheld"])
    return found


def cell_of(table: Table, row: Mapping) -> Cell:
    return Cell(table.measure, row["level"], row["pcode"], named(table, (row[name] for name in table.dimensions)))


def protected(
    period: str, scheme: str, grid: Grid, rows: pd.DataFrame, cube: Cube, known: Mapping[Cell, Known]
) -> Quarter:
    """The quarter with a pattern that withstands the attack. ``known``: what the former release made of its cells.

    Primary besides small counts: what one contributor alone makes up, what another one finds by taking its own part
    away, and what marks all children of an area. Raises :class:`NotSafe` and :class:`CubeTooLarge`.
    """
    values = counts(grid, rows, cube)
    # Rows that name no organisation are taken for those of one: nobody can say that they are of several.
    own = [counts(grid, part, cube) for _, part in rows.groupby("organisation_id", dropna=False)]
    threshold = np.array([cube.threshold_of(cell) for cell in grid.cells])
    others = np.stack([values - part for part in own])
    is_told = ((others == 0) & (values > 0)) | ((others > 0) & (others < threshold) & (others < values))
    is_primary = is_small(values, threshold) | is_told.any(axis=0) | is_marking(grid, values, cube)
    before = [known.get(cell) for cell in grid.cells]
    must_withhold = np.array([bool(cell and cell[1]) for cell in before])
    was_shown = np.array([cell == (value, False) for cell, value in zip(before, values, strict=True)])
    # What was shown and has not changed is known for good. Totals of the country and of places are what people ask for:
    # they are given up only where nothing else protects.
    is_total = np.array([cell.level == "country" or not cell.codes for cell in grid.cells])
    for must_show in (was_shown | is_total, was_shown):
        system = System(values, grid.equations, threshold, is_primary, must_show & ~is_primary, must_withhold)
        quarter = safe_from_insiders(
            Quarter(period, scheme, grid, system, in_time(system, period, grid, cube)), own, cube
        )
        if withstands(quarter, was_shown):
            return quarter
    raise NotSafe(period)


def safe_from_insiders(quarter: Quarter, own: list[np.ndarray], cube: Cube) -> Quarter:
    """The quarter, with what a contributor would still find withheld, and all that it adds up with.

    ``own``: for each contributor int[n], its part of each cell.
    """
    while found := {
        cell for part in own for cell in attack.insider_failures(quarter.system, quarter.protection.withheld, part)
    }:
        wider = quarter.system.must_withhold | beside(quarter.grid, sorted(found))
        if (wider <= quarter.protection.withheld).all():
            raise NotSafe(quarter.period)
        system = replace(quarter.system, must_withhold=wider, must_show=quarter.system.must_show & ~wider)
        quarter = replace(quarter, system=system, protection=in_time(system, quarter.period, quarter.grid, cube))
    return quarter


def withstands(quarter: Quarter, was_shown: np.ndarray) -> bool:
    """The certificates, by a checker that knows no solver; then the attack, on this release and the former together.

    ``was_shown``: bool[n], what the former release showed and has not changed since: whoever kept it knows it.
    """
    system, protection = quarter.system, quarter.protection
    return not (
        certify.check(system, protection.withheld, protection.certificates)
        or attack.failures(system, protection.withheld)
        or attack.failures(system, protection.withheld & ~was_shown)
    )


def is_small(values: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    return (values > 0) & (values < threshold)


def in_time(system: System, period: str, grid: Grid, cube: Cube) -> Protection:
    try:
        return protect(system, cube.seconds)
    except TooLarge as error:
        blamed = pd.Series([table_with(grid.cells[number], cube).id for number in error.cells]).mode()
        raise CubeTooLarge(period, blamed.iloc[0]) from error


def beside(grid: Grid, cells: list[int]) -> np.ndarray:
    """bool[n]: the cells, and all that stand in an equation with one of them."""
    rows = np.unique(grid.equations[:, cells].nonzero()[0])
    found = np.zeros(len(grid.cells), dtype=bool)
    found[cells] = True
    found[np.unique(grid.equations[rows].nonzero()[1])] = True
    return found


def table_with(cell: Cell, cube: Cube) -> Table:
    """The table to coarsen for a cell: the one that crosses its dimensions, else the deepest of its measure."""
    names = {name for name, _ in cell.codes}
    own = [table for table in cube.public_tables if table.measure == cell.measure and names <= set(table.dimensions)]
    return max(own, key=lambda table: (len(table.levels), len(table.dimensions)))


def published(quarters: list[Quarter], cube: Cube, grids: Mapping[str, Grid], areas: pd.DataFrame) -> pd.DataFrame:
    """table_id, period, scheme, level, pcode, a column for each dimension (``*``: total; NULL: not crossed), value,
    is_withheld."""
    columns = ["table_id", "period", "scheme", "level", "pcode", *cube.dimensions, "value", "is_withheld"]
    places = {scheme: areas[areas["scheme"] == scheme] for scheme in grids}
    lines = [line for quarter in quarters for line in lines_of(quarter, cube, places[quarter.scheme])]
    return pd.DataFrame(lines, columns=columns)


def lines_of(quarter: Quarter, cube: Cube, areas: pd.DataFrame) -> Iterator[tuple]:
    places = Places(dict(zip(areas["pcode"], areas["parent_pcode"], strict=True)))
    for table in cube.public_tables:
        for cell in cells_of(table, cube, places):
            held, number = dict(cell.codes), quarter.grid.numbers[cell]
            codes = (held.get(name, ALL) if name in table.dimensions else None for name in cube.dimensions)
            value, is_withheld = int(quarter.system.values[number]), bool(quarter.protection.withheld[number])
            yield (table.id, quarter.period, quarter.scheme, cell.level, cell.pcode, *codes, value, is_withheld)


def summaries(quarters: list[Quarter], cube: Cube) -> pd.DataFrame:
    """For each quarter and level: how many cells there are and how many are withheld; no value."""
    lines = [
        (
            quarter.period,
            quarter.scheme,
            level,
            int(is_level.sum()),
            int((is_level & quarter.protection.withheld).sum()),
        )
        for quarter in quarters
        for level in ("country", "adm1", "adm2")
        for is_level in [np.array([cell.level == level for cell in quarter.grid.cells])]
    ]
    frame = pd.DataFrame(lines, columns=["period", "scheme", "level", "cells", "withheld"])
    return frame.assign(threshold=cube.threshold, cube_sha256=definition_hash())


def reports(quarters: list[Quarter]) -> pd.DataFrame:
    """For each quarter: what was withheld, how much of it for which reason, and the hash of its certificates."""
    lines = [
        (
            quarter.period,
            quarter.scheme,
            len(quarter.grid.cells),
            protection.small,
            int(quarter.system.is_primary.sum()),
            protection.complementary,
            protection.children_hidden,
            len(protection.certificates),
            certificate_hash(protection),
        )
        for quarter in quarters
        for protection in [quarter.protection]
    ]
    columns = [
        "period", "scheme", "cells", "small", "primary_cells", "complementary", "children_hidden", "certificates",
        "certificates_sha256",
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=columns)


def certificate_hash(protection: Protection) -> str:
    digest = hashlib.sha256()
    for move in protection.certificates:
        digest.update(move.cells.astype("<i8").tobytes() + move.changes.astype("<i8").tobytes() + b";")
    return digest.hexdigest()


def certificates(quarters: list[Quarter]) -> pd.DataFrame:
    """Each certificate as its changes of cells: another table with the same shown cells."""
    lines = [
        (
            quarter.period,
            number,
            cell.measure,
            cell.level,
            cell.pcode,
            " ".join(f"{name}={code}" for name, code in cell.codes),
            int(change),
        )
        for quarter in quarters
        for number, move in enumerate(quarter.protection.certificates)
        for cell, change in zip((quarter.grid.cells[place] for place in move.cells), move.changes, strict=True)
    ]
    return pd.DataFrame(lines, columns=["period", "certificate", "measure", "level", "pcode", "codes", "change"])


def store(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    connection.register("stored", frame)
    connection.execute(f"INSERT INTO warehouse.{table} BY NAME SELECT * FROM stored")
    connection.unregister("stored")
