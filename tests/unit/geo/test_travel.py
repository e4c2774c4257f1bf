"""Travel without roads: great circles, detours and speeds."""

import numpy as np
import pandas as pd
import pytest

from geo.places import REFERENCE
from geo.travel import EARTH_RADIUS, FOOT, SEASONS, VEHICLE, between, distances, minutes

BANGUI, BAMBARI = (4.36122, 18.55496), (5.76795, 20.67565)


def test_a_degree_of_a_great_circle_is_a_360th_of_the_circumference():
    degree = 2 * np.pi * EARTH_RADIUS / 360
    assert degree == pytest.approx(111.195, abs=0.001)
    found = distances(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [90.0, 0.0], [0.0, 180.0]]))
    assert found == pytest.approx(np.array([[1, 1, 90, 180]]) * degree)


def test_away_from_the_equator_a_degree_of_longitude_is_shorter():
    assert distances(np.array([[60.0, 0.0]]), np.array([[60.0, 0.01]])) == pytest.approx(0.01 * 111.195 / 2, rel=1e-4)


def test_bangui_to_bambari_is_some_282_km_both_ways():
    # By the spherical law of cosines, which is another formula.
    (a, b), (c, d) = np.radians(BANGUI), np.radians(BAMBARI)
    expected = EARTH_RADIUS * np.arccos(np.sin(a) * np.sin(c) + np.cos(a) * np.cos(c) * np.cos(d - b))
    there = distances(np.array([BANGUI]), np.array([BAMBARI, BANGUI]))
    assert there[0] == pytest.approx([expected, 0])
    assert 275 < expected < 290
    assert distances(np.array([BAMBARI]), np.array([BANGUI]))[0, 0] == pytest.approx(there[0, 0])


def test_the_matrix_has_origins_as_rows_and_between_is_its_diagonal():
    points = np.random.default_rng(0).uniform((2, 14), (11, 27), (5, 2))
    assert distances(points[:3], points).shape == (3, 5)
    assert between(points, points[::-1]) == pytest.approx(np.diag(distances(points, points[::-1])))


@pytest.mark.parametrize(
    ("mode", "season", "expected"),
    [(VEHICLE, "dry", 84), (VEHICLE, "rainy", 168), (FOOT, "dry", 432), (FOOT, "rainy", 540)],
)
def test_thirty_kilometres(mode, season, expected):
    assert minutes(np.array([30.0]), season, mode) == pytest.approx(expected)


@pytest.mark.parametrize("mode", [VEHICLE, FOOT])
@pytest.mark.parametrize("season", SEASONS)
def test_no_distance_takes_no_time_and_no_way_takes_forever(mode, season):
    found = minutes(np.array([[0.0, np.inf]]), season, mode)
    assert found.tolist() == [[0.0, np.inf]]


def test_another_season_or_mode_is_refused():
    with pytest.raises(KeyError):
        minutes(np.zeros(1), "winter", FOOT)
    with pytest.raises(KeyError):
        minutes(np.zeros(1), "dry", "boat")


@pytest.mark.parametrize(("name", "key"), [("travel_speeds.csv", "method"), ("road_speeds.csv", "class")])
def test_every_speed_is_stated_for_both_seasons_with_its_source_and_rains_never_hasten(name, key):
    table = pd.read_csv(REFERENCE / name)
    speeds = table.pivot(index=key, columns="season", values="kmh")
    assert tuple(speeds.columns) == SEASONS
    assert (speeds > 0).all().all()
    assert (speeds["rainy"] <= speeds["dry"]).all()
    assert table["source"].str.len().gt(10).all()
    assert table.get("detour_factor", pd.Series([1])).ge(1).all()
