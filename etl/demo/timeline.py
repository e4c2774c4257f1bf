"""The months the invented partners report on, and the boundary scheme in use in each."""

import datetime as dt

FIRST_MONTH = dt.date(2023, 10, 1)
MONTHS: tuple[dt.date, ...] = tuple(dt.date(2023 + (9 + i) // 12, (9 + i) % 12 + 1, 1) for i in range(36))
SCHEME_CHANGE = dt.date(2024, 6, 1)
MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def index_of(month: dt.date) -> int:
    """Position of a month in MONTHS (negative before the first one)."""
    return (month.year - FIRST_MONTH.year) * 12 + month.month - FIRST_MONTH.month


def scheme_of(month: dt.date) -> str:
    """Partners moved to the new boundaries in June 2024, all at once."""
    return "cod_v01" if month < SCHEME_CHANGE else "cod_v02"


def is_rainy(month: dt.date) -> bool:
    """April to October, when rain cuts the roads of the north and east."""
    return 4 <= month.month <= 10


def shift(month: dt.date, count: int) -> dt.date:
    """The first day of the month `count` months later (or earlier)."""
    number = month.year * 12 + month.month - 1 + count
    return dt.date(number // 12, number % 12 + 1, 1)


def file_periods(first: dt.date = FIRST_MONTH) -> tuple[tuple[str, tuple[dt.date, ...]], ...]:
    """File name endings and the months each file holds, from `first` on.

    2024 is cut in two because one workbook never mixes two boundary schemes.
    """
    cuts: dict[str, list[dt.date]] = {}
    for month in MONTHS:
        if month < first:
            continue
        ending = str(month.year)
        if month.year == SCHEME_CHANGE.year:
            ending += "_01-05" if month < SCHEME_CHANGE else "_06-12"
        cuts.setdefault(ending, []).append(month)
    return tuple((ending, tuple(months)) for ending, months in cuts.items())
