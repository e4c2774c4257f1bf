"""Of whom it is known who they are: where the question is asked, when a breakdown may be shown, which ages compare."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard.warehouse import Parameter

COUNTRY = "CF"
CHILD_PROTECTION = "PRO-CPN"
ALL, UNKNOWN = "all", "unknown"
DIMENSIONS = ("sex", "age_group", "disability")
OPEN_END = 200  # the oldest of an open bracket, "18+"
BRACKET = re.compile(r"(\d{1,2})(?:-(\d{1,2})|\+)")


@dataclass(frozen=True)
class Place:
    """Of which period and place people are counted; ``sector``: who reached them, of people reached, who
    are never added up across sectors."""

    period: str
    scheme: str
    level: str = "country"  # country, adm1, adm2
    pcode: str = COUNTRY
    sector: str = CHILD_PROTECTION

    def parameters(self, source: str) -> dict[str, Parameter]:
        return {"source": source, "sector": self.sector, "period": self.period, "scheme": self.scheme,
                "level": self.level, "pcode": self.pcode}  # fmt: skip


@dataclass(frozen=True)
class Narrowed:
    """To what else a page narrows: who told of the people, and, of referrals, which ones; ``all`` where it does not."""

    organisation: str = ALL
    priority: str = ALL
    service: str = ALL
    direction: str = "any"  # from or to the chosen service, or any

    @property
    def is_whole(self) -> bool:
        return (self.organisation, self.priority, self.service) == (ALL, ALL, ALL)

    def parameters(self) -> dict[str, Parameter]:
        return dict(vars(self))


def completeness(people: pd.DataFrame, gate: pd.DataFrame) -> pd.DataFrame:
    """Of how many each dimension is known: one row for sex, age_group, disability, and all (the three together); none
    where nobody is counted.

    ``people``: columns sex, age_group, disability, people; ``gate``: :func:`dashboard.queries.inclusion_gate`. Indexed
    by dimension; columns: known, total, least_percent, label_fr, label_en (empty for all).
    """
    total = int(people["people"].sum())
    told = people[list(DIMENSIONS)] != UNKNOWN
    is_known = {**{name: told[name] for name in DIMENSIONS}, ALL: told.all(axis=1)}
    rows = [(name, int(people.loc[known, "people"].sum()), total) for name, known in is_known.items() if total]
    found = pd.DataFrame(rows, columns=["dimension", "known", "total"]).set_index("dimension")
    return found.join(gate.set_index("dimension"))


def categories(people: pd.DataFrame) -> pd.DataFrame:
    """How many of each category of each dimension. ``people``: columns sex, age_group, disability, tool, people.

    Columns: dimension, category, tool (of disability; else None), people.
    """
    told = [
        people.assign(dimension=name, category=people[name], tool=people["tool"] if name == "disability" else None)
        for name in DIMENSIONS
    ]
    columns = ["dimension", "category", "tool"]
    return pd.concat(told).groupby(columns, dropna=False, as_index=False)["people"].sum()


def passes(known: int, total: int, least_percent: int) -> bool:
    """Whether enough is known for a breakdown; of nobody it never is."""
    return total > 0 and 100 * known >= least_percent * total


def lacking(known: int, total: int, least_percent: int) -> int:
    """How many more must be known for the gate to open; 0 where it is open."""
    return max(0, -(-least_percent * total // 100) - known)


def known_share(total: int | None, unknown: int | None, shown: int) -> tuple[float, bool] | None:
    """Of published cells, the share that is known, and whether that is all (True) or the least (False).

    ``unknown``: None where that cell is withheld; ``shown``: what the shown cells of known groups add up to.
    None where the total is withheld or nobody is counted.
    """
    if not total:
        return None
    return (1 - unknown / total, True) if unknown is not None else (shown / total, False)


def common_brackets(brackets: Iterable[str]) -> dict[str, str]:
    """The finest brackets of which each given one is a part, none split: each given bracket, and the one that holds it.

    A limit is common where no bracket goes across it. Empty where that leaves a single open bracket of all ages, in
    which nothing compares. A text that is no bracket ("unknown") is left aside.
    """
    bounds = {text: ages for text in brackets if (ages := limits(text))}
    cuts = sorted({cut for low, high in bounds.values() for cut in (low, high + 1)
                   if not any(start < cut <= end for start, end in bounds.values())})  # fmt: skip
    found = {}
    for text, (low, high) in sorted(bounds.items(), key=lambda pair: pair[1]):
        start = max(cut for cut in cuts if cut <= low)
        end = min(cut for cut in cuts if cut > high) - 1
        found[text] = f"{start}+" if end >= OPEN_END else f"{start}-{end}"
    names = set(found.values())
    return {} if len(names) == 1 and names.pop().endswith("+") and len(found) > 1 else found


def limits(text: str) -> tuple[int, int] | None:
    """The youngest and the oldest of a bracket ("5-11", "18+"), both in it."""
    told = BRACKET.fullmatch(text)
    if told is None:
        return None
    low, high = int(told[1]), int(told[2]) if told[2] else OPEN_END
    return (low, high) if low <= high else None
