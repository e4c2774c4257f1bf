"""What the page on case management asks and says in all its parts: filters, names, shares and key figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.filters import Cases
from dashboard.inclusion import Narrowed, Place
from dashboard.language import Translator
from dashboard.queries import (
    build_information,
    case_flows,
    case_measures,
    case_organisations,
    case_periods,
    case_prefectures,
    case_supervision,
)
from dashboard.ui import export, extremes, filters
from dashboard.ui.key_figure import key_figure
from dashboard.ui.referrals import newest, of_words, share_cell
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

ALL = "all"
FEWEST = 3  # caseworkers under which nothing is said of them: single persons could be known
NO_TOOLBAR = {"displayModeBar": False}
INDICATORS = (
    "CM-01",
    "CM-02",
    "CM-03",
    "CM-04",
    "CM-05",
    "CM-06",
    "CM-07",
)


MEANS = (("CM-02", ""), ("CM-05", ""), ("CM-03", "at_most_25"))  # key figures that are shares of the whole country


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    area: str
    organisation: str

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.period, self.area, self.organisation)


def choose(warehouse: Warehouse, _: Translator) -> Cases | None:
    """Period, scheme, prefecture and organisation; None where nothing is told of cases."""
    codes = sorted(case_periods(warehouse)["period"], key=newest, reverse=True)
    if not codes:
        return None
    usual = next((code for code in codes if "Q" in code), codes[0])
    period = filters.select("period", _("Period"), {code: _.period(code) for code in codes}, usual, _)
    scheme = filters.choose_scheme(warehouse, _)
    areas = area_names(warehouse, scheme, _)
    return Cases(
        period=period,
        scheme=scheme,
        adm1=filters.select("adm1", filters.area_names(_, scheme)["adm1"], areas, ALL, _),
        organisation=filters.select("organisation", _("Organisation"), organisation_names(warehouse, _), ALL, _),
    )


def place(chosen: Cases) -> Place:
    """Where the inclusion panel looks."""
    if chosen.adm1 == ALL:
        return Place(chosen.period, chosen.scheme)
    return Place(chosen.period, chosen.scheme, "adm1", chosen.adm1)


def narrowed(chosen: Cases) -> Narrowed:
    """To whom the inclusion panel narrows."""
    return Narrowed(organisation=chosen.organisation)


def area_names(warehouse: Warehouse, scheme: str, _: Translator) -> dict[str, str]:
    named = case_prefectures(warehouse, scheme).set_index("pcode")["name"].to_dict()
    return {ALL: _("the whole country"), **named}


def organisation_names(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    named = case_organisations(warehouse).set_index("organisation_id")["organisation"].to_dict()
    return {ALL: _("all organisations"), **named}


def words(warehouse: Warehouse, chosen: Cases, _: Translator) -> Words:
    information = build_information(warehouse)
    return Words(
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        area=area_names(warehouse, chosen.scheme, _)[chosen.adm1],
        organisation=organisation_names(warehouse, _)[chosen.organisation],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def risk_names(_: Translator) -> dict[str, str]:
    return {"high": _("High"), "medium": _("Medium"), "low": _("Low"), "unknown": _("Risk not told")}


def count(measures: pd.DataFrame, *names: str, risk: str | None = None, column: str = "cases") -> int | None:
    """The sum of measures, of one risk level or of all; None where none of them is told."""
    found = measures[measures["measure"].isin(names)]
    found = found if risk is None else found[found["risk_level"] == risk]
    return None if found.empty else int(found[column].sum())


def part_and_whole(measures: pd.DataFrame, part: str, whole: str, risk: str | None = None) -> tuple[int, int] | None:
    """A part and the whole that it is a part of, as far as both are told together; None where either is not."""
    of = count(measures, whole, risk=risk, column="answered")
    return None if of is None or count(measures, part) is None else (count(measures, part, risk=risk) or 0, of)


def number_cell(number: float | None, _: Translator) -> str:
    """A count; words where nobody tells it, which is not 0."""
    return _("no data") if number is None or pd.isna(number) else _.number(int(number))


def pair_cells(pair: tuple[int, int] | None, _: Translator) -> tuple[str, str]:
    """A share, and what it is of."""
    return (share_cell(*pair, _), of_words(*pair, _)) if pair else ("–", _("no data"))


def key_figures(warehouse: Warehouse, chosen: Cases, _: Translator) -> None:
    """CM-01, CM-02, CM-03 and CM-05 of the view."""
    flows, measures = case_flows(warehouse, chosen), case_measures(warehouse, chosen)
    top, bottom = st.columns(3, gap="small"), st.columns(3, gap="small")
    received = count(measures, "transferred_in")
    transfers = _("received by transfer: {number}", number=_.number(received)) if received else None
    key_figure(
        top[0],
        _("New cases"),
        number_cell(flows["new_cases"], _),
        detail=transfers,
        explanation=_("A transfer from another organisation is counted by both: take it away to compare."),
    )
    key_figure(
        top[1],
        _("Active cases at the end"),
        number_cell(flows["active_cases"], _),
        detail=stock_words(flows, _),
        explanation=_("A stock: the last month that each organisation told, never a sum of months."),
    )
    key_figure(top[2], _("Closed cases"), number_cell(flows["closed_cases"], _))
    plans, plans_of = pair_cells(part_and_whole(measures, "plan_within_14d", "plan_due"), _)
    key_figure(bottom[0], _("Plans within two weeks"), plans, detail=plans_of)
    visits, visits_of = pair_cells(part_and_whole(measures, "followup_on_time", "followup_due"), _)
    key_figure(bottom[1], _("Follow-ups on time"), visits, detail=visits_of)
    loads, loads_of = load_cells(case_supervision(warehouse, chosen), _)
    key_figure(bottom[2], _("Caseworkers with at most 25 cases"), loads, detail=loads_of)
    if is_whole_country(chosen) and not (measures.empty and case_supervision(warehouse, chosen).empty):
        extremes.say(warehouse, MEANS, chosen.period, chosen.scheme, _)


def is_whole_country(chosen: Cases) -> bool:
    return chosen.adm1 == ALL and chosen.organisation == ALL


def stock_words(flows: pd.Series, _: Translator) -> str | None:
    """Of which month the stock is, or of which months where organisations stopped at different ones."""
    first, last = flows["first_stock"], flows["last_stock"]
    if pd.isna(last):
        return None
    if first == last:
        return _.period(last)
    return _("{first} to {last}, by organisation", first=_.period(first), last=_.period(last))


def load_cells(teams: pd.DataFrame, _: Translator) -> tuple[str, str]:
    """CM-03: the share with at most 25 of the caseworkers with cases whose bracket is told; hidden under three."""
    known = int(teams["at_most_25"].sum() + teams["more"].sum())
    if not teams["staff"].sum():
        return "–", _("no data")
    if known < FEWEST:
        return "–", _("fewer than three caseworkers: hidden")
    part = int(teams["at_most_25"].sum())
    return _.share(part / known), _("{part} of {whole}", part=_.number(part), whole=_.number(known))


def say_empty(warehouse: Warehouse, chosen: Cases, _: Translator) -> None:
    """That the filters leave nothing, or that the quality of case management is not told at all."""
    flows, measures = case_flows(warehouse, chosen), case_measures(warehouse, chosen)
    if not flows["rows"] and measures.empty and case_supervision(warehouse, chosen).empty:
        st.info(_("Nothing was told of cases in this period with these filters: choose another one."))
    elif measures.empty:
        st.info(
            _(
                "Only numbers of cases are loaded for this view: steps, delays and closures stand in their own "
                "template (python -m etl template case_practice), caseloads in another (caseloads)."
            )
        )


def facts(chosen: Cases, view: Words, _: Translator) -> export.Facts:
    """What a reader of any file of the page needs to judge it."""
    return [
        *export.nature(view.is_demo, _),
        *export.asked(chosen, view, _),
        (filters.area_names(_, chosen.scheme)["adm1"], f"{view.area} ({chosen.adm1})"),
        (_("Organisation"), f"{view.organisation} ({chosen.organisation})"),
        (_("Source"), _("case management loaded in Maillage, {files}", files=view.origin)),
        export.internal(_),
    ]


def file_name(kind: str, chosen: Cases, view: Words) -> str:
    parts = [code for code in (chosen.adm1, chosen.organisation) if code != ALL]
    return export.file_name(view.is_demo, *parts, chosen.period, chosen.scheme, kind=kind)
