"""What a sheet's XML holds beside its values, whichever way the program that wrote it writes."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from etl import sheet_xml
from etl.sheet_xml import Facts, column_number, pieces, place, scan
from tests.corpus.xlsx import MAIN, OFFICE, STYLES, Failed, Formula, Percent, Sheet, column_name, workbook

BLANK = '<c r="A1"><v>1</v></c>'


def scanned(path: Path, *rows: str, styles: str = STYLES, texts: str = "") -> Facts:
    """The facts of a sheet of these rows of cells, as XML; ``texts``: items of the list of shared texts."""
    data = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, start=1))
    return scanned_sheet(path, f"<sheetData>{data}</sheetData>", styles, texts)


def scanned_sheet(path: Path, data: str, styles: str = STYLES, texts: str = "") -> Facts:
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{data}</worksheet>',
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
    }
    path.write_bytes(with_parts(workbook(Sheet("4W", [["Mois"]])), parts))
    return scan(path)["4W"]


def with_parts(content: bytes, parts: dict[str, str]) -> bytes:
    """The workbook with some of its parts replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return written.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "4w.xlsx"


@pytest.mark.parametrize(
    ("cell", "fact"),
    [
        ('<c r="B2"><f>A2*2</f><v>4</v></c>', "formula"),
        ('<c r="B2" s="1" t="str"><f>A2&amp;"x"</f><v>ax</v></c>', "formula"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "formula"),
        ('<c r="B2"><f>A2&gt;1</f><v>0</v></c>', "formula"),
        ('<c r="B2">\n  <f t="array" ref="B2:B4">A2:A4</f>\n  <v>1</v>\n</c>', "formula"),
        ('<c r="B2"><f t="shared" ref="B2:B9" si="0">A2*2</f><v>4</v></c>', "formula"),
        ('<c r="B2"><f t="shared" si="0"/><v>4</v></c>', "formula"),
        ('<c r="B2"><f>A2*2</f></c>', "formula_blank"),
        ('<c r="B2"><f>A2*2</f><v></v></c>', "formula_blank"),  # as openpyxl writes it
        ('<c r="B2"><f>A2*2</f><v/></c>', "formula_blank"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "formula_blank"),
        ('<c r="B2"><f>[1]Feuil1!A1</f><v>4</v></c>', "formula_external"),
        ("<c r=\"B2\"><f>VLOOKUP(A2,'[2]Feuil 1'!A:B,2,0)</f><v>4</v></c>", "formula_external"),
        ('<c r="B2"><f>[1]Feuil1!A1</f></c>', "formula_external"),
        ('<c r="B2" s="2"><v>0.5</v></c>', "percent"),
        ('<c s="2" r="B2"><v>1</v></c>', "percent"),
        ('<c r="B2" t="s"><v>1</v></c>', "text"),
        ('<c r="B2" t="inlineStr"><is><t>12</t></is></c>', "text"),
        ('<c r="B2" t="inlineStr"><is><t xml:space="preserve"> 1 234,5 </t></is></c>', "text"),
    ],
)
def test_a_cell_has_the_fact_that_its_xml_says(path: Path, cell: str, fact: str) -> None:
    texts = "<si><t>Ouaka</t></si><si><t>12</t></si>"
    facts = scanned(path, BLANK, f'<c r="A2"><v>2</v></c>{cell}<c r="C2"><v>3</v></c>', texts=texts)
    assert facts.cells == [(1, 1, fact)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><v>4</v></c>',
        '<c r="B2"/>',
        '<c r="B2" s="2"/>',  # a style and nothing in it
        '<c r="B2" s="1"><v>45720</v></c>',  # a date
        '<c r="B2" t="s"><v>0</v></c>',
        '<c r="B2" t="b"><v>1</v></c>',
        '<c r="B2"><v>1</v></c>',  # the number 1, and not the second shared text
        '<c r="B2" t="inlineStr"><is><t>12 personnes</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t></t></is></c>',
    ],
)
def test_an_ordinary_cell_has_no_fact(path: Path, cell: str) -> None:
    texts = "<si><t>Ouaka</t></si><si><t>12</t></si>"
    assert scanned(path, BLANK, cell, texts=texts).cells == []


def test_a_formula_that_gives_an_empty_text_is_computed(path: Path) -> None:
    cell = '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>'
    assert scanned(path, BLANK, cell).cells == [(1, 1, "formula")]


def test_a_column_of_a_table_named_as_a_year_is_no_other_workbook(path: Path) -> None:
    cells = '<c r="B1"><f>SUM(Table1[2025])</f><v>4</v></c><c r="C1"><f>Table1[[#This Row],[2025]]</f><v>4</v></c>'
    assert scanned(path, cells).cells == [(0, 1, "formula"), (0, 2, "formula")]


def test_a_formula_shown_as_a_percentage_is_a_percentage(path: Path) -> None:
    facts = scanned(path, '<c r="A1" s="2"><f>5/5</f><v>1</v></c>')
    assert (0, 0, "percent") in facts.cells


def test_the_cells_that_share_a_formula_of_another_workbook_read_it_too(path: Path) -> None:
    facts = scanned(
        path,
        '<c r="A1"><f t="shared" ref="A1:A3" si="3">[1]Feuil1!B1</f><v>1</v></c>',
        '<c r="A2"><f t="shared" si="3"/><v>1</v></c><c r="B2"><f t="shared" ref="B2:B3" si="4">A2*2</f><v>1</v></c>',
        '<c r="A3"><f t="shared" si="3"/></c><c r="B3"><f t="shared" si="4"/><v>1</v></c>',
    )
    assert facts.cells == [
        (0, 0, "formula_external"),
        (1, 0, "formula_external"),
        (1, 1, "formula"),
        (2, 0, "formula_external"),
        (2, 1, "formula"),
    ]


def styles_of(*formats: int, custom: str = "") -> str:
    cells = "".join(f'<xf numFmtId="{form}"/>' for form in formats)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def test_percentages_are_known_by_their_style_built_in_or_custom(path: Path) -> None:
    custom = '<numFmt numFmtId="164" formatCode="0.00"/><numFmt numFmtId="165" formatCode="0.0%;[Red]-0.0%"/>'
    styles = styles_of(0, 9, 10, 164, 165, custom=custom)
    cells = "".join(f'<c r="{letter}1" s="{style}"><v>1</v></c>' for style, letter in enumerate("ABCDE"))
    assert scanned(path, cells, styles=styles).cells == [(0, 1, "percent"), (0, 2, "percent"), (0, 4, "percent")]
    assert scanned(path, cells, styles=f'<styleSheet xmlns="{MAIN}"/>').cells == []


def test_a_style_whose_number_only_begins_alike_is_another(path: Path) -> None:
    styles = styles_of(0, 9, *[0] * 10)
    assert scanned(path, '<c r="A1" s="11"><v>1</v></c><c r="B1" s="1"><v>1</v></c>', styles=styles).cells == [
        (0, 1, "percent")
    ]


def test_numbers_typed_as_text_are_known_among_the_shared_texts(path: Path) -> None:
    texts = [
        "12", "1 234", "1\u202f234", "1\u00a0234", "-5", "+5", "12,5", "1.000", " 7 ",  # numbers
        "Ouaka", "CF43", "12 ans", "5%", "", "-", "<5", "1E3", "2025-03-04", "04/03/2025",
    ]  # fmt: skip
    items = "".join(f'<si><t xml:space="preserve">{text.replace("<", "&lt;")}</t></si>' for text in texts)
    rows = [f'<c r="A{number + 1}" t="s"><v>{number}</v></c>' for number in range(len(texts))]
    assert scanned(path, *rows, texts=items).cells == [(row, 0, "text") for row in range(9)]


def test_as_many_numbers_typed_as_text_as_there_are_rows_cost_no_more_than_others(path: Path) -> None:
    many = 40_000
    items = "".join(f"<si><t>{number}</t></si>" for number in range(many))
    rows = [f'<c r="A{number + 1}" t="s"><v>{number}</v></c>' for number in range(many)]
    start = time.process_time()
    assert len(scanned(path, *rows, texts=items).cells) == many
    assert time.process_time() - start < 2  # a child has a minute for all of a file


def test_a_text_in_several_fonts_is_one_text(path: Path) -> None:
    texts = "<si><r><t>1</t></r><r><rPr><b/></rPr><t>2</t></r></si><si><r><t>1</t></r><r><t>x</t></r></si>"
    assert scanned(path, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', texts=texts).cells == [
        (0, 0, "text")
    ]


@pytest.mark.parametrize("mark", ['hidden="1"', 'hidden="true"', 'ht="15" hidden="1" customHeight="1"'])
def test_hidden_rows_are_told_from_0(path: Path, mark: str) -> None:
    rows = f'<row r="1"/><row {mark} r="2">{BLANK}</row><row r="3" {mark}/><row r="12" hidden="0"/>'
    assert scanned_sheet(path, f'<cols><col hidden="1"/></cols><sheetData>{rows}</sheetData>').hidden_rows == [1, 2]


def test_merged_cells_are_told_from_0(path: Path) -> None:
    merges = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="AA10:AB12"/></mergeCells>'
    assert scanned_sheet(path, f"<sheetData/>{merges}").merged == [(0, 0, 0, 2), (9, 26, 11, 27)]


def test_each_sheet_has_its_own_facts_under_its_name(path: Path) -> None:
    formula = [[Formula("1+1", 2)]]
    path.write_bytes(workbook(Sheet("R&D <1>", [["x"]]), Sheet("4W", formula), Sheet("Fin", [[Percent(1)]])))
    assert {name: facts.cells for name, facts in scan(path).items()} == {
        "R&D <1>": [],
        "4W": [(0, 0, "formula")],
        "Fin": [(0, 0, "percent")],
    }


TELLING = [
    ["Mois", "Cible", "Taux", "Atteint"],
    ["mars", Formula("1+1", 2), Percent(0.5), "12"],
    ["avril", Formula("1+1"), None, "treize"],
    ["mai", Failed("#N/A"), Formula("[1]Feuil1!A1", 3), 14],
]
FOUND = [
    (1, 1, "formula"), (1, 2, "percent"), (1, 3, "text"), (2, 1, "formula_blank"), (3, 2, "formula_external"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "piece"),
    [
        *[(dialect, piece) for dialect in ("usual", "inline") for piece in (1, 64, 300, 4_000_000)],
        *[("prefixed", piece) for piece in (150, 300, 4_000_000)],  # the first piece holds the root and its prefix
    ],
)
def test_neither_the_dialect_nor_the_pieces_change_what_is_found(
    path: Path, monkeypatch: pytest.MonkeyPatch, dialect: str, piece: int
) -> None:
    monkeypatch.setattr(sheet_xml, "PIECE", piece)
    sheet = Sheet("4W", TELLING, merged=["A1:B1"], hidden_rows=[3], dialect=dialect)
    path.write_bytes(workbook(sheet, external=True))
    facts = scan(path)["4W"]
    assert sorted(facts.cells) == FOUND
    assert (facts.merged, facts.hidden_rows, facts.width, facts.height) == ([(0, 0, 0, 1)], [2], 4, 4)


def test_pieces_end_where_a_row_ends_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = b"<worksheet><sheetData>" + b'<row r="1"><c/></row>' * 5 + b"</sheetData><mergeCells/></worksheet>"
    for size in (1, 7, 30, 1_000):
        monkeypatch.setattr(sheet_xml, "PIECE", size)
        *whole, last = pieces(io.BytesIO(sheet))
        assert b"".join((*whole, last)) == sheet
        assert all(piece.endswith(b"</row>") for piece in whole)


def test_a_row_that_never_ends_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "PIECE", 10)
    monkeypatch.setattr(sheet_xml, "LONGEST_ROW", 100)
    with pytest.raises(ValueError, match="a row without an end"):
        list(pieces(io.BytesIO(b"<worksheet><sheetData><row>" + b"<c/>" * 50)))


def test_a_cell_far_to_the_right_widens_the_sheet(path: Path) -> None:
    facts = scanned(path, f'{BLANK}<c r="XFD1"><v>1</v></c>', '<c r="A2"><v>2</v></c>')
    assert (facts.width, facts.height) == (16_384, 2)
    facts = scanned(path, f'{BLANK}<c r="XFD1" s="1"/>')  # a style is no value
    assert facts.width == 1


def test_what_other_programs_write_is_understood(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("4W")
        page.write_formula("A1", "=1+1", None, 2)
        page.write_number("B1", 0.5, book.add_format({"num_format": "0.0%"}))
        page.write_string("C1", "12")
        page.merge_range("A3:B4", "fusion")
        page.set_row(4, None, None, {"hidden": True})
    facts = scan(path)["4W"]
    assert sorted(facts.cells) == [(0, 0, "formula"), (0, 1, "percent"), (0, 2, "text")]
    assert (facts.merged, facts.hidden_rows) == ([(2, 0, 3, 1)], [4])

    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "4W"
    page["A1"], page["B1"] = "=1+1", "12"  # openpyxl computes nothing
    page.row_dimensions[2].hidden = True
    page.merge_cells("C1:C3")
    book.save(path)
    facts = scan(path)["4W"]
    assert sorted(facts.cells) == [(0, 0, "formula_blank"), (0, 1, "text")]
    assert (facts.merged, facts.hidden_rows) == ([(0, 2, 2, 2)], [1])


def test_a_strict_workbook_is_searched_too(path: Path) -> None:
    """Excel offers this format under its own name, and the values of such a workbook are read."""
    content = workbook(Sheet("4W", [["Cible", Percent(1)], [Formula("1+1"), "12"]]))
    strict = "http://purl.oclc.org/ooxml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {
            name: archive.read(name)
            .decode()
            .replace(MAIN, f"{strict}/spreadsheetml/main")
            .replace(OFFICE, f"{strict}/officeDocument/relationships")
            for name in archive.namelist()
        }
    path.write_bytes(with_parts(content, parts))
    assert sorted(scan(path)["4W"].cells) == [(0, 1, "percent"), (1, 0, "formula_blank"), (1, 1, "text")]


def test_a_cell_without_a_reference_is_nowhere() -> None:
    assert place(b' s="1" t="s"') is None
    assert place(b' s="1" r="BC12"') == (11, 54)


@given(st.integers(0, 16_383))
def test_letters_and_numbers_of_columns_are_the_same(number: int) -> None:
    assert column_number(column_name(number).encode()) == number
