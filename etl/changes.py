"""What changed since the build in use: what must be known of it beforehand, and the few words said of it afterwards.

The comparison itself is ``etl/marts/06_changes.sql``.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.publish import INTERNAL, SCHEMA, current_build, is_whole, manifest_of, snapshots
from geo import HOME

# What of a former build is compared: small tables, copied so that its file is closed before the new one is written.
COPIED = ("totals", "areas_named")


@dataclass(frozen=True)
class Jump:
    """A sum ten times larger or smaller than before; ``former_period`` is None when two builds are compared."""

    kind: str
    organisation: str
    period: str
    former_period: str | None
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """Before and after of three counts, the organisations and areas that are gone, and the suspicious jumps.

    ``reason`` says why nothing was compared (``first_build``, ``other_schema``, ``unreadable``, ``other_nature``,
    ``other_country``).
    """

    former_build: str | None
    reason: str | None
    rows: tuple[int, int]
    actors: tuple[int, int]
    areas: tuple[int, int]
    gone_organisations: tuple[str, ...]
    gone_areas: tuple[str, ...]
    jumps: tuple[Jump, ...]


def remember_former(connection: duckdb.DuckDBPyConnection, warehouse: Path, iso3: str = HOME) -> None:
    """Copy into ``staging`` what the comparison needs of the build in use, or the reason why there is nothing."""
    former = current_build(warehouse)
    reason = "first_build" if former is None else copied(connection, warehouse, former, iso3)
    connection.execute(
        "CREATE TABLE staging.former AS SELECT $build::VARCHAR AS build, $reason::VARCHAR AS reason",
        {"build": former, "reason": reason},
    )


def copied(connection: duckdb.DuckDBPyConnection, warehouse: Path, build: str, iso3: str) -> str | None:
    """Copy the tables of a build of the country; returns the reason when it cannot be."""
    manifest = manifest_of(warehouse, build)
    if manifest and manifest.get("schema") != SCHEMA:
        return "other_schema"
    if not is_whole(warehouse, build):
        return "unreadable"
    quoted = str(snapshots(warehouse) / build / INTERNAL).replace("'", "''")  # ATTACH cannot bind a file name
    connection.execute(f"ATTACH '{quoted}' AS former (READ_ONLY)")
    try:
        if connection.execute("SELECT country FROM former.marts.build").fetchall() != [(iso3,)]:
            return "other_country"
        for table in COPIED:
            connection.execute(f"CREATE TABLE staging.former_{table} AS FROM former.marts.{table}")
        connection.execute("CREATE TABLE staging.former_nature AS SELECT is_demo FROM former.marts.build")
    finally:
        connection.execute("DETACH former")
    return None


def changes(connection: duckdb.DuckDBPyConnection) -> Changes:
    """What the new warehouse says of its changes."""
    former_build, reason, *counts = connection.execute("FROM warehouse.marts.comparison").fetchall()[0]
    rows, actors, areas = zip(counts[::2], counts[1::2], strict=True)
    gone: dict[str, list[str]] = {"organisation": [], "area": []}
    for what, name in connection.execute("SELECT what, name FROM warehouse.marts.vanished ORDER BY ALL").fetchall():
        gone[what].append(name)
    jumps = connection.execute(
        """
        SELECT kind, organisation, period, former_period, counted_before, counted_after
        FROM warehouse.marts.changes
        WHERE suspicion IS NOT NULL
        ORDER BY compared_with, period DESC, kind, organisation
        """
    ).fetchall()
    return Changes(
        former_build,
        reason,
        rows,
        actors,
        areas,
        tuple(gone["organisation"]),
        tuple(gone["area"]),
        tuple(Jump(*jump) for jump in jumps),
    )
