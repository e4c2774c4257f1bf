"""Months, quarters and years as partners write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.periods import EXCEL_EPOCH, days_of_cell, first_day, last_day, period_in_text, period_of_cell

FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
months = st.tuples(st.integers(2000, 2049), st.integers(1, 12))


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2025-03", "2025-03"),
        ("2025-3", "2025-03"),
        ("2025-03-31", "2025-03"),
        ("2025-03-01 00:00:00", "2025-03"),
        ("2025-03-01T00:00:00Z", "2025-03"),
        ("03/2025", "2025-03"),
        ("3.2025", "2025-03"),
        ("31/03/2025", "2025-03"),
        ("01-12-2025", "2025-12"),
        ("  mars 2025 ", "2025-03"),
        ("Févr. 2025", "2025-02"),
        ("AOUT 2025", "2025-08"),
        ("Mar-2025", "2025-03"),
        ("déc.2025", "2025-12"),
        ("Mois de juin 2025", "2025-06"),
        ("45717", "2025-03"),  # the day number of 1 March 2025
        ("45716", "2025-02"),
        ("45717.5", "2025-03"),
        ("36526", "2000-01"),
        ("54788", "2049-12"),
        ("T1 2022", "2022-Q1"),
        ("T4-2022", "2022-Q4"),
        ("2022-Q1", "2022-Q1"),
        ("2022T3", "2022-Q3"),
        ("Trimestre 2 2022", "2022-Q2"),
        ("1er trimestre 2022", "2022-Q1"),
        ("1ᵉʳ trimestre 2022", "2022-Q1"),
        ("3ème trimestre 2022", "2022-Q3"),
        ("Quarter 1 2022", "2022-Q1"),
        ("2022", "2022"),
        ("2022.0", "2022"),
        ("Année 2022", "2022"),
        ("an 2022", "2022"),
        ("Marss 2025", "2025-03"),
        ("Fevrie 2025", "2025-02"),
        ("avirl 2025", "2025-04"),
        ("2025 mars", "2025-03"),
        ("M3 2025", "2025-03"),
        ("mois 3 de 2025", "2025-03"),
        ("juin-25 (2025)", "2025-06"),
        ("1-3/2025", "2025-Q1"),
        ("1er janvier - 31 mars 2025", "2025-Q1"),
        ("janvier 2025 à mars 2025", "2025-Q1"),
        ("mars-25", "2025-03"),
        ("Mar-25", "2025-03"),
        ("janv.-25", "2025-01"),
        ("03/25", "2025-03"),
        ("2025/03", "2025-03"),
        ("2025/03/01", "2025-03"),
        ("202503", "2025-03"),
        ("03 / 2025", "2025-03"),
        ("03/25 2025", "2025-03"),  # beside a column of years
        ("mars-25 2025", "2025-03"),
        ("mars 25 2025", "2025-03"),
        ("30/06/2025 00:00:00", "2025-06"),
    ],
)
def test_a_cell_states_a_month_a_quarter_or_a_year(cell: str, period: str) -> None:
    assert period_of_cell(cell) == period


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "mars", "T1", "13/2025", "00/2025", "2025-13", "2025-00", "31/13/2025", "36525", "54789", "1999-12",
        "2050", "2050-01", "12", "3", "0", "-1", "#REF!", "#N/A", "n/a", "mars 25", "T5 2022", "202513",
        "Semaine 12 2025", "decembre 2024-janvier 2025", "15 mars - 14 avril 2025", "T1-T2 2025", "M13 2025", "13/25",
        "mas 2025", "mais 2025", "mars-03", "Budget 2025", "5-3/2025", "1-6/2025", "S1 2025", "mars 450 2025",
        "2 janvier - 31 mars 2025", "2024-2025", "2025.1",
    ],
)  # fmt: skip
def test_a_cell_that_states_none_gives_none(cell: str) -> None:
    assert period_of_cell(cell) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("RCA 3W Qui fait Quoi Où T1 2022", "2022-Q1"),
        ("whowhatwhere_3w_car_mar2022", "2022-03"),
        ("4W mars 2025", "2025-03"),
        ("4w_2025-03", "2025-03"),
        ("4w_2025_03_kodro", "2025-03"),
        ("Rapport 2025", "2025"),
        ("premier trimestre 2022", "2022-Q1"),
        ("Deuxième trimestre 2022", "2022-Q2"),
        ("troisième trimestre 2022", "2022-Q3"),
        ("Quatrième trimestre 2022", "2022-Q4"),
        ("Janvier-Mars 2022", "2022-Q1"),
        ("avril à juin 2022", "2022-Q2"),
        ("whowhatwhere_ss_20220520_3w_op_january_march_2022", "2022-Q1"),
        ("October to December 2022", "2022-Q4"),
        ("juillet, août, septembre 2022", "2022-Q3"),
    ],
)
def test_a_name_or_title_states_the_period_of_its_sheet(text: str, period: str) -> None:
    assert period_in_text(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "Feuil1", "4W", "", "20220520", "12022", "4W v2022b", "mars",
        "janvier-juin 2022", "mars à avril 2022", "S1 2022", "Semestre 2 2022", "premier semestre 2022",
    ],
)  # fmt: skip
def test_a_span_that_is_no_month_quarter_or_year_is_not_taken_for_one(text: str) -> None:
    assert period_in_text(text) is None


@given(months)
def test_every_month_is_read_in_every_spelling(month: tuple[int, int]) -> None:
    year, number = month
    french, english = FRENCH[number - 1], ENGLISH[number - 1]
    expected = f"{year}-{number:02d}"
    for text in (
        expected, f"{year}-{number}", f"{number:02d}/{year}", f"{number}/{year}", f"28/{number:02d}/{year}",
        f"{year}-{number:02d}-28 00:00:00", f"{french} {year}", french.upper() + f" {year}", f"{english} {year}",
        f"{english[:3]}-{year}", f"{english[:3]}{year}", str((date(year, number, 28) - EXCEL_EPOCH).days),
    ):  # fmt: skip
        assert period_of_cell(text) == expected, text
    for text in (f"4W {french} {year}", f"4w_{english.lower()}_{year}", f"4w_{year}-{number:02d}"):
        assert period_in_text(text) == expected, text


@given(st.integers(2000, 2049), st.integers(1, 4))
def test_every_quarter_is_read_in_every_spelling(year: int, quarter: int) -> None:
    first, last = FRENCH[3 * quarter - 3], FRENCH[3 * quarter - 1]
    for text in (
        f"T{quarter} {year}", f"q{quarter}-{year}", f"{year}-Q{quarter}", f"{year} T{quarter}",
        f"Trimestre {quarter} {year}", f"{quarter}e trimestre {year}", f"{first}-{last} {year}",
    ):  # fmt: skip
        assert period_in_text(f"3W {text}") == f"{year}-Q{quarter}", text
        assert period_of_cell(text) == f"{year}-Q{quarter}", text


@given(st.text(max_size=40))
def test_any_text_gives_a_period_of_the_three_shapes_or_none(text: str) -> None:
    for period in (period_of_cell(text), period_in_text(text)):
        assert period is None or (len(period), period[4:5], period[5:6] == "Q") in {
            (4, "", False),
            (7, "-", True),
            (7, "-", False),
        }


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("3 mars 2025", (2025, 3, 3), (2025, 3, 3)),
        ("1er août 2025", (2025, 8, 1), (2025, 8, 1)),
        ("March 3rd, 2025", (2025, 3, 3), (2025, 3, 3)),
        ("29 février 2024", (2024, 2, 29), (2024, 2, 29)),
        ("mars 2025", (2025, 3, 1), (2025, 3, 31)),
        ("Février 2024", (2024, 2, 1), (2024, 2, 29)),
        ("décembre 2025", (2025, 12, 1), (2025, 12, 31)),
        ("03/2025", (2025, 3, 1), (2025, 3, 31)),
        ("T1 2025", (2025, 1, 1), (2025, 3, 31)),
        ("Q4 2025", (2025, 10, 1), (2025, 12, 31)),
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("March 1, 2025", (2025, 3, 1), (2025, 3, 1)),
        ("1er mars 2025", (2025, 3, 1), (2025, 3, 1)),
        ("1er janvier - 31 mars 2025", (2025, 1, 1), (2025, 3, 31)),
    ],
)
def test_a_date_in_words_is_from_its_first_to_its_last_day(cell: str, first: tuple, last: tuple) -> None:
    assert days_of_cell(cell) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "cell", ["", "bientôt", "mars", "3 mars", "30 février 2025", "31/02/2025", "13/25/2025", "2025-02-30", "S1 2025",
     "15 mars - 14 avril 2025", "3-5 mars 2025", "Semaine 12 2025"],
)  # fmt: skip
def test_words_that_make_no_date_give_none(cell: str) -> None:
    assert days_of_cell(cell) is None


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_every_day_in_words_is_that_day(day: date) -> None:
    french, english = FRENCH[day.month - 1], ENGLISH[day.month - 1]
    for text in (
        f"{day.day} {french} {day.year}", f"{day.day:02} {french.upper()} {day.year}",
        f"le {day.day} {french} {day.year}", f"{day.day} {english} {day.year}", f"{english} {day.day}, {day.year}",
        f"{day.day}-{english[:3]}-{day.year}",
    ):  # fmt: skip
        assert days_of_cell(text) == (day, day), text


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_a_period_goes_from_its_first_day_to_the_eve_of_the_next(day: date) -> None:
    quarter = (day.month + 2) // 3
    for period in (f"{day.year}", f"{day.year}-Q{quarter}", f"{day.year}-{day.month:02}"):
        assert first_day(period) <= day <= last_day(period)
        assert first_day(period).day == 1
        assert (last_day(period) + timedelta(days=1)).day == 1
