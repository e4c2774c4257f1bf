"""Can the data be trusted?"""

import streamlit as st

from dashboard.queries import remarks
from dashboard.ui import clinic, context, contradictions, header, overview, reporting, tables

_ = context.translator()
warehouse = context.warehouse()

header.show(_("Can the data be trusted?"), warehouse, _)

to_check, reported, changed, disagreeing, said = st.tabs(
    [_("Check workbooks"), _("Who reported"), _("What changed"), _("Contradictions"), _("What the loader said")]
)
with to_check:
    clinic.panel(_)
with reported:
    reporting.board(warehouse, _)
with changed:
    reporting.changed(warehouse, _)
with disagreeing:
    contradictions.panel(warehouse, _)
with said:
    told = remarks(warehouse)
    if told.empty:
        st.success(_("The loader had nothing to say: every row was accepted."))
    else:
        tables.show(overview.remarks_table(told, _), alt=_("What the loader said of the rows, gravest first"))
