"""A mission on one A4 page to print: HTML that needs nothing but itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class MissionPage:
    """A finished page: its words are in the reader's language."""

    title: str
    warning: str
    facts: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    nothing: str  # said where there are no rows
    notes: Sequence[str]
    language: str


STYLE = """
@page { size: A4 portrait; margin: 14mm }
body { font: 11pt/1.35 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #000; max-width: 182mm; margin: 0 auto }
h1 { font-size: 17pt; margin: 0 0 3mm } p { margin: 1.5mm 0 }
.warning { border: 0.5mm solid #000; padding: 1mm 3mm; font-weight: 700; display: inline-block }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm } dt { font-weight: 700 } dd { margin: 0 }
table { border-collapse: collapse; width: 100%; margin: 3mm 0 }
th, td { border: 0.2mm solid #555; padding: 1mm 2mm; text-align: left; vertical-align: top }
"""


def mission_page(page: MissionPage) -> bytes:
    """The page as UTF-8."""
    warning = f'<p class="warning">{escape(page.warning)}</p>' if page.warning else ""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in page.facts)
    headings = "".join(f"<th>{escape(text)}</th>" for text in page.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in page.rows)
    table = f"<table><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>" if page.rows else ""
    nothing = "" if page.rows else f"<p>{escape(page.nothing)}</p>"
    notes = "".join(f"<p>{escape(note)}</p>" for note in page.notes)
    return (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8"><title>{escape(page.title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(page.title)}</h1>{warning}<dl>{facts}</dl>"
        f"{table}{nothing}{notes}</body></html>"
    ).encode()
