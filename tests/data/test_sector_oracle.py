"""MS-01 to MS-04 on the demonstration, against a naive account of its rows in plain Python: loops, and no SQL but the
reading."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.conftest import Built

# What is counted of an area in a month: period, prefecture, sub-prefecture, who says so, numerator, denominator.
Fact = tuple[str, str, str | None, str | None, int, int]
YEARS = ("2025", "2026")  # the months of one scheme of boundaries
LAST_TOLD = "2026-08"  # of September's attacks nothing is told before the end of October


def last_day(month: str) -> dt.date:
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)


def spans(month: str) -> tuple[str, str, str]:
    return month, f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month[:4]


def areas(fact: Fact, levels: Iterable[str]) -> Iterator[tuple[str, str]]:
    found = {"country": "CF", "adm1": fact[1], "adm2": fact[2]}
    return ((level, area) for level in levels if (area := found[level]))


def of_last_month(facts: list[Fact], *levels: str) -> dict[tuple, tuple[int, int]]:
    """Numbers by period, level and area: of each area and organisation, the last month of the period that is told."""
    last: dict[tuple, str] = {}
    for month, adm1, adm2, who, _, _ in facts:
        for span in spans(month):
            last[span, adm1, adm2, who] = max(month, last.get((span, adm1, adm2, who), ""))
    found: dict[tuple, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in facts:
        month, adm1, adm2, who, part, whole = fact
        for span in spans(month):
            if last[span, adm1, adm2, who] == month:
                for level, area in areas(fact, levels):
                    before = found[span, level, area]
                    found[span, level, area] = (before[0] + part, before[1] + whole)
    return dict(found)


def measured(built: Built, part: str, whole: str, sex: str = "*") -> list[Fact]:
    """A whole and its part, side by side, of each place, month, organisation, type of centre and sex."""
    pairs: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    for month, adm1, adm2, who, measure, kind, one_sex, amount in built.rows(
        "SELECT period, adm1_pcode, adm2_pcode, organisation_id, measure, centre_type, sex, amount "
        "FROM core.sector_measures WHERE NOT is_duplicate AND period >= '2025'"
    ):
        if measure in (part, whole) and sex in ("*", one_sex):
            pairs[month, adm1, adm2, who, kind, one_sex][measure == whole] += amount
    return [(*place[:4], *numbers) for place, numbers in pairs.items()]


def published(built: Built, name: str, component: str | None = None, sex: str = "*") -> dict[tuple, tuple]:
    rows = built.rows(
        "SELECT component, sex, period, level, pcode, numerator, denominator FROM marts.indicator_values "
        f"WHERE indicator_id = '{name}' AND period >= '2025'"
    )
    return {row[2:5]: row[5:] for row in rows if row[0] == component and row[1] == sex}


def test_learning_centres_are_those_of_the_last_survey(demo_build: Built) -> None:
    facts = measured(demo_build, "centres_all_criteria", "centres_surveyed")
    expected = of_last_month(facts, "adm1", "adm2")
    assert len(expected) > 400
    assert published(demo_build, "MS-01") == expected


@pytest.mark.parametrize("sex", ["*", "girl", "boy"])
def test_health_workers_are_those_of_the_last_assessment(demo_build: Built, sex: str) -> None:
    facts = measured(demo_build, "health_workers_trained_cmr", "health_workers_assessed", sex)
    expected = of_last_month(facts, "adm1", "adm2")
    assert len(expected) > 300
    assert published(demo_build, "MS-04", sex=sex) == expected


def test_attacks_add_up_a_month_after_the_facts(demo_build: Built) -> None:
    expected: dict[tuple, int] = defaultdict(int)
    rows = demo_build.rows(
        "SELECT period, adm1_pcode, amount FROM core.sector_measures "
        "WHERE measure = 'education_attacks' AND period >= '2025'"
    )
    for month, adm1, amount in rows:
        if month <= LAST_TOLD:
            for span in spans(month):
                expected[span, "adm1", adm1] += amount
                expected[span, "country", "CF"] += amount
    found = published(demo_build, "MS-03", "attacks")
    assert found == {key: (number, None) for key, number in expected.items()}
    assert max(month for month, _, _ in rows) > LAST_TOLD
    assert expected["2026", "country", "CF"] > 0


def listed(built: Built, subject: str) -> dict[tuple, list[bool]]:
    """Of each month, prefecture and sub-prefecture: whether each school of known state counts, by lists in force."""
    rows = built.rows(
        "SELECT s.period, organisation_id, adm1_pcode, adm2_pcode, status_code, accessible_code, verified_date, "
        "verified_within_days FROM core.service_sites s JOIN core.services USING (service_code) "
        "WHERE service_code = 'school' AND NOT is_duplicate"
    )
    months = [f"{year}-{number:02d}" for year in YEARS for number in range(1, 13)]
    found: dict[tuple, list[bool]] = defaultdict(list)
    for month in months[:21]:
        in_force: dict[str, str] = {}
        for row in rows:
            if row[0] <= month:
                in_force[row[1]] = max(row[0], in_force.get(row[1], ""))
        for period, who, adm1, adm2, status, accessible, verified, within in rows:
            if in_force.get(who) != period or period > month:
                continue
            seen = min(verified or last_day(period), last_day(period))
            is_old = seen < last_day(month) - dt.timedelta(days=within)
            if subject == "accessible" and accessible != "unknown":
                found[month, adm1, adm2].append(accessible == "yes")
            if subject == "occupied" and status != "unknown" and not is_old and period == month:
                found[month, adm1, adm2].append(status == "occupied")
    return found


def schools(built: Built, subject: str, part: str, whole: str) -> list[Fact]:
    """By lists; of an area of which no list of the year tells, by what is measured."""
    by_lists = listed(built, subject)
    facts: list[Fact] = [(*place, None, sum(marks), len(marks)) for place, marks in by_lists.items()]
    told = {(month[:4], adm2 or adm1) for month, adm1, adm2 in by_lists}
    whole_told = {(month[:4], adm1) for month, adm1, adm2 in by_lists if adm2 is None}
    added = [
        fact
        for fact in measured(built, part, whole)
        if (fact[0][:4], fact[2]) not in told and (fact[0][:4], fact[1]) not in whole_told
    ]
    assert 0 < len(added) < len(measured(built, part, whole))
    return facts + added


def test_schools_are_accessible_by_lists_else_by_surveys(demo_build: Built) -> None:
    facts = schools(demo_build, "accessible", "schools_accessible", "schools_access_known")
    assert published(demo_build, "MS-02") == of_last_month(facts, "adm1", "adm2")


def test_schools_are_occupied_by_lists_else_by_surveys(demo_build: Built) -> None:
    facts = schools(demo_build, "occupied", "schools_occupied", "schools_status_known")
    expected = of_last_month([fact for fact in facts if fact[0] <= LAST_TOLD], "country", "adm1")
    assert published(demo_build, "MS-03", "occupied") == expected
    assert any(numbers[0] for numbers in expected.values())


def test_joint_activities_are_those_of_the_rows(demo_build: Built) -> None:
    """MS-05: each row of known modality of a month, by loops; joint without another sector counts nowhere."""
    others: dict[tuple[int, int], int] = defaultdict(int)
    for sheet, row in demo_build.rows("SELECT sheet_id, row FROM core.activity_joint_sectors"):
        others[sheet, row] += 1
    wanted: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    for sheet, row, month, adm1, modality in demo_build.rows(
        "SELECT sheet_id, row, period, adm1_pcode, joint_modality FROM core.activities "
        "WHERE NOT is_duplicate AND joint_modality IS NOT NULL AND period LIKE '2026-%'"
    ):
        is_joint = modality != "parallel" and others[sheet, row] > 0
        if is_joint or modality == "parallel":
            for place in (("country", "CF"), ("adm1", adm1)):
                for span in spans(month):
                    wanted[span, *place][0] += is_joint
                    wanted[span, *place][1] += 1
    found = demo_build.rows(
        "SELECT period, level, pcode, numerator, denominator FROM marts.indicator_values "
        "WHERE indicator_id = 'MS-05' AND period LIKE '2026%'"
    )
    assert {row[:3]: list(row[3:]) for row in found} == wanted
    assert len(wanted) > 200
