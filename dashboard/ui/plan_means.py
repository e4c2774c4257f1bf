"""Suivi du plan, third part: money, reports on time, pooled missions, trainings and what people said."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.queries import plan_coordination, plan_funding, plan_measures
from dashboard.ui import export, tables
from dashboard.ui.capacity import money, sector_name
from dashboard.ui.plan import (
    WHOLE,
    Words,
    cell,
    facts,
    file_name,
    pair_words,
    say_above,
    share_cell,
    share_of,
    share_words,
)
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

FEWEST_REPORTS = 5  # expected, under which no share is told (CO-01)
FEWEST_MISSIONS = 3  # CO-04


def show(warehouse: Warehouse, chosen: Plan, view: Words, _: Translator) -> None:
    told = plan_coordination(warehouse, chosen)
    funding(plan_funding(warehouse, chosen), chosen, view, _)
    reporting(told[told["indicator_id"] == "CO-01"], chosen, view, _)
    left, right = st.columns(2, gap="medium")
    with left:
        measures(plan_measures(warehouse, chosen), chosen, view, _)
    with right:
        missions(told[told["indicator_id"] == "CO-04"], chosen, _)


def funding(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """CO-03: received of what is asked for, a currency each."""
    st.subheader(_("Funding received"), anchor=False)
    if found.empty:
        st.info(_("No funding is loaded for {year}: fill in its template (python -m etl template funding).",
                  year=chosen.year))  # fmt: skip
        return
    columns = [_("Sector"), _("Funding requested"), _("Funding received"), _("Share")]
    rows = [
        (
            plain(sector_name(pd.Series(row), _)),
            amount(row["requested"], row["currency"], _),
            amount(row["received"], row["currency"], _),
            share_words(row["received"], row["requested"], _),
        )
        for row in found.to_dict("records")
    ]
    whole = _("All sectors")
    rows += [
        (f"**{whole}**", amount(asked, currency, _), amount(got, currency, _), share_words(got, asked, _))
        for currency, asked, got in totals(found)
    ]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Funding requested and received by sector"))
    st.caption(
        _("One line a currency: amounts of two are never added. The total holds the sectors of which both are told.")
    )
    say_above([sector_name(pd.Series(row), _) for row in found.to_dict("records")
               if (share_of(row["received"], row["requested"]) or 0) > WHOLE], _)  # fmt: skip
    hxl = ("#sector+name", "#value+funding+required", "#value+funding+received", "#indicator+funding+pct", "#currency")
    lines = [
        (
            sector_name(pd.Series(row), _),
            cell(row["requested"]),
            cell(row["received"]),
            share_cell(row["received"], row["requested"]),
            None if pd.isna(row["currency"]) else row["currency"],
        )
        for row in found.to_dict("records")
    ]
    content = Table(
        _("Funding received"), [*map(Column, [*columns, _("Currency")], hxl)], lines, facts(chosen, view, _)
    )
    export.table(content, file_name("financement", chosen, view), _, "plan_funding:")


def amount(number: float, currency: object, _: Translator) -> str:
    return _("no data") if pd.isna(number) else money(number, currency, _)


def totals(found: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Currency, requested and received of the sectors of which both are told, as CO-03 counts them."""
    both = found.dropna(subset=["currency", "requested", "received"])
    sums = both.groupby("currency")[["requested", "received"]].sum()
    pairs = zip(sums.index, sums["requested"], sums["received"], strict=True)
    return [(str(currency), float(asked), float(got)) for currency, asked, got in pairs]


def reporting(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """CO-01: reports that came by the deadline, month by month."""
    st.subheader(_("Reports on time"), anchor=False)
    months = found[found["period"] != chosen.year]
    if months.empty:
        st.info(_("Nobody can say which reports were expected in {year}.", year=chosen.year))
        return
    columns = [_("Month"), _("On time, of those expected"), _("Share")]
    rows = [
        (
            _.period(row["period"]),
            pair_words(row["numerator"], row["denominator"], _),
            share_words(row["numerator"], row["denominator"], _) if row["denominator"] >= FEWEST_REPORTS else "–",
        )
        for row in months.to_dict("records")
    ]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Reports on time by month"))
    st.caption(_("A report is an organisation and a month; 90% is the working group's goal."))
    hxl = ("#date+month", "#org+num+ontime", "#org+num+expected", "#indicator+ontime+pct")
    names = (_("Month"), _("Reports on time"), _("Reports expected"), _("Share"))
    lines = [
        (
            row["period"],
            cell(row["numerator"]),
            cell(row["denominator"]),
            share_cell(row["numerator"], row["denominator"]) if row["denominator"] >= FEWEST_REPORTS else None,
        )
        for row in months.to_dict("records")
    ]
    content = Table(_("Reports on time by month"), [*map(Column, names, hxl)], lines, facts(chosen, view, _))
    export.table(content, file_name("promptitude", chosen, view), _, "plan_reporting:")


def measures(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """Trainings on working with other sectors, and what became of what people said."""
    st.subheader(_("Trainings and voices"), anchor=False)
    if found.empty:
        st.info(
            _("No training and no feedback is told of {year}: fill in its template (python -m etl template "
              "sector_measures).", year=chosen.year)
        )  # fmt: skip
        return
    amounts = found.set_index("measure")["amount"].to_dict()
    names = {
        "trainings_other_sectors": _("Trainings on working with other sectors"),
        "people_trained_other_sectors": _("People trained on working with other sectors"),
        "feedback_received": _("Feedback received from people"),
        "feedback_acted": _("Feedback acted upon"),
    }
    rows = [(name, _.number(int(amounts[code])) if code in amounts else _("no data")) for code, name in names.items()]
    tables.show(
        pd.DataFrame(rows, columns=[_("What was told"), _("Number")]), alt=_("Trainings and feedback of the year")
    )
    acted, received = (amounts.get(code, float("nan")) for code in ("feedback_acted", "feedback_received"))
    if (share := share_of(acted, received)) is not None:
        st.caption(_("Feedback that led to something: {share}.", share=_.share(share)))
    columns = [Column(_("What was told"), "#meta+measure"), Column(_("Number"), "#value+num")]
    lines = [(name, cell(amounts.get(code, float("nan")))) for code, name in names.items()]
    content = Table(_("Trainings and voices"), columns, lines, facts(chosen, view, _))
    export.table(content, file_name("formations-retours", chosen, view), _, "plan_measures:")


def missions(found: pd.DataFrame, chosen: Plan, _: Translator) -> None:
    """CO-04: missions to enclaved zones that were pooled."""
    st.subheader(_("Pooled missions"), anchor=False)
    if found.empty:
        st.info(_("No past mission to an enclaved zone is told of {year}.", year=chosen.year))
        return
    pooled, all_missions = found.iloc[0][["numerator", "denominator"]]
    share = share_words(pooled, all_missions, _) if all_missions >= FEWEST_MISSIONS else _("too few for a share")
    st.markdown(
        _(
            "Of {all} missions to enclaved zones, {pooled} were shared by two organisations or more ({share}).",
            all=_.number(int(all_missions)), pooled=_.number(int(pooled)), share=share,
        )
    )  # fmt: skip
