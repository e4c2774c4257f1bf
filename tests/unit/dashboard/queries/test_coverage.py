"""Where are which actors, and where are none? On areas small enough to count by hand."""

import dataclasses

import pytest

from dashboard.filters import Coverage
from dashboard.queries import actors_by_level, gaps_by_sector, presence_by_area
from dashboard.warehouse import Warehouse

FINE = Coverage(period="2022-Q1", sector="HEA", level="adm2", scheme="cod_v01")
COARSE = dataclasses.replace(FINE, level="adm1")


def rows(warehouse: Warehouse, chosen: Coverage) -> list[tuple]:
    found = presence_by_area(warehouse, chosen)
    return list(found.astype(object).where(found.notna(), None).itertuples(index=False, name=None))


def test_areas_without_an_actor_come_first_those_with_most_children_before_and_unknown_ones_last(
    warehouse: Warehouse,
) -> None:
    assert rows(warehouse, FINE) == [
        ("CF12", "Aval", "Alpha", 0, 2000, "none"),
        ("CF21", "Bas", "Beta", 0, 400, "none"),
        ("CF11", "Amont", "Alpha", 12, 1000, "some"),
        ("CF22", "Banc", "Beta", None, None, "no_data"),
    ]


def test_an_area_that_cuts_those_reported_is_told_apart_from_one_that_nobody_reported_of(warehouse: Warehouse) -> None:
    month = dataclasses.replace(FINE, period="2022-03")
    assert {row[0]: row[5] for row in rows(warehouse, month)} == {
        "CF11": "no_data", "CF12": "no_data", "CF21": "no_data", "CF22": "unsplittable",
    }  # fmt: skip


def test_a_prefecture_has_no_parent(warehouse: Warehouse) -> None:
    assert rows(warehouse, COARSE) == [
        ("CF2", "Beta", None, 0, 700, "none"),
        ("CF1", "Alpha", None, 12, 3000, "some"),
    ]


def test_a_month_has_numbers_of_its_own(warehouse: Warehouse) -> None:
    month = dataclasses.replace(COARSE, period="2022-03")
    assert [row[3] for row in rows(warehouse, month)] == [1, 3]


@pytest.mark.parametrize("unknown", [{"period": "1999"}, {"sector": "NUT"}, {"sector": "HEA' OR '1'='1"}])
def test_what_no_report_says_is_no_data_and_not_zero(unknown: dict[str, str], warehouse: Warehouse) -> None:
    found = presence_by_area(warehouse, dataclasses.replace(FINE, **unknown))
    assert found["state"].tolist() == ["no_data"] * 4
    assert found["organisations"].isna().all()
    assert found["name"].tolist() == ["Aval", "Amont", "Bas", "Banc"]  # most children first


def test_a_scheme_that_is_not_there_has_no_area(warehouse: Warehouse) -> None:
    assert presence_by_area(warehouse, dataclasses.replace(FINE, scheme="cod_v02")).empty


def test_sectors_come_widest_gap_first_and_those_that_serve_organisations_last(warehouse: Warehouse) -> None:
    assert list(gaps_by_sector(warehouse, FINE).itertuples(index=False, name=None)) == [
        ("EDU", "Éducation", "Education", False, 3, 3, 3400),
        ("HEA", "Santé", "Health", False, 3, 2, 2400),
        ("LOG", "Logistique", "Logistics", True, 3, 3, 3400),
    ]


def test_actors_of_the_country_are_counted_and_not_added_up(warehouse: Warehouse) -> None:
    assert actors_by_level(warehouse, FINE).to_dict() == {"organisations": 13, "areas": 3, "areas_without_actor": 2}
    assert actors_by_level(warehouse, COARSE).to_dict() == {"organisations": 13, "areas": 2, "areas_without_actor": 1}


def test_a_period_without_reports_has_no_actor_and_no_area(warehouse: Warehouse) -> None:
    nothing = actors_by_level(warehouse, dataclasses.replace(FINE, period="1999"))
    assert nothing.to_dict() == {"organisations": 0, "areas": 0, "areas_without_actor": 0}
