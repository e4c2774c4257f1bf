"""Zones enclavées: its parts, its address, its sheet, and what everybody may not see."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.exports import csv_file
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.ui import board, enclaved, enclaved_tables, means_board, mission_sheet, missions
from dashboard.warehouse import current_warehouse
from tests.app.screen import Screen
from tests.data.test_enclaved import ACCESS, MEANS, four_w
from tests.factories import Built

QUESTION = {"fr": "Qui peut y aller, avec les moyens de qui ?", "en": "Who can go, with whose means?"}
NO_ACCESS = "python -m etl template access_status"
NO_MEANS = "python -m etl template pooled_means"
ROUTE = re.compile("Vol partagé|→|-FIC")
PARTS = ("access", "missions", "means")


@pytest.fixture(scope="module")
def by_hand(small: Callable[..., Built]) -> Path:
    """The zones and missions worked by hand in tests/data/test_enclaved.py, with a board of October 2040."""
    sources = {"4w.xlsx": {"4W": four_w()}, "acces.xlsx": {"A": ACCESS}, "moyens.xlsx": {"M": MEANS}}
    return small(sources).warehouse


def plainly(texts: list[str]) -> list[str]:
    return [re.sub(r"\s", " ", text).replace("\\", "") for text in texts]


def infos(screen: Screen) -> list[str]:
    return plainly([info.value for info in screen.app.info])


def metrics(screen: Screen) -> list[str]:
    return plainly([metric.value for metric in screen.app.metric])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("warehouse", ["demo_warehouse", "real_warehouse", "by_hand", "coarse", "without_4w"])
def test_the_page_is_shown_without_fault_in_both_languages(
    warehouse: str, part: str, language: str, open_page: Callable[..., Screen], request: pytest.FixtureRequest
) -> None:
    screen = open_page(request.getfixturevalue(warehouse), "enclaved", lang=language, zones=part)
    assert screen.failures == []
    assert plainly([screen.title]) == [QUESTION[language]]


@pytest.mark.parametrize("warehouse", ["real_warehouse", "without_4w"])
def test_without_access_nor_means_the_page_names_the_two_templates(
    warehouse: str, open_page: Callable[..., Screen], request: pytest.FixtureRequest
) -> None:
    told = infos(open_page(request.getfixturevalue(warehouse), "enclaved"))
    assert [NO_ACCESS in told[0], NO_MEANS in told[1], len(told)] == [True, True, 2]


def test_with_access_alone_missions_and_board_name_their_template(
    small: Callable[..., Built], open_page: Callable[..., Screen]
) -> None:
    alone = small({"acces.xlsx": {"A": ACCESS}}).warehouse
    assert "Rien n'est renseigné sur les services" in infos(open_page(alone, "enclaved"))[0]
    for part in ("missions", "means"):
        assert NO_MEANS in infos(open_page(alone, "enclaved", zones=part))[0]


def test_with_means_alone_access_names_its_template(
    small: Callable[..., Built], open_page: Callable[..., Screen]
) -> None:
    alone = small({"moyens.xlsx": {"M": MEANS}}).warehouse
    screen = open_page(alone, "enclaved")
    assert NO_ACCESS in infos(screen)[0]
    assert metrics(screen) == ["sans données", "–", "sans données"]
    assert open_page(alone, "enclaved", zones="missions").failures == []


def test_the_key_figures_are_those_worked_by_hand(by_hand: Path, open_page: Callable[..., Screen]) -> None:
    # without the directory of sites, Ippy was reached by nothing
    screen = open_page(by_hand, "enclaved", period="2022-Q1", scheme="cod_v01")
    assert metrics(screen) == ["10", "3 / 9 (33,3 %)", "2 / 3 (66,7 %)"]
    of_a_month = open_page(by_hand, "enclaved", period="2022-03", scheme="cod_v01")
    assert metrics(of_a_month)[1] == "3 / 9 (33,3 %)"
    assert "T1 2022" in of_a_month.app.metric[1].label


def test_the_calendar_tells_by_letters_and_the_unknown_by_a_question_mark(
    by_hand: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(by_hand, "enclaved", period="2022-Q1", scheme="cod_v01")
    calendar = next(table.value for table in screen.app.table if "03/22" in table.value.columns)
    rows = {row[0]: row[-4:] for row in calendar.itertuples(index=False, name=None)}
    assert list(calendar.columns[-4:]) == ["12/21", "01/22", "02/22", "03/22"]
    assert rows["*Saison*"] == ("sèche",) * 4
    assert rows["Bakala"] == ("**E**", "**E**", "A", "A")
    assert rows["Bambari"] == ("?", "**E**", "**E**", "?")
    assert rows["Grimari"] == ("?", "D", "D", "D")
    assert {"Tissi \\(Birao\\)", "Am Dafok \\(Birao\\)", "Birao"} <= set(rows)


def test_the_board_is_planned_and_the_sheet_tells_who_brings_what(
    by_hand: Path, open_page: Callable[..., Screen]
) -> None:
    """Five seats of the prefecture for needs of three and four: two are missing."""
    screen = open_page(by_hand, "enclaved", zones="means")
    planned = screen.table("Mois").loc[:, "Reste"].to_list()
    assert planned == ["manque 2", "servi", "0"] or sorted(planned) == sorted(["manque 2", "servi", "0"])
    lines = next(table.value for table in screen.app.table if table.value.columns[0] == "Besoin")
    assert plainly(lines["Qui apporte quoi"].to_list()) == ["ACF 3 sièges", "ACF 2 sièges"]
    assert plainly(lines["Manque encore"].to_list()) == ["0", "2 sièges"]
    (message,) = [code.value for code in screen.app.code]
    assert message.startswith("Birao (Vakaga), octobre 2040. ")
    assert "Manque : 2 sièges." in plainly([message])[0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_message_of_the_demonstration_is_short_and_plain(
    language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "enclaved", lang=language, zones="means")
    assert screen.address["zones"] == "means"
    box = screen.app.selectbox(key=f"sheet:{language}")
    for code in box.options[:4]:
        screen.app.selectbox(key=f"sheet:{language}").select(code).run()
        assert screen.failures == []
        (message,) = [each.value for each in screen.app.code]
        assert len(message) <= mission_sheet.LONGEST_SMS
        assert "\u202f" not in message
        assert message.startswith("FICTIF" if language == "fr" else "FICTITIOUS")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_the_public_sees_no_offer_no_need_no_name_no_route_and_no_day(
    part: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    asked: list[str] = []
    monkeypatch.setattr(queries.zones, "sql", lambda name: asked.append(name) or sql(name))
    sql = queries.text.sql
    screen = open_page(demo_warehouse, "enclaved", lang=language, zones=part, period="2026-Q3")
    assert screen.failures == []
    assert [text for text in screen.texts() if ROUTE.search(text)] == []
    assert not set(asked) & {"means_board", "board_services", "board_access"}
    assert list(screen.app.code) == list(screen.app.main.selectbox) == []
    if part == "missions":
        table = next(t.value for t in screen.app.table if set(t.value.columns) & {"Quand", "When"})
        when = table["Quand" if language == "fr" else "When"]
        assert {text.split()[-1] for text in when} == {"2026"}
        assert not any(re.search(r"\d\d/\d\d", text) for text in when)


def test_the_files_hold_what_is_shown(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = open_page(demo_warehouse, "enclaved", period="2026-Q3", lang="en")
    chosen, _ = Zones("2026-Q3", "psychosocial", "cod_v02"), Translator("en")
    warehouse = current_warehouse()
    view = enclaved.words(warehouse, chosen, _)
    lines = queries.coverage_by_access(warehouse, chosen)
    content = enclaved_tables.exported_coverage(lines, chosen, None, view, _)
    shown = next(t.value for t in screen.app.table if "Without any" in t.value.columns)
    for row, cells in zip(content.rows, shown.itertuples(index=False, name=None), strict=True):
        assert [_.number(cell) for cell in row[1:8]] == list(cells[1:8])
        assert f"{row[8]}%" == cells[8]
    assert b"FICTITIOUS" in csv_file(content, with_tags=True, separator=",")
    states = queries.zone_states(warehouse, chosen)
    table = next(t.value for t in screen.app.table if "Since" in t.value.columns)
    found = enclaved_tables.exported_states(states, chosen, None, view, _)
    assert [row[3] for row in found.rows] == plainly(table["Zone"].to_list())
    made, shares = queries.missions(warehouse, chosen), queries.mission_shares(warehouse, "2026-Q3")
    exported = missions.exported(made, shares, queries.means_resources(warehouse), chosen, view, _)
    kilograms = [column.tag for column in exported.columns].index("#capacity+kilograms")
    assert (
        sum(row[kilograms] or 0 for row in exported.rows)
        == shares.query("resource_code == 'kilograms'")["quantity"].sum()
    )
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    public = missions.exported(made, shares, queries.means_resources(warehouse), chosen, view, _)
    assert ROUTE.search(csv_file(public, with_tags=True, separator=",").decode()) is None
    assert [row[2] for row in public.rows] == [str(row[3])[:7] for row in exported.rows]


def test_the_plan_of_the_file_is_that_of_the_page(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    warehouse, _ = current_warehouse(), Translator("fr")
    chosen, resources = Zones("2026-Q3", "psychosocial", "cod_v02"), queries.means_resources(warehouse)
    children = board.uncovered_children(queries.board_services(warehouse))
    planned = board.planned(queries.means_board(warehouse), children)
    view = enclaved.words(warehouse, chosen, _)
    plan = means_board.exported_plan(planned, resources, chosen, view, _)
    assert sum(row[7] or 0 for row in plan.rows) == sum(match.quantity for match in planned.matches)
    shown = means_board.plan_table(planned, resources, _)
    assert len(shown) == (planned.notices["direction_code"] == "need").sum()
    # nobody asks twice: an organisation's own need may be served by its own offer, but never beyond what it holds
    for row in planned.notices.to_dict("records"):
        assert 0 <= row["left"] <= row["quantity"]


def test_the_part_and_the_sheet_are_in_the_address(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "enclaved", zones="means")
    box = screen.app.selectbox(key="sheet:fr")
    last = box.options[-1]
    box.select(last).run()
    assert set(screen.address) == {"zones", "sheet"}
    again = open_page(demo_warehouse, "enclaved", **screen.address)
    assert again.app.selectbox(key="sheet:fr").value == screen.address["sheet"]


def test_names_full_of_markdown_are_shown_letter_for_letter(
    small: Callable[..., Built], open_page: Callable[..., Screen]
) -> None:
    rows = [ACCESS[0], [*ACCESS[1][:4], "*Ga*_[x](http://y)", *ACCESS[1][5:]]]
    screen = open_page(small({"acces.xlsx": {"A": rows}}).warehouse, "enclaved", period="2022-01", scheme="cod_v01")
    (name,) = [text for text in screen.table("Zone")["Zone"] if "Ga" in text]
    assert "[x](" not in name
    assert "\\*Ga\\*" in name
