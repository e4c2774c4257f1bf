"""marts.presence on a handful of rows: who is counted where and when, and which zeros are told."""

from collections.abc import Callable

import pytest

from tests.factories import NOWHERE, Built, Row, activity, case_count, grid, site

OLD, NEW = "cod_v01", "cod_v02"
OUAKA: Row = {**NOWHERE, "adm1_name": "Ouaka", "adm1_code": "CF43"}


def at(adm1: str, adm2: str) -> Row:
    return {**NOWHERE, "adm1_code": adm1, "adm2_code": adm2}


def in_2015(period: str, *rows: Row) -> list[Row]:
    """The rows in that period, in a sheet that can only be of 2015: CF718 is an arrondissement then."""
    anchor = activity(period="2019-01", **at("CF71", "CF718"))
    return [anchor, *[row | {"period": period} for row in rows]]


def in_2021(period: str, *rows: Row) -> list[Row]:
    """The rows in that period, in a sheet that can only be of 2021: CF343 is a sub-prefecture since."""
    anchor = activity(period="2019-02", **at("CF34", "CF343"))
    return [anchor, *[row | {"period": period} for row in rows]]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    """One period for each question; 2019-01 and 2019-02 belong to the anchors of the sheets."""
    sheets = [
        in_2015(
            "2022-01",
            activity(organisation="ACF"),
            activity(organisation="acf ", reached=1),
            activity(organisation="UNICEF"),
            activity(organisation="UNICEF", sector="EHA"),
        ),
        in_2015("2022-02", activity(organisation="ACF"), activity(organisation="UNICEF", **OUAKA)),
        in_2015(
            "2022-03",
            activity(organisation="ACF", sector="Protection", subsector="VBG"),
            activity(organisation="OIM", sector="PRO-CPN"),
            activity(organisation="DRC", sector="Protection"),
        ),
        in_2015("2022-05", activity(organisation=""), activity(sector="EHA")),
        in_2015("T3 2022", activity(organisation="ACF")),
        in_2015("2022-08", activity(organisation="UNICEF")),
        in_2015("2022-10", activity(**at("CF31", "CF314"))),
        in_2021("2025-01", activity(**at("CF34", "CF341"))),
        in_2021("2025-02", activity(**at("CF71", "CF712"))),
        in_2021("2025-03", activity(**at("CF71", ""))),
    ]
    whole, short = (
        [activity(period=f"{year}-{month:02d}", organisation=f"ONG {month}") for month in range(1, last + 1)]
        for year, last in ((2017, 12), (2018, 11))
    )
    sheets += [whole, short]
    kinds = {"Sites": grid([site(period="2022-12")]), "Cas": grid([case_count(period="2022-12")])}
    return small({"4w.xlsx": {f"n{number}": grid(rows) for number, rows in enumerate(sheets)} | kinds})


def test_actors_are_counted_once_however_they_are_written(built: Built) -> None:
    assert built.presence("2022-01", OLD, "CF431") == {"HEA": 2, "WSH": 1}
    assert built.presence("2022-01", OLD, "CF43") == {"HEA": 2, "WSH": 1}


def test_everywhere_else_the_answer_is_zero_in_each_sector_that_someone_reports(built: Built) -> None:
    assert built.rows(
        "SELECT level, sector_code, count(*), sum(organisations) FROM marts.presence "
        "WHERE period = '2022-01' AND scheme = 'cod_v01' GROUP BY ALL ORDER BY ALL"
    ) == [("adm1", "HEA", 17, 2), ("adm1", "WSH", 17, 1), ("adm2", "HEA", 72, 2), ("adm2", "WSH", 72, 1)]
    assert built.presence("2022-01", OLD, "CF521") == {"HEA": 0, "WSH": 0}


def test_who_names_only_the_prefecture_is_not_counted_finer(built: Built) -> None:
    assert built.presence("2022-02", OLD, "CF43") == {"HEA": 2}
    assert built.presence("2022-02", OLD, "CF431") == {"HEA": 1}


def test_where_only_the_prefecture_is_named_no_sub_prefecture_of_it_is_said_to_be_empty(built: Built) -> None:
    assert built.presence("2022-02", OLD, "CF432") == {}  # in the Ouaka: the one who named it may be there
    assert built.presence("2022-02", OLD, "CF521") == {"HEA": 0}  # in the Haute-Kotto: nobody is


def test_who_works_in_a_part_of_protection_is_counted_in_protection_too(built: Built) -> None:
    assert built.presence("2022-03", OLD, "CF431") == {"PRO": 3, "PRO-GBV": 1, "PRO-CPN": 1}


def test_a_quarter_of_three_reported_months_has_the_actors_of_all_three(built: Built) -> None:
    assert built.presence("2022-Q1", OLD, "CF431") == {"HEA": 2, "WSH": 1, "PRO": 3, "PRO-GBV": 1, "PRO-CPN": 1}
    assert built.rows("SELECT organisations FROM marts.actors WHERE period = '2022-Q1' AND pcode = 'CF431'") == [
        (4,), (4,),
    ]  # fmt: skip


def test_a_quarter_or_year_that_lacks_months_is_not_offered(built: Built) -> None:
    offered = [period for (period,) in built.rows("SELECT period FROM marts.periods ORDER BY start_date, span")]
    assert [period for period in offered if period.startswith("2022")] == [
        "2022-01", "2022-Q1", "2022-02", "2022-03", "2022-05", "2022-Q3", "2022-08", "2022-10",
    ]  # fmt: skip
    assert [period for period in offered if period.startswith("2025")] == ["2025-01", "2025-Q1", "2025-02", "2025-03"]


def test_a_quarter_reported_as_such_counts_its_reported_months_too(built: Built) -> None:
    assert built.presence("2022-Q3", OLD, "CF431") == {"HEA": 2}
    assert built.presence("2022-08", OLD, "CF431") == {"HEA": 1}


def test_a_rejected_row_leaves_no_trace(built: Built) -> None:
    assert built.presence("2022-05", OLD, "CF431") == {"WSH": 1}


def test_sites_and_cases_are_no_activity(built: Built) -> None:
    assert built.presence("2022-12", OLD, "CF431") == {}


def test_an_area_of_2015_counts_in_the_areas_of_2021_that_hold_it_whole(built: Built) -> None:
    assert built.presence("2022-10", OLD, "CF314") == {"HEA": 1}
    assert built.presence("2022-10", NEW, "CF34") == {"HEA": 1}
    # Paoua of 2015 became Paoua and Taley: nobody can say in which of the two ACF was.
    assert built.presence("2022-10", NEW, "CF341") == {}
    assert built.presence("2022-10", NEW, "CF345") == {}
    assert built.presence("2022-10", NEW, "CF431") == {"HEA": 0}


def test_a_part_of_2021_counts_in_the_area_of_2015_that_it_was_cut_from(built: Built) -> None:
    assert built.presence("2025-01", OLD, "CF314") == {"HEA": 1}
    assert built.presence("2025-01", OLD, "CF31") == {"HEA": 1}
    assert built.presence("2025-01", NEW, "CF345") == {"HEA": 0}


def test_an_area_cut_across_is_absent_and_not_zero(built: Built) -> None:
    assert built.presence("2025-02", NEW, "CF712") == {"HEA": 1}
    # CF712 of 2021 lies in both Bangui and Bimbo of 2015.
    assert built.presence("2025-02", OLD, "CF711") == built.presence("2025-02", OLD, "CF111") == {}
    assert built.presence("2025-02", OLD, "CF71") == built.presence("2025-02", OLD, "CF11") == {}
    assert built.presence("2025-02", OLD, "CF12") == {"HEA": 0}


def test_a_prefecture_of_2021_counts_in_2015_only_where_it_lies_whole(built: Built) -> None:
    assert built.presence("2025-03", NEW, "CF71") == {"HEA": 1}
    assert built.presence("2025-03", NEW, "CF711") == {}  # named as a prefecture only
    assert built.presence("2025-03", OLD, "CF71") == {}


def test_a_year_is_offered_when_its_four_quarters_are(built: Built) -> None:
    offered = [period for (period,) in built.rows("SELECT period FROM marts.periods WHERE span <> 'month'")]
    assert [period for period in offered if period.startswith("2017")] == [
        "2017-Q1", "2017", "2017-Q2", "2017-Q3", "2017-Q4",
    ]  # fmt: skip
    assert [period for period in offered if period.startswith("2018")] == ["2018-Q1", "2018-Q2", "2018-Q3"]
    assert built.presence("2017", OLD, "CF431") == {"HEA": 12}
    assert built.presence("2018", OLD, "CF431") == {}
