"""The pairs still served month by month, as steps; hatched, those that only unknown ends carry."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, GRID, HATCH, PAPER, PRIMARY, TEXT

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif"
HEIGHT = 340
TICKS = (0, 3, 6, 9, 12)  # months named under the axis: all thirteen do not fit on a telephone
TAIL = 0.4  # of a month: the last step must be seen
ROOM = 1.18  # of the highest value: the words above the line need it


@dataclass(frozen=True)
class ClockWords:
    """What the figure says, in the reader's language."""

    months: Sequence[str]  # one a row of the clock
    pairs: str  # of the line of all that may still be served
    known: str  # of the line of what a known end carries
    axis: str
    pairs_told: Sequence[str]  # the numbers as the language writes them
    known_told: Sequence[str]


def fragility_clock(clock: pd.DataFrame, words: ClockWords) -> go.Figure:
    """Two step lines from month 0 to 12: solid above, dashed below, hatched between them (nobody knows the end)."""
    figure = go.Figure()
    months = clock["month"].tolist()
    known = line(months, clock["pairs_known"], words.known, words.known_told, words.months)
    known.update(line={"color": BORDER, "width": 2, "dash": "dash", "shape": "hv"})
    pairs = line(months, clock["pairs"], words.pairs, words.pairs_told, words.months)
    pairs.update(
        line={"color": PRIMARY, "width": 3, "shape": "hv"},
        fill="tonexty",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={"shape": "/", "fgcolor": HATCH, "bgcolor": "rgba(0,0,0,0)", "size": 9, "solidity": 0.08},
    )
    figure.add_traces([known, pairs])
    highest = float(clock["pairs"].max())
    for name, told, column, side in (
        (words.pairs, words.pairs_told, "pairs", "bottom"),
        (words.known, words.known_told, "pairs_known", "bottom"),
    ):
        first, last = float(clock[column].iloc[0]), float(clock[column].iloc[-1])
        figure.add_annotation(**label(months[0], first, f"<b>{told[0]}</b> {name}", "left", side))
        figure.add_annotation(**label(months[-1] + TAIL, last, f"<b>{told[-1]}</b>", "right", side))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 40, "t": 8, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 14, "color": TEXT},
        separators=", ",
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        xaxis={
            "tickmode": "array",
            "tickvals": [month for month in TICKS if month in months],
            "ticktext": [words.months[months.index(month)].replace(" ", "<br>") for month in TICKS if month in months],
            "range": [-0.3, months[-1] + TAIL],
            "showgrid": False,
            "fixedrange": True,
            "linecolor": BORDER,
            "ticks": "outside",
            "automargin": True,
        },
        yaxis={
            "title": {"text": words.axis, "font": {"size": 13}},
            "range": [0, max(highest, 1) * ROOM],
            "gridcolor": GRID,
            "fixedrange": True,
            "rangemode": "tozero",
            "automargin": True,
            "tickformat": "~d",
            "nticks": 5,
        },
    )
    return figure


def line(months: Sequence[int], values: pd.Series, name: str, told: Sequence[str], labels: Sequence[str]) -> go.Scatter:
    """One line; under the pointer it says its month and number in words."""
    hover = [f"{label} : <b>{number}</b> {name}" for label, number in zip(labels, told, strict=True)]
    steps = values.astype(int).tolist()
    return go.Scatter(
        x=[*months, months[-1] + TAIL],
        y=[*steps, steps[-1]],
        text=[*hover, hover[-1]],
        mode="lines",
        name=name,
        hovertemplate="%{text}<extra></extra>",
    )


def label(month: float, value: float, text: str, side: str, anchor: str) -> dict:
    """Words beside a line, on a ground that keeps them readable over hatching."""
    return {
        "x": month,
        "y": value,
        "text": text,
        "showarrow": False,
        "xanchor": side,
        "yanchor": anchor,
        "yshift": 3,
        "bgcolor": PAPER,
        "borderpad": 1,
        "font": {"size": 13, "color": TEXT},
    }
