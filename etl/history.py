"""The builds that are kept, and the way back to one of them."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.publish import INTERNAL, MANIFEST, POINTER, build_pointed_to, fingerprint, point_to, snapshots

KEPT = 10  # builds kept besides the one in use


@dataclass(frozen=True)
class Build:
    """A published build: its id (it begins with the moment, in universal time), and what it holds."""

    build: str
    is_current: bool
    is_demo: bool
    files: int
    rows_accepted: int
    rows_rejected: int


class UnknownBuild(Exception):
    """There is no such build; the argument is what was asked for."""


class DamagedBuild(Exception):
    """The build's file is not the one that was published; the argument is its id."""


def builds(warehouse: Path) -> list[Build]:
    """The builds that stand in the warehouse, newest first."""
    current = build_pointed_to(warehouse / POINTER)
    found = (path.parent.name for path in snapshots(warehouse).glob(f"*/{MANIFEST}"))
    return [described(warehouse, build, build == current) for build in sorted(found, reverse=True)]


def described(warehouse: Path, build: str, is_current: bool) -> Build:
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
    return Build(build, is_current, bool(is_demo), int(files), int(accepted), int(rejected))


def roll_back(warehouse: Path, build: str | None = None) -> str:
    """Point to a former build, by default the one before the current one; returns its id.

    Raises :class:`UnknownBuild` and :class:`DamagedBuild`; nothing changes then.
    """
    wanted = build or previous(warehouse)
    folder = snapshots(warehouse) / (wanted or "")
    if not wanted or folder.parent != snapshots(warehouse) or not (folder / MANIFEST).is_file():
        raise UnknownBuild(wanted or "")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if fingerprint(folder / INTERNAL) != manifest["sha256"]["internal"]:
        raise DamagedBuild(wanted)
    point_to(warehouse, wanted)
    return wanted


def previous(warehouse: Path) -> str | None:
    """The build that was in use before the current one."""
    try:
        return json.loads((warehouse / POINTER).read_text(encoding="utf-8"))["previous"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_old(warehouse: Path) -> None:
    """Remove the builds beyond the newest few; the current one and the one before it always stay.

    A dashboard that still reads a removed file goes on reading it: the system keeps it until it is closed.
    """
    safe = {build_pointed_to(warehouse / POINTER), previous(warehouse)}
    stored = sorted((path for path in snapshots(warehouse).iterdir() if path.is_dir()), reverse=True)
    for path in stored[KEPT:]:
        if path.name not in safe:
            shutil.rmtree(path)
