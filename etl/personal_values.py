"""What values look like: names of persons, ages, telephones, case numbers. Nothing here repeats a value."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from etl.headings import fold, reference_rows

MOST = 0.6  # the share of a column's values that must look alike
DIFFERENT = 0.8  # the share of them that must be different to be names or identifiers
LOOKED_AT = 1_000  # different values of a column that are looked at, taken evenly from its whole length
MANY = 0.1  # the share of counts above 1 from which a sheet counts people instead of listing them

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
# A telephone number of the country: eight digits beginning with 7, 21 or 22, in pairs or after the country's code.
# Without either it may as well be an amount of money.
PHONE = re.compile(
    r"(?:\+|00)?236[\s.-]?(?:7\d|2[12])(?:[\s.-]?\d{2}){3}|(?:7\d|2[12])(?:[\s.-]\d{2}){3}"
)  # fmt: skip
# What a service's own line may hold: numbers, and mailboxes named after a function. "j.mbomou@…" is somebody.
LINE = re.compile(r"\+?\d(?:[\s().-]?\d){2,16}")
MAILBOX = re.compile(
    r"(?:accueil|alerte|bureau|centre|clinique|contact|coordination|cpn|direction|ecoute|ecole|hopital|info|protection|"
    r"reception|referencement|referral|sante|secretariat|service|urgence|vbg|gbv|help|office)s?"
    r"(?:[._-]?(?:accueil|centre|ecoute|protection|sante|service|urgence|vbg|gbv))?\d*@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
CASE_NUMBER = re.compile(r"(?=.*\d{3})[A-Za-z]{2,6}[-/][\w/-]*\d{3,}")
AGE = re.compile(r"\d{1,3}(?:[.,]0)?(?:\s*(?:ans?|mois|years?|months?|yrs?|y/?o|old|révolus))*", re.IGNORECASE)
AGE_IN_WORDS = re.compile(r"\d{1,3}\s*(?:ans?|mois|years?|months?|yrs?)\b.*", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,]0+)?")
SEXES = frozenset(
    {
        "f",
        "m",
        "g",
        "h",
        "fille",
        "filles",
        "garcon",
        "garcons",
        "femme",
        "homme",
        "feminin",
        "masculin",
        "fem",
        "masc",
        "female",
        "male",
        "girl",
        "boy",
        "woman",
        "man",
    }
)
# Two to five words without figures; either each has a capital, or none is of those that bind a sentence.
CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|de|da|ben|el|ould)"
CAPITALS = re.compile(rf"(?!.*\d){CAPITAL}(?:[\s,]+{CAPITAL}){{1,4}}")
WORDS = re.compile(r"(?!.*\d)[^\W\d_][\w'’.-]*(?:[\s,]+[^\W\d_][\w'’.-]*){1,4}")
BINDING = frozenset(
    {
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "et",
        "en",
        "au",
        "aux",
        "pour",
        "par",
        "sur",
        "non",
        "pas",
        "of",
        "the",
        "and",
        "to",
        "for",
        "in",
        "no",
        "not",
    }
)
# "Mbomou Jean, 12 ans" and "70 12 34 50": what a line says of one person.
PERSON_AGE = re.compile(r"\b\d{1,2}\s*(?:ans|mois|years?|months?|yrs?)\b", re.IGNORECASE)
LOOSE_PHONE = re.compile(r"(?<!\d)(?:7\d|2[12])(?:[\s.-]?\d{2}){3}(?!\d)")
PERSON_LINE = re.compile(
    rf"\W*(?:\d+\s*[.)-]\s*)?{CAPITAL}(?:\s+{CAPITAL}){{1,4}}\s*[,;:(/–-].*"
    rf"(?i:{PERSON_AGE.pattern}|{LOOSE_PHONE.pattern}).*"
)


@dataclass(frozen=True)
class Values:
    """The different values of a column, how often each stands there, and how many cells are filled in all."""

    texts: tuple[str, ...]
    times: tuple[int, ...]
    filled: int
    different: int

    def share(self, is_alike: Callable[[str], object]) -> float:
        looked_at = sum(self.times)
        alike = sum(times for text, times in zip(self.texts, self.times, strict=True) if is_alike(text))
        return alike / looked_at if looked_at else 0.0

    def are_different(self) -> bool:
        return self.different >= DIFFERENT * self.filled


def values_of(column: pa.ChunkedArray) -> Values:
    """The column's values; of very many, a part taken evenly from all its length."""
    counted = pc.value_counts(column)
    texts, times = counted.field("values"), counted.field("counts")
    step = max(1, len(texts) // LOOKED_AT)
    found = [
        (text.strip(), number)
        for text, number in zip(texts[::step].to_pylist(), times[::step].to_pylist(), strict=True)
        if text and text.strip() and not text.lstrip().startswith("#")
    ]
    blank = pc.sum(times.filter(pc.fill_null(pc.equal(texts, ""), True))).as_py() or 0
    different = len(found) if step == 1 else len(texts)
    return Values(tuple(t for t, _ in found), tuple(n for _, n in found), len(column) - blank, different)


def mostly(values: Values, is_alike: Callable[[str], object], least: int = 2) -> bool:
    """Whether most of the values are of one shape, and at least ``least`` cells are filled."""
    return values.filled >= least and values.share(is_alike) >= MOST


def are_sexes(values: Values) -> bool:
    return values.filled > 0 and values.share(lambda text: len(text) < 10 and fold(text) in SEXES) >= MOST


def are_ages(values: Values) -> bool:
    """Single ages, and not brackets."""
    return mostly(values, AGE.fullmatch)


def are_names(values: Values, is_any_case: bool = False) -> bool:
    """Names of persons, nearly all different, and neither of places nor of organisations that are known."""
    shape = is_words if is_any_case else CAPITALS.fullmatch
    return values.are_different() and mostly(values, lambda text: shape(text) and fold(text) not in known_names())


def is_words(text: str) -> bool:
    return WORDS.fullmatch(text) is not None and not BINDING & set(fold(text).split())


def are_identifiers(values: Values) -> bool:
    """Something of its own on each row; small numbers are counts, unless they number the rows one by one."""
    if not values.different == values.filled > 0:
        return False
    numbers = [int(text) for text in values.texts if text.isdecimal()]
    are_counts = len(numbers) >= MOST * len(values.texts) and max(numbers) < 10_000
    return not are_counts or (len(numbers) >= 5 and numbers == list(range(1, len(numbers) + 1)))


def are_counts_of_many(values: Values) -> bool:
    """Whether some are above 1: the rows then count people, and list none."""
    return (
        mostly(values, NUMBER.fullmatch, 1)
        and values.share(lambda text: NUMBER.fullmatch(text) and float(text.replace(",", ".")) > 1) >= MANY
    )


def are_ones(values: Values) -> bool:
    return mostly(values, lambda text: text in ("1", "1.0"), 5) and not are_counts_of_many(values)


def are_service_lines(values: Values) -> bool:
    """Whether each cell holds nothing but numbers and mailboxes of a function; one name among them is enough for no."""
    # all of them, but for the line of tags
    if len(values.texts) < values.different or values.filled - sum(values.times) > 1:
        return False
    pieces = [piece.strip() for text in values.texts for piece in re.split(r"[;,|\n]|\s/\s|\bou\b|\bor\b", text)]
    return all(LINE.fullmatch(piece) or MAILBOX.fullmatch(piece) for piece in pieces if piece)


def says_who(text: str) -> bool:
    """Whether a text holds a telephone, an address of e-mail or an age."""
    return any(pattern.search(text) for pattern in (EMAIL, LOOSE_PHONE, PERSON_AGE))


def person_lines(texts: Sequence[str]) -> int:
    return sum(PERSON_LINE.fullmatch(text) is not None for text in texts)


@cache
def known_names() -> frozenset[str]:
    """Places, organisations and sectors, folded."""
    columns = {
        "areas.csv": "name",
        "area_aliases.csv": "alias",
        "chief_towns.csv": "name",
        "organisations.csv": "name",
        "organisation_aliases.csv": "alias",
        "sector_labels.csv": "label",
    }
    return frozenset(fold(row.get(column) or "") for name, column in columns.items() for row in reference_rows(name))
