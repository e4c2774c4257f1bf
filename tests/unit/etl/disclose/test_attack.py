"""The attacker: intervals by hand and against another solver, and the mutants that it has to catch."""

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from etl.disclose import attack, certify
from etl.disclose.attack import Attack, Inconsistent
from etl.disclose.suppress import protect
from etl.disclose.system import System
from tests.unit.etl.disclose.systems import crosstab, equations, lonely, possible, random_cube, side_by_side

SECONDS = 60.0


def seen(cells: System, withheld: np.ndarray) -> np.ndarray:
    return np.where(withheld, np.nan, cells.values)


def square(cells: System) -> np.ndarray:
    return np.isin(np.arange(len(cells.values)), [0, 1, 3, 4])


def test_a_hole_that_is_alone_in_its_row_is_the_difference():
    """Trap 22: by subtraction from a total."""
    cells = crosstab([[3, 9], [8, 20]])
    naive = cells.is_small
    assert attack.intervals(cells.equations, seen(cells, naive), np.array([0])).tolist() == [[3, 3]]
    assert attack.failures(cells, naive) == [0]


def test_a_square_of_holes_leaves_what_its_margins_allow():
    cells = crosstab([[3, 9], [8, 20]])
    found = attack.intervals(cells.equations, seen(cells, square(cells)), np.array([0, 1, 3, 4, 8]))
    assert found.tolist() == [[0, 11], [1, 12], [0, 11], [17, 28], [40, 40]]
    assert attack.failures(cells, square(cells)) == []


def test_a_count_known_to_be_bounded_narrows_the_interval():
    cells = crosstab([[3, 9], [8, 20]])
    upper = np.full(9, 22.0)
    assert attack.intervals(cells.equations, seen(cells, square(cells)), np.array([0]), upper).tolist() == [[0, 5]]


def test_what_nothing_bounds_is_unbounded():
    cells = crosstab([[3, 9], [8, 20]])
    everything = np.ones(9, dtype=bool)
    assert attack.intervals(cells.equations, seen(cells, everything), np.array([0])).tolist() == [[0, np.inf]]
    assert Attack(cells.equations, seen(cells, everything)).reaches(0, 1, 5)


def test_shown_cells_that_do_not_add_up_are_told():
    cells = crosstab([[3, 9], [8, 20]])
    wrong = seen(cells, square(cells))
    wrong[8] = 41
    with pytest.raises(Inconsistent, match="break equation"):
        Attack(cells.equations, wrong)
    with pytest.raises(Inconsistent, match="do not add up"):
        Attack(equations([[0, 1, 2]], 3), np.array([5.0, 6.0, np.nan]))


def test_a_contributor_subtracts_its_own():
    """Trap 22: by subtraction of what only some may read."""
    # Of 9 children in a shown cell it reported 6: it reads the 3 of the others, whom nobody else can tell apart.
    cells = crosstab([[20, 9], [8, 20]])
    own = crosstab([[0, 6], [0, 0]]).values
    shown = np.zeros(9, dtype=bool)
    assert attack.failures(cells, shown) == []
    assert attack.insider_failures(cells, shown, own) == [1]
    assert attack.insider_failures(cells, square(cells), own) == []
    assert attack.insider_failures(cells, square(cells), np.zeros(9, dtype=np.int64)) == []


@pytest.mark.parametrize("seed", range(10))
def test_intervals_are_those_of_another_solver_and_hold_the_truth(seed):
    cells, chance = random_cube(seed, most=3), np.random.default_rng(seed)
    hidden = cells.is_small | (chance.random(len(cells.values)) < 0.4)
    some = np.flatnonzero(hidden)[:6]
    found = attack.intervals(cells.equations, seen(cells, hidden), some)
    bounds = [(0, None) if hole else (value, value) for hole, value in zip(hidden, cells.values, strict=True)]
    for cell, interval in zip(some, found, strict=True):
        assert interval[0] - 1e-6 <= cells.values[cell] <= interval[1] + 1e-6
        for sign, end in zip((1, -1), interval, strict=True):
            cost = sign * (np.arange(len(hidden)) == cell)
            other = linprog(cost, A_eq=cells.equations, b_eq=np.zeros(cells.equations.shape[0]), bounds=bounds)
            assert end == pytest.approx(np.inf if other.status == 3 else sign * other.fun, abs=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_every_possible_count_is_in_the_interval(seed):
    chance = np.random.default_rng(seed)
    cells = crosstab(chance.integers(0, 7, (2, 3)).tolist())
    hidden = cells.is_small & (np.arange(12) < 7)
    found = possible(cells, seen(cells, hidden) != cells.values, most=40)
    for cell, (least, most) in enumerate(attack.intervals(cells.equations, seen(cells, hidden), np.arange(12))):
        assert least - 1e-6 <= min(found[cell])
        assert most + 1e-6 >= max(found[cell])


@pytest.mark.parametrize("seed", range(60))
def test_the_naive_pattern_is_caught_wherever_a_small_count_stands_beside_a_shown_total(seed):
    cells = random_cube(seed)
    assert lonely(cells) <= set(attack.failures(cells, cells.is_small))


def test_a_complementary_cell_shown_again_is_flagged():
    """By the attacker alone: the checker flags nearly all, since the certificates are gone."""
    flagged, checked, count = 0, 0, 0
    for seed in range(40):
        cells = random_cube(seed)
        told = protect(cells, SECONDS)
        for cell in np.flatnonzero(told.withheld & ~cells.is_primary & ~cells.must_withhold)[:5]:
            mutant = told.withheld & (np.arange(len(cells.values)) != cell)
            flagged += bool(attack.failures(cells, mutant))
            checked += bool(certify.check(cells, mutant, told.certificates))
            count += 1
    assert count >= 60
    assert flagged >= 0.8 * count
    assert checked == count


def with_a_total(cells: System, parts: list[int], withheld: np.ndarray) -> tuple[System, np.ndarray]:
    """The system and its pattern, beside one more cell that is shown: the sum of these cells."""
    count = len(cells.values)
    wide = sparse.hstack([cells.equations, sparse.csr_array((cells.equations.shape[0], 1), dtype=np.int64)])
    added = equations([[count, *parts]], count + 1)
    flags = (np.append(flag, False) for flag in (cells.is_primary, cells.must_show, cells.must_withhold))
    values = np.append(cells.values, cells.values[parts].sum())
    rows = sparse.csr_array(sparse.vstack([wide, added]))
    primary, must_show, must_withhold = flags
    # No threshold for the leak itself: it is what it tells of others that has to be noticed.
    threshold = np.append(cells.threshold, 0)
    return System(values, rows, threshold, primary, must_show, must_withhold), np.append(withheld, False)


def test_a_total_added_outside_the_cube_is_caught():
    cells = crosstab([[3, 9, 30], [8, 20, 40], [50, 60, 70]], must_show=range(12, 16))
    told = protect(cells, SECONDS)
    assert told.withheld[[0, 5]].all()
    leaking, pattern = with_a_total(cells, [0, 5], told.withheld)
    assert attack.failures(leaking, pattern) == [0]
    assert certify.check(leaking, pattern, told.certificates)


def test_a_year_to_date_column_is_caught():
    """Two quarters, each protected by itself; a sum over both is a linked total."""
    quarters = [crosstab([[3, 9], [8, 20]]), crosstab([[30, 9], [8, 20]])]
    told = [protect(quarter, SECONDS) for quarter in quarters]
    joined = side_by_side(*quarters)
    pattern = np.concatenate([part.withheld for part in told])
    assert attack.failures(joined, pattern) == []
    assert attack.failures(*with_a_total(joined, [0, 9], pattern)) == [0]


def test_two_releases_are_one_system():
    """What was shown in the first release and is the same cell in the second is known in both."""
    cells = crosstab([[3, 9], [8, 20]])
    first = square(cells)
    other = np.isin(np.arange(9), [0, 2, 6, 8])  # also safe by itself
    assert attack.failures(cells, first) == attack.failures(cells, other) == []
    assert attack.failures(cells, first & other) == [0]
