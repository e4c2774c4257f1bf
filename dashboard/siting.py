"""The next sites: the question of a page put to geo.siting, and its answer in the words of the warehouse."""

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.filters import Siting
from dashboard.journeys import minutes_between
from dashboard.queries import siting_candidates, siting_demand
from dashboard.warehouse import Warehouse
from geo import siting

SECONDS = 4.0  # of the solver, for the answer and for the curve each: a page must not keep its reader waiting
KEPT = 32  # answers; the same question of the same build has the same one


@dataclass(frozen=True, eq=False)
class Answer:
    """plan and curve as geo.siting gives them; places: one row per new site, in the order of what each adds.

    places: kind, name, pcode, area_name, parent_name, latitude, longitude (of the candidate), gain, cumulated
    (children), reached (names of the sub-prefectures that no site before it reaches). children: of all areas.
    left_out: areas without a number of children. unplaced: areas left out because their own functional site has no
    coordinates, so that nobody knows whom it reaches. seconds: what the answer took.
    """

    places: pd.DataFrame
    plan: siting.Siting
    curve: siting.Curve
    children: float
    candidates: int
    left_out: int
    unplaced: int
    seconds: float


class Unknown(Exception):
    """Of no area it is known whether the service works there: taking that for "nowhere" would be a guess."""


@lru_cache(maxsize=KEPT)
def answer(warehouse: Warehouse, chosen: Siting) -> Answer:
    """The best next sites. Raises geo.siting.Infeasible, and Unknown."""
    demand, candidates = siting_demand(warehouse, chosen), siting_candidates(warehouse, chosen)
    if not demand["coverage"].isin(["functional", "zero"]).any():
        raise Unknown
    # the service works there, at a place that nobody knows: neither covered nor in want of a site
    is_unplaced = (demand["coverage"] == "functional") & (demand["status"] == "no_data")
    placed = demand[~is_unplaced]
    counted = placed[placed["children"].notna()] if placed["children"].notna().any() else placed
    limit = float(chosen.minutes)
    minutes = minutes_between(warehouse, counted, candidates, chosen.season)
    children = counted["children"].to_numpy("float64", na_value=np.nan)
    is_covered = (counted["minutes"] <= limit).to_numpy()
    capacity = None if chosen.capacity == "none" else float(chosen.capacity)
    begun = time.monotonic()
    plan = siting.best_sites(minutes, children, is_covered, limit, int(chosen.count), capacity, SECONDS)
    seconds = time.monotonic() - begun
    curve = siting.curve(minutes, children, is_covered, limit, capacity, SECONDS)
    reached = newly_reached(minutes, is_covered, limit, plan.sites, counted["name"])
    places = candidates.iloc[list(plan.sites)].assign(gain=plan.gains, cumulated=np.cumsum(plan.gains), reached=reached)
    left_out, unplaced = len(placed) - len(counted), len(demand) - len(placed)
    return Answer(places, plan, curve, float(children.sum()), len(candidates), left_out, unplaced, seconds)


def newly_reached(
    minutes: np.ndarray, is_covered: np.ndarray, limit: float, sites: tuple[int, ...], names: pd.Series
) -> list[list[str]]:
    """The areas that each new site is the first to reach."""
    is_reached = is_covered.copy()
    found = []
    for site in sites:
        is_new = (minutes[:, site] <= limit) & ~is_reached
        found.append(names[is_new].tolist())
        is_reached |= is_new
    return found
