"""The doors of a real server, and a real browser that keeps to the policy on every page."""

import hashlib
import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.hardening import HEADERS
from dashboard.roles import COORDINATOR
from dashboard.ui.navigation import PAGES
from tests.e2e.conftest import serving
from tests.e2e.test_journeys import downloaded
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

MAPS = {"coverage", "access", "enclaved"}
INTERNAL = [entry for entry in PAGES if entry.is_internal]
PUBLIC = [entry for entry in PAGES if not entry.is_internal]


def asked(server: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, as the wire gives them; a browser would not let us choose the host."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def handshake(server: str, path: str = "/_stcore/stream", **options: object) -> int:
    """The status that a websocket's handshake gets."""
    try:
        with connect(f"ws{server.removeprefix('http')}{path}", subprotocols=["streamlit"], proxy=None, **options):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/couverture",
        "/_stcore/health",
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/geometry/x/y/z",
        "/media/none.csv",
        "/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2",
    ],
)
def test_the_headers_are_on_what_the_server_sends(path: str, demo_server: str) -> None:
    _, headers, _ = asked(demo_server, path)
    host = urlsplit(demo_server).netloc
    assert {name: headers.get(name.lower()) for name in HEADERS} == {
        name: value.replace("{host}", host) for name, value in HEADERS.items()
    }


@pytest.mark.parametrize("prefix", ["", "/couverture"])
@pytest.mark.parametrize("path", ["metrics", "agent/openapi.json", "agent/interact", "agent/mcp"])
def test_metrics_and_agents_find_nothing(path: str, prefix: str, demo_server: str) -> None:
    for method in ("GET", "POST"):
        status, _, body = asked(demo_server, f"{prefix}/_stcore/{path}", method)
        assert (status, body) == (404, b"Not found.\n")
    assert asked(demo_server, "/_stcore/health")[::2] == (200, b"ok")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics"])
def test_a_foreign_host_name_is_refused(path: str, demo_server: str) -> None:
    assert asked(demo_server, path, Host="evil.example")[0] == 400


def test_a_websocket_is_refused_to_pages_and_names_that_are_not_ours(demo_server: str) -> None:
    host = urlsplit(demo_server).netloc
    assert handshake(demo_server, origin=f"http://{host}") == 101
    for origin in ("http://evil.example", f"http://evil.example:{urlsplit(demo_server).port}", "null"):
        assert handshake(demo_server, origin=origin) == 403
    assert handshake(demo_server, origin="http://localhost:1") == 403  # another program of this machine
    assert handshake(demo_server, origin="http://evil.example", additional_headers={"Host": "evil.example"}) == 400


def test_no_file_is_given_by_its_path(demo_server: str) -> None:
    for path in ("/../app.py", "/..%2f..%2fapp.py", "/media/../../etc/passwd", "/app/static/..%2f..%2fapp.py"):
        status, _, body = asked(demo_server, path)
        assert b"import" not in body.replace(b"<script", b"")
        assert status in (200, 400, 404)
        assert b"root:" not in body


@pytest.fixture(scope="module")
def public_server(demo_warehouse: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ExitStack() as until_the_end:
        with pytest.MonkeyPatch.context() as patch:  # for this server alone
            patch.setenv("MAILLAGE_AUDIENCE", "public")
            log = tmp_path_factory.mktemp("public") / "public.log"
            address = until_the_end.enter_context(serving(demo_warehouse, log))
        yield address


def test_who_is_in_no_session_of_the_coordination_has_nowhere_to_put_a_file(
    public_server: str, demo_server: str
) -> None:
    for server in (public_server, demo_server):
        assert asked(server, "/_stcore/upload_file/session/file", "PUT")[0] == 404


def test_every_page_keeps_to_the_policy_and_to_a_phone_s_width(
    demo_server: str, new_visitor: Callable[..., Visitor]
) -> None:
    """Whatever the policy stops is an error of the console."""
    visitor = new_visitor(demo_server, 390, 844)
    for entry in (entry for entry in PAGES if COORDINATOR in entry.readers):
        visitor.open(f"/{entry.address}")
        assert visitor.eventually(lambda: visitor.language, "fr".__eq__) == "fr"  # the one inline script has run
        if entry.file in MAPS:
            colours = visitor.eventually(lambda: len(visitor.picture().getcolors(10_000_000)), (3).__lt__)
            assert colours > 3, entry.address
        for tab in visitor.page.get_by_role("tab").all():
            tab.click()
        visitor.page.wait_for_timeout(300)
        assert visitor.scrolled_width() <= 390, entry.address
        assert visitor.errors == [], entry.address
    assert visitor.requests_elsewhere() == []


def test_a_chart_is_drawn_under_the_policy(demo_server: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit(demo_server, "/implantation")
    visitor.page.locator(".js-plotly-plot .main-svg").first.wait_for(state="attached")
    assert visitor.page.locator(".js-plotly-plot path.js-line").count() > 0


def test_a_page_cannot_be_framed_and_runs_no_script_that_a_text_brings(
    demo_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(demo_server, "/couverture?sector=<script>window.hurt=1</script>")
    assert visitor.page.evaluate("window.hurt") is None
    visitor.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hurt=1><iframe src=/></iframe>')"
    )
    visitor.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'hurt = 1'}))")
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate("window.hurt") is None
    assert len(visitor.errors) >= 3
    assert [error for error in visitor.errors if not re.search("Content.Security.Policy|404", error)] == []
    visitor.errors.clear()


def test_the_public_pages_keep_to_the_policy_and_give_their_files(
    public_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(public_server, "/couverture?sector=HEA&level=adm1")
    assert [name for entry in INTERNAL for name in visitor.menu() if name == entry.fr] == []
    name, content = downloaded(visitor, "Télécharger en CSV")
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    name, content = downloaded(visitor, "Télécharger en XLSX")
    assert (name.endswith(".xlsx"), content[:2]) == (True, b"PK")


@pytest.fixture
def broken_warehouse(demo_warehouse: Path, tmp_path: Path) -> Path:
    """A published build that lacks a table: pages that ask for it fail."""
    folder = tmp_path / "broken"
    shutil.copytree(demo_warehouse, folder)
    pointer = json.loads((folder / "CURRENT.json").read_text(encoding="utf-8"))
    file = folder / pointer["internal"]
    with duckdb.connect() as connection:
        quoted = str(file).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS warehouse")
        connection.execute("DROP TABLE warehouse.marts.presence")
    pointer["sha256"]["internal"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "CURRENT.json").write_text(json.dumps(pointer), encoding="utf-8")
    return folder


def test_a_page_that_fails_says_one_sentence_and_the_log_says_where(
    broken_warehouse: Path, serve: Callable[[Path, Path], str], new_visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    log = tmp_path / "broken.log"
    server = serve(broken_warehouse, log)
    visitor = new_visitor(server)
    for language, sentence in (("fr", "Quelque chose a échoué"), ("en", "Something failed")):
        visitor.page.goto(f"{server}/couverture?view=actors&lang={language}")
        told = visitor.page.get_by_text(sentence)
        told.wait_for()
        assert told.count() == 1
        body = visitor.page.inner_text("body")
        assert not [word for word in ("presence", "Catalog", "Traceback", "Error", "dashboard/") if word in body]
    written = log.read_text(encoding="utf-8")
    assert "CatalogException at dashboard/warehouse.py:" in written
    assert not [word for word in ("Traceback", "marts.presence", "SELECT", str(tmp_path)) if word in written]
