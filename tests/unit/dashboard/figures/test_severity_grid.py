"""Severity beside coverage, counted on seven areas."""

import pandas as pd

from dashboard.figures.severity_grid import PHASES, severity_grid, strong_without_service

AREAS = pd.DataFrame(
    [
        ("A", 5, "gap", 10), ("B", 4, "gap", 300), ("C", 4, "gap", 20), ("D", 4, "covered", 0), ("E", 1, "gap", 900),
        ("F", None, "gap", 50), ("G", None, "no_data", None),
    ],
    columns=["pcode", "phase", "state", "not_covered"],
)  # fmt: skip


def test_every_area_stands_once_beside_its_phase_and_state() -> None:
    grid = severity_grid(AREAS)
    assert list(grid.index) == list(PHASES)
    assert list(grid.columns) == ["gap", "partial", "unconfirmed", "covered", "no_data"]
    assert grid.to_numpy().tolist() == [
        [1, 0, 0, 0, 0], [2, 0, 0, 1, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0],
        [1, 0, 0, 0, 1],  # unknown is a row of its own, not a low phase
    ]  # fmt: skip


def test_a_rarer_state_has_its_column_only_where_it_is() -> None:
    grid = severity_grid(AREAS.assign(state=["not_applicable", *AREAS["state"][1:]]))
    assert list(grid.columns)[-1] == "not_applicable"
    assert grid.loc[5, "not_applicable"] == 1


def test_the_worst_are_strong_and_without_the_service_the_gravest_first() -> None:
    assert strong_without_service(AREAS)["pcode"].to_list() == ["A", "B", "C"]


def test_without_any_severity_all_areas_are_unknown() -> None:
    grid = severity_grid(AREAS.assign(phase=float("nan")))
    assert int(grid.loc[0].sum()) == len(AREAS)
    assert strong_without_service(AREAS.assign(phase=float("nan"))).empty
