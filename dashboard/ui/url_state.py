"""The address holds the view: codes in the query string, the same in both languages.

The address decides. Changing a widget writes its code to the address at once, so a link, a reload, Back and
Forward all restore what was seen. A choice made on one page follows the reader to the next.
"""

from collections.abc import Mapping

import streamlit as st

CHOICES, PAGE, USED = "choices", "page", "used"  # keys of the session state: codes, never data


def resume() -> None:
    """Take the codes of the address over those chosen so far, before it is known which page is asked for."""
    st.session_state[CHOICES] = {**st.session_state.get(CHOICES, {}), **st.query_params.to_dict()}


def begin(page: str) -> bool:
    """On the same page the address alone decides; on a new one, choices made before follow the reader.

    Says whether a choice was dropped that the address no longer holds: what was drawn so far may show it still.
    """
    choices, gone = st.session_state[CHOICES], set[str]()
    if st.session_state.get(PAGE) == page:
        gone = {name for name in used() if name in choices and name not in st.query_params}
        for name in gone:
            del choices[name]
    st.session_state[PAGE] = page
    st.session_state[USED] = ()
    return bool(gone)


def settle() -> None:
    """Complete the address with the choices that followed the reader here, in one entry of the history."""
    wanted = {name: code for name, code in st.session_state[CHOICES].items() if name in used()}
    if any(name not in st.query_params for name in wanted):
        st.query_params.from_dict({**st.query_params.to_dict(), **wanted})


def used() -> tuple[str, ...]:
    return st.session_state.get(USED, ())


def code(name: str, known: Mapping[str, str], default: str) -> str:
    """The chosen code of a parameter; an unknown one is said and replaced by the default."""
    st.session_state[USED] = (*used(), name)
    chosen = st.session_state[CHOICES].get(name)
    if chosen is not None and chosen not in known:
        del st.session_state[CHOICES][name]
        return default
    return chosen or default


def is_unknown(name: str, known: Mapping[str, str]) -> bool:
    """Whether the address asks for a code that there is not."""
    return name in st.query_params and st.query_params[name] not in known


def key(name: str, language: str) -> str:
    """The key of a parameter's widget. It carries the language: new labels under a live widget would empty it."""
    return f"{name}:{language}"


def hold(name: str, widget_key: str, chosen: str) -> None:
    """Make the widget show what the address says."""
    if st.session_state.get(widget_key) != chosen:
        st.session_state[widget_key] = chosen


def held(name: str, known: Mapping[str, str], default: str, language: str) -> tuple[str, str]:
    """The chosen code of a parameter, and the key of its widget, which shows it."""
    chosen, widget_key = code(name, known, default), key(name, language)
    hold(name, widget_key, chosen)
    return chosen, widget_key


def keep(name: str, widget_key: str) -> None:
    """Called when a reader changes a widget: its code goes to the address."""
    chosen = st.session_state[widget_key]
    if chosen is not None:
        st.session_state[CHOICES][name] = chosen
        st.query_params[name] = chosen
