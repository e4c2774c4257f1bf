"""A quarter of the cube, from its rows to its pattern."""

import pandas as pd

from etl.disclose.cube import Cube, Places, Table, grid_of
from etl.disclose.release import protected

CASES = Table(id="cases", measure="cases", levels=("country", "adm1"), dimensions=("sex",))
CUBE = Cube(
    threshold=5,
    sensitive_threshold=10,
    sensitive=(),
    seconds=10,
    dimensions={"sex": ("girl", "boy", "unknown")},
    tables=(CASES,),
)
COLUMNS = ["measure", "adm1", "adm2", "sex", "organisation_id", "children"]


def test_counts_that_name_no_organisation_are_those_of_one() -> None:
    rows = pd.DataFrame([("cases", "CF11", "CF111", sex, None, 30) for sex in ("girl", "boy")], columns=COLUMNS)
    grid = grid_of(CUBE.tables, CUBE, Places({"CF111": "CF11"}))
    quarter = protected("2025-Q1", "cod_v02", grid, rows, CUBE, {})
    assert quarter.protection.withheld[quarter.system.values > 0].all()
