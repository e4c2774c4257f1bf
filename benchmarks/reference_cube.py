"""An invented quarter as large as a country's: 20 prefectures, 84 sub-prefectures, ten linked tables.

What it is made of, and why it resembles the country:

- how many sub-prefectures a prefecture has is the country's own (scheme cod_v02, one less in CF61: 84 in all);
- its share of the children is that of the demonstration's (`etl.demo`): girls and boys reached by child protection in
  the 4W of April to June 2026, a few large places and many near empty. There two prefectures had none; here one of them
  has a thousandth, which makes about as many small counts as the cube holds on which the figures to reach were set (863
  of 4,869 cells, with 2,630 equations: ``disclosure.md`` 1.6), some tens more or less by seed;
- within a prefecture each sub-prefecture has six tenths of the one before it, as there;
- how children divide by sex, age, disability, risk and service is how the demonstration draws them; displacement is
  invented. In each sub-prefecture the odds differ from the country's (Dirichlet).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from etl.disclose.cube import COUNTRY, Cube, Grid, Level, Places, Table, counts, grid_of
from etl.disclose.system import System

CHILDREN = 12_000
SEED = 5
# Thousandths of the children, and sub-prefectures.
PREFECTURES = {
    "CF11": (46, 5), "CF12": (17, 6), "CF21": (16, 4), "CF22": (97, 4), "CF23": (10, 3), "CF24": (18, 4),
    "CF31": (163, 4), "CF32": (37, 4), "CF33": (20, 4), "CF34": (40, 5), "CF41": (30, 4), "CF42": (56, 3),
    "CF43": (193, 5), "CF51": (1, 2), "CF52": (1, 4), "CF53": (0, 4), "CF61": (11, 5), "CF62": (30, 5),
    "CF63": (2, 5), "CF71": (210, 4),
}  # fmt: skip
NEXT = 0.6  # of the sub-prefecture before
ALIKE = 30.0  # the higher, the more the odds of all places are alike
ODDS = {
    "sex": {"girl": 0.54, "boy": 0.46},
    "age_group": {"0-4": 0.16, "5-11": 0.40, "12-17": 0.44},
    "disability": {"yes": 0.05, "no": 0.74, "unknown": 0.21},
    "risk": {"high": 0.17, "medium": 0.38, "low": 0.45},
    "displacement": {"host": 0.55, "displaced": 0.25, "returnee": 0.15, "refugee": 0.05},
    "service": {
        "psychosocial": 0.24, "health": 0.24, "school": 0.14, "legal": 0.12, "registration": 0.10, "gbv": 0.08,
        "friendly_space": 0.08,
    },
}  # fmt: skip
TO_PREFECTURES: tuple[Level, ...] = ("country", "adm1")
TO_SUB_PREFECTURES: tuple[Level, ...] = (*TO_PREFECTURES, "adm2")
TABLES = (
    (TO_SUB_PREFECTURES, ("sex", "age_group")),
    (TO_SUB_PREFECTURES, ("risk",)),
    (TO_SUB_PREFECTURES, ("displacement",)),
    (TO_SUB_PREFECTURES, ("disability",)),
    (TO_SUB_PREFECTURES, ("service",)),
    (TO_PREFECTURES, ("age_group", "risk")),
    (TO_PREFECTURES, ("displacement", "age_group")),
    (TO_PREFECTURES, ("sex", "service")),
    (TO_PREFECTURES, ("age_group", "service")),
    (TO_PREFECTURES, ("displacement", "service")),
)


class Named(Places):
    """Places without a part for rows that name none: every child of this cube has its sub-prefecture."""

    @cached_property
    def prefectures(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.parents.values())))

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        parts = {
            prefecture: tuple(sorted(pcode for pcode, parent in self.parents.items() if parent == prefecture))
            for prefecture in self.prefectures
        }
        return {COUNTRY: self.prefectures} | parts


@dataclass(frozen=True, eq=False)
class Reference:
    """The cube as it would be declared, its cells, and what protects and attacks them sees."""

    cube: Cube
    places: Named
    grid: Grid
    system: System


def reference(seed: int = SEED) -> Reference:
    """The same seed gives the same quarter. As in a release, totals of the country and of places must be shown."""
    tables = (
        Table(id="by_" + "_and_".join(names), measure="children", levels=levels, dimensions=names)
        for levels, names in TABLES
    )
    cube = Cube(
        threshold=5,
        sensitive_threshold=10,
        sensitive=(),
        seconds=60.0,
        dimensions={name: tuple(odds) for name, odds in ODDS.items()},
        tables=tuple(tables),
    )
    places = Named(
        {f"{name}{number}": name for name, (_, parts) in PREFECTURES.items() for number in range(1, parts + 1)}
    )
    grid = grid_of(cube.tables, cube, places)
    values = counts(grid, children(places, np.random.default_rng(seed)), cube)
    is_small = (values > 0) & (values < cube.threshold)
    is_total = np.array([cell.level == "country" or not cell.codes for cell in grid.cells])
    threshold, nothing = np.full(len(values), cube.threshold), np.zeros(len(values), dtype=bool)
    system = System(values, grid.equations, threshold, is_small, is_total & ~is_small, must_withhold=nothing)
    return Reference(cube, places, grid, system)


def children(places: Named, chance: np.random.Generator) -> pd.DataFrame:
    """Rows as `etl.disclose.cube.counts` takes them: one for each child."""
    shares = np.array(
        [
            share * NEXT**number / sum(NEXT**other for other in range(parts))
            for share, parts in PREFECTURES.values()
            for number in range(parts)
        ]
    )
    drawn = [
        pd.DataFrame(
            {
                name: chance.choice(list(odds), count, p=chance.dirichlet(ALIKE * np.array(list(odds.values()))))
                for name, odds in ODDS.items()
            }
        ).assign(adm1=parent, adm2=pcode)
        for (pcode, parent), count in zip(
            places.parents.items(), chance.multinomial(CHILDREN, shares / shares.sum()), strict=True
        )
    ]
    return pd.concat(drawn, ignore_index=True).assign(measure="children", children=1)
