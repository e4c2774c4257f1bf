"""Official files: found, recognised by their p-codes, or refused by name."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import Point, box

from geo.boundaries import BoundaryError, load
from geo.places import areas


def _area(shapes: gpd.GeoDataFrame) -> pd.Series:
    return pd.Series(shapely.area(shapes.geometry.to_numpy()), index=shapes["pcode"].to_numpy())


def _units(scheme: str, level: str, column: str) -> gpd.GeoDataFrame:
    """A made-up file with the right p-codes: one square per unit, side by side."""
    pcodes = areas().query("scheme == @scheme and level == @level")["pcode"].to_list()
    squares = [box(15 + i / 10, 5, 15.1 + i / 10, 6) for i in range(len(pcodes))]
    return gpd.GeoDataFrame({column: pcodes}, geometry=squares, crs="EPSG:4326")


@pytest.mark.parametrize(
    ("file_name", "column"),
    [("a.geojson", "ADM2_PCODE"), ("a.shp", "ADM2_PCODE"), ("a.parquet", "admin2Pcode")],
)
def test_a_file_is_recognised_by_its_pcodes_in_any_format(tmp_path, file_name, column):
    units = _units("cod_v02", "adm2", column)
    if file_name.endswith("parquet"):
        units.to_parquet(tmp_path / file_name)
    else:
        units.to_file(tmp_path / file_name)
    four = load(tmp_path)
    assert [one.basis for one in four] == ["approximate", "approximate", "dissolved", "official"]
    assert four[3].licence.endswith("humanitarian use only")
    assert four[2].shapes.geometry[0].area == pytest.approx(0.5)  # CF11 keeps five sub-prefectures


def test_another_coordinate_system_is_brought_to_degrees(tmp_path):
    _units("cod_v01", "adm2", "adm2_pcode").to_crs("EPSG:32634").to_parquet(tmp_path / "a.parquet")
    shapes = load(tmp_path)[1].shapes
    assert shapes.crs.to_epsg() == 4326
    assert shapes.geometry[0].centroid.distance(Point(15.05, 5.5)) < 0.001


def test_prefectures_are_dissolved_when_only_subprefectures_are_given(tmp_path):
    _units("cod_v01", "adm2", "adm2_pcode").to_file(tmp_path / "a.geojson")
    adm1, _, adm1_2021, _ = load(tmp_path)
    assert (adm1.basis, adm1_2021.basis) == ("dissolved", "dissolved")
    assert _area(adm1.shapes)["CF71"] == pytest.approx(0.1)
    assert _area(adm1_2021.shapes)["CF71"] == pytest.approx(0.2)  # Bimbo moved into Bangui


def test_a_simplified_copy_is_left_aside_when_the_whole_file_is_there(tmp_path):
    units = _units("cod_v01", "adm1", "adm1_pcode")
    units.to_file(tmp_path / "a_simplified.geojson")
    assert load(tmp_path)[0].source == "OCHA COD-AB (a_simplified.geojson)"
    units.to_file(tmp_path / "b.geojson")
    assert load(tmp_path)[0].source == "OCHA COD-AB (b.geojson)"


def test_country_and_commune_levels_are_left_aside(tmp_path):
    gpd.GeoDataFrame({"adm0_pcode": ["CF"]}, geometry=[box(15, 5, 16, 6)], crs="EPSG:4326").to_file(
        tmp_path / "adm0.geojson"
    )
    assert [one.basis for one in load(tmp_path)] == ["approximate"] * 4


def _garbage(path: Path) -> None:
    path.with_suffix(".parquet").write_bytes(b"PAR1 not a parquet file")


def _plain_table(path: Path) -> None:
    pd.DataFrame({"adm2_pcode": ["CF111"]}).to_parquet(path.with_suffix(".parquet"))


def _no_pcodes(path: Path) -> None:
    _units("cod_v01", "adm2", "name").to_parquet(path.with_suffix(".parquet"))


def _missing_unit(path: Path) -> None:
    _units("cod_v01", "adm2", "adm2_pcode").iloc[1:].to_parquet(path.with_suffix(".parquet"))


def _metres_without_system(path: Path) -> None:
    units = _units("cod_v01", "adm2", "adm2_pcode").to_crs("EPSG:32634")
    units.set_crs(None, allow_override=True).to_parquet(path.with_suffix(".parquet"))


def _empty_shapes(path: Path) -> None:
    units = _units("cod_v01", "adm2", "adm2_pcode")
    units.set_geometry([None] * len(units), crs="EPSG:4326").to_parquet(path.with_suffix(".parquet"))


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (_garbage, "boundary_unreadable"),
        (_plain_table, "boundary_unreadable"),
        (_no_pcodes, "boundary_without_pcodes"),
        (_missing_unit, "boundary_unknown_units"),
        (_metres_without_system, "boundary_without_position"),
        (_empty_shapes, "boundary_without_shapes"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path, write, code):
    write(tmp_path / "spoiled")
    with pytest.raises(BoundaryError) as problem:
        load(tmp_path)
    assert (problem.value.code, problem.value.file_name) == (code, "spoiled.parquet")
