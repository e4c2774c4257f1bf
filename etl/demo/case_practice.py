"""Invented quality of case management: the steps done, what was on time, and how many caseworkers follow how many."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import RAIN_CLOSED, ZONE_OF, presence
from etl.demo.organisations import EXITS
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTHS, index_of, is_rainy

FIRST = dt.date(2025, 1, 1)  # a tool that partners took up late
# Who fills it in, in which zone, how many places, and the share of its plans and visits that are on time.
_TEAMS: tuple[tuple[str, tuple[str, ...], int, float], ...] = (
    ("KODRO-FIC", ("bangui", "ouest"), 2, 0.86),
    ("LANTER-FIC", ("centre", "nord-est"), 2, 0.68),
    ("SIRIRI-FIC", ("nord-ouest",), 1, 0.79),
    ("TERE-FIC", ("sud-est",), 1, 0.52),
    ("ZAGO-FIC", ("centre",), 1, 0.74),
)
_UNSUPERVISED = "TERE-FIC"
_RISKS, _RISK_ODDS = ("Élevé", "Moyen", "Faible", "Inconnu"), (0.2, 0.4, 0.33, 0.07)
_SEXES, _AGES = ("Filles", "Garçons"), ("0-4", "5-11", "12-17")
_DISABILITY, _DISABILITY_ODDS = ("Oui", "Non", "Inconnu"), (0.06, 0.7, 0.24)

# Steps and other counts of a month: how many for each child identified.
_FLOWS = {
    "Enfants identifiés et enregistrés": 1.0,
    "Évaluations réalisées": 0.92,
    "Plans de prise en charge établis": 0.8,
    "Plans mis en œuvre": 0.74,
    "Cas revus": 0.9,
    "Clôtures formelles": 0.42,
    "Clôtures par transfert": 0.07,
    "Clôtures par perte de vue": 0.1,
    "Clôtures par rapatriement": 0.02,
    "Clôtures par décès": 0.012,
    "Clôtures pour un autre motif": 0.05,
    "Clôtures de motif inconnu": 0.12,
    "Actes de naissance ou jugements supplétifs obtenus": 0.25,
    "Cas reçus par transfert": 0.07,
}
# Steps that partners began to tell later.
_LATER = {"Séparations évitées": 0.12, "Cas transférés ou référés": 0.3, "Recherches familiales engagées": 0.25}
# A whole for each child identified, its part, and the share of the part; NULL is the team's own.
_PAIRS = (
    ("Cas ouverts depuis au moins 14 jours", "Plans établis dans les 14 jours", 0.85, None),
    ("Suivis prévus dans la période", "Suivis réalisés dans le délai", 2.2, None),
    ("Cas clos avec deux scores de bien-être", "Cas clos dont le bien-être s'améliore", 0.33, 0.7),
    ("Enfants non accompagnés enregistrés", "Enfants non accompagnés avec une solution durable", 0.16, 0.38),
    ("Enfants séparés enregistrés", "Enfants séparés avec une solution durable", 0.3, 0.66),
    ("EAFGA enregistrés", "EAFGA réintégrés", 0.09, 0.45),
    ("Cas ayant besoin de SMSPS spécialisés", "Cas référés vers un service spécialisé de SMSPS", 0.3, 0.5),
)
_BRACKETS, _BRACKET_ODDS = (
    ("0", "1-10", "11-20", "21-25", "26-30", "31-40", "41+"),
    (0.03, 0.17, 0.33, 0.2, 0.14, 0.09, 0.04),
)


def rows(places: Places, rng: np.random.Generator) -> list[Row]:
    """What each team counts a month, by risk, sex, age and disability; a part never exceeds its whole."""
    found = [row for month, team, area, on_time in _posts(places) for row in _counts(month, team, area, on_time, rng)]
    (other,) = rng.spawn(1)
    return found + [row for month, team, area, _ in _posts(places) for row in _steps(month, team, area, _LATER, other)]


def caseloads(places: Places, rng: np.random.Generator) -> list[Row]:
    """Each team's caseworkers by bracket of active cases at the end of the month, and its supervisors."""
    return [row for month, team, area, _ in _posts(places) for row in _staff(month, team, area, rng)]


def _posts(places: Places) -> Iterator[tuple[dt.date, str, Area, float]]:
    for month in MONTHS[index_of(FIRST) :]:
        for team, zones, count, on_time in _TEAMS:
            for area in _busiest(places, zones, count):
                if EXITS.get((team, area.adm1_pcode), dt.date.max) > month:
                    yield month, team, places.at(area, month), on_time


def _busiest(places: Places, zones: tuple[str, ...], count: int) -> list[Area]:
    """The places where most happens, one a zone first."""
    found = [
        max((a for a in places.current if ZONE_OF[a.adm1_pcode] == zone), key=lambda a: (presence(a), a.pcode))
        for zone in zones
    ]
    return found[:count]


def _counts(month: dt.date, team: str, area: Area, on_time: float, rng: np.random.Generator) -> Iterator[Row]:
    yield from _steps(month, team, area, _FLOWS, rng)
    pace = _pace(month, area)
    for whole, part, share, odds in _PAIRS:
        for about, count in _split(int(rng.poisson(pace * share)), rng):
            yield _row(month, team, area, whole, about, count)
            late = 0.15 if about["risk_level"] == "Élevé" and odds is None else 0.0
            yield _row(month, team, area, part, about, int(rng.binomial(count, (odds or on_time) - late)))


def _steps(month: dt.date, team: str, area: Area, shares: dict[str, float], rng: np.random.Generator) -> Iterator[Row]:
    for measure, share in shares.items():
        for about, count in _split(int(rng.poisson(_pace(month, area) * share)), rng):
            yield _row(month, team, area, measure, about, count)


def _pace(month: dt.date, area: Area) -> float:
    """Children identified in a month, on average."""
    return 9.0 * (0.4 if area.adm1_pcode in RAIN_CLOSED and is_rainy(month) else 1.0)


def _split(total: int, rng: np.random.Generator) -> list[tuple[dict[str, str], int]]:
    """A count by two or three kinds of children; what is 0 is not told."""
    found: dict[tuple[str, ...], int] = {}
    for part in rng.multinomial(total, (0.6, 0.4)):
        about = (
            str(rng.choice(_RISKS, p=_RISK_ODDS)), str(rng.choice(_SEXES)), str(rng.choice(_AGES)),
            str(rng.choice(_DISABILITY, p=_DISABILITY_ODDS)),
        )  # fmt: skip
        found[about] = found.get(about, 0) + int(part)
    roles = ("risk_level", "sex", "age_group", "disability")
    return [(dict(zip(roles, about, strict=True)), count) for about, count in found.items() if count]


def _staff(month: dt.date, team: str, area: Area, rng: np.random.Generator) -> Iterator[Row]:
    said = {"period": month, "organisation": team, **place_cells(area)}
    for bracket, count in zip(_BRACKETS, rng.multinomial(9, _BRACKET_ODDS), strict=True):
        if count:
            yield {**said, "staff": "Gestionnaire de cas", "active_cases": bracket, "staff_count": int(count)}
    supervisors = 0 if team == _UNSUPERVISED else int(rng.integers(1, 3))
    yield {**said, "staff": "Superviseur", "active_cases": "", "staff_count": supervisors}


def _row(month: dt.date, team: str, area: Area, measure: str, about: dict[str, str], count: int) -> Row:
    return {"period": month, "organisation": team, **place_cells(area), "measure": measure, **about, "cases": count}
