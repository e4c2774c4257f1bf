"""A system of published cells: counts, the additive equations between them, and what each of them demands."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

# A withheld small count has to be thought a one, or none at all, by whoever attacks it (disclosure.md 1.5).
LOW = 1


class Unbalanced(ValueError):
    """A total is not the sum of its parts; `row` is the equation's number, `difference` the total less its parts."""

    def __init__(self, row: int, difference: int) -> None:
        super().__init__(f"equation {row}: the total less its parts is {difference}")
        self.row = row
        self.difference = difference


@dataclass(frozen=True, eq=False)
class System:
    """`n` cells, each a column of the `m` equations ``total - parts = 0``; counts are of children.

    values: int64[n], true counts, none negative. equations: whole coefficients, m x n. threshold: int[n], the least
    count that may be shown (a small count is ``0 < value < threshold``). is_primary: bool[n], what nobody may recover:
    every small count, and whatever else the caller says (group disclosure, a single contributor). must_show: bool[n],
    what is withheld only where nothing else protects. must_withhold: bool[n], what a former release withheld: it stays
    so, and asks for no interval of its own.

    Raises Unbalanced where the counts do not add up, ValueError for arrays that do not fit or a small count that is
    not primary.
    """

    values: np.ndarray
    equations: sparse.csr_array
    threshold: np.ndarray
    is_primary: np.ndarray
    must_show: np.ndarray
    must_withhold: np.ndarray

    def __post_init__(self) -> None:
        count = len(self.values)
        for name in ("threshold", "is_primary", "must_show", "must_withhold"):
            if getattr(self, name).shape != (count,):
                raise ValueError(f"{name} is not one for each of {count} cells")
        if self.equations.shape[1] != count:
            raise ValueError(f"equations have {self.equations.shape[1]} columns for {count} cells")
        if (self.values < 0).any():
            raise ValueError("a count is negative")
        if (self.is_small & ~self.is_primary).any():
            raise ValueError("a small count is not primary")
        differences = self.equations @ self.values
        wrong = np.flatnonzero(differences)
        if len(wrong):
            raise Unbalanced(int(wrong[0]), int(differences[wrong[0]]))

    @cached_property
    def is_small(self) -> np.ndarray:
        """bool[n]: counts of at least one child and below the threshold."""
        return (self.values > 0) & (self.values < self.threshold)

    @cached_property
    def low(self) -> np.ndarray:
        """int64[n]: some table with the same shown cells must hold at most this, where the cell is primary.

        For a small count, one child. Another primary must be uncertain by its threshold: as much below the truth, or
        none at all.
        """
        return np.where(self.is_small, LOW, np.maximum(self.values - self.threshold, 0))

    @cached_property
    def high(self) -> np.ndarray:
        """int64[n]: some table with the same shown cells must hold at least this, where the cell is primary."""
        return np.where(self.is_small, self.threshold, self.values + self.threshold)

    def parts(self) -> list[np.ndarray]:
        """The cells of each set that no equation ties to another set, rising; sets without primary cells are left out.

        Each can be protected by itself: a table that changes in one set adds up whatever the others hold.
        """
        tied = abs(self.equations.T) @ abs(self.equations)
        count, labels = sparse.csgraph.connected_components(tied, directed=False)
        held = np.bincount(labels, weights=self.is_primary, minlength=count) > 0
        return [np.flatnonzero(labels == label) for label in np.flatnonzero(held)]

    def part(self, cells: np.ndarray) -> "System":
        """The system of these cells alone, and of the equations that hold only them."""
        columns = self.equations[:, cells]
        rows = np.flatnonzero(np.diff(columns.indptr))
        return System(
            self.values[cells],
            columns[rows],
            self.threshold[cells],
            self.is_primary[cells],
            self.must_show[cells],
            self.must_withhold[cells],
        )
