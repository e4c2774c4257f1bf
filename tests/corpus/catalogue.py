"""The ninety cases of reliability.md 2.5, by family and by number."""

from tests.corpus import consistency, dates, hostile, places, structure, values
from tests.corpus.record import Case

FAMILIES: dict[str, tuple[Case, ...]] = {
    "structure": structure.CASES,
    "values": values.CASES,
    "dates": dates.CASES,
    "places": places.CASES,
    "consistency": consistency.CASES,
    "hostile": hostile.CASES,
}
CASES = tuple(case for cases in FAMILIES.values() for case in cases)
