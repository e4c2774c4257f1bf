"""Moves: whole changes of a table that leave every equation true, and the solver that finds the cheapest of them."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

TOLERANCE = 1e-6
# Branch and bound stops after as many nodes, not after a time: the same table gets the same answer on any machine.
MOST_NODES = 2_000
TRIES, DEARER = 3, 4.0


@dataclass(frozen=True, eq=False)
class Move:
    """Changes (int64, none zero) of some cells (rising); the other cells of the table stay as they are."""

    cells: np.ndarray
    changes: np.ndarray

    def applied(self, values: np.ndarray) -> np.ndarray:
        """The table after the move."""
        table = values.copy()
        table[self.cells] += self.changes
        return table


class Cheapest:
    """The cheapest move that changes a given cell by a given amount: one linear programme, asked many times.

    Every cell has two columns, its rise and its fall, ``E (rise - fall) = 0``, ``fall <= value``; the cost of a move is
    the sum of its changes, each at its cell's price (Kelly, Golden and Assad 1992, for any linear equations as in
    Fischetti and Salazar 2001). Only bounds and costs change from one question to the next.
    """

    def __init__(self, equations: sparse.csr_array, values: np.ndarray) -> None:
        self.values = values
        self._equations = equations
        self._columns = sparse.csc_array(equations)
        self._count = len(values)
        self._is_open = np.ones(self._count, dtype=bool)
        self._price = np.zeros(self._count)
        self._solver = _solver(sparse.hstack([equations, -equations]), np.concatenate(self._room(slice(None))))

    def price(self, cells: np.ndarray, price: np.ndarray) -> None:
        """From now on a change of one child costs as much there (float, positive)."""
        self._price[cells] = price
        self._charge(cells, price)

    def open(self, cells: np.ndarray, is_open: bool) -> None:
        """From now on these cells may change, or may not."""
        self._is_open[cells] = is_open
        columns = np.concatenate([cells, cells + self._count]).astype(np.int32)
        self._solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), np.concatenate(self._room(cells)))

    def move(self, cell: int, amount: int) -> Move | None:
        """The cheapest that changes the cell by at least the amount (positive: up); None if no whole one was found.

        Where the cheapest is not whole, others are sought: whole ones on its support, then cheapest ones anew at a
        higher price of what was split.
        """
        _bind(self._solver, cell, self._count, amount, int(self.values[cell]))
        found, dearer = None, np.empty(0, dtype=np.int64)
        for _ in range(TRIES):
            changes = self._solution()
            if changes is None:
                break
            whole = np.rint(changes)
            split = np.flatnonzero(np.abs(whole - changes) > TOLERANCE)
            if len(split):
                found = self.whole_move(cell, amount, np.flatnonzero(np.abs(changes) > TOLERANCE))
            else:
                found = self._checked(whole.astype(np.int64), cell, amount)
            if found is not None:
                break
            dearer = np.union1d(dearer, split)
            self._charge(dearer, DEARER * self._price[dearer])
        self._charge(dearer, self._price[dearer])
        rise, fall = self._room(np.array([cell]))
        self._solver.changeColBounds(cell, 0.0, float(rise[0]))
        self._solver.changeColBounds(cell + self._count, 0.0, float(fall[0]))
        return found

    def _solution(self) -> np.ndarray | None:
        """Changes of all cells (float) in the cheapest solution, None if there is none."""
        self._solver.clearSolver()  # from scratch, where no cell changes: nearer to each answer than the last one was
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        columns = np.array(self._solver.getSolution().col_value)
        return columns[: self._count] - columns[self._count :]

    def whole_move(self, cell: int, amount: int, support: np.ndarray) -> Move | None:
        """A cheap whole move on the support (cells, rising) by branch and bound, open or not; None if none is met."""
        equations = self._columns[:, support].tocsr()
        equations = equations[np.flatnonzero(np.diff(equations.indptr))]
        room = np.concatenate([np.full(len(support), highspy.kHighsInf), self.values[support]])
        solver = _solver(sparse.hstack([equations, -equations]), room)
        columns = np.arange(2 * len(support), dtype=np.int32)
        solver.changeColsCost(len(columns), columns, np.tile(self._price[support], 2))
        solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), 1, dtype=np.uint8))
        for name, value in {"presolve": "choose", "mip_max_nodes": MOST_NODES, "mip_rel_gap": 0.5}.items():
            solver.setOptionValue(name, value)
        _bind(solver, int(np.searchsorted(support, cell)), len(support), amount, int(self.values[cell]))
        solver.run()
        found = solver.getSolution()
        if not found.value_valid:
            return None
        values = np.rint(np.array(found.col_value)).astype(np.int64)
        changes = np.zeros(self._count, dtype=np.int64)
        changes[support] = values[: len(support)] - values[len(support) :]
        return self._checked(changes, cell, amount)

    def _charge(self, cells: np.ndarray, price: np.ndarray) -> None:
        columns = np.concatenate([cells, cells + self._count]).astype(np.int32)
        self._solver.changeColsCost(len(columns), columns, np.concatenate([price, price]))

    def _room(self, cells: Any) -> tuple[np.ndarray, np.ndarray]:
        """How far each cell may rise and fall."""
        is_open = self._is_open[cells]
        return np.where(is_open, highspy.kHighsInf, 0.0), np.where(is_open, self.values[cells], 0.0)

    def _checked(self, changes: np.ndarray, cell: int, amount: int) -> Move | None:
        """The move, if it is one in whole numbers too: the solver knows its answer only within a tolerance."""
        is_far = changes[cell] >= amount if amount > 0 else changes[cell] <= amount
        if not is_far or (self.values + changes < 0).any() or (self._equations @ changes).any():
            return None
        cells = np.flatnonzero(changes)
        return Move(cells, changes[cells])


def _bind(solver: Any, rise: int, count: int, amount: int, value: int) -> None:
    """The cell of column `rise` changes by the amount at least, and in that direction only."""
    moved, other = (rise, rise + count) if amount > 0 else (rise + count, rise)
    solver.changeColBounds(moved, float(abs(amount)), highspy.kHighsInf if amount > 0 else float(value))
    solver.changeColBounds(other, 0.0, 0.0)


def _solver(equations: Any, room: np.ndarray) -> Any:
    """HiGHS with columns from 0 to `room`, of which the equations are all zero; quiet, one thread, always the same."""
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off", "simplex_scale_strategy": 0}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    columns = sparse.csc_array(equations)
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = columns.shape
    programme.col_cost_ = np.zeros(columns.shape[1])
    programme.col_lower_, programme.col_upper_ = np.zeros(columns.shape[1]), room
    programme.row_lower_ = programme.row_upper_ = np.zeros(columns.shape[0])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = columns.indptr, columns.indices
    programme.a_matrix_.value_ = columns.data.astype(float)
    solver.passModel(programme)
    return solver
