"""A sample of the mutations campaign, and that the campaign notices what it is there to notice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from etl.extract import ReadingProcess
from etl.messages import outcome
from geo.boundaries import Boundaries
from tests.campaign.defects import DEFECTS
from tests.campaign.mutations import Tally, load, run, trials
from tests.conftest import hasten
from tests.corpus.record import Remark

SAMPLE = 100


@pytest.fixture(scope="module")
def quick(drawn: tuple[Boundaries, ...], child: ReadingProcess) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        yield


@pytest.fixture(scope="module")
def tally(quick: None) -> Tally:
    return run(SAMPLE, seed=1)


def test_each_defect_is_reported_at_its_cell_and_nothing_else_is(tally: Tally) -> None:
    assert sum(tally.tried.values()) == SAMPLE
    assert set(tally.tried) == {defect.name for defect in DEFECTS}
    assert [(name, problems) for _, name, problems in tally.missed if name != "clean"] == []


def test_nothing_is_said_of_a_clean_workbook(tally: Tally) -> None:
    assert tally.controls == SAMPLE // 10
    assert tally.false_rejections == 0
    assert [problems for _, name, problems in tally.missed if name == "clean"] == []


def test_every_row_of_the_sample_is_accounted_for(tally: Tally) -> None:
    assert tally.unaccounted == 0


def test_the_cells_of_the_sample_hold_what_is_reported(tally: Tally) -> None:
    assert tally.reopened > SAMPLE / 2
    assert tally.misquoted == 0


def test_there_are_defects_of_many_codes_each_named_once() -> None:
    assert len({defect.code for defect in DEFECTS}) >= 25
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
    assert {outcome(defect.code) for defect in DEFECTS} == {"accepted", "rejected"}


def test_the_same_seed_makes_the_same_workbooks() -> None:
    first, second = ([each.draft.content() for each in trials(10, seed=3)] for _ in range(2))
    assert first == second
    assert first != [each.draft.content() for each in trials(10, seed=4)]


def test_a_remark_that_is_missing_or_beside_the_cell_is_a_miss(quick: None, tmp_path: Path) -> None:
    clean, mutated = list(trials(1, seed=1))
    tally = Tally()
    elsewhere = Remark("count_negative", clean.draft.sheet, 3, "A3")
    load([replace(clean, expected=(elsewhere,)), replace(mutated, expected=())], tmp_path, tally)
    assert len(tally.missed) == 2
    assert not tally.is_clean
