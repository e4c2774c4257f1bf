"""The referrals of a place, out and in; for everybody, what is published of them."""

import pandas as pd
import streamlit as st

from dashboard.filters import Place
from dashboard.language import Translator
from dashboard.queries import place_published, place_referrals
from dashboard.reading import kind_of
from dashboard.ui import context
from dashboard.ui.referral_public import WITHHELD
from dashboard.ui.referrals import LEAST
from dashboard.ui.tables import show
from dashboard.warehouse import Warehouse


def show_referrals(warehouse: Warehouse, place: Place, _: Translator) -> None:
    """The counts of the coordination, or the published ones."""
    if context.reader().is_coordinator:
        st.subheader(_("Referrals out and in"), anchor=False)
        found = place_referrals(warehouse, place)
        if found.empty:
            st.markdown(_("No referral is told from here or to here in this period."))
        else:
            show(table(found, _), alt=_("Referrals made from the place and to it"))
            st.caption(_("A referral is not a child. Shares are of those whose deadline has passed."))
        return
    st.subheader(_("Cases and referrals published"), anchor=False)
    published = place_published(warehouse, place)
    if published.empty:
        reason = _("Counts are published by quarter, once it is over: choose a quarter.")
        st.markdown(_("Nothing is published of this place in this period.") if is_quarter(place) else reason)
        return
    show(published_table(published, _), alt=_("What is published of the place"))
    st.caption(_("{mark}: withheld. A withheld number may be of any size.", mark=WITHHELD))


def is_quarter(place: Place) -> bool:
    return kind_of(place.period) == "quarter"


def table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row a measure, one column a side."""
    sides = {side: rows.iloc[0] for side, rows in found.groupby("side")}
    names = {"out": _("Made from here"), "in": _("Made to here")}
    measures = (
        (_("Referrals"), lambda row: _.number(int(row["referrals"]))),
        (_("of which stay here"), lambda row: _.number(int(row["within"]))),
        (_("Answered in time"), lambda row: share(row["in_time"], row["matured"], _)),
        (_("No answer after the deadline"), lambda row: share(row["overdue"], row["matured"], _)),
        (_("Service rendered"), lambda row: share(row["served"], row["service_due"], _)),
        (_("No such service"), lambda row: _.number(int(row["unavailable"]))),
    )
    rows = [(label, *(tell(sides[side]) if side in sides else "0" for side in names)) for label, tell in measures]
    return pd.DataFrame(rows, columns=[_("Referrals"), *names.values()])


def share(part: int, whole: int, _: Translator) -> str:
    """A share with what it is of; under the least number, the two numbers alone."""
    numbers = f"{_.number(int(part))} / {_.number(int(whole))}"
    return numbers if whole < LEAST else f"{_.share(part / whole)} ({numbers})"


def published_names(_: Translator) -> dict[str, str]:
    return {
        "new_cases_by_sex": _("New cases"),
        "closed_cases": _("Closed cases"),
        "referrals_by_area": _("Referrals sent"),
        "reached_by_child_protection": _("People reached by child protection"),
        "reached_by_education": _("People reached by education"),
    }


def published_table(published: pd.DataFrame, _: Translator) -> pd.DataFrame:
    cells = published.set_index("table_id")
    rows = [
        (label, WITHHELD if cells.loc[code, "is_withheld"] else _.number(int(cells.loc[code, "value"])))
        for code, label in published_names(_).items()
        if code in cells.index
    ]
    return pd.DataFrame(rows, columns=[_("Measure"), _("Number")])
