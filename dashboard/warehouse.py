"""The published warehouse, read-only: open it, know its build, query it."""

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import duckdb
import pandas as pd

Parameter: TypeAlias = str | int | float | bool | list[str] | None

POINTER = "CURRENT.json"
# The tables and columns that the pages know: etl/publish.py writes this number, and a test compares the two.
SCHEMA = 4
ROOT = Path(__file__).resolve().parents[1]


class NoWarehouse(Exception):
    """There is no readable warehouse yet."""


class OtherSchema(NoWarehouse):
    """The warehouse was built by another version of Maillage: it must be built again."""


@dataclass(frozen=True)
class Warehouse:
    """One published build. Threads share the connection; each query has a cursor of its own."""

    build: str
    connection: duckdb.DuckDBPyConnection
    is_outdated: bool = False  # a newer build is named but cannot be served

    def query(self, sql: str, parameters: Mapping[str, Parameter] | None = None) -> pd.DataFrame:
        """The rows of a query. Values are bound, never written into the text.

        Two threads on one connection get each other's answers; a cursor costs microseconds.
        """
        with self.connection.cursor() as cursor:
            return cursor.sql(sql, params=dict(parameters or {})).to_arrow_table().to_pandas()


_lock = threading.Lock()
_opened: dict[Path, Warehouse] = {}


def current_warehouse() -> Warehouse:
    """The build that CURRENT.json names now, opened once and shared.

    Reading the pointer costs microseconds, so every run sees a new build as soon as it is published. A build that
    cannot be read, whose file is not the one that was published, or whose tables are those of another version, is not
    served: the former one goes on, marked. Raises :class:`NoWarehouse` when there is none at all.
    """
    directory = warehouse_directory()
    with _lock:
        known = _opened.get(directory)
        try:
            build, file, sha256 = read_pointer(directory)
            if known is None or known.build != build:
                verify(file, sha256)
                # The former connection is not closed: a run that began on it ends on it.
                known = _opened[directory] = open_warehouse(file, build)
        except NoWarehouse:
            if known is None:
                raise
            return replace(known, is_outdated=True)
        return known


def read_pointer(directory: Path) -> tuple[str, Path, str]:
    """Build, file and fingerprint that CURRENT.json names. One without a number of schema is older than the number."""
    try:
        pointer = json.loads((directory / POINTER).read_text(encoding="utf-8"))
        named = pointer["build"], directory / pointer["internal"], pointer["sha256"]["internal"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoWarehouse(str(directory)) from error
    if pointer.get("schema") != SCHEMA:
        raise OtherSchema(str(directory))
    return named


def verify(file: Path, sha256: str) -> None:
    """Refuse a file that is not, byte for byte, the one that was published."""
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise NoWarehouse(str(file)) from error
    if found != sha256:
        raise NoWarehouse(str(file))


def warehouse_directory() -> Path:
    """The directory that ``MAILLAGE_WAREHOUSE`` names, else ``data/warehouse``."""
    return Path(os.environ.get("MAILLAGE_WAREHOUSE") or ROOT / "data" / "warehouse").resolve()


def open_warehouse(file: Path, build: str) -> Warehouse:
    """Attach a published file and lock the engine down: no other file, no network, no new setting."""
    # In memory with ATTACH: connect(path) would go on serving the old file after a switch.
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "threads": 2,
        }
    )
    quoted = str(file).replace("'", "''")  # ATTACH cannot bind a file name
    try:
        connection.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
    except duckdb.Error as error:
        raise NoWarehouse(str(file)) from error
    connection.execute("SET GLOBAL TimeZone = 'UTC'")  # what is shown is the same day whatever the machine's clock
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return Warehouse(build, connection)
