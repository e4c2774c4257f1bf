"""Old or new, never a mix: what a dashboard is pointed to, whatever goes wrong on the way."""

import errno
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl import build as building
from etl import publish, transform
from etl.commands import DONE, FAILED, LOCKED, NOTHING_LOADED, main
from tests.factories import Built, activity, grid, internal, rows, workbook

ROOT = Path(publish.__file__).parents[1]
pytestmark = pytest.mark.usefixtures("quick_builds")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with one healthy workbook: one row of ACF."""
    folder = tmp_path / "sources"
    folder.mkdir()
    workbook(folder / "4w.xlsx", {"4W": grid([activity()])})
    return folder


@pytest.fixture(scope="session")
def published_once(small: Callable[..., Built]) -> Path:
    """A warehouse with one build, of two rows of UNICEF, to copy."""
    rows_of_unicef = [activity(organisation="UNICEF", sector=sector) for sector in ("Santé", "EHA")]
    return small({"4w.xlsx": {"4W": grid(rows_of_unicef)}}).warehouse


@pytest.fixture
def warehouse(published_once: Path, tmp_path: Path) -> Path:
    """A warehouse that serves a build of UNICEF's."""
    shutil.copytree(published_once, tmp_path / "warehouse")
    return tmp_path / "warehouse"


def run(sources: Path, warehouse: Path) -> int:
    return main(["build", "--sources", str(sources), "--warehouse", str(warehouse)])


def actors(warehouse: Path) -> list[tuple]:
    return rows(warehouse, "SELECT DISTINCT organisation_id FROM core.activities")


def pointer(warehouse: Path) -> dict:
    return json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))


@contextmanager
def unchanged(warehouse: Path) -> Iterator[None]:
    """The pointer stays byte for byte, and what it names stays whole."""
    before = (warehouse / "CURRENT.json").read_bytes()
    yield
    assert (warehouse / "CURRENT.json").read_bytes() == before
    whole_build(warehouse)
    assert actors(warehouse) == [("unicef",)]


def test_the_pointer_names_the_build_its_file_its_fingerprint_and_the_one_before(sources: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "nowhere" / "yet"
    assert run(sources, warehouse) == DONE
    first = pointer(warehouse)
    assert list(first) == ["build", "schema", "internal", "public", "sha256", "previous"]
    assert first["schema"] == publish.SCHEMA
    assert first["internal"] == f"snapshots/{first['build']}/internal.duckdb"
    assert re.fullmatch(r"\d{8}T\d{12}Z-[0-9a-f]{12}", first["build"])
    assert first["sha256"]["internal"] == hashlib.sha256(internal(warehouse).read_bytes()).hexdigest()
    assert first["previous"] is None
    assert internal(warehouse).stat().st_mode & 0o777 == 0o440
    public = warehouse / first["public"]
    assert first["sha256"]["public"] == hashlib.sha256(public.read_bytes()).hexdigest()
    assert public.stat().st_mode & 0o777 == 0o444
    assert sorted(path.name for path in public.parent.iterdir()) == ["build.json", "internal.duckdb", "public.duckdb"]
    assert rows(warehouse, "SELECT build FROM marts.build") == [(first["build"],)]

    workbook(sources / "more.xlsx", {"4W": grid([activity(organisation="UNICEF")])})
    assert run(sources, warehouse) == DONE  # at once
    second = pointer(warehouse)
    assert second["previous"] == first["build"] != second["build"]
    assert {path.name for path in (warehouse / "snapshots").iterdir()} == {first["build"], second["build"]}


def test_a_reader_of_the_old_build_goes_on_reading_it(sources: Path, warehouse: Path) -> None:
    with duckdb.connect(str(internal(warehouse)), read_only=True) as reader:
        assert run(sources, warehouse) == DONE
        assert reader.execute("SELECT DISTINCT organisation_id FROM core.activities").fetchall() == [("unicef",)]
    assert actors(warehouse) == [("acf",)]


def test_what_an_interrupted_build_left_behind_is_swept_away(sources: Path, warehouse: Path) -> None:
    leftover = warehouse / "building"
    (leftover / "deep").mkdir(parents=True)
    for name in ("internal.duckdb", "internal.duckdb.wal", "deep/x"):
        (leftover / name).write_bytes(b"half")
    (warehouse / "CURRENT.json.tmp").write_text("half", encoding="utf-8")
    assert run(sources, warehouse) == DONE
    assert actors(warehouse) == [("acf",)]
    assert sorted(path.name for path in warehouse.iterdir() if path.suffix != ".lock") == ["CURRENT.json", "snapshots"]


def test_while_another_build_runs_the_answer_is_75_and_nothing_is_touched(
    sources: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FileLock(warehouse / "etl.lock"), unchanged(warehouse):
        (warehouse / "building").mkdir()  # the other's
        assert run(sources, warehouse) == LOCKED == 75
        assert (warehouse / "building").is_dir()
    assert "Une autre construction est en cours" in " ".join(capsys.readouterr().err.split())


# Started, it imports all it needs and says so; a line on its standard input lets it go.
STARTED = "import sys; import etl.build; from etl.commands import main; print('ready', flush=True); input(); " + (
    "sys.exit(main(['build', '--sources', sys.argv[1], '--warehouse', sys.argv[2]]))"
)


def test_of_four_builds_started_at_once_one_publishes_and_three_answer_75(sources: Path, warehouse: Path) -> None:
    command = [sys.executable, "-c", STARTED, str(sources), str(warehouse)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    processes = [subprocess.Popen(command, cwd=ROOT, **pipes) for _ in range(4)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 4
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    assert sorted(process.returncode for process in processes) == [DONE, LOCKED, LOCKED, LOCKED]
    assert len(list((warehouse / "snapshots").iterdir())) == 2
    assert actors(warehouse) == [("acf",)]


def test_a_lock_file_that_nobody_holds_is_no_lock(sources: Path, warehouse: Path) -> None:
    program = (
        f"from filelock import FileLock; FileLock({str(warehouse / 'etl.lock')!r}).acquire(); import os; os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert (warehouse / "etl.lock").exists()
    assert run(sources, warehouse) == DONE


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a.xlsx": b"", "b.xlsx": b"%PDF-1.7"},
        {"a.xlsx": {"4W": [["Couleur"], ["bleu"]]}},
        {"a.xlsx": {"4W": grid([activity(organisation=""), activity(sector="Secteur lunaire")])}},
    ],
    ids=["no file", "no readable file", "no known column", "no good row"],
)
def test_when_nothing_loads_the_answer_is_2_and_the_old_build_stays(
    tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str], files: dict
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, content in files.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            workbook(folder / name, content)
    with unchanged(warehouse):
        assert run(folder, warehouse) == NOTHING_LOADED == 2
    said = " ".join(capsys.readouterr().err.split())
    assert ("l'entrepôt reste tel qu'il était" if files else "Aucun classeur") in said


def test_a_broken_contract_answers_1_and_publishes_nothing(
    sources: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    marts = transform.store_boundaries

    def spoiled(connection: duckdb.DuckDBPyConnection, shapes: tuple) -> None:
        marts(connection, shapes)
        connection.execute("DELETE FROM warehouse.marts.presence WHERE pcode = 'CF431'")

    monkeypatch.setattr(transform, "store_boundaries", spoiled)
    with unchanged(warehouse):
        assert run(sources, warehouse) == FAILED == 1
    assert len(list((warehouse / "snapshots").iterdir())) == 1
    assert "presence_is_complete" in capsys.readouterr().err


BROKEN = [
    ("access_is_whole", "DELETE FROM warehouse.marts.access"),
    (
        "enclaved_is_dated",
        "INSERT INTO warehouse.marts.enclaved BY NAME SELECT '2022-03' AS period, 'odd' AS status_code",
    ),
    ("gaps_are_ranked", "INSERT INTO warehouse.marts.gaps FROM warehouse.marts.gaps"),
    (
        "missions_add_up",
        "INSERT INTO warehouse.marts.mission_shares BY NAME "
        "SELECT 1 AS mission_id, 'seats' AS resource_code, 5 AS quantity",
    ),
    ("served_pairs_are_covered", "INSERT INTO warehouse.marts.served_pairs FROM warehouse.marts.served_pairs"),
    ("changes_add_up", "UPDATE warehouse.marts.totals SET rows_accepted = 3"),
    ("changes_add_up", "UPDATE warehouse.marts.areas_named SET rows_accepted = 3"),
    ("changes_add_up", "DELETE FROM warehouse.marts.comparison"),
    ("changes_add_up", "UPDATE warehouse.marts.comparison SET rows_after = 3"),
    (
        "changes_add_up",
        "INSERT INTO warehouse.marts.vanished BY NAME SELECT 'organisation' AS what, 'acf' AS code, 'ACF' AS name",
    ),
    (
        "changes_add_up",
        "UPDATE warehouse.marts.comparison SET reason = NULL; "
        "INSERT INTO warehouse.marts.vanished BY NAME SELECT 'organisation' AS what, 'unicef' AS code, '' AS name",
    ),
    (
        "changes_add_up",
        "INSERT INTO warehouse.marts.changes BY NAME SELECT 'former_period' AS compared_with, 'odd' AS suspicion",
    ),
    ("counts_are_sane", "UPDATE warehouse.marts.presence SET organisations = 2 WHERE pcode = 'CF431'"),
    ("counts_are_sane", "UPDATE warehouse.marts.presence SET organisations = -1 WHERE pcode = 'CF71'"),
    (
        "demo_is_never_mixed",
        "INSERT INTO warehouse.core.source_files BY NAME "
        "SELECT 2 AS file_id, 'démo.xlsx' AS file, '' AS sha256, now() AS received_at, true AS is_demo; "
        "INSERT INTO warehouse.core.source_sheets BY NAME "
        "SELECT 2 AS sheet_id, 2 AS file_id, 1 AS rows_received, 0 AS rows_accepted, 1 AS rows_rejected",
    ),
    (
        "no_count_is_found",
        "INSERT INTO warehouse.core.disclosure_attack BY NAME SELECT 5 AS threshold, 2.0 AS least, 9.0 AS most",
    ),
    (
        "no_count_is_found",
        "INSERT INTO warehouse.core.disclosure_attack BY NAME "
        "SELECT 5 AS threshold, 0.0 AS least, 9.0 AS most, 0.0 AS least_of_all_releases, 4.0 AS most_of_all_releases",
    ),
    (
        "rounded_counts_add_up",
        "INSERT INTO warehouse.marts.disclosure_summary BY NAME SELECT '2022-Q1' AS period, 5 AS threshold; "
        "INSERT INTO warehouse.core.rounded_base BY NAME SELECT '2022-Q1' AS period, 3 AS value, 3 AS rounded",
    ),
    (
        "referrals_are_counted_once",
        "INSERT INTO warehouse.marts.referral_flows BY NAME SELECT '2022-03' AS period, 7 AS referrals",
    ),
    (
        "flows_have_both_ends_in_one_scheme",
        "INSERT INTO warehouse.marts.referral_flows BY NAME "
        "SELECT '2022-03' AS period, 'cod_v01' AS scheme, 'CF999' AS to_pcode, 0 AS referrals",
    ),
    ("places_exist", "UPDATE warehouse.core.activities SET adm1_pcode = 'CF99'"),
    ("places_exist", "UPDATE warehouse.core.activities SET adm2_pcode = 'CF999'"),
    ("presence_is_complete", "DELETE FROM warehouse.marts.presence WHERE pcode = 'CF431'"),
    ("presence_is_complete", "DELETE FROM warehouse.marts.presence WHERE pcode = 'CF431' AND sector_code = 'HEA'"),
    ("presence_is_complete", "INSERT INTO warehouse.marts.presence FROM warehouse.marts.presence"),
    ("reporting_is_whole", "DELETE FROM warehouse.marts.reporting"),
    ("reporting_is_whole", "INSERT INTO warehouse.marts.reporting FROM warehouse.marts.reporting"),
    ("reporting_is_whole", "UPDATE warehouse.marts.reporting SET has_reported = false"),
    ("reporting_is_whole", "UPDATE warehouse.marts.reporting_rate SET expected = 2"),
    (
        "reporting_is_whole",
        "INSERT INTO warehouse.marts.reporting_by_area BY NAME "
        "SELECT '2022-03' AS period, 'CF431' AS pcode, 1 AS expected, 0 AS reported",
    ),
    ("rows_are_accounted_for", "DELETE FROM warehouse.core.activities"),
    ("rows_are_accounted_for", "UPDATE warehouse.core.source_sheets SET rows_received = 3"),
    (
        "schemes_agree",
        "UPDATE warehouse.marts.actors SET organisations = 2 WHERE level = 'country' AND scheme = 'cod_v02'",
    ),
    (
        "schemes_agree",
        "DELETE FROM warehouse.core.area_containment WHERE from_pcode = 'CF431' AND to_scheme = 'cod_v02'",
    ),
    ("unsplittable_is_the_rest", "DELETE FROM warehouse.marts.unsplittable"),
    (
        "unsplittable_is_the_rest",
        "INSERT INTO warehouse.marts.unsplittable SELECT period, scheme, level, pcode FROM warehouse.marts.presence",
    ),
]


@pytest.mark.parametrize(("contract", "damage"), BROKEN)
def test_a_contract_sees_the_damage_it_is_there_for(warehouse: Path, contract: str, damage: str) -> None:
    file = internal(warehouse)
    file.chmod(0o640)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{file}' AS warehouse")
        transform.check_contracts(connection)  # whole so far
        connection.execute(damage)
        with pytest.raises(transform.BrokenContract, match=rf"^{contract}$"):
            transform.check_contracts(connection)


def test_every_contract_has_been_seen_to_break() -> None:
    names = {path.stem for path in (Path(transform.__file__).parent / "contracts").glob("*.sql")}
    assert names == {contract for contract, _ in BROKEN}


@contextmanager
def failing_disk(nth: int, error: int) -> Iterator[list[str]]:
    """The n-th call that writes to the disk fails; the names of the calls made are in the list."""
    made: list[str] = []

    def failing(name: str, real: Callable) -> Callable:
        def call(*arguments: object, **options: object) -> object:
            made.append(name)
            if len(made) == nth:
                raise OSError(error, os.strerror(error))
            return real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for holder, name in (
            (os, "fsync"), (os, "replace"), (os, "rename"), (os, "rmdir"),
            (Path, "chmod"), (Path, "write_text"), (Path, "mkdir"), (Path, "unlink"),
        ):  # fmt: skip
            patch.setattr(holder, name, failing(name, getattr(holder, name)))
        yield made


def whole_build(warehouse: Path) -> str:
    """The build that is pointed to, once its file is seen to be the one that was published."""
    content = pointer(warehouse)
    for edition in ("internal", "public"):
        assert hashlib.sha256((warehouse / content[edition]).read_bytes()).hexdigest() == content["sha256"][edition]
    return content["build"]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_step_of_publishing_leaves_the_old_build(
    published_once: Path, tmp_path: Path, error: int
) -> None:
    old, new = whole_build(published_once), "20260101T000000000000Z-abcdef012345"
    served = []
    for nth in range(1, 100):
        warehouse = tmp_path / str(nth)
        shutil.copytree(published_once, warehouse)
        directory = publish.new_build_directory(warehouse)
        for name in ("internal.duckdb", "public.duckdb"):
            shutil.copy(internal(warehouse).with_name(name), directory / name)
            (directory / name).chmod(0o640)
        with failing_disk(nth, error) as made:
            try:
                publish.publish(warehouse, directory, new, "key", "content")
            except OSError as refused:
                assert refused.errno == error  # noqa: PT017 - the last turn raises none
        served.append(whole_build(warehouse))
        if len(made) < nth:
            break
    # The last of the calls makes sure that the switch, which is done, outlives a power cut; then none fails.
    assert made[-2:] == ["replace", "fsync"]
    assert served == [old] * (len(made) - 1) + [new] * 2


def test_a_disk_that_fails_at_any_step_of_a_build_leaves_a_whole_one_and_no_leftovers(
    sources: Path, published_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = whole_build(published_once)
    shutil.copytree(published_once, tmp_path / "untroubled")
    with failing_disk(1_000, errno.ENOSPC) as calls:
        assert run(sources, tmp_path / "untroubled") == DONE
    # Every twentieth call, the last ones before the switch and after it, and one more than there are: all of those of
    # publishing are in the test above.
    steps = sorted({*range(1, len(calls), 20), *range(len(calls) - 3, len(calls) + 2)})
    answers = []
    for nth in steps:
        warehouse = tmp_path / str(nth)
        shutil.copytree(published_once, warehouse)
        with failing_disk(nth, errno.ENOSPC):
            answers.append((run(sources, warehouse) == DONE, whole_build(warehouse) == old))
        left = {path.name for path in warehouse.iterdir()} - {"CURRENT.json", "snapshots", "etl.lock"}
        assert left == set(), calls[min(nth, len(calls)) - 1]
        assert "Traceback" not in capsys.readouterr().err
    # First the old build is served and the command fails, then the new one: what fails after the switch costs the old
    # builds their removal, or nothing.
    assert [answer for answer, _ in itertools.groupby(answers)] == [(False, True), (False, False), (True, False)]


def test_a_full_disk_is_told_in_a_sentence_and_leaves_the_old_build(
    sources: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(warehouse / "building"))

    monkeypatch.setattr(building, "publish", full)
    with unchanged(warehouse):
        assert run(sources, warehouse) == FAILED
    said = capsys.readouterr().err
    assert "Écriture impossible" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("largest", [0, 20_000, 100_000, 500_000])
def test_a_disk_that_refuses_duckdb_is_told_as_such_and_leaves_the_old_build(
    sources: Path, warehouse: Path, capsys: pytest.CaptureFixture[str], largest: int
) -> None:
    resource = pytest.importorskip("resource", reason="this system knows no limits of resources")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with unchanged(warehouse):
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))  # no file may grow beyond so many bytes
        try:
            status = run(sources, warehouse)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        assert status == FAILED
    said = " ".join(capsys.readouterr().err.split())
    assert "Écriture impossible" in said
    assert str(warehouse) in said.replace(" ", "")


def test_a_build_left_open_is_never_published(warehouse: Path) -> None:
    directory = publish.new_build_directory(warehouse)
    for name in ("internal.duckdb", "internal.duckdb.wal"):
        (directory / name).write_bytes(b"x")
    with unchanged(warehouse), pytest.raises(RuntimeError, match="write-ahead log"):
        publish.publish(warehouse, directory, "x", "key", "content")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"build": "x"', '{"build": ["x"]}', '{"internal": "x"}', "\x00"]
)
def test_a_damaged_pointer_names_no_build(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT.json").write_text(content, encoding="utf-8")
    assert publish.current_build(tmp_path) is None
    assert publish.current_build(tmp_path / "nowhere") is None


def test_a_damaged_pointer_is_mended_by_the_next_build(sources: Path, warehouse: Path) -> None:
    (warehouse / "CURRENT.json").write_text("{", encoding="utf-8")
    assert run(sources, warehouse) == DONE
    assert pointer(warehouse)["previous"] is None
    assert actors(warehouse) == [("acf",)]


def test_a_path_with_a_quote_is_a_path(sources: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "l'entrepôt; DROP"
    assert run(sources, warehouse) == DONE
    assert actors(warehouse) == [("acf",)]
