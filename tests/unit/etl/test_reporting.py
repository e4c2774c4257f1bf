"""Who was expected, who reported, and which areas a scheme cannot tell: numbers to be checked in one's head."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import build as building
from tests.factories import NOWHERE, Built, activity, grid, internal, rows, workbook

pytestmark = pytest.mark.usefixtures("quick_builds")
BRIA = {"adm1_name": "Haute-Kotto", "adm1_code": "CF52", "adm2_name": "Bria", "adm2_code": "CF521"}
RATES = "SELECT period, expected, reported, unexpected, rate, expected_from FROM marts.reporting_rate"


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def reports(*pairs: str) -> list[dict]:
    """Rows from ``"ACF 2022-01"``: that organisation in Bambari in that period."""
    return [activity(organisation=pair.split()[0], period=pair.split()[1]) for pair in pairs]


@pytest.fixture(scope="module")
def four_months(small: Callable[..., Built]) -> Built:
    """ACF in January, February and April, UNICEF in January alone; nobody in March."""
    lines = reports("ACF 2022-01", "UNICEF 2022-01", "ACF 2022-02", "ACF 2022-04")
    return small({"4w.xlsx": {"4W": grid(lines)}})


def test_whoever_reported_in_one_of_the_three_former_months_is_expected(four_months: Built) -> None:
    assert four_months.rows(RATES) == [
        ("2022-01", 0, 0, 2, None, "unknown"),
        ("2022-02", 2, 1, 0, 0.5, "former_periods"),
        ("2022-03", 2, 0, 0, 0.0, "former_periods"),  # nobody reported: the month stands here all the same
        ("2022-04", 2, 1, 0, 0.5, "former_periods"),
    ]
    assert four_months.rows("SELECT period FROM marts.periods ORDER BY ALL") == [
        ("2022-01",),
        ("2022-02",),
        ("2022-04",),
    ]


def test_who_is_late_and_what_was_last_heard_of_them_is_told(four_months: Built) -> None:
    columns = "period, organisation, is_expected, has_reported, reported_files, last_period"
    assert four_months.rows(f"SELECT {columns} FROM marts.reporting WHERE period > '2022-02'") == [
        ("2022-03", "ACF", True, False, 0, "2022-02"),
        ("2022-03", "UNICEF", True, False, 0, "2022-01"),
        ("2022-04", "ACF", True, True, 1, "2022-04"),
        ("2022-04", "UNICEF", True, False, 0, "2022-01"),
    ]


def test_after_three_silent_months_nobody_is_expected_any_more(small: Callable[..., Built]) -> None:
    built = small({"4w.xlsx": {"4W": grid(reports("ACF 2022-01", "UNICEF 2022-05", "UNICEF 2022-06"))}})
    assert built.rows("SELECT period, expected, reported FROM marts.reporting_rate") == [
        ("2022-01", 0, 0), ("2022-02", 1, 0), ("2022-03", 1, 0), ("2022-04", 1, 0),
        ("2022-05", 0, 0), ("2022-06", 1, 1),
    ]  # fmt: skip


def test_a_quarter_counts_the_reports_of_its_months_and_looks_back_at_quarters(small: Callable[..., Built]) -> None:
    first = [f"ACF 2022-0{month}" for month in (1, 2, 3)]
    second = [f"UNICEF 2022-0{month}" for month in (4, 5, 6)]
    built = small({"4w.xlsx": {"4W": grid(reports(*first, *second, "ACF 2022-06"))}})
    columns = "period, organisation, is_expected, has_reported, last_period"
    assert built.rows(f"SELECT {columns} FROM marts.reporting WHERE period[6] = 'Q'") == [
        ("2022-Q1", "ACF", False, True, "2022-03"),
        ("2022-Q2", "ACF", True, True, "2022-06"),
        ("2022-Q2", "UNICEF", False, True, "2022-06"),
    ]


def test_a_report_is_dated_by_the_newest_of_its_files(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for number, (name, month) in enumerate([("a", "2022-01"), ("b", "2022-01"), ("c", "2022-02")]):
        lines = [activity(period=month, activity=f"Action {number}")]
        workbook(sources / f"{name}.xlsx", {"4W": grid(lines)})
        os.utime(sources / f"{name}.xlsx", (1_700_000_000 + number, 1_700_000_000 + number))
    building.build(sources, tmp_path / "w", None, "fr", silent)
    answer = rows(tmp_path / "w", "SELECT period, reported_files, epoch(last_received_at) FROM marts.reporting")
    assert answer == [("2022-01", 2, 1_700_000_001), ("2022-02", 1, 1_700_000_002)]


def test_an_area_tells_reported_zero_from_nobody_reported(small: Callable[..., Built]) -> None:
    lines = [
        *reports("ACF 2022-01", "ACF 2022-02"),
        activity(organisation="UNICEF", period="2022-01", **BRIA),
        activity(organisation="OMS", period="2022-01", **BRIA),
        activity(organisation="UNICEF", period="2022-02"),  # UNICEF left Bria for Bambari
    ]
    built = small({"4w.xlsx": {"4W": grid(lines)}})
    of_february = "WHERE period = '2022-02' AND scheme = 'cod_v01' AND level = 'adm2'"
    assert built.rows(f"SELECT pcode, expected, reported FROM marts.reporting_by_area {of_february}") == [
        ("CF431", 1, 1),
        ("CF521", 2, 1),  # OMS said nothing: the 0 of Bria is not sure
    ]
    assert built.presence("2022-02", "cod_v01", "CF521") == {"HEA": 0}
    assert built.rows("SELECT count(*) FROM marts.reporting_by_area WHERE period = '2022-01'") == [(0,)]


def test_a_list_of_expected_reports_decides_for_its_periods(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "w" / "memory").mkdir(parents=True)
    told = reports("ACF 2022-01", "ACF 2022-02", "ACTED 2022-02", "ACTED 2022-03", "ACTED 2022-04")
    workbook(tmp_path / "sources" / "4w.xlsx", {"4W": grid(told)})
    lines = [
        "period,organisation", "2022-02,acted", "février 2022,Écoute Plus", "2022-03,ACTED",
        '2022-04,"Agence d\'aide à la coopération technique et au développement"', "2022-05,ACF",
    ]  # fmt: skip
    (tmp_path / "w" / "memory" / "expected_reports.csv").write_text("\n".join(lines), encoding="utf-8")
    building.build(tmp_path / "sources", tmp_path / "w", None, "fr", silent)
    assert rows(tmp_path / "w", RATES) == [
        ("2022-01", 0, 0, 1, None, "unknown"),
        ("2022-Q1", 0, 0, 2, None, "unknown"),
        ("2022-02", 2, 1, 1, 0.5, "listed"),
        ("2022-03", 1, 1, 0, 1.0, "listed"),
        ("2022-04", 1, 1, 0, 1.0, "listed"),
        ("2022-05", 1, 0, 0, 0.0, "listed"),  # expected, though no file speaks of that month yet
    ]
    assert rows(
        tmp_path / "w",
        "SELECT organisation_id, organisation, is_expected, has_reported FROM marts.reporting WHERE period = '2022-02'",
    ) == [("acf", "ACF", False, True), ("acted", "ACTED", True, True), ("ecoute-plus", "Écoute Plus", True, False)]


def test_the_demonstration_is_late_in_its_last_two_months(demo_build: Built) -> None:
    last = "WHERE span = 'month' AND period >= '2026-07'"
    assert demo_build.rows(f"SELECT period, expected, reported FROM marts.reporting_rate {last}") == [
        ("2026-07", 26, 26), ("2026-08", 26, 24), ("2026-09", 26, 21),
    ]  # fmt: skip
    first = demo_build.rows("SELECT expected, reported, unexpected, rate FROM marts.reporting_rate LIMIT 1")
    assert first == [(0, 0, 25, None)]


# -- the areas that the other scheme cannot tell


def test_an_area_cut_by_the_scheme_of_the_reports_cannot_be_split(small: Callable[..., Built]) -> None:
    built = small({"4w.xlsx": {"4W": grid([activity()])}})
    counts = "SELECT scheme, level, count(*) FROM marts.unsplittable GROUP BY ALL ORDER BY ALL"
    assert built.rows(counts) == [("cod_v02", "adm2", 85 - 61)]
    # Whatever the area, it is counted or it cannot be split: a row that names its sub-prefecture leaves no doubt.
    areas = built.rows("SELECT count(*) FROM core.areas")[0][0]
    told = "SELECT count(*) FROM (SELECT DISTINCT scheme, level, pcode FROM marts.presence)"
    assert built.rows(told) == [(areas - 24,)]


def test_a_prefecture_named_alone_leaves_its_subprefectures_undecided_and_not_unsplittable(
    small: Callable[..., Built],
) -> None:
    line = activity(**NOWHERE | {"adm1_name": "Ouaka", "adm1_code": "CF43"})
    built = small({"4w.xlsx": {"4W": grid([line])}})
    assert built.presence("2022-03", "cod_v01", "CF431") == {}
    assert built.rows("FROM marts.unsplittable WHERE scheme = 'cod_v01'") == []


def test_a_period_reported_in_both_schemes_can_tell_every_area(small: Callable[..., Built]) -> None:
    ouham_fafa = {"adm1_name": "Ouham-Fafa", "adm1_code": "CF35", "adm2_name": "Batangafo", "adm2_code": "CF351"}
    lines = [activity(period="2022-01"), activity(period="2022-02"), activity(period="2022-03", **ouham_fafa)]
    built = small({"4w.xlsx": {"a": grid(lines[:2]), "b": grid(lines[2:])}})
    schemes = dict(built.rows("SELECT period, string_agg(DISTINCT scheme) FROM core.activities GROUP BY ALL"))
    assert schemes == {"2022-01": "cod_v01", "2022-02": "cod_v01", "2022-03": "cod_v02"}
    found = built.rows("SELECT period, scheme, count(*) FROM marts.unsplittable GROUP BY ALL ORDER BY ALL")
    assert found == [("2022-01", "cod_v02", 24), ("2022-02", "cod_v02", 24), ("2022-03", "cod_v01", 4)]


def test_the_country_counts_the_same_in_both_schemes(demo_build: Built) -> None:
    found = demo_build.rows(
        "SELECT period, count(*), min(organisations) = max(organisations) FROM marts.actors "
        "WHERE level = 'country' GROUP BY ALL"
    )
    assert len(found) == 50
    assert {line[1:] for line in found} == {(2, True)}
    assert internal(demo_build.warehouse).is_file()
