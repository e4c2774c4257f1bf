"""The clock as a figure: its numbers are the table's, nothing rests on colour, its type is the reader's own."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.figures.fragility_clock import TAIL, ClockWords, fragility_clock

CLOCK = pd.DataFrame(
    {"month": range(13), "pairs": [1200, 1200, 1190] + [1100] * 10, "pairs_known": [300, 290, 200] + [0] * 10}
)
WORDS = ClockWords(
    months=[f"mois {month}" for month in range(13)],
    pairs="encore servis, au plus",
    known="à fin connue",
    axis="Couples servis",
    pairs_told=[f"{number:,}".replace(",", "\u202f") for number in CLOCK["pairs"]],
    known_told=[str(number) for number in CLOCK["pairs_known"]],
)


@pytest.fixture(scope="module")
def figure() -> go.Figure:
    return fragility_clock(CLOCK, WORDS)


def test_the_lines_are_the_numbers_and_the_last_step_is_seen(figure: go.Figure) -> None:
    known, pairs = figure.data
    assert list(pairs.y) == [*CLOCK["pairs"], 1100]
    assert list(known.y) == [*CLOCK["pairs_known"], 0]
    assert list(pairs.x) == [*range(13), 12 + TAIL]
    assert {line.line.shape for line in figure.data} == {"hv"}


def test_what_is_unknown_is_told_by_line_and_hatching_and_not_by_colour_alone(figure: go.Figure) -> None:
    known, pairs = figure.data
    assert (known.line.dash, pairs.line.dash) == ("dash", None)
    assert pairs.fillpattern.shape == "/"
    told = [note.text for note in figure.layout.annotations]
    assert told == [
        "<b>1\u202f200</b> encore servis, au plus",
        "<b>1\u202f100</b>",
        "<b>300</b> à fin connue",
        "<b>0</b>",
    ]
    assert not figure.layout.showlegend


def test_the_pointer_reads_the_month_and_the_number_in_words(figure: go.Figure) -> None:
    assert figure.data[1].text[2] == "mois 2 : <b>1\u202f190</b> encore servis, au plus"
    assert figure.data[1].hovertemplate == "%{text}<extra></extra>"


def test_the_axis_begins_at_zero_and_the_type_is_the_readers(figure: go.Figure) -> None:
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.font.family.startswith("system-ui")
    assert figure.layout.separators == ", "
    assert list(figure.layout.xaxis.ticktext)[:2] == ["mois<br>0", "mois<br>3"]
