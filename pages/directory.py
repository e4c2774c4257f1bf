"""Who provides what, where, and for whom?"""

import streamlit as st

from dashboard import queries
from dashboard.roles import ORGANISATION
from dashboard.ui import context, directory, directory_calls, directory_sheet, directory_tables, header, leaflet

_ = context.translator()
warehouse = context.warehouse()
reader = context.reader()

chosen = directory.choose(warehouse, _)
view = directory.words(warehouse, chosen, context.may_see_sources(), _)
areas = queries.directory_areas(warehouse, chosen.scheme)
header.show(_("Who provides what, where, and for whom?"), warehouse, _, view.narrowed)

if not areas["sites"].any():
    directory.say_nothing_loaded(_)
    st.stop()

sites = queries.directory(warehouse, chosen)
directory.key_figures(sites, view, _)
directory.say_rule(warehouse, _)

part = directory.chosen_part(reader.is_coordinator or reader.role == ORGANISATION, _)
if part == "list":
    directory_tables.panel(sites, chosen, view, _)
if part == "calls" and reader.is_coordinator:
    directory_calls.panel(queries.call_list(warehouse, chosen.scheme), view, _)
if part == "calls" and reader.role == ORGANISATION:
    directory_calls.panel(queries.own_call_list(warehouse, chosen.scheme), view, _)
if part in ("sheet", "leaflet") and (place := directory_sheet.choose_place(areas, chosen, _)) is not None:
    if part == "sheet":
        whole = directory_sheet.of_place(chosen, str(place.name))
        directory_sheet.panel(queries.directory(warehouse, whole), place, view, _)
    else:
        leaflet.panel(queries.leaflet_services(warehouse, chosen.scheme, str(place.name)), place, view, _)
