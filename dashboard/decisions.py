"""The coordination's decisions on spellings: read from their log, taken by ``python -m etl harmonise``."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.child_process import secluded
from dashboard.warehouse import warehouse_directory

LOG = Path("memory") / "aliases.csv"  # in the warehouse; etl/memory.py says what stands in it
COMMAND = (sys.executable, "-m", "etl", "harmonise")
TIMEOUT = 60  # seconds of one decision


@dataclass(frozen=True)
class Decision:
    """A line of the log: ``verdict`` is accepted, refused or undone."""

    kind: str
    text: str
    scheme: str
    level: str
    target: str
    verdict: str
    decided_at: str


def log() -> list[Decision]:
    """Every decision ever taken, the last one first."""
    path = warehouse_directory() / LOG
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            Decision(**{name: row.get(name) or "" for name in Decision.__annotations__}) for row in csv.DictReader(file)
        ]
    return rows[::-1]


def settled() -> set[tuple[str, str, str]]:
    """Kind, text and target of what is decided since; an accepted text is there with an empty target too."""
    found: set[tuple[str, str, str]] = set()
    for decision in reversed(log()):
        keys = {(decision.kind, decision.text, decision.target)}
        if decision.verdict != "refused":
            keys.add((decision.kind, decision.text, ""))
        found = found - keys if decision.verdict == "undone" else found | keys
    return found


def decide(verdict: str, kind: str, text: str, target: str, language: str) -> tuple[bool, str]:
    """Accept or refuse; returns whether it was kept, and the sentence that says so."""
    return run([f"--{verdict}", kind, text, target], language)


def undo(language: str) -> tuple[bool, str]:
    """Undo the last decision in force."""
    return run(["--undo"], language)


def run(arguments: list[str], language: str) -> tuple[bool, str]:
    # The arguments are passed as they are, without a shell: a text may hold anything. One that begins with a dash
    # would be taken for an option, so that it is refused by the command.
    try:
        child = subprocess.run(
            [*COMMAND, "--warehouse", str(warehouse_directory()), "--lang", language, *arguments],
            **secluded({"COLUMNS": "400"}),
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, ""
    return child.returncode == 0, child.stderr.strip()
