"""The published warehouse: always the newest, never written to, right under threads."""

import json
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard import watchdog
from dashboard.warehouse import (
    SCHEMA,
    NoWarehouse,
    OtherSchema,
    TooSlow,
    Warehouse,
    current_warehouse,
    warehouse_directory,
)
from etl import publish as publishing
from tests.unit.dashboard.conftest import point, publish

LOCKED = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
    "memory_limit": "953.6 MiB",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "threads": "2",
}


def test_a_query_gives_its_rows_with_bound_values(warehouse: Warehouse) -> None:
    found = warehouse.query("SELECT $name AS name, $number + 1 AS more", {"name": "l'île\"; DROP", "number": 41})
    assert found.to_dict("records") == [{"name": "l'île\"; DROP", "more": 42}]


def test_a_query_may_bind_nothing_a_list_or_null(warehouse: Warehouse) -> None:
    assert warehouse.query("SELECT 1 AS one")["one"].tolist() == [1]
    found = warehouse.query("SELECT $codes AS codes, $sex IS NULL AS unsaid", {"codes": ["a", "b"], "sex": None})
    assert (list(found["codes"].iloc[0]), bool(found["unsaid"].iloc[0])) == (["a", "b"], True)


def test_an_empty_answer_keeps_its_columns(warehouse: Warehouse) -> None:
    assert list(warehouse.query("SELECT 1 AS a, 'x' AS b WHERE false").columns) == ["a", "b"]


def test_eight_threads_get_each_the_answers_of_their_own_questions(warehouse: Warehouse) -> None:
    def ask(thread: int) -> list[int]:
        question = "SELECT $number AS number FROM range(50) LIMIT 1"
        return [
            int(warehouse.query(question, {"number": thread * 1000 + turn})["number"].iloc[0]) for turn in range(200)
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert answers == [[thread * 1000 + turn for turn in range(200)] for thread in range(8)]


def test_a_new_build_is_served_from_the_next_call_on(published: Callable[..., Path]) -> None:
    published("first")
    before = current_warehouse()
    published("second")
    after = current_warehouse()
    assert [w.query("SELECT build FROM warehouse.marts.build")["build"].iloc[0] for w in (before, after)] == [
        "first",
        "second",
    ]
    assert (before.build, after.build) == ("first", "second")


def test_the_same_build_is_opened_once(published: Callable[..., Path]) -> None:
    published("first")
    assert current_warehouse() is current_warehouse()


def builds_served() -> tuple[str, str, bool]:
    """The build that is said to be served, the one that is, and whether it is said to be outdated."""
    served = current_warehouse()
    return served.build, served.query("SELECT build FROM warehouse.marts.build")["build"].iloc[0], served.is_outdated


def test_a_build_that_was_changed_after_its_publication_is_not_served_and_the_former_one_goes_on(
    published: Callable[..., Path],
) -> None:
    published("first")
    assert builds_served() == ("first", "first", False)
    file = published("second")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert builds_served() == ("first", "first", True)
    file.write_bytes(whole)
    assert builds_served() == ("second", "second", False)


def test_a_build_whose_file_is_gone_is_not_served_and_the_former_one_goes_on(published: Callable[..., Path]) -> None:
    published("first")
    current_warehouse()
    published("second").unlink()
    assert builds_served() == ("first", "first", True)


def test_a_pointer_that_breaks_leaves_the_former_build_in_service(
    published: Callable[..., Path], tmp_path: Path
) -> None:
    published("first")
    current_warehouse()
    (tmp_path / "warehouse" / "CURRENT.json").write_text('{"build": "sec', encoding="utf-8")
    assert builds_served() == ("first", "first", True)


def test_the_dashboard_and_the_build_mean_the_same_schema() -> None:
    assert SCHEMA == publishing.SCHEMA


def renumber(directory: Path, schema: object) -> None:
    """Make the pointer say another number of schema, or none."""
    pointer = json.loads((directory / "CURRENT.json").read_text(encoding="utf-8")) | {"schema": schema}
    text = json.dumps({name: value for name, value in pointer.items() if value is not None})
    (directory / "CURRENT.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("schema", [None, SCHEMA - 1, SCHEMA + 1, str(SCHEMA)])
def test_a_warehouse_of_another_version_is_not_served(
    schema: object, published: Callable[..., Path], tmp_path: Path
) -> None:
    published("first")
    renumber(tmp_path / "warehouse", schema)
    with pytest.raises(OtherSchema):
        current_warehouse()


@pytest.mark.parametrize("schema", [None, SCHEMA + 1])
def test_a_build_of_another_version_leaves_the_former_one_in_service(
    schema: object, published: Callable[..., Path], tmp_path: Path
) -> None:
    published("first")
    current_warehouse()
    published("second")
    renumber(tmp_path / "warehouse", schema)
    assert builds_served() == ("first", "first", True)


def test_a_first_build_that_was_changed_is_no_warehouse(published: Callable[..., Path]) -> None:
    file = published("first")
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(NoWarehouse):
        current_warehouse()


def test_the_directory_is_the_one_that_the_environment_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(tmp_path / "elsewhere" / ".." / "here"))
    assert warehouse_directory() == (tmp_path / "here").resolve()


@pytest.mark.parametrize("value", ["", None])
def test_the_directory_is_that_of_the_repository_where_the_environment_names_none(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAILLAGE_WAREHOUSE")
    if value is not None:
        monkeypatch.setenv("MAILLAGE_WAREHOUSE", value)
    assert warehouse_directory() == Path(__file__).parents[3] / "data" / "warehouse"


def test_an_empty_directory_is_no_warehouse() -> None:
    with pytest.raises(NoWarehouse):
        current_warehouse()


@pytest.mark.parametrize(
    "pointer",
    [
        "",
        "{",
        "[]",
        "null",
        '"first"',
        "{}",
        '{"build": "first"}',
        '{"build": "first", "internal": null}',
        '{"build": "first", "internal": 3}',
        '{"build": ["first"], "internal": "snapshots/gone/internal.duckdb"}',
        '{"build": "first", "internal": "snapshots/gone/internal.duckdb"}',
        '{"build": "first", "internal": "CURRENT.json"}',
        '{"build": "first", "internal": "CURRENT.json", "sha256": {"internal": "0"}}',
        '{"build": "first", "internal": "CURRENT.json", "sha256": "0"}',
        '{"build": "first", "internal": "snapshots", "sha256": {"internal": "0"}}',
    ],
)
def test_a_broken_pointer_is_no_warehouse(pointer: str, tmp_path: Path) -> None:
    directory = tmp_path / "warehouse"
    (directory / "snapshots").mkdir(parents=True)
    (directory / "CURRENT.json").write_text(pointer, encoding="utf-8")
    with pytest.raises(NoWarehouse):
        current_warehouse()


def test_a_pointer_that_is_no_text_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "CURRENT.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NoWarehouse):
        current_warehouse()


def test_a_quote_in_the_path_is_only_a_quote(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quoted = tmp_path / "l'entrepôt"
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(quoted))
    publish(quoted, "first")
    assert current_warehouse().query("SELECT build FROM warehouse.marts.build")["build"].tolist() == ["first"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM read_parquet('http://localhost/x.parquet')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT getenv('PATH')",
        "ATTACH '/tmp/other.duckdb' AS other",
        "DETACH warehouse",
        "COPY (SELECT 1) TO '/tmp/maillage_leak.csv'",
        "COPY warehouse.marts.periods FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/maillage_leak'",
        "IMPORT DATABASE '/tmp'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE SECRET mine (TYPE s3, KEY_ID 'a', SECRET 'b')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET threads = 64",
        "SET memory_limit = '100GB'",
        "PRAGMA temp_directory = '/tmp'",
        "RESET enable_external_access",
        "INSERT INTO warehouse.marts.periods VALUES ('2099', 'year', DATE '2099-01-01')",
        "WITH new AS (DELETE FROM warehouse.marts.presence RETURNING *) SELECT * FROM new",
        "UPDATE warehouse.marts.build SET is_demo = false",
        "DELETE FROM warehouse.marts.presence",
        "DROP TABLE warehouse.marts.presence",
        "CREATE TABLE warehouse.marts.mine AS SELECT 1",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "CREATE MACRO mine() AS 1",
        "SELECT 1; DETACH warehouse",
        "PRAGMA database_list",
        "",
    ],
)
def test_nothing_but_reading_the_published_file_is_allowed(statement: str, warehouse: Warehouse) -> None:
    """Trap 24: the application opens no file for writing."""
    with pytest.raises(duckdb.Error):
        warehouse.query(statement)
    assert warehouse.query("SELECT count(*) AS n FROM warehouse.marts.presence")["n"].tolist() == [17]


def test_what_is_locked_is_locked_beneath_the_refusal_of_orders(warehouse: Warehouse) -> None:
    """The engine itself refuses, were an order ever to reach it."""
    with warehouse.connection.cursor() as cursor:
        for order in ("SET enable_external_access = true", "ATTACH '/tmp/other.duckdb'", "COPY (SELECT 1) TO '/tmp/x'"):
            with pytest.raises(duckdb.Error):
                cursor.execute(order)
        settings = dict(cursor.execute("SELECT name, value FROM duckdb_settings()").fetchall())
    assert {name: settings[name] for name in LOCKED} == LOCKED


def test_an_endless_query_is_stopped_and_the_others_go_on(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "LONGEST", 0.5)
    begin = time.monotonic()
    with pytest.raises(TooSlow):
        warehouse.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    assert 0.5 < time.monotonic() - begin < 10
    assert warehouse.query("SELECT count(*) AS n FROM warehouse.marts.presence")["n"].tolist() == [17]


def test_a_query_is_not_stopped_for_another_one(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "LONGEST", 0.3)
    over = threading.Event()

    def endless() -> None:
        with pytest.raises(TooSlow):
            warehouse.query("SELECT count(*) FROM range(1000000000) a(x), range(1000000) b(y) WHERE x + y = 3")
        over.set()

    other = threading.Thread(target=endless)
    other.start()
    answers = []
    while not over.is_set():
        answers.append(warehouse.query("SELECT count(*) AS n FROM warehouse.marts.presence")["n"].tolist())
    other.join()
    assert answers == [[17]] * len(answers)
    assert len(answers) > 5


def test_a_query_that_takes_more_than_its_share_of_memory_fails_alone(warehouse: Warehouse) -> None:
    with pytest.raises(duckdb.OutOfMemoryException):
        warehouse.query("SELECT list(x) FROM range(1000000000) a(x)")
    assert warehouse.query("SELECT count(*) AS n FROM warehouse.marts.presence")["n"].tolist() == [17]


def test_being_watched_costs_microseconds(warehouse: Warehouse) -> None:
    begin = time.perf_counter()
    for _ in range(1000):
        with watchdog.watched(lambda: None):
            pass
    assert (time.perf_counter() - begin) / 1000 < 200e-6  # 3 to 6 µs; a loaded machine takes its time
    assert watchdog._running == {}


def test_a_variable_of_python_is_no_table(warehouse: Warehouse) -> None:
    frame = pd.DataFrame({"secret": [1]})
    with pytest.raises(duckdb.CatalogException):
        warehouse.query("SELECT * FROM frame")
    assert len(frame) == 1


def test_a_file_that_is_no_database_is_no_warehouse(tmp_path: Path) -> None:
    file = tmp_path / "warehouse" / "internal.duckdb"
    file.parent.mkdir()
    file.write_text("not a database", encoding="utf-8")
    point(file.parent, "first", file)
    with pytest.raises(NoWarehouse):
        current_warehouse()


def test_a_query_warns_of_nothing(warehouse: Warehouse) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = warehouse.query("SELECT 'é' AS text, 1.5 AS number, NULL AS nothing, current_date AS day")
    assert list(found.columns) == ["text", "number", "nothing", "day"]


def test_times_come_in_universal_time_whatever_the_clock_of_the_machine(
    published: Callable[..., Path],
) -> None:
    published("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Africa/Bangui")
        time.tzset()
        built_at = current_warehouse().query("SELECT built_at FROM warehouse.marts.build")["built_at"].iloc[0]
    time.tzset()
    assert built_at.isoformat() == "2022-04-05T23:30:00+00:00"
