"""Nos données: the referrals that wait for an answer of ours, shown to us before anybody reads our name."""

import pandas as pd
import streamlit as st

from dashboard.journal import note_told, told_periods
from dashboard.language import Translator
from dashboard.queries import own_referral_periods
from dashboard.roles import Reader
from dashboard.ui import own
from dashboard.ui.referral_unanswered import AGES, age_names
from dashboard.ui.referrals import priority_names
from dashboard.warehouse import Warehouse


def show(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    """``found``: :func:`dashboard.queries.own_referrals`."""
    periods = list(own_referral_periods(warehouse)["period"])
    if not periods:
        return
    heading = _("Referrals that wait for our answer")
    st.subheader(heading, anchor=False)
    note_once(reader, periods, warehouse.build)
    if found.empty:
        st.markdown(_("No referral that was sent to us is without an answer after its deadline."))
        return
    st.caption(
        _(
            "Sent to us and without an answer after the deadline on {day}, as those who sent them tell. You are shown "
            "this first; the coordination reads our name from now on.",
            day=_.day(found["cut_off"].iloc[0]),
        )
    )
    columns = [
        (_("Service asked for"), "#service"),
        (_("Priority"), "#severity+priority"),
        *((name, f"#indicator+{code}+num") for code, name in zip(AGES, age_names(_), strict=True)),
        (_("Without an answer"), "#indicator+overdue+num"),
    ]
    priorities = priority_names(_)
    rows = [
        (service_words(row, _), priorities[row["priority"]], *(int(row[name]) for name in (*AGES, "overdue")))
        for row in found.to_dict("records")
    ]
    own.offer(own.Listing(heading, "referencements", columns, rows), reader, warehouse, _)
    st.markdown(_("A message in French for those who sent them, to complete:"))
    st.code(message(found, Translator("fr")), language=None, wrap_lines=True)


def note_once(reader: Reader, periods: list[str], build: str) -> None:
    """That the organisation has seen its own, unless it is noted already."""
    if not told_periods().get(reader.own, set()).issuperset(periods):
        note_told(reader, reader.own, periods, build)


def service_words(row: dict, _: Translator) -> str:
    name = row[f"name_{_.language}"]
    if pd.notna(name):
        return str(name)
    return _("other service") if row["service_code"] == "other" else _("unknown service")


def message(found: pd.DataFrame, _: Translator) -> str:
    """What the organisation may write to those who referred; ``_`` is French."""
    priorities = priority_names(_)
    lines = [
        f"- {service_words(row, _)}, {priorities[row['priority']].lower()} : {_.number(int(row['overdue']))}"
        for row in found.to_dict("records")
    ]
    opening = _(
        "Hello, on {day} the referrals below, which you may have sent to us, have no answer from us after their "
        "deadline:",
        day=_.day(found["cut_off"].iloc[0]),
    )
    ending = _(
        "Please tell us which of them still wait (number and month, no name). We answer by … at the latest: accepted, "
        "or sent on to …"
    )
    return "\n".join([opening, *lines, ending])
