"""The rows of an organisation, or the projects of a donor, shown to them and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, Value
from dashboard.language import Translator
from dashboard.queries import build_information
from dashboard.roles import DONOR, Reader
from dashboard.ui import export, view
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

Cell: TypeAlias = Value | date

SHOWN = 30  # lines of a table on the page; the files hold all


@dataclass(frozen=True)
class Listing:
    """A table of the page: its heading, what it is called in a file's name, columns with their HXL tags, and rows."""

    heading: str
    name: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Cell]]


def say_whose(reader: Reader, _: Translator) -> None:
    whose = plain(reader.own)
    if reader.role == DONOR:
        st.markdown(_("Projects that name **{donor}** as their donor, with their dates.", donor=whose))
    else:
        st.markdown(_("What **{organisation}** sent, with dates, places and numbers as they are.", organisation=whose))
    st.caption(_("Other pages show you what is public. This one is for you and the coordination: not for publication."))


def reports(found: pd.DataFrame, _: Translator) -> None:
    """Month by month, whether something came."""
    st.subheader(_("Did our reports arrive?"), anchor=False)
    if found.empty:
        st.markdown(_("No 4W that was loaded names you, and you were not expected to report."))
        return
    due = found[found["is_expected"].astype(bool)]
    st.markdown(
        _(
            "{arrived} of {expected} expected reports arrived. The last one is of {period}.",
            arrived=_.number(int(due["has_reported"].sum())),
            expected=_.number(len(due)),
            period=_.period(found["last_period"].dropna().max()) if found["last_period"].notna().any() else "–",
        )
    )
    missing = due.loc[~due["has_reported"].astype(bool), "period"]
    if not missing.empty:
        st.markdown(_("Missing: {periods}.", periods=", ".join(_.period(period) for period in missing)))


def projects(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    heading = _("Projects")
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(_("The newest month of the 4W names no project of yours."))
        return
    st.caption(_("As the 4W tells them for {period}; the first to end stands first.",
                 period=_.period(found["period"].iloc[0])))  # fmt: skip
    columns = [
        (_("Organisation"), "#org"),
        (_("Donor"), "#org+donor"),
        (_("Service"), "#service"),
        (_("Area"), "#adm+name"),
        (_("P-code"), "#adm+code"),
        (_("Start"), "#date+start"),
        (_("End"), "#date+end"),
        (_("State"), "#status"),
    ]
    states = {
        "running": _("running"),
        "suspended": _("suspended"),
        "finished": _("finished"),
        "announced": _("announced"),
    }
    rows = [
        (
            row["organisation"],
            row["donor"] if pd.notna(row["donor"]) else "–",
            row[f"short_{_.language}"],
            row["area"],
            row["pcode"],
            day(row["starts_on"]),
            day(row["ends_on"]),
            states[row["state"]],
        )
        for row in found.to_dict("records")
    ]
    offer(Listing(heading, "projets", columns, rows), reader, warehouse, _)


def sites(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    heading = _("Sites")
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(_("No list of sites that was loaded names you."))
        return
    st.caption(_("From your list of {period}; the longest unverified stand first.",
                 period=_.period(found["period"].iloc[0])))  # fmt: skip
    columns = [
        (_("Site"), "#loc+name"),
        (_("Service"), "#service"),
        (_("Area"), "#adm+name"),
        (_("P-code"), "#adm+code"),
        (_("State"), "#status"),
        (_("Verified on"), "#date+verified"),
        (_("Opening hours"), "#date+hours"),
        (_("How to reach it"), "#contact+service"),
        (_("Latitude"), "#geo+lat"),
        (_("Longitude"), "#geo+lon"),
    ]
    states = {
        "functional": _("functional"),
        "partial": _("partly functional"),
        "not_functional": _("not functional"),
        "unknown": _("not told"),
    }
    rows = [
        (
            row["site_name"] if pd.notna(row["site_name"]) else "–",
            row[f"service_{_.language}"],
            row["area"],
            row["pcode"],
            states[row["status_code"]],
            day(row["verified_date"]),
            row["opening_hours"] if pd.notna(row["opening_hours"]) else "–",
            row["contact"] if pd.notna(row["contact"]) else "–",
            number(row["latitude"]),
            number(row["longitude"]),
        )
        for row in found.to_dict("records")
    ]
    offer(Listing(heading, "sites", columns, rows), reader, warehouse, _)


def counts(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    heading = _("Cases and referrals that we counted")
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(_("No count of cases or referrals that was loaded names you."))
        return
    st.caption(_("As you sent them, small numbers too: what is published of them is protected, this is not."))
    columns = [
        (_("Month"), "#date+month"),
        (_("Counted"), "#indicator+name"),
        (_("Prefecture"), "#adm1+name"),
        (_("P-code"), "#adm1+code"),
        (_("Status"), "#status"),
        (_("Number"), "#indicator+num"),  # a referral is not a child
    ]
    measures = {"cases": _("case counts"), "referrals": _("referrals sent")}
    rows = [
        (
            _.period(row["period"]),
            measures[row["measure"]],
            row["area"] if pd.notna(row["area"]) else "–",
            row["pcode"] if pd.notna(row["pcode"]) else "–",
            row["status"] if pd.notna(row["status"]) else "–",
            int(row["number"]),
        )
        for row in found.to_dict("records")
    ]
    offer(Listing(heading, "comptes", columns, rows), reader, warehouse, _)


def remarks(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    heading = _("What the loader said of our workbooks")
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(_("Nothing, of the sheets that hold your rows alone."))
        return
    columns = [
        (_("File"), "#meta+file"),
        (_("Sheet"), "#meta+sheet"),
        (_("Cell"), "#meta+cell"),
        (_("Column"), "#meta+column"),
        (_("Content"), "#meta+value"),
        (_("What the loader said"), "#meta+remark"),
    ]
    rows = [
        tuple(str(row[name]) if pd.notna(row[name]) else "–"
              for name in ("file", "sheet", "cell", "column", "said", f"sentence_{_.language}"))
        for row in found.to_dict("records")
    ]  # fmt: skip
    offer(Listing(heading, "remarques", columns, rows), reader, warehouse, _)


def offer(listing: Listing, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    """The first lines, and the files that hold them all."""
    headings = [heading for heading, _tag in listing.columns]
    lines = [[cell(value, _) for value in row] for row in listing.rows[:SHOWN]]
    show(pd.DataFrame(lines, columns=headings), alt=listing.heading)
    if len(listing.rows) > SHOWN:
        told = _("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(listing.rows))
        st.caption(told)
    information = build_information(warehouse)
    facts = [
        *export.nature(bool(information["is_demo"]), _),
        (_("Reader"), reader.own),
        (_("Sources"), view.origin_words(information, _)),
        export.internal(_),
    ]
    columns = [Column(heading, tag) for heading, tag in listing.columns]
    rows = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in listing.rows]
    content = Table(listing.heading, columns, rows, facts)
    export.table(content, export.file_name(bool(information["is_demo"]), kind=listing.name), _, f"{listing.name}:")


def cell(value: Cell, _: Translator) -> str:
    if isinstance(value, date):
        return _.day(value)
    return plain(value) if isinstance(value, str) else "–" if value is None else _.number(value)


def day(value: date) -> date | None:
    return None if pd.isna(value) else value


def number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
