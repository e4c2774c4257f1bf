"""The downloads under a table: CSV with or without HXL tags, and XLSX."""

import streamlit as st

from dashboard.exports import Table, csv_file, xlsx_file
from dashboard.language import Translator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(content: Table, name: str, _: Translator) -> None:
    """Buttons that make the file only when they are pressed."""
    separator = ";" if _.language == "fr" else ","  # what Excel expects in each language
    with st.container(horizontal=True, vertical_alignment="center"):
        with_tags = st.checkbox(_("HXL tag row"), key="hxl", help=_("A second row of HXL tags, for humanitarian tools"))
        st.download_button(
            _("Download CSV"),
            lambda: csv_file(content, with_tags, separator),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key="csv",
        )
        st.download_button(
            _("Download XLSX"),
            lambda: xlsx_file(content, with_tags),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="xlsx",
        )
