"""What former releases made known: whoever saw one of them may remember it, whichever build is in use now.

Every build keeps what its quarters were ever said to hold (``core.disclosure_memory``); the builds that are kept are
read all together, since a rollback makes any of them the former one. A build of another schema is read as well, as long
as the columns that count are there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.disclose.cube import ALL, Cell, Cube
from etl.disclose.rounded import BASE, Row
from etl.history import stored
from etl.publish import INTERNAL, fingerprint, manifest_of, snapshots
from geo import HOME

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Known:
    """What readers know of a cell: that it was withheld once, and the counts that were shown."""

    was_withheld: bool = False
    shown: frozenset[int] = frozenset()


class OtherProfile(RuntimeError):
    """A quarter was published with the other profile; the arguments are the quarter and that profile."""


def remember_published(connection: duckdb.DuckDBPyConnection, warehouse: Path, cube: Cube, iso3: str = HOME) -> None:
    """Copy what the kept builds of the country published into ``staging``; see former.sql for the tables."""
    connection.execute((HERE / "former.sql").read_text(encoding="utf-8"))
    for build in reversed(stored(warehouse)):
        file = snapshots(warehouse) / build / INTERNAL
        if not file.exists():
            continue  # of before the published counts
        if not is_unchanged(warehouse, build, file) or not is_read(connection, file, build, cube, iso3):
            connection.execute("INSERT INTO staging.unread_before VALUES ($build)", {"build": build})


def is_unchanged(warehouse: Path, build: str, file: Path) -> bool:
    """Whether the file is the one that was published."""
    try:
        return fingerprint(file) == manifest_of(warehouse, build)["sha256"]["internal"]
    except (OSError, KeyError, TypeError):
        return False


def is_read(connection: duckdb.DuckDBPyConnection, file: Path, build: str, cube: Cube, iso3: str) -> bool:
    """Copy what one build published; False where its file, or one of its tables, is not as we know it."""
    quoted = str(file).replace("'", "''")  # ATTACH cannot bind a file name
    try:
        connection.execute(f"ATTACH '{quoted}' AS former (READ_ONLY)")
        copy(connection, build, cube, iso3)
    except duckdb.Error:
        return False
    finally:
        connection.execute("DETACH DATABASE IF EXISTS former")
    return True


def copy(connection: duckdb.DuckDBPyConnection, build: str, cube: Cube, iso3: str) -> None:
    """The same, of the attached database ``former``; nothing is copied of another country. Raises duckdb.Error."""
    tables = columns_by_table(connection)
    if "published_counts" not in tables:
        return
    country, is_demo = connection.execute("SELECT country, is_demo FROM former.marts.build").fetchall()[0]
    if country != iso3:
        return
    if "rounded_base" in tables:
        connection.execute(
            "INSERT INTO staging.rounded_before BY NAME "
            "SELECT *, $build AS build, $is_demo AS is_demo FROM former.core.rounded_base",
            {"build": build, "is_demo": is_demo},
        )
    if "disclosure_memory" in tables:
        connection.execute(
            "INSERT INTO staging.published_before BY NAME "
            "SELECT *, $is_demo AS is_demo FROM former.core.disclosure_memory",
            {"is_demo": is_demo},
        )
        return
    crossed = "".join(f", {name}" for name in cube.dimensions if name in tables["published_counts"])
    connection.execute(
        f"""
        INSERT INTO staging.published_before BY NAME
        SELECT $is_demo AS is_demo, measure, period, scheme, level, pcode{crossed}, is_withheld,
               CASE WHEN NOT is_withheld THEN value END AS value
        FROM former.marts.published_counts
        JOIN (SELECT unnest($ids) AS table_id, unnest($measures) AS measure) USING (table_id)
        """,
        {
            "is_demo": is_demo,
            "ids": [table.id for table in cube.tables],
            "measures": [table.measure for table in cube.tables],
        },
    )


def columns_by_table(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'former'"
    ).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def keep_own_nature(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget what releases of another nature published: a demonstration says nothing of real data."""
    for table in ("published_before", "rounded_before"):
        connection.execute(
            f"""
            DELETE FROM staging.{table} WHERE is_demo <> (
                SELECT coalesce(bool_or(f.is_demo), false)
                FROM warehouse.core.source_files f
                JOIN warehouse.core.source_sheets s USING (file_id) WHERE s.rows_accepted > 0)
            """
        )


def refuse_other_profile(connection: duckdb.DuckDBPyConnection, cube: Cube, periods: Collection[str]) -> None:
    """Raise :class:`OtherProfile` where one of the quarters was ever published with the other profile."""
    other, table = ("suppressed", "published") if cube.profile == "rounded" else ("rounded", "rounded")
    before = connection.execute(f"SELECT DISTINCT period FROM staging.{table}_before ORDER BY period").fetchall()
    for (period,) in before:
        if period in periods:
            raise OtherProfile(period, other)


def memory(connection: duckdb.DuckDBPyConnection, cube: Cube, period: str, scheme: str) -> Mapping[Cell, Known]:
    """What is known of the cells of one quarter. The country is the same in both schemes."""
    rows = connection.execute(
        """
        SELECT DISTINCT * EXCLUDE is_demo FROM staging.published_before
        WHERE period = $period AND (scheme = $scheme OR level = 'country')
        """,
        {"period": period, "scheme": scheme},
    )
    names = [column[0] for column in rows.description or ()]
    found: dict[Cell, Known] = {}
    for values in rows.fetchall():
        row = dict(zip(names, values, strict=True))
        codes = sorted((name, row[name]) for name in cube.dimensions if row[name] not in (None, ALL))
        cell = Cell(row["measure"], row["level"], row["pcode"], tuple(codes))
        known = found.get(cell, Known())
        shown = known.shown if row["is_withheld"] else known.shown | {row["value"]}
        found[cell] = Known(known.was_withheld or row["is_withheld"], shown)
    return found


def roundings(connection: duckdb.DuckDBPyConnection, period: str, scheme: str) -> dict[Row, tuple[int, int]]:
    """The value and the rounded value that each cell of the base had in the newest release that had it."""
    rows = connection.execute(
        f"SELECT {', '.join(BASE)}, value, rounded FROM staging.rounded_before "
        "WHERE period = $period AND scheme = $scheme ORDER BY build",
        {"period": period, "scheme": scheme},
    ).fetchall()
    return {row[:-2]: row[-2:] for row in rows}
