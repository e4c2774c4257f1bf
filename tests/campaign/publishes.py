"""Publish build after build while readers ask without a break, and see that each run reads one whole build.

``python -m tests.campaign.publishes --publishes 60 --reads 100000`` goes on until both counts are reached; it prints
what was found and ends with 1 if anything was wrong. Nothing outside a temporary folder is touched.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.warehouse import current_warehouse
from etl import history, publish

READERS = 4
SOON = 5.0  # seconds after which every reader has the new build
TABLES = ("one", "two", "three")
MOST_TOLD = 10


@dataclass
class Campaign:
    """What was found: how many runs and questions there were, how long the slowest reader took to see a new build
    (seconds), and each fault in a sentence."""

    soon: float = SOON
    publishes: int = 0
    runs: int = 0
    reads: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def write_build(directory: Path, number: int) -> None:
    """Both files, each of whose tables says only the build's number, a thousand times."""
    for file, _ in publish.FILES.values():
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{directory / file}' AS warehouse (BLOCK_SIZE 16384)")
            connection.execute("CREATE SCHEMA warehouse.marts")
            for table in TABLES:
                connection.execute(f"CREATE TABLE warehouse.marts.{table} AS SELECT {number} AS n FROM range(1000)")
            connection.execute("CHECKPOINT warehouse")


def publish_next(warehouse: Path, number: int) -> None:
    with publish.sole_builder(warehouse):
        directory = publish.new_build_directory(warehouse)
        write_build(directory, number)
        publish.publish(warehouse, directory, publish.new_build_id(f"{number:012}"), str(number), str(number))
        history.forget_old(warehouse)


def read(found: Campaign, published: dict[int, float], edition: str, over: threading.Event) -> None:
    """The runs of one visitor: each asks three tables of the build that it was given."""
    seen = 0
    while not over.is_set():
        began = time.monotonic()
        try:
            served = current_warehouse(edition)
            held = set()
            for table in TABLES:
                answer = served.query(f"SELECT min(n) AS low, max(n) AS high FROM warehouse.marts.{table}").iloc[0]
                held |= {int(answer["low"]), int(answer["high"])}
            fault = judged(held, seen, served.is_outdated, published, began - found.soon)
        except Exception as error:  # a page would have failed
            held, fault = {seen}, f"a reader got {error!r}"
        with found.lock:
            found.runs += 1
            found.reads += len(TABLES)
            found.faults += [fault] if fault else []
            if max(held) > seen and max(held) in published:  # a mixed build may hold a number that none has
                found.slowest = max(found.slowest, time.monotonic() - published[max(held)])
        seen = max(held)


def judged(held: set[int], seen: int, is_outdated: bool, published: dict[int, float], due: float) -> str:
    """What is wrong with a run that read these numbers, the last one having read ``seen``; empty where nothing is.

    ``due``: what was published before this moment has to be seen.
    """
    if len(held) != 1:
        return f"one run read the builds {sorted(held)}"
    (number,) = held
    if number < seen:
        return f"a reader went back from build {seen} to {number}"
    if is_outdated:
        return f"build {number} was said to be outdated"
    missed = [later for later, moment in list(published.items()) if later > number and moment < due]
    return f"a reader had build {number} long after {missed[-1]}" if missed else ""


def campaign(publishes: int, reads: int, soon: float = SOON) -> Campaign:
    found, published, over = Campaign(soon), {}, threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse"
        former = os.environ.get("MAILLAGE_WAREHOUSE")
        os.environ["MAILLAGE_WAREHOUSE"] = str(warehouse)
        published[0] = time.monotonic()
        publish_next(warehouse, 0)
        editions = (list(publish.FILES) * READERS)[:READERS]
        readers = [threading.Thread(target=read, args=(found, published, edition, over)) for edition in editions]
        for reader in readers:
            reader.start()
        try:
            while (found.publishes < publishes or found.reads < reads) and len(found.faults) < MOST_TOLD:
                found.publishes += 1
                published[found.publishes] = time.monotonic()  # from its beginning: the wait can only be overstated
                publish_next(warehouse, found.publishes)
        finally:
            over.set()
            for reader in readers:
                reader.join()
            os.environ.pop("MAILLAGE_WAREHOUSE")
            if former is not None:
                os.environ["MAILLAGE_WAREHOUSE"] = former
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--publishes", type=int, default=60)
    asked.add_argument("--reads", type=int, default=100_000)
    given = asked.parse_args()
    began = time.monotonic()
    found = campaign(given.publishes, given.reads)
    print(
        f"{found.publishes} publishes, {found.runs:,} runs, {found.reads:,} reads in {time.monotonic() - began:.0f} s"
    )
    print(f"slowest sight of a new build, its making included: {found.slowest:.2f} s")
    print(f"faults: {len(found.faults)}", *found.faults[:MOST_TOLD], sep="\n  ")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
