"""What a heading or an HXL tag means: words without their spelling, and the lists of those that are known."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa
from rapidfuzz import fuzz, process

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
SHARED = "*"  # a heading or tag that any kind of source may carry


def rows_of(table: pa.Table) -> list[list[str]]:
    return [[(value or "").strip() for value in row.values()] for row in table.to_pylist()]


def is_hxl(row: Sequence[str]) -> bool:
    """A tag row: most of its cells are ``#``, a word and perhaps attributes; ``#REF!`` and its like are not."""
    cells = [cell for cell in row if cell]
    tags = [cell for cell in cells if cell != "#NAME?" and re.fullmatch(r"#\s*[A-Za-z][\w\s+-]*\??", cell)]
    return len(tags) > 1 and len(tags) >= 0.6 * len(cells)


# Latin, Cyrillic, Arabic and Ethiopic letters: ranges, for Python and DuckDB know different versions of Unicode.
WORD = re.compile(
    "[a-z0-9\u0400-\u0481\u048a-\u04ff\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u0750-\u077f\u1200-\u135a]+"
)


@lru_cache(maxsize=65_536)  # a sheet's first rows are read as headings of each kind
def fold(text: str) -> str:
    """The words of a text, without case, accents or punctuation. The SQL macro ``fold`` gives the same."""
    # NFD, not NFKD: DuckDB's strip_accents leaves ligatures and superscripts alone.
    decomposed = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
    return " ".join(re.findall(WORD, plain))


@lru_cache(maxsize=65_536)
def role_of_heading(kind: str, heading: str) -> tuple[str | None, float]:
    """The role of a heading and how sure it is: 1 to the letter, less as it has to be read."""
    role, confidence = role_of_words(kind, heading)
    role = qualified(role, heading)
    return (role, confidence) if role else (None, 0.0)


def role_of_words(kind: str, heading: str) -> tuple[str | None, float]:
    """The role of a heading, whatever its brackets say."""
    known = labels(kind)
    words = fold(heading)
    if words in known:
        return known[words], 1.0 if " ".join(heading.split()) in spellings(kind) else 0.95
    texts = wholes(heading)
    for text in texts:
        if fold(text) in known:
            return known[fold(text)], 0.9
    if (role := role_of_pieces(known, texts)) or any(fold(part) in known for text in texts for part in split(text)):
        return role, 0.9 if role else 0.0
    if kind == "activities" and (role := reached_sex(words)):
        return role, 0.9
    if len(words) > 6:
        roles = {
            known[label] for label, _, _ in process.extract(words, known.keys(), scorer=fuzz.ratio, score_cutoff=90)
        }
        if len(roles) == 1:
            return roles.pop(), 0.8
    return None, 0.0


def simpler(heading: str) -> list[str]:
    """A heading without what people add to it, and its pieces."""
    texts = wholes(heading)
    return list(dict.fromkeys([*texts, *(piece for text in texts for piece in split(text))]))


@lru_cache(maxsize=20_000)
def wholes(heading: str) -> tuple[str, ...]:
    """A heading without what people add to it: brackets, asterisks, numbers."""
    bare = re.sub(BRACKETS.pattern + r"|\*", " ", heading)
    numbered = re.sub(r"^\s*(?:\d+|[A-Za-z])\s*[.):-]\s*", "", bare)
    choice = re.sub(r"(?i)\b(choisir|s[ée]lectionner|select|choose|liste d[ée]roulante|drop[- ]?down).*", "", numbered)
    return tuple(text for text in dict.fromkeys((bare, numbered, choice)) if text.strip())


BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
# Roles of two pieces of a heading that say one thing, and the one that both make.
TOGETHER = {
    frozenset({"organisation", "organisation_name"}): "organisation",
    frozenset({"year", "period"}): "period",
    **{frozenset({"reached", f"reached_{who}"}): f"reached_{who}" for who in ("girls", "boys", "women", "men")},
}


@lru_cache(maxsize=20_000)
def split(text: str) -> tuple[str, ...]:
    """The pieces of a heading in two languages, or of a path as Kobo writes it."""
    return tuple(piece for piece in re.split(r"[\n\r|:]|\s[/–-]\s|/", text) if piece.strip())


def role_of_pieces(known: dict[str, str], texts: Sequence[str]) -> str | None:
    """What the pieces of a heading say, where they agree; of a path without blanks, the last piece alone counts."""
    for text in texts:
        paths = [piece for piece in re.split(r"[\n\r|:]|\s[/–-]\s|/\s|\s/", text) if piece.strip()]
        all_roles = {known[fold(piece)] for piece in split(text) if fold(piece) in known}
        roles = {known[last] for path in paths if (last := fold(path.split("/")[-1])) in known}
        if roles:
            return roles.pop() if len(all_roles) == 1 else TOGETHER.get(frozenset(all_roles))
    return None


COUNT_ROLES = frozenset(
    {"reached", "reached_girls", "reached_boys", "reached_women", "reached_men"}
    | {"targeted", "in_need", "reached_published", "cases", "people", "staff_count", "amount"}
    | {"referrals", "referrals_accepted", "referrals_rejected", "referrals_served"}
)
MONEY_ROLES = frozenset({"requested", "received"})
NOT_COUNTED = re.compile(
    r"%|\b(menages?|hh|households?|familles|famil(?:y|ies)|taux|rates?|milliers?|thousands?|percent\w*)\b"
)
PLANNED = re.compile(r"\b(cibl\w*|planif\w*|prevue?s?|target\w*|planned)\b")
NEEDED = re.compile(r"\b(besoins?|needs?)\b")
DONE = re.compile(r"\b(atteint\w*|reached|achieved|touche\w*|realis\w*)\b")


def qualified(role: str | None, heading: str) -> str | None:
    """The role that the brackets of a heading leave it: "Bénéficiaires (cible)" are targeted, "(ménages)" no people."""
    if role not in COUNT_ROLES | MONEY_ROLES:
        return role
    said = " ".join(f"{fold(text)} {'%' if '%' in text else ''}" for text in BRACKETS.findall(heading))
    if "%" in heading or (role in COUNT_ROLES and NOT_COUNTED.search(said)):
        return None
    for pattern, meant in ((PLANNED, "targeted"), (NEEDED, "in_need")):
        if role in COUNT_ROLES and role != meant and pattern.search(said):
            return meant if role == "reached" and not DONE.search(fold(heading)) else None
    return role


SEXES = {
    "reached_girls": frozenset({"fille", "filles", "girl", "girls"}),
    "reached_boys": frozenset({"garcon", "garcons", "boy", "boys"}),
    "reached_women": frozenset({"femme", "femmes", "women", "woman"}),
    "reached_men": frozenset({"homme", "hommes", "men", "man"}),
}
REACHED_WORDS = frozenset(
    {
        "atteint",
        "atteints",
        "atteinte",
        "atteintes",
        "reached",
        "achieved",
        "touches",
        "touchees",
        "realise",
        "realises",
    }
    | {"beneficiaires", "beneficiaries", "nb", "nombre", "number", "total", "de", "d", "of", "les", "des"}
)


def reached_sex(words: str) -> str | None:
    """ "Atteint filles", "Nb femmes atteintes": who is reached, said in any order."""
    said = set(words.split()) - REACHED_WORDS
    return next((role for role, names in SEXES.items() if said and said <= names), None)


@cache
def labels(kind: str) -> dict[str, str]:
    """Folded heading to role, for one kind of source; its own headings go before the shared ones."""
    rows = reference_rows("headings.csv")
    shared = {fold(row["label"]): row["role"] for row in rows if row["kind"] == SHARED}
    return shared | {fold(row["label"]): row["role"] for row in rows if row["kind"] == kind}


@cache
def spellings(kind: str) -> frozenset[str]:
    """The headings as the list writes them."""
    return frozenset(row["label"] for row in reference_rows("headings.csv") if row["kind"] in (SHARED, kind))


@cache
def sector_words() -> frozenset[str]:
    """The folded names and codes of sectors."""
    named = {fold(row["label"]) for row in reference_rows("sector_labels.csv")}
    rows = reference_rows("sectors.csv")
    return frozenset(named | {fold(row[name]) for row in rows for name in ("sector_code", "name_fr", "name_en")})


def sector_in_text(text: str) -> str | None:
    """The sector label that a title or a file's name holds, the longest one; short codes only as they are written."""
    words = f" {fold(text)} "
    found = [label for label in sector_words() if len(label) > 4 and f" {label} " in words]
    return max(found, key=len, default=None)


@lru_cache(maxsize=20_000)
def role_of_tag(kind: str, tag: str) -> tuple[str | None, float]:
    """The role of an HXL tag such as ``#adm1 +code +v_pcodes``: the known tag with most attributes in common."""
    if not tag:
        return None, 0.0
    name, attributes = split_tag(tag)
    best: tuple[int, str] | None = None
    for row in reference_rows("hxl_tags.csv"):
        known_name, known_attributes = split_tag(row["tag"])
        is_match = row["kind"] in (SHARED, kind) and known_name == name and known_attributes <= attributes
        if is_match and (best is None or len(known_attributes) > best[0]):
            best = (len(known_attributes), row["role"])
    return (best[1], 0.96 if best[0] else 0.9) if best else (None, 0.0)


def split_tag(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = re.sub(r"[\s?]+", "", tag).lower().split("+")
    return name, frozenset(attributes)


@cache
def reference_rows(name: str) -> tuple[dict[str, str], ...]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
