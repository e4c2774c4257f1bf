"""One quarter of exact numbers: what is withheld of it, and what the attack made of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from etl.disclose import attack, certify
from etl.disclose.attack import Finding
from etl.disclose.cube import Cell, Cube, Grid, Table, counts_of_each, is_marking
from etl.disclose.former import Known
from etl.disclose.suppress import Protection, TooLarge, protect
from etl.disclose.system import System

STRANGER, RELEASES, INSIDER = "stranger", "all_releases", "insider"
Attacker: TypeAlias = tuple[str, str]  # who it is, and of insiders the organisation


class NotSafe(RuntimeError):
    """What would be published does not withstand the attack; the argument is the quarter."""


class CubeTooLarge(RuntimeError):
    """A quarter could not be protected in time; the arguments are the quarter and the table to coarsen."""


@dataclass(frozen=True, eq=False)
class Quarter:
    """A quarter's cells, true counts and protection, in the order of the grid; and the findings of each attacker.

    was_shown: bool[n], what a former release showed and has not changed since: whoever kept it knows it. is_again:
    bool[n], which of these are withheld all the same: it protects nothing.
    """

    period: str
    scheme: str
    grid: Grid
    system: System
    protection: Protection
    was_shown: np.ndarray
    is_again: np.ndarray
    findings: Mapping[Attacker, Finding] = field(default_factory=dict)

    @property
    def withheld(self) -> np.ndarray:
        """bool[n]: what is published without its value."""
        return self.protection.withheld | self.is_again


def protected(
    period: str, scheme: str, grid: Grid, rows: pd.DataFrame, cube: Cube, known: Mapping[Cell, Known]
) -> Quarter:
    """The quarter with a pattern that withstands the attack. ``known``: what former releases made of its cells.

    Primary besides small counts: what one contributor alone makes up, what another one finds by taking its own part
    away, and what marks all children of an area. Raises :class:`NotSafe` and :class:`CubeTooLarge`.
    """
    # Rows that name no organisation are taken for those of one: nobody can say that they are of several.
    own = counts_of_each(grid, rows, cube)
    values = np.sum([*own.values()], axis=0)
    threshold = np.array([cube.threshold_of(cell) for cell in grid.cells])
    others = np.stack([values - part for part in own.values()])
    is_told = ((others == 0) & (values > 0)) | ((others > 0) & (others < threshold) & (others < values))
    is_small = (values > 0) & (values < threshold)
    is_primary = is_small | is_told.any(axis=0) | is_marking(grid, values, cube)
    before = [known.get(cell, Known()) for cell in grid.cells]
    was_withheld = np.array([cell.was_withheld for cell in before])
    # What was shown and has not changed is known for good: it can neither be protected nor protect anything.
    was_shown = np.array([value in cell.shown for cell, value in zip(before, values.tolist(), strict=True)])
    is_again = was_shown & (is_primary | was_withheld)
    threshold[was_shown] = 0
    # Totals of the country and of places are what people ask for: they are given up only where nothing else protects.
    is_total = np.array([cell.level == "country" or not cell.codes for cell in grid.cells])
    open_primary = is_primary & ~was_shown
    for must_show in (was_shown | is_total, was_shown):
        system = System(
            values, grid.equations, threshold, open_primary, must_show & ~open_primary, was_withheld & ~was_shown
        )
        quarter = Quarter(period, scheme, grid, system, in_time(system, period, grid, cube), was_shown, is_again)
        quarter = attacked(safe_from_insiders(quarter, own, cube))
        if withstands(quarter):
            return quarter
    raise NotSafe(period)


def safe_from_insiders(quarter: Quarter, own: Mapping[str, np.ndarray], cube: Cube) -> Quarter:
    """The quarter, with what a contributor would still find withheld, and all that it adds up with.

    ``own``: for each contributor int[n], its part of each cell.
    """
    while True:
        system, withheld = quarter.system, quarter.withheld
        findings = {(INSIDER, name): attack.insider(system, withheld, part) for name, part in own.items()}
        found = {cell for finding in findings.values() for cell in finding.failures}
        if not found:
            return replace(quarter, findings=findings)
        wider = beside(quarter.grid, sorted(found))
        if (wider <= withheld).all():
            raise NotSafe(quarter.period)
        fresh = wider & ~quarter.was_shown
        system = replace(system, must_withhold=system.must_withhold | fresh, must_show=system.must_show & ~fresh)
        quarter = replace(
            quarter,
            system=system,
            protection=in_time(system, quarter.period, quarter.grid, cube),
            is_again=quarter.is_again | (wider & quarter.was_shown),
        )


def attacked(quarter: Quarter) -> Quarter:
    """The quarter, with what a stranger finds, on this release alone and on all that there were together."""
    system, withheld = quarter.system, quarter.withheld
    strangers = {
        (STRANGER, ""): attack.stranger(system, withheld),
        (RELEASES, ""): attack.stranger(system, withheld & ~quarter.was_shown),
    }
    return replace(quarter, findings={**strangers, **quarter.findings})


def withstands(quarter: Quarter) -> bool:
    """Whether the certificates hold, for a checker that knows no solver, and no attacker found a count."""
    protection = quarter.protection
    faults = certify.check(quarter.system, protection.withheld, protection.certificates)
    return not faults and not any(finding.failures for finding in quarter.findings.values())


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
