"""Where first, and what to do? On four areas whose numbers are in marts.sql."""

from dataclasses import replace

import pandas as pd

from dashboard.filters import Gaps
from dashboard.queries import (
    contradiction_rules,
    contradictions,
    entry_points,
    gap_ranking,
    organisations_to_call,
    top_gaps,
)
from dashboard.warehouse import Warehouse

GAPS = Gaps(period="2022-Q1", service="health", level="adm2", scheme="cod_v01", scenario="mid")


def rows(found: pd.DataFrame, *columns: str) -> list[tuple]:
    chosen = found[list(columns)].astype(object)
    return list(chosen.where(found[list(columns)].notna(), None).itertuples(index=False, name=None))


def test_the_ranking_has_every_area_in_each_population_and_the_unknown_last(warehouse: Warehouse) -> None:
    ranking = gap_ranking(warehouse, GAPS)
    assert len(ranking) == 3 * 4
    mid = ranking[ranking["scenario"] == "mid"]
    assert rows(mid, "name", "state", "not_covered", "rank_children", "rank_rate", "rank_severity") == [
        ("Aval", "gap", 2000, 1, 1, 1),
        ("Bas", "gap", 400, 2, 1, 2),
        ("Amont", "covered", 0, None, None, None),
        ("Banc", "no_data", None, None, None, None),
    ]
    assert rows(mid, "name", "phase", "severity_sector", "severity_level") == [
        ("Aval", 2, None, "adm2"), ("Bas", 5, "PRO", "adm2"), ("Amont", 3, None, "adm1"), ("Banc", None, None, None),
    ]  # fmt: skip


def test_the_first_gaps_name_the_nearest_area_with_the_service(warehouse: Warehouse) -> None:
    found = top_gaps(warehouse, GAPS)
    assert rows(found, "rank", "name", "nearest_name", "km", "nearest_status", "neighbours") == [
        (1, "Aval", "Amont", 30.0, "functional", 2),
        (2, "Bas", None, None, None, 1),  # no distance to Amont is known
    ]
    assert rows(found, "is_reported", "organisations") == [(True, 2), (True, 0)]


def test_sectors_that_serve_people_are_doors_and_an_actor_is_told_where_it_works(warehouse: Warehouse) -> None:
    # ACF works in an area of responsibility (EDU-X, which has no name here), IRC alone in education at large
    assert rows(entry_points(warehouse, GAPS), "pcode", "sector_code", "is_own", "organisations") == [
        ("CF12", "EDU", False, 1)
    ]
    called = organisations_to_call(warehouse, GAPS)
    assert [(row.pcode, row.organisation, list(row.sectors)) for row in called.itertuples()] == [
        ("CF12", "ACF", ["EDU"]), ("CF12", "IRC", ["EDU"]),
    ]  # fmt: skip


def test_another_service_or_scheme_has_nothing(warehouse: Warehouse) -> None:
    for other in (replace(GAPS, service="legal"), replace(GAPS, scheme="cod_v02"), replace(GAPS, level="adm1")):
        for question in (gap_ranking, top_gaps, entry_points, organisations_to_call):
            assert question(warehouse, other).empty


def test_contradictions_come_gravest_first_newest_first(warehouse: Warehouse) -> None:
    found = contradictions(warehouse)
    assert rows(found, "rule_id", "period", "name", "service_en", "organisation") == [
        ("b_high", "2022-03", "Aval", "Health facility", "IRC"),
        ("b_high", "2022-01", "Aval", None, None),
        ("a_low", "2022-03", "Amont", "Health facility", "ACF"),
    ]
    assert rows(contradiction_rules(warehouse), "rule_id", "found", "last_period") == [
        ("b_high", 2, "2022-03"), ("c_none", 0, None), ("a_low", 1, "2022-03"),
    ]  # fmt: skip
