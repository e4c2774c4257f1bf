"""The public file: what anyone may read, written from the internal one and from nothing else."""

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import yaml

from etl.disclose.cube import DIMENSIONS, Cube
from etl.public_file import PART, write_file

LIST = Path(__file__).with_name("public.yaml")
DERIVED = ("published_counts", "rounded_counts", "published_tables")  # what is not copied column by column


def public_tables() -> dict[str, dict[str, Any]]:
    """Each table with ``why`` it may be public; ``columns`` that hold something else there, and ``where``, if any."""
    return yaml.safe_load(LIST.read_text(encoding="utf-8"))


def write_public(connection: duckdb.DuckDBPyConnection, cube: Cube, file: Path) -> None:
    """Make the public ``file`` of what is attached as ``warehouse``. Raises ``duckdb.IOException``."""
    # In the build's own folder: on its disk, and swept away with it.
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="public-") as folder:
        for name, table in public_relations(connection, cube).items():
            table.write_parquet(str(Path(folder) / f"{name}{PART}"), compression="uncompressed")
        # Where an orphan of a build that was killed writes on, no later build looks.
        written = Path(folder) / file.name
        write_file(Path(folder), written)
        written.replace(file)


def public_relations(connection: duckdb.DuckDBPyConnection, cube: Cube) -> dict[str, duckdb.DuckDBPyRelation]:
    """Each table of the public file, as it is taken from the internal one."""
    tables = public_tables()
    relations = {}
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
        relations[name] = connection.sql(f"SELECT {chosen} FROM warehouse.marts.{name} WHERE {condition}")
    # Rounded counts are taken from tables that hold nothing else, never put in the place of true ones.
    source = "core.rounded_counts" if cube.profile == "rounded" else "marts.published_counts"
    relations["published_counts"] = connection.sql(
        f"""
        SELECT table_id, period, scheme, level, pcode, {", ".join(DIMENSIONS)},
               CASE WHEN NOT is_withheld THEN value END AS value, is_withheld
        FROM warehouse.{source} WHERE table_id IN (SELECT unnest($tables))
        """,
        params={"tables": [table.id for table in cube.public_tables]},
    )
    relations["rounded_counts"] = connection.sql(
        "SELECT * EXCLUDE (value, rounded), rounded AS value FROM warehouse.core.rounded_base WHERE rounded > 0"
    )
    listed = [(name, entry["why"]) for name, entry in sorted(tables.items())]
    relations["published_tables"] = connection.sql(
        "SELECT unnest($names) AS table_name, unnest($whys) AS why",
        params=dict(zip(("names", "whys"), map(list, zip(*listed, strict=True)), strict=True)),
    )
    return relations
