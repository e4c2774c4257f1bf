"""Signing in and out, at the foot of the sidebar; nothing where no provider is configured."""

import streamlit as st

from dashboard import roles
from dashboard.language import Translator
from dashboard.roles import COORDINATOR, DONOR, ORGANISATION, PUBLIC, Reader
from dashboard.ui import identity
from dashboard.ui.tables import plain

OUTCOME = "sign_in"  # parameter of the address, put there by dashboard/hardening.py: what went wrong


def panel(_: Translator) -> None:
    told = identity.claims()
    if told is None:
        return
    with st.sidebar:
        if not told:
            say_outcome(_)
            st.button(_("Sign in"), on_click=st.login, key="sign_in")
            return
        who = identity.reader_of(told)
        st.caption(_("Signed in: {role}", role=role_words(who, _)))
        if who.why_public:
            st.warning(why_words(who.why_public, _))
        if who.why_public == "no_role":
            st.code(f"{told.get('iss')} {told.get('sub')}", language=None, wrap_lines=True)
        if who.why_public in ("expired", "signed_out"):
            st.button(_("Sign in"), on_click=st.login, key="sign_in")
        else:
            st.button(_("Sign out"), on_click=leave, args=(_,), key="sign_out")


def leave(_: Translator) -> None:
    """Refuse this sign-in from now on, wherever its cookie was copied to, then let the browser forget it."""
    told = identity.claims()
    try:
        roles.sign_out(told or {})
    except (OSError, roles.UnreadableRoles):
        st.error(_("Signing out could not be recorded: close this browser, and tell the team."))
        return
    st.logout()


def say_outcome(_: Translator) -> None:
    words = {
        "unavailable": _("The sign-in service does not answer. You can go on without: you see what is public."),
        "refused": _("The sign-in did not succeed: you see what is public. Try again, or tell the team."),
    }
    outcome = st.query_params.get(OUTCOME)
    if outcome in words:
        st.warning(words[outcome])


def role_words(who: Reader, _: Translator) -> str:
    words = {
        PUBLIC: _("public"),
        DONOR: _("donor ({name})", name=plain(who.own)),
        ORGANISATION: _("organisation ({name})", name=plain(who.own)),
        COORDINATOR: _("coordination"),
    }
    return words[who.role]


def why_words(code: str, _: Translator) -> str:
    """Why somebody who signed in sees what is public, and what to do."""
    words = {
        "no_identity": _("Your provider does not say who you are: you see what is public. Tell the team."),
        "expired": _("You signed in more than eight hours ago: you see what is public. Sign in again."),
        "signed_out": _("This sign-in has ended: you see what is public. Sign in again."),
        "no_role": _("You have no role here yet: you see what is public. Send the coordination these two codes."),
        "unreadable": _("The table of roles cannot be read: everybody sees what is public. Tell the team."),
    }
    return words[code]
