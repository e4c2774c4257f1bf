"""The steps of a referral, and how soon referrals are answered: bars that a photocopy keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, HATCH, PAPER, PRIMARY, SCARCITY, TEXT
from dashboard.figures.siting_curve import FONT, GRID

# From soon to late the tones darken; what did not happen and what nobody tells have a texture.
TONES = (*reversed(SCARCITY[1:]), PAPER, PAPER)
TEXTURES = ("", "", "", "", "/", ".")


@dataclass(frozen=True)
class Bar:
    """One bar of the funnel: its name, how many, and the sentence beside it."""

    name: str
    number: int
    told: str


def funnel(bars: Sequence[Bar]) -> go.Figure:
    """One bar a step, the first on top, each with its sentence."""
    figure = go.Figure(
        go.Bar(
            x=[bar.number for bar in bars],
            y=["<br>".join(wrap(bar.name, 18)) for bar in bars],
            orientation="h",
            marker={"color": PRIMARY},
            text=[bar.told for bar in bars],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    most = max((bar.number for bar in bars), default=0)
    laid_out(figure, 52 * len(bars) + 30)
    figure.update_xaxes(range=[0, max(1, most) * 1.3], visible=False)
    return figure


def answer_bars(
    priorities: Sequence[str], buckets: Sequence[tuple[str, Sequence[int]]], percent_sign: str
) -> go.Figure:
    """One bar a priority, cut by how soon its referrals were answered; each part as long as its share.

    buckets: six pairs of a name and a number a priority: four delays, no answer, unknown.
    """
    totals = [sum(numbers) for numbers in zip(*(numbers for _, numbers in buckets), strict=True)]
    figure = go.Figure()
    for (name, numbers), tone, texture in zip(buckets, TONES, TEXTURES, strict=True):
        shares = [100 * number / total if total else 0 for number, total in zip(numbers, totals, strict=True)]
        figure.add_trace(
            go.Bar(
                x=shares,
                y=[name.replace(" (", "<br>(") for name in priorities],
                orientation="h",
                name=name,
                marker={
                    "color": tone,
                    "line": {"color": BORDER, "width": 1},
                    "pattern": {"shape": texture, "fgcolor": HATCH, "fgopacity": 0.6, "size": 9, "solidity": 0.15},
                },
                text=[str(number) if number else "" for number in numbers],
                textposition="inside",
                insidetextanchor="middle",
                textfont={"color": PAPER if tone in SCARCITY[:2] else TEXT},
                textangle=0,
                hoverinfo="name+text",
            )
        )
    laid_out(figure, 46 * len(priorities) + 140)
    # whole on a telephone too, one name a line: no part of it to be scrolled to, none cut
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "entrywidth": 125, "maxheight": 1}
    figure.update_layout(barmode="stack", legend={**legend, "traceorder": "normal"}, margin_r=32)  # half of "100 %"
    figure.update_xaxes(range=[0, 100], dtick=25, ticksuffix=percent_sign, gridcolor=GRID)
    return figure


def laid_out(figure: go.Figure, height: int) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": TEXT},
        showlegend=True,
        dragmode=False,
        bargap=0.35,
        xaxis={"fixedrange": True, "automargin": True},
        yaxis={"fixedrange": True, "autorange": "reversed", "automargin": True},
    )
    if len(figure.data) == 1:
        figure.update_layout(showlegend=False)
