"""Référencement, first part: the steps of a referral, and how soon each priority is answered."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.referral_bars import Bar, answer_bars, funnel
from dashboard.filters import Referrals
from dashboard.language import Translator
from dashboard.queries import referral_answers, referral_outcome_sums
from dashboard.ui import export, extremes, tables
from dashboard.ui.referral_extremes import between
from dashboard.ui.referrals import Words, facts, file_name, of_words, priority_names, share_cell
from dashboard.warehouse import Warehouse

NO_TOOLBAR = {"displayModeBar": False}
OF_JUDGED = ("matured", "answered", "accepted", "served", "rejected", "overdue", "answer_unknown")
BUCKETS = ("within_24h", "within_72h", "within_14d", "longer", "overdue", "unknown")


def show(warehouse: Warehouse, chosen: Referrals, totals: pd.Series, view: Words, _: Translator) -> None:
    st.subheader(_("From sent to served"), anchor=False)
    steps = step_rows(totals, _)
    bars = [Bar(name, number, f"{_.number(number)}<br>{told}") for name, number, told in steps.values()]
    figure = funnel(bars[:4])
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="referral_funnel", alt=funnel_finding(totals, _))
    sums = referral_outcome_sums(warehouse, chosen)
    columns = [_("Step"), _("Referrals"), _("Share"), _("Lowest and highest prefecture")]
    rows = [
        (name, _.number(number), told, between(sums, step, "matured", _) if step in OF_JUDGED[1:] else "–")
        for step, (name, number, told) in steps.items()
    ]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Referrals by step"))
    st.caption(_("Accepted is not served. The first lines are those judged; the last ones stand in no rate."))

    st.subheader(_("Answered in time?"), anchor=False)
    answers = referral_answers(warehouse, chosen)
    judged = answers[answers["matured"] > 0]
    if judged.empty:
        st.info(_("No deadline of these referrals had passed: nobody can be early or late yet."))
    else:
        names = priority_names(_)
        found = [(name, judged[bucket].to_list()) for bucket, name in bucket_names(_).items()]
        bars = answer_bars([priority_words(row, names, _) for row in judged.to_dict("records")], found, _.percent_sign)
        finding = _("Share of referrals by delay of the answer, by priority; the table beneath has the numbers.")
        st.plotly_chart(bars, theme=None, config=NO_TOOLBAR, key="referral_answers", alt=finding)
        st.caption(_("Each part is as long as its share of the referrals judged; the numbers are counts."))
    tables.show(answer_table(answers, _), alt=_("Delay of the answer by priority"))
    st.caption(_("Delays are told in bands. In time: of those of which the delay is known, or that had no answer."))
    say_extremes(judged, sums, _)
    export.table(exported(answers, chosen, view, _), file_name("delais-reponse", chosen, view), _)


def step_rows(totals: pd.Series, _: Translator) -> dict[str, tuple[str, int, str]]:
    """Each step of those judged, then what stands apart: name, number, and its share in words, by its total."""
    names = {
        "matured": _("Sent, deadline passed"),
        "answered": _("Answered"),
        "accepted": _("Accepted by the receiver"),
        "served": _("Service rendered"),
        "rejected": _("Rejected by the receiver"),
        "overdue": _("Without an answer after the deadline"),
        "answer_unknown": _("Nobody tells whether answered"),
        "too_recent": _("Too recent to be judged"),
        "undated": _("Without a priority, so without a deadline"),
        "declined": _("Declined by the child or the family"),
        "revoked": _("Taken back by who sent them"),
        "referrals": _("All referrals sent"),
    }
    whole = int(totals["matured"])
    return {
        step: (name, int(totals[step]), share_cell(int(totals[step]), whole, _) if step in OF_JUDGED else "–")
        for step, name in names.items()
    }


def funnel_finding(totals: pd.Series, _: Translator) -> str:
    return _(
        "Of {whole} referrals judged, {answered} were answered, {accepted} accepted and {served} served.",
        **{name: _.number(int(totals[column])) for name, column in (
            ("whole", "matured"), ("answered", "answered"), ("accepted", "accepted"), ("served", "served"))},
    )  # fmt: skip


def say_extremes(judged: pd.DataFrame, sums: pd.DataFrame, _: Translator) -> None:
    """Between which prefectures the share in time of each priority lies; of one alone the key figures tell it."""
    if len(judged) > 1:
        names = priority_names(_)
        found = {priority: sums[sums["priority"] == priority] for priority in judged["priority"]}
        in_time = _("In time")
        extremes.say_lines(
            [(f"{in_time}, {names[one]}", between(rows, "in_time", "time_known", _)) for one, rows in found.items()], _
        )


def bucket_names(_: Translator) -> dict[str, str]:
    words = ("≤ 24 h", "24-72 h", _("3-14 days"), _("more than 14 days"), _("no answer"), _("not told"))
    return dict(zip(BUCKETS, words, strict=True))


def priority_words(row: dict, names: dict[str, str], _: Translator) -> str:
    """A priority with its deadline."""
    if pd.isna(row["deadline_hours"]):
        return names[row["priority"]]
    hours = int(row["deadline_hours"])
    limit = _("{hours} h", hours=hours) if hours <= 72 else _("{days} days", days=hours // 24)
    return f"{names[row['priority']]} (≤ {limit})"


def answer_table(answers: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Counts by priority and delay, then the share in time with what it is of."""
    names, rows = priority_names(_), []
    for row in answers.to_dict("records"):
        in_time, known = int(row["in_time"]), int(row["in_time"] + row["late"] + row["overdue"])
        is_dated = pd.notna(row["deadline_hours"])
        rows.append(
            (
                priority_words(row, names, _),
                *(_.number(int(row[bucket])) if is_dated else "–" for bucket in BUCKETS),
                f"{share_cell(in_time, known, _)} ({of_words(in_time, known, _)})" if is_dated else _("no deadline"),
                _.number(int(row["not_judged"])),
            )
        )
    return pd.DataFrame(
        rows, columns=[_("Priority"), *bucket_names(_).values(), _("In time"), _("Not judged")]
    )  # fmt: skip


def exported(answers: pd.DataFrame, chosen: Referrals, view: Words, _: Translator) -> Table:
    names = priority_names(_)
    columns = (
        Column(_("Priority"), "#severity+priority"),
        Column(_("Deadline (hours)"), "#indicator+deadline+hours"),
        *(Column(name, f"#indicator+{bucket}+num") for bucket, name in bucket_names(_).items()),
        Column(_("In time"), "#indicator+in_time+num"),
        Column(_("Late"), "#indicator+late+num"),
        Column(_("Referrals judged"), "#indicator+judged+num"),
        Column(_("Not judged"), "#indicator+not_judged+num"),
    )
    rows = [
        (
            names[row["priority"]],
            export.whole(row["deadline_hours"]),
            *(int(row[name]) for name in (*BUCKETS, "in_time", "late", "matured", "not_judged")),
        )
        for row in answers.to_dict("records")
    ]
    title = _("Delay of the answers to referrals, {period}", period=view.period)
    return Table(title, columns, rows, facts(chosen, view, _))
