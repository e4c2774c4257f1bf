"""What every test stands on: no test touches the real warehouse, and two full builds are shared by all."""

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl import build as building
from etl import demo, extract, public, public_file, transform
from etl.build import build
from etl.load import load_files, load_reference
from etl.report import load_report
from geo import boundaries
from tests.factories import Built, Grid, close_all, judgement, workbook

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL_WAREHOUSE = REPOSITORY / "data" / "warehouse"
# One process begins with the build of the demonstration, the other with what need not wait for it.
FIRST = tuple(
    REPOSITORY / "tests" / path
    for path in ("app/test_access.py", "unit/etl/test_changes.py", "unit/etl/test_idempotence.py")
)
((OPTIMIZERS,),) = duckdb.sql("SELECT string_agg(name, ',') FROM duckdb_optimizers()").fetchall()
PLAIN = {"threads": 1, "disabled_optimizers": OPTIMIZERS}
TOUCHING = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"})


def pytest_configure() -> None:
    sys.addaudithook(refuse_real_warehouse)
    # Each full collection goes through a million objects that live as long as the run: half a second, again and again.
    gc.set_threshold(5_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in an order that leaves neither of two processes idle."""
    tests = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[bool, bool, int]:
        # The browser's driver keeps an event loop running in this thread as long as it lives: nothing that starts a
        # loop of its own can come after it. Its long files begin first, so that none is left over at the end.
        in_browser = item.get_closest_marker("browser") is not None
        return in_browser, item.path not in FIRST, -tests[item.path] if in_browser else 0

    items.sort(key=place)


def pytest_unconfigure() -> None:
    # Hypothesis leaves a callback with the collector; DuckDB's objects would outlive their module and say so at exit.
    gc.callbacks.clear()


def refuse_real_warehouse(event: str, arguments: tuple) -> None:
    """Fail whatever opens, lists or changes anything in the repository's own data/warehouse."""
    if event in TOUCHING:
        for path in arguments[:2]:
            if isinstance(path, str | os.PathLike):
                refuse(path)


def refuse(path: str | os.PathLike[str]) -> None:
    # Text, not Path: a page opens hundreds of files.
    if f"{os.path.abspath(os.fsdecode(path))}{os.sep}".startswith(f"{REAL_WAREHOUSE}{os.sep}"):
        # Not an Exception: the command line turns those into sentences.
        pytest.fail(f"a test touches the real warehouse: {os.fspath(path)}")


@pytest.fixture(autouse=True)
def no_real_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever falls back on the default warehouse finds an empty one of its own."""
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(tmp_path / "warehouse"))
    connect = duckdb.connect

    def guarded(database: str | Path = ":memory:", *arguments: object, **options: object) -> object:
        refuse(database)  # DuckDB opens its files without Python's knowledge
        return connect(database, *arguments, **options)

    monkeypatch.setattr(duckdb, "connect", guarded)


@pytest.fixture(autouse=True, scope="module")
def closed_connections() -> Iterator[None]:
    """No module leaves a published file open for the next."""
    yield
    close_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI beside ../shared a skipped test is a failed one: nobody would read of it otherwise."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true" and SHARED.is_dir():
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {report.longrepr}"
    return report


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """``once(name, make)``: the folder that ``make`` fills, for all the processes of this run, or of many runs in the
    folder that MAILLAGE_TEST_BUILDS names."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    if kept := os.environ.get("MAILLAGE_TEST_BUILDS"):
        root = Path(kept)
        root.mkdir(parents=True, exist_ok=True)

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = root / name
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                make(root / f"{name}.half")
                (root / f"{name}.half").rename(folder)
        return folder

    return made


def build_into(folder: Path, sources: Path, boundaries: Path | None) -> None:
    report = build(sources, folder / "warehouse", boundaries, "fr", silent).report
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")


def built(folder: Path) -> Built:
    return Built(folder / "warehouse", json.loads((folder / "report.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def demo_sources(once: Callable[..., Path]) -> Path:
    """The folder of the demonstration's workbooks."""
    return once("demo_sources", demo.write)


@pytest.fixture(scope="session")
def demo_build(demo_sources: Path, once: Callable[..., Path]) -> Built:
    """The build of the demonstration, with its report in French."""
    return built(once("demo_build", lambda folder: build_into(folder, demo_sources, None)))


@pytest.fixture(scope="session")
def demo_warehouse(demo_build: Built) -> Path:
    """The warehouse folder of the demonstration."""
    return demo_build.warehouse


def shared_data(name: str) -> Path:
    folder = SHARED / "data" / name
    if not folder.is_dir():
        pytest.skip(f"the real data are not on this machine: {folder}")
    return folder


@pytest.fixture(scope="session")
def real_sources() -> Path:
    """The folder of OCHA's workbook "RCA 3W, T1 2022"."""
    return shared_data("rca_3w_2022t1")


@pytest.fixture(scope="session")
def real_build(real_sources: Path, once: Callable[..., Path]) -> Built:
    """The build of the real 3W with the official boundaries, with its report in French."""
    shapes = shared_data("cod_ab_caf_v01")
    return built(once("real_build", lambda folder: build_into(folder, real_sources, shapes)))


@pytest.fixture(scope="session")
def real_warehouse(real_build: Built) -> Path:
    """The warehouse folder of the real 3W."""
    return real_build.warehouse


@pytest.fixture(scope="session")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the staging tables and macros, before any source is read."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS warehouse")
        transform.prepare(connection)
        yield connection


class Drawn(boundaries.Boundaries):
    """Boundaries whose drawing is remembered: it would take half of a tiny build."""

    geojson = cache(boundaries.Boundaries.geojson)


class Lasting(extract.ReadingProcess):
    """A reading child that serves all tiny builds: starting one would take the other half."""

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            super().stop()


@pytest.fixture(scope="session")
def drawn() -> tuple[boundaries.Boundaries, ...]:
    """The embedded boundaries."""
    return tuple(
        Drawn(shapes.scheme, shapes.level, shapes.shapes, shapes.basis, shapes.source, shapes.licence)
        for shapes in boundaries.load()
    )


@pytest.fixture(scope="session")
def child() -> Iterator[extract.ReadingProcess]:
    """One reading child for the whole session."""
    lasting = Lasting()
    yield lasting
    extract.ReadingProcess.stop(lasting)


def hasten(
    patch: pytest.MonkeyPatch, shapes: tuple[boundaries.Boundaries, ...] | None, child: extract.ReadingProcess
) -> None:
    """Builds under this patch draw no boundaries where some are given, start no children and no threads; all else
    is as it is."""
    if shapes is not None:
        patch.setattr(boundaries, "load", lambda directory: shapes)
    patch.setattr(extract, "ReadingProcess", lambda: child)
    patch.setattr(public, "write_file", public_file.main)
    connect = duckdb.connect

    def alone(*arguments: object, **options: object) -> object:
        # A few rows are never shared out, and how they are gone through matters little: a second thread only waits,
        # and the best plan is looked for longer than any takes. Builds of whole sources have both.
        return connect(*arguments, **options) if arguments or options else connect(config=PLAIN)

    patch.setattr(duckdb, "connect", alone)


@pytest.fixture
def quick_builds(
    drawn: tuple[boundaries.Boundaries, ...], child: extract.ReadingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For tests that call the build or the command line themselves."""
    hasten(monkeypatch, drawn, child)


Files = Mapping[str, Mapping[str, Grid] | bytes]


def write_into(folder: Path, files: Files) -> None:
    """``{"a.xlsx": {"4W": grid}, "b.csv": b"…"}`` as files."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content) if isinstance(content, bytes) else workbook(path, content)


@pytest.fixture(scope="session")
def small(
    drawn: tuple[boundaries.Boundaries, ...],
    child: extract.ReadingProcess,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Built]:
    """Build a few tiny files: ``small({"a.xlsx": {"4W": grid}, "b.csv": b"…"})``."""

    def made(
        files: Files,
        language: str = "fr",
        shapes: tuple[boundaries.Boundaries, ...] = drawn,
    ) -> Built:
        folder = tmp_path_factory.mktemp("small")
        write_into(folder / "sources", files)
        with pytest.MonkeyPatch.context() as patch:
            hasten(patch, shapes, child)
            # Its fingerprint only names the content in a list of builds, of which there is one here.
            patch.setattr(building, "content_hash", lambda connection: "")
            outcome = build(folder / "sources", folder / "warehouse", None, language, silent)
        return Built(folder / "warehouse" if outcome.build else None, outcome.report)

    return made


@pytest.fixture(scope="session")
def judged(
    drawn: tuple[boundaries.Boundaries, ...],
    child: extract.ReadingProcess,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Built]:
    """The first half of ``small``, in a third of its time: the report and the facts of ``core``, and nothing that is
    made of them."""

    def made(
        files: Files,
        language: str = "fr",
        shapes: tuple[boundaries.Boundaries, ...] = drawn,
    ) -> Built:
        folder = tmp_path_factory.mktemp("judged") / "sources"
        write_into(folder, files)
        with pytest.MonkeyPatch.context() as patch:
            hasten(patch, shapes, child)
            connection = duckdb.connect()
            connection.execute("SET TimeZone = 'UTC'; ATTACH ':memory:' AS warehouse")
            transform.prepare(connection)
            load_reference(connection, None)
            load_files(connection, extract.extract(extract.source_paths(folder)))
            transform.judge(connection, shapes)
        connection.execute("USE warehouse")
        return judgement(load_report(connection, language), connection)

    return made
