"""How rules make values of facts: each answer is added up by eye."""

import itertools
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.etl.indicators.bare import AREAS, bare, spread

LEVELS = ["country", "adm1", "adm2", "org"]
ALL = ("*", "*", "*")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        yield connection


def tell(connection: duckdb.DuckDBPyConnection, rule: str, *facts: tuple, by: tuple[str, ...] = ()) -> dict:
    """Values from facts of component, period, area, organisation, sex, numerator and denominator."""
    for component in {fact[0] for fact in facts} if rule != "median" else {None}:
        connection.execute(
            "INSERT INTO staging.indicator_rules VALUES ('T', ?, ?, ?, ?)", [component, rule, LEVELS, [*by]]
        )
    for component, period, area, organisation, sex, numerator, denominator in facts:
        scheme = "v1" if area and area.startswith("X") else "v2"
        adm1, adm2 = (area[:4], area) if area and len(area) == 5 else (area, None)
        if scheme == "v1":
            adm1, adm2 = area[:2], area if len(area) == 3 else None
        connection.execute(
            "INSERT INTO staging.indicator_facts VALUES ('T', ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)",
            [component, period, scheme, adm1, adm2, organisation, sex, numerator, denominator],
        )
    return spread(connection)


def test_flows_add_up_over_areas_and_months(connection: duckdb.DuckDBPyConnection) -> None:
    found = tell(
        connection, "sum",
        (None, "2025-01", "CF111", "a", None, 2, 4), (None, "2025-02", "CF112", "b", None, 3, 6),
        (None, "2025-04", "CF12", "a", None, 1, 1),
    )  # fmt: skip
    assert found[(None, "2025-01", "country", "CF", *ALL)] == (2, 4)
    assert found[(None, "2025-Q1", "adm1", "CF11", *ALL)] == (5, 10)
    assert found[(None, "2025-Q1", "adm2", "CF112", *ALL)] == (3, 6)
    assert found[(None, "2025", "country", "CF", *ALL)] == (6, 11)
    assert found[(None, "2025", "org", "a", *ALL)] == (3, 5)
    # a place that is only a prefecture is in no sub-prefecture
    assert {key[3] for key in found if key[2] == "adm2"} == {"CF111", "CF112"}


def test_stocks_are_those_of_the_last_month_told_and_never_added_over_months(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Trap 8: organisation b is silent in March, its February stands."""
    found = tell(
        connection, "last",
        (None, "2025-01", "CF111", "a", None, 10, None), (None, "2025-03", "CF111", "a", None, 7, None),
        (None, "2025-02", "CF111", "b", None, 5, None),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (12, None)
    assert found[(None, "2025", "org", "a", *ALL)] == (7, None)
    assert found[(None, "2025-03", "country", "CF", *ALL)] == (7, None)


def test_a_stock_told_in_both_schemes_is_counted_in_the_last_one(connection: duckdb.DuckDBPyConnection) -> None:
    """X11 of January is CF111 and CF112 of February: 9 children in the quarter, not 19; March is b's alone."""
    found = tell(
        connection, "last",
        (None, "2025-01", "X11", "a", None, 10, None), (None, "2025-02", "CF111", "a", None, 4, None),
        (None, "2025-02", "CF112", "a", None, 5, None), (None, "2025-03", "CF111", "b", None, 1, None),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (10, None)
    assert found[(None, "2025-Q1", "org", "a", *ALL)] == (9, None)
    assert found[(None, "2025-01", "country", "CF", *ALL)] == (10, None)


def test_a_ratio_is_one_of_sums_not_a_mean_of_rates(connection: duckdb.DuckDBPyConnection) -> None:
    """Trap 9: 1 of 2 and 90 of 100 are 91 of 102, not 70 %."""
    found = tell(
        connection, "sum", (None, "2025-01", "CF111", "a", None, 1, 2), (None, "2025-01", "CF112", "a", None, 90, 100)
    )
    assert found[(None, "2025-01", "adm1", "CF11", *ALL)] == (91, 102)


def test_organisations_are_counted_once(connection: duckdb.DuckDBPyConnection) -> None:
    found = tell(
        connection, "distinct",
        (None, "2025-01", "CF111", "a", None, 1, 1), (None, "2025-02", "CF112", "a", None, 0, 1),
        (None, "2025-02", "CF111", "b", None, 0, 1),
    )  # fmt: skip
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (1, 2)
    assert found[(None, "2025-02", "adm2", "CF112", *ALL)] == (0, 1)


def test_the_greatest_is_no_sum(connection: duckdb.DuckDBPyConnection) -> None:
    found = tell(
        connection,
        "max",
        ("m", "2025-01", "CF111", "a", None, 21, None),
        ("m", "2025-02", "CF112", "b", None, 41, None),
    )
    assert found[("m", "2025-Q1", "adm1", "CF11", *ALL)] == (41, None)


def test_a_median_comes_from_buckets_by_interpolation(connection: duckdb.DuckDBPyConnection) -> None:
    """10 in 0-1 day, 20 in 1-3 days, 10 in 3-14: the 20th of 40 is half way from 1 to 3; an open bucket has none."""
    day, three, fortnight, longer = "within_24h", "within_72h", "within_14d", "longer"
    found = tell(
        connection, "median",
        (day, "2025-01", "CF111", "a", None, 10, None), (three, "2025-01", "CF111", "a", None, 20, None),
        (fortnight, "2025-01", "CF112", "a", None, 10, None), (longer, "2025-02", "CF111", "a", None, 3, None),
    )  # fmt: skip
    assert found[(None, "2025-01", "country", "CF", *ALL)] == (2.0, 40)  # of 40
    assert found[(None, "2025-01", "adm2", "CF112", *ALL)] == (8.5, 10)  # 3 + 5 / 10 * 11
    assert found[(None, "2025-02", "country", "CF", *ALL)] == (None, 3)
    # the quarter's is made of its counts: 43 of them, the 21.5th
    assert found[(None, "2025-Q1", "country", "CF", *ALL)] == (pytest.approx(1 + 11.5 / 20 * 2), 43)


def test_each_sex_and_all_of_them(connection: duckdb.DuckDBPyConnection) -> None:
    found = tell(
        connection, "sum",
        (None, "2025-01", "CF111", "a", "girl", 4, 5), (None, "2025-01", "CF111", "a", "unknown", 1, 5), by=("sex",),
    )  # fmt: skip
    assert found[(None, "2025-01", "adm2", "CF111", "girl", "*", "*")] == (4, 5)
    assert found[(None, "2025-01", "adm2", "CF111", "unknown", "*", "*")] == (1, 5)
    assert found[(None, "2025-01", "adm2", "CF111", *ALL)] == (5, 10)


def test_the_other_scheme_is_carried_where_it_lies_whole_and_else_counts_in_the_country(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    found = tell(
        connection, "sum",
        *[(None, "2025-01", "CF111", "a", None, 1, None)] * 4,
        (None, "2025-01", "X11", "a", None, 10, None), (None, "2025-01", "X19", "a", None, 100, None),
    )  # fmt: skip
    assert found[(None, "2025-01", "adm2", "CF111", *ALL)] == (14, None)
    assert found[(None, "2025-01", "country", "CF", *ALL)] == (114, None)
    assert {key[3] for key in found if key[2] == "adm1"} == {"CF11"}


MONTHS = ("2025-01", "2025-02", "2025-05")
FACT = st.tuples(
    st.just(None), st.sampled_from(MONTHS), st.sampled_from([adm2 for _, adm2 in AREAS]), st.sampled_from("ab"),
    st.sampled_from(["girl", "boy", "unknown"]), st.integers(0, 9), st.integers(9, 20),
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(facts=st.lists(FACT, min_size=1, max_size=12), rule=st.sampled_from(["sum", "last"]))
def test_values_are_those_of_a_naive_account(facts: list[tuple], rule: str) -> None:
    with bare() as connection:
        found = tell(connection, rule, *facts, by=("sex",))
    frame = pd.DataFrame(facts, columns=["c", "month", "adm2", "org", "sex", "n", "d"])
    expected: dict[tuple, tuple] = {}
    for span in ("2025-01", "2025-02", "2025-05", "2025-Q1", "2025-Q2", "2025"):
        months = {"2025-Q1": MONTHS[:2], "2025-Q2": MONTHS[2:], "2025": MONTHS}.get(span, (span,))
        rows = frame[frame["month"].isin(months)]
        if rule == "last":
            rows = rows[rows["month"] == rows.groupby(["adm2", "org"])["month"].transform("max")]
        for row in rows.to_dict("records"):
            places = {"country": "CF", "adm1": row["adm2"][:4], "adm2": row["adm2"], "org": row["org"]}
            for level, sex in itertools.product(places, ("*", row["sex"])):
                key = (None, span, level, places[level], sex, "*", "*")
                n, d = expected.get(key, (0, 0))
                expected[key] = (n + row["n"], d + row["d"])
    assert found == expected
