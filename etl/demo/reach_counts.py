"""Invented people reached by child protection, broken down by sex, age, disability and displacement.

Some partners know nearly all of whom they reach, others half; in the capital all fill in one form. What a partner does
not know of somebody is "Inconnu", and sums never exceed what its 4W tells. Told by the quarter, in its first month.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np

from etl.demo.cells import Cell, Row
from etl.demo.geography import ZONE_OF
from etl.demo.organisations import CHILD
from etl.demo.timeline import MONTHS

FIRST = MONTHS[-24]
_COMMON_FORM = 0.92  # of the capital
# Who breaks down: the share of people of whom all is known, the tool that measures disability, and the age brackets.
_SCHOOL_AGES, _OTHER_AGES = ("0-1", "2-4", "5-11", "12-17"), ("0-5", "6-12", "13-17")
_PARTNERS: Mapping[str, tuple[float, str, tuple[str, ...]]] = {
    "LANTER-FIC": (0.95, "Module UNICEF (CFM)", _SCHOOL_AGES),
    "SIRIRI-FIC": (0.86, "Groupe de Washington (WG-SS)", _SCHOOL_AGES),
    "TERE-FIC": (0.9, "Module UNICEF (CFM)", _SCHOOL_AGES),
    "BALAN-FIC": (0.74, "Autre outil", _SCHOOL_AGES),
    "DMAS-FIC": (0.6, "Groupe de Washington (WG-SS)", _OTHER_AGES),
    "PALIS-FIC": (0.5, "", _SCHOOL_AGES),
}
_IN_THE_CAPITAL = ("Module UNICEF (CFM)", _SCHOOL_AGES)
_WITH_DISABILITY = 0.08
_ADULT = "18+"
_KEPT = ("period", "organisation", "adm1_name", "adm1_code", "adm2_name", "adm2_code")
_SEX_ODDS = {"Féminin": 0.53, "Masculin": 0.47}
_AGE_ODDS = {"0-1": 0.06, "2-4": 0.14, "5-11": 0.38, "12-17": 0.32, "0-5": 0.2,
             "6-12": 0.38, "13-17": 0.32, _ADULT: 0.1}  # fmt: skip
_STATUSES, _STATUS_ODDS = ("Déplacés", "Hôtes", "Retournés", "Inconnu"), (0.3, 0.5, 0.1, 0.1)


def rows(reported: Mapping[str, list[Row]], rng: np.random.Generator) -> list[Row]:
    """Of the rows of the 4W (by sender), people by quarter, partner and place, as far as the partner knows them."""
    found: dict[tuple[str, ...], tuple[Row, int]] = {}
    for row in (row for sender in sorted(reported) for row in reported[sender]):
        reached = row["reached"]
        if row["subsector"] == CHILD[1] and isinstance(reached, int) and reached and _how(row):
            quarter = _quarter(row["period"])
            key = (str(quarter), str(row["organisation"]), str(row["adm2_code"]))
            found[key] = (row | {"period": quarter}, found.get(key, (row, 0))[1] + reached)
    return [line for key in sorted(found) for line in _lines(*found[key], rng)]


def _quarter(month: Cell) -> dt.date:
    """The first month of a month's quarter."""
    if not isinstance(month, dt.date):
        raise TypeError(f"a row of the 4W without its month: {month!r}")
    return dt.date(month.year, (month.month - 1) // 3 * 3 + 1, 1)


def _how(row: Row) -> tuple[float, str, tuple[str, ...]] | None:
    """How a partner breaks down in a place; None where it does not."""
    month = row["period"]
    if not isinstance(month, dt.date) or month < FIRST:
        return None
    if ZONE_OF[str(row["adm1_code"])] == "bangui":
        return _COMMON_FORM, *_IN_THE_CAPITAL
    return _PARTNERS.get(str(row["organisation"]))


def _lines(row: Row, reached: int, rng: np.random.Generator) -> Iterator[Row]:
    how = _how(row)
    if how is None:
        return
    known, tool, ages = how
    counts: dict[tuple[str, str, str, str], int] = {}
    status = _STATUSES[int(rng.choice(len(_STATUSES), p=_STATUS_ODDS))]
    full = int(rng.binomial(reached, known))
    cells = [(sex, age) for sex in _SEX_ODDS for age in (*ages, _ADULT)]
    parts = rng.multinomial(full, [_SEX_ODDS[sex] * _AGE_ODDS[age] for sex, age in cells])
    for (sex, age), people in zip(cells, map(int, parts), strict=True):
        with_disability = int(rng.binomial(people, _WITH_DISABILITY))
        counts[sex, age, "Oui", tool] = with_disability
        counts[sex, age, "Non", tool] = people - with_disability
    counts["Féminin", "Inconnu", "Inconnu", ""] = (reached - full) // 2
    counts["Inconnu", ages[-2], "", ""] = reached - full - (reached - full) // 2
    for (sex, age, disability, measured_with), people in counts.items():
        if people:
            yield {
                **{role: row[role] for role in _KEPT},
                "sector": row["subsector"], "sex": sex, "age_group": age, "disability": disability,
                "disability_tool": measured_with, "population_status": status, "people": people,
            }  # fmt: skip
