"""COV-01 to COV-10, CO-01, CO-03 and CO-04 at each of their levels, on a few rows whose answers are worked out by hand.

The sources tell January and February 2025 in v2; marts tell the other scheme and the quarter besides.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import duckdb
import pytest

from tests.unit.etl.indicators.bare import ROOT, bare, fill, values

ALL = ("*", "*", "*")
JAN, FEB, Q1 = "2025-01", "2025-02", "2025-Q1"
ACTIVITY = "period VARCHAR, scheme VARCHAR, organisation_id VARCHAR, adm1_pcode VARCHAR, sheet_id INTEGER"
COVERAGE = (
    "period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, service_code VARCHAR, status VARCHAR, "
    "functional_sites BIGINT, population BIGINT, children BIGINT, school_age BIGINT"
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        connection.execute(
            "CREATE TABLE warehouse.marts.areas AS FROM (VALUES ('v2', 'adm1', 'CF11', 'CF'), "
            "('v2', 'adm1', 'CF12', 'CF'), ('v2', 'adm2', 'CF111', 'CF11'), ('v2', 'adm2', 'CF112', 'CF11'), "
            "('v2', 'adm2', 'CF121', 'CF12'), ('v1', 'adm2', 'X11', 'X1')) a (scheme, level, pcode, parent_pcode)"
        )
        yield connection


def mart(connection: duckdb.DuckDBPyConnection, name: str, columns: str, lines: Sequence[tuple]) -> None:
    fill(connection, name, columns, lines)
    connection.execute(f"CREATE VIEW warehouse.marts.{name} AS FROM warehouse.core.{name}")


def told(
    connection: duckdb.DuckDBPyConnection,
    activities: Sequence[tuple] = ((JAN, "v2", "a", "CF11", 1), (FEB, "v2", "a", "CF11", 1)),
    sites: Sequence[tuple] = (),
) -> None:
    fill(connection, "activities", ACTIVITY, activities)
    fill(connection, "service_sites", "period VARCHAR, scheme VARCHAR", sites)
    connection.execute((ROOT / "etl/marts/11b_told_periods.sql").read_text(encoding="utf-8"))


def coverage(connection: duckdb.DuckDBPyConnection, *lines: tuple) -> None:
    """Of lines of month, sub-prefecture, service, status, sites, population, children, school age.

    Each stands besides in the other scheme, in its prefecture and in the quarter, where it must not be counted again.
    """
    told(connection)
    rows = [
        (period, scheme, level, pcode, *rest)
        for month, adm2, *rest in lines
        for period, scheme, level, pcode in (
            (month, "v2", "adm2", adm2), (month, "v1", "adm2", "X11"), (month, "v2", "adm1", adm2[:4]),
            (Q1, "v2", "adm2", adm2),
        )
    ]  # fmt: skip
    mart(connection, "coverage", COVERAGE, rows)


def test_a_period_is_told_once_in_the_scheme_of_most_of_it(connection: duckdb.DuckDBPyConnection) -> None:
    """A quarter is left to its months, a year that no month of is told stays."""
    months = [
        (JAN, "v2", "a", "CF11", 1),
        (JAN, "v1", "a", "X1", 1),
        (JAN, "v1", "b", "X1", 1),
        (Q1, "v2", "c", "CF11", 1),
    ]
    told(connection, months, [(FEB, "v2"), ("2023", "v1")])
    rows = connection.execute("SELECT period, scheme FROM warehouse.marts.told_periods ORDER BY period").fetchall()
    assert rows == [("2023", "v1"), (JAN, "v1"), (FEB, "v2")]


@pytest.mark.parametrize(
    ("name", "service", "of"),
    [("COV-01", "health", (10_000, 5_000, 8_000)), ("COV-02", "psychosocial", (4_000, 2_000, 3_000)),
     ("COV-04", "school", (2_500, 1_250, 1_900))],
)  # fmt: skip
def test_sites_against_people_where_both_are_known(
    connection: duckdb.DuckDBPyConnection, name: str, service: str, of: tuple[int, int, int]
) -> None:
    """CF112 has no people in February, CF121 no known number of sites in January."""
    first, second, third = (10_000, 4_000, 2_500), (5_000, 2_000, 1_250), (8_000, 3_000, 1_900)
    coverage(
        connection,
        (JAN, "CF111", service, "functional", 2, *first), (JAN, "CF112", service, "functional", 1, *second),
        (JAN, "CF121", service, "present", None, *third), (JAN, "CF111", "water", "functional", 9, *first),
        (FEB, "CF111", service, "functional", 3, *first), (FEB, "CF112", service, "functional", 4, 0, 0, 0),
        (FEB, "CF121", service, "zero", 0, *third),
    )  # fmt: skip
    found = values(connection, name)
    assert found[(None, JAN, "adm2", "CF111", *ALL)] == (2, of[0])
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (3, of[0] + of[1])
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (None, None)
    assert found[(None, FEB, "adm2", "CF112", *ALL)] == (None, None)
    assert found[(None, FEB, "adm1", "CF12", *ALL)] == (0, of[2])
    # the quarter is its last month, also where nobody can say it any more
    assert found[(None, Q1, "adm1", "CF11", *ALL)] == (3, of[0])
    assert {key[2] for key in found} == {"adm1", "adm2"}


LEGAL = [
    (JAN, "CF111", "legal", "functional", 1, 900, 300, 200), (JAN, "CF112", "legal", "zero", 0, 500, 200, 100),
    (JAN, "CF121", "legal", "present", None, 400, 150, 90), (FEB, "CF111", "legal", "zero", 0, 900, 300, 200),
    (FEB, "CF112", "legal", "no_data", None, 500, 200, 100), (FEB, "CF121", "legal", "functional", 2, 400, 150, 90),
]  # fmt: skip


def test_sub_prefectures_with_legal_counsel_of_those_known(connection: duckdb.DuckDBPyConnection) -> None:
    coverage(connection, *LEGAL, (JAN, "CF112", "health", "functional", 1, 500, 200, 100))
    found = values(connection, "COV-03")
    assert found[(None, JAN, "country", "CF", *ALL)] == (1, 2)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (1, 2)
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (None, None)
    assert found[(None, FEB, "country", "CF", *ALL)] == (1, 2)
    assert found[(None, FEB, "adm1", "CF11", *ALL)] == (0, 1)
    assert found[(None, Q1, "country", "CF", *ALL)] == (1, 2)
    assert {key[2] for key in found} == {"country", "adm1"}


def test_zeros_that_no_list_of_sites_tells_are_no_share(connection: duckdb.DuckDBPyConnection) -> None:
    """In January the 4W alone tells of legal counsel; in February a directory does."""
    people = (900, 300, 200)
    coverage(
        connection,
        (JAN, "CF111", "legal", "zero", None, *people), (JAN, "CF112", "legal", "zero", None, *people),
        (FEB, "CF111", "legal", "zero", None, *people), (FEB, "CF112", "legal", "zero", 0, *people),
    )  # fmt: skip
    found = values(connection, "COV-03")
    assert found[(None, JAN, "country", "CF", *ALL)] == (None, None)
    assert found[(None, FEB, "country", "CF", *ALL)] == (0, 2)


def test_a_whole_basket_of_those_known_in_every_service(connection: duckdb.DuckDBPyConnection) -> None:
    services = [("health", True), ("legal", True), ("water", False)]
    fill(connection, "services", "service_code VARCHAR, is_basket BOOLEAN", services)
    people = (900, 300, 200)
    health = [(JAN, adm2, "health", "functional", 1, *people) for adm2 in ("CF111", "CF112", "CF121")]
    coverage(connection, *LEGAL[:3], *health, (JAN, "CF111", "water", "zero", 0, *people))
    found = values(connection, "COV-05")
    assert found[(None, JAN, "country", "CF", *ALL)] == (1, 2)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (1, 2)
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (None, None)


def test_children_without_a_service_are_told_by_service(connection: duckdb.DuckDBPyConnection) -> None:
    coverage(connection, *LEGAL, (JAN, "CF111", "water", "zero", 0, 900, 300, 200))
    found = values(connection, "COV-06")
    assert found[("legal", JAN, "country", "CF", *ALL)] == (200, None)
    assert found[("legal", JAN, "adm1", "CF11", *ALL)] == (200, None)
    assert found[("legal", JAN, "adm1", "CF12", *ALL)] == (None, None)
    assert found[("water", JAN, "country", "CF", *ALL)] == (300, None)
    assert found[("legal", Q1, "country", "CF", *ALL)] == (300, None)
    assert found[("legal", FEB, "adm1", "CF12", *ALL)] == (0, None)


def test_children_within_an_hour_by_season_and_service(connection: duckdb.DuckDBPyConnection) -> None:
    """An hour is 60 minutes and no more; CF112 is cut off by the rains, the journey of CF121 is not known."""
    told(connection)
    journeys = [("CF111", 300, 30, 60), ("CF112", 200, 60.5, None), ("CF121", 150, None, None)]
    lines = [
        (period, "v2", "adm2", adm2, "legal", season, minutes, children)
        for period in (JAN, Q1)
        for adm2, children, dry, rainy in journeys
        for season, minutes in (("dry", dry), ("rainy", rainy))
    ]
    columns = (
        "period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, service_code VARCHAR, season VARCHAR, "
        "minutes DOUBLE, children BIGINT"
    )
    mart(connection, "access", columns, [*lines, (JAN, "v1", "adm2", "X11", "legal", "dry", 10, 300)])
    found = values(connection, "COV-07")
    for season in ("dry_legal", "rainy_legal"):
        assert found[(season, JAN, "country", "CF", *ALL)] == (300, 500)
        assert found[(season, JAN, "adm1", "CF11", *ALL)] == (300, 500)
        assert found[(season, JAN, "adm1", "CF12", *ALL)] == (None, None)
        assert found[(season, JAN, "adm2", "CF112", *ALL)] == (0, 200)


def test_communities_of_a_sub_prefecture_and_of_a_prefecture_as_a_whole(connection: duckdb.DuckDBPyConnection) -> None:
    """Of 9 communities of CF11, 6 lie in known sub-prefectures; in February its lists tell none any more."""
    told(connection)
    columns = (
        "period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, communities BIGINT, functioning BIGINT, "
        "unknown BIGINT"
    )
    mart(connection, "community_referral", columns, [
        (JAN, "v2", "adm2", "CF111", 4, 1, 2), (JAN, "v2", "adm2", "CF112", 2, 2, 0),
        (JAN, "v2", "adm1", "CF11", 9, 5, 2), (JAN, "v1", "adm2", "X11", 4, 1, 2), (FEB, "v2", "adm1", "CF12", 5, 0, 5),
        (Q1, "v2", "adm1", "CF12", 5, 0, 5),
    ])  # fmt: skip
    found = values(connection, "COV-08")
    assert found[(None, JAN, "adm2", "CF111", *ALL)] == (1, 4)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (5, 9)
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (0, 0)
    assert found[(None, Q1, "adm1", "CF11", *ALL)] == (0, 0)
    assert found[(None, Q1, "adm1", "CF12", *ALL)] == (0, 5)


def test_enclaved_zones_reached_of_those_known(connection: duckdb.DuckDBPyConnection) -> None:
    """Of two localities and two areas of the quarter, one is not known to be reached or not."""
    columns = "period VARCHAR, zone_scheme VARCHAR, zone_level VARCHAR, zone_pcode VARCHAR, is_reached BOOLEAN"
    mart(connection, "enclaved_reach", columns, [
        (Q1, "v2", "adm2", "CF111", True), (Q1, "v2", "adm2", "CF111", False), (Q1, "v2", "adm2", "CF112", None),
        (Q1, "v2", "adm1", "CF12", True), ("2025-Q2", "v2", "adm2", "CF111", False),
    ])  # fmt: skip
    found = values(connection, "COV-09")
    assert found[(None, Q1, "country", "CF", *ALL)] == (2, 3)
    assert found[(None, Q1, "adm1", "CF11", *ALL)] == (1, 2)
    assert found[(None, Q1, "adm1", "CF12", *ALL)] == (1, 1)
    assert found[(None, "2025", "country", "CF", *ALL)] == (2, 4)


def test_pairs_that_rest_on_one_organisation(connection: duckdb.DuckDBPyConnection) -> None:
    """Health of CF112 may have others in January; in February it is the only pair left."""
    told(connection)
    columns = (
        "period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, service_code VARCHAR, organisation_id VARCHAR, "
        "organisations BIGINT, is_exact BOOLEAN"
    )
    pairs = [
        (JAN, "CF111", "health", "a", 1, True), (JAN, "CF111", "legal", "a", 2, True),
        (JAN, "CF111", "legal", "b", 2, True), (JAN, "CF112", "health", "a", 1, False),
        (JAN, "CF112", "school", "a", 2, False), (JAN, "CF112", "school", "b", 2, False),
        (FEB, "CF112", "health", "a", 1, True),
    ]  # fmt: skip
    lines = [
        (pair[0], "v2", level, pair[1][:size], *pair[2:])
        for pair in pairs
        for level, size in (("adm2", 5), ("adm1", 4))
    ]
    mart(connection, "served_pairs", columns, [*lines, (JAN, "v1", "adm2", "X11", "health", "a", 1, True)])
    found = values(connection, "COV-10")
    assert found[(None, JAN, "country", "CF", *ALL)] == (1, 3)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (1, 3)
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (0, 0)
    assert found[(None, Q1, "country", "CF", *ALL)] == (1, 1)


def test_reports_that_arrive_by_the_deadline(connection: duckdb.DuckDBPyConnection) -> None:
    """January is due on 15 February, February on 5 March, when the coordination closed it.

    c never reports; nobody expects d. The first file that tells of January arrives on its last day, file 2 the day
    after; file 4 comes after the closing, though less than 15 days after the month.
    """
    connection.execute(
        "CREATE SCHEMA coordination; "
        f"CREATE TABLE coordination.closings AS SELECT '{FEB}' AS period, '2025-03-05' AS closed_on"
    )
    connection.read_csv(str(ROOT / "data/reference/report_deadlines.csv"), all_varchar=True).create(
        "reference.report_deadlines"
    )
    arrivals = ((1, 2, 15, 23), (2, 2, 16, 0), (3, 3, 5, 9), (4, 3, 6, 9))
    files = [(file, datetime(2025, month, day, hour, tzinfo=UTC)) for file, month, day, hour in arrivals]
    fill(connection, "source_files", "file_id INTEGER, received_at TIMESTAMPTZ", files)
    fill(connection, "source_sheets", "sheet_id INTEGER, file_id INTEGER", [(file, file) for file, _ in files])
    fill(connection, "activities", ACTIVITY, [
        (JAN, "v2", "a", "CF11", 1), (JAN, "v2", "a", "CF12", 2), (JAN, "v2", "b", "CF11", 2),
        (JAN, "v2", "d", "CF12", 1), (FEB, "v2", "a", "CF11", 3), (FEB, "v2", "b", "CF11", 4),
        ("2024-12", "v1", "c", "X1", 1), ("2024-09", "v2", "c", "CF11", 1),
    ])  # fmt: skip
    columns = "period VARCHAR, organisation_id VARCHAR, is_expected BOOLEAN"
    mart(connection, "reporting", columns, [
        (JAN, "a", True), (JAN, "b", True), (JAN, "c", True), (JAN, "d", False), (FEB, "a", True), (FEB, "b", True),
        (Q1, "a", True),
    ])  # fmt: skip
    found = values(connection, "CO-01")
    assert found[(None, JAN, "country", "CF", *ALL)] == (1, 3)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (1, 2)
    # c worked in X1, which is CF12, a month before
    assert found[(None, JAN, "adm1", "CF12", *ALL)] == (1, 2)
    assert found[(None, FEB, "country", "CF", *ALL)] == (1, 2)
    assert found[(None, FEB, "adm1", "CF12", *ALL)] == (1, 1)
    assert found[(None, Q1, "country", "CF", *ALL)] == (2, 5)
    assert found[(None, Q1, "adm1", "CF11", *ALL)] == (2, 4)


def test_funding_received_of_what_is_required_by_currency(connection: duckdb.DuckDBPyConnection) -> None:
    """More may be received than was required; a sector of which nobody tells what it received is in neither."""
    columns = "year INTEGER, sector_code VARCHAR, currency VARCHAR, requested DOUBLE, received DOUBLE"
    mart(connection, "funding", columns, [
        (2025, "HEA", "USD", 100, 40), (2025, "PRO", "USD", 60, 20), (2025, "EDU", "USD", 50, None),
        (2025, "PRO", "EUR", 10, 12), (2024, "HEA", "USD", 90, 0),
    ])  # fmt: skip
    assert values(connection, "CO-03") == {
        ("USD", "2025", "country", "CF", *ALL): (60, 160),
        ("EUR", "2025", "country", "CF", *ALL): (12, 10),
        ("USD", "2024", "country", "CF", *ALL): (0, 90),
    }


def test_pooled_missions_of_past_ones_to_enclaved_zones(connection: duckdb.DuckDBPyConnection) -> None:
    columns = (
        "zone_scheme VARCHAR, zone_level VARCHAR, zone_pcode VARCHAR, start_date DATE, organisations BIGINT, "
        "status_code VARCHAR, is_past BOOLEAN"
    )
    mart(connection, "missions", columns, [
        ("v2", "adm2", "CF111", date(2025, 1, 31), 2, "enclaved", True),
        ("v2", "adm1", "CF11", date(2025, 1, 1), 1, "enclaved", True),
        ("v2", "adm2", "CF121", date(2025, 2, 1), 3, "enclaved", True),
        ("v2", "adm2", "CF111", date(2025, 1, 5), 2, "restricted", True),
        ("v2", "adm2", "CF111", date(2025, 1, 6), 2, None, True),
        ("v2", "adm2", "CF111", date(2025, 2, 7), 2, "enclaved", False),
    ])  # fmt: skip
    found = values(connection, "CO-04")
    assert found[(None, JAN, "country", "CF", *ALL)] == (1, 2)
    assert found[(None, JAN, "adm1", "CF11", *ALL)] == (1, 2)
    assert found[(None, FEB, "adm1", "CF12", *ALL)] == (1, 1)
    assert found[(None, Q1, "country", "CF", *ALL)] == (2, 3)
