"""Where are the actors of a sector, where do services work, and what does each place have?"""

import streamlit as st

from dashboard.figures.area_map import fitted_height
from dashboard.figures.coverage_map import coverage_map
from dashboard.queries import children_basis, gaps_by_sector, presence_by_area
from dashboard.ui import (
    context,
    coverage,
    coverage_basket,
    coverage_services,
    export,
    filters,
    header,
    lineage,
    measure,
    notes,
    reporting,
    tables,
)
from dashboard.ui.basis import basis_of, told_indicators

_ = context.translator()
warehouse = context.warehouse()
view = filters.view(_)
if view != "actors":
    {"services": coverage_services, "basket": coverage_basket}[view].show(warehouse, _)
    st.stop()

chosen = filters.coverage(warehouse, _)

if chosen is None:
    header.show(_("Where are actors missing?"), warehouse, _)
    st.info(_("No 4W is loaded yet: there is nothing to map."))
    st.stop()

words = coverage.words(warehouse, chosen, _)
presence = presence_by_area(warehouse, chosen)
gaps = gaps_by_sector(warehouse, chosen)
basis = basis_of(children_basis(warehouse), chosen.scheme)

rate = reporting.rate_words(warehouse, chosen.period, _)
header.show(_("Where are actors missing?"), warehouse, _, words.narrowed, rate)

map_column, figures_column = st.columns([3, 2], gap="medium")
with map_column:
    st.subheader(words.map_title, anchor=False)
    width, frame = measure.width_here(usual=540), coverage.frame(warehouse)
    figure = coverage_map(presence, words.shapes_address, coverage.map_words(presence, _), width, frame)
    st.pydeck_chart(figure, height=fitted_height(width, frame), key="map", alt=coverage.finding(presence, words, _))
    st.caption(words.boundaries_note)
with figures_column:
    coverage.key_figures(presence, basis, words, _)
    st.subheader(_("All sectors, widest gap first"), anchor=False)
    tables.show(coverage.sector_table(gaps, chosen, _), alt=_("Areas without any actor, by sector"))

st.subheader(_("By area, worst first"), anchor=False)
tables.show(coverage.area_table(presence, chosen.scheme, _), alt=_("Number of organisations by area, worst first"))
export.table(coverage.exported(presence, chosen, basis, words, _), coverage.file_name(chosen, words), _)
lineage.panel(warehouse, chosen, presence, words, _)
notes.show(told_indicators(basis), chosen.scheme, _, basis)
