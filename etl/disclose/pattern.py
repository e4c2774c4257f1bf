"""A pattern of withheld cells, and which known moves still certify its primary cells while cells come and go."""

import numpy as np

from etl.disclose.moves import Move
from etl.disclose.system import System

# What a primary cell needs: need `c` is a table that holds cell `c` high, need `n + c` one that holds it low.


class Pattern:
    """Withheld cells of a system, at first only those that must be; `moves` known so far, each at most once.

    A move lives while all its cells are withheld: only then is the other table a certificate.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.is_withheld = system.is_primary | system.must_withhold
        self.moves: list[Move] = []
        self._is_needed = self._met_by(system.values, ~system.is_primary) == 0
        self._alive = np.zeros(2 * len(system.values), dtype=np.int64)  # living moves for each need
        self._meets: list[np.ndarray] = []  # needs, by move
        self._outside: list[int] = []  # cells that are shown, by move
        self._users: list[list[int]] = [[] for _ in system.values]  # moves, by cell
        self._known: set[bytes] = set()

    def amount(self, need: int) -> tuple[int, int]:
        """The need's cell, and by how much it has to change."""
        is_low, cell = divmod(need, len(self.system.values))
        bound = self.system.low if is_low else self.system.high
        return cell, int(bound[cell] - self.system.values[cell])

    def unmet(self) -> np.ndarray:
        """Needs without a living move, those of the largest cells first, equal ones by index."""
        needs = np.flatnonzero(self._is_needed & (self._alive == 0))
        return needs[np.lexsort((needs, -self.system.values[needs % len(self.system.values)]))]

    def is_met(self, need: int) -> bool:
        return bool(self._alive[need])

    def add(self, move: Move) -> None:
        """Know of the move, and of its opposite where that leaves no count negative."""
        for known in (move, Move(move.cells, -move.changes)):
            name = known.cells.tobytes() + known.changes.tobytes()
            table = known.applied(self.system.values)
            if name not in self._known and (table >= 0).all():
                self._known.add(name)
                self._keep(known, np.flatnonzero(self._is_needed & (self._met_by(table, False) > 0)))

    def withhold(self, cells: np.ndarray) -> None:
        """Withhold cells that are shown."""
        for cell in cells.tolist():
            self.is_withheld[cell] = True
            for move in self._users[cell]:
                self._outside[move] -= 1
                if not self._outside[move]:
                    self._alive[self._meets[move]] += 1

    def show(self, cells: np.ndarray) -> None:
        """Show cells that are withheld."""
        for cell in cells.tolist():
            self.is_withheld[cell] = False
            for move in self._users[cell]:
                if not self._outside[move]:
                    self._alive[self._meets[move]] -= 1
                self._outside[move] += 1

    def complementary(self) -> np.ndarray:
        """Cells withheld for the sake of others, largest count first, equal ones by index."""
        cells = np.flatnonzero(self.is_withheld & ~self.system.is_primary & ~self.system.must_withhold)
        return cells[np.lexsort((cells, -self.system.values[cells]))]

    def is_superfluous(self, cell: int) -> bool:
        """Whether every need stays met if the cell is shown."""
        lost = [self._meets[move] for move in self._users[cell] if not self._outside[move]]
        if not lost:
            return True
        lost_moves = np.bincount(np.concatenate(lost), minlength=len(self._alive))
        return not ((lost_moves > 0) & (lost_moves == self._alive)).any()

    def chosen(self) -> tuple[list[Move], np.ndarray, np.ndarray]:
        """Living moves, the first of them none at all; and for each cell the place of one that lowers and raises it.

        -1 stands where a cell is not primary. Moves that meet most needs are taken first, so that few are kept.
        """
        living = [move for move, outside in enumerate(self._outside) if not outside]
        kept, served = [Move(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))], np.full(len(self._alive), -1)
        served[~self._is_needed & np.tile(self.system.is_primary, 2)] = 0
        for move in sorted(living, key=lambda move: (-len(self._meets[move]), move)):
            fresh = self._meets[move][served[self._meets[move]] < 0]
            if len(fresh):
                served[fresh] = len(kept)
                kept.append(self.moves[move])
        highest, lowest = np.split(served, 2)
        return kept, lowest, highest

    def _keep(self, move: Move, meets: np.ndarray) -> None:
        number, outside = len(self.moves), int((~self.is_withheld[move.cells]).sum())
        self.moves.append(move)
        self._meets.append(meets)
        self._outside.append(outside)
        for cell in move.cells.tolist():
            self._users[cell].append(number)
        if not outside:
            self._alive[meets] += 1

    def _met_by(self, table: np.ndarray, anyway: np.ndarray | bool) -> np.ndarray:
        """int[2n]: 1 for each need that the table meets, or that there is not."""
        met = [(table >= self.system.high) | anyway, (table <= self.system.low) | anyway]
        return np.concatenate(met).astype(np.int64)
