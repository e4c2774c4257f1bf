"""Who promised what, by when, done or not: one row a promise, no score and no ranking."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.printed_sheet import PrintedSheet, PrintedTable, printed_sheet
from dashboard.language import Translator
from dashboard.queries import build_information, zones_loaded
from dashboard.ui import export, filters
from dashboard.ui.directory import told
from dashboard.ui.directory_tables import day_cell, text_cell
from dashboard.ui.tables import plain, show
from dashboard.ui.view import origin_words
from dashboard.warehouse import Warehouse

ALL, LATE, UNTOLD = "all", "late", "untold"
SHOWN = 60  # lines on the page; the file holds all
WIDTHS = (38, 16, 16, 16, 14)


def choose(found: pd.DataFrame, _: Translator) -> tuple[str, str]:
    """Whose promises, and in which state."""
    known = found.drop_duplicates("organisation_id").set_index("organisation_id")["organisation"].to_dict()
    who = filters.select("promised_by", _("Organisation"), {ALL: _("All organisations"), **known}, ALL, _)
    states = {ALL: _("All states"), LATE: _("late"), **state_names(_)}
    return who, filters.select("promise", _("State"), states, ALL, _)


def narrowed(found: pd.DataFrame, who: str, state: str) -> pd.DataFrame:
    kept = found if who == ALL else found[found["organisation_id"] == who]
    if state == LATE:
        return kept[kept["is_late"]]
    return kept if state == ALL else kept[kept["status_code"].fillna(UNTOLD) == state]


def state_names(_: Translator) -> dict[str, str]:
    return {
        "done": _("done"),
        "ongoing": _("ongoing"),
        "not_done": _("not done"),
        "postponed": _("postponed"),
        UNTOLD: _("state not told"),
    }


def say_nothing_loaded(_: Translator) -> None:
    st.info(
        _("No commitment is loaded yet: fill in its template (python -m etl template commitments) and build again.")
    )


def panel(found: pd.DataFrame, who: str, warehouse: Warehouse, _: Translator) -> None:
    """The promises of one or all, and their files; ``who``: the organisation's name, empty for all."""
    if found.empty:
        st.info(_("No commitment is as you ask: widen the filters."))
        return
    show(table(found, _).head(SHOWN), alt=_("Commitments: who, what, by when, and what became of it"))
    if len(found) > SHOWN:
        st.caption(_("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(found)))
    if has_late(found):
        st.caption(_("Late: the due date is past on {day}, and nobody has said that it is done.",
                     day=_.day(day_of(warehouse))))  # fmt: skip
    is_demo = bool(build_information(warehouse)["is_demo"])
    name = export.file_name(is_demo, *([code(who)] if who else []), kind="engagements")
    if who:
        today = datetime.now(UTC).date()
        sheet = sheet_of(found, who, warehouse, today, _)
        export.download(_("Sheet to print (A4)"), lambda: printed_sheet(sheet), f"{name}.html", "text/html", True)
    export.table(exported(found, who, warehouse, _), name, _, "commitments:")


def code(name: str) -> str:
    """A name as it may stand in a file's."""
    return "".join(mark if mark.isalnum() else "-" for mark in name).strip("-")


def has_late(found: pd.DataFrame) -> bool:
    return bool(found["is_late"].any())


def day_of(warehouse: Warehouse) -> date:
    return zones_loaded(warehouse)["day"] or build_information(warehouse)["built_at"].date()


def state_words(row: dict, _: Translator) -> str:
    state = state_names(_)[UNTOLD if pd.isna(row["status_code"]) else row["status_code"]]
    if row["status_code"] == "done" and pd.notna(row["done_date"]):
        return _("done on {day}", day=_.day(row["done_date"]))
    return _("{state}, late", state=state) if row["is_late"] else state


def meeting_words(row: dict, _: Translator) -> str:
    return _.day(row["meeting_date"]) if pd.notna(row["meeting_date"]) else _.period(row["period"])


def due_words(row: dict, _: Translator) -> str:
    return _.day(row["due_date"]) if pd.notna(row["due_date"]) else _("no date")


def headings(_: Translator) -> list[str]:
    return [_("Commitment"), _("Area"), _("Meeting"), _("Due"), _("State")]


def cells(row: dict, _: Translator) -> tuple[str, ...]:
    area = row["area"] or _("whole country")
    return row["commitment"], area, meeting_words(row, _), due_words(row, _), state_words(row, _)


def table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One line a promise; late ones in bold letters, and in words."""
    who = [_("Organisation")] if "organisation" in found else []
    rows = []
    for row in found.to_dict("records"):
        *first, state = map(plain, cells(row, _))
        shown = f"**{state}**" if row["is_late"] else state
        rows.append((*([plain(told(row["organisation"]))] if who else []), *first, shown))
    return pd.DataFrame(rows, columns=[*who, *headings(_)])


def sheet_of(found: pd.DataFrame, who: str, warehouse: Warehouse, today: date, _: Translator) -> PrintedSheet:
    """The promises of one organisation on one A4 page."""
    information = build_information(warehouse)
    rows = [cells(row, _) for row in found.to_dict("records")]
    warnings = [_("FICTITIOUS DATA – demonstration")] if information["is_demo"] else []
    return PrintedSheet(
        title=_("Commitments of {organisation}", organisation=who),
        warnings=[*warnings, _("For {organisation} and the coordination", organisation=who)],
        facts=[_("Edited on {today}; late means late on {day}.", today=_.day(today), day=_.day(day_of(warehouse)))],
        tables=[PrintedTable(_("What was promised"), headings(_), rows, WIDTHS, _("Nothing was promised."))],
        notes=[_("One line a commitment, as it was last told; no score and no ranking."), origin_words(information, _)],
        language=_.language,
    )


def exported(found: pd.DataFrame, who: str, warehouse: Warehouse, _: Translator) -> Table:
    information = build_information(warehouse)
    names = state_names(_)
    tags = ("#activity+commitment", "#adm+name", "#date+meeting", "#date+due", "#status")
    columns = [
        *([Column(_("Organisation"), "#org")] if "organisation" in found else []),
        *map(Column, headings(_), tags),
        Column(_("Done on"), "#date+done"),
        Column(_("Late"), "#status+late"),
        Column(_("Comment as received"), "#description"),
    ]
    rows = [
        (
            *([text_cell(row["organisation"])] if "organisation" in found else []),
            row["commitment"],
            row["area"],
            day_cell(row["meeting_date"]) or row["period"],
            day_cell(row["due_date"]),
            names[UNTOLD if pd.isna(row["status_code"]) else row["status_code"]],
            day_cell(row["done_date"]),
            _("late") if row["is_late"] else "",
            text_cell(row["comment"]),
        )
        for row in found.to_dict("records")
    ]
    facts = [
        *export.nature(bool(information["is_demo"]), _),
        *([(_("Organisation"), who)] if who else []),
        (_("As of"), _.day(day_of(warehouse))),
        (_("Source"), origin_words(information, _)),
        export.internal(_),
    ]
    return Table(_("Commitments"), columns, rows, facts)


def own(found: pd.DataFrame, whose: str, warehouse: Warehouse, _: Translator) -> None:
    """What the reader's own organisation promised."""
    st.subheader(_("What we promised"), anchor=False)
    if found.empty:
        st.markdown(_("No commitment that was loaded names you."))
        return
    panel(found, whose, warehouse, _)
