"""Do referrals arrive, and end in a service?"""

import streamlit as st

from dashboard.inclusion import Place
from dashboard.queries import referral_totals
from dashboard.ui import (
    context,
    filters,
    header,
    inclusion,
    notes,
    referral_answers,
    referral_extremes,
    referral_flows,
    referral_public,
    referral_unanswered,
    referral_unmet,
    referrals,
)
from dashboard.ui.basis import told_indicators

_ = context.translator()
warehouse = context.warehouse()
question = _("Do referrals arrive, and end in a service?")

if not context.reader().is_coordinator:
    referral_public.show(question, warehouse, _)
    st.stop()

chosen = referrals.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    st.info(_("No referral is loaded yet: fill in its template (python -m etl template)."))
    st.stop()

view = referrals.words(warehouse, chosen, _)
totals = referral_totals(warehouse, chosen)
header.show(question, warehouse, _, view.narrowed)
referrals.say_empty(totals, _)
referrals.key_figures(warehouse, chosen, totals, _)
if totals["matured"]:
    referral_extremes.say(warehouse, chosen, _)

parts = {
    "answers": _("Steps and deadlines"),
    "flows": _("Who refers to whom"),
    "unmet": _("Needs without a service"),
    "unanswered": _("Without an answer"),
    "inclusion": _("Who they are"),
}
part = filters.choice("part", _("View"), parts, "answers", _)
if part == "answers":
    referral_answers.show(warehouse, chosen, totals, view, _)
elif part == "flows":
    referral_flows.show(warehouse, chosen, totals, view, _)
elif part == "unmet":
    referral_unmet.show(warehouse, chosen, view, _)
elif part == "inclusion":
    place = Place(chosen.period, chosen.scheme)
    inclusion.show_narrowed("referrals", place, referrals.narrowed(chosen), warehouse, _)
else:
    referral_unanswered.show(warehouse, chosen, view, _)

notes.show(told_indicators(None, referrals.INDICATORS), chosen.scheme, _)
