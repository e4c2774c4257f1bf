"""Workbooks written part by part, so that a test can put into them what no writer would.

A cell of a grid is a text, a number, a truth, a date, None (no cell at all), or one of the small records below.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

EPOCH_1900 = dt.datetime(1899, 12, 30)
EPOCH_1904 = dt.datetime(1904, 1, 1)
GENERAL, DAY, PERCENT, MOMENT = range(4)  # the cell styles of STYLES, by their place
STAMP = (2025, 1, 1, 0, 0, 0)  # of every part: the same workbook has the same bytes whenever it is written

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPE = f"{SPREADSHEET}.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4">'
    + "".join(
        f'<xf numFmtId="{form}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for form in (0, 14, 9, 22)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class Formula:
    """A formula and the value that the program computed last; None where it never did."""

    text: str
    value: object = None


@dataclass(frozen=True)
class Failed:
    """A cell in error, such as ``#N/A``."""

    text: str


@dataclass(frozen=True)
class Percent:
    """A number that the sheet shows as a percentage: 1 is 100 %."""

    number: float


Grid = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, and what a sheet has besides. Rows of ``hidden_rows`` count from 1.

    ``far``: lone cells by their reference; ``state``: visible, hidden or veryHidden. ``dialect``: how the program that
    wrote it writes, ``usual`` as Excel, ``inline`` with each text in its cell, ``prefixed`` with a prefix before each
    tag, ``bare`` without the references of rows and cells. All four are allowed.
    """

    name: str
    rows: Grid
    merged: Sequence[str] = ()
    hidden_rows: Iterable[int] = ()
    state: str = "visible"
    far: Mapping[str, object] = field(default_factory=dict)
    dialect: str = "usual"


def workbook(
    *sheets: Sheet,
    is_1904: bool = False,
    external: bool = False,
    more: Mapping[str, bytes] | None = None,
    content_type: str = WORKBOOK_TYPE,
) -> bytes:
    """The bytes of an xlsx file. ``external``: it links to another workbook; ``more``: further parts by name."""
    texts: dict[str, int] = {}
    pages = [sheet_xml(sheet, texts, EPOCH_1904 if is_1904 else EPOCH_1900) for sheet in sheets]
    numbers = range(1, len(sheets) + 1)
    overrides = {f"/xl/worksheets/sheet{number}.xml": f"{SPREADSHEET}.worksheet+xml" for number in numbers}
    targets = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    targets |= {"rIdStyles": ("styles", "styles.xml"), "rIdTexts": ("sharedStrings", "sharedStrings.xml")}
    parts: dict[str, bytes] = {}
    if external:
        targets["rIdLink"] = ("externalLink", "externalLinks/externalLink1.xml")
        overrides["/xl/externalLinks/externalLink1.xml"] = f"{SPREADSHEET}.externalLink+xml"
        parts |= external_link()
    overrides |= {
        "/xl/workbook.xml": content_type,
        "/xl/styles.xml": f"{SPREADSHEET}.styles+xml",
        "/xl/sharedStrings.xml": f"{SPREADSHEET}.sharedStrings+xml",
    }
    entries = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    links = '<externalReferences><externalReference r:id="rIdLink"/></externalReferences>' if external else ""
    book = (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(is_1904)}"/>'
        f"<sheets>{entries}</sheets>{links}</workbook>"
    )
    parts = {
        "[Content_Types].xml": content_types(overrides).encode(),
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations(targets),
        **{f"xl/worksheets/sheet{number}.xml": page for number, page in zip(numbers, pages, strict=True)},
        "xl/sharedStrings.xml": shared_strings(texts),
        "xl/styles.xml": STYLES.encode(),
        **parts,
        **(more or {}),
    }
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts, in their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part, compresslevel=6)
    return content.getvalue()


def sheet_xml(sheet: Sheet, texts: dict[str, int], epoch: dt.datetime) -> bytes:
    hidden = set(sheet.hidden_rows)
    written = {"inline": inline_cell, "bare": bare_cell}.get(sheet.dialect, cell)
    rows = []
    for number, row in enumerate(sheet.rows, start=1):
        cells = [written(f"{column_name(place)}{number}", value, texts, epoch) for place, value in enumerate(row)]
        mark = ' hidden="1"' if number in hidden else ""
        rows.append(f'<row r="{number}"{mark}>{"".join(cells)}</row>')
    for reference, value in sheet.far.items():
        number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        rows.append(f'<row r="{number}">{cell(reference, value, texts, epoch)}</row>')
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    merges = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
    data = f"<sheetData>{''.join(rows)}</sheetData>{merges}"
    match sheet.dialect:
        case "prefixed":
            data = re.sub(r"<(/?)(?=\w)", r"<\1x:", data)
            return f'{DECLARATION}<x:worksheet xmlns:x="{MAIN}">{data}</x:worksheet>'.encode()
        case "bare":
            data = re.sub(r'<(row|c) r="\w+"', r"<\1", data)
    return f'{DECLARATION}<worksheet xmlns="{MAIN}">{data}</worksheet>'.encode()


def cell(reference: str, value: object, texts: dict[str, int], epoch: dt.datetime) -> str:
    """The XML of one cell."""
    match value:
        case None | "":
            return ""
        case bool():
            return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{reference}"><v>{value!r}</v></c>'
        case Percent(number):
            return f'<c r="{reference}" s="{PERCENT}"><v>{number!r}</v></c>'
        case Failed(text):
            return f'<c r="{reference}" t="e"><v>{text}</v></c>'
        case dt.date():
            moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
            serial = (moment - epoch) / dt.timedelta(days=1)
            style, shown = (DAY, int(serial)) if serial == int(serial) else (MOMENT, serial)
            return f'<c r="{reference}" s="{style}"><v>{shown!r}</v></c>'
        case Formula():
            return formula(reference, value)
        case str():
            number = texts.setdefault(value, len(texts))
            return f'<c r="{reference}" t="s"><v>{number}</v></c>'
    raise TypeError(type(value))


def inline_cell(reference: str, value: object, texts: dict[str, int], epoch: dt.datetime) -> str:
    """The cell with its text in it."""
    if not isinstance(value, str) or not value:
        return cell(reference, value, texts, epoch)
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'


def bare_cell(reference: str, value: object, texts: dict[str, int], epoch: dt.datetime) -> str:
    """The cell, even where it holds nothing: without references only its place tells its column."""
    return cell(reference, value, texts, epoch) or f'<c r="{reference}"/>'


def escaped(text: str) -> str:
    # A carriage return written as itself would be read as a line feed.
    return escape(text, {"\r": "&#13;", "\t": "&#9;"})


def formula(reference: str, value: Formula) -> str:
    text = f"<f>{escape(value.text)}</f>"
    match value.value:
        case None:
            return f'<c r="{reference}">{text}</c>'
        case Failed(error):
            return f'<c r="{reference}" t="e">{text}<v>{error}</v></c>'
        case str(found):
            return f'<c r="{reference}" t="str">{text}<v>{escape(found)}</v></c>'
        case number:
            return f'<c r="{reference}">{text}<v>{number!r}</v></c>'


def shared_strings(texts: Mapping[str, int]) -> bytes:
    items = "".join(f'<si><t xml:space="preserve">{escaped(text)}</t></si>' for text in texts)
    return f'{DECLARATION}<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'.encode()


def content_types(overrides: Mapping[str, str]) -> str:
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{DECLARATION}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f"{parts}</Types>"
    )


def relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'.encode()


def external_link() -> dict[str, bytes]:
    """The parts by which a workbook knows another one, named [1] in its formulas."""
    return {
        "xl/externalLinks/externalLink1.xml": (
            f'{DECLARATION}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1">'
            '<sheetNames><sheetName val="Feuil1"/></sheetNames></externalBook></externalLink>'
        ).encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/externalLinkPath" Target="autre.xlsx" TargetMode="External"/></Relationships>'
        ).encode(),
    }


def column_name(place: int) -> str:
    """The letters of a column counted from 0: A, B… AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
