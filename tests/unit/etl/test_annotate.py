"""A partner's workbook comes back as it was, but for marked cells and one more sheet."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from etl import annotate
from etl.messages import catalogue, proposal, say
from tests.factories import delimited

FRENCH = [
    "Fichier",
    "Feuille",
    "Ligne",
    "Colonne",
    "Valeur reçue",
    "Ce qui ne va pas",
    "Proposition",
    "Suite donnée",
]
HOW_TO_COUNT = "Écrivez un nombre entier, sans texte ni signe ; laissez vide ce qui est inconnu."
HATCHED, PLAIN = ("lightUp", "FFC00000", "FFF8CBAD"), ("solid", "FFFFE699", "00000000")


def problem(code: str, row: int | None, position: int | None, value: str | None = None, **more: str) -> dict:
    sentence = say(code, "fr", value or "", "CF431")
    given = {"sheet": "4W", "row": row, "position": position, "heading": "Colonne", "value": value, "code": code}
    return given | {"message": sentence, "proposal": proposal(code, "fr", "CF431")} | more


def look(cell: object) -> tuple[str, str, str]:
    return cell.fill.fill_type, cell.fill.fgColor.rgb, cell.fill.bgColor.rgb


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A 4W with a title over merged cells, a width, a bold heading, a formula, a comment and a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "4W"
    sheet["A1"] = "Titre"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = "Organisation", "Cible", "Total"
    sheet["A2"].font = Font(bold=True, color="FF0000FF")
    sheet["A3"], sheet["B3"], sheet["C3"] = "ACF", -5, "=B3*2"
    sheet["A4"] = "UNICEF"
    sheet.merge_cells("A4:A5")
    sheet["B4"] = "x"
    sheet["B4"].comment = Comment("Note du partenaire", "Awa")
    sheet["B6"] = "=cmd|' /C calc'!A0"
    sheet["B6"].data_type = "s"
    sheet.column_dimensions["B"].width = 42
    other = book.create_sheet("Listes")
    other["A1"] = "Santé"
    other["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    other.sheet_state = "hidden"
    path = tmp_path / "4w.xlsx"
    book.save(path)
    return path


def annotated(source: Path, problems: list[dict], language: str = "fr") -> tuple[Workbook, bool]:
    target = source.with_name("rendu.xlsx")
    is_whole = annotate.annotate(source, target, source.name, problems, language)
    return load_workbook(target), is_whole


def test_the_workbook_keeps_its_formatting_its_formulas_and_its_sheets(received: Path) -> None:
    book, is_whole = annotated(received, [problem("count_negative", 3, 1, "-5")])
    assert is_whole
    assert book.sheetnames == ["4W", "Listes", "Erreurs"]
    sheet = book["4W"]
    assert sheet["C3"].value == "=B3*2"
    assert sheet["C3"].data_type == "f"
    assert sheet["B3"].value == -5
    assert sheet["A2"].font.bold
    assert sheet["A2"].font.color.rgb == "FF0000FF"
    assert sheet.column_dimensions["B"].width == 42
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A4:A5"]
    assert book["Listes"].sheet_state == "hidden"
    assert book["Listes"]["A1"].fill.fgColor.rgb == "FF00FF00"
    assert book.active.title == "Erreurs"


def test_rejected_cells_are_hatched_and_remarked_cells_are_plain(received: Path) -> None:
    book, _ = annotated(
        received,
        [
            problem("count_negative", 3, 1, "-5"),
            problem("date_unreadable", 4, 1, "x"),
            problem("column_unknown", None, None),
        ],
    )
    sheet = book["4W"]
    assert look(sheet["B3"]) == HATCHED
    assert look(sheet["B4"]) == PLAIN
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fill_type} == {"B3", "B4"}


def test_the_comment_says_what_is_wrong_and_how_to_mend_it(received: Path) -> None:
    book, _ = annotated(received, [problem("count_negative", 3, 1, "-5"), problem("sector_missing", 3, 1)])
    comment = book["4W"]["B3"].comment
    assert comment.author == "Maillage"
    assert comment.text == (
        f"Nombre négatif : -5. {HOW_TO_COUNT}\n"
        "Aucun secteur sur cette ligne. Écrivez le nom d'un secteur du gabarit (python -m etl template)."
    )


def test_in_english_the_comment_and_the_sheet_are_in_english(received: Path) -> None:
    given = problem("count_negative", 3, 1, "-5") | {
        "message": say("count_negative", "en", "-5"),
        "proposal": proposal("count_negative", "en"),
    }
    book, _ = annotated(received, [given], "en")
    assert book["4W"]["B3"].comment.text == (
        "Negative number: -5. Write a whole number, without text or sign; leave blank what is unknown."
    )
    assert [cell.value for cell in book["Errors"][1]] == [
        "File", "Sheet", "Row", "Column", "Value received", "What is wrong", "Proposal", "Outcome",
    ]  # fmt: skip
    assert book["Errors"]["H2"].value == "row rejected"


def test_the_comment_of_the_partner_stays_below_ours(received: Path) -> None:
    book, _ = annotated(received, [problem("count_unreadable", 4, 1, "x")])
    assert book["4W"]["B4"].comment.text == (
        f"« x » n'est pas un nombre entier. {HOW_TO_COUNT}\n———\nNote du partenaire"
    )


def test_a_problem_within_merged_cells_is_marked_on_the_first_of_them(received: Path) -> None:
    book, _ = annotated(received, [problem("organisation_missing", 5, 0)])
    assert look(book["4W"]["A4"]) == HATCHED
    assert book["4W"]["A4"].comment.text == "Aucune organisation sur cette ligne. Indiquez qui fait l'activité."


def test_the_list_names_every_problem_and_its_outcome(received: Path) -> None:
    book, _ = annotated(
        received,
        [problem("column_unknown", None, None, "Couleur", heading="Couleur"), problem("count_negative", 3, 1, "-5")],
    )
    assert [[cell.value for cell in row] for row in book["Erreurs"]] == [
        FRENCH,
        ["4w.xlsx", "4W", None, "Couleur", "Couleur", say("column_unknown", "fr", "Couleur"), None, "pour information"],
        ["4w.xlsx", "4W", 3, "Colonne", "-5", "Nombre négatif : -5.", HOW_TO_COUNT, "ligne rejetée"],
    ]
    assert look(book["Erreurs"]["H3"]) == HATCHED
    assert book["Erreurs"].freeze_panes == "A2"
    assert book["Erreurs"].auto_filter.ref == "A1:H3"


def test_a_workbook_without_fault_says_so(received: Path) -> None:
    book, _ = annotated(received, [])
    assert [row[0].value for row in book["Erreurs"]] == ["Fichier", "Aucune erreur ni remarque."]


@pytest.mark.parametrize("value", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "#N/A"])
def test_no_value_becomes_a_formula(received: Path, value: str) -> None:
    book, _ = annotated(received, [problem("sector_unknown", 3, 0, value, heading=value, sheet=value)])
    cells = [cell for row in book["Erreurs"] for cell in row]
    assert [cell for cell in cells if cell.data_type in ("f", "e")] == []
    assert book["Erreurs"]["E2"].value.strip() == value.strip()
    assert book["Erreurs"]["E2"].quotePrefix == (value != "#N/A")
    assert book["4W"]["B6"].value == "=cmd|' /C calc'!A0"
    assert book["4W"]["B6"].data_type == "s"


def test_control_characters_and_endless_values_are_cut(received: Path) -> None:
    book, _ = annotated(received, [problem("sector_unknown", 3, 0, "a\x00b" + "c" * 50_000)])
    assert book["Erreurs"]["E2"].value == "ab" + "c" * 197 + "…"
    assert len(book["4W"]["A3"].comment.text) < 700


def test_a_mended_workbook_comes_back_without_its_old_marks(received: Path) -> None:
    problems = [problem("count_negative", 3, 1, "-5"), problem("count_unreadable", 4, 1, "x")]
    annotate.annotate(received, received, received.name, problems, "fr")
    book, _ = annotated(received, [], "en")
    assert book.sheetnames == ["4W", "Listes", "Errors"]
    assert book["4W"]["B3"].comment is None
    assert book["4W"]["B3"].fill.fill_type is None
    assert book["4W"]["B4"].comment.text == "Note du partenaire"


def test_a_partners_own_sheet_of_errors_is_kept(received: Path) -> None:
    book = load_workbook(received)
    book.create_sheet("Erreurs")["A1"] = "à moi"
    book.save(received)
    again, _ = annotated(received, [])
    assert again.sheetnames == ["4W", "Listes", "Erreurs", "Erreurs1"]
    assert again["Erreurs"]["A1"].value == "à moi"


def test_a_csv_comes_back_as_a_workbook_of_text(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(delimited([["Organisation", "Cible"], ["=1+1", "007"]]))
    book, is_whole = annotated(source, [problem("count_unreadable", 2, 1, "007", sheet="")])
    assert is_whole
    assert book.sheetnames == ["Données", "Erreurs"]
    assert [[(cell.value, cell.data_type) for cell in row] for row in book["Données"]] == [
        [("Organisation", "s"), ("Cible", "s")], [("=1+1", "s"), ("007", "s")],
    ]  # fmt: skip
    assert look(book["Données"]["B2"]) == HATCHED


def test_a_workbook_that_cannot_be_kept_comes_back_as_its_cells_and_says_so(
    received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise ValueError("a form that openpyxl does not know")

    with monkeypatch.context() as patch:
        patch.setattr(annotate, "load_workbook", refuse)
        is_whole = annotate.annotate(received, received.with_name("rendu.xlsx"), "4w.xlsx", [], "fr")
    assert not is_whole
    book = load_workbook(received.with_name("rendu.xlsx"))
    assert book["4W"]["A3"].value == "ACF"
    assert book["Listes"].sheet_state == "hidden"


def test_a_disk_that_refuses_leaves_no_half_of_a_workbook(received: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(annotate.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        annotate.annotate(received, received.with_name("rendu.xlsx"), "4w.xlsx", [], "fr")
    assert [path.name for path in received.parent.iterdir()] == ["4w.xlsx"]


@pytest.mark.parametrize(
    "code", [code for code, text in catalogue().items() if text.get("outcome") == "rejected" and "mend" not in text]
)
def test_what_rejects_a_row_says_how_to_mend_it(code: str) -> None:
    """Where no second sentence does, its own asks for something, or says what may stand there."""
    says_what_may_stand_there = {"period_missing", "year_missing", "phase_unknown"}
    assert re.search(r"\w+ez\b", say(code, "fr")) or code in says_what_may_stand_there
