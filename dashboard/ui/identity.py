"""Who signed in, as Streamlit knows it from a signed cookie; which role that is, our own table says."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import hardening, roles
from dashboard.roles import Reader

Claims = Mapping[str, Any] | None


def claims() -> Claims:
    """What the provider said of the reader of this run, nothing where they did not sign in; None where nobody can.

    Streamlit knows whether somebody signed in where a provider is configured (``[auth]`` in secrets.toml).
    """
    told = st.user.to_dict()
    if roles.is_public_only() or "is_logged_in" not in told:
        return None
    return told if told["is_logged_in"] is True else {}


def reader_of(told: Claims) -> Reader:
    if told is None:
        return roles.reader_without_sign_in()
    return roles.reader_of(told) if told else Reader()


def admit_uploads() -> None:
    """Open the door for files to this session while its reader is of the coordination, and close it when not."""
    run = get_script_run_ctx()
    if run:
        hardening.admit(run.session_id, reader_of(claims()).is_coordinator)
