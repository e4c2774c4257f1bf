"""What the build knows of ways: the roads of a file, where one is given, and how far each area reaches."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import shapely

from geo import roads
from geo.boundaries import Boundaries
from geo.travel import distances


@dataclass(frozen=True)
class GivenRoads:
    """The roads of a file, or the code of why it cannot be used: times are then estimated as if none were given."""

    file: str
    network: roads.Roads | None
    problem: str | None = None


def read_roads(path: Path | None) -> GivenRoads | None:
    """None where no file is given. Never raises: a build without roads is better than none."""
    if path is None:
        return None
    try:
        return GivenRoads(path.name, roads.read(path))
    except roads.RoadError as error:
        return GivenRoads(path.name, None, error.code)


def measure(
    connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...], given: GivenRoads | None
) -> None:
    """Fill core.roads (one row where a file is given), core.road_minutes and staging.area_reach."""
    store_reach(connection, boundaries)
    if given is None:
        return
    connection.execute("INSERT INTO warehouse.core.roads VALUES (?, ?)", [given.file, given.problem])
    if given.network is not None:
        store_minutes(connection, given.network)


def store_reach(connection: duckdb.DuckDBPyConnection, boundaries: tuple[Boundaries, ...]) -> None:
    """From an origin to the farthest corner of its area: nothing in the area is farther, as the crow flies."""
    origins = {
        (scheme, pcode): np.array([[latitude, longitude]])
        for scheme, pcode, latitude, longitude in connection.execute(
            """
            SELECT scheme, pcode, latitude, longitude FROM warehouse.core.origins
            WHERE latitude IS NOT NULL AND longitude IS NOT NULL
            """
        ).fetchall()
    }
    reach = [
        (shapes.scheme, pcode, float(distances(origin, shapely.get_coordinates(geometry)[:, ::-1]).max()))
        for shapes in boundaries
        if shapes.level == "adm2"
        for pcode, geometry in zip(shapes.shapes["pcode"], shapes.shapes.geometry, strict=True)
        if (origin := origins.get((shapes.scheme, pcode))) is not None
    ]
    connection.register("reach", pd.DataFrame(reach, columns=["scheme", "pcode", "radius_km"]))
    connection.execute("INSERT INTO staging.area_reach SELECT scheme, pcode, radius_km FROM reach")
    connection.unregister("reach")


def store_minutes(connection: duckdb.DuckDBPyConnection, network: roads.Roads) -> None:
    """Minutes by road from each origin to each destination; a way that there is not is a row that there is not."""
    known = "latitude IS NOT NULL AND longitude IS NOT NULL"
    origins, destinations = (
        connection.execute(f"SELECT DISTINCT latitude, longitude FROM {table} WHERE {known} ORDER BY ALL")
        .df()
        .to_numpy("float64")
        for table in ("warehouse.core.origins", "staging.destinations")
    )
    if not len(origins) or not len(destinations):
        return
    for season, minutes in roads.matrices(network, origins, destinations).items():
        start, end = np.nonzero(np.isfinite(minutes))
        found = pd.DataFrame(np.column_stack([origins[start], destinations[end]]), columns=["a", "b", "c", "d"])
        connection.register("ways", found.assign(season=season, minutes=minutes[start, end]))
        connection.execute("INSERT INTO warehouse.core.road_minutes SELECT * FROM ways ORDER BY ALL")
        connection.unregister("ways")
