"""The fragility clock on the page: its title, figure, table and file."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st
from babel.dates import format_date

from dashboard import queries
from dashboard.exports import Column, Table
from dashboard.figures.fragility_clock import ClockWords, fragility_clock
from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.ui import actors, filters, tables
from dashboard.warehouse import Warehouse

NO_TOOLBAR = {"displayModeBar": False, "showTips": False}


def chosen_clock(chosen: Actors, view: actors.Words, _: Translator) -> Actors:
    """The view with the basket, or with the service that is chosen: in the address."""
    if chosen.service == actors.BASKET:
        return chosen
    names = {"service": view.service, actors.BASKET: _("The basket (five services)")}
    code = filters.choice("clock", _("What the clock counts"), names, "service", _)
    return replace(chosen, service=actors.BASKET) if code == actors.BASKET else chosen


def show(warehouse: Warehouse, chosen: Actors, view: actors.Words, _: Translator) -> None:
    """The finding, the steps, and the same numbers beneath and in the file."""
    clock = queries.fragility_clock(warehouse, chosen)
    if clock.empty:
        st.info(_("Nothing served has a provider with a name in this period: there is nothing to project."))
        return
    st.markdown(f"**{finding(clock, _)}**")
    figure = fragility_clock(clock, figure_words(clock, _))
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="clock_figure")
    st.caption(
        _("Hatched: pairs whose last provider has no known end; they are counted as going on, which nobody knows.")
    )
    tables.show(table(clock, _), alt=_("Pairs still served, month by month"))
    actors.save(exported(clock, chosen, view, _), "horloge", chosen, view, _)


def finding(clock: pd.DataFrame, _: Translator) -> str:
    """What the figure shows, with the share of which the end is unknown."""
    first, last = clock.iloc[0], clock.iloc[-1]
    share = _.share(first["pairs_unknown_end"] / first["pairs"])
    if first["pairs_unknown_end"] == first["pairs"]:
        return _(
            "{pairs} pairs served in {month}; of none is the end known (unknown: {share}), so nothing can be foreseen.",
            pairs=_.number(first["pairs"]),
            month=month_name(first["starts_on"], _),
            share=share,
        )
    return _(
        "{pairs} pairs served in {month}, at most {left} a year later if no project is renewed; end unknown: {share}.",
        pairs=_.number(first["pairs"]),
        month=month_name(first["starts_on"], _),
        left=_.number(last["pairs"]),
        share=share,
    )


def month_name(day: date, _: Translator, form: str = "MMMM y") -> str:
    return format_date(day, form, locale=_.language)


def figure_words(clock: pd.DataFrame, _: Translator) -> ClockWords:
    return ClockWords(
        months=[month_name(day, _, "MMM y") for day in clock["starts_on"]],
        pairs=_("still served, at most"),
        known=_("with a known end"),
        axis=_("Pairs served"),
        pairs_told=[_.number(number) for number in clock["pairs"]],
        known_told=[_.number(number) for number in clock["pairs_known"]],
    )


def table(clock: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """The numbers of the figure, month by month; losses are counted since the period."""
    rows = [
        (
            month_name(row["starts_on"], _),
            _.number(row["pairs"]),
            _.number(row["pairs_known"]),
            _.number(row["areas_losing"]),
            "–" if pd.isna(row["children_losing"]) else _.number(int(row["children_losing"])),
        )
        for row in clock.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=headings(_))


def headings(_: Translator) -> list[str]:
    return [
        _("Month"),
        _("Pairs still served"),
        _("of which by a known end date"),
        _("Areas that lost a service"),
        _("Children living there"),
    ]


def exported(clock: pd.DataFrame, chosen: Actors, view: actors.Words, _: Translator) -> Table:
    tags = ("#date+month", "#indicator+pairs", "#indicator+pairs+known", "#adm+num+losing", "#population+children")
    columns = [Column(heading, tag) for heading, tag in zip(headings(_), tags, strict=True)]
    rows = [
        (
            row["starts_on"].isoformat()[:7],
            int(row["pairs"]),
            int(row["pairs_known"]),
            int(row["areas_losing"]),
            None if pd.isna(row["children_losing"]) else int(row["children_losing"]),
        )
        for row in clock.to_dict("records")
    ]
    title = _("Fragility clock from {period}", period=view.period)
    return Table(title, columns, rows, [(_("Finding"), finding(clock, _)), *actors.facts(chosen, view, _)])
