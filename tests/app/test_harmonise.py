"""Harmoniser: what spellings may mean, decided once and undone."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.screen import Screen
from tests.factories import activity, grid

TITLES = {"fr": "Que veulent dire ces noms\u00a0?", "en": "What do these names mean?"}


@pytest.fixture(scope="module")
def misspelt(small: Callable) -> Path:
    """Bambari misspelt twice, UNICEF once, and a place that is like none."""
    coded = {"adm1_code": "", "adm2_code": ""}
    rows = [
        activity(adm2_name="Bambary", **coded),
        activity(adm2_name="Bambary", sector="Éducation", **coded),
        activity(adm2_name="Grimary", **coded),
        activity(adm2_name="Zzzzzzzzzzzzzz", **coded),
        activity(organisation="Unisef", activity="Écoute"),
    ]
    return small({"4w.xlsx": {"4W": grid(rows)}}).warehouse


@pytest.fixture
def page(misspelt: Path, tmp_path: Path, open_page: Callable[..., Screen]) -> Callable[[str], Screen]:
    """The page on a warehouse of its own, so that one test's decisions are not another's."""
    warehouse = tmp_path / "warehouse"
    warehouse.mkdir()
    (warehouse / "snapshots").symlink_to(misspelt / "snapshots")
    (warehouse / "CURRENT.json").write_bytes((misspelt / "CURRENT.json").read_bytes())
    return lambda language: open_page(warehouse, "harmonise", lang=language)


def asked(screen: Screen) -> list[str]:
    """The spellings, places first."""
    return [text.value.strip("*") for text in screen.app.markdown if text.value.startswith("**")]


def decided(tmp_path: Path) -> list[tuple[str, str, str]]:
    with (tmp_path / "warehouse" / "memory" / "aliases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["target"], row["verdict"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_spelling_is_asked_once_those_of_most_rows_first(page: Callable[[str], Screen], language: str) -> None:
    screen = page(language)
    assert (screen.title, screen.failures) == (TITLES[language], [])
    assert asked(screen) == ["Bambary", "Grimary", "Unisef"]
    first = screen.app.main.selectbox[0]
    assert first.options[0].startswith("Bambari (CF431)")
    assert first.options[0].endswith({"fr": "86\u202f%", "en": "86 % alike"}[language])


def test_an_accepted_spelling_is_asked_no_more_and_stands_in_the_log(
    page: Callable[[str], Screen], tmp_path: Path
) -> None:
    screen = page("fr")
    screen.app.button(key="accept:place:0:Bambary").click().run()
    assert screen.failures == []
    assert asked(screen) == ["Grimary", "Unisef"]
    assert decided(tmp_path) == [("Bambary", "CF431", "accepted")]
    assert next(message.value for message in screen.app.success).startswith("Retenu")


def test_a_spelling_whose_only_meaning_is_refused_is_asked_no_more(
    page: Callable[[str], Screen], tmp_path: Path
) -> None:
    screen = page("en")
    assert len(screen.app.main.selectbox[0].options) == 1
    screen.app.button(key="refuse:place:0:Bambary").click().run()
    assert decided(tmp_path) == [("Bambary", "CF431", "refused")]
    assert asked(screen) == ["Grimary", "Unisef"]


def test_the_last_decision_is_undone_and_the_question_comes_back(page: Callable[[str], Screen], tmp_path: Path) -> None:
    screen = page("fr")
    screen.app.button(key="accept:organisation:0:Unisef").click().run()
    assert asked(screen) == ["Bambary", "Grimary"]
    screen.app.button(key="harmonise_undo").click().run()
    assert asked(screen) == ["Bambary", "Grimary", "Unisef"]
    assert [verdict for _, _, verdict in decided(tmp_path)] == ["accepted", "undone"]
    assert list(screen.table("Quand (heure universelle)")["Décision"]) == ["annulée", "acceptée"]
