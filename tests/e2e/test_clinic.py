"""A coordinator drops workbooks, reads what is wrong, and takes them back marked."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.e2e.test_journeys import downloaded
from tests.e2e.visitor import Visitor
from tests.factories import activity, grid, workbook

pytestmark = pytest.mark.browser
CHECKED = 180_000  # milliseconds: a check gives way to everything else that a loaded machine does
DROP = '[data-testid="stFileUploaderDropzoneInput"]'
ENGLISH_OF_STREAMLIT = ("Upload", "per file", "Drag and drop", "Browse")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two workbooks of the 4W, one with an unknown sector in row 3; and a list of children."""
    wrong = grid([activity(), activity(sector="Secteur lunaire"), activity(activity="=1+1", period="2022-04")])
    children = [["Nom de l'enfant", "Âge", "Sexe"], ["Awa", 3, "F"], ["Jean", 4, "M"], ["Ali", 9, "M"]]
    return [
        workbook(tmp_path / "4w mars.xlsx", {"4W": wrong}),
        workbook(tmp_path / "4w avril.xlsx", {"4W": grid([activity(period="2022-04")])}),
        workbook(tmp_path / "enfants.xlsx", {"Liste": children}),
    ]


def dropped(visitor: Visitor, files: list[Path] | dict) -> None:
    """Drop the files, and wait until the page shows them: a press of the button at that very instant sends none."""
    visitor.page.set_input_files(DROP, files)
    visitor.page.wait_for_selector('[data-testid="stFileChipName"]')


def checked(visitor: Visitor, files: list[Path], label: str = "Vérifier") -> list[list[str]]:
    """Drop the files, press the button, and give the table of counts."""
    dropped(visitor, files)
    visitor.page.get_by_role("button", name=label, exact=True).click()
    visitor.page.get_by_role("button", name="Vérifier d'autres classeurs").wait_for(timeout=CHECKED)
    visitor.settle()
    return visitor.table("dont remarques")


def test_workbooks_are_dropped_judged_and_taken_back_marked(
    demo_server: str, visit: Callable[..., Visitor], files: list[Path]
) -> None:
    visitor = visit(demo_server, "/donnees")
    zone = visitor.page.inner_text('[data-testid="stFileUploader"]')
    assert [word for word in ENGLISH_OF_STREAMLIT if word in zone] == []
    checked(visitor, files)
    counts = visitor.table("Classeur")[1:]
    assert [row[0] for row in counts] == ["4w mars.xlsx", "4w avril.xlsx", "enfants.xlsx"]
    assert [row[3:5] + row[6:7] for row in counts] == [["3", "2", "1"], ["1", "1", "0"], ["0", "0", "0"]]
    body = visitor.page.inner_text("body")
    assert "Secteur lunaire" in body
    assert "données personnelles (colonnes : Nom de l'enfant" in body.replace("\xa0", " ")
    assert "Awa" not in body

    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Classeur annoté").first.click()
    assert waiting.value.suggested_filename == "4w mars_verifie.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.sheetnames == ["4W", "Erreurs"]
    assert any(cell.comment for row in book["4W"].iter_rows(min_row=3, max_row=3) for cell in row)
    errors = [[cell for cell in row if cell] for row in book["Erreurs"].iter_rows(values_only=True)]
    (lunar,) = [row for row in errors if "Secteur lunaire" in row]
    assert lunar[0] == "4w mars.xlsx"
    assert 3 in lunar

    name, content = downloaded(visitor, "Tous les problèmes en CSV")
    assert name == "problemes.csv"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row[0] for row in rows[1:]} <= {"4w mars.xlsx", "4w avril.xlsx", "enfants.xlsx"}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []

    name, content = downloaded(visitor, "Tout en ZIP")
    assert name == "classeurs_verifies.zip"
    inside = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert inside == ["4w mars_verifie.xlsx", "4w avril_verifie.xlsx", "problemes.csv"]


def test_the_results_are_there_when_one_comes_back_and_gone_when_one_lets_them_go(
    demo_server: str, visit: Callable[..., Visitor], files: list[Path]
) -> None:
    visitor = visit(demo_server, "/donnees")
    checked(visitor, files[:1])
    visitor.follow("Données et méthode", "Méthode")
    visitor.eventually(lambda: visitor.title, "Que veulent dire les chiffres ?".__eq__)
    visitor.follow("Données et méthode", "Données")
    visitor.eventually(lambda: visitor.title, "Peut-on se fier aux données ?".__eq__)
    visitor.settle()
    assert len(visitor.table("dont remarques")) == 2
    visitor.page.get_by_role("button", name="Vérifier d'autres classeurs").click()
    visitor.page.wait_for_selector(DROP, state="attached")
    # what the former run drew stays until the new one has ended
    visitor.eventually(lambda: "4w mars" in visitor.page.inner_text("body"), False.__eq__)


def test_a_hostile_name_is_only_text(demo_server: str, visit: Callable[..., Visitor], files: list[Path]) -> None:
    visitor = visit(demo_server, "/donnees")
    hostile = {
        "name": "..\\..\\<img src=x onerror=alert(1)>\u202ecod.xlsx",
        "mimeType": "",
        "buffer": files[0].read_bytes(),
    }
    dropped(visitor, hostile)
    visitor.page.get_by_role("button", name="Vérifier", exact=True).click()
    visitor.page.get_by_role("button", name="Vérifier d'autres classeurs").wait_for(timeout=CHECKED)
    assert visitor.table("Classeur")[1][0] == "_img src=x onerror=alert(1)_ cod.xlsx"
    assert visitor.page.locator("img[src='x']").count() == 0
