"""Texts are mended where nobody could see what is wrong, and only there."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.texts import LONGEST_CELL, Change, mended, mended_text, shortened

# No French word has two marked letters in a row but é: two of them may look like one of another alphabet.
FRENCH = st.text("abcdefghijklmnopqrstuvwxyzéèêëàâîïôùûçÉÀÇœŒ '’-.0123456789", min_size=1, max_size=30).filter(
    lambda text: not re.search("[^\x00-\x7f]{2}", text)
)
MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\ufeff\x00\x07\x1f\x7f"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ouham-PendÃ©", "Ouham-Pendé"),
        ("MÃ‰DECINS SANS FRONTIÃˆRES", "MÉDECINS SANS FRONTIÈRES"),
        ("Ã‰cole", "École"),
        ("naÃ¯f", "naïf"),
        ("SÅ“urs", "Sœurs"),
        ("l’enfance".encode().decode("cp1252"), "l’enfance"),
        ("Mambéré-Kadéï".encode().decode("cp1252"), "Mambéré-Kadéï"),
        ("MarÃ\u00ada", "María"),  # half of the damaged letter is a soft hyphen
        ("ï»¿UNICEF", "UNICEF"),
    ],
)
def test_damaged_accents_are_repaired(text: str, clean: str) -> None:
    assert mended_text(text) == (clean, "text_repaired")


@pytest.mark.parametrize("mark", MARKS)
def test_marks_that_cannot_be_seen_are_taken_out(mark: str) -> None:
    assert mended_text(f"{mark}UNI{mark}CEF{mark}") == ("UNICEF", "text_cleaned")


@pytest.mark.parametrize(
    "text",
    ["Ndélé", "Œuvre", "Âge", "ÉCOLE", "l’enfance", " ACF ", "a\u00a0b", "a\nb", "a\tb", "", "=1", "منظمة", "a\ufffd"],
)  # fmt: skip
def test_a_text_without_fault_stays_as_it_is(text: str) -> None:
    assert mended_text(text) == (text, "")


@given(FRENCH)
def test_french_is_never_taken_for_damaged(text: str) -> None:
    assert mended_text(text) == (text, "")


@given(FRENCH.filter(lambda text: not text.isascii()))
def test_french_read_in_the_wrong_encoding_is_what_it_was_or_stays_as_received(text: str) -> None:
    damaged = text.encode().decode("cp1252", errors="ignore")
    try:
        is_whole = damaged.encode("cp1252") == text.encode()
    except UnicodeEncodeError:
        is_whole = False
    if is_whole:
        assert mended_text(damaged)[0] in (text, damaged)


@given(st.text(max_size=60))
def test_a_mended_text_holds_no_invisible_mark_and_needs_no_mending_again(text: str) -> None:
    clean, code = mended_text(text)
    assert (code == "") == (clean == text)
    assert not set(clean) & set(MARKS)
    assert mended_text(clean)[0] == clean or code == "text_repaired"


def column(*values: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.string())])


def test_each_changed_cell_is_told_with_what_was_received() -> None:
    rows = pa.array([2, 3, 5, 8], pa.int32())
    clean, changes = mended(rows, column("PendÃ©", None, "Ouaka", "Oua\u200bka"))
    assert clean.to_pylist() == ["Pendé", None, "Ouaka", "Ouaka"]
    assert changes == [
        Change(2, "PendÃ©", "Pendé", "text_repaired"),
        Change(8, "Oua\u200bka", "Ouaka", "text_cleaned"),
    ]


def test_a_column_without_fault_is_given_back_untouched() -> None:
    values = column("Pendé", None, "l’âge", "")
    clean, changes = mended(pa.array([2, 3, 4, 5], pa.int32()), values)
    assert clean is values
    assert changes == []


@pytest.mark.parametrize(
    "text", ["SÅ“urs", "ï»¿UNICEF", "Ã‰cole", "a\u00adb", "â€™x", "\x07", "\u2066x\u2069", "\ufeffx"]
)
def test_whatever_would_be_mended_is_found_in_a_column(text: str) -> None:
    clean, changes = mended(pa.array([2], pa.int32()), column(text))
    assert clean.to_pylist() == [mended_text(text)[0]] != [text]
    assert [change.raw for change in changes] == [text]


@given(st.lists(st.none() | FRENCH | st.text(MARKS + "abc", max_size=8), max_size=6))
def test_a_column_is_mended_as_its_texts_are_one_by_one(values: list[str | None]) -> None:
    rows = pa.array(range(len(values)), pa.int32())
    clean, changes = mended(rows, pa.chunked_array([pa.array(values, pa.string())]))
    assert clean.to_pylist() == [None if value is None else mended_text(value)[0] for value in values]
    assert [(change.row, change.raw) for change in changes] == [
        (row, value) for row, value in enumerate(values) if value is not None and mended_text(value)[1]
    ]


def test_a_cell_longer_than_any_spreadsheet_allows_is_named_by_its_characters() -> None:
    longest, longer = "é" * LONGEST_CELL, "x" * (LONGEST_CELL + 1)
    found = shortened(pa.array([2, 3, 4, 5], pa.int32()), column("a", longest, longer, None))
    assert list(found) == [(4, longer)]
    assert list(shortened(pa.array([2], pa.int32()), column(None))) == []
