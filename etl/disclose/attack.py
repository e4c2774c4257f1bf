"""The attacker: what the shown cells and the additive equations say of a withheld one, by linear programming.

It sees what a reader of the publication sees, and shares no code with the suppressor. Two releases, or another total
published elsewhere, are one system too: the caller stacks their equations, one column for a cell that is the same.
"""

from typing import Any, Protocol

import highspy
import numpy as np
from scipy import sparse

SURELY = 1e-6  # children: the solver's own tolerance is a tenth of it
SMALL_LOW = 1


class Inconsistent(ValueError):
    """No table of counts has the shown cells: `row` is an equation that cannot hold, -1 where it takes several."""

    def __init__(self, row: int) -> None:
        super().__init__("the shown cells do not add up" if row < 0 else f"the shown cells break equation {row}")
        self.row = row


class Counts(Protocol):
    """What was to be protected: see `etl.disclose.system.System`."""

    @property
    def values(self) -> np.ndarray: ...
    @property
    def equations(self) -> sparse.csr_array: ...
    @property
    def threshold(self) -> np.ndarray: ...
    @property
    def is_primary(self) -> np.ndarray: ...


def intervals(
    equations: sparse.csr_array, shown: np.ndarray, cells: np.ndarray, upper: np.ndarray | None = None
) -> np.ndarray:
    """Least and most that each of the cells can hold: float[k, 2]; the arguments are those of `Attack`."""
    attack = Attack(equations, shown, upper)
    return np.array([attack.interval(cell) for cell in cells.tolist()]).reshape(-1, 2)


def failures(system: Counts, withheld: np.ndarray) -> list[int]:
    """Primary cells (indices) that the pattern (bool[n]) leaves too sure, shown ones included.

    Small counts whose interval does not hold both 1 or less and the threshold or more; other primary cells whose
    interval does not hold a value lower by the threshold (or 0) and one higher by it.
    """
    values, is_small = system.values, _is_small(system.values, system.threshold)
    low = np.where(is_small, SMALL_LOW, np.maximum(values - system.threshold, 0))
    high = np.where(is_small, system.threshold, values + system.threshold)
    return _missed(system.equations, values, withheld, np.flatnonzero(system.is_primary | is_small), low, high)


def insider_failures(system: Counts, withheld: np.ndarray, own: np.ndarray) -> list[int]:
    """Cells where who contributed `own` (int[n], its part of each cell) learns of a small count of the others.

    It subtracts its own counts from what is shown and attacks what is left, with the thresholds on what is left; a
    shown cell in which the others' part is small is a failure too.
    """
    others = system.values - own
    cells = np.flatnonzero(_is_small(others, system.threshold))
    low = np.full(len(others), SMALL_LOW)
    return _missed(system.equations, others, withheld, cells, low, system.threshold)


def _is_small(values: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    return (values > 0) & (values < threshold)


def _missed(
    equations: sparse.csr_array,
    values: np.ndarray,
    withheld: np.ndarray,
    cells: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> list[int]:
    attack = Attack(equations, np.where(withheld, np.nan, values))
    return [cell for cell in cells.tolist() if not attack.reaches(cell, low[cell], high[cell])]


class Attack:
    """A publication under attack: `shown` is float[n], NaN where withheld; no count is negative or above `upper`.

    equations: m x n, each row zero. Raises Inconsistent where the shown cells do not add up.
    """

    def __init__(self, equations: sparse.csr_array, shown: np.ndarray, upper: np.ndarray | None = None) -> None:
        hidden = np.isnan(shown)
        self._shown = shown
        self._column = np.cumsum(hidden) - 1
        columns, rest = equations[:, np.flatnonzero(hidden)], -(equations @ np.where(hidden, 0.0, shown))
        is_open = np.diff(columns.indptr) > 0
        wrong = np.flatnonzero(~is_open & (np.abs(rest) > SURELY))
        if len(wrong):
            raise Inconsistent(int(wrong[0]))
        top = np.full(columns.shape[1], highspy.kHighsInf) if upper is None else upper[hidden].astype(float)
        self._solver = _programme(columns[np.flatnonzero(is_open)], rest[is_open], top)
        # Every solution met so far is a table that fits: what it reaches need not be asked for again.
        self._least, self._most = np.full(len(top), np.inf), np.full(len(top), -np.inf)
        if len(top):
            self._solve()

    def interval(self, cell: int) -> tuple[float, float]:
        """Least and most that the cell can hold; its value twice, where it is shown."""
        if not np.isnan(self._shown[cell]):
            return float(self._shown[cell]), float(self._shown[cell])
        return self._extreme(cell, 1.0), self._extreme(cell, -1.0)

    def reaches(self, cell: int, low: float, high: float) -> bool:
        """Whether the cell can hold `low` or less, and `high` or more."""
        if not np.isnan(self._shown[cell]):
            return bool(low >= self._shown[cell] >= high)
        column = self._column[cell]
        is_low = self._least[column] <= low + SURELY or self._extreme(cell, 1.0) <= low + SURELY
        return bool(is_low and (self._most[column] >= high - SURELY or self._extreme(cell, -1.0) >= high - SURELY))

    def _extreme(self, cell: int, sign: float) -> float:
        """The least (sign 1) or most (-1) that a withheld cell can hold."""
        column = int(self._column[cell])
        self._solver.changeColCost(column, sign)
        is_bounded = self._solve()
        self._solver.changeColCost(column, 0.0)
        seen = self._least if sign > 0 else self._most
        if not is_bounded:
            seen[column] = -sign * np.inf
        return float(seen[column])

    def _solve(self) -> bool:
        """Go to the best table, from the last one; whether there is a best one."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Inconsistent(-1)
        if status == highspy.HighsModelStatus.kUnbounded:
            return False
        if status != highspy.HighsModelStatus.kOptimal:  # an attack that ends otherwise must not pass for a safe cell
            raise RuntimeError(f"HiGHS ended with {self._solver.modelStatusToString(status)}")
        table = np.array(self._solver.getSolution().col_value)
        self._least, self._most = np.minimum(self._least, table), np.maximum(self._most, table)
        return True


def _programme(equations: sparse.csr_array, rest: np.ndarray, top: np.ndarray) -> Any:
    """HiGHS with tables that fit: equations of withheld cells against what shown ones leave to them."""
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off", "simplex_strategy": 4}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    columns = sparse.csc_array(equations)
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = columns.shape
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = np.zeros(len(top)), np.zeros(len(top)), top
    programme.row_lower_ = programme.row_upper_ = rest
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = columns.indptr, columns.indices
    programme.a_matrix_.value_ = columns.data.astype(float)
    solver.passModel(programme)
    return solver
