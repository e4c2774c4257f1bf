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
    is_internal = context.reader().is_coordinator
    heading, found, nothing = told(warehouse, place, is_internal, _)
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(nothing)
        return
    show(found, alt=heading)
    st.caption(note(is_internal, _))


def told(warehouse: Warehouse, place: Place, is_internal: bool, _: Translator) -> tuple[str, pd.DataFrame, str]:
    """Heading, table and what is said where it is empty: of the coordination's counts, or of the published ones."""
    if is_internal:
        found = place_referrals(warehouse, place)
        nothing = _("No referral is told from here or to here in this period.")
        return _("Referrals out and in"), found if found.empty else table(found, _), nothing
    published = place_published(warehouse, place)
    nothing = (
        _("Nothing is published of this place in this period.")
        if is_quarter(place)
        else _("Counts are published by quarter, once it is over: choose a quarter.")
    )
    heading = _("Cases and referrals published")
    return heading, published if published.empty else published_table(published, _), nothing


def note(is_internal: bool, _: Translator) -> str:
    """How the table is read."""
    if is_internal:
        return _("A referral is not a child. Shares are of those whose deadline has passed.")
    return _("{mark}: withheld. A withheld number may be of any size.", mark=WITHHELD)


def is_quarter(place: Place) -> bool:
    return kind_of(place.period) == "quarter"


def table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row a measure, one column a side."""
    sides = {side: rows.iloc[0] for side, rows in found.groupby("side")}
    names = {"out": _("Made from here"), "in": _("Made to here")}
    measures = (
        (_("Referrals"), lambda row: _.number(int(row["referrals"]))),
        (_("of which stay here"), lambda row: _.number(int(row["within"]))),
        (_("Answered in time"), lambda row: share(row["in_time"], row["timed"], _)),
        (_("No answer after the deadline"), lambda row: share(row["overdue"], row["judged"], _)),
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
