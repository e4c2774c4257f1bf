"""What the reading child makes of a file: the sheet's own grid as text, or the code of a refusal."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import fastexcel
import pyarrow as pa
import pytest
import xlsxwriter

from etl import reader
from etl.extract import read_table
from tests.factories import delimited, workbook

ACCENTED = [["Préfecture", "Activité"], ["Ouham-Pendé", "Centre d'écoute"]]


def read(path: Path, out: Path) -> dict[str, list[list[str | None]]]:
    """Name of each sheet to its rows."""
    out.mkdir(exist_ok=True)
    return {sheet["name"]: as_rows(read_table(sheet["table"])) for sheet in reader.read(path, out)}


def as_rows(table: pa.Table) -> list[list[str | None]]:
    return [list(row.values()) for row in table.to_pylist()]


def read_bytes(tmp_path: Path, name: str, content: bytes) -> list[list[str | None]]:
    path = tmp_path / name
    path.write_bytes(content)
    (rows,) = read(path, tmp_path / "out").values()
    return rows


def refusal(path: Path) -> str:
    with pytest.raises(reader.Unreadable) as problem:
        reader.read(path, path.parent)
    return str(problem.value)


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests run the child's code in the test's own process, which must keep its processor time."""
    monkeypatch.setattr(reader, "limit_processor_time", lambda: None)


def test_blank_rows_and_columns_before_the_table_keep_its_row_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"4W": [[], [], [], ["", "", "Mois"], [], ["", "", "mars 2025", "ACF"]]})
    (sheet,) = reader.read(path, tmp_path)
    assert sheet["first_column"] == 2
    assert as_rows(read_table(sheet["table"])) == [
        [None, None],
        [None, None],
        [None, None],
        ["Mois", None],
        [None, None],
        ["mars 2025", "ACF"],
    ]


def test_numbers_dates_and_truths_become_the_text_of_their_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("4W")
        page.write_row(0, 0, [12, 12.5, 45720, -3, True, "007", "  ACF "])
        page.write_datetime(0, 7, dt.datetime(2025, 3, 4), book.add_format({"num_format": "d/m/y"}))
    assert read(tmp_path / "a.xlsx", tmp_path / "out") == {
        "4W": [["12", "12.5", "45720", "-3", "true", "007", "  ACF ", "2025-03-04 00:00:00"]]
    }


@pytest.mark.parametrize("text", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"])
def test_a_cell_in_error_holds_its_error(tmp_path: Path, text: str) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("4W")
        page.write_column(0, 0, ["Cible", 5])
        page.write_formula(2, 0, "=1/0", None, text)
    assert read(tmp_path / "a.xlsx", tmp_path / "out") == {"4W": [["Cible"], ["5"], [text]]}


def test_a_blank_sheet_has_no_rows_and_stands_in_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Vide": [], "4W": [["Mois"]], "Fin": []})
    assert read(path, tmp_path / "out") == {"Vide": [], "4W": [["Mois"]], "Fin": []}


def test_hidden_and_very_hidden_sheets_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name in ("4W", "Brut", "Listes"):
            book.add_worksheet(name).write(0, 0, name)
        book.get_worksheet_by_name("Brut").hide()
        book.get_worksheet_by_name("Listes").very_hidden()
    sheets = reader.read(tmp_path / "a.xlsx", tmp_path)
    assert [(sheet["name"], sheet["is_hidden"]) for sheet in sheets] == [
        ("4W", False),
        ("Brut", True),
        ("Listes", True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_is_read_in_the_encodings_and_separators_of_excel(tmp_path: Path, encoding: str, separator: str) -> None:
    assert read_bytes(tmp_path, "a.csv", delimited(ACCENTED, separator, encoding)) == ACCENTED


def test_decimal_commas_do_not_pass_for_separators(tmp_path: Path) -> None:
    rows = [["Site", "Latitude", "Longitude"], ["École", "5,76", "20,67"], ["Marché", "4,36", "18,55"]]
    assert read_bytes(tmp_path, "a.csv", delimited(rows)) == rows


def test_a_title_above_a_csv_table_does_not_hide_its_separator(tmp_path: Path) -> None:
    text = "4W mars 2025, Ouaka\r\n\r\nMois;Organisation\r\nmars 2025;ACF\r\nmars 2025;MSF\r\n"
    assert read_bytes(tmp_path, "a.csv", text.encode()) == [
        ["4W mars 2025, Ouaka", None],
        [None, None],
        ["Mois", "Organisation"],
        ["mars 2025", "ACF"],
        ["mars 2025", "MSF"],
    ]


def test_a_quoted_cell_of_two_lines_is_one_row_as_excel_shows_it(tmp_path: Path) -> None:
    rows = [["Mois", "Date\ndébut"], ["mars 2025", "un\r\ndeux"], ["avril 2025", "trois"]]
    assert read_bytes(tmp_path, "a.csv", delimited(rows)) == rows


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1e"])
def test_only_line_ends_end_a_csv_row(tmp_path: Path, mark: str) -> None:
    rows = [["Mois", "Activité"], ["mars 2025", f"un{mark}deux"], ["avril 2025", "trois"]]
    assert read_bytes(tmp_path, "a.csv", delimited(rows, encoding="utf-8")) == rows


def test_a_csv_of_null_bytes_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Mois;Organisation\nmars\0 2025;ACF\n")
    assert refusal(tmp_path / "a.csv") == "file_not_text"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n \r\n"])
def test_a_csv_without_text_is_a_blank_sheet(tmp_path: Path, content: bytes) -> None:
    assert read_bytes(tmp_path, "a.csv", content) == []


def test_a_workbook_of_zero_bytes_is_told_as_empty(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert refusal(tmp_path / "a.xlsx") == "file_empty"


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>Mois</td></tr></table></html>", b"Mois;Organisation\nmars 2025;ACF\n", b"%PDF-1.7\n%\xe2"],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_file_that_only_bears_the_name_of_a_workbook_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == "file_not_workbook"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("lettre.txt", "Bonjour")
    assert refusal(tmp_path / "a.xlsx") == "file_not_workbook"


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", {"4W": ACCENTED}).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    assert refusal(tmp_path / "a.xlsx") == "file_not_workbook"


def test_a_password_is_told_from_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path) -> None:
        raise fastexcel.FastExcelError("calamine error: Workbook is password protected")

    monkeypatch.setattr(fastexcel, "read_excel", locked)
    assert refusal(workbook(tmp_path / "a.xlsx", {"4W": ACCENTED})) == "file_locked"


def bomb(path: Path, size: int) -> Path:
    """A workbook with one more part of `size` spaces."""
    content = io.BytesIO(workbook(path, {"4W": ACCENTED}).read_bytes())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * size)
    path.write_bytes(content.getvalue())
    return path


def test_a_zip_bomb_is_refused_by_its_directory_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bomb(tmp_path / "a.xlsx", 50_000_000)
    assert path.stat().st_size < 60_000  # it would grow almost a thousandfold
    monkeypatch.setattr(fastexcel, "read_excel", lambda _: pytest.fail("unpacked"))
    assert refusal(path) == "file_too_large"


def test_a_workbook_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 900_000)  # a hundred times 10 kB are always allowed
    assert list(read(path, tmp_path / "out")) == ["4W"]


def test_more_than_two_thousand_columns_are_refused(tmp_path: Path) -> None:
    wide = workbook(tmp_path / "a.xlsx", {"4W": [["Mois"] * 2_000]})
    assert len(read(wide, tmp_path / "out")["4W"][0]) == 2_000
    assert refusal(workbook(tmp_path / "b.xlsx", {"4W": [["Mois"] * 2_001]})) == "file_too_wide"
    (tmp_path / "c.csv").write_bytes(delimited([["Mois"] * 2_001]))
    assert refusal(tmp_path / "c.csv") == "file_too_wide"


def test_the_child_answers_every_request_in_turn_whatever_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "odd.csv").mkdir()
    good = workbook(tmp_path / "good.xlsx", {"4W": ACCENTED})
    requests = [{"path": str(tmp_path / name), "out": str(tmp_path)} for name in ("empty.xlsx", "odd.csv", "no.xlsx")]
    requests.append({"path": str(good), "out": str(tmp_path)})
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(request) + "\n" for request in requests)))
    monkeypatch.setattr(reader, "limit_memory", lambda: None)
    reader.main()
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("error") for answer in answers] == ["file_empty", "file_unreadable", "file_unreadable", None]
    assert [sheet["name"] for sheet in answers[3]["sheets"]] == ["4W"]
