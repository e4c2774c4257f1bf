"""The same inputs give the same build: nothing is read again, and what is published is the same row for row."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import build as building
from etl import extract, fingerprints, history, publish
from etl.build import Outcome
from etl.commands import DONE, FAILED, main
from tests.conftest import hasten
from tests.factories import activity, case_count, grid, internal, rows, workbook

pytestmark = pytest.mark.usefixtures("quick_builds")


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def made_once(drawn: tuple, child: extract.ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: a 4W of ACF, one of UNICEF with a case count and a row to reject; and the build of both."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "sources").mkdir()
    wrong = grid([activity(organisation="UNICEF"), activity(organisation="")])
    workbook(folder / "sources" / "a.xlsx", {"4W": grid([activity()])})
    workbook(folder / "sources" / "b.xlsx", {"4W": wrong, "Cas": grid([case_count()])})
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        building.build(folder / "sources", folder / "warehouse", None, "fr", silent)
    return folder


@pytest.fixture
def sources(made_once: Path, tmp_path: Path) -> Path:
    """The two workbooks."""
    return Path(shutil.copytree(made_once / "sources", tmp_path / "sources"))


@pytest.fixture
def warehouse(made_once: Path, tmp_path: Path) -> Path:
    """A warehouse that serves the build of the two workbooks as they are."""
    return Path(shutil.copytree(made_once / "warehouse", tmp_path / "w"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Where nothing was built yet."""
    return tmp_path / "fresh"


@pytest.fixture
def make(sources: Path, warehouse: Path) -> Callable[..., Outcome]:
    """Build the sources into the warehouse, in French and without boundary files unless told otherwise."""

    def made(boundaries: Path | None = None, into: Path = warehouse, language: str = "fr") -> Outcome:
        return building.build(sources, into, boundaries, language, silent)

    return made


def manifest(warehouse: Path, build: str) -> dict:
    return json.loads((warehouse / "snapshots" / build / "build.json").read_text(encoding="utf-8"))


def content(warehouse: Path) -> str:
    """The content hash of the build in use."""
    return manifest(warehouse, publish.current_build(warehouse))["content"]


def never(*arguments: object) -> None:
    pytest.fail("a workbook is opened")


# -- the same inputs


def test_the_same_inputs_make_no_new_build_and_open_no_workbook(
    make: Callable[..., Outcome], fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(into=fresh)
    before = (fresh / "CURRENT.json").read_bytes()
    monkeypatch.setattr(extract, "ReadingProcess", never)
    second = make(into=fresh)
    assert (second.build, second.news, second.changes) == (first.build, "build_unchanged", None)
    assert second.report == first.report
    assert second.report["totals"]["rows_rejected"] == 1
    assert (fresh / "CURRENT.json").read_bytes() == before
    assert [path.name for path in (fresh / "snapshots").iterdir()] == [first.build]


def test_the_report_of_a_build_that_was_not_made_again_is_in_the_language_asked_for(
    make: Callable[..., Outcome],
) -> None:
    french, english = make(), make(language="en")
    assert english.news == "build_unchanged"
    messages = [
        [issue["message"] for entry in outcome.report["files"] for issue in entry["issues"]]
        for outcome in (french, english)
    ]
    assert "Aucune organisation sur cette ligne. Indiquez qui fait l'activité." in messages[0]
    assert "No organisation on this row. Say who does the activity." in messages[1]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "rien n'a été reconstruit."), ("en", "nothing was built again.")],
)
def test_a_build_that_need_not_be_made_answers_0_says_so_and_writes_its_report(
    sources: Path, warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, sentence: str
) -> None:
    command = ["build", "--sources", str(sources), "--warehouse", str(warehouse), "--lang", language]
    assert main(command) == DONE
    capsys.readouterr()
    assert main([*command, "--report", str(tmp_path / "report.json")]) == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith(sentence)
    assert publish.current_build(warehouse) in said
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["totals"]["rows_received"] == 4


def test_what_an_interrupted_build_left_is_swept_even_where_nothing_is_built(
    make: Callable[..., Outcome], warehouse: Path
) -> None:
    make()
    (warehouse / "building").mkdir()
    (warehouse / "CURRENT.json.tmp").write_text("{", encoding="utf-8")
    assert make().news == "build_unchanged"
    assert sorted(path.name for path in warehouse.iterdir() if path.suffix != ".lock") == ["CURRENT.json", "snapshots"]


# -- other inputs


def changed_cell(sources: Path, warehouse: Path) -> None:
    workbook(sources / "a.xlsx", {"4W": grid([activity(reached=5)])})


def new_file(sources: Path, warehouse: Path) -> None:
    workbook(sources / "c.xlsx", {"4W": grid([activity(organisation="OMS")])})


def file_gone(sources: Path, warehouse: Path) -> None:
    (sources / "b.xlsx").unlink()


def other_name(sources: Path, warehouse: Path) -> None:
    (sources / "a.xlsx").rename(sources / "mars 2022.xlsx")


def later_moment(sources: Path, warehouse: Path) -> None:
    os.utime(sources / "a.xlsx", (1_700_000_900, 1_700_000_900))


def decision(sources: Path, warehouse: Path) -> None:
    (warehouse / "memory").mkdir()
    decided = "kind,text,scheme,level,target,verdict\norganisation,A.C.F.,,,acf,accepted\n"
    (warehouse / "memory" / "aliases.csv").write_text(decided, encoding="utf-8")


@pytest.fixture
def begins(make: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Whether a build of the sources as they are begins: no kept one is of these inputs. It ends there."""

    def begun(boundaries: Path | None = None, **options: Path) -> bool:
        with monkeypatch.context() as patch:
            patch.setattr(building, "places_of", stopped)
            try:
                return make(boundaries, **options).news not in ("build_unchanged", "build_served_again")
            except Begun:
                return True

    return begun


class Begun(Exception):
    """A build has begun: what it is made of matters no more."""


def stopped(*arguments: object) -> None:
    raise Begun


def test_another_input_makes_another_build(make: Callable[..., Outcome], sources: Path, warehouse: Path) -> None:
    first = make()
    changed_cell(sources, warehouse)
    second = make()
    assert (second.news, second.build == first.build) == ("published", False)
    assert manifest(warehouse, first.build)["key"] != manifest(warehouse, second.build)["key"]
    assert make().news == "build_unchanged"


@pytest.mark.parametrize("change", [changed_cell, new_file, file_gone, other_name, later_moment, decision])
def test_every_input_counts(
    begins: Callable[..., bool], sources: Path, warehouse: Path, change: Callable[[Path, Path], None]
) -> None:
    assert not begins()
    change(sources, warehouse)
    assert begins()


def test_boundary_files_are_inputs_and_an_empty_folder_is_none(
    make: Callable[..., Outcome], begins: Callable[..., bool], tmp_path: Path
) -> None:
    folder = tmp_path / "limites"
    folder.mkdir()
    first = make()
    assert make(folder).news == "build_unchanged"
    (folder / "caf.geojson").write_text("{}", encoding="utf-8")
    assert make(folder).news == "published"
    assert not begins(folder)
    (folder / "caf.geojson").write_text("{ }", encoding="utf-8")
    assert begins(folder)
    assert make().build == first.build


def test_other_rules_make_another_build(begins: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> None:
    assert not begins()
    monkeypatch.setattr(fingerprints, "CODE", ("etl",))
    assert begins()


def test_what_python_compiles_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "etl" / "__pycache__").mkdir(parents=True)
    (tmp_path / "etl" / "build.py").write_bytes(b"1")
    (tmp_path / "etl" / "__pycache__" / "build.cpython-311.pyc").write_bytes(b"2")
    assert fingerprints.tree(tmp_path, ("etl", "gone")) == [["etl/build.py", hashlib.sha256(b"1").hexdigest()]]


def test_a_file_changed_while_it_was_waiting_to_be_read_is_known_by_what_was_read(
    make: Callable[..., Outcome], sources: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_of = fingerprints.key_of
    asked: list[str] = []

    def meddling(files: list, around: str) -> str:
        asked.append(key_of(files, around))
        changed_cell(sources, fresh)
        return asked[0]

    monkeypatch.setattr(building, "key_of", meddling)
    first = make(into=fresh)
    monkeypatch.undo()
    assert rows(fresh, "SELECT reached_count FROM core.activities WHERE organisation_id = 'acf'") == [(5,)]
    assert manifest(fresh, first.build)["key"] != asked[0]


def test_a_file_that_could_not_be_opened_is_tried_again(
    make: Callable[..., Outcome], begins: Callable[..., bool], fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "ReadingProcess", lambda: Refused())
    first = make(into=fresh)
    assert manifest(fresh, first.build)["key"] is None
    assert begins(into=fresh)


class Refused(extract.ReadingProcess):
    """A reading child to which one file is forbidden."""

    def read(self, path: Path) -> extract.SourceFile:
        file = super().read(path)
        return extract.SourceFile(file.name, "", file.received_at, (), "file_forbidden") if "b." in file.name else file


# -- a kept build


def test_going_back_to_former_inputs_serves_their_build_again(
    make: Callable[..., Outcome], sources: Path, warehouse: Path, tmp_path: Path
) -> None:
    shutil.copytree(sources, tmp_path / "kept")
    first = make()
    changed_cell(sources, warehouse)
    second = make()
    shutil.rmtree(sources)
    shutil.copytree(tmp_path / "kept", sources)
    third = make()
    assert (third.build, third.news) == (first.build, "build_served_again")
    pointer = json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    assert (pointer["build"], pointer["previous"]) == (first.build, second.build)
    assert rows(warehouse, "SELECT build FROM marts.build") == [(first.build,)]
    assert third.report == first.report


def test_a_kept_build_that_is_damaged_is_made_anew(make: Callable[..., Outcome], warehouse: Path) -> None:
    first = make()
    file = internal(warehouse)
    file.chmod(0o640)
    file.write_bytes(file.read_bytes()[:-1])
    second = make()
    assert (second.news, second.build == first.build) == ("published", False)
    assert publish.is_whole(warehouse, second.build)
    assert second.changes.reason == "unreadable"


def test_a_build_of_another_version_is_not_served_for_its_key(make: Callable[..., Outcome], warehouse: Path) -> None:
    first = make()
    path = warehouse / "snapshots" / first.build / "build.json"
    path.write_text(json.dumps(manifest(warehouse, first.build) | {"schema": publish.SCHEMA - 1}), encoding="utf-8")
    second = make()
    assert (second.news, second.changes.reason) == ("published", "other_schema")


@pytest.mark.parametrize("damage", ["", "[]", '{"build": "BUILD"}'])
def test_a_pointer_that_does_not_name_its_build_rightly_is_mended(
    make: Callable[..., Outcome], warehouse: Path, damage: str
) -> None:
    build = make().build
    whole = json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    (warehouse / "CURRENT.json").write_text(damage.replace("BUILD", build), encoding="utf-8")
    assert make().news == "build_served_again"
    assert json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8")) == whole


def test_a_manifest_that_is_damaged_stops_no_build(make: Callable[..., Outcome], warehouse: Path) -> None:
    first = make()
    (warehouse / "snapshots" / first.build / "build.json").write_text("{", encoding="utf-8")
    assert make().news == "published"
    assert [build.is_servable for build in history.builds(warehouse)] == [True, False]


# -- the same content


def test_two_builds_of_the_same_sources_have_the_same_content(
    make: Callable[..., Outcome], warehouse: Path, tmp_path: Path
) -> None:
    first, second = make(), make(into=tmp_path / "other")
    assert first.build != second.build
    assert content(warehouse) == content(tmp_path / "other")
    shas = [manifest(*place)["sha256"] for place in ((warehouse, first.build), (tmp_path / "other", second.build))]
    assert shas[0] != shas[1]  # the file itself names its build


def test_the_order_in_which_the_system_lists_the_files_changes_nothing(
    make: Callable[..., Outcome], warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter(sorted(listed(folder), reverse=True)))
    assert make().news == "build_unchanged"
    make(into=tmp_path / "other")
    assert content(warehouse) == content(tmp_path / "other")
    assert rows(tmp_path / "other", "SELECT file_id, file FROM core.source_files ORDER BY ALL") == [
        (1, "a.xlsx"),
        (2, "b.xlsx"),
    ]


def test_the_content_is_told_by_every_row_and_by_no_order(make: Callable[..., Outcome], warehouse: Path) -> None:
    make()
    file = internal(warehouse)
    file.chmod(0o640)
    hashes = []
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{file}' AS warehouse; SET TimeZone = 'UTC'")
        for change in (
            "SELECT 1",
            "CREATE OR REPLACE TABLE warehouse.marts.presence AS FROM warehouse.marts.presence ORDER BY ALL DESC",
            "UPDATE warehouse.marts.build SET build = 'other'",
            "DELETE FROM warehouse.marts.comparison",
            "UPDATE warehouse.marts.periods SET span = 'quarter'",
            "DELETE FROM warehouse.core.issues",
        ):
            connection.execute(change)
            hashes.append(fingerprints.content_hash(connection))
    assert hashes[0] == content(warehouse)
    assert len(set(hashes[:4])) == 1
    assert len(set(hashes[3:])) == 3


def test_the_content_hash_leaves_out_no_table_but_those_that_name_the_build(
    make: Callable[..., Outcome], warehouse: Path
) -> None:
    make()
    tables = {name for (name,) in rows(warehouse, "SELECT schema_name || '.' || table_name FROM duckdb_tables()")}
    assert set(fingerprints.NAMING) < tables


# -- the list of expected reports


def test_a_list_of_expected_reports_that_cannot_be_understood_publishes_nothing(
    make: Callable[..., Outcome], sources: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    (warehouse / "memory").mkdir()
    (warehouse / "memory" / "expected_reports.csv").write_text(
        "period,organisation\n2022-04,ACF\nbientôt,ACF\n", encoding="utf-8"
    )
    before = (warehouse / "CURRENT.json").read_bytes()
    assert main(["build", "--sources", str(sources), "--warehouse", str(warehouse)]) == FAILED
    assert "La ligne 3 de expected_reports.csv" in " ".join(capsys.readouterr().err.split())
    assert (warehouse / "CURRENT.json").read_bytes() == before


# -- the cost


def test_the_key_is_known_in_a_moment(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    large.write_bytes(b"x" * 50_000_000)
    start = time.perf_counter()
    fingerprints.key_of(fingerprints.found([large]), fingerprints.surroundings(None, tmp_path))
    assert time.perf_counter() - start < 2
