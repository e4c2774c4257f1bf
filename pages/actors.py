"""Who does what, where, and what rests on one alone?"""

import streamlit as st

from dashboard import queries
from dashboard.ui import actors, capacity, context, dependence, fragility, header, notes, projects, reporting, tables
from dashboard.ui.basis import basis_of, say_denominator, told_indicators

_ = context.translator()
warehouse = context.warehouse()
chosen = actors.chosen_view(warehouse, _)

if chosen is None:
    header.show(_("Who does what, where?"), warehouse, _)
    actors.say_nothing_loaded(_)
    st.stop()

basis = basis_of(queries.children_basis(warehouse), chosen.scheme)
view = actors.words(warehouse, chosen, basis, _)
by_service, places = queries.dependence(warehouse, chosen), queries.actor_places(warehouse, chosen)
header.show(_("Who does what, where?"), warehouse, _, view.narrowed, reporting.rate_words(warehouse, chosen.period, _))

part = actors.chosen_part(_)
if places.empty:
    actors.say_nobody(_)
else:
    dependence.key_figures(by_service, places, view, _)
    say_denominator(basis, _)

if part == "presence" and not places.empty:
    st.subheader(_("Organisation × service"), anchor=False)
    st.caption(actors.legend(view, _))
    tables.show(actors.matrix(places, by_service, _), alt=_("Number of areas by organisation and service"))
    actors.save(actors.listed(places, chosen, view, _), "acteurs", chosen, view, _)
    actors.places_of_one(places, by_service, view, _)
    st.subheader(_("Kinds of organisations"), anchor=False)
    types = capacity.type_table(queries.actor_types(warehouse, chosen), dependence.served(by_service), _)
    tables.show(types, alt=_("Organisations present and pairs served, by kind"))

if part == "fragility" and not places.empty:
    pairs = queries.served_pairs(warehouse, chosen)
    st.subheader(_("What rests on one organisation alone"), anchor=False)
    dependence.say_single(pairs, view, _)
    tables.show(dependence.service_table(by_service, _), alt=_("Pairs resting on one organisation, by service"))
    actors.save(dependence.exported(pairs, chosen, view, _), "couples", chosen, view, _)

    st.subheader(_("Fragility clock: what is left if no project is renewed"), anchor=False)
    clocked = fragility.chosen_clock(chosen, view, _)
    fragility.show(warehouse, clocked, actors.words(warehouse, clocked, basis, _), _)

    st.subheader(_("Three organisations or more on the same service"), anchor=False)
    dependence.say_overlaps(pairs, view, _)

if part == "means":
    stated = queries.stated_projects(warehouse, chosen)
    if context.may_see_sources():
        st.subheader(_("Projects that end within three months"), anchor=False)
        projects.say_ending(queries.ending_projects(warehouse, chosen), stated, chosen, view, _)
        st.subheader(_("Announced but not seen for three months"), anchor=False)
        projects.say_announced(queries.announcements(warehouse, chosen), view, _)
    st.subheader(_("Donors"), anchor=False)
    projects.say_donors(queries.donors(warehouse, chosen), stated, _)
    st.subheader(_("Capacity by sector, whole country"), anchor=False)
    capacity.show_sectors(warehouse, chosen, _)

notes.show(told_indicators(basis, actors.INDICATORS), chosen.scheme, _)
