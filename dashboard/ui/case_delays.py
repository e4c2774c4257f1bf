"""Gestion des cas, third part: plans within two weeks and follow-ups on time, by risk level."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_measures, case_schedule
from dashboard.ui import export, tables
from dashboard.ui.cases import Words, count, facts, file_name, number_cell, pair_cells, part_and_whole, risk_names
from dashboard.warehouse import Warehouse

PAIRS = (("plan_within_14d", "plan_due"), ("followup_on_time", "followup_due"))
RISKS = ("high", "medium", "low", "unknown")


def show(warehouse: Warehouse, chosen: Cases, view: Words, _: Translator) -> None:
    measures, schedule = case_measures(warehouse, chosen), case_schedule(warehouse)
    headings = (_("Care plans within two weeks, by risk"), _("Follow-ups on time, by risk"))
    for heading, (part, whole) in zip(headings, PAIRS, strict=True):
        st.subheader(heading, anchor=False)
        if part_and_whole(measures, part, whole) is None:
            st.info(_("No data: nobody tells both numbers of this share in this view."))
            continue
        tables.show(risk_table(measures, part, whole, _), alt=heading)
        if unanswered := (count(measures, whole) or 0) - (count(measures, whole, column="answered") or 0):
            st.caption(_("In no share: {number} of which nobody tells what was on time.", number=_.number(unanswered)))
    st.caption(
        _("Under ten cases or follow-ups no share is told. Each share is a ratio of sums, never a mean of rates.")
    )
    st.subheader(_("The schedule of follow-ups"), anchor=False)
    tables.show(schedule_table(schedule, _), alt=_("Follow-up schedule by risk level"))
    if not schedule["is_validated"].all():
        day = _.day(pd.to_datetime(schedule["version_date"]).max().date())
        st.caption(_("To be confirmed by the working group (version of {day}).", day=day))
    export.table(exported(measures, chosen, view, _), file_name("delais-cas", chosen, view), _)


def risk_lines(_: Translator) -> dict[str | None, str]:
    names = risk_names(_)
    return {**{risk: names[risk] for risk in RISKS}, None: _("All")}


def risk_table(measures: pd.DataFrame, part: str, whole: str, _: Translator) -> pd.DataFrame:
    rows = []
    for risk, name in risk_lines(_).items():
        share, told = pair_cells(part_and_whole(measures, part, whole, risk), _)
        rows.append((name, told, share))
    return pd.DataFrame(rows, columns=[_("Risk level"), _("On time"), _("Share")])


def schedule_table(schedule: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            row[f"label_{_.language}"],
            within_words(int(row["first_response_hours"]), _),
            _("every {days} days", days=_.number(int(row["followup_days"]))),
        )
        for row in schedule.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("Risk level"), _("First response"), _("Follow-up")])


def within_words(hours: int, _: Translator) -> str:
    if hours <= 72:
        return _("within {hours} h", hours=_.number(hours))
    return _("within {days} days", days=_.number(hours // 24))


def exported(measures: pd.DataFrame, chosen: Cases, view: Words, _: Translator) -> Table:
    columns = (
        Column(_("Measure"), "#indicator+name"),
        Column(_("Risk level"), "#severity"),
        Column(_("On time"), "#value+part"),
        Column(_("Of"), "#value+whole"),
        Column(_("Share"), "#indicator+share"),
    )
    labels = (_("Care plans within two weeks"), _("Follow-ups on time"))
    rows = []
    for label, (part, whole) in zip(labels, PAIRS, strict=True):
        for risk, name in risk_lines(_).items():
            pair = part_and_whole(measures, part, whole, risk)
            share = pair_cells(pair, _)[0]
            rows.append((label, name, *(pair or (None, None)), share if pair else number_cell(None, _)))
    return Table(_("Delays of case management, {period}", period=view.period), columns, rows, facts(chosen, view, _))
