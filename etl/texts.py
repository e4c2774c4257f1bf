"""Mend what is wrong with a text and cannot be seen: invisible marks, accents damaged by a wrong encoding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import ftfy
import pyarrow as pa
import pyarrow.compute as pc

LONGEST_CELL = 32_767  # characters: what Excel holds

# Names are compared and counted: an invisible mark in one would make it another.
MENDED_ROLES = frozenset(
    {
        "organisation", "organisation_name", "organisation_type", "to_organisation", "implementing_partner", "donor",
        "sector", "subsector", "adm1_name", "adm1_code", "adm2_name", "adm2_code", "locality", "site_name", "service",
        "to_adm1_name", "to_adm1_code", "to_adm2_name", "to_adm2_code", "from_service", "to_service", "case_status",
        "referral_status", "risk_level", "concern", "priority", "sex",
        "age_group", "disability", "period", "activity", "status",
    }
)  # fmt: skip
# Zero-width and direction marks; a soft hyphen; control marks. Written escaped: they would not be seen here either.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The same and the marks of damaged accents, as bytes, to find at once whether a column holds any.
SUSPECT = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa9]|\xef\xbb\xbf|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    rb"|\xc3[\x82\x83]|\xc3\xa2\xe2\x82\xac|\xc3\x85\xe2\x80|\xc3\xaf\xc2\xbb\xc2\xbf|\xef\xbf\xbd"
)


@dataclass(frozen=True)
class Change:
    """A cell whose text was mended: ``code`` says why."""

    row: int
    raw: str
    clean: str
    code: str


def mended(rows: pa.Array, values: pa.ChunkedArray) -> tuple[pa.ChunkedArray, list[Change]]:
    """The texts mended, and what was changed; ``rows`` are their row numbers."""
    if not any(is_suspect(chunk) for chunk in values.chunks):
        return values, []
    changes, clean = [], []
    known: dict[str, tuple[str, str]] = {}
    for row, value in zip(rows.to_pylist(), values.to_pylist(), strict=True):
        if value is not None:
            if value not in known:
                known[value] = mended_text(value)
            text, code = known[value]
            if code:
                changes.append(Change(row, value, text, code))
            value = text
        clean.append(value)
    return pa.chunked_array([pa.array(clean, pa.string())]), changes


def is_suspect(chunk: pa.Array) -> bool:
    data = chunk.buffers()[2]
    return data is not None and SUSPECT.search(data) is not None


def mended_text(text: str) -> tuple[str, str]:
    """The text as it should be, and the code of what was mended ("" for nothing)."""
    mended, code = mended_once(text)
    while (again := mended_once(mended))[1]:  # what was invisible may have hidden damage
        mended, code = again[0], max(code, again[1])
    return mended, code


def mended_once(text: str) -> tuple[str, str]:
    """The text as it should be, and the code of what was mended ("" for nothing)."""
    # Accents first: half of a damaged one may be an invisible mark.
    repaired = ftfy.fix_encoding(text)
    visible = INVISIBLE.sub("", repaired)
    if repaired != text:
        return visible, "text_repaired"
    return (visible, "text_cleaned") if visible != text else (text, "")


def shortened(rows: pa.Array, values: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Row number and text of the cells that are too long."""
    if (pc.max(pc.binary_length(values)).as_py() or 0) > LONGEST_CELL:
        long = pc.fill_null(pc.greater(pc.utf8_length(values), LONGEST_CELL), False)
        yield from zip(rows.filter(long).to_pylist(), values.filter(long).to_pylist(), strict=True)
