"""Cases 75 to 90: files made to hurt, by chance or on purpose, and data that must never be here."""

import random
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from tests.corpus import old_formats
from tests.corpus.record import (
    SHEET,
    Case,
    Counts,
    Expected,
    File,
    Remark,
    Table,
    book,
    case,
    month,
    refused,
    rows,
    varied,
)
from tests.corpus.xlsx import MACRO_TYPE, Sheet, packed, workbook
from tests.factories import delimited, site

PAGE = "xl/worksheets/sheet1.xml"
CHILDREN = ("Ngaïssona Bertille", "Yakité Firmin", "Zoungaro Prisca")  # invented; none of it may come back
CASE_FILE_HEADINGS = ["ID", "Nom", "Date de naissance", "Sexe", "Téléphone", "Préfecture", "Organisation", "Secteur"]


def formulas_as_text() -> Case:
    texts = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1+1"]
    table = Table(varied(rows(75, 6), "activity", texts))
    query = f"SELECT activity FROM core.activities WHERE period = '{month(75)}' ORDER BY row"
    return case(75, "formulas_as_text", book(table, "A"), facts=((query, tuple((text.strip(),) for text in texts)),))


def sites(number: int, names: Sequence[str]) -> Case:
    """Site names that some program might run; all are kept to the letter."""
    table = Table([site(period=month(number), site_name=name) for name in names])
    query = f"SELECT site_name FROM core.service_sites WHERE period = '{month(number)}' ORDER BY row"
    name = "markup_in_names" if number == 76 else "sql_in_names"
    return case(number, name, book(table, "A"), facts=((query, tuple((text,) for text in names)),))


def altered(number: int, parts: Mapping[str, bytes]) -> bytes:
    """A workbook some of whose parts are replaced by others."""
    with zipfile.ZipFile(BytesIO(Table(rows(number)).xlsx()())) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    return packed(own | parts)


def zip_bomb() -> Case:
    return case(77, "zip_bomb", refused(".xlsx", lambda: altered(77, {PAGE: bytes(60_000_000)}), "file_too_large"))


def entity_bomb() -> Case:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "boum">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>'
    )
    expected = Expected("F", one_of=("file_unreadable", "file_not_workbook"))
    return case(78, "entity_bomb", File(".xlsx", lambda: altered(78, {PAGE: page.encode()}), expected))


def escaping_names() -> Case:
    return case(79, "escaping_names", refused(".xlsx", altered(79, {"../../maillage.txt": b"x"}), "file_unsafe"))


def other_contents() -> Case:
    page = "<html><body><table><tr><td>Organisation</td></tr></table></body></html>"
    texts = (
        page.encode(),
        delimited(Table(rows(80)).grid),
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    )
    return case(80, "other_contents", *(refused(".xlsx", text, "file_not_workbook") for text in texts))


def truncated() -> Case:
    content = Table(rows(81, 5)).xlsx()()
    return case(81, "truncated", refused(".xlsx", content[: len(content) * 2 // 3], "file_not_workbook"))


def macros() -> Case:
    content = Table(rows(84)).xlsx(content_type=MACRO_TYPE, more={"xl/vbaProject.bin": bytes(600)})
    renamed = Table(rows(95)).xlsx(content_type=MACRO_TYPE, more={"xl/vbaProject.bin": bytes(600)})
    return case(84, "macros", refused(".xlsm", content, "file_macros"), refused(".xlsx", renamed, "file_macros"))


def hostile_name() -> Case:
    # A slash cannot be in a name; the rest of a path can, and so can marks that reverse what follows them.
    name = "85_..\\..\\x\u202egpj.exe\x07\u200f" + "n" * 180 + ".xlsx"
    return case(85, "hostile_name", book(Table(rows(85)), "A", name=name))


def too_wide() -> Case:
    table = Table(rows(86))
    wide = table.with_grid([[*table.grid[0], *(f"Colonne {n}" for n in range(10_000))], *table.grid[1:]])
    return case(86, "too_wide", refused(".xlsx", wide.xlsx(), "file_too_wide"))


def very_long_cell() -> Case:
    # By chance: a workbook of one letter repeated would pack as well as a bomb.
    letters = "".join(random.Random(87).choices("abcdefghijklmnopqrstuvwxyz ", k=1_048_576))
    table = Table(varied(rows(87), "activity", ["Action 1", letters, "Action 3"]))
    text = Table(varied(rows(96), "activity", ["Action 1", letters, "Action 3"]))
    sheets = {"": Counts(2, 1, {"heading": 1})}
    expected = Expected("R", (text.remark("cell_too_long", "activity", 3, ""),), sheets)
    return case(
        87,
        "very_long_cell",
        File(".csv", lambda: delimited(text.grid), expected),
        book(table, "R", [table.remark("cell_too_long", "activity", 3)], 1),
    )


def invisible_characters() -> Case:
    data = varied(rows(88), "adm2_name", ["Bam\u200bbari", "\u202eBakala", "Grimari"])
    table = Table(varied(data, "organisation", ["ACF", "ACF", "UNI\u200dCEF"]))
    remarks = [
        table.remark("text_cleaned", "adm2_name", 2),
        table.remark("text_cleaned", "adm2_name", 3),
        table.remark("text_cleaned", "organisation", 4),
    ]
    query = f"SELECT organisation_id, adm2_pcode FROM core.activities WHERE period = '{month(88)}' ORDER BY row"
    read = (("acf", "CF431"), ("acf", "CF432"), ("unicef", "CF433"))
    return case(88, "invisible_characters", book(table, "AW", remarks), facts=((query, read),))


def personal_data() -> Case:
    grid = [
        CASE_FILE_HEADINGS,
        ["BGF-2025-0141", CHILDREN[0], "03/02/2012", "F", "72 11 22 33", "Ouaka", "ACF", "Protection de l'enfance"],
        ["BGF-2025-0142", CHILDREN[1], "14/09/2010", "M", "75 44 55 66", "Ouaka", "ACF", "Protection de l'enfance"],
        ["BGF-2025-0143", CHILDREN[2], "21/12/2014", "F", "70 77 88 99", "Kémo", "ACF", "Protection de l'enfance"],
    ]
    secrets = tuple(cell for row in grid[1:] for cell in row[:5] if len(cell) > 1)
    expected = Expected("F", (Remark("personal_data_refused", SHEET),), never=secrets)
    return case(90, "personal_data", File(".xlsx", lambda: workbook(Sheet(SHEET, grid)), expected))


CASES = (
    formulas_as_text(),
    sites(76, ["<script>alert(1)</script>", "**École** [x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]),
    zip_bomb(),
    entity_bomb(),
    escaping_names(),
    other_contents(),
    truncated(),
    case(82, "no_bytes", refused(".xlsx", b"", "file_empty")),
    case(83, "password", refused(".xlsx", old_formats.password_workbook, "file_locked")),
    macros(),
    hostile_name(),
    too_wide(),
    very_long_cell(),
    invisible_characters(),
    sites(89, ["'); DROP TABLE core.service_sites; --", 'École "1"; SELECT 1', "x' OR '1'='1"]),
    personal_data(),
)
