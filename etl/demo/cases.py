"""Invented case-management aggregates: counts only, from three systems that do not agree on ages."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import GROWING, RAIN_CLOSED, ZONE_OF, presence
from etl.demo.organisations import EXITS
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import FIRST_MONTH, MONTHS, index_of, is_rainy


@dataclass(frozen=True)
class System:
    """A case-management system: who uses it, since when, and the words it writes."""

    slug: str
    label: str
    first: dt.date
    users: tuple[tuple[str, tuple[str, ...], int], ...]  # organisation, zones, number of places
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    unknown: float  # share of counts whose sex or age is not known


SYSTEMS: tuple[System, ...] = (
    System(
        "cpims", "CPIMS", FIRST_MONTH,
        (
            ("KODRO-FIC", ("bangui", "ouest", "nord-ouest"), 3),
            ("LANTER-FIC", ("centre", "nord-est", "sud-est"), 4),
            ("PAPIR-FIC", ("nord-ouest", "centre"), 2),
        ),
        ("F", "M"), ("0-4", "5-11", "12-17"), 0.0,
    ),
    System(
        "excel-ong", "Excel ONG", FIRST_MONTH,
        (("SIRIRI-FIC", ("ouest", "nord-ouest"), 2), ("TERE-FIC", ("nord-est", "sud-est"), 3)),
        ("Filles", "Garçons"), ("0-4 ans", "5-11 ans", "12-17 ans"), 0.03,
    ),
    System(
        "kobo", "Kobo", dt.date(2025, 1, 1),
        (("ZAGO-FIC", ("centre", "sud-est"), 2), ("DOLI-FIC", ("bangui", "centre"), 2)),
        ("Féminin", "Masculin"), ("0-5", "6-12", "13-17"), 0.0,
    ),
)  # fmt: skip
_RISKS = (("Élevé", 0.17), ("Moyen", 0.38), ("Faible", 0.45))
_SEX_ODDS, _AGE_ODDS = (0.54, 0.46), (0.16, 0.40, 0.44)
_DISABILITY = (("oui", 0.05), ("non", 0.74), ("inconnu", 0.21))


def rows(places: Places, rng: np.random.Generator) -> dict[str, list[Row]]:
    """Monthly aggregates by system slug; the stock of active cases follows openings and closures."""
    return {system.slug: _system_rows(system, places, rng) for system in SYSTEMS}


def _system_rows(system: System, places: Places, rng: np.random.Generator) -> list[Row]:
    cells, odds = _cells(system)
    posts = [
        (organisation, area) for organisation, zones, count in system.users for area in _busiest(places, zones, count)
    ]
    stocks = {post: 14 + int(rng.integers(0, 24)) for post in posts}
    result: list[Row] = []
    for month in MONTHS[index_of(system.first) :]:
        for post in posts:
            organisation, place = post
            # Drawn before the exit is tested, so that one team's leaving moves no other number.
            draw = rng.random(2)
            leave = EXITS.get((organisation, place.adm1_pcode))
            if leave is not None and month >= leave:
                continue
            pace = 6 * presence(place)
            if place.adm1_pcode in GROWING:
                pace *= 1 + 0.02 * index_of(month)
            if place.adm1_pcode in RAIN_CLOSED and is_rainy(month):
                pace *= 0.3
            opened = int(rng.poisson(pace * (0.7 + 0.6 * draw[0])))
            closed = min(stocks[post], int(rng.poisson(pace * (0.65 + 0.6 * draw[1]))))
            stocks[post] += opened - closed
            area = places.at(place, month)
            for status, total in (("Nouveau", opened), ("Actif", stocks[post]), ("Clos", closed)):
                for cell, count in zip(cells, rng.multinomial(total, odds), strict=True):
                    if count:
                        result.append(_row(month, organisation, area, status, cell, int(count)))
    return result


def _busiest(places: Places, zones: tuple[str, ...], count: int) -> list[Area]:
    inside = [area for area in places.current if ZONE_OF[area.adm1_pcode] in zones]
    chosen: list[Area] = []
    # One place a prefecture first: a caseload spread out, not five posts in one town.
    for area in sorted(inside, key=lambda a: (-presence(a), a.pcode)):
        if area.adm1_pcode not in {known.adm1_pcode for known in chosen}:
            chosen.append(area)
    return chosen[:count]


def _cells(system: System) -> tuple[list[tuple[str, str, str, str]], np.ndarray]:
    sexes = list(zip(system.sexes, _SEX_ODDS, strict=True))
    ages = list(zip(system.ages, _AGE_ODDS, strict=True))
    if system.unknown:
        sexes = [(label, odd * (1 - system.unknown)) for label, odd in sexes] + [("inconnu", system.unknown)]
        ages = [(label, odd * (1 - system.unknown)) for label, odd in ages] + [("inconnu", system.unknown)]
    cells, odds = [], []
    for risk, risk_odd in _RISKS:
        for sex, sex_odd in sexes:
            for age, age_odd in ages:
                for disability, disability_odd in _DISABILITY:
                    cells.append((risk, sex, age, disability))
                    odds.append(risk_odd * sex_odd * age_odd * disability_odd)
    return cells, np.array(odds) / sum(odds)


def _row(
    month: dt.date, organisation: str, area: Area, status: str, cell: tuple[str, str, str, str], count: int
) -> Row:
    risk, sex, age, disability = cell
    return {
        "period": month,
        **place_cells(area),
        "organisation": organisation,
        "case_status": status,
        "risk_level": risk,
        "sex": sex,
        "age_group": age,
        "disability": disability,
        "cases": count,
    }
