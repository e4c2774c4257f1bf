"""Personal data at the door: sheets about single children are refused whole, contacts of staff are left out.

Only headings and the shape of values are looked at, and nothing but a heading is ever told: this runs in the reading
process, before anything is written anywhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from etl.headings import fold, reference_rows, rows_of
from etl.periods import period_of_cell
from etl.recognise import SEARCHED_ROWS

SAMPLE = 500  # rows whose values are looked at
MOST = 0.6  # the share of a column's values that must look alike

# In a sheet about single persons, what else stands beside a column that is only called "Nom" or "Name".
NAME_WORDS = frozenset({"nom", "noms", "name", "names"})
PERSON_WORDS = frozenset({"age", "sexe", "sex", "gender", "genre", "date de l incident", "date of incident"})
AGE_WORDS = frozenset({"age", "age en annees", "age ans", "age years", "age in years"})

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
# A telephone number of the country, with or without its code: eight digits beginning with 7, 21 or 22.
PHONE = re.compile(r"(?:(?:\+|00)?236[\s.-]?)?(?:7\d|2[12])(?:[\s.-]?\d{2}){3}")
CASE_NUMBER = re.compile(r"(?=.*\d{3})[A-Za-z]{2,6}[-/][\w/-]*\d{3,}")


@dataclass(frozen=True)
class Judgement:
    """``refused``: headings that make the sheet personal. ``contacts``: positions of columns to leave out.

    ``contact_headings`` names the latter.
    """

    refused: tuple[str, ...] = ()
    contacts: tuple[int, ...] = ()
    contact_headings: tuple[str, ...] = ()


def judge(table: pa.Table) -> Judgement:
    """Look at the top of a sheet for headings and at a sample of its values for what they look like."""
    if not table.num_columns:
        return Judgement()
    top = rows_of(table.slice(0, SEARCHED_ROWS))
    refused: list[str] = []
    contacts: set[int] = set()
    for row in top:
        folded = [fold(cell) for cell in row]
        refused += [cell for cell, words in zip(row, folded, strict=True) if words in headings("child")]
        contacts.update(position for position, words in enumerate(folded) if words in headings("contact"))
        if NAME_WORDS & set(folded) and PERSON_WORDS & set(folded):
            refused += [cell for cell, words in zip(row, folded, strict=True) if words in NAME_WORDS]
    is_about_persons = any(fold(cell) in PERSON_WORDS for row in top for cell in row)
    for position, column in enumerate(table.columns):
        values = [value.strip() for value in column.slice(0, SAMPLE).to_pylist() if value and value.strip()]
        heading = heading_of(top, position)
        if mostly(EMAIL, values) or mostly(PHONE, [value for value in values if not period_of_cell(value)]):
            contacts.add(position)
        elif is_about_persons and mostly(CASE_NUMBER, values) and len(set(values)) > 0.9 * len(values) > 5:
            # Projects and sites have such numbers too: only beside an age or a sex are they of persons.
            # Without a heading the first text is itself a case number, which must not be told.
            refused.append(heading if not CASE_NUMBER.fullmatch(heading) else "?")
        elif fold(heading) in AGE_WORDS and is_single_ages(values[1:]):
            refused.append(heading)
    left_out = tuple(sorted(contacts))
    named = tuple(told(heading_of(top, position)) for position in left_out)
    return Judgement(tuple(dict.fromkeys(refused)), left_out, named)


def without(table: pa.Table, positions: Sequence[int]) -> pa.Table:
    """The table with the cells of some columns emptied; the others keep their places."""
    for position in positions:
        name = table.column_names[position]
        table = table.set_column(position, name, pa.nulls(table.num_rows, pa.string()))
    return table


@cache
def headings(kind: str) -> frozenset[str]:
    return frozenset(fold(row["label"]) for row in reference_rows("personal_headings.csv") if row["class"] == kind)


def heading_of(top: Sequence[Sequence[str]], position: int) -> str:
    """The first text of a column: its heading, or what stands above it."""
    return next((row[position] for row in top if row[position]), "")


def told(heading: str) -> str:
    """A heading as it may be repeated; without one, the first text may be somebody's address or number."""
    return "?" if EMAIL.search(heading) or PHONE.search(heading) else heading


def mostly(pattern: re.Pattern[str], values: Sequence[str]) -> bool:
    """Whether most of the values, headings and tags apart, are of one shape; three are the least to tell."""
    alike = sum(pattern.fullmatch(value) is not None for value in values)
    return alike >= 3 and alike >= MOST * (len(values) - 2)


def is_single_ages(values: Sequence[str]) -> bool:
    """Ages in years, one a row, rather than brackets: the rows are persons."""
    ages = [value for value in values if re.fullmatch(r"\d{1,2}(?:\.0)?", value)]
    return len(ages) >= 3 and len(ages) >= MOST * len(values)
