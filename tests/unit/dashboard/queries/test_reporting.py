"""Who was expected, who reported, and what changed."""

import pytest

from dashboard import queries
from dashboard.warehouse import Warehouse


def rows(answer: object) -> list[tuple]:
    return list(answer.astype(object).where(answer.notna(), None).itertuples(index=False, name=None))


def test_the_missing_come_first_and_a_rejected_row_is_only_told_of_a_sheet_of_one_organisation(
    warehouse: Warehouse,
) -> None:
    columns = ["organisation", "is_expected", "has_reported", "last_period", "rows_accepted", "rows_warned"]
    told = queries.reports_by_organisation(warehouse, "2022-Q1")
    assert rows(told[[*columns, "rows_rejected"]]) == [
        ("MSF", True, False, "2021", 0, 0, None),
        ("NEW", True, False, None, 0, 0, None),
        ("ACF", True, True, "2022-03", 6, 1, 4),  # the 3 of the shared sheet are nobody's for certain
        ("IRC", False, True, "2022-03", 2, 0, None),
    ]


def test_the_rate_is_one_row_and_none_for_a_period_that_nobody_knows(warehouse: Warehouse) -> None:
    assert rows(queries.reporting_rate(warehouse, "2022-Q1")) == [("2022-Q1", 3, 1, 1, "former_periods")]
    assert queries.reporting_rate(warehouse, "1999").empty


def test_suspicious_jumps_come_first_those_between_builds_before_and_then_the_largest_change(
    warehouse: Warehouse,
) -> None:
    told = queries.changes(warehouse)[["organisation", "compared_with", "suspicion", "rows_after"]]
    assert rows(told) == [
        ("MSF", "former_build", "unit", 2),
        ("MSF", "former_period", "unit", 2),
        ("IRC", "former_build", None, 9),
        ("ACF", "former_build", None, 6),
    ]


def test_what_no_row_names_any_more_comes_organisations_first_largest_before(warehouse: Warehouse) -> None:
    assert queries.vanished(warehouse)["name"].tolist() == ["OLDER", "OLD", "Banc"]


@pytest.mark.parametrize("name", ["build_information", "sectors", "comparison"])
def test_a_fact_of_a_build_is_asked_once_and_nobody_can_spoil_it_for_others(
    name: str, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = Warehouse.query

    def counted(self: Warehouse, sql: str, *arguments: object) -> object:
        asked.append(sql)
        return query(self, sql, *arguments)

    monkeypatch.setattr(Warehouse, "query", counted)
    question = getattr(queries, name)
    first = question(warehouse)
    before = first.copy()
    first.iloc[0] = first.iloc[-1]
    assert question(warehouse).equals(before)
    assert len(asked) == 1
