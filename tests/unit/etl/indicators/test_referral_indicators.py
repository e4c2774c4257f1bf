"""REF-01 to REF-08 on one small ledger whose answers are counted by hand.

Cut-off: 31 March 2025, the end of the last period told. February's deadlines have all passed; of March, none has.
"""

from collections.abc import Iterator

import duckdb
import pytest

from tests.unit.etl.indicators.bare import ROOT, bare, fill, values

ALL = ("*", "*", "*")
FLOW = (
    "period VARCHAR, scheme VARCHAR, from_pcode VARCHAR, from_organisation VARCHAR, to_organisation VARCHAR, "
    "priority VARCHAR, status VARCHAR, reason VARCHAR, answer_within VARCHAR, service_within VARCHAR, sex VARCHAR, "
    "referrals BIGINT, to_pcode VARCHAR, from_service VARCHAR, to_service VARCHAR, "
    "age_group VARCHAR DEFAULT 'unknown', disability VARCHAR DEFAULT 'unknown'"
)
FEB, MAR = "2025-02", "2025-03"
LEDGER = [
    # of February, from a in CF111 to r, urgent: 72 hours
    (FEB, "v2", "CF111", "a", "r", "urgent", "done", None, "within_24h", "within_72h", "girl", 8),
    (FEB, "v2", "CF111", "a", "r", "urgent", "accepted", None, "within_72h", "none", "boy", 4),
    (FEB, "v2", "CF111", "a", "r", "urgent", "rejected", "no_capacity", "within_14d", "none", "boy", 2),
    (FEB, "v2", "CF111", "a", "r", "urgent", "in_progress", None, "none", "none", "girl", 3),
    (FEB, "v2", "CF111", "a", "r", "urgent", "rejected", "declined", "within_24h", "none", "girl", 5),
    (FEB, "v2", "CF111", "a", "r", "urgent", "revoked", None, "none", "none", "girl", 1),
    (FEB, "v2", "CF111", "a", "r", "urgent", "unknown", None, "unknown", "unknown", "girl", 7),
    # known to be answered, nobody tells when
    (FEB, "v2", "CF111", "a", "r", "urgent", "done", None, "unknown", "longer", "unknown", 2),
    (FEB, "v2", "CF112", "a", "s", "normal", "rejected", "service_unavailable", "longer", "none", "boy", 6),
    # of March: the deadlines of none have passed
    (MAR, "v2", "CF12", "b", "r", "normal", "in_progress", None, "none", "none", "boy", 50),
    (MAR, "v2", "CF12", "b", "r", "emergency", "done", None, "within_24h", "within_24h", "boy", 10),
]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        fill(connection, "flows", FLOW, LEDGER)
        connection.execute("CREATE VIEW warehouse.marts.referral_flows AS FROM warehouse.core.flows")
        deadlines = str(ROOT / "data/reference/deadlines.csv")
        connection.read_csv(deadlines, all_varchar=True).create("reference.deadlines")
        connection.execute(
            "CREATE TABLE warehouse.marts.areas AS FROM (VALUES ('v2', 'adm1', 'CF11', 'CF'), "
            "('v2', 'adm1', 'CF12', 'CF'), ('v2', 'adm2', 'CF111', 'CF11'), ('v2', 'adm2', 'CF112', 'CF11')) "
            "a (scheme, level, pcode, parent_pcode)"
        )
        connection.execute((ROOT / "etl/marts/20b_referral_outcomes.sql").read_text(encoding="utf-8"))
        yield connection


def test_referrals_are_counted_by_who_sends_them_and_where(connection: duckdb.DuckDBPyConnection) -> None:
    found = values(connection, "REF-01")
    assert found[(None, FEB, "country", "CF", *ALL)] == (38, None)
    assert found[(None, FEB, "adm2", "CF112", *ALL)] == (6, None)
    assert found[(None, MAR, "adm1", "CF12", *ALL)] == (60, None)
    assert found[(None, "2025-Q1", "org", "a", "girl", "*", "*")] == (24, None)
    assert not any(key[2] == "adm2" and key[1] == MAR for key in found)


def test_answers_within_the_deadline_of_those_whose_deadline_has_passed(connection: duckdb.DuckDBPyConnection) -> None:
    """Trap 20. r: 8 + 4 in time, 2 late, 3 never; s: 6 late (after 14 days). Unknown, declined, taken back: neither."""
    found = values(connection, "REF-02")
    assert found[(None, FEB, "org", "r", *ALL)] == (12, 17)
    assert found[(None, FEB, "org", "s", *ALL)] == (0, 6)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (12, 23)
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (12, 23)
    assert found[(None, FEB, "adm2", "CF111", "girl", "*", "*")] == (8, 11)
    assert (None, MAR, "country", "CF", *ALL) not in found


def test_accepted_of_those_answered_one_way_or_the_other(connection: duckdb.DuckDBPyConnection) -> None:
    found = values(connection, "REF-03")
    assert found[(None, FEB, "org", "r", *ALL)] == (14, 16)  # 8 + 4 + 2 accepted, 2 rejected; declined is no rejection
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (14, 22)
    assert found[(None, "2025-Q1", "org", "r", *ALL)] == (24, 26)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (24, 32)  # March's 10 besides
    assert not any(key[2] == "adm2" for key in found)


def test_served_of_those_that_had_a_month(connection: duckdb.DuckDBPyConnection) -> None:
    """Trap 30: the 4 that were accepted are not served. 8 + 2 of 8 + 4 + 2 + 3 + 2 + 6."""
    found = values(connection, "REF-04")
    assert found[(None, FEB, "country", "CF", *ALL)] == (10, 25)
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (10, 25)
    assert found[(None, FEB, "org", "a", *ALL)] == (10, 25)
    assert found[(None, FEB, "adm2", "CF112", *ALL)] == (0, 6)
    assert (None, MAR, "country", "CF", *ALL) not in found


def test_the_median_time_to_the_service(connection: duckdb.DuckDBPyConnection) -> None:
    """February: 8 in 1-3 days, 2 beyond 14: the 5th of 10 is 5/8 of the way. In the quarter 10 more, within a day."""
    found = values(connection, "REF-05")
    assert found[(None, FEB, "country", "CF", *ALL)] == (2.25, 10)
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (2.25, 10)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (1, 20)


def test_nobody_answered_of_those_whose_deadline_has_passed(connection: duckdb.DuckDBPyConnection) -> None:
    """3 of the 8 + 4 + 2 + 2 answered, whenever, and these 3."""
    found = values(connection, "REF-06")
    assert found[(None, FEB, "org", "r", *ALL)] == (3, 19)
    assert found[(None, FEB, "country", "CF", *ALL)] == (3, 25)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (3, 25)


def test_needs_without_a_service_of_those_whose_outcome_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    found = values(connection, "REF-07")
    assert found[(None, FEB, "adm2", "CF112", *ALL)] == (6, 6)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (6, 22)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (6, 32)  # the 10 accepted in March besides


def test_organisations_that_take_part_of_those_active(connection: duckdb.DuckDBPyConnection) -> None:
    """a sent in February, and is active in January: the quarter counts. c took no part; what d does is no service."""
    columns = (
        "sheet_id INTEGER, row INTEGER, period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, organisation_id VARCHAR"
    )
    fill(connection, "activities", columns, [
        (1, 1, "2025-01", "v2", "CF11", "a"), (1, 2, "2025-01", "v2", "CF11", "c"),
        (1, 3, "2025-01", "v2", "CF12", "c"), (1, 4, "2025-01", "v2", "CF11", "d"),
        (1, 5, "2024-12", "v2", "CF11", "a"),
    ])  # fmt: skip
    fill(connection, "activity_services", "sheet_id INTEGER, row INTEGER, service_code VARCHAR",
         [(1, row, "health") for row in (1, 2, 3, 5)])  # fmt: skip
    found = values(connection, "REF-08")
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (1, 2)
    assert found[(None, "2025-Q1", "adm1", "CF12", *ALL)] == (0, 1)
    assert found[(None, "2024-Q4", "adm1", "CF11", *ALL)] == (0, 1)
