"""Boundaries: all four maps always exist, fit together, and say what they are worth."""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from geo.boundaries import Boundaries, load
from geo.places import areas, crosswalk, locate

COD_AB = Path(__file__).resolve().parents[4] / "shared" / "data" / "cod_ab_caf_v01"
FACILITIES = COD_AB.parent / "health_sites" / "who_kemri_2019_caf_with_adm2.csv"
PAIRS = [("cod_v01", "adm1"), ("cod_v01", "adm2"), ("cod_v02", "adm1"), ("cod_v02", "adm2")]
COUNTS = [17, 72, 20, 85]


@pytest.fixture(scope="module")
def embedded() -> tuple[Boundaries, ...]:
    return load(None)


@pytest.fixture(scope="module")
def cod_ab() -> Path:
    if not (COD_AB / "caf_admin2.parquet").exists():
        pytest.skip(f"official boundaries are not on this machine: {COD_AB}")
    return COD_AB


@pytest.fixture(scope="module")
def official(cod_ab) -> tuple[Boundaries, ...]:
    return load(cod_ab)


def _area(shapes: gpd.GeoDataFrame) -> pd.Series:
    return pd.Series(shapely.area(shapes.geometry.to_numpy()), index=shapes["pcode"].to_numpy())


def _assert_fits(boundaries: Boundaries) -> None:
    """Shapes that tile: neighbours share vertices, no overlap, no hole, full and drawn alike."""
    drawn = boundaries.display()
    for shapes in (boundaries.shapes, drawn):
        geometry = shapes.geometry.to_numpy()
        assert shapely.is_valid(geometry).all()
        assert shapely.coverage_is_valid(geometry)
        union = shapely.union_all(geometry)
        assert union.geom_type == "Polygon"
        assert not union.interiors
        assert union.area == pytest.approx(shapely.area(geometry).sum(), rel=1e-9)
    error = (_area(drawn) / _area(boundaries.shapes) - 1).abs()
    assert error.drop(["CF71", "CF711"], errors="ignore").max() < 0.015


def _assert_all_units(four: tuple[Boundaries, ...]) -> None:
    assert [(one.scheme, one.level) for one in four] == PAIRS
    for one, count in zip(four, COUNTS, strict=True):
        known = areas().query("scheme == @one.scheme and level == @one.level")["pcode"]
        assert one.shapes["pcode"].to_list() == sorted(known)
        assert len(one.shapes) == count
        assert one.shapes.crs.to_epsg() == 4326


def test_without_files_all_four_maps_exist_and_say_they_are_approximate(embedded):
    _assert_all_units(embedded)
    assert [one.basis for one in embedded] == ["approximate"] * 4
    assert all("Natural Earth" in one.source and "public domain" in one.licence for one in embedded)


@pytest.mark.parametrize("position", range(4), ids=["v01-adm1", "v01-adm2", "v02-adm1", "v02-adm2"])
def test_embedded_shapes_fit_together(embedded, position):
    _assert_fits(embedded[position])
    assert len(gzip.compress(embedded[position].geojson().encode())) < 40_000


def test_an_empty_or_absent_folder_gives_the_embedded_maps(tmp_path):
    assert [one.basis for one in load(tmp_path)] == ["approximate"] * 4
    assert [one.basis for one in load(tmp_path / "absent")] == ["approximate"] * 4


def test_geojson_has_exactly_what_a_map_needs(embedded):
    adm1, adm2 = json.loads(embedded[2].geojson()), json.loads(embedded[3].geojson())
    assert [feature["properties"]["i"] for feature in adm2["features"]] == list(range(85))
    assert adm1["features"][5]["properties"] == {"i": 5, "pcode": "CF24", "name": "Mambéré", "parent": None}
    assert adm2["features"][0]["properties"] == {
        "i": 0,
        "pcode": "CF112",
        "name": "Damara",
        "parent": "Ombella M'Poko",
    }
    polygons = [shape(feature["geometry"]) for feature in adm2["features"]]
    assert shapely.is_valid(polygons).all()
    assert shapely.coverage_is_valid(polygons)
    numbers = shapely.get_coordinates(polygons).ravel()
    assert all(number == round(number, 4) for number in numbers)


def test_the_cells_of_a_prefecture_fill_it_exactly(embedded):
    adm1, adm2 = embedded[0], embedded[1]
    parents = areas().query("scheme == 'cod_v01' and level == 'adm2'").set_index("pcode")["parent_pcode"]
    sums = _area(adm2.shapes).groupby(parents).sum()
    pd.testing.assert_series_equal(sums, _area(adm1.shapes), check_names=False, check_index_type=False)


@pytest.mark.parametrize(
    ("prefecture", "former"),
    [
        ("CF11", ["CF112", "CF113", "CF114", "CF115", "CF116"]),
        ("CF24", ["CF213", "CF214", "CF217"]),
        ("CF33", ["CF325", "CF326", "CF327"]),
        ("CF34", ["CF314", "CF315"]),
        ("CF71", ["CF111", "CF711"]),
    ],
)
def test_a_prefecture_of_2021_is_the_union_of_former_subprefectures(embedded, prefecture, former):
    assert _area(embedded[2].shapes)[prefecture] == pytest.approx(_area(embedded[1].shapes)[former].sum())


def test_an_area_that_did_not_change_keeps_its_shape_and_split_areas_fill_the_old_one(embedded):
    old, new = (one.shapes.set_index("pcode").geometry for one in (embedded[1], embedded[3]))
    links = crosswalk()
    for link in links[links["relation"] == "same"].itertuples():
        # Not to the last digit: a vertex may be added where a neighbour's new border meets this one.
        assert new[link.v02_pcode].symmetric_difference(old[link.v01_pcode]).area < 1e-9
    for parent, children in links[links["relation"] == "part"].groupby("v01_pcode"):
        if parent != "CF711":  # the rest of old Bangui is shared in unknown parts
            union = shapely.union_all(new[children["v02_pcode"]].to_numpy())
            assert union.area == pytest.approx(old[parent].area)
            assert union.symmetric_difference(old[parent]).area < 1e-9


def test_the_official_files_are_recognised_and_used(official):
    _assert_all_units(official)
    assert [one.basis for one in official] == ["official", "official", "dissolved", "approximate"]
    assert official[1].source == "OCHA COD-AB (caf_admin2.parquet, 2015-06-15)"
    assert official[1].licence == "CC BY-IGO"


@pytest.mark.parametrize("position", range(4), ids=["v01-adm1", "v01-adm2", "v02-adm1", "v02-adm2"])
def test_official_shapes_fit_together_and_stay_light(official, position):
    _assert_fits(official[position])
    assert len(gzip.compress(official[position].geojson().encode())) < 60_000


def test_the_official_shapes_are_kept_at_full_resolution(official, cod_ab):
    given = gpd.read_parquet(cod_ab / "caf_admin2.parquet").sort_values("adm2_pcode")
    assert shapely.get_num_coordinates(official[1].shapes.geometry.to_numpy()).sum() == 49117
    assert shapely.equals(official[1].shapes.geometry.to_numpy(), given.geometry.to_numpy()).all()


def test_the_official_centres_of_2015_are_located_in_their_own_shape(official):
    centres = areas().query("scheme == 'cod_v01' and level == 'adm2'")
    points = centres.rename(columns={"center_lat": "latitude", "center_lon": "longitude"})
    found = locate(points, official[1].shapes)
    assert found.to_list() == points["pcode"].to_list()


def test_the_centres_of_2021_are_located_in_the_area_they_came_from(official):
    centres = areas().query("scheme == 'cod_v02' and level == 'adm2'")
    points = centres.rename(columns={"center_lat": "latitude", "center_lon": "longitude"})
    former = locate(points, official[1].shapes)
    links = set(crosswalk()[["v02_pcode", "v01_pcode"]].itertuples(index=False, name=None))
    assert set(zip(points["pcode"], former, strict=True)) <= links


def test_the_health_facilities_are_placed_where_their_list_says(official):
    if not FACILITIES.exists():
        pytest.skip(f"the list of health facilities is not on this machine: {FACILITIES}")
    facilities = pd.read_csv(FACILITIES).rename(columns={"Lat": "latitude", "Long": "longitude"})
    found = locate(facilities, official[1].shapes)
    assert (len(found), found.isna().sum()) == (545, 1)
    assert found.fillna("").to_list() == facilities["adm2_pcode"].fillna("").to_list()
