"""MS-05 by hand: joint and integrated activities of those of known modality."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.unit.etl.indicators.bare import bare, fill, values

ALL = ("*", "*", "*")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        yield connection


def test_joint_activities_of_those_of_known_modality(connection: duckdb.DuckDBPyConnection) -> None:
    """January in CF11: two joint with a second sector, one joint without (in neither number), three parallel, one
    without a modality, one repeated: 2 of 5. CF12: none of 1. Both months together: 3 of 7."""
    columns = (
        "sheet_id INTEGER, row INTEGER, period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, "
        "joint_modality VARCHAR, is_duplicate BOOLEAN"
    )
    fill(connection, "activities", columns, [
        (1, 1, "2025-01", "v2", "CF11", "CF111", "joint", False),
        (1, 2, "2025-01", "v2", "CF11", "CF112", "integrated", False),
        (1, 3, "2025-01", "v2", "CF11", "CF112", "joint", False),
        (1, 4, "2025-01", "v2", "CF11", "CF111", "parallel", False),
        (1, 5, "2025-01", "v2", "CF11", "CF111", "parallel", False),
        (1, 6, "2025-01", "v2", "CF11", None, "parallel", False),
        (1, 7, "2025-01", "v2", "CF11", "CF111", None, False),
        (1, 8, "2025-01", "v2", "CF11", "CF111", "joint", True),
        (1, 9, "2025-01", "v2", "CF12", "CF121", "parallel", False),
        (1, 10, "2025-02", "v2", "CF11", "CF111", "joint", False),
    ])  # fmt: skip
    joined = "sheet_id INTEGER, row INTEGER, sector_code VARCHAR"
    told = [(1, 1, "EDU"), (1, 1, "HEA"), (1, 2, "EDU"), (1, 8, "EDU"), (1, 10, "HEA")]
    fill(connection, "activity_joint_sectors", joined, told)
    found = values(connection, "MS-05")
    assert found[(None, "2025-01", "adm1", "CF11", *ALL)] == (2, 5)
    assert found[(None, "2025-01", "adm1", "CF12", *ALL)] == (0, 1)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (3, 7)
    assert found[(None, "2025-02", "country", "CF", *ALL)] == (1, 1)
    assert ("adm2" in {key[2] for key in found}) is False
