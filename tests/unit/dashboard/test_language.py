"""Numbers, dates, periods and plurals as each language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dashboard.language import DEFAULT, LANGUAGES, Translator

FRENCH, ENGLISH = Translator("fr"), Translator("en")


def test_french_is_the_default_and_english_the_other_language() -> None:
    assert DEFAULT == "fr"
    assert LANGUAGES == {"fr": "Français", "en": "English"}


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (12345, "12\u202f345", "12,345"),
        (2496317, "2\u202f496\u202f317", "2,496,317"),
    ],
)
def test_thousands_are_parted_as_the_language_does(value: int, french: str, english: str) -> None:
    assert FRENCH.number(value) == french
    assert ENGLISH.number(value) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(0.1234, "12,3\u202f%", "12.3%"), (0, "0,0\u202f%", "0.0%"), (1, "100,0\u202f%", "100.0%")],
)
def test_a_share_has_one_decimal_and_never_breaks_before_its_sign(value: float, french: str, english: str) -> None:
    assert FRENCH.share(value) == french
    assert ENGLISH.share(value) == english


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("2022", "2022", "2022"),
        ("2022-Q1", "T1 2022", "Q1 2022"),
        ("2022-Q4", "T4 2022", "Q4 2022"),
        ("2022-03", "mars 2022", "March 2022"),
        ("2022-08", "août 2022", "August 2022"),
        ("2023-12", "décembre 2023", "December 2023"),
    ],
)
def test_a_period_is_named_in_words(code: str, french: str, english: str) -> None:
    assert FRENCH.period(code) == french
    assert ENGLISH.period(code) == english


def test_a_day_is_written_out() -> None:
    assert FRENCH.day(date(2026, 8, 5)) == "5 août 2026"
    assert [FRENCH.day(date(2026, 8, day)) for day in (1, 11, 21)] == ["1er août 2026", "11 août 2026", "21 août 2026"]
    assert ENGLISH.day(date(2026, 8, 1)) == "August 1, 2026"
    assert ENGLISH.day(date(2026, 8, 5)) == "August 5, 2026"


@pytest.mark.parametrize("hours", [0, 1, -5])
def test_a_moment_is_told_in_universal_time_wherever_it_was_taken(hours: int) -> None:
    there = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    assert FRENCH.moment(there) == "22 nov. 2026, 23:30 UTC"
    assert ENGLISH.moment(there) == "22 Nov 2026, 23:30 UTC"


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0 ligne rejetée", "0 rows rejected"),
        (1, "1 ligne rejetée", "1 row rejected"),
        (2, "2 lignes rejetées", "2 rows rejected"),
        (1234, "1\u202f234 lignes rejetées", "1,234 rows rejected"),
    ],
)
def test_zero_is_singular_in_french_and_plural_in_english(number: int, french: str, english: str) -> None:
    assert FRENCH.plural("{number} row rejected", "{number} rows rejected", number) == french
    assert ENGLISH.plural("{number} row rejected", "{number} rows rejected", number) == english


def test_values_are_put_into_the_translated_sentence() -> None:
    assert FRENCH("{share} of {all} children", share="5 %", all="10") == "5 % de 10 enfants"
    assert ENGLISH("{share} of {all} children", share="5 %", all="10") == "5 % of 10 children"


def test_a_sentence_without_translation_is_shown_in_english() -> None:
    assert FRENCH("Nobody has translated this") == "Nobody has translated this"


def test_braces_in_a_sentence_without_values_stay() -> None:
    assert ENGLISH("a {brace}") == "a {brace}"
