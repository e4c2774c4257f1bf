"""The printed map: each area in the grey of its class, its own outlined and named, nothing that is markup."""

import json
import re

import pytest

from dashboard.figures.area_map import NO_DATA, frame_around
from dashboard.figures.printed_map import FILLS, PrintedMap, middle, printed_map

LEGEND = ("Services", ["0", "1", "2-3", "4", "tous", "inconnus"])
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def square(east: float) -> list[list[list[float]]]:
    return [[[x + east, y] for x, y in SQUARE]]


def shapes(*pcodes: str) -> str:
    """Squares of two degrees beside one another; the last one is of two parts."""
    features = [
        {"properties": {"pcode": pcode}, "geometry": {"type": "Polygon", "coordinates": square(2 * place)}}
        for place, pcode in enumerate(pcodes)
    ]
    features[-1]["geometry"] = {"type": "MultiPolygon", "coordinates": [square(20), square(30)]}
    return json.dumps({"type": "FeatureCollection", "features": features})


def drawn(classes: dict[str, int], names: dict[str, str], title: str = "Services") -> str:
    content = PrintedMap(
        shapes("A", "B", "C"), classes, names, frame_around(0, 0, 4, 2), (title, LEGEND[1]), "Carte de A"
    )
    return printed_map(content)


def test_each_area_has_the_grey_of_its_class_and_without_one_it_is_hatched() -> None:
    picture = drawn({"A": 0, "B": 3}, {})
    assert re.findall(r'<path d="M[^"]+" fill="([^"]+)"', picture) == [FILLS[0], FILLS[3], FILLS[NO_DATA]]
    assert picture.count("<pattern ") == 1
    for textured in (NO_DATA, NO_DATA + 1, NO_DATA + 3):
        assert f'fill="{FILLS[NO_DATA]}" stroke="#777"' in drawn({"A": textured, "B": 0, "C": 0}, {})


def test_the_place_s_own_areas_are_outlined_and_named_and_no_other() -> None:
    picture = drawn({}, {"B": "Bambari"})
    assert picture.count('fill="none" stroke="#000"') == 1
    assert re.findall(r'paint-order="stroke"[^>]*>([^<]+)<', picture) == ["Bambari"]


def test_an_area_of_two_parts_is_one_path_of_two_rings() -> None:
    paths = re.findall(r'<path d="([^"]+)"', drawn({}, {}))
    assert [path.count("M") for path in paths] == [1, 1, 2]


def test_the_legend_names_every_class_beside_its_grey() -> None:
    found = re.findall(r'fill="([^"]+)" stroke="#000"/></svg> ([^<]+)<', drawn({}, {}))
    assert found == list(zip(FILLS, LEGEND[1], strict=True))


def test_a_name_from_outside_is_no_markup() -> None:
    picture = drawn({}, {"A": "<script>alert(1)</script>"}, title="<b>")
    assert "<script" not in picture
    assert "<b>&lt;b&gt;</b>" in picture


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[:-1], SQUARE[::-1]])
def test_the_middle_of_a_square_is_its_middle_closed_or_not_and_either_way_round(ring: list) -> None:
    assert middle(ring) == pytest.approx((1, 1))
