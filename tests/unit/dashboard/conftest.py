"""A published warehouse written by hand: four areas, two sectors, two periods, numbers to be checked in one's head."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse import Warehouse, current_warehouse

MARTS = Path(__file__).with_name("marts.sql")


def publish(directory: Path, build: str) -> Path:
    """Write a snapshot of the hand-made marts and point CURRENT.json to it."""
    file = directory / "snapshots" / build / "internal.duckdb"
    file.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{file}' AS warehouse")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(MARTS.read_text(encoding="utf-8"))
        connection.execute("UPDATE warehouse.marts.build SET build = $build", {"build": build})
    point(directory, build)
    return file


def point(directory: Path, build: str) -> None:
    pointer = {"build": build, "internal": f"snapshots/{build}/internal.duckdb"}
    (directory / "CURRENT.json").write_text(json.dumps(pointer), encoding="utf-8")


@pytest.fixture
def published(tmp_path: Path) -> Callable[[str], Path]:
    """Publish one more build in the test's own warehouse directory, the one MAILLAGE_WAREHOUSE names."""
    return lambda build: publish(tmp_path / "warehouse", build)


@pytest.fixture
def warehouse(published: Callable[[str], Path]) -> Warehouse:
    published("by-hand")
    return current_warehouse()
