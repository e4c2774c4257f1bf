"""CSV files: their encoding, their separator, and rows that nothing may swallow."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.delimited import decoded, delimited, table_of_text
from etl.grid import Unreadable

ROWS = [["Préfecture", "Activité"], ["Ouham-Pendé", "Centre d'écoute"]]
TEXT = "Préfecture;Activité\r\nOuham-Pendé;Centre d'écoute\r\n"


def read(path: Path, content: bytes) -> tuple[list[list[str | None]], str | None]:
    path.write_bytes(content)
    table, encoding = table_of_text(path)
    return [list(row.values()) for row in table.to_pylist()], encoding


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_told_where_it_is_not_utf_8(path: Path, encoding: str, told: str | None) -> None:
    assert read(path, TEXT.encode(encoding)) == (ROWS, told)


def test_utf_16_is_read_in_either_order(path: Path) -> None:
    assert read(path, b"\xff\xfe" + TEXT.encode("utf-16-le")) == (ROWS, "UTF-16")
    assert read(path, b"\xfe\xff" + TEXT.encode("utf-16-be")) == (ROWS, "UTF-16")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_that_no_spreadsheet_writes_is_no_text(path: Path, encoding: str) -> None:
    with pytest.raises(Unreadable, match=r"^file_not_text$"):
        read(path, TEXT.encode(encoding))


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b'A;B\n1;"deux\n3;4\n', "2"),
        (b'A;B\n1;2\n3;4\n"5;6\n', "4"),
        (b'"A;B\n1;2\n', "1"),
        (b'A;B\n"1\n2";x\n3;"4', "3"),  # a cell of two lines is one row
    ],
)
def test_a_quotation_mark_never_closed_refuses_the_file_and_names_the_row(path: Path, content: bytes, row: str) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refusal:
        table_of_text(path)
    assert refusal.value.args == ("file_csv_quotes", row)


def test_a_quotation_mark_never_closed_is_found_behind_one_within_a_text(path: Path) -> None:
    path.write_bytes(b'A;B\n"x"y;1\n"open;2\nz;3\n')
    with pytest.raises(Unreadable) as refusal:
        table_of_text(path)
    assert refusal.value.args[0] == "file_csv_quotes"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('A;B\n5" de pluie;1\n', [["A", "B"], ['5" de pluie', "1"]]),
        ('A;B\n"dit ""oui""";1\n', [["A", "B"], ['dit "oui"', "1"]]),
        ('A;B\n"oui" dit-il;1\n2;3\n', [["A", "B"], ["oui dit-il", "1"], ["2", "3"]]),
        ('A;B\n"";1\n', [["A", "B"], ["", "1"]]),
    ],
)
def test_quotation_marks_as_people_type_them_swallow_no_row(text: str, rows: list[list[str]]) -> None:
    assert delimited(text, ";") == rows


def test_short_rows_are_blank_at_their_end(path: Path) -> None:
    assert read(path, b"A;B;C\n1\n\n2;3;4\n") == (
        [["A", "B", "C"], ["1", None, None], [None, None, None], ["2", "3", "4"]],
        None,
    )


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_the_separator_is_the_one_on_which_most_lines_agree(path: Path, separator: str) -> None:
    rows = [["Site", "Position"], ["École, puits", "5,76"], ["Marché; gare", "4,36"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read(path, text.getvalue().encode())[0] == rows


def test_a_cell_longer_than_the_limit_of_csv_is_read(path: Path) -> None:
    rows, _ = read(path, b"A;B\n" + b"x" * 1_000_000 + b";2\n")
    assert [len(cell) for cell in rows[1]] == [1_000_000, 1]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(";,\t|"))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], separator: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    assert delimited(text.getvalue(), separator) == rows


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_in_one_of_three_encodings(content: bytes) -> None:
    text, encoding = decoded(content)
    assert isinstance(text, str)
    assert encoding in (None, "UTF-16", "Windows-1252")
