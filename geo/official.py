"""Official boundary files (COD-AB) as they come: found in a folder, recognised by their p-codes."""

import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.places import areas
from geo.tiling import merged

FORMATS = {".parquet", ".geoparquet", ".geojson", ".shp"}
PCODE_COLUMN = re.compile(r"^adm(?:in)?_?([0-5])_?p_?code?$", re.IGNORECASE)
LEVELS = {1: "adm1", 2: "adm2"}
# Where a file without a coordinate system must lie to be taken for longitudes and latitudes (degrees).
COUNTRY = shapely.box(14.0, 2.0, 28.0, 11.5)
# Narrower gaps between neighbours are drawing errors and are closed (degrees, about 100 m).
GAP_WIDTH = 0.001


class BoundaryError(ValueError):
    """A boundary file or folder that cannot be used: `code` says why, `file_name` which, `detail` for what."""

    def __init__(self, code: str, file_name: str, detail: str = "") -> None:
        super().__init__(f"{code}: {file_name}")
        self.code = code
        self.file_name = file_name
        self.detail = detail


@dataclass(frozen=True, eq=False)
class OfficialFile:
    """One file: shapes has pcode, geometry (EPSG:4326); a simplified or dissolved copy is not whole."""

    scheme: str
    level: str
    shapes: gpd.GeoDataFrame
    file_name: str
    valid_on: str
    is_whole: bool
    is_dissolved: bool


def official_files(directory: Path) -> dict[tuple[str, str], OfficialFile]:
    """The best file for each scheme and level found in a folder or below it; other levels are left aside."""
    best: dict[tuple[str, str], OfficialFile] = {}
    for path in boundary_files(directory):
        found = _read(path)
        if found is None:
            continue
        key = found.scheme, found.level
        if key not in best or (found.is_whole and not best[key].is_whole):
            best[key] = found
    return best


def boundary_files(directory: Path) -> list[Path]:
    """The files of a folder or below it that may hold boundaries, in the order of their names."""
    return sorted(path for path in directory.rglob("*") if path.suffix.lower() in FORMATS and path.is_file())


def pcode_columns(table: pd.DataFrame) -> dict[int, str]:
    """The columns of p-codes, by level (0: the country)."""
    return {int(match[1]): name for name in table.columns if (match := PCODE_COLUMN.match(str(name)))}


def is_whole(path: Path) -> bool:
    """Whether a file is not, by its name, a lighter copy of another."""
    words = path.stem.lower()
    return "simplified" not in words and "dissolved" not in words


def _read(path: Path) -> OfficialFile | None:
    table = table_of(path, COUNTRY)
    columns = pcode_columns(table)
    if not columns:
        raise BoundaryError("boundary_without_pcodes", path.name)
    level = LEVELS.get(max(columns))
    if level is None:
        return None
    shapes = shapes_of(table, columns[max(columns)], path.name)
    return OfficialFile(
        scheme=_scheme(level, set(shapes["pcode"]), path.name),
        level=level,
        shapes=shapes,
        file_name=path.name,
        valid_on=valid_on(table),
        is_whole=is_whole(path),
        is_dissolved="dissolved" in path.stem.lower(),
    )


def table_of(path: Path, extent: BaseGeometry) -> gpd.GeoDataFrame:
    """A file in longitudes and latitudes. `extent`: where one that states no coordinate system must lie.

    Raises BoundaryError.
    """
    try:
        table = gpd.read_parquet(path) if path.suffix.lower() in {".parquet", ".geoparquet"} else gpd.read_file(path)
        if not isinstance(table, gpd.GeoDataFrame):
            raise BoundaryError("boundary_unreadable", path.name)
        if table.crs is not None:
            return table.to_crs("EPSG:4326")
        placed = table.set_crs("EPSG:4326")
    except BoundaryError:
        raise
    # The readers fail in many ways on a damaged file; whoever put it there needs only its name.
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError) as problem:
        raise BoundaryError("boundary_unreadable", path.name) from problem
    if not shapely.box(*placed.total_bounds).within(extent):
        raise BoundaryError("boundary_without_position", path.name)
    return placed


def shapes_of(table: gpd.GeoDataFrame, column: str, file_name: str) -> gpd.GeoDataFrame:
    """One clean shape a p-code (pcode, geometry), without gaps or overlaps. Raises BoundaryError without any."""
    drawn = table[table.geometry.notna() & ~table.geometry.is_empty & table[column].notna()]
    whole = shapely.make_valid(shapely.force_2d(drawn.geometry.to_numpy()), method="structure")
    is_area = shapely.area(whole) > 0
    if not is_area.any():
        raise BoundaryError("boundary_without_shapes", file_name)
    parts = whole[is_area]
    if not shapely.coverage_is_valid(parts):
        parts = shapely.coverage_clean(parts, gap_maximum_width=GAP_WIDTH)
    return merged(parts, drawn.loc[is_area, column].astype("string").str.strip().str.upper())


def _scheme(level: str, pcodes: set[str], file_name: str) -> str:
    known = areas()
    known = known[known["level"] == level]
    for scheme, units in known.groupby("scheme"):
        if set(units["pcode"]) == pcodes:
            return str(scheme)
    raise BoundaryError("boundary_unknown_units", file_name)


def valid_on(table: gpd.GeoDataFrame) -> str:
    """The date (ISO 8601) of which the boundaries are, empty where the file does not say."""
    for name in table.columns:
        if str(name).lower().replace("_", "") == "validon":
            dates = pd.to_datetime(table[name], errors="coerce").dropna()
            return "" if dates.empty else dates.max().date().isoformat()
    return ""
