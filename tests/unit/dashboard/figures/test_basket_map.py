"""The gap map of a place: its classes by hand, its outline, its frame."""

import json

import pandas as pd
import pytest

from dashboard.figures.area_map import NO_DATA, MapWords
from dashboard.figures.basket_map import around, basket_classes, class_of, classes, place_map

BASKET = frozenset("abcde")


def pairs(**states: str) -> pd.DataFrame:
    """One letter a service: f functional, z zero, n no data, in the order of the basket; then one outside it."""
    words = {"f": "functional", "z": "zero", "n": "no_data", "p": "present"}
    return pd.DataFrame(
        [(pcode, code, words[mark]) for pcode, marks in states.items()
         for code, mark in zip("abcdeX", f"{marks}n", strict=True)],
        columns=["pcode", "service_code", "status"],
    )  # fmt: skip


def test_an_area_has_the_class_of_what_works_there_where_all_of_the_basket_is_known() -> None:
    found = basket_classes(pairs(none="zzzzz", one="fzzzz", two="ffzzz", three="fffzz", four="ffffz", all="fffff",
                                 unknown="ffffn", unsure="ffffp"), BASKET)  # fmt: skip
    assert found.to_dict() == {
        "none": 0, "one": 1, "two": 2, "three": 2, "four": 3, "all": 4, "unknown": NO_DATA, "unsure": NO_DATA
    }  # fmt: skip
    assert len(classes("0", "tous")) == class_of(5) + 1


def test_the_areas_of_the_place_are_outlined_and_no_other() -> None:
    frame = around(pd.Series([5.0, 6.0]), pd.Series([20.0, 21.0]))
    assert frame is not None
    assert frame.west < 19.2 < 21.8 < frame.east
    words = MapWords("Services", [*classes("0", "tous"), "?"], {"A": "a", "B": "b", "C": "c"})
    deck = place_map(pd.Series({"C": 1, "A": 0, "B": NO_DATA}), "/geometry/x", ["B"], words, 300, frame)
    layers = [layer["id"] for layer in json.loads(deck.to_json())["layers"]]
    assert layers.index("areas") < layers.index("place") < layers.index("paper") < layers.index("legend")
    outline = next(layer for layer in json.loads(deck.to_json())["layers"] if layer["id"] == "place")
    assert outline["getLineWidth"].endswith("[([0,1,0])[properties.i]]")


@pytest.mark.parametrize("known", [[], [float("nan")]])
def test_without_a_centre_there_is_no_frame(known: list[float]) -> None:
    assert around(pd.Series(known, dtype=float), pd.Series(known, dtype=float)) is None
