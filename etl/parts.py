"""Columns that hold a part of the people reached or targeted: an age, a sex, a disability, or several of them."""

import re
import unicodedata
from dataclasses import dataclass

BRACKET = re.compile(r"\b(\d{1,2})\s*(?:-|–|_|à|a|to|et|and)\s*(\d{1,2})\b")
OPEN_ABOVE = re.compile(
    r"(?:\b(\d{1,2})\s*(?:ans|years|yrs|y)?\s*(?:(?:et\s)?\+|et plus|ou plus|and above|and over|and older))"
)
OPEN_BELOW = re.compile(r"(?:<|moins de|under|less than)\s*(\d{1,2})\b")
AGE_WORD = re.compile(r"\b(ans|annees|age|ages|years|yrs|year|y|mois|months?)\b")
MONTHS = re.compile(r"\b(mois|months?)\b")
SEXES = {
    "f": re.compile(r"\b(filles?|girls?|femmes?|women|woman|female|feminin|f)\b"),
    "m": re.compile(r"\b(garcons?|boys?|hommes?|men|man|male|masculin|m|h)\b"),
}
DISABILITY = re.compile(r"\b(handicap\w*|disab\w*|psh|pwd|cwd|evh)\b")
WITHOUT_DISABILITY = re.compile(r"\b(sans|without|non)\b")
TARGET = re.compile(r"\b(cibl\w*|target\w*|planned|prevus?)\b")
NEED = re.compile(r"\b(besoins?|in need|pin)\b")
# What may stand beside an age that no other word tells to be one.
PEOPLE = re.compile(
    r"(?:enfants?|children|personnes?|people|adultes?|adults?|adolescent\w*|jeunes?|youth|atteint\w*|reached"
    r"|beneficiaires?|beneficiaries|total|nb|nombre|number|of|de|d|moins|under|less|than|plus|over|above|older|et|and)"
)
# A word about disability that does not count those who have one.
NOT_PEOPLE = re.compile(r"\b(types?|prise? en compte|situation|statut|status|oui|yes|inclusi\w*|accessib\w*)\b")


@dataclass(frozen=True)
class Part:
    """Which people a column counts: of ``reached`` or ``targeted``, with what is None where it does not say."""

    measure: str
    ages: str | None
    sex: str | None
    disability: str | None

    @property
    def role(self) -> str:
        """A name of its own, as roles have one."""
        return ":".join((self.measure, *(value or "" for value in (self.sex, self.ages, self.disability)))).rstrip(":")


def part_of(heading: str, tag: str = "") -> Part | None:
    """The part that a heading or an HXL tag names; None when it names none, or another measure."""
    return part_of_tag(tag) or part_of_heading(heading)


def part_of_heading(heading: str) -> Part | None:
    decomposed = unicodedata.normalize("NFD", heading.lower())
    words = " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())
    ages = ages_of(words)
    disability = None
    if DISABILITY.search(words) and not NOT_PEOPLE.search(words):
        disability = "no" if WITHOUT_DISABILITY.search(words) else "yes"
    if not ages and not disability:
        return None  # girls, boys, women and men have roles of their own
    if NEED.search(words):
        return None
    sexes = [sex for sex, pattern in SEXES.items() if pattern.search(words)]
    sex = sexes[0] if len(sexes) == 1 else None
    rest = re.sub(r"[\d\W_]+", " ", words)
    if ages and not (
        AGE_WORD.search(rest) or sexes or TARGET.search(words) or all(map(PEOPLE.fullmatch, rest.split()))
    ):
        return None  # "Axe 1-2"
    return Part("targeted" if TARGET.search(words) else "reached", ages, sex, disability)


def ages_of(words: str) -> str | None:
    """``5-11``, ``60+`` or ``0-4``, as whole years."""
    if match := BRACKET.search(words):
        low, high = int(match[1]), int(match[2])
        if MONTHS.search(words):
            if low % 12 or (high + 1) % 12:
                return None  # 6-59 months are no whole years
            low, high = low // 12, (high + 1) // 12 - 1
        return f"{low}-{high}" if low <= high and match[1] != match[2] else None
    if MONTHS.search(words):
        return None
    if match := OPEN_ABOVE.search(words):
        return f"{int(match[1])}+"
    if match := OPEN_BELOW.search(words):
        return f"0-{int(match[1]) - 1}"
    return None


def part_of_tag(tag: str) -> Part | None:
    """``#reached +f +age_5_12``, ``#targeted+disabled``…"""
    name, *attributes = re.sub(r"\s+", "", tag).lower().split("+")
    if name not in ("#reached", "#targeted"):
        return None
    ages = next(
        (f"{int(match[1])}-{int(match[2])}" for a in attributes if (match := re.fullmatch(r"age_?(\d+)_(\d+)", a))),
        None,
    ) or next(
        (f"{int(match[1])}+" for a in attributes if (match := re.fullmatch(r"age_?(\d+)(?:plus|_plus)?", a))), None
    )
    disability = "yes" if {"disabled", "disability"} & set(attributes) else None
    sex = next((sex for sex in ("f", "m") if sex in attributes), None)
    if not (ages or disability) and (not sex or {"children", "adults"} & set(attributes)):
        return None  # girls, boys, women and men have roles of their own
    return Part(name[1:], ages, sex, disability)
