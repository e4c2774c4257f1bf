"""Référencement, third part: needs without a service, beside what is known of that service there."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Referrals
from dashboard.language import Translator
from dashboard.queries import referral_outcome_sums, referral_unmet, referral_unmet_services
from dashboard.ui import export, filters, tables
from dashboard.ui.referral_extremes import between
from dashboard.ui.referrals import Words, facts, file_name, of_words, service_names, share_cell
from dashboard.ui.services import number_cell, state_words
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

SHOWN = 30  # lines on the page; the file holds all


def show(warehouse: Warehouse, chosen: Referrals, view: Words, _: Translator) -> None:
    by_service = referral_unmet_services(warehouse, chosen)
    areas = referral_unmet(warehouse, chosen)
    names = service_names(warehouse, _)
    if areas.empty and not by_service["unavailable"].sum():
        st.info(_("No referral is told to have found its service missing with these filters."))
        return
    st.subheader(_("Needs without a service, by service"), anchor=False)
    sums = referral_outcome_sums(warehouse, chosen)
    tables.show(service_table(by_service, sums, names, _), alt=_("Needs without a service, by service"))
    st.caption(_("Workers stop recording needs that they know cannot be met: few is not good news."))
    st.subheader(_("Where, and what the directory says of the service there"), anchor=False)
    st.markdown(contradiction_words(areas, _))
    tables.show(area_table(areas.head(SHOWN), names, chosen, _), alt=_("Needs without a service, by area"))
    if len(areas) > SHOWN:
        told = _("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(areas))
        st.caption(told)
    st.caption(scheme_words(by_service, areas, view, _))
    export.table(exported(areas, names, chosen, view, _), file_name("besoins-sans-service", chosen, view), _)


def service_table(found: pd.DataFrame, sums: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(names[row["service_code"]]),
            _.number(row["unavailable"]),
            share_cell(row["unavailable"], row["with_outcome"], _),
            of_words(row["unavailable"], row["with_outcome"], _),
            between(sums[sums["service_code"] == row["service_code"]], "unavailable", "with_outcome", _),
        )
        for row in found.to_dict("records")
    ]
    columns = [_("Service"), _("Service unavailable"), _("Share"), _("Of the outcomes told")]
    return pd.DataFrame(rows, columns=[*columns, _("Lowest and highest prefecture")])


def contradiction_words(areas: pd.DataFrame, _: Translator) -> str:
    if areas["status"].isna().all():
        return _("No directory and no 4W tells of these services in this period: nothing to compare with.")
    number = int(areas["is_contradiction"].sum())
    if not number:
        return _("Nowhere is a service told unavailable where the directory says that it functions.")
    return _.plural(
        "**{number} contradiction**, marked ≠: told unavailable where the directory says that the service functions. "
        "Ask both sides.",
        "**{number} contradictions**, marked ≠: told unavailable where the directory says that the service functions. "
        "Ask both sides.",
        number,
    )


def place(row: dict) -> str:
    return str(row["name"]) if pd.notna(row["name"]) else "–"


def state(row: dict, _: Translator) -> str:
    """What is known of the service there; a dash where the period or the service is in no directory."""
    return "–" if pd.isna(row["status"]) else state_words(row["status"], _)


def area_table(areas: pd.DataFrame, names: dict[str, str], chosen: Referrals, _: Translator) -> pd.DataFrame:
    headings = filters.area_names(_, chosen.scheme)
    rows = [
        (
            plain(names[row["service_code"]]),
            plain(place(row)),
            plain(row["parent_name"]) if pd.notna(row["parent_name"]) else "–",
            _.number(row["unavailable"]),
            ("≠ **" + state(row, _) + "**") if row["is_contradiction"] else state(row, _),
            "–" if pd.isna(row["status"]) else number_cell(row["functional_sites"], row["status"], _),
        )
        for row in areas.to_dict("records")
    ]
    columns = [_("Service"), headings["adm2"], headings["adm1"], _("Service unavailable"), _("The service there")]
    return pd.DataFrame(rows, columns=[*columns, _("Functional sites")])


def scheme_words(by_service: pd.DataFrame, areas: pd.DataFrame, view: Words, _: Translator) -> str:
    """Of which scheme the areas are, and how many are told in the other one."""
    told = [_("Areas of {scheme}: where the referral went, else where it was made.", scheme=view.scheme)]
    other = int(by_service["unavailable"].sum() - areas["unavailable"].sum())
    if other:
        told.append(
            _.plural(
                "{number} told in the other boundary scheme is not in the list.",
                "{number} told in the other boundary scheme are not in the list.",
                other,
            )
        )
    return " ".join(told)


def exported(
    areas: pd.DataFrame, names: dict[str, str], chosen: Referrals, view: Words, _: Translator
) -> Table:  # fmt: skip
    headings = filters.area_names(_, chosen.scheme)
    columns = (
        Column(_("Service (code)"), "#service+code"),
        Column(_("Service"), "#service+name"),
        Column(_("P-code"), "#adm+code"),
        Column(headings["adm2"], "#adm2+name"),
        Column(headings["adm1"], "#adm1+name"),
        Column(_("Service unavailable"), "#indicator+unavailable+num"),
        Column(_("Of the outcomes told"), "#indicator+outcomes+num"),
        Column(_("The service there"), "#status"),
        Column(_("Functional sites"), "#indicator+functional+num"),
        Column(_("Contradiction"), "#meta+contradiction"),
    )
    rows = [
        (
            row["service_code"],
            names[row["service_code"]],
            row["pcode"] if pd.notna(row["pcode"]) else None,
            place(row),
            row["parent_name"] if pd.notna(row["parent_name"]) else None,
            int(row["unavailable"]),
            int(row["with_outcome"]),
            state(row, _),
            export.whole(row["functional_sites"]),
            _("yes") if row["is_contradiction"] else _("no"),
        )
        for row in areas.to_dict("records")
    ]
    title = _("Needs without a service by area, {period}", period=view.period)
    return Table(title, columns, rows, facts(chosen, view, _))
