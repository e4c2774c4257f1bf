"""What a reader is told where a page fails: one sentence in their language, and nothing of the failure."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.language import Translator
from dashboard.ui import context
from dashboard.warehouse import TooSlow


def tell(failure: Exception) -> bool:
    """Called by Streamlit in the place of its own message, for pages, fragments and callbacks alike."""
    st.error(sentence(failure, context.translator()))
    return True


def sentence(failure: Exception, _: Translator) -> str:
    if isinstance(failure, TooSlow):
        return _("This view took too long and was stopped. Choose fewer areas or a shorter period, or try again later.")
    # The moment is what finds the failure in the log.
    return _(
        "Something failed, and part of this page is missing. Reload it; if it fails again, tell the team: {moment}.",
        moment=_.moment(datetime.now(UTC)),
    )
