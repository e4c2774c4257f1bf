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

from filelock import FileLock, Timeout

POINTER = "CURRENT.json"
INTERNAL = "internal.duckdb"


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
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    file.chmod(0o440)
    target = warehouse / "snapshots" / build
    target.parent.mkdir(exist_ok=True)
    directory.rename(target)
    synchronise(target.parent)
    pointer = warehouse / POINTER
    content = {
        "build": build,
        "internal": f"snapshots/{build}/{INTERNAL}",
        "sha256": {"internal": sha256},
        "previous": build_pointed_to(pointer),
    }
    draft = warehouse / f"{POINTER}.tmp"
    draft.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    synchronise(draft)
    os.replace(draft, pointer)
    synchronise(warehouse)
    return target / INTERNAL


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
