"""Run the SQL of staging, core and marts, in the order of the file names."""

import re
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from etl import contradictions, indicators
from etl.access import GivenRoads, measure
from etl.messages import LANGUAGES, catalogue, say
from geo.boundaries import Boundaries
from geo.places import locate

HERE = Path(__file__).parent


class BrokenContract(Exception):
    """The built warehouse breaks a promise; the argument names the contract."""


def run_sql(connection: duckdb.DuckDBPyConnection, folder: str, first: str = "", last: str = "~") -> None:
    """Run the files of a folder whose names lie between two names."""
    for path in sorted((HERE / folder).glob("*.sql")):
        if first <= path.name <= last:
            try:
                for statement in statements(path):
                    connection.execute(statement)
            except duckdb.Error as error:
                error.add_note(f"in {path.relative_to(HERE)}")
                raise


@cache
def statements(path: Path) -> list[duckdb.Statement]:
    """The statements of a file, parsed once: a tenth of what a build of a few rows takes."""
    return duckdb.extract_statements(path.read_text(encoding="utf-8"))


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the staging tables and the macros they use."""
    run_sql(connection, "staging", last="01~")


def judge(connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...]) -> None:
    """From staged text to facts, each row accepted or rejected: all that a report speaks of."""
    run_sql(connection, "staging", first="02", last="03~")
    place_by_coordinates(connection, boundaries)
    # Pages show remarks by kind: the sentence of each code, with an ellipsis for what it is about.
    outcomes = pd.DataFrame(
        [
            (code, text["outcome"], *(without_orphans(say(code, language, "…", "…")) for language in LANGUAGES))
            for code, text in catalogue().items()
            if "outcome" in text
        ],
        columns=["code", "outcome", "sentence_fr", "sentence_en"],
    )
    connection.register("severities", outcomes)
    run_sql(connection, "staging", first="04")
    run_sql(connection, "core")


def derive(
    connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...], roads: GivenRoads | None = None
) -> None:
    """From facts to marts; travel times are those of ``roads``, where some are given."""
    measure(connection, boundaries, roads)
    run_sql(connection, "marts")
    contradictions.find(connection)
    indicators.measure(connection)
    store_boundaries(connection, boundaries)


def without_orphans(sentence: str) -> str:
    """A sentence in which no line can begin with a colon or end with an opening guillemet."""
    return re.sub(" (?=[:;?!»])|(?<=«) ", "\u00a0", sentence).replace("….", "…")


def place_by_coordinates(connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...]) -> None:
    """Give the rows that state no place the sub-prefecture their coordinates fall in, and check the others.

    Only official full-resolution shapes can contradict a stated place; approximate ones are too coarse for that.
    """
    points = connection.execute(
        """
        SELECT p.sheet_id, p.row, p.scheme, p.adm2_pcode, p.adm1_pcode,
               tidy(concat(p.adm1_name, p.adm1_code, p.adm2_name, p.adm2_code)) IS NULL AS is_unplaced,
               decimal_number(p.latitude) AS latitude, decimal_number(p.longitude) AS longitude
        FROM staging.row_places p
        WHERE p.kind = 'service_sites' AND coalesce(p.latitude, p.longitude) IS NOT NULL
        """
    ).df()
    if points.empty:
        return
    by_scheme = {shapes.scheme: shapes for shapes in boundaries if shapes.level == "adm2"}
    parts = []
    for scheme, rows in points.groupby("scheme"):
        shapes = by_scheme[str(scheme)]
        parts.append(
            rows.assign(found=locate(rows, shapes.shapes).astype("object"), is_official=shapes.basis == "official")
        )
    located = pd.concat(parts)
    located = located[located["found"].notna()]
    connection.register("located", located)
    connection.execute(
        """
        UPDATE staging.row_places p
        SET adm2_pcode = l.found,
            adm1_pcode = (SELECT parent_pcode FROM reference.areas a
                          WHERE a.scheme = l.scheme AND a.level = 'adm2' AND a.pcode = l.found)
        FROM located l
        WHERE l.is_unplaced AND l.sheet_id = p.sheet_id AND l.row = p.row;

        INSERT INTO staging.issues
        SELECT s.file_id, l.sheet_id, s.sheet, l.row, 'latitude', concat_ws(' ', l.latitude, l.longitude),
               CASE WHEN l.is_unplaced THEN 'place_coordinates_used' ELSE 'place_coordinates_outside' END, l.found
        FROM located l
        JOIN staging.sheets s USING (sheet_id)
        WHERE l.is_unplaced OR (l.is_official AND l.adm2_pcode <> l.found);
        """
    )
    connection.unregister("located")


def store_boundaries(connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...]) -> None:
    """The shapes that maps draw, simplified; the full ones stay out of what is published."""
    connection.execute(
        "CREATE TABLE warehouse.marts.boundaries ("
        "scheme VARCHAR, level VARCHAR, basis VARCHAR, source VARCHAR, licence VARCHAR, geojson VARCHAR, "
        "west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE)"
    )
    connection.executemany(
        "INSERT INTO warehouse.marts.boundaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                shapes.scheme,
                shapes.level,
                shapes.basis,
                shapes.source,
                shapes.licence,
                shapes.geojson(),
                *map(float, shapes.shapes.total_bounds),
            )
            for shapes in boundaries
        ],
    )


def check_contracts(connection: duckdb.DuckDBPyConnection) -> None:
    """Each contract is a query for offending rows. Raises :class:`BrokenContract` at the first that has any."""
    for path in sorted((HERE / "contracts").glob("*.sql")):
        if connection.execute(path.read_text(encoding="utf-8")).fetchall():
            raise BrokenContract(path.stem)
