"""What pages read of the indicators: their words and rules, one row each."""

import duckdb
import pytest

from etl.indicators import catalogue
from etl.indicators.model import declared
from tests.unit.etl.indicators.bare import bare

NAMES = {"health": "Santé", "PRO-CPN": "Protection de l'enfance"}


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    connection = bare()
    for table, code in (("services", "health"), ("sectors", "PRO-CPN")):
        connection.execute(
            f"CREATE TABLE warehouse.core.{table} AS SELECT '{code}' AS {table[:-1]}_code, "
            f"$name AS name_fr, '{code}' AS name_en",
            {"name": NAMES[code]},
        )
    catalogue.store(connection, declared()[0])
    return connection


def test_each_indicator_has_a_row_of_its_words(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("SELECT indicator_id FROM warehouse.marts.indicators ORDER BY ALL").fetchall()
    assert [id for (id,) in rows] == [one.id for one in declared()[0]]
    assert connection.execute(
        "SELECT title_en, unit_fr, levels, dimensions, minimum, is_share, is_public, threshold_kind, threshold_value, "
        "caveats FROM warehouse.marts.indicators WHERE indicator_id = 'COV-10'"
    ).fetchone() == (
        "Sub-prefecture × service pairs that rest on one organisation", "% des couples", ["country", "adm1"], [], 5,
        True, True, "none", None, ["spellings_make_actors", "unknown_ends_go_on"],
    )  # fmt: skip


def test_parts_have_their_own_factor_and_title_or_that_of_their_code(connection: duckdb.DuckDBPyConnection) -> None:
    def parts(id: str) -> list[tuple]:
        return connection.execute(
            "SELECT component, rule, factor, title_fr FROM warehouse.marts.indicator_components WHERE indicator_id = ? "
            "ORDER BY position",
            [id],
        ).fetchall()

    assert parts("CM-03") == [
        ("at_most_25", "last", 100, "Part suivant au plus 25 cas"), ("mean", "last", 1, "Charge moyenne"),
        ("maximum", "max", None, "Charge la plus forte"),
    ]  # fmt: skip
    assert parts("COV-10") == [(None, "last", 100, None)]
    assert ("dry_health", "last", 100, "Santé, saison sèche") in parts("COV-07")
    assert ("health", "last", None, "Santé") in parts("COV-06")
    assert ("EUR", "sum", 100, "EUR") in parts("CO-03")


def test_what_counts_children_cases_or_referrals_is_not_public(connection: duckdb.DuckDBPyConnection) -> None:
    """Of the list, only what counts areas, services, sites, missions, money and organisations may be; COV-06 and COV-07
    tell a share of an estimated population."""
    rows = connection.execute("SELECT indicator_id FROM warehouse.marts.indicators WHERE is_public").fetchall()
    kinds = ("COV-", "MS-")
    assert {id for (id,) in rows} == {
        one.id for one in declared()[0] if one.id.startswith(kinds) or one.id in {"CO-01", "CO-03", "CO-04", "REF-08"}
    }
