"""What facts.sql counts of the 4W, on rows whose answer is added up by eye."""

from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[4]
ETL = ROOT / "etl"
PLACES = "scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, is_duplicate BOOLEAN"
EMPTY = {
    "case_counts": "case_status VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, concern VARCHAR, "
    "case_count BIGINT",
    "referral_counts": "sheet_id INTEGER, row INTEGER",
    "activities": "sector_code VARCHAR, activity VARCHAR, reached_girls_count BIGINT, reached_boys_count BIGINT",
}


@pytest.fixture
def connection():
    """No rows yet; the present day is 1 May 2025; CF111 and CF112 lie in CF11."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS warehouse; CREATE SCHEMA staging; CREATE SCHEMA reference")
        connection.execute("CREATE SCHEMA warehouse.core; CREATE SCHEMA warehouse.marts")
        for statement in connection.extract_statements((ETL / "staging/01_tables.sql").read_text(encoding="utf-8")):
            if "CREATE MACRO" in statement.query:
                connection.execute(statement)
        labels = str(ROOT / "data/reference/dimension_labels.csv")
        connection.read_csv(labels, all_varchar=True).create("reference.dimension_labels")
        for table, columns in EMPTY.items():
            connection.execute(f"CREATE TABLE warehouse.core.{table} (period VARCHAR, {PLACES}, {columns})")
        connection.execute(
            "CREATE TABLE warehouse.core.referral_ledger "
            "(sheet_id INTEGER, row INTEGER, status VARCHAR, referrals BIGINT, is_duplicate BOOLEAN, "
            "from_service VARCHAR, to_service VARCHAR)"
        )
        services = str(ROOT / "data/reference/services.csv")
        connection.read_csv(services, all_varchar=True).create("warehouse.core.services")
        connection.execute("CREATE TABLE warehouse.marts.present_day AS SELECT DATE '2025-05-01' AS day")
        connection.execute(
            "CREATE TABLE warehouse.core.area_containment AS SELECT 'v2' AS from_scheme, 'v2' AS to_scheme, * FROM "
            "(VALUES ('adm2', 'CF111', 'adm2', 'CF111'), ('adm2', 'CF112', 'adm2', 'CF112'), "
            "('adm2', 'CF111', 'adm1', 'CF11'), ('adm2', 'CF112', 'adm1', 'CF11')) "
            "v (from_level, from_pcode, to_level, to_pcode)"
        )
        yield connection


def reached(connection: duckdb.DuckDBPyConnection, *lines: tuple) -> dict[tuple, int]:
    """By measure, area and sex of 2025-Q1, from lines of month, area, organisation, sector, activity, girls, boys."""
    for period, adm2, organisation, sector, activity, girls, boys in lines:
        connection.execute(
            "INSERT INTO warehouse.core.activities VALUES ($1, 'v2', 'CF11', $2, $3, false, $4, $5, $6, $7)",
            [period, adm2, organisation, sector, activity, girls, boys],
        )
    connection.execute((ETL / "disclose/facts.sql").read_text(encoding="utf-8"))
    rows = connection.sql(
        "SELECT measure, adm2, sex, children FROM staging.cube_rows WHERE period = '2025-Q1'"
    ).fetchall()
    found: dict[tuple, int] = {}
    for measure, adm2, sex, children in rows:
        found[measure, adm2, sex] = found.get((measure, adm2, sex), 0) + children
    return found


CP, EDU = "reached_by_child_protection", "reached_by_education"


def test_an_activity_counts_by_the_month_in_which_it_reached_most(connection):
    assert reached(
        connection,
        ("2025-01", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
        ("2025-02", "CF111", "o1", "PRO-CPN", "ECOUTE", 12, 4),
        ("2025-03", "CF111", "o1", "PRO-CPN", "Écoute", 0, 14),
    ) == {(CP, "CF111", "girl"): 12, (CP, "CF111", "boy"): 4}


def test_rows_of_one_month_add_up_before_months_are_compared(connection):
    assert reached(
        connection,
        ("2025-01", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
        ("2025-02", "CF111", "o1", "PRO-CPN", "Écoute", 8, 1),
        ("2025-02", "CF111", "o1", "PRO-CPN", "Écoute", 8, 2),
    ) == {(CP, "CF111", "girl"): 16, (CP, "CF111", "boy"): 3}


def test_activities_areas_and_organisations_add_up(connection):
    assert reached(
        connection,
        ("2025-01", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
        ("2025-02", "CF111", "o1", "PRO-CPN", "Jeux", 1, 2),
        ("2025-02", "CF111", "o2", "PRO-CPN", "Écoute", 3, 3),
        ("2025-02", "CF112", "o1", "PRO-CPN", "Écoute", 7, None),
    ) == {(CP, "CF111", "girl"): 14, (CP, "CF111", "boy"): 10, (CP, "CF112", "girl"): 7}


def test_sectors_stay_apart_and_others_are_not_counted(connection):
    assert reached(
        connection,
        ("2025-01", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
        ("2025-01", "CF111", "o1", "EDU", "Écoute", 20, 30),
        ("2025-01", "CF111", "o1", "PRO-GBV", "Écoute", 6, 7),
        ("2025-01", "CF111", "o1", "EDU", "Cantine", None, None),
    ) == {
        (CP, "CF111", "girl"): 10, (CP, "CF111", "boy"): 5, (EDU, "CF111", "girl"): 20, (EDU, "CF111", "boy"): 30,
    }  # fmt: skip


def test_a_quarter_that_is_not_over_and_a_year_are_not_counted(connection):
    found = reached(
        connection,
        ("2025-04", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
        ("2025", "CF111", "o1", "PRO-CPN", "Écoute", 10, 5),
    )
    assert found == {}
    assert connection.sql("SELECT count(*) FROM staging.cube_rows").fetchall() == [(0,)]


def test_who_tells_a_quarter_and_its_months_is_counted_by_the_quarter(connection):
    assert reached(
        connection,
        ("2025-02", "CF111", "o1", "PRO-CPN", "Écoute", 90, 90),
        ("2025-Q1", "CF111", "o1", "PRO-CPN", "Écoute", 30, 20),
    ) == {(CP, "CF111", "girl"): 30, (CP, "CF111", "boy"): 20}


def test_new_cases_of_all_months_add_up(connection):
    for month in ("2025-01", "2025-02"):
        connection.execute(
            "INSERT INTO warehouse.core.case_counts VALUES "
            "($1, 'v2', 'CF11', 'CF111', 'o1', false, 'Nouveau', 'F', '0-4', NULL, NULL, 6)",
            [month],
        )
    assert reached(connection) == {("new_cases", "CF111", "girl"): 12}


def test_referrals_count_by_the_statuses_of_the_ledger(connection):
    """One row of 10 sent whose columns tell 4 served, 2 accepted and not served, 1 rejected; another is set aside."""
    connection.execute(
        "INSERT INTO warehouse.core.referral_counts VALUES ('2025-02', 'v2', 'CF11', 'CF111', 'a', false, 1, 2)"
    )
    connection.execute(
        "INSERT INTO warehouse.core.referral_counts VALUES ('2025-02', 'v2', 'CF11', 'CF111', 'a', true, 1, 3)"
    )
    lines = [
        (2, "done", 4, False, "case_management", "gbv_clinical_care"),
        (2, "accepted", 2, False, "case_management", "other"),
        (2, "rejected", 1, False, "case_management", "health"),
        (2, "unknown", 3, False, None, "a service that nobody knows"),
        (3, "done", 9, True, "case_management", "health"),
    ]
    connection.executemany("INSERT INTO warehouse.core.referral_ledger VALUES (1, ?, ?, ?, ?, ?, ?)", lines)
    connection.execute((ETL / "disclose/facts.sql").read_text(encoding="utf-8"))
    query = "SELECT referral_status, children FROM staging.cube_rows WHERE measure = 'referrals' ORDER BY ALL"
    assert connection.sql(query).fetchall() == [("accepted", 2), ("done", 4), ("rejected", 1), ("unknown", 3)]
    # care after rape is never told by itself
    ends = "SELECT from_service, to_service, sum(children)::INT FROM staging.cube_rows GROUP BY ALL ORDER BY ALL"
    assert connection.sql(ends).fetchall() == [
        ("case_management", "health", 1), ("case_management", "other", 6), ("unknown", "unknown", 3),
    ]  # fmt: skip
