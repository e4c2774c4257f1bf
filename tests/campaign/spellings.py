"""Names of places as people misspell them, such that only one place can be meant, or two as well as one."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

from tests.campaign.workbooks import REFERENCE, Place, areas
from tests.oracle import name_key

FEWEST_LETTERS = 6  # of a name that can be misspelt and still be one


def other_spelling(chance: Random, area: Place) -> str | None:
    """The name in another case, or with another kind of blank; none of the spellings that the lists hold."""
    name = area.adm2_name
    forms = [name.upper(), name.lower(), name.swapcase(), f"{name} ", f"\u00a0{name.lower()}"]
    unknown = [form for form in forms if form.strip() not in spellings()]
    return chance.choice(unknown) if unknown else None


def misspelt(chance: Random, area: Place) -> str | None:
    """The name with one letter doubled, left out or exchanged; None where another place could be meant."""
    name = area.adm2_name
    if len(name_key(name)) < FEWEST_LETTERS:
        return None
    place = chance.randrange(2, len(name) - 1)
    if not (name[place].isalpha() and name[place - 1].isalpha()):
        return None
    other = chance.choice([letter for letter in "aeioubdlmnrst" if letter not in name[place - 1 : place + 2]])
    wrong = chance.choice(
        (
            name[:place] + name[place:][0] + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + other + name[place + 1 :],
        )
    )
    return wrong if nearest(name_key(wrong), 3) == {name_key(name): 1} else None


def damaged(chance: Random, area: Place) -> str | None:
    """The name as it looks when its bytes are read in the wrong encoding; None where it has no accent."""
    wrong = area.adm2_name.encode().decode("cp1252", errors="replace")
    return wrong if wrong != area.adm2_name and "\ufffd" not in wrong else None


def ambiguous_name(chance: Random, area: Place) -> str:
    """A name that is as near to one place as to another."""
    return chance.choice(between_two())


@cache
def between_two() -> tuple[str, ...]:
    """Names with a letter left out that could be two places of the scheme, and are the name of none."""
    names = frozenset(name_key(place.adm2_name) for place in areas())
    found = set()
    for name in names:
        for place in range(1, len(name)):
            wrong = name[:place] + name[place + 1 :]
            distances = nearest(wrong, 2, names).values()
            if len(wrong) >= 4 and list(distances).count(1) > 1 and wrong not in name_keys():
                found.add(wrong.capitalize())
    return tuple(sorted(found))


def nearest(key: str, most: int, names: Iterable[str] | None = None) -> dict[str, int]:
    """The names of sub-prefectures, of either scheme, that are at most so many letters away."""
    distances = {name: distance(key, name) for name in names or name_keys() if abs(len(name) - len(key)) <= most}
    return {name: letters for name, letters in distances.items() if letters <= most}


def distance(one: str, other: str) -> int:
    """How many letters must be added, left out or exchanged to make one name of another."""
    before: Sequence[int] = range(len(other) + 1)
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != wanted)))
        before = now
    return before[-1]


@cache
def name_keys() -> frozenset[str]:
    """The names of all sub-prefectures, aliases included, compared as the oracle compares them."""
    return frozenset(name_key(name) for name in spellings() if name_key(name))


@cache
def spellings() -> frozenset[str]:
    """Every name of a sub-prefecture as the lists write it."""
    names = set()
    for file_name, column in (("areas.csv", "name"), ("area_aliases.csv", "alias")):
        with (REFERENCE / file_name).open(encoding="utf-8", newline="") as file:
            names |= {row[column] for row in csv.DictReader(file) if row["level"] == "adm2"}
    return frozenset(names)
