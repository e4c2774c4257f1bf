"""Where should the next sites of a service open, to reach most children whom none reaches?"""

import streamlit as st

from dashboard import siting as solving
from dashboard.figures.access_map import access_classes
from dashboard.figures.area_map import fitted_height
from dashboard.figures.siting_map import siting_map
from dashboard.queries import access_by_area, children_basis, existing_sites, siting_demand, travel_method
from dashboard.ui import access, context, coverage, export, header, measure, notes, siting, tables, travel
from dashboard.ui.basis import basis_of, say_denominator, told_indicators
from geo.siting import Infeasible

_ = context.translator()
warehouse = context.warehouse()
chosen = siting.chosen_view(warehouse, _)

if chosen is None:
    header.show(_("Where should the next sites open?"), warehouse, _)
    st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
    st.stop()

asked = siting.access_of(chosen)
view = access.words(warehouse, asked, _)
header.show(_("Where should the next sites open?"), warehouse, _, (*view.narrowed, view.season))
travel.say_problem(travel_method(warehouse), _)
try:
    with st.spinner(_("Looking for the best sites…")):
        answer = solving.answer(warehouse, chosen)
except Infeasible as problem:
    st.info(siting.infeasible_words(problem.code, _))
    st.stop()
except solving.Unknown:
    st.info(
        _(
            "Nothing loaded says where this service works in this period: choosing sites would take the unknown for a "
            "gap. Load a directory of its sites with their state (python -m etl template service_sites), or choose "
            "another service."
        )
    )
    st.stop()

st.markdown(siting.plan_words(answer, chosen, view, _))
siting.key_figures(answer, _)
basis = basis_of(children_basis(warehouse), chosen.scheme)
if basis is not None:
    say_denominator(basis, _)

st.subheader(_("Proposed sites, in the order of what each adds"), anchor=False)
tables.show(siting.place_table(answer, chosen.scheme, _), alt=_("Proposed sites, in the order of what each adds"))
export.table(siting.exported(answer, chosen, basis, view, _), siting.file_name(chosen, view), _)
st.caption(siting.demand_words(siting_demand(warehouse, chosen), answer, _))

st.subheader(_("Existing and proposed sites ({method})", method=view.method), anchor=False)
areas = access_by_area(warehouse, asked)
sites = siting.existing(existing_sites(warehouse, chosen.period, chosen.service, chosen.scheme))
width, frame = measure.width_here(usual=900), coverage.frame(warehouse)
words = access.map_words(areas, asked, view, _)
classes = access_classes(areas, chosen.season)
figure = siting_map(classes, view.shapes_address, words, width, sites, siting.proposed(answer), frame)
alt = _("Map of existing sites (small circles) and proposed ones (large circles with their order)")
st.pydeck_chart(figure, height=fitted_height(width, frame, words.lines), key="siting_map", alt=alt)
st.caption(_("Small circles: functional sites, which stay. Large circles: proposed sites, in their order. "
             "Colours: travel time today."))  # fmt: skip
st.caption(f"{view.method_sentence} {view.boundaries_note}")

st.subheader(_("What each further site would bring"), anchor=False)
siting.draw_curve(answer, chosen, _)
tables.show(siting.curve_table(answer, _), alt=_("Children within reach by number of new sites"))
notes.show(told_indicators(basis, siting.INDICATORS), chosen.scheme, _)
