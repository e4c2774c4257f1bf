"""Switch the dashboard to a new build, whole or not at all.

A build is written in a directory of its own, renamed whole into ``snapshots/``, and only then named by
``CURRENT.json``, which is replaced atomically. Readers of the old build go on with it undisturbed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

POINTER = "CURRENT.json"
INTERNAL = "internal.duckdb"
MANIFEST = "build.json"


class BuildRunning(Exception):
    """Another build holds the lock."""


@contextmanager
def sole_builder(warehouse: Path) -> Generator[None]:
    """Hold the lock of a warehouse directory; the system frees it if this process dies."""
    warehouse.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(warehouse / "etl.lock", blocking=False):
            yield
    except Timeout as error:
        raise BuildRunning from error


def new_build_directory(warehouse: Path) -> Path:
    """An empty directory to build in; what an interrupted build left behind goes first."""
    directory = warehouse / "building"
    if directory.exists():
        shutil.rmtree(directory)
    directory.mkdir()
    return directory


def new_build_id(input_key: str) -> str:
    # Microseconds: the same sources may be built twice within a second.
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{input_key[:12]}"


def publish(warehouse: Path, directory: Path, build: str) -> Path:
    """Move a finished build to its place and point to it; returns the path of its internal file."""
    file = directory / INTERNAL
    if (directory / f"{INTERNAL}.wal").exists():
        raise RuntimeError("the build was not closed: a write-ahead log is left beside it")
    synchronise(file)
    # Beside the file, so that a former build can be pointed to again and checked.
    write_whole(directory / MANIFEST, {"build": build, "sha256": {"internal": fingerprint(file)}})
    file.chmod(0o440)
    target = snapshots(warehouse) / build
    target.parent.mkdir(exist_ok=True)
    directory.rename(target)
    synchronise(target.parent)
    point_to(warehouse, build)
    return target / INTERNAL


def point_to(warehouse: Path, build: str) -> None:
    """Make CURRENT.json name a build that stands in ``snapshots/``, in one atomic step."""
    manifest = json.loads((snapshots(warehouse) / build / MANIFEST).read_text(encoding="utf-8"))
    pointer = warehouse / POINTER
    content = {
        "build": build,
        "internal": f"snapshots/{build}/{INTERNAL}",
        "sha256": manifest["sha256"],
        "previous": build_pointed_to(pointer),
    }
    write_whole(pointer, content)


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write a small JSON file so that a reader finds the old one or the new one, never a part."""
    draft = path.with_name(f"{path.name}.tmp")
    draft.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    synchronise(draft)
    os.replace(draft, path)
    synchronise(path.parent)


def snapshots(warehouse: Path) -> Path:
    return warehouse / "snapshots"


def fingerprint(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def build_pointed_to(pointer: Path) -> str | None:
    """The build that a pointer names; None for a damaged pointer too, so that the next build mends it."""
    try:
        return json.loads(pointer.read_text(encoding="utf-8"))["build"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def synchronise(path: Path) -> None:
    """Force a file's or directory's content to the disk (Windows has no such call for directories)."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
