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

from dashboard.watchdog import watched

Owner: TypeAlias = tuple[str, str]  # a role, and whose rows it sees besides the public ones
Parameter: TypeAlias = str | int | float | bool | list[str] | None

POINTER = "CURRENT.json"
# The tables and columns that the pages know: etl/publish.py writes this number, and a test compares the two.
SCHEMA = 10
ROOT = Path(__file__).resolve().parents[1]
OWN_ROWS = Path(__file__).with_name("own_rows")
MEMORY_LIMIT = "1GB"  # of one build's queries together; the heaviest page takes a hundredth of it


class NoWarehouse(Exception):
    """There is no readable warehouse yet."""


class OtherSchema(NoWarehouse):
    """The warehouse was built by another version of Maillage: it must be built again."""


class TooSlow(Exception):
    """A query was stopped: nobody waits that long, and others wait behind it."""


@dataclass(frozen=True)
class Warehouse:
    """One published build. Threads share the connection; each query has a cursor of its own."""

    build: str
    connection: duckdb.DuckDBPyConnection
    is_outdated: bool = False  # a newer build is named but cannot be served

    def query(self, sql: str, parameters: Mapping[str, Parameter] | None = None) -> pd.DataFrame:
        """The rows of a query. Values are bound, never written into the text.

        Two threads on one connection get each other's answers; a cursor costs microseconds. Raises :class:`TooSlow`.
        """
        with self.connection.cursor() as cursor, watched(cursor.interrupt):
            refuse_orders(cursor, sql)
            try:
                return cursor.sql(sql, params=dict(parameters or {})).to_arrow_table().to_pandas()
            except duckdb.InterruptException as error:
                raise TooSlow from error


_lock = threading.Lock()
_opened: dict[tuple[Path, str, Owner | None], Warehouse] = {}
_questions: set[str] = set()  # texts known to be one: as many as there are .sql files


def refuse_orders(cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Let one SELECT through, nothing else: a file that is read-only could still be detached, or hidden by a table."""
    if sql in _questions:
        return
    if [statement.type for statement in cursor.extract_statements(sql)] != [duckdb.StatementType.SELECT]:
        raise duckdb.PermissionException("a query is one SELECT")
    _questions.add(sql)


def current_warehouse(edition: str = "internal", owner: Owner | None = None) -> Warehouse:
    """The build that CURRENT.json names now, opened once and shared.

    Two files hold it, of which only one is opened here: all that is known, and what anyone may see ("public"). With an
    owner, their rows of the other file stand beside it, in the schema ``own``, and nothing else of that file.

    Reading the pointer costs microseconds, so every run sees a new build as soon as it is published. A build that
    cannot be read, whose file is not the one that was published, or whose tables are those of another version, is not
    served: the former one goes on, marked. Raises :class:`NoWarehouse` when there is none at all.
    """
    directory = warehouse_directory()
    with _lock:
        known = _opened.get((directory, edition, owner))
        try:
            build, file, sha256 = read_pointer(directory, edition)
            if known is None or known.build != build:
                verify(file, sha256)
                rest = None
                if owner:
                    _, rest, fingerprint = read_pointer(directory, "internal")
                    verify(rest, fingerprint)
                # The former connection is not closed: a run that began on it ends on it.
                known = _opened[directory, edition, owner] = open_warehouse(file, build, owner, rest)
        except NoWarehouse:
            if known is None:
                raise
            return replace(known, is_outdated=True)
        return known


def read_pointer(directory: Path, edition: str) -> tuple[str, Path, str]:
    """Build, file and fingerprint that CURRENT.json names. One without a number of schema is older than the number."""
    try:
        pointer = json.loads((directory / POINTER).read_text(encoding="utf-8"))
        named = pointer["build"], directory / pointer[edition], pointer["sha256"][edition]
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


def open_warehouse(file: Path, build: str, owner: Owner | None = None, rest: Path | None = None) -> Warehouse:
    """Attach a published file and lock the engine down: no other file, no network, no new setting.

    ``rest``: the file that holds the owner's rows; they are copied, and it is let go of before the first question.
    """
    # In memory with ATTACH: connect(path) would go on serving the old file after a switch.
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "threads": 2,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": "",  # what does not fit fails: nothing of the warehouse is written elsewhere
        }
    )
    try:
        attach(connection, file, "warehouse")
        if owner and rest:
            copy_own_rows(connection, owner, rest)
    except duckdb.Error as error:
        raise NoWarehouse(str(file)) from error
    connection.execute("SET GLOBAL TimeZone = 'UTC'")  # what is shown is the same day whatever the machine's clock
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return Warehouse(build, connection)


def attach(connection: duckdb.DuckDBPyConnection, file: Path, name: str) -> None:
    quoted = str(file).replace("'", "''")  # ATTACH cannot bind a file name
    connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")


def copy_own_rows(connection: duckdb.DuckDBPyConnection, owner: Owner, rest: Path) -> None:
    """One table of the schema ``own`` for each file of ``own_rows``."""
    attach(connection, rest, "internal")
    connection.execute("CREATE SCHEMA own")
    values = dict(zip(("role", "own"), owner, strict=True))
    for path in sorted(OWN_ROWS.glob("*.sql")):
        connection.execute(f"CREATE TABLE own.{path.stem} AS {path.read_text(encoding='utf-8')}", values)
    connection.execute("DETACH internal")
