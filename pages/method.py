"""What does each figure mean, where does it come from, and which word is meant?"""

import streamlit as st

from dashboard.filters import HOME, country_of
from dashboard.queries import boundaries_in_use, children_basis, disclosure, indicator_parts, listed_indicators, sectors
from dashboard.ui import context, filters, header, method, method_list, protection, tables

_ = context.translator()
warehouse = context.warehouse()

header.show(_("What do the figures mean?"), warehouse, _)

scheme, basis = filters.default_scheme(warehouse), children_basis(warehouse)
if country_of(scheme) == HOME:  # the list is that of RCA's working group
    st.subheader(_("Indicators"), anchor=False)
    method_list.cards(listed_indicators(warehouse), indicator_parts(warehouse), scheme, _)

st.subheader(_("Other figures of the pages"), anchor=False)
method.page_cards(scheme, basis, _)

st.subheader(_("Four ways of having nothing to show"), anchor=False)
tables.show(method.empty_kinds(_), alt=_("Zero, no data, not applicable, withheld"))

st.subheader(_("How counts of children are protected"), anchor=False)
protected = disclosure(warehouse)
if protected.empty:
    st.info(_("No count of children is published: no case or referral is loaded of a quarter that is over."))
else:
    st.markdown(protection.sentence(protected, _))
    st.caption(protection.profile(protected, _))
    tables.show(protection.table(protected, scheme, _), alt=_("Published and withheld cells, by level"))

st.subheader(_("Denominators"), anchor=False)
if basis.empty:
    st.info(_("No population is loaded: children cannot be counted."))
else:
    tables.show(method.denominators(basis, _), alt=_("Numbers of children, by boundary scheme"))

st.subheader(_("Boundaries"), anchor=False)
tables.show(method.boundaries(boundaries_in_use(warehouse), _), alt=_("Boundaries in use, with their source"))

st.subheader(_("Sectors"), anchor=False)
tables.show(method.sector_codes(sectors(warehouse), _), alt=_("Sectors loaded, with their codes"))

st.subheader(_("Glossary"), anchor=False)
tables.show(method.glossary(scheme, _), alt=_("The words of the field in both languages"))
