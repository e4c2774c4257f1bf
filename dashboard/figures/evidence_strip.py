"""Two groups of places side by side: a dot a place, and the mean of each group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, GRID, PAPER, PRIMARY, TEXT
from dashboard.figures.siting_curve import FONT

# Dots that would cover each other are stacked in columns: how many, how far apart dots are, how high a stack is.
BINS, STEP, HEIGHT = 60, 0.09, 0.72


@dataclass(frozen=True)
class Dots:
    """One group: its name, the value of each place, its mean, and whether its dots are filled."""

    name: str
    values: Sequence[float]
    mean: float
    mean_told: str
    is_filled: bool


def evidence_strip(groups: Sequence[Dots], title: str, unit: str) -> go.Figure:
    """The first group on top; its mean a line with its number. The title says what the figure does not."""
    low, high = ends([value for group in groups for value in group.values])
    figure = go.Figure()
    for line, group in enumerate(reversed(groups)):
        figure.add_trace(
            go.Scatter(
                x=list(group.values),
                y=stacked(group.values, low, high, line),
                mode="markers",
                marker={
                    "size": 10,
                    "color": PRIMARY if group.is_filled else PAPER,
                    "line": {"color": PRIMARY if group.is_filled else BORDER, "width": 1.5},
                },
                hoverinfo="skip",
            )
        )
        figure.add_shape(type="line", x0=group.mean, x1=group.mean, y0=line - 0.2, y1=line + 0.52,
                         line={"color": TEXT, "width": 3})  # fmt: skip
        figure.add_annotation(x=group.mean, y=line + 0.53, text=group.mean_told, showarrow=False, yanchor="bottom")
    figure.update_layout(
        title={"text": title, "font": {"size": 14}, "x": 0, "xref": "container", "xanchor": "left", "y": 0.96},
        height=330,
        margin={"l": 8, "r": 8, "t": 56, "b": 8},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": TEXT},
        showlegend=False,
        dragmode=False,
    )
    figure.update_xaxes(range=[low, high], title={"text": unit, "font": {"size": 13}}, fixedrange=True, gridcolor=GRID,
                        linecolor=BORDER, zeroline=False, automargin=True)  # fmt: skip
    figure.update_yaxes(range=[-0.4, len(groups) - 0.1], fixedrange=True, showgrid=False, zeroline=False,
                        tickvals=list(range(len(groups))), ticktext=[group.name for group in reversed(groups)],
                        automargin=True)  # fmt: skip
    return figure


def ends(values: Sequence[float]) -> tuple[float, float]:
    """A little beyond the lowest and the highest value."""
    low, high = min(values), max(values)
    margin = 0.06 * (high - low) or 1
    return low - margin, high + margin


def stacked(values: Sequence[float], low: float, high: float, line: int) -> list[float]:
    """The height of each dot: on its line, or above the dots that would be under it."""
    columns = np.floor(BINS * (np.array(values) - low) / (high - low)).astype(int).tolist()
    above = [columns[:place].count(column) for place, column in enumerate(columns)]
    step = min(STEP, HEIGHT / max(1, *above))
    return [line + step * dots for dots in above]
