"""The indicators of child protection and one partner: what each says of the country, between its
lowest and highest prefectures, or that nothing does."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.queries import indicator_parts, listed_indicators, told_values
from dashboard.reading import KNOWN, extremes, with_values
from dashboard.ui import context, tables
from dashboard.ui.extremes import between_words, is_mean
from dashboard.ui.indicator import PERCENT, number_words, of_words, part_name, value_cell
from dashboard.ui.place import newest
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, indicators: tuple[str, ...], period: str, _: Translator) -> None:
    table = value_table(warehouse, indicators, period, _)
    tables.show(table, alt=_("Indicators of child protection and the partner"))
    if not context.reader().is_coordinator:
        st.caption(_("Indicators that count children or cases are for the coordination: here they are without data."))


def value_table(warehouse: Warehouse, indicators: tuple[str, ...], period: str, _: Translator) -> pd.DataFrame:
    """One line a part of an indicator; one that nothing tells is named too."""
    listed = listed_indicators(warehouse).set_index("indicator_id", drop=False)
    parts, values = indicator_parts(warehouse), told_values(warehouse, ",".join(indicators))
    rows = [
        line
        for code in indicators
        if code in listed.index
        for line in lines(listed.loc[code].to_dict(), parts, last_told(values, code, period), _)
    ]
    return pd.DataFrame(rows, columns=headings(_))


def headings(_: Translator) -> list[str]:
    return [_("Indicator"), _("Value"), _("Of"), _("Lowest and highest prefecture"), _("Period")]


def last_told(values: pd.DataFrame, code: str, period: str) -> pd.DataFrame:
    """What is told of the indicator in the period, else in the last period before it that tells it."""
    of_it = values[values["indicator_id"] == code]
    until = [one for one in of_it["period"].unique() if newest(one) <= newest(period)]
    latest = period if period in until else max(until, key=newest, default="")
    return of_it[of_it["period"] == latest]


def lines(of_it: dict, parts: pd.DataFrame, told: pd.DataFrame, _: Translator) -> list[tuple[str, ...]]:
    title = f"{of_it[f'title_{_.language}']} ({of_it['indicator_id']})"
    found = []
    for part in parts[parts["indicator_id"] == of_it["indicator_id"]].to_dict("records"):
        component = "" if pd.isna(part["component"]) else part["component"]
        words = plain(f"{title} – {part_name(part, _)}" if component else title)
        rows = told[told["component"].fillna("") == component]
        if rows.empty:
            found.append((words, _("no data"), "", "–", "–"))
            continue
        factor = None if pd.isna(part["factor"]) else float(part["factor"])
        values = with_values(rows, part["rule"], factor, int(of_it["minimum"]))
        areas = values[values["level"] == "adm1"]
        places = plain(between_words(areas, factor == PERCENT, _)) if is_mean(part["rule"], factor) else "–"
        found.append((words, *value_words(values, factor == PERCENT, _), places, _.period(rows["period"].iloc[0])))
    return found


def value_words(values: pd.DataFrame, is_percent: bool, _: Translator) -> tuple[str, str]:
    """The country's value and what it is of; else the lowest and the highest of the prefectures, and of how many."""
    country = values[values["level"] == "country"]
    if not country.empty:
        return value_cell(country.iloc[0], is_percent, _), of_words(country.iloc[0], _)
    low, high = extremes(values)
    if low.empty:
        return value_cell(values.iloc[0], is_percent, _), ""
    ends = [number_words(float(rows["value"].iloc[0]), is_percent, _) for rows in (low, high)]
    known = int((values["state"] == KNOWN).sum())
    return _("{low} to {high}", low=ends[0], high=ends[1]), _.plural("{number} area", "{number} areas", known)
