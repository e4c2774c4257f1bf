"""What the coordination has decided, kept beside the warehouse: spellings accepted or refused, months closed.

``memory/aliases.csv`` is a log: a decision is a line, and undoing one is a line more. Nothing is ever taken out, so
that any former state can be had again. ``memory/closings.csv`` (period, closed_on) is kept by hand.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from etl.delimited import decoded
from etl.headings import fold
from etl.periods import period_of_cell

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


class UnreadableMemory(Exception):
    """A file of the memory cannot be read; the arguments are its name and the line, 1 for its headings."""


class NothingToUndo(Exception):
    """No decision is in force."""


def log(directory: Path) -> list[Decision]:
    """Every decision ever taken, in order. Raises :class:`UnreadableMemory`."""
    names = [column.name for column in fields(Decision)]
    rows = lines(directory / ALIASES, [name for name in names if name != "decided_at"])
    decisions = [Decision(**{name: row.get(name, "") for name in names}) for row in rows]
    for number, decision in enumerate(decisions, start=2):
        if decision.kind not in KINDS or decision.verdict not in VERDICTS or not decision.text or not decision.target:
            raise UnreadableMemory(ALIASES, number)
    return decisions


def lines(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The lines of a CSV that people keep, in whatever encoding and with whatever separator Excel left them.

    No line where there is no file. Raises :class:`UnreadableMemory` where one of the columns is missing.
    """
    if not path.is_file():
        return []
    text, _ = decoded(path.read_bytes())
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(";\t,", key=first.count))
    if not set(columns) <= {(name or "").strip() for name in reader.fieldnames or ()}:
        raise UnreadableMemory(path.name, 1)
    return [
        {(name or "").strip(): value or "" for name, value in row.items() if isinstance(value, str | None)}
        for row in reader
        if any(isinstance(value, str) and value.strip() for value in row.values())
    ]


def closings(directory: Path) -> list[tuple[str, date]]:
    """The months that are closed, and since when. Raises :class:`UnreadableMemory`."""
    found = []
    for number, row in enumerate(lines(directory / CLOSINGS, ("period", "closed_on")), start=2):
        period, days = period_of_cell(row["period"]), day_of_text(row["closed_on"].strip())
        if period is None or days is None:
            raise UnreadableMemory(CLOSINGS, number)
        found.append((period, days))
    return found


def day_of_text(text: str) -> date | None:
    """A day as 2025-06-30 or 30/06/2025."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
    return None


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
    closed = closings(directory)
    if closed:
        connection.executemany(
            "INSERT INTO coordination.closings VALUES (?, ?)", [(period, day.isoformat()) for period, day in closed]
        )
