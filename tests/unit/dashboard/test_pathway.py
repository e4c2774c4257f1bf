"""The pathway check: an answer nobody can be sure of is never a yes, and the whole is no better than its worst step."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pathway import (
    BANDS,
    NO,
    NOT_APPLICABLE,
    UNKNOWN,
    YES,
    Area,
    Site,
    Step,
    Verdict,
    applies,
    is_by_road,
    judge,
    known_areas,
    known_sites,
    limiting,
    overall,
)

HERE, FAR = Site(minutes=50.0, name="Ici", place="Zémio"), Site(minutes=24 * 60 + 1.0)
DAY = date(2026, 9, 30)
KNOWN, UNSURE = Area(0.0, is_unsure=False), Area(0.0, is_unsure=True)


def told(sites, areas=(KNOWN,), is_cut_off=False, is_current=True) -> tuple[str, str]:
    verdict = judge(24, sites, areas, is_cut_off, is_current)
    return verdict.answer, verdict.reason


def test_a_fresh_site_within_the_deadline_is_a_yes_and_the_nearest_is_named():
    near = Site(minutes=1440.0, name="À la limite")
    assert judge(24, [near, HERE], [UNSURE], False, True) == Verdict(YES, "in_time", 50.0, "Ici", "Zémio")
    assert told([near]) == (YES, "in_time")  # 24 h to the minute


def test_it_is_no_only_where_it_is_known_that_there_is_none():
    assert told([]) == (NO, "none")
    assert told([FAR]) == (NO, "too_far")
    assert told([FAR], [KNOWN, Area(1441.0, is_unsure=True)]) == (
        NO,
        "too_far",
    )  # what is beyond the deadline is no doubt


@pytest.mark.parametrize(
    ("sites", "areas", "is_cut_off", "is_current", "reason"),
    [
        ([HERE], [KNOWN], True, True, "cut_off"),
        ([replace(HERE, is_open=False)], [KNOWN], False, True, "site_cut_off"),
        ([replace(HERE, is_fresh=False)], [KNOWN], False, True, "stale"),
        ([], [KNOWN], False, False, "stale"),
        ([Site(minutes=None)], [KNOWN], False, True, "no_point"),
        ([Site(minutes=math.inf)], [KNOWN], False, True, "no_road"),
        ([FAR], [KNOWN, Area(1440.0, is_unsure=True)], False, True, "not_known"),
        ([], [Area(math.nan, is_unsure=True)], False, True, "not_known"),
        ([], [], False, True, "not_known"),
    ],
)
def test_every_doubt_is_unknown_and_says_why(sites, areas, is_cut_off, is_current, reason):
    assert told(sites, areas, is_cut_off, is_current) == (UNKNOWN, reason)


def test_a_site_without_coordinates_beyond_the_deadline_is_no_doubt():
    assert told([Site(minutes=None, least_minutes=1500.0)]) == (NO, "too_far")


times = st.one_of(st.none(), st.floats(0, 10_000), st.just(math.inf))
site_lists = st.lists(st.builds(Site, minutes=times, least_minutes=st.floats(0, 5000), is_open=st.booleans(),
                                is_fresh=st.booleans()), max_size=5)  # fmt: skip
area_lists = st.lists(st.builds(Area, st.one_of(st.floats(0, 10_000), st.just(math.nan)), st.booleans()), max_size=5)
hours = st.integers(1, 400)


@given(hours, site_lists, area_lists, st.booleans(), st.booleans())
def test_a_yes_always_has_a_site_that_is_open_fresh_and_in_time(deadline, sites, areas, is_cut_off, is_current):
    verdict = judge(deadline, sites, areas, is_cut_off, is_current)
    proofs = [
        site for site in sites
        if site.is_open and site.is_fresh and site.minutes is not None and site.minutes <= deadline * 60
    ]  # fmt: skip
    assert (verdict.answer == YES) == (bool(proofs) and not is_cut_off)
    if verdict.answer == NO:
        assert is_current
        assert areas
        assert not any(area.is_unsure and not area.least_minutes > deadline * 60 for area in areas)
        assert not any(site.minutes is not None and site.minutes <= deadline * 60 for site in sites)


@given(hours, site_lists, area_lists, st.booleans(), st.booleans())
def test_knowing_less_never_makes_a_yes(deadline, sites, areas, is_cut_off, is_current):
    before = judge(deadline, sites, areas, is_cut_off, is_current).answer
    for less in (
        [replace(site, is_fresh=False) for site in sites],
        [replace(site, is_open=False) for site in sites],
        [replace(site, minutes=None) for site in sites],
        sites[1:],
    ):
        assert judge(deadline, less, areas, is_cut_off, is_current).answer != YES or before == YES
    unsure = [replace(area, is_unsure=True) for area in areas]
    assert judge(deadline, sites, unsure, is_cut_off, is_current).answer in (before, UNKNOWN)
    assert judge(deadline, sites, areas, True, is_current).answer != YES


@given(st.lists(st.sampled_from([YES, NO, UNKNOWN])))
def test_the_whole_is_no_better_than_its_worst_step(answers):
    whole = overall(answers)
    assert (whole == NO) == (NO in answers)
    assert (whole == YES) == (bool(answers) and set(answers) == {YES})
    assert (whole == NOT_APPLICABLE) == (not answers)


def step(answer: str = YES, sex: str | None = None, low: int = 0, high: int = 17) -> Step:
    return Step(1, "a", "a", "b", "b", sex, low, high, 72, "source", Verdict(answer, "in_time"))


def test_the_limiting_step_is_the_first_that_decides():
    steps = [step(YES), replace(step(UNKNOWN), number=2), replace(step(NO), number=3), replace(step(NO), number=4)]
    assert limiting(steps).number == 3
    assert limiting(steps[:2]).number == 2
    assert limiting(steps[:1]) is None
    assert limiting([]) is None


def test_sex_and_age_only_choose_among_the_steps():
    assert applies(step(), "boy", "0-4")
    assert not applies(step(sex="girl"), "boy", "10-14")
    assert [band for band in BANDS if applies(step(low=6), "girl", band)] == ["5-9", "10-14", "15-17"]
    assert [band for band in BANDS if applies(step(high=4), "girl", band)] == ["0-4"]


@pytest.mark.parametrize(("mode", "expected"), [("Moto", True), ("Route, Pirogue", True), ("Hélicoptère", False),
                                                ("Véhicule 4x4", True), ("Avion", False), ("", False)])  # fmt: skip
def test_a_means_of_access_is_by_road_or_its_speed_is_not_known(mode: str, expected: bool):
    assert is_by_road(mode) is expected


def test_a_way_out_of_or_into_an_area_that_no_vehicle_reaches_is_no_open_way():
    sites = pd.DataFrame({"pcode": ["A", "B", "C", None], "site_name": list("abcd"), "verified_on": [DAY] * 4})
    areas = pd.DataFrame({"pcode": ["A", "B", "C"], "name": ["Aa", "Bb", "Cc"], "least_minutes": [0.0, 5.0, 9.0]})

    def is_open(start: str, roadless: set[str]) -> list[bool]:
        return [site.is_open for site in known_sites(sites, areas, np.full(4, 10.0), start, roadless, DAY)]

    assert is_open("A", set()) == [True, True, True, True]
    assert is_open("A", {"A"}) == [True, False, False, False]  # within the area, nothing is crossed
    assert is_open("A", {"B"}) == [True, False, True, False]  # of the last, nobody knows where it lies
    late = known_sites(sites, areas, np.full(4, np.nan), "A", set(), DAY + timedelta(days=1))
    assert [(site.minutes, site.is_fresh, site.place) for site in late[:2]] == [
        (None, False, "Aa"),
        (None, False, "Bb"),
    ]


def test_where_sites_are_not_all_confirmed_another_may_work():
    areas = pd.DataFrame(
        {
            "least_minutes": [1.0] * 6,
            "status": ["zero", "functional", "functional", "functional", "present", "no_data"],
            "functional_sites": [0.0, 2.0, 2.0, np.nan, np.nan, np.nan],
            "sites": [0.0, 2.0, 3.0, np.nan, 1.0, np.nan],
        }
    )
    assert [area.is_unsure for area in known_areas(areas)] == [False, False, True, True, True, True]
