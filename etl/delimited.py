"""Read a CSV in the encodings and with the separators that Excel writes. Runs in the reading process."""

import csv
import io
from pathlib import Path

import pyarrow as pa

from etl.grid import Unreadable

END = "\x1f"  # stands alone in the last row unless a quotation mark above it is still open
LONGEST_CELL = 10_000_000  # characters


def table_of_text(path: Path) -> tuple[pa.Table, str | None]:
    """A delimited text file as a grid, and its encoding if not UTF-8; its separator is the one most lines agree on."""
    text, encoding = decoded(path.read_bytes())
    if "\0" in text:
        raise Unreadable("file_not_text")
    if not text.strip():
        return pa.table({}), None
    csv.field_size_limit(LONGEST_CELL)
    sample = text[:20_000]
    separator = max(";\t|,", key=lambda mark: (min_per_line(sample, mark), sample.count(mark)))
    rows = delimited(text, separator)
    width = max(map(len, rows))
    table = pa.table(
        {
            f"c{column}": pa.array(
                [row[column] if column < len(row) and row[column] else None for row in rows], pa.string()
            )
            for column in range(width)
        }
    )
    return table, encoding


def delimited(text: str, separator: str) -> list[list[str]]:
    # StringIO and not splitlines(), which also ends a row at U+2028, at a vertical tab and at their like.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        if "end of data" in str(error):
            raise Unreadable("file_csv_quotes", str(len(rows) + 1)) from error
        # a quotation mark in the middle of a text, as people type it
        *rows, last = csv.reader(io.StringIO(f"{text.rstrip()}\n{END}\n", newline=""), delimiter=separator)
        if last != [END]:
            raise Unreadable("file_csv_quotes", str(len(rows) + 1)) from error
    return rows


def min_per_line(sample: str, mark: str) -> int:
    lines = [line for line in sample.splitlines()[:10] if line.strip()]
    return min((line.count(mark) for line in lines), default=0)


def decoded(content: bytes) -> tuple[str, str | None]:
    """Text of a file in one of the encodings that Excel writes, and which it was if not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"
