"""Référencement, first part: the steps of a referral, and how soon each priority is answered."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.referral_bars import Bar, answer_bars, funnel
from dashboard.filters import Referrals
from dashboard.language import Translator
from dashboard.queries import referral_answers
from dashboard.ui import export, tables
from dashboard.ui.referrals import Words, facts, file_name, of_words, priority_names, share_cell
from dashboard.warehouse import Warehouse

NO_TOOLBAR = {"displayModeBar": False}
BUCKETS = ("within_24h", "within_72h", "within_14d", "longer", "overdue", "unknown")


def show(warehouse: Warehouse, chosen: Referrals, totals: pd.Series, view: Words, _: Translator) -> None:
    st.subheader(_("From sent to served"), anchor=False)
    steps = step_rows(totals, _)
    figure = funnel([Bar(name, number, f"{_.number(number)}<br>{told}") for name, number, told in steps[:4]])
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="referral_funnel", alt=funnel_finding(totals, _))
    columns = [_("Step"), _("Referrals"), _("Share")]
    rows = [(name, _.number(number), told) for name, number, told in steps]
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
    export.table(exported(answers, chosen, view, _), file_name("delais-reponse", chosen, view), _)


def step_rows(totals: pd.Series, _: Translator) -> list[tuple[str, int, str]]:
    """Each step of those judged, then what stands apart: name, number, and its share in words."""
    number = {str(name): int(value) for name, value in totals.drop("cut_off").items()}
    whole = number["matured"]

    def of_judged(name: str) -> str:
        return share_cell(number[name], whole, _)

    return [
        (_("Sent, deadline passed"), whole, of_judged("matured")),
        (_("Answered"), number["answered"], of_judged("answered")),
        (_("Accepted by the receiver"), number["accepted"], of_judged("accepted")),
        (_("Service rendered"), number["served"], of_judged("served")),
        (_("Rejected by the receiver"), number["rejected"], of_judged("rejected")),
        (_("Without an answer after the deadline"), number["overdue"], of_judged("overdue")),
        (_("Nobody tells whether answered"), number["answer_unknown"], of_judged("answer_unknown")),
        (_("Too recent to be judged"), number["too_recent"], "–"),
        (_("Without a priority, so without a deadline"), number["undated"], "–"),
        (_("Declined by the child or the family"), number["declined"], "–"),
        (_("Taken back by who sent them"), number["revoked"], "–"),
        (_("All referrals sent"), number["referrals"], "–"),
    ]


def funnel_finding(totals: pd.Series, _: Translator) -> str:
    return _(
        "Of {whole} referrals judged, {answered} were answered, {accepted} accepted and {served} served.",
        **{name: _.number(int(totals[column])) for name, column in (
            ("whole", "matured"), ("answered", "answered"), ("accepted", "accepted"), ("served", "served"))},
    )  # fmt: skip


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
