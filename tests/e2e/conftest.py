"""A real server and a real browser; every journey fails on a request to another host or an error in the console."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.visitor import Visitor

ROOT = Path(__file__).parents[2]
Motion = Literal["reduce"] | None
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--no-first-run", "--disable-gpu-compositing", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)  # fmt: skip


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium. Package-wide: while it is open, no other test could run an event loop."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = f"no browser on this machine ({', '.join(NAMES)}): the journeys are not tested"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(warehouse: Path, log: Path) -> Iterator[str]:
    """The address of a server of our own, started as a user starts it, that nobody has visited yet."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "MAILLAGE_WAREHOUSE": str(warehouse)}
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        try:
            wait_for(f"http://localhost:{port}/_stcore/health", server, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start in 30 s: {log.read_text()}")


@pytest.fixture(scope="package")
def real_server(real_warehouse: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(real_warehouse, tmp_path_factory.mktemp("server") / "real.log") as address:
        yield address


@pytest.fixture(scope="package")
def demo_server(demo_warehouse: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(demo_warehouse, tmp_path_factory.mktemp("server") / "demo.log") as address:
        yield address


@pytest.fixture(scope="package")
def idle(browser: Browser) -> list[Page]:
    """Pages that others have left, each in a browser of its own: they keep Streamlit's files, which take most of the
    time that a first visit takes."""
    return []


@contextmanager
def visiting(browser: Browser, idle: list[Page], motion: Motion = "reduce") -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, each with an English browser of their own that knows of no former visit.

    ``idle``: where pages are taken from, and left; an empty list for visitors that have not fetched anything yet.
    ``motion``: that of a system that asks for less spares a fifth of the processor; None for that of most visitors.
    """
    visitors: list[Visitor] = []

    def made(server: str, width: int = 1366, height: int = 768) -> Visitor:
        page = idle.pop() if idle else browser.new_context(locale="en-US").new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(reduced_motion=motion)
        visitors.append(Visitor(page, server))
        return visitors[-1]

    yield made
    for visitor in visitors:
        visitor.leave()
    idle += [visitor.page for visitor in visitors if not visitor.page.is_closed()]
    for visitor in visitors:
        assert visitor.requests_elsewhere() == []
        assert visitor.errors == []


@pytest.fixture
def serve() -> Iterator[Callable[[Path, Path], str]]:
    """Starts servers of a test's own, which end once its visitors have left: a page asks for its server until then."""
    with ExitStack() as until_the_end:
        yield lambda warehouse, log: until_the_end.enter_context(serving(warehouse, log))


@pytest.fixture
def new_visitor(
    browser: Browser, idle: list[Page], serve: Callable[[Path, Path], str]
) -> Iterator[Callable[..., Visitor]]:
    with visiting(browser, idle) as made:
        yield made


@pytest.fixture
def visit(new_visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """``visit(server, "/couverture?sector=HEA")`` opens an address as a new visitor."""
    return lambda server, path="/", *size: new_visitor(server, *size).open(path)
