"""How many children each further site would reach, beside what no choice of sites can exceed."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, PAPER, PRIMARY, TEXT

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif"
HEIGHT = 360
GRID = "#e6dfd9"
BAND = "#cbbfb5"  # pale and wide: seen on both sides of the line where the two are one


@dataclass(frozen=True)
class CurveWords:
    """What the figure says, in the reader's language; told: the numbers as the language writes them."""

    covered: str
    bound: str
    sites: str
    children: str
    covered_told: Sequence[str]
    bound_told: Sequence[str]


def siting_curve(
    counts: Sequence[int], covered: Sequence[float], bound: Sequence[float], chosen: int, words: CurveWords
) -> go.Figure:
    """A dark line with dots (reached) over a wide pale band (bound); the chosen number of sites stands out.

    counts: new sites, from 0; covered, bound: children, one a count. Width and dots, not hues, tell the lines apart.
    """
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(
            x=list(counts),
            y=list(bound),
            mode="lines",
            name=words.bound,
            line={"color": BAND, "width": 11},
            text=[f"{words.bound} : {told}" for told in words.bound_told],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(counts),
            y=list(covered),
            mode="lines+markers",
            name=words.covered,
            line={"color": PRIMARY, "width": 3},
            marker={"size": [15 if count == chosen else 8 for count in counts], "color": PRIMARY},
            text=[f"{words.covered} : {told}" for told in words.covered_told],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    if chosen in counts:
        position = list(counts).index(chosen)
        figure.add_annotation(
            x=chosen, y=covered[position], text=f"<b>{words.covered_told[position]}</b>", showarrow=False, yshift=-20,
            bgcolor=PAPER, font={"size": 13, "color": TEXT},
        )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 40, "b": 48},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": TEXT},
        separators=", ",
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        hovermode="x unified",
        dragmode=False,
        xaxis={"title": {"text": words.sites}, "dtick": 1, "showgrid": False, "fixedrange": True, "linecolor": BORDER,
               "zeroline": False, "automargin": True},
        yaxis={
            "title": {"text": words.children}, "rangemode": "tozero", "gridcolor": GRID, "fixedrange": True,
            "automargin": True, "tickformat": ",d", "nticks": 6,
        },
    )  # fmt: skip
    return figure
