"""Blank workbooks that partners fill in: known headings, HXL tags, drop-down lists, and a sheet that explains them."""

from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from etl.headings import reference_rows
from etl.messages import say

SCHEME = "cod_v02"  # the boundaries in force: a blank workbook is for the months to come
FIRST_ROW, LAST_ROW = 2, 5_001  # rows to fill in, counted from 0: below the headings and the tags
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NUMBER_FORMATS = {"date": "dd/mm/yyyy", "count": "0", "degrees": "0.00000", "amount": "0.00"}
LONGEST_HINT = 255  # characters that Excel shows beside a cell

ColumnOfTemplate = dict[str, Any]


@cache
def templates() -> dict[str, Any]:
    """What templates.yaml says: ``kinds``, ``columns`` and ``lists``."""
    return yaml.safe_load(Path(__file__).with_name("templates.yaml").read_text(encoding="utf-8"))


def columns(kind: str) -> list[ColumnOfTemplate]:
    """The columns of a kind of source in their order, each with its role."""
    described = templates()["columns"]
    return [{"role": name} | described[name] for name in templates()["kinds"][kind]["columns"]]


def headings(roles: str, language: str) -> str:
    """The headings of roles separated by commas; ``place`` is any of a place's."""
    described = templates()["columns"]
    names = ("adm1_name" if role == "place" else role for role in roles.split(", "))
    return ", ".join(described[name][language] if name in described else name for name in names)


def choices(name: str, language: str) -> list[str]:
    """The texts of a drop-down list."""
    level, _, part = name.partition("_")
    if level in ("adm1", "adm2"):
        areas = [row for row in reference_rows("areas.csv") if row["scheme"] == SCHEME and row["level"] == level]
        return sorted(row["pcode" if part == "codes" else "name"] for row in areas)
    if name in ("case_measures", "sector_measures"):
        return [row[f"label_{language}"] for row in reference_rows(f"{name}.csv")]
    if name in ("sectors", "services", "organisation_types", "lesson_contexts"):
        return [row[f"name_{language}"] for row in reference_rows(f"{name}.csv")]
    return templates()["lists"][name][language]


def example(column: ColumnOfTemplate, language: str) -> str:
    """What a column may hold; the first choice where it has a list. The examples of a sheet make one valid row."""
    stated = column.get(f"example_{language}", column.get("example"))
    return choices(column["list"], language)[0] if stated is None else str(stated)


def write(kind: str, language: str, out: Path) -> Path:
    """Write the blank workbook of a kind of source and return its path."""
    out.mkdir(parents=True, exist_ok=True)
    described = templates()["kinds"][kind]
    path = out / described["file"][language]
    with path.open("wb") as target, xlsxwriter.Workbook(target, OPTIONS | {"in_memory": True}) as book:
        sheet = book.add_worksheet(described["sheet"][language])
        explain(book.add_worksheet(say("template_readme", language)), book, kind, language)
        lists = write_lists(book, kind, language)
        write_sheet(sheet, book, kind, language, lists)
    return path


def write_sheet(sheet: Worksheet, book: Workbook, kind: str, language: str, lists: dict[str, str]) -> None:
    """The sheet to fill in; each column takes its list, or the rule of its type."""
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E2F3", "border": 1})
    tag = book.add_format({"italic": True, "font_color": "#595959"})
    formats: dict[str | None, Format] = {
        name: book.add_format({"num_format": NUMBER_FORMATS.get(name, "@")}) for name in (*NUMBER_FORMATS, "text")
    }
    for position, column in enumerate(columns(kind)):
        sheet.write_string(0, position, column[language], heading)
        sheet.write_string(1, position, column["tag"], tag)
        # Text unless said otherwise: Excel would turn “mars 2025” or “5-11” into a date of its own.
        sheet.set_column(position, position, 20, formats[column.get("type", "text")])
        hint = column[f"says_{language}"]
        if sample := example(column, language):
            hint = say("template_hint", language, hint, sample)
        rule = {"input_message": hint[:LONGEST_HINT], "ignore_blank": True} | rule_of(column, language, lists)
        sheet.data_validation(FIRST_ROW, position, LAST_ROW, position, rule)
    sheet.freeze_panes(FIRST_ROW, 0)


def rule_of(column: ColumnOfTemplate, language: str, lists: dict[str, str]) -> dict[str, Any]:
    """What Excel checks in a column. It warns and never forbids: the loader knows more spellings than the lists."""
    warning = {"error_type": "warning", "error_message": say("template_warning", language)}
    match column:
        case {"list": name}:
            return {"validate": "list", "source": lists[name], **warning}
        case {"type": "count"}:
            return {"validate": "integer", "criteria": ">=", "value": 0, **warning}
        case {"type": "amount"}:
            return {"validate": "decimal", "criteria": ">=", "value": 0, **warning}
        case {"type": "degrees"}:
            return {"validate": "decimal", "criteria": "between", "minimum": -180, "maximum": 180, **warning}
    return {"validate": "any"}


def write_lists(book: Workbook, kind: str, language: str) -> dict[str, str]:
    """The choices on a hidden sheet, a list a column; returns the range of each list."""
    sheet = book.add_worksheet(say("template_lists", language))
    ranges = {}
    names = dict.fromkeys(column["list"] for column in columns(kind) if "list" in column)
    for position, name in enumerate(names):
        texts = choices(name, language)
        sheet.write_string(0, position, str(position + 1))  # a name here would be a heading that the loader knows
        sheet.write_column(1, position, texts)
        letter = xl_col_to_name(position)
        ranges[name] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(texts) + 1}"
    sheet.hide()
    return ranges


def explain(sheet: Worksheet, book: Workbook, kind: str, language: str) -> None:
    """What to do with the workbook, then a line for each column: heading, meaning, example."""
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 2, 40)
    for row, code in enumerate(("template_about", "template_rows", "template_privacy")):
        sheet.write_string(row, 0, say(code, language), bold if row == 0 else None)
    for position, code in enumerate(("template_column", "template_meaning", "template_example")):
        sheet.write_string(4, position, say(code, language), bold)
    for row, column in enumerate(columns(kind), start=5):
        sheet.write_string(row, 0, column[language], bold)
        sheet.write_string(row, 1, column[f"says_{language}"], wrapped)
        sheet.write_string(row, 2, example(column, language), wrapped)
