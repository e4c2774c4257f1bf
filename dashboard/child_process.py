"""How the dashboard starts a child process, ``python -m etl`` every time."""

import os
import subprocess
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[1]
# What a child is told of this machine: nothing that could be a secret, no setting of ours.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT")


class Secluded(TypedDict):
    """Options of ``subprocess``."""

    cwd: Path
    env: dict[str, str]
    stdin: int
    stdout: int


def secluded(told: dict[str, str]) -> Secluded:
    """For a child that reads no input, whose output nobody reads, and that knows little beside what it is told."""
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {
        "cwd": ROOT,
        "env": environment | {"PYTHONUTF8": "1"} | told,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
    }
