"""The map of actors: one colour a class, hatching where there is no data, the legend inside the picture."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from dashboard.figures.palette import BORDER, HATCH, PAPER, SCARCITY, TEXT, rgb

# Lower edges of the classes of SCARCITY: 0, 1, 2-4, 5-9, 10 and more organisations.
EDGES = (0, 1, 2, 5, 10)
NO_DATA = len(SCARCITY)

LINE = 19  # pixels between two lines of the legend
GAP, STROKE = 9000, 4000  # metres on the ground between and across the lines of the hatching, in RCA


@dataclass(frozen=True)
class Frame:
    """What must fit in the picture (degrees). The legend stands above its foot, where there is nothing to draw.

    A narrow picture needs more degrees for the same words, so it reaches further north. stretch: how much Mercator
    lengthens a degree of latitude.
    """

    west: float
    south: float
    east: float
    north: float
    legend_lon: float
    legend_foot: float
    stretch: float

    @property
    def width(self) -> float:
        return self.east - self.west


WEST, EAST, SOUTH, NORTH = 14.1, 27.7, 2.0, 11.2
RCA = Frame(WEST, SOUTH, EAST, NORTH, legend_lon=14.25, legend_foot=8.6, stretch=1.01)  # legend in the north-west


def frame_around(west: float, south: float, east: float, north: float) -> Frame:
    """The frame of another country: whole, with the legend above it, and no picture much higher than it is wide."""
    margin = 0.03 * max(east - west, north - south)
    side = max(0.0, (north - south) / 1.3 - (east - west)) / 2 + margin
    west, east, south, north = west - side, east + side, south - margin, north + margin
    stretch = 1 / math.cos(math.radians(min(80.0, max(abs(south), abs(north)))))
    return Frame(west, south, east, north, west + 0.01 * (east - west), north, stretch)


@dataclass(frozen=True)
class MapWords:
    """Finished labels: the legend's title and classes (as SCARCITY, then no data), and each area's sentence."""

    legend_title: str
    classes: Sequence[str]
    sentences: Mapping[str, str]


def class_of(organisations: float) -> int:
    """The class of a number of organisations: 0 for none, NO_DATA where it is unknown."""
    if pd.isna(organisations):
        return NO_DATA
    return sum(organisations >= edge for edge in EDGES) - 1


def coverage_map(
    presence: pd.DataFrame, shapes_address: str, words: MapWords, width: int, frame: Frame = RCA
) -> pdk.Deck:
    """Areas coloured by their number of organisations.

    presence: pcode, organisations (NaN: no data), in any order. The shapes come from ``shapes_address``, sorted by
    p-code with their position in property ``i``: the figure sends one class a shape, never the shapes again.
    width: pixels of the picture, which shows the frame.
    """
    by_pcode = presence.set_index("pcode")["organisations"].sort_index()
    classes = [class_of(number) for number in by_pcode]
    tooltip = tooltip_of([words.sentences[pcode] for pcode in by_pcode.index])
    layers = [areas(shapes_address, classes), hatching(shapes_address, classes, frame), *legend(words, width, frame)]
    return pdk.Deck(
        layers=layers,
        initial_view_state=fitted_view(width, frame),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,  # no tile server: nothing leaves the machine
        tooltip=tooltip,
    )


def areas(shapes_address: str, classes: Sequence[int]) -> pdk.Layer:
    colours = [rgb(colour) for colour in (*SCARCITY, PAPER)]
    fill = by_position(colours, classes)
    return pdk.Layer(
        "GeoJsonLayer",
        id="areas",  # a fixed id: without one, deck.gl draws everything anew at each rerun
        data=shapes_address,
        get_fill_color=fill,
        get_line_color=rgb(BORDER),
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=[31, 26, 23, 60],
        update_triggers={"getFillColor": fill},
    )


def hatching(shapes_address: str, classes: Sequence[int], frame: Frame = RCA) -> pdk.Layer:
    """Lines over the areas without data, a texture that a photocopy keeps."""
    is_hatched = [int(number == NO_DATA) for number in classes]
    colour = by_position([[0, 0, 0, 0], [*rgb(HATCH), 255]], is_hatched)
    return pdk.Layer(
        "GeoJsonLayer",
        id="no-data",
        data=shapes_address,
        get_fill_color=colour,
        stroked=False,
        pickable=False,
        update_triggers={"getFillColor": colour},
        **hatched(frame),
    )


def hatched(frame: Frame) -> dict[str, object]:
    """Lines as far from each other on every picture, however large the country."""
    scale = frame.width / RCA.width
    pattern = {"type": "hatch", "gap": round(GAP * scale), "strokeWidth": round(STROKE * scale), "angle": 45}
    return {
        "extensions": [{"@@type": "FillStyleExtension", "pattern": True, "proceduralPattern": True}],
        "fill_pattern_mapping": {"hatch": pattern},
        "get_fill_pattern": String("hatch"),
    }


def legend(words: MapWords, width: int, frame: Frame = RCA) -> list[pdk.Layer]:
    """A swatch and a label for each class, no data last, drawn with the map so that no export can lose it."""
    step = LINE / pixels_per_degree(width, frame)
    top = frame.legend_foot + step * len(words.classes)
    lines = [top - step * (number + 1) for number in range(len(words.classes))]
    colours = [rgb(colour) for colour in (*SCARCITY, PAPER)]
    swatches = [
        {"polygon": swatch(frame.legend_lon, line, step), "colour": colour}
        for line, colour in zip(lines, colours, strict=True)
    ]
    texts = [{"position": [frame.legend_lon, top], "text": words.legend_title}]
    texts += [
        {"position": [frame.legend_lon + step * 1.35, line], "text": text}
        for line, text in zip(lines, words.classes, strict=True)
    ]
    outline = {"get_line_color": rgb(BORDER), "line_width_min_pixels": 1, "pickable": False}
    return [
        pdk.Layer("PolygonLayer", swatches, id="legend", get_polygon="polygon", get_fill_color="colour", **outline),
        pdk.Layer(
            "PolygonLayer",
            swatches[-1:],
            id="legend-no-data",
            get_polygon="polygon",
            get_fill_color=rgb(HATCH),
            stroked=False,
            pickable=False,
            **hatched(frame),
        ),
        pdk.Layer(
            "TextLayer",
            texts,
            id="legend-words",
            get_position="position",
            get_text="text",
            get_size=13,
            get_color=rgb(TEXT),
            get_text_anchor=String("start"),
            get_alignment_baseline=String("center"),
            character_set=String("auto"),
            font_family=String("system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"),
            pickable=False,
        ),
    ]


def swatch(left: float, line: float, step: float) -> list[list[float]]:
    top, bottom, right = line + step * 0.34, line - step * 0.34, left + step * 1.05
    return [[left, bottom], [right, bottom], [right, top], [left, top]]


def by_position(choices: Sequence[object], positions: Sequence[int]) -> str:
    """A deck.gl expression: the choice of each shape, found by its position in the file.

    Parentheses around an array are what lets its parser take an index of it.
    """
    compact = str(list(choices)).replace(" ", "")
    return f"({compact})[({str(list(positions)).replace(' ', '')})[properties.i]]"


def tooltip_of(sentences: Sequence[str]) -> dict[str, object]:
    """Name and sentence of the area under the pointer.

    deck.gl's template knows only the properties of the shape, and the shapes are fetched once for all filters.
    So the sentences travel as a small style sheet, one rule for all the areas that share one.
    """
    positions: dict[str, list[int]] = {}
    for position, sentence in enumerate(sentences):
        positions.setdefault(sentence, []).append(position)
    rules = "".join(
        ",".join(f".area-{position}::after" for position in shared) + f"{{content:{css_string(sentence)}}}"
        for sentence, shared in positions.items()
    )
    html = f"<style>{rules}</style><b>{{name}}</b><br><span class='area-{{i}}'></span>"
    style = {"backgroundColor": TEXT, "color": PAPER, "fontSize": "13px", "padding": "6px 9px"}
    return {"html": html, "style": style}


def css_string(text: str) -> str:
    """A text as a CSS string; what could end the string, the rule or the style sheet is escaped."""
    escaped = "".join(mark if mark.isalnum() or mark in " ,.:;()-–'’" else f"\\{ord(mark):x} " for mark in text)
    return '"' + escaped.replace("'", "\\27 ") + '"'


def pixels_per_degree(width: int, frame: Frame) -> float:
    return width / frame.width


def northern_edge(width: int, frame: Frame) -> float:
    """The latitude of the picture's top: above the country and above the legend."""
    return max(frame.north, frame.legend_foot + LINE * (len(SCARCITY) + 2) / pixels_per_degree(width, frame))


def fitted_view(width: int, frame: Frame = RCA) -> pdk.ViewState:
    """The view in which the whole country and the legend fit the picture's width."""
    zoom = math.log2(pixels_per_degree(width, frame) * 360 / 512)
    middle = (frame.south + northern_edge(width, frame)) / 2
    return pdk.ViewState(latitude=round(middle, 3), longitude=(frame.west + frame.east) / 2, zoom=round(zoom, 3))


def fitted_height(width: int, frame: Frame = RCA) -> int:
    """Pixels of height that go with a width."""
    return round((northern_edge(width, frame) - frame.south) * pixels_per_degree(width, frame) * frame.stretch)
