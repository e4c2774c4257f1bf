"""Find the source files, fingerprint them, and have a child process read them."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import pyarrow as pa

from etl import reader
from etl.publish import fingerprint

TIMEOUT = 120  # seconds of waiting for one file, whatever the child is doing
LARGEST = 200_000_000  # bytes of one source file


@dataclass(frozen=True)
class Sheet:
    """One grid of text: ``table`` has columns c0, c1…, and its first row is row 1 of the sheet.

    ``personal``: headings for which the whole sheet was refused (the table is empty then); ``contacts``: headings of
    columns of staff contacts that were emptied. ``facts``: columns row, column (from 0, the sheet's own) and fact, as
    :class:`etl.sheet_xml.Facts` names them; ``merged`` and ``hidden_rows`` likewise. ``far``: cells left out, as A1.
    ``encoding``: of a text that is not UTF-8. ``is_searched``: whether the facts could be looked for.
    """

    name: str
    is_hidden: bool
    first_column: int
    table: pa.Table
    personal: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    facts: pa.Table | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    far: tuple[str, ...] = ()
    encoding: str | None = None
    is_searched: bool = True


@dataclass(frozen=True)
class SourceFile:
    """A file as received: its fingerprint, and either its sheets or the code, and value, of what is wrong with it."""

    name: str
    sha256: str
    received_at: datetime
    sheets: tuple[Sheet, ...] = field(repr=False)
    error: str | None = None
    error_value: str = ""


class SourcesUnreadable(Exception):
    """The directory of sources cannot be listed; the argument is the message code."""


def source_paths(directory: Path) -> list[Path]:
    """Workbooks and CSV files of a directory, in name order; Excel's lock files (``~$…``) are not sources."""
    if not directory.is_dir():
        raise SourcesUnreadable("sources_not_directory")
    try:
        paths = sorted(directory.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise SourcesUnreadable("sources_forbidden") from error
    return [
        path
        for path in paths
        if path.suffix.lower() in reader.SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file()
    ]


def extract(paths: list[Path]) -> Iterator[SourceFile]:
    """Read each file in turn; a file that kills the reading process is reported and the next one is read."""
    child = ReadingProcess()
    try:
        for path in paths:
            yield child.read(path)
    finally:
        child.stop()


class ReadingProcess:
    """Speaks to ``etl.reader``; starts it when needed and again after a death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> SourceFile:
        name = shown_name(path)
        try:
            stat = path.stat()
            received_at = datetime.fromtimestamp(stat.st_mtime, UTC)
            if stat.st_size > LARGEST:
                return SourceFile(name, "", received_at, (), "file_too_large")
            sha256 = fingerprint(path)
            with tempfile.TemporaryDirectory(prefix="maillage-") as out:
                answer = self._read_somehow({"path": str(path.resolve()), "out": out})
                if fingerprint(path) != sha256:
                    return SourceFile(name, sha256, received_at, (), "file_changed")
                if "error" in answer:
                    return SourceFile(name, sha256, received_at, (), answer["error"], answer["value"])
                return SourceFile(name, sha256, received_at, tuple(map(sheet_of, answer["sheets"])))
        except OSError:
            return SourceFile(name, "", datetime.now(UTC), (), "file_forbidden")

    def _read_somehow(self, request: dict) -> dict:
        """What the child answers; one that dies is started anew, the second time to read cell by cell."""
        was_new = self._process is None
        answer = self._ask(request)
        if answer.get("error") == "file_kills_reader" and not was_new:
            answer = self._ask(request)  # what it had read before may have left it too little room
        if answer.get("error") == "file_kills_reader":
            answer = self._ask(request | {"is_careful": True})
        return answer

    def _ask(self, request: dict) -> dict:
        process = self._started()
        # A parser that hangs is ended by this timer: waiting on a pipe has no time-out of its own.
        timer = threading.Timer(TIMEOUT, process.kill)
        timer.start()
        try:
            stdin, stdout = cast("tuple[IO[str], IO[str]]", (process.stdin, process.stdout))
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line.endswith("\n"):  # it died before its answer, or in the middle of it
            process.kill()
            process.wait()
            self.stop()
            return {"error": "file_kills_reader", "value": ""}
        return json.loads(line)

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "etl.seclusion", "etl.reader"],
                cwd=Path(__file__).parents[1],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a parser's panic may quote cells: not for a log
                text=True,
                encoding="utf-8",
                # Reserves of address space, which is limited, that nobody would use.
                env=os.environ
                | {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"},
            )
        return self._process

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def sheet_of(answer: dict) -> Sheet:
    return Sheet(
        answer["name"],
        answer["is_hidden"],
        answer["first_column"],
        read_table(answer["table"]),
        tuple(answer["personal"]),
        tuple(answer["contacts"]),
        read_table(answer["facts"]),
        tuple((a, b, c, d) for a, b, c, d in answer["merged"]),
        tuple(answer["hidden_rows"]),
        tuple(answer["far"]),
        answer["encoding"],
        answer["is_searched"],
    )


def shown_name(path: Path) -> str:
    """The file's name as text that can be stored and shown.

    One packed by an old Windows may not be UTF-8; control marks could turn what is shown around it.
    """
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return "".join(mark for mark in name if unicodedata.category(mark) not in ("Cc", "Cf") and mark not in "/\\")


def read_table(path: str) -> pa.Table:
    """The table, in memory: the file goes away with its temporary directory."""
    with pa.OSFile(path, "rb") as source:
        return pa.ipc.open_file(source).read_all()
