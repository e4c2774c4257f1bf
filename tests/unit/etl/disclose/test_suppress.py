"""Suppression: tables worked out by hand, and invented cubes against the checker, the attacker and an oracle."""

import dataclasses

import numpy as np
import pytest

from etl.disclose import attack, certify
from etl.disclose.pattern import Pattern
from etl.disclose.suppress import Protection, TooLarge, protect
from etl.disclose.system import System
from tests.unit.etl.disclose.systems import crosstab, possible, random_cube, side_by_side, system

SECONDS = 60.0


def withheld(cells: System) -> list[int]:
    return np.flatnonzero(protect(cells, SECONDS).withheld).tolist()


def test_a_small_count_takes_a_square():
    # 3 can be 5 or 1 if its row and its column have another hole, and these two a common one.
    cells = crosstab([[3, 9, 30], [8, 20, 40], [50, 60, 70]], must_show=range(12, 16))
    assert withheld(cells) == [0, 1, 4, 5]
    told = protect(cells, SECONDS)
    assert (told.small, told.complementary, told.children_hidden) == (1, 3, 9 + 8 + 20)
    tables = [move.applied(cells.values)[[0, 1, 4, 5]].tolist() for move in told.certificates]
    assert tables[0] == [3, 9, 8, 20]
    assert {table[0] for table in tables} == {1, 3, 5}
    assert tables[told.highest[0]] == [5, 7, 6, 22]
    assert tables[told.lowest[0]] == [1, 11, 10, 18]


def test_a_table_without_small_counts_is_shown_whole():
    told = protect(crosstab([[0, 9], [8, 20]]), SECONDS)
    assert not told.withheld.any()
    assert [len(move.cells) for move in told.certificates] == [0]
    assert set(told.lowest) == set(told.highest) == {-1}


def test_the_truth_is_the_certificate_that_a_one_can_be_one():
    cells = crosstab([[1, 9], [9, 20]])
    told = protect(cells, SECONDS)
    assert told.lowest[0] == 0
    assert told.highest[0] > 0


def test_a_zero_may_hide_a_small_count():
    cells = crosstab([[1, 9, 90], [8, 0, 90], [90, 90, 90]], must_show=[3, 7, *range(11, 16)])
    assert withheld(cells) == [0, 1, 4, 5]


def test_what_must_be_shown_gives_way_where_nothing_else_helps():
    # One part, one total: the total is all that can hide it.
    cells = system([3, 3, 50, 53], [[0, 1], [3, 0, 2]], must_show=(2, 3))
    told = protect(cells, SECONDS)
    assert told.withheld[[0, 1]].all()
    assert told.withheld.sum() == 3
    assert certify.check(cells, told.withheld, told.certificates) == []


def test_a_large_primary_is_uncertain_by_its_threshold():
    cells = crosstab([[40, 9, 30], [8, 20, 40], [50, 60, 70]], primary=(0,), must_show=range(12, 16))
    told = protect(cells, SECONDS)
    tables = [move.applied(cells.values) for move in told.certificates]
    assert tables[told.lowest[0]][0] <= 35
    assert tables[told.highest[0]][0] >= 45


def test_what_was_withheld_stays_so_and_asks_for_nothing():
    cells = crosstab([[30, 9], [8, 20]], must_withhold=(4,))
    told = protect(cells, SECONDS)
    assert np.flatnonzero(told.withheld).tolist() == [4]
    assert told.complementary == 1
    assert told.lowest[4] == -1


def test_parts_that_share_no_equation_are_protected_each_by_itself():
    one = crosstab([[3, 9], [8, 20]], must_show=range(6, 9))
    both = side_by_side(one, one)
    alone, together = protect(one, SECONDS), protect(both, SECONDS)
    assert together.withheld.tolist() == alone.withheld.tolist() * 2
    assert len(together.certificates) == 2 * len(alone.certificates) - 1
    for cell in (0, 9):
        assert together.certificates[together.lowest[cell]].applied(both.values)[cell] == 1
        assert together.certificates[together.highest[cell]].applied(both.values)[cell] == 5


def test_without_time_the_exception_says_what_was_left():
    cells = crosstab([[3, 9], [8, 20]])
    with pytest.raises(TooLarge, match="too large to protect: 1 cells") as caught:
        protect(cells, 0.0)
    assert caught.value.cells.tolist() == [0]
    assert caught.value.equations.tolist() == [0, 3]


def assert_protected(cells: System, told: Protection) -> None:
    assert certify.check(cells, told.withheld, told.certificates) == []
    assert attack.failures(cells, told.withheld) == []
    assert (cells.is_primary | cells.must_withhold <= told.withheld).all()
    tables = [move.applied(cells.values) for move in told.certificates]
    for cell in np.flatnonzero(cells.is_primary):
        assert tables[told.lowest[cell]][cell] <= cells.low[cell]
        assert tables[told.highest[cell]][cell] >= cells.high[cell]


@pytest.mark.parametrize("seed", range(60))
def test_invented_cubes_withstand_the_checker_and_the_attacker(seed):
    """Trap 22: nothing is found by subtraction from totals."""
    cells = random_cube(seed)
    assert_protected(cells, protect(cells, SECONDS))


@pytest.mark.parametrize("seed", range(12))
def test_the_same_cube_gets_the_same_pattern(seed):
    first, second = (protect(random_cube(seed), SECONDS) for _ in range(2))
    assert first.withheld.tolist() == second.withheld.tolist()
    assert [move.changes.tolist() for move in first.certificates] == [
        move.changes.tolist() for move in second.certificates
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_second_protection_on_top_of_the_first_only_withholds_more(seed):
    """The revision rule, and the way to protect what insiders could learn: the first certificates stay good."""
    cells = random_cube(seed)
    first = protect(cells, SECONDS)
    chance = np.random.default_rng(seed)
    others = dataclasses.replace(
        cells,
        is_primary=cells.is_small | (chance.random(len(cells.values)) < 0.1),
        must_withhold=first.withheld,
    )
    second = protect(others, SECONDS)
    assert (first.withheld <= second.withheld).all()
    assert certify.check(cells, second.withheld, first.certificates) == []
    assert_protected(others, second)


def tiny(seed: int) -> System:
    chance = np.random.default_rng(seed)
    return crosstab(chance.integers(0, 8, (2, int(chance.integers(2, 4)))).tolist(), threshold=4)


@pytest.mark.parametrize("seed", range(25))
def test_every_table_that_fits_enumerated_leaves_small_counts_open(seed):
    cells = tiny(seed)
    told = protect(cells, SECONDS)
    found = possible(cells, told.withheld, most=int(cells.values.max()) + 8)
    for cell in np.flatnonzero(cells.is_small):
        assert min(found[cell]) <= 1
        assert max(found[cell]) >= 4


@pytest.mark.parametrize("seed", range(25))
def test_nothing_withheld_is_superfluous(seed):
    cells = random_cube(seed)
    told = protect(cells, SECONDS)
    pattern = Pattern(cells)
    for cell in np.flatnonzero(told.withheld & ~pattern.is_withheld):
        pattern.withhold(np.array([cell]))
    for move in told.certificates[1:]:
        pattern.add(move)
    assert len(pattern.unmet()) == 0
    for cell in pattern.complementary().tolist():
        assert not pattern.is_superfluous(cell)
