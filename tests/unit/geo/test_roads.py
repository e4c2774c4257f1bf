"""Roads: a network small enough to check by hand, and random ones against Floyd and Warshall."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, MultiLineString, Point

from geo import roads
from geo.roads import RoadError, matrices, read
from geo.travel import FOOT, between, distances, minutes

# On the equator, where a degree is as long in both directions.
DEGREE = float(between(np.array([0.0, 0.0]), np.array([0.0, 1.0])))
WEST, MIDDLE, EAST, NORTH = (0.0, 20.0), (0.0, 21.0), (0.0, 22.0), (1.0, 21.0)  # latitude, longitude


def table(*rows: dict, **options) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(list(rows), geometry="geometry", **{"crs": "EPSG:4326"} | options)


def written(path: Path, *rows: dict, **options) -> Path:
    table(*rows, **options).to_file(path)
    return path


def line(*points: tuple[float, float], **columns) -> dict:
    """A road through points (latitude, longitude)."""
    return {**columns, "geometry": LineString([(longitude, latitude) for latitude, longitude in points])}


def at(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype="float64").reshape(-1, 2)


def hours(found: dict[str, np.ndarray], season: str = "dry") -> list:
    return (found[season] / 60).tolist()


@pytest.fixture
def crossing(tmp_path) -> roads.Roads:
    """A T: a primary road from west to east (40 and 20 km/h), a track to the north (20 km/h), closed by rains."""
    path = written(
        tmp_path / "t.geojson",
        line(WEST, MIDDLE, EAST, highway="primary", closed_rainy=None),
        line(MIDDLE, NORTH, highway="track", closed_rainy="yes"),
    )
    return read(path)


def test_a_crossing(crossing):
    assert len(crossing.nodes) == 4
    found = matrices(crossing, at(WEST, NORTH), at(EAST, NORTH, WEST))
    expected = [[2 * DEGREE / 40, DEGREE / 40 + DEGREE / 20, 0], [DEGREE / 20 + DEGREE / 40, 0, 3 * DEGREE / 40]]
    np.testing.assert_allclose(hours(found), expected, atol=1e-9)


def test_a_road_closed_by_the_rains_is_no_way_then(crossing):
    found = hours(matrices(crossing, at(WEST, NORTH), at(EAST, NORTH)), "rainy")
    np.testing.assert_allclose(found, [[2 * DEGREE / 20, np.inf], [np.inf, 0]], atol=1e-9)


def test_both_ways_take_as_long_whichever_are_more(crossing):
    chance = np.random.default_rng(0)
    many, few = at(*chance.choice([WEST, MIDDLE, EAST, NORTH], 9)), at(WEST, NORTH, NORTH)
    for season in ("dry", "rainy"):
        there, back = matrices(crossing, many, few)[season], matrices(crossing, few, many)[season]
        np.testing.assert_allclose(there, back.T)


def test_the_way_to_the_road_is_walked(crossing):
    beside = at((0.05, 20.0), (0.05, 22.0))
    walk = minutes(np.array(0.05 * DEGREE), "dry", FOOT)
    found = matrices(crossing, beside[:1], beside[1:])["dry"]
    np.testing.assert_allclose(found, [[2 * walk + 2 * DEGREE / 40 * 60]])


def test_farther_than_a_walk_from_any_road_there_is_no_way(crossing):
    off_road = at((0.0, 25.0))
    assert hours(matrices(crossing, off_road, at(WEST))) == [[np.inf]]
    assert np.isfinite(matrices(crossing, off_road, at(WEST), most_access=3.1 * DEGREE)["dry"]).all()


def test_neighbours_walk_to_each_other_rather_than_to_the_road(crossing):
    village, hamlet = at((0.05, 20.5)), at((0.05, 20.51))
    expected = minutes(distances(village, hamlet), "dry", FOOT)
    np.testing.assert_allclose(matrices(crossing, village, hamlet)["dry"], expected)
    assert matrices(crossing, village, village)["dry"].tolist() == [[0.0]]


def test_an_island_is_not_reached(tmp_path):
    path = written(tmp_path / "island.geojson", line(WEST, MIDDLE), line((3.0, 20.0), (3.0, 21.0)))
    found = matrices(read(path), at(WEST), at(MIDDLE, (3.0, 21.0)))
    for season, kmh in (("dry", 30), ("rainy", 15)):
        np.testing.assert_allclose(found[season], [[DEGREE / kmh * 60, np.inf]])


def test_beyond_the_limit_no_way_is_looked_for(crossing):
    found = matrices(crossing, at(WEST), at(MIDDLE, EAST), limit=DEGREE / 40 * 60 + 1)
    np.testing.assert_allclose(hours(found), [[DEGREE / 40, np.inf]])


def test_nobody_asks_for_nothing(crossing):
    assert matrices(crossing, at(), at(WEST))["dry"].shape == (0, 1)
    assert matrices(crossing, at(WEST), at())["rainy"].shape == (1, 0)


def test_of_two_roads_between_the_same_places_the_quicker_is_taken(tmp_path):
    path = written(
        tmp_path / "two.geojson",
        line(WEST, MIDDLE, highway="track", season="Saison sèche"),
        line(MIDDLE, WEST, highway="primary", season="dry season"),
        line(WEST, MIDDLE, highway="path", season="all"),
    )
    found = matrices(read(path), at(WEST), at(MIDDLE))
    assert hours(found) == [[pytest.approx(DEGREE / 40)]]
    assert hours(found, "rainy") == [[pytest.approx(DEGREE / 4)]]


@pytest.mark.parametrize(
    ("columns", "kmh"),
    [
        ({}, 30),
        ({"highway": "primary"}, 40),
        ({"FCLASS": " Track "}, 20),
        ({"class": "of its own"}, 30),
        ({"surface": "asphalt", "highway": "track"}, 50),
        ({"surface": "unheard of", "highway": "track"}, 20),
        ({"surface": None, "fclass": None, "class": "path"}, 5),
    ],
)
def test_the_surface_says_more_than_the_rank_and_an_unknown_word_says_nothing(tmp_path, columns, kmh):
    path = written(tmp_path / "one.geojson", line(WEST, MIDDLE, **columns))
    assert hours(matrices(read(path), at(WEST), at(MIDDLE))) == [[pytest.approx(DEGREE / kmh)]]


@pytest.mark.parametrize("closed", [True, 1, "1", "Oui", "TRUE"])
def test_closures_are_read_whatever_their_type(tmp_path, closed):
    rows = line(WEST, MIDDLE, closed_rainy=closed), line(WEST, NORTH, closed_rainy=type(closed)())
    found = matrices(read(written(tmp_path / "one.gpkg", *rows)), at(WEST), at(MIDDLE, NORTH))
    assert np.isfinite(found["dry"]).all()
    assert np.isfinite(found["rainy"]).tolist() == [[False, True]]


@pytest.mark.parametrize("name", ["roads.geojson", "roads.gpkg", "roads.shp", "ROADS.GEOJSON"])
def test_formats_and_parts(tmp_path, name):
    parts = MultiLineString([[(20, 0), (21, 0)], [(21, 0), (22, 0)]])
    path = written(tmp_path / name, {"highway": "primary", "geometry": parts})
    assert hours(matrices(read(path), at(WEST), at(EAST))) == [[pytest.approx(2 * DEGREE / 40)]]


def test_metres_are_put_in_degrees(tmp_path):
    path = tmp_path / "utm.gpkg"
    table(line(WEST, MIDDLE)).to_crs("EPSG:32734").to_file(path)
    found = matrices(read(path), at(WEST), at(MIDDLE))
    assert hours(found) == [[pytest.approx(DEGREE / 30, rel=1e-6)]]


def test_without_a_coordinate_system_degrees_are_supposed(tmp_path):
    path = written(tmp_path / "none.shp", line(WEST, MIDDLE))
    path.with_suffix(".prj").unlink()
    assert hours(matrices(read(path), at(WEST), at(MIDDLE))) == [[pytest.approx(DEGREE / 30)]]


def test_ends_that_almost_meet_do(tmp_path):
    path = written(tmp_path / "gap.geojson", line(WEST, (1e-6, 21.000001)), line((-1e-6, 20.999999), EAST))
    assert len(read(path).nodes) == 3
    assert hours(matrices(read(path), at(WEST), at(EAST))) == [[pytest.approx(2 * DEGREE / 30, rel=1e-6)]]


def test_heights_points_and_empty_lines_are_left_aside(tmp_path):
    path = tmp_path / "mixed.geojson"
    shapes = [
        {"type": "LineString", "coordinates": [[20, 0, 300], [21, 0, 400]]},
        {"type": "Point", "coordinates": [20, 0]},
        {"type": "LineString", "coordinates": []},
        None,
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert len(read(path).nodes) == 2


def test_the_roads_are_found_in_the_layer_that_holds_them(tmp_path):
    path = tmp_path / "layers.gpkg"
    table({"name": "Bangui", "geometry": Point(18.55, 4.36)}).to_file(path, layer="towns")
    table(line(WEST, MIDDLE)).to_file(path, layer="roads")
    assert len(read(path).nodes) == 2


def refused(path: Path) -> str:
    with pytest.raises(RoadError) as problem:
        read(path)
    assert problem.value.file_name == path.name
    return problem.value.code


@pytest.mark.parametrize("name", ["torn.geojson", "torn.gpkg", "torn.shp", "roads.txt"])
def test_a_damaged_file_is_refused_by_name(tmp_path, name):
    (tmp_path / name).write_bytes(b'{"type": "FeatureCollection", "features": [{"ty')
    assert refused(tmp_path / name) == "roads_unreadable"


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    assert refused(tmp_path / "nowhere.gpkg") == "roads_unreadable"


def test_a_file_without_lines_is_refused(tmp_path):
    path = written(tmp_path / "towns.geojson", {"name": "Bangui", "geometry": Point(18.55, 4.36)})
    assert refused(path) == "roads_without_lines"
    path = tmp_path / "empty.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    assert refused(path) == "roads_without_lines"


def test_metres_that_pass_for_degrees_are_refused(tmp_path):
    path = written(tmp_path / "metres.shp", line((500_000, 400_000), (500_100, 400_000)), crs="EPSG:32634")
    path.with_suffix(".prj").unlink()
    assert refused(path) == "roads_without_position"


def test_too_many_vertices_or_bytes_are_refused(tmp_path, monkeypatch):
    path = written(tmp_path / "large.geojson", line(WEST, MIDDLE, EAST))
    monkeypatch.setattr(roads, "MOST_VERTICES", 2)
    assert refused(path) == "roads_too_large"
    monkeypatch.setattr(roads, "MOST_VERTICES", 3)
    assert len(read(path).nodes) == 3
    monkeypatch.setattr(roads, "MOST_BYTES", 10)
    assert refused(path) == "roads_too_large"


def floyd_warshall(places: np.ndarray, links: list[tuple[int, int, str]], speeds: dict[str, float]) -> np.ndarray:
    """Minutes between all places, by trying every place on the way."""
    found = np.where(np.eye(len(places), dtype=bool), 0.0, np.inf)
    for a, b, kind in links:
        time = between(places[a], places[b]) / speeds[kind] * 60
        found[a, b] = found[b, a] = min(found[a, b], time)
    for way in range(len(places)):
        found = np.minimum(found, found[:, way, None] + found[None, way, :])
    return found


@pytest.mark.parametrize("seed", range(8))
def test_random_networks_against_floyd_and_warshall(tmp_path, seed, monkeypatch):
    monkeypatch.setattr(roads, "BATCH", 30)  # several batches
    chance = np.random.default_rng(seed)
    places = np.round(chance.uniform((2, 14), (11, 27), (12, 2)), 3)
    kinds = ["primary", "track", "path"]
    links = [(*chance.choice(12, 2, replace=False).tolist(), str(chance.choice(kinds))) for _ in range(14)]
    path = written(tmp_path / "net.gpkg", *(line(places[a], places[b], highway=kind) for a, b, kind in links))
    on_road = sorted({place for a, b, _ in links for place in (a, b)})
    found = matrices(read(path), places[on_road], places[on_road], most_access=0.001)
    for season, speeds in (("dry", (40, 20, 5)), ("rainy", (20, 10, 4))):
        expected = floyd_warshall(places, links, dict(zip(kinds, speeds, strict=True)))
        np.testing.assert_allclose(found[season], expected[np.ix_(on_road, on_road)], atol=1e-9)
