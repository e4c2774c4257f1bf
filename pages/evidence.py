"""Do places with joint activities differ from similar places without?"""

import streamlit as st

from dashboard.queries import evidence_places, indicator_parts
from dashboard.ui import context, evidence, evidence_method, evidence_tables, export, header, method_list

_ = context.translator()
warehouse = context.warehouse()
question = _("Do places with joint activities differ from similar ones?")

chosen = evidence.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    st.info(evidence.nothing_told(_))
    st.stop()

view = evidence.words(warehouse, chosen, _)
found = evidence.compared(evidence_places(warehouse, chosen), view)
header.show(question, warehouse, _, view.narrowed)
st.info(evidence.reading(_))
if found.comparison is None:
    evidence.refuse(found, view, _)
else:
    evidence.key_figures(found, found.comparison, view, _)
    st.markdown(evidence.finding(found.comparison, view, _))
    evidence.strip(found, view, _)
    evidence_tables.strata(found, view, _)
evidence_tables.left_out(found, view, _)
facts = [*export.nature(view.is_demo, _), *export.asked(chosen, view, _), *evidence_tables.facts(found, view, _)]
name = export.file_name(view.is_demo, chosen.outcome, chosen.period, chosen.level, kind="preuves")
export.table(evidence_tables.exported(found, view, facts, _), name, _)
evidence_method.show(view, _)
method_list.beside(view.row, indicator_parts(warehouse), chosen.scheme, _)
if not context.reader().is_coordinator:
    st.caption(_("Outcomes that count children, cases or referrals are compared for the coordination alone."))
