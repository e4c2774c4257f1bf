"""The whole build, in the order it happens."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import transform
from etl.extract import SourceFile, extract, source_paths
from etl.history import forget_old
from etl.load import load_files, load_reference
from etl.publish import INTERNAL, new_build_directory, new_build_id, publish, sole_builder
from etl.report import load_report
from geo import boundaries

# Called at each step with a message code, how much is done and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What a build gave: its id (None when nothing could be loaded) and the load report."""

    build: str | None
    report: dict[str, Any]


class NothingToLoad(Exception):
    """The sources hold no file of a kind we read; the argument is the message code."""


def build(
    sources: Path, warehouse: Path, boundaries_directory: Path | None, language: str, progress: Progress
) -> Outcome:
    """Read the sources and publish a new snapshot; nothing changes when nothing could be loaded.

    Raises :class:`NothingToLoad`, :class:`etl.extract.SourcesUnreadable`, :class:`geo.boundaries.BoundaryError`,
    :class:`etl.publish.BuildRunning` and :class:`etl.transform.BrokenContract`.
    """
    paths = source_paths(sources)
    if not paths:
        raise NothingToLoad("sources_empty")
    progress("progress_boundaries", 0, 1)
    shapes = boundaries.load(boundaries_directory)
    with sole_builder(warehouse):
        directory = new_build_directory(warehouse)
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            # Small blocks: the warehouse is made of many small tables.
            attach(connection, directory / INTERNAL, "BLOCK_SIZE 16384")
            transform.prepare(connection)
            load_reference(connection)
            load_files(connection, reported(extract(paths), len(paths), progress))
            progress("progress_checking", 0, 1)
            transform.transform(connection, shapes)
            report = load_report(connection, language)
            if not report["totals"]["rows_accepted"]:
                return Outcome(None, report)
            build_id = new_build_id(input_key(connection))
            name_build(connection, build_id)
            connection.execute("CHECKPOINT warehouse")
        with duckdb.connect() as connection:
            # What is checked is the closed file as readers will open it, not the memory of the build.
            attach(connection, directory / INTERNAL, "READ_ONLY")
            transform.check_contracts(connection)
        progress("progress_publishing", 0, 1)
        publish(warehouse, directory, build_id)
        forget_old(warehouse)
    return Outcome(build_id, report)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, option: str) -> None:
    # ATTACH cannot bind a file name; the quotes of a path are doubled as SQL asks.
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS warehouse ({option})")


def reported(files: Iterator[SourceFile], total: int, progress: Progress) -> Iterator[SourceFile]:
    for done, file in enumerate(files):
        progress("progress_reading", done, total)
        yield file
    progress("progress_reading", total, total)


def input_key(connection: duckdb.DuckDBPyConnection) -> str:
    """A fingerprint of all the inputs, whatever the order of the files."""
    rows = connection.execute("SELECT sha256, file FROM warehouse.core.source_files ORDER BY ALL").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def name_build(connection: duckdb.DuckDBPyConnection, build_id: str) -> None:
    connection.execute(
        """
        CREATE TABLE warehouse.marts.build AS
        WITH loaded AS (
            -- a file that was refused says nothing of what is published
            SELECT * FROM warehouse.core.source_files
            WHERE file_id IN (SELECT file_id FROM warehouse.core.source_sheets WHERE rows_accepted > 0)
        )
        SELECT $build AS build, $built_at::TIMESTAMPTZ AS built_at,
               (SELECT coalesce(bool_or(is_demo), false) FROM loaded) AS is_demo,
               (SELECT max(received_at) FROM loaded) AS received_at,
               coalesce((SELECT arg_max(scheme, period_end(period)) FROM warehouse.core.activities),
                        'cod_v02') AS scheme
        """,
        {"build": build_id, "built_at": datetime.now(UTC)},
    )
