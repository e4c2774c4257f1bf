"""Cases 43 to 51: dates as Excel stores them and as people type them."""

import datetime as dt
from collections.abc import Sequence

from tests.corpus.record import Case, Table, book, case, month, rows, varied

MARCH_4 = dt.date(2025, 3, 4)


def begun(number: int, values: Sequence[object]) -> Table:
    """A 4W with these start dates, from row 2 on."""
    return Table(varied(rows(number, len(values)), "start_date", values))


def loaded(number: int, *days: dt.date | None) -> tuple[tuple[str, tuple[tuple, ...]]]:
    """The start dates that must have been loaded."""
    query = f"SELECT start_date FROM core.activities WHERE period = '{month(number)}' ORDER BY row"
    return ((query, tuple((day,) for day in days)),)


def serial_days() -> Case:
    table = begun(43, [MARCH_4, 45720, dt.date(2025, 1, 31)])
    days = [MARCH_4, MARCH_4, dt.date(2025, 1, 31)]
    return case(43, "serial_days", book(table, "A"), facts=loaded(43, *days))


def days_since_1904() -> Case:
    table = begun(44, [MARCH_4, dt.date(2025, 5, 1)])
    return case(44, "days_since_1904", book(table, "A", is_1904=True), facts=loaded(44, MARCH_4, dt.date(2025, 5, 1)))


def typed_days() -> Case:
    table = begun(45, ["25/03/2025", "04/03/2025", "1/4/2025"])
    days = [dt.date(2025, 3, 25), MARCH_4, dt.date(2025, 4, 1)]
    return case(45, "typed_days", book(table, "A"), facts=loaded(45, *days))


def ambiguous_days() -> Case:
    table = begun(46, ["03/04/2025", "03/04/2025", "05/06/2025"])
    remarks = [table.remark("date_ambiguous", "start_date", row) for row in (2, 4)]
    days = [dt.date(2025, 4, 3), dt.date(2025, 4, 3), dt.date(2025, 6, 5)]
    return case(46, "ambiguous_days", book(table, "AW", remarks), facts=loaded(46, *days))


def impossible_days() -> Case:
    table = begun(47, ["13/25/2025", "31/02/2025", "25/03/2025"])
    remarks = [table.remark("date_impossible", "start_date", row) for row in (2, 3)]
    return case(47, "impossible_days", book(table, "R", remarks, 2), facts=loaded(47, dt.date(2025, 3, 25)))


def months_and_quarters() -> Case:
    data = varied(rows(48, 2), "start_date", ["mars 2025", "T1 2025"])
    data = varied(data, "end_date", ["mars 2025", "T1 2025"])
    table = Table(data)
    remarks = [table.remark("date_from_period", role, row) for row in (2, 3) for role in ("start_date", "end_date")]
    query = f"SELECT start_date, end_date FROM core.activities WHERE period = '{month(48)}' ORDER BY row"
    days = ((dt.date(2025, 3, 1), dt.date(2025, 3, 31)), (dt.date(2025, 1, 1), dt.date(2025, 3, 31)))
    return case(48, "months_and_quarters", book(table, "AW", remarks), facts=((query, days),))


def reversed_days() -> Case:
    table = Table(varied(rows(49, 2, start_date=MARCH_4), "end_date", [dt.date(2025, 3, 1), dt.date(2025, 4, 1)]))
    return case(49, "reversed_days", book(table, "R", [table.remark("dates_reversed", "end_date", 2)], 1))


def unlikely_days() -> Case:
    data = varied(rows(50, 3), "start_date", [dt.date(1998, 3, 1), dt.date(2025, 12, 1), MARCH_4])
    data = varied(data, "end_date", [None, None, dt.date(2026, 12, 31)])
    table = Table(data)
    remarks = [table.remark("date_unlikely", "start_date", row) for row in (2, 3)]
    return case(50, "unlikely_days", book(table, "AW", remarks))


def days_with_a_zone() -> Case:
    table = begun(51, ["2025-03-04T08:00:00+01:00", "2025-03-04T23:30:00Z"])
    remarks = [table.remark("date_zone_dropped", "start_date", row) for row in (2, 3)]
    return case(51, "days_with_a_zone", book(table, "AW", remarks), facts=loaded(51, MARCH_4, MARCH_4))


CASES = (
    serial_days(), days_since_1904(), typed_days(), ambiguous_days(), impossible_days(), months_and_quarters(),
    reversed_days(), unlikely_days(), days_with_a_zone(),
)  # fmt: skip
