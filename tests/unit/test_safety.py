"""What no code of ours may do, with the few places that must and why (docs/security.md)."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("dashboard", "pages", "etl", "geo")

# Where markup of ours goes out as it is. Nothing of a source stands in it.
HTML = {
    ("dashboard/ui/clinic.py", "drop_zone"): "a style sheet: the words of the drop zone, which Streamlit cannot change",
    ("dashboard/ui/context.py", "declare_language"): "the one script: the language of the page",
}
COMPONENTS = {
    ("dashboard/ui/measure.py", "<module>"): "a script that tells how wide a picture's place is; it gets one number",
}
# Where a statement is put together: what is put in is a name of ours, or a path, which cannot be bound.
SQL = {
    ("dashboard/warehouse.py", "attach"): "ATTACH cannot bind a path; its quotes are doubled",
    ("dashboard/warehouse.py", "copy_own_rows"): "a table is named after its file of dashboard/own_rows",
    ("etl/database.py", "attach"): "the same",
    ("etl/changes.py", "copied"): "the same; tables of a constant",
    ("etl/history.py", "described"): "the same",
    ("etl/abroad.py", "replace_places"): "tables of a constant",
    ("etl/access.py", "store_minutes"): "two tables and conditions written there",
    ("etl/adapters/stage_counts.py", "StagedCounts"): "tables of a constant, as many marks as values",
    ("etl/contradictions/__init__.py", "find"): "the rule's own .sql file",
    ("etl/disclose/former.py", "is_read"): "ATTACH cannot bind a path; its quotes are doubled",
    ("etl/disclose/former.py", "copy"): "columns of a constant",
    ("etl/disclose/former.py", "keep_own_nature"): "tables of a constant",
    ("etl/disclose/former.py", "refuse_other_profile"): "two tables written there",
    ("etl/disclose/former.py", "roundings"): "columns of a constant",
    ("etl/disclose/release.py", "store"): "tables of a constant",
    ("etl/fingerprints.py", "content_hash"): "tables that the build made, as its catalogue names them",
    ("etl/indicators/__init__.py", "gather"): "the indicator's own .sql file",
    ("etl/load.py", "load_reference"): "the names of files of data/reference",
    ("etl/load.py", "Loader"): "tables of a constant",
    ("etl/proposals.py", "proposals"): "columns of a constant",
    ("etl/public.py", "public_relations"): "tables, columns and conditions of etl/public.yaml",
    ("etl/public_file.py", "main"): "tables of etl/public.yaml",
    ("etl/stage.py", "Staged"): "tables of the layouts in the code",
}
QUERYING = {"execute", "executemany", "sql", "query"}
BANNED_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.load", "pickle.loads", "marshal.loads",
    "yaml.load", "yaml.unsafe_load", "yaml.full_load", "subprocess.getoutput", "tempfile.mktemp",
}  # fmt: skip
BANNED_MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle", "joblib"}
SETTINGS = {
    ("client", "showErrorDetails"): "none",
    ("client", "showErrorLinks"): False,
    ("client", "allowedOrigins"): [],
    ("client", "disableDataExport"): True,
    ("browser", "gatherUsageStats"): False,
    ("logger", "enableRich"): False,
    ("server", "address"): "localhost",
    ("server", "headless"): True,
    ("server", "enableAgentApi"): False,
    ("server", "enableCORS"): True,
    ("server", "enableXsrfProtection"): True,
    ("server", "enableStaticServing"): False,
    ("server", "fileWatcherType"): "none",
}
Place = tuple[str, str]


def modules(*folders: str) -> list[Path]:
    return [ROOT / "app.py", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))]


def nodes(path: Path) -> Iterator[tuple[Place, ast.AST]]:
    """Each node of a module, with the outermost function or class that holds it."""
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        holder = getattr(statement, "name", "<module>")
        for node in ast.walk(statement):
            yield (name, holder), node


def calls(*folders: str) -> Iterator[tuple[Place, ast.Call, str]]:
    """Each call, with what is called as it is written: ``st.html``, ``cursor.sql``."""
    for path in modules(*folders):
        for place, node in nodes(path):
            if isinstance(node, ast.Call):
                yield place, node, ast.unparse(node.func)


def is_built(text: ast.AST) -> bool:
    """Whether a text is put together where it stands: f-string, sum, ``%``, ``format``, ``join`` or ``replace``."""
    if isinstance(text, ast.Call):
        return isinstance(text.func, ast.Attribute) and text.func.attr in ("format", "join", "replace")
    if isinstance(text, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in text.values)
    return isinstance(text, ast.BinOp)


def built_statements(*folders: str) -> set[Place]:
    return {
        place
        for place, call, called in calls(*folders)
        if called.rpartition(".")[2] in QUERYING and call.args and is_built(call.args[0])
    }


def test_no_markup_goes_out_unescaped() -> None:
    found = {
        place for place, call, _ in calls(*FOLDERS) for keyword in call.keywords if keyword.arg == "unsafe_allow_html"
    }
    assert found == set()


def test_markup_of_ours_goes_out_only_where_it_must() -> None:
    assert {place for place, _, called in calls(*FOLDERS) if called.endswith(".html")} == set(HTML)


def test_a_script_goes_out_only_with_the_language() -> None:
    found = {
        place
        for place, call, _ in calls(*FOLDERS)
        for keyword in call.keywords
        if keyword.arg == "unsafe_allow_javascript"
    }
    assert found == {("dashboard/ui/context.py", "declare_language")}


def test_components_and_frames_are_only_those_that_are_known() -> None:
    wanted = (".components.", "iframe")
    found = {place for place, _, called in calls(*FOLDERS) if any(word in f".{called}" for word in wanted)}
    assert found == set(COMPONENTS)


def test_the_dashboard_puts_no_statement_together() -> None:
    assert built_statements("dashboard", "pages") == {place for place in SQL if place[0].startswith("dashboard")}


def test_the_build_puts_statements_together_only_of_names_of_ours() -> None:
    assert built_statements("etl", "geo") <= {place for place in SQL if place[0].startswith("etl")}


@pytest.mark.parametrize(
    ("code", "is_seen"),
    [
        ('cursor.sql(f"SELECT {x}")', True),
        ('cursor.execute("SELECT " + x)', True),
        ('cursor.execute("SELECT %s" % x)', True),
        ('warehouse.query("SELECT {}".format(x))', True),
        ('connection.execute("".join(x))', True),
        ('connection.execute(f"SELECT 1")', False),
        ('connection.execute("SELECT $x", {"x": x})', False),
        ("connection.execute(text)", False),
    ],
)
def test_a_statement_put_together_would_be_seen(code: str, is_seen: bool) -> None:
    call = ast.parse(code).body[0].value
    assert is_built(call.args[0]) == is_seen


def test_nothing_is_run_that_was_text_or_bytes() -> None:
    found = [
        (place, called)
        for place, _, called in calls(*FOLDERS)
        if called in BANNED_CALLS  # compile and exec as methods (re.compile) are others
    ]
    assert found == []
    imported = {
        (place[0], name)
        for path in modules(*FOLDERS)
        for place, node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.partition(".")[0] in BANNED_MODULES
    }
    assert imported == set()


def test_no_shell_is_started() -> None:
    found = [place for place, call, _ in calls(*FOLDERS) for keyword in call.keywords if keyword.arg == "shell"]
    assert found == []


def test_no_certificate_is_left_unchecked() -> None:
    found = [place for place, call, _ in calls(*FOLDERS) for keyword in call.keywords if keyword.arg == "verify"]
    assert found == []


def test_the_settings_that_protect_are_as_they_must_be() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert {(group, name): settings[group].get(name) for group, name in SETTINGS} == SETTINGS
    assert "scriptHealthCheckEnabled" not in settings["server"]
    assert settings["server"]["maxUploadSize"] <= 50
    assert settings["server"]["maxMessageSize"] <= 20


def test_the_lists_of_exceptions_name_only_what_there_is() -> None:
    assert all(reason for reasons in (HTML, COMPONENTS, SQL) for reason in reasons.values())
