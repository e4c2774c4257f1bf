"""What was tried, and what came of it?"""

import streamlit as st

from dashboard import queries
from dashboard.ui import context, header, lesson_files, lesson_register, lesson_words

_ = context.translator()
warehouse = context.warehouse()
found = queries.lessons(warehouse)

if found.empty:
    header.show(_("What was tried, and what came of it?"), warehouse, _)
    st.info(_("No lesson is loaded yet: fill in the template, or write one by “python -m etl template lessons”."))
    lesson_files.offer_editing(warehouse, _)
    st.stop()

names = lesson_words.names_of(warehouse, _)
shown, view = lesson_register.choose(found, warehouse, names, _)
header.show(_("What was tried, and what came of it?"), warehouse, _, view)
lesson_register.key_figures(shown, _)
lesson_register.cards(shown, names, _)
if not shown.empty:
    lesson_files.panel(shown, view, warehouse, names, _)
lesson_files.offer_editing(warehouse, _)
