"""How many caseworkers follow how many cases: bars whose edges are printed, and a mark at 25."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, GRID, HATCH, PAPER, PRIMARY, TEXT
from dashboard.figures.siting_curve import FONT

BRACKETS = ("0", "1-10", "11-20", "21-25", "26-30", "31-40", "41+")
MARK_AFTER = BRACKETS.index("21-25") + 0.5  # the mark stands between 25 and 26
UNKNOWN = "unknown"


@dataclass(frozen=True)
class LoadWords:
    """What the figure says, in the reader's language."""

    cases: str  # of the axis of brackets
    caseworkers: str  # of the axis of numbers
    mark: str  # at 25
    unknown: str  # the bracket that nobody tells


def caseload_bars(loads: Mapping[str, int], words: LoadWords) -> go.Figure:
    """One bar a bracket, its edges beneath it; the unknown ones last, hatched. loads: caseworkers by bracket."""
    names = [*BRACKETS, *([words.unknown] if loads.get(UNKNOWN) else [])]
    numbers = [*(loads.get(bracket, 0) for bracket in BRACKETS), *([loads[UNKNOWN]] if loads.get(UNKNOWN) else [])]
    textures = [""] * len(BRACKETS) + ["/"] * (len(names) - len(BRACKETS))
    colours = [PRIMARY] * len(BRACKETS) + [PAPER] * (len(names) - len(BRACKETS))
    figure = go.Figure(
        go.Bar(
            x=list(range(len(names))),
            y=numbers,
            text=[str(number) for number in numbers],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
            marker={"color": colours, "line": {"color": BORDER, "width": 1},
                    "pattern": {"shape": textures, "fgcolor": HATCH, "size": 9, "solidity": 0.15}},
        )
    )  # fmt: skip
    figure.add_vline(x=MARK_AFTER, line={"color": TEXT, "width": 2, "dash": "dash"})
    figure.add_annotation(x=MARK_AFTER, y=1, yref="paper", text=words.mark, showarrow=False, xanchor="left", xshift=6,
                          yanchor="top", align="left")  # fmt: skip
    figure.update_layout(
        height=320,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": TEXT},
        showlegend=False,
        dragmode=False,
        bargap=0.15,
        xaxis={"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names, "fixedrange": True,
               "title": {"text": words.cases, "font": {"size": 13}}, "linecolor": BORDER, "showgrid": False,
               "tickangle": 0, "automargin": True},
        yaxis={"title": {"text": words.caseworkers, "font": {"size": 13}}, "fixedrange": True, "gridcolor": GRID,
               "range": [0, max([1, *numbers]) * 1.3], "automargin": True, "tickformat": "~d"},
    )  # fmt: skip
    return figure
