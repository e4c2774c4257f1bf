"""Tables as files: CSV for machines, XLSX for meetings, both with source, period and caveats."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

Value = str | int | float | None

# A text that begins so is run as a formula by a spreadsheet; an apostrophe in front makes it a text again.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column of an export: its heading in the reader's language and its HXL tag."""

    heading: str
    tag: str


@dataclass(frozen=True)
class Table:
    """A finished table: its words are in the reader's language, its numbers are numbers."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    facts: Sequence[tuple[str, str]]  # label and text: source, period, scheme, caveats…


def csv_file(table: Table, with_tags: bool, separator: str) -> bytes:
    """UTF-8 with a byte-order mark (Excel needs it for accents), every text quoted and harmless.

    The facts stand in columns after the table's own, on each row: a line above the headings would break readers.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns] + [label for label, _ in table.facts])
    if with_tags:
        writer.writerow([column.tag for column in table.columns] + ["#meta"] * len(table.facts))
    facts = [harmless(fact) for _, fact in table.facts]
    for row in table.rows:
        writer.writerow([harmless(value) for value in row] + facts)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(table: Table, with_tags: bool) -> bytes:
    """One sheet: title and facts on top, then the table."""
    content = io.BytesIO()
    # No text is ever turned into a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        sheet = workbook.add_worksheet("Maillage")
        bold = workbook.add_format({"bold": True})
        title = workbook.add_format({"bold": True, "font_size": 14})
        heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        number = workbook.add_format({"num_format": "#,##0"})
        rate = workbook.add_format({"num_format": "#,##0.00"})
        sheet.write_string(0, 0, table.title, title)
        for line, (label, fact) in enumerate(table.facts, start=1):
            sheet.write_string(line, 0, label, bold)
            sheet.write_string(line, 1, fact)
        top = len(table.facts) + 2
        for position, column in enumerate(table.columns):
            sheet.write_string(top, position, column.heading, heading)
            if with_tags:
                sheet.write_string(top + 1, position, column.tag)
        first = top + (2 if with_tags else 1)
        for line, row in enumerate(table.rows, start=first):
            for position, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, position, value)
                elif value is not None:
                    sheet.write_number(line, position, value, rate if isinstance(value, float) else number)
        sheet.set_column(0, len(table.columns) - 1, 22)
        sheet.freeze_panes(first, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
    return content.getvalue()


def harmless(value: Value) -> Value:
    """A text that no spreadsheet runs; numbers are ours and stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
