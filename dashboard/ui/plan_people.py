"""Suivi du plan: who the people are that a sector reached, for the coordination."""

import streamlit as st

from dashboard.filters import Plan
from dashboard.inclusion import Place
from dashboard.language import Translator
from dashboard.ui import inclusion
from dashboard.ui.plan import Words
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, chosen: Plan, view: Words, _: Translator) -> None:
    """The panel of one sector, for the whole country and the plan's year."""
    st.caption(
        _(
            "{sector}, the whole country: people as often as they were reported. “Reached, by the 4W” above "
            "may be less: where the plan's rule says so, of each activity only the month with most counts.",
            sector=view.sector,
        )
    )
    inclusion.show("reach", Place(chosen.year, view.scheme, sector=chosen.plan_sector), warehouse, _)
