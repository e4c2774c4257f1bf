"""What a check found, out of the files that `python -m etl check` writes: counts, columns, problems, workbooks back."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

SHOWN = 50  # problems of one sheet on the page; the files hold all
LARGEST_REPORT = 400_000_000  # bytes
REPORT = "report.json"
PIECE = 2**20  # bytes
HOLDS_TEXTS = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml")
PERSONAL = "personal_data_refused"


class NotUnderstood(Exception):
    """The child's report is not what it should be."""


@dataclass(frozen=True)
class Heading:
    """A column as received, what it was taken for (None: nothing), and how sure that is (0 to 1)."""

    received: str
    role: str | None
    confidence: float


@dataclass(frozen=True)
class Problem:
    """One remark; ``row`` counts from 1, None is the whole sheet. ``outcome`` is empty where it is not told."""

    sheet: str
    row: int | None
    cell: str
    column: str
    value: str
    outcome: str
    reason: str
    proposal: str


@dataclass(frozen=True)
class Sheet:
    """One sheet, or a file that has none: received = accepted + rejected, and ``warned`` of the accepted."""

    file: str
    name: str
    kind: str
    received: int
    accepted: int
    warned: int
    rejected: int
    not_data: int  # rows of the sheet that are no data: titles, totals, blanks
    columns: tuple[Heading, ...]
    problems: tuple[Problem, ...]  # the first of them
    all_problems: int
    personal: str  # the columns for which the sheet was refused, as the loader names them; empty where it was not


@dataclass(frozen=True)
class Findings:
    """The sheets in the order of the files, and the workbooks that came back, by the name as received."""

    folder: Path
    names: Mapping[str, str]
    repeated: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    returned: Mapping[str, Path]

    @property
    def files(self) -> list[str]:
        return list(dict.fromkeys(sheet.file for sheet in self.sheets))

    def of(self, file: str) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.file == file]


def findings_of(folder: Path, names: Mapping[str, str], repeated: tuple[tuple[str, str], ...]) -> Findings:
    """Read what the child wrote. Raises FileNotFoundError where it wrote nothing, :class:`NotUnderstood`."""
    sheets = tuple(sheet_of(entry, names) for entry in entries(folder))
    personal = {sheet.file for sheet in sheets if sheet.personal}
    returned = {
        name: path
        for stored, name in names.items()
        if name not in personal
        for path in workbooks_back(folder / "out", stored)[:1]
    }
    return Findings(folder, names, repeated, sheets, returned)


def entries(folder: Path) -> list[dict[str, Any]]:
    report = folder / REPORT
    if report.stat().st_size > LARGEST_REPORT:
        raise NotUnderstood
    try:
        return list(json.loads(report.read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood from error


def sheet_of(entry: Mapping[str, Any], names: Mapping[str, str]) -> Sheet:
    try:
        issues = entry["issues"]
        personal = [issue for issue in issues if issue["code"] == PERSONAL]
        return Sheet(
            file=names[entry["file"]],
            name=entry["sheet"] or "",
            kind=entry["kind"] or "",
            received=int(entry["rows_received"]),
            accepted=int(entry["rows_accepted"]),
            warned=int(entry["rows_warned"]),
            rejected=int(entry["rows_rejected"]),
            not_data=int(entry.get("rows_not_data") or 0),
            columns=()
            if personal
            else tuple(
                Heading(str(column["received"]), column["role"], float(column["confidence"]))
                for column in entry["columns"]
            ),
            problems=()
            if personal
            else tuple(problem_of(issue, names) for issue in sorted(issues, key=gravity)[:SHOWN]),
            all_problems=len(issues),
            personal=str(personal[0]["value"] or "") if personal else "",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood from error


GRAVITY = ("refused", "rejected", "", "accepted", "noted")


def gravity(issue: Mapping[str, Any]) -> tuple[int, int]:
    """The gravest first, then in the order of the rows."""
    told = issue.get("outcome") or ""
    return GRAVITY.index(told) if told in GRAVITY else len(GRAVITY), issue["row"] or 0


def problem_of(issue: Mapping[str, Any], names: Mapping[str, str]) -> Problem:
    """A remark of the report; the names that files have in the directory give way to those they came with."""

    def told(name: str) -> str:
        text = str(issue.get(name) or "")
        for stored, received in names.items():
            text = text.replace(stored, received)
        return text

    return Problem(
        sheet=told("sheet"),
        row=issue["row"],
        cell=told("cell"),
        column=told("column"),
        value=told("value"),
        outcome=told("outcome"),
        reason=told("message"),
        proposal=told("proposal"),
    )


def all_problems(findings: Findings) -> Iterator[tuple[str, Problem]]:
    """Every problem with its file, read again from the report: they may be many. Of personal data only the refusal."""
    for entry in entries(findings.folder):
        is_personal = any(issue["code"] == PERSONAL for issue in entry["issues"])
        for issue in entry["issues"]:
            if issue["code"] == PERSONAL or not is_personal:
                yield findings.names[entry["file"]], problem_of(issue, findings.names)


def progress_of(folder: Path) -> tuple[str, int]:
    """Where the child is, told by what it has written: its report first, then one workbook after the other."""
    if not (folder / REPORT).exists():
        return "checking", 0
    return "marking", sum(1 for path in (folder / "out").glob("*.xlsx"))


def workbooks_back(out: Path, stored: str) -> list[Path]:
    """The annotated workbook of a file, in a list; empty where none came back."""
    fingerprint = stored.partition(".")[0]
    found = sorted(path for path in out.iterdir() if path.name.startswith(fingerprint))
    return [path for path in found if path.is_file() and not path.is_symlink()]


def renamed(out: Path, stored: str, name: str) -> None:
    """Write the name as received into the annotated workbook, whose list of errors names the file it was given."""
    for path in workbooks_back(out, stored):
        partial = path.with_suffix(".partial")
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as after:
            for member in before.infolist():
                with before.open(member) as source, after.open(member.filename, "w", force_zip64=True) as target:
                    if HOLDS_TEXTS.fullmatch(member.filename):
                        replace(source, target, stored.encode(), escape(name).encode())
                    else:
                        shutil.copyfileobj(source, target)
        os.replace(partial, path)


def replace(source: IO[bytes], target: IO[bytes], old: bytes, new: bytes) -> None:
    """Copy piece by piece, with one text in the place of another: a sheet unpacks to hundreds of megabytes."""
    rest = b""
    while piece := source.read(PIECE):
        *before, rest = (rest + piece).split(old)
        for text in before:
            target.write(text + new)
        kept = max(len(rest) - len(old) + 1, 0)  # the text may go on in the next piece
        target.write(rest[:kept])
        rest = rest[kept:]
    target.write(rest)
