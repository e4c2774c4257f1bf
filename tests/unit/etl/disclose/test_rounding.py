"""Small-count rounding: nothing below the base is left, everything adds up, and totals stay near."""

from itertools import product

import numpy as np
import pytest
from scipy import sparse

from etl.disclose.rounding import round_small


def case(seed: int, shape: tuple[int, int]) -> tuple[np.ndarray, sparse.csr_array]:
    """Inner counts of a two-way table, and its rows, columns and grand total."""
    chance = np.random.default_rng(seed)
    cell = np.arange(shape[0] * shape[1]).reshape(shape)
    sums = [np.isin(cell.ravel(), line) for line in (*cell, *cell.T, cell)]
    return chance.geometric(0.2, cell.size) - 1, sparse.csr_array(np.array(sums).astype(np.int64))


def test_a_row_of_small_counts_keeps_its_total():
    # 2 + 2 + 1 make 5: one of them becomes 5; that it is a large one costs least.
    rounded = round_small(np.array([2, 2, 1, 7]), sparse.csr_array(np.array([[1, 1, 1, 1]])))
    assert sorted(rounded.inner[:2].tolist()) == [0, 5]
    assert rounded.inner[2:].tolist() == [0, 7]
    assert rounded.totals.tolist() == [12]
    assert rounded.most_error == 3
    assert rounded.mean_error == (3 + 2 + 1) / 5


def test_nothing_small_is_nothing_to_round():
    rounded = round_small(np.array([0, 5, 9]), sparse.csr_array(np.array([[1, 1, 1]])))
    assert (rounded.inner.tolist(), rounded.mean_error, rounded.most_error) == ([0, 5, 9], 0, 0)


@pytest.mark.parametrize("base", [5, 10])
@pytest.mark.parametrize("seed", range(10))
def test_no_sum_is_small_and_every_total_adds_up(seed, base):
    inner, sums = case(seed, (6, 5))
    rounded = round_small(inner, sums, base)
    assert rounded.totals.tolist() == (sums @ rounded.inner).tolist()
    assert set(rounded.inner[inner < base].tolist()) <= {0, base}
    assert (rounded.inner[inner >= base] == inner[inner >= base]).all()
    assert (rounded.inner[inner == 0] == 0).all()
    assert not ((rounded.totals > 0) & (rounded.totals < base)).any()
    errors = abs(np.concatenate([rounded.inner - inner, rounded.totals - sums @ inner]))
    assert (rounded.mean_error, rounded.most_error) == (pytest.approx(errors.mean()), errors.max())
    assert round_small(inner, sums, base).inner.tolist() == rounded.inner.tolist()


@pytest.mark.parametrize("seed", range(10))
def test_the_squared_error_is_near_that_of_the_best_of_all(seed):
    inner, sums = case(seed, (3, 3))
    small = np.flatnonzero((inner > 0) & (inner < 5))

    def error(table: np.ndarray) -> int:
        return int(((table - inner) ** 2).sum() + ((sums @ (table - inner)) ** 2).sum())

    best = np.inf
    for raised in product([0, 5], repeat=len(small)):
        table = inner.copy()
        table[small] = raised
        best = min(best, error(table))
    assert best <= error(round_small(inner, sums).inner) <= 1.25 * best
