"""What is loaded, how fresh is it, and what is missing?"""

import streamlit as st

from dashboard.queries import build_information, loads_by_kind, remarks, silent_organisations, sources
from dashboard.ui import context, header, navigation, overview, reporting, tables

_ = context.translator()
warehouse = context.warehouse()
view = overview.latest_view(warehouse)

rate = reporting.rate_words(warehouse, view.period, _) if view else ""
header.show(_("What is loaded, and what is missing?"), warehouse, _, reporting=rate)
overview.key_figures(warehouse, view, build_information(warehouse), _)

st.subheader(_("What is loaded"), anchor=False)
loaded = sources(warehouse)
kinds = overview.kinds_table(loads_by_kind(warehouse), loaded, _)
tables.show(kinds, alt=_("Kinds of sources loaded, with their periods"))
overview.say_missing_kinds(loaded, _)

if view is not None:
    st.subheader(_("Where actors are missing most, {period}", period=_.period(view.period)), anchor=False)
    tables.show(overview.gaps_table(warehouse, view, _), alt=_("The five sectors with the widest gaps"))
    navigation.link("coverage", _("Open the coverage map"), _.language)

st.subheader(_("What to follow up"), anchor=False)
overview.say_silent(silent_organisations(warehouse), _)
told = remarks(warehouse)
if told.empty:
    st.success(_("The loader had nothing to say: every row was accepted."))
else:
    tables.show(overview.remarks_table(told, _), alt=_("What the loader said of the rows, gravest first"))
with st.expander(_("Files loaded")):
    tables.show(overview.sources_table(loaded, _), alt=_("Rows received, accepted and rejected, by sheet"))
