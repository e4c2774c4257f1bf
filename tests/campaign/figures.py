"""The figures of reliability.md 2.6 as they are measured here; ends with 1 when one is missed.

``python -m tests.campaign.figures --count 5000`` (the number of mutations).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from etl import extract
from etl.check import check
from etl.extract import SourceFile
from tests.campaign import mutations
from tests.corpus import judge, reopen
from tests.corpus.catalogue import CASES, FAMILIES
from tests.corpus.long_sheet import long_workbook
from tests.corpus.record import Case, write

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
MOST_MEMORY, MOST_SECONDS = 1_500_000_000, 60  # of the reading child, for one file
BOMB_MEMORY, BOMB_SECONDS = 100_000_000, 1.0
FEWEST_MUTATIONS = 5_000


@dataclass(frozen=True)
class Figure:
    """One figure: what was measured, and whether it is what was asked for (None: there was nothing to measure)."""

    name: str
    measured: str
    is_reached: bool | None

    def __str__(self) -> str:
        mark = {True: "ok    ", False: "MISSED", None: "none  "}[self.is_reached]
        return f"{mark}  {self.name}: {self.measured}"


@dataclass
class Reading:
    """What the reading child took for one file: the most memory it had held by then, and seconds of its processor."""

    file: str
    memory: int
    seconds: float


@dataclass
class Meter:
    """Every reading of the run."""

    readings: list[Reading] = field(default_factory=list)

    def worst(self) -> tuple[Reading, Reading]:
        """The reading with most memory, and the one with most seconds."""
        none = Reading("-", 0, 0.0)
        return (
            max(self.readings, key=lambda reading: reading.memory, default=none),
            max(self.readings, key=lambda reading: reading.seconds, default=none),
        )


@contextmanager
def metered(meter: Meter) -> Iterator[None]:
    """Loads under it note what their reading child takes, where the system tells (Linux)."""
    usual = extract.ReadingProcess

    class Metered(usual):
        def read(self, path: Path) -> SourceFile:
            before = self.used()[1]
            found = super().read(path)
            memory, seconds = self.used()
            meter.readings.append(Reading(path.name, memory, max(seconds - before, 0.0)))
            return found

        def used(self) -> tuple[int, float]:
            """Bytes of address space at their most, and seconds; nothing of a child that is not there."""
            process = self._process
            status = Path(f"/proc/{process.pid}/status") if process is not None else None
            if status is None or not status.exists():
                return 0, 0.0
            peak = next(line for line in status.read_text().splitlines() if line.startswith("VmPeak"))
            fields = (status.parent / "stat").read_text().rpartition(")")[2].split()
            return int(peak.split()[1]) * 1024, (int(fields[11]) + int(fields[12])) / 100

    extract.ReadingProcess = Metered  # type: ignore[misc]
    try:
        yield
    finally:
        extract.ReadingProcess = usual  # type: ignore[misc]


def corpus(folder: Path) -> list[Figure]:
    """How many of the ninety cases are reported exactly, and how many of their cells hold what is reported."""
    wrong: dict[str, list[str]] = {}
    opened = misquoted = 0
    for name, cases in FAMILIES.items():
        batches = [[case for case in cases if not case.alone], *([case] for case in cases if case.alone)]
        for number, batch in enumerate(batches):
            part = folder / f"{name}_{number}"
            part.mkdir()
            found = judge.entries(batch, part)
            for case in batch:
                problems, cells, other = judged(case, found, part)
                opened, misquoted = opened + cells, misquoted + other
                if problems:
                    wrong[f"{case.number:02} {case.name}"] = problems
    for case, problems in wrong.items():
        print(f"        {case}: {' ; '.join(problems)}")
    right = len(CASES) - len(wrong)
    return [
        Figure("corpus files with exactly the expected report", f"{right}/{len(CASES)}", not wrong),
        Figure(
            "corpus cells that hold what is reported", f"{opened - misquoted}/{opened}", opened > 0 and not misquoted
        ),
    ]


def judged(case: Case, found: dict[str, list[judge.Entry]], folder: Path) -> tuple[list[str], int, int]:
    """What is wrong with a case, how many of its cells are reported, and how many of those wrongly."""
    problems: list[str] = []
    cells = misquoted = 0
    for name, file in zip(case.names, case.files, strict=True):
        problems += judge.differences(file.expected, found[name])
        problems += [problem for entry in found[name] for problem in judge.unaccounted(entry)]
        issues = [issue for entry in found[name] for issue in entry["issues"]]
        cells += sum(issue.get("cell") is not None for issue in issues)
        quotes = reopen.misquoted(folder / name, issues)
        misquoted += len(quotes)
        problems += [f"not as in the source: {quote}" for quote in quotes]
    return problems, cells, misquoted


def campaign(count: int, seed: int) -> list[Figure]:
    started = time.monotonic()
    tally = mutations.run(count, seed)
    for name, defect, problems in tally.missed[: mutations.SHOWN]:
        print(f"        {name} ({defect}): {' ; '.join(problems)}")
    tried = sum(tally.tried.values())
    missed = sum(name != "clean" for _, name, _ in tally.missed)
    return [
        Figure(
            "mutations reported at their cell, and nothing else",
            f"{tried - missed}/{tried} in {time.monotonic() - started:.0f} s",
            not missed and tried >= FEWEST_MUTATIONS,
        ),
        Figure("workbooks of the campaign with rows unaccounted for", str(tally.unaccounted), not tally.unaccounted),
        Figure(
            "clean workbooks with a row rejected",
            f"{tally.false_rejections}/{tally.controls}",
            not tally.false_rejections,
        ),
        Figure(
            "mutated cells that hold what is reported",
            f"{tally.reopened - tally.misquoted}/{tally.reopened}",
            tally.reopened > 0 and not tally.misquoted,
        ),
    ]


def real_workbooks() -> Figure:
    """The workbooks as OCHA published them: read without harm, every row accounted for."""
    name = "real workbooks read, every row accounted for"
    paths = (
        sorted(path for path in SHARED.rglob("*") if path.suffix in (".xlsx", ".xls", ".xlsm"))
        if SHARED.is_dir()
        else []
    )
    if not paths:
        return Figure(name, "there are none on this machine", None)
    entries = check(paths, "fr", lambda code, done, total: None).report["files"]
    problems = [
        f"{entry['file']}, {entry['sheet']}: {problem}" for entry in entries for problem in judge.unaccounted(entry)
    ]
    codes = {issue["code"] for entry in entries for issue in entry["issues"]}
    problems += [code for code in ("file_kills_reader", "file_unreadable") if code in codes]
    for problem in problems:
        print(f"        {problem}")
    seen = sum(entry.get("rows_seen") or 0 for entry in entries)
    return Figure(name, f"{len(paths)} workbooks, {seen:,} rows", not problems)


def long_sheets(folder: Path) -> Iterator[Figure]:
    for count in (100_000, 300_000):
        path = folder / f"long_{count}.xlsx"
        path.write_bytes(long_workbook(count))
        started = time.monotonic()
        totals = check([path], "fr", lambda code, done, total: None).report["totals"]
        seconds = time.monotonic() - started
        is_whole = totals["rows_accepted"] == count
        measured = f"{seconds:.1f} s, {totals['rows_accepted']:,} accepted"
        yield Figure(f"workbook of {count:,} rows", measured, is_whole and (count > 100_000 or seconds <= MOST_SECONDS))


def zip_bomb(folder: Path) -> Figure:
    """A bomb is refused at once: what it takes beyond reading a small workbook."""
    name = "zip bomb refused"
    bomb, small = CASES[76], CASES[0]
    paths = [*write(small, folder), *write(bomb, folder)]
    meter = Meter()
    with metered(meter):
        files = extract.extract(paths)
        next(files)  # the child has started
        started = time.monotonic()
        (refused,) = files
        taken = time.monotonic() - started
    if refused.error != "file_too_large":
        return Figure(name, f"said {refused.error}", False)
    memory = meter.readings[-1].memory - meter.readings[0].memory
    measured = f"{taken:.2f} s, {memory / 1e6:.0f} MB more than a small workbook"
    return Figure(name, measured, taken < BOMB_SECONDS and memory < BOMB_MEMORY)


def reading_child(meter: Meter) -> list[Figure]:
    if not any(reading.memory for reading in meter.readings):
        return [Figure("the reading child", "this system does not tell what a process takes", None)]
    memory, seconds = meter.worst()
    return [
        Figure(
            "memory of the reading child at its most",
            f"{memory.memory / 1e6:,.0f} MB of address space, at {memory.file}",
            memory.memory <= MOST_MEMORY,
        ),
        Figure(
            "processor time of the reading child for one file",
            f"{seconds.seconds:.1f} s, for {seconds.file}",
            seconds.seconds <= MOST_SECONDS,
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.figures", description=__doc__)
    parser.add_argument("--count", type=int, default=FEWEST_MUTATIONS, help="mutations to load")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    meter = Meter()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        with metered(meter):
            figures += corpus(Path(folder))
            figures += [real_workbooks(), *long_sheets(Path(folder))]
            figures += campaign(chosen.count, chosen.seed)
        figures += [*reading_child(meter), zip_bomb(Path(folder))]
    print("\n".join(map(str, figures)))
    return 1 if any(figure.is_reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
