"""Exported tables, read back as a machine and as a spreadsheet would."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from dashboard.exports import Column, Table, csv_file, harmless, xlsx_file

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A")
TABLE = Table(
    title="Santé : organisations par zone",
    columns=(Column("P-code", "#adm1+code"), Column("Zone", "#adm1+name"), Column("Organisations", "#org+num")),
    rows=(("CF1", "Mambéré", 1234), ("CF2", '=HYPERLINK("http://x")', 0), ("CF3", 'Ouham; "Nord"', None)),
    facts=(("Période", "T1 2022"), ("Source", "-2+3")),
)


def read(content: bytes, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def one_cell(text: str) -> Table:
    return Table("t", (Column("c", "#c"),), ((text,),), ())


def test_a_csv_file_is_these_bytes() -> None:
    assert (
        csv_file(TABLE, with_tags=True, separator=";")
        == (
            "\ufeff"
            '"P-code";"Zone";"Organisations";"Période";"Source"\r\n'
            '"#adm1+code";"#adm1+name";"#org+num";"#meta";"#meta"\r\n'
            '"CF1";"Mambéré";1234;"T1 2022";"\'-2+3"\r\n'
            '"CF2";"\'=HYPERLINK(""http://x"")";0;"T1 2022";"\'-2+3"\r\n'
            '"CF3";"Ouham; ""Nord""";"";"T1 2022";"\'-2+3"\r\n'
        ).encode()
    )


def test_a_csv_file_begins_with_the_mark_that_excel_needs_for_accents() -> None:
    assert csv_file(TABLE, with_tags=False, separator=",")[:3] == b"\xef\xbb\xbf"


def test_the_row_of_tags_is_there_only_when_asked_for() -> None:
    with_tags, without = (read(csv_file(TABLE, tags, ","), ",") for tags in (True, False))
    assert with_tags[1] == ["#adm1+code", "#adm1+name", "#org+num", "#meta", "#meta"]
    assert [with_tags[0], *with_tags[2:]] == without


@pytest.mark.parametrize("separator", [";", ","])
def test_a_csv_file_is_read_back_whole_with_either_separator(separator: str) -> None:
    assert read(csv_file(TABLE, with_tags=False, separator=separator), separator)[3] == [
        "CF3", "Ouham; \"Nord\"", "", "T1 2022", "'-2+3",
    ]  # fmt: skip


def test_a_number_is_never_quoted_and_a_zero_is_not_an_empty_cell() -> None:
    lines = csv_file(TABLE, with_tags=False, separator=";").decode("utf-8-sig").splitlines()
    assert [line.split(";")[-3] for line in lines[1:]] == ["1234", "0", '""']


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless_in_csv(formula: str) -> None:
    """Trap 23."""
    assert read(csv_file(one_cell(formula), with_tags=False, separator=";"), ";")[1] == ["'" + formula]


@pytest.mark.parametrize("text", ["CF-1", "a=b", " =1", "", "é", "1+1", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("value", [-5, 0, -1.5, None])
def test_numbers_stay_numbers_even_below_zero(value: float | None) -> None:
    assert harmless(value) is value


def sheet(with_tags: bool) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file(TABLE, with_tags)))["Maillage"]


def test_a_workbook_has_its_title_and_facts_on_top_and_the_table_below() -> None:
    rows = [[cell.value for cell in row] for row in sheet(with_tags=True).iter_rows()]
    assert rows == [
        ["Santé : organisations par zone", None, None],
        ["Période", "T1 2022", None],
        ["Source", "-2+3", None],
        [None, None, None],
        ["P-code", "Zone", "Organisations"],
        ["#adm1+code", "#adm1+name", "#org+num"],
        ["CF1", "Mambéré", 1234],
        ["CF2", '=HYPERLINK("http://x")', 0],
        ["CF3", 'Ouham; "Nord"', None],
    ]


def test_a_workbook_without_tags_has_its_rows_right_below_the_headings() -> None:
    rows = [[cell.value for cell in row] for row in sheet(with_tags=False).iter_rows()]
    assert rows[4:6] == [["P-code", "Zone", "Organisations"], ["CF1", "Mambéré", 1234]]


def test_the_numbers_of_a_workbook_are_numbers_and_its_texts_are_texts() -> None:
    table = sheet(with_tags=False)
    assert [table["C6"].data_type, table["C7"].data_type, table["B7"].data_type] == ["n", "n", "s"]
    assert table["C6"].number_format == "#,##0"


@pytest.mark.parametrize(
    "text", [*FORMULAS, "{=1+1}", "http://example.org", "mailto:a@b.c", "123", "#REF!", "internal:A1"]
)
def test_no_text_of_a_workbook_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    content = xlsx_file(Table(text, (Column(text, text),), ((text,),), ((text, text),)), with_tags=True)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written
    assert "hyperlink" not in written
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}  # "f" would be a formula
    texts = [cell.value for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert texts == [text] * 6 or json.dumps(text).startswith('"\\')  # openpyxl reads \r as a line break


def test_the_head_of_a_workbook_stays_on_screen_and_on_every_printed_page() -> None:
    table = sheet(with_tags=True)
    assert table.freeze_panes == "A7"
    assert table.print_title_rows == "$5:$5"
    assert (table.page_setup.orientation, table.page_setup.paperSize) == ("landscape", 9)


def test_a_table_without_rows_is_still_a_file() -> None:
    empty = Table("t", TABLE.columns, (), TABLE.facts)
    assert csv_file(empty, with_tags=False, separator=";").decode("utf-8-sig") == (
        '"P-code";"Zone";"Organisations";"Période";"Source"\r\n'
    )
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(empty, with_tags=False)))
    assert book.active.max_row == 5
