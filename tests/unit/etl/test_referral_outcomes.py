"""What became of referrals, as the mart judges it: by hand, and against a naive account of generated ledgers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import transform
from etl.headings import REFERENCE
from tests.referral_account import COUNTS, HOURS, LIMITS, last_day, naive

MART = Path(transform.HERE) / "marts" / "20b_referral_outcomes.sql"
FLOW = {
    "period": "2026-06", "scheme": "cod_v02", "from_pcode": "CF431", "to_pcode": "CF43", "from_service": "school",
    "to_service": "health", "from_organisation": "acf", "to_organisation": "unicef", "priority": "normal",
    "status": "in_progress", "reason": None, "answer_within": "none", "service_within": "none", "sex": "girl",
    "age_group": "unknown", "disability": "unknown", "referrals": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of areas and flows alone, with the reference tables that the mart reads."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS warehouse; CREATE SCHEMA warehouse.marts; CREATE SCHEMA reference")
        for name in ("delay_buckets", "deadlines"):
            table = connection.read_csv(str(REFERENCE / f"{name}.csv"), all_varchar=True, header=True)
            table.create(f"reference.{name}")
        for statement in connection.extract_statements(
            (transform.HERE / "staging" / "01_tables.sql").read_text("utf-8")
        ):
            if "MACRO period_" in statement.query:
                connection.execute(statement)
        types = ", ".join(f"{name} {'BIGINT' if name == 'referrals' else 'VARCHAR'}" for name in FLOW)
        connection.execute(f"CREATE TABLE warehouse.marts.referral_flows ({types})")
        connection.execute(
            "CREATE TABLE warehouse.marts.areas AS SELECT * FROM (VALUES ('cod_v02', 'adm2', 'CF431', 'CF43'), "
            "('cod_v02', 'adm1', 'CF43', 'CAF')) t (scheme, level, pcode, parent_pcode)"
        )
        yield connection


def outcomes(connection: duckdb.DuckDBPyConnection, *flows: Mapping[str, object]) -> list[dict]:
    """The rows of the mart made of these flows, each number first told in its order."""
    connection.execute(
        "DELETE FROM warehouse.marts.referral_flows; DROP TABLE IF EXISTS warehouse.marts.referral_outcomes"
    )
    for flow in flows:
        row = {**FLOW, **flow}
        marks = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO warehouse.marts.referral_flows VALUES ({marks})", list(row.values()))
    connection.execute(MART.read_text(encoding="utf-8"))
    return connection.execute("FROM warehouse.marts.referral_outcomes ORDER BY ALL").df().to_dict("records")


def one(connection: duckdb.DuckDBPyConnection, cut_off: str = "2026-12", **flow: object) -> dict:
    """What became of one flow, in a ledger that goes on to another period."""
    rows = outcomes(connection, flow, {"period": cut_off, "to_service": "last", "status": "done"})
    return next(row for row in rows if row["to_service"] != "last")


def told(row: Mapping[str, object]) -> set[str]:
    return {name for name in COUNTS if row[name]}


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ({}, {"unanswered", "overdue"}),
        ({"answer_within": "unknown"}, {"unanswered", "overdue"}),
        ({"status": "accepted", "answer_within": "within_14d"}, {"answered", "in_time", "accepted", "with_outcome"}),
        ({"status": "accepted", "answer_within": "longer"}, {"answered", "late", "accepted", "with_outcome"}),
        ({"status": "done", "answer_within": "unknown"},
         {"answered", "time_unknown", "accepted", "served", "with_outcome"}),
        ({"status": "accepted", "answer_within": "none"}, {"answered", "time_unknown", "accepted", "with_outcome"}),
        ({"status": "rejected", "answer_within": "within_24h", "reason": "no_capacity"},
         {"answered", "in_time", "rejected", "with_outcome"}),
        ({"status": "rejected", "answer_within": "within_24h", "reason": "service_unavailable"},
         {"answered", "in_time", "rejected", "unavailable", "with_outcome"}),
        # nobody's failure: in none of what is judged
        ({"status": "rejected", "answer_within": "longer", "reason": "declined"}, {"declined"}),
        ({"status": "revoked", "reason": "declined"}, {"declined"}),
        ({"reason": "declined"}, {"declined"}),
        ({"status": "accepted", "answer_within": "within_24h", "reason": "declined"}, {"declined"}),
        ({"status": "done", "answer_within": "within_24h", "reason": "declined"},
         {"answered", "in_time", "accepted", "served", "with_outcome"}),
        ({"status": "revoked", "reason": "lost_contact"}, {"revoked"}),
        ({"status": "revoked", "reason": "service_unavailable"}, {"revoked", "unavailable", "with_outcome"}),
        # nobody tells is neither yes nor no
        ({"status": "unknown", "answer_within": "unknown"}, {"answer_unknown"}),
        ({"status": "unknown", "answer_within": "none"}, {"unanswered", "overdue"}),
        ({"status": "unknown", "answer_within": "within_72h"}, {"answered", "in_time"}),
        ({"priority": "unknown"}, {"unanswered", "undated"}),
        ({"priority": "unknown", "status": "done", "answer_within": "within_24h"},
         {"answered", "time_unknown", "accepted", "served", "with_outcome"}),
    ],
)  # fmt: skip
def test_each_referral_counts_for_what_was_told_of_it(
    flow: dict, expected: set[str], ledger: duckdb.DuckDBPyConnection
) -> None:
    row = one(ledger, referrals=7, **flow)
    assert told(row) == expected
    assert {row[name] for name in expected} == {7}


@pytest.mark.parametrize(
    ("priority", "answer", "is_in_time"),
    [
        ("emergency", "within_24h", True), ("emergency", "within_72h", False), ("emergency", "within_14d", False),
        ("urgent", "within_24h", True), ("urgent", "within_72h", True), ("urgent", "within_14d", False),
        ("normal", "within_72h", True), ("normal", "within_14d", True), ("normal", "longer", False),
    ],
)  # fmt: skip
def test_each_priority_has_its_own_deadline(
    priority: str, answer: str, is_in_time: bool, ledger: duckdb.DuckDBPyConnection
) -> None:
    row = one(ledger, priority=priority, status="accepted", answer_within=answer)
    assert (row["in_time"], row["late"], row["time_unknown"]) == (int(is_in_time), int(not is_in_time), 0)
    assert row["deadline_hours"] == HOURS[priority]


@pytest.mark.parametrize(
    ("period", "cut_off", "priority", "is_matured", "overdue_days"),
    [
        # June ends on the 30th; a ledger that ends there too leaves no deadline behind it
        ("2026-06", "2026-06", "emergency", False, None),
        ("2026-06", "2026-07", "emergency", True, 30),
        ("2026-06", "2026-07", "normal", True, 17),
        # a quarter is over with its last day, whenever in it a referral was sent
        ("2026-Q2", "2026-06", "emergency", False, None),
        ("2026-Q2", "2026-Q3", "normal", True, 78),
        ("2026", "2026-12", "urgent", False, None),
        ("2025", "2026-01", "urgent", True, 28),
    ],
)
def test_only_what_had_its_time_is_judged(
    period: str, cut_off: str, priority: str, is_matured: bool, overdue_days: int | None,
    ledger: duckdb.DuckDBPyConnection,
) -> None:  # fmt: skip
    row = one(ledger, cut_off, period=period, priority=priority)
    assert bool(row["is_matured"]) is is_matured
    assert (row["overdue"], row["pending"]) == ((1, 0) if is_matured else (0, 1))
    assert (row["overdue_days"] if is_matured else None) == overdue_days


def test_a_service_is_due_thirty_days_after_the_period(ledger: duckdb.DuckDBPyConnection) -> None:
    # 31 January and 28 February are 28 days apart, 31 August and 30 September 30
    assert not one(ledger, "2026-02", period="2026-01")["is_served_due"]
    assert one(ledger, "2026-09", period="2026-08")["is_served_due"]


def test_places_and_periods_are_told_at_each_level(ledger: duckdb.DuckDBPyConnection) -> None:
    row = one(ledger, period="2026-06")
    assert [row[name] for name in ("period", "quarter", "year")] == ["2026-06", "2026-Q2", "2026"]
    assert [row[name] for name in ("from_pcode", "from_adm1", "to_pcode", "to_adm1")] == [
        "CF431",
        "CF43",
        "CF43",
        "CF43",
    ]
    row = one(ledger, period="2025", from_pcode=None)
    assert row["quarter"] is None or row["quarter"] != row["quarter"]
    assert row["year"] == "2025"


FLOWS = st.fixed_dictionaries(
    {
        "period": st.sampled_from(["2026-05", "2026-06", "2026-Q2", "2025", "2026-07"]),
        "priority": st.sampled_from([*HOURS, "unknown"]),
        "status": st.sampled_from(["in_progress", "accepted", "rejected", "done", "revoked", "unknown"]),
        "reason": st.sampled_from([None, "declined", "service_unavailable", "no_capacity"]),
        "answer_within": st.sampled_from([*LIMITS, "none", "unknown"]),
        "referrals": st.integers(1, 20),
    }
)


@settings(max_examples=25, deadline=None)
@given(flows=st.lists(FLOWS, min_size=1, max_size=12))
def test_a_generated_ledger_is_judged_as_the_naive_account_judges_it(
    ledger: duckdb.DuckDBPyConnection, flows: list[dict]
) -> None:
    rows = outcomes(ledger, *({**flow, "to_organisation": f"{number:02d}"} for number, flow in enumerate(flows)))
    cut_off = max(last_day(flow["period"]) for flow in flows)
    found = {row["to_organisation"]: {name: row[name] for name in COUNTS} for row in rows}
    assert found == {f"{number:02d}": naive(flow, cut_off) for number, flow in enumerate(flows)}
    for row in rows:
        parts = ("declined", "revoked", "answered", "unanswered", "answer_unknown")
        assert sum(row[name] for name in parts) == row["referrals"]
        assert row["in_time"] + row["late"] + row["time_unknown"] == row["answered"]
        assert row["overdue"] + row["pending"] + row["undated"] == row["unanswered"]
        assert row["served"] <= row["accepted"] <= row["answered"]
        assert row["unavailable"] <= row["with_outcome"] <= row["referrals"]


def test_later_reports_settle_what_was_pending_and_change_nothing_that_was_judged(
    ledger: duckdb.DuckDBPyConnection,
) -> None:
    """Trap 20: a recent month is neither good nor bad, and an older one does not move as time passes."""
    recent = {"period": "2026-07", "to_organisation": "a", "referrals": 9}
    older = {"period": "2026-05", "to_organisation": "b", "status": "done", "answer_within": "within_24h"}
    before = {row["to_organisation"]: row for row in outcomes(ledger, recent, older)}
    after = {row["to_organisation"]: row for row in outcomes(ledger, recent, older, {"period": "2026-09"})}
    assert (before["a"]["overdue"], before["a"]["pending"]) == (0, 9)
    assert (after["a"]["overdue"], after["a"]["pending"]) == (9, 0)
    assert {name: before["b"][name] for name in COUNTS} == {name: after["b"][name] for name in COUNTS}
