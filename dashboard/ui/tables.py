"""Tables on the screen: plain HTML, so that they print, can be searched and cost little on a thin link."""

import re

import pandas as pd
import streamlit as st

from dashboard.language import Translator

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:.&-])")


def plain(text: object) -> str:
    """A text that came from outside, shown letter for letter: cells of a table are read as Markdown."""
    return MARKDOWN.sub(r"\\\1", str(text))


def unmarked(text: str) -> str:
    """A sentence of ours for paper: without Markdown's stars and what :func:`plain` put before its signs."""
    return re.sub(r"\\(?=[^\w\s])|\*\*", "", text)


def show(table: pd.DataFrame, alt: str) -> None:
    """A finished table: its headings and cells are words in the reader's language."""
    st.table(table, hide_index=True, border="horizontal", alt=alt)


def and_others(number: int, _: Translator) -> str:
    """What ends a list of names that is cut short; nothing where it is whole."""
    return _.plural(" and {number} other", " and {number} others", number) if number > 0 else ""
