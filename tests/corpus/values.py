"""Cases 26 to 42: numbers as partners type them, and what stands in the cell of a number."""

from collections.abc import Sequence

from tests.corpus.record import Case, Table, book, case, month, rows, varied
from tests.corpus.xlsx import Failed, Formula, Percent
from tests.factories import site

NBSP, NARROW = "\u00a0", "\u202f"


def reached(number: int, values: Sequence[object]) -> Table:
    """A 4W with these numbers of people reached, from row 2 on."""
    return Table(varied(rows(number, len(values)), "reached", values))


def numbers(
    number: int, name: str, values: Sequence[object], code: str, is_rejected: bool, read: Sequence[int | None] = ()
) -> Case:
    """A case in which each number calls for the same remark; ``read``: what is loaded."""
    table = reached(number, [*values, 10])
    remarks = [table.remark(code, "reached", row) for row in range(2, len(values) + 2)]
    count = len(values) if is_rejected else 0
    loaded = (loaded_counts(number), (*((value,) for value in read), (10,)))
    return case(number, name, book(table, "R" if is_rejected else "AW", remarks, count), facts=(loaded,))


def loaded_counts(number: int) -> str:
    return f"SELECT reached_count FROM core.activities WHERE period = '{month(number)}' ORDER BY row"


def decimal_comma() -> Case:
    data = [site(period=month(26), latitude="5,76797", longitude="20,67565")]
    facts = (f"SELECT latitude, longitude FROM core.service_sites WHERE period = '{month(26)}'", ((5.76797, 20.67565),))
    return case(26, "decimal_comma", book(Table(data), "A"), facts=(facts,))


def no_number() -> Case:
    table = reached(33, [None, 0, "", 10])
    return case(33, "no_number", book(table, "A"), facts=((loaded_counts(33), ((None,), (0,), (None,), (10,))),))


def cells_in_error() -> Case:
    data = rows(39, 6, reached=10, comment="vu")
    data[0]["reached"] = Failed("#N/A")
    data[1]["organisation"] = Failed("#REF!")
    data[2]["sector"] = Failed("#N/A")
    data[3]["adm1_name"] = Failed("#N/A")
    data[4]["comment"] = Failed("#VALUE!")
    table = Table(data)
    remarks = [
        table.remark("cell_error", "reached", 2),
        table.remark("cell_error", "organisation", 3),
        table.remark("cell_error", "sector", 4),
        table.remark("cell_unreadable", "adm1_name", 5),
        table.remark("cell_unreadable", "comment", 6),
    ]
    return case(39, "cells_in_error", book(table, "R", remarks, 3))


def computed_formulas() -> Case:
    table = reached(40, [4, Formula("2*5", 10), Formula("SUM(1,2)", 3)])
    remark = table.remark("formula_value_used", "reached", 3)
    loaded = (loaded_counts(40), ((4,), (10,), (3,)))
    return case(40, "computed_formulas", book(table, "AW", [remark]), facts=(loaded,))


def formulas_never_computed() -> Case:
    data = rows(41, 4, reached=10)
    data[0]["reached"] = Formula("2*5")
    data[1]["adm1_name"] = Formula("VLOOKUP(E3,Z:Z,1,FALSE)")
    table = Table(data)
    remarks = [
        table.remark("formula_without_value", "reached", 2),
        table.remark("cell_unreadable", "adm1_name", 3),
    ]
    return case(41, "formulas_never_computed", book(table, "R", remarks, 1))


def formulas_of_another_workbook() -> Case:
    table = reached(42, [Formula("[1]Feuil1!$A$1", 5), 10])
    remark = table.remark("formula_external", "reached", 2)
    return case(42, "formulas_of_another_workbook", book(table, "R", [remark], 1, external=True))


CASES = (
    decimal_comma(),
    numbers(27, "blanks_in_numbers", [f"1{NBSP}234", f"1{NARROW}234"], "count_normalised", False, [1234, 1234]),
    numbers(28, "dots_and_comma", ["1.234,00"], "count_normalised", False, [1234]),
    numbers(29, "no_decimals", ["12.0"], "count_normalised", False, [12]),
    numbers(30, "decimals", [12.5, "12,5"], "count_fractional", True),
    numbers(31, "negative", [-5, "-3"], "count_negative", True),
    numbers(32, "not_numbers", ["<5", "~20", "n/a", "-"], "count_unreadable", True),
    no_number(),
    numbers(34, "number_as_text", ["12"], "count_normalised", False, [12]),
    numbers(35, "power_of_ten", ["1E3"], "count_unreadable", True),
    numbers(36, "very_large", [2_147_483_648, 5_000_000_000], "count_too_large", True),
    numbers(37, "percentages", [Percent(1.0), Percent(0.5)], "count_percentage", True),
    numbers(38, "truths", [True, False], "count_unreadable", True),
    cells_in_error(),
    computed_formulas(),
    formulas_never_computed(),
    formulas_of_another_workbook(),
)
