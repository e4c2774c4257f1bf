"""Where would the next one to ten listening centres reach most children whom none reaches yet?

Existing centres never move: the children they cover are no demand, so no choice of new ones can lose them. Arguments
are the same in every function: minutes (travel time, demand points x candidates; infinite or NaN where there is no
way), children (how many live at each demand point), is_covered (bool: an existing, functional centre covers the
point), limit (minutes; a candidate reaches the points at most so far), count (new sites), capacity (children that
one new site can receive, None for any number; the children of a point may go to several sites), seconds (the most
that the solver may take; the bound says how good an interrupted answer is).

Every function raises Infeasible, with one of the codes of `Infeasible`, for a question without an answer.
"""

from dataclasses import dataclass

import numpy as np

from geo import optimum

LARGEST_COUNT = 10
SECONDS = 10.0
# Children. Sums of the same numbers in another order differ by less; so do the tolerances of the solver.
TOLERANCE = 1e-6


class Infeasible(ValueError):
    """A question that has no answer: `code` says why.

    no_candidates, too_few_candidates (fewer than count), count_too_small (under 1), count_too_large (over 10),
    negative_capacity, children_unknown (missing, infinite or negative), nobody_uncovered, nobody_in_reach (no
    candidate reaches an uncovered child).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Choice:
    """Candidate indices in order of what each adds to those before it, and how many children that is.

    A site that would add nobody is left out: there may be fewer than were asked for.
    """

    sites: tuple[int, ...]
    gains: tuple[float, ...]

    @property
    def total(self) -> float:
        return sum(self.gains)


@dataclass(frozen=True)
class Siting:
    """The best new sites, and the proof.

    before, after: children covered without and with them; after = before + the sum of gains. bound: no choice of as
    many sites covers more. gap: (bound - after) / (bound - before), from 0 to 1. method: "exact", or "time limit"
    where a better choice may exist. status: in the solver's words.
    """

    sites: tuple[int, ...]
    gains: tuple[float, ...]
    before: float
    after: float
    bound: float
    gap: float
    method: str
    status: str


@dataclass(frozen=True)
class Curve:
    """What each further site would bring: three tuples of one length, none of them ever falling.

    counts: new sites, from 0. covered: children covered with the best choice of so many. bound: what no choice of
    so many exceeds (linear relaxation).
    """

    counts: tuple[int, ...]
    covered: tuple[float, ...]
    bound: tuple[float, ...]


def best_sites(
    minutes: np.ndarray,
    children: np.ndarray,
    is_covered: np.ndarray,
    limit: float,
    count: int,
    capacity: float | None = None,
    seconds: float = SECONDS,
) -> Siting:
    """The `count` new sites that together reach most uncovered children."""
    cover, uncovered = _open_demand(minutes, children, is_covered, limit, count, capacity)
    choice, solved = _best(cover, uncovered, count, capacity, seconds)
    before = float(children[is_covered].sum())
    most = max(choice.total, min(solved.bound, _ceiling(uncovered, count, capacity)))
    return Siting(
        sites=choice.sites,
        gains=choice.gains,
        before=before,
        after=before + choice.total,
        bound=before + most,
        gap=(most - choice.total) / most if most else 0.0,
        # The clock may run out after the bound is met: that is a proof too.
        method="exact" if solved.status == optimum.OPTIMAL or most - choice.total <= TOLERANCE else "time limit",
        status=solved.status,
    )


def curve(
    minutes: np.ndarray,
    children: np.ndarray,
    is_covered: np.ndarray,
    limit: float,
    capacity: float | None = None,
    seconds: float = SECONDS,
) -> Curve:
    """Children covered with 0 to 10 new sites, or with as many as there are candidates; `seconds` are for all."""
    cover, uncovered = _open_demand(minutes, children, is_covered, limit, 1, capacity)
    counts = range(1, min(LARGEST_COUNT, cover.shape[1]) + 1)
    totals, bounds = [0.0], [0.0]
    for count in counts:
        bound = optimum.relaxed(cover, uncovered, count, capacity)
        total = _steepest(cover, uncovered, count, capacity).total
        if total < bound - TOLERANCE:  # else nothing is better than what is at hand
            total = _best(cover, uncovered, count, capacity, seconds / len(counts))[0].total
        # An answer cut short by the clock may be less than the one for fewer sites, which is still there to take.
        totals.append(max(total, totals[-1]))
        bounds.append(max(bound, totals[-1], bounds[-1]))
    before = float(children[is_covered].sum())
    return Curve((0, *counts), tuple(before + n for n in totals), tuple(before + n for n in bounds))


def greedy(
    minutes: np.ndarray,
    children: np.ndarray,
    is_covered: np.ndarray,
    limit: float,
    count: int,
    capacity: float | None = None,
) -> Choice:
    """One site after another, each time the one that adds most; of equal ones, the first.

    It reaches at least 1 - 1/e (63 %) of what the best choice would (Nemhauser, Wolsey and Fisher 1978).
    """
    cover, uncovered = _open_demand(minutes, children, is_covered, limit, count, capacity)
    return _steepest(cover, uncovered, count, capacity)


def _open_demand(
    minutes: np.ndarray,
    children: np.ndarray,
    is_covered: np.ndarray,
    limit: float,
    count: int,
    capacity: float | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Who is still to be reached: which candidate reaches which point (bool), and the children of each point.

    Only points with uncovered children that some candidate reaches. Raises Infeasible.
    """
    candidates = minutes.shape[1]
    if candidates == 0:
        raise Infeasible("no_candidates")
    if count < 1:
        raise Infeasible("count_too_small")
    if count > LARGEST_COUNT:
        raise Infeasible("count_too_large")
    if count > candidates:
        raise Infeasible("too_few_candidates")
    if capacity is not None and not capacity >= 0:  # NaN too
        raise Infeasible("negative_capacity")
    if not (np.isfinite(children) & (children >= 0)).all():
        raise Infeasible("children_unknown")
    is_demand = ~is_covered & (children > 0)
    if not is_demand.any():
        raise Infeasible("nobody_uncovered")
    cover = minutes <= limit
    is_demand &= cover.any(axis=1)
    if not is_demand.any():
        raise Infeasible("nobody_in_reach")
    return cover[is_demand], children[is_demand].astype("float64")


def _best(
    cover: np.ndarray, children: np.ndarray, count: int, capacity: float | None, seconds: float
) -> tuple[Choice, optimum.Optimum]:
    """The solver's choice, or the greedy one where that is as good: it is simpler to explain, and always there."""
    solved = optimum.best(cover, children, count, capacity, seconds)
    simple = _steepest(cover, children, count, capacity)
    sites = np.array(solved.sites, dtype="int64")
    found = _steepest(cover[:, sites], children, len(sites), capacity)
    if simple.total >= found.total - TOLERANCE:
        return simple, solved
    return Choice(tuple(int(sites[j]) for j in found.sites), found.gains), solved


def _steepest(cover: np.ndarray, children: np.ndarray, count: int, capacity: float | None) -> Choice:
    """At most `count` columns of cover, each time the one that adds most children.

    Sites S receive, by max-flow min-cut (Ford and Fulkerson 1956), the least over all T within S of the children in
    reach of T plus the capacity of the others. Each row of `reached` and `received` is one such T: without a
    capacity only T = S counts, with one there are 2 to the power of the sites chosen, 1 024 at most.
    """
    each = np.inf if capacity is None else float(capacity)
    reached = np.zeros((1, len(children)), dtype=bool)
    received = np.zeros(1)
    sites: list[int] = []
    gains: list[float] = []
    for _ in range(count):
        added = (~reached * children) @ cover
        gain = (received[:, None] + np.minimum(added, each)).min(axis=0) - received.min()
        gain[sites] = 0.0  # one new site a place: a second would have room of its own
        best = int(gain.argmax())
        if gain[best] <= TOLERANCE:
            break
        sites.append(best)
        gains.append(float(gain[best]))
        reached = np.concatenate([reached | cover[:, best], reached])
        received = np.concatenate([received + added[:, best], received + each])
        reached, received = reached[np.isfinite(received)], received[np.isfinite(received)]
    return Choice(tuple(sites), tuple(gains))


def _ceiling(children: np.ndarray, count: int, capacity: float | None) -> float:
    """What nobody needs a solver to know: no more than all, no more than there is room for."""
    return min(float(children.sum()), np.inf if capacity is None else count * capacity)
