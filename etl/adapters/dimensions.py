"""What a heading of a cross table says: a sex, an age bracket, a period, a total, or that it is not known."""

import re
import unicodedata

from etl.headings import fold
from etl.parts import ages_of
from etl.periods import period_of_cell

SEXES = {
    **dict.fromkeys(("f", "female", "females", "feminin", "femme", "femmes", "fille", "filles", "girl", "girls"), "f"),
    **dict.fromkeys(("women", "woman"), "f"),
    **dict.fromkeys(("m", "h", "male", "males", "masculin", "homme", "hommes", "garcon", "garcons"), "m"),
    **dict.fromkeys(("boy", "boys", "men", "man"), "m"),
    **dict.fromkeys(("other", "autre", "autres", "transgender", "transgenre", "intersex", "intersexe"), "other"),
}
UNKNOWN = frozenset(
    {
        "unknown", "inconnu", "inconnue", "inconnus", "not recorded", "non renseigne", "non renseignee", "non precise",
        "not specified", "unspecified", "non specifie", "incomplete data", "donnees incompletes", "missing",
    }
)  # fmt: skip
TOTALS = frozenset(
    {"total", "totaux", "total general", "grand total", "sous total", "subtotal", "sub total", "ensemble"}
)


def dimension(text: str) -> tuple[str, str] | None:
    """The dimension of a heading and its value: ``("sex", "Female")``, ``("age", "5-11")``, ``("period", "2025-01")``.

    A total and an unknown say so and no more; None is a heading of something else.
    """
    words = fold(text)
    if words in TOTALS:
        return "total", ""
    if words in UNKNOWN:
        return "unknown", text
    if words in SEXES:
        return "sex", text
    if ages := ages_of(plain(text)):
        return "age", ages
    if period := period_of_group(text):
        return "period", period
    return None


def period_of_group(text: str) -> str | None:
    """The period of a group of columns: "2025-Jan", "2025-T1", "2025", "mars 2025"."""
    if match := re.fullmatch(r"(20\d\d)\s*[-–/ ]\s*(\S.*)", text.strip()):
        turned = period_of_cell(f"{match[2]} {match[1]}")
        return turned if turned and len(turned) > 4 else period_of_cell(text)
    return period_of_cell(text) if re.search(r"20\d\d", text) else None


def plain(text: str) -> str:
    """The text in small letters without accents: what age brackets are looked for in."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())
