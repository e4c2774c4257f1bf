"""How much of each target was reached: bars beside a line at 100 %, that a photocopy keeps."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, GRID, HATCH, PAPER, PRIMARY, TEXT
from dashboard.figures.siting_curve import FONT

WHOLE = 100  # per cent: the target
LINE = {"color": TEXT, "width": 2, "dash": "dash"}


def plan_bars(
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None], Sequence[str]]],
    percent_sign: str,
    width: int = 22,
) -> go.Figure:
    """One group of bars a name, the first on top, and in it one bar a series: the first is full, the second hatched.

    series: of each its name, its values in per cent of the target (None: not told; above 100 they are not clipped) and
    the text at the end of each bar. ``percent_sign``: with the blank that the reader's language puts before it.
    ``width``: letters of a line of a name.
    """
    figure = go.Figure()
    labels = ["<br>".join(wrap(name, width)) for name in names]
    for number, (name, values, texts) in enumerate(series):
        figure.add_trace(
            go.Bar(
                x=list(values),
                y=labels,
                orientation="h",
                name=name,
                text=list(texts),
                textposition="outside",
                cliponaxis=False,
                hoverinfo="skip",
                marker={"color": PAPER if number else PRIMARY, "line": {"color": BORDER, "width": 1},
                        "pattern": {"shape": "/" if number else "", "fgcolor": HATCH, "size": 7, "solidity": 0.2}},
            )
        )  # fmt: skip
    most = max((value for _, values, _ in series for value in values if value is not None), default=WHOLE)
    figure.add_vline(x=WHOLE, line=LINE)
    figure.update_layout(
        height=(24 * len(series) + 14) * max(1, len(names)) + 80,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": TEXT},
        dragmode=False,
        barmode="group",
        bargap=0.3,
        showlegend=len(series) > 1,
        legend={"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={
            "fixedrange": True,
            "range": [0, 1.25 * max(most, WHOLE)],
            "ticksuffix": percent_sign,
            "gridcolor": GRID,
            "automargin": True,
        },
        yaxis={"fixedrange": True, "autorange": "reversed", "automargin": True},
    )
    return figure
