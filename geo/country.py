"""A country other than RCA, as its COD-AB files describe it: which areas it has, how they are called, their shapes."""

import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from babel.core import get_global

from geo.boundaries import Boundaries
from geo.naming import names, shown_and_other
from geo.official import BoundaryError, boundary_files, is_whole, pcode_columns, shapes_of, table_of, valid_on
from geo.tiling import merged

WORLD = shapely.box(-180.0, -90.0, 180.0, 90.0)
# A column that says of which country a row is, by its ISO or its p-code.
STATED = re.compile(r"^(?:adm(?:in)?_?0_?)?(?:iso_?[23]?|p_?code?)$", re.IGNORECASE)
LICENCE = "HDX (COD-AB)"


@dataclass(frozen=True, eq=False)
class Country:
    """One scheme of areas, of two levels.

    areas: the columns of data/reference/areas.csv. aliases: those of area_aliases.csv. boundaries: adm1, adm2.
    """

    iso3: str
    areas: pd.DataFrame
    aliases: pd.DataFrame
    boundaries: tuple[Boundaries, Boundaries]


@dataclass(frozen=True, eq=False)
class Layer:
    """The rows of one file that are the country's, with the p-codes of each level, on one index."""

    table: gpd.GeoDataFrame
    pcodes: dict[int, pd.Series]
    path: Path

    @property
    def source(self) -> str:
        date = valid_on(self.table)
        return f"OCHA COD-AB ({self.path.name}{f', {date}' if date else ''})"


def scheme_of(iso3: str) -> str:
    """The code of a country's only scheme: the decisions on spellings of two countries keep apart by it."""
    return f"cod_{iso3.lower()}"


def read_country(iso3: str, directory: Path | None) -> Country:
    """The country's areas, from the files of a folder or below it; other files that lie there are left aside.

    Sub-areas must be there; areas are dissolved from them where they have no file of their own. Raises BoundaryError.
    """
    if not re.fullmatch("[A-Z]{3}", iso3):
        raise BoundaryError("country_not_iso3", iso3)
    if directory is None:
        raise BoundaryError("country_without_boundaries", iso3)
    layers = layers_of(iso3, directory)
    if 2 not in layers:
        raise BoundaryError("country_not_in_boundaries", directory.name, iso3)
    fine, coarse = layers[2], layers.get(1)
    parents = parents_of(fine, coarse)
    lower = shapes_of(fine.table, pcode_columns(fine.table)[2], fine.path.name)
    own = shapes_of(coarse.table, pcode_columns(coarse.table)[1], coarse.path.name) if coarse else None
    if coarse is None or own is None or not set(lower["pcode"].map(parents)) <= set(own["pcode"]):
        # No file of its own, or one of another date: the unions of the sub-areas are what facts can be counted in.
        upper, basis, source = merged(lower.geometry, lower["pcode"].map(parents)), "dissolved", fine.source
    else:
        upper, basis, source = own, "official", coarse.source
        childless = upper[~upper["pcode"].isin(lower["pcode"].map(parents))]
        # An area without sub-areas is its own only one: what is reported there must be counted somewhere.
        lower = pd.concat([lower, childless], ignore_index=True).sort_values("pcode", ignore_index=True)
        parents = pd.concat([parents, childless["pcode"].set_axis(childless["pcode"])])
    shapes = {1: upper, 2: lower}
    above = {1: pd.Series(home_code(fine, iso3), index=upper["pcode"]), 2: parents}
    areas, aliases = described(iso3, [layer for layer in (coarse, fine) if layer], shapes, above, fine.source)
    scheme = scheme_of(iso3)
    return Country(
        iso3,
        areas,
        aliases,
        (
            Boundaries(scheme, "adm1", upper, basis, source, LICENCE, areas),
            Boundaries(scheme, "adm2", lower, "official", fine.source, LICENCE, areas),
        ),
    )


def layers_of(iso3: str, directory: Path) -> dict[int, Layer]:
    """The best file of each level, 1 and 2: a whole one before a lighter copy."""
    best: dict[int, Layer] = {}
    for path in boundary_files(directory):
        table = table_of(path, WORLD)
        columns = pcode_columns(table)
        level = max(columns, default=0)
        if level not in (1, 2):
            continue
        table = own_rows(table[is_area(table) & table[columns[level]].notna()], columns[level], iso3, path)
        if table.empty or (level in best and (is_whole(best[level].path) or not is_whole(path))):
            continue
        best[level] = Layer(table, {n: pcodes(table[name]) for n, name in columns.items()}, path)
    return best


def is_area(table: gpd.GeoDataFrame) -> pd.Series:
    """COD-AB folders also hold lines and points, under the same p-codes."""
    return table.geometry.notna() & table.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])


def own_rows(table: gpd.GeoDataFrame, column: str, iso3: str, path: Path) -> gpd.GeoDataFrame:
    """The rows of the country: a file may hold several, and a folder the files of several."""
    codes = {iso3, *get_global("territory_aliases").get(iso3, [])}
    stating = [name for name in table.columns if STATED.match(str(name))]
    is_own = pd.Series(False, index=table.index)
    for name in stating:
        is_own |= pcodes(table[name]).isin(codes).fillna(False)
    if not stating:
        is_own = pcodes(table[column]).str.match(f"(?:{'|'.join(sorted(codes))})[^A-Z]").fillna(False).astype(bool)
    if not is_own.any() and re.match(rf"{iso3}(?![a-z])", path.stem, re.IGNORECASE):
        return table  # codes of its own making, but the name says whose
    return table[is_own]


def pcodes(column: pd.Series) -> pd.Series:
    return column.astype("string").str.strip().str.upper()


def parents_of(fine: Layer, coarse: Layer | None) -> pd.Series:
    """The area that each sub-area lies in, by p-code: as stated, else the longest that its own begins with."""
    own = fine.pcodes[2]
    if 1 in fine.pcodes:
        stated = fine.pcodes[1]
    elif coarse is not None:
        known = sorted(coarse.pcodes[1].dropna(), key=len)
        longest = {code: parent for parent in known for code in own.dropna() if code.startswith(parent)}
        stated = own.map(longest)
    else:
        raise BoundaryError("boundary_without_parents", fine.path.name)
    if stated.isna().any():
        raise BoundaryError("boundary_without_parents", fine.path.name)
    return pd.Series(stated.to_numpy(), index=own.to_numpy()).groupby(level=0).first()


def home_code(fine: Layer, iso3: str) -> str:
    """The country's own p-code, above its areas."""
    stated = fine.pcodes.get(0, pd.Series(dtype="string")).dropna()
    return str(stated.iloc[0]) if len(stated) else next(iter(get_global("territory_aliases").get(iso3, [])), iso3)


def described(
    iso3: str, layers: list[Layer], shapes: dict[int, gpd.GeoDataFrame], above: dict[int, pd.Series], source: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Areas and aliases, as the tables of data/reference write them: all text."""
    areas, aliases = [], []
    for level, units in shapes.items():
        stated = pd.concat(
            [names(layer.table, level, layer.pcodes[level]) for layer in layers if level in layer.pcodes]
        )
        if level == 2:  # those that stand in for their sub-areas bear their own names
            stated = pd.concat(
                [stated, *(names(layer.table, 1, layer.pcodes[1]) for layer in layers if 1 in layer.pcodes)]
            )
        stated = stated[stated["pcode"].isin(units["pcode"])].drop_duplicates()
        shown, others = shown_and_other(stated, units["pcode"])
        within = shapely.point_on_surface(units.geometry.to_numpy())
        place = {"scheme": scheme_of(iso3), "level": f"adm{level}"}
        centres = {"center_lat": shapely.get_y(within), "center_lon": shapely.get_x(within)}
        areas.append(
            pd.DataFrame(
                place
                | {
                    "pcode": units["pcode"].to_numpy(),
                    "name": shown.to_numpy(),
                    "parent_pcode": units["pcode"].map(above[level]).to_numpy(),
                }
                | {name: [f"{degrees:.6f}" for degrees in column] for name, column in centres.items()}
                | {"source": source}
            )
        )
        aliases.append(
            pd.DataFrame(place | {"pcode": others["pcode"].to_numpy(), "alias": others["alias"].to_numpy()}).assign(
                source=source
            )
        )
    return pd.concat(areas, ignore_index=True), pd.concat(aliases, ignore_index=True)
