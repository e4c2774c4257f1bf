"""Engagements: one line a promise for the coordination, an organisation's own on its page, and nothing for others."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.figures.printed_sheet import printed_sheet
from dashboard.language import Translator
from dashboard.roles import COORDINATOR, ORGANISATION, Reader
from dashboard.ui import commitments, identity
from dashboard.ui.navigation import PAGES
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built

OWN = "siriri-fic"


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_there_is_one_line_a_promise_and_late_is_said(
    language: str, demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "commitments", lang=language)
    assert screen.failures == []
    table = screen.table("Organisation")
    ((number, late),) = demo_build.rows("SELECT count(*), count(*) FILTER (is_late) FROM marts.commitments")
    assert len(table) == number == 60
    state = table[{"fr": "État", "en": "State"}[language]]
    assert state.str.contains({"fr": "en retard", "en": "late"}[language]).sum() == late > 0
    assert (state.str.startswith("**") == state.str.contains({"fr": "en retard", "en": "late"}[language])).all()


def test_one_organisation_s_promises_alone_and_its_sheet(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "commitments", promised_by=OWN)
    assert screen.failures == []
    assert set(screen.table("Organisation")["Organisation"]) == {"SIRIRI\\-FIC"}
    late = open_page(demo_warehouse, "commitments", promise="late")
    assert late.table("Organisation")["État"].str.contains("en retard").all()
    found = commitments.narrowed(queries.commitments(demo), OWN, "all")
    sheet = commitments.sheet_of(found, "SIRIRI-FIC", demo, date(2026, 11, 22), Translator("fr"))
    assert [len(table.rows) for table in sheet.tables] == [len(found)]
    html = printed_sheet(sheet).decode()
    assert "Engagements : SIRIRI-FIC" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert set(re.findall(r"\b[A-Z]+-FIC\b", html)) == {"SIRIRI-FIC"}


def test_the_file_has_the_same_lines_and_is_not_for_publication(demo: Warehouse) -> None:
    found = queries.commitments(demo)
    content = commitments.exported(found, "", demo, Translator("fr"))
    assert len(content.rows) == len(found)
    assert [row[7] for row in content.rows].count("en retard") == found["is_late"].sum()
    assert dict(content.facts)["À la date du"] == "1er octobre 2026"


def test_an_organisation_reads_its_own_on_its_page_and_has_no_page_of_all(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "reader_of", lambda _claims: Reader(ORGANISATION, OWN))
    screen = open_page(demo_warehouse, "own")
    assert screen.failures == []
    everybody = queries.commitments(demo)
    own = everybody[everybody["organisation_id"] == OWN]
    assert len(screen.table("Engagement")) == len(own) == 3
    assert set(screen.table("Engagement")["Engagement"]) == set(own["commitment"])
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(demo_warehouse, "commitments")


def test_only_the_coordination_is_offered_the_page() -> None:
    (entry,) = (entry for entry in PAGES if entry.file == "commitments")
    assert entry.readers == {COORDINATOR}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_promise_the_page_says_what_to_load(
    language: str, coarse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(coarse, "commitments", lang=language)
    assert screen.failures == []
    assert ["template commitments" in info.value for info in screen.app.info] == [True]
