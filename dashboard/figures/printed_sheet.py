"""A sheet of tables on one A4 page to print, in black and white: HTML that needs nothing but itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures.printed_map import PrintedMap, printed_map


@dataclass(frozen=True)
class PrintedTable:
    """A table of the sheet. ``widths``: of its columns in percent. ``is_struck``: what no longer holds, struck out."""

    heading: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    nothing: str  # said where there are no rows; empty: then nothing of the table is printed
    is_struck: bool = False


@dataclass(frozen=True)
class PrintedSheet:
    """A finished page: its words are in the reader's language."""

    title: str
    warnings: Sequence[str]
    facts: Sequence[str]
    tables: Sequence[PrintedTable]
    notes: Sequence[str]
    language: str
    picture: PrintedMap | None = None


# Nothing rests on colour: what no longer holds is struck out and grey, and its heading says so.
STYLE = """
@page { size: A4 portrait; margin: 10mm }
body { font: SIZE/1.25 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #000; max-width: 188mm; margin: 0 auto }
h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 3mm 0 1mm } p { margin: 1mm 0 }
.warning { border: 0.5mm solid #000; padding: 0.6mm 3mm; font-weight: 700; display: inline-block; margin-right: 3mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 0.2mm solid #555; padding: 0.3mm 1mm; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
thead { display: table-header-group } tr { break-inside: avoid }
.struck td { color: #555 } .struck td.gone { text-decoration: line-through }
.notes { font-size: 7pt }
figure { margin: 2mm 0; display: flex; gap: 6mm } figcaption ul { list-style: none; padding: 0; margin: 1mm 0 }
figcaption li { line-height: 1.6 } figcaption svg { vertical-align: middle }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact }
"""
SIZES = ((7, "10pt"), (11, "9pt"), (16, "8pt"), (24, "7pt"))  # rows up to which a size holds on one page
SMALLEST = "6.2pt"


def printed_sheet(sheet: PrintedSheet) -> bytes:
    """The page as UTF-8; its letters are as small as its lines are many."""
    lines = sum(len(table.rows) for table in sheet.tables)
    size = next((size for most, size in SIZES if lines <= most), SMALLEST)
    warnings = "".join(f'<span class="warning">{escape(text)}</span>' for text in sheet.warnings)
    facts = "".join(f"<p>{escape(text)}</p>" for text in sheet.facts)
    top = f"<h1>{escape(sheet.title)}</h1>{warnings}{facts}"
    notes = "".join(f"<p>{escape(text)}</p>" for text in sheet.notes)
    picture = f"<figure>{printed_map(sheet.picture)}</figure>" if sheet.picture else ""
    return (
        f'<!doctype html><html lang="{sheet.language}"><head><meta charset="utf-8"><title>{escape(sheet.title)}</title>'
        f"<style>{STYLE.replace('SIZE', size)}</style></head><body>{top}{picture}"
        f'{"".join(map(table_of, sheet.tables))}<div class="notes">{notes}</div></body></html>'
    ).encode()


def table_of(table: PrintedTable) -> str:
    if not table.rows and not table.nothing:
        return ""
    heading = f"<h2>{escape(table.heading)}</h2>"
    if not table.rows:
        return f"{heading}<p>{escape(table.nothing)}</p>"
    widths = "".join(f'<col style="width:{width}%">' for width in table.widths)
    headings = "".join(f"<th>{escape(text)}</th>" for text in table.headings)
    rows = "".join(f"<tr>{row_of(row, table.is_struck)}</tr>" for row in table.rows)
    kind = ' class="struck"' if table.is_struck else ""
    columns = f"<colgroup>{widths}</colgroup><thead><tr>{headings}</tr></thead>"
    return f"{heading}<table{kind}>{columns}<tbody>{rows}</tbody></table>"


def row_of(row: Sequence[str], is_struck: bool) -> str:
    """The cells; of a row that no longer holds all but the last are struck out: the last says why."""
    cells = []
    for position, cell in enumerate(row):
        gone = ' class="gone"' if is_struck and position < len(row) - 1 else ""
        cells.append(f"<td{gone}>{escape(cell)}</td>")
    return "".join(cells)
