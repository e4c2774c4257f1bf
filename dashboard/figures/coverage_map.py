"""The map of actors: areas coloured by their number of organisations."""

import pandas as pd
import pydeck as pdk

from dashboard.figures.area_map import NO_DATA, RCA, Frame, MapWords, area_map

# Lower edges of the classes of SCARCITY: 0, 1, 2-4, 5-9, 10 and more organisations.
EDGES = (0, 1, 2, 5, 10)


def class_of(organisations: float) -> int:
    """The class of a number of organisations: 0 for none, NO_DATA where it is unknown."""
    if pd.isna(organisations):
        return NO_DATA
    return sum(organisations >= edge for edge in EDGES) - 1


def coverage_map(
    presence: pd.DataFrame, shapes_address: str, words: MapWords, width: int, frame: Frame = RCA
) -> pdk.Deck:
    """presence: pcode, organisations (NaN: no data), in any order; the rest as in :func:`area_map`."""
    classes = presence.set_index("pcode")["organisations"].map(class_of, na_action=None)
    return area_map(classes, shapes_address, words, width, frame)
