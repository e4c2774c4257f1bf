"""The directory of one sub-prefecture, to print on one A4 page."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard.figures.directory_areas import directory_areas
from dashboard.figures.printed_sheet import PrintedSheet, PrintedTable, printed_sheet
from dashboard.filters import Directory
from dashboard.language import Translator
from dashboard.ui import export, filters
from dashboard.ui.directory import ALL, Words, audience_words, state_words, told
from dashboard.ui.tables import plain


def choose_place(areas: pd.DataFrame, chosen: Directory, _: Translator) -> pd.Series | None:
    """The sub-prefecture of the sheet: that of the filters, else the first that has a site; None where none has."""
    known = areas[(areas["level"] == "adm2") & (areas["sites"] > 0)].set_index("pcode")
    if known.empty:
        st.info(_("No site is known to lie in a sub-prefecture: there is no sheet to print."))
        return None
    first = chosen.adm2 if chosen.adm2 in known.index else known.index[0]
    name = filters.area_names(_, chosen.scheme)["adm2"]
    code = filters.select_here("place", name, known["name"].to_dict(), first, _, width=320)
    return known.loc[code]


def panel(sites: pd.DataFrame, place: pd.Series, view: Words, _: Translator) -> None:
    """What the sheet holds, and the button that makes it."""
    today = datetime.now(UTC).date()
    sheet = sheet_of(sites, place, view, today, _)
    valid, apart = (len(table.rows) for table in sheet.tables)
    st.markdown(
        _(
            "**{place}**: {valid} lines that hold, {apart} apart that do not, on one A4 page in black and white.",
            place=plain(place["name"]),
            valid=_.number(valid),
            apart=_.number(apart),
        )
    )
    if view.are_named:
        st.caption(_("It names sites and how to reach them: for those who refer children, not for a wall."))
    name = export.file_name(view.is_demo, str(place.name), kind="fiche")
    export.download(_("Sheet to print (A4)"), lambda: printed_sheet(sheet), f"{name}.html", "text/html", is_main=True)


def sheet_of(sites: pd.DataFrame, place: pd.Series, view: Words, today: date, _: Translator) -> PrintedSheet:
    """``sites``: those of the place, whatever the other filters. Named for the coordination, counted for all others."""
    tables = named_tables(sites, _) if view.are_named else counted_tables(sites, _)
    warnings = [_("FICTITIOUS DATA – demonstration")] if view.is_demo else []
    if view.are_named:
        warnings.append(_("Internal: not for a wall"))
    return PrintedSheet(
        title=_("Directory of services: {place} ({parent})", place=place["name"], parent=place["parent_name"]),
        warnings=warnings,
        facts=[_("Edited on {today}; listings as of {day}.", today=_.day(today), day=_.day(view.day))],
        tables=tables,
        notes=[
            _("Before sending a child, call: a listing says what was so when it was verified."),
            view.origin,
        ],
        language=_.language,
    )


def named_tables(sites: pd.DataFrame, _: Translator) -> tuple[PrintedTable, PrintedTable]:
    headings = (_("Service"), _("Site"), _("Opening hours"), _("For whom"), _("How to reach it"), _("Listing"))
    rows = [(row["state"] == "functional", named_row(row, _)) for row in sites.to_dict("records")]
    return two_tables(headings, (14, 24, 16, 16, 16, 14), rows, _)


def named_row(row: dict, _: Translator) -> tuple[str, ...]:
    who = f" ({row['organisation']})" if pd.notna(row["organisation"]) else ""
    return (
        row[f"short_{_.language}"],
        f"{told(row['site_name'])}{who}",
        told(row["opening_hours"]),
        audience_words(row, _),
        told(row["contact"]),
        state_words(row, _),
    )


def counted_tables(sites: pd.DataFrame, _: Translator) -> tuple[PrintedTable, PrintedTable]:
    headings = (_("Service"), _("Valid"), _("of which accessible"), _("Last verified"))
    rows = []
    for row in directory_areas(sites).to_dict("records"):
        day = _.day(row["verified_on"]) if pd.notna(row["verified_on"]) else _("never verified")
        numbers = (_.number(row["functional"]), _.number(row["accessible"]))
        rows.append((bool(row["functional"]), (row[f"name_{_.language}"], *numbers, day)))
    return two_tables(headings, (46, 12, 18, 24), rows, _)


def two_tables(
    headings: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[bool, tuple[str, ...]]], _: Translator
) -> tuple[PrintedTable, PrintedTable]:
    """What holds, and apart what does not."""
    valid, apart = ([cells for holds, cells in rows if holds == wanted] for wanted in (True, False))
    return (
        PrintedTable(_("Services that hold"), headings, valid, widths, _("No service is verified here.")),
        PrintedTable(
            _("Not to be counted on: stale, to confirm or closed"), headings, apart, widths, "", is_struck=True
        ),
    )


def of_place(chosen: Directory, pcode: str) -> Directory:
    """The filters of a whole sub-prefecture."""
    return Directory(chosen.scheme, ALL, ALL, pcode, ALL, ALL, ALL, ALL)
