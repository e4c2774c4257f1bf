"""One quarter of the rounded profile: a base table, rounded once, of which all that is published is a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from etl.disclose.cube import COUNTRY, DIMENSIONS, Cell, Cube, Grid, placed
from etl.disclose.rounding import round_small

BASE = ("measure", "adm1", "adm2", *DIMENSIONS)
Row: TypeAlias = tuple[str | None, ...]  # a cell of a base table: its columns BASE, None where it does not cross one


@dataclass(frozen=True, eq=False)
class RoundedQuarter:
    """A quarter's cells, true and rounded, in the order of the grid.

    base: the columns BASE, value (children, none zero) and rounded, by measure: the joint table of all the dimensions
    that the cube crosses, by sub-prefecture. mean_error and most_error: of base and cells together, in children.
    """

    period: str
    scheme: str
    grid: Grid
    values: np.ndarray
    rounded: np.ndarray
    base: pd.DataFrame
    mean_error: float
    most_error: int


def rounded_quarter(
    period: str, scheme: str, grid: Grid, rows: pd.DataFrame, cube: Cube, before: Mapping[Row, tuple[int, int]]
) -> RoundedQuarter:
    """Every count below the threshold, in the base or in a sum of it, becomes 0 or the threshold.

    ``rows`` as in :func:`etl.disclose.cube.counts`. ``before``: value and rounded value that cells of the base had in
    former releases; where the value is the same, the rounded one is.
    """
    base = base_of(rows, cube)
    inner = base["value"].to_numpy(np.int64)
    sums = sums_of(grid, base)
    keys = base[list(BASE)].itertuples(index=False, name=None)
    known = [before.get(key, (-1, -1)) for key in keys]
    kept = np.array([told if told_of == value else -1 for (told_of, told), value in zip(known, inner, strict=True)])
    told = round_small(inner, sums, cube.threshold, before=kept)
    return RoundedQuarter(
        period,
        scheme,
        grid,
        sums @ inner,
        told.totals,
        base.assign(rounded=told.inner),
        told.mean_error,
        told.most_error,
    )


def base_of(rows: pd.DataFrame, cube: Cube) -> pd.DataFrame:
    """The base tables of all measures under one another: BASE and value."""
    crossed: dict[str, set[str]] = {}
    for table in cube.public_tables:
        crossed.setdefault(table.measure, set()).update(table.dimensions)
    told = placed(rows, cube)
    parts = []
    for measure, names in sorted(crossed.items()):
        own = told[told["measure"] == measure].astype(dict.fromkeys(DIMENSIONS, object))
        own[[name for name in DIMENSIONS if name not in names]] = None
        parts.append(own.groupby(list(BASE), dropna=False, as_index=False)["children"].sum())
    base = pd.concat(parts, ignore_index=True).rename(columns={"children": "value"})
    return base.astype(dict.fromkeys(BASE, object)).where(base.notna(), None)


def sums_of(grid: Grid, base: pd.DataFrame) -> sparse.csr_array:
    """For each cell of the grid (rows) the lines of the base (columns) that it is the sum of."""
    shapes: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    for cell in grid.cells:
        shapes.setdefault(cell.measure, set()).add((cell.level, tuple(name for name, _ in cell.codes)))
    pairs = []
    for line, row in enumerate(base.to_dict("records")):
        for level, names in shapes[row["measure"]]:
            pcode = COUNTRY if level == "country" else row[level]
            cell = Cell(row["measure"], level, pcode, tuple((name, row[name]) for name in names))
            pairs.append((grid.numbers[cell], line))
    cells, lines = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(pairs), dtype=np.int64), (cells, lines)), shape=(len(grid.cells), len(base)))
