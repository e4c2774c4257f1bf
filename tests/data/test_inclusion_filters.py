"""The inclusion panel under the filters of its page: it counts what the page counts, and nobody twice."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.filters import Cases, Referrals
from dashboard.inclusion import Narrowed, Place
from dashboard.inclusion import categories as by_category
from dashboard.inclusion import completeness as known_of
from dashboard.ui import cases, referrals
from dashboard.warehouse import Warehouse, current_warehouse

PERIODS = ("2024", "2026-Q3", "2026-08")  # in 2024 two schemes of areas are told
PLACE = Place("2026-Q3", "cod_v02")


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[Warehouse]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
        yield current_warehouse()


def counted(found: pd.DataFrame) -> int:
    return int(found["people"].sum())


def test_new_cases_are_those_of_the_page(warehouse: Warehouse) -> None:
    organisations = ["all", *queries.case_organisations(warehouse)["organisation_id"]]
    numbers = []
    for scheme in ("cod_v01", "cod_v02"):
        areas = ["all", *queries.case_prefectures(warehouse, scheme)["pcode"][:6]]
        for view in (Cases(p, scheme, a, o) for p in PERIODS for a in areas for o in organisations):
            found = queries.inclusion_people(warehouse, "cases", cases.place(view), cases.narrowed(view))
            shown = queries.case_flows(warehouse, view)["new_cases"]
            assert counted(found) == (0 if pd.isna(shown) else shown), view
            numbers.append(counted(found))
    assert sum(number > 0 for number in numbers) > 50


def test_referrals_are_those_of_the_page(warehouse: Warehouse) -> None:
    services = ["all", *queries.referral_services(warehouse)["service_code"]]
    numbers = []
    for view in (
        Referrals(PLACE.period, PLACE.scheme, priority, service, direction)
        for priority in ("all", *referrals.PRIORITIES)
        for service in services
        for direction in (("any",) if service == "all" else ("any", "to", "from"))
    ):
        found = queries.inclusion_people(warehouse, "referrals", PLACE, referrals.narrowed(view))
        assert counted(found) == queries.referral_totals(warehouse, view)["referrals"], view
        numbers.append(counted(found))
    assert sum(number > 0 for number in numbers) > 50


@pytest.mark.parametrize("source", ["cases", "referrals", "reach"])
def test_without_a_filter_the_two_ways_to_the_panel_agree(source: str, warehouse: Warehouse) -> None:
    people = queries.inclusion_people(warehouse, source, PLACE, Narrowed())
    told = queries.inclusion_completeness(warehouse, source, PLACE).set_index("dimension")
    assert known_of(people, queries.inclusion_gate(warehouse))[["known", "total"]].equals(told[["known", "total"]])
    whole = queries.inclusion_categories(warehouse, source, PLACE).query("dimension != 'population_status'")
    assert lines(by_category(people)) == lines(whole)


def lines(found: pd.DataFrame) -> set[tuple]:
    return set(found.fillna("")[["dimension", "category", "tool", "people"]].itertuples(index=False, name=None))


def test_organisations_add_up_to_all_of_them(warehouse: Warehouse) -> None:
    everybody = queries.inclusion_people(warehouse, "cases", PLACE, Narrowed())
    told = [
        queries.inclusion_people(warehouse, "cases", PLACE, Narrowed(organisation=one))
        for one in queries.case_organisations(warehouse)["organisation_id"]
    ]
    for name in ("sex", "age_group", "disability"):
        assert pd.concat(told).groupby(name)["people"].sum().equals(everybody.groupby(name)["people"].sum())
