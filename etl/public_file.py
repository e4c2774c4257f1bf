"""The child process that puts the public tables into their file, without ever having seen an internal number.

The engine fills its blocks up with whatever stood in memory before. A process that has read the internal file would
write pieces of it between the tables of the public one, where no query finds them and any reader of bytes does.
"""

import subprocess
import sys
from pathlib import Path

import duckdb

from etl.database import WRITTEN, attach

ROOT = Path(__file__).resolve().parents[1]
PART = ".parquet"


def write_file(folder: Path, file: Path) -> None:
    """Have a new process make ``file`` of the tables in ``folder``, one Parquet file each.

    Raises ``duckdb.IOException`` where the disk refused, its words last, and RuntimeError for any other end.
    """
    command = [sys.executable, "-m", "etl.public_file", str(folder.resolve()), str(file.resolve())]
    child = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if child.returncode:
        said = child.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise (duckdb.IOException if "IOException" in said else RuntimeError)(said or f"exit code {child.returncode}")


def main(folder: Path, file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        attach(connection, file, WRITTEN, name="public")
        connection.execute("CREATE SCHEMA public.marts")
        for part in sorted(folder.glob(f"*{PART}")):
            connection.execute(
                f"CREATE TABLE public.marts.{part.stem} AS SELECT * FROM read_parquet($part)", {"part": str(part)}
            )
        connection.execute("CHECKPOINT public")


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except duckdb.Error as error:
        sys.exit(f"{type(error).__name__}: {str(error).splitlines()[0]}")
