"""Suivi du plan, second part: one sector, prefecture by prefecture."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.plan_bars import plan_bars
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.queries import plan_prefectures
from dashboard.ui import export, filters, tables
from dashboard.ui.plan import (
    NO_TOOLBAR,
    WHOLE,
    Words,
    cell,
    facts,
    file_name,
    number_words,
    say_above,
    share_cell,
    share_words,
)
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, chosen: Plan, view: Words, _: Translator) -> None:
    st.subheader(_("{sector}, by area", sector=view.sector), anchor=False)
    found = plan_prefectures(warehouse, chosen)
    if found.empty:
        st.info(_("This plan tells no target of this sector by area: choose another sector, or load its table."))
        return
    scheme = str(found["scheme"].iloc[0])
    if view.has_4w and found["reached"].notna().any():
        bars(found, _)
    tables.show(area_table(found, scheme, view, _), alt=_("Need, target and reach of one sector, by area"))
    if not view.has_4w:
        st.caption(
            _(
                "What was reached in an area is for the coordination: here are the plan's needs and targets. What is "
                "published of it stands by quarter among the published counts."
            )
        )
    st.caption(_("Boundaries in which the plan tells its targets: {scheme}.", scheme=scheme_name(scheme, _)))
    export.table(
        exported(found, scheme, chosen, view, _), file_name("plan-prefectures", chosen, view, chosen.plan_sector), _
    )


def bars(found: pd.DataFrame, _: Translator) -> None:
    """The share of its target that each area reached, the least first."""
    ordered = found.assign(share=found["reached"] / found["targeted"].where(found["targeted"] > 0))
    ordered = ordered[ordered["share"].notna()].sort_values(["share", "name"])
    shares = ordered["share"].to_list()
    figure = plan_bars(
        ordered["name"].to_list(),
        [(_("According to the 4W"), [100 * share for share in shares], [_.share(share) for share in shares])],
        _.percent_sign,
    )
    words = _(
        "Share of the target reached according to the 4W, from {low} ({least}) to {high} ({most}).",
        low=_.share(shares[0]), least=ordered["name"].iloc[0], high=_.share(shares[-1]), most=ordered["name"].iloc[-1],
    ) if shares else ""  # fmt: skip
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="plan_areas", alt=words)
    st.caption(words)
    say_above(ordered.loc[ordered["share"] > WHOLE, "name"].to_list(), _)


def scheme_name(scheme: str, _: Translator) -> str:
    return filters.scheme_names(_, scheme).get(scheme, scheme)


def area_table(found: pd.DataFrame, scheme: str, view: Words, _: Translator) -> pd.DataFrame:
    """One line an area; what was reached where the reader may see it, and as the plan tells it where it does."""
    columns = [filters.area_names(_, scheme)["adm1"], _("In need"), _("Targeted")]
    if view.has_4w:
        columns += [_("Reached (4W)"), _("Share of target (4W)")]
    is_published = bool(found["reached_published"].notna().any())
    columns += [_("Reached (plan)")] if is_published else []
    rows = []
    for row in found.to_dict("records"):
        told = [plain(row["name"]), number_words(row["in_need"], _), number_words(row["targeted"], _)]
        if view.has_4w:
            share = share_words(row["reached"], row["targeted"], _)
            told += [number_words(row["reached"], _), share]
        rows.append([*told, *([number_words(row["reached_published"], _)] if is_published else [])])
    return pd.DataFrame(rows, columns=columns)


def exported(found: pd.DataFrame, scheme: str, chosen: Plan, view: Words, _: Translator) -> Table:
    columns = [
        Column(_("P-code"), "#adm1+code"),
        Column(filters.area_names(_, scheme)["adm1"], "#adm1+name"),
        Column(_("In need"), "#inneed"),
        Column(_("Targeted"), "#targeted"),
    ]
    if view.has_4w:
        columns += [
            Column(_("Reached (4W)"), "#reached"),
            Column(_("Share of target (4W)"), "#indicator+reached+pct"),
            Column(_("Reached (plan)"), "#reached+published"),
        ]
    rows = []
    for row in found.to_dict("records"):
        told = [row["pcode"], row["name"], cell(row["in_need"]), cell(row["targeted"])]
        if view.has_4w:
            told += [cell(row["reached"]), share_cell(row["reached"], row["targeted"]), cell(row["reached_published"])]
        rows.append(told)
    more = ((_("Sector"), f"{view.sector} ({chosen.plan_sector})"), (_("Boundary scheme"), scheme_name(scheme, _)))
    return Table(_("{sector}, by area", sector=view.sector), columns, rows, facts(chosen, view, _, *more))
