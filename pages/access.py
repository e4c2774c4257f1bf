"""How far is the service, in the dry season and in the rains?"""

import streamlit as st

from dashboard.figures.access_map import access_classes
from dashboard.figures.area_map import area_map, fitted_height
from dashboard.queries import (
    access_by_area,
    access_shares,
    children_basis,
    existing_sites,
    service_by_area,
    travel_method,
)
from dashboard.ui import access, context, coverage, export, header, measure, notes, tables, travel
from dashboard.ui.basis import basis_of, told_indicators

_ = context.translator()
warehouse = context.warehouse()
chosen = access.chosen_view(warehouse, _)

if chosen is None:
    header.show(_("How far is the service?"), warehouse, _)
    st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
    st.stop()

view = access.words(warehouse, chosen, _)
header.show(_("How far is the service?"), warehouse, _, view.narrowed)
travel.say_problem(travel_method(warehouse), _)
areas = access_by_area(warehouse, chosen)
sites = existing_sites(warehouse, chosen.period, chosen.service, chosen.scheme)

if areas["dry_status"].isin(["no_data", "not_applicable"]).all():
    st.info(travel.nothing_words(service_by_area(warehouse, access.services_of(chosen)), _))
    st.stop()

shares, basis = access_shares(warehouse, chosen), basis_of(children_basis(warehouse), chosen.scheme)
access.key_figures(shares, basis, chosen, _)
without_point = int(sites["latitude"].isna().sum())
st.caption(
    _("Functional sites measured from: {number}; without coordinates, in no distance: {without}.",
      number=len(sites) - without_point, without=without_point)
)  # fmt: skip

st.subheader(_("Travel time to {service}, {period} ({method})", service=view.service, period=view.period,
               method=view.method), anchor=False)  # fmt: skip
width, frame = measure.width_here(usual=900), coverage.frame(warehouse)
words = access.map_words(areas, chosen, view, _)
figure = area_map(access_classes(areas, chosen.season), view.shapes_address, words, width, frame)
height = fitted_height(width, frame, words.lines)
st.pydeck_chart(figure, height=height, key="access_map", alt=access.finding(areas, chosen, view, _))
told = _("{season}: {method}.", season=view.season, method=view.method)
st.caption(f"{told} {view.method_sentence}")
st.caption(view.boundaries_note)

st.subheader(_("By sub-prefecture, farthest first"), anchor=False)
tables.show(access.area_table(areas, chosen, _), alt=_("Travel times by sub-prefecture, farthest first"))
export.table(access.exported(areas, chosen, basis, view, _), access.file_name(chosen, view), _)
if basis is not None:
    st.subheader(_("Share of children within the threshold, by prefecture"), anchor=False)
    alt = _("Share of children within the threshold, by prefecture")
    tables.show(access.prefecture_table(shares, chosen.scheme, _), alt=alt)
notes.show(told_indicators(basis, access.INDICATORS), chosen.scheme, _)
