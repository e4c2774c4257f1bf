"""Can a child be served here in time? Yes, no or unknown, step by step; what is not known is never a yes.

Nothing here knows the child: sex and age only choose among the steps of a need, whose answers are the same for all.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isinf

import numpy as np
import pandas as pd

from dashboard.journeys import POINT, minutes_between
from dashboard.queries import existing_sites, pathway_areas, pathways, travel_method
from dashboard.warehouse import Warehouse
from geo import travel

YES, NO, UNKNOWN, NOT_APPLICABLE = "yes", "no", "unknown", "not_applicable"
PRIORITIES = ("emergency", "high", "normal")
SEXES = ("girl", "boy")
BANDS = {"0-4": (0, 4), "5-9": (5, 9), "10-14": (10, 14), "15-17": (15, 17)}  # years
BY_ROAD = ("route", "piste", "moto", "vehicule", "voiture", "camion", "4x4", "road", "track", "vehicle", "truck", "car")
UNSURE = ("present", "no_data", "withheld")  # states of a service that may hide a functional site


@dataclass(frozen=True)
class Question:
    """What is asked: all of it may be told, none of it is the child's."""

    period: str
    scheme: str
    pcode: str
    need: str
    priority: str
    season: str
    day: date  # on which the child needs the service


@dataclass(frozen=True)
class Site:
    """A functional site: minutes to it (infinite: no road leads there; None: it has no coordinates)."""

    minutes: float | None
    least_minutes: float = 0.0  # to the nearest corner of its area, where it has no coordinates
    is_open: bool = True  # no enclaved area lies between the child and it, but those that vehicles still reach
    is_fresh: bool = True  # verified recently enough on the day of the question
    name: str = ""
    place: str = ""


@dataclass(frozen=True)
class Area:
    """What is known of a service in a sub-prefecture, at least so many minutes away."""

    least_minutes: float
    is_unsure: bool  # a functional site may be there that nobody tells of


@dataclass(frozen=True)
class Verdict:
    """answer: YES, NO or UNKNOWN. reason: a code of what decides. minutes, site, place: of the nearest, for a yes."""

    answer: str
    reason: str
    minutes: float | None = None
    site: str = ""
    place: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a need with its deadline and verdict."""

    number: int
    name_fr: str
    name_en: str
    service_fr: str
    service_en: str
    sex: str | None
    min_age: int
    max_age: int
    hours: int
    source: str
    verdict: Verdict


def judge(hours: float, sites: Sequence[Site], areas: Sequence[Area], is_cut_off: bool, is_current: bool) -> Verdict:
    """One step. is_cut_off: the child's area is declared enclaved without a means of access. is_current: what the
    lists say of areas without a site still holds."""
    limit = hours * 60
    near = [site for site in sites if site.minutes is not None and site.minutes <= limit]
    sure = [site for site in near if site.is_open and site.is_fresh]
    if sure and not is_cut_off:
        best = min(sure, key=lambda site: (site.minutes, site.name, site.place))
        return Verdict(YES, "in_time", best.minutes, best.name, best.place)
    doubts = {
        "cut_off": bool(sure),
        "site_cut_off": any(site.is_fresh for site in near),
        "stale": bool(near) or not is_current,
        # nan is no number of minutes: it may be near
        "no_point": any(site.minutes is None and not site.least_minutes > limit for site in sites),
        "no_road": any(site.minutes is not None and isinf(site.minutes) for site in sites),
        "not_known": not areas or any(area.is_unsure and not area.least_minutes > limit for area in areas),
    }
    for reason, is_so in doubts.items():
        if is_so:
            return Verdict(UNKNOWN, reason)
    return Verdict(NO, "too_far" if sites else "none")


def overall(answers: Iterable[str]) -> str:
    """No if any step is no, else unknown if any is unknown, else yes; without any step there is no question."""
    found = set(answers)
    return next((answer for answer in (NO, UNKNOWN, YES) if answer in found), NOT_APPLICABLE)


def limiting(steps: Sequence[Step]) -> Step | None:
    """The first step that keeps the whole from being a yes."""
    whole = overall(step.verdict.answer for step in steps)
    return next((step for step in steps if step.verdict.answer == whole), None) if whole in (NO, UNKNOWN) else None


def applies(step: Step, sex: str, band: str) -> bool:
    """Whether a step is meant for a child: steps of an age that the band touches, for its sex or for both."""
    youngest, oldest = BANDS[band]
    return step.sex in (None, sex) and step.min_age <= oldest and youngest <= step.max_age


def check(warehouse: Warehouse, asked: Question, last_day: date) -> list[Step]:
    """Every step of the need, for whomever it is meant. last_day: of the period whose lists are asked."""
    known = pathways(warehouse)
    return [
        Step(
            number=row["step"],
            name_fr=row["step_fr"],
            name_en=row["step_en"],
            service_fr=row["name_fr"],
            service_en=row["name_en"],
            sex=None if pd.isna(row["sex"]) else row["sex"],
            min_age=row["min_age"],
            max_age=row["max_age"],
            hours=int(row[f"{asked.priority}_hours"]),
            source=row["source"],
            verdict=verdict(warehouse, asked, row, last_day),
        )
        for row in known[known["need_code"] == asked.need].to_dict("records")
    ]


def verdict(warehouse: Warehouse, asked: Question, step: dict, last_day: date) -> Verdict:
    """The facts of a step, judged."""
    if pd.isna(step["verified_within_days"]):
        return Verdict(UNKNOWN, "no_rule")
    areas = pathway_areas(warehouse, asked.period, step["service_code"], asked.scheme)
    here = areas[areas["pcode"] == asked.pcode].dropna(subset=POINT)
    if here.empty:
        return Verdict(UNKNOWN, "no_origin")
    areas = areas.assign(least_minutes=least_minutes(warehouse, here, areas, asked.season))
    oldest = asked.day - timedelta(days=int(step["verified_within_days"]))
    cut_off = set(areas.loc[areas["is_enclaved"] & areas["access_mode"].isna(), "pcode"])
    is_roadless = areas["is_enclaved"] & ~areas["access_mode"].fillna("").map(is_by_road)
    roadless = set(areas.loc[is_roadless, "pcode"])
    sites = existing_sites(warehouse, asked.period, step["service_code"], asked.scheme)
    return judge(
        float(step[f"{asked.priority}_hours"]),
        known_sites(sites, areas, minutes_to(warehouse, here, sites, asked.season), asked.pcode, roadless, oldest),
        known_areas(areas),
        asked.pcode in cut_off,
        last_day >= oldest,
    )


def minutes_to(warehouse: Warehouse, here: pd.DataFrame, sites: pd.DataFrame, season: str) -> np.ndarray:
    """NaN for a site without coordinates."""
    is_placed = sites[POINT].notna().all(axis=1).to_numpy()
    found = np.full(len(sites), np.nan)
    found[is_placed] = minutes_between(warehouse, here, sites[is_placed], season)[0]
    return found


def least_minutes(warehouse: Warehouse, here: pd.DataFrame, areas: pd.DataFrame, season: str) -> np.ndarray:
    """Minutes that no journey into each area undercuts; by road nothing bounds them, nor where its corners are unknown.

    An area that is far by its centre may have a site just across its border.
    """
    if travel_method(warehouse)["method"] == "road_network":
        return np.zeros(len(areas))
    km = travel.distances(here[POINT].to_numpy("float64"), areas[POINT].to_numpy("float64"))[0]
    beyond = np.maximum(km - areas["radius_km"].to_numpy("float64"), 0.0)
    return travel.minutes(np.nan_to_num(beyond, nan=0.0), season, travel.VEHICLE)


def known_sites(
    sites: pd.DataFrame, areas: pd.DataFrame, minutes: np.ndarray, start: str, roadless: set[str], oldest: date
) -> list[Site]:
    """Sites as :func:`judge` reads them, for a child of the area ``start``.

    Times by vehicle say nothing of a way out of or into an enclaved area that no vehicle reaches. Of a site whose area
    is not known, nobody can say that it lies in none.
    """
    least = areas.set_index("pcode")["least_minutes"]
    names = areas.set_index("pcode")["name"]
    return [
        Site(
            minutes=None if np.isnan(time) else float(time),
            least_minutes=float(least.get(row["pcode"], 0.0)),
            is_open=row["pcode"] == start or not ({start, row["pcode"]} & roadless or (unplaced(row) and roadless)),
            is_fresh=row["verified_on"] >= oldest,
            name="" if pd.isna(row["site_name"]) else row["site_name"],
            place=names.get(row["pcode"], ""),
        )
        for row, time in zip(sites.to_dict("records"), minutes, strict=True)
    ]


def unplaced(site: dict) -> bool:
    return not isinstance(site["pcode"], str)


def is_by_road(mode: str) -> bool:
    """Whether an area is reached by what speeds are known of; a word of another means alone is not enough."""
    words = unicodedata.normalize("NFKD", mode).encode("ascii", "ignore").decode().lower()
    return any(word in words for word in BY_ROAD)


def known_areas(areas: pd.DataFrame) -> list[Area]:
    """Where a service works, sites that nobody confirmed may stand beside those that are; so they may where no number
    is known (NaN equals nothing)."""
    return [
        Area(
            row["least_minutes"],
            row["status"] in UNSURE or (row["status"] == "functional" and row["functional_sites"] != row["sites"]),
        )
        for row in areas.to_dict("records")
    ]
