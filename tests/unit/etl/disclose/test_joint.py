"""The strongest attacker against all joint tables of two areas, two codes and two codes, enumerated."""

from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.reference_cube import Named
from etl.disclose import attack
from etl.disclose.cube import Cell, Cube, Table, grid_of
from tests.campaign.joint import Joint, JointAttack, cliques_of, hardest

CLOSE = 1e-4
ALL = ("country", "adm1", "adm2")
PLACES = Named({"S1": "P", "S2": "P"})
# Two one-way tables of each sub-prefecture, the crossing of the prefecture and the country alone.
PAIR = ((ALL, ("a",)), (ALL, ("b",)), (ALL[:2], ("a", "b")))
# A chain: a meets c in no table.
CHAIN = ((ALL, ("a", "b")), (ALL[:2], ("b", "c")), (ALL, ("d",)))


def joint(tables: tuple, names: str, whole: bool) -> Joint:
    cube = Cube(
        threshold=5,
        sensitive_threshold=10,
        sensitive=(),
        seconds=60.0,
        dimensions=dict.fromkeys(names, ("x", "y")),
        tables=tuple(
            Table(id=f"t{number}", measure="children", levels=levels, dimensions=crossed)
            for number, (levels, crossed) in enumerate(tables)
        ),
    )
    cliques = (tuple(names),) if whole else cliques_of(cube)
    return Joint(cube, PLACES, grid_of(cube.tables, cube, PLACES), cliques)


def published(told: Joint, table: list[int], hidden: float, seed: int) -> np.ndarray:
    """What is shown of a joint table (in the order of its one clique); the country's total always is."""
    values = told.sums @ np.array(table, dtype=float)
    is_hidden = np.random.default_rng(seed).random(len(values)) < hidden
    is_hidden[told.grid.numbers[Cell("children", "country", "CF", ())]] = False
    return np.where(is_hidden, np.nan, values)


def splits(children: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (children,)
        return
    for first in range(children + 1):
        for rest in splits(children - first, cells - 1):
            yield (first, *rest)


def test_the_joint_table_may_tell_what_no_sum_of_cells_does():
    told = joint(PAIR, "ab", whole=True)
    # All five children of S1 are x and x, all five of S2 y and y: by sub-prefecture one code of each is shown as 0.
    shown = told.sums @ np.array([5, 0, 0, 0, 0, 0, 0, 5], dtype=float)
    crossed = [number for number, cell in enumerate(told.grid.cells) if len(cell.codes) == 2]
    shown[crossed] = np.nan
    cell = told.grid.numbers[Cell("children", "country", "CF", (("a", "x"), ("b", "x")))]
    assert attack.intervals(told.grid.equations, shown, np.array([cell])) == pytest.approx(np.array([[0, 5]]))
    assert JointAttack(told, shown).interval(cell) == pytest.approx((5, 5), abs=CLOSE)


@pytest.mark.parametrize("seed", range(10))
def test_every_joint_table_that_fits_enumerated_gives_the_same_intervals(seed):
    told = joint(PAIR, "ab", whole=True)
    table = np.random.default_rng(seed).integers(0, 3, 8).tolist()
    shown = published(told, table, 0.5, seed)
    tables = np.array(list(splits(sum(table), 8))) @ told.sums.toarray().T
    is_shown = ~np.isnan(shown)
    fitting = tables[(tables[:, is_shown] == shown[is_shown]).all(axis=1)]
    hidden = np.flatnonzero(~is_shown)
    found = np.array([JointAttack(told, shown).interval(cell) for cell in hidden])
    assert found == pytest.approx(np.stack([fitting.min(axis=0), fitting.max(axis=0)], axis=1)[hidden], abs=CLOSE)


@pytest.mark.parametrize("seed", range(10))
def test_it_never_knows_less_than_who_adds_up_cells(seed):
    told = joint(PAIR, "ab", whole=True)
    # Half of the joint table is empty: then it often knows more.
    chance = np.random.default_rng(seed)
    shown = published(told, (chance.integers(1, 9, 8) * (chance.random(8) < 0.5)).tolist(), 0.5, seed)
    hidden = np.flatnonzero(np.isnan(shown))
    strongest = JointAttack(told, shown)
    for cell, (least, most) in zip(hidden, attack.intervals(told.grid.equations, shown, hidden), strict=True):
        low, high = strongest.interval(cell)
        assert least - CLOSE <= low <= high + CLOSE
        assert high <= most + CLOSE


@pytest.mark.parametrize("seed", range(6))
def test_tables_over_cliques_say_what_the_whole_table_does(seed):
    whole, small = joint(CHAIN, "abcd", whole=True), joint(CHAIN, "abcd", whole=False)
    assert sorted(map(sorted, small.cliques)) == [["a", "b"], ["b", "c"], ["d"]]
    chance = np.random.default_rng(seed)
    shown = published(whole, (chance.integers(0, 9, 32) * (chance.random(32) < 0.3)).tolist(), 0.6, seed)
    one, other = JointAttack(whole, shown), JointAttack(small, shown)
    for cell in np.flatnonzero(np.isnan(shown)):
        assert one.interval(cell) == pytest.approx(other.interval(cell), abs=CLOSE)


def test_the_cycle_of_four_is_triangulated():
    ring = tuple((ALL, pair) for pair in (("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")))
    assert sorted(len(clique) for clique in joint(ring, "abcd", whole=False).cliques) == [3, 3]


def test_the_narrowest_interval_comes_first():
    ends = np.array([[0.0, 9.0], [1.0, 1.0], [0.0, 5.0], [2.0, 7.0]])
    assert list(hardest(ends, 1, seed=0)) == [1]
    assert set(hardest(ends, 3, seed=0)) == {1, 2, 3}
    assert list(hardest(ends, 4, seed=0))[-1] == 0
