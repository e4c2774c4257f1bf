"""Can this child be served here in time?"""

import streamlit as st

from dashboard.pathway import applies, check
from dashboard.queries import travel_method
from dashboard.ui import context, export, header, notes, pathway, tables, travel
from dashboard.ui.basis import told_indicators

_ = context.translator()
warehouse = context.warehouse()
chosen = pathway.setting(warehouse, _)

if chosen is None:
    header.show(_("Can this child be served here in time?"), warehouse, _)
    st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
    st.stop()

season = travel.season_names(_)[chosen.season]
told = _("as known on {day}", day=_.day(chosen.last_day))
header.show(_("Can this child be served here in time?"), warehouse, _, (told, season))
travel.say_problem(travel_method(warehouse), _)
given = pathway.profile(warehouse, chosen, _)
if given is None:
    st.info(_("Answer the five questions: each step of the pathway is then yes, no or unknown, and why."))
    st.stop()

every_step = check(warehouse, pathway.question(given, chosen), chosen.last_day)
steps = [step for step in every_step if applies(step, given.sex, given.band)]
pathway.say_answer(steps, _)
pathway.say_place(warehouse, given, chosen, _)
if steps:
    tables.show(pathway.step_table(steps, _), alt=_("Steps of the pathway, with what decides each"))
st.caption(
    _("An answer is yes only where a functional, recently verified site is known within reach in time; what nobody "
      "knows is unknown, never yes. The deadline runs from now; travel is counted day and night, without stops.")
)  # fmt: skip
st.caption(travel.method_sentence(travel_method(warehouse), _))

st.subheader(_("Leaflet"), anchor=False)
st.caption(_("All the steps of the need in this place, for whomever they are meant: neither sex nor age is in it."))
leaflet = pathway.leaflet(warehouse, every_step, given, chosen, _)
export.table(leaflet, pathway.file_name(warehouse, given), _)
notes.show(told_indicators(None, pathway.INDICATORS), chosen.scheme, _)
