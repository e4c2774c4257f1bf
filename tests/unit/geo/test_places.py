"""Places: the two schemes, and which shape a point falls in."""

import geopandas as gpd
import pandas as pd
from shapely import box

from geo.places import areas, crosswalk, locate

# Two squares of one degree side by side, sharing the border at longitude 1.
SQUARES = gpd.GeoDataFrame({"pcode": ["CF12", "CF11"]}, geometry=[box(1, 0, 2, 1), box(0, 0, 1, 1)], crs="EPSG:4326")


def _located(latitude: list, longitude: list) -> list:
    found = locate(pd.DataFrame({"latitude": latitude, "longitude": longitude}), SQUARES)
    return found.astype(object).where(found.notna(), None).to_list()


def test_points_fall_in_the_shape_that_holds_them():
    assert _located([0.5, 0.5], [0.5, 1.5]) == ["CF11", "CF12"]


def test_a_point_outside_every_shape_or_without_coordinates_is_nowhere():
    assert _located([0.5, None, 0.5], [5.0, 0.5, None]) == [None, None, None]


def test_text_that_is_no_number_is_a_missing_coordinate():
    assert _located(["0.5", "n/a", "inf"], ["0.5", "0.5", "0.5"]) == ["CF11", None, None]


def test_a_point_on_a_shared_border_goes_to_the_first_pcode():
    assert _located([0.5], [1.0]) == ["CF11"]


def test_the_answer_keeps_the_index_of_the_points():
    points = pd.DataFrame({"latitude": [9.0, 0.5], "longitude": [9.0, 1.5]}, index=[7, 3])
    found = locate(points, SQUARES)
    assert found.index.to_list() == [7, 3]
    assert found.isna().to_list() == [True, False]
    assert found[3] == "CF12"
    assert str(found.dtype) == "string"


def test_no_points_give_an_empty_answer():
    assert _located([], []) == []


def test_areas_are_typed_and_a_code_means_different_places_in_the_two_schemes():
    places = areas().set_index(["scheme", "level", "pcode"])
    assert places.at[("cod_v01", "adm2", "CF711"), "name"] == "Bangui"
    assert places.at[("cod_v02", "adm2", "CF711"), "name"] == "Bangui-Centre"
    assert places.at[("cod_v01", "adm1", "CF71"), "parent_pcode"] == "CF"
    assert places["center_lat"].between(2, 11.1).all()
    assert places["center_lon"].between(14.3, 27.5).all()


def test_kagas_overlaps_old_bangui_and_old_bimbo():
    links = crosswalk().query("v02_pcode == 'CF712'")
    assert list(zip(links["v01_pcode"], links["relation"], strict=True)) == [
        ("CF111", "overlap"),
        ("CF711", "overlap"),
    ]
