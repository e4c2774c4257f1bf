"""No address makes a page fail: a sample of ``python -m tests.campaign.addresses``."""

import random
from pathlib import Path

import pytest

from dashboard.ui import url_state
from dashboard.ui.navigation import PAGES
from tests.campaign import addresses


def test_no_set_of_parameters_makes_a_page_fail(demo_warehouse: Path) -> None:
    found = addresses.campaign(demo_warehouse, 2 * len(PAGES), random.Random(5))
    assert found.faults == []
    assert found.put == 2 * len(PAGES) >= 40


def test_a_page_that_fails_would_be_seen(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = url_state.is_unknown

    def failing(name: str, known: dict[str, str]) -> bool:
        if real(name, known):
            raise ValueError(name)
        return False

    monkeypatch.setattr(url_state, "is_unknown", failing)
    found = addresses.campaign(demo_warehouse, 10, random.Random(4))
    assert found.faults


def test_the_sets_are_of_all_kinds() -> None:
    known = {"period": {"2025-Q1", "2025"}, "lang": {"fr", "en"}}
    chance = random.Random(1)
    sets = [addresses.random_set(chance, known) for _ in range(2000)]
    assert {len(one) for one in sets} >= {0, 1, 2, 3}
    values = {value for one in sets for value in one.values() if isinstance(value, str)}
    assert values > {"2025-Q1", "fr", *addresses.HOSTILE}
    assert any(isinstance(value, list) for one in sets for value in one.values())
    assert sets[:50] == [addresses.random_set(chance, known) for chance in [random.Random(1)] for _ in range(50)]
