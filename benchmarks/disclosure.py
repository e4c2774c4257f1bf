"""Disclosure control on tables of counts with every margin: ``python -m benchmarks.disclosure [--json]``.

``--json`` prints ``{"tables": [...], "reference": {...}}``; with ``--tables`` alone there is no reference cube, with
``--reference`` alone (``--reference [--json]``) there are no tables.

``--tables DIR`` holds the tables, CSV files of columns ``pref, sub, age, risk, freq`` (children), one line for each
cell of the innermost table. Published are country, prefectures and sub-prefectures, each crossed with age, risk, both
and neither; country cells and the totals of places are shown if they can be. For each table, by the names of
``--json``: ``cells`` published, ``small`` counts (1 to 4), ``complementary`` cells and the ``children_hidden`` in them,
``uncertified`` (what the certificate checker finds wrong), ``failing`` (cells that the attacker finds too sure),
``naively_failing`` (the same with nothing but small counts withheld), ``seconds`` of the protection and
``attack_seconds``; ``rounded_mean_error`` and ``rounded_most_error`` (children) of the other profile, small-count
rounding.

``--patterns DIR`` writes two files for each table, with the key columns above, ``*`` for a total (and for ``pref`` and
``sub`` of the country, ``sub`` of a prefecture):

- ``<table>_withheld.csv``: every cell, its published ``value`` (empty where withheld) and ``is_withheld`` (1 or 0);
- ``<table>_certificates.csv``: ``certificate`` (a number) and ``value``: what a cell holds in that certificate, for the
  cells where it differs from the true table; all others hold their true value. The true table itself is certificate 0
  and has no line.

The reference cube is an invented quarter of ten linked tables (`benchmarks.reference_cube` says what it is made of).
Besides ``cells`` to ``failing`` and ``seconds`` as above: ``equations``; ``attack_seconds`` of the full attack, the
interval of every withheld small count; ``shown_country``, ``shown_adm1`` and ``shown_adm2``, per cent of the cells of
the level that are shown (their true counts, zeros included); ``naively_shown_country`` to ``naively_shown_adm2``, the
same if nothing but small counts were withheld, which protects nobody.
"""

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from scipy import sparse

from benchmarks.reference_cube import reference
from etl.disclose import attack, certify
from etl.disclose.cube import LEVELS
from etl.disclose.rounding import round_small
from etl.disclose.suppress import Protection, protect
from etl.disclose.system import System

TABLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "disclosure_tables"
KEYS = ("pref", "sub", "age", "risk")
TOTAL = "*"
THRESHOLD = 5
SECONDS = 600.0

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Cube:
    """The published cells of one table; `inner` are those of the innermost table, `sums` what the others add up."""

    name: str
    keys: list[Key]
    system: System
    inner: np.ndarray
    sums: sparse.csr_array


def read(path: Path) -> Cube:
    """The table of a file with all its margins."""
    with path.open(encoding="utf-8", newline="") as lines:
        innermost = {
            (row["pref"], row["sub"], row["age"], row["risk"]): int(row["freq"]) for row in csv.DictReader(lines)
        }
    counts: dict[Key, int] = defaultdict(int)
    for key, count in innermost.items():
        for above in margins(key):
            counts[above] += count
    keys = sorted(counts)
    place = {key: number for number, key in enumerate(keys)}
    inner = np.array([place[key] for key in sorted(innermost)])
    rest = np.setdiff1d(np.arange(len(keys)), inner)
    adds = incidence([(place[above], place[key]) for key in innermost for above in margins(key)], len(keys))
    values = np.array([counts[key] for key in keys])
    return Cube(path.stem, keys, system(keys, values, equations(place)), inner, adds[rest][:, inner])


def margins(key: Key) -> Iterator[Key]:
    """The cell itself and all totals that it is part of."""
    pref, sub, age, risk = key
    places = ((pref, sub), (pref, TOTAL), (TOTAL, TOTAL))
    for place, of_age, at_risk in product(places, (age, TOTAL), (risk, TOTAL)):
        yield *place, of_age, at_risk


def equations(place: dict[Key, int]) -> sparse.csr_array:
    """One row for each total and each way that it is split by one step: by age, by risk, or into smaller places."""
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (pref, sub, age, risk), number in place.items():
        if age != TOTAL:
            parts[place[pref, sub, TOTAL, risk], "age"].append(number)
        if risk != TOTAL:
            parts[place[pref, sub, age, TOTAL], "risk"].append(number)
        if pref != TOTAL:
            parts[place[pref if sub != TOTAL else TOTAL, TOTAL, age, risk], "place"].append(number)
    rows = [{total: 1} | dict.fromkeys(cells, -1) for (total, _), cells in sorted(parts.items())]
    entries = [(row, cell, factor) for row, cells in enumerate(rows) for cell, factor in cells.items()]
    row, column, factor = np.array(entries).T
    return sparse.csr_array((factor, (row, column)), shape=(len(rows), len(place)))


def incidence(pairs: list[tuple[int, int]], count: int) -> sparse.csr_array:
    row, column = np.array(pairs).T
    return sparse.csr_array((np.ones(len(pairs), dtype=np.int64), (row, column)), shape=(count, count))


def system(keys: list[Key], values: np.ndarray, rows: sparse.csr_array) -> System:
    is_top = np.array([pref == TOTAL or age == risk == TOTAL for pref, _, age, risk in keys])
    is_small = (values > 0) & (values < THRESHOLD)
    nothing = np.zeros(len(keys), dtype=bool)
    return System(
        values, rows, np.full(len(keys), THRESHOLD), is_small, is_top & (values >= THRESHOLD), must_withhold=nothing
    )


def figures(cube: Cube, protection: Protection) -> dict[str, object]:
    """The figures of one table, in the words of the module's docstring."""
    values, withheld = cube.system.values, protection.withheld
    start = time.perf_counter()
    failing = attack.failures(cube.system, withheld)
    attacked = time.perf_counter() - start
    rounded = round_small(values[cube.inner], cube.sums, THRESHOLD)
    return {
        "table": cube.name,
        "cells": len(values),
        "small": protection.small,
        "complementary": protection.complementary,
        "children_hidden": protection.children_hidden,
        "uncertified": len(certify.check(cube.system, withheld, protection.certificates)),
        "failing": len(failing),
        "naively_failing": len(attack.failures(cube.system, cube.system.is_primary)),
        "seconds": round(protection.seconds, 2),
        "attack_seconds": round(attacked, 2),
        "rounded_mean_error": round(rounded.mean_error, 2),
        "rounded_most_error": rounded.most_error,
    }


def reference_figures() -> dict[str, object]:
    """The figures of the reference cube, in the words of the module's docstring."""
    told = reference()
    protection = protect(told.system, SECONDS)
    attacked = attack.stranger(told.system, protection.withheld)
    level = np.array([cell.level for cell in told.grid.cells])
    return {
        "cells": len(level),
        "equations": told.system.equations.shape[0],
        "small": protection.small,
        "complementary": protection.complementary,
        "children_hidden": protection.children_hidden,
        "uncertified": len(certify.check(told.system, protection.withheld, protection.certificates)),
        "failing": len(attacked.failures),
        "seconds": round(protection.seconds, 2),
        "attack_seconds": round(attacked.seconds, 2),
        **{f"shown_{name}": shown(protection.withheld[level == name]) for name in LEVELS},
        **{f"naively_shown_{name}": shown(told.system.is_primary[level == name]) for name in LEVELS},
    }


def shown(withheld: np.ndarray) -> float:
    """Per cent that are not withheld (bool[k])."""
    return round(100 * float(1 - withheld.mean()), 1)


def write_pattern(cube: Cube, protection: Protection, folder: Path) -> None:
    """Two files that let anyone check the protection; see the module's docstring."""
    folder.mkdir(parents=True, exist_ok=True)
    values, withheld = cube.system.values.tolist(), protection.withheld.tolist()
    with (folder / f"{cube.name}_withheld.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*KEYS, "value", "is_withheld"])
        for key, value, is_withheld in zip(cube.keys, values, withheld, strict=True):
            lines.writerow([*key, "" if is_withheld else value, int(is_withheld)])
    with (folder / f"{cube.name}_certificates.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*KEYS, "certificate", "value"])
        for number, move in enumerate(protection.certificates):
            for cell, change in zip(move.cells.tolist(), move.changes.tolist(), strict=True):
                lines.writerow([*cube.keys[cell], number, values[cell] + change])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--tables", type=Path, metavar="DIR")
    asked.add_argument("--patterns", type=Path, metavar="DIR")
    asked.add_argument("--reference", action="store_true")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    told: dict[str, object] = {}
    if given.tables or not given.reference:
        told["tables"] = list(tables(given.tables or TABLES, given.patterns, is_told=not given.json))
    if given.reference or not given.tables:
        told["reference"] = found = reference_figures()
        if not given.json:
            tell({"table": "reference"} | found)
    if given.json:
        print(json.dumps(told))


def tables(folder: Path, patterns: Path | None, is_told: bool) -> Iterator[dict[str, object]]:
    """The figures of each table of the folder; its pattern goes to the other one."""
    for path in sorted(folder.glob("*.csv")):
        cube = read(path)
        protection = protect(cube.system, SECONDS)
        if patterns:
            write_pattern(cube, protection, patterns)
        found = figures(cube, protection)
        if is_told:
            tell(found)
        yield found


def tell(found: dict[str, object]) -> None:
    print(*(f"{name} {value}" for name, value in found.items()), sep="  ", flush=True)


if __name__ == "__main__":
    main()
