"""Invented cubes, protected, certified and attacked; ends with 1 where one fails.

``python -m tests.campaign.cubes --count 300 [--seed 0]``.
"""

import argparse
import sys
from collections import Counter

import numpy as np

from etl.disclose import attack, certify
from etl.disclose.suppress import protect
from tests.unit.etl.disclose.systems import lonely, random_cube

SECONDS = 120.0
MOST_SHOWN_AGAIN = 3  # mutants for each cube


def failures(seed: int, tally: Counter[str]) -> list[str]:
    """What is wrong with the protection of one cube; the tally counts cubes, cells and mutants."""
    cells = random_cube(seed, most=5)
    told = protect(cells, SECONDS)
    found = certify.check(cells, told.withheld, told.certificates)
    found += [f"cell {cell} is too sure" for cell in attack.failures(cells, told.withheld)]
    missed = lonely(cells) - set(attack.failures(cells, cells.is_small))
    found += [f"cell {cell} of the naive pattern is not caught" for cell in sorted(missed)]
    tally.update(cubes=1, small=told.small, complementary=told.complementary, lonely=bool(lonely(cells)))
    complementary = np.flatnonzero(told.withheld & ~cells.is_primary & ~cells.must_withhold)
    for cell in np.random.default_rng(seed).permutation(complementary)[:MOST_SHOWN_AGAIN]:
        shown_again = told.withheld & (np.arange(len(told.withheld)) != cell)
        tally.update(mutants=1, flagged=bool(attack.failures(cells, shown_again)))
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    tally: Counter[str] = Counter()
    failed = 0
    for seed in range(given.seed, given.seed + given.count):
        found = failures(seed, tally)
        failed += bool(found)
        print(*(f"cube {seed}: {line}\n" for line in found), sep="", end="", flush=True)
    print(f"{tally['cubes']} cubes, {failed} failed; {dict(tally)}")
    return int(failed > 0 or tally["flagged"] < 0.8 * tally["mutants"])


if __name__ == "__main__":
    sys.exit(main())
