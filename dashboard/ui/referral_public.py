"""Référencement for everybody: what is published of the referrals of a quarter that is over."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.language import Translator
from dashboard.queries import build_information, disclosure, referral_published, referral_published_quarters
from dashboard.ui import export, filters, header, protection, referral_public_flows, tables
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import origin_words
from dashboard.warehouse import Warehouse

WITHHELD = "••"  # the product's mark, the same for every withheld cell
STATUSES = ("in_progress", "accepted", "done", "rejected", "revoked", "unknown")


def show(question: str, warehouse: Warehouse, _: Translator) -> None:
    quarters = list(referral_published_quarters(warehouse)["period"])
    if not quarters:
        header.show(question, warehouse, _)
        st.info(_("No count of referrals is published yet: a quarter is published once it is over."))
        return
    names = {code: _.period(code) for code in quarters}
    period = filters.select("quarter", _("Quarter"), names, quarters[0], _)
    found = referral_published(warehouse, period)
    scheme = str(found["scheme"].iloc[0])
    is_demo = bool(build_information(warehouse)["is_demo"])
    header.show(question, warehouse, _, (names[period], filters.scheme_names(_, scheme)[scheme]))
    st.info(
        _(
            "What is public: how many referrals were sent, by status, by area, and from service to service in the "
            "whole country. Which organisation sends to which, delays and needs without a service are not published: "
            "they would tell of single children and organisations."
        )
    )
    st.caption(_("Of whom they are – age, sex, disability – nothing is published of referrals."))
    profile = protection.profile(disclosure(warehouse), _)
    facts = [
        *export.nature(is_demo, _),
        (_("Period"), f"{names[period]} ({period})"),
        (_("Boundary scheme"), f"{filters.scheme_names(_, scheme)[scheme]} ({scheme})"),
        (_("Source"), _("referrals loaded in Maillage, {files}", files=origin_words(build_information(warehouse), _))),
        (_("Protection"), profile),
    ]
    statuses, areas = by_status(found), by_area(found)
    whole = statuses.loc["*"]
    key_figure(st.container(width=340), _("Referrals sent"), value_cell(whole, _),
               explanation=_("A referral is not a child: one child may be referred several times."))  # fmt: skip

    st.subheader(_("What became of them so far"), anchor=False)
    tables.show(status_table(statuses, _), alt=_("Referrals by status"))
    st.caption(_("Accepted is not served. A status may still change: recent quarters have more that wait."))
    referral_public_flows.show(warehouse, period, facts, _)
    st.subheader(_("Where they were made"), anchor=False)
    tables.show(area_table(areas[areas["level"] == "adm1"], scheme, _), alt=_("Referrals by prefecture"))
    st.caption(_("{mark}: withheld. A withheld number may be of any size.", mark=WITHHELD) + f" {profile}")
    content = exported(statuses, areas, names[period], facts, _)
    export.table(content, export.file_name(is_demo, period, scheme, kind="referencements-publies"), _)


def by_status(found: pd.DataFrame) -> pd.DataFrame:
    """The country's cells, by status; "*" is their sum."""
    return found[found["table_id"] == "referrals_by_status"].set_index("status")


def by_area(found: pd.DataFrame) -> pd.DataFrame:
    """The cells of prefectures and sub-prefectures."""
    return found[(found["table_id"] == "referrals_by_area") & (found["level"] != "country")]


def status_names(_: Translator) -> dict[str, str]:
    words = (
        _("Waiting for an answer"),
        _("Accepted, not served yet"),
        _("Service rendered"),
        _("Rejected by the receiver"),
        _("Taken back by who sent them"),
        _("Status not told"),
    )
    return {**dict(zip(STATUSES, words, strict=True)), "*": _("All")}


def value_cell(cell: pd.Series, _: Translator) -> str:
    return WITHHELD if cell["is_withheld"] else _.number(int(cell["value"]))


def area_name(row: pd.Series, _: Translator) -> str:
    """A part of which nobody tells where it is has no name of its own."""
    return str(row["name"]) if pd.notna(row["name"]) else _("area not told")


def status_table(statuses: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [(name, value_cell(statuses.loc[code], _)) for code, name in status_names(_).items()]
    return pd.DataFrame(rows, columns=[_("Status"), _("Referrals")])


def area_table(areas: pd.DataFrame, scheme: str, _: Translator) -> pd.DataFrame:
    rows = [(plain(area_name(row, _)), value_cell(row, _), row["pcode"]) for _index, row in areas.iterrows()]
    return pd.DataFrame(rows, columns=[filters.area_names(_, scheme)["adm1"], _("Referrals"), _("P-code")])


def exported(statuses: pd.DataFrame, areas: pd.DataFrame, period: str, facts: export.Facts, _: Translator) -> Table:
    """Both tables, sub-prefectures too; a withheld cell is empty, and says so."""
    columns = (
        Column(_("Level"), "#meta+level"),
        Column(_("P-code"), "#adm+code"),
        Column(_("Area"), "#adm+name"),
        Column(_("Status"), "#status"),
        Column(_("Referrals"), "#indicator+referrals+num"),
        Column(_("Withheld"), "#meta+withheld"),
    )
    scheme, named = str(areas["scheme"].iloc[0]), status_names(_)
    levels = {"country": _("Country")} | filters.area_names(_, scheme)

    def line(cell: pd.Series, status: str, where: str) -> tuple[str, str, str, str, int | None, str]:
        value = None if cell["is_withheld"] else int(cell["value"])
        return (
            levels[cell["level"]],
            cell["pcode"],
            where,
            status,
            value,
            _("yes") if cell["is_withheld"] else _("no"),
        )

    rows = [line(statuses.loc[code], name, _("Country")) for code, name in named.items()]
    rows += [line(row, named["*"], area_name(row, _)) for _index, row in areas.iterrows()]
    return Table(_("Referrals published, {period}", period=period), columns, rows, facts)
