"""The builds that are kept, and the way back to one of them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.publish import (
    BUILDING,
    INTERNAL,
    MANIFEST,
    SCHEMA,
    current_build,
    is_whole,
    manifest_of,
    point_to,
    pointer_of,
    snapshots,
)

KEPT = 10  # builds kept besides the one in use


@dataclass(frozen=True)
class Build:
    """A published build: its id (it begins with the moment, in universal time), and what it holds.

    One that another version of Maillage made cannot be served by this one, and is not looked into.
    """

    build: str
    is_current: bool
    is_servable: bool
    is_demo: bool
    files: int
    rows_accepted: int
    rows_rejected: int


class UnknownBuild(Exception):
    """There is no such build; the argument is what was asked for."""


class OtherSchema(Exception):
    """Another version of Maillage made the build, and this one could not show it; the argument is its id."""


class DamagedBuild(Exception):
    """The build's file is not the one that was published; the argument is its id."""


def builds(warehouse: Path) -> list[Build]:
    """The builds that stand in the warehouse, newest first."""
    current = current_build(warehouse)
    return [described(warehouse, build, build == current) for build in stored(warehouse)]


def stored(warehouse: Path) -> list[str]:
    """The ids of the builds that were finished, newest first."""
    return sorted((path.parent.name for path in snapshots(warehouse).glob(f"*/{MANIFEST}")), reverse=True)


def described(warehouse: Path, build: str, is_current: bool) -> Build:
    if manifest_of(warehouse, build).get("schema") != SCHEMA:
        return Build(build, is_current, False, False, 0, 0, 0)
    with duckdb.connect() as connection:
        quoted = str(snapshots(warehouse) / build / INTERNAL).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
        rows = connection.execute(
            """
            SELECT any_value(b.is_demo), count(DISTINCT s.file), coalesce(sum(s.rows_accepted), 0),
                   coalesce(sum(s.rows_rejected), 0)
            FROM warehouse.marts.build b LEFT JOIN warehouse.marts.sources s ON true
            """
        ).fetchall()
    is_demo, files, accepted, rejected = rows[0]
    return Build(build, is_current, True, bool(is_demo), int(files), int(accepted), int(rejected))


def build_of(warehouse: Path, key: str) -> str | None:
    """The build that was made of these very inputs and whose file is whole: the one in use, else the newest."""
    current = current_build(warehouse)
    for build in sorted(stored(warehouse), key=lambda build: build != current):  # sorting keeps the newest first
        manifest = manifest_of(warehouse, build)
        if manifest.get("key") == key and manifest.get("schema") == SCHEMA and is_whole(warehouse, build):
            return build
    return None


def roll_back(warehouse: Path, build: str | None = None) -> str:
    """Point to a former build, by default the one before the current one; returns its id.

    Raises :class:`UnknownBuild`, :class:`OtherSchema` and :class:`DamagedBuild`; nothing changes then.
    """
    wanted = build or previous(warehouse)
    folder = snapshots(warehouse) / (wanted or "")
    if not wanted or folder.parent != snapshots(warehouse) or not (folder / MANIFEST).is_file():
        raise UnknownBuild(wanted or "")
    if manifest_of(warehouse, wanted).get("schema") != SCHEMA:
        raise OtherSchema(wanted)
    if not is_whole(warehouse, wanted):
        raise DamagedBuild(wanted)
    point_to(warehouse, wanted)
    return wanted


def previous(warehouse: Path) -> str | None:
    """The build that was in use before the current one."""
    return pointer_of(warehouse).get("previous")


def forget_old(warehouse: Path) -> None:
    """Remove the builds beyond the newest few; the current one and the one before it always stay.

    A dashboard that still reads a removed file goes on reading it: the system keeps it until it is closed.
    """
    safe = {current_build(warehouse), previous(warehouse)}
    folders = sorted((path for path in snapshots(warehouse).iterdir() if path.is_dir()), reverse=True)
    for path in folders[KEPT:]:
        if path.name not in safe:
            # Out of the history in one step: no half of a build stands there, whenever this is interrupted.
            shutil.rmtree(path.rename(warehouse / BUILDING))
