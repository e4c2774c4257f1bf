"""The processes that open partners' files cannot reach the network, start programs or fill the disk."""

import ast
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TRYING = """
import json, os, socket, subprocess, sys
from etl import seclusion
seclusion.seclude()

def tried(attempt):
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"

def too_large():
    with open(sys.argv[2], "wb") as file:
        file.seek(3_000_000_000)
        file.write(b"x")

import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print(json.dumps({
    "connect": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2)),
    "resolve": tried(lambda: socket.getaddrinfo("localhost", 80)),
    "program": tried(lambda: subprocess.run(["true"])),
    "shell": tried(lambda: os.system("true")),
    "fork": tried(os.fork),
    "large": tried(too_large),
    "small": tried(lambda: open(sys.argv[2], "wb").close()),
}))
"""
CONNECTING_PAST_PYTHON = """
import ctypes, sys
from etl import seclusion
left = seclusion.leave_network()
import socket
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2)
    print("connected", left)
except OSError:
    print("alone", left)
"""


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def run(program: str, *arguments: str) -> str:
    child = [sys.executable, "-c", program, *arguments]
    return subprocess.run(child, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of resources")
def test_nothing_beyond_the_file_is_done(port: int, tmp_path: Path) -> None:
    assert json.loads(run(TRYING, str(port), str(tmp_path / "file"))) == {
        "connect": "PermissionError", "resolve": "PermissionError", "program": "PermissionError",
        "shell": "PermissionError", "fork": "PermissionError", "large": "OSError", "small": "done",
    }  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has networks apart")
def test_where_the_system_allows_it_there_is_no_network_at_all(port: int) -> None:
    told = run(CONNECTING_PAST_PYTHON, str(port)).split()
    assert told in (["alone", "True"], ["connected", "False"])


@pytest.mark.parametrize(("starter", "module"), [("extract", "etl.reader"), ("check", "etl.annotate")])
def test_the_programs_that_open_files_are_started_secluded(starter: str, module: str) -> None:
    commands = [
        [part.value for part in node.elts if isinstance(part, ast.Constant)]
        for node in ast.walk(ast.parse((ROOT / "etl" / f"{starter}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.List)
    ]
    assert ["-m", "etl.seclusion", module] in commands
    assert ["-m", module] not in commands


def test_the_module_runs_after_everything_was_given_up(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import os\ntry:\n    os.fork()\nexcept PermissionError:\n    print(__name__)\n", encoding="utf-8"
    )
    child = [sys.executable, "-m", "etl.seclusion", "program"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    told = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout == "__main__\n"
