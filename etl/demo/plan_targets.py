"""Invented targets of a plan: what each sector means to reach in a year, and two of them by prefecture.

A target is set in January, in the boundaries of that month. One sector reaches more than its target, and one adds its
months up.
"""

import datetime as dt

import numpy as np

from etl.demo.cells import Row
from etl.demo.organisations import CHILD, GBV
from etl.demo.places import Places
from etl.demo.timeline import scheme_of

YEARS = (2025, 2026)
# Sector: people it targets in an ordinary year, how many are in need for each, the share that the plan says it reached,
# how its reach adds up.
_SECTORS = {
    CHILD[1]: (62_000, 2.3, 0.49, "Maximum"), "Education": (40_000, 2.1, 0.44, "Maximum"),
    "Santé": (95_000, 1.9, 0.52, "Maximum"), "Nutrition": (52_000, 1.5, 0.63, "Somme"),
    "EHA": (31_000, 2.6, 0.35, "Maximum"), "Sécurité alimentaire": (64_000, 2.0, 0.58, "Maximum"),
    GBV[1]: (9_000, 3.4, 0.31, "Maximum"), "Abris&BNA": (2_700, 2.2, 1.06, "Maximum"),
}  # fmt: skip
_BY_PREFECTURE = (CHILD[1], "Education")
# Indicators of the list with a target of their own: cases managed, births registered.
_INDICATORS = {"CM-01": (4_200, 0.41), "OUT-04": (20_000, 0.27)}
_HEAVIER = {"CF43": 11.0, "CF71": 9.0}  # prefectures of larger targets: where most organisations work
_SOURCE = "Plan de réponse (fictif)"


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """The table of each year: the country's targets, then those of prefectures."""
    return {year: _year_rows(year, places, rng) for year in YEARS}


def _year_rows(year: int, places: Places, rng: np.random.Generator) -> list[Row]:
    told = {sector: round(size[0] * float(rng.uniform(0.95, 1.05)), -2) for sector, size in _SECTORS.items()}
    found = [
        _row(year, sector, targeted, _SECTORS[sector][1], _SECTORS[sector][3], rng)
        | {"reached_published": int(round(targeted * _SECTORS[sector][2] * float(rng.uniform(0.9, 1.1)), -1))}
        for sector, targeted in told.items()
    ]
    for code, (targeted, reached) in _INDICATORS.items():
        told_of_it = {"plan_indicator": code, "reached_published": int(targeted * reached)}
        found.append(_row(year, CHILD[1], targeted, 3, "", rng) | told_of_it)
    names = places.prefectures[scheme_of(dt.date(year, 1, 1))]
    for sector in _BY_PREFECTURE:
        shares = rng.dirichlet([_HEAVIER.get(pcode, 3.0) for pcode in sorted(names)])
        for (pcode, name), share in zip(sorted(names.items()), shares, strict=True):
            placed = {"adm1_name": name, "adm1_code": pcode}
            size = round(told[sector] * float(share), -1)
            found.append(_row(year, sector, size, _SECTORS[sector][1], _SECTORS[sector][3], rng) | placed)
    return found


def _row(year: int, sector: str, targeted: float, needs: float, rule: str, rng: np.random.Generator) -> Row:
    return {
        "plan": f"Plan de réponse {year} (fictif)",
        "year": year,
        "sector": sector,
        "population_status": "Tous",
        "in_need": int(round(targeted * needs * float(rng.uniform(0.9, 1.1)), -1)),
        "targeted": int(targeted),
        "reach_rule": rule,
        "source": _SOURCE,
    }
