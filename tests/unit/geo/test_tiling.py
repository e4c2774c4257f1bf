"""Tiling: cells and simplified shapes that share every border."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import box

from geo.tiling import cells, simplified


def _areas(shapes: gpd.GeoDataFrame) -> list[float]:
    return shapely.area(shapes.geometry.to_numpy()).tolist()


def test_each_centre_gets_a_cell_even_outside_the_outline_or_on_top_of_another():
    outline = gpd.GeoDataFrame({"pcode": ["X"]}, geometry=[box(0, 0, 2, 1)], crs="EPSG:4326")
    points = pd.DataFrame(
        {
            "pcode": ["A", "B", "C", "D"],
            "outline": "X",
            "latitude": [0.5, 0.5, 0.5, 9.0],
            "longitude": [0.5, 1.5, 1.5, 1.0],
        }
    )
    found = cells(outline, points)
    assert found["pcode"].to_list() == ["A", "B", "C", "D"]
    assert min(_areas(found)) > 0
    assert sum(_areas(found)) == pytest.approx(2)
    assert shapely.coverage_is_valid(found.geometry.to_numpy())


def test_two_centres_divide_a_square_in_the_middle():
    outline = gpd.GeoDataFrame({"pcode": ["X"]}, geometry=[box(0, 0, 2, 1)], crs="EPSG:4326")
    points = pd.DataFrame({"pcode": ["A", "B"], "outline": "X", "latitude": [0.5, 0.5], "longitude": [0.5, 1.5]})
    found = cells(outline, points).set_index("pcode").geometry
    assert found["A"].symmetric_difference(box(0, 0, 1, 1)).area == pytest.approx(0, abs=1e-12)


def test_rounding_to_a_grid_keeps_borders_shared():
    ragged = [(1.00004, 0), (1.00031, 0.25), (0.99962, 0.5), (1.00018, 0.75), (1.00004, 1)]
    left = shapely.Polygon([(0, 0), *ragged, (0, 1)])
    right = shapely.Polygon([(2, 0), *ragged, (2, 1)])
    shapes = gpd.GeoDataFrame({"pcode": ["B", "A"]}, geometry=[right, left], crs="EPSG:4326")
    light = simplified(shapes, 0, 0.001)
    assert light["pcode"].to_list() == ["A", "B"]
    assert shapely.coverage_is_valid(light.geometry.to_numpy())
    assert light.geometry[0].equals(box(0, 0, 1, 1))
