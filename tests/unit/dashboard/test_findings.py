"""What the page is told of a check: names as received, the gravest first, nothing of personal data."""

import json
import zipfile
from pathlib import Path

import pytest

from dashboard.findings import PIECE, SHOWN, NotUnderstood, all_problems, findings_of, renamed

HASH = "0" * 64
STORED = f"{HASH}.xlsx"
NAMES = {STORED: "mars.xlsx"}


def issue(**told: object) -> dict:
    known = {"sheet": "4W", "row": 2, "column": "Secteur", "value": "x", "code": "sector_unknown", "message": "Non."}
    return {**known, **told}


def entry(**told: object) -> dict:
    known = {
        "file": STORED, "sheet": "4W", "kind": "activities", "rows_received": 5, "rows_accepted": 4, "rows_warned": 1,
        "rows_rejected": 1, "issues": [issue()], "columns": [{"received": "Mois", "role": None, "confidence": 0}],
    }  # fmt: skip
    return {**known, **told}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path


def written(folder: Path, *entries: dict) -> Path:
    (folder / "report.json").write_text(json.dumps({"files": entries}), encoding="utf-8")
    return folder


def test_a_sheet_is_told_under_the_name_that_its_file_came_with(folder: Path) -> None:
    twin = issue(value=STORED, message=f"Identique à « {STORED} ».")
    (sheet,) = findings_of(written(folder, entry(issues=[twin])), NAMES, ()).sheets
    assert (sheet.file, sheet.received, sheet.accepted, sheet.warned, sheet.rejected) == ("mars.xlsx", 5, 4, 1, 1)
    assert (sheet.problems[0].value, sheet.problems[0].reason) == ("mars.xlsx", "Identique à « mars.xlsx ».")
    assert (sheet.columns[0].received, sheet.columns[0].role) == ("Mois", None)


def test_cell_outcome_and_proposal_are_told_where_the_checker_tells_them(folder: Path) -> None:
    told = issue(cell="C2", outcome="rejected", proposal="Santé")
    (sheet,) = findings_of(written(folder, entry(issues=[issue(), told])), NAMES, ()).sheets
    assert [(one.cell, one.outcome, one.proposal) for one in sheet.problems] == [
        ("C2", "rejected", "Santé"),
        ("", "", ""),
    ]


def test_the_page_has_the_first_fifty_gravest_first_and_the_file_has_all(folder: Path) -> None:
    many = [issue(row=number + 2, outcome="accepted") for number in range(SHOWN + 20)]
    found = findings_of(written(folder, entry(issues=[*many, issue(row=400, outcome="rejected")])), NAMES, ())
    (sheet,) = found.sheets
    assert (len(sheet.problems), sheet.all_problems, sheet.problems[0].row) == (SHOWN, SHOWN + 21, 400)
    assert len(list(all_problems(found))) == SHOWN + 21


def test_of_personal_data_only_the_columns_are_told_and_no_workbook_comes_back(folder: Path) -> None:
    (folder / "out" / f"{HASH}_verifie.xlsx").write_bytes(b"")
    refused = issue(row=None, code="personal_data_refused", value="Nom de l'enfant, Âge", message="Refusé.")
    found = findings_of(written(folder, entry(issues=[issue(value="Fatou"), refused])), NAMES, ())
    (sheet,) = found.sheets
    assert sheet.personal == "Nom de l'enfant, Âge"
    assert (sheet.problems, sheet.columns, found.returned) == ((), (), {})
    assert "Fatou" not in str([problem for _, problem in all_problems(found)])


def test_a_workbook_comes_back_under_the_name_it_came_with_and_a_link_never_does(folder: Path, tmp_path: Path) -> None:
    (folder / "out" / f"{HASH}_verifie.xlsx").write_bytes(b"x")
    other = "1" * 64
    (folder / "out" / f"{other}_verifie.xlsx").symlink_to("/etc/passwd")
    names = {STORED: "mars.xlsx", f"{other}.xlsx": "lien.xlsx"}
    found = findings_of(written(folder, entry()), names, ())
    assert {name: path.name for name, path in found.returned.items()} == {"mars.xlsx": f"{HASH}_verifie.xlsx"}


def test_the_list_of_errors_in_the_workbook_names_the_file_as_received(folder: Path) -> None:
    path = folder / "out" / f"{HASH}_verifie.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{STORED}</t><t>autre</t>")
        archive.writestr("xl/worksheets/sheet1.xml", "x" * (PIECE - 30) + STORED + "y" * PIECE + STORED)
        archive.writestr("xl/workbook.xml", STORED)
    renamed(folder / "out", STORED, "Bouar & <Bria>.xlsx")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/sharedStrings.xml") == b"<t>Bouar &amp; &lt;Bria&gt;.xlsx</t><t>autre</t>"
        told = b"Bouar &amp; &lt;Bria&gt;.xlsx"
        assert archive.read("xl/worksheets/sheet1.xml") == b"x" * (PIECE - 30) + told + b"y" * PIECE + told
        assert archive.read("xl/workbook.xml") == STORED.encode()
    assert [left.name for left in (folder / "out").iterdir()] == [path.name]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"files": [{}]}', '{"files": [{"file": "another"}]}', '{"files": 3}', "null"]
)
def test_a_report_of_another_shape_is_not_understood(text: str, folder: Path) -> None:
    (folder / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotUnderstood):
        findings_of(folder, NAMES, ())


def test_without_a_report_there_is_nothing_to_understand(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        findings_of(folder, NAMES, ())
