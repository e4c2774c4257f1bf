"""The shapes of prefectures and sub-prefectures, in both schemes, whatever files are at hand.

Official files are used where they are given. Without them the map still works: prefectures from Natural
Earth, sub-prefectures as cells around their known centres. `basis` says which, and belongs beside every map.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.official import BoundaryError, OfficialFile, official_files
from geo.places import areas, crosswalk
from geo.tiling import cells, merged, simplified

__all__ = ["Boundaries", "BoundaryError", "load"]

NATURAL_EARTH = Path(__file__).resolve().parent / "natural_earth_adm1.geojson"
# In degrees. Chosen on the official 72: 52 kB gzipped, Bangui's area off by 1 %, all others by at most 0.3 %.
TOLERANCE = 0.007
DECIMALS = 4
LICENCES = {
    "cod_v01": "CC BY-IGO",
    "cod_v02": "HDX, usage humanitaire / humanitarian use only",
}
# Proper names and licence codes only: these texts stand in pages of both languages.
NATURAL_EARTH_TERMS = "domaine public / public domain (Natural Earth)"
PUBLIC_DOMAIN = f"{NATURAL_EARTH_TERMS}; CC BY-IGO (COD-AB v01); CC BY 4.0 (open-admin-data)"


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The shapes of one level of one scheme.

    shapes: columns pcode, geometry, at full resolution, EPSG:4326, for placing points. basis: official,
    dissolved (a union of official shapes, not official itself) or approximate. units: the areas they draw (scheme,
    pcode, name, parent_pcode), those of the reference where it is None.
    """

    scheme: str
    level: str
    shapes: gpd.GeoDataFrame
    basis: str
    source: str
    licence: str
    units: pd.DataFrame | None = None

    def display(self) -> gpd.GeoDataFrame:
        """The shapes for drawing: pcode, geometry (EPSG:4326), light, without gaps or overlaps."""
        return simplified(self.shapes, TOLERANCE, 10.0**-DECIMALS)

    def geojson(self) -> str:
        """The drawn shapes as a compact FeatureCollection, in order of p-code.

        Properties: i (position in the file), pcode, name, parent (name of the prefecture; null for one).
        """
        units = areas() if self.units is None else self.units
        # A country may have an area that is its own only sub-area, under one p-code.
        names = units.query("scheme == @self.scheme").drop_duplicates(["level", "pcode"])
        own = names.query("level == @self.level").set_index("pcode")
        parents = names.query("level == 'adm1'").set_index("pcode")["name"]
        features = []
        for i, (pcode, shape) in enumerate(self.display()[["pcode", "geometry"]].itertuples(index=False)):
            properties = {
                "i": i,
                "pcode": pcode,
                "name": own.at[pcode, "name"],
                "parent": parents[own.at[pcode, "parent_pcode"]] if self.level == "adm2" else None,
            }
            # Outer rings run counter-clockwise, as RFC 7946 asks.
            geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
            geometry["coordinates"] = _rounded(geometry["coordinates"])
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
        collection = {"type": "FeatureCollection", "features": features}
        return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def load(directory: Path | None = None) -> tuple[Boundaries, ...]:
    """Boundaries for cod_v01 adm1, cod_v01 adm2, cod_v02 adm1, cod_v02 adm2, always all four, in this order.

    directory: where official files may lie (GeoParquet, GeoJSON, shapefile); what is missing is derived.
    Raises BoundaryError for a file that cannot be used.
    """
    files = official_files(directory) if directory is not None else {}
    prefectures_2015 = _prefectures(files, "cod_v01", files.get(("cod_v01", "adm2"))) or _natural_earth()
    finer_2015 = files.get(("cod_v01", "adm2"))
    subprefectures_2015 = _official(finer_2015) if finer_2015 else _around_centres(prefectures_2015)
    finer_2021 = files.get(("cod_v02", "adm2"))
    subprefectures_2021 = _official(finer_2021) if finer_2021 else _divided(subprefectures_2015)
    prefectures_2021 = _prefectures(files, "cod_v02", finer_2021 or finer_2015) or _dissolved(
        subprefectures_2015, "cod_v02", "approximate"
    )
    return prefectures_2015, subprefectures_2015, prefectures_2021, subprefectures_2021


def _prefectures(
    files: dict[tuple[str, str], OfficialFile], scheme: str, finer: OfficialFile | None
) -> Boundaries | None:
    """From a whole official file, else from the sub-prefectures, else from a simplified or dissolved copy."""
    own = files.get((scheme, "adm1"))
    if own and own.is_whole:
        return _official(own)
    if finer and (finer.is_whole or own is None):
        return _dissolved(_official(finer), scheme, "dissolved")
    return _official(own) if own else None


def _official(file: OfficialFile) -> Boundaries:
    date = f", {file.valid_on}" if file.valid_on else ""
    basis = "dissolved" if file.is_dissolved else "official"
    source = f"OCHA COD-AB ({file.file_name}{date})"
    return Boundaries(file.scheme, file.level, file.shapes, basis, source, LICENCES[file.scheme])


def _natural_earth() -> Boundaries:
    shapes = gpd.read_file(NATURAL_EARTH)[["pcode", "geometry"]].astype({"pcode": "string"})
    source = "Natural Earth 1:10m admin-1"
    return Boundaries("cod_v01", "adm1", shapes, "approximate", source, NATURAL_EARTH_TERMS)


def _around_centres(prefectures: Boundaries) -> Boundaries:
    """Sub-prefectures of 2015 as cells around their centres, inside their prefecture."""
    centres = _centres("cod_v01").rename(columns={"parent_pcode": "outline"})
    shapes = cells(prefectures.shapes, centres)
    source = f"{prefectures.source}; OCHA COD-AB v01"
    licence = PUBLIC_DOMAIN if prefectures.basis == "approximate" else prefectures.licence
    return Boundaries("cod_v01", "adm2", shapes, "approximate", source, licence)


def _divided(former: Boundaries) -> Boundaries:
    """Sub-prefectures of 2021: those of 2015 where nothing moved, else cells inside what they came from."""
    ground = _common_ground()
    former_ground = crosswalk().drop_duplicates("v01_pcode").set_index("v01_pcode")["v02_pcode"].map(ground)
    outlines = merged(former.shapes.geometry, former.shapes["pcode"].map(former_ground))
    centres = _centres("cod_v02").assign(outline=lambda centre: centre["pcode"].map(ground))
    shapes = cells(outlines, centres)
    source = f"{former.source}; COD-AB v02 (open-admin-data)"
    return Boundaries("cod_v02", "adm2", shapes, "approximate", source, former.licence)


def _dissolved(finer: Boundaries, scheme: str, basis: str) -> Boundaries:
    """Prefectures as unions of sub-prefectures, of the same scheme or of 2015."""
    prefecture = areas().query("scheme == @scheme and level == 'adm2'").set_index("pcode")["parent_pcode"]
    if finer.scheme != scheme:
        links = crosswalk()
        links = links.assign(prefecture=links["v02_pcode"].map(prefecture))
        # No sub-prefecture of 2015 was cut between two prefectures of 2021, so one link tells where it went.
        prefecture = links.drop_duplicates("v01_pcode").set_index("v01_pcode")["prefecture"]
    shapes = merged(finer.shapes.geometry, finer.shapes["pcode"].map(prefecture))
    source = finer.source
    return Boundaries(scheme, "adm1", shapes, basis, source, finer.licence)


def _centres(scheme: str) -> pd.DataFrame:
    centres = areas().query("scheme == @scheme and level == 'adm2'")
    return centres.rename(columns={"center_lat": "latitude", "center_lon": "longitude"})


def _common_ground() -> pd.Series:
    """For each 2021 p-code, one name for the ground it shares with others: the least p-code of 2021 on it."""
    links = crosswalk()
    ground = links["v02_pcode"]
    while True:
        wider = ground.groupby(links["v01_pcode"]).transform("min")
        wider = wider.groupby(links["v02_pcode"]).transform("min")
        if wider.equals(ground):
            return pd.Series(ground.to_numpy(), index=links["v02_pcode"]).groupby(level=0).first()
        ground = wider


def _rounded(coordinates: list) -> list:
    if isinstance(coordinates[0], float | int):
        return [round(number, DECIMALS) for number in coordinates]
    return [_rounded(part) for part in coordinates]
