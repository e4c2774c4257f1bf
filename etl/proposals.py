"""The spellings that the warehouse in use asks to settle."""

from pathlib import Path
from typing import Any

import duckdb

from etl.database import attach
from etl.publish import INTERNAL, SCHEMA, current_build, manifest_of, snapshots

COLUMNS = ("kind", "text", "scheme", "level", "target", "target_name", "score", "rows", "state")


def proposals(warehouse: Path) -> list[dict[str, Any]]:
    """One entry a spelling and what it may mean, most rows first; nothing where no warehouse is in use.

    ``score``: from 0 to 1, how alike they are. ``state``: taken, open or new, as marts.proposals says.
    """
    build = current_build(warehouse)
    if build is None or manifest_of(warehouse, build).get("schema") != SCHEMA:
        return []
    with duckdb.connect() as connection:
        attach(connection, snapshots(warehouse) / build / INTERNAL, "READ_ONLY")
        rows = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM warehouse.marts.proposals "
            "ORDER BY rows DESC, kind, text, score DESC, target"
        ).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
