"""The best sites as mixed-integer programmes, solved by HiGHS: how many children can `count` new sites reach?

Everywhere here, `cover` says which candidate reaches which demand point (demand x candidates, bool), `children` how
many uncovered children live at each (float, positive), and `capacity` how many a new site can receive, None for any
number. Nothing here knows of existing sites: whom they cover is no demand.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pulp

OPTIMAL = "Optimal"
# HiGHS would stop at one part in 10 000: "exact" has to mean the optimum. In children.
ABSOLUTE_GAP = 1e-6


@dataclass(frozen=True)
class Optimum:
    """sites: candidate indices, rising; empty where time ran out before any was found.

    bound: children that no choice of as many sites exceeds, infinite where none was proved. status: in HiGHS's words.
    """

    sites: tuple[int, ...]
    bound: float
    status: str


def best(cover: np.ndarray, children: np.ndarray, count: int, capacity: float | None, seconds: float) -> Optimum:
    """The `count` sites that reach most children, or the best that were found within `seconds`."""
    problem, chosen = _model(cover, children, count, capacity)
    solver = _solve(problem, is_whole=True, seconds=seconds)
    # A solution is integral only within a tolerance: spopt's own tables would take 1e-12 for a chosen site.
    sites = tuple(j for j, variable in enumerate(chosen) if (variable.value() or 0.0) > 0.5)
    status = solver.modelStatusToString(solver.getModelStatus())
    # PuLP hands a maximum to HiGHS as the minimum of its opposite.
    return Optimum(sites, -solver.getInfo().mip_dual_bound, status)


def relaxed(cover: np.ndarray, children: np.ndarray, count: int, capacity: float | None) -> float:
    """Children reached if sites could be split (the linear relaxation): no choice of whole sites reaches more."""
    problem, _ = _model(cover, children, count, capacity)
    return -_solve(problem, is_whole=False).getInfo().objective_function_value


def _model(
    cover: np.ndarray, children: np.ndarray, count: int, capacity: float | None
) -> "tuple[pulp.LpProblem, list[pulp.LpVariable]]":
    """The programme, and its variables that choose a site, in order of candidates."""
    if capacity is None or capacity >= (children @ cover).max():
        return _unlimited(cover, children, count)
    return _limited(cover, children, count, capacity)


def _unlimited(cover: np.ndarray, children: np.ndarray, count: int) -> "tuple[pulp.LpProblem, list[pulp.LpVariable]]":
    """The maximal covering location problem (Church and ReVelle 1974), as spopt writes it."""
    from spopt.locate import MCLP  # two seconds: only who asks for sites waits for them

    away = np.where(cover, 0.0, 1.0)
    model: Any = MCLP.from_cost_matrix(away, children, service_radius=0.0, p_facilities=count)
    for reached in model.cli_vars:
        # With whole sites, whether a point is reached is whole by itself: fewer branches, the same optimum.
        reached.cat = "Continuous"
    return model.problem, model.fac_vars


def _limited(
    cover: np.ndarray, children: np.ndarray, count: int, capacity: float
) -> "tuple[pulp.LpProblem, list[pulp.LpVariable]]":
    """Children sent from demand points to sites (Current and Storbeck 1988); a point may send to several sites."""
    import pulp

    problem = pulp.LpProblem("siting", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"site_{j}", 0, 1, pulp.LpInteger) for j in range(cover.shape[1])]
    sent = {(i, j): pulp.LpVariable(f"sent_{i}_{j}", 0) for i, j in np.argwhere(cover).tolist()}
    problem += pulp.lpSum(sent.values())
    problem += pulp.lpSum(chosen) == count
    for i, living in enumerate(children.tolist()):
        problem += pulp.lpSum(sent[i, j] for j in np.flatnonzero(cover[i]).tolist()) <= living
    for j, site in enumerate(chosen):
        problem += pulp.lpSum(sent[i, j] for i in np.flatnonzero(cover[:, j]).tolist()) <= capacity * site
    for (i, j), number in sent.items():
        if children[i] < capacity:  # else implied by the line before; it makes the relaxation much tighter
            problem += number <= float(children[i]) * chosen[j]
    return problem, chosen


def _solve(problem: "pulp.LpProblem", is_whole: bool, seconds: float | None = None) -> Any:
    """The solver after its run, with whole or with split sites; the solution is in the problem's variables."""
    import pulp

    # One thread: a page has other readers, and the same question gets the same answer.
    solver = pulp.HiGHS(mip=is_whole, msg=False, threads=1, gapRel=0.0, gapAbs=ABSOLUTE_GAP, timeLimit=seconds)
    problem.solve(solver)
    return problem.solverModel
