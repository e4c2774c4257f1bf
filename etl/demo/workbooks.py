"""Write the invented sheets as workbooks and CSV files, byte for byte the same each time."""

import csv
import datetime as dt
import os
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.demo.cells import Cell
from etl.demo.world import Sheet

# A workbook normally stores when it was made; a fixed date keeps two runs identical.
_CREATED = dt.datetime(2026, 10, 1)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COVER = (
    "DONNÉES FICTIVES",
    "Ce classeur est une démonstration de Maillage : organisations, sites et effectifs sont inventés.",
    "Les noms et codes des lieux sont ceux des découpages officiels.",
    "Les données sont dans la feuille suivante.",
)


def write(sheet: Sheet, out: Path) -> Path:
    """Write one sheet in its own file and return the path."""
    path = out / sheet.file
    if sheet.layout.is_csv:
        _write_csv(sheet, path)
    else:
        _write_workbook(sheet, path)
    if sheet.sent_on:
        noon = dt.datetime.combine(sheet.sent_on, dt.time(12), dt.UTC).timestamp()
        os.utime(path, (noon, noon))
    return path


def _write_csv(sheet: Sheet, path: Path) -> None:
    # The signature is what French Excel needs to read the accents.
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(sheet.headings)
        writer.writerows(sheet.rows)


def _write_workbook(sheet: Sheet, path: Path) -> None:
    layout = sheet.layout
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"title": "DONNÉES FICTIVES", "subject": "Démonstration Maillage", "created": _CREATED})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        month = workbook.add_format({"num_format": "mm/yyyy"})
        if layout.has_cover:
            cover = workbook.add_worksheet("Lisez-moi")
            for number, line in enumerate(_COVER):
                cover.write_string(number, 0, line, bold if number == 0 else None)
        page = workbook.add_worksheet(sheet.name)
        for number, title in enumerate(layout.titles):
            page.write_string(number, 0, title, bold)
        heading_row = len(layout.titles)
        page.write_row(heading_row, 0, sheet.headings, bold)
        if layout.has_hxl:
            page.write_row(heading_row + 1, 0, sheet.hxl)
        formats = [month if role == "period" else day for role, _ in layout.columns]
        page.freeze_panes(layout.first_row - 1, 0)
        page.set_column(0, len(formats) - 1, 16)
        for number, row in enumerate(sheet.rows, start=layout.first_row - 1):
            for column, value in enumerate(row):
                _write_cell(page, number, column, value, formats[column])


def _write_cell(page: Worksheet, row: int, column: int, value: Cell, date_format: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), date_format)
    else:
        page.write_number(row, column, value)
