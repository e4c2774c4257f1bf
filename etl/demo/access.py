"""Invented access: places that the rains cut off, mostly in the north-east and the south-east, and when."""

import datetime as dt

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import RAIN_CLOSED, ZONE_OF
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTHS, SCHEME_CHANGE, shift

# Each file: its name's ending, and the first day of rain that it may tell. 2024 begins with the new boundaries.
YEARS = (("2024_06-12", dt.date(2024, 6, 3)), ("2025", dt.date(2025, 4, 5)), ("2026", dt.date(2026, 4, 5)))
_LAST_DAY = shift(MONTHS[-1], 1) - dt.timedelta(days=1)
_RAIN_CAUSES = ("Pluies, piste coupée", "Pont coupé", "Bac hors service")
_RAIN_MODES = ("Pirogue", "Moto", "Avion", "Hélicoptère")
_SOURCE = "Groupe d'accès (fictif)"
_INSECURE = 0.06


def rows(places: Places, rng: np.random.Generator) -> dict[str, list[Row]]:
    """What is told of each year, by the ending of its file's name."""
    found: dict[str, list[Row]] = {}
    closed: set[str] = set()  # for an end that nobody knows
    for ending, first_day in YEARS:
        told: list[Row] = []
        for area in places.current:
            # Drawn for every place, so that one more statement changes no other.
            draw = rng.random(8)
            if area.pcode not in closed:
                told.extend(_statements(area, first_day, draw, closed))
        found[ending] = told
    return found


def _statements(area: Area, first_day: dt.date, draw: np.ndarray, closed: set[str]) -> list[Row]:
    is_east = ZONE_OF[area.adm1_pcode] in ("nord-est", "sud-est")
    chance = 0.75 if area.adm1_pcode in RAIN_CLOSED else 0.4 if is_east else 0.06
    start = first_day + dt.timedelta(days=int(draw[1] * 50))
    if is_east and draw[0] > 1 - _INSECURE:
        closed.add(area.pcode)
        return [_row(area, "Enclavé", start, None, "Toute l'année", "Insécurité sur l'axe", "Hélicoptère")]
    if draw[0] >= chance:
        return []
    # The rains end between mid-September and mid-November.
    end = dt.date(first_day.year, 9, 15) + dt.timedelta(days=int(draw[2] * 60))
    cause = _RAIN_CAUSES[int(draw[3] * len(_RAIN_CAUSES))]
    mode = _RAIN_MODES[int(draw[4] * len(_RAIN_MODES))]
    is_over = end <= _LAST_DAY
    told = [_row(area, "Enclavé", start, end if is_over else None, "Saison des pluies", cause, mode)]
    if is_over and draw[5] < 0.3:
        after = end + dt.timedelta(days=1)
        until = after + dt.timedelta(days=30 + int(draw[6] * 60))
        told.append(
            _row(area, "Accès difficile", after, until if until <= _LAST_DAY else None, "Saison sèche",
                 "Piste dégradée", "Moto" if draw[7] < 0.6 else "Route")
        )  # fmt: skip
    return told


def _row(area: Area, status: str, start: dt.date, end: dt.date | None, season: str, cause: str, mode: str) -> Row:
    assert start >= SCHEME_CHANGE  # noqa: S101 (places are named as since then)
    return {
        **place_cells(area),
        "access_status": status,
        "start_date": start,
        "end_date": end,
        "season": season,
        "cause": cause,
        "access_mode": mode,
        "source": _SOURCE,
    }
