"""MS-01 to MS-04 on a few rows whose answers are counted by hand, at each of their levels."""

import datetime as dt
from collections.abc import Iterator, Sequence

import duckdb
import pytest

from tests.unit.etl.indicators.bare import ROOT, bare, fill, values

ALL = ("*", "*", "*")
MEASURES = (
    "period VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, measure VARCHAR, amount BIGINT, "
    "centre_type VARCHAR DEFAULT 'unknown', sex VARCHAR DEFAULT 'unknown', adm1_pcode VARCHAR, "
    "scheme VARCHAR DEFAULT 'v2', is_duplicate BOOLEAN DEFAULT false"
)
SITES = (
    "sheet_id INTEGER, row INTEGER, adm1_pcode VARCHAR, adm2_pcode VARCHAR, status_code VARCHAR, "
    "accessible_code VARCHAR, period VARCHAR"
)
JAN, FEB, MAR = "2025-01", "2025-02", "2025-03"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        yield connection


def measured(connection: duckdb.DuckDBPyConnection, *lines: tuple) -> None:
    """Lines of month, area, organisation, measure and amount, and perhaps type of centre and sex."""
    fill(connection, "sector_measures", MEASURES, [(*line, "unknown", "unknown")[:7] for line in lines])
    connection.execute(
        "UPDATE warehouse.core.sector_measures SET scheme = CASE WHEN adm2_pcode = 'X11' THEN 'v1' ELSE 'v2' END, "
        "adm1_pcode = CASE WHEN adm2_pcode = 'X11' THEN 'X1' ELSE adm2_pcode[:4] END, "
        "adm2_pcode = CASE WHEN adm2_pcode = 'X11' OR length(adm2_pcode) > 4 THEN adm2_pcode END"
    )


def schools(connection: duckdb.DuckDBPyConnection, *lines: Sequence) -> None:
    """What lists say of schools, a line each month that a school's list is in force; March has January's.

    A line: month, area, status, accessible, and whether it was seen too long ago.
    """
    fill(connection, "service_sites", SITES, [
        (1, row, area[:4], area if len(area) > 4 else None, status, accessible, JAN if month == MAR else month)
        for row, (month, area, status, accessible, _) in enumerate(lines)
    ])  # fmt: skip
    connection.execute(
        "CREATE TABLE staging.site_states (period VARCHAR, sheet_id INTEGER, row INTEGER, service_code VARCHAR, "
        "scheme VARCHAR, level VARCHAR, pcode VARCHAR, is_old BOOLEAN)"
    )
    for row, (month, area, _, _, is_old) in enumerate(lines):
        level = "adm2" if len(area) > 4 else "adm1"
        connection.execute(
            "INSERT INTO staging.site_states VALUES (?, 1, ?, 'school', 'v2', ?, ?, ?)",
            [month, row, level, area, is_old],
        )
    connection.execute("CREATE TABLE warehouse.marts.told_periods AS SELECT unnest(?) AS period", [[JAN, FEB, MAR]])
    connection.execute("CREATE TABLE warehouse.core.area_overlap AS FROM warehouse.core.area_containment LIMIT 0")
    connection.execute(
        "INSERT INTO warehouse.core.area_overlap BY NAME SELECT 'v2' AS from_scheme, 'adm1' AS from_level, "
        "to_pcode AS from_pcode, 'v2' AS to_scheme, 'adm2' AS to_level, from_pcode AS to_pcode "
        "FROM warehouse.core.area_containment WHERE from_scheme = 'v2' AND from_level = 'adm2' AND to_level = 'adm1' "
        "UNION ALL VALUES ('v2', 'adm2', 'CF111', 'v1', 'adm2', 'X11')"
    )
    connection.execute((ROOT / "etl/marts/25_school_facts.sql").read_text(encoding="utf-8"))


def present(connection: duckdb.DuckDBPyConnection, day: dt.date) -> None:
    connection.execute("CREATE TABLE warehouse.marts.present_day AS SELECT ? AS day", [day])


def test_learning_centres_by_the_last_survey(connection: duckdb.DuckDBPyConnection) -> None:
    """January's survey of CF111 gives way to February's: (4 + 1) of (10 + 5); CF112 adds 2 of 6."""
    measured(
        connection,
        (JAN, "CF111", "a", "centres_surveyed", 9, "formal"), (JAN, "CF111", "a", "centres_all_criteria", 9, "formal"),
        (FEB, "CF111", "a", "centres_surveyed", 10, "formal"), (FEB, "CF111", "a", "centres_all_criteria", 4, "formal"),
        (FEB, "CF111", "a", "centres_surveyed", 5, "non_formal"),
        (FEB, "CF111", "a", "centres_all_criteria", 1, "non_formal"),
        (JAN, "CF112", "b", "centres_surveyed", 6), (JAN, "CF112", "b", "centres_all_criteria", 2),
        # a prefecture of which no more is told counts in it, and in no sub-prefecture
        (JAN, "CF12", "c", "centres_surveyed", 7), (JAN, "CF12", "c", "centres_all_criteria", 0),
        # nobody tells how many of these meet the criteria
        (FEB, "CF111", "d", "centres_surveyed", 50),
    )  # fmt: skip
    found = values(connection, "MS-01")
    assert found[(None, JAN, "adm2", "CF111", *ALL)] == (9, 9)
    assert found[(None, "2025-Q1", "adm2", "CF111", *ALL)] == (5, 15)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (7, 21)
    assert found[(None, "2025", "adm1", "CF12", *ALL)] == (0, 7)
    assert {level for _, _, level, *_ in found} == {"adm1", "adm2"}
    assert (None, JAN, "adm2", "CF12", *ALL) not in found


def test_health_workers_by_sex(connection: duckdb.DuckDBPyConnection) -> None:
    """3 of 8 women and 1 of 4 men of CF111; in CF112 the men's training is not told: its 6 women alone are counted."""
    measured(
        connection,
        *((JAN, "CF111", "a", f"health_workers_{what}", n, "unknown", sex) for what, sex, n in (
            ("assessed", "girl", 8), ("trained_cmr", "girl", 3), ("assessed", "boy", 4), ("trained_cmr", "boy", 1))),
        *((JAN, "CF112", "a", f"health_workers_{what}", n, "unknown", sex) for what, sex, n in (
            ("assessed", "girl", 6), ("trained_cmr", "girl", 0), ("assessed", "boy", 9))),
    )  # fmt: skip
    found = values(connection, "MS-04")
    assert found[(None, JAN, "adm2", "CF111", *ALL)] == (4, 12)
    assert found[(None, JAN, "adm2", "CF111", "boy", "*", "*")] == (1, 4)
    assert found[(None, "2025", "adm1", "CF11", *ALL)] == (4, 18)
    assert found[(None, "2025-Q1", "adm1", "CF11", "girl", "*", "*")] == (3, 14)
    assert (None, JAN, "adm2", "CF112", "boy", "*", "*") not in found


def test_accessible_schools_by_lists_else_by_surveys(connection: duckdb.DuckDBPyConnection) -> None:
    """CF111: in January 1 of 2, as the third is unknown, in February 2 of 2; its survey is set aside, as is that of its
    prefecture. No list tells of CF112: 3 of 5. What is told of CF121 has no part."""
    measured(
        connection,
        (FEB, "CF111", "a", "schools_access_known", 9), (FEB, "CF111", "a", "schools_accessible", 9),
        (FEB, "CF11", "a", "schools_access_known", 20), (FEB, "CF11", "a", "schools_accessible", 20),
        (FEB, "CF112", "a", "schools_access_known", 5), (FEB, "CF112", "a", "schools_accessible", 3),
        (FEB, "CF121", "a", "schools_access_known", 5),
        # the same ground in the other scheme, and another year, of which no list tells
        (JAN, "X11", "a", "schools_access_known", 9), (JAN, "X11", "a", "schools_accessible", 9),
        ("2024-12", "CF111", "a", "schools_access_known", 4), ("2024-12", "CF111", "a", "schools_accessible", 1),
    )  # fmt: skip
    schools(
        connection,
        (JAN, "CF111", "functional", "yes", False), (JAN, "CF111", "unknown", "no", True),
        (JAN, "CF111", "functional", "unknown", False), (FEB, "CF111", "functional", "yes", False),
        (FEB, "CF111", "occupied", "yes", False),
    )  # fmt: skip
    found = values(connection, "MS-02")
    assert found[(None, JAN, "adm2", "CF111", *ALL)] == (1, 2)
    assert found[(None, "2025-Q1", "adm2", "CF111", *ALL)] == (2, 2)
    assert found[(None, FEB, "adm2", "CF112", *ALL)] == (3, 5)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (5, 7)
    assert found[(None, "2024", "adm1", "CF11", *ALL)] == (1, 4)
    assert {(level, area) for _, _, level, area, *_ in found} == {
        ("adm1", "CF11"),
        ("adm2", "CF111"),
        ("adm2", "CF112"),
    }


def test_attacks_add_up_and_occupied_schools_are_those_of_the_last_month(connection: duckdb.DuckDBPyConnection) -> None:
    """Attacks: 2 + 1 in CF11 and 0 in CF12. Occupied: of CF111 1 of 2 in February, as one was seen too long ago, and
    nothing in March, of which no list tells; by surveys 1 of 4 in CF112 and 2 of 6 in CF12; country: 4 of 12."""
    measured(
        connection,
        (JAN, "CF11", "a", "education_attacks", 2), (FEB, "CF11", "b", "education_attacks", 1),
        (FEB, "CF12", "a", "education_attacks", 0),
        (JAN, "CF112", "a", "schools_status_known", 4), (JAN, "CF112", "a", "schools_occupied", 1),
        (FEB, "CF12", "a", "schools_status_known", 6), (FEB, "CF12", "a", "schools_occupied", 2),
    )  # fmt: skip
    schools(
        connection,
        (JAN, "CF111", "occupied", "unknown", False), (FEB, "CF111", "occupied", "unknown", False),
        (FEB, "CF111", "functional", "unknown", False), (FEB, "CF111", "occupied", "unknown", True),
        (FEB, "CF111", "unknown", "yes", False), (MAR, "CF111", "occupied", "yes", False),
    )  # fmt: skip
    present(connection, dt.date(2025, 5, 1))
    found = values(connection, "MS-03")
    assert found[("attacks", "2025-Q1", "adm1", "CF11", *ALL)] == (3, None)
    assert found[("attacks", FEB, "adm1", "CF12", *ALL)] == (0, None)
    assert found[("attacks", "2025", "country", "CF", *ALL)] == (3, None)
    assert found[("occupied", JAN, "adm1", "CF11", *ALL)] == (2, 5)
    assert found[("occupied", "2025-Q1", "adm1", "CF11", *ALL)] == (2, 6)
    assert found[("occupied", "2025-Q1", "country", "CF", *ALL)] == (4, 12)
    assert {level for _, _, level, *_ in found} == {"country", "adm1"}
    assert ("occupied", MAR, "country", "CF", *ALL) not in found


def test_nothing_of_ms_03_is_told_before_a_month_has_passed(connection: duckdb.DuckDBPyConnection) -> None:
    """On 28 March a month has passed after January and after 28 February; March's facts wait, in its quarter too."""
    measured(
        connection,
        *((month, "CF12", "a", "education_attacks", 1) for month in (JAN, FEB, MAR)),
        *((month, "CF12", "a", f"schools_{what}", 1) for month in (FEB, MAR) for what in ("status_known", "occupied")),
    )  # fmt: skip
    schools(connection)
    present(connection, dt.date(2025, 3, 28))
    found = values(connection, "MS-03")
    assert found[("attacks", "2025-Q1", "country", "CF", *ALL)] == (2, None)
    assert ("attacks", MAR, "country", "CF", *ALL) not in found
    assert {period for part, period, *_ in found if part == "occupied"} == {FEB, "2025-Q1", "2025"}
