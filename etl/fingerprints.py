"""What went into a build and what came out of it, each told by one fingerprint.

The key is made of all that decides the content, and is known before any workbook is opened. The content hash is made
of the published rows: DuckDB's files are not the same byte for byte from one build to the next.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from etl.extract import LARGEST, SourceFile, shown_name
from etl.memory import MEMORY
from etl.publish import fingerprint
from geo import HOME

ROOT = Path(__file__).resolve().parents[1]
# The rules that turn sources into content, and the pinned versions of what they run on.
CODE = ("etl", "geo", "data/reference", "requirements.txt")
# They name the build, its moment, or the builds before it.
NAMING = (
    "marts.build", "marts.comparison", "marts.changes", "marts.changes_by_kind", "marts.vanished",
    "core.disclosure_seconds", "core.disclosure_memory", "core.disclosure_unread",
)  # fmt: skip
# A file that could not be opened today may be read tomorrow, though nothing in it has changed.
PASSING = frozenset({"file_forbidden", "file_kills_reader", "file_changed"})


@dataclass(frozen=True, order=True)
class Received:
    """A source file as an input: its shown name, its content and the moment it was last written."""

    name: str
    sha256: str
    written: int  # microseconds since 1970: what replaces what, and how fresh a page is, depend on it


def found(paths: Iterable[Path]) -> list[Received]:
    """The files as they lie in their folder, before they are read."""
    return [found_at(path) for path in paths]


def found_at(path: Path) -> Received:
    try:
        stat = path.stat()
        sha256 = fingerprint(path) if stat.st_size <= LARGEST else ""
    except OSError:
        return Received(shown_name(path), "", 0)
    return Received(shown_name(path), sha256, microseconds(datetime.fromtimestamp(stat.st_mtime, UTC)))


def noted(files: Iterable[SourceFile], read: list[SourceFile]) -> Iterator[SourceFile]:
    """The files as they come; each is added to ``read`` without its sheets."""
    for file in files:
        read.append(SourceFile(file.name, file.sha256, file.received_at, (), file.error))
        yield file


def key_of_what_was_read(files: Iterable[SourceFile], surroundings: str) -> str | None:
    """The key of a build from the files as they were read; None where another reading might give something else.

    It differs from the key found beforehand when a file was changed in between.
    """
    files = list(files)
    if any(file.error in PASSING for file in files):
        return None
    return key_of([Received(file.name, file.sha256, microseconds(file.received_at)) for file in files], surroundings)


def key_of(files: Iterable[Received], surroundings: str) -> str:
    """The fingerprint of all inputs, whatever the order of the files."""
    lines = [[file.name, file.sha256, file.written] for file in sorted(files)]
    return hashlib.sha256(json.dumps([surroundings, lines]).encode()).hexdigest()


def surroundings(
    boundaries: Path | None, warehouse: Path, iso3: str = HOME, roads: Path | None = None, profile: str | None = None
) -> str:
    """The fingerprint of the inputs that are no sources: code, country, boundary files, roads, people's decisions,
    and the profile that protects counts of children.
    """
    parts = [
        tree(ROOT, CODE),
        tree(boundaries, (".",)) if boundaries else [],
        tree(warehouse, (MEMORY,)),
        iso3,
        [roads.name, beside(roads)] if roads else [],
        profile,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def beside(file: Path) -> list[list[str]]:
    """A file and those of its name beside it: a shapefile is several."""
    found = file.parent.iterdir() if file.parent.is_dir() else ()
    return tree(file.parent, [path.name for path in found if path.stem == file.stem and path.is_file()])


def tree(root: Path, names: Iterable[str]) -> list[list[str]]:
    """Relative path and fingerprint of each file of some folders, in order, without what Python compiled and locks."""
    files = {
        path
        for name in names
        for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])
        if path.is_file() and path.suffix not in (".pyc", ".lock")
    }
    return sorted([path.relative_to(root).as_posix(), fingerprint(path)] for path in files)


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """The fingerprint of every published row, whatever their order; the tables that name the build are left out."""
    tables = connection.execute(
        """
        SELECT schema_name, table_name FROM duckdb_tables()
        WHERE database_name = 'warehouse' AND schema_name || '.' || table_name NOT IN (SELECT unnest($naming))
        ORDER BY ALL
        """,
        {"naming": list(NAMING)},
    ).fetchall()
    whole = hashlib.sha256()
    for schema, table in tables:
        rows = connection.execute(
            f"""
            SELECT count(*), sha256(coalesce(string_agg(line, '' ORDER BY line), ''))
            FROM (SELECT sha256(CAST(to_json(t) AS VARCHAR)) AS line FROM warehouse.{schema}.{table} t)
            """
        ).fetchall()
        whole.update(json.dumps([schema, table, *rows[0]]).encode())
    return whole.hexdigest()


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
