"""Counts and dates as partners write them: read exactly, or refused, and never bent."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ("04/03/2025 00:00:00", date(2025, 3, 4)),
    ("04/03/2025 10:30", date(2025, 3, 4)),
    ("2025/03/04", date(2025, 3, 4)),
    ("2025-03-04T10:30:00.000+01:00", date(2025, 3, 4)),
    ("2025-03-04T10:30:00Z", date(2025, 3, 4)),
    ("2025/02/30", None),
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


WHOLE = st.lists(st.integers(0, 999_999_999_999), min_size=1, max_size=40)
BLANKS = (" ", NBSP, NARROW, FIGURE, "'")


def written(number: int) -> list[str]:
    """A whole number in every way that says it and nothing else."""
    thousands = f"{number:,}"
    spaced = [thousands.replace(",", blank) for blank in BLANKS]
    plain = [str(number), f"{number}.0", f"{number},00", f"  {number}{NBSP}", f"00{number}", f"+{number}"]
    french = [f"{thousands.replace(',', '.')},0"]
    return [*plain, *spaced, f"{spaced[0]},0", thousands, f"{thousands}.00", *french]


@settings(deadline=None, max_examples=40)
@given(numbers=WHOLE)
def test_a_whole_number_is_the_same_whatever_parts_its_thousands(
    macros: duckdb.DuckDBPyConnection, numbers: list[int]
) -> None:
    texts = [(text, number) for number in numbers for text in written(number)]
    texts += [(f"-{text.strip()}", -number) for text, number in texts if not text.startswith("+")]
    read = column(macros, "whole_number", [text for text, _ in texts])
    assert [(text, found) for (text, _), found in zip(texts, read, strict=True)] == texts


@settings(deadline=None, max_examples=40)
@given(numbers=WHOLE, marks=st.lists(st.sampled_from([".", ",", " ", "'", "-", "/", "e", "%", "<", "~"]), min_size=1))
def test_a_number_with_a_mark_anywhere_is_that_number_or_none(
    macros: duckdb.DuckDBPyConnection, numbers: list[int], marks: list[str]
) -> None:
    """A mark that parts thousands as it should is one of those above; anything else is not guessed at."""
    texts = [
        (f"{digits[:place]}{mark}{digits[place:]}", int(digits))
        for digits in map(str, numbers)
        for mark in marks
        for place in range(1, len(digits))
    ]
    read = column(macros, "whole_number", [text for text, _ in texts])
    for (text, number), found in zip(texts, read, strict=True):
        head, _, tail = text.partition(next(mark for mark in marks if mark in text))
        is_decimal = set(tail) == {"0"} and len(tail) < 3
        assert found in (None, number) or (is_decimal and found == int(head)), text


def test_figures_that_are_no_groups_of_thousands_are_not_put_together(macros: duckdb.DuckDBPyConnection) -> None:
    texts = ["3 4", "10 15", f"12{NBSP}34", "1 2345", "12'5", "1 23 456"]
    assert column(macros, "whole_number", texts) == [None] * len(texts)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("0123456789.,'- +eE%<~", max_size=14), max_size=60))
def test_no_text_of_figures_and_marks_stops_the_reading(macros: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    for text, found in zip(texts, column(macros, "whole_number", texts), strict=True):
        assert found is None or str(abs(found)) in ("".join(filter(str.isdigit, text)).lstrip("0") or "0")


@settings(deadline=None, max_examples=40)
@given(days=st.lists(st.dates(date(2000, 1, 1), date(2049, 12, 31)), min_size=1, max_size=40))
def test_every_day_is_read_in_every_way_it_is_written(macros: duckdb.DuckDBPyConnection, days: list[date]) -> None:
    """Trap 14: a spreadsheet's number of days is a day, and the day stands before the month."""
    texts = [
        (text, day)
        for day in days
        for text in (
            day.isoformat(), f"{day} 00:00:00", f"{day}T23:59:59", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}",
            f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}", str((day - date(1899, 12, 30)).days),
        )
    ]  # fmt: skip
    read = column(macros, "day_of", [text for text, _ in texts])
    assert [(text, found) for (text, _), found in zip(texts, read, strict=True)] == texts


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), st.integers(1900, 2099)), min_size=1, max_size=60))
def test_figures_are_a_day_in_its_french_order_or_none(
    macros: duckdb.DuckDBPyConnection, figures: list[tuple[int, int, int]]
) -> None:
    read = column(macros, "day_of", [f"{day:02}/{month:02}/{year}" for day, month, year in figures])
    for (day, month, year), found in zip(figures, read, strict=True):
        try:
            assert found == date(year, month, day)
        except ValueError:
            assert found is None


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
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
    return judged(
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
        (3, "Date de vérification", "01/02/2022", "date_ambiguous"),
    ]


def test_a_row_with_two_defects_is_rejected_once(built: Built) -> None:
    counts = {entry["file"]: entry for entry in built.report["files"]}
    numbers = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected")
    assert {name: tuple(entry[n] for n in numbers) for name, entry in counts.items()} == {
        "4w.xlsx": (9, 3, 2, 6),
        "cas.xlsx": (5, 2, 0, 3),
        "ref.xlsx": (2, 1, 0, 1),
        "sites.xlsx": (2, 2, 2, 0),
    }


def test_an_unreadable_date_is_left_empty_and_the_row_stays(built: Built) -> None:
    assert built.rows("SELECT start_date, end_date FROM core.activities WHERE row = 9") == [(None, date(2022, 3, 31))]
    assert built.rows("SELECT verified_date FROM core.service_sites ORDER BY row") == [(None,), (date(2022, 2, 1),)]


def test_a_date_that_exists_is_read_or_told_for_what_it_is(judged: Callable[..., Built]) -> None:
    texts = [
        "30/06/2024 00:00:00", "2024/03/01", "1/3/24", "25/3/24", "1er mars 2024", "March 1, 2024", "mars 2024",
        "03/2024", "30/02/24", "01/03/2024 - 31/03/2024",
    ]  # fmt: skip
    built = judged({"4w.xlsx": {"4W": grid([activity(reached=n, start_date=text) for n, text in enumerate(texts, 1)])}})
    assert built.rows("SELECT reached_count, start_date FROM core.activities ORDER BY row") == [
        (1, date(2024, 6, 30)),
        *((number, date(2024, 3, 1)) for number in (2, 3)),
        (4, date(2024, 3, 25)),
        *((number, date(2024, 3, 1)) for number in (5, 6, 7, 8)),
        (10, None),
    ]
    assert [(value, code) for _, _, value, code in built.remarks() if "date" in code] == [
        ("1/3/24", "date_ambiguous"),  # the year is not said whole
        ("25/3/24", "date_ambiguous"),
        ("mars 2024", "date_from_period"),
        ("03/2024", "date_from_period"),
        ("30/02/24", "date_impossible"),
        ("01/03/2024 - 31/03/2024", "date_unreadable"),
    ]
