"""INC-01 and INC-02 on a few rows whose answers are counted by hand, at each of their levels."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.unit.etl.indicators.bare import ROOT, bare, fill, values

ALL = ("*", "*", "*")
REACH = (
    "period VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, sector_code VARCHAR, "
    "sex VARCHAR, age_group VARCHAR, disability VARCHAR, people BIGINT, disability_tool VARCHAR DEFAULT 'cfm', "
    "population_status VARCHAR DEFAULT 'host', scheme VARCHAR DEFAULT 'v2', is_duplicate BOOLEAN DEFAULT false"
)
ACTIVITIES = (
    "period VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, sector_code VARCHAR, "
    "reached_count BIGINT, scheme VARCHAR DEFAULT 'v2', is_duplicate BOOLEAN DEFAULT false"
)
JAN, FEB = "2025-01", "2025-02"
HERE, THERE = ("CF11", "CF111"), ("CF12", "CF121")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        fill(connection, "reach_counts", REACH, [
            (JAN, *HERE, "a", "PRO", "girl", "5-11", "no", 40),
            (JAN, *HERE, "a", "PRO", "boy", "12-17", "yes", 10),
            (JAN, *HERE, "a", "PRO", "girl", "unknown", "yes", 6),
            (JAN, *HERE, "a", "PRO", "boy", "5-11", "unknown", 4),
            # adults, babies, and a bracket that holds babies: known, and not of INC-02
            (FEB, *THERE, "b", "PRO", "girl", "18+", "yes", 8),
            (FEB, *THERE, "b", "PRO", "girl", "0-1", "no", 3),
            (FEB, *THERE, "b", "PRO", "boy", "0-4", "yes", 5),
            (FEB, *THERE, "b", "PRO", "boy", "2-4", "no", 14),
        ])  # fmt: skip
        connection.execute(
            "INSERT INTO warehouse.core.reach_counts VALUES "
            "('2025-01', 'CF11', 'CF111', 'a', 'PRO', 'girl', '5-11', 'yes', 99, 'cfm', 'host', 'v2', true)"
        )
        fill(connection, "activities", ACTIVITIES, [
            # of 100 that the 4W tells (two activities), 60 are broken down
            (JAN, *HERE, "a", "PRO", 70),
            (JAN, *HERE, "a", "PRO", 30),
            # of 20, 30 are: the greater counts
            (FEB, *THERE, "b", "PRO", 20),
            # nobody breaks these down
            (FEB, *THERE, "a", "EDU", 50),
            (FEB, *THERE, "a", "EDU", None),
        ])  # fmt: skip
        text = (ROOT / "etl/marts/24_inclusion.sql").read_text(encoding="utf-8")
        first = next(one for one in connection.extract_statements(text) if "marts.reach_people" in one.query)
        connection.execute(first)
        yield connection


def test_inc_01_is_of_all_who_are_reported_as_reached(connection: duckdb.DuckDBPyConnection) -> None:
    found = values(connection, "INC-01")
    at = {key[1:4]: numbers for key, numbers in found.items()}
    assert {key[4:] for key in found} == {ALL}
    # 40 + 10 of a's 100; all 30 of b's 30; none of the 50
    assert at["2025", "country", "CF"] == (80, 180)
    assert at[JAN, "country", "CF"] == (50, 100)
    assert at[FEB, "country", "CF"] == (30, 80)
    assert at["2025-Q1", "adm1", "CF11"] == (50, 100)
    assert at["2025-Q1", "adm1", "CF12"] == (30, 80)
    assert at["2025", "org", "a"] == (50, 150)
    assert at["2025", "org", "b"] == (30, 30)
    assert {level for _, level, _ in at} == {"country", "adm1", "org"}


def test_inc_02_is_of_children_of_two_to_seventeen_with_an_answer(connection: duckdb.DuckDBPyConnection) -> None:
    found = values(connection, "INC-02")
    at = {key[1:]: numbers for key, numbers in found.items() if key[1] == "2025"}
    assert at["2025", "country", "CF", *ALL] == (10, 64)
    assert at["2025", "adm1", "CF11", *ALL] == (10, 50)
    assert at["2025", "adm1", "CF12", *ALL] == (0, 14)
    assert at["2025", "country", "CF", "boy", "*", "*"] == (10, 24)
    assert at["2025", "country", "CF", "girl", "*", "*"] == (0, 40)
    assert at["2025", "country", "CF", "*", "12-17", "*"] == (10, 10)
    assert at["2025", "country", "CF", "boy", "2-4", "*"] == (0, 14)
    assert {key[1] for key in at} == {"country", "adm1"}
