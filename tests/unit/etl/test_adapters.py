"""The words that adapters read: headings of cross tables, lines of parameters, places, cells that are rows."""

import duckdb
import pytest

from etl.adapters.dimensions import dimension
from etl.adapters.indicators import indicator_names, name_and_number
from etl.adapters.parameters import named_in, parameters, place_of
from etl.adapters.stage_counts import COLUMN
from etl.headings import fold, labels, reference_rows
from etl.load import STAGING_KINDS


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Female", ("sex", "Female")), ("Garçons", ("sex", "Garçons")), ("H", ("sex", "H")),
        ("Autre", ("sex", "Autre")),
        ("0 - 4", ("age", "0-4")), ("5-11 ans", ("age", "5-11")), ("18+", ("age", "18+")),
        ("18 ans et plus", ("age", "18+")), ("< 5", ("age", "0-4")), ("Total", ("total", "")),
        ("Sous-total", ("total", "")), ("Inconnu", ("unknown", "Inconnu")), ("2025-Jan", ("period", "2025-01")),
        ("2025-févr.", ("period", "2025-02")), ("2025-Q3", ("period", "2025-Q3")), ("T2 2025", ("period", "2025-Q2")),
        ("2025", ("period", "2025")), ("mars 2025", ("period", "2025-03")), ("Risk level", None), ("12", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_heading_of_a_cross_table_says_one_thing(heading: str, said: tuple[str, str] | None) -> None:
    assert dimension(heading) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["View By: Month / Date Range: Custom / From: 2025-01-01 / To: 2025-03-31 / "],
         {"other": "Month", "period_start": "2025-01-01", "period_end": "2025-03-31"}),
        (["Période : 01/01/2025 - 31/03/2025 ; Agence : UNICEF"],
         {"period_start": "01/01/2025", "period_end": "31/03/2025", "organisation": "UNICEF"}),
        (["Location: Ouaka / Bambari / Agency: ACF"], {"place": "Ouaka / Bambari", "organisation": "ACF"}),
        (["Agence", "ACF", "Préfecture :", "Ouaka"], {"organisation": "ACF", "adm1_name": "Ouaka"}),
        (["Trimestre: T1 2025"], {"period": "T1 2025"}),
        (["Un titre : sans paramètre"], {}),
        (["Ouaka", "12"], {}),
    ],
)  # fmt: skip
def test_a_line_of_parameters_is_read_by_its_keys(line: list[str], said: dict[str, str]) -> None:
    assert parameters([line]) == said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("CF431", {"adm2_code": "CF431"}), ("Ouaka (CF43)", {"adm1_code": "CF43"}),
        ("Ouaka / Bambari", {"adm1_name": "Ouaka", "adm2_name": "Bambari"}),
        ("RCA::Ouaka::Bambari", {"adm1_name": "Ouaka", "adm2_name": "Bambari"}), ("Ouaka", {"adm1_name": "Ouaka"}),
        ("Bambari", {"adm2_name": "Bambari"}), ("République centrafricaine", {}),
        ("Ailleurs", {"adm1_name": "Ailleurs"}),
    ],
)  # fmt: skip
def test_a_place_is_read_from_a_text(text: str, place: dict[str, str]) -> None:
    assert place_of(text) == place


def test_a_title_may_name_the_organisation_and_the_place() -> None:
    assert named_in("Gestion de cas – UNICEF – Ouaka") == {"organisation": "UNICEF", "adm1_name": "Ouaka"}
    assert named_in("Protection Concerns") == {}


@pytest.mark.parametrize(("row", "column"), [(1, 1), (500_000, 1_000), (2_097_151, 1_000), (7, 0)])
def test_a_row_carries_its_column_and_gives_it_back(macros: duckdb.DuckDBPyConnection, row: int, column: int) -> None:
    number = row + COLUMN * column
    assert number < 2**31
    answer = macros.execute("SELECT sheet_row($r::INTEGER), sheet_column($r::INTEGER)", {"r": number}).fetchone()
    assert answer == (row, column)


def test_a_row_is_named_as_people_do(macros: duckdb.DuckDBPyConnection) -> None:
    named = [
        macros.execute("SELECT row_words($r::INTEGER)", {"r": r}).fetchone() for r in (7, 7 + COLUMN, 9 + 28 * COLUMN)
    ]
    assert named == [("7",), ("A7",), ("AB9",)]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2024-02-01", "2024-02-29", "2024-02"), ("2024-01-01", "2024-03-31", "2024-Q1"),
        ("2024-01-01", "2024-12-31", "2024"), ("2024-01-01", "2024-06-30", "2024-06"),
        ("2023-12-01", "2024-02-29", "2024-02"), ("2024-01-01", "2024-01-30", "2024-01"),
    ],
)  # fmt: skip
def test_a_span_is_a_month_a_quarter_a_year_or_the_month_of_its_end(
    macros: duckdb.DuckDBPyConnection, first: str, last: str, period: str
) -> None:
    answer = macros.execute("SELECT span_of($first::DATE, $last::DATE)", {"first": first, "last": last}).fetchone()
    assert answer == (period,)


def test_the_names_of_indicators_are_counts_that_their_kind_has() -> None:
    seen = [fold(row["label"]) for row in reference_rows("indicator_names.csv")]
    assert len(seen) == len(set(seen))
    for measure in set(indicator_names().values()):
        assert measure.kind in STAGING_KINDS
        assert measure.role in labels(measure.kind).values()


def test_the_name_and_the_number_of_an_indicator_are_told_by_their_tags() -> None:
    assert name_and_number(["#org", "#indicator+code", "#indicator+name", "#indicator+num"]) == (2, 3)
    assert name_and_number(["#indicator", "#value"]) == (0, 1)
    assert name_and_number(["#org", "#indicator+num"]) is None
    assert name_and_number(["#org", "#reached+f+children"]) is None


def test_the_words_of_access_mean_one_state_each() -> None:
    rows = reference_rows("access_status_labels.csv")
    assert {row["status_code"] for row in rows} == {"enclaved", "restricted", "accessible"}
    assert len({fold(row["label"]) for row in rows}) == len({(fold(row["label"]), row["status_code"]) for row in rows})
