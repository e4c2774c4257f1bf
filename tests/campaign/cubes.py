"""Invented cubes, protected, certified and attacked; ends with 1 where one fails.

``python -m tests.campaign.cubes --count 300 [--seed 0]``: small ones, by the table-level attacker.
``python -m tests.campaign.cubes --joint [--sample 30] [--seed 0]``: the benchmark's reference cube, by the one whose
unknown is the whole joint table; the withheld small counts that the other knows best, narrowest interval first.
One to four seconds a cell.
"""

import argparse
import sys
from collections import Counter

import numpy as np

from benchmarks.reference_cube import reference
from etl.disclose import attack, certify
from etl.disclose.suppress import protect
from tests.campaign.joint import Joint, JointAttack, Undecided, cliques_of, hardest
from tests.unit.etl.disclose.systems import lonely, random_cube

SECONDS = 120.0
MOST_SHOWN_AGAIN = 3  # mutants for each cube
CLOSE = 1e-4  # children: the interior point ends within as much of a bound


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


def joint(sample: int, seed: int) -> int:
    """What the strongest attacker learns of the reference cube, beside the other one; 1 where it learns too much."""
    told = reference()
    protection = protect(told.system, SECONDS)
    shown = np.where(protection.withheld, np.nan, told.system.values)
    small = np.flatnonzero(told.system.is_small)
    by_table = attack.intervals(told.system.equations, shown, small)
    strongest = JointAttack(Joint(told.cube, told.places, told.grid, cliques_of(told.cube)), shown)
    tally: Counter[str] = Counter()
    for place in hardest(by_table, sample, seed):
        cell = int(small[place])
        try:
            least, most = strongest.interval(cell)
        except Undecided as error:
            tally["undecided"] += 1
            print(told.grid.cells[cell], error, flush=True)
            continue
        is_same = np.allclose((least, most), by_table[place], atol=CLOSE)
        is_open = least <= attack.SMALL_LOW + CLOSE and most >= told.system.threshold[cell] - CLOSE
        tally.update(cells=1, identical=is_same, failed=not is_open)
        named = told.grid.cells[cell]
        where = " ".join((named.level, named.pcode, *(f"{name}={code}" for name, code in named.codes)))
        print(where, *(f"{round(end, 2) + 0:.2f}" for end in (*by_table[place], least, most)), sep="  ", flush=True)
    print(dict(tally))
    return int(tally["failed"] > 0)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--joint", action="store_true")
    asked.add_argument("--sample", type=int, default=30)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    if given.joint:
        return joint(given.sample, given.seed)
    return table_level(given.count, given.seed)


def table_level(count: int, first: int) -> int:
    tally: Counter[str] = Counter()
    failed = 0
    for seed in range(first, first + count):
        found = failures(seed, tally)
        failed += bool(found)
        print(*(f"cube {seed}: {line}\n" for line in found), sep="", end="", flush=True)
    print(f"{tally['cubes']} cubes, {failed} failed; {dict(tally)}")
    return int(failed > 0 or tally["flagged"] < 0.8 * tally["mutants"])


if __name__ == "__main__":
    sys.exit(main())
