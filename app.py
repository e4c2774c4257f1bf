"""Starts the dashboard: `streamlit run app.py`. The launcher stands apart so that `pages/` holds only pages."""

import streamlit as st

from dashboard.geometry import ROUTE
from dashboard.serving import COMPRESSION, SHELL

app = st.App("dashboard/frame.py", routes=[ROUTE], middleware=[COMPRESSION, SHELL])

if __name__ == "__main__":
    app.run()
