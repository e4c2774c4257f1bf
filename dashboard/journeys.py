"""Travel times between points: on the roads that the build was given, else as straight lines with a detour."""

import numpy as np
import pandas as pd

from dashboard.queries import road_minutes, travel_method
from dashboard.warehouse import Warehouse
from geo import travel

POINT = ["latitude", "longitude"]


def minutes_between(warehouse: Warehouse, origins: pd.DataFrame, destinations: pd.DataFrame, season: str) -> np.ndarray:
    """Minutes by vehicle, origins x destinations; infinite where no road leads. Both have columns of POINT.

    By road, origins are those of marts.origins, the only ones that the build measured from.
    """
    if travel_method(warehouse)["method"] != "road_network":
        km = travel.distances(origins[POINT].to_numpy("float64"), destinations[POINT].to_numpy("float64"))
        return travel.minutes(km, season, travel.VEHICLE)
    known = road_minutes(warehouse, season)
    starts, ends = (
        frame[POINT].reset_index(drop=True).rename_axis(side).reset_index().rename(
            columns={name: f"{side}_{name}" for name in POINT}
        )
        for side, frame in (("from", origins), ("to", destinations))
    )  # fmt: skip
    found = known.merge(starts, on=["from_latitude", "from_longitude"]).merge(ends, on=["to_latitude", "to_longitude"])
    matrix = np.full((len(origins), len(destinations)), np.inf)
    matrix[found["from"], found["to"]] = found["minutes"]
    return matrix
