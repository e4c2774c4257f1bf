"""What the sheet of one place asks, and its first lines: people, services, access, severity."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.filters import HOME, Place, country_of
from dashboard.language import Translator
from dashboard.queries import build_information, indicator_periods, place_areas, service_periods
from dashboard.ui import filters, navigation
from dashboard.ui.key_figure import key_figure
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

ALL = "all"


@dataclass(frozen=True)
class Words(View):
    """The words of the sheet of one place."""

    name: str
    parent: str
    level: str

    @property
    def narrowed(self) -> Sequence[str]:
        return tuple(word for word in (self.level, self.parent, self.period, self.scheme) if word)


def choose(warehouse: Warehouse, _: Translator) -> Place | None:
    """Period, scheme, prefecture and sub-prefecture; None where nothing is told of any period."""
    told = indicator_periods(warehouse).dropna(subset="scheme").drop_duplicates("period").set_index("period")["scheme"]
    codes = sorted({*told.index, *service_periods(warehouse)["period"]}, key=newest, reverse=True)
    if not codes:
        return None
    usual = next((code for code in codes if "Q" in code), codes[0])
    period = filters.select("period", _("Period"), {code: _.period(code) for code in codes}, usual, _)
    own = str(told.get(period, filters.default_scheme(warehouse)))
    scheme = filters.select("scheme", _("Boundary scheme"), filters.scheme_names(_, own), own, _)
    areas = place_areas(warehouse, scheme)
    larger = names_of(areas[areas["level"] == "adm1"])
    words = filters.area_names(_, scheme)
    adm1 = filters.select("adm1", words["adm1"], larger, next(iter(larger)), _)
    smaller = names_of(areas[(areas["level"] == "adm2") & (areas["parent_pcode"] == adm1)])
    whole = _("the whole prefecture") if country_of(scheme) == HOME else _("the whole unit")
    return Place(period, scheme, adm1, filters.select("adm2", words["adm2"], {ALL: whole, **smaller}, ALL, _))


def names_of(areas: pd.DataFrame) -> dict[str, str]:
    return areas.set_index("pcode")["name"].to_dict()


def newest(period: str) -> tuple[str, str]:
    """By when it ends: a month before the quarter, and this before the year, that end with it."""
    year, _, part = period.partition("-")
    month = int(part[1:]) * 3 if part.startswith("Q") else int(part or 12)
    return f"{year}-{month:02}", {"": "0", "Q": "1"}.get(part[:1], "2")


def words(warehouse: Warehouse, place: Place, facts: pd.Series, _: Translator) -> Words:
    information = build_information(warehouse)
    return Words(
        name=str(facts["name"]),
        parent=str(facts["parent_name"]) if place.level == "adm2" else "",
        level=f"{filters.area_names(_, place.scheme)[place.level]} {place.pcode}",
        period=_.period(place.period),
        scheme=filters.scheme_names(_, place.scheme)[place.scheme],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def key_figures(facts: pd.Series, parts: pd.DataFrame, wanted: frozenset[str], _: Translator) -> None:
    """Children, the basket, organisations, severity and access."""
    found = figures(facts, parts, wanted, _)
    for column, (label, value, detail) in zip(st.columns(len(found), gap="small"), found, strict=True):
        key_figure(column, label, value, detail=detail)


def figures(
    facts: pd.Series, parts: pd.DataFrame, wanted: frozenset[str], _: Translator
) -> list[tuple[str, str, str | None]]:
    """Label, value and detail of each key figure.

    parts: the services of the place's own sub-prefectures (as :func:`dashboard.queries.basket`); wanted: the basket.
    """
    children = "–" if pd.isna(facts["children"]) else _.number(round(int(facts["children"]), -2))
    organisations = "–" if pd.isna(facts["organisations"]) else _.number(int(facts["organisations"]))
    return [
        (_("Children (estimate)"), children, None),
        basket_words(parts, wanted, _),
        (_("Organisations (4W)"), organisations, None),
        (_("Severity (phase)"), phase_words(facts, _), None),
        (_("Cut off"), access_words(facts, _), None if int(facts["told"]) else _("no data")),
    ]


def basket_words(parts: pd.DataFrame, wanted: frozenset[str], _: Translator) -> tuple[str, str, str | None]:
    """Label, value and what is unknown: of a sub-prefecture, how many services of the basket work; of a prefecture, how
    many of its sub-prefectures have them all, of those where all are known (COV-05)."""
    rows = parts[parts["service_code"].isin(wanted)]
    works, known = rows["status"] == "functional", rows["status"].isin(("functional", "zero"))
    if rows["pcode"].nunique() == 1:
        unknown = int((~known).sum())
        value = f"{_.number(int(works.sum()))} / {_.number(len(wanted))}"
        return _("Basket of services"), value, _("unknown: {number}", number=_.number(unknown))
    whole = pd.DataFrame({"works": works, "known": known}).groupby(rows["pcode"]).all()
    told = whole[whole["known"]]
    value = f"{_.number(int(told['works'].sum()))} / {_.number(len(told))}" if len(told) else "–"
    unknown = len(whole) - len(told)
    return _("Whole basket"), value, _("not fully known: {number}", number=_.number(unknown))


def phase_words(facts: pd.Series, _: Translator) -> str:
    """The phase, or from which to which in its sub-prefectures: phases are never averaged."""
    low, high = facts["low_phase"], facts["high_phase"]
    if pd.isna(low):
        return "–"
    return str(int(low)) if low == high else _("{low} to {high}", low=int(low), high=int(high))


def access_words(facts: pd.Series, _: Translator) -> str:
    """Whether the place, or how many of its parts, is enclaved."""
    if not facts["told"]:
        return "–"
    if facts["parts"] == 1:
        return _("yes") if facts["cut_off"] else _("no")
    return f"{_.number(int(facts['cut_off']))} / {_.number(int(facts['parts']))}"


def further(_: Translator) -> None:
    """Where to look next, with the same codes."""
    st.subheader(_("Further"), anchor=False)
    for page, label in (
        ("gaps", _("Where first: the gaps of all places")),
        ("directory", _("Who provides what here")),
        ("indicators", _("One indicator in all places")),
    ):
        navigation.link(page, label, _.language)
