"""Couverture, third question: which services of the basket does each sub-prefecture have?"""

import streamlit as st

from dashboard.figures.basket_sheet import basket_sheet
from dashboard.language import Translator
from dashboard.queries import basket, basket_shares, services
from dashboard.ui import basket as words
from dashboard.ui import context, export, extremes, filters, header, tables
from dashboard.ui.key_figure import key_figure
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, _: Translator) -> None:
    chosen = filters.basket(warehouse, _)
    if chosen is None:
        header.show(_("Which services does each place have?"), warehouse, _)
        st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
        return
    named = services(warehouse)
    pairs = basket(warehouse, *chosen)
    shares = basket_shares(warehouse, *chosen)
    period, scheme = _.period(chosen[0]), filters.scheme_names(_, chosen[1])[chosen[1]]

    header.show(_("Which services does each place have?"), warehouse, _, (period, scheme))
    full, distribution = st.columns([1, 2], gap="medium")
    with full:
        value, detail = words.full_basket(shares, named, _)
        title = _("Sub-prefectures with the whole minimum basket")
        key_figure(st.container(), title, value, detail, words.basket_words(named, _))
        if shares["services_functional"].notna().any():
            extremes.say(warehouse, [("COV-05", "")], *chosen, _)
    with distribution:
        tables.show(words.shares_table(shares, _), alt=_("Sub-prefectures by number of services"))

    sheet = words.sheet(warehouse, pairs, named, period, scheme, context.may_see_sources(), _)
    export.download(
        _("The matrix on one A3 sheet (HTML, to print)"),
        lambda: basket_sheet(sheet),
        f"{sheet.name}.html",
        "text/html",
        is_main=True,
    )
    st.caption(words.signs(_))
    tables.show(words.matrix(pairs, named, _), alt=_("Sub-prefectures by service"))
    export.table(words.exported(pairs, named, sheet, _), sheet.name, _)
