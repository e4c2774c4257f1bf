"""The public file: what anyone may read, written from the internal one and from nothing else."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import yaml

from etl.disclose.cube import DIMENSIONS, Cube

LIST = Path(__file__).with_name("public.yaml")
DERIVED = ("published_counts", "rounded_counts", "published_tables")  # what is not copied column by column


def public_tables() -> dict[str, dict[str, Any]]:
    """Each table with ``why`` it may be public; ``columns`` that hold something else there, and ``where``, if any."""
    return yaml.safe_load(LIST.read_text(encoding="utf-8"))


def write_public(connection: duckdb.DuckDBPyConnection, cube: Cube) -> None:
    """Fill the attached database ``public``, schema ``marts``, from ``warehouse``."""
    connection.execute("CREATE SCHEMA public.marts")
    tables = public_tables()
    for name, entry in tables.items():
        if name in DERIVED:
            continue
        instead = ", ".join(
            # of the column's own type, though there is nothing in it
            f"{expression or f'CASE WHEN false THEN {column} END'} AS {column}"
            for column, expression in entry.get("columns", {}).items()
        )
        chosen = f"* REPLACE ({instead})" if instead else "*"
        condition = entry.get("where", "true")
        connection.execute(
            f"CREATE TABLE public.marts.{name} AS SELECT {chosen} FROM warehouse.marts.{name} WHERE {condition}"
        )
    # Rounded counts are taken from tables that hold nothing else, never put in the place of true ones.
    source = "core.rounded_counts" if cube.profile == "rounded" else "marts.published_counts"
    connection.execute(
        f"""
        CREATE TABLE public.marts.published_counts AS
        SELECT table_id, period, scheme, level, pcode, {", ".join(DIMENSIONS)},
               CASE WHEN NOT is_withheld THEN value END AS value, is_withheld
        FROM warehouse.{source} WHERE table_id IN (SELECT unnest($tables))
        """,
        {"tables": [table.id for table in cube.public_tables]},
    )
    connection.execute(
        """
        CREATE TABLE public.marts.rounded_counts AS
        SELECT * EXCLUDE (value, rounded), rounded AS value FROM warehouse.core.rounded_base WHERE rounded > 0
        """
    )
    listed = pd.DataFrame([(name, entry["why"]) for name, entry in sorted(tables.items())], columns=["name", "why"])
    connection.register("listed", listed)
    connection.execute("CREATE TABLE public.marts.published_tables AS SELECT name AS table_name, why FROM listed")
    connection.unregister("listed")
