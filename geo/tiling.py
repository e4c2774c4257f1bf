"""Shapes that fit together: faces between lines, cells around points, simplified shapes on one grid.

Neighbours must share every vertex of their border. All lines are therefore cut against each other first,
and shapes are put together again from the faces between them: nothing can overlap or come apart.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

# Ridges run a little past the outline so that rounding never leaves them short of it; the ends are dropped.
OVERSHOOT = 0.001
# How far inside an outline a point from outside is set; two points stand at least a quarter of it apart
# (degrees, about 2 km; less in a small outline).
MARGIN = 0.02


def cells(outlines: gpd.GeoDataFrame, points: pd.DataFrame) -> gpd.GeoDataFrame:
    """One cell around each point, tiling exactly the outline the point belongs to.

    outlines: columns pcode, geometry. points: columns pcode, outline (the p-code of one of the outlines),
    latitude, longitude (degrees). Returns pcode, geometry, sorted by p-code. Distances are in degrees: so
    near the equator (2 to 11 degrees north) one of longitude is at most 2 % shorter than one of latitude.
    """
    seeds, lines = {}, list(shapely.boundary(outlines.geometry.to_numpy()))
    for key, shape in zip(outlines["pcode"], outlines.geometry, strict=True):
        own = points[points["outline"] == key].sort_values("pcode")
        placed = _placed_inside(shapely.points(own["longitude"], own["latitude"]), shape)
        seeds[key] = own["pcode"].to_numpy(), shapely.STRtree(placed)
        if len(placed) > 1:
            ridges = shapely.voronoi_polygons(shapely.multipoints(placed), extend_to=shape, only_edges=True)
            lines.append(shapely.intersection(ridges, shapely.buffer(shape, OVERSHOOT)))
    faces = _faces(lines)
    inside = shapely.point_on_surface(faces)
    face, outline = shapely.STRtree(outlines.geometry.to_numpy()).query(inside, predicate="within")
    owners = []
    for point, key in zip(inside[face], outlines["pcode"].iloc[outline], strict=True):
        pcodes, tree = seeds[key]
        owners.append(pcodes[tree.nearest(point)])
    return merged(faces[face], pd.Series(owners, dtype="string"))


def simplified(shapes: gpd.GeoDataFrame, tolerance: float, grid: float) -> gpd.GeoDataFrame:
    """The same shapes (pcode, geometry) with fewer vertices, all on one grid, borders still shared.

    tolerance and grid in degrees. Rounding each shape alone would open gaps and overlaps; here all borders
    are rounded together and the shapes rebuilt from the faces between them.
    """
    ordered = shapes.sort_values("pcode", ignore_index=True)
    coarse = shapely.coverage_simplify(ordered.geometry.to_numpy(), tolerance)
    faces = _faces(list(shapely.boundary(coarse)), grid)
    face, owner = shapely.STRtree(coarse).query(shapely.point_on_surface(faces), predicate="within")
    return merged(faces[face], ordered["pcode"].iloc[owner])


def merged(shapes: np.ndarray | gpd.GeoSeries, pcodes: pd.Series) -> gpd.GeoDataFrame:
    """The union of the shapes that carry the same p-code, as pcode, geometry (EPSG:4326), sorted by p-code.

    The shapes must be a valid coverage: shared borders disappear, all other vertices stay as they are.
    """
    frame = pd.DataFrame({"pcode": np.asarray(pcodes, dtype=object), "geometry": np.asarray(shapes)})
    unions = frame.groupby("pcode", sort=True)["geometry"].agg(lambda part: _union(part.to_numpy()))
    return gpd.GeoDataFrame({"pcode": unions.index.astype("string")}, geometry=unions.to_numpy(), crs="EPSG:4326")


def _union(parts: np.ndarray) -> BaseGeometry:
    union = shapely.coverage_union_all(parts)
    single = shapely.get_parts(union)
    return single[0] if len(single) == 1 else shapely.multipolygons(single)


def _faces(lines: list[BaseGeometry], grid: float | None = None) -> np.ndarray:
    cut = shapely.union_all(lines, grid_size=grid)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(cut)))


def _placed_inside(points: np.ndarray, outline: BaseGeometry) -> np.ndarray:
    """The points, those outside moved just inside, none on top of another, so that each gets a cell."""
    margin = min(MARGIN, 0.1 * float(np.sqrt(outline.area)))
    inner = shapely.buffer(outline, -margin)
    if inner.is_empty:
        inner = shapely.point_on_surface(outline)
    placed: list[BaseGeometry] = []
    for point in points:
        if not outline.contains(point):
            point = shapely.get_point(shapely.shortest_line(inner, point), 0)
        placed.append(_apart(point, placed, outline, margin))
    return np.array(placed, dtype=object)


def _apart(point: BaseGeometry, others: list[BaseGeometry], outline: BaseGeometry, gap: float) -> BaseGeometry:
    for step in range(200):
        # A spiral: each try a little farther, in another direction (2.4 radians covers the circle evenly).
        reach = gap * step / 20
        tried = shapely.Point(point.x + reach * np.cos(2.4 * step), point.y + reach * np.sin(2.4 * step))
        if outline.contains(tried) and all(tried.distance(other) >= gap / 4 for other in others):
            return tried
    raise ValueError("no room left for a centre inside its outline")
