"""Everything the demonstration writes, as plain sheets: no file is touched here."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from etl.demo import (
    access,
    activities,
    case_practice,
    cases,
    commitments,
    funding,
    lessons,
    means,
    plan_targets,
    reach_counts,
    referrals,
    sector_measures,
    severity,
    sites,
)
from etl.demo.cells import Cell, Row
from etl.demo.dirty import DIRTY, spoil
from etl.demo.layouts import ACTIVITIES, HXL, Layout
from etl.demo.layouts_counts import CASES, REFERRALS, SITES
from etl.demo.layouts_practice import CASE_PRACTICE, CASELOADS, REACH_COUNTS, SECTOR_MEASURES
from etl.demo.layouts_tables import ACCESS, COMMITMENTS, FUNDING, LESSONS, MEANS, PLAN_TARGETS, SEVERITY
from etl.demo.organisations import JOINED, SENT_AFTER
from etl.demo.places import Places
from etl.demo.timeline import FIRST_MONTH, MONTH_NAMES, file_periods, scheme_of, shift

FICTITIOUS = "données fictives"
# Numbers of random streams, beside those of sheets().
LESSON_STREAM = 51
AUDIENCE_STREAM, COMMITMENT_STREAM, PRACTICE_STREAM, CASELOAD_STREAM = 21, 22, 31, 32
SECTOR_STREAM = 41
REACH_STREAM = 71
PLAN_STREAM = 61


@dataclass(frozen=True)
class Sheet:
    """One file to write: its name, look and cells, without the title, heading and HXL rows.

    ``sent_on``: the day that the file is of; None for the day on which it is written.
    """

    file: str
    name: str
    layout: Layout
    rows: tuple[tuple[Cell, ...], ...]
    sent_on: dt.date | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.layout.columns)

    @property
    def hxl(self) -> tuple[str, ...]:
        return tuple(HXL.get(role, "") for role, _ in self.layout.columns)


def sheets(places: Places, seed: int) -> list[Sheet]:
    """All sheets of the demonstration; each kind has its own random stream, so none disturbs another."""
    streams = [np.random.default_rng([seed, kind]) for kind in range(1, 11)]
    reported = activities.rows(places, streams[0])
    return [
        _sheet(*file, places)
        for file in (
            *_activity_files(reported),
            *_site_files(places, streams[1], streams[4], np.random.default_rng([seed, AUDIENCE_STREAM])),
            *_case_files(places, streams[2]),
            *_referral_files(places, streams[3], streams[9]),
            *_access_files(places, streams[5]),
            *_severity_files(places, streams[6]),
            *_funding_files(places, streams[7]),
            *_means_files(places, streams[8]),
            *_plan_files(places, np.random.default_rng([seed, PLAN_STREAM])),
            *_commitment_files(places, np.random.default_rng([seed, COMMITMENT_STREAM])),
            *_lesson_files(places, np.random.default_rng([seed, LESSON_STREAM])),
            *_practice_files(places, np.random.default_rng([seed, PRACTICE_STREAM])),
            *_caseload_files(places, np.random.default_rng([seed, CASELOAD_STREAM])),
            *_sector_files(places, np.random.default_rng([seed, SECTOR_STREAM])),
            *_reach_files(reported, np.random.default_rng([seed, REACH_STREAM])),
        )
    ]


# Name of the file, name of the sheet, look, first month, rows.
_File = tuple[str, str, Layout, dt.date, list[Row]]


def _activity_files(by_sender: dict[str, list[Row]]) -> Iterator[_File]:
    for sender, layout in ACTIVITIES.items():
        for ending, month, rows in _cut(by_sender[sender], JOINED.get(sender, FIRST_MONTH)):
            suffix, name = (".csv", "") if layout.is_csv else (".xlsx", _sheet_name("4W", ending))
            yield f"4w_{sender}_{ending}{suffix}", name, layout, month, rows


def _site_files(
    places: Places, rng: np.random.Generator, added: np.random.Generator, told: np.random.Generator
) -> Iterator[_File]:
    for month, rows in sites.rows(places, rng, added, told).items():
        ending = f"{month:%Y-%m}"
        yield f"sites_{ending}.xlsx", _sheet_name("Sites", ending), SITES, month, rows


def _case_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    by_system = cases.rows(places, rng)
    for system in cases.SYSTEMS:
        for ending, month, rows in _cut(by_system[system.slug], system.first):
            name = _sheet_name("Cas", ending)
            yield f"cas_{system.slug}_{ending}.xlsx", name, CASES[system.slug], month, rows


def _referral_files(places: Places, rng: np.random.Generator, added: np.random.Generator) -> Iterator[_File]:
    for ending, month, rows in _cut(referrals.rows(places, rng, added), FIRST_MONTH):
        yield f"referencements_{ending}.xlsx", _sheet_name("Référencements", ending), REFERRALS, month, rows


def _access_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    first_days = dict(access.YEARS)
    for ending, rows in access.rows(places, rng).items():
        yield f"acces_{ending}.xlsx", _sheet_name("Accès", ending), ACCESS, first_days[ending], rows


def _severity_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in severity.rows(places, rng).items():
        yield f"severite_{year}.xlsx", f"Sévérité {year}", SEVERITY, dt.date(year, 1, 1), rows


def _funding_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in funding.rows(places, rng).items():
        yield f"financements_{year}.xlsx", f"Financements {year}", FUNDING, dt.date(year, 1, 1), rows


def _plan_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in plan_targets.rows(places, rng).items():
        yield f"cibles_{year}.xlsx", f"Cibles {year}", PLAN_TARGETS, dt.date(year, 1, 1), rows


def _means_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in means.rows(places, rng).items():
        yield f"mutualisation_{year}.xlsx", f"Mutualisation {year}", MEANS, dt.date(year, 1, 1), rows


def _commitment_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in commitments.rows(places, rng).items():
        yield f"engagements_{year}.xlsx", f"Engagements {year}", COMMITMENTS, dt.date(year, 1, 1), rows


def _lesson_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for year, rows in lessons.rows(places, rng).items():
        yield f"lecons_{year}.xlsx", f"Leçons {year}", LESSONS, dt.date(year, 1, 1), rows


def _practice_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for ending, month, rows in _cut(case_practice.rows(places, rng), case_practice.FIRST):
        yield f"qualite_cas_{ending}.xlsx", _sheet_name("Qualité", ending), CASE_PRACTICE, month, rows


def _caseload_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for ending, month, rows in _cut(case_practice.caseloads(places, rng), case_practice.FIRST):
        yield f"charge_gestionnaires_{ending}.xlsx", _sheet_name("Charge", ending), CASELOADS, month, rows


def _sector_files(places: Places, rng: np.random.Generator) -> Iterator[_File]:
    for ending, month, rows in _cut(sector_measures.rows(places, rng), sector_measures.FIRST):
        yield f"mesures_sectorielles_{ending}.xlsx", _sheet_name("Mesures", ending), SECTOR_MEASURES, month, rows


def _reach_files(reported: dict[str, list[Row]], rng: np.random.Generator) -> Iterator[_File]:
    for ending, month, rows in _cut(reach_counts.rows(reported, rng), reach_counts.FIRST):
        yield f"personnes_atteintes_{ending}.xlsx", _sheet_name("Atteints", ending), REACH_COUNTS, month, rows


def _cut(rows: list[Row], first: dt.date) -> Iterator[tuple[str, dt.date, list[Row]]]:
    for ending, months in file_periods(first):
        yield ending, months[0], [row for row in rows if row["period"] in months]


def _sheet_name(title: str, ending: str) -> str:
    year, separator, part = ending.partition("_")
    return f"{title} {year} ({part})" if separator else f"{title} {year}"


def _sheet(file: str, name: str, layout: Layout, month: dt.date, rows: list[Row], places: Places) -> Sheet:
    for dirty in DIRTY:
        if dirty.file == file:
            spoil(rows, dirty.row - layout.first_row, dirty.problem, places.prefectures[scheme_of(month)])
    cells = (tuple(_cell(role, row.get(role, ""), layout) for role, _ in layout.columns) for row in rows)
    return Sheet(file, name, layout, tuple(cells), _sent_on(layout, rows))


def _sent_on(layout: Layout, rows: list[Row]) -> dt.date | None:
    """A 4W is sent some days after its last month, by some senders too late."""
    sender = next((sender for sender, look in ACTIVITIES.items() if look is layout), None)
    months = [month for row in rows if isinstance(month := row.get("period"), dt.date)]
    return shift(max(months), 1) + dt.timedelta(days=SENT_AFTER[sender]) if sender and months else None


def _cell(role: str, value: Cell, layout: Layout) -> Cell:
    if role == "comment":
        return FICTITIOUS
    if role == "period" and isinstance(value, dt.date):
        return _period(value, layout.period)
    if isinstance(value, str) and role in ("adm1_name", "adm2_name", "organisation"):
        return _typed(value, layout)
    return value


def _period(month: dt.date, style: str) -> Cell:
    if style == "quarter":
        return f"T{(month.month + 2) // 3} {month.year}"
    if style == "words":
        return f"{MONTH_NAMES[month.month - 1]} {month.year}"
    return f"{month.month:02d}/{month.year}" if style == "slash" else month


def _typed(value: str, layout: Layout) -> str:
    """A name as somebody typed or pasted it; the same name always carries the same flaw."""
    if layout.is_upper:
        return value.upper()
    if not layout.is_padded or not value:
        return value
    flaws = (
        value,
        f"{value}\N{NO-BREAK SPACE}",
        value,
        f"  {value}",
        value.replace(" ", "\N{NO-BREAK SPACE}"),
    )
    return flaws[sum(map(ord, value)) % len(flaws)]
