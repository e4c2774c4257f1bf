"""Of whom the counts of a place are: the inclusion panel, for one kind of count that the reader chooses."""

import streamlit as st

from dashboard import inclusion as rules
from dashboard.filters import Place
from dashboard.language import Translator
from dashboard.ui import context, filters, inclusion
from dashboard.warehouse import Warehouse


def show_people(warehouse: Warehouse, place: Place, _: Translator) -> None:
    """For the coordination: the counts behind it are not published by place."""
    if not context.reader().is_coordinator:
        return
    st.subheader(_("Who they are, here"), anchor=False)
    names = {"cases": _("New cases"), "referrals": _("Referrals"), "reach": _("People reached")}
    source = filters.choice("people", _("Who they are, here"), names, "cases", _)
    inclusion.show(source, rules.Place(place.period, place.scheme, place.level, place.pcode), warehouse, _)
