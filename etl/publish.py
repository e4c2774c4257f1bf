"""Switch the dashboard to a new build, whole or not at all.

A build is written in a directory of its own, renamed whole into ``snapshots/``, and only then named by
``CURRENT.json``, which is replaced atomically. Readers of the old build go on with it undisturbed.
A build that is stopped at any moment leaves a directory that nobody is pointed to; the next one sweeps it away.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

POINTER = "CURRENT.json"
# The two files of a build: all that is known, and what anyone may see. They are readable by different users.
INTERNAL, PUBLIC = "internal.duckdb", "public.duckdb"
FILES = {"internal": (INTERNAL, 0o440), "public": (PUBLIC, 0o444)}
MANIFEST = "build.json"
BUILDING = "building"
# Which tables and columns a published file has. It goes up whenever a page would fail on a file of before; the
# dashboard repeats it (dashboard/warehouse.py) and serves no other.
SCHEMA = 10


class BuildRunning(Exception):
    """Another build holds the lock."""


@contextmanager
def sole_builder(warehouse: Path) -> Generator[None]:
    """Hold the lock of a warehouse directory; the system frees it if this process dies.

    Nothing unfinished is left behind, neither by whoever held it before nor by an error.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(warehouse / "etl.lock", blocking=False):
            sweep(warehouse)
            try:
                yield
            finally:
                with suppress(OSError):  # what went wrong is already on its way to the user
                    sweep(warehouse)
    except Timeout as error:
        raise BuildRunning from error


def sweep(warehouse: Path) -> None:
    """Remove what an interrupted build left behind. Only who holds the lock may call it."""
    if (warehouse / BUILDING).exists():
        shutil.rmtree(warehouse / BUILDING)
    draft_of(warehouse / POINTER).unlink(missing_ok=True)


def new_build_directory(warehouse: Path) -> Path:
    """An empty directory to build in; what an interrupted build left behind goes first."""
    sweep(warehouse)
    directory = warehouse / BUILDING
    directory.mkdir()
    return directory


def new_build_id(key: str) -> str:
    # Microseconds: two builds may come within a second.
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{key[:12]}"


def publish(warehouse: Path, directory: Path, build: str, key: str | None, content: str) -> Path:
    """Move a finished build, both files of it, to its place and point to it; returns the path of its internal file.

    ``key`` and ``content`` are the fingerprints of what went in and of what came out (``etl.fingerprints``).
    """
    for name, _ in FILES.values():
        if (directory / f"{name}.wal").exists():
            raise RuntimeError("the build was not closed: a write-ahead log is left beside it")
        synchronise(directory / name)
    # Beside the file, so that a former build can be pointed to again and checked.
    manifest = {
        "build": build,
        "schema": SCHEMA,
        "key": key,
        "content": content,
        "sha256": {edition: fingerprint(directory / name) for edition, (name, _) in FILES.items()},
    }
    write_whole(directory / MANIFEST, manifest)
    for name, mode in FILES.values():
        (directory / name).chmod(mode)
    target = snapshots(warehouse) / build
    target.parent.mkdir(exist_ok=True)
    directory.rename(target)
    synchronise(target.parent)
    point_to(warehouse, build)
    return target / INTERNAL


def point_to(warehouse: Path, build: str) -> None:
    """Make CURRENT.json name a build that stands in ``snapshots/``, in one atomic step."""
    before = current_build(warehouse)
    # Where the pointer names the build already, but wrongly, the one before stays the one before.
    previous = pointer_of(warehouse).get("previous") if before == build else before
    write_whole(warehouse / POINTER, named(warehouse, build) | {"previous": previous})


def named(warehouse: Path, build: str) -> dict[str, Any]:
    """What CURRENT.json says of a build when it names it."""
    manifest = manifest_of(warehouse, build)
    return {
        "build": build,
        "schema": manifest.get("schema"),  # a build of before the number has none
        **{edition: f"snapshots/{build}/{name}" for edition, (name, _) in FILES.items()},
        "sha256": manifest["sha256"],
    }


def manifest_of(warehouse: Path, build: str) -> dict[str, Any]:
    """What stands beside a build's file: the arguments of :func:`publish`, its schema and its fingerprint."""
    return read_whole(snapshots(warehouse) / build / MANIFEST)


def is_whole(warehouse: Path, build: str) -> bool:
    """Whether the files of a build are, byte for byte, those that were published."""
    try:
        published = manifest_of(warehouse, build)["sha256"]
        return all(
            fingerprint(snapshots(warehouse) / build / name) == published[edition]
            for edition, (name, _) in FILES.items()
        )
    except (OSError, KeyError, TypeError):
        return False


def draft_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.tmp")


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write a small JSON file so that a reader finds the old one or the new one, never a part."""
    draft = draft_of(path)
    draft.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    synchronise(draft)
    os.replace(draft, path)
    synchronise(path.parent)


def snapshots(warehouse: Path) -> Path:
    return warehouse / "snapshots"


def fingerprint(file: Path, algorithm: str = "sha256") -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, algorithm).hexdigest()


def read_whole(path: Path) -> dict[str, Any]:
    """A small JSON file; nothing where there is none, or a damaged one, so that the next build mends it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def pointer_of(warehouse: Path) -> dict[str, Any]:
    """What CURRENT.json says."""
    return read_whole(warehouse / POINTER)


def current_build(warehouse: Path) -> str | None:
    """The build that CURRENT.json names, if any."""
    build = pointer_of(warehouse).get("build")
    return build if isinstance(build, str) else None


def synchronise(path: Path) -> None:
    """Force a file's or directory's content to the disk (Windows has no such call for directories)."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
