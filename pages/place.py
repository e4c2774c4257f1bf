"""What is known of this prefecture or sub-prefecture?"""

import streamlit as st

from dashboard.queries import basket, place_facts
from dashboard.ui import context, export, header, place, place_indicators, place_lessons, place_people, place_sheet
from dashboard.ui import place_referrals as referrals
from dashboard.ui import place_services as services

_ = context.translator()
warehouse = context.warehouse()

chosen = place.choose(warehouse, _)
if chosen is None:
    header.show(_("What is known of this place?"), warehouse, _)
    st.info(_("Nothing is told of any place yet: load a 4W, a service directory or case counts."))
    st.stop()

facts = place_facts(warehouse, chosen)
view = place.words(warehouse, chosen, facts, _)
header.show(_("What is known of {place}?", place=view.name), warehouse, _, view.narrowed)
pairs = basket(warehouse, chosen.period, chosen.scheme)
place.key_figures(facts, services.inside(pairs, chosen), services.of_basket(warehouse), _)
services.show_services(warehouse, chosen, pairs, view, _)
left, right = st.columns([3, 2], gap="medium")
with left:
    referrals.show_referrals(warehouse, chosen, _)
with right:
    place.further(_)

values = place_indicators.told(warehouse, chosen, _)
place_indicators.show_indicators(warehouse, chosen, values, view, _)
told = [*export.nature(view.is_demo, _), *export.asked(chosen, view, _), (_("Place"), f"{view.name} ({chosen.pcode})")]
told.append((_("Source"), view.origin))
name = export.file_name(view.is_demo, chosen.pcode, chosen.period, chosen.scheme, kind="fiche")
export.table(place_indicators.exported(values, view, told, _), name, _)
place_sheet.offer(warehouse, chosen, facts, pairs, values, view, _)
place_indicators.of_whom(warehouse, chosen, values, view, _)
place_people.show_people(warehouse, chosen, _)
place_lessons.show_lessons(warehouse, chosen, pairs, _)
