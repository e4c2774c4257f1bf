"""The attacker: what the shown cells and the additive equations say of a withheld one, by linear programming.

It sees what a reader of the publication sees, and shares no code with the suppressor. Two releases, or another total
published elsewhere, are one system too: the caller stacks their equations, one column for a cell that is the same.
"""

import time
from dataclasses import dataclass
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


@dataclass(frozen=True, eq=False)
class Finding:
    """What an attacker made of the cells that it went for.

    cells: int[k]. reached: float[k, 2], the least and the most that each can hold: these ends themselves where
    `is_whole`, else they lie at least so far apart, as the attack stopped once it had seen enough. failures: the cells
    (indices) that are left too sure, shown ones included.
    """

    cells: np.ndarray
    reached: np.ndarray
    is_whole: bool
    failures: list[int]
    seconds: float

    def narrowest(self) -> tuple[float, float]:
        """The least and the most of the cell that the attacker knows best; everything, where it found no cell."""
        if not len(self.cells):
            return 0.0, np.inf
        least, most = self.reached[np.argmin(self.reached[:, 1] - self.reached[:, 0])]
        return float(least), float(most)


def failures(system: Counts, withheld: np.ndarray) -> list[int]:
    """What :func:`stranger` finds too sure, in less time."""
    return stranger(system, withheld, is_whole=False).failures


def insider_failures(system: Counts, withheld: np.ndarray, own: np.ndarray) -> list[int]:
    """What :func:`insider` finds too sure."""
    return insider(system, withheld, own).failures


def stranger(system: Counts, withheld: np.ndarray, is_whole: bool = True) -> Finding:
    """Attack every primary cell that the pattern (bool[n]) withholds, as a reader who knows nothing else.

    Too sure is a small count whose interval does not hold both 1 or less and the threshold or more; another primary
    cell whose interval does not hold a value lower by the threshold (or 0) and one higher by it.
    """
    values, is_small = system.values, _is_small(system.values, system.threshold)
    low = np.where(is_small, SMALL_LOW, np.maximum(values - system.threshold, 0))
    high = np.where(is_small, system.threshold, values + system.threshold)
    cells = np.flatnonzero(system.is_primary | is_small)
    return _found(system.equations, values, withheld, cells, np.stack([low, high], axis=1), is_whole)


def insider(system: Counts, withheld: np.ndarray, own: np.ndarray) -> Finding:
    """Attack the small counts of the others, as who contributed `own` (int[n], its part of each cell).

    It subtracts its own counts from what is shown and attacks what is left, with the thresholds on what is left; a
    shown cell in which the others' part is small is a failure too.
    """
    others = system.values - own
    cells = np.flatnonzero(_is_small(others, system.threshold))
    ends = np.stack([np.full(len(others), SMALL_LOW), system.threshold], axis=1)
    return _found(system.equations, others, withheld, cells, ends, is_whole=False)


def _is_small(values: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    return (values > 0) & (values < threshold)


def _found(
    equations: sparse.csr_array,
    values: np.ndarray,
    withheld: np.ndarray,
    cells: np.ndarray,
    ends: np.ndarray,
    is_whole: bool,
) -> Finding:
    """The attack on the cells; ``ends``: int[n, 2], what each must still be able to hold, low and high."""
    start = time.perf_counter()
    attack = Attack(equations, np.where(withheld, np.nan, values))
    reached = np.empty((len(cells), 2))
    for place, cell in enumerate(cells.tolist()):
        if is_whole:
            reached[place] = attack.interval(cell)
        else:
            attack.reaches(cell, *ends[cell].tolist())
            reached[place] = attack.seen(cell)
    is_open = (reached[:, 0] <= ends[cells, 0] + SURELY) & (reached[:, 1] >= ends[cells, 1] - SURELY)
    return Finding(cells, reached, is_whole, cells[~is_open].tolist(), time.perf_counter() - start)


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

    def seen(self, cell: int) -> tuple[float, float]:
        """Least and most of the cell in the tables met so far; its value twice, where it is shown."""
        if not np.isnan(self._shown[cell]):
            return float(self._shown[cell]), float(self._shown[cell])
        return float(self._least[self._column[cell]]), float(self._most[self._column[cell]])

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
