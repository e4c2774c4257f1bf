"""The rounded profile of a quarter: one base table a measure, and everything a sum of it."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from etl.disclose.cube import Cube, Places, Table, counts, grid_of
from etl.disclose.rounded import BASE, RoundedQuarter, base_of, rounded_quarter

PLACES = Places({"CF111": "CF11", "CF112": "CF11", "CF121": "CF12"})
CUBE = Cube(
    profile="rounded",
    threshold=5,
    sensitive_threshold=10,
    sensitive=("concern",),
    seconds=10,
    dimensions={
        "sex": ("girl", "boy", "unknown"),
        "age_group": ("0-5", "6-12", "unknown"),
        "disability": ("yes", "no", "unknown"),
        "concern": ("other", "unknown"),
        "referral_status": ("done", "unknown"),
        "from_service": ("health", "unknown"),
        "to_service": ("health", "unknown"),
    },
    tables=(
        Table(id="cases_by_sex", measure="cases", levels=("country", "adm1", "adm2"), dimensions=("sex",)),
        Table(id="cases_by_age", measure="cases", levels=("country", "adm1"), dimensions=("age_group",)),
        Table(id="cases_by_concern", measure="cases", levels=("country",), dimensions=("concern",)),
        Table(id="closed", measure="closed", levels=("country", "adm1")),
    ),
)
GRID = grid_of(CUBE.public_tables, CUBE, PLACES)


def rows(*lines: tuple) -> pd.DataFrame:
    columns = ["measure", "adm1", "adm2", "sex", "age_group", "children"]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.assign(
        disability="yes", concern="other", referral_status="unknown", from_service="unknown", to_service="unknown"
    )


def many(seed: int) -> pd.DataFrame:
    """Counts of 0 to about 12 for most combinations; some rows name no area, or a prefecture alone."""
    chance = np.random.default_rng(seed)
    places = [("CF11", "CF111"), ("CF11", "CF112"), ("CF12", "CF121"), ("CF11", None), (None, None)]
    return rows(
        *(
            (measure, *place, sex, age, int(chance.geometric(0.25)) - 1)
            for measure, place, sex, age in product(("cases", "closed"), places, ("girl", "boy"), ("0-5", "6-12", "?"))
            if chance.random() < 0.8
        )
    ).query("children > 0")


def quarter(lines: pd.DataFrame, before: dict | None = None) -> RoundedQuarter:
    return rounded_quarter("2025-Q1", "cod_v02", GRID, lines, CUBE, before or {})


def test_the_base_crosses_what_the_published_tables_of_a_measure_cross() -> None:
    base = base_of(
        rows(
            ("cases", "CF11", "CF111", "girl", "0-5", 3),
            ("cases", "CF11", "CF111", "girl", "0-5", 4),
            ("cases", "CF11", None, "boy", "12", 2),
            ("closed", None, None, "boy", "0-5", 9),
        ),
        CUBE,
    )
    nothing = (None, None, None, None, None)  # disability and services are in no table, concern in none that is rounded
    assert [tuple(line) for line in base.itertuples(index=False)] == [
        ("cases", "CF11", "CF1100", "boy", "unknown", *nothing, 2),
        ("cases", "CF11", "CF111", "girl", "0-5", *nothing, 7),
        ("closed", "CF00", "CF0000", None, None, *nothing, 9),
    ]


def test_a_sensitive_dimension_is_left_out() -> None:
    assert [table.id for table in CUBE.public_tables] == ["cases_by_sex", "cases_by_age", "closed"]
    assert len(CUBE.model_copy(update={"profile": "suppressed"}).public_tables) == 4


@pytest.mark.parametrize("seed", range(8))
def test_every_cell_is_a_sum_of_the_base_and_none_is_small(seed: int) -> None:
    lines = many(seed)
    told = quarter(lines)
    assert (told.values == counts(GRID, lines, CUBE)).all()
    for number, cell in enumerate(GRID.cells):
        own = told.base[told.base["measure"] == cell.measure]
        for column, code in [*cell.codes, *([(cell.level, cell.pcode)] if cell.level != "country" else [])]:
            own = own[own[column] == code]
        assert told.values[number] == own["value"].sum()
        assert told.rounded[number] == own["rounded"].sum()
    assert not ((told.rounded > 0) & (told.rounded < 5)).any()
    small = told.base["value"] < 5
    assert set(told.base.loc[small, "rounded"]) == {0, 5}
    assert (told.base.loc[~small, "rounded"] == told.base.loc[~small, "value"]).all()


def revised(seed: int) -> tuple[RoundedQuarter, pd.DataFrame, dict]:
    """A release, the rows of the next one, in which three in ten counts are another, and what readers remember."""
    first = quarter(many(seed))
    keys = first.base[list(BASE)].itertuples(index=False, name=None)
    before = dict(zip(keys, zip(first.base["value"], first.base["rounded"], strict=True), strict=True))
    lines = many(seed)
    lines.loc[np.random.default_rng(seed + 100).random(len(lines)) < 0.3, "children"] += 1
    return first, lines, before


def rounded_otherwise(told: RoundedQuarter, before: dict) -> list[tuple]:
    """The unchanged cells of the base whose rounded value is another than before."""
    lines = told.base[[*BASE, "value", "rounded"]].itertuples(index=False, name=None)
    return [key for *key, value, now in lines for then, was in [before.get(tuple(key), (0, 0))]
            if then == value and was != now]  # fmt: skip


def test_a_small_count_that_is_the_same_again_is_rounded_as_before() -> None:
    """0 in one release and 5 in the next would tell that it is neither."""
    releases = [revised(seed) for seed in range(8)]
    assert [rounded_otherwise(quarter(lines, before), before) for _, lines, before in releases] == [[]] * 8
    assert any(rounded_otherwise(quarter(lines), before) for _, lines, before in releases)


def test_the_same_quarter_is_rounded_the_same() -> None:
    assert quarter(many(3)).base.equals(quarter(many(3)).base)
