"""The method beside the figures of a page: what is counted, and what it does not say."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.catalogue.model import Indicator
from dashboard.language import Translator
from dashboard.ui.basis import caveats_of
from dashboard.ui.tables import plain


def show(told: Sequence[Indicator], scheme: str, _: Translator, basis: pd.Series | None = None) -> None:
    """The indicators of the page, their caveats and, where it is given, that of the population."""
    with st.expander(_("How these figures are computed")):
        for indicator in told:
            st.markdown(
                f"**{indicator.title.in_language(_.language)}.** {indicator.definition.in_language(_.language)} "
                f"{indicator.formula.in_language(_.language)}"
            )
        st.markdown("\n".join(f"- {caveat}" for caveat in caveats_of(told, scheme, _)))
        if basis is not None:
            origin = _("Source: {source}", source=plain(basis["source"]))
            st.markdown(f"- {plain(basis[f'caveat_{_.language}'])} {origin}")
