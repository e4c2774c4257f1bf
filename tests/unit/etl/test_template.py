"""The blank workbooks load through the door that they are made for."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from etl import template
from etl.check import Checked, check
from etl.commands import main
from etl.commands.template import KINDS
from etl.extract import ReadingProcess
from etl.headings import fold, labels, role_of_tag
from etl.load import STAGING_KINDS
from etl.messages import LANGUAGES
from tests.conftest import hasten, silent

IN_BOTH = [(kind, language) for kind in KINDS for language in LANGUAGES]
each_template = pytest.mark.parametrize(("kind", "language"), IN_BOTH)


def filled(path: Path, rows: list[dict[str, str]], kind: str, language: str) -> Path:
    """The template with rows by role, from row 3, as somebody would type them."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=3):
        for position, column in enumerate(template.columns(kind), start=1):
            text = row.get(column["role"], template.example(column, language))
            sheet.cell(number, position).value = int(text) if text.isdigit() else text or None
    book.save(path)
    return path


@pytest.fixture(scope="module")
def checks(drawn: tuple, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """What is said of all templates of a language, each filled with its example, sent together."""
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        return {language: check(examples(tmp_path_factory.mktemp(language), language), language, silent)
                for language in LANGUAGES}  # fmt: skip


def examples(folder: Path, language: str) -> list[Path]:
    return [
        filled(template.write(kind, language, folder), [{}], kind, language).rename(folder / f"{kind}.xlsx")
        for kind in KINDS
    ]


@each_template
def test_a_template_filled_with_its_example_loads_without_loss(
    checks: dict[str, Checked], kind: str, language: str
) -> None:
    (entry,) = [entry for entry in checks[language].report["files"] if entry["file"] == f"{kind}.xlsx"]
    assert (entry["kind"], entry["rows_received"], entry["rows_accepted"], entry["rows_rejected"]) == (kind, 1, 1, 0)
    assert {issue["code"] for issue in entry["issues"]} <= {"sheet_ignored", "organisation_new"}
    assert [column["role"] for column in entry["columns"]] == [column["role"] for column in template.columns(kind)]
    assert {column["confidence"] for column in entry["columns"]} == {1.0}
    assert checks[language].is_clean


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_places_sectors_and_types_is_known_to_the_loader(
    quick_builds: None, tmp_path: Path, language: str
) -> None:
    codes = template.choices("adm2_codes", language)
    names = {"adm1_code": "", "adm1_name": "", "adm2_name": ""}
    rows = [names | {"adm2_code": code} for code in codes]
    rows += [names | {"adm2_code": "", "adm2_name": name} for name in template.choices("adm2_names", language)]
    rows += [names | {"adm2_code": "", "adm1_name": name} for name in template.choices("adm1_names", language)]
    rows += [names | {"adm2_code": "", "adm1_code": code} for code in template.choices("adm1_codes", language)]
    sectors = template.choices("sectors", language)
    rows += [{"sector": sector, "subsector": sector} for sector in sectors]
    path = filled(template.write("activities", language, tmp_path), rows, "activities", language)
    entry = check([path], language, silent).report["files"][0]
    assert (len(codes), len(sectors), len(rows)) == (85, 18, 85 + 85 + 20 + 20 + 18)
    assert (entry["rows_accepted"], entry["rows_rejected"]) == (len(rows), 0)
    codes_said = {issue["code"] for issue in entry["issues"]}
    assert codes_said <= {"sheet_ignored", "organisation_new", "duplicate_row"}


@each_template
def test_headings_stand_over_tags_that_do_not_contradict_them(tmp_path: Path, kind: str, language: str) -> None:
    sheet = load_workbook(template.write(kind, language, tmp_path)).worksheets[0]
    for position, column in enumerate(template.columns(kind), start=1):
        heading, tag = sheet.cell(1, position).value, sheet.cell(2, position).value
        assert labels(kind)[fold(heading)] == column["role"], heading
        # A tag alone cannot tell who receives a referral, or a visit from a report: the heading does.
        spare = {"to_organisation": "organisation", "verified_date": "period"}.get(column["role"])
        assert role_of_tag(kind, tag)[0] in (column["role"], spare, None), tag
    assert sheet.max_row == 2


def validations(book: Workbook) -> dict[str, list[str]]:
    """The choices offered in each column, under its heading, read through the hidden sheet."""
    sheet = book.worksheets[0]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            name, _, area = rule.formula1.rpartition("!")
            cells = book[name.strip("'")][area.replace("$", "")]
            assert str(rule.sqref).endswith("5002")
            offered[sheet.cell(1, sheet[str(rule.sqref)][0][0].column).value] = [cell.value for (cell,) in cells]
    return offered


def test_choices_are_offered_from_a_hidden_sheet(tmp_path: Path) -> None:
    book = load_workbook(template.write("activities", "fr", tmp_path))
    assert book.sheetnames == ["4W", "Lisez-moi", "Listes"]
    assert book["Listes"].sheet_state == "hidden"
    offered = validations(book)
    assert set(offered) == {
        "Type d'organisation", "Secteur", "Sous-secteur", "Statut", "Préfecture", "P-code préfecture",
        "Sous-préfecture", "P-code sous-préfecture", "Présence physique", "Modalité",
    }  # fmt: skip
    assert offered["Statut"] == ["En cours", "Achevé", "Suspendu", "Planifié"]
    assert offered["Présence physique"] == ["Oui", "Non"]
    assert len(offered["Préfecture"]) == 20
    assert "Protection de l'enfance" in offered["Secteur"]


def test_sex_and_age_are_offered_with_the_unknown_apart(tmp_path: Path) -> None:
    offered = validations(load_workbook(template.write("case_counts", "en", tmp_path)))
    assert offered["Sex"] == ["Girls", "Boys", "Unknown"]
    assert offered["Age group"] == ["0-4", "5-11", "12-17", "Unknown"]
    assert offered["Disability"] == ["Yes", "No", "Unknown"]


@each_template
def test_each_column_is_explained_in_one_sentence(tmp_path: Path, kind: str, language: str) -> None:
    page = load_workbook(template.write(kind, language, tmp_path))[{"fr": "Lisez-moi", "en": "Read me"}[language]]
    explained = {page.cell(row, 1).value: page.cell(row, 2).value for row in range(6, page.max_row + 1)}
    assert list(explained) == [column[language] for column in template.columns(kind)]
    assert all(sentence.endswith(".") and len(sentence) < 120 for sentence in explained.values())


def test_the_month_is_text_so_that_excel_leaves_it_as_it_is_typed(tmp_path: Path) -> None:
    sheet = load_workbook(template.write("activities", "fr", tmp_path)).worksheets[0]
    assert sheet.column_dimensions["A"].number_format == "@"
    hint = next(rule.prompt for rule in sheet.data_validations.dataValidation if str(rule.sqref) == "A3:A5002")
    assert hint.endswith("Exemple : mars 2025")


@each_template
def test_every_list_speaks_both_languages_at_equal_length(kind: str, language: str) -> None:
    for column in template.columns(kind):
        if "list" in column:
            assert len(template.choices(column["list"], language)) == len(template.choices(column["list"], "fr"))
            assert all(isinstance(text, str) for text in template.choices(column["list"], language))


def test_the_kinds_are_those_of_the_loader() -> None:
    assert KINDS == STAGING_KINDS
    assert tuple(template.templates()["kinds"]) == KINDS


def test_the_command_says_where_the_workbook_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["template", "case_counts", "--lang", "en", "--out", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "template_case_counts.xlsx").exists()
    assert "Blank workbook written:" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["template", "case_counts", "--out", str(tmp_path / "file")]) == 1
    assert "Écriture impossible dans" in capsys.readouterr().err


def test_a_kind_that_does_not_exist_is_misspelt(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["template", "enfants", "--out", str(tmp_path)])
    assert "à revoir : enfants" in capsys.readouterr().err
