"""A map of a place and its surroundings as it is printed, in black and white: SVG with its legend beside it."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures.area_map import NO_DATA, Frame

# Fewer services are darker, as on the screen; what is unknown is hatched.
FILLS = ("#000", "#4d4d4d", "#8c8c8c", "#c9c9c9", "#fff", "url(#unknown)")
WIDTH, LARGEST_HEIGHT = 640, 420


@dataclass(frozen=True)
class PrintedMap:
    """What is drawn. ``shapes``: GeoJSON of all areas, with their ``pcode``; ``classes``: class of each, by p-code;
    ``names``: of the place's own areas, by p-code, which get a thick line; ``legend``: its title and the classes'."""

    shapes: str
    classes: Mapping[str, int]
    names: Mapping[str, str]
    frame: Frame
    legend: tuple[str, Sequence[str]]
    alt: str


Ring = Sequence[tuple[float, float]]


def printed_map(content: PrintedMap) -> str:
    """The picture: areas outside the frame are left out, an area without a class is unknown."""
    scale = WIDTH / content.frame.width
    stretch = 1 / math.cos(math.radians((content.frame.south + content.frame.north) / 2))
    height = (content.frame.north - content.frame.south) * scale * stretch
    drawn, outlines, words = [], [], []

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - content.frame.west) * scale, (content.frame.north - latitude) * scale * stretch

    for pcode, rings in areas(content.shapes):
        path = " ".join(path_of([at(*point[:2]) for point in ring]) for ring in rings)
        fill = FILLS[min(content.classes.get(pcode, NO_DATA), NO_DATA)]
        drawn.append(f'<path d="{path}" fill="{fill}" stroke="#777" stroke-width="0.8" fill-rule="evenodd"/>')
        if pcode in content.names:
            outlines.append(f'<path d="{path}" fill="none" stroke="#000" stroke-width="3.2"/>')
            words.append(label(*at(*middle(max(rings, key=len))), content.names[pcode]))
    # what is higher than the page has room for is shrunk, its words and its hatching are not
    shown = min(1.0, LARGEST_HEIGHT / height)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(content.alt)}" '
        f'width="{0.6 * shown:.0%}" font-size="{15 / shown:.1f}">'
        f"<defs>{hatching(1 / shown)}</defs>{''.join((*drawn, *outlines, *words))}</svg>{legend(*content.legend)}"
    )


def areas(shapes: str) -> Iterator[tuple[str, list[Ring]]]:
    """P-code and rings of each area."""
    for feature in json.loads(shapes)["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        yield feature["properties"]["pcode"], [ring for polygon in polygons for ring in polygon]


def path_of(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring, where its name stands."""
    area = x = y = 0.0
    for (x0, y0, *_), (x1, y1, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (3 * area), y / (3 * area)


def label(x: float, y: float, text: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-weight="700" paint-order="stroke" stroke="#fff" '
        f'stroke-width="4">{escape(text)}</text>'
    )


def hatching(scale: float) -> str:
    side, stroke = 6 * scale, 1.6 * scale
    return (
        f'<pattern id="unknown" width="{side:.1f}" height="{side:.1f}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{side:.1f}" height="{side:.1f}" fill="#fff"/>'
        f'<line y2="{side:.1f}" stroke="#666" stroke-width="{stroke:.1f}"/></pattern>'
    )


def legend(title: str, classes: Sequence[str]) -> str:
    """Beside the areas: it hides none of them."""
    lines = "".join(
        f'<li><svg width="20" height="13"><rect width="20" height="13" fill="{fill}" stroke="#000"/></svg> '
        f"{escape(name)}</li>"
        for fill, name in zip(FILLS, classes, strict=True)
    )
    return f"<figcaption><b>{escape(title)}</b><ul>{lines}</ul></figcaption>"
