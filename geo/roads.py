"""How long a journey takes on the roads of a file, in the dry season and in the rains.

Lines meet where they share a vertex; every road is open both ways. A place is joined to its nearest vertex, even where
that lies on a fragment that leads nowhere, or on a road that is closed.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from geo.places import REFERENCE
from geo.travel import FOOT, RAINY, SEASONS, between, distances, minutes

FORMATS = {".geojson", ".json", ".gpkg", ".shp"}
# A country's roads in OpenStreetMap have a few hundred thousand; beyond, a page would wait and memory would not do.
MOST_VERTICES = 2_000_000
MOST_BYTES = 500_000_000
# Degrees: a metre. Ends that were drawn to meet do so again.
DECIMALS = 5
# In kilometres, as the crow flies.
MOST_ACCESS = 10.0
# Distances from one node to all others that are held at once, in numbers of 8 bytes.
BATCH = 8_000_000
# The first whose value is known decides: what the road is made of says more than how it ranks.
CLASS_COLUMNS = ("surface", "fclass", "highway", "class")
ANY_CLASS = "*"
# In the column closed_rainy, and in the column season.
CLOSED = {"1", "1.0", "true", "t", "yes", "y", "oui", "vrai"}
DRY_ONLY = {"dry", "dry_season", "dry season", "seche", "sèche", "saison seche", "saison sèche"}


class RoadError(ValueError):
    """A file of roads that cannot be used: `code` says why, `file_name` which.

    roads_unreadable, roads_too_large, roads_without_lines, roads_without_position (coordinates that are no degrees).
    """

    def __init__(self, code: str, file_name: str) -> None:
        super().__init__(f"{code}: {file_name}")
        self.code = code
        self.file_name = file_name


@dataclass(frozen=True, eq=False)
class Roads:
    """A network of n nodes, the vertices of the lines.

    nodes: n x 2, latitude and longitude (degrees). graphs: by season, n x n, minutes between neighbours; what is
    closed then is not in it.
    """

    nodes: np.ndarray
    graphs: dict[str, csr_array]


def read(path: Path) -> Roads:
    """The network of a GeoJSON, GeoPackage or shapefile.

    In any coordinate system; longitudes and latitudes where none is stated. Raises RoadError.
    """
    table = _lines(path)
    lines = table.geometry.to_numpy()
    if not len(lines):
        raise RoadError("roads_without_lines", path.name)
    if shapely.get_num_coordinates(shapely.get_parts(lines)).sum() > MOST_VERTICES:
        raise RoadError("roads_too_large", path.name)
    if not (np.abs(shapely.total_bounds(lines)) <= (180.0, 90.0, 180.0, 90.0)).all():
        raise RoadError("roads_without_position", path.name)
    nodes, ends, line = _segments(lines)
    km = between(nodes[ends[:, 0]], nodes[ends[:, 1]])
    graphs = {season: _graph(len(nodes), ends, km, _speeds(table, season)[line]) for season in SEASONS}
    return Roads(nodes, graphs)


def matrices(
    roads: Roads,
    origins: np.ndarray,
    destinations: np.ndarray,
    most_access: float = MOST_ACCESS,
    limit: float = np.inf,
) -> dict[str, np.ndarray]:
    """Minutes by season, origins x destinations (each n x 2, latitude and longitude in degrees): the quickest way.

    On foot to the nearest node, by road, and on foot again; or on foot alone, where that is no farther than
    most_access. Infinite where no road leads, or where the nearest node is farther than most_access, in kilometres
    as the crow flies. limit: minutes on the road; longer ways are not looked for and infinite, which is much quicker.
    """
    from_node, from_km = _nearest(roads.nodes, origins)
    to_node, to_km = _nearest(roads.nodes, destinations)
    direct = distances(origins, destinations)
    answer = {}
    for season, graph in roads.graphs.items():
        before, after, walked = (
            minutes(np.where(km <= most_access, km, np.inf), season, FOOT) for km in (from_km, to_km, direct)
        )
        driven = before[:, None] + _shortest(graph, from_node, to_node, limit) + after[None, :]
        answer[season] = np.minimum(driven, walked)
    return answer


def _lines(path: Path) -> gpd.GeoDataFrame:
    """The lines of a file, in longitudes and latitudes: of its first layer that has any."""
    try:
        if path.suffix.lower() not in FORMATS:
            raise RoadError("roads_unreadable", path.name)
        if path.stat().st_size > MOST_BYTES:
            raise RoadError("roads_too_large", path.name)
        lines = gpd.GeoDataFrame(geometry=[])
        for layer in gpd.list_layers(path)["name"]:
            table = gpd.read_file(path, layer=layer)
            if isinstance(table, gpd.GeoDataFrame) and len(lines := _drawn(table)):
                break
        return lines if lines.crs is None else lines.to_crs("EPSG:4326")
    except RoadError:
        raise
    # The readers fail in many ways on a damaged file; whoever put it there needs only its name.
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError) as problem:
        raise RoadError("roads_unreadable", path.name) from problem


def _drawn(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    is_line = table.geom_type.isin(["LineString", "MultiLineString"]) & ~table.geometry.is_empty
    return table[is_line]


def _segments(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nodes (n x 2, latitude and longitude), the two nodes of each segment (m x 2), the line it is of (m)."""
    parts, line = shapely.get_parts(lines, return_index=True)
    vertices, part = shapely.get_coordinates(parts, return_index=True)
    steps = np.round(vertices * 10**DECIMALS).astype("int64")
    # One whole number for both coordinates: sorting pairs takes ten times as long.
    width = 2 * 180 * 10**DECIMALS + 1
    places, node = np.unique(steps[:, 1] * width + steps[:, 0] + width // 2, return_inverse=True)
    latitude, longitude = np.divmod(places, width)
    nodes = np.column_stack([latitude, longitude - width // 2]) / 10**DECIMALS
    follows = part[1:] == part[:-1]
    return nodes, np.column_stack([node[:-1], node[1:]])[follows], line[part[1:][follows]]


def _speeds(table: gpd.GeoDataFrame, season: str) -> np.ndarray:
    """km/h of each line, zero where the rains close it."""
    reference = pd.read_csv(REFERENCE / "road_speeds.csv").query("season == @season")
    known = reference.set_index("class")["kmh"].astype("float64")
    kmh = pd.Series(np.nan, index=table.index)
    for name in CLASS_COLUMNS:
        kmh = kmh.fillna(_words(table, name).map(known))
    is_closed = _words(table, "closed_rainy").isin(CLOSED) | _words(table, "season").isin(DRY_ONLY)
    return kmh.fillna(known[ANY_CLASS]).mask(is_closed & (season == RAINY), 0.0).to_numpy()


def _words(table: gpd.GeoDataFrame, name: str) -> pd.Series:
    """A column in small letters, whatever letters its heading has; empty texts where there is none."""
    for column in table.columns:
        if str(column).lower() == name:
            return table[column].astype("string").fillna("").str.strip().str.lower().astype(object)
    return pd.Series("", index=table.index, dtype=object)


def _graph(count: int, ends: np.ndarray, km: np.ndarray, kmh: np.ndarray) -> csr_array:
    """Minutes between neighbours, both ways, without what is closed."""
    is_open = (kmh > 0) & (ends[:, 0] != ends[:, 1])
    pairs = np.sort(ends[is_open], axis=1)
    links = pd.DataFrame({"a": pairs[:, 0], "b": pairs[:, 1], "minutes": km[is_open] / kmh[is_open] * 60})
    # The quickest of parallel roads: a sparse matrix would add them up.
    links = links.groupby(["a", "b"], as_index=False)["minutes"].min()
    a, b, time = (links[name].to_numpy() for name in ("a", "b", "minutes"))
    both_ways = np.concatenate([a, b]), np.concatenate([b, a])
    return csr_array((np.concatenate([time, time]), both_ways), shape=(count, count))


def _nearest(nodes: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The node nearest to each point, and the kilometres to it."""
    # In space, the nearest in a straight line is the nearest on the sphere, also across the date line.
    _, nearest = KDTree(_on_sphere(nodes)).query(_on_sphere(points))
    return nearest, between(points, nodes[nearest])


def _on_sphere(points: np.ndarray) -> np.ndarray:
    latitude, longitude = np.radians(points).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def _shortest(graph: csr_array, origins: np.ndarray, destinations: np.ndarray, limit: float) -> np.ndarray:
    """Minutes of the quickest way between nodes, origins x destinations, infinite without any within limit."""
    if len(np.unique(origins)) > len(np.unique(destinations)):  # every road is open both ways
        return _shortest(graph, destinations, origins, limit).T
    sources, position = np.unique(origins, return_inverse=True)
    found = np.empty((len(sources), len(destinations)))
    size = max(1, BATCH // graph.shape[0])
    for start in range(0, len(sources), size):
        batch = slice(start, start + size)
        found[batch] = dijkstra(graph, indices=sources[batch], limit=limit)[:, destinations]
    return found[position]
