"""The sub-prefecture × service matrix as one A3 page to print: HTML that needs nothing but itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Cell:
    """What is printed, the state that its frame tells, and who is there (may be empty)."""

    text: str
    status: str
    who: str


@dataclass(frozen=True)
class Sheet:
    """A finished page: its words are in the reader's language."""

    name: str
    title: str
    subtitle: str
    warning: str
    signs: str
    places: tuple[str, str]
    services: tuple[str, ...]
    areas: Sequence[tuple[str, str, tuple[Cell, ...]]]  # prefecture, sub-prefecture, one cell a service
    language: str


# 297 × 420 mm, less the margins and the lines above and below the table. Nothing rests on colour: a gap is white on
# black, what is unknown is hatched, and a photocopy keeps both.
STYLE = """
@page { size: A3 portrait; margin: 8mm }
* { box-sizing: border-box }
body { font: 7.5pt/1.1 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #000; margin: 0 auto; width: 281mm }
h1 { font-size: 13pt; margin: 0 } p { margin: 0.6mm 0 }
.warning { border: 0.4mm solid #000; padding: 0.5mm 2mm; font-weight: 700; display: inline-block }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: 1mm }
th, td { border: 0.15mm solid #666; padding: 0 0.8mm; height: HEIGHT; overflow: hidden; white-space: nowrap }
th { font-size: 7pt; text-align: left; white-space: normal; line-height: 1; vertical-align: bottom }
th:nth-child(-n+2) { width: 30mm } td { text-align: center } td.place { text-align: left }
td.zero { background: #000; color: #fff; font-weight: 700 }
td.no_data { background: repeating-linear-gradient(45deg, #fff 0 0.9mm, #bbb 0.9mm 1.1mm) }
td.not_applicable { background: radial-gradient(#999 0.2mm, transparent 0.25mm) 0 0 / 1.2mm 1.2mm }
td.withheld { background: repeating-linear-gradient(45deg, #fff 0 0.9mm, #777 0.9mm 1.1mm),
              repeating-linear-gradient(-45deg, transparent 0 0.9mm, #777 0.9mm 1.1mm) }
td.present { border-style: dashed } td.functional { font-weight: 700 }
td small { font-weight: 400; font-size: 5.5pt; margin-left: 0.6mm }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact }
"""
TALL = 352  # millimetres of an A3 page that are left for the rows


def basket_sheet(sheet: Sheet) -> bytes:
    """The page as UTF-8; every row fits on one A3 whatever their number (up to some 150)."""
    height = min(5.2, TALL / (len(sheet.areas) + 1))
    headings = "".join(f"<th>{escape(text)}</th>" for text in (*sheet.places, *sheet.services))
    rows = []
    former = None
    for parent, name, cells in sheet.areas:
        shown = parent if parent != former else ""
        former = parent
        places = f'<td class="place"><b>{escape(shown)}</b></td><td class="place">{escape(name)}</td>'
        rows.append(f"<tr>{places}{''.join(map(printed, cells))}</tr>")
    warning = f'<p class="warning">{escape(sheet.warning)}</p>' if sheet.warning else ""
    page = (
        f'<!doctype html><html lang="{sheet.language}"><head><meta charset="utf-8"><title>{escape(sheet.title)}</title>'
        f"<style>{STYLE.replace('HEIGHT', f'{height:.2f}mm')}</style></head><body><h1>{escape(sheet.title)}</h1>"
        f"{warning}<p>{escape(sheet.subtitle)}</p><p>{escape(sheet.signs)}</p>"
        f"<table><thead><tr>{headings}</tr></thead><tbody>{''.join(rows)}</tbody></table></body></html>"
    )
    return page.encode("utf-8")


def printed(cell: Cell) -> str:
    who = f"<small>{escape(cell.who)}</small>" if cell.who else ""
    return f'<td class="{cell.status}">{escape(cell.text)}{who}</td>'
