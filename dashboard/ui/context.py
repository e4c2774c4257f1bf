"""What every page needs of the run it is in: the language, who reads, and the warehouse that they may see."""

import streamlit as st

from dashboard.hardening import LANGUAGE_SCRIPTS
from dashboard.language import DEFAULT, LANGUAGES, Translator
from dashboard.roles import WITH_OWN, Reader
from dashboard.ui import identity, url_state
from dashboard.warehouse import NoWarehouse, OtherSchema, Warehouse, current_warehouse

LANGUAGE = "lang"


def translator() -> Translator:
    """The translator of this run's language; made anew each time, so that readers never share one."""
    return Translator(url_state.code(LANGUAGE, LANGUAGES, DEFAULT))


def choose_language() -> None:
    """The two languages, on top of the sidebar."""
    _ = translator()
    widget_key = LANGUAGE  # the labels are the same in both languages
    url_state.hold(LANGUAGE, widget_key, _.language)
    st.sidebar.segmented_control(
        "Langue / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=widget_key,
        required=True,
        label_visibility="collapsed",
        on_change=url_state.keep,
        args=(LANGUAGE, widget_key),
    )


def declare_language() -> None:
    """Tell the browser which language the page is in: readers aloud and hyphenation depend on it."""
    # The only script of the dashboard; the browser runs none but those that the policy names.
    script = LANGUAGE_SCRIPTS[translator().language]
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def reader() -> Reader:
    """Who this run is for."""
    return identity.reader_of(identity.claims())


def may_see_sources() -> bool:
    """Files, rows and who sent what are for the coordination."""
    return reader().is_coordinator


def warehouse() -> Warehouse:
    """The current build, as the reader may see it. Where there is none, the page says what to do and ends."""
    try:
        return opened_for(reader())
    except OtherSchema:
        _ = translator()
        st.info(_("The data were built by another version of Maillage. Build them again with “python -m etl build”."))
        st.stop()
    except NoWarehouse:
        _ = translator()
        st.info(_("No data is loaded yet. Run “make data” for the demonstration, or “python -m etl build”."))
        st.stop()


def opened_for(who: Reader) -> Warehouse:
    if who.is_coordinator:
        return current_warehouse("internal")
    return current_warehouse("public", (who.role, who.own) if who.role in WITH_OWN else None)
