"""The downloads under a table: CSV with or without HXL tags, and XLSX; their names, and the facts that all tell."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard.exports import Table, csv_file, xlsx_file
from dashboard.filters import Filters
from dashboard.journal import note_export
from dashboard.language import Translator
from dashboard.ui import context, identity
from dashboard.ui.basis import caveats_of, told_indicators
from dashboard.ui.view import View

Facts = list[tuple[str, str]]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(content: Table, name: str, _: Translator, key: str = "") -> None:
    """Buttons that make the file only when they are pressed; a second table of a page has a key of its own."""
    separator = ";" if _.language == "fr" else ","  # what Excel expects in each language
    with st.container(horizontal=True, vertical_alignment="center"):
        tags_help = _("A second row of HXL tags, for humanitarian tools")
        with_tags = st.checkbox(_("HXL tag row"), key=f"{key}hxl", help=tags_help)
        st.download_button(
            _("Download CSV"),
            guarded(lambda: csv_file(content, with_tags, separator), f"{name}.csv"),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}csv",
        )
        st.download_button(
            _("Download XLSX"),
            guarded(lambda: xlsx_file(content, with_tags), f"{name}.xlsx"),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key=f"{key}xlsx",
        )


def download(label: str, content: Callable[[], bytes], name: str, mime: str, is_main: bool = False) -> None:
    """One file, made only when its button is pressed; its name is the button's key too."""
    st.download_button(
        label,
        guarded(content, name),
        file_name=name,
        mime=mime,
        type="primary" if is_main else "secondary",
        on_click="ignore",
        key=f"download:{name}",
    )


class NoLongerAllowed(Exception):
    """The button was drawn for somebody who has another role by now."""


def guarded(content: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """A file for who the page was drawn for: their role is looked up again when the button is pressed, and the journal
    is told. Raises :class:`NoLongerAllowed`.
    """
    told = identity.claims()
    drawn_for = identity.reader_of(told)
    build = context.opened_for(drawn_for).build

    def made() -> bytes:
        # Outside of any run: Streamlit asks for the file by itself.
        if identity.reader_of(told) != drawn_for:
            raise NoLongerAllowed
        note_export(drawn_for, name, build)
        return content()

    return made


def file_name(is_demo: bool, *parts: str, kind: str = "") -> str:
    """Without its ending; what is fictitious is named so, after the kind of file where there is one."""
    nature = ("fictif",) if is_demo else ()
    return "_".join(("maillage", *((kind,) if kind else ()), *nature, *parts)).lower()


def nature(is_demo: bool, _: Translator) -> Facts:
    """The first fact of a file of the demonstration; none of a file of real data."""
    return [(_("Nature of the data"), _("FICTITIOUS DATA – demonstration"))] if is_demo else []


def asked(chosen: Filters, view: View, _: Translator) -> Facts:
    """Of when and in which areas, in words and with the codes."""
    codes = chosen.parameters("period", "scheme")
    return [
        (_("Period"), f"{view.period} ({codes['period']})"),
        (_("Boundary scheme"), f"{view.scheme} ({codes['scheme']})"),
    ]


def internal(_: Translator) -> tuple[str, str]:
    """Of a file that names organisations or sources."""
    return _("Audience"), _("internal to the coordination: not for publication")


def denominator(basis: pd.Series | None, _: Translator) -> tuple[str, str]:
    """Whose children are counted."""
    told = f"{basis['year']}, {basis[f'label_{_.language}']} ({basis['source']})" if basis is not None else "–"
    return _("Denominator"), told


def caveats(basis: pd.Series | None, names: Sequence[str], scheme: str, _: Translator) -> tuple[str, str]:
    """What the indicators named do not say."""
    return _("Caveats"), " ".join(caveats_of(told_indicators(basis, names), scheme, _))


def whole(number: float) -> int | None:
    """A number as a file holds it; an empty cell where it is unknown."""
    return None if pd.isna(number) else int(number)
