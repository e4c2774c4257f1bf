"""Flows of referrals from those who send (left) to those who receive (right): bands as wide as their number."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.palette import BORDER, PAPER, TEXT
from dashboard.figures.referral_matrix import flows
from dashboard.figures.siting_curve import BAND, FONT

LINE, LEAST = 34, 320  # pixels of height for each name of the longer side, and at least
GAP = 0.02  # of the height, between two names


def sankey(
    table: pd.DataFrame, names: Mapping[str, str], told: Mapping[int, str], sums: Sequence[str] | None = None
) -> go.Figure:
    """table: as :func:`dashboard.figures.referral_matrix.matrix`, in whose order names stand from top to bottom.

    names: words for the codes; told: each number as the language writes it; sums: what stands beside each name, where
    it is not the sum of its bands. A code that sends and receives stands on both sides.
    """
    origins, destinations = list(table.index), list(table.columns)
    links = flows(table)
    shown = {code: escape(name, quote=False) for code, name in names.items()}  # plotly reads tags in names
    beside = sums or [told[int(number)] for number in (*table.sum(axis=1), *table.sum())]
    labels = [f"{shown[code]} ({words})" for code, words in zip((*origins, *destinations), beside, strict=True)]
    node = {
        "label": labels,
        "x": [0.001] * len(origins) + [0.999] * len(destinations),
        "y": [*middles(list(table.sum(axis=1))), *middles(list(table.sum()))],
        "color": BORDER,
        "line": {"width": 0},
        "thickness": 12,
        "pad": 12,
        "hovertemplate": "%{label}<extra></extra>",
    }
    link = {
        "source": [origins.index(origin) for origin, _, _ in links],
        "target": [len(origins) + destinations.index(destination) for _, destination, _ in links],
        "value": [number for _, _, number in links],
        "color": BAND,
        "line": {"color": PAPER, "width": 0.5},
        "customdata": [f"{shown[one]} → {shown[other]} : {told[number]}" for one, other, number in links],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    figure = go.Figure(go.Sankey(arrangement="snap", node=node, link=link, textfont={"color": TEXT, "size": 12}))
    figure.update_layout(
        height=max(LEAST, LINE * max(len(origins), len(destinations))),
        margin={"l": 4, "r": 4, "t": 8, "b": 12},
        paper_bgcolor=PAPER,
        font={"family": FONT, "size": 12, "color": TEXT},
    )
    return figure


def middles(numbers: list[int]) -> list[float]:
    """Where the middle of each name's bar stands, from 0 (top) to 1, so that the order is that of the matrix."""
    room = 1 - GAP * (len(numbers) - 1)
    total, top, found = sum(numbers), 0.0, []
    for number in numbers:
        height = room * number / total
        found.append(min(0.999, max(0.001, top + height / 2)))
        top += height + GAP
    return found
