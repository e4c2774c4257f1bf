"""The gap map of a place, and its services sub-prefecture by sub-prefecture: the same states in both."""

import pandas as pd
import streamlit as st

from dashboard.figures.area_map import MapWords, fitted_height
from dashboard.figures.basket_map import around, basket_classes, classes, place_map
from dashboard.filters import Place
from dashboard.language import Translator
from dashboard.queries import place_areas, services
from dashboard.ui import basket as basket_words
from dashboard.ui import coverage, measure
from dashboard.ui.place import Words
from dashboard.ui.services import state_words
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse


def inside(pairs: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The pairs of the place's own sub-prefectures; its own, where it is one."""
    return pairs[(pairs["parent_pcode"] == place.pcode) | (pairs["pcode"] == place.pcode)]


def of_basket(warehouse: Warehouse) -> frozenset[str]:
    """The codes of the services of the basket."""
    named = services(warehouse)
    return frozenset(named.loc[named["is_basket"], "service_code"])


def show_services(warehouse: Warehouse, place: Place, pairs: pd.DataFrame, view: Words, _: Translator) -> None:
    """The map of the basket in and around the place, and beside it each service in each of its parts.

    pairs: as :func:`dashboard.queries.basket`.
    """
    st.subheader(_("Services: what works, what is missing"), anchor=False)
    if pairs.empty:
        st.info(_("Nothing is told of the services of this period."))
        return
    named = services(warehouse)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        show_map(warehouse, place, pairs, of_basket(warehouse), view, _)
    with right:
        show(
            matrix(inside(pairs, place), named, _),
            alt=_("{place}: each service in each sub-prefecture", place=view.name),
        )
        st.caption(basket_words.signs(_))


def show_map(
    warehouse: Warehouse, place: Place, pairs: pd.DataFrame, wanted: frozenset[str], view: Words, _: Translator
) -> None:
    areas = place_areas(warehouse, place.scheme).query("level == 'adm2'")
    parts = areas[(areas["parent_pcode"] == place.pcode) | (areas["pcode"] == place.pcode)]
    frame = around(parts["center_lat"], parts["center_lon"])
    if frame is None:
        return
    shapes_address, note = coverage.boundaries(warehouse, place.scheme, "adm2", _)
    found = basket_classes(pairs, wanted)
    told = MapWords(
        _("Services of the basket that work"),
        [*classes("0", _("all")), _("not all known")],
        sentences(pairs, wanted, _),
    )
    width = measure.width_here(usual=350)
    figure = place_map(found, shapes_address, list(parts["pcode"]), told, width, frame)
    alt = _("Map of {place} and its surroundings: {names}.", place=view.name, names=", ".join(parts["name"]))
    st.pydeck_chart(figure, height=fitted_height(width, frame, told.lines), key="place_map", alt=alt)
    st.caption(note)


def sentences(pairs: pd.DataFrame, wanted: frozenset[str], _: Translator) -> dict[str, str]:
    """What stands under the pointer: which services of the basket work, and which do not."""
    return {
        str(pcode): ". ".join(
            f"{state_words(status, _)}{':' if _.language == 'en' else ' :'} {len(rows)}"
            for status, rows in found[found["service_code"].isin(wanted)].groupby("status")
        )
        for pcode, found in pairs.groupby("pcode")
    }


def matrix(pairs: pd.DataFrame, named: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row a service, one column a sub-prefecture: there are more services than parts of most prefectures."""
    short = named.set_index("service_code")[f"short_{_.language}"]
    rows: dict[str, dict[str, str]] = {}
    for _parent, name, found in basket_words.by_area(pairs):
        for row in found:
            sign = basket_words.strong(basket_words.cell(row, _))
            rows.setdefault(str(short[row["service_code"]]), {})[plain(name)] = sign
    return pd.DataFrame([{_("Service"): service, **cells} for service, cells in rows.items()])
