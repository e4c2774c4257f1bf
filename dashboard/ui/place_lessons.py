"""What others learned about the services that a place lacks."""

import pandas as pd
import streamlit as st

from dashboard.filters import Place
from dashboard.language import Translator
from dashboard.queries import services
from dashboard.ui import lesson_match
from dashboard.ui.place_services import inside
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

SERVICES, EACH = 2, 2  # missing services that are looked up, and lessons shown of each


def show_lessons(warehouse: Warehouse, place: Place, pairs: pd.DataFrame, _: Translator) -> None:
    """The lessons that match the place's first missing services, each with why; nothing where there is none."""
    named = services(warehouse).set_index("service_code")
    rows = inside(pairs, place)
    missing = [code for code in named.index if code in set(rows.loc[rows["status"] == "zero", "service_code"])]
    matched = {
        code: lesson_match.found(warehouse, place.period, code, place.level, place.scheme).get(place.pcode, ())[:EACH]
        for code in missing[:SERVICES]
    }
    if not any(matched.values()):
        return
    st.subheader(_("Lessons about what is missing here"), anchor=False)
    for code, lessons in matched.items():
        if lessons:
            st.markdown(f"**{plain(named.loc[code, f'name_{_.language}'])}**")
            lesson_match.show(lessons, warehouse, _)
