"""Workbooks that are refused before they are opened, and the careful reading, which gives what the fast one gives."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import workbook as reading
from etl.grid import FEW, GAP_COLUMNS, GAP_ROWS, Grid, Unreadable, before_gap, trim
from etl.reader import grids
from etl.workbook import careful_grids, fast_grids, parted, refuse_bombs, refuse_other_formats
from tests.corpus import old_formats
from tests.corpus.xlsx import MACRO_TYPE, Failed, Formula, Percent, Sheet, workbook

HEALTHY = Sheet("4W", [["Mois", "Organisation"], ["mars 2025", "ACF"]])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "4w.xlsx"


def refusal(path: Path) -> str | None:
    try:
        refuse_other_formats(path)
        refuse_bombs(path)
    except Unreadable as refused:
        return refused.args[0]
    return None


def rows(grid: Grid) -> list[list[str | None]]:
    return [list(row.values()) for row in grid.table.to_pylist()]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "file_empty"),
        ("a.xls", b"", "file_empty"),
        ("a.xlsb", old_formats.xlsb(), "file_format_refused"),
        ("a.xlsx", old_formats.xlsb(), "file_format_refused"),  # whatever its name says
        ("a.xlsm", workbook(HEALTHY, content_type=MACRO_TYPE), "file_macros"),
        ("a.xlsx", workbook(HEALTHY, more={"xl/vbaProject.bin": b"x"}), "file_macros"),
    ],
)
def test_formats_that_are_not_read_are_told(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == code


@pytest.mark.parametrize("name", ["../a", "xl/../../a", "..\\a", "xl\\..\\a", "/etc/a", "C:/a", "c:\\a", ".."])
def test_a_part_that_would_land_elsewhere_refuses_the_workbook(path: Path, name: str) -> None:
    path.write_bytes(workbook(HEALTHY, more={name: b"x"}))
    assert refusal(path) == "file_unsafe"


@pytest.mark.parametrize("name", ["xl/media/a..b.png", "xl/a...", "customXml/item1.xml", "[trash]/0000.dat"])
def test_a_part_with_dots_in_its_name_lands_where_it_should(path: Path, name: str) -> None:
    path.write_bytes(workbook(HEALTHY, more={name: b"x"}))
    assert refusal(path) is None


@pytest.mark.parametrize(
    ("size", "noise", "is_bomb"),
    [
        (900_000, 0, False),  # a small file may pack as well as it will
        (1_100_000, 0, True),
        (30_000_000, 400_000, False),  # sixty-fold or so
        (60_000_000, 400_000, True),
    ],
)
def test_a_bomb_is_known_by_how_well_it_packs(path: Path, size: int, noise: int, is_bomb: bool) -> None:
    content = io.BytesIO(workbook(HEALTHY))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * size)
        archive.writestr("noise", bytes(noise), compress_type=zipfile.ZIP_STORED)
    path.write_bytes(content.getvalue())
    assert refusal(path) == ("file_too_large" if is_bomb else None)


@pytest.mark.parametrize(
    ("unpacked", "ratio", "is_bomb"),
    [(150, 50, False), (250, 20, False), (250, 40, True), (1_100, 10, True)],
    ids=["likely size", "large as spreadsheets pack", "large and packs too well", "too large for anybody"],
)
def test_a_large_workbook_has_to_pack_as_spreadsheets_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, unpacked: int, ratio: int, is_bomb: bool
) -> None:
    """Megabytes, a hundred times smaller."""
    monkeypatch.setattr(reading, "LIKELY_UNPACKED", reading.LIKELY_UNPACKED // 100)
    monkeypatch.setattr(reading, "UNPACKED_LIMIT", reading.UNPACKED_LIMIT // 100)
    entry = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
    entry.file_size = unpacked * 10_000
    path.write_bytes(b"x" * (entry.file_size // ratio))

    class Announcing:
        def __init__(self, _: Path) -> None: ...
        def __enter__(self) -> "Announcing":
            return self

        def __exit__(self, *_: object) -> None: ...
        def infolist(self) -> list[zipfile.ZipInfo]:
            return [entry]

    monkeypatch.setattr(zipfile, "is_zipfile", lambda _: True)
    monkeypatch.setattr(zipfile, "ZipFile", Announcing)
    assert refusal(path) == ("file_too_large" if is_bomb else None)


ORDINARY = st.one_of(
    st.none(),
    st.text("abcdéÉœ’ -;,\"'<&>#=+@0123456789\u00a0", max_size=8),
    st.integers(-(10**9), 10**12),
    st.decimals(-1000, 1000, places=3).map(float),
    st.booleans(),
    st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2049, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]).map(Failed),
    st.sampled_from([0.5, 1, 12]).map(Percent),
    st.sampled_from([None, 12, "mars", Failed("#N/A")]).map(lambda value: Formula("A1", value)),
)
GRIDS = st.lists(st.lists(ORDINARY, max_size=5), max_size=6)


@settings(max_examples=150, deadline=None)
@given(GRIDS, st.sampled_from(["usual", "inline", "prefixed"]), st.sampled_from(["visible", "hidden", "veryHidden"]))
def test_the_careful_reading_gives_what_the_fast_one_gives(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list], dialect: str, state: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "careful.xlsx"
    path.write_bytes(workbook(HEALTHY, Sheet("Autre", grid, dialect=dialect, state=state)))
    fast, careful = fast_grids(path), careful_grids(path)
    assert [(grid.name, grid.is_hidden) for grid in careful] == [(grid.name, grid.is_hidden) for grid in fast]
    for quick, slow in zip(fast, careful, strict=True):
        assert without_blank_edges(slow) == without_blank_edges(quick)
        assert slow.facts == quick.facts


def without_blank_edges(grid: Grid) -> dict[tuple[int, int], str]:
    """Each filled cell under its row and column of the sheet."""
    return {
        (row, grid.first_column + column): value
        for row, values in enumerate(rows(grid))
        for column, value in enumerate(values)
        if value
    }


def test_the_careful_reading_keeps_the_rows_and_columns_of_the_sheet(path: Path) -> None:
    path.write_bytes(workbook(Sheet("4W", [[], [], [None, None, "Mois"], [], [None, None, "mars", "ACF"]])))
    (grid,) = careful_grids(path)
    assert grid.first_column == 2
    assert rows(grid) == [[None, None], [None, None], ["Mois", None], [None, None], ["mars", "ACF"]]


def test_the_careful_reading_of_a_blank_sheet_is_blank(path: Path) -> None:
    path.write_bytes(workbook(Sheet("Vide", []), HEALTHY))
    vide, healthy = careful_grids(path)
    assert (vide.table.num_rows, vide.table.num_columns) == (0, 0)
    assert rows(healthy) == [["Mois", "Organisation"], ["mars 2025", "ACF"]]


@pytest.mark.parametrize("cells", [["XFD1048576"], ["A5000"], ["ZZ3"], ["XFC3", "A99999", "XFD1048576"]])
@pytest.mark.parametrize("is_careful", [False, True])
def test_a_few_cells_far_from_the_table_are_left_out_and_named(path: Path, cells: list[str], is_careful: bool) -> None:
    if not is_careful and "XFD1048576" in cells:
        cells = ["CZ2000"]  # what the fast reading has room for
    path.write_bytes(workbook(Sheet("4W", HEALTHY.rows, far=dict.fromkeys(cells, "x"))))
    (grid,) = grids(path, is_careful)
    assert [row for row in rows(grid) if any(row)] == [["Mois", "Organisation"], ["mars 2025", "ACF"]]
    assert sorted(grid.far) == sorted(cells)


def test_many_cells_far_from_the_rest_are_part_of_the_table(path: Path) -> None:
    far = {f"CZ{row}": row for row in range(1, FEW + 2)}
    path.write_bytes(workbook(Sheet("4W", HEALTHY.rows, far=far)))
    (grid,) = grids(path)
    assert (grid.table.num_columns, grid.far) == (104, [])


def test_the_careful_reading_refuses_a_sheet_spread_over_the_whole_grid() -> None:
    spread = {0: {0: "Mois"}, 16_000: dict.fromkeys(range(FEW + 1), "x")}
    with pytest.raises(Unreadable, match=r"^file_too_wide$"):
        parted(spread)


def test_a_gap_is_a_run_of_blanks_longer_than_allowed() -> None:
    assert before_gap(np.array([0, 1, 2 + GAP_COLUMNS, 500]), GAP_COLUMNS) == 1
    assert before_gap(np.array([0, 1, 1 + GAP_COLUMNS]), GAP_COLUMNS) == 1 + GAP_COLUMNS
    assert before_gap(np.array([3]), GAP_ROWS) == 3
    assert before_gap(np.array([]), GAP_ROWS) == -1


def test_a_table_within_the_gaps_is_not_even_looked_at(path: Path) -> None:
    path.write_bytes(workbook(HEALTHY))
    (grid,) = fast_grids(path)
    table = grid.table
    trim(grid)
    assert grid.table is table


def test_an_xml_that_cannot_be_searched_leaves_the_values(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(_: Path) -> None:
        raise ValueError("as Excel never writes it")

    path.write_bytes(workbook(HEALTHY))
    monkeypatch.setattr(reading.sheet_xml, "scan", odd)
    (grid,) = fast_grids(path)
    assert rows(grid) == [["Mois", "Organisation"], ["mars 2025", "ACF"]]
    assert grid.facts.cells == []
