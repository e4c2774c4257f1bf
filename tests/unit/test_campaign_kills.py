"""A small sample of the campaign that kills builds; the whole is ``python -m tests.campaign.kills``."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.extract import ReadingProcess
from geo.boundaries import Boundaries
from tests.campaign import kills
from tests.conftest import hasten

# The steps before and after the switch, the one that leaves most behind, and a random moment.
SAMPLE = ("pointer drafted", "pointer switched", "in the middle of forgetting", "")

pytestmark = pytest.mark.usefixtures("quick_builds")


def test_a_build_killed_at_any_moment_leaves_a_good_one_in_service(tmp_path: Path) -> None:
    found = kills.campaign(tmp_path, SAMPLE, random.Random(1), duration=1.5)
    assert found.faults == []
    assert sum(found.endings.values()) == len(SAMPLE)
    assert found.endings["the old build is served"] >= 2
    assert found.endings["the new build is served"] >= 2
    assert found.reads > 20


@pytest.fixture(scope="module")
def published_once(
    drawn: tuple[Boundaries, ...], child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The campaign's sources of turn 5, and the warehouse built from them, to copy."""
    folder = tmp_path_factory.mktemp("kills")
    (folder / "sources").mkdir()
    kills.write(folder / "sources", 5)
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        kills.building.build(folder / "sources", folder / "w", None, "fr", kills.silent)
    return folder


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Path:
    """A warehouse with one build of the campaign's own, of turn 5; its sources are beside it."""
    shutil.copytree(published_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "w"


def snapshot(warehouse: Path) -> Path:
    return warehouse / "snapshots" / kills.publish.current_build(warehouse)


def torn_pointer(warehouse: Path) -> None:
    (warehouse / "CURRENT.json").write_text("{", encoding="utf-8")


def other_fingerprint(warehouse: Path) -> None:
    path = warehouse / "CURRENT.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"sha256"', '"sha1"'), encoding="utf-8")


def torn_file(warehouse: Path) -> None:
    file = snapshot(warehouse) / "internal.duckdb"
    file.chmod(0o640)
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (torn_pointer, "cannot be read"),
        (other_fingerprint, "disagree"),
        (torn_file, "not the one that was published"),
    ],
)
def test_the_campaign_would_see_a_bad_warehouse(published: Path, damage: Callable[[Path], None], sentence: str) -> None:
    found = kills.Campaign()
    assert kills.check(found, published, 5, "") == 5
    assert kills.check(found, published, 6, "") == 5
    assert found.faults == []
    kills.check(found, published, 7, "")
    damage(published)
    kills.check(found, published, 5, "")
    assert "the content is that of 5" in found.faults[0]
    assert [sentence in fault for fault in found.faults] == [False, True]


def test_the_campaign_would_see_what_is_left_behind(published: Path, tmp_path: Path) -> None:
    (published / "snapshots" / "half").mkdir()
    found = kills.Campaign()
    kills.build_again(found, tmp_path / "sources", published, 5, "")
    assert ["left behind: [] ['half']" in fault for fault in found.faults] == [True]
