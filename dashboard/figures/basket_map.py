"""How much of the basket works in each area: the gap map of one place and of what lies around it."""

from collections.abc import Sequence

import pandas as pd
import pydeck as pdk

from dashboard.figures.area_map import (
    LINE,
    NO_DATA,
    Frame,
    MapWords,
    area_map,
    by_position,
    frame_around,
    pixels_per_degree,
)
from dashboard.figures.palette import PAPER, TEXT, rgb

EDGES = (1, 2, 4, 5)  # services that work, from which each class begins after the first
MARGIN = 0.8  # degrees around the centres of the place's parts


def basket_classes(pairs: pd.DataFrame, basket: frozenset[str]) -> pd.Series:
    """The class of each area, by p-code: 0 where none of the basket works, the last where all does; hatched where one
    of them is unknown, as the others alone would make it look worse than anybody knows.

    pairs: one row an area and service: pcode, service_code, status (as :func:`dashboard.queries.basket`).
    """
    rows = pairs[pairs["service_code"].isin(basket)]
    known = rows["status"].isin(("functional", "zero"))
    states = rows.assign(works=rows["status"] == "functional", known=known).groupby("pcode")[["works", "known"]]
    counts = states.agg({"works": "sum", "known": "all"})
    return pd.Series(
        [class_of(int(works)) if is_known else NO_DATA for works, is_known in counts.itertuples(index=False)],
        index=counts.index.to_list(),
    )


def class_of(works: int) -> int:
    return sum(works >= edge for edge in EDGES)


def classes(none: str, whole: str) -> list[str]:
    """What the classes are called, from nothing to the whole basket."""
    return [none, "1", "2-3", "4", whole]


def around(latitudes: pd.Series, longitudes: pd.Series) -> Frame | None:
    """The frame around centres; None where nobody knows where they are."""
    if latitudes.isna().all() or longitudes.isna().all():
        return None
    return frame_around(
        longitudes.min() - MARGIN, latitudes.min() - MARGIN, longitudes.max() + MARGIN, latitudes.max() + MARGIN
    )


def place_map(
    classes: pd.Series, shapes_address: str, outlined: Sequence[str], words: MapWords, width: int, frame: Frame
) -> pdk.Deck:
    """The areas of the frame, those of the place with a thick line around each; the legend stands on paper.

    classes: class by p-code of all areas of the country. outlined: p-codes of the place's own.
    """
    deck = area_map(classes, shapes_address, words, width, frame)
    ours = [int(code in outlined) for code in classes.sort_index().index]
    outline = pdk.Layer(
        "GeoJsonLayer",
        id="place",
        data=shapes_address,
        filled=False,
        stroked=True,
        get_line_color=rgb(TEXT),
        get_line_width=by_position([0, 1], ours),
        line_width_units="'pixels'",
        line_width_scale=4,
        line_width_min_pixels=0,
        pickable=False,
        update_triggers={"getLineWidth": ours},
    )
    foot = frame.north - 0.7 * LINE / pixels_per_degree(width, frame)
    corners = ((frame.west - 9, foot), (frame.east + 9, foot), (frame.east + 9, 60), (frame.west - 9, 60))
    paper = pdk.Layer(
        "PolygonLayer",
        [{"polygon": [list(corner) for corner in corners]}],
        id="paper",
        get_polygon="polygon",
        get_fill_color=rgb(PAPER),
        stroked=False,
        pickable=False,
    )
    first = next(place for place, layer in enumerate(deck.layers) if layer.id == "legend")
    deck.layers[first:first] = [outline, paper]
    return deck
