"""The map as it is drawn: colours of known places, hatching, legend, words under the pointer."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache

import pytest
import shapely
from PIL import Image
from playwright.sync_api import Browser, Page
from shapely.geometry import shape

from dashboard.figures.area_map import MapWords, legend
from dashboard.figures.coverage_map import class_of
from dashboard.figures.palette import HATCH, PAPER, SCARCITY, rgb
from tests.e2e.conftest import visiting
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

VIEW = "/couverture?sector=HEA&level=adm2&scheme={}&period=2022-Q1"
UNSPLITTABLE = "non ventilable"
CUT = "Non ventilable\N{NO-BREAK SPACE}: cette zone coupe celles dans lesquelles les rapports sont arrivés"


def middles(visitor: Visitor) -> dict[str, tuple[float, float, float]]:
    """Longitude and latitude of each area's place farthest from its borders, and how many degrees that is."""
    address = visitor.eventually(lambda: [url for url in visitor.requests if "/geometry/" in url], bool)[0]
    with urllib.request.urlopen(address) as answer:
        features = json.load(answer)["features"]
    return {one["properties"]["pcode"]: middle(json.dumps(one["geometry"])) for one in features}


@cache
def middle(geometry: str) -> tuple[float, float, float]:
    line = shapely.maximum_inscribed_circle(shape(json.loads(geometry)))
    return *line.coords[0], line.length


def close(seen: tuple[int, ...], wanted: str, tolerance: int = 6) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(seen, rgb(wanted), strict=True))


def around(picture: Image.Image, x: float, y: float, reach: int) -> list[tuple[int, ...]]:
    return [
        picture.getpixel((int(x) + right, int(y) + down))
        for right in range(-reach, reach + 1)
        for down in range(-reach, reach + 1)
    ]


def wrong_places(visitor: Visitor) -> list[str]:
    """The areas, wide enough to be judged, whose middle has not the colour of their number in the table."""
    picture, seen_from, found = visitor.picture(), visitor.projection(), []
    cells = {row[-1]: row[2] for row in visitor.areas()}
    judged = 0
    for pcode, (lon, lat, reach) in middles(visitor).items():
        if reach * seen_from.pixels_per_degree < 6:
            continue
        judged += 1
        seen = around(picture, *seen_from.place(lon, lat), 3)
        if cells[pcode] == UNSPLITTABLE:
            is_right = any(close(pixel, HATCH, 40) for pixel in seen) and any(close(pixel, PAPER) for pixel in seen)
        else:
            is_right = all(close(pixel, SCARCITY[class_of(int(cells[pcode]))]) for pixel in seen)
        if not is_right:
            found.append(f"{pcode} {cells[pcode]} {seen[24]}")
    return found if judged >= 40 else [f"only {judged} areas are wide enough"]


@pytest.fixture(scope="module")
def scheme_of_2021(real_server: str, browser: Browser, idle: list[Page]) -> Iterator[Visitor]:
    """One reader for the tests that only look: health by sub-prefecture in the scheme of 2021."""
    with visiting(browser, idle) as new_visitor:
        yield new_visitor(real_server).open(VIEW.format("cod_v02"))


def test_every_area_has_the_colour_of_its_number_and_hatching_where_nothing_is_known(scheme_of_2021: Visitor) -> None:
    assert scheme_of_2021.eventually(lambda: wrong_places(scheme_of_2021), lambda wrong: not wrong) == []


def test_another_sector_is_drawn_anew_on_the_same_shapes(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, VIEW.format("cod_v01"))
    assert visitor.eventually(lambda: wrong_places(visitor), lambda wrong: not wrong) == []
    before = visitor.areas()
    visitor.choose("Secteur", "Nutrition")
    assert visitor.eventually(visitor.areas, lambda rows: rows != before) != before
    assert visitor.eventually(lambda: wrong_places(visitor), lambda wrong: not wrong) == []
    assert len([url for url in visitor.requests if "/geometry/" in url]) == 1


def test_the_legend_is_drawn_whole_within_the_picture(scheme_of_2021: Visitor) -> None:
    assert wrong_width(scheme_of_2021) is False
    assert scheme_of_2021.eventually(lambda: legend_faults(scheme_of_2021), lambda found: not found) == []


def test_the_legend_is_drawn_whole_on_a_telephone_too(real_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(real_server, VIEW.format("cod_v02"), 390, 844)
    assert visitor.eventually(lambda: wrong_width(visitor), lambda wrong: not wrong) is False
    assert visitor.eventually(lambda: legend_faults(visitor), lambda found: not found) == []


def wrong_width(visitor: Visitor) -> bool:
    """Whether the figure was made for more room than there is: its sides would be cut off."""
    seen_from = visitor.projection()
    return seen_from.made_for > seen_from.width


def legend_faults(visitor: Visitor) -> list[str]:
    """The swatches without their colour, or cut off by the edge of the picture."""
    picture, seen_from, faults = visitor.picture(), visitor.projection(), []
    labels = ("0", "1", "2-4", "5-9", "10", "?")
    swatches = legend_swatches(seen_from.made_for, labels)
    for label, swatch, colour in zip(labels, swatches, (*SCARCITY, None), strict=True):
        (left, bottom), (right, top) = seen_from.place(*swatch[0]), seen_from.place(*swatch[2])
        inside = around(picture, (left + right) / 2, (top + bottom) / 2, 2)
        if colour and not all(close(pixel, colour) for pixel in inside):
            faults.append(f"{label}: {inside[12]}")
        if not colour and not any(close(pixel, HATCH, 60) for pixel in inside):
            faults.append(f"{label}: no hatching")
        if left < 2 or not close(picture.getpixel((round(left) - 2, round((top + bottom) / 2))), PAPER):
            faults.append(f"{label}: cut off on the left")
    return faults


def legend_swatches(width: int, labels: tuple[str, ...]) -> list[list[list[float]]]:
    layers = legend(MapWords("", labels, {}), width)
    return [entry["polygon"] for entry in layers[0].data]


def told_at(visitor: Visitor, lon: float, lat: float) -> tuple[str, str]:
    """Name and sentence of the tooltip at a place."""
    visitor.point_at(lon, lat)
    return tuple(
        visitor.page.evaluate(
            """() => { const tip = document.querySelector('.deck-tooltip')
            const word = tip && getComputedStyle(tip).display !== 'none' && tip.querySelector('span')
            return word ? [tip.querySelector('b').innerText, getComputedStyle(word, '::after').content] : ['', ''] }"""
        )
    )


def test_the_pointer_is_told_name_and_number_also_where_nothing_is_known(scheme_of_2021: Visitor) -> None:
    visitor = scheme_of_2021
    rows, places = {row[-1]: row for row in visitor.areas()}, middles(visitor)

    def wide_area(cell: str) -> str:
        return next(pcode for pcode, row in rows.items() if row[2] == cell and places[pcode][2] > 0.2)

    for cell, sentence in (("3", "3 organisations"), ("0", "Aucune organisation"), (UNSPLITTABLE, CUT)):
        pcode = wide_area(cell)
        lon, lat, _ = places[pcode]
        wanted = (rows[pcode][1], f'"{rows[pcode][4]}. {sentence}"')
        seen = visitor.eventually(lambda lon=lon, lat=lat: told_at(visitor, lon, lat), wanted.__eq__, seconds=5)
        assert seen == wanted


def test_bangui_kagas_is_hatched_in_the_scheme_of_2021(scheme_of_2021: Visitor) -> None:
    """The workbook of 2022 knows one Bangui: which of today's four its actors are in, nobody can say."""
    (row,) = [row for row in scheme_of_2021.areas() if row[1] == "Bangui-Kagas"]
    assert (row[2], row[4]) == (UNSPLITTABLE, "Bangui")
    lon, lat, _ = middles(scheme_of_2021)[row[-1]]

    def is_hatched() -> bool:
        seen = around(scheme_of_2021.picture(), *scheme_of_2021.projection().place(lon, lat), 3)
        has_colour = any(close(pixel, colour) for pixel in seen for colour in SCARCITY)
        return any(close(pixel, HATCH, 60) for pixel in seen) and not has_colour

    assert scheme_of_2021.eventually(is_hatched, bool)
