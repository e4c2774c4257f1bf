"""Couverture, services and basket: what the views show, in both languages, with and without their data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.filters import Services
from dashboard.queries import basket, service_by_area, services_at_a_glance
from tests.app.screen import Screen
from tests.factories import Built

SEPTEMBER = {"period": "2026-09", "scheme": "cod_v02"}
HEADINGS = {"fr": ("Rang", "Préfecture"), "en": ("Rank", "Prefecture")}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("service", ["health", "psychosocial", "school", "water"])
def test_the_table_holds_the_numbers_of_the_warehouse(
    language: str, service: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "coverage", view="services", service=service, lang=language, **SEPTEMBER)
    assert screen.failures == []
    shown = screen.table(HEADINGS[language][0])
    assert len(shown) == 85
    functional = [cell.strip("*") for cell in shown.iloc[:, 2] if re.fullmatch(r"\**\d+\**", cell)]
    from dashboard.warehouse import current_warehouse

    warehouse = current_warehouse()
    found = service_by_area(warehouse, Services("2026-09", service, "adm2", "cod_v02", "functional"))
    assert [int(number) for number in functional] == found["functional_sites"].dropna().astype(int).to_list()


def test_the_key_figures_are_sums_of_the_areas_known(demo_build: Built, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_build.warehouse, "coverage", view="services", service="psychosocial", **SEPTEMBER)
    functional, known, children = demo_build.rows(
        "SELECT count(*) FILTER (status = 'functional'), count(*) FILTER (status IN ('functional', 'zero')), "
        "sum(children) FILTER (status = 'zero') FROM marts.coverage WHERE period = '2026-09' "
        "AND scheme = 'cod_v02' AND level = 'adm2' AND service_code = 'psychosocial'"
    )[0]
    values = [re.sub(r"\s", "", metric.value) for metric in screen.app.metric]
    assert values[0] == f"{functional}/{known}"
    assert int(values[2]) == round(children, -2)


def test_without_a_directory_the_real_3w_shows_actors_and_calls_nothing_a_gap(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    unknown = open_page(real_warehouse, "coverage", view="services", service="psychosocial")
    assert unknown.failures == []
    assert any("ce qui n'est pas un écart" in text for text in unknown.texts())
    assert set(unknown.table("Rang").iloc[:, 2]) == {"sans données"}
    health = open_page(real_warehouse, "coverage", view="services", service="health").table("Rang")
    assert health["Organisations"].str.fullmatch(r"\*\*0\*\*").sum() == 18


def test_the_matrix_and_the_map_say_the_same(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "coverage", view="basket", **SEPTEMBER)
    assert screen.failures == []
    matrix = screen.table("Préfecture")
    assert matrix.shape == (85, 13)
    from dashboard.warehouse import current_warehouse

    warehouse = current_warehouse()
    pairs = basket(warehouse, "2026-09", "cod_v02")
    sums = pairs.groupby("service_code", sort=False)["functional_sites"].sum()
    glance = services_at_a_glance(warehouse, Services("2026-09", "health", "adm2", "cod_v02", "functional"))
    assert sums.to_dict() == glance.set_index("service_code")["functional_sites"].fillna(0).to_dict()
    shown = matrix.iloc[:, 2:].apply(lambda column: sum(int(cell) for cell in column if cell.isdecimal()))
    assert shown.to_list() == sums.astype(int).to_list()


@pytest.mark.parametrize("view", ["services", "basket"])
def test_a_view_without_any_data_says_what_to_do(view: str, without_4w: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(without_4w, "coverage", view=view)
    assert screen.failures == []


def test_the_view_is_in_the_address_and_comes_back(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "coverage", view="basket", lang="en")
    assert screen.address["view"] == "basket"
    assert screen.title == "Which services does each place have?"
