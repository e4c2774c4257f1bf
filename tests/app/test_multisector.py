"""Child protection beside other sectors: numbers by hand, cells, files, and what is said of nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.filters import Multisector
from dashboard.language import Translator
from dashboard.queries import (
    multisector_areas,
    multisector_grid,
    multisector_joint,
    multisector_organisations,
    multisector_share,
)
from dashboard.ui import multisector, multisector_pair, multisector_values
from dashboard.ui import multisector_grid as grid_ui
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built, activity, grid

CP = "Protection de l'enfance"
FIVE = {
    # the five sub-prefectures of Ouaka, and who is there: organisation, sector, modality, other sectors
    "CF431": [("ACF", CP, "Conjointe", "Éducation ; Santé"), ("ACF", "Éducation", "Parallèle", "")],
    "CF432": [("MSF", "Éducation", "Conjointe", "Protection de l'enfance")],
    "CF433": [("MSF", "Éducation", "Parallèle", ""), ("IRC", "Santé", "", "")],
    "CF434": [("IRC", CP, "Parallèle", "")],
    "CF435": [("IRC", "Santé", "Conjointe", "Nutrition")],
}
CHOSEN = Multisector("2022-03", "adm2", "cod_v02", "EDU,ERY")


def plain_spaces(text: str) -> str:
    return re.sub(r"\s", " ", text)


@pytest.fixture(scope="module")
def five(small: Callable[..., Built]) -> Built:
    rows = [
        activity(
            organisation=organisation, adm2_name="", adm2_code=pcode, modality=modality, joint_sectors=others,
            **({"sector": "Protection", "subsector": sector} if sector == CP else {"sector": sector, "subsector": ""}),
        )
        for pcode, told in FIVE.items()
        for organisation, sector, modality, others in told
    ]  # fmt: skip
    return small({"4w.xlsx": {"4W": grid(rows)}})


@pytest.fixture
def by_hand(five: Built, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(five.warehouse))
    return current_warehouse()


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


def test_five_areas_by_hand(by_hand: Warehouse) -> None:
    """Both in CF431; the sector alone in CF432 and CF433; child protection alone in CF434; neither in CF435."""
    areas = multisector_areas(by_hand, CHOSEN).set_index("pcode").loc[list(FIVE)]
    assert areas["partner_state"].to_list() == ["some", "some", "some", "none", "none"]
    assert areas["protection_state"].to_list() == ["some", "none", "none", "some", "none"]
    assert areas["both"].to_list() == [1, 0, 0, 0, 0]
    doors = multisector_pair.entry_points_of(areas)
    assert doors[["children", "entry_rank"]].to_dict("index") == {  # population.csv, 2025
        "CF433": {"children": 26_756, "entry_rank": 1}, "CF432": {"children": 6_163, "entry_rank": 2},
    }  # fmt: skip
    assert areas["entry_rank"].count() == 2
    found = multisector_organisations(by_hand, CHOSEN)
    assert [(row.pcode, row.organisation, row.is_both) for row in found.sort_values("pcode").itertuples()] == [
        ("CF431", "ACF", True), ("CF432", "MSF", False), ("CF433", "MSF", False)
    ]  # fmt: skip


def test_the_share_of_a_pair_by_hand(by_hand: Warehouse) -> None:
    """Of child protection or education: two joint between both, three parallel; health with nutrition is apart."""
    assert tuple(multisector_share(by_hand, CHOSEN)[["joint", "known"]]) == (2, 5)
    joint = multisector_joint(by_hand, CHOSEN)
    assert list(joint[["organisation", "joint_modality", "activities"]].itertuples(index=False, name=None)) == [
        ("ACF", "joint", 1), ("MSF", "joint", 1)
    ]  # fmt: skip
    health = Multisector("2022-03", "adm2", "cod_v02", "HEA")
    assert tuple(multisector_share(by_hand, health)[["joint", "known"]]) == (1, 3)


def test_the_grid_tells_with_and_without_child_protection(by_hand: Warehouse) -> None:
    _ = Translator("en")
    table = grid_ui.wide(multisector_grid(by_hand, CHOSEN)).set_index("pcode").loc[list(FIVE)]
    shown = [[grid_ui.cell(row[code], row["protection"], _) for code in ("EDU", "HEA")] for _i, row in table.iterrows()]
    assert shown == [["1 ●", "0"], ["**1 ○**", "0"], ["**1 ○**", "**1 ○**"], ["0", "0"], ["0", "**1 ○**"]]
    assert grid_ui.cell(2, float("nan"), _) == "2 ?"
    assert grid_ui.cell(float("nan"), 1, _) == "–"


def test_a_prefecture_told_as_a_whole_leaves_its_parts_unsaid(
    coarse: Path, monkeypatch: pytest.MonkeyPatch, open_page: Callable[..., Screen]
) -> None:
    """Education somewhere in the prefecture: in which part nobody can say; in another there is none."""
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(coarse))
    areas = multisector_areas(current_warehouse(), Multisector("2022-01", "adm2", "cod_v02", "EDU")).set_index("pcode")
    assert set(areas.loc[list(FIVE), "partner_state"]) == {"no_data"}
    assert areas.loc["CF112", "partner_state"] == "none"
    assert set(areas["partner_state"]) == {"none", "no_data"}
    screen = open_page(coarse, "multisector", part="education", period="2022-01")
    assert screen.failures == []
    assert {metric.value for metric in screen.app.metric} == {"–"}
    assert any("ne dit rien de la protection de l'enfance" in plain_spaces(info.value) for info in screen.app.info)


def test_entry_points_are_ranked_by_children_as_a_naive_account_ranks_them(demo: Warehouse) -> None:
    chosen = Multisector("2026-Q3", "adm2", "cod_v02", "EDU,ERY")
    areas = multisector_areas(demo, chosen)
    parameters = {"period": chosen.period}
    actors = demo.query(
        "SELECT pcode, sector_code, organisation_id FROM warehouse.marts.sector_actors "
        "WHERE period = $period AND scheme = 'cod_v02' AND level = 'adm2'", parameters
    )  # fmt: skip
    there = {code: set(actors.loc[actors["sector_code"] == code, "pcode"]) for code in ("EDU", "PRO-CPN")}
    expected = areas[areas["pcode"].isin(there["EDU"] - there["PRO-CPN"])].sort_values("children", ascending=False)
    ranked = areas[areas["entry_rank"].notna()]
    assert len(ranked) >= 5
    assert ranked["pcode"].to_list() == expected["pcode"].to_list()
    assert ranked["entry_rank"].to_list() == expected["children"].rank(ascending=False, method="min").to_list()
    both = actors.merge(actors, on=["pcode", "organisation_id"])
    both = both[(both["sector_code_x"] == "EDU") & (both["sector_code_y"] == "PRO-CPN")].groupby("pcode").size()
    assert areas.set_index("pcode")["both"][lambda numbers: numbers > 0].to_dict() == both.to_dict()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_view_is_drawn_and_its_file_says_the_same(
    language: str, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    _ = Translator(language)
    screen = open_page(demo_warehouse, "multisector", lang=language, part="education", period="2026-Q3")
    assert screen.failures == []
    table = screen.table({"fr": "Rang", "en": "Rank"}[language])
    chosen, view = multisector.beside(
        Multisector("2026-Q3", "adm2", "cod_v02"),
        multisector.words(demo, Multisector("2026-Q3", "adm2", "cod_v02"), _), multisector.partners(_)["education"]
    )  # fmt: skip
    areas, named = multisector_areas(demo, chosen), multisector_organisations(demo, chosen)
    content = multisector_pair.exported(areas, named, chosen, view, _)
    tags = [column.tag for column in content.columns]
    ranks = [row[tags.index("#indicator+rank")] for row in content.rows]
    assert [rank for rank in ranks if rank] == [int(rank) for rank in table.iloc[:, 0]]
    assert len(content.rows) == 85
    labels = {"fr": "Nature des données", "en": "Nature of the data"}
    assert content.facts[0][0] == labels[language]
    indicators = screen.table({"fr": "Indicateur", "en": "Indicator"}[language])
    assert [
        code
        for code in ("MS-01", "MS-02", "MS-03", "COV-04")
        if not indicators.iloc[:, 0].str.contains(code.replace("-", ".{0,2}-")).any()
    ] == []


def test_an_indicator_that_nothing_tells_is_named_with_no_data() -> None:
    _ = Translator("en")
    of_it = {"indicator_id": "MS-01", "title_en": "Title", "minimum": 10}
    parts = pd.DataFrame([{"indicator_id": "MS-01", "component": None, "rule": "sum", "factor": 100.0}])
    none = pd.DataFrame(columns=["indicator_id", "component", "period", "level", "name", "numerator", "denominator"])
    assert multisector_values.lines(of_it, parts, none, _) == [(r"Title \(MS\-01\)", "no data", "", "–", "–")]
    told = pd.DataFrame(
        [("MS-01", None, "2026-Q2", "adm1", name, part, 20) for name, part in (("A", 5), ("B", 20), ("C", 9))],
        columns=none.columns,
    )  # fmt: skip
    few = told.assign(denominator=[20, 20, 9])
    assert multisector_values.lines(of_it, parts, few, _)[0][1:] == (
        "25.0% to 100.0%", "2 areas", plain("25.0% (A) to 100.0% (B)"), "Q2 2026",
    )  # fmt: skip
    country = pd.DataFrame([("MS-01", None, "2026-Q2", "country", None, 34, 60)], columns=few.columns)
    whole = multisector_values.lines(of_it, parts, pd.concat([few, country]), _)
    assert whole[0][1:4] == ("56.7%", "34 / 60", plain("25.0% (A) to 100.0% (B)"))
    later = told.assign(period="2026-12")
    assert set(multisector_values.last_told(pd.concat([told, later]), "MS-01", "2026-Q3")["period"]) == {"2026-Q2"}


def test_with_the_real_3w_presence_is_told_and_joint_work_is_not(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "multisector", part="health")
    assert screen.failures == []
    assert any(
        plain_spaces(info.value).startswith("Aucune activité de cette période ne dit comment")
        for info in screen.app.info
    )
    assert len(open_page(real_warehouse, "multisector").table("Sous-préfecture")) > 60


def test_without_a_4w_the_page_says_what_to_load(without_4w: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(without_4w, "multisector")
    assert screen.failures == []
    assert [plain_spaces(info.value)[:32] for info in screen.app.info] == ["Aucun 4W n'est encore chargé : r"]
