"""A dry run of the loader on a few files: the report of a build, and where each problem stands in its workbook."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import transform
from etl.build import Progress, places_of, reported
from etl.database import attach
from etl.extract import SourceFile, extract, shown_name
from etl.load import load_files, load_reference
from etl.messages import outcome, proposal, say
from etl.publish import INTERNAL, fingerprint
from etl.report import load_report, sentence
from geo import HOME

LARGEST_ANNOTATED = 20_000_000  # bytes: a workbook takes some fifty times its size in memory to be written back
ANNOTATION_TIMEOUT = 300  # seconds for one workbook


@dataclass(frozen=True)
class Problem:
    """One remark and its cell: ``row`` counts from 1 and ``position`` from 0; None is the whole sheet or file."""

    sheet: str | None
    row: int | None
    position: int | None
    heading: str | None
    value: str | None
    code: str
    message: str
    proposal: str | None = None  # how to mend it


@dataclass(frozen=True)
class CheckedFile:
    """A file as named on the command line, whether it could be read, and its problems.

    ``is_personal``: a sheet of it was refused for personal data, even where the file is told to be another's copy.
    """

    path: Path
    sha256: str
    is_read: bool
    is_personal: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked:
    """The report of a build with ``columns`` in each entry, and the files in the order they were given."""

    report: dict[str, Any]
    files: tuple[CheckedFile, ...]

    @property
    def is_clean(self) -> bool:
        """Whether no row is rejected and no file or sheet refused."""
        codes = {problem.code for file in self.files for problem in file.problems}
        return not any(outcome(code) in ("rejected", "refused") for code in codes)


class NotAnnotated(Exception):
    """A workbook does not come back; the argument is the message code, which takes the file's name."""


def check(
    paths: Sequence[Path],
    language: str,
    progress: Progress,
    memory_directory: Path | None = None,
    boundaries_directory: Path | None = None,
    iso3: str = HOME,
) -> Checked:
    """Load the files as a build would, in a directory that goes away; nothing is published.

    ``memory_directory``: of the coordination's decisions, as :mod:`etl.memory` keeps them. ``boundaries_directory`` and
    ``iso3``: as for a build. Raises :class:`geo.boundaries.BoundaryError`.
    """
    country, shapes = places_of(iso3, boundaries_directory)
    seen: list[tuple[str, bool, bool]] = []
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        attach(connection, Path(folder) / INTERNAL, "BLOCK_SIZE 16384")
        transform.prepare(connection)
        load_reference(connection, memory_directory, country)
        load_files(connection, reported(noted(files_of(paths), seen), len(paths), progress))
        progress("progress_checking", 0, 1)
        transform.judge(connection, shapes)
        report = with_columns(connection, load_report(connection, language))
        problems = problems_by_file(connection, language)
    files = (
        CheckedFile(path, *facts, tuple(problems.get(number, ())))
        for number, (path, facts) in enumerate(zip(paths, seen, strict=True), start=1)  # as the loader numbers them
    )
    return Checked(report, tuple(files))


def files_of(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """The files in their order; one that is not there is a file that is refused."""
    found = extract([path for path in paths if path.is_file()])
    for path in paths:
        if path.is_file():
            yield next(found)
        else:
            yield SourceFile(shown_name(path), "", datetime.now(UTC), (), "file_missing")
    yield from found  # nothing is left: this lets the reading process end


def noted(files: Iterable[SourceFile], seen: list[tuple[str, bool, bool]]) -> Iterator[SourceFile]:
    """The files as they come; each one's fingerprint, is_read and is_personal are added to ``seen``."""
    for file in files:
        seen.append((file.sha256, file.error is None, any(sheet.personal for sheet in file.sheets)))
        yield file


def with_columns(connection: duckdb.DuckDBPyConnection, report: dict[str, Any]) -> dict[str, Any]:
    """The report, each entry with what its columns were taken for; the entries are in the order of the query."""
    rows = connection.execute(
        """
        SELECT list({'received': c.heading, 'role': c.role, 'confidence': c.confidence} ORDER BY c.position)
               FILTER (c.heading IS NOT NULL)
        FROM warehouse.core.source_files f
        LEFT JOIN warehouse.core.source_sheets s USING (file_id)
        LEFT JOIN staging.columns c USING (sheet_id)
        GROUP BY f.file_id, s.sheet_id
        ORDER BY f.file_id, s.sheet_id
        """
    ).fetchall()
    entries = [entry | {"columns": columns or []} for entry, (columns,) in zip(report["files"], rows, strict=True)]
    return report | {"files": entries}


def problems_by_file(connection: duckdb.DuckDBPyConnection, language: str) -> dict[int, list[Problem]]:
    """The problems under their file's number, in the order of the sheets."""
    rows = connection.execute(
        """
        WITH first_columns AS (SELECT sheet_id, min(position) AS position FROM staging.columns GROUP BY sheet_id)
        SELECT i.file_id, i.sheet, i.row,
               -- what is said of a whole row, or of a column that the sheet lacks, stands in the row's first cell
               CASE WHEN i.row IS NOT NULL THEN coalesce(i.position, f.position) END,
               i."column", i.value, coalesce(i.said, i.value), i.code, i.detail
        FROM warehouse.core.issues i
        LEFT JOIN first_columns f ON f.sheet_id = i.sheet_id
        ORDER BY i.file_id, i.sheet_id NULLS FIRST, i.row NULLS FIRST, i.position, i.code, i.value
        """
    ).fetchall()
    problems: dict[int, list[Problem]] = {}
    for file_id, sheet, row, position, heading, value, said, code, detail in rows:
        message = sentence(code, language, said, detail)
        mending = proposal(code, language, detail)
        problem = Problem(sheet, row, position, heading, value, code, message, mending)
        problems.setdefault(file_id, []).append(problem)
    return problems


def write_back(file: CheckedFile, target: Path, language: str) -> bool:
    """Write the annotated workbook; returns whether all of the partner's own could be kept.

    Raises :class:`NotAnnotated`, and OSError where the disk refuses.
    """
    if file.is_personal:
        raise NotAnnotated("annotate_personal")
    if not file.is_read:
        raise NotAnnotated("annotate_unread")
    if file.path.stat().st_size > LARGEST_ANNOTATED:
        raise NotAnnotated("annotate_too_large")
    if fingerprint(file.path) != file.sha256:
        raise NotAnnotated("annotate_changed")  # what it holds now was never judged
    request = {
        "source": str(file.path.resolve()),
        "target": str(target.resolve()),
        "name": shown_name(file.path),
        "language": language,
        "problems": [asdict(problem) for problem in file.problems],
    }
    # In a child, like every opening of a partner's file: a hostile one can only hurt the child.
    try:
        child = subprocess.run(
            [sys.executable, "-m", "etl.seclusion", "etl.annotate"],
            cwd=Path(__file__).parents[1],
            input=json.dumps(request),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's panic may quote cells: not for a log
            text=True,
            encoding="utf-8",
            timeout=ANNOTATION_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAnnotated("annotate_failed") from error
    if child.returncode or not child.stdout:
        raise NotAnnotated("annotate_failed")
    answer = json.loads(child.stdout)
    if "disk" in answer:
        raise OSError(answer["disk"], answer["reason"], str(target))
    return answer["is_whole"]


def targets(paths: Sequence[Path], out: Path, language: str) -> list[Path]:
    """Where each file comes back: no two in one place, and none over a file that was given."""
    taken = {path.resolve() for path in paths}
    chosen = []
    for path in paths:
        stem = f"{shown_name(path.with_suffix(''))}_{say('checked_suffix', language)}"
        number, target = 1, out / f"{stem}.xlsx"
        while target.resolve() in taken:
            number += 1
            target = out / f"{stem}_{number}.xlsx"
        taken.add(target.resolve())
        chosen.append(target)
    return chosen
