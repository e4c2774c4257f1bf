"""Starts the dashboard: `streamlit run app.py`. The launcher stands apart so that `pages/` holds only pages."""

import streamlit as st

from dashboard import discretion
from dashboard.geometry import ROUTE
from dashboard.hardening import DOORS
from dashboard.serving import COMPRESSION, SHELL
from dashboard.ui import failure

discretion.install()
app = st.App("dashboard/frame.py", routes=[ROUTE], middleware=[DOORS, COMPRESSION, SHELL], on_script_error=failure.tell)

if __name__ == "__main__":
    app.run()
