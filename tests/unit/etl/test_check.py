"""A check says what a build would say, publishes nothing, and gives the workbooks back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl import check as checking
from etl.check import Checked, NotAnnotated, check, targets, write_back
from etl.commands import main
from tests.conftest import silent
from tests.factories import Built, activity, delimited, grid, site, workbook

CHILDREN = [["Nom de l'enfant", "Organisation", "Secteur", "Préfecture"], ["Awa Zo", "ACF", "Santé", "Ouaka"]]


@pytest.fixture(autouse=True)
def here(quick_builds: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MAILLAGE_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def clean() -> Path:
    return workbook(Path("propre.xlsx"), {"4W": grid([activity()])})


@pytest.fixture
def lossy() -> Path:
    """Three rows: a good one, one without organisation (row 3), one whose place is in doubt (row 4)."""
    rows = [activity(), activity(organisation=""), activity(adm2_name="Bria")]
    sheet = [["", *row] for row in grid(rows)]  # the table begins in column B
    sheet[0][0:1] = [None]
    return workbook(Path("perdu.xlsx"), {"4W": sheet})


def checked(*paths: Path, language: str = "fr") -> Checked:
    return check(paths, language, silent)


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The exit code, and what is said on standard output and on standard error."""
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return status, said.out, " ".join(said.err.split())


def test_the_report_is_that_of_a_build_with_columns_besides(small: Callable[..., Built]) -> None:
    files = {
        "a.xlsx": {"4W": grid([activity(), activity(organisation="")]), "Sites": grid([site()])},
        "b.xlsx": b"%PDF",
    }
    built = small(files)
    folder = built.warehouse.parent / "sources"
    report = checked(*sorted(folder.iterdir())).report
    without = [{name: value for name, value in entry.items() if name != "columns"} for entry in report["files"]]
    assert {"files": without, "totals": report["totals"]} == built.report
    assert [[column["role"] for column in entry["columns"]] for entry in report["files"]] == [
        ["period", "organisation", "sector", "adm1_name", "adm1_code", "adm2_name", "adm2_code"],
        ["period", "organisation", "service", "site_name", "adm1_name", "adm1_code", "adm2_name", "adm2_code"],
        [],
    ]


def test_a_column_is_told_as_received_with_its_role_and_how_sure_that_is() -> None:
    rows = grid([activity()])
    path = workbook(Path("a.xlsx"), {"4W": [[*rows[0], "Couleur\npréférée"], [*rows[1], "bleu"]]})
    columns = checked(path).report["files"][0]["columns"]
    assert columns[0] == {"received": "Mois", "role": "period", "confidence": 1.0}
    assert columns[-1] == {"received": "Couleur préférée", "role": None, "confidence": 0.0}


def test_problems_know_their_cell(lossy: Path) -> None:
    problems = checked(lossy).files[0].problems
    assert [(problem.sheet, problem.row, problem.position, problem.heading, problem.code) for problem in problems] == [
        ("4W", 3, 2, "Organisation", "organisation_missing"),
        ("4W", 4, 6, "Sous-préfecture", "place_name_disagrees"),
    ]


def test_what_is_said_of_a_column_that_is_lacking_stands_in_the_first_cell_of_the_row() -> None:
    rows = [["Organisation", "Secteur", "Préfecture"], ["ACF", "Santé", "Ouaka"]]
    problems = checked(workbook(Path("sans_mois.xlsx"), {"4W": rows})).files[0].problems
    assert [(problem.row, problem.position, problem.code) for problem in problems] == [(2, 0, "period_missing")]


def test_a_workbook_comes_back_marked_from_the_command_line(capsys: pytest.CaptureFixture[str], lossy: Path) -> None:
    status, said, told = answer(capsys, "check", lossy, "--out", "rendus")
    assert status == 1
    assert said == ""
    assert "perdu.xlsx │ 4W │ 3 │ 2 │ 1 │ 1" in told
    assert "perdu.xlsx · 4W · ligne 3 : Aucune organisation sur cette ligne." in told
    assert told.endswith("Classeur annoté : rendus/perdu_verifie.xlsx")
    sheet = load_workbook("rendus/perdu_verifie.xlsx")["4W"]
    assert sheet["C3"].comment.text == "Aucune organisation sur cette ligne. Indiquez qui fait l'activité."
    assert sheet["C3"].fill.fill_type == "lightUp"
    assert sheet["G4"].fill.fill_type == "solid"
    assert not Path("warehouse").exists()


def test_in_english_the_workbook_comes_back_under_an_english_name(
    capsys: pytest.CaptureFixture[str], lossy: Path
) -> None:
    answer(capsys, "check", lossy, "--out", "back", "--lang", "en")
    book = load_workbook("back/perdu_checked.xlsx")
    assert book.sheetnames == ["4W", "Errors"]
    assert book["4W"]["C3"].comment.text == "No organisation on this row. Say who does the activity."


def test_the_answer_is_0_when_nothing_is_rejected_and_remarks_do_not_count(
    capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    assert answer(capsys, "check", clean)[0] == 0
    assert answer(capsys, "check", workbook(Path("b.xlsx"), {"4W": grid([activity(adm2_name="Bria")])}))[0] == 0


def test_the_answer_is_1_beside_a_file_that_is_missing_and_2_without_any_that_is_read(
    capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    status, _, told = answer(capsys, "check", "absent.xlsx", clean)
    assert status == 1
    assert "absent.xlsx : Ce fichier n'existe pas, ou c'est un dossier." in told
    Path("image.xlsx").write_bytes(b"\x89PNG")
    assert answer(capsys, "check", "absent.xlsx", "image.xlsx", "--out", "rendus")[0] == 2
    assert list(Path("rendus").iterdir()) == []


def test_the_json_is_written_to_a_file_or_alone_on_standard_output(
    capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    status, said, _ = answer(capsys, "check", clean, "--json", "-")
    assert status == 0
    report = json.loads(said)
    assert report["totals"] == {
        "files": 1, "rows_received": 1, "rows_accepted": 1, "rows_warned": 0, "rows_rejected": 0,
        "rows_seen": 2, "rows_not_data": 1,
    }  # fmt: skip
    assert answer(capsys, "check", clean, "--json", "r.json")[:2] == (0, "")
    assert json.loads(Path("r.json").read_text(encoding="utf-8")) == report
    assert answer(capsys, "check", clean, "--json", "nulle/part/r.json")[0] == 1


def test_a_file_with_personal_data_is_neither_given_back_nor_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(Path("enfants.xlsx"), {"Liste": CHILDREN, "4W": grid([activity(organisation="")])})
    status, said, told = answer(capsys, "check", path, "--out", "rendus", "--json", "-")
    assert status == 1
    assert "« enfants.xlsx » n'est pas rendu : il contient des données personnelles." in told
    assert "Awa" not in said + told
    assert list(Path("rendus").iterdir()) == []


def test_a_copy_of_a_file_with_personal_data_is_not_given_back_either() -> None:
    first = workbook(Path("enfants.xlsx"), {"Liste": CHILDREN})
    Path("copie.xlsx").write_bytes(first.read_bytes())
    copy = checked(first, Path("copie.xlsx")).files[1]
    assert [problem.code for problem in copy.problems] == ["file_repeated"]
    with pytest.raises(NotAnnotated, match="annotate_personal"):
        write_back(copy, Path("x.xlsx"), "fr")


def test_a_file_that_changed_since_it_was_judged_is_not_given_back(clean: Path) -> None:
    file = checked(clean).files[0]
    workbook(clean, {"Liste": CHILDREN})
    with pytest.raises(NotAnnotated, match="annotate_changed"):
        write_back(file, Path("x.xlsx"), "fr")


def test_a_workbook_over_twenty_megabytes_is_checked_and_not_given_back(
    capsys: pytest.CaptureFixture[str], clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checking.LARGEST_ANNOTATED == 20_000_000
    monkeypatch.setattr(checking, "LARGEST_ANNOTATED", clean.stat().st_size - 1)
    status, _, told = answer(capsys, "check", clean, "--out", "rendus")
    assert status == 0
    assert told.endswith(
        "« propre.xlsx » n'est pas rendu : il dépasse 20 Mo. Le rapport dit tout de même chaque erreur."
    )


def test_a_child_that_dies_is_said_in_a_sentence(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = checked(clean).files[0]
    monkeypatch.setattr(checking.sys, "executable", "/bin/false")
    with pytest.raises(NotAnnotated, match="annotate_failed"):
        write_back(file, Path("x.xlsx"), "fr")


def test_a_csv_comes_back_as_a_workbook() -> None:
    Path("a.csv").write_bytes(delimited(grid([activity(), activity(organisation="")])))
    assert write_back(checked(Path("a.csv")).files[0], Path("x.xlsx"), "fr")
    assert load_workbook("x.xlsx")["Données"]["B3"].fill.fill_type == "lightUp"


def test_a_workbook_that_came_back_can_be_sent_again(lossy: Path) -> None:
    write_back(checked(lossy).files[0], Path("again.xlsx"), "fr")
    entry = checked(Path("again.xlsx")).report["files"][0]
    assert (entry["rows_received"], entry["rows_rejected"]) == (3, 1)
    assert "sheet_ignored" in [issue["code"] for issue in entry["issues"]]  # the sheet of errors is no data


def test_no_two_files_come_back_in_one_place_nor_over_a_file_that_was_given(tmp_path: Path) -> None:
    paths = [Path("a/4w.xlsx"), Path("b/4w.csv"), tmp_path / "4w_verifie.xlsx"]
    assert [target.name for target in targets(paths, tmp_path, "fr")] == [
        "4w_verifie_2.xlsx", "4w_verifie_3.xlsx", "4w_verifie_verifie.xlsx",
    ]  # fmt: skip


def test_an_unexpected_error_is_one_sentence(
    capsys: pytest.CaptureFixture[str], clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.delenv("MAILLAGE_DEBUG", raising=False)
    monkeypatch.setattr(checking, "check", broken)
    status, _, told = answer(capsys, "check", clean)
    assert (status, told[:33]) == (1, "Erreur inattendue (RuntimeError) ")
    assert "secret" not in told
