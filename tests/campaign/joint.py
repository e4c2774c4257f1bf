"""The strongest attacker: what the shown cells say of a withheld one, if the unknown is the whole joint table.

The joint table counts children by finest area and all dimensions at once; an attacker who believes in no table that has
none behind it may know more than one who only adds up cells (`etl.disclose.attack`). It is never asked for at a build:
a linear programme of it takes seconds to minutes.

A joint table exists exactly where tables over the cliques of a triangulated graph of dimensions do, of which any two
agree on the dimensions that they share (Dobra and Fienberg 2000, PNAS 97: 11885; the graph joins dimensions that some
published table crosses). These are far smaller, and what is unknown here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from etl.disclose.cube import LEVELS, Cell, Cube, Grid, Places

Clique = tuple[str, ...]


class Undecided(RuntimeError):
    """The solver did not come to an end; the argument is how it stopped."""


@dataclass(frozen=True, eq=False)
class Joint:
    """The tables over cliques, one after the other; the cells of the grid are of one measure."""

    cube: Cube
    places: Places
    grid: Grid
    cliques: tuple[Clique, ...]

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The finest areas: what is published of larger ones only is counted in these too."""
        return self.places.of(LEVELS[-1])

    def shape(self, clique: Clique) -> tuple[int, ...]:
        return (len(self.leaves), *(len(self.cube.dimensions[name]) for name in clique))

    @cached_property
    def starts(self) -> np.ndarray:
        """Where the table of each clique starts, and where the last one ends."""
        return np.cumsum([0, *(int(np.prod(self.shape(clique))) for clique in self.cliques)])

    def numbers(self, clique: int) -> np.ndarray:
        """The unknowns of a clique's table, in its shape."""
        names = self.cliques[clique]
        return np.arange(self.starts[clique], self.starts[clique + 1]).reshape(self.shape(names))

    @cached_property
    def sums(self) -> sparse.csr_array:
        """n x k: the unknowns that each published cell adds up."""
        return indicator((self.parts(cell) for cell in self.grid.cells), int(self.starts[-1]))

    def parts(self, cell: Cell) -> np.ndarray:
        """Of the first clique that has the cell's dimensions."""
        held = dict(cell.codes)
        clique = next(number for number, names in enumerate(self.cliques) if held.keys() <= set(names))
        table = self.numbers(clique)[np.flatnonzero([self.is_in(leaf, cell.pcode) for leaf in self.leaves])]
        for axis, name in enumerate(self.cliques[clique], start=1):
            if name in held:
                table = table.take([self.cube.dimensions[name].index(held[name])], axis=axis)
        return table.ravel()

    def is_in(self, leaf: str, pcode: str) -> bool:
        children = self.places.children
        return leaf == pcode or any(self.is_in(leaf, part) for part in children.get(pcode, ()))

    @cached_property
    def agreements(self) -> sparse.csr_array:
        """r x k: what two cliques say of the dimensions that they share, one less the other, is zero."""
        rows = [sparse.csr_array((0, int(self.starts[-1])))]
        for one, other in tree(self.cliques):
            shared = set(self.cliques[one]) & set(self.cliques[other])
            rows.append(self.margin(one, shared) - self.margin(other, shared))
        return sparse.csr_array(sparse.vstack(rows))

    def margin(self, clique: int, shared: set[str]) -> sparse.csr_array:
        """By area and the shared dimensions, in the order of their names."""
        table, names = self.numbers(clique), self.cliques[clique]
        kept = [0, *(1 + names.index(name) for name in sorted(shared))]
        rest = [axis for axis in range(table.ndim) if axis not in kept]
        rows = table.transpose(*kept, *rest).reshape(int(np.prod([table.shape[axis] for axis in kept])), -1)
        return indicator(rows, int(self.starts[-1]))


def indicator(rows: Iterable[np.ndarray], count: int) -> sparse.csr_array:
    """Ones at the places that each row names."""
    parts = list(rows)
    starts = np.cumsum([0, *(len(part) for part in parts)])
    return sparse.csr_array((np.ones(starts[-1]), np.concatenate(parts), starts), shape=(len(parts), count))


def cliques_of(cube: Cube) -> tuple[Clique, ...]:
    """The largest cliques of the dimensions, once the graph is triangulated: the dimension that costs least is taken
    away first, its neighbours joined."""
    near: dict[str, set[str]] = {name: set() for name in cube.dimensions}
    for table in cube.tables:
        for name in table.dimensions:
            near[name] |= set(table.dimensions) - {name}
    found: list[Clique] = []
    while near:
        cost = {name: np.prod([len(cube.dimensions[other]) for other in {name, *near[name]}]) for name in near}
        name = min(near, key=lambda name: cost[name])
        around = near.pop(name)
        for other in around:
            near[other] = (near[other] | around) - {name, other}
        if not any({name, *around} <= set(clique) for clique in found):
            found.append((name, *sorted(around)))
    return tuple(found) or ((),)


def tree(cliques: tuple[Clique, ...]) -> Iterator[tuple[int, int]]:
    """Pairs of cliques (numbers) that make a tree of all: each joined where it shares most with those joined before.

    What two cliques share is then shared by all between them, so that it is enough if neighbours agree.
    """
    joined, left = [0], set(range(1, len(cliques)))
    while left:
        one, other = max(
            ((one, other) for one in joined for other in sorted(left)),
            key=lambda pair: len(set(cliques[pair[0]]) & set(cliques[pair[1]])),
        )
        yield one, other
        joined.append(other)
        left.remove(other)


class JointAttack:
    """A publication under attack: `shown` is float[n], NaN where withheld."""

    def __init__(self, joint: Joint, shown: np.ndarray) -> None:
        is_zero, is_told = shown == 0, shown > 0
        self._open = np.flatnonzero(joint.sums[np.flatnonzero(is_zero)].sum(axis=0) == 0)
        self._sums = sparse.csr_array(joint.sums[:, self._open])
        rows = sparse.vstack([self._sums[np.flatnonzero(is_told)], joint.agreements[:, self._open]])
        self._solver = programme(rows, np.concatenate([shown[is_told], np.zeros(joint.agreements.shape[0])]))

    def interval(self, cell: int) -> tuple[float, float]:
        """Least and most of the cell over all joint tables with these shown cells. Raises Undecided."""
        adds = self._sums[[cell]].toarray().ravel()
        return self._least(adds), -self._least(-adds)

    def _least(self, cost: np.ndarray) -> float:
        self._solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Undecided(self._solver.modelStatusToString(self._solver.getModelStatus()))
        return float(self._solver.getInfo().objective_function_value)


def programme(rows: Any, told: np.ndarray) -> Any:
    """HiGHS by its interior point: the simplex method comes to no end on tables as large (disclosure.md 1.6 B)."""
    solver = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, "solver": "ipm"}.items():
        solver.setOptionValue(name, value)
    columns = sparse.csc_array(rows)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = columns.shape
    lp.col_cost_, lp.col_lower_ = np.zeros(columns.shape[1]), np.zeros(columns.shape[1])
    lp.col_upper_ = np.full(columns.shape[1], highspy.kHighsInf)
    lp.row_lower_ = lp.row_upper_ = told
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = columns.indptr, columns.indices, columns.data
    solver.passModel(lp)
    return solver


def hardest(intervals: np.ndarray, count: int, seed: int) -> Iterator[int]:
    """Places of the narrowest intervals (float[k, 2]), narrowest first, equal ones in an order of chance."""
    chance = np.random.default_rng(seed).permutation(len(intervals))
    width = (intervals[chance, 1] - intervals[chance, 0]).round(6)
    yield from chance[np.argsort(width, kind="stable")][:count].tolist()
