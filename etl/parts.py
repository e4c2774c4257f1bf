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
TARGET = re.compile(r"\b(cibl\w*|target\w*|planned|planif\w*|prevue?s?)\b")
NEED = re.compile(r"\b(besoins?|in need|pin)\b")
# What may stand beside an age, a sex or a disability where people are counted: people, measures, small words.
PEOPLE = re.compile(
    r"(?:enfants?|child|children|kids|personnes?|persons?|people|adultes?|adults?|adolescent\w*|jeunes?|youths?|population"
    r"|ages?|aged|agee?s?|mineurs?|minors?|pdi|idps?|deplace\w*|displaced|retournee?s?|returnees?|refugie\w*|refugees?"
    r"|hotes?|host|communaut\w*|communit\w*|eleves?|survivant\w*|survivors?"
    r"|atteint\w*|reached|touche\w*|realis\w*|achiev\w*|beneficiaires?|beneficiary|beneficiaries|direct\w*|servie?s?|served"
    r"|total|totaux|nb|nbre|nbr|nombre|number|no|effectifs?|dont|including|among|parmi|living|vivant|ayant|having|situation"
    r"|of|for|whom|pour|qui|in|the|de|des|du|d|l|la|le|les|un|une|en|au|aux|a|an|to|moins|under|less|than|plus|over|above"
    r"|older|old|ou|or|et|and|avec|with|sans|without|non|par|by|sexes?|sex|gender|genre|desagreg\w*|disaggreg\w*)"
)
# What is counted is no people: things, money, shares, months.
THINGS = re.compile(
    r"%|\b(kits?|salles?|couts?|costs?|budgets?|usd|eur|xaf|fcfa|montants?|amounts?|prix|rampes?|ramps?|sites?|centres?"
    r"|indicat\w*|taux|rates?|menages?|households?|seances?|sessions?|ecoles?|schools?|latrines?)\b"
)
# A word about disability that does not count those who have one.
NOT_PEOPLE = re.compile(r"\b(types?|prise? en compte|situation|statut|status|oui|yes|inclusi\w*|accessib\w*)\b")
WHOLE_SEXES = (
    (re.compile(r"\b(filles?|girls?|garcons?|boys?)\b"), "0-17"),
    (re.compile(r"\b(femmes?|women|woman|hommes?|men|man)\b"), "18+"),
)


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


def part_of(heading: str, tag: str = "", group: str = "") -> Part | None:
    """The part that a heading, with the one of its group above it, or an HXL tag names; None where none does.

    A group that says nothing of people ("Désagrégation") is left aside, unless it counts something else.
    """
    if part := part_of_tag(tag):
        return part
    if not group:
        return part_of_heading(heading)
    if part := part_of_heading(f"{group} {heading}"):
        return part
    above = plain(group)
    return None if is_no_reach(above) or TARGET.search(above) or re.search(r"\d", above) else part_of_heading(heading)


def plain(text: str) -> str:
    """The text in small letters without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


def is_no_reach(words: str) -> bool:
    """Whether a text in plain letters counts things, money, shares or needs rather than people reached or targeted."""
    return bool(THINGS.search(words) or NEED.search(words))


def is_fiscal_year(words: str) -> bool:
    """Two numbers in a row, as in "Reached 24-25", that nothing says to be ages."""
    found = BRACKET.search(words)
    if not found or re.search(r"\bans\b|\b(years|age)", words):
        return False
    return int(found[1]) >= 18 and int(found[2]) == int(found[1]) + 1


def part_of_heading(heading: str) -> Part | None:
    words = plain(heading)
    if is_no_reach(words) or is_fiscal_year(words):
        return None
    ages = ages_of(words)
    disability = None
    if DISABILITY.search(words) and not NOT_PEOPLE.search(words):
        disability = "no" if WITHOUT_DISABILITY.search(words) else "yes"
    sexes = [sex for sex, pattern in SEXES.items() if pattern.search(words)]
    sex = sexes[0] if len(sexes) == 1 else None
    measure = "targeted" if TARGET.search(words) else "reached"
    if not ages and not disability:
        if measure == "reached" or not sex or re.search(r"\d", words):
            return None  # girls, boys, women and men reached have roles of their own
        found = [whole for pattern, whole in WHOLE_SEXES if pattern.search(words)]
        ages = found[0] if len(found) == 1 else None
    known = (AGE_WORD, TARGET, DISABILITY, *SEXES.values())
    for word in re.findall(r"[^\W\d_]+", words):
        if not PEOPLE.fullmatch(word) and not any(pattern.fullmatch(word) for pattern in known):
            return None  # "Axe 1-2", "Cible janvier 1-31"
    return Part(measure, ages, sex, disability)


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
