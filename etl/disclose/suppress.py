"""Complementary suppression: the cells to withhold so that every primary cell keeps two certificates.

A certificate is a complete other table in whole numbers with the same shown cells, told as its move from the truth. A
primary cell is protected when one certificate holds it at `System.low` or less and another at `System.high` or more:
nobody who sees only what is shown can then tell those tables from the true one. The method is that of Kelly, Golden
and Assad (1992), one linear programme for each cell and direction, with a clean-up by local search.

Every system has such a pattern: with all cells withheld, none at all and any multiple of the true table add up too.
"""

import time
from dataclasses import dataclass

import numpy as np

from etl.disclose.moves import Cheapest, Move
from etl.disclose.pattern import Pattern
from etl.disclose.system import System

# A shown cell costs one, and one more for each so many children: fewer cells are withheld, or fewer children.
CHILDREN_PER_CELL = 30
# What is withheld already costs next to nothing: moves that share cells are preferred, and short ones among them.
LITTLE = 0.003
# A cell that should be shown costs as much as a table of others.
FROZEN = 1_000.0


class TooLarge(RuntimeError):
    """The time was over, or a whole move was too hard to find. equations: the rows that hold the cells.

    cells: indices of primaries without certificates yet; once all have theirs, of what was still to be tidied up.
    """

    def __init__(self, cells: np.ndarray, equations: np.ndarray) -> None:
        super().__init__(f"too large to protect: {len(cells)} cells are left to do")
        self.cells = cells
        self.equations = equations


@dataclass(frozen=True, eq=False)
class Protection:
    """What to withhold and why that is enough.

    withheld: bool[n]. certificates: moves from the true table; the first changes nothing. lowest and highest: int[n],
    for each primary cell the place of a certificate that holds it at `System.low` or less, `System.high` or more; -1
    for other cells. small and complementary: numbers of cells (what a former release withheld is complementary);
    children_hidden: children in complementary cells.
    """

    withheld: np.ndarray
    certificates: list[Move]
    lowest: np.ndarray
    highest: np.ndarray
    small: int
    complementary: int
    children_hidden: int
    seconds: float


def protect(system: System, seconds: float) -> Protection:
    """Withhold few cells, and few children, so that every primary cell keeps its two certificates.

    The same system gives the same pattern: time decides only whether there is an answer. Raises TooLarge after that
    many seconds.
    """
    start = time.monotonic()
    withheld = system.is_primary | system.must_withhold
    certificates, lowest, highest = [_none()], np.full(len(withheld), -1), np.full(len(withheld), -1)
    for cells in system.parts():
        try:
            pattern = _Suppression(system.part(cells), start + seconds).pattern()
        except TooLarge as stopped:
            left = cells[stopped.cells]
            raise TooLarge(left, np.unique(system.equations[:, left].nonzero()[0])) from None
        moves, low, high = pattern.chosen()
        withheld[cells] = pattern.is_withheld
        # Each part has its own first certificate, which is the same: nothing changes.
        for places, own in ((lowest, low), (highest, high)):
            places[cells] = np.where(own > 0, own + len(certificates) - 1, own)
        certificates += [Move(cells[move.cells], move.changes) for move in moves[1:]]
    complementary = withheld & ~system.is_primary
    return Protection(
        withheld,
        certificates,
        lowest,
        highest,
        int(system.is_small.sum()),
        int(complementary.sum()),
        int(system.values[complementary].sum()),
        time.monotonic() - start,
    )


def _none() -> Move:
    return Move(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


class _Suppression:
    """One part of a system, its pattern as it grows and shrinks, and the solver that knows what is withheld."""

    def __init__(self, system: System, end: float) -> None:
        self._system = system
        self._end = end
        self._pattern = Pattern(system)
        price = 1 + system.values / CHILDREN_PER_CELL
        self._frozen = FROZEN + float(price.max())
        self._price = price + self._frozen * system.must_show
        self._limit = np.inf
        self._denied = np.zeros(2 * len(price), dtype=np.int64)  # how often each need put an end to an exchange
        self._cheapest = Cheapest(system.equations, system.values)
        self._cheapest.price(np.arange(len(self._price)), self._price)
        self._now_withheld(np.flatnonzero(self._pattern.is_withheld))

    def pattern(self) -> Pattern:
        """The finished pattern; raises TooLarge with the cells left to do."""
        self._limit_to(self._frozen)
        self._certify_all()
        self._tidy()
        return self._pattern

    def _certify_all(self) -> None:
        for need in self._pattern.unmet().tolist():
            if not self._pattern.is_met(need):
                self._check_time(self._pattern.unmet() % len(self._price))
                self._take(self._certain(*self._pattern.amount(need)))

    def _certain(self, cell: int, amount: int) -> Move:
        """A move that does it: the cheapest, or one through cells that should be shown, or a whole one."""
        move = self._cheapest.move(cell, amount)
        if move is None:
            self._limit_to(np.inf)
            move = self._cheapest.move(cell, amount)
            self._limit_to(self._frozen)
        if move is None:
            move = self._cheapest.whole_move(cell, amount, np.arange(len(self._price)))
        if move is None:
            raise TooLarge(np.array([cell]), np.empty(0))
        return move

    def _tidy(self) -> None:
        """Show complementary cells again, the largest first, where cheaper ones can do what they did."""
        left = self._pattern.complementary()
        for place, cell in enumerate(left.tolist()):
            self._check_time(left[place:])
            if not self._drop(cell):
                self._replace(cell)
        for cell in self._pattern.complementary().tolist():
            self._drop(cell)

    def _drop(self, cell: int) -> bool:
        """Show the cell if other moves do what it serves for; whether it was."""
        is_superfluous = self._pattern.is_superfluous(cell)
        if is_superfluous:
            self._show(np.array([cell]))
        return is_superfluous

    def _replace(self, cell: int) -> None:
        """Show the cell, and withhold others in its place if they cost less; else leave all as it was."""
        before, alone = self._pattern.is_withheld.copy(), np.array([cell])
        self._limit_to(self._price[cell])
        self._show(alone)
        if not self._repair(self._price[cell]):
            self._withhold(alone)
            self._show(np.flatnonzero(self._pattern.is_withheld & ~before))

    def _limit_to(self, price: float) -> None:
        """From now on only cells below the price may change besides what is withheld."""
        low, high = sorted((price, self._limit))
        cells = np.flatnonzero(~self._pattern.is_withheld & (self._price >= low) & (self._price < high))
        self._cheapest.open(cells, price > self._limit)
        self._limit = price

    def _repair(self, budget: float) -> bool:
        """Certify what has lost its certificate, withholding cells that cost less than the budget in all."""
        unmet = self._pattern.unmet()
        for need in unmet[np.argsort(-self._denied[unmet], kind="stable")].tolist():
            if self._pattern.is_met(need):
                continue
            move = self._cheapest.move(*self._pattern.amount(need))
            if move is None:
                self._denied[need] += 1
                return False
            budget -= self._price[self._fresh(move)].sum()
            self._pattern.add(move)  # it may serve another time, even where it costs too much now
            if budget <= 0:
                self._denied[need] += 1
                return False
            self._withhold(self._fresh(move))
        return True

    def _take(self, move: Move) -> None:
        self._pattern.add(move)
        self._withhold(self._fresh(move))

    def _fresh(self, move: Move) -> np.ndarray:
        """Cells of the move that are shown."""
        return move.cells[~self._pattern.is_withheld[move.cells]]

    def _withhold(self, cells: np.ndarray) -> None:
        self._pattern.withhold(cells)
        self._now_withheld(cells)

    def _now_withheld(self, cells: np.ndarray) -> None:
        self._cheapest.price(cells, np.full(len(cells), LITTLE))
        self._cheapest.open(cells, True)

    def _show(self, cells: np.ndarray) -> None:
        self._pattern.show(cells)
        self._cheapest.price(cells, self._price[cells])
        self._cheapest.open(cells[self._price[cells] >= self._limit], False)

    def _check_time(self, left: np.ndarray) -> None:
        if time.monotonic() > self._end:
            raise TooLarge(np.unique(left), np.empty(0))
