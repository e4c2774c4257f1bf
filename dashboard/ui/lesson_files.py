"""The files of the page on lessons: a table of those shown, the blank template, and the register as it is."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import lesson_book
from dashboard.exports import Column, Table
from dashboard.language import Translator
from dashboard.queries import build_information, lessons
from dashboard.ui import context, export, lesson_words
from dashboard.ui.export import XLSX, whole
from dashboard.ui.lesson_words import Names, result_names
from dashboard.ui.view import origin_words
from dashboard.warehouse import Warehouse


def exported(found: pd.DataFrame, view: list[str], warehouse: Warehouse, names: Names, _: Translator) -> Table:
    """The lessons as the page shows them, one a line; comments and sources for the coordination alone."""
    information = build_information(warehouse)
    is_internal = context.may_see_sources()
    columns = [
        Column(_("Lesson date"), "#date+lesson"),
        Column(_("Organisation"), "#org"),
        Column(_("Lesson"), "#lesson+title"),
        Column(_("Context"), "#context+type"),
        Column(_("What was tried"), "#lesson+tried"),
        Column(_("What came of it"), "#lesson+result"),
        Column(_("Did it work?"), "#status"),
        Column(_("Service"), "#service"),
        Column(_("Sectors"), "#sector"),
        Column(_("Place"), "#adm+name"),
        Column(_("P-code"), "#adm+code"),
        Column(_("Indicators"), "#indicator+code"),
        Column(_("Number of reuses"), "#meta+reuse+num"),
        Column(_("Reused by"), "#org+reuse"),
        *((Column(_("Source"), "#meta+source"), Column(_("Comment as received"), "#description")) * is_internal),
    ]
    rows = [
        (
            row["lesson_date"].isoformat(),
            row["organisation"],
            row["title"],
            names.contexts.get(row["context_code"]),
            row["tried"],
            row["result"],
            result_names(_)[row["result_kind"]],
            names.services.get(row["service_code"]),
            lesson_words.sectors(row, names) or None,
            lesson_words.place(row, _),
            text(row["pcode"]),
            lesson_words.indicators(row, names) or None,
            whole(row["reuse_count"]),
            text(row["reused_by"]),
            *((text(row["source"]), text(row["comment"])) if is_internal else ()),
        )
        for row in found.to_dict("records")
    ]
    facts = [
        *export.nature(bool(information["is_demo"]), _),
        (_("View"), "; ".join(view) or _("all lessons")),
        (_("Source"), origin_words(information, _)),
        *([export.internal(_)] if is_internal else []),
    ]
    return Table(_("Lessons learned"), columns, rows, facts)


def panel(found: pd.DataFrame, view: list[str], warehouse: Warehouse, names: Names, _: Translator) -> None:
    is_demo = bool(build_information(warehouse)["is_demo"])
    export.table(exported(found, view, warehouse, names, _), export.file_name(is_demo, kind="lecons"), _, "lessons:")


def offer_editing(warehouse: Warehouse, _: Translator) -> None:
    """How a lesson is added or mended: by a workbook, as every other source."""
    st.subheader(_("Tell a lesson, or mend one"), anchor=False)
    is_internal = context.may_see_sources()
    st.markdown(
        _(
            "Fill in the template, or mend a line of the register (same organisation, same title, a later date), "
            "check the workbook on the page “Data”, and put it among the sources: it counts from the next build."
        )
        if is_internal
        else _("Fill in the template and send it to the coordination: what did not work is as welcome as what did.")
    )
    with st.container(horizontal=True):
        name = _("template_lessons.xlsx")
        export.download(_("Blank template (XLSX)"), lambda: lesson_book.blank(_.language), name, XLSX)
        if is_internal and not lessons(warehouse).empty:
            is_demo = bool(build_information(warehouse)["is_demo"])
            name = export.file_name(is_demo, _.language, kind="registre-lecons") + ".xlsx"
            export.download(_("Register as it is (XLSX)"), lambda: register(warehouse, _), name, XLSX)


def register(warehouse: Warehouse, _: Translator) -> bytes:
    """The whole register in the template: loaded again, it says the same."""
    names = lesson_words.names_of(warehouse, _)
    return lesson_book.filled(_.language, [told(row, names, _) for row in lessons(warehouse).to_dict("records")])


def told(row: dict, names: Names, _: Translator) -> dict[str, str | int | date | None]:
    """A lesson by the tags of the template, in the words of its lists."""
    is_fine = row["level"] == "adm2"
    return {
        "#date+lesson": row["lesson_date"],
        "#org+acronym": row["organisation"],
        "#lesson+title": row["title"],
        "#context+type": names.contexts.get(row["context_code"]),
        "#lesson+tried": row["tried"],
        "#lesson+result": row["result"],
        "#status": result_names(_)[row["result_kind"]],
        "#service": names.services.get(row["service_code"]),
        "#sector": lesson_words.sectors(row, names),
        "#indicator+code": "; ".join(lesson_words.codes(row["indicators"])),
        "#adm1+name": text(row["adm1_name"]),
        "#adm1+code": text(row["adm1_pcode"]),
        "#adm2+name": row["area"] if is_fine else None,
        "#adm2+code": row["pcode"] if is_fine else None,
        "#meta+reuse+num": whole(row["reuse_count"]),
        "#org+reuse": text(row["reused_by"]),
        "#meta+source": text(row["source"]),
        "#description": text(row["comment"]),
    }


def text(value: object) -> str | None:
    return None if pd.isna(value) else str(value)
