"""The map as an object: classes, colours by position, words that cannot escape, everything within the picture."""

import json
import math
import re
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import pydeck as pdk
import pytest

from dashboard.figures.area_map import (
    EAST,
    NO_DATA,
    SOUTH,
    WEST,
    MapWords,
    css_string,
    fitted_height,
    fitted_view,
)
from dashboard.figures.coverage_map import EDGES, class_of, coverage_map
from dashboard.figures.palette import PAPER, SCARCITY, rgb

NAN = float("nan")
WIDTHS = (280, 358, 560, 800, 1400)
CLASSES = ("0 : aucune", "1", "2-4", "5-9", "10 et plus", "sans données")
PRESENCE = pd.DataFrame(
    {"pcode": ["CF22", "CF11", "CF21", "CF12"], "organisations": [NAN, 12.0, 0.0, 3.0], "name": list("dacb")}
)


def words(pcodes: Sequence[str]) -> MapWords:
    return MapWords("Organisations", CLASSES, {pcode: f"{pcode}. 1 organisation" for pcode in pcodes})


def drawn(presence: pd.DataFrame = PRESENCE, width: int = 560) -> dict:
    """The map as it travels to the browser."""
    return json.loads(coverage_map(presence, "/geometry/a.geojson", words(presence["pcode"]), width).to_json())


def layer(deck: dict, name: str) -> dict:
    return next(layer for layer in deck["layers"] if layer["id"] == name)


def choices_and_positions(expression: str) -> tuple[list, list[int]]:
    """The two lists of a deck.gl expression ``@@=([…])[([…])[properties.i]]``."""
    choices, positions = re.fullmatch(r"@@=\((\[.*?\])\)\[\((\[[\d,]*\])\)\[properties\.i\]\]", expression).groups()
    return json.loads(choices), json.loads(positions)


def pixel(deck: dict, lon: float, lat: float, width: int) -> tuple[float, float]:
    """Where a place is drawn, from the picture's upper left corner (Web Mercator, tiles of 512 pixels)."""
    view, scale = deck["initialViewState"], 512 * 2 ** deck["initialViewState"]["zoom"]

    def northing(latitude: float) -> float:
        return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)

    x = (lon - view["longitude"]) / 360 * scale + width / 2
    return x, fitted_height(width) / 2 - (northing(lat) - northing(view["latitude"])) * scale


@pytest.mark.parametrize(
    ("organisations", "expected"),
    [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (11, 4), (136, 4), (NAN, NO_DATA), (None, NO_DATA)],
)
def test_a_number_of_organisations_falls_into_its_class(organisations: float, expected: int) -> None:
    assert class_of(organisations) == expected


def test_the_classes_of_the_legend_are_those_of_the_colours() -> None:
    assert EDGES == (0, 1, 2, 5, 10)
    assert len(SCARCITY) == len(EDGES) == NO_DATA == len(CLASSES) - 1


def test_shapes_are_coloured_by_their_place_in_the_order_of_p_codes() -> None:
    colours, positions = choices_and_positions(layer(drawn(), "areas")["getFillColor"])
    assert colours == [rgb(colour) for colour in (*SCARCITY, PAPER)]
    assert positions == [4, 2, 0, 5]  # CF11: 12, CF12: 3, CF21: 0, CF22: nothing known


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert drawn(PRESENCE.iloc[::-1]) == drawn(PRESENCE.sort_values("name")) == drawn()


def test_only_areas_without_data_are_hatched() -> None:
    colours, positions = choices_and_positions(layer(drawn(), "no-data")["getFillColor"])
    assert positions == [0, 0, 0, 1]
    assert (colours[0], colours[1][3]) == ([0, 0, 0, 0], 255)
    assert layer(drawn(), "no-data")["extensions"][0]["@@type"] == "FillStyleExtension"


@pytest.mark.parametrize("name", ["areas", "no-data"])
def test_a_new_colour_is_drawn_when_and_only_when_the_numbers_change(name: str) -> None:
    deck = layer(drawn(), name)
    assert deck["updateTriggers"]["getFillColor"] == deck["getFillColor"].removeprefix("@@=")
    changed = layer(drawn(PRESENCE.assign(organisations=[1, NAN, 2, 3])), name)
    assert changed["updateTriggers"] != deck["updateTriggers"]


def test_the_layers_have_fixed_names() -> None:
    names = ["areas", "no-data", "legend", "legend-no-data", "legend-words"]
    assert [layer["id"] for layer in drawn()["layers"]] == names
    assert drawn() == drawn()


def test_the_shapes_are_fetched_from_their_address_and_never_sent() -> None:
    assert layer(drawn(), "areas")["data"] == layer(drawn(), "no-data")["data"] == "/geometry/a.geojson"
    assert "coordinates" not in json.dumps(drawn())


def test_no_tile_server_is_asked() -> None:
    assert drawn().get("mapProvider") is None
    assert "http" not in json.dumps(drawn())


def test_the_wheel_scrolls_the_page_and_not_the_map() -> None:
    assert drawn()["views"][0]["controller"] == {"scrollZoom": False, "dragRotate": False}


def test_the_map_of_eighty_five_areas_is_lighter_than_eight_kilobytes() -> None:
    pcodes = [f"CF{number}" for number in range(100, 185)]
    many = pd.DataFrame({"pcode": pcodes, "organisations": [float(number % 12) for number in range(85)]})
    sentences = {pcode: f"Nana-Mambéré {n % 20}. {n % 12} organisations" for n, pcode in enumerate(pcodes)}
    deck = coverage_map(many, "/geometry/cod_v02/adm2/0123456789ab.geojson", MapWords("t", CLASSES, sentences), 560)
    assert len(deck.to_json().encode()) < 8192
    assert len(deck._tooltip["html"].encode()) < 6000


def test_the_legend_names_every_class_beside_its_colour_no_data_last() -> None:
    texts, swatches = layer(drawn(), "legend-words")["data"], layer(drawn(), "legend")["data"]
    assert [text["text"] for text in texts] == ["Organisations", *CLASSES]
    assert [swatch["colour"] for swatch in swatches] == [rgb(colour) for colour in (*SCARCITY, PAPER)]
    for text, swatch in zip(texts[1:], swatches, strict=True):
        latitudes = [lat for _, lat in swatch["polygon"]]
        assert min(latitudes) < text["position"][1] < max(latitudes)
        assert text["position"][0] > max(lon for lon, _ in swatch["polygon"])
    assert layer(drawn(), "legend-no-data")["data"] == [swatches[-1] | {"texture": "hatch"}]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_legend_and_the_country_are_within_the_picture(width: int) -> None:
    deck = drawn(width=width)
    height = fitted_height(width)
    places = [tuple(text["position"]) for text in layer(deck, "legend-words")["data"]]
    places += [tuple(corner) for swatch in layer(deck, "legend")["data"] for corner in swatch["polygon"]]
    places += [(14.4151, 2.2208), (27.4585, 11.0079), (14.4151, 11.0079), (27.4585, 2.2208)]  # the country's corners
    for lon, lat in places:
        x, y = pixel(deck, lon, lat, width)
        assert 2 <= x <= width - 2
        assert 2 <= y <= height - 2


@pytest.mark.parametrize("width", WIDTHS)
def test_the_lines_of_the_legend_never_touch(width: int) -> None:
    deck = drawn(width=width)
    rows = [pixel(deck, *text["position"], width)[1] for text in layer(deck, "legend-words")["data"]]
    gaps = [below - above for above, below in pairwise(rows)]
    assert all(gap > 17 for gap in gaps)  # letters are 13 pixels high


@pytest.mark.parametrize("width", WIDTHS)
def test_the_picture_is_exactly_as_wide_as_the_country_asks(width: int) -> None:
    deck = drawn(width=width)
    assert pixel(deck, WEST, SOUTH, width)[0] == pytest.approx(0, abs=0.5)
    assert pixel(deck, EAST, SOUTH, width)[0] == pytest.approx(width, abs=0.5)
    assert fitted_view(width).longitude == pytest.approx(20.9)


def tooltip(sentences: dict[str, str]) -> str:
    presence = pd.DataFrame({"pcode": list(sentences), "organisations": 1.0})
    deck: pdk.Deck = coverage_map(presence, "/x", MapWords("t", CLASSES, sentences), 560)
    return deck._tooltip["html"]


def test_the_sentence_under_the_pointer_is_that_of_the_shape_s_place_also_without_data() -> None:
    html = tooltip({"CF2": "Beta. Sans données", "CF1": "Alpha. 3 organisations"})
    assert html == (
        '<style>.area-0::after{content:"Alpha. 3 organisations"}.area-1::after{content:"Beta. Sans données"}</style>'
        "<b>{name}</b><br><span class='area-{i}'></span>"
    )


def test_areas_that_share_a_sentence_share_a_rule() -> None:
    html = tooltip({"CF1": "Rien", "CF2": "Un", "CF3": "Rien"})
    assert '.area-0::after,.area-2::after{content:"Rien"}.area-1::after{content:"Un"}' in html


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Ouham-Pendé : 12\u202f345", "Ouham-Pendé : 12\\202f 345"),
        ('"</style>', "\\22 \\3c \\2f style\\3e "),
        ("l'Ouaka", "l\\27 Ouaka"),
        ("a\\b", "a\\5c b"),
        ("a\nb", "a\\a b"),
        ("{name}", "\\7b name\\7d "),
        ("x;}*{color:red}", "x;\\7d \\2a \\7b color:red\\7d "),
        ("日本", "日本"),
    ],
)
def test_a_text_cannot_leave_its_css_string(text: str, escaped: str) -> None:
    assert css_string(text) == f'"{escaped}"'


def test_a_css_string_reads_back_as_its_text() -> None:
    text = 'N\'importe "quoi" <\\> {à} #; 😀/*'
    back = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), css_string(text)[1:-1])
    assert back == text
