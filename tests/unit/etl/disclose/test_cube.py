"""The cube: every cell once, zeros and totals too, and the equations that anyone can rebuild."""

import re
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from etl.commands.build import PROFILES
from etl.disclose.cube import (
    COUNTRY,
    DEFINITION,
    DIMENSIONS,
    MEASURES,
    Cell,
    Cube,
    NotACube,
    Places,
    Profile,
    Table,
    cells_of,
    counts,
    grid_of,
    is_marking,
    read_cube,
)

PLACES = Places({"CF111": "CF11", "CF112": "CF11", "CF121": "CF12"})
BY_SEX = Table(id="by_sex", measure="cases", levels=("country", "adm1", "adm2"), dimensions=("sex",))
BY_AID = Table(id="by_aid", measure="cases", levels=("country", "adm1"), dimensions=("aid",), stigmatising=("aid",))
CUBE = Cube(
    threshold=5,
    sensitive_threshold=10,
    sensitive=("aid",),
    seconds=10,
    dimensions={"sex": ("girl", "boy", "unknown"), "aid": ("yes", "no", "unknown")},
    tables=(BY_SEX, BY_AID),
)


def rows(*lines: tuple) -> pd.DataFrame:
    columns = ["measure", "adm1", "adm2", "sex", "aid", "children"]
    return pd.DataFrame([("cases", *line) for line in lines], columns=columns)


def test_a_table_has_every_area_every_code_and_every_total() -> None:
    cells = list(cells_of(BY_SEX, CUBE, PLACES))
    assert len(cells) == len(set(cells)) == (1 + 3 + 6) * 4  # each prefecture, and the country, has a part for the rest
    assert {cell.pcode for cell in cells if cell.level == "adm1"} == {"CF11", "CF12", "CF00"}
    assert {cell.pcode for cell in cells if cell.level == "adm2"} == {
        "CF111", "CF112", "CF1100", "CF121", "CF1200", "CF0000",
    }  # fmt: skip


def test_a_cell_of_two_tables_is_one() -> None:
    grid = grid_of(CUBE.tables, CUBE, PLACES)
    assert len(grid.cells) == 40 + 4 * 4 - 4  # the four totals of country and prefectures stand in both tables
    total = grid.numbers[Cell("cases", "country", COUNTRY, ())]
    # by place (the same in both tables), by sex, by aid
    assert int((grid.equations[:, [total]] != 0).sum()) == 3


def test_counts_are_those_of_the_rows_and_every_equation_holds() -> None:
    grid = grid_of(CUBE.tables, CUBE, PLACES)
    values = counts(
        grid,
        rows(
            ("CF11", "CF111", "girl", "yes", 3),
            ("CF11", "CF111", "boy", "no", 4),
            ("CF11", None, "girl", "no", 2),  # a prefecture, and no more
            (None, None, "boy", "never heard of", 1),  # the country, and no more
        ),
        CUBE,
    )
    told = {cell: int(value) for cell, value in zip(grid.cells, values, strict=True) if value}

    def cell(pcode: str, *codes: tuple[str, str]) -> int:
        level = {2: "country", 4: "adm1"}.get(len(pcode), "adm2")
        return told.get(Cell("cases", level, pcode, codes), 0)

    assert [cell("CF"), cell("CF11"), cell("CF12"), cell("CF00")] == [10, 9, 0, 1]
    assert [cell("CF111"), cell("CF112"), cell("CF1100"), cell("CF0000")] == [7, 0, 2, 1]
    assert [cell("CF", ("sex", "girl")), cell("CF", ("sex", "boy")), cell("CF111", ("sex", "girl"))] == [5, 5, 3]
    assert [cell("CF", ("aid", "yes")), cell("CF", ("aid", "no")), cell("CF", ("aid", "unknown"))] == [3, 6, 1]
    assert not (grid.equations @ values).any()
    assert not (grid.equations @ np.ones(len(values))).all()  # and they are no empty equations


def test_an_area_whose_children_are_all_in_one_category_marks_them() -> None:
    grid = grid_of(CUBE.tables, CUBE, PLACES)
    values = counts(
        grid,
        rows(("CF11", "CF111", "girl", "yes", 30), ("CF12", "CF121", "boy", "no", 9), (None, None, "boy", "?", 9)),
        CUBE,
    )
    marked = {grid.cells[number] for number in np.flatnonzero(is_marking(grid, values, CUBE))}
    assert marked == {Cell("cases", "adm1", "CF11", (("aid", "yes"),)), Cell("cases", "adm1", "CF12", (("aid", "no"),))}


def test_a_sensitive_category_asks_for_more_and_its_total_does_not() -> None:
    assert CUBE.threshold_of(Cell("cases", "country", COUNTRY, (("aid", "yes"),))) == 10
    assert CUBE.threshold_of(Cell("cases", "country", COUNTRY, (("sex", "girl"),))) == 5
    assert CUBE.threshold_of(Cell("cases", "country", COUNTRY, ())) == 5


def test_the_definition_in_use_keeps_what_is_sensitive_from_the_public() -> None:
    cube = read_cube()
    assert {name for table in cube.public_tables for name in table.dimensions} & set(cube.sensitive) == set()
    assert {name for table in cube.tables for name in table.dimensions} >= set(cube.sensitive)


def test_what_the_definition_may_name_is_what_the_statements_count_and_the_command_offers() -> None:
    tables, facts = (DEFINITION.with_name(name).read_text(encoding="utf-8") for name in ("tables.sql", "facts.sql"))
    found = re.findall(r"(?:pcode|adm2) VARCHAR,([^;]*?) value BIGINT", tables)
    assert [tuple(re.findall(r"(\w+) VARCHAR", columns)) for columns in found] == [DIMENSIONS] * 3
    assert all(f"SELECT '{measure}'" in facts for measure in MEASURES)
    assert get_args(Profile) == PROFILES
    assert read_cube().profile == "suppressed"
    assert read_cube(profile="rounded").profile == "rounded"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dimensions: [sex]", "dimensions: [moon]"),
        ("measure: new_cases", "measured: new_cases"),
        ("levels: [country, adm1, adm2]", "levels: [adm2]"),
        ("id: closed_cases", "id: new_cases_by_sex"),
        ("threshold: 5", "threshold: [5"),
        ("profile: suppressed", "profile: none"),
        ("measure: referrals", "measure: moons"),
        ("  sex: [girl", "  moon: [full, unknown]\n  sex: [girl"),
    ],
)
def test_a_definition_that_cannot_be_understood_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = DEFINITION.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "cube.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NotACube):
        read_cube(tmp_path / "cube.yaml")


def test_a_sensitive_table_stops_at_the_prefecture(tmp_path: Path) -> None:
    text = DEFINITION.read_text(encoding="utf-8")
    name = "  - id: new_cases_by_concern\n    measure: new_cases\n    levels: [country, adm1"
    assert name in text
    (tmp_path / "cube.yaml").write_text(text.replace(name, f"{name}, adm2"), encoding="utf-8")
    with pytest.raises(NotACube, match="new_cases_by_concern"):
        read_cube(tmp_path / "cube.yaml")
