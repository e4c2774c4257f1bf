"""The house rules that a machine can check: short pages, plain names, one place for each thing."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.ui.navigation import PAGES, PAGES_DIRECTORY

ROOT = Path(__file__).parents[2]
FOLDERS = ("dashboard", "pages", "etl", "geo")
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}
UNSAFE = {"unsafe_allow_html": set(), "unsafe_allow_javascript": {"dashboard/ui/context.py"}}
# Where a text of SQL may be put together: ATTACH cannot bind a file name, and the loader names tables of its own.
SQL_MAY_BE_BUILT = re.compile(r"dashboard/warehouse\.py|etl/.*|benchmarks/.*")
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|ATTACH|COPY|CREATE TABLE)\b.*\b(FROM|INTO|SET|AS|TO|SELECT)\b", re.S)


def modules(*folders: str) -> list[Path]:
    return [ROOT / "app.py", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_page_has_at_most_eighty_lines() -> None:
    pages = sorted((ROOT / "pages").glob("*.py"))
    assert len(pages) >= 3
    assert {name(page): lines(page) for page in pages if lines(page) > 80} == {}


def test_a_module_has_at_most_three_hundred_lines() -> None:
    assert {name(path): lines(path) for path in modules(*FOLDERS) if lines(path) > 300} == {}


def test_no_module_is_named_after_nothing() -> None:
    assert [name(path) for path in modules(*FOLDERS, "tests") if path.stem in BANNED_NAMES] == []


def test_the_pages_are_those_of_the_registry() -> None:
    assert sorted(entry.file for entry in PAGES) == sorted(path.stem for path in PAGES_DIRECTORY.glob("*.py"))
    assert ROOT / "pages" == PAGES_DIRECTORY
    for words in ("address", "fr", "en"):
        assert len({getattr(entry, words) for entry in PAGES}) == len(PAGES)


def test_every_page_begins_with_its_question() -> None:
    for page in sorted(PAGES_DIRECTORY.glob("*.py")):
        question = ast.get_docstring(ast.parse(page.read_text(encoding="utf-8")))
        assert question.endswith("?"), name(page)


def test_no_page_is_beside_the_script_that_streamlit_runs() -> None:
    """A folder pages/ beside the entry script wakes Streamlit's old pages (docs/decisions.md)."""
    assert 'st.App("dashboard/frame.py"' in (ROOT / "app.py").read_text(encoding="utf-8")
    assert not (ROOT / "dashboard" / "pages").exists()


@pytest.mark.parametrize("option", sorted(UNSAFE))
def test_markup_and_scripts_are_never_let_through(option: str) -> None:
    users = {name(path) for path in modules(*FOLDERS) if option in path.read_text(encoding="utf-8")}
    assert users == UNSAFE[option]


def built_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and constant parts of each text put together by f-string, ``%``, ``+`` or ``format``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_format = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        is_sum = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod)
        if isinstance(node, ast.JoinedStr) or is_format or is_sum:
            parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
            yield node.lineno, " ".join(part for part in parts if isinstance(part, str))


def test_no_sql_is_put_together_outside_the_places_that_must() -> None:
    found = [
        f"{name(path)}:{line}"
        for path in modules(*FOLDERS)
        if not SQL_MAY_BE_BUILT.fullmatch(name(path))
        for line, text in built_texts(path)
        if SQL.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'f"SELECT a FROM {table}"',
        '"SELECT a FROM " + table',
        '"SELECT a FROM %s" % table',
        '"SELECT a FROM {}".format(table)',
        'f"INSERT INTO {table} VALUES (1)"',
    ],
)
def test_sql_put_together_would_be_seen(code: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert [bool(SQL.search(text)) for _, text in built_texts(tmp_path / "module.py")] == [True]


def test_queries_of_the_dashboard_stand_in_files_of_their_own() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules("dashboard", "pages")
        if name(path) != "dashboard/warehouse.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*(SELECT|WITH)\s", node.value)
    ]
    assert found == []


def test_the_import_directions_are_kept() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert re.search(r"Contracts: [5-9] kept, 0 broken", told.stdout)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("streamlit", r"app\.py|dashboard/frame\.py|dashboard/ui/.*|pages/.*"),
        ("duckdb", r"dashboard/warehouse\.py|etl/.*"),
        ("pydeck", r"dashboard/figures/.*"),
        ("plotly", r"dashboard/figures/.*"),
        ("geopandas", r"geo/.*|etl/.*"),
    ],
)
def test_a_package_is_known_only_where_it_belongs(package: str, allowed: str) -> None:
    strangers = [
        name(path)
        for path in modules(*FOLDERS)
        for imported in imported_packages(path)
        if imported == package and not re.fullmatch(allowed, name(path))
    ]
    assert strangers == []


def imported_packages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_nothing_imports_a_page() -> None:
    assert [name(path) for path in modules(*FOLDERS) if "pages" in imported_packages(path)] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly(file: str) -> None:
    required = [
        line
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "-r requirements.txt"))
    ]
    assert len(required) >= 5
    assert [line for line in required if not re.fullmatch(r"[A-Za-z0-9_.\[\]-]+==[0-9][0-9a-z.]*(\s*;.*)?", line)] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    from importlib.metadata import version

    pinned = [
        line.partition(";")[0].strip().split("==")
        for file in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "==" in line
    ]
    assert {package: pin for package, pin in pinned if version(package.partition("[")[0]) != pin} == {}
