"""Leçons: the register for everybody, what failed beside what worked, its files, and its match beside a gap."""

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard import lesson_book
from dashboard.exports import xlsx_file
from dashboard.language import Translator
from dashboard.queries import lessons, services
from dashboard.roles import ROLES
from dashboard.ui import lesson_files, lesson_match, lesson_register, lesson_words
from dashboard.ui.navigation import PAGES
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.app.test_pages import foreign, plain_spaces
from tests.factories import Built
from tests.unit.etl.test_lessons import HEADINGS, SITES, lesson

VIEW = {"period": "2026-Q3", "service": "psychosocial", "level": "adm2", "scheme": "cod_v02"}
EVERYTHING = {
    name: "all" for name in ("lesson_service", "lesson_sector", "lesson_context", "lesson_adm1", "lesson_result")
}
RESULTS = {"A marché": "worked", "A marché en partie": "partly", "N'a pas marché": "did_not_work",
           "Pas encore connu": "unknown"}  # fmt: skip


def opened(file: Path, monkeypatch: pytest.MonkeyPatch, audience: str = "internal") -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(file))
    return current_warehouse(audience)


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    return opened(demo_warehouse, monkeypatch)


def letters(texts: list[str]) -> str:
    """All texts of a page, without the marks that keep Markdown from reading them."""
    return plain_spaces("\n".join(texts)).replace("\\", "")


def without_lessons(screen: Screen, register: pd.DataFrame) -> list[str]:
    """The page's own texts: what organisations tell stays in their language."""
    told = {str(cell) for column in ("title", "tried", "result") for cell in register[column]}
    return [text for text in screen.texts() if not any(cell in text.replace("\\", "") for cell in told)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_lesson_is_told_whole_and_failures_are_counted_like_the_rest(
    language: str,
    demo: Warehouse,
    demo_warehouse: Path,
    open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = open_page(demo_warehouse, "lessons", lang=language)
    assert screen.failures == []
    register = lessons(demo)
    assert len(register) == 24
    assert set(register["service_code"].dropna()) == set(services(demo)["service_code"])
    assert set(register["result_kind"]) == set(RESULTS.values())
    shown = letters(screen.texts())
    for row in register.to_dict("records"):
        assert all(plain_spaces(row[column]) in shown for column in ("title", "tried", "result"))
    figures = {metric.label: int(metric.value) for metric in screen.app.metric}
    assert list(figures.values()) == [(register["result_kind"] == kind).sum() for kind in RESULTS.values()]
    assert figures[{"fr": "N'a pas marché", "en": "Did not work"}[language]] == 6
    monkeypatch.setattr(screen, "texts", lambda **_: without_lessons(Screen(screen.app), register))
    assert foreign(screen, language) == {}


def test_filters_keep_what_answers_them_all(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    register = lessons(demo)
    for name, column in (("lesson_service", "service_code"), ("lesson_context", "context_code"),
                         ("lesson_result", "result_kind")):  # fmt: skip
        for code, number in register[column].value_counts().items():
            assert len(lesson_register.narrowed(register, EVERYTHING | {name: code})) == number
    health = lesson_register.narrowed(register, EVERYTHING | {"lesson_sector": "HEA"})
    assert len(health) == register["sectors"].str.split(";").map(lambda codes: "HEA" in codes).sum() == 6
    places = lesson_register.place_codes(register).value_counts()
    assert places.sum() == 24
    assert len(lesson_register.narrowed(register, EVERYTHING | {"lesson_adm1": places.index[0]})) == places.iloc[0]
    screen = open_page(demo_warehouse, "lessons", lesson_service="school", lesson_result="did_not_work")
    shown = letters(screen.texts())
    assert "Kits scolaires sans maître" in shown
    assert "Double vacation" not in shown
    assert [metric.value for metric in screen.app.metric] == ["0", "0", "1", "0"]
    nothing = open_page(demo_warehouse, "lessons", lesson_service="water", lesson_result="worked")
    assert ["élargissez" in info.value for info in nothing.app.info] == [True]


def test_everybody_is_offered_the_page_and_sources_are_for_the_coordination(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = (entry for entry in PAGES if entry.file == "lessons")
    assert entry.readers == set(ROLES)
    inside = open_page(demo_warehouse, "lessons")
    assert len(downloads(inside)) == 4  # CSV, XLSX, template, register
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "lessons")
    assert screen.failures == []
    assert len(downloads(screen)) == 3
    public = opened(demo_warehouse, monkeypatch, "public")
    assert lessons(public)[["source", "comment"]].isna().all(axis=None)
    assert lessons(demo)[["source", "comment"]].notna().all(axis=None)
    assert lessons(public).drop(columns=["source", "comment"]).equals(lessons(demo).drop(columns=["source", "comment"]))


def downloads(screen: Screen) -> list[str]:
    return [node.label for node in screen.app.get("download_button")]


def test_the_file_says_what_the_page_says(demo: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    _ = Translator("fr")
    register, names = lessons(demo), lesson_words.names_of(demo, _)
    monkeypatch.setattr(lesson_files.context, "may_see_sources", lambda: False)
    public = lesson_files.exported(register, ["École"], demo, names, _)
    assert len(public.rows) == 24
    assert dict(public.facts)["Vue"] == "École"
    monkeypatch.setattr(lesson_files.context, "may_see_sources", lambda: True)
    internal = lesson_files.exported(register, [], demo, names, _)
    assert len(internal.columns) == len(public.columns) + 2
    tags = [column.tag for column in internal.columns]
    told = pd.DataFrame(internal.rows, columns=tags)
    assert list(told["#status"].map(RESULTS)) == list(register["result_kind"])
    assert list(told["#meta+reuse+num"]) == list(register["reuse_count"])
    sheet = load_workbook(io.BytesIO(xlsx_file(internal, with_tags=True))).active
    assert sheet is not None
    assert sheet.max_row == len(internal.facts) + 4 + 24


@pytest.fixture(scope="module")
def few(small: Callable[..., Built]) -> Built:
    """Lessons with and without a place, a service, a number; one whose text a spreadsheet would run."""
    rows = [
        HEADINGS,
        lesson("Entière"),
        lesson("=1+1", ce_qui_a="=HYPERLINK(\"x\")", ce_qui_en="+2 séances", date="02/01/2024"),
        lesson("Du pays", préfecture="", sous="", service="", cela="", contexte="", nombre="", indicateurs=""),
        lesson("De la préfecture", sous="", organisation="UNICEF", cela="Non", service="École"),
    ]  # fmt: skip
    return small({"a.xlsx": {"Leçons": rows}, "s.xlsx": {"Sites": SITES}})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_register_loaded_again_says_the_same(
    language: str, few: Built, small: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert few.warehouse is not None
    before = opened(few.warehouse, monkeypatch)
    content = lesson_files.register(before, Translator(language))
    again = small({"registre.xlsx": content})
    entry = again.entry("registre.xlsx")
    assert (entry["kind"], entry["rows_accepted"], entry["rows_rejected"]) == ("lessons", 4, 0)
    assert {issue["code"] for issue in entry["issues"]} <= {"sheet_ignored"}
    question = "FROM marts.lessons ORDER BY lesson_id"
    assert again.rows(question) == few.rows(question)
    assert len(few.rows(question)) == 4


def test_the_blank_template_is_the_one_of_the_command() -> None:
    for language, heading in (("fr", "Titre de la leçon"), ("en", "Lesson title")):
        sheet = load_workbook(io.BytesIO(lesson_book.blank(language))).worksheets[0]
        assert sheet.max_row == 2
        assert heading in [cell.value for cell in sheet[1]]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("audience", ["coordinator", "public"])
def test_without_a_lesson_the_page_says_how_to_tell_one(
    language: str, audience: str, coarse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", audience)
    screen = open_page(coarse, "lessons", lang=language)
    assert screen.failures == []
    assert ["template lessons" in info.value for info in screen.app.info] == [True]
    assert len(downloads(screen)) == 1
    assert foreign(screen, language) == {}
    assert lesson_match.found(opened(coarse, monkeypatch), *VIEW.values()) == {}


@pytest.mark.parametrize("audience", ["coordinator", "public"])
def test_beside_each_of_the_first_gaps_stand_lessons_of_its_service_with_why(
    audience: str,
    demo: Warehouse,
    demo_warehouse: Path,
    open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", audience)
    screen = open_page(demo_warehouse, "gaps", **VIEW)
    assert screen.failures == []
    found = lesson_match.found(demo, *VIEW.values())
    assert len(found) == 85
    register = lessons(demo).set_index("lesson_id")
    for matched in found.values():
        assert 1 <= len(matched) <= 3
        assert {register.loc[match.lesson.lesson_id, "service_code"] for match in matched} == {"psychosocial"}
    beside = [one.label for one in screen.app.expander if "leçons" in one.label]
    assert [label.partition(".")[0] for label in beside] == list(screen.table("Rang")["Rang"])
    assert len(beside) == 10
    shown = letters(screen.texts())
    assert "même service : Centre d'écoute psychosociale" in shown
    assert "zone enclavée, comme ici" in shown
    assert "Kits scolaires" not in shown


def test_where_no_lesson_speaks_of_the_service_nothing_is_drawn(few: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    assert few.warehouse is not None
    warehouse = opened(few.warehouse, monkeypatch)
    assert lesson_match.found(warehouse, "2025-09", "water", "adm2", "cod_v02") == {}
    near = lesson_match.found(warehouse, "2025-09", "school", "adm2", "cod_v02")
    _ = Translator("fr")
    # told of the whole prefecture of Ouaka: near in each of its sub-prefectures, and the same elsewhere without it
    assert plain_spaces(lesson_match.words(near["CF431"], warehouse, _)).endswith(
        "même service : École ou espace temporaire d'apprentissage ; dans la même préfecture"
    )
    assert [match.reasons for match in near["CF713"]] == [("service",)]
    assert lesson_match.words((), warehouse, _) == ""
