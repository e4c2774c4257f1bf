"""Texts from outside stand in a table letter for letter."""

import string

import pytest

from dashboard.ui.tables import plain


@pytest.mark.parametrize("mark", sorted(set(string.punctuation) - set(",;?/'\"%=^@")))
def test_a_mark_that_markdown_knows_is_escaped(mark: str) -> None:
    assert plain(f"a{mark}b") == f"a\\{mark}b"


@pytest.mark.parametrize("text", ["Bangui", "Mambéré Kadéï", "l'Ouham", "2022", "1/2", "50 %", "a, b ; c ?"])
def test_a_text_without_marks_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**gras**", "\\*\\*gras\\*\\*"),
        ("4w_claire_2026.xlsx", "4w\\_claire\\_2026\\.xlsx"),
        ("[x](http://y)", "\\[x\\]\\(http\\://y\\)"),
        (":red[x]", "\\:red\\[x\\]"),
        ("$x^2$", "\\$x^2\\$"),
        ("<b>", "\\<b\\>"),
        ("R&amp;D", "R\\&amp;D"),
        ("a\\*b", "a\\\\\\*b"),
    ],
)
def test_a_whole_piece_of_markdown_is_shown_as_it_was_written(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_number_is_written_out() -> None:
    assert plain(2022) == "2022"
