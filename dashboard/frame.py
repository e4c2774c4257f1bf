"""What surrounds every page: its language, the menu, and the address that restores the view."""

import sys
from pathlib import Path

import streamlit as st

# The launcher runs this file as a script: the project's own packages are found from its parent directory.
ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from dashboard.ui import context, identity, navigation, sign_in, url_state  # noqa: E402

st.set_page_config(page_title="Maillage", layout="wide", initial_sidebar_state="auto")

identity.admit_uploads()
# The menu is drawn in the language that the address or the visit so far asks for, before any page runs.
url_state.resume()
page = navigation.navigation(context.translator())
if url_state.begin(page.url_path):
    st.rerun()  # Back to an address with fewer codes: the menu above may speak another language than the page
context.declare_language()
context.choose_language()
sign_in.panel(context.translator())
page.run()
url_state.settle()
