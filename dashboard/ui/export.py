"""The downloads under a table: CSV with or without HXL tags, and XLSX."""

from collections.abc import Callable

import streamlit as st

from dashboard.exports import Table, csv_file, xlsx_file
from dashboard.language import Translator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(content: Table, name: str, _: Translator, key: str = "") -> None:
    """Buttons that make the file only when they are pressed; a second table of a page has a key of its own."""
    separator = ";" if _.language == "fr" else ","  # what Excel expects in each language
    with st.container(horizontal=True, vertical_alignment="center"):
        tags_help = _("A second row of HXL tags, for humanitarian tools")
        with_tags = st.checkbox(_("HXL tag row"), key=f"{key}hxl", help=tags_help)
        st.download_button(
            _("Download CSV"),
            lambda: csv_file(content, with_tags, separator),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}csv",
        )
        st.download_button(
            _("Download XLSX"),
            lambda: xlsx_file(content, with_tags),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key=f"{key}xlsx",
        )


def download(label: str, content: Callable[[], bytes], name: str, mime: str, is_main: bool = False) -> None:
    """One file, made only when its button is pressed; its name is the button's key too."""
    st.download_button(
        label,
        content,
        file_name=name,
        mime=mime,
        type="primary" if is_main else "secondary",
        on_click="ignore",
        key=f"download:{name}",
    )
