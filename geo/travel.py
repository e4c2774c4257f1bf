"""How long a journey takes where no roads are known: straight lines, lengthened by a detour, at a season's speed."""

from functools import cache

import numpy as np
import pandas as pd

from geo import REFERENCE

EARTH_RADIUS = 6371.0088  # km: the mean radius of the IUGG (Moritz 2000)
DRY, RAINY = "dry", "rainy"
SEASONS = (DRY, RAINY)
VEHICLE, FOOT = "vehicle", "foot"


def distances(origins: np.ndarray, destinations: np.ndarray) -> np.ndarray:
    """Great-circle kilometres, origins x destinations. Both: n x 2, latitude and longitude in degrees (WGS 84)."""
    return between(origins[:, None, :], destinations[None, :, :])


def between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Great-circle kilometres between points of the same place in two arrays (... x 2, latitude and longitude).

    The haversine formula (Sinnott 1984). The Earth being no sphere, it is wrong by at most 0.6 %.
    """
    start, end = np.radians(start), np.radians(end)
    half = np.sin((end - start) / 2) ** 2
    haversine = half[..., 0] + np.cos(start[..., 0]) * np.cos(end[..., 0]) * half[..., 1]
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))  # rounding may exceed 1 at antipodes


def minutes(km: np.ndarray, season: str, mode: str) -> np.ndarray:
    """Minutes for straight-line kilometres (any shape), in a season of SEASONS, by VEHICLE or on FOOT.

    data/reference/travel_speeds.csv holds the speeds, the detours and why. Raises KeyError for another season or mode.
    """
    detour, kmh = _speeds()[mode, season]
    return km * detour / kmh * 60


@cache
def _speeds() -> dict[tuple[str, str], tuple[float, float]]:
    """Detour factor and km/h, by mode and season."""
    table = pd.read_csv(REFERENCE / "travel_speeds.csv")
    keys = zip(table["method"], table["season"], strict=True)
    return dict(zip(keys, zip(table["detour_factor"], table["kmh"], strict=True), strict=True))
