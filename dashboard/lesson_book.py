"""The register of lessons as a workbook that one mends and sends back: the template, blank or filled."""

import io
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from dashboard.child_process import secluded

COMMAND = (sys.executable, "-m", "etl", "template", "lessons")
TIMEOUT = 60  # seconds
TAGS_ROW, FIRST_ROW = 2, 3  # of the template, counted from 1


class NoTemplate(Exception):
    """The template could not be made: a full disk, a machine out of breath."""


@cache
def blank(language: str) -> bytes:
    """The blank template, with its lists, as the build's own command writes it. Raises :class:`NoTemplate`."""
    with tempfile.TemporaryDirectory(prefix="maillage-lessons-") as folder:
        try:
            subprocess.run(
                [*COMMAND, "--out", folder, "--lang", language],
                **secluded({}),
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT,
                check=True,
            )
            (path,) = Path(folder).glob("*.xlsx")
            return path.read_bytes()
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            raise NoTemplate from error


def filled(language: str, rows: Sequence[Mapping[str, str | int | date | None]]) -> bytes:
    """The template with a row for each of ``rows``, whose keys are HXL tags of the template. Raises
    :class:`NoTemplate`."""
    from openpyxl import load_workbook  # a tenth of a second that no page should wait for

    book = load_workbook(io.BytesIO(blank(language)))
    sheet = book.worksheets[0]
    tags = [cell.value for cell in sheet[TAGS_ROW]]
    for number, row in enumerate(rows, start=FIRST_ROW):
        for position, tag in enumerate(tags, start=1):
            value = row.get(str(tag))
            if value is None or value == "":
                continue
            cell = sheet.cell(number, position)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with an equals sign stays a text
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
