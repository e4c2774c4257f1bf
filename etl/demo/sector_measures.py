"""Invented counts of other sectors: learning centres, schools, attacks, health workers, trainings, feedback."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import ZONE_OF, presence
from etl.demo.organisations import EAST, EXITS, WEST
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTHS

FIRST = MONTHS[-24]
# Prefectures that no survey has seen, and those where attacks are followed.
_UNSEEN = frozenset({"CF51", "CF63"})
_WATCHED = ("nord-ouest", "centre", "nord-est", "sud-est")
# Most of these sub-prefectures are in no list of schools: surveys are all that is known of them.
_SURVEYED = frozenset({"CF122", "CF223", "CF313", "CF322", "CF412", "CF431", "CF521", "CF612", "CF624", "CF711"})
_TRAINERS = (("KODRO-FIC", WEST), ("PALIS-FIC", ("bangui", "centre")), ("TERE-FIC", ("nord-est", "sud-est")))
_LISTENERS = (
    ("KODRO-FIC", "bangui", 0.78), ("SIRIRI-FIC", "nord-ouest", 0.62), ("LANTER-FIC", "centre", 0.55),
    ("TERE-FIC", "sud-est", 0.36), ("ZAGO-FIC", "centre", 0.7),
)  # fmt: skip
_SEXES = ("Femmes", "Hommes")


def rows(places: Places, rng: np.random.Generator) -> list[Row]:
    """What was counted each month, in the boundaries of now; a part never exceeds its whole."""
    best = {area.adm1_pcode: area for area in sorted(places.current, key=lambda a: (presence(a), a.pcode))}
    seen = [best[adm1] for adm1 in sorted(best) if adm1 not in _UNSEEN]
    surveyed = [area for area in places.current if area.pcode in _SURVEYED]
    found: list[Row] = []
    for month in MONTHS[-24:]:
        if month.month % 3 == 0:
            found += [row for area in seen for row in _centres(month, area, rng)]
            found += [row for area in surveyed for row in _schools(month, area, rng)]
        if month.month in (3, 9):
            found += [row for area in seen for row in _health_workers(month, area, rng)]
        watched = [area for area in best.values() if ZONE_OF[area.adm1_pcode] in _WATCHED]
        found += [_attacks(month, area, rng) for area in sorted(watched, key=lambda area: area.pcode)]
        found += [row for who, zones in _TRAINERS for row in _trainings(month, who, _in(seen, zones), rng)]
        found += [row for who, zone, odds in _LISTENERS for row in _feedback(month, who, _in(seen, (zone,)), odds, rng)]
    return [row for row in found if EXITS.get((str(row["organisation"]), str(row["adm1_code"])), dt.date.max) > month]


def _in(areas: list[Area], zones: tuple[str, ...]) -> list[Area]:
    return [area for area in areas if ZONE_OF[area.adm1_pcode] in zones]


def _educator(area: Area) -> str:
    return "CRAIE-FIC" if ZONE_OF[area.adm1_pcode] in EAST else "MBETI-FIC"


def _centres(month: dt.date, area: Area, rng: np.random.Generator) -> Iterator[Row]:
    for kind, odds in (("Formel", 0.38), ("Non formel", 0.24)):
        pair = ("Espaces d'apprentissage enquêtés", "Espaces d'apprentissage remplissant tous les critères")
        yield from _pair(month, _educator(area), area, pair, (int(rng.integers(4, 13)), odds), rng, centre_type=kind)


def _schools(month: dt.date, area: Area, rng: np.random.Generator) -> Iterator[Row]:
    count = int(rng.integers(5, 10))
    pair = ("Écoles dont l'accessibilité est renseignée", "Écoles accessibles aux enfants handicapés")
    yield from _pair(month, _educator(area), area, pair, (count, 0.3), rng)
    pair = ("Écoles dont l'état est connu", "Écoles occupées")
    odds = 0.14 if ZONE_OF[area.adm1_pcode] in _WATCHED else 0.02
    yield from _pair(month, _educator(area), area, pair, (count, odds), rng)


def _health_workers(month: dt.date, area: Area, rng: np.random.Generator) -> Iterator[Row]:
    pair = (
        "Personnel des formations sanitaires évaluées",
        "Personnel de santé formé à la prise en charge clinique du viol",
    )
    for sex, odds in zip(_SEXES, (0.31, 0.22), strict=True):
        yield from _pair(month, "SOLEIL-FIC", area, pair, (int(rng.integers(5, 16)), odds), rng, sex=sex)


def _attacks(month: dt.date, area: Area, rng: np.random.Generator) -> Row:
    """Of a whole prefecture; none is told as 0."""
    row = _row(month, "ETOILE-FIC", area, "Attaques contre l'éducation", int(rng.poisson(0.25)))
    return row | {"adm2_name": "", "adm2_code": ""}


def _trainings(month: dt.date, who: str, areas: list[Area], rng: np.random.Generator) -> Iterator[Row]:
    """Each trainer is in another place each month, and in some months nowhere."""
    if rng.random() < 0.3:
        return
    area = areas[int(rng.integers(len(areas)))]
    yield _row(month, who, area, "Formations au travail avec les autres secteurs", int(rng.integers(1, 3)))
    for sex in _SEXES:
        people = int(rng.integers(6, 15))
        yield _row(month, who, area, "Personnes formées au travail avec les autres secteurs", people, sex=sex)


def _feedback(month: dt.date, who: str, areas: list[Area], odds: float, rng: np.random.Generator) -> Iterator[Row]:
    pair = ("Retours de la population reçus", "Retours ayant eu une suite")
    yield from _pair(month, who, areas[0], pair, (int(rng.poisson(14)), odds), rng)


def _pair(
    month: dt.date, who: str, area: Area, measures: tuple[str, str], drawn: tuple[int, float],
    rng: np.random.Generator, **about: str,
) -> Iterator[Row]:  # fmt: skip
    count, odds = drawn
    yield _row(month, who, area, measures[0], count, **about)
    yield _row(month, who, area, measures[1], int(rng.binomial(count, odds)), **about)


def _row(month: dt.date, who: str, area: Area, measure: str, amount: int, **about: str) -> Row:
    said = {"period": month, "organisation": who, **place_cells(area), "measure": measure}
    return said | about | {"amount": amount}
