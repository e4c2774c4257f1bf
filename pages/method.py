"""What does each figure mean, where does it come from, and which word is meant?"""

import streamlit as st

from dashboard.queries import boundaries_in_use, children_basis, sectors
from dashboard.ui import context, header, method, tables

_ = context.translator()
warehouse = context.warehouse()

header.show(_("What do the figures mean?"), warehouse, _)

st.subheader(_("Indicators"), anchor=False)
method.indicator_cards(_)

st.subheader(_("Four ways of having nothing to show"), anchor=False)
tables.show(method.empty_kinds(_), alt=_("Zero, no data, not applicable, withheld"))

st.subheader(_("Denominators"), anchor=False)
tables.show(method.denominators(children_basis(warehouse), _), alt=_("Numbers of children, by boundary scheme"))

st.subheader(_("Boundaries"), anchor=False)
tables.show(method.boundaries(boundaries_in_use(warehouse), _), alt=_("Boundaries in use, with their source"))

st.subheader(_("Sectors"), anchor=False)
tables.show(method.sector_codes(sectors(warehouse), _), alt=_("Sectors loaded, with their codes"))

st.subheader(_("Glossary"), anchor=False)
tables.show(method.glossary(_), alt=_("The words of the field in both languages"))
