"""Builds that are kept can be listed and served again."""

import json
import shutil
from pathlib import Path

import pytest

from etl import history, publish
from etl.commands import DONE, FAILED, NOTHING_LOADED, main


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A warehouse with two builds of one row, of March then of April: its directory, the first id and the second."""
    tmp_path = tmp_path_factory.mktemp("history")
    sources = tmp_path / "in"
    sources.mkdir()
    ids = []
    for month in ("mars", "avril"):
        row = f"ACTED;Santé;Ouaka;{month} 2025"
        (sources / "4w.csv").write_text(f"Organisation;Secteur;Préfecture;Mois\n{row}\n", "utf-8")
        assert main(["build", "--sources", str(sources), "--warehouse", str(tmp_path / "w")]) == DONE
        ids.append(json.loads((tmp_path / "w" / "CURRENT.json").read_text())["build"])
    return tmp_path / "w", ids[0], ids[1]


@pytest.fixture
def twice_built(built_once: tuple[Path, str, str], tmp_path: Path) -> tuple[Path, str, str]:
    """A copy of it for each test."""
    shutil.copytree(built_once[0], tmp_path / "w")
    return tmp_path / "w", *built_once[1:]


def test_the_newest_build_comes_first_and_is_the_current_one(twice_built: tuple[Path, str, str]) -> None:
    warehouse, first, second = twice_built
    found = history.builds(warehouse)
    assert [(build.build, build.is_current) for build in found] == [(second, True), (first, False)]
    assert [(build.files, build.rows_accepted, build.rows_rejected) for build in found] == [(1, 1, 0)] * 2


def test_rollback_serves_the_build_before_and_rollback_again_returns(twice_built: tuple[Path, str, str]) -> None:
    warehouse, first, second = twice_built
    assert main(["rollback", "--warehouse", str(warehouse)]) == DONE
    assert json.loads((warehouse / "CURRENT.json").read_text())["build"] == first
    assert main(["rollback", "--warehouse", str(warehouse)]) == DONE
    assert json.loads((warehouse / "CURRENT.json").read_text())["build"] == second


@pytest.mark.parametrize("asked", ["nothing", "../snapshots", "..", "."])
def test_a_build_that_is_not_there_changes_nothing(twice_built: tuple[Path, str, str], asked: str) -> None:
    warehouse, _, _ = twice_built
    before = (warehouse / "CURRENT.json").read_bytes()
    assert main(["rollback", asked, "--warehouse", str(warehouse)]) == NOTHING_LOADED
    assert (warehouse / "CURRENT.json").read_bytes() == before


def test_a_damaged_build_is_not_served_again(twice_built: tuple[Path, str, str]) -> None:
    warehouse, first, _ = twice_built
    file = warehouse / "snapshots" / first / publish.INTERNAL
    file.chmod(0o640)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = (warehouse / "CURRENT.json").read_bytes()
    assert main(["rollback", first, "--warehouse", str(warehouse)]) == FAILED
    assert (warehouse / "CURRENT.json").read_bytes() == before


def renumber(warehouse: Path, build: str, schema: int | None) -> None:
    """Make a kept build one of another version."""
    manifest = warehouse / "snapshots" / build / "build.json"
    content = json.loads(manifest.read_text()) | {"schema": schema}
    manifest.write_text(json.dumps({name: value for name, value in content.items() if value is not None}))


@pytest.mark.parametrize("schema", [None, publish.SCHEMA + 1])
def test_a_build_of_another_version_is_listed_and_not_served_again(
    twice_built: tuple[Path, str, str], schema: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse, first, second = twice_built
    renumber(warehouse, first, schema)
    before = (warehouse / "CURRENT.json").read_bytes()
    capsys.readouterr()
    assert main(["rollback", "--warehouse", str(warehouse)]) == FAILED
    assert "vient d'une autre version de Maillage" in " ".join(capsys.readouterr().err.split())
    assert (warehouse / "CURRENT.json").read_bytes() == before
    assert [(build.build, build.is_servable) for build in history.builds(warehouse)] == [(second, True), (first, False)]
    assert main(["history", "--warehouse", str(warehouse)]) == DONE
    assert "autre" in capsys.readouterr().err


def test_an_empty_warehouse_has_no_history(tmp_path: Path) -> None:
    assert main(["history", "--warehouse", str(tmp_path)]) == NOTHING_LOADED


def test_old_builds_go_but_never_the_one_in_use(
    twice_built: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse, first, second = twice_built
    monkeypatch.setattr(history, "KEPT", 0)
    publish.point_to(warehouse, first)
    (warehouse / "snapshots" / "20200101T000000000000Z-old").mkdir()
    history.forget_old(warehouse)
    assert sorted(path.name for path in (warehouse / "snapshots").iterdir()) == sorted([first, second])
    assert not (warehouse / "building").exists()
