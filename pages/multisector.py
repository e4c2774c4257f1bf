"""Which other sectors are where children are at risk, and where do they open a door?"""

import streamlit as st

from dashboard.queries import children_basis
from dashboard.ui import context, header, multisector, multisector_grid, multisector_pair, notes
from dashboard.ui.basis import basis_of, say_denominator, told_indicators

_ = context.translator()
warehouse = context.warehouse()
question = _("Which sectors are where children are at risk, and who works together?")

chosen = multisector.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    st.info(_("No 4W is loaded yet: fill in its template (python -m etl template activities)."))
    st.stop()

view = multisector.words(warehouse, chosen, _)
header.show(question, warehouse, _, view.narrowed)

partners = multisector.partners(_)
part = multisector.choose_part(partners, _)
if part == multisector.GRID:
    multisector_grid.show(warehouse, chosen, view, _)
else:
    chosen, view = multisector.beside(chosen, view, partners[part])
    multisector_pair.show(warehouse, chosen, part, view, _)

say_denominator(basis_of(children_basis(warehouse), chosen.scheme), _)
notes.show(told_indicators(None, multisector.INDICATORS), chosen.scheme, _)
