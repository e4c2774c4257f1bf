"""A map of areas: a colour a class, a texture for each way of having nothing to show, the legend in the picture."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from dashboard.figures.palette import BORDER, HATCH, PAPER, SCARCITY, TEXT, rgb

# The classes after those of the colours have a texture, which a photocopy keeps, on paper white.
NO_DATA = len(SCARCITY)
NOT_APPLICABLE, WITHHELD, UNCONFIRMED = NO_DATA + 1, NO_DATA + 2, NO_DATA + 3
TEXTURES = {NO_DATA: "hatch", NOT_APPLICABLE: "dots", WITHHELD: "cross", UNCONFIRMED: "lines"}

LINE = 19  # pixels between two lines of the legend
LINES = len(SCARCITY) + 2  # of the usual legend: title, classes, no data
BUBBLE = 9000  # metres of radius of the circle of one site
LETTERING = {  # of every word on a map
    "get_text": "text",
    "get_size": 13,
    "get_color": rgb(TEXT),
    "get_alignment_baseline": String("center"),
    "font_family": String("system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"),
    "pickable": False,
}
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
    """Finished labels: the legend's title and classes (as SCARCITY, then no data), and each area's sentence.

    textures: the labels of the other textures that the map needs.
    """

    legend_title: str
    classes: Sequence[str]
    sentences: Mapping[str, str]
    textures: Mapping[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """Lines of the legend, its title among them, and a little air."""
        return len(self.classes) + len(self.textures) + 1


@dataclass(frozen=True)
class Bubble:
    """A circle over an area: where, how many, and its radius in metres."""

    longitude: float
    latitude: float
    number: int


def area_map(
    classes: pd.Series,
    shapes_address: str,
    words: MapWords,
    width: int,
    frame: Frame,
    bubbles: Sequence[Bubble] = (),
) -> pdk.Deck:
    """Areas in the colour or texture of their class.

    classes: class by p-code, in any order. The shapes come from ``shapes_address``, sorted by p-code with their
    position in property ``i``: the figure sends one class a shape, never the shapes again. width: pixels of the
    picture, which shows the frame.
    """
    ordered = classes.sort_index()
    numbers = [int(number) for number in ordered]
    layers = [areas(shapes_address, numbers), hatching(shapes_address, numbers, frame), *circles(bubbles)]
    return pdk.Deck(
        layers=[*layers, *legend(words, width, frame)],
        initial_view_state=fitted_view(width, frame, words.lines),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,  # no tile server: nothing leaves the machine
        tooltip=tooltip_of([words.sentences[pcode] for pcode in ordered.index]),
    )


def areas(shapes_address: str, classes: Sequence[int]) -> pdk.Layer:
    colours = [rgb(colour) for colour in (*SCARCITY, PAPER)]
    fill = by_position(colours, [min(number, NO_DATA) for number in classes])
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
    """A texture over the areas without a number."""
    colour = by_position([[0, 0, 0, 0], [*rgb(HATCH), 255]], [int(number >= NO_DATA) for number in classes])
    names = [TEXTURES.get(number, TEXTURES[NO_DATA]) for number in classes]
    kinds = sorted(set(names)) or [TEXTURES[NO_DATA]]
    pattern = by_position(kinds, [kinds.index(name) for name in names]) if len(kinds) > 1 else String(kinds[0])
    return pdk.Layer(
        "GeoJsonLayer",
        id="no-data",
        data=shapes_address,
        get_fill_color=colour,
        stroked=False,
        pickable=False,
        update_triggers={"getFillColor": colour, **({"getFillPattern": pattern} if len(kinds) > 1 else {})},
        get_fill_pattern=pattern,
        **textured(frame, kinds),
    )


def textured(frame: Frame, kinds: Sequence[str]) -> dict[str, object]:
    """Lines as far from each other on every picture, however large the country."""
    scale = frame.width / RCA.width
    gap, stroke = round(GAP * scale), round(STROKE * scale)
    lines = {"gap": gap, "strokeWidth": stroke}
    patterns: dict[str, dict[str, object]] = {
        "hatch": {"type": "hatch", **lines, "angle": 45},
        "lines": {"type": "hatch", **lines, "angle": 0},
        "cross": {"type": "cross-hatch", **lines},
        "dots": {"type": "dots", "gap": gap, "radius": stroke},
    }
    return {
        "extensions": [{"@@type": "FillStyleExtension", "pattern": True, "proceduralPattern": True}],
        "fill_pattern_mapping": {kind: patterns[kind] for kind in kinds},
    }


def circles(bubbles: Sequence[Bubble]) -> list[pdk.Layer]:
    """The number of sites of an area, by the circle's surface: what a rate by area does not show."""
    if not bubbles:
        return []
    data = [
        {"p": [round(each.longitude, 3), round(each.latitude, 3)], "r": round(BUBBLE * math.sqrt(each.number))}
        for each in bubbles
    ]
    return [
        pdk.Layer(
            "ScatterplotLayer",
            data,
            id="bubbles",
            get_position="p",
            get_radius="r",
            filled=True,
            get_fill_color=[*rgb(PAPER), 170],
            stroked=True,
            get_line_color=rgb(TEXT),
            line_width_min_pixels=1.5,
            pickable=False,
        )
    ]


def legend(words: MapWords, width: int, frame: Frame = RCA) -> list[pdk.Layer]:
    """A swatch and a label for each class, textures last, drawn with the map so that no export can lose it."""
    step = LINE / pixels_per_degree(width, frame)
    labels = [*words.classes, *words.textures.values()]
    top = frame.legend_foot + step * len(labels)
    lines = [top - step * (number + 1) for number in range(len(labels))]
    colours = [rgb(colour) for colour in (*SCARCITY, *(PAPER for _ in (NO_DATA, *words.textures)))]
    textures = [TEXTURES[number] for number in (NO_DATA, *words.textures)]
    swatches = [
        {"polygon": swatch(frame.legend_lon, line, step), "colour": colour}
        for line, colour in zip(lines, colours, strict=True)
    ]
    empty = [{**each, "texture": texture} for each, texture in zip(swatches[-len(textures) :], textures, strict=True)]
    texts = [{"position": [frame.legend_lon, top], "text": words.legend_title}]
    texts += [
        {"position": [frame.legend_lon + step * 1.35, line], "text": text}
        for line, text in zip(lines, labels, strict=True)
    ]
    outline = {"get_line_color": rgb(BORDER), "line_width_min_pixels": 1, "pickable": False}
    return [
        pdk.Layer("PolygonLayer", swatches, id="legend", get_polygon="polygon", get_fill_color="colour", **outline),
        pdk.Layer(
            "PolygonLayer",
            empty,
            id="legend-no-data",
            get_polygon="polygon",
            get_fill_color=rgb(HATCH),
            stroked=False,
            pickable=False,
            get_fill_pattern="texture",
            **textured(frame, textures),
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


def northern_edge(width: int, frame: Frame, lines: int) -> float:
    """The latitude of the picture's top: above the country and above the legend."""
    return max(frame.north, frame.legend_foot + LINE * lines / pixels_per_degree(width, frame))


def fitted_view(width: int, frame: Frame = RCA, lines: int = LINES) -> pdk.ViewState:
    """The view in which the whole country and the legend's lines fit the picture's width."""
    zoom = math.log2(pixels_per_degree(width, frame) * 360 / 512)
    middle = (frame.south + northern_edge(width, frame, lines)) / 2
    return pdk.ViewState(latitude=round(middle, 3), longitude=(frame.west + frame.east) / 2, zoom=round(zoom, 3))


def fitted_height(width: int, frame: Frame = RCA, lines: int = LINES) -> int:
    """Pixels of height that go with a width."""
    return round((northern_edge(width, frame, lines) - frame.south) * pixels_per_degree(width, frame) * frame.stretch)
