"""The tables of the directory, shown and exported: site by site for the coordination, by area and service for all."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, Value
from dashboard.figures.directory_areas import directory_areas
from dashboard.filters import Directory
from dashboard.language import Translator
from dashboard.ui import export, filters
from dashboard.ui.directory import Words, audience_words, state_names, state_words, struck
from dashboard.ui.tables import plain, show

SHOWN = 60  # lines on the page; the files hold all


def panel(sites: pd.DataFrame, chosen: Directory, view: Words, _: Translator) -> None:
    """The table that the reader may see, its first lines, and the files that hold it whole."""
    if sites.empty:
        st.info(_("No listing is as you ask: widen the filters."))
        return
    table = by_site(sites, chosen, _) if view.are_named else by_area(sites, chosen, _)
    content = exported_sites(sites, chosen, view, _) if view.are_named else exported_areas(sites, chosen, view, _)
    show(table.head(SHOWN), alt=_("Services by area, with until when they were verified"))
    if len(table) > SHOWN:
        st.caption(_("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(table)))
    if not view.are_named:
        st.caption(_("Names of sites and how to reach them are for the coordination: ask it for those of your area."))
    export.table(content, export.file_name(view.is_demo, chosen.scheme, kind="annuaire"), _)


def headings(chosen: Directory, _: Translator) -> list[str]:
    place, parent = filters.place_headings(True, chosen.scheme, _)
    return [place, *parent, _("Service")]


def by_site(sites: pd.DataFrame, chosen: Directory, _: Translator) -> pd.DataFrame:
    """One line a site; what no longer holds is struck out, and its state says since when."""
    rows = []
    for row in sites.to_dict("records"):
        is_valid = row["state"] == "functional"
        name = struck(row["site_name"], is_valid)
        who = f" ({plain(row['organisation'])})" if pd.notna(row["organisation"]) else ""
        rows.append(
            (
                plain(row["area"]) if pd.notna(row["area"]) else "–",
                plain(row["parent_name"]) if pd.notna(row["parent_name"]) else "–",
                row[f"short_{_.language}"],
                f"{name}{who}",
                struck(row["opening_hours"], is_valid),
                audience_words(row, _),
                struck(row["contact"], is_valid),
                state_words(row, _) if is_valid else f"**{state_words(row, _)}**",
            )
        )
    columns = [*headings(chosen, _), _("Site"), _("Opening hours"), _("For whom"), _("How to reach it"), _("Listing")]
    return pd.DataFrame(rows, columns=columns)


def by_area(sites: pd.DataFrame, chosen: Directory, _: Translator) -> pd.DataFrame:
    """One line an area and service, without a name."""
    rows = [
        (
            plain(row["area"]) if pd.notna(row["area"]) else "–",
            plain(row["parent_name"]) if pd.notna(row["parent_name"]) else "–",
            row[f"short_{_.language}"] if row["functional"] else struck(row[f"short_{_.language}"], False),
            _.number(row["functional"]),
            _.number(row["accessible"]),
            _.number(row["stale"]),
            _.number(row["unverified"]),
            _.day(row["verified_on"]) if pd.notna(row["verified_on"]) else _("never verified"),
        )
        for row in directory_areas(sites).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*headings(chosen, _), *number_headings(_), _("Last verified")])


def number_headings(_: Translator) -> list[str]:
    return [_("Valid"), _("of which accessible"), _("Stale"), _("To confirm")]


def exported_areas(sites: pd.DataFrame, chosen: Directory, view: Words, _: Translator) -> Table:
    tags = ("#loc+num+functional", "#loc+num+accessible", "#loc+num+stale", "#loc+num+unverified")
    columns = [*place_columns(chosen, _), *map(Column, number_headings(_), tags)]
    columns.append(Column(_("Last verified"), "#date+verified"))
    rows = [
        (
            *place_cells(row, _),
            *(int(row[name]) for name in ("functional", "accessible", "stale", "unverified")),
            day_cell(row["verified_on"]),
        )
        for row in directory_areas(sites).to_dict("records")
    ]
    return Table(_("Directory of services"), columns, rows, facts(view, _))


def exported_sites(sites: pd.DataFrame, chosen: Directory, view: Words, _: Translator) -> Table:
    names = state_names(_)
    columns = [
        *place_columns(chosen, _),
        Column(_("Site"), "#loc+site"),
        Column(_("Organisation"), "#org"),
        Column(_("Opening hours"), "#date+hours"),
        Column(_("For whom"), "#population"),
        Column(_("How to reach it"), "#contact+service"),
        Column(_("State of the listing"), "#status"),
        Column(_("Last verified"), "#date+verified"),
        Column(_("Holds until"), "#date+end"),
    ]
    rows = [
        (
            *place_cells(row, _),
            *(text_cell(row[name]) for name in ("site_name", "organisation", "opening_hours")),
            audience_words(row, _),
            text_cell(row["contact"]),
            names[row["state"]],
            day_cell(row["verified_on"]),
            day_cell(row["expires_on"]),
        )
        for row in sites.to_dict("records")
    ]
    return Table(_("Directory of services"), columns, rows, [*facts(view, _), export.internal(_)])


def place_columns(chosen: Directory, _: Translator) -> list[Column]:
    place, parent, service = headings(chosen, _)
    return [
        Column(place, "#adm2+name"),
        Column(_("P-code"), "#adm2+code"),
        Column(parent, "#adm1+name"),
        Column(service, "#service"),
    ]


def place_cells(row: dict, _: Translator) -> tuple[Value, ...]:
    return (*(text_cell(row[name]) for name in ("area", "pcode", "parent_name")), row[f"name_{_.language}"])


def facts(view: Words, _: Translator) -> export.Facts:
    return [
        *export.nature(view.is_demo, _),
        (_("As of"), _.day(view.day)),
        (_("Filters"), ", ".join(view.narrowed)),
        (_("Source"), view.origin),
    ]


def text_cell(value: object) -> str | None:
    return None if pd.isna(value) else str(value)


def day_cell(value: date) -> str | None:
    return None if pd.isna(value) else value.isoformat()
