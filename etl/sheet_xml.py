"""What an xlsx sheet holds beside its values: formulas, percentages, numbers typed as text, merged cells, hidden rows.

The values come from fastexcel, which says none of this. The sheets' XML is read once, a piece at a time, by searching
its bytes for the few marks that matter: parsing every cell would take longer than reading the workbook.
Runs in the reading process.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

PIECE = 4_000_000  # bytes read at a time
LONGEST_ROW = 64_000_000  # bytes: a row that does not end by then is no row

CELL_WITH_FORMULA = re.compile(
    rb"<c\b([^>]*)>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)\s*(?:<v[^>]*>([^<]*)</v>|<is>)?", re.DOTALL
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
ROW_OR_CELL = re.compile(rb"<(row|c)\b([^>]*)")
ROW_REFERENCE = re.compile(rb'\br="(\d+)"')
UNPLACED = re.compile(rb'<(?:row|c)\b(?![^>]*\br=")')
SHARED_FORMULA = re.compile(rb'\bsi="(\d+)"')
OTHER_WORKBOOK = re.compile(rb"(?<![\w\]\[:])\[\d+\](?=[^\],):])")
TEXT_CELL = re.compile(rb'<c\b([^>]*\bt="s"[^>]*)>\s*<v>(\d+)</v>')
NUMBER_AS_TEXT = re.compile(r"\s*[+-]?\d[\d\s.,]*")
INLINE_NUMBER = re.compile(rb"<is><t[^>]*>\s*[+-]?\d[\d\s.,]*</t>")
FAR_CELL = re.compile(rb'<c\b[^>]*\br="([A-Z]{2,3})(\d+)"[^>]*>\s*<(?:v|is|f)\b')
FAR_REFERENCE = re.compile(rb'\br="[A-Z]{2,3}\d')
PERCENT_FORMATS = {9, 10}  # built into Excel


@dataclass
class Facts:
    """What one sheet holds; rows and columns count from 0.

    ``cells``: (row, column, fact), the fact being ``formula``, ``formula_blank`` (without a computed value),
    ``formula_external`` (reads another workbook), ``percent`` or ``text`` (a number typed as text).
    ``merged``: (first row, first column, last row, last column). ``width`` and ``height``: of the cells with a value.
    """

    cells: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    width: int = 0
    height: int = 0


def scan(path: Path) -> dict[str, Facts]:
    """The facts of each sheet of a workbook, under its name; raises whatever a malformed one provokes."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        percents = percent_styles(archive) if "xl/styles.xml" in names else set()
        numbers = numbers_as_text(archive) if "xl/sharedStrings.xml" in names else set()
        return {
            name: facts_of(archive, part, percents, numbers) for name, part in sheet_parts(archive) if part in names
        }


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part of the archive that holds it."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (calamine read it first)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    for sheet in book.iterfind(".//{*}sheet"):
        target = targets.get(next((v for n, v in sheet.items() if n.endswith("}id")), ""), "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def percent_styles(archive: zipfile.ZipFile) -> set[int]:
    """The cell styles (numbers of attribute ``s``) that show a percentage."""
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    formats = set(PERCENT_FORMATS)
    for form in styles.iterfind(".//{*}numFmt"):
        if "%" in form.get("formatCode", ""):
            formats.add(int(form.get("numFmtId", "0")))
    cells = styles.find("{*}cellXfs")
    return {
        number
        for number, style in enumerate(cells if cells is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    }


def numbers_as_text(archive: zipfile.ZipFile) -> set[int]:
    """The shared texts that are numbers, by their place in the workbook's list."""
    found = set()
    number, text = -1, ""
    with archive.open("xl/sharedStrings.xml") as content:
        for _, element in ElementTree.iterparse(content):  # noqa: S314
            if element.tag.endswith("}t"):
                text += element.text or ""
            elif element.tag.endswith("}si"):
                number += 1
                if NUMBER_AS_TEXT.fullmatch(text):
                    found.add(number)
                text = ""
                element.clear()
    return found


def facts_of(archive: zipfile.ZipFile, part: str, percents: set[int], numbers: set[int]) -> Facts:
    facts = Facts()
    external: set[bytes] = set()  # formulas of another workbook that further cells share
    percent = one_of(rb'<c\b([^>]*\bs="(?:', percents, rb')"[^>]*)>\s*(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?<v>')
    with archive.open(part) as content:
        for piece in with_references(pieces(content)):
            measure(piece, facts)
            read_formulas(piece, facts, external)
            note_all(percent, piece, "percent", facts)
            for match in TEXT_CELL.finditer(piece) if numbers else ():
                if int(match[2]) in numbers and (where := place(match[1])):
                    facts.cells.append((*where, "text"))
            note_inline_numbers(piece, facts)
            note_rows(piece, facts)
    return facts


def note_all(pattern: re.Pattern[bytes] | None, piece: bytes, fact: str, facts: Facts) -> None:
    for match in pattern.finditer(piece) if pattern else ():
        if where := place(match[1]):
            facts.cells.append((*where, fact))


def note_inline_numbers(piece: bytes, facts: Facts) -> None:
    if b'"inlineStr"' in piece:
        for match in INLINE_NUMBER.finditer(piece):
            if where := place(piece[piece.rfind(b"<c", 0, match.start()) : match.start()]):
                facts.cells.append((*where, "text"))


def note_rows(piece: bytes, facts: Facts) -> None:
    """Hidden rows and merged cells."""
    if b'hidden="' in piece:
        facts.hidden_rows += [int(match[1]) - 1 for match in HIDDEN_ROW.finditer(piece)]
    if b"<mergeCell" in piece:
        facts.merged += [
            (int(row) - 1, column_number(column), int(last_row) - 1, column_number(last_column))
            for column, row, last_column, last_row in MERGED.findall(piece)
        ]


def pieces(content: IO[bytes]) -> Iterator[bytes]:
    """The sheet's bytes in pieces that end where a row ends, without the prefix some writers give to each tag."""
    rest = b""
    prefix = None
    while block := content.read(PIECE):
        rest += block
        if prefix is None:
            found = re.search(rb"<(\w+:)?worksheet\b", rest)
            prefix = (found[1] if found else None) or b""
        end = rest.rfind(b"</" + prefix + b"row>")
        if end < 0:
            if len(rest) > LONGEST_ROW:
                raise ValueError("a row without an end")
            continue
        end += len(prefix) + 6
        yield without_prefix(rest[:end], prefix)
        rest = rest[end:]
    yield without_prefix(rest, prefix or b"")


def with_references(found: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with the place of each row and cell, which some writers leave to be counted."""
    first = next(found, b"")
    if not UNPLACED.search(first):
        yield first
        yield from found
        return
    row = column = 0

    def placed(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        stated = REFERENCE.search(match[2]) if match[1] == b"c" else ROW_REFERENCE.search(match[2])
        if match[1] == b"row":
            row, column = int(stated[1]) if stated else row + 1, 0
            return match[0] if stated else b'<row r="%d"%s' % (row, match[2])
        column = column_number(stated[1]) + 1 if stated else column + 1
        return match[0] if stated else b'<c r="%s%d"%s' % (letters(column - 1), row, match[2])

    for piece in (first, *found):
        yield ROW_OR_CELL.sub(placed, piece)


def without_prefix(piece: bytes, prefix: bytes) -> bytes:
    return piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else piece


def measure(piece: bytes, facts: Facts) -> None:
    """Note how far the cells with a value reach: the sheet's own dimension often lies."""
    last = max(piece.rfind(b"<v"), piece.rfind(b"<is"))
    if last >= 0 and (match := list(REFERENCE.finditer(piece, piece.rfind(b"<c", 0, last), last))):
        facts.height = max(facts.height, int(match[0][2]))
        facts.width = max(facts.width, column_number(match[0][1]) + 1)
    # Only the end of each row is looked at first: a sheet of few columns has no far cell to search for.
    if any(FAR_REFERENCE.search(row, max(len(row) - 300, 0)) for row in piece.split(b"</row>")):
        for match in FAR_CELL.finditer(piece):
            facts.width = max(facts.width, column_number(match[1]) + 1)


def read_formulas(piece: bytes, facts: Facts, external: set[bytes]) -> None:
    if b"<f" not in piece:
        return
    for match in CELL_WITH_FORMULA.finditer(piece):
        where = place(match[1])
        if where is None:
            continue
        shared = SHARED_FORMULA.search(match[2])
        is_external = OTHER_WORKBOOK.search(match[3] or b"") is not None
        if shared and is_external:
            external.add(shared[1])
        if is_external or (shared and shared[1] in external):
            facts.cells.append((*where, "formula_external"))
        else:
            is_computed = match[4] or (match[4] is not None and b't="str"' in match[1])
            facts.cells.append((*where, "formula" if is_computed else "formula_blank"))


def place(attributes: bytes) -> tuple[int, int] | None:
    """Row and column of a cell, from its attributes; None when they do not say."""
    match = REFERENCE.search(attributes)
    return (int(match[2]) - 1, column_number(match[1])) if match else None


def column_number(letters: bytes) -> int:
    """Column of letters A, B… AA, from 0."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def letters(number: int) -> bytes:
    """A, B… AA, of a column counted from 0."""
    found = b""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = bytes([65 + rest]) + found
    return found


def one_of(before: bytes, numbers: set[int], after: bytes) -> re.Pattern[bytes] | None:
    """A pattern for cells whose attribute or value is one of the numbers; None where there is none."""
    if not numbers:
        return None
    return re.compile(before + b"|".join(b"%d" % number for number in sorted(numbers)) + after)
