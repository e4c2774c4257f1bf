"""marts.presence is what a naive count of the same workbooks gives; more draws in ``tests.campaign.presence``."""

from collections.abc import Callable
from pathlib import Path

from tests import oracle
from tests.campaign.presence import SCHEMES, differences, drawn, published
from tests.factories import Built


def test_the_real_3w_has_the_actors_that_a_naive_count_finds(real_sources: Path, real_build: Built) -> None:
    (path,) = real_sources.glob("*.xlsx")
    expected = oracle.presence(oracle.facts_of_3w(path))
    assert sum(key[1:3] == ("cod_v01", "adm2") for key in expected) == 72 * 11
    assert differences(published(real_build), expected) == {}


def test_a_generated_workbook_has_the_actors_that_a_naive_count_finds(
    small: Callable[..., Built], tmp_path: Path
) -> None:
    path = drawn(1, tmp_path)
    facts = oracle.facts_of_folder(tmp_path, SCHEMES)
    assert {"2022", "2023", "2023-Q1", "2025", "2025-Q1"} <= oracle.periods_offered(set(facts["period"]))
    assert "2024" not in oracle.periods_offered(set(facts["period"]))

    built = small({"4w.xlsx": path.read_bytes()})
    assert dict(built.rows("SELECT sheet, scheme FROM core.source_sheets")) == SCHEMES
    assert differences(published(built), oracle.presence(facts)) == {}
