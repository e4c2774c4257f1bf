"""Cases 67 to 74: numbers that contradict one another, rows and files that come twice."""

from datetime import UTC, datetime

from tests.corpus.record import (
    SHEET,
    Case,
    Expected,
    File,
    Remark,
    Table,
    accepted,
    book,
    case,
    month,
    rows,
    varied,
)
from tests.factories import case_count, referral

AGES = ("0-4 ans", "5-11 ans", "12-17 ans", "18 ans et plus")
SEXES = {"reached_girls": 3, "reached_boys": 3, "reached_women": 2, "reached_men": 2}
SEX_HEADINGS = {
    "reached_boys": "Garçons",
    "reached_women": "Femmes",
    "reached_men": "Hommes",
    "with_disability": "Personnes handicapées",
}
# Columns of ages and of disability are in no list of headings: that they were understood may be told.
READ_BY_MEANING = (Remark("headings_interpreted", SHEET, 1),)


def sums_by_sex() -> Case:
    data = varied(rows(67, 3, reached=10, **SEXES), "reached", [10, 11, 10])
    table = Table(data, headings=SEX_HEADINGS)
    says = {"total_disagrees": ("11",)}
    return case(67, "sums_by_sex", book(table, "R", [table.remark("total_disagrees", "reached", 3)], 1, says=says))


def sums_by_age() -> Case:
    ages = dict(zip(AGES, (1, 2, 3, 4), strict=True))
    data = [row | ages for row in varied(rows(68, 3, reached=10), "reached", [10, 12, 10])]
    table = Table(data)
    remark = table.remark("total_disagrees", "reached", 3)
    return case(68, "sums_by_age", book(table, "R", [remark], 1, tolerated=READ_BY_MEANING))


def disability_above_total() -> Case:
    data = varied(rows(69, 3, reached=10), "with_disability", [1, 12, 10])
    table = Table(data, headings=SEX_HEADINGS)
    remark = table.remark("disability_above_total", "with_disability", 3)
    return case(69, "disability_above_total", book(table, "R", [remark], 1, tolerated=READ_BY_MEANING))


def row_repeated() -> Case:
    data = rows(70)
    table = Table([data[0], data[1], data[0], data[2]])
    query = f"SELECT row, is_duplicate FROM core.activities WHERE period = '{month(70)}' ORDER BY row"
    seen = ((2, False), (3, False), (4, True), (5, False))
    file = book(table, "AW", [table.remark("duplicate_row", None, 4)])
    return case(70, "row_repeated", file, facts=((query, seen),))


def numbers_that_conflict() -> Case:
    period = month(71)
    cases = Table(
        [
            case_count(period=period, cases=3),
            case_count(period=period, cases=5, case_status="Clos"),
            case_count(period=period, cases=4),
        ]
    )
    period = month(94)
    referrals = Table(
        [
            referral(period=period, referrals=2),
            referral(period=period, referrals=1, to_service="Éducation"),
            referral(period=period, referrals=7),
        ]
    )
    return case(
        71,
        "numbers_that_conflict",
        book(cases, "R", [cases.remark("key_conflict", "cases", row) for row in (2, 4)], 2),
        book(referrals, "R", [referrals.remark("key_conflict", "referrals", row) for row in (2, 4)], 2),
    )


def same_file_twice() -> Case:
    first = book(Table(rows(72)), "A")
    again = Expected("F", (Remark("file_repeated"),), says={"file_repeated": ("72_same_file_twice.xlsx",)})
    return case(72, "same_file_twice", first, File(".xlsx", first.content, again))


def corrected_file() -> Case:
    older = Expected("F", (Remark("sheet_replaced", SHEET),), says={"sheet_replaced": ("73_corrected_file_2.xlsx",)})
    newer = Table(varied(rows(73), "activity", ["Action 1", "Action 2 (corrigée)", "Action 3"]))
    return case(
        73,
        "corrected_file",
        File(".xlsx", Table(rows(73)).xlsx(), older, received=datetime(2025, 6, 1, 12, tzinfo=UTC)),
        File(".xlsx", newer.xlsx(), Expected("A", (), accepted(3)), received=datetime(2025, 6, 20, 12, tzinfo=UTC)),
    )


def closed_period() -> Case:
    late = Expected("F", (Remark("period_closed", SHEET),), says={"period_closed": (month(74),)})
    closings = f"period,closed_on\n{month(74)},2025-06-15\n"
    return case(
        74,
        "closed_period",
        File(".xlsx", Table(rows(74)).xlsx(), late),
        memory={"closings.csv": closings},
        alone=True,
    )


CASES = (
    sums_by_sex(),
    sums_by_age(),
    disability_above_total(),
    row_repeated(),
    numbers_that_conflict(),
    same_file_twice(),
    corrected_file(),
    closed_period(),
)
