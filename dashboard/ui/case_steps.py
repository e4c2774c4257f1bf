"""Gestion des cas, first part: new, active and closed cases by prefecture, and the steps of the procedure."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.referral_bars import Bar, funnel
from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_flows_by_area, case_steps
from dashboard.ui import export, filters, tables
from dashboard.ui.cases import NO_TOOLBAR, Words, facts, file_name, number_cell
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, chosen: Cases, view: Words, _: Translator) -> None:
    st.subheader(_("The steps of case management"), anchor=False)
    steps = case_steps(warehouse, chosen)
    told = steps[steps["cases"].notna()]
    if told.empty:
        st.info(_("No step is told in this view."))
    else:
        bars = [Bar(name, export.whole(row["cases"]) or 0, told_words(row, _)) for name, row in named(steps, _)]
        finding = _("Steps told: {told} of {all}; the table beneath has the numbers.",
                    told=_.number(len(told)), all=_.number(len(steps)))  # fmt: skip
        st.plotly_chart(funnel(bars), theme=None, config=NO_TOOLBAR, key="case_steps", alt=finding)
    tables.show(step_table(steps, _), alt=_("Cases by step of the procedure"))
    st.caption(
        _(
            "What was done in the period, step by step: the children of one step are not those of the next, so no step "
            "is a share of another. “No data”: nobody tells this step, which is not zero. Steps stand in tables of "
            "their own, which fewer organisations may fill in than those of cases."
        )
    )
    if not steps["is_checked"].all():
        st.caption(
            _(
                "The ten steps are to be checked against the country's procedure of 2021; the six are those of the "
                "inter-agency guidelines of 2014."
            )
        )
    export.table(exported_steps(steps, chosen, view, _), file_name("etapes", chosen, view), _)

    st.subheader(_("New, active and closed cases"), anchor=False)
    areas = case_flows_by_area(warehouse, chosen)
    if areas.empty:
        st.info(_("No number of cases is told in this view."))
        return
    tables.show(area_table(areas, chosen, _), alt=_("Cases by prefecture"))
    st.caption(
        _("Active cases are a stock: the last month told of the period. New and closed cases add up over its months.")
    )
    export.table(exported_areas(areas, chosen, view, _), file_name("cas", chosen, view), _, "areas:")


def named(steps: pd.DataFrame, _: Translator) -> list[tuple[str, dict]]:
    return [(f"{row['rank']}. {row[f'label_{_.language}']}", row) for row in steps.to_dict("records")]


def told_words(row: dict, _: Translator) -> str:
    """A number, and who tells it where not all do; words where nobody does."""
    if pd.isna(row["cases"]):
        return _("no data")
    number = _.number(int(row["cases"]))
    if row["organisations"] == row["all_organisations"]:
        return number
    return _("{number}<br>{told} of {all} organisations tell it", number=number,
             told=_.number(int(row["organisations"])), all=_.number(int(row["all_organisations"])))  # fmt: skip


def step_table(steps: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(name),
            plain(f"{row['guideline_step']}. {row[f'guideline_{_.language}']}"),
            number_cell(row["cases"], _),
            unknown_cell(row, _),
            f"{_.number(int(row['organisations']))} / {_.number(int(row['all_organisations']))}",
        )
        for name, row in named(steps, _)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=step_headings(_))


def unknown_cell(row: dict, _: Translator) -> str:
    """Of the cases of a step that is told, those whose risk level is not."""
    if pd.isna(row["cases"]):
        return "–"
    return _.number(0 if pd.isna(row["risk_unknown"]) else int(row["risk_unknown"]))


def step_headings(_: Translator) -> list[str]:
    return [
        _("Step of the procedure"),
        _("Step of the guidelines"),
        _("Cases"),
        _("of which risk not told"),
        _("Organisations that tell it"),
    ]


def exported_steps(steps: pd.DataFrame, chosen: Cases, view: Words, _: Translator) -> Table:
    tags = ("#activity+step", "#activity+guideline", "#value+cases", "#value+cases+unknown", "#org+num")
    columns = [Column(heading, tag) for heading, tag in zip(step_headings(_), tags, strict=True)]
    rows = [
        (
            name,
            f"{row['guideline_step']}. {row[f'guideline_{_.language}']}",
            export.whole(row["cases"]),
            export.whole(row["risk_unknown"]),
            int(row["organisations"]),
        )
        for name, row in named(steps, _)
    ]
    return Table(_("Steps of case management, {period}", period=view.period), columns, rows, facts(chosen, view, _))


def area_headings(chosen: Cases, _: Translator) -> list[str]:
    place = filters.area_names(_, chosen.scheme)["adm1"]
    return [place, _("New cases"), _("Active cases at the end"), _("Closed cases"), _("P-code")]


def area_table(areas: pd.DataFrame, chosen: Cases, _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(area_name(row, chosen, _)),
            *(number_cell(row[name], _) for name in ("new_cases", "active_cases", "closed_cases")),
            row["pcode"],
        )
        for row in areas.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=area_headings(chosen, _))


def area_name(row: dict, chosen: Cases, _: Translator) -> str:
    """A prefecture; of the other boundary scheme it says so, for its code may mean another ground."""
    name = row["name"] if pd.notna(row["name"]) else row["pcode"]
    if row["scheme"] == chosen.scheme:
        return str(name)
    return f"{name} ({filters.scheme_names(_, row['scheme'])[row['scheme']]})"


def exported_areas(areas: pd.DataFrame, chosen: Cases, view: Words, _: Translator) -> Table:
    tags = ("#adm1+name", "#value+cases+new", "#value+cases+active", "#value+cases+closed", "#adm1+code")
    columns = [Column(heading, tag) for heading, tag in zip(area_headings(chosen, _), tags, strict=True)]
    rows = [
        (
            area_name(row, chosen, _),
            *(export.whole(row[name]) for name in ("new_cases", "active_cases", "closed_cases")),
            row["pcode"],
        )
        for row in areas.to_dict("records")
    ]
    return Table(_("Cases by prefecture, {period}", period=view.period), columns, rows, facts(chosen, view, _))
