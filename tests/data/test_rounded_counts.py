"""The rounded profile, as it stands in the two files of a build."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from etl.build import build
from etl.commands import main
from etl.disclose.cube import read_cube
from etl.extract import ReadingProcess
from tests.conftest import hasten, silent
from tests.factories import NOWHERE, case_count, grid, internal, referral, workbook

DIMENSIONS = ["sex", "age_group", "disability", "concern", "referral_status", "from_service", "to_service"]
PLACES = [
    {"adm1_name": "Ouaka", "adm1_code": "CF43", "adm2_name": "Bambari", "adm2_code": "CF431"},
    {"adm1_name": "Haute-Kotto", "adm1_code": "CF52", "adm2_name": "Bria", "adm2_code": "CF521"},
    {"adm1_name": "Ouaka", "adm1_code": "CF43", **{name: "" for name in NOWHERE if "adm2" in name}},
]


@pytest.fixture(scope="module")
def warehouse(drawn: tuple, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quarters of many small counts, published in the rounded profile."""
    chance = np.random.default_rng(5)

    def count() -> int:
        return int(chance.geometric(0.3))

    told = [
        case_count(period=period, organisation=name, sex=sex, case_status=status, cases=count(), **place)
        for period in ("2022-02", "2022-05")
        for name in ("ACF", "UNICEF", "OMS")
        for sex in ("F", "M", "")
        for status in ("Nouveau", "Clos")
        for place in PLACES
    ]
    told.append(case_count(period="2022-02", cases=2, sex="F", adm2_name="Bakala", adm2_code="CF432"))
    sent = [referral(organisation=name, referrals=count(), **place) for name in ("ACF", "OMS") for place in PLACES]
    folder = tmp_path_factory.mktemp("rounded")
    (folder / "sources").mkdir()
    workbook(folder / "sources" / "a.xlsx", {"Cas": grid(told), "Ref": grid(sent)})
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        build(folder / "sources", folder / "w", None, "fr", silent, profile="rounded")
    return folder / "w"


def both(warehouse: Path, table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table in the public file and in the internal one."""
    found = []
    for file in (internal(warehouse).with_name("public.duckdb"), internal(warehouse)):
        with duckdb.connect(str(file), read_only=True) as connection:
            found.append(connection.execute(f"FROM marts.{table}").df().astype({name: object for name in DIMENSIONS}))
    return found[0], found[1]


def test_every_total_is_the_sum_of_its_parts_and_none_is_small(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown, true = both(warehouse, "published_counts")
    base, true_base = both(warehouse, "rounded_counts")
    measures = {table.id: table.measure for table in read_cube().tables}
    for cells, parts in ((shown, base), (true, true_base)):
        for cell in cells.to_dict("records"):
            own = parts[(parts["period"] == cell["period"]) & (parts["measure"] == measures[cell["table_id"]])]
            if cell["level"] != "country":
                own = own[own[cell["level"]] == cell["pcode"]]
            for name in DIMENSIONS:
                if isinstance(cell[name], str) and cell[name] != "*":
                    own = own[own[name] == cell[name]]
            assert cell["value"] == own["value"].sum(), cell
    assert not shown["value"].between(1, 4).any()
    assert not base["value"].between(1, 4).any()
    assert not shown["is_withheld"].any()
    assert shown["value"].notna().all()
    # The internal file holds what was told, the same cells in the same order.
    assert true["value"].between(1, 4).any()
    assert true_base["value"].between(1, 4).any()
    keys = ["table_id", "period", "scheme", "level", "pcode", *DIMENSIONS]
    assert shown[keys].equals(true[keys])
    with duckdb.connect(str(internal(warehouse)), read_only=True) as connection:
        told = connection.execute("SELECT sum(case_count) FROM core.case_counts WHERE NOT is_duplicate").fetchall()[0][
            0
        ]
        errors = connection.execute(
            "SELECT profile, max(most_error) > 0 FROM core.disclosure_report GROUP BY 1"
        ).fetchall()
    assert true_base.loc[true_base["measure"].isin(["new_cases", "closed_cases"]), "value"].sum() == told
    assert errors == [("rounded", True)]
    # Built again, it is the build that there is: the profile is one of its inputs.
    sources = str(warehouse.parent / "sources")
    assert main(["build", "--sources", sources, "--warehouse", str(warehouse), "--profile", "rounded"]) == 0
    assert "rien n'a été reconstruit" in " ".join(capsys.readouterr().err.split())


def test_free_filters_are_sums_too(warehouse: Path) -> None:
    """Whatever is added up of the base, nothing between nothing and the threshold comes of it."""
    base, _ = both(warehouse, "rounded_counts")
    chance = np.random.default_rng(0)
    assert base["sex"].nunique() == 3
    assert base["concern"].isna().all()
    for _ in range(200):
        some = base[chance.random(len(base)) < chance.random()]
        assert some["value"].sum() == 0 or some["value"].sum() >= 5
