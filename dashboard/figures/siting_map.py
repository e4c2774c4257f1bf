"""Existing sites as small circles, new ones as large circles with their order, over how far the service is today."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from dashboard.figures.area_map import LETTERING, RCA, Frame, MapWords, area_map
from dashboard.figures.palette import PAPER, TEXT, rgb

SMALL, LARGE = 3.5, 11  # pixels of radius, whatever the zoom: a place, not a reach


@dataclass(frozen=True)
class Place:
    """A site on the map; ``label`` of a new one is its order."""

    longitude: float
    latitude: float
    label: str = ""


def siting_map(
    classes: pd.Series,
    shapes_address: str,
    words: MapWords,
    width: int,
    existing: Sequence[Place],
    proposed: Sequence[Place],
    frame: Frame = RCA,
) -> pdk.Deck:
    """classes: as :func:`dashboard.figures.area_map.area_map`."""
    deck = area_map(classes, shapes_address, words, width, frame)
    # Circles lie under the legend, which is drawn last.
    position = next(number for number, layer in enumerate(deck.layers) if layer.id == "legend")
    deck.layers[position:position] = [
        dots("existing", existing, SMALL, PAPER, 1),
        dots("proposed", proposed, LARGE, PAPER, 3),
        order(proposed),
    ]
    return deck


def dots(name: str, places: Sequence[Place], radius: float, fill: str, outline: int) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{"p": [round(each.longitude, 4), round(each.latitude, 4)]} for each in places],
        id=name,
        get_position="p",
        get_radius=radius,
        radius_units=String("pixels"),
        filled=True,
        get_fill_color=rgb(fill),
        stroked=True,
        get_line_color=rgb(TEXT),
        line_width_units=String("pixels"),
        get_line_width=outline,
        pickable=False,
    )


def order(places: Sequence[Place]) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        [{"p": [round(each.longitude, 4), round(each.latitude, 4)], "text": each.label} for each in places],
        id="order",
        get_position="p",
        get_text_anchor=String("middle"),
        font_weight=String("bold"),
        **LETTERING,
    )
