"""Clean workbooks of the four kinds, drawn by chance: about forty rows without fault, in many shapes."""

import calendar
import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

from tests.corpus.xlsx import Sheet, column_name, workbook
from tests.factories import HEADINGS, Row

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
KINDS = ("activities", "service_sites", "case_counts", "referral_counts")
# How a workbook says its places: a defect of names needs a sheet that has names, and so on.
PLACES: Mapping[str, tuple[str, ...]] = {
    "both": ("adm1_name", "adm1_code", "adm2_name", "adm2_code"),
    "names": ("adm1_name", "adm2_name"),
    "codes": ("adm1_code", "adm2_code"),
    "finer names": ("adm2_name",),
}
# Which numbers of people a 4W has: a number that is changed alone must not contradict another.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "one": ("reached",),
    "target": ("targeted", "reached"),
    "sexes": ("reached", "reached_girls", "reached_boys", "reached_women", "reached_men"),
    "disability": ("reached", "with_disability"),
}
FRENCH: Mapping[str, str] = {
    **HEADINGS,
    "reached_boys": "Garçons", "reached_women": "Femmes", "reached_men": "Hommes",
    "with_disability": "Personnes handicapées", "locality": "Localité", "age_group": "Tranche d'âge",
    "referral_status": "Statut du référencement",
}  # fmt: skip
ENGLISH: Mapping[str, str] = {
    **FRENCH,
    "period": "Reporting month", "organisation": "Partner", "sector": "Sector", "adm1_name": "Admin 1",
    "adm1_code": "Admin 1 P-code", "adm2_name": "Admin 2", "adm2_code": "Admin 2 P-code", "activity": "Activity",
    "start_date": "Start date", "end_date": "End date", "targeted": "Targeted", "reached": "Reached",
    "reached_girls": "Girls", "reached_boys": "Boys", "reached_women": "Women", "reached_men": "Men",
    "site_name": "Site name", "service": "Service type", "verified_date": "Last verified", "latitude": "Latitude",
    "longitude": "Longitude", "cases": "Cases", "case_status": "Case status", "sex": "Sex",
    "to_organisation": "Receiving organisation", "to_service": "To service", "referrals": "Referrals",
    "age_group": "Age group", "locality": "Locality", "referral_status": "Referral status",
}  # fmt: skip
TAGS: Mapping[str, str] = {
    "period": "#date+reported", "organisation": "#org+acronym", "sector": "#sector+name", "adm1_name": "#adm1+name",
    "adm1_code": "#adm1+code", "adm2_name": "#adm2+name", "adm2_code": "#adm2+code", "activity": "#activity",
    "start_date": "#date+start", "end_date": "#date+end", "targeted": "#targeted", "reached": "#reached",
    "site_name": "#loc+site", "service": "#service", "latitude": "#geo+lat", "longitude": "#geo+lon",
}  # fmt: skip
TITLES = ("Classeur des partenaires", "Réponse humanitaire en RCA", "Qui fait quoi, où", "Document de travail")
DIALECTS, DIALECT_WEIGHTS = ("usual", "inline", "prefixed", "bare"), (70, 15, 10, 5)
SECTORS = ("Santé", "Éducation", "Nutrition", "Protection de l'enfance", "Sécurité alimentaire", "Logistique")
SERVICES = ("École", "Centre de santé", "Espace ami des enfants", "Centre d'écoute")
ANSWERS = ("En attente", "Accepté", "Réalisé")  # to referrals
STATUSES, SEXES, AGES = ("Nouveau", "En cours", "Clos"), ("Filles", "Garçons"), ("0-4 ans", "5-11 ans", "12-17 ans")


@dataclass(frozen=True)
class Place:
    """A sub-prefecture of the 2015 scheme, which its code and its name tell alike."""

    adm1_name: str
    adm1_code: str
    adm2_name: str
    adm2_code: str
    latitude: float
    longitude: float

    def cells(self, style: str) -> Row:
        return {role: getattr(self, role) for role in PLACES[style]}


@dataclass(frozen=True)
class Draft:
    """A workbook before it is written: its rows, and the shape they are given (``dialect``: see the corpus's Sheet).

    ``merged`` and ``hidden``: cells (role, first row, last row) and rows, counted from 0 in ``rows``.
    """

    kind: str
    rows: tuple[Row, ...]
    roles: tuple[str, ...]
    headings: tuple[str, ...]
    top: tuple[tuple[object, ...], ...]
    tags: tuple[str, ...]
    blank_after: frozenset[int]  # rows that a blank one follows
    blank_columns: int  # on the left
    sheet: str
    month: str
    dialect: str = "usual"
    merged: tuple[tuple[str, int, int], ...] = ()
    hidden: frozenset[int] = field(default_factory=frozenset)

    def with_row(self, number: int, row: Row) -> "Draft":
        return replace(self, rows=(*self.rows[:number], row, *self.rows[number + 1 :]))

    def sheet_row(self, number: int) -> int:
        """Where a row of data stands in the sheet, counted from 1."""
        above = len(self.top) + 1 + bool(self.tags)
        return above + number + 1 + sum(row < number for row in self.blank_after)

    def cell(self, role: str, number: int) -> str:
        return f"{column_name(self.blank_columns + self.roles.index(role))}{self.sheet_row(number)}"

    def content(self) -> bytes:
        margin: list[object] = [None] * self.blank_columns
        grid = [*map(list, self.top), [*margin, *self.headings]]
        if self.tags:
            grid.append([*margin, *self.tags])
        for number, row in enumerate(self.rows):
            grid.append([*margin, *(row.get(role) for role in self.roles)])
            if number in self.blank_after:
                grid.append([])
        merged = [f"{self.cell(role, first)}:{self.cell(role, last)}" for role, first, last in self.merged]
        hidden = [self.sheet_row(number) for number in self.hidden]
        return workbook(Sheet(self.sheet, grid, merged, hidden, dialect=self.dialect))

    @property
    def rows_seen(self) -> int:
        """The rows of the sheet down to the last that holds anything."""
        return self.sheet_row(len(self.rows) - 1)


def clean(chance: Random, kind: str, month: str, places: str = "", measure: str = "", dates: bool = True) -> Draft:
    """A workbook without fault; ``places``, ``measure`` and ``dates`` are what a defect needs of it."""
    places = places or chance.choice(("both", "names", "codes"))
    measure = measure or chance.choice(tuple(MEASURES))
    rows = ROWS[kind](chance, month, places, measure, dates)
    roles = list(rows[0])
    if chance.random() < 0.6:
        chance.shuffle(roles)
    language = ENGLISH if chance.random() < 0.25 else FRENCH
    titles: list[tuple[object, ...]] = [(title,) for title in chance.sample(TITLES, chance.randint(0, 2))]
    if titles and chance.random() < 0.5:
        titles.append(())
    has_tags = chance.random() < 0.3
    return Draft(
        kind=kind,
        rows=tuple(rows),
        roles=tuple(roles),
        headings=tuple(language[role] for role in roles),
        top=tuple(titles),
        tags=tuple(TAGS.get(role, "#meta") for role in roles) if has_tags else (),
        blank_after=frozenset(chance.sample(range(len(rows) - 1), chance.choice((0, 0, 0, 1, 2)))),
        blank_columns=chance.choice((0, 0, 0, 1)),
        sheet=chance.choice(("4W", "Données", "Feuil1", "Sheet1")),
        month=month,
        dialect=chance.choices(DIALECTS, DIALECT_WEIGHTS)[0],
    )


def activities(chance: Random, month: str, places: str, measure: str, dates: bool) -> list[Row]:
    rows = []
    for number in range(chance.randint(30, 50)):
        row: Row = {"period": month, "organisation": chance.choice(organisations()), "sector": chance.choice(SECTORS)}
        row |= chance.choice(areas()).cells(places) | {"activity": f"Action {number + 1}"}
        if dates:
            row |= {"start_date": day(month, chance.randint(1, 10)), "end_date": day(month, chance.randint(15, 28))}
        rows.append(row | people(chance, measure))
    return rows


def people(chance: Random, measure: str) -> Row:
    parts = [chance.randint(250, 2_000) for _ in range(4)]
    numbers = {"reached": sum(parts), **dict(zip(MEASURES["sexes"][1:], parts, strict=True))}
    numbers |= {"targeted": sum(parts) + chance.randint(0, 500), "with_disability": chance.randint(0, 200)}
    return {role: numbers[role] for role in MEASURES[measure]}


def service_sites(chance: Random, month: str, places: str, measure: str, dates: bool) -> list[Row]:
    rows = []
    for number in range(chance.randint(30, 50)):
        place = chance.choice(areas())
        row: Row = {"period": month, "organisation": chance.choice(organisations())}
        row |= {"service": chance.choice(SERVICES), "site_name": f"Site {number + 1}"} | place.cells(places)
        row |= {"latitude": place.latitude, "longitude": place.longitude}
        rows.append(row | ({"verified_date": day(month, chance.randint(1, 28))} if dates else {}))
    return rows


def case_counts(chance: Random, month: str, places: str, measure: str, dates: bool) -> list[Row]:
    keys = [(place, *key) for place in chance.sample(areas(), 4) for key in combinations(STATUSES)]
    return [
        {"period": month, "organisation": "ACF", "case_status": status, "sex": sex, "age_group": ages}
        | place.cells(places)
        | {"cases": chance.randint(1_000, 9_000)}
        for place, status, sex, ages in chance.sample(keys, chance.randint(30, 50))
    ]


def referral_counts(chance: Random, month: str, places: str, measure: str, dates: bool) -> list[Row]:
    keys = [(place, *key) for place in chance.sample(areas(), 4) for key in combinations(ANSWERS)]
    return [
        {"period": month, "organisation": "ACF", "to_organisation": "UNICEF", "to_service": "Santé"}
        | {"referral_status": status, "sex": sex, "age_group": ages}
        | place.cells(places)
        | {"referrals": chance.randint(1_000, 9_000)}
        for place, status, sex, ages in chance.sample(keys, chance.randint(30, 50))
    ]


ROWS = {
    "activities": activities,
    "service_sites": service_sites,
    "case_counts": case_counts,
    "referral_counts": referral_counts,
}


@cache
def combinations(statuses: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((status, sex, ages) for status in statuses for sex in SEXES for ages in AGES)


def day(month: str, number: int) -> dt.date:
    year, month_number = map(int, month.split("-"))
    return dt.date(year, month_number, min(number, calendar.monthrange(year, month_number)[1]))


def months() -> Sequence[str]:
    """Months in which the 2015 scheme was in force: one for each file of a load, so that none replaces another."""
    return [f"{year}-{number:02}" for year in range(2014, 2024) for number in range(1, 13)]


@cache
def organisations() -> tuple[str, ...]:
    with (REFERENCE / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["acronym"] for row in csv.DictReader(file))


@cache
def areas() -> tuple[Place, ...]:
    """The sub-prefectures of the 2015 scheme."""
    with (REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["scheme"] == "cod_v01"]
    names = {row["pcode"]: row["name"] for row in rows}
    return tuple(
        Place(
            names[row["parent_pcode"]], row["parent_pcode"], row["name"], row["pcode"],
            float(row["center_lat"]), float(row["center_lon"]),
        )
        for row in rows
        if row["level"] == "adm2"
    )  # fmt: skip
