"""Which places exist, how the two schemes of places correspond, and in which place a point lies.

A p-code means nothing without its scheme: CF711 is Bangui in cod_v01 and Bangui-Centre in cod_v02.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import REFERENCE


def areas() -> pd.DataFrame:
    """Every prefecture and sub-prefecture, one row per scheme, level and p-code.

    Columns: scheme (cod_v01, cod_v02), level (adm1, adm2), pcode, name, parent_pcode (CF for a prefecture),
    center_lat and center_lon (degrees, WGS 84), source.
    """
    return _reference("areas.csv").astype({"center_lat": "float64", "center_lon": "float64"})


def crosswalk() -> pd.DataFrame:
    """Which sub-prefectures of 2015 (cod_v01) each sub-prefecture of 2021 (cod_v02) comes from.

    Columns: v02_pcode, v01_pcode, relation, source. Relation: same = one extent, even if recoded;
    part = the 2021 area lies inside the 2015 one; overlap = they share ground, how much is unknown.
    """
    return _reference("area_crosswalk.csv")


def locate(points: pd.DataFrame, shapes: gpd.GeoDataFrame) -> pd.Series:
    """The p-code of the shape that holds each point, <NA> without coordinates or outside every shape.

    points: columns latitude, longitude (degrees, WGS 84). shapes: columns pcode, geometry (EPSG:4326).
    Returns a string series on the index of points. A point on a shared border goes to the first p-code,
    so that the same point is always counted in the same place.
    """
    pcodes = pd.array([pd.NA] * len(points), dtype="string")
    latitude, longitude = (_degrees(points[column]) for column in ("latitude", "longitude"))
    known = np.flatnonzero(np.isfinite(latitude) & np.isfinite(longitude))
    ordered = shapes.sort_values("pcode", ignore_index=True)
    tree = shapely.STRtree(ordered.geometry.to_numpy())
    point, shape = tree.query(shapely.points(longitude[known], latitude[known]), predicate="intersects")
    found = pd.Series(shape).groupby(known[point]).min()
    pcodes[found.index.to_numpy()] = ordered["pcode"].astype("string").array[found.to_numpy()]
    return pd.Series(pcodes, index=points.index, name="pcode")


def _degrees(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def _reference(file_name: str) -> pd.DataFrame:
    # Every column as text: a p-code or a name must never be read as a number or as a missing value.
    return pd.read_csv(REFERENCE / file_name, dtype="string", keep_default_na=False)
