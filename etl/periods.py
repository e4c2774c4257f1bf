"""Months, quarters and years as partners write them, turned into ``2022``, ``2022-Q1`` or ``2022-03``."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from rapidfuzz.distance import OSA

from etl.headings import fold

MONTHS = {
    **dict.fromkeys(("janvier", "janv", "jan", "january"), 1),
    **dict.fromkeys(("fevrier", "fevr", "fev", "february", "feb"), 2),
    **dict.fromkeys(("mars", "mar", "march"), 3),
    **dict.fromkeys(("avril", "avr", "april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juin", "june", "jun"), 6),
    **dict.fromkeys(("juillet", "juil", "july", "jul"), 7),
    **dict.fromkeys(("aout", "august", "aug"), 8),
    **dict.fromkeys(("septembre", "sept", "september", "sep"), 9),
    **dict.fromkeys(("octobre", "oct", "october"), 10),
    **dict.fromkeys(("novembre", "nov", "november"), 11),
    **dict.fromkeys(("decembre", "dec", "december"), 12),
}
# One month, or several in a row: "mars", "janvier mars", "avril a juin".
MONTHS_NAMED = r"\b((?:(?:{0})\s(?:(?:a|au|et|to|and)\s)?)*(?:{0}))".format("|".join(MONTHS))
ORDINALS = {number: number for number in "1234"} | {"premier": "1", "deuxieme": "2", "troisieme": "3", "quatrieme": "4"}
YEAR = r"(20[0-4]\d)"
SHORT_YEAR = r"(1[3-9]|[2-4]\d)"  # from 2013 on; a smaller one would be a month or a day
TIME = r"(?:[ T]\d{1,2}:.*)?"
QUARTER_NAMED = re.compile(
    r"\b(?:(?:t|q|trimestre|quarter|trim|qtr) ([1-4])"
    rf"|({'|'.join(ORDINALS)})(?: (?:er|e|eme|ere|st|nd|rd|th))? (?:trimestre|quarter))\b"
)
MONTH_NUMBERED = re.compile(r"\b(?:m|mois|month) (\d{1,2})\b")
# What may stand around a period without changing it.
FILLERS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "mois", "periode", "rapport"}
    | {"and", "for", "from", "of", "the", "to", "month", "period", "report", "er", "e", "st", "nd", "rd", "th"}
)
FIRST_SERIAL, LAST_SERIAL = 36526, 54788  # Excel's day numbers of 2000-01-01 and 2049-12-31
EXCEL_EPOCH = date(1899, 12, 30)


def period_of_cell(text: str) -> str | None:
    """The period that a cell states and nothing more: a date, a month in words or figures, a quarter, a year, a day.

    A text that is not understood whole is no year because it holds one: "Semaine 12 2025" is not 2025.
    """
    text = re.sub(r"\s*([/.–-])\s*", lambda mark: mark[1].replace("–", "-"), text.strip())
    for form, read in FORMS:
        if match := form.fullmatch(text):
            return read(match)
    if match := re.fullmatch(r"(.*\S)[ (]+" + YEAR + r"\)?", text):  # "mars-25" beside the year 2025
        said = period_of_cell(match[1])
        if said and said.startswith(match[2]):
            return said
    if match := re.fullmatch(r"(?:(?:l )?(?:annee|an|year|depuis|since|en) )?" + YEAR, fold(text)):
        return match[1]
    return period_in_words(text) if re.search(r"[^\W\d_]", text) else None


def period_in_words(text: str) -> str | None:
    """The month or the quarter of a cell in words, where all that it says makes one: "mars 2025", "2025 T1"."""
    words = " ".join(re.findall(r"[^\W\d_]+|\d+", fold(text)))
    years = set(re.findall(r"\b" + YEAR + r"\b", words))
    if len(years) != 1:
        return None  # none, or from one year to another
    year = years.pop()
    quarters = {match[1] or ORDINALS[match[2]] for match in QUARTER_NAMED.finditer(words)}
    named = {match[1] for match in MONTH_NUMBERED.finditer(words)}
    rest = MONTH_NUMBERED.sub(" ", QUARTER_NAMED.sub(" ", words.replace(year, " "))).split()
    days = [int(word) for word in rest if word.isdigit()]
    others = [word for word in rest if not word.isdigit() and word not in FILLERS]
    months = [MONTHS[word] for word in others if word in MONTHS]
    if not months and not quarters and len(others) == 1 and len(others[0]) > 3 and (near := month_number(others[0])):
        months = [near]
    if any(not 1 <= day <= 31 for day in days) or len(quarters) + len(named) > 1 or (named and months):
        return None
    if not months:
        if days:
            return None  # "Semaine 12 2025"
        return month(year, named.pop()) if named else f"{year}-Q{quarters.pop()}" if quarters else None
    found = span(year, months[0], months[-1])
    if found and "Q" in found:
        is_whole = not days or days == [1, last_day(found).day]  # "1er janvier - 31 mars 2025"
        return found if is_whole and quarters <= {found[-1]} else None
    return found


def month_number(word: str) -> int | None:
    """The month that a word names, be it one letter off; None where it might be another one."""
    if word in MONTHS:
        return MONTHS[word]
    near = {number for name, number in MONTHS.items() if len(word) > 3 and OSA.distance(word, name) == 1}
    return near.pop() if len(near) == 1 else None


def period_in_text(text: str) -> str | None:
    """The first period named in a sheet's or file's name or title: "3W … T1 2022", "mars 2025", "2025-03"."""
    words = fold(text)
    if match := re.search(r"\b(?:t|q|trimestre|quarter)\s?([1-4])\s" + YEAR + r"\b", words):
        return f"{match[2]}-Q{match[1]}"
    if match := re.search(r"\b" + YEAR + r"\s?(?:t|q|trimestre|quarter)\s?([1-4])\b", words):
        return f"{match[1]}-Q{match[2]}"
    if match := re.search(r"\b(" + "|".join(ORDINALS) + r")\s?(?:er|e|eme)?\strimestre\s" + YEAR + r"\b", words):
        return f"{match[2]}-Q{ORDINALS[match[1]]}"
    if match := re.search(MONTHS_NAMED + r"\s?" + YEAR + r"\b", words):
        named = [MONTHS[word] for word in match[1].split() if word in MONTHS]
        return span(match[2], named[0], named[-1])
    if match := re.search(r"\b" + YEAR + r"\s(0[1-9]|1[0-2])\b", words):
        return month(match[1], match[2])
    if re.search(r"\b(?:[tqs]\s?\d|trimestre|quarter|semestre|semester)\b", words):
        return None  # a part of the year that we do not know is not the whole year
    if match := re.search(r"\b" + YEAR + r"\b", words):
        return match[1]
    return None


def month(year: str, number: str) -> str | None:
    return f"{year}-{int(number):02d}" if 1 <= int(number) <= 12 else None


def span(year: str, first: int, last: int) -> str | None:
    """The month or the quarter from one month to another; None for a span of any other length."""
    if first == last:
        return f"{year}-{first:02d}"
    return f"{year}-Q{last // 3}" if last % 3 == 0 and first == last - 2 else None


def days_of_cell(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date in words may mean: "3 mars 2025", "mars 2025", "T1 2025"."""
    words = fold(text)
    named = [word for word in re.findall(r"[a-z]+", words) if word in MONTHS]
    if len(named) > 1 or (named and len(re.findall(r"\b\d{1,2}(?!\d)", words)) > 1):
        period = period_of_cell(text)  # "1er janvier - 31 mars 2025" is no day
        return (first_day(period), last_day(period)) if period and "Q" in period else None
    if match := re.search(
        r"\b(\d{1,2})(?:er|st|nd|rd|th)?\s(?:of\s)?(" + "|".join(MONTHS) + r")\s" + YEAR + r"\b", words
    ):
        return one_day(match[3], MONTHS[match[2]], match[1])
    if match := re.search(r"\b(" + "|".join(MONTHS) + r")\s(\d{1,2})(?:st|nd|rd|th)?\s" + YEAR + r"\b", words):
        return one_day(match[3], MONTHS[match[1]], match[2])
    if re.match(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", text):
        return None  # figures that make no date do not make a period either
    period = period_of_cell(text)
    return (first_day(period), last_day(period)) if period else None


def one_day(year: str, number: int, day: str) -> tuple[date, date] | None:
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found, found


def first_day(period: str) -> date:
    if "Q" in period:
        return date(int(period[:4]), 3 * int(period[6]) - 2, 1)
    return date(int(period[:4]), int(period[5:7] or 1), 1)


def last_day(period: str) -> date:
    months = 12 if len(period) == 4 else 3 if "Q" in period else 1
    start = first_day(period)
    last = start.month + months - 1
    return date(start.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def month_of_serial(days: str) -> str | None:
    if not FIRST_SERIAL <= float(days) <= LAST_SERIAL:
        return None
    day = EXCEL_EPOCH + timedelta(days=int(float(days)))
    return f"{day.year}-{day.month:02d}"


# How a cell states its period in figures, the first form that it has to the last letter.
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (re.compile(YEAR + r"(?:\.0)?"), lambda found: found[1]),
    (re.compile(YEAR + r"[/ -](\d{1,2})(?:[/-]\d{1,2}" + TIME + ")?"), lambda found: month(found[1], found[2])),
    (re.compile(YEAR + r"\.(\d\d)(?:\.\d{1,2}" + TIME + ")?"), lambda found: month(found[1], found[2])),
    (re.compile(YEAR + r"(0[1-9]|1[0-2])(?:\.0)?"), lambda found: month(found[1], found[2])),
    # "1-3/2025": from January to March
    (re.compile(r"(\d{1,2})-(\d{1,2})[/. ]" + YEAR), lambda found: span(found[3], int(found[1]), int(found[2]))),
    (re.compile(r"(?:\d{1,2}[/.-])?(\d{1,2})[/.-]" + YEAR + TIME), lambda found: month(found[2], found[1])),
    (re.compile(r"(\d{1,2}) " + YEAR), lambda found: month(found[2], found[1])),
    (re.compile(r"(\d{1,2})/" + SHORT_YEAR), lambda found: month(f"20{found[2]}", found[1])),
    # "mars-25", as Excel shows it
    (
        re.compile(r"([^\W\d_]+)\.?[-/'’]" + SHORT_YEAR),
        lambda found: month(f"20{found[2]}", str(month_number(fold(found[1])) or 0)),
    ),
    (re.compile(r"(\d{5}(?:\.\d+)?)"), lambda found: month_of_serial(found[1])),
)
