"""The DuckDB files of a build, as they are opened to be written and to be read."""

from pathlib import Path

import duckdb

# Small blocks: the warehouse is made of many small tables. No journal: a build that is stopped is thrown away whole.
WRITTEN = "BLOCK_SIZE 16384, RECOVERY_MODE no_wal_writes"
READ_ONLY = "READ_ONLY"


def attach(connection: duckdb.DuckDBPyConnection, path: Path, option: str, name: str = "warehouse") -> None:
    """Open the file as the database ``name``. Raises ``duckdb.IOException``."""
    # ATTACH cannot bind a file name; the quotes of a path are doubled as SQL asks.
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name} ({option})")
