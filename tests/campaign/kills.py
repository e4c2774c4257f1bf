"""Kill real builds at any moment, and see that the last good warehouse goes on serving.

``python -m tests.campaign.kills --count 50 --seed 1`` kills a build once at each named step, then at random moments;
it prints what was found and ends with 1 if anything was wrong. Nothing outside a temporary folder is touched.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from dashboard.warehouse import current_warehouse
from etl import build as building
from etl import history, publish, transform
from etl.database import attach
from tests.factories import activity, case_count, grid, workbook

ROOT = Path(__file__).resolve().parents[2]
KEPT = 2  # builds kept besides the one in use, so that each build has one to forget
CONTENT = "SELECT max(reached_count) FROM warehouse.core.activities"
# Where a build is killed: the holder and name of a function, the number of its call, and on which side of it.
STEPS: dict[str, tuple[str, str, int, str]] = {
    "inputs known": ("etl.build", "key_of", 1, "after"),
    "directory made": ("etl.build", "new_build_directory", 1, "after"),
    "former build copied": ("etl.build", "remember_former", 1, "after"),
    "files loaded": ("etl.build", "load_files", 1, "after"),
    "marts made": ("etl.transform", "derive", 1, "after"),
    "named, not closed": ("etl.build", "name_build", 1, "after"),
    "contracts kept": ("etl.transform", "check_contracts", 1, "after"),
    "content known": ("etl.build", "content_hash", 1, "after"),
    "public file written": ("etl.public", "write_file", 1, "after"),
    "file on disk": ("etl.publish", "synchronise", 1, "after"),
    "manifest drafted": ("os", "replace", 2, "before"),
    "manifest written": ("os", "replace", 2, "after"),
    "moved to its place": ("pathlib.Path", "rename", 1, "after"),
    "pointer drafted": ("os", "replace", 3, "before"),
    "pointer switched": ("os", "replace", 3, "after"),
    "before forgetting": ("etl.build", "forget_old", 1, "before"),
    "in the middle of forgetting": ("pathlib.Path", "rename", 2, "after"),
}


@dataclass
class Campaign:
    """What was found: how each kill ended, and each fault in a sentence."""

    endings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    reads: int = 0


# -- in the process that is killed


def victim(sources: str, warehouse: str, step: str) -> None:
    """Say that all is imported, wait for a line, and build; at the named step, end as a power cut would."""
    history.KEPT = KEPT
    print("ready", flush=True)
    sys.stdin.readline()
    if step:
        arm(*STEPS[step])
    building.build(Path(sources), Path(warehouse), None, "fr", silent)


def arm(holder: str, name: str, nth: int, side: str) -> None:
    """Make the n-th call of a function the last thing that this process does."""
    place: Any = Path if holder == "pathlib.Path" else sys.modules[holder]
    real = getattr(place, name)
    made = []

    def deadly(*arguments: Any, **options: Any) -> Any:
        made.append(name)
        if len(made) == nth and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **options)
        if len(made) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(place, name, deadly)


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


# -- in the process that kills


def campaign(folder: Path, plan: Sequence[str], chance: random.Random, duration: float | None = None) -> Campaign:
    """Kill one build for each step of the plan, at a random moment where it is blank (``duration``: of a build)."""
    found = Campaign()
    sources, warehouse = folder / "sources", folder / "warehouse"
    sources.mkdir()
    with kept_short(), environment("MAILLAGE_WAREHOUSE", str(warehouse)):
        write(sources, 0)
        building.build(sources, warehouse, None, "fr", silent)
        write(sources, 1)
        duration = duration or whole_build(sources, warehouse)
        building.build(sources, warehouse, None, "fr", silent)
        # The next process imports all it needs while the one before is looked at.
        waiting = [start(sources, warehouse, step) for step in plan[:1]]
        for turn, step in enumerate(plan, start=2):
            process = waiting.pop()
            waiting += [start(sources, warehouse, following) for following in plan[turn - 1 : turn]]
            write(sources, turn)
            with reading(found, {turn - 1, turn}):
                killed = kill(process, None if step else chance.uniform(0, 1.15 * duration))
            served = check(found, warehouse, turn, step)
            if step and not killed:
                found.faults.append(f"turn {turn}: the step “{step}” was never reached")
            found.endings[ending(killed, served, turn)] += 1
            build_again(found, sources, warehouse, turn, step)
    return found


def write(sources: Path, turn: int) -> None:
    """Two small workbooks whose content tells the turn."""
    workbook(sources / "4w.xlsx", {"4W": grid([activity(reached=turn), activity(organisation="UNICEF", reached=0)])})
    workbook(sources / "cas.xlsx", {"Cas": grid([case_count(cases=turn)])})


def start(sources: Path, warehouse: Path, step: str) -> subprocess.Popen[str]:
    """A process that is about to build."""
    program = "import sys; from tests.campaign.kills import victim; victim(*sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", program, str(sources), str(warehouse), step],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def kill(process: subprocess.Popen[str], delay: float | None) -> bool:
    """Let a process go, and kill it after a while or wait for it to kill itself; returns whether it was killed."""
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    if delay is not None:
        time.sleep(delay)
        process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def whole_build(sources: Path, warehouse: Path) -> float:
    """How long a build takes once all is imported."""
    process = start(sources, warehouse, "")
    process.stdout.readline()
    begin = time.perf_counter()
    process.communicate("go\n")
    return time.perf_counter() - begin


def ending(killed: bool, served: int | None, turn: int) -> str:
    if not killed:
        return "it had ended"
    return "the new build is served" if served == turn else "the old build is served"


def check(found: Campaign, warehouse: Path, turn: int, step: str) -> int | None:
    """Look at what is published; returns what it holds."""
    where = f"turn {turn}, killed at {step or 'random'}"
    build = publish.current_build(warehouse)
    if build is None:
        return found.faults.append(f"{where}: CURRENT.json cannot be read")
    if not publish.named(warehouse, build).items() <= publish.pointer_of(warehouse).items():
        found.faults.append(f"{where}: CURRENT.json and build.json disagree")
    if not publish.is_whole(warehouse, build):
        return found.faults.append(f"{where}: the file is not the one that was published")
    with duckdb.connect() as connection:
        attach(connection, publish.snapshots(warehouse) / build / publish.INTERNAL, "READ_ONLY")
        try:
            transform.check_contracts(connection)
        except transform.BrokenContract as broken:
            found.faults.append(f"{where}: {broken} is broken")
        held = connection.execute(CONTENT).fetchall()[0][0]
    if held not in (turn - 1, turn):
        found.faults.append(f"{where}: the content is that of {held}")
    return held


def build_again(found: Campaign, sources: Path, warehouse: Path, turn: int, step: str) -> None:
    """The next build publishes what the killed one should have, and nothing is left of that one."""
    where = f"turn {turn}, after a kill at {step or 'random'}"
    try:
        building.build(sources, warehouse, None, "fr", silent)
    except Exception as error:  # whatever it is, it is what this campaign looks for
        return found.faults.append(f"{where}: the next build fails: {error!r}")
    if check(found, warehouse, turn, step) != turn:
        found.faults.append(f"{where}: the next build does not publish its sources")
    left = {path.name for path in warehouse.iterdir()} - {"CURRENT.json", "snapshots", "etl.lock"}
    halves = [
        path.name
        for path in publish.snapshots(warehouse).iterdir()
        if {file.name for file in path.iterdir()} != {publish.INTERNAL, publish.PUBLIC, publish.MANIFEST}
    ]
    if left or halves:
        found.faults.append(f"{where}: left behind: {sorted(left)} {halves}")
    return None


@contextmanager
def reading(found: Campaign, allowed: set[int]) -> Iterator[None]:
    """A dashboard asks without a break, and is answered by the old build or the new one."""
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                served = current_warehouse()
                held = int(served.query(CONTENT + " AS content").iloc[0, 0])
                if held not in allowed or served.is_outdated:
                    found.faults.append(f"a reader got {held} where {sorted(allowed)} could be")
            except Exception as error:  # a page would have failed
                found.faults.append(f"a reader got {error!r}")
            found.reads += 1
            time.sleep(0.01)

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield
    finally:
        over.set()
        reader.join()


@contextmanager
def kept_short() -> Iterator[None]:
    before, history.KEPT = history.KEPT, KEPT
    try:
        yield
    finally:
        history.KEPT = before


@contextmanager
def environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def main(arguments: Sequence[str] | None = None, tell: Callable[[str], None] = print) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    plan = [*STEPS, *[""] * max(0, options.count - len(STEPS))][: options.count]
    folder = Path(tempfile.mkdtemp(prefix="maillage-kills-"))
    begin = time.perf_counter()
    try:
        found = campaign(folder, plan, random.Random(options.seed))
    finally:
        shutil.rmtree(folder)
    tell(f"{len(plan)} builds in {time.perf_counter() - begin:.0f} s, seed {options.seed}")
    for name, number in sorted(found.endings.items()):
        tell(f"  {name}: {number}")
    tell(f"  questions answered meanwhile: {found.reads:,}")
    for fault in found.faults:
        tell(f"FAULT {fault}")
    tell(f"faults: {len(found.faults)}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
