"""A sample of ``python -m tests.campaign.publishes``, and the faults that it would see."""

import time
from pathlib import Path

import pytest

from tests.campaign import publishes


def test_readers_have_one_whole_build_each_while_builds_are_published() -> None:
    """Trap 24: no build is written where another one is read."""
    found = publishes.campaign(publishes=4, reads=300, soon=600)
    assert found.faults == []
    assert found.publishes >= 4
    assert found.reads >= 300
    assert found.slowest > 0


@pytest.mark.parametrize(
    ("held", "seen", "is_outdated", "words"),
    [
        ({3}, 3, False, ""),
        ({4}, 3, False, ""),
        ({3, 4}, 3, False, "one run read the builds"),
        ({2}, 3, False, "went back"),
        ({3}, 3, True, "outdated"),
        ({1}, 1, False, "had build 1"),
    ],
)
def test_a_fault_is_told(held: set[int], seen: int, is_outdated: bool, words: str) -> None:
    now = time.monotonic()
    published = {0: now - 60, 1: now - 50, 2: now - 20, 3: now - 2, 4: now}
    told = publishes.judged(held, seen, is_outdated, published, now - 5)
    assert words in told if words else told == ""


def test_a_build_of_two_minds_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = publishes.write_build

    def mixed(directory: Path, number: int) -> None:
        real(directory, number)
        for file, _ in publishes.publish.FILES.values():
            with publishes.duckdb.connect(str(directory / file)) as connection:
                connection.execute("UPDATE marts.two SET n = n + 1 WHERE rowid = 0")

    monkeypatch.setattr(publishes, "write_build", mixed)
    assert "one run read the builds" in publishes.campaign(publishes=1, reads=3, soon=600).faults[0]
