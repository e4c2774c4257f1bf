"""Workbooks of very many rows, written as text: building each cell would take longer than reading them."""

import io
import re
import zipfile

from tests.corpus.record import SHEET, Table, rows, without
from tests.corpus.xlsx import Sheet, packed, workbook

PAGE = "xl/worksheets/sheet1.xml"


def long_workbook(count: int, number: int = 23, **cells: object) -> bytes:
    """A 4W of ``count`` data rows without fault, all different by the number of people reached."""
    table = Table(without(rows(number, 1, **cells, reached=0), "adm1_name", "adm1_code", "adm2_name", "activity"))
    with zipfile.ZipFile(io.BytesIO(workbook(Sheet(SHEET, table.grid)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts[PAGE].decode()
    head, row, tail = re.split(r'(<row r="2">.*?</row>)', page)
    pattern = re.sub(r'r="([A-Z]*)2"', r'r="\1%(row)d"', row).replace(
        "<v>0</v></c></row>", "<v>%(reached)d</v></c></row>"
    )
    # The numbers are spread: a sheet that packs as well as one row repeated would be taken for a bomb.
    data = [pattern % {"row": number, "reached": number * 7919 % 1_000_003} for number in range(2, count + 2)]
    parts[PAGE] = "".join([head, *data, tail]).encode()
    return packed(parts)
