"""Whom to call: listings that are stale, to confirm, or will be stale within thirty days."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.language import Translator
from dashboard.ui import export
from dashboard.ui.directory import Words, told
from dashboard.ui.directory_tables import day_cell, facts, text_cell
from dashboard.ui.tables import plain, show

SHOWN = 60  # lines on the page; the file holds all
EVERY = "all"


def panel(found: pd.DataFrame, view: Words, _: Translator) -> None:
    """The list by organisation, or that of the reader's own; its first lines, and its file."""
    if found.empty:
        st.info(_("Nothing to verify within the next thirty days."))
        return
    if "organisation" in found:
        say_by_organisation(found, _)
    show(table(found.head(SHOWN), _), alt=_("Listings to verify again, by organisation"))
    if len(found) > SHOWN:
        st.caption(_("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(found)))
    export.table(exported(found, view, _), export.file_name(view.is_demo, kind="appels"), _, "calls:")


def due_names(_: Translator) -> dict[str, str]:
    return {"expired": _("stale"), "expiring": _("stale soon"), "to_confirm": _("to confirm")}


def say_by_organisation(found: pd.DataFrame, _: Translator) -> None:
    """How many lines each organisation has to verify, the names in their order."""
    numbers = found["organisation"].fillna(_("not told")).value_counts().sort_index(key=lambda names: names.str.lower())
    told_numbers = (f"{plain(name)} {_.number(int(number))}" for name, number in numbers.items())
    st.markdown(_("To verify, by organisation: {numbers}.", numbers=", ".join(told_numbers)))


def table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    who = [_("Organisation")] if "organisation" in found else []
    rows = [
        (
            *([plain(told(row["organisation"]))] if who else []),
            plain(told(row["site_name"])),
            row[f"name_{_.language}"],
            plain(told(row["area"])),
            f"**{due_names(_)[row['due']]}**" if row["due"] == "expired" else due_names(_)[row["due"]],
            _.day(row["verified_on"]) if pd.notna(row["verified_on"]) else _("never"),
            _.day(row["expires_on"]) if pd.notna(row["expires_on"]) else "–",
            plain(told(row["contact"])),
        )
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*who, *headings(_)])


def headings(_: Translator) -> list[str]:
    return [_("Site"), _("Service"), _("Area"), _("State"), _("Verified on"), _("Holds until"), _("How to reach it")]


def exported(found: pd.DataFrame, view: Words, _: Translator) -> Table:
    tags = ("#loc+site", "#service", "#adm+name", "#status", "#date+verified", "#date+end", "#contact+service")
    who = [Column(_("Organisation"), "#org")] if "organisation" in found else []
    rows = [
        (
            *([text_cell(row["organisation"])] if who else []),
            text_cell(row["site_name"]),
            row[f"name_{_.language}"],
            text_cell(row["area"]),
            due_names(_)[row["due"]],
            day_cell(row["verified_on"]),
            day_cell(row["expires_on"]),
            text_cell(row["contact"]),
        )
        for row in found.to_dict("records")
    ]
    columns = [*who, *map(Column, headings(_), tags)]
    told_facts = [fact for fact in facts(view, _) if fact[0] != _("Filters")]
    return Table(_("Listings to verify again"), columns, rows, [*told_facts, export.internal(_)])
