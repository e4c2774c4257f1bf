"""The catalogue against the list of the design, where it is on this machine."""

import csv
import re

import pytest

from etl.indicators.model import declared
from tests.conftest import SHARED

LEVELS = {"national": "country", "adm1": "adm1", "adm2": "adm2", "org": "org"}
# What rests on general knowledge alone is no norm.
NOT_VERIFIED = re.compile(r"\bK\b(?! (concept|schedule|operational|definition|rule))")


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, str]]:
    path = SHARED / "design" / "indicators.csv"
    if not path.is_file():
        pytest.skip(f"the design is not on this machine: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_each_of_the_list_is_declared_with_its_levels_and_its_least_denominator(listed: dict) -> None:
    known = {one.id: one for one in declared()[0]}
    assert set(known) == set(listed)
    for id, row in listed.items():
        assert known[id].levels == tuple(LEVELS[level] for level in row["levels"].split(";")), id
        assert known[id].minimum == int(re.sub(r"\D", "", row["min_denominator"].partition(" ")[0]) or 0), id


def test_nothing_of_general_knowledge_is_called_a_norm(listed: dict) -> None:
    known = {one.id: one for one in declared()[0]}
    doubted = [id for id, row in listed.items() if NOT_VERIFIED.search(row["verification"])]
    assert {"COV-01", "COV-07", "CM-02", "OUT-01"} <= set(doubted)
    assert [id for id in doubted if id in known and known[id].threshold.kind == "norm"] == []
