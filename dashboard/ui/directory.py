"""What the directory narrows to, and how one site or one sub-prefecture is said."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.filters import Directory
from dashboard.language import Translator
from dashboard.queries import build_information, directory_areas, services, zones_loaded
from dashboard.ui import filters
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import origin_words
from dashboard.warehouse import Warehouse

ALL = "all"
AGES = tuple(str(age) for age in range(18))
STATES = ("functional", "stale", "unverified", "closed")


@dataclass(frozen=True)
class Words:
    """The words of one view of the page. ``are_named``: whether the reader may know names and contacts."""

    scheme: str
    day: date
    is_demo: bool
    origin: str
    narrowed: tuple[str, ...]
    are_named: bool


def choose(warehouse: Warehouse, _: Translator) -> Directory:
    """Service, place, for whom, state and scheme."""
    scheme = filters.choose_scheme(warehouse, _)
    areas = directory_areas(warehouse, scheme)
    services_named = {ALL: _("All services"), **filters.names_of_services(warehouse, _)}
    service = filters.select("service", _("Service"), services_named, ALL, _)
    adm1 = chosen_area("adm1", areas[areas["level"] == "adm1"], scheme, _)
    within = areas[(areas["level"] == "adm2") & ((adm1 == ALL) | (areas["parent_pcode"] == adm1))]
    return Directory(
        scheme=scheme,
        service=service,
        adm1=adm1,
        adm2=chosen_area("adm2", within, scheme, _),
        age=filters.select("age", _("Age of the child"), age_names(_), ALL, _),
        sex=filters.select("sex", _("Sex"), sex_names(_), ALL, _),
        disability=filters.select("disability", _("Disability"), disability_names(_), ALL, _),
        state=filters.select("listing", _("State of the listing"), {ALL: _("All states"), **state_names(_)}, ALL, _),
    )


def chosen_area(level: str, areas: pd.DataFrame, scheme: str, _: Translator) -> str:
    """One area by its name, or all; a sub-prefecture of another prefecture than the chosen one is forgotten."""
    names = areas.set_index("pcode")["name"].to_dict()
    every = {"adm1": _("Whole country"), "adm2": _("All of them")}[level]
    with st.sidebar:
        return filters.select_here(level, filters.area_names(_, scheme)[level], {ALL: every, **names}, ALL, _)


def age_names(_: Translator) -> dict[str, str]:
    named = {age: _.plural("{number} year", "{number} years", int(age)) for age in AGES}
    return {ALL: _("Any age"), **named}


def sex_names(_: Translator) -> dict[str, str]:
    return {ALL: _("Girls and boys"), "girl": _("Girls"), "boy": _("Boys")}


def disability_names(_: Translator) -> dict[str, str]:
    return {ALL: _("Whatever the access"), "yes": _("Accessible with a disability")}


def state_names(_: Translator) -> dict[str, str]:
    return dict(zip(STATES, (_("valid"), _("stale"), _("to confirm"), _("closed")), strict=True))


def words(warehouse: Warehouse, chosen: Directory, are_named: bool, _: Translator) -> Words:
    information = build_information(warehouse)
    day = zones_loaded(warehouse)["day"]
    areas = directory_areas(warehouse, chosen.scheme).set_index("pcode")["name"]
    scheme = filters.scheme_names(_, chosen.scheme)[chosen.scheme]
    told = {
        **{name: areas[getattr(chosen, name)] for name in ("adm1", "adm2") if getattr(chosen, name) != ALL},
        "service": filters.names_of_services(warehouse, _).get(chosen.service),
        "age": age_names(_)[chosen.age],
        "sex": sex_names(_)[chosen.sex],
        "disability": disability_names(_)[chosen.disability],
        "state": {ALL: "", **state_names(_)}[chosen.state],
    }
    narrowed = tuple(str(word) for name, word in told.items() if getattr(chosen, name) != ALL)
    return Words(
        scheme=scheme,
        day=day or information["built_at"].date(),
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        narrowed=(*narrowed, scheme),
        are_named=are_named,
    )


def say_nothing_loaded(_: Translator) -> None:
    st.info(_("No list of sites is loaded yet: fill in its template (python -m etl template service_sites)."))


def key_figures(sites: pd.DataFrame, view: Words, _: Translator) -> None:
    """How many listings hold, are stale, or were never verified."""
    number = {state: int((sites["state"] == state).sum()) for state in STATES}
    left, middle, right = st.columns(3, gap="small")
    key_figure(left, _("Valid listings"), _.number(number["functional"]), detail=_("as of {day}", day=_.day(view.day)))
    key_figure(middle, _("Stale listings"), _.number(number["stale"]), detail=_("verified too long ago"))
    closed = _.plural("{number} closed site apart", "{number} closed sites apart", number["closed"])
    key_figure(
        right,
        _("To confirm"),
        _.number(number["unverified"]),
        detail=closed if number["closed"] else _("never verified"),
    )


def say_rule(warehouse: Warehouse, _: Translator) -> None:
    """For how many days a verification holds, by the rules of the services."""
    rules = services(warehouse).dropna(subset=["verified_within_days"])
    if rules.empty:
        return
    days = rules["verified_within_days"].astype(int)
    usual = int(days.mode().iloc[0])
    others = [f"{row[f'short_{_.language}']} {_.number(int(row['verified_within_days']))}"
              for row in rules[days != usual].to_dict("records")]  # fmt: skip
    st.caption(
        _(
            "A verification holds for {days} days{others}. Then the listing is stale and no longer counts as "
            "functional, whatever it says; one that was never verified does not either.",
            days=_.number(usual),
            others=f" ({', '.join(others)})" if others else "",
        )
    )


def state_words(row: dict, _: Translator) -> str:
    """The state in words, with its day."""
    if row["state"] == "functional":
        told = _("valid until {day}", day=_.day(row["expires_on"]))
        return _("{told}, works in part", told=told) if row["status_code"] == "partial" else told
    if row["state"] == "stale":
        return _("stale since {day}", day=_.day(row["expires_on"]))
    if row["state"] == "closed":
        return _("closed")
    return _("never verified") if pd.isna(row["verified_on"]) else _("state not told")


def audience_words(row: dict, _: Translator) -> str:
    """For whom a site is, as far as it tells."""
    sexes = {"girl": _("girls"), "boy": _("boys")}
    access = {"yes": _("disability: accessible"), "no": _("disability: not accessible")}
    served = [age_words(row["age_from"], row["age_to"], _), sexes.get(row["sex_code"], "")]
    if not any(served) and row["sex_code"] == "all":
        served = [_("all children")]
    parts = (*served, access.get(row["accessible_code"], ""))
    return ", ".join(part for part in parts if part) or "–"


def age_words(first: float, last: float, _: Translator) -> str:
    """The ages that a site receives; empty where it tells of none."""
    if pd.isna(first) and pd.isna(last):
        return ""
    if pd.isna(last):
        return _("from {first} years on", first=int(first))
    if pd.isna(first):
        return _("up to {last} years", last=int(last))
    return _("{first}-{last} years", first=int(first), last=int(last))


def struck(text: object, is_valid: bool) -> str:
    """A text from outside as it stands in a table; struck out and grey where it no longer holds."""
    shown = plain(told(text))
    return shown if is_valid or shown == plain("–") else f":gray[~~{shown}~~]"


def told(text: object) -> str:
    return "–" if pd.isna(text) else str(text)


def chosen_part(has_calls: bool, _: Translator) -> str:
    """Which part of the page is read: in the address."""
    calls = {"calls": _("To verify")} if has_calls else {}
    names = {"list": _("List"), **calls, "sheet": _("Sheet to print"), "leaflet": _("Leaflet for children")}
    return filters.choice("directory", _("View"), names, "list", _)
