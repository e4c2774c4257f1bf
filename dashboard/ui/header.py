"""The strip on top of every page: the question, what is being looked at, how fresh it is, and what it is not."""

from collections.abc import Sequence

import streamlit as st

from dashboard.filters import HOME
from dashboard.language import Translator
from dashboard.queries import build_information, country
from dashboard.warehouse import Warehouse


def show(question: str, warehouse: Warehouse, _: Translator, narrowed: Sequence[str] = (), reporting: str = "") -> None:
    """The question as title; as badges the country where it is not RCA, the filters in force, the build and its date;
    the warning on fictitious data.

    ``reporting``: who sent something of the period, out of those expected.
    """
    information = build_information(warehouse)
    if warehouse.is_outdated:
        st.error(
            _("The newest build cannot be read; the one before is shown. Publish again with “python -m etl build”.")
        )
    if information["is_demo"]:
        st.warning(_("**Fictitious data** – demonstration: no figure here is real."))
    st.title(question, anchor=False)
    shown = country(warehouse)["country"]
    with st.container(horizontal=True, gap="small"):
        if shown != HOME:
            st.badge(_.country(shown), color="blue")
        for words in narrowed:
            st.badge(words, color="orange")
        received = _.day(information["received_at"].date())
        published = _.moment(information["built_at"].to_pydatetime())
        st.badge(
            _("Files dated up to {day}", day=received),
            color="gray",
            help=_("Published {moment}, build {build}", moment=published, build=information["build"]),
        )
        if reporting:
            st.badge(reporting, color="gray")
