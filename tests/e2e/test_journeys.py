"""What readers do: follow a link, choose, go back, change language, share, take a file away."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

FRENCH_LINK = "/couverture?sector=HEA&level=adm1&scheme=cod_v01&period=2022-Q1"
FRENCH_MENU = [
    "Aperçu", "Fiche préfecture",
    "Couverture", "Écarts", "Annuaire", "Acteurs", "Accès", "Implantation", "Zones enclavées",
    "Parcours", "Référencement", "Gestion des cas",
    "Indicateurs", "Multisectoriel", "Preuves", "Leçons", "Suivi du plan", "Engagements",
    "Données", "Harmoniser", "Méthode",
]  # fmt: skip
WANTED = {"sector": "HEA", "level": "adm1", "scheme": "cod_v01", "period": "2022-Q1"}


def test_the_first_visitor_of_a_cold_server_follows_a_french_link(
    real_warehouse: Path, serve: Callable[[Path, Path], str], visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit(serve(real_warehouse, tmp_path / "cold.log"), FRENCH_LINK)
    assert visitor.title == "Où manquent les acteurs ?"
    assert visitor.language == "fr"
    assert visitor.filters() == ["T1 2022", "Santé", "Préfectures", "2015 (17/72)"]
    assert (visitor.path, visitor.query) == ("/couverture", WANTED)
    assert visitor.menu() == FRENCH_MENU
    assert len(visitor.areas()) == 17
    # The first click of the first visitor counts.
    visitor.choose("Secteur", "Nutrition")
    assert visitor.eventually(lambda: visitor.query["sector"], "NUT".__eq__) == "NUT"


def test_choosing_switching_going_back_and_reloading_keep_the_view(
    demo_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(demo_server, "/couverture?period=2025-Q1&sector=EDU&level=adm1&scheme=cod_v02")
    education = visitor.areas()

    visitor.choose("Secteur", "Santé")
    health = visitor.eventually(visitor.areas, lambda rows: rows != education)
    assert health != education
    assert visitor.query == {"period": "2025-Q1", "sector": "HEA", "level": "adm1", "scheme": "cod_v02"}

    visitor.speak("English")
    assert visitor.eventually(lambda: visitor.title, "Where are actors missing?".__eq__) == "Where are actors missing?"
    visitor.settle()
    assert visitor.filters() == ["Q1 2025", "Health", "Prefectures", "2021 law (20/85)"]
    assert [row[-1] for row in visitor.areas("en")] == [row[-1] for row in health]
    assert visitor.query == {"period": "2025-Q1", "sector": "HEA", "level": "adm1", "scheme": "cod_v02", "lang": "en"}
    assert visitor.eventually(lambda: visitor.language, "en".__eq__) == "en"

    visitor.page.go_back()
    assert visitor.eventually(lambda: visitor.title, "Où manquent les acteurs ?".__eq__) == "Où manquent les acteurs ?"
    assert visitor.eventually(lambda: visitor.settle().areas(), health.__eq__) == health
    assert visitor.eventually(visitor.menu, FRENCH_MENU.__eq__) == FRENCH_MENU

    visitor.page.go_back()
    assert visitor.eventually(lambda: visitor.settle().areas(), education.__eq__) == education
    assert visitor.query["sector"] == "EDU"
    assert visitor.filters()[1] == "Éducation"

    visitor.page.go_forward()
    assert visitor.eventually(lambda: visitor.settle().areas(), health.__eq__) == health

    visitor.page.reload()
    visitor.settle()
    assert visitor.areas() == health
    assert visitor.query["sector"] == "HEA"

    friend = visit(demo_server, visitor.page.url.removeprefix(demo_server))
    assert friend.areas() == health
    assert friend.filters() == ["T1 2025", "Santé", "Préfectures", "Loi de 2021 (20/85)"]


def test_the_menu_keeps_language_and_filters(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, "/couverture?lang=en&sector=HEA&level=adm1")
    before = visitor.areas("en")
    visitor.follow("Data and method", "Method")
    assert visitor.eventually(lambda: visitor.title, "What do the figures mean?".__eq__) == "What do the figures mean?"
    assert visitor.path == "/methode"
    visitor.settle()
    visitor.follow("Services", "Coverage")
    assert visitor.eventually(lambda: visitor.title, "Where are actors missing?".__eq__) == "Where are actors missing?"
    visitor.settle()
    assert visitor.eventually(lambda: visitor.query, lambda query: len(query) == 3) == {
        "lang": "en",
        "sector": "HEA",
        "level": "adm1",
    }
    assert visitor.areas("en") == before


def test_the_overview_leads_to_the_map_in_the_same_language(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, "/?lang=en")
    visitor.page.get_by_role("link", name="Open the coverage map").click()
    assert visitor.eventually(lambda: visitor.title, "Where are actors missing?".__eq__) == "Where are actors missing?"
    assert visitor.path == "/couverture"


def test_an_unknown_code_of_a_link_is_told(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, "/couverture?sector=XXX")
    told = visitor.page.inner_text('[data-testid="stMain"] [data-testid="stAlert"]')
    assert told.startswith("Le lien demande une valeur qui n'est pas chargée (Secteur)")
    assert visitor.filters()[1] == "Protection"


def test_the_first_page_answers_at_its_own_name_too_and_an_unknown_address_says_so_in_french(
    demo_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(demo_server, "/apercu")
    assert visitor.title == "Qu'est-ce qui est chargé, et que manque-t-il ?"
    visitor = visit(demo_server, "/nulle-part")
    assert visitor.title == "Cette page n'existe pas"
    assert visitor.page.locator('[role="dialog"]').count() == 0
    assert visitor.menu() == FRENCH_MENU
    visitor.speak("English")
    assert visitor.eventually(lambda: visitor.title, "No such page".__eq__) == "No such page"
    visitor.follow("Services", "Coverage")
    assert visitor.eventually(lambda: visitor.title, "Where are actors missing?".__eq__) == "Where are actors missing?"


def downloaded(visitor: Visitor, label: str) -> tuple[str, bytes]:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=label).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def number(cell: str) -> int | None:
    """A number as the page writes it; None where it says that it knows none."""
    digits = re.sub(r"[\s,]", "", cell)
    return int(digits) if digits.isdecimal() else None


def test_the_files_hold_what_the_page_shows(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, "/couverture?sector=HEA&level=adm2&scheme=cod_v02&period=2022-Q1")
    shown = [(row[-1], row[1], row[4], number(row[2]), number(row[3])) for row in visitor.areas()]
    assert len(shown) == 85
    assert sum(organisations is None for *_, organisations, _ in shown) == 24

    name, content = downloaded(visitor, "Télécharger en CSV")
    assert name == "maillage_hea_2022-q1_adm2_cod_v02.csv"
    headings, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert headings[:6] == ["P-code", "Sous-préfecture", "Préfecture", "Organisations", "État", "Enfants (0-18 ans)"]
    assert [(row[0], row[1], row[2], number(row[3]), number(row[5])) for row in rows] == shown
    facts = dict(zip(headings[6:], rows[0][6:], strict=True))
    assert facts["Période"] == "T1 2022 (2022-Q1)"
    assert facts["Secteur"] == "Santé (HEA)"
    assert "Nature des données" not in facts

    name, content = downloaded(visitor, "Télécharger en XLSX")
    assert name == "maillage_hea_2022-q1_adm2_cod_v02.xlsx"
    cells = [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    top = next(place for place, row in enumerate(cells) if row[0] == "P-code")
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in cells[top + 1 :]] == shown
    assert ["Période", "T1 2022 (2022-Q1)"] in [row[:2] for row in cells[:top]]


def test_a_file_of_the_demonstration_says_that_it_is_fictitious_and_has_its_tags(
    demo_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(demo_server, "/couverture?lang=en&sector=HEA&level=adm1&scheme=cod_v02&period=2025-Q1")
    visitor.page.get_by_text("HXL tag row").click()
    visitor.page.wait_for_selector('[data-testid="stCheckbox"] input:checked', state="attached")
    visitor.settle()
    name, content = downloaded(visitor, "Download CSV")
    assert name == "maillage_fictif_hea_2025-q1_adm1_cod_v02.csv"
    headings, tags, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert tags[:5] == ["#adm1+code", "#adm1+name", "#org+num", "#status", "#population+children"]
    assert {row[headings.index("Nature of the data")] for row in rows} == {"FICTITIOUS DATA – demonstration"}
    assert [row[0] for row in rows] == [row[-1] for row in visitor.areas("en")]
