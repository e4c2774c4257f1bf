"""CM-02 to CM-07 and OUT-01 to OUT-04 on a few rows whose answers are counted by hand."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from tests.unit.etl.indicators.bare import bare, fill, values

ALL = ("*", "*", "*")
PRACTICE = (
    "period VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, measure VARCHAR, sex VARCHAR, "
    "cases BIGINT, scheme VARCHAR DEFAULT 'v2', age_group VARCHAR DEFAULT '5-11', disability VARCHAR DEFAULT 'no', "
    "risk_level VARCHAR DEFAULT 'high', is_duplicate BOOLEAN DEFAULT false"
)
LOADS = (
    "period VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, staff VARCHAR, bracket VARCHAR, "
    "staff_count BIGINT, scheme VARCHAR DEFAULT 'v2', is_duplicate BOOLEAN DEFAULT false"
)
COUNTS = (
    "period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, "
    "case_status VARCHAR, case_count BIGINT, is_duplicate BOOLEAN DEFAULT false"
)
JAN, FEB = "2025-01", "2025-02"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        yield connection


def practice(connection: duckdb.DuckDBPyConnection, name: str, *lines: tuple) -> dict[tuple, tuple]:
    """Values of an indicator from lines of month, sub-prefecture, organisation, measure, sex and cases."""
    rows = [(month, adm2[:4], adm2, who, measure, sex, cases) for month, adm2, who, measure, sex, cases in lines]
    fill(connection, "case_practice", PRACTICE, rows)
    return values(connection, name)


def test_plans_within_two_weeks(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "CM-02",
        (JAN, "CF111", "a", "plan_due", "girl", 10), (JAN, "CF111", "a", "plan_within_14d", "girl", 7),
        (JAN, "CF111", "a", "plan_made", "girl", 9), (FEB, "CF112", "b", "plan_due", "boy", 5),
        (FEB, "CF112", "b", "plan_within_14d", "boy", 5),
    )  # fmt: skip
    assert found[(None, JAN, "country", "CF", *ALL)] == (7, 10)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (12, 15)
    assert found[(None, "2025-Q1", "org", "b", "boy", "*", "*")] == (5, 5)


def test_follow_ups_on_time(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "CM-05",
        (JAN, "CF111", "a", "followup_due", "girl", 20), (JAN, "CF111", "a", "followup_on_time", "girl", 18),
        (FEB, "CF111", "a", "followup_due", "girl", 4), (FEB, "CF111", "a", "followup_on_time", "boy", 0),
        # b tells what was due and not what was done: nobody knows
        (JAN, "CF111", "b", "followup_due", "girl", 50),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "org", "a", *ALL)] == (18, 24)
    assert (None, "2025-Q1", "org", "b", *ALL) not in found
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (18, 20)
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (18, 24)


def test_closures_of_a_known_reason(connection: duckdb.DuckDBPyConnection) -> None:
    """Unknown reasons are in neither number; transfers and deaths are in the denominator."""
    found = practice(
        connection, "CM-06",
        (JAN, "CF111", "a", "closed_formal", "girl", 6), (JAN, "CF111", "a", "closed_transferred", "girl", 2),
        (JAN, "CF111", "a", "closed_death", "boy", 1), (JAN, "CF111", "a", "closed_unknown", "boy", 40),
        (JAN, "CF121", "b", "closed_formal", "boy", 3),
    )  # fmt: skip
    assert found[(None, JAN, "country", "CF", *ALL)] == (9, 12)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (6, 9)
    assert found[(None, JAN, "org", "a", "boy", "*", "*")] == (None, 1)


def test_well_being_of_those_scored_twice(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "CM-07",
        (JAN, "CF111", "a", "wellbeing_scored", "girl", 8), (JAN, "CF111", "a", "wellbeing_improved", "girl", 5),
        (JAN, "CF121", "b", "wellbeing_scored", "boy", 4), (JAN, "CF121", "b", "wellbeing_improved", "boy", 1),
    )  # fmt: skip
    assert found[(None, JAN, "country", "CF", *ALL)] == (6, 12)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (5, 8)


def loads(connection: duckdb.DuckDBPyConnection, *lines: Sequence) -> None:
    """Lines of month, sub-prefecture, organisation, staff, bracket and how many."""
    fill(connection, "caseloads", LOADS, [(month, adm2[:4], adm2, *rest) for month, adm2, *rest in lines])


def test_caseloads_by_brackets_whose_limit_is_the_standard(connection: duckdb.DuckDBPyConnection) -> None:
    """Trap 2. Of 2 + 3 + 1 with cases, 2 + 3 have 25 at most; who has none is not counted. Stocks: February's stand."""
    loads(
        connection,
        (JAN, "CF111", "a", "caseworker", "41+", 9),
        (FEB, "CF111", "a", "caseworker", "0", 4), (FEB, "CF111", "a", "caseworker", "1-10", 2),
        (FEB, "CF111", "a", "caseworker", "21-25", 3), (FEB, "CF111", "a", "caseworker", "26-30", 1),
        (FEB, "CF112", "b", "caseworker", "11-20", 2), (FEB, "CF111", "a", "supervisor", None, 2),
        (FEB, "CF111", "a", "caseworker", "unknown", 30),
    )  # fmt: skip
    fill(connection, "case_counts", COUNTS, [
        (FEB, "v2", "CF11", "CF111", "a", "Actif", 90), (FEB, "v2", "CF11", "CF111", "a", "Nouveau", 30),
    ])  # fmt: skip
    found = values(connection, "CM-03")
    assert found[("at_most_25", "2025-Q1", "country", "CF", *ALL)] == (7, 8)
    assert found[("at_most_25", FEB, "org", "a", *ALL)] == (5, 6)
    assert found[("mean", FEB, "org", "a", *ALL)] == (90, 6)
    # b does not tell its open cases: neither are its caseworkers in the mean
    assert found[("mean", FEB, "adm1", "CF11", *ALL)] == (90, 6)
    assert found[("maximum", "2025-Q1", "country", "CF", *ALL)] == (41, None)
    assert found[("maximum", FEB, "country", "CF", *ALL)] == (26, None)


def test_caseworkers_for_a_supervisor(connection: duckdb.DuckDBPyConnection) -> None:
    """b tells 0 supervisors: none, not infinity. c tells nothing of them: it is in no ratio."""
    loads(
        connection,
        (FEB, "CF111", "a", "caseworker", "1-10", 7), (FEB, "CF111", "a", "caseworker", "0", 3),
        (FEB, "CF111", "a", "supervisor", None, 2), (FEB, "CF112", "b", "caseworker", "1-10", 4),
        (FEB, "CF112", "b", "supervisor", None, 0), (FEB, "CF121", "c", "caseworker", "1-10", 5),
    )  # fmt: skip
    found = values(connection, "CM-04")
    assert found[(None, FEB, "org", "a", *ALL)] == (7, 2)
    assert found[(None, FEB, "org", "b", *ALL)] == (4, 0)
    assert found[(None, FEB, "country", "CF", *ALL)] == (11, 2)
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (11, 2)
    assert (None, FEB, "adm1", "CF12", *ALL) not in found
    assert (None, FEB, "org", "c", *ALL) not in found


def test_unaccompanied_and_separated_children_are_apart(connection: duckdb.DuckDBPyConnection) -> None:
    """Registers are stocks: the quarter is February's."""
    found = practice(
        connection, "OUT-01",
        (JAN, "CF111", "a", "uasc_unaccompanied", "girl", 30),
        (JAN, "CF111", "a", "uasc_unaccompanied_solved", "girl", 3),
        (FEB, "CF111", "a", "uasc_unaccompanied", "girl", 32),
        (FEB, "CF111", "a", "uasc_unaccompanied_solved", "girl", 8),
        (FEB, "CF111", "a", "uasc_separated", "boy", 50), (FEB, "CF111", "a", "uasc_separated_solved", "boy", 45),
    )  # fmt: skip
    assert found[("unaccompanied", "2025-Q1", "country", "CF", *ALL)] == (8, 32)
    assert found[("separated", FEB, "adm1", "CF11", "boy", "*", "*")] == (45, 50)


def test_children_separated_from_armed_groups(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "OUT-02",
        (JAN, "CF111", "a", "caafag_registered", "boy", 40), (JAN, "CF111", "a", "caafag_reintegrated", "boy", 10),
    )  # fmt: skip
    assert found[(None, JAN, "country", "CF", *ALL)] == (10, 40)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (10, 40)
    assert not any(key[2] == "adm2" for key in found)


def test_specialised_care_of_those_in_need_of_it(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "OUT-03",
        (JAN, "CF111", "a", "mhpss_identified", "girl", 12), (JAN, "CF111", "a", "mhpss_referred", "girl", 4),
        (FEB, "CF121", "b", "mhpss_identified", "boy", 5), (FEB, "CF121", "b", "mhpss_referred", "boy", 5),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (9, 17)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (4, 12)
    assert found[(None, "2025-Q1", "adm1", "CF12", "boy", "*", "*")] == (5, 5)


def test_documents_obtained(connection: duckdb.DuckDBPyConnection) -> None:
    found = practice(
        connection, "OUT-04",
        (JAN, "CF111", "a", "documents_obtained", "boy", 100), (FEB, "CF121", "b", "documents_obtained", "girl", 60),
        (FEB, "CF111", "a", "mhpss_identified", "boy", 7),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (160, None)
    assert found[(None, "2025-Q1", "adm1", "CF12", "girl", "*", "*")] == (60, None)
