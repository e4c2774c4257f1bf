"""Months, quarters and years as partners write them, turned into ``2022``, ``2022-Q1`` or ``2022-03``."""

import re
from datetime import date, timedelta

from etl.recognise import fold

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
YEAR = r"(20[0-4]\d)"
FIRST_SERIAL, LAST_SERIAL = 36526, 54788  # Excel's day numbers of 2000-01-01 and 2049-12-31
EXCEL_EPOCH = date(1899, 12, 30)


def period_of_cell(text: str) -> str | None:
    """The period that a cell states: a date, a month in words or figures, a quarter, a year, a day number."""
    text = text.strip()
    if match := re.fullmatch(YEAR + r"-(\d{1,2})(-\d{1,2}([ T].*)?)?", text):
        return month(match[1], match[2])
    if match := re.fullmatch(r"(?:\d{1,2}[/.-])?(\d{1,2})[/.-]" + YEAR, text):
        return month(match[2], match[1])
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        day = EXCEL_EPOCH + timedelta(days=int(float(text)))
        return f"{day.year}-{day.month:02d}"
    if re.fullmatch(YEAR + r"(\.0)?", text):
        return text[:4]
    return period_in_text(text) if re.search(r"[^\W\d_]", text) else None


def period_in_text(text: str) -> str | None:
    """The first period named in a sheet's or file's name or title: "3W … T1 2022", "mars 2025", "2025-03"."""
    words = fold(text)
    if match := re.search(r"\b(?:t|q|trimestre|quarter)\s?([1-4])\s" + YEAR + r"\b", words):
        return f"{match[2]}-Q{match[1]}"
    if match := re.search(r"\b" + YEAR + r"\s?(?:t|q|trimestre|quarter)\s?([1-4])\b", words):
        return f"{match[1]}-Q{match[2]}"
    if match := re.search(r"\b([1-4])\s?(?:er|e|eme)\strimestre\s" + YEAR + r"\b", words):
        return f"{match[2]}-Q{match[1]}"
    if (match := re.search(r"\b([a-z]+)\s?" + YEAR + r"\b", words)) and match[1] in MONTHS:
        return month(match[2], str(MONTHS[match[1]]))
    if match := re.search(r"\b" + YEAR + r"\s(0[1-9]|1[0-2])\b", words):
        return month(match[1], match[2])
    if match := re.search(r"\b" + YEAR + r"\b", words):
        return match[1]
    return None


def month(year: str, number: str) -> str | None:
    return f"{year}-{int(number):02d}" if 1 <= int(number) <= 12 else None
