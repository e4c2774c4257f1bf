"""Gestion des cas, fourth part: why cases are closed, and whether children are better."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.case_closures import REASONS, told_apart
from dashboard.figures.referral_bars import Bar, funnel
from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_flows, case_measures
from dashboard.ui import export, extremes, tables
from dashboard.ui.cases import (
    NO_TOOLBAR,
    Words,
    count,
    facts,
    file_name,
    is_whole_country,
    pair_cells,
    part_and_whole,
)
from dashboard.ui.referrals import share_cell
from dashboard.warehouse import Warehouse

UNKNOWN = "closed_unknown"


def show(warehouse: Warehouse, chosen: Cases, view: Words, _: Translator) -> None:
    measures = case_measures(warehouse, chosen)
    st.subheader(_("Why cases are closed"), anchor=False)
    known, unknown = by_reason(measures), count(measures, UNKNOWN)
    total = sum(known.values()) + (unknown or 0)
    if not total:
        st.info(_("No reason of closure is told in this view."))
    else:
        st.markdown(unknown_words(unknown, total, _))
        rows = reason_rows(known, _)
        if rows:
            bars = [Bar(name, number, f"{_.number(number)}<br>{share}") for name, number, share in rows]
            st.plotly_chart(funnel(bars), theme=None, config=NO_TOOLBAR, key="case_closures",
                            alt=_("Closures by reason; the table beneath has the numbers."))  # fmt: skip
        told = [(_("Reason not told"), _.number(unknown) if unknown is not None else _("no data"), "–")]
        told += [(name, _.number(number), share) for name, number, share in rows]
        table = pd.DataFrame(told, columns=[_("Reason for closing"), _("Cases"), _("Share of known reasons")])
        tables.show(table, alt=_("Closures by reason"))
        st.caption(
            _("Fewer than ten deaths never stand alone: they are shown together with the rarest of the other reasons.")
        )
        closed = case_flows(warehouse, chosen)["closed_cases"]
        if pd.notna(closed) and closed != total:
            st.caption(
                _(
                    "Reasons stand in a table of their own, that fewer organisations may fill in: it tells {total} "
                    "closures, that of cases {closed}.",
                    total=_.number(total),
                    closed=_.number(int(closed)),
                )
            )
        export.table(exported(known, unknown, chosen, view, _), file_name("clotures", chosen, view), _)

    st.subheader(_("Psychosocial well-being"), anchor=False)
    share, of = pair_cells(part_and_whole(measures, "wellbeing_improved", "wellbeing_scored"), _)
    st.markdown(_("**{share}** improved by at least three points ({of}).", share=share, of=of))
    st.caption(response_words(measures, total, _))
    if is_whole_country(chosen):
        extremes.say(warehouse, [("CM-06", ""), ("CM-07", "")], chosen.period, chosen.scheme, _)


def by_reason(measures: pd.DataFrame) -> dict[str, int]:
    """Closures by known reason, of the reasons that are told."""
    found = {reason: count(measures, f"closed_{reason}") for reason in REASONS}
    return {reason: number for reason, number in found.items() if number is not None}


def unknown_words(unknown: int | None, total: int, _: Translator) -> str:
    """How many reasons nobody tells, before any share of those that are."""
    if unknown is None:
        return _("Nobody says how many closures have no known reason: the shares below may leave some out.")
    return _(
        "**{share}** of closures have no known reason ({number} of {total}): they stand in no share below.",
        share=share_cell(unknown, total, _),
        number=_.number(unknown),
        total=_.number(total),
    )


def reason_names(_: Translator) -> dict[str, str]:
    words = (
        _("Formal closing"),
        _("Transferred"),
        _("Lost to follow-up"),
        _("Repatriated"),
        _("Other reason"),
        _("Death"),
    )
    return dict(zip(REASONS, words, strict=True))


def reason_rows(known: dict[str, int], _: Translator) -> list[tuple[str, int, str]]:
    """Reasons that may be told apart, each with its number and its share of the known ones."""
    names, whole = reason_names(_), sum(known.values())
    return [
        (
            " + ".join(names[reason] for reason in sorted(reasons, key=REASONS.index)),
            number,
            share_cell(number, whole, _),
        )
        for reasons, number in told_apart(known)
    ]


def response_words(measures: pd.DataFrame, total: int, _: Translator) -> str:
    """How many of the closed cases the share of well-being speaks of."""
    scored = count(measures, "wellbeing_scored")
    if scored is None or not total:
        return _("Only cases scored twice count; how many of the closed cases they are is not known.")
    if scored > total:
        return _(
            "More cases scored ({scored}) than closures told ({total}): their share is not known. Check the tables.",
            scored=_.number(scored),
            total=_.number(total),
        )
    return _(
        "Only cases scored twice count: {scored} of {total} closed cases, {share}.",
        scored=_.number(scored),
        total=_.number(total),
        share=share_cell(scored, total, _),
    )


def exported(known: dict[str, int], unknown: int | None, chosen: Cases, view: Words, _: Translator) -> Table:
    columns = (
        Column(_("Reason for closing"), "#cause"),
        Column(_("Cases"), "#value+cases+closed"),
        Column(_("Share of known reasons"), "#indicator+share"),
    )
    rows = [(_("Reason not told"), unknown, "–"), *reason_rows(known, _)]
    return Table(_("Closures, {period}", period=view.period), columns, rows, facts(chosen, view, _))
