"""The map of one service: its rate by area against a threshold, its sites as circles."""

import pandas as pd
import pydeck as pdk

from dashboard.figures.area_map import (
    NO_DATA,
    NOT_APPLICABLE,
    RCA,
    UNCONFIRMED,
    WITHHELD,
    Bubble,
    Frame,
    MapWords,
    area_map,
)
from dashboard.figures.coverage_map import class_of

# What an area without a number is drawn as; a reported zero is a number.
TEXTURE_OF = {
    "no_data": NO_DATA,
    "not_applicable": NOT_APPLICABLE,
    "withheld": WITHHELD,
    "present": UNCONFIRMED,
    "functional": UNCONFIRMED,
    "zero": UNCONFIRMED,  # nothing of what is measured is known, though something else is
}


def rate_edges(threshold: float) -> tuple[float, float, float]:
    """Where the classes of a rate begin, above 0: half the threshold, the threshold, twice the threshold."""
    return (threshold / 2, threshold, threshold * 2)


def class_of_rate(rate: float, number: float, threshold: float) -> int:
    """0 where the number is 0; else 1 to 4 by the edges. A rate on too few people is judged by no edge: NO_DATA."""
    if number == 0:
        return 0
    if pd.isna(rate):
        return NO_DATA
    return 1 + sum(rate >= edge for edge in rate_edges(threshold))


def service_classes(areas: pd.DataFrame, measure: str, threshold: float) -> pd.Series:
    """The class of each area, by p-code.

    areas: pcode, status, organisations, sites, functional_sites, functional_rate, site_rate (as
    :func:`dashboard.queries.service_by_area`). threshold: what a rate is measured against, per the same people.
    """
    column = {"actors": "organisations", "sites": "sites", "functional": "functional_sites"}[measure]
    rates = areas["site_rate"] if measure == "sites" else areas["functional_rate"]
    found = []
    for status, number, rate in zip(areas["status"], areas[column], rates, strict=True):
        if status in ("not_applicable", "withheld"):
            found.append(TEXTURE_OF[status])
        elif pd.isna(number):
            found.append(NO_DATA if status == "no_data" else UNCONFIRMED)
        elif measure == "actors":
            found.append(class_of(number))
        else:
            found.append(class_of_rate(rate, number, threshold))
    return pd.Series(found, index=areas["pcode"].to_list())


def bubbles_of(areas: pd.DataFrame, measure: str) -> list[Bubble]:
    """A circle for each area with sites: the functional ones, or all where these are what is measured."""
    numbers = areas["functional_sites"] if measure == "functional" else areas["sites"]
    return [
        Bubble(float(lon), float(lat), int(number))
        for lon, lat, number in zip(areas["center_lon"], areas["center_lat"], numbers, strict=True)
        if pd.notna(number) and number > 0 and pd.notna(lon) and pd.notna(lat)
    ]


def service_map(
    areas: pd.DataFrame,
    measure: str,
    threshold: float,
    shapes_address: str,
    words: MapWords,
    width: int,
    frame: Frame = RCA,
) -> pdk.Deck:
    classes = service_classes(areas, measure, threshold)
    return area_map(classes, shapes_address, words, width, frame, bubbles_of(areas, measure))
