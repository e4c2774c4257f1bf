"""The rows behind a number: as many organisations as the number says."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.filters import Coverage
from dashboard.queries import source_rows
from dashboard.warehouse import Warehouse, current_warehouse
from tests.factories import NOWHERE, activity, grid

HEALTH = Coverage(period="2022-Q1", sector="HEA", level="adm2", scheme="cod_v01")
# Places of the scheme of 2015 and of the one of 2021, whole prefectures, and one that the other scheme splits.
PLACES = (
    {"adm1_code": "CF43", "adm2_code": "CF431"},
    {"adm1_code": "CF43", "adm2_code": ""},
    {"adm1_code": "CF32", "adm2_code": "CF321"},
    {"adm1_code": "CF71", "adm2_code": "CF711"},
    {"adm1_code": "CF11", "adm2_code": "CF111"},
)
SECTORS = ("Santé", "Protection", "Protection de l'enfance", "Éducation")
ORGANISATIONS = ("ACF", "UNICEF", "MSF", "IRC")


@pytest.fixture(scope="module")
def sample(small: Callable) -> Path:
    """A year by months and a quarter beside it: every pair of place and sector, with duplicates."""
    rows = [
        activity(
            **NOWHERE | PLACES[number % len(PLACES)],
            period=f"2022-{number % 12 + 1:02d}",
            sector=SECTORS[number % len(SECTORS)],
            organisation=ORGANISATIONS[number % 7 % len(ORGANISATIONS)],
        )
        for number in range(140)
    ]
    quarter = [activity(period="T1 2022", organisation="IRC", sector="Éducation")]
    return small(
        {
            "4w.xlsx": {"Un": grid(rows), "Deux": grid([*rows[:9], *rows[:9]])},
            "t1.xlsx": {"4W": grid(quarter)},
        }
    ).warehouse


def told(warehouse: Warehouse, chosen: Coverage, pcode: str) -> list[tuple]:
    found = source_rows(warehouse, chosen, pcode)
    return [(row.organisation, row.file, row.sheet, list(row.rows)) for row in found.itertuples()]


def test_rows_of_the_period_the_area_and_the_sectors_counted_in_it_are_told_without_duplicates(
    warehouse: Warehouse,
) -> None:
    assert told(warehouse, HEALTH, "CF11") == [
        ("ACF", "a.xlsx", "4W", [2, 3]),
        ("ACF", "b.xlsx", "mars", [9]),
        ("IRC", "b.xlsx", "mars", [2]),
    ]


def test_a_row_that_names_the_prefecture_alone_counts_for_it_and_not_for_its_parts(warehouse: Warehouse) -> None:
    prefecture = dataclasses.replace(HEALTH, level="adm1", period="2022-03")
    assert told(warehouse, prefecture, "CF1") == [
        ("ACF", "a.xlsx", "4W", [3, 5]),
        ("ACF", "b.xlsx", "mars", [9]),
        ("IRC", "b.xlsx", "mars", [2]),
    ]


def test_an_area_of_nobody_has_no_rows(warehouse: Warehouse) -> None:
    assert told(warehouse, HEALTH, "CF21") == []


def test_for_every_cell_the_organisations_of_the_rows_are_as_many_as_the_number_says(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(sample))
    warehouse = current_warehouse()
    cells = warehouse.query(
        "SELECT period, scheme, level, pcode, sector_code, organisations FROM warehouse.marts.presence"
    )
    assert {"2022", "2022-Q1", "2022-07"} <= set(cells["period"])
    assert set(cells["scheme"]) == {"cod_v01", "cod_v02"}
    # Of the thousands of zeros, those of the quarter stand for all; of all cells, every third in any order of theirs
    # has each period, level, scheme and sector among it.
    cells = cells[(cells["organisations"] > 0) | (cells["period"] == "2022-Q1")].sort_values(list(cells.columns))
    kinds = {name: set(cells[name]) for name in ("period", "scheme", "level", "sector_code", "organisations")}
    cells = cells.iloc[::3]
    assert {name: set(cells[name]) for name in kinds} == kinds
    assert len(cells) > 300
    wrong = {}
    for cell in cells.itertuples():
        chosen = Coverage(period=cell.period, sector=cell.sector_code, level=cell.level, scheme=cell.scheme)
        found = source_rows(warehouse, chosen, cell.pcode)["organisation"].nunique()
        if found != cell.organisations:
            wrong[cell.period, cell.pcode, cell.sector_code] = (found, cell.organisations)
    assert wrong == {}
