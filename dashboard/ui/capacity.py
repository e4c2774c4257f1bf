"""Kinds of organisations, and what each sector has: sites, organisations, activities, funding."""

import pandas as pd
import streamlit as st

from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.queries import capacity_by_sector, funding_by_sector
from dashboard.ui import tables
from dashboard.ui.actors import type_name
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show_sectors(warehouse: Warehouse, chosen: Actors, _: Translator) -> None:
    """What each sector has in the whole country, whatever the services chosen."""
    capacity, funding = capacity_by_sector(warehouse, chosen), funding_by_sector(warehouse, chosen)
    if capacity.empty and funding.empty:
        st.markdown(_("Nothing is loaded of any sector in this period."))
        return
    tables.show(sector_table(capacity, funding, _), alt=_("Sites, organisations, activities and funding by sector"))
    if funding.empty:
        st.caption(_("No funding is loaded for the year of the period."))
    else:
        st.caption(_("Funding of the year of the period; amounts of two currencies are never added."))


def type_table(types: pd.DataFrame, pairs: int, _: Translator) -> pd.DataFrame:
    """Each kind among the organisations present, and among the pairs served. Pairs do not add up: several serve one."""
    present = int(types["organisations"].sum())
    rows = [
        (
            plain(type_name(row, _)),
            _.number(row["organisations"]),
            _.share(row["organisations"] / present) if present else "–",
            f"{_.number(row['pairs'])} / {_.number(pairs)}",
            _.share(row["pairs"] / pairs) if pairs else "–",
        )
        for row in types.to_dict("records")
    ]
    headings = [_("Kind of organisation"), _("Organisations"), _("Share"), _("Pairs it serves"), _("Share of pairs")]
    return pd.DataFrame(rows, columns=headings)


def sector_table(capacity: pd.DataFrame, funding: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One line a sector; funding in each currency by itself."""
    amounts = {code: funding_words(found, _) for code, found in funding.groupby("sector_code", dropna=False)}
    rows: list[tuple[str, ...]] = [
        (
            plain(row[f"name_{_.language}"]),
            count_cell(row["sites"], bool(row["is_least_sites"]), _),
            count_cell(row["functional_sites"], bool(row["is_least_functional"]), _),
            count_cell(row["organisations"], False, _),
            count_cell(row["activities"], False, _),
            *amounts.get(row["sector_code"], (_("no data"), _("no data"))),
        )
        for row in capacity.to_dict("records")
    ]
    rows += [
        (plain(sector_name(found.iloc[0], _)), *[_("no data")] * 4, *amounts[code])
        for code, found in funding.groupby("sector_code", dropna=False)
        if code not in set(capacity["sector_code"])
    ]
    headings = [
        _("Sector"), _("Sites"), _("Functional sites"), _("Organisations"), _("Rows of the 4W"),
        _("Funding requested"), _("Funding received"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def sector_name(row: pd.Series, _: Translator) -> str:
    name = row[f"name_{_.language}"]
    return _("sector not told") if pd.isna(name) else str(name)


def count_cell(number: float, is_least: bool, _: Translator) -> str:
    if pd.isna(number):
        return _("no data")
    return _("at least {number}", number=_.number(int(number))) if is_least else _.number(int(number))


def funding_words(found: pd.DataFrame, _: Translator) -> tuple[str, str]:
    """What was asked for and received, each currency apart: amounts of two are never added."""
    asked, got = (
        [money(row[what], row["currency"], _) for row in found.to_dict("records") if pd.notna(row[what])]
        for what in ("requested", "received")
    )
    return " · ".join(asked) or _("no data"), " · ".join(got) or _("no data")


def money(amount: float, currency: object, _: Translator) -> str:
    unit = _("currency not told") if pd.isna(currency) else plain(currency)
    return f"{_.number(round(amount))} {unit}"
