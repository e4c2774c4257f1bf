"""No test reads or writes the repository's own warehouse."""

import os
from pathlib import Path

import duckdb
import pytest

from etl.commands import main, parser

REAL = Path(__file__).parents[3] / "data" / "warehouse"


def test_opening_the_real_warehouse_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="touches the real warehouse"):
        (REAL / "CURRENT.json").read_text(encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="touches the real warehouse"):
        duckdb.connect(str(REAL / "snapshots" / "any" / "internal.duckdb"), read_only=True)


def test_building_into_the_real_warehouse_fails_the_test_and_writes_nothing(demo_sources: Path) -> None:
    before = os.path.exists(REAL)
    with pytest.raises(pytest.fail.Exception, match="touches the real warehouse"):
        main(["build", "--sources", str(demo_sources), "--warehouse", str(REAL)])
    assert os.path.exists(REAL) == before


def test_the_default_warehouse_is_an_empty_one_of_the_test(tmp_path: Path) -> None:
    chosen = parser("fr").parse_args(["build", "--sources", "x"]).warehouse
    assert chosen == tmp_path / "warehouse"
    assert not chosen.exists()


def test_a_neighbour_of_the_real_warehouse_is_not_refused(tmp_path: Path) -> None:
    assert not (REAL.parent / "warehouse-of-nobody.json").exists()
    with pytest.raises(FileNotFoundError):
        (REAL.parent / "warehouse-of-nobody.json").read_text(encoding="utf-8")
