"""How much is known of people, and what: bars that a photocopy keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, HATCH, PAPER, PRIMARY, TEXT
from dashboard.figures.referral_bars import laid_out


@dataclass(frozen=True)
class Known:
    """Of how many people something is known: what, the share in percent, and the words beside the bar."""

    name: str
    percent: float
    told: str


@dataclass(frozen=True)
class Category:
    """One group of people: its name, how many, the words at its bar, and whether it is those of whom nobody knows."""

    name: str
    people: int
    told: str
    is_unknown: bool = False


def completeness_bars(bars: Sequence[Known], least_percent: int, percent_sign: str) -> go.Figure:
    """One bar a dimension, the first on top: dark what is known, hatched what is not; a line where the gate is.

    ``percent_sign``: with the blank that the reader's language puts before it.
    """
    figure = go.Figure()
    names = [f"{bar.name}<br>{bar.told}" for bar in bars]
    for shares, colour, shape in (
        ([bar.percent for bar in bars], PRIMARY, ""),
        ([100 - bar.percent for bar in bars], PAPER, "/"),
    ):
        figure.add_trace(
            go.Bar(
                x=shares,
                y=names,
                orientation="h",
                marker={
                    "color": colour,
                    "line": {"color": BORDER, "width": 1},
                    "pattern": {"shape": shape, "fgcolor": HATCH, "fgopacity": 0.6, "size": 9, "solidity": 0.15},
                },
                hoverinfo="skip",
            )
        )
    laid_out(figure, 48 * len(bars) + 44)
    figure.update_layout(barmode="stack", showlegend=False)
    ticks = sorted({0, 50, least_percent, 100})
    figure.update_xaxes(range=[0, 101], tickvals=ticks, ticktext=[f"{tick}{percent_sign}" for tick in ticks])
    figure.update_yaxes(ticklabelstandoff=6)
    figure.add_vline(x=least_percent, line={"color": TEXT, "width": 2, "dash": "dash"})
    return figure


def category_bars(categories: Sequence[Category]) -> go.Figure:
    """One bar a group, in the order given; those of whom nobody knows are hatched."""
    figure = go.Figure(
        go.Bar(
            x=[category.people for category in categories],
            y=[category.name for category in categories],
            orientation="h",
            marker={
                "color": [PAPER if category.is_unknown else PRIMARY for category in categories],
                "line": {"color": BORDER, "width": 1},
                "pattern": {
                    "shape": ["/" if category.is_unknown else "" for category in categories],
                    "fgcolor": HATCH,
                    "fgopacity": 0.6,
                    "size": 9,
                    "solidity": 0.15,
                },
            },
            text=[category.told for category in categories],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    laid_out(figure, 34 * len(categories) + 24)
    figure.update_yaxes(ticklabelstandoff=6)
    most = max((category.people for category in categories), default=0)
    figure.update_xaxes(range=[0, max(1, most) * 2.1], visible=False)
    return figure
