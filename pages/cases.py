"""Are cases managed as the standard asks?"""

import streamlit as st

from dashboard.ui import (
    case_closures,
    case_delays,
    case_public,
    case_standards,
    case_steps,
    case_teams,
    cases,
    context,
    filters,
    header,
    inclusion,
    notes,
)
from dashboard.ui.basis import told_indicators

_ = context.translator()
warehouse = context.warehouse()
question = _("Are cases managed as the standard asks?")

if not context.reader().is_coordinator:
    case_public.show(question, warehouse, _)
    st.stop()

chosen = cases.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    st.info(_("Nothing is told of cases yet: fill in a template (python -m etl template)."))
    st.stop()

view = cases.words(warehouse, chosen, _)
header.show(question, warehouse, _, view.narrowed)
cases.say_empty(warehouse, chosen, _)
cases.key_figures(warehouse, chosen, _)

parts = {
    "steps": _("Steps and cases"),
    "teams": _("Caseloads"),
    "delays": _("Delays"),
    "closures": _("Closures"),
    "standards": _("Standards"),
    "inclusion": _("Who they are"),
}
part = filters.choice("part", _("View"), parts, "steps", _)
if part == "steps":
    case_steps.show(warehouse, chosen, view, _)
elif part == "teams":
    case_teams.show(warehouse, chosen, view, _)
elif part == "delays":
    case_delays.show(warehouse, chosen, view, _)
elif part == "closures":
    case_closures.show(warehouse, chosen, view, _)
elif part == "inclusion":
    inclusion.show_narrowed("cases", cases.place(chosen), cases.narrowed(chosen), warehouse, _)
else:
    case_standards.show(warehouse, chosen, view, _)

notes.show(told_indicators(None, cases.INDICATORS), chosen.scheme, _)
