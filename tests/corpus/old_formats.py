"""Workbooks of other formats: .xls and a password file (both are OLE files), .ods and .xlsb.

Each holds just enough for a reader that opens it, or that must refuse it, to know what it is.
"""

import struct
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.corpus.xlsx import DECLARATION, packed

SECTOR = 512
END_OF_CHAIN, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST_STREAM = 4096  # below it a stream would go into the mini stream, which we do without
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

Grid = Sequence[Sequence[object]]


def xls(sheets: Mapping[str, Grid]) -> bytes:
    """An Excel 97 workbook of texts and numbers."""
    globals_start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    globals_start += record(0x0042, struct.pack("<H", 1200))
    names = [bytes([len(name), 1]) + name.encode("utf-16-le") for name in sheets]
    offset = len(globals_start) + sum(4 + 6 + len(name) for name in names) + len(record(0x000A, b""))
    bounds, pages = b"", b""
    for name, rows in zip(names, sheets.values(), strict=True):
        bounds += record(0x0085, struct.pack("<IBB", offset + len(pages), 0, 0) + name)
        pages += xls_page(rows)
    return ole({"Workbook": globals_start + bounds + record(0x000A, b"") + pages})


def xls_page(rows: Grid) -> bytes:
    width = max(map(len, rows))
    page = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    page += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            where = struct.pack("<HHH", number, place, 0)
            if isinstance(value, str) and value:
                page += record(0x0204, where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            elif isinstance(value, int | float):
                page += record(0x0203, where + struct.pack("<d", value))
    return page + record(0x000A, b"")


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def password_workbook() -> bytes:
    """What Excel writes for a workbook with a password: an OLE file that holds the encrypted package."""
    description = (
        f'{DECLARATION}<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption">'
        '<keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
        'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="MDEyMzQ1Njc4OWFiY2RlZg=="/></encryption>'
    )
    package = bytes(range(256)) * 32
    return ole(
        {
            "EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + description.encode(),
            "EncryptedPackage": struct.pack("<Q", len(package)) + package,
        }
    )


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file: its header, its table of sectors, its directory, and the streams one after the other."""
    # Zeros after a stream's last byte do no harm to those who read it: records end by themselves.
    contents = [content.ljust(max(SMALLEST_STREAM, sectors(content) * SECTOR), b"\0") for content in streams.values()]
    total = sum(sectors(content) for content in contents)
    directory_sectors = sectors(bytes(128 * (len(streams) + 1)))
    table_sectors = 1
    while table_sectors * SECTOR // 4 < table_sectors + directory_sectors + total:
        table_sectors += 1
    table = [FAT_SECTOR] * table_sectors + chain(table_sectors, directory_sectors)
    directory = entry("Root Entry", 5, END_OF_CHAIN, 0, child=1)
    for number, (name, content) in enumerate(zip(streams, contents, strict=True), start=1):
        following = number + 1 if number < len(contents) else FREE
        directory += entry(name, 2, len(table), len(content), right=following)
        table += chain(len(table), sectors(content))
    table += [FREE] * (table_sectors * SECTOR // 4 - len(table))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<IIIIIIIII", 0, table_sectors, table_sectors, 0, SMALLEST_STREAM, END_OF_CHAIN, 0, END_OF_CHAIN, 0
    )
    places = [*range(table_sectors), *[FREE] * (109 - table_sectors)]
    header += struct.pack("<109I", *places)
    return (
        header
        + struct.pack(f"<{len(table)}I", *table)
        + directory.ljust(directory_sectors * SECTOR, b"\0")
        + b"".join(contents)
    )


def sectors(content: bytes) -> int:
    return -(-len(content) // SECTOR)


def chain(first: int, count: int) -> list[int]:
    """The table's entries for ``count`` sectors that follow one another from ``first``."""
    return [*range(first + 1, first + count), END_OF_CHAIN]


def entry(name: str, kind: int, start: int, size: int, right: int = FREE, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def ods(sheets: Mapping[str, Grid]) -> bytes:
    """An OpenDocument workbook of texts and numbers."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{DECLARATION}<office:document-content xmlns:office="{namespace}:office:1.0" '
        f'xmlns:table="{namespace}:table:1.0" xmlns:text="{namespace}:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{namespace}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return packed(
        {"mimetype": ODS_TYPE.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def ods_cell(value: object) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def xlsb() -> bytes:
    """A binary workbook, as far as its list of parts goes: it is refused before anything else of it is read."""
    types = (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), "xl/workbook.bin": bytes(64)})
