"""The map of travel times: the farther from the nearest service, the darker."""

import pandas as pd

from dashboard.figures.area_map import NO_DATA, NOT_APPLICABLE
from dashboard.figures.palette import SCARCITY

EDGES = (30, 60, 120, 240)  # minutes; the last class, beyond them or out of reach, is the darkest
OUT_OF_REACH = 0


def class_of_minutes(minutes: float) -> int:
    """0: more than four hours; 4: half an hour at most."""
    return len(SCARCITY) - 1 - sum(minutes > edge for edge in EDGES)


def access_classes(areas: pd.DataFrame, season: str) -> pd.Series:
    """The class of each area, by p-code; areas as :func:`dashboard.queries.access_by_area` gives them."""
    textures = {"no_data": NO_DATA, "not_applicable": NOT_APPLICABLE, "unreachable": OUT_OF_REACH}
    found = [
        class_of_minutes(minutes) if status == "computed" else textures[status]
        for status, minutes in zip(areas[f"{season}_status"], areas[f"{season}_minutes"], strict=True)
    ]
    return pd.Series(found, index=areas["pcode"].to_list())
