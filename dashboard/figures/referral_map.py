"""Referrals between prefectures: a horn for each flow, wide where it leaves and pointed where it arrives."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

import pydeck as pdk
from pydeck.types import String

from dashboard.figures.area_map import (
    LETTERING,
    LINE,
    NO_DATA,
    RCA,
    Frame,
    areas,
    fitted_view,
    pixels_per_degree,
)
from dashboard.figures.palette import PAPER, PRIMARY, TEXT, rgb

Point = tuple[float, float]

STEPS = 14  # points on each side of a horn
BEND = 0.16  # how far a flow leaves the straight line, of its length: there and back do not lie on each other
WIDEST = 1 / 48  # of the frame's width: the foot of the largest flow
LARGEST = 1 / 32  # of the frame's width: the radius of the largest circle
LINES = 4  # of the legend
NARROW = 620  # pixels


@dataclass(frozen=True)
class FlowWords:
    """The legend's title and its three lines: the widest horn, one of half its number, the circle."""

    title: str
    widest: str
    half: str
    circle: str


def flow_map(
    links: Sequence[tuple[str, str, int]],
    centres: Mapping[str, Point],
    sentences: Mapping[tuple[str, str], str],
    shapes_address: str,
    words: FlowWords,
    width: int,
    frame: Frame = RCA,
) -> pdk.Deck:
    """Horns between prefectures, circles within them, over the outlines alone.

    links: origin, destination, referrals (as :func:`dashboard.figures.referral_matrix.between`); centres: longitude and
    latitude (degrees) by code; sentences: what is told of each flow under the pointer. Width grows with the number, a
    circle's surface too.
    """
    away = [link for link in links if link[0] != link[1]]
    most = max((number for *_, number in away), default=1)
    horns = [
        {
            "polygon": horn(centres[origin], centres[destination], frame.width * WIDEST * number / most),
            "name": escape(sentences[origin, destination]),
            "number": number,
            "from": origin,
            "to": destination,
        }
        for origin, destination, number in sorted(away, key=lambda link: -link[2])  # the small ones above the large
    ]
    within = [(origin, number) for origin, destination, number in links if origin == destination]
    largest = max((number for _, number in within), default=1)
    circles = [
        {
            "polygon": circle(centres[code], frame.width * LARGEST * math.sqrt(number / largest)),
            "name": escape(sentences[code, code]),
            "number": number,
            "from": code,
            "to": code,
        }
        for code, number in within
    ]
    return pdk.Deck(
        layers=[
            areas(shapes_address, [NO_DATA] * len(centres)),
            shapes("within", circles, [*rgb(PAPER), 200], rgb(TEXT)),
            shapes("flows", horns, [*rgb(PRIMARY), 190], rgb(PRIMARY)),
            *legend(words, width, frame),
        ],
        initial_view_state=fitted_view(width, frame, LINES),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,  # no tile server: nothing leaves the machine
        tooltip={"html": "<b>{name}</b>", "style": {"backgroundColor": TEXT, "color": PAPER, "fontSize": "13px"}},
    )


def room_for_words(frame: Frame, width: int) -> Frame:
    """On a narrow picture the legend's sentences would lie on the country: they stand above it."""
    return replace(frame, legend_foot=frame.north) if width < NARROW else frame


def shapes(name: str, data: Sequence[dict], fill: Sequence[int], outline: Sequence[int]) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        list(data),
        id=name,
        get_polygon="polygon",
        get_fill_color=list(fill),
        get_line_color=list(outline),
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
    )


def horn(origin: Point, destination: Point, foot: float) -> list[list[float]]:
    """The outline of a bent horn, ``foot`` degrees wide at its origin, a point at its destination."""
    (x0, y0), (x2, y2) = origin, destination
    x1, y1 = (x0 + x2) / 2 - BEND * (y2 - y0), (y0 + y2) / 2 + BEND * (x2 - x0)
    left, right = [], []
    for step in range(STEPS):
        t = step / STEPS
        x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in ((x0, x1, x2), (y0, y1, y2)))
        dx, dy = (2 * (1 - t) * (b - a) + 2 * t * (c - b) for a, b, c in ((x0, x1, x2), (y0, y1, y2)))
        length, half = math.hypot(dx, dy) or 1.0, foot * (1 - t) / 2
        left.append([round(x - dy / length * half, 4), round(y + dx / length * half, 4)])
        right.append([round(x + dy / length * half, 4), round(y - dx / length * half, 4)])
    return [*left, [x2, y2], *reversed(right)]


def circle(centre: Point, radius: float) -> list[list[float]]:
    turns = [2 * math.pi * step / 24 for step in range(24)]
    return [
        [round(centre[0] + radius * math.cos(turn), 4), round(centre[1] + radius * math.sin(turn), 4)] for turn in turns
    ]


def legend(words: FlowWords, width: int, frame: Frame) -> list[pdk.Layer]:
    """What width, point and circle mean, drawn with the map so that no export can lose it."""
    foot = frame.width * WIDEST
    step = max(LINE / pixels_per_degree(width, frame), foot * 1.1)
    left, top = frame.legend_lon, frame.legend_foot + step * (LINES - 1)
    samples = [
        (horn((left, top - step), (left + step * 2.4, top - step), foot), PRIMARY),
        (horn((left, top - 2 * step), (left + step * 2.4, top - 2 * step), foot / 2), PRIMARY),
        (circle((left + step, top - 3 * step), step * 0.4), PAPER),
    ]
    texts = [{"position": [left, top], "text": words.title}]
    texts += [
        {"position": [left + step * 2.8, top - line * step], "text": text}
        for line, text in enumerate((words.widest, words.half, words.circle), start=1)
    ]
    data = [{"polygon": polygon, "colour": rgb(colour)} for polygon, colour in samples]
    return [
        pdk.Layer(
            "PolygonLayer",
            data,
            id="legend",
            get_polygon="polygon",
            get_fill_color="colour",
            get_line_color=rgb(TEXT),
            line_width_min_pixels=1,
            stroked=True,
            pickable=False,
        ),
        pdk.Layer(
            "TextLayer",
            texts,
            id="legend-words",
            get_position="position",
            get_text_anchor=String("start"),
            character_set=String("auto"),
            **LETTERING,
        ),
    ]
