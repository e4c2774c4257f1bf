"""Put one known defect into a clean workbook, thousands of times: each must be reported at its cell, and nothing else.

``python -m tests.campaign.mutations --count 5000 --seed 1`` prints what was tried and found, and ends with 1 on a miss.
One clean workbook is loaded beside every ten others: nothing may be said of it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from etl.check import check
from etl.messages import outcome
from tests.campaign.defects import DEFECTS, Defect
from tests.campaign.workbooks import KINDS, Draft, clean, months
from tests.corpus import judge, reopen
from tests.corpus.record import RECEIVED, Remark

BATCH = 100  # workbooks of one load
CLEAN_EVERY = 10
SHOWN = 20  # misses that are printed
TOLD_OF_SHAPES = frozenset({"headings_interpreted"})  # of columns that are in no list of headings, such as disability


@dataclass(frozen=True)
class Trial:
    """One workbook of the campaign; ``defect`` is None for a clean one, ``number`` tells it apart for ever."""

    number: int
    draft: Draft
    defect: Defect | None
    expected: tuple[Remark, ...]

    @property
    def name(self) -> str:
        return f"m{self.number:06}_{self.draft.kind}.xlsx"


@dataclass
class Tally:
    """What a campaign found so far."""

    tried: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, list[str]]] = field(default_factory=list)  # file, defect, what is wrong
    controls: int = 0
    false_rejections: int = 0
    unaccounted: int = 0
    reopened: int = 0
    misquoted: int = 0

    def lines(self) -> list[str]:
        codes = Counter({defect.code: 0 for defect in DEFECTS})
        for defect in DEFECTS:
            codes[defect.code] += self.tried[defect.name]
        missed = Counter(name for _, name, _ in self.missed)
        return [
            f"{sum(self.tried.values())} defects of {len(codes)} codes, {self.controls} clean workbooks",
            *(f"  {missed[name]} missed of {self.tried[name]}: {name}" for name in sorted(missed) if name),
            f"missed, or said beside: {len(self.missed)}",
            f"rows unaccounted for: {self.unaccounted}",
            f"clean workbooks with a rejection: {self.false_rejections}",
            f"cells opened again: {self.reopened}, of which reported otherwise: {self.misquoted}",
        ]

    @property
    def is_clean(self) -> bool:
        return not (self.missed or self.unaccounted or self.false_rejections or self.misquoted)


def trials(count: int, seed: int) -> Iterator[Trial]:
    """``count`` workbooks with a defect, each defect in its turn, and the clean ones between them."""
    number = 0
    for place in range(count):
        if place % CLEAN_EVERY == 0:
            yield trial(number, seed, None)
            number += 1
        yield trial(number, seed, DEFECTS[(place + seed) % len(DEFECTS)])
        number += 1


def trial(number: int, seed: int, defect: Defect | None) -> Trial:
    chance = Random(f"{seed}:{number}")
    month = months()[number % len(months())]  # no two files of a load share it
    if defect is None:
        return Trial(number, clean(chance, chance.choice(KINDS), month), None, ())
    draft = clean(chance, chance.choice(defect.kinds), month, **defect.needs)  # type: ignore[arg-type]
    draft, role, rows = defect.change(chance, draft, chance.randrange(len(draft.rows)))
    remarks = tuple(
        Remark(defect.code, draft.sheet, draft.sheet_row(row), draft.cell(role, row) if role else None) for row in rows
    )
    return Trial(number, draft, defect, remarks)


def batches(found: Iterator[Trial]) -> Iterator[list[Trial]]:
    batch: list[Trial] = []
    for each in found:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def load(batch: Sequence[Trial], folder: Path, tally: Tally) -> None:
    """Write the workbooks of a batch, load them at once, and compare."""
    paths = []
    for each in batch:
        path = folder / each.name
        path.write_bytes(each.draft.content())
        os.utime(path, (RECEIVED.timestamp(), RECEIVED.timestamp()))
        paths.append(path)
    entries: dict[str, list[judge.Entry]] = {path.name: [] for path in paths}
    for entry in check(paths, "fr", lambda code, done, total: None).report["files"]:
        entries[entry["file"]].append(entry)
    for each, path in zip(batch, paths, strict=True):
        compare(each, path, entries[path.name], tally)


def compare(each: Trial, path: Path, entries: Sequence[judge.Entry], tally: Tally) -> None:
    said = Counter(remark for remark in judge.remarks(entries) if remark.code not in TOLD_OF_SHAPES)
    wanted = Counter(each.expected)
    problems = [f"not said: {remark}" for remark in (wanted - said).elements()]
    problems += [f"said: {remark}" for remark in (said - wanted).elements()]
    rejected = sum(entry["rows_rejected"] for entry in entries)
    should_be = len({remark.row for remark in each.expected if outcome(remark.code) == "rejected"})
    accepted = sum(entry["rows_accepted"] for entry in entries)
    if (accepted, rejected) != (len(each.draft.rows) - should_be, should_be):
        problems.append(f"{accepted} accepted and {rejected} rejected of {len(each.draft.rows)}, {should_be} to reject")
    accounts = [problem for entry in entries for problem in judge.unaccounted(entry)]
    if [entry.get("rows_seen") for entry in entries] != [each.draft.rows_seen]:
        accounts.append(f"{[entry.get('rows_seen') for entry in entries]} rows seen, not {each.draft.rows_seen}")
    issues = [issue for entry in entries for issue in entry["issues"]]
    misquoted = reopen.misquoted(path, issues)
    tally.reopened += sum(issue.get("cell") is not None for issue in issues)
    tally.misquoted += len(misquoted)
    tally.unaccounted += bool(accounts)
    if each.defect is None:
        tally.controls += 1
        tally.false_rejections += rejected > 0
    else:
        tally.tried[each.defect.name] += 1
    problems += [*accounts, *(f"not as in the source: {quote}" for quote in misquoted)]
    if problems:
        tally.missed.append((path.name, each.defect.name if each.defect else "clean", problems))


def run(count: int, seed: int, keep: Path | None = None) -> Tally:
    """Load ``count`` defects and compare; the workbooks that are missed are kept in ``keep``."""
    tally = Tally()
    for batch in batches(trials(count, seed)):
        with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
            before = len(tally.missed)
            load(batch, Path(folder), tally)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                for name, _, _ in tally.missed[before:]:
                    (keep / name).write_bytes((Path(folder) / name).read_bytes())
    return tally


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the workbooks that are missed")
    chosen = parser.parse_args(arguments)
    started = time.monotonic()
    tally = run(chosen.count, chosen.seed, chosen.keep)
    print("\n".join(tally.lines()))
    for name, defect, problems in tally.missed[:SHOWN]:
        print(f"{name} ({defect}): {' ; '.join(problems)}")
    print(f"{time.monotonic() - started:.0f} s")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
