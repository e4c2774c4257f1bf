"""Every page in both languages, on the demonstration and on the real 3W."""

import re
import shutil
import string
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.language import LOCALE, Translator
from tests.app.screen import Screen

TITLES = {
    ("overview", "fr"): "Qu'est-ce qui est chargé, et que manque-t-il ?",
    ("overview", "en"): "What is loaded, and what is missing?",
    ("coverage", "fr"): "Où manquent les acteurs ?",
    ("coverage", "en"): "Where are actors missing?",
    ("gaps", "fr"): "Où d'abord, et pourquoi ?",
    ("gaps", "en"): "Where first, and why?",
    ("actors", "fr"): "Qui fait quoi, où ?",
    ("actors", "en"): "Who does what, where?",
    ("directory", "fr"): "Qui rend quel service, où, et pour qui ?",
    ("directory", "en"): "Who provides what, where, and for whom?",
    ("evidence", "fr"): "Les lieux à activités conjointes diffèrent-ils de lieux semblables ?",
    ("evidence", "en"): "Do places with joint activities differ from similar ones?",
    ("multisector", "fr"): "Quels secteurs sont là où les enfants sont à risque, et qui travaille ensemble ?",
    ("multisector", "en"): "Which sectors are where children are at risk, and who works together?",
    ("plan", "fr"): "Le plan avance-t-il comme prévu ?",
    ("plan", "en"): "Is the plan on course?",
    ("commitments", "fr"): "Qui a promis quoi, et est-ce tenu ?",
    ("commitments", "en"): "Who promised what, and was it done?",
    ("data_quality", "fr"): "Peut-on se fier aux données ?",
    ("data_quality", "en"): "Can the data be trusted?",
    ("harmonise", "fr"): "Que veulent dire ces noms ?",
    ("harmonise", "en"): "What do these names mean?",
    ("method", "fr"): "Que veulent dire les chiffres ?",
    ("method", "en"): "What do the figures mean?",
}
BANNER = {
    "fr": "**Données fictives** – démonstration : aucun chiffre de cette page n'est réel.",
    "en": "**Fictitious data** – demonstration: no figure here is real.",
}
NO_WAREHOUSE = {
    "fr": "Aucune donnée n'est encore chargée. Lancez « make data » pour la démonstration, ou « python -m etl build ».",
    "en": "No data is loaded yet. Run “make data” for the demonstration, or “python -m etl build”.",
}
EVERY_PAGE = pytest.mark.parametrize(("page", "language"), sorted(TITLES))
WAREHOUSES = ("demo_warehouse", "real_warehouse", "without_4w", "coarse", "dirty")
# The columns that show the other language on purpose, or the sources in their own.
OTHER_LANGUAGE = ("English", "Français", "Source", "Licence", "File", "Sheet", "Fichier", "Feuille", "Site",
                  "Opening hours", "Ouverture", "Commitment", "Engagement")  # fmt: skip


def plain_spaces(text: str) -> str:
    return re.sub(r"\s", " ", text)


def pieces(text: str) -> set[str]:
    """The constant parts of a sentence that are long enough to be recognised."""
    parts = (part.strip(" .:;,()*") for part, _, _, _ in string.Formatter().parse(plain_spaces(text)))
    return {part for part in parts if len(part) > 3 and (" " in part or part == text)}


@cache
def only_in(language: str) -> set[str]:
    """The pieces of sentences that only one of the two languages says."""
    with (LOCALE / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = [message for message in read_po(file, locale="fr") if message.id]
    english, french = set[str](), set[str]()
    for message in messages:
        for ids, found in ((message.id, english), (message.string, french)):
            for text in (ids,) if isinstance(ids, str) else ids:
                found |= pieces(text)
    return english - french if language == "en" else french - english


@cache
def patterns_of(language: str) -> dict[str, re.Pattern[str]]:
    """Of each piece that only this language says, where it stands as words of its own."""
    return {piece: re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)") for piece in only_in(language)}


def foreign(screen: Screen, language: str) -> dict[str, str]:
    """The pieces of the other language that the page shows, each with the text that holds it."""
    other = "fr" if language == "en" else "en"
    texts = [plain_spaces(text) for text in screen.texts(without_columns=OTHER_LANGUAGE)]
    whole = "\n".join(texts)
    likely = {piece: pattern for piece, pattern in patterns_of(other).items() if piece in whole}
    return {piece: text for piece, pattern in likely.items() for text in texts if pattern.search(text)}


@EVERY_PAGE
@pytest.mark.parametrize("warehouse", WAREHOUSES)
def test_a_page_is_shown_without_fault_under_its_question_and_in_one_language(
    warehouse: str, page: str, language: str, open_page: Callable[..., Screen], request: pytest.FixtureRequest
) -> None:
    screen = open_page(request.getfixturevalue(warehouse), page, lang=language)
    assert screen.failures == []
    assert plain_spaces(screen.title) == TITLES[page, language]
    assert foreign(screen, language) == {}


def test_a_sentence_of_the_other_language_would_be_seen(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    french_page = open_page(demo_warehouse, "coverage", lang="fr")
    seen = foreign(french_page, "en")  # as if the page were meant to be English
    assert {"Zones sans acteur", "Secteur", "10 et plus", "Télécharger en CSV", "Choisir"} <= set(seen)
    seen = foreign(open_page(demo_warehouse, "coverage", lang="en"), "fr")
    assert {"Areas without actor", "Sector", "10 and more", "Download CSV", "Choose"} <= set(seen)


def test_what_is_loaded_adds_up_and_what_is_not_is_named(
    demo_warehouse: Path, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    for warehouse, kinds in ((demo_warehouse, 15), (real_warehouse, 1)):
        screen = open_page(warehouse, "overview", lang="en")
        loaded = screen.table("Source")
        (accepted,) = [figure.value for figure in screen.app.metric if figure.label == "Rows accepted"]
        assert sum(int(cell.replace(",", "")) for cell in loaded["Rows accepted"]) == int(accepted.replace(",", ""))
        assert len(loaded) == kinds
    said = [text.value for text in (*screen.app.info, *screen.app.caption) if text.value.startswith("Not loaded")]
    assert said[0] == "Not loaded yet: Service sites, Case management (aggregates), Referrals (aggregates)."
    assert said[1].startswith("Not loaded, and of use to some pages: Enclaved zones, Population received, Severity,")


@EVERY_PAGE
def test_fictitious_data_say_so_on_every_page(
    page: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    warnings = open_page(demo_warehouse, page, lang=language).warnings
    assert [plain_spaces(text) for text in warnings] == [BANNER[language]]


@EVERY_PAGE
def test_real_data_are_never_called_fictitious(
    page: str, language: str, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, page, lang=language)
    assert screen.warnings == []
    assert [text for text in screen.texts(("Français", "English")) if "DONNÉES FICTIVES" in text.upper()] == []


@EVERY_PAGE
def test_without_a_warehouse_the_page_says_what_to_do(
    page: str, language: str, tmp_path: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(tmp_path, page, lang=language)
    assert screen.failures == []
    assert [plain_spaces(info.value) for info in screen.app.info] == [NO_WAREHOUSE[language]]
    assert list(screen.app.title) == []


@pytest.mark.parametrize("page", ["overview", "coverage", "data_quality", "harmonise", "method"])
def test_a_page_is_french_where_no_language_is_asked_for_and_where_an_unknown_one_is(
    page: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    for query in ({}, {"lang": "sg"}, {"lang": ""}):
        assert plain_spaces(open_page(demo_warehouse, page, **query).title) == TITLES[page, "fr"]


@EVERY_PAGE
def test_the_browser_is_told_the_language_of_the_page(
    page: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, page, lang=language)
    (declared,) = [html.proto.body for html in screen.app.get("html") if "<script" in html.proto.body]
    assert declared == f"<script>document.documentElement.lang='{language}'</script>"


@EVERY_PAGE
def test_every_table_and_map_is_described_for_those_who_do_not_see_it(
    page: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, page, lang=language)
    described = [element.proto.alt for element in (*screen.app.get("table"), *screen.app.get("deck_gl_json_chart"))]
    assert all(described)
    fewer = {"harmonise": 0, "directory": 1, "commitments": 1, "evidence": 1, "multisector": 1}
    assert len(set(described)) == len(described) >= fewer.get(page, 2)


def test_the_language_is_changed_by_its_button_and_the_page_stays(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "method")
    screen.app.sidebar.get("button_group")[0].set_value("en").run()
    assert (screen.title, screen.address) == (TITLES["method", "en"], {"lang": "en"})
    assert foreign(screen, "en") == {}


def test_the_language_follows_the_reader_to_another_page(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "overview", lang="en").go("method").go("coverage")
    assert (screen.title, screen.address) == (TITLES["coverage", "en"], {"lang": "en"})


def test_two_readers_have_each_their_own_language(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    french = open_page(demo_warehouse, "overview", lang="fr")
    english = open_page(demo_warehouse, "overview", lang="en")
    french.app.run()
    english.app.run()
    assert [plain_spaces(screen.title) for screen in (french, english)] == [
        TITLES["overview", "fr"],
        TITLES["overview", "en"],
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_build_is_shown_at_the_next_click_and_an_unreadable_one_is_told(
    language: str, tmp_path: Path, demo_warehouse: Path, coarse: Path, open_page: Callable[..., Screen]
) -> None:
    own = tmp_path / "own"
    shutil.copytree(coarse, own)
    screen = open_page(own, "overview", lang=language)
    assert screen.warnings == []
    shutil.copytree(demo_warehouse / "snapshots", own / "snapshots", dirs_exist_ok=True)
    shutil.copy(demo_warehouse / "CURRENT.json", own / "CURRENT.json")
    screen.app.run()
    assert [plain_spaces(text) for text in screen.warnings] == [BANNER[language]]
    (own / "CURRENT.json").write_text("{", encoding="utf-8")
    screen.app.run()
    told = Translator(language)(
        "The newest build cannot be read; the one before is shown. Publish again with “python -m etl build”."
    )
    assert [error.value for error in screen.app.error] == [told]
    assert [plain_spaces(text) for text in screen.warnings] == [BANNER[language]]
    assert screen.failures == []
