"""Nos données: who they are of whom we told, in one period."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.ui import filters, inclusion
from dashboard.ui.referrals import newest
from dashboard.warehouse import Warehouse


def show(found: pd.DataFrame, warehouse: Warehouse, _: Translator) -> None:
    """``found``: :func:`dashboard.queries.own_inclusion`. Sectors are chosen, never added up."""
    inclusion.head(_)
    if found.empty:
        st.markdown(_("No table of cases, referrals or people reached that was loaded names you."))
        return
    periods = sorted(found["period"].unique(), key=newest, reverse=True)
    usual = next((code for code in periods if "Q" in code), periods[0])
    left, right = st.columns(2, gap="small")
    with left:
        names = {code: _.period(code) for code in periods}
        period = filters.select_here("own_period", _("Period"), names, usual, _)
    of_period = found[found["period"] == period]
    with right:
        told = source_names(of_period, _)
        chosen = filters.select_here("own_people", _("What is counted"), told, next(iter(told)), _)
    source, _dot, sector = chosen.partition(".")
    people = of_period[(of_period["source"] == source) & (of_period["sector_code"] == (sector or "*"))]
    brackets = of_period.loc[of_period["age_group"] != "unknown", "age_group"].drop_duplicates()
    inclusion.panel(inclusion.told_of(people, brackets, warehouse), source, _)
    st.caption(
        _(
            "As you sent them, small numbers too. Referrals: those that you sent. People reached: as often as they "
            "were reported; those of your 4W whom no table breaks down are not known."
        )
    )


def source_names(of_period: pd.DataFrame, _: Translator) -> dict[str, str]:
    """What the organisation counted in the period: cases, referrals, and the people reached of each sector."""
    fixed = {"cases": _("New cases"), "referrals": _("Referrals")}
    names = {source: name for source, name in fixed.items() if source in set(of_period["source"])}
    reach = of_period[of_period["source"] == "reach"].drop_duplicates("sector_code").sort_values("sector_code")
    for row in reach.to_dict("records"):
        names[f"reach.{row['sector_code']}"] = _("People reached: {sector}", sector=row[f"name_{_.language}"])
    return names
