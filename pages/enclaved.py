"""Who can go, with whose means?"""

import streamlit as st

from dashboard import queries
from dashboard.ui import context, enclaved, enclaved_tables, export, header, means_board, missions, notes, tables
from dashboard.ui.basis import basis_of, say_denominator, told_indicators
from dashboard.ui.filters import choice

_ = context.translator()
warehouse = context.warehouse()
chosen = enclaved.chosen_view(warehouse, _)
loaded = queries.zones_loaded(warehouse)

if chosen is None or not loaded[["states", "missions", "notices"]].any():
    header.show(_("Who can go, with whose means?"), warehouse, _)
    enclaved.say_no_access(_)
    enclaved.say_no_means(_)
    st.stop()

view = enclaved.words(warehouse, chosen, _)
basis = basis_of(queries.children_basis(warehouse), chosen.scheme)
quarter = enclaved.quarter_of(warehouse, chosen.period)
states = queries.zone_states(warehouse, chosen)
reach = queries.enclaved_reach(warehouse, quarter, chosen.scheme) if quarter and loaded["states"] else None
made = queries.missions(warehouse, chosen)
header.show(_("Who can go, with whose means?"), warehouse, _, view.narrowed)
enclaved.key_figures(states, reach, quarter, made, _)
enclaved.say_extremes(warehouse, chosen, quarter, _)
say_denominator(basis, _)
part = enclaved.chosen_part(_)

if part == "access" and not loaded["states"]:
    enclaved.say_no_access(_)
elif part == "access":
    st.subheader(_("Access by sub-prefecture, {period}", period=view.period), anchor=False)
    enclaved.show_map(warehouse, chosen, states, view, _)
    if states.empty:
        st.info(_("Nothing is told of access in this period: which zones were enclaved, nobody can say."))
    else:
        tables.show(enclaved_tables.state_table(states, _), alt=_("Zones whose access is told, the hardest first"))
        content = enclaved_tables.exported_states(states, chosen, basis, view, _)
        export.table(content, enclaved_tables.file_name("acces_zones", chosen, view), _, "states")
    st.subheader(_("Calendar of access, twelve months"), anchor=False)
    enclaved_tables.show_calendar(warehouse, chosen, _)
    st.subheader(_("{service}: with and without enclaved zones", service=view.service), anchor=False)
    enclaved_tables.show_coverage(warehouse, chosen, basis, view, _)

if part == "missions":
    resources, shares = queries.means_resources(warehouse), queries.mission_shares(warehouse, chosen.period)
    if not loaded["missions"]:
        enclaved.say_no_means(_)
    else:
        st.subheader(_("Pooled missions to enclaved zones, {period} (CO-04)", period=view.period), anchor=False)
        tables.show(missions.pool_table(made, shares, resources, _), alt=_("Pooled missions by pool of means"))
        st.caption(_("Resources and currencies are never added up: a shared seat does not equal a shared clinic."))
    if quarter and reach is not None and len(reach):
        st.subheader(_("Enclaved zones reached, {quarter} (COV-09)", quarter=_.period(quarter)), anchor=False)
        tables.show(missions.reach_table(reach, _), alt=_("Enclaved zones of the quarter, and what reached them"))
        content = missions.exported_reach(reach, quarter, chosen, view, _)
        export.table(content, enclaved_tables.file_name("zones_atteintes", chosen, view), _, "reach")
    st.subheader(_("Both by prefecture, cause, season or access mode"), anchor=False)
    axis = choice("by", _("By"), missions.axis_names(_), "parent_name", _)
    tables.show(missions.axis_table(reach, made, axis, _), alt=_("Zones reached and missions pooled, in parts"))
    if len(made):
        st.subheader(_("Missions made, {period}", period=view.period), anchor=False)
        tables.show(missions.mission_table(made, shares, resources, _), alt=_("Missions made in the period"))
        content = missions.exported(made, shares, resources, chosen, view, _)
        export.table(content, enclaved_tables.file_name("missions", chosen, view), _, "missions")

if part == "means" and context.may_see_sources():
    if loaded["notices"]:
        means_board.panel(warehouse, chosen, view, _)
    else:
        enclaved.say_no_means(_)

notes.show(told_indicators(basis, enclaved.INDICATORS), chosen.scheme, _, basis)
