"""Finding the files, and surviving those that kill or stall whoever reads them."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from etl import extract
from tests.factories import workbook

FOUR_W = {"4W": [["Mois", "Organisation"], ["mars 2025", "ACF"]]}


def outcomes(*paths: Path) -> list[tuple[str, str | None, int]]:
    """(name, error, number of sheets) of each file."""
    return [(file.name, file.error, len(file.sheets)) for file in extract.extract(list(paths))]


def test_sources_are_workbooks_and_csv_in_name_order(tmp_path: Path) -> None:
    for name in ("b.CSV", "a.xlsx", "c.ods", "d.xls", "e.xlsb", "f.tsv", "note.docx", "LISEZMOI.md", "sans-suffixe"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in extract.source_paths(tmp_path)] == [
        "a.xlsx", "b.CSV", "c.ods", "d.xls", "e.xlsb", "f.tsv",
    ]  # fmt: skip


def test_lock_files_of_excel_hidden_files_and_folders_are_no_sources(tmp_path: Path) -> None:
    for name in ("~$4w.xlsx", ".4w.xlsx", ".~lock.4w.csv", "4w.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "archives.xlsx").mkdir()
    assert [path.name for path in extract.source_paths(tmp_path)] == ["4w.xlsx"]


def test_a_folder_that_is_not_there_or_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(extract.SourcesUnreadable, match=r"^sources_not_directory$"):
        extract.source_paths(tmp_path / "nowhere")

    def forbidden(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    with pytest.raises(extract.SourcesUnreadable, match=r"^sources_forbidden$"):
        extract.source_paths(tmp_path)


def test_a_file_is_known_by_its_name_and_fingerprint_and_its_sheets_by_their_grid(tmp_path: Path) -> None:
    path = workbook(tmp_path / "4w.xlsx", {**FOUR_W, "Listes": [["", "x"]]}, hidden=["Listes"])
    (file,) = extract.extract([path])
    assert (file.name, file.error) == ("4w.xlsx", None)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.received_at.timestamp() == pytest.approx(path.stat().st_mtime)
    assert [(sheet.name, sheet.is_hidden, sheet.first_column) for sheet in file.sheets] == [
        ("4W", False, 0),
        ("Listes", True, 1),
    ]
    assert file.sheets[0].table.to_pylist() == [{"c0": "Mois", "c1": "Organisation"}, {"c0": "mars 2025", "c1": "ACF"}]


def test_a_stray_cell_in_the_last_corner_kills_the_child_and_another_reads_the_table_without_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True}) as book:
        page = book.add_worksheet("4W")
        page.write_row(0, 1, ["Mois", "Cible"])
        page.write_row(1, 1, ["mars 2025", 12])
        page.write(1_048_575, 16_383, "XFD1048576")
    stray, after = extract.extract([tmp_path / "a.xlsx", workbook(tmp_path / "b.xlsx", FOUR_W)])
    (sheet,) = stray.sheets
    assert sheet.table.to_pylist() == [{"c0": "Mois", "c1": "Cible"}, {"c0": "mars 2025", "c1": "12"}]
    assert (sheet.first_column, sheet.far) == (1, ("XFD1048576",))
    assert (after.error, len(after.sheets)) == (None, 1)


DYING = "import os, signal; input(); os.kill(os.getpid(), signal.SIGKILL)"
HANGING = "import time; input(); time.sleep(600)"
READING = "import sys; sys.path.insert(0, '.'); from etl.reader import main; main()"
DYING_AT_THE_SECOND = (
    "import sys; sys.path.insert(0, '.'); from etl import reader\n"
    "import json, os, pathlib, signal\n"
    "request = json.loads(input())\n"
    "sheets = reader.read(pathlib.Path(request['path']), pathlib.Path(request['out']))\n"
    "print(json.dumps({'sheets': sheets}), flush=True)\n"
    "input(); os.kill(os.getpid(), signal.SIGKILL)"
)
TELLING_WHAT_IT_IS_ASKED = "import json; print(json.dumps({'error': 'asked', 'value': input()}), flush=True); input()"


@pytest.fixture
def first_children(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[subprocess.Popen]]:
    """Have other programs take the place of the first reading children; those after them are real."""

    def replaced(*programs: str) -> list[subprocess.Popen]:
        started: list[subprocess.Popen] = []
        real = subprocess.Popen

        def popen(command: list[str], **options: object) -> subprocess.Popen:
            mine = [sys.executable, "-c", programs[len(started)]] if len(started) < len(programs) else command
            started.append(real(mine, **options))
            return started[-1]

        monkeypatch.setattr(extract.subprocess, "Popen", popen)
        return started

    return replaced


@pytest.mark.parametrize(
    "program",
    [
        DYING,
        "import os, signal; input(); print('{\"sheets\": [', end='', flush=True); os.kill(os.getpid(), signal.SIGKILL)",
        "raise SystemExit(134)",
    ],
    ids=["killed while it reads", "killed while it answers", "dead before it is asked"],
)
def test_after_a_child_that_dies_another_reads_the_same_file_and_those_left(
    tmp_path: Path, first_children: Callable, program: str
) -> None:
    started = first_children(program)
    files = [workbook(tmp_path / name, FOUR_W) for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    assert outcomes(*files) == [("a.xlsx", None, 1), ("b.xlsx", None, 1), ("c.xlsx", None, 1)]
    assert len(started) == 2


def test_a_file_that_kills_all_its_children_is_reported_and_another_reads_the_next_file(
    tmp_path: Path, first_children: Callable
) -> None:
    started = first_children(DYING, DYING)
    files = [workbook(tmp_path / name, FOUR_W) for name in ("a.xlsx", "b.xlsx")]
    assert outcomes(*files) == [("a.xlsx", "file_kills_reader", 0), ("b.xlsx", None, 1)]
    assert len(started) == 3


@pytest.mark.parametrize(
    ("children", "files", "is_careful"),
    [
        ([DYING, TELLING_WHAT_IT_IS_ASKED], 1, True),
        # what a child had read before may have left it too little room: the same again, then with care
        ([DYING_AT_THE_SECOND, TELLING_WHAT_IT_IS_ASKED], 2, None),
        ([DYING_AT_THE_SECOND, DYING, TELLING_WHAT_IT_IS_ASKED], 2, True),
    ],
)
def test_a_new_child_that_dies_has_the_file_read_with_care(
    tmp_path: Path, first_children: Callable, children: list[str], files: int, is_careful: bool | None
) -> None:
    first_children(*children)
    *_, last = extract.extract([workbook(tmp_path / f"{number}.xlsx", FOUR_W) for number in range(files)])
    assert last.error == "asked"
    assert json.loads(last.error_value).get("is_careful") is is_careful


def test_a_child_that_hangs_is_ended_and_reported(
    tmp_path: Path, first_children: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = first_children(HANGING, HANGING)
    monkeypatch.setattr(extract, "TIMEOUT", 0.2)
    reading = extract.extract([workbook(tmp_path / name, FOUR_W) for name in ("a.xlsx", "b.xlsx")])
    assert next(reading).error == "file_kills_reader"
    assert [child.returncode for child in started] == [-9, -9]
    monkeypatch.setattr(extract, "TIMEOUT", 120)
    assert [sheet.name for sheet in next(reading).sheets] == ["4W"]
    reading.close()


def test_no_child_is_left_when_the_reading_ends_or_is_given_up(tmp_path: Path, first_children: Callable) -> None:
    started = first_children(READING)
    files = [workbook(tmp_path / name, FOUR_W) for name in ("a.xlsx", "b.xlsx")]
    reading = extract.extract(files)
    assert next(reading).error is None
    reading.close()
    assert len(outcomes(*files)) == 2
    assert [child.poll() for child in started] == [-9, -9]


def test_the_child_that_reads_is_short_of_memory_and_of_time(tmp_path: Path, first_children: Callable) -> None:
    resource = pytest.importorskip("resource", reason="this system knows no limits of resources")
    if not hasattr(resource, "prlimit"):
        pytest.skip("this system does not tell the limits of another process")
    started = first_children(READING)
    reading = extract.extract([workbook(tmp_path / "a.xlsx", FOUR_W)])
    assert next(reading).error is None
    assert resource.prlimit(started[0].pid, resource.RLIMIT_AS) == (1_500_000_000, 1_500_000_000)
    seconds, _ = resource.prlimit(started[0].pid, resource.RLIMIT_CPU)
    assert 60 <= seconds < 70  # a minute for this file, beside what starting took
    reading.close()


def test_a_file_beyond_the_size_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first_children: Callable
) -> None:
    monkeypatch.setattr(extract, "LARGEST", 10)
    started = first_children("")
    assert outcomes(workbook(tmp_path / "a.xlsx", FOUR_W)) == [("a.xlsx", "file_too_large", 0)]
    assert started == []


def test_a_file_that_vanishes_or_is_forbidden_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    assert outcomes(tmp_path / "gone.xlsx", workbook(tmp_path / "b.xlsx", FOUR_W)) == [
        ("gone.xlsx", "file_forbidden", 0),
        ("b.xlsx", None, 1),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives files such names")
def test_a_name_that_is_no_utf_8_is_still_a_name(tmp_path: Path) -> None:
    written = workbook(tmp_path / "4w.xlsx", FOUR_W)
    odd = Path(str(tmp_path / "4w_f") + "\udce9vrier.xlsx")  # é as Windows packs it in a zip
    written.rename(odd)
    (file,) = extract.extract(extract.source_paths(tmp_path))
    assert (file.name, file.error) == ("4w_f\ufffdvrier.xlsx", None)
