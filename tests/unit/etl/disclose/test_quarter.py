"""A quarter of the cube, from its rows to its pattern, and what is recorded of it."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from etl.disclose import attack, certify, records
from etl.disclose.cube import Cell, Cube, Grid, Places, Table, grid_of
from etl.disclose.former import Known
from etl.disclose.quarter import CubeTooLarge, Quarter, protected

CASES = Table(id="cases_by_sex", measure="cases", levels=("country", "adm1"), dimensions=("sex",))
CUBE = Cube(
    threshold=5,
    sensitive_threshold=10,
    sensitive=(),
    seconds=10,
    dimensions={"sex": ("girl", "boy", "unknown")},
    tables=(CASES,),
)
PLACES = Places({"CF111": "CF11", "CF121": "CF12"})
COLUMNS = ["measure", "adm1", "adm2", "sex", "organisation_id", "children"]
# Three organisations told the same of each place, but for the few girls of the first prefecture.
SHARES = {("CF11", "girl"): (1, 1, 1), ("CF11", "boy"): (10, 10, 10), ("CF12", "girl"): (20, 20, 20),
          ("CF12", "boy"): (9, 9, 9)}  # fmt: skip


def grid() -> Grid:
    return grid_of(CUBE.tables, CUBE, PLACES)


def quarter(known: Mapping[Cell, Known] | None = None, cube: Cube = CUBE) -> Quarter:
    lines = [
        ("cases", adm1, f"{adm1}1", sex, organisation, children)
        for (adm1, sex), told in SHARES.items()
        for organisation, children in zip(("acf", "oms", "unicef"), told, strict=True)
    ]
    return protected("2025-Q1", "cod_v02", grid(), pd.DataFrame(lines, columns=COLUMNS), cube, known or {})


def cell(pcode: str, sex: str | None = None) -> Cell:
    return Cell("cases", "country" if pcode == "CF" else "adm1", pcode, (("sex", sex),) if sex else ())


def withheld(told: Quarter) -> set[Cell]:
    return {told.grid.cells[number] for number in np.flatnonzero(told.withheld)}


def test_counts_that_name_no_organisation_are_those_of_one() -> None:
    """Trap 22: whoever has its own rows besides the public file subtracts them, so more is withheld."""
    rows = pd.DataFrame([("cases", "CF11", "CF111", sex, None, 30) for sex in ("girl", "boy")], columns=COLUMNS)
    told = protected("2025-Q1", "cod_v02", grid(), rows, CUBE, {})
    assert told.withheld[told.system.values > 0].all()
    assert ("insider", "") in told.findings


def test_a_small_count_takes_others_of_its_row_and_its_column() -> None:
    told = withheld(quarter())
    assert cell("CF11", "girl") in told
    assert len(told) >= 4
    assert cell("CF") not in told


def test_what_a_release_showed_of_a_cell_that_must_be_withheld_now_is_withheld_and_trusted_no_more() -> None:
    """The boys of the first prefecture were shown: that they are withheld again hides nobody."""
    before = {cell("CF11", "boy"): Known(was_withheld=True, shown=frozenset({30}))}
    told = quarter(before)
    assert cell("CF11", "boy") in withheld(told)
    known = told.withheld & (np.array(told.grid.cells, dtype=object) != cell("CF11", "boy"))
    assert attack.failures(told.system, known) == []
    assert certify.check(told.system, known, told.protection.certificates) == []


def test_a_count_that_was_shown_and_is_primary_now_does_not_stop_the_build() -> None:
    before = {cell("CF11", "girl"): Known(shown=frozenset({3}))}
    told = quarter(before)
    assert withheld(told) == {cell("CF11", "girl")}
    assert records.report(told, CUBE)["shown_before"].tolist() == [1]


def test_a_count_that_was_shown_and_has_changed_is_not_known() -> None:
    before = {cell("CF11", "boy"): Known(shown=frozenset({29, 31}))}
    assert not quarter(before).was_shown.any()
    assert withheld(quarter(before)) == withheld(quarter())


def test_a_cell_that_was_withheld_stays_so() -> None:
    before = {cell("CF12"): Known(was_withheld=True)}
    assert cell("CF12") not in withheld(quarter())
    assert cell("CF12") in withheld(quarter(before))


def test_without_time_the_table_to_coarsen_is_named() -> None:
    with pytest.raises(CubeTooLarge) as caught:
        quarter(cube=CUBE.model_copy(update={"seconds": 0}))
    assert caught.value.args == ("2025-Q1", "cases_by_sex")


def test_who_attacked_and_what_was_found_is_recorded() -> None:
    told = quarter()
    found = records.attackers(told)
    assert found["attacker"].tolist() == ["stranger", "all_releases", "insider", "insider", "insider"]
    assert found["organisation_id"].tolist()[2:] == ["acf", "oms", "unicef"]
    assert found["is_whole"].tolist() == [True, True, False, False, False]
    assert (found["failures"] == 0).all()
    assert (found["cells"] > 0).all()
    told_of = records.intervals(told).set_index(["pcode", "codes"])
    # Three girls: one can tell no more than that they are at most as many as the prefecture's 33 children.
    least, most = told_of.loc[("CF11", "sex=girl"), ["least", "most"]]
    assert least == 0
    assert 5 <= most <= 33
    assert told_of["threshold"].unique().tolist() == [5]
    assert len(told_of) == int(told.system.is_small.sum()) == records.report(told, CUBE)["small"].iloc[0]


def test_the_intervals_recorded_are_those_of_the_attacker() -> None:
    told = quarter()
    small = np.flatnonzero(told.system.is_small)
    shown = np.where(told.withheld, np.nan, told.system.values)
    expected = attack.intervals(told.grid.equations, shown, small)
    found = records.intervals(told)[["least", "most"]].fillna(np.inf).to_numpy()
    assert found == pytest.approx(expected, abs=1e-3)


def test_the_report_says_by_which_rules_and_what_the_checker_found() -> None:
    told = quarter()
    report = records.report(told, CUBE).iloc[0]
    assert (report["profile"], report["threshold"], report["sensitive_threshold"]) == ("suppressed", 5, 10)
    assert (report["cells"], report["certificate_faults"]) == (len(told.grid.cells), 0)
    forged = dataclasses.replace(told.protection, certificates=told.protection.certificates[:1])
    assert records.report(dataclasses.replace(told, protection=forged), CUBE)["certificate_faults"].iloc[0] > 0


def test_the_fingerprint_of_the_pattern_is_of_the_pattern() -> None:
    one, other = quarter(), quarter({cell("CF12"): Known(was_withheld=True)})
    assert records.pattern_hash(one) == records.pattern_hash(quarter())
    assert records.pattern_hash(one) != records.pattern_hash(other)


def test_what_readers_remember_has_no_withheld_value() -> None:
    told = quarter()
    memory = records.remembered(told, CUBE)
    assert len(memory) == len(told.grid.cells)
    assert (memory["value"].isna() == memory["is_withheld"]).all()
    assert memory["is_withheld"].sum() == told.withheld.sum()
