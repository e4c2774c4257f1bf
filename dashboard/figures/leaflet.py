"""The leaflet for a child: one A4 page in large letters, and the same sentences one a line, to be translated."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Need:
    """What a child may need: the sentences that say it, and those that say where to go."""

    sentences: Sequence[str]
    places: Sequence[str] = ()


@dataclass(frozen=True)
class Leaflet:
    """A finished leaflet: one sentence a text, in the language in which it is given to children."""

    title: str
    warning: str
    opening: Sequence[str]
    needs: Sequence[Need]
    closing: Sequence[str]
    foot: Sequence[str]  # for the adult who prints it
    language: str


STYLE = """
@page { size: A4 portrait; margin: 12mm }
body { font: SIZE/1.3 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #000; max-width: 186mm; margin: 0 auto }
h1 { font-size: 22pt; margin: 0 0 3mm; line-height: 1.1 } p { margin: 1mm 0 }
.needs { columns: 2; column-gap: 5mm; margin: 2mm 0 }
section { border: 0.6mm solid #000; border-radius: 3mm; padding: 1.5mm 3mm; margin: 0 0 2.5mm; break-inside: avoid }
section p:first-child { font-weight: 700 }
ul { margin: 1mm 0 0 6mm; padding: 0 } li { margin: 0.5mm 0 }
.warning { border: 0.5mm solid #000; padding: 1mm 3mm; font-weight: 700; display: inline-block }
.foot { font-size: 8pt; margin-top: 3mm }
"""
SIZES = ((14, "17pt"), (22, "15pt"), (32, "13.5pt"))  # sentences up to which a size holds on one page
SMALLEST = "10.5pt"


def leaflet_page(leaflet: Leaflet) -> bytes:
    """The page as UTF-8."""
    size = next((size for most, size in SIZES if len(sentences(leaflet)) <= most), SMALLEST)
    warning = f'<p class="warning">{escape(leaflet.warning)}</p>' if leaflet.warning else ""
    needs = "".join(f"<section>{paragraphs(need.sentences)}{places(need.places)}</section>" for need in leaflet.needs)
    needs = f'<div class="needs">{needs}</div>' if needs else ""
    return (
        f'<!doctype html><html lang="{leaflet.language}"><head><meta charset="utf-8">'
        f"<title>{escape(leaflet.title)}</title><style>{STYLE.replace('SIZE', size)}</style></head><body>"
        f"<h1>{escape(leaflet.title)}</h1>{warning}{paragraphs(leaflet.opening)}{needs}{paragraphs(leaflet.closing)}"
        f'<div class="foot">{paragraphs(leaflet.foot)}</div></body></html>'
    ).encode()


def leaflet_text(leaflet: Leaflet) -> bytes:
    """The same sentences, one a line, as UTF-8 that Windows shows with its accents."""
    return ("\r\n".join(sentences(leaflet)) + "\r\n").encode("utf-8-sig")


def sentences(leaflet: Leaflet) -> list[str]:
    """All sentences in their order, the warning first where there is one."""
    needs = [text for need in leaflet.needs for text in (*need.sentences, *need.places)]
    warning = [leaflet.warning] if leaflet.warning else []
    return [*warning, leaflet.title, *leaflet.opening, *needs, *leaflet.closing, *leaflet.foot]


def paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def places(texts: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>" if texts else ""
