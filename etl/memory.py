"""What the coordination has decided, kept beside the warehouse: spellings accepted or refused, months closed.

``memory/aliases.csv`` is a log: a decision is a line, and undoing one is a line more. Nothing is ever taken out, so
that any former state can be had again. ``memory/closings.csv`` (period, closed_on) is kept by hand.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from etl.headings import fold

MEMORY = "memory"  # the folder, in the warehouse's
ALIASES = "aliases.csv"
CLOSINGS = "closings.csv"
KINDS = ("place", "organisation")
VERDICTS = ("accepted", "refused", "undone")


@dataclass(frozen=True)
class Decision:
    """That a text means a target (``accepted``) or does not (``refused``), or that nothing is decided (``undone``).

    ``target``: a p-code of the scheme and level, or an organisation's id. ``decided_at``: ISO 8601, universal time.
    """

    kind: str
    text: str
    scheme: str
    level: str
    target: str
    verdict: str
    decided_at: str = ""

    def subject(self) -> tuple[str, ...]:
        """What the decision is about: an accepted text has one target, a refused one is refused target by target."""
        return (self.kind, fold(self.text), self.scheme, self.level)


class NothingToUndo(Exception):
    """No decision is in force."""


def log(directory: Path) -> list[Decision]:
    """Every decision ever taken, in order."""
    path = directory / ALIASES
    if not path.is_file():
        return []
    names = [column.name for column in fields(Decision)]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Decision(**{name: (row.get(name) or "") for name in names}) for row in csv.DictReader(file)]


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold: the last one on each text and target, without those undone."""
    last: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        key = (*decision.subject(), decision.target)
        last.pop(key, None)
        if decision.verdict == "undone":
            continue
        if decision.verdict == "accepted":  # a text means one thing
            last = {k: d for k, d in last.items() if d.subject() != decision.subject() or d.verdict == "refused"}
        last[key] = decision
    return list(last.values())


def decide(directory: Path, decision: Decision) -> Decision:
    """Add a decision to the log; returns it with its moment."""
    dated = Decision(*astuple(decision)[:-1], decided_at=datetime.now(UTC).isoformat(timespec="seconds"))
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / ALIASES
    with FileLock(directory / "aliases.lock"):
        is_new = not path.is_file()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow([column.name for column in fields(Decision)])
            writer.writerow(astuple(dated))
    return dated


def undo(directory: Path) -> Decision:
    """Undo the last decision that holds; returns it. Raises :class:`NothingToUndo`."""
    holding = in_force(log(directory))
    if not holding:
        raise NothingToUndo
    last = holding[-1]
    decide(directory, Decision(*astuple(last)[:-2], verdict="undone"))
    return last


def load(connection: duckdb.DuckDBPyConnection, directory: Path | None) -> None:
    """Tables ``coordination.decisions``, those in force, and ``coordination.closings``; empty without a folder."""
    connection.execute(
        """
        CREATE SCHEMA coordination;
        CREATE TABLE coordination.decisions (
            kind VARCHAR, text VARCHAR, scheme VARCHAR, level VARCHAR, target VARCHAR, verdict VARCHAR,
            decided_at VARCHAR);
        CREATE TABLE coordination.closings (period VARCHAR, closed_on VARCHAR);
        """
    )
    if directory is None:
        return
    decisions = in_force(log(directory))
    if decisions:
        connection.executemany(
            "INSERT INTO coordination.decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
            [astuple(decision) for decision in decisions],
        )
    if (directory / CLOSINGS).is_file():
        with (directory / CLOSINGS).open(encoding="utf-8-sig", newline="") as file:
            closings = [(row.get("period"), row.get("closed_on")) for row in csv.DictReader(file)]
        if closings:
            connection.executemany("INSERT INTO coordination.closings VALUES (?, ?)", closings)
