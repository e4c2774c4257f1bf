"""Counts and dates as partners write them: read exactly, or refused, and never bent."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests.factories import Built, activity, case_count, grid, referral, site

NBSP, NARROW, FIGURE = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{FIGURE SPACE}"


NUMBERS = [
    ("12", 12), ("0", 0), ("12.0", 12), ("12.00", 12), ("-5", -5), ("0012", 12), ("999999999", 999_999_999),
    ("1 234", 1234), (f"1{NBSP}234", 1234), (f"1{NARROW}234", 1234), (f"1{FIGURE}234", 1234), (" 7 ", 7),
    ("\ufeff7", 7), ("12,0", 12), ("12,00", 12), ("1,234", 1234), ("1,234.0", 1234), ("1.234,0", 1234), ("+5", 5),
    ("1'234", 1234), ("1234567890", 1_234_567_890), ("999999999999999", 999_999_999_999_999), ("1,234,567", 1_234_567),
    ("1.000", None), ("1.234", None), ("1.234.567", None), ("12.5", None), ("12,5", None), ("1.234,5", None),
    ("1,234.5", None), ("1,23", None), ("1,2345", None), ("1,234,56", None), ("12,0,0", None), ("1E3", None),
    ("<5", None), ("~20", None), ("--1", None), ("+-1", None), ("5%", None), ("true", None), ("n/a", None),
    ("-", None), ("+", None), ("9999999999999999", None), ("#REF!", None), ("", None), ("  ", None), (None, None),
    ("١٢", None), ("12 personnes", None), ("12;13", None),
]  # fmt: skip
DATES = [
    ("2025-03-04", date(2025, 3, 4)),
    ("2025-03-04 00:00:00", date(2025, 3, 4)),
    ("2025-03-04 10:30:00.500", date(2025, 3, 4)),
    ("2025-03-04T10:30:00", date(2025, 3, 4)),
    ("04/03/2025", date(2025, 3, 4)),
    ("4/3/2025", date(2025, 3, 4)),
    ("04-03-2025", date(2025, 3, 4)),
    ("4.3.2025", date(2025, 3, 4)),
    ("45720", date(2025, 3, 4)),
    ("45720.75", date(2025, 3, 4)),
    ("36526", date(2000, 1, 1)),
    ("54788", date(2049, 12, 31)),
    ("29/02/2024", date(2024, 2, 29)),
    ("29/02/2025", None),
    ("31/04/2025", None),
    ("13/25/2025", None),
    ("04/03/25", None),  # 1925 or 2025, and never the year 25
    ("36525", None),
    ("54789", None),
    ("12", None),
    ("mars 2025", None),
    ("#N/A", None),
    ("", None),
    (None, None),
]
TEXTS = [
    ("  a   b ", "a b"),
    (f"{NBSP}a{NARROW}{FIGURE}b\ufeff", "a b"),
    ("a\r\n\tb", "a b"),
    ("\u200b", None),
    (NBSP * 3, None),
    ("", None),
    (None, None),
]


def column(macros: duckdb.DuckDBPyConnection, macro: str, values: list[str | None]) -> list[object]:
    """The macro on a whole column: on a mixed one, each branch meets every text."""
    return [
        row[0] for row in macros.execute(f"SELECT {macro}(t) FROM (SELECT unnest($v) AS t)", {"v": values}).fetchall()
    ]


@pytest.mark.parametrize(("macro", "cases"), [("whole_number", NUMBERS), ("day_of", DATES), ("tidy", TEXTS)])
def test_a_column_of_all_sorts_is_read_without_an_error(
    macros: duckdb.DuckDBPyConnection, macro: str, cases: list[tuple[str | None, object]]
) -> None:
    texts = [text for text, _ in cases]
    assert list(zip(texts, column(macros, macro, texts), strict=True)) == cases


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    """Rows 2 on of each sheet, one defect each; the first row of each is whole."""
    activities = [
        activity(targeted=100, reached=12, start_date="01/03/2022", end_date="31/03/2022"),
        activity(targeted=f"1{NBSP}000", reached="", start_date="", end_date=""),
        activity(targeted=100, reached=-12),
        activity(targeted=100, reached="<5"),
        activity(targeted=100, reached=12.5),
        activity(targeted="#REF!", reached=12),
        activity(targeted=100, reached=12, start_date="31/03/2022", end_date="01/03/2022"),
        activity(targeted=100, reached=13, start_date="bientôt", end_date="31/03/2022"),
        activity(targeted=-1, reached="beaucoup"),
    ]
    stated = {"Nouveau": 3, "Ouvert": 0, "Clos": "", "Suspendu": "n/a", "Transféré": -1}
    cases = [case_count(case_status=status, cases=number) for status, number in stated.items()]
    return small(
        {
            "4w.xlsx": {"4W": grid(activities)},
            "cas.xlsx": {"Cas": grid(cases)},
            "ref.xlsx": {"Référencements": grid([referral(), referral(to_service="École", referrals=None)])},
            "sites.xlsx": {"Sites": grid([site(verified_date="hier"), site(verified_date="01/02/2022")])},
        }
    )


def test_a_blank_count_is_unknown_and_never_zero(built: Built) -> None:
    assert built.rows("SELECT row, targeted_count, reached_count FROM core.activities ORDER BY row") == [
        (2, 100, 12),
        (3, 1000, None),
        (9, 100, 13),
    ]
    assert built.rows("SELECT row, case_count FROM core.case_counts ORDER BY row") == [(2, 3), (3, 0)]
    assert built.rows("SELECT row, referral_count FROM core.referral_counts") == [(2, 2)]


def test_each_defect_is_named_at_its_row_and_column(built: Built) -> None:
    assert [remark for remark in built.remarks()] == [
        (3, "Cible", f"1{NBSP}000", "count_normalised"),
        (4, "Atteint total", "-12", "count_negative"),
        (5, "Atteint total", "<5", "count_unreadable"),
        (6, "Atteint total", "12.5", "count_fractional"),
        (7, "Cible", "#REF!", "cell_error"),
        (8, "Date de fin", "01/03/2022", "dates_reversed"),
        (9, "Date de début", "bientôt", "date_unreadable"),
        (10, "Cible", "-1", "count_negative"),
        (10, "Atteint total", "beaucoup", "count_unreadable"),
        (4, "Nombre de cas", None, "count_missing"),
        (5, "Nombre de cas", "n/a", "count_unreadable"),
        (6, "Nombre de cas", "-1", "count_negative"),
        (3, "Nombre de référencements", None, "count_missing"),
        (2, "Date de vérification", "hier", "date_unreadable"),
    ]


def test_a_row_with_two_defects_is_rejected_once(built: Built) -> None:
    counts = {entry["file"]: entry for entry in built.report["files"]}
    numbers = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected")
    assert {name: tuple(entry[n] for n in numbers) for name, entry in counts.items()} == {
        "4w.xlsx": (9, 3, 2, 6),
        "cas.xlsx": (5, 2, 0, 3),
        "ref.xlsx": (2, 1, 0, 1),
        "sites.xlsx": (2, 2, 1, 0),
    }


def test_an_unreadable_date_is_left_empty_and_the_row_stays(built: Built) -> None:
    assert built.rows("SELECT start_date, end_date FROM core.activities WHERE row = 9") == [(None, date(2022, 3, 31))]
    assert built.rows("SELECT verified_date FROM core.service_sites ORDER BY row") == [(None,), (date(2022, 2, 1),)]
