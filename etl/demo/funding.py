"""Invented funding: what a plan asks and receives each year, by sector, and by prefecture where that is told.

No amount is part of another: a sector's amounts add up, those of prefectures with the one that has none.
"""

import datetime as dt

import numpy as np

from etl.demo.cells import Row
from etl.demo.organisations import CHILD, GBV
from etl.demo.places import Places
from etl.demo.timeline import scheme_of

YEARS = (2024, 2025, 2026)
# Sector: what it asks in an ordinary year, in millions of dollars, and the share of it that it receives.
_SECTORS = {
    "Santé": (48, 0.42), "Education": (26, 0.33), "Nutrition": (38, 0.55), "EHA": (34, 0.35),
    "Sécurité alimentaire": (120, 0.61), "Abris&BNA": (27, 0.28), "CCCM": (9, 0.30), "Logistique": (18, 0.66),
    "Coordination": (14, 0.58), "Protection": (16, 0.31), GBV[1]: (21, 0.24),
}  # fmt: skip
_CHILD_BY_PREFECTURE = ("CF31", "CF32", "CF43", "CF51", "CF52", "CF53", "CF62", "CF63")
_UNPLACED = (9, 0.30)
_IN_PREFECTURE = (1.1, 0.27)
_SOURCE = "Suivi financier (fictif)"


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """The table of each year, its prefectures in the boundaries of January."""
    return {year: _year_rows(year, places, rng) for year in YEARS}


def _year_rows(year: int, places: Places, rng: np.random.Generator) -> list[Row]:
    found = [_row(year, sector, "", "", size, rng) for sector, size in _SECTORS.items()]
    found.append(_row(year, CHILD[1], "", "", _UNPLACED, rng))
    names = places.prefectures[scheme_of(dt.date(year, 1, 1))]
    for pcode in _CHILD_BY_PREFECTURE:
        if pcode in names:
            found.append(_row(year, CHILD[1], names[pcode], pcode, _IN_PREFECTURE, rng))
    # One donor counts in euros: it adds up with no other amount.
    found.append(_row(year, CHILD[1], names["CF43"], "CF43", (0.4, 0.9), rng) | {"currency": "EUR"})
    return found


def _row(
    year: int, sector: str, prefecture: str, pcode: str, size: tuple[float, float], rng: np.random.Generator
) -> Row:
    asked = round(size[0] * 1_000_000 * float(rng.uniform(0.85, 1.15)), -3)
    return {
        "plan": f"Plan de réponse {year} (fictif)",
        "year": year,
        "sector": sector,
        "adm1_name": prefecture,
        "adm1_code": pcode,
        "requested": int(asked),
        "received": int(round(asked * min(size[1] * float(rng.uniform(0.7, 1.3)), 0.98), -2)),
        "currency": "USD",
        "source": _SOURCE,
    }
