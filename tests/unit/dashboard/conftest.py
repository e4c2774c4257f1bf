"""A published warehouse written by hand: four areas, two sectors, two periods, numbers to be checked in one's head."""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse import SCHEMA, Warehouse, current_warehouse

MARTS = Path(__file__).with_name("marts.sql")


def publish(directory: Path, build: str, marts: str | None = None) -> Path:
    """Write a snapshot of the hand-made marts and point CURRENT.json to it."""
    file = directory / "snapshots" / build / "internal.duckdb"
    file.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        quoted = str(file).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS warehouse")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(marts or MARTS.read_text(encoding="utf-8"))
        connection.execute("UPDATE warehouse.marts.build SET build = $build", {"build": build})
    point(directory, build, file)
    return file


def point(directory: Path, build: str, file: Path) -> None:
    """Write the pointer as ``etl.publish`` does."""
    content = {
        "build": build,
        "schema": SCHEMA,
        # one file serves as both
        **dict.fromkeys(("internal", "public"), file.relative_to(directory).as_posix()),
        "sha256": dict.fromkeys(("internal", "public"), hashlib.sha256(file.read_bytes()).hexdigest()),
    }
    (directory / "CURRENT.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Path]:
    """Publish one more build in the test's own warehouse directory, the one MAILLAGE_WAREHOUSE names."""
    return partial(publish, tmp_path / "warehouse")


@pytest.fixture
def warehouse(published: Callable[..., Path]) -> Warehouse:
    published("by-hand")
    return current_warehouse()
