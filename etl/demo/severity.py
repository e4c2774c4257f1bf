"""Invented severity: a phase from 1 to 5 for each sub-prefecture and year, of all sectors and of Protection."""

import datetime as dt

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import ZONE_OF
from etl.demo.places import Area, Places, place_cells

YEARS = (2024, 2025, 2026)
_USUAL = {"bangui": 2.1, "ouest": 2.5, "nord-ouest": 3.2, "centre": 3.4, "nord-est": 3.8, "sud-est": 3.9}
_SECTORS = (("", 0.0), ("Protection", 0.25))  # blank: intersectoral
_IN_NEED = {1: 0.08, 2: 0.25, 3: 0.45, 4: 0.65, 5: 0.85}
_MEDIAN_PEOPLE = 30_000
_SOURCE = "JIAF 2.0 (fictif)"


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """What is published each January, in the boundaries of that month."""
    found: dict[int, list[Row]] = {year: [] for year in YEARS}
    for area in places.current:
        level = _USUAL[ZONE_OF[area.adm1_pcode]] + rng.normal(0, 0.5)
        people = int(rng.lognormal(np.log(_MEDIAN_PEOPLE), 0.5))
        for year in YEARS:
            level += rng.normal(0, 0.3)
            for sector, more in _SECTORS:
                phase = int(np.clip(round(level + more + rng.normal(0, 0.2)), 1, 5))
                place = places.at(area, dt.date(year, 1, 1))
                found[year].append(_row(year, place, sector, phase, round(people * _IN_NEED[phase])))
    return {year: _once(told) for year, told in found.items()}


def _once(told: list[Row]) -> list[Row]:
    """The first row of each place and sector: several areas of now were one before June 2024."""
    first: dict[tuple[object, object], Row] = {}
    for row in told:
        first.setdefault((row["adm2_code"], row["sector"]), row)
    return list(first.values())


def _row(year: int, area: Area, sector: str, phase: int, in_need: int) -> Row:
    return {
        "year": year,
        **place_cells(area),
        "sector": sector,
        "phase": phase,
        "in_need": in_need,
        "source": _SOURCE,
    }
