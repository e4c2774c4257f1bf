"""The whole build, in the order it happens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import transform
from etl.access import read_roads
from etl.changes import Changes, changes, remember_former
from etl.database import READ_ONLY, WRITTEN, attach
from etl.disclose.cube import read_cube
from etl.disclose.former import remember_published
from etl.disclose.release import release
from etl.extract import SourceFile, extract, source_paths
from etl.fingerprints import content_hash, found, key_of, key_of_what_was_read, noted, surroundings
from etl.history import build_of, forget_old
from etl.load import load_files, load_reference
from etl.memory import MEMORY, UnreadableMemory, lines
from etl.periods import period_of_cell
from etl.public import write_public
from etl.publish import (
    INTERNAL,
    PUBLIC,
    named,
    new_build_directory,
    new_build_id,
    point_to,
    pointer_of,
    publish,
    snapshots,
    sole_builder,
)
from etl.report import build_report
from geo import HOME, boundaries
from geo.country import Country, read_country

EXPECTED_REPORTS = "expected_reports.csv"
# Called at each step with a message code, how much is done and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What a build gave: its id (None when nothing could be loaded) and the load report.

    ``news`` is the code of the sentence that says what was done: ``published``, ``build_unchanged`` (the build in use
    was made of the same inputs) or ``build_served_again`` (a kept one was). ``changes`` only where one was published.
    """

    build: str | None
    report: dict[str, Any]
    news: str = "published"
    changes: Changes | None = None


class NothingToLoad(Exception):
    """The sources hold no file of a kind we read; the argument is the message code."""


def build(
    sources: Path,
    warehouse: Path,
    boundaries_directory: Path | None,
    language: str,
    progress: Progress,
    iso3: str = HOME,
    roads: Path | None = None,
    profile: str | None = None,
) -> Outcome:
    """Read the sources and publish a new snapshot, unless one was made of the very same inputs.

    ``iso3``: the country whose places the sources name; those of another than RCA are in its boundary files.
    ``roads``: a file of roads to travel on; the report says so where it cannot be used. ``profile``: how counts of
    children are protected, in place of what cube.yaml says.
    Nothing changes when nothing could be loaded. Raises :class:`NothingToLoad`, :class:`etl.memory.UnreadableMemory`,
    :class:`etl.extract.SourcesUnreadable`, :class:`geo.boundaries.BoundaryError`, :class:`etl.publish.BuildRunning`
    :class:`etl.transform.BrokenContract`, :class:`etl.disclose.cube.NotACube`,
    :class:`etl.disclose.former.OtherProfile`, :class:`etl.disclose.quarter.NotSafe` and
    :class:`etl.disclose.quarter.CubeTooLarge`.
    """
    paths = source_paths(sources)
    if not paths:
        raise NothingToLoad("sources_empty")
    cube = read_cube(profile=profile)
    with sole_builder(warehouse):
        progress("progress_comparing", 0, 1)
        around = surroundings(boundaries_directory, warehouse, iso3, roads, cube.profile)
        if known := build_of(warehouse, key_of(found(paths), around)):
            return served(warehouse, known, language)
        progress("progress_boundaries", 0, 1)
        country, shapes = places_of(iso3, boundaries_directory)
        directory = new_build_directory(warehouse)
        read: list[SourceFile] = []
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            attach(connection, directory / INTERNAL, WRITTEN)
            transform.prepare(connection)
            remember_former(connection, warehouse, iso3)
            remember_published(connection, warehouse, cube, iso3)
            load_reference(connection, warehouse / MEMORY, country)
            load_expected(connection, warehouse / MEMORY / EXPECTED_REPORTS)
            load_files(connection, reported(noted(extract(paths), read), len(paths), progress))
            progress("progress_checking", 0, 1)
            transform.judge(connection, shapes)
            transform.derive(connection, shapes, read_roads(roads))
            progress("progress_protecting", 0, 1)
            release(connection, cube)
            report = build_report(connection, language)
            if not report["totals"]["rows_accepted"]:
                return Outcome(None, report)
            key = key_of_what_was_read(read, around)
            build_id = new_build_id(key or "unsettled")
            name_build(connection, build_id, iso3)
            connection.execute("CHECKPOINT warehouse")
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            # What is checked is the closed file as readers will open it, not the memory of the build.
            attach(connection, directory / INTERNAL, READ_ONLY)
            transform.check_contracts(connection)
            content, changed = content_hash(connection), changes(connection)
            write_public(connection, cube, directory / PUBLIC)
        progress("progress_publishing", 0, 1)
        publish(warehouse, directory, build_id, key, content)
        forget_old(warehouse)
    return Outcome(build_id, report, changes=changed)


def places_of(iso3: str, boundaries_directory: Path | None) -> tuple[Country | None, tuple[boundaries.Boundaries, ...]]:
    """The country, None for RCA (its places are our reference), and its shapes. Raises BoundaryError."""
    if iso3 == HOME:
        return None, boundaries.load(boundaries_directory)
    country = read_country(iso3, boundaries_directory)
    return country, country.boundaries


def served(warehouse: Path, build_id: str, language: str) -> Outcome:
    """The outcome of a build that need not be made: it is pointed to if it is not the one in use.

    Its file is the one whose contracts were checked, byte for byte: making it again could only give the same content.
    """
    news = "build_unchanged"
    if not named(warehouse, build_id).items() <= pointer_of(warehouse).items():
        point_to(warehouse, build_id)
        news = "build_served_again"
    with duckdb.connect() as connection:
        attach(connection, snapshots(warehouse) / build_id / INTERNAL, READ_ONLY)
        return Outcome(build_id, build_report(connection, language), news)


def reported(files: Iterator[SourceFile], total: int, progress: Progress) -> Iterator[SourceFile]:
    for done, file in enumerate(files):
        progress("progress_reading", done, total)
        yield file
    progress("progress_reading", total, total)


def load_expected(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The list of who must report, period by period, in ``staging.expected_reports``; empty where there is no list."""
    connection.execute("CREATE TABLE staging.expected_reports (period VARCHAR, organisation VARCHAR)")
    for number, line in enumerate(lines(path, ("period", "organisation")), start=2):  # the headings are line 1
        period = period_of_cell(line["period"])
        organisation = line["organisation"].strip()
        if period is None or not organisation:
            raise UnreadableMemory(path.name, number)
        connection.execute("INSERT INTO staging.expected_reports VALUES (?, ?)", [period, organisation])


def name_build(connection: duckdb.DuckDBPyConnection, build_id: str, iso3: str = HOME) -> None:
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
                        (SELECT max(scheme) FROM warehouse.core.areas)) AS scheme,
               $iso3 AS country
        """,
        {"build": build_id, "built_at": datetime.now(UTC), "iso3": iso3},
    )
