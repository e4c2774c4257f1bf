"""Classes of travel time, circles of sites, and the curve of further sites."""

import json

import pandas as pd
import pytest

from dashboard.figures.access_map import access_classes, class_of_minutes
from dashboard.figures.area_map import NO_DATA, NOT_APPLICABLE, MapWords
from dashboard.figures.siting_curve import CurveWords, siting_curve
from dashboard.figures.siting_map import Place, siting_map

NAN = float("nan")


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, 4), (30, 4), (30.1, 3), (60, 3), (61, 2), (120, 2), (240, 1), (240.5, 0), (9999, 0)]
)
def test_the_farther_the_darker(minutes: float, expected: int) -> None:
    assert class_of_minutes(minutes) == expected


def test_what_has_no_time_has_a_texture_or_is_out_of_reach() -> None:
    areas = pd.DataFrame(
        {
            "pcode": ["a", "b", "c", "d"],
            "dry_status": ["computed", "unreachable", "no_data", "not_applicable"],
            "dry_minutes": [45.0, NAN, NAN, NAN],
        }
    )
    assert access_classes(areas, "dry").to_dict() == {"a": 3, "b": 0, "c": NO_DATA, "d": NOT_APPLICABLE}


def test_existing_sites_are_small_and_new_ones_large_with_their_order() -> None:
    words = MapWords("Temps", ("a", "b", "c", "d", "e", "f"), {"CF11": "x"})
    deck = siting_map(
        pd.Series({"CF11": 2}), "/s.geojson", words, 560, [Place(18.5, 4.4)], [Place(20.6, 5.7, "1"), Place(21, 6, "2")]
    )
    layers = {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}
    assert layers["existing"]["getRadius"] < layers["proposed"]["getRadius"]
    assert [entry["p"] for entry in layers["existing"]["data"]] == [[18.5, 4.4]]
    assert [entry["text"] for entry in layers["order"]["data"]] == ["1", "2"]
    order = list(layers)
    assert order.index("proposed") < order.index("legend")


def test_the_curve_tells_its_lines_apart_without_hues() -> None:
    words = CurveWords("portée", "borne", "Sites", "Enfants", ("1", "2", "3"), ("1", "3", "4"))
    bound, covered = siting_curve((0, 1, 2), (1, 2, 3), (1, 3, 4), 1, words).data
    assert list(covered.y) == [1, 2, 3]
    assert list(bound.y) == [1, 3, 4]
    assert covered.mode == "lines+markers"
    assert bound.mode == "lines"
    assert bound.line.width > 2 * covered.line.width
    assert list(covered.marker.size) == [8, 15, 8]
    assert [text.split(" : ")[0] for text in covered.text] == ["portée"] * 3
