"""A pattern's account of living moves, against a count from scratch."""

import numpy as np
import pytest

from etl.disclose.moves import Cheapest, Move
from etl.disclose.pattern import Pattern
from tests.unit.etl.disclose.systems import crosstab, random_cube

SQUARE = np.array([0, 1, 3, 4])


def test_a_move_lives_while_all_its_cells_are_withheld():
    pattern = Pattern(crosstab([[3, 9], [8, 20]]))
    assert pattern.unmet().tolist() == [0, 9]  # cell 0 high, cell 0 low, of nine cells
    assert [pattern.amount(need) for need in (0, 9)] == [(0, 2), (0, -2)]
    pattern.add(Move(SQUARE, np.array([2, -2, -2, 2])))
    assert not pattern.is_met(0)
    pattern.withhold(np.array([1, 3, 4]))
    assert pattern.unmet().tolist() == []  # the opposite move lowers it
    assert pattern.complementary().tolist() == [4, 1, 3]
    assert not pattern.is_superfluous(4)
    pattern.show(np.array([4]))
    assert pattern.unmet().tolist() == [0, 9]


def test_a_move_is_kept_once_and_its_opposite_only_without_negative_counts():
    pattern = Pattern(crosstab([[3, 1], [8, 20]]))
    pattern.add(Move(SQUARE, np.array([-2, 2, 2, -2])))
    pattern.add(Move(SQUARE, np.array([-2, 2, 2, -2])))
    assert [move.changes.tolist() for move in pattern.moves] == [[-2, 2, 2, -2]]


def test_a_cell_is_superfluous_where_other_moves_do_the_same():
    pattern = Pattern(crosstab([[3, 9, 9], [8, 20, 20]]))
    pattern.withhold(np.array([1, 2, 4, 5, 6]))
    for cells in ([0, 1, 4, 5], [0, 2, 4, 6]):
        pattern.add(Move(np.array(cells), np.array([2, -2, -2, 2])))
    assert pattern.is_superfluous(5)
    assert not pattern.is_superfluous(4)
    assert pattern.is_superfluous(11)  # no move uses it


@pytest.mark.parametrize("seed", range(8))
def test_the_account_is_that_of_a_count_from_scratch(seed):
    cells, chance = random_cube(seed), np.random.default_rng(seed)
    pattern, cheapest = Pattern(cells), Cheapest(cells.equations, cells.values)
    everywhere = np.arange(len(cells.values))
    cheapest.price(everywhere, chance.random(len(everywhere)) + 0.1)
    for need in pattern.unmet().tolist()[:10]:
        pattern.add(cheapest.move(*pattern.amount(need)))
        hidden = ~pattern.is_withheld
        pattern.withhold(everywhere[hidden & (chance.random(len(hidden)) < 0.5)])
        pattern.show(everywhere[pattern.is_withheld & ~cells.is_primary & (chance.random(len(hidden)) < 0.2)])
        living = [move for move in pattern.moves if pattern.is_withheld[move.cells].all()]
        tables = np.array([cells.values, *(move.applied(cells.values) for move in living)])
        high, low = (tables >= cells.high).any(axis=0), (tables <= cells.low).any(axis=0)
        unmet = np.flatnonzero(np.concatenate([~high, ~low]) & np.tile(cells.is_primary, 2))
        assert sorted(pattern.unmet().tolist()) == unmet.tolist()
