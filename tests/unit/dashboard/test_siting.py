"""The next sites: a few areas and candidates whose best choice can be found by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard import siting
from dashboard.filters import Siting
from dashboard.language import Translator
from dashboard.queries import existing_sites, siting_candidates, siting_demand
from dashboard.ui.siting import demand_words
from dashboard.warehouse import current_warehouse, open_warehouse
from geo.siting import Infeasible, best_sites, greedy
from tests.factories import grid, internal, site

DEMO = Siting("2026-09", "psychosocial", "cod_v02", "rainy", "60", "3", "none")


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


def test_each_area_is_named_by_the_first_site_that_reaches_it():
    minutes = np.array([[10.0, 10.0], [90.0, 20.0], [np.inf, 90.0], [5.0, 5.0]])
    is_covered = np.array([False, False, False, True])
    names = pd.Series(["a", "b", "c", "d"])
    assert siting.newly_reached(minutes, is_covered, 60, (0, 1), names) == [["a"], ["b"]]
    assert siting.newly_reached(minutes, is_covered, 60, (1, 0), names) == [["a", "b"], []]


def test_the_answer_is_that_of_geo_siting_and_no_worse_than_greedy(demo) -> None:
    from dashboard.journeys import minutes_between

    answer = siting.answer(demo, DEMO)
    demand, candidates = siting_demand(demo, DEMO), siting_candidates(demo, DEMO)
    minutes = minutes_between(demo, demand, candidates, "rainy")
    children, covered = demand["children"].to_numpy("float64"), (demand["minutes"] <= 60).to_numpy()
    plan = best_sites(minutes, children, covered, 60, 3)
    assert (answer.plan.sites, answer.plan.gains) == (plan.sites, plan.gains)
    assert answer.plan.before == children[covered].sum()
    assert answer.plan.after - answer.plan.before >= greedy(minutes, children, covered, 60, 3).total - 1e-6
    assert answer.plan.method == "exact"
    assert answer.places["gain"].sum() == pytest.approx(answer.plan.after - answer.plan.before)
    assert answer.places["cumulated"].iloc[-1] == pytest.approx(answer.plan.after - answer.plan.before)
    reached = {name for names in answer.places["reached"] for name in names}
    assert demand.loc[demand["name"].isin(reached), "children"].sum() == pytest.approx(answer.places["gain"].sum())
    assert answer.curve.counts == tuple(range(11))
    assert answer.curve.covered[3] == pytest.approx(answer.plan.after)
    assert all(bound >= covered for covered, bound in zip(answer.curve.covered, answer.curve.bound, strict=True))


def test_candidates_are_few_apart_and_not_where_the_service_works(demo) -> None:
    candidates = siting_candidates(demo, DEMO)
    assert len(candidates) == 300
    assert candidates["kind"].value_counts()["area_centre"] >= 60
    places = set(zip(candidates["latitude"].round(2), candidates["longitude"].round(2), strict=True))
    assert len(places) == 300
    sites = existing_sites(demo, DEMO.period, DEMO.service, DEMO.scheme).dropna(subset=["latitude"])
    assert not places & set(zip(sites["latitude"].round(2), sites["longitude"].round(2), strict=True))


def test_the_same_question_is_answered_once_and_another_season_is_another_question(demo) -> None:
    assert siting.answer(demo, DEMO) is siting.answer(demo, replace(DEMO))
    assert siting.answer(demo, replace(DEMO, season="dry")).plan.before > siting.answer(demo, DEMO).plan.before


def test_where_the_service_works_at_an_unknown_place_nobody_is_taken_for_uncovered(small: Callable) -> None:
    working = {"service": "Centre d'écoute psychosociale", "site_status": "Fonctionnel"}
    bangassou = {"adm1_name": "Mbomou", "adm1_code": "CF62", "adm2_name": "Bangassou", "adm2_code": "CF621"}
    sites = [
        site(site_name="Écoute A", **working),
        site(site_name="Écoute B", latitude=4.74, longitude=22.82, **{**working, **bangassou}),
    ]
    built = small({"sites.xlsx": {"Sites": grid(sites)}})
    warehouse = open_warehouse(internal(built.warehouse), "test")
    asked = Siting("2022-03", "psychosocial", "cod_v01", "dry", "60", "3", "none")
    demand, answer = siting_demand(warehouse, asked), siting.answer(warehouse, asked)
    warehouse.connection.close()
    assert (answer.unplaced, answer.left_out) == (1, 0)
    assert answer.children == demand["children"].sum() - 74273
    assert "Bambari" not in {name for names in answer.places["reached"] for name in names}
    assert "at a place without coordinates: 1 sub-prefectures." in demand_words(demand, answer, Translator("en"))


def test_a_capacity_bounds_what_each_site_gains(demo) -> None:
    answer = siting.answer(demo, replace(DEMO, capacity="500"))
    assert answer.plan.gains == (500.0, 500.0, 500.0)


def test_nothing_known_is_no_gap_and_nobody_in_reach_is_said(
    demo, real_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Infeasible, match="count_too_large"):
        siting.answer(demo, replace(DEMO, count="11"))
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(real_warehouse))
    with pytest.raises(siting.Unknown):
        siting.answer(current_warehouse(), Siting("2022-Q1", "psychosocial", "cod_v01", "dry", "60", "3", "none"))
