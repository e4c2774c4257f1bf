"""Is the plan on course?"""

import streamlit as st

from dashboard.queries import plan_sectors
from dashboard.ui import context, filters, header, notes, plan, plan_areas, plan_means, plan_people, plan_targets
from dashboard.ui.basis import told_indicators

_ = context.translator()
warehouse = context.warehouse()
question = _("Is the plan on course?")

chosen = plan.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    plan.say_nothing_loaded(_)
    st.stop()

view = plan.words(warehouse, chosen, _)
found = plan_sectors(warehouse, chosen.year, chosen.plan)

header.show(question, warehouse, _, view.narrowed)
plan.key_figures(warehouse, found, chosen, view, _)

parts = {"sectors": _("By sector"), "areas": view.by_area, "means": _("Means and voices")}
if view.has_4w:
    parts["people"] = _("Who they are")
part = filters.choice("part", _("View"), parts, "sectors", _)
if part == "sectors":
    plan_targets.show(warehouse, found, chosen, view, _)
elif part == "areas":
    plan_areas.show(warehouse, chosen, view, _)
elif part == "people":
    plan_people.show(warehouse, chosen, view, _)
else:
    plan_means.show(warehouse, chosen, view, _)

notes.show(told_indicators(None, plan.INDICATORS), view.scheme, _)
