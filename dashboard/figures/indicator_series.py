"""An indicator through time: one line for the country, and one small picture a prefecture, all to one scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.figures.palette import BORDER, GRID, HATCH, PAPER, PRIMARY, TEXT
from dashboard.figures.siting_curve import FONT

COLUMNS, PANEL = 3, 124  # small pictures beside each other, and the height of one in pixels


@dataclass(frozen=True)
class Mark:
    """What values are held against: where it is, and its kind in words."""

    value: float
    label: str


@dataclass(frozen=True)
class Panel:
    """One place: its name with its last value, and its values (None where there is none)."""

    title: str
    values: Sequence[float | None]


def national_line(periods: Sequence[str], values: Sequence[float | None], unit: str, mark: Mark | None) -> go.Figure:
    """Values of successive periods; a gap in the line where there is none."""
    figure = go.Figure(line(periods, values, PRIMARY, 2.5, "lines+markers"))
    if mark:
        figure.add_hline(y=mark.value, line={"color": TEXT, "width": 1.5, "dash": "dash"})
        figure.add_annotation(x=0, xref="paper", y=mark.value, text=mark.label, showarrow=False, xanchor="left",
                              yanchor="bottom")  # fmt: skip
    top = highest([*values, mark.value if mark else None])
    figure.update_layout(**frame(300))
    figure.update_xaxes(fixedrange=True, linecolor=BORDER, showgrid=False, type="category", automargin=True)
    figure.update_yaxes(fixedrange=True, gridcolor=GRID, range=[0, top], title={"text": unit, "font": {"size": 13}},
                        automargin=True)  # fmt: skip
    return figure


def small_multiples(
    periods: Sequence[str], panels: Sequence[Panel], national: Sequence[float | None] | None
) -> go.Figure:
    """One small picture a place, in the order given, the country's line in grey behind each."""
    rows = math.ceil(len(panels) / COLUMNS)
    figure = make_subplots(
        rows=rows, cols=COLUMNS, subplot_titles=[panel.title for panel in panels], shared_yaxes="all",
        horizontal_spacing=0.04, vertical_spacing=min(0.2, 44 / (PANEL * rows)),
    )  # fmt: skip
    for place, panel in enumerate(panels):
        where = {"row": place // COLUMNS + 1, "col": place % COLUMNS + 1}
        if national:
            figure.add_trace(line(periods, national, HATCH, 1.5, "lines", "dot"), **where)
        figure.add_trace(line(periods, panel.values, PRIMARY, 2, "lines+markers", size=3), **where)
    top = highest([*(value for panel in panels for value in panel.values), *(national or [])])
    figure.update_layout(**frame(PANEL * rows + 30))
    figure.update_xaxes(fixedrange=True, showticklabels=False, showgrid=False, linecolor=BORDER, type="category",
                        range=[-0.5, len(periods) - 0.5])  # fmt: skip
    figure.update_yaxes(fixedrange=True, gridcolor=GRID, range=[0, top], nticks=3)
    figure.update_annotations(font={"size": 11})
    return figure


def line(
    periods: Sequence[str], values: Sequence[float | None], colour: str, width: float, mode: str, dash: str = "solid",
    size: int = 6,
) -> go.Scatter:  # fmt: skip
    return go.Scatter(x=list(periods), y=list(values), mode=mode, line={"color": colour, "width": width, "dash": dash},
                      marker={"color": colour, "size": size}, connectgaps=False, hoverinfo="skip")  # fmt: skip


def highest(values: Sequence[float | None]) -> float:
    """The top of the axis: a little above the highest value."""
    return 1.12 * max([value for value in values if value is not None], default=1) or 1


def frame(height: int) -> dict[str, object]:
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "showlegend": False,
        "dragmode": False,
    }
