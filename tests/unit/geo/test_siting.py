"""Siting: the optimum against brute force, the bound against the optimum, and what never moves."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geo import optimum
from geo.siting import Infeasible, best_sites, curve, greedy

SEEDS = range(12)
CAPACITIES = [None, 60.0, 200.0]


def case(seed: int, points: int = 9, candidates: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Minutes, children, is_covered and limit: a candidate reaches a third of the points, a fifth is covered."""
    chance = np.random.default_rng(seed)
    minutes = chance.uniform(0, 90, (points, candidates))
    minutes[chance.random(minutes.shape) < 0.1] = np.inf
    children = chance.integers(0, 100, points).astype(float)
    return minutes, children, chance.random(points) < 0.2, 30.0


def received(cover: np.ndarray, children: np.ndarray, capacity: float | None) -> float:
    """The most children that these sites receive, as a linear programme of its own."""
    if capacity is None:
        return float(children[cover.any(axis=1)].sum())
    ways = np.argwhere(cover)
    if not len(ways):
        return 0.0
    leaves = (ways[:, :1] == np.arange(len(children))).T
    arrives = (ways[:, 1:] == np.arange(cover.shape[1])).T
    room = np.concatenate([children, np.full(cover.shape[1], capacity)])
    return -linprog(-np.ones(len(ways)), A_ub=np.concatenate([leaves, arrives]), b_ub=room).fun


def brute_force(minutes, children, is_covered, limit, count, capacity) -> float:
    cover, uncovered = (minutes <= limit)[~is_covered], children[~is_covered]
    sets = combinations(range(minutes.shape[1]), count)
    return max(received(cover[:, sites], uncovered, capacity) for sites in sets)


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_optimum_is_that_of_brute_force_and_greedy_is_between_63_percent_of_it_and_it(seed, capacity):
    asked = case(seed)
    for count in (1, 2, 3):
        siting = best_sites(*asked, count, capacity)
        most = brute_force(*asked, count, capacity)
        assert siting.after - siting.before == pytest.approx(most)
        assert (siting.method, siting.status) == ("exact", "Optimal")
        assert siting.bound == pytest.approx(siting.after)
        assert siting.gap == pytest.approx(0)
        assert (1 - 1 / np.e) * most <= greedy(*asked, count, capacity).total <= most + 1e-6


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_gain_is_what_the_site_adds_to_those_before_it(seed, capacity):
    minutes, children, is_covered, limit = case(seed)
    siting = best_sites(minutes, children, is_covered, limit, 4, capacity)
    cover, uncovered = (minutes <= limit)[~is_covered], children[~is_covered]
    totals = [received(cover[:, siting.sites[:k]], uncovered, capacity) for k in range(len(siting.sites) + 1)]
    assert list(siting.gains) == pytest.approx(np.diff(totals).tolist())
    assert list(siting.gains) == sorted(siting.gains, reverse=True)
    assert sum(siting.gains) == pytest.approx(siting.after - siting.before)
    assert siting.before == children[is_covered].sum()
    if capacity is not None:
        assert max(siting.gains) <= capacity


def test_greedy_may_be_beaten():
    # The middle candidate reaches most by itself, and is not needed beside the two others.
    near = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]], dtype=bool)
    asked = np.where(near, 10.0, np.inf), np.array([50.0, 60, 60, 50]), np.zeros(4, dtype=bool), 30.0
    assert greedy(*asked, 2).total == 170
    siting = best_sites(*asked, 2)
    assert (siting.sites, siting.gains, siting.after) == ((0, 2), (110.0, 110.0), 220.0)


def test_the_limit_is_within_reach_and_no_way_is_not():
    minutes = np.array([[30.0, np.inf], [30.1, np.nan]])
    siting = best_sites(minutes, np.array([5.0, 7.0]), np.zeros(2, dtype=bool), 30.0, 2)
    assert (siting.sites, siting.gains) == ((0,), (5.0,))


@pytest.mark.parametrize("seed", SEEDS)
def test_existing_sites_never_move(seed):
    """As if they were candidates that must be chosen: the same children, and the same centres plus new ones."""
    from pulp import HiGHS
    from spopt.locate import MCLP

    minutes, children, _, limit = case(seed)
    existing = np.random.default_rng(seed + 100).uniform(0, 90, (len(children), 2))
    is_covered = (existing <= limit).any(axis=1)
    siting = best_sites(minutes, children, is_covered, limit, 3)
    assert siting.before == children[is_covered].sum()
    assert siting.after == children[is_covered | (minutes[:, siting.sites] <= limit).any(axis=1)].sum()
    fixed = np.concatenate([np.ones(2), np.zeros(minutes.shape[1])])
    together = MCLP.from_cost_matrix(np.hstack([existing, minutes]), children, limit, 5, fixed)
    together.problem.solve(HiGHS(msg=False, threads=1, gapRel=0.0))
    is_chosen = np.array([variable.value() > 0.5 for variable in together.fac_vars])
    assert is_chosen[:2].all()
    reached = (np.hstack([existing, minutes])[:, is_chosen] <= limit).any(axis=1)
    assert siting.after == pytest.approx(children[reached].sum())


def test_covered_children_give_no_site_a_reason():
    minutes = np.array([[5.0, np.inf], [np.inf, 5.0]])
    siting = best_sites(minutes, np.array([1000.0, 1.0]), np.array([True, False]), 30.0, 1)
    assert (siting.sites, siting.before, siting.after) == ((1,), 1000.0, 1001.0)


def test_the_children_of_one_point_may_go_to_several_sites():
    minutes = np.full((1, 3), 10.0)
    siting = best_sites(minutes, np.array([100.0]), np.array([False]), 30.0, 3, capacity=40)
    assert siting.gains == pytest.approx((40, 40, 20))


def test_sites_without_room_reach_nobody():
    siting = best_sites(*case(1), 2, capacity=0)
    assert (siting.sites, siting.after, siting.bound, siting.gap) == ((), siting.before, siting.before, 0)


def test_ties_are_always_decided_alike_and_for_the_first():
    asked = np.full((6, 5), 10.0), np.full(6, 7.0), np.zeros(6, dtype=bool), 30.0
    assert best_sites(*asked, 2).sites == (0,)
    hard = case(3, 20, 30)
    assert best_sites(*hard, 5) == best_sites(*hard, 5)
    assert best_sites(*hard, 5, 90.0) == best_sites(*hard, 5, 90.0)


def refused(**changes) -> str:
    asked = {
        "minutes": np.array([[10.0, 20.0], [10.0, 50.0]]),
        "children": np.array([1.0, 2.0]),
        "is_covered": np.array([False, True]),
        "limit": 30.0,
        "count": 1,
    } | changes
    codes = set()
    for answer in (best_sites, greedy, curve):
        with pytest.raises(Infeasible) as problem:
            answer(**{name: value for name, value in asked.items() if answer is not curve or name != "count"})
        codes.add(problem.value.code)
        if "count" in changes and answer is greedy:
            break  # a curve asks for every count
    (code,) = codes
    return code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": np.empty((2, 0))}, "no_candidates"),
        ({"count": 3}, "too_few_candidates"),
        ({"count": 0}, "count_too_small"),
        ({"count": 11}, "count_too_large"),
        ({"capacity": -1.0}, "negative_capacity"),
        ({"capacity": np.nan}, "negative_capacity"),
        ({"children": np.array([np.nan, 2.0])}, "children_unknown"),
        ({"children": np.array([1.0, -2.0])}, "children_unknown"),
        ({"is_covered": np.array([True, True])}, "nobody_uncovered"),
        ({"children": np.array([0.0, 2.0])}, "nobody_uncovered"),
        ({"limit": 5.0}, "nobody_in_reach"),
    ],
)
def test_a_question_without_an_answer_is_refused_with_a_code(changes, code):
    assert refused(**changes) == code


def test_points_where_nobody_lives_are_no_matter():
    minutes, children, is_covered, limit = case(2)
    empty = np.vstack([minutes, np.zeros((3, minutes.shape[1]))]), np.append(children, np.zeros(3))
    assert best_sites(*empty, np.append(is_covered, [False] * 3), limit, 2) == best_sites(*case(2), 2)


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_curve_rises_to_the_optimum_of_each_count_and_stays_under_its_bound(seed, capacity):
    asked = case(seed)
    found = curve(*asked, capacity)
    assert found.counts == tuple(range(8))  # there are seven candidates
    assert (np.diff(found.covered) >= 0).all()
    assert (np.diff(found.bound) >= 0).all()
    assert (np.array(found.covered) <= found.bound).all()
    before = asked[1][asked[2]].sum()
    assert found.covered[0] == found.bound[0] == before
    for count in (1, 3, 5):
        assert found.covered[count] == pytest.approx(before + brute_force(*asked, count, capacity))


def test_the_curve_ends_at_ten():
    assert curve(*case(5, 20, 14)).counts == tuple(range(11))


@pytest.mark.parametrize("capacity", CAPACITIES)
def test_without_time_the_answer_is_greedy_and_the_bound_says_how_good(capacity):
    asked = *case(6, 30, 60)[:3], 5.0  # too short for greedy to reach all
    siting = best_sites(*asked, 4, capacity, seconds=0.0)
    assert siting.sites == greedy(*asked, 4, capacity).sites
    best = best_sites(*asked, 4, capacity)
    assert siting.after <= best.after <= siting.bound + 1e-6
    assert siting.gap == pytest.approx((siting.bound - siting.after) / (siting.bound - siting.before))
    if capacity is None:
        assert (siting.method, siting.status) == ("time limit", "Time limit reached")
    curve(*asked, capacity, seconds=0.0)


def test_a_site_chosen_by_a_thousand_billionth_is_not_chosen(monkeypatch):
    asked = case(4)
    model = optimum._model

    class Nearly:
        def __init__(self, variable):
            self.variable = variable

        def value(self):
            return self.variable.value() + 1e-12

    monkeypatch.setattr(optimum, "_model", lambda *of: (lambda one, sites: (one, [*map(Nearly, sites)]))(*model(*of)))
    assert best_sites(*asked, 2).after == best_sites(*case(4), 2).after
    cover = (asked[0] <= asked[3])[~asked[2]]
    assert len(optimum.best(cover, asked[1][~asked[2]], 2, None, 10.0).sites) == 2


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 5),
    capacity=st.none() | st.floats(1, 300),
)
def test_whatever_is_asked_greedy_exact_and_bound_are_in_this_order(seed, count, capacity):
    asked = case(seed, 8, 6)
    try:
        siting = best_sites(*asked, count, capacity)
    except Infeasible as problem:
        assert problem.code in {"nobody_uncovered", "nobody_in_reach"}  # noqa: PT017
        return
    simple = greedy(*asked, count, capacity)
    assert siting.before + simple.total <= siting.after + 1e-6
    assert siting.after <= siting.bound
    assert siting.after - siting.before == pytest.approx(brute_force(*asked, count, capacity), abs=1e-6)
    assert len(set(siting.sites)) == len(siting.sites) <= count
