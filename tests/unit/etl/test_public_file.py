"""The process that writes the public file: what it was given, nothing of what else its parent knows."""

import json
from pathlib import Path

import duckdb
import pytest

from etl.public_file import write_file


def part(folder: Path, name: str, query: str) -> None:
    duckdb.sql(query).write_parquet(str(folder / f"{name}.parquet"))


def test_each_part_is_a_table_with_its_rows_in_their_order(tmp_path: Path) -> None:
    part(tmp_path, "one", "SELECT 7 - range AS n, NULL::DATE AS day FROM range(3)")
    part(tmp_path, "two", "SELECT ['a', 'b'] AS names, 1.50::DECIMAL(38, 2) AS share")
    write_file(tmp_path, tmp_path / "public.duckdb")
    with duckdb.connect(str(tmp_path / "public.duckdb"), read_only=True) as connection:
        assert connection.sql("FROM marts.one").fetchall() == [(7, None), (6, None), (5, None)]
        assert [str(kind) for kind in connection.sql("FROM marts.one").types] == ["BIGINT", "DATE"]
        assert [str(kind) for kind in connection.sql("FROM marts.two").types] == ["VARCHAR[]", "DECIMAL(38,2)"]
    assert not (tmp_path / "public.duckdb.wal").exists()


def test_a_disk_that_refuses_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(duckdb.IOException, match=r"No such file or directory$"):
        write_file(tmp_path, tmp_path / "absent" / "public.duckdb")


def test_a_part_that_is_none_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "one.parquet").write_bytes(b"PAR1 this is no table PAR1")
    with pytest.raises(RuntimeError, match=r"[Pp]arquet"):
        write_file(tmp_path, tmp_path / "public.duckdb")


def test_names_that_only_the_internal_file_knows_are_in_no_byte_of_the_public_one(demo_warehouse: Path) -> None:
    pointer = json.loads((demo_warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(demo_warehouse / pointer["internal"]), read_only=True) as connection:
        files = [name for (name,) in connection.execute("SELECT file FROM core.source_files").fetchall()]
    content = (demo_warehouse / pointer["public"]).read_bytes()
    assert len(files) > 50
    assert [name for name in files if name.encode() in content] == []
