"""What the page on enclaved zones narrows to, its words, its key figures and its map."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.figures.area_map import MapWords, area_map, fitted_height
from dashboard.figures.enclaved_map import access_state_classes
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.queries import area_access, build_information, zone_periods
from dashboard.queries import services as known_services
from dashboard.ui import context, coverage, extremes, filters, measure
from dashboard.ui.key_figure import key_figure
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

INDICATORS = ("COV-09", "CO-04")
FEWEST = 3  # below, a share says nothing: the two numbers stand alone


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    service: str

    @property
    def narrowed(self) -> tuple[str, ...]:
        return (self.period, self.service, self.scheme)


def chosen_view(warehouse: Warehouse, _: Translator) -> Zones | None:
    """Period (the newest whole quarter by default: COV-09 is quarterly), service, scheme; None where nothing is."""
    found = zone_periods(warehouse)
    if found.empty:
        return None
    names = {code: _.period(code) for code in found["period"]}
    quarters = found.loc[found["span"] == "quarter", "period"]
    known = known_services(warehouse)
    services = filters.names_of_services(warehouse, _)
    told = known[known["is_known"]]
    of_children = told.loc[told["sector_code"] == "PRO-CPN", "service_code"]
    service = next(iter(of_children), next(iter(told["service_code"]), next(iter(services))))
    return Zones(
        period=filters.select("period", _("Period"), names, next(iter(quarters), next(iter(names))), _),
        service=filters.select("service", _("Service"), services, service, _),
        scheme=filters.choose_scheme(warehouse, _),
    )


def chosen_part(_: Translator) -> str:
    """Which part of the page is read; offers and needs to come are for the coordination alone."""
    names = {"access": _("Access"), "missions": _("Missions")}
    if context.may_see_sources():
        names["means"] = _("Offers and needs")
    return filters.choice("zones", _("Part of the page"), names, "access", _)


def words(warehouse: Warehouse, chosen: Zones, _: Translator) -> Words:
    information = build_information(warehouse)
    return Words(
        service=filters.names_of_services(warehouse, _)[chosen.service],
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def say_no_access(_: Translator) -> None:
    st.info(
        _(
            "No status of access is loaded: which zones are enclaved is not known. Fill in its template "
            "(python -m etl template access_status)."
        )
    )


def say_no_means(_: Translator) -> None:
    st.info(
        _(
            "No pooled means are loaded: offers, needs and missions are not known. Fill in their template "
            "(python -m etl template pooled_means)."
        )
    )


def state_names(_: Translator) -> dict[str, str]:
    return {"enclaved": _("enclaved"), "restricted": _("difficult access"), "accessible": _("accessible")}


def state_words(status: str | None, _: Translator) -> str:
    return _("not told") if status is None or pd.isna(status) else state_names(_)[status]


def quarter_of(warehouse: Warehouse, period: str) -> str | None:
    """The whole quarter that a month lies in, or the quarter itself; None of a year, or where it is not whole."""
    found = zone_periods(warehouse).set_index("period")
    quarters = found[found["span"] == "quarter"]
    start = found.loc[period, "start_date"]
    holding = quarters[(quarters["start_date"] <= start) & (quarters["end_date"] >= found.loc[period, "end_date"])]
    return None if holding.empty else str(holding.index[0])


def key_figures(
    states: pd.DataFrame, reach: pd.DataFrame | None, quarter: str | None, made: pd.DataFrame, _: Translator
) -> None:
    """Zones enclaved, COV-09 of the quarter, CO-04 of the period: each with its numerator and its denominator."""
    left, middle, right = st.columns(3, gap="small")
    cut, hard = (zones_in(states, status) for status in ("enclaved", "restricted"))
    key_figure(
        left,
        _("Enclaved zones in the period"),
        _.number(cut) if len(states) else _("no data"),
        detail=_("{number} more of difficult access", number=_.number(hard)),
        explanation=_("Enclaved on one day of the period at least. A zone is a named locality, else a sub-prefecture."),
    )
    label = (
        _("Zones reached, {quarter} (COV-09)", quarter=_.period(quarter)) if quarter else _("Zones reached (COV-09)")
    )
    value, detail = ("–", _("told by whole quarters only")) if reach is None else reached_words(reach, _)
    key_figure(
        middle,
        label,
        value,
        detail=detail,
        explanation=_("At least one child-protection activity, functional site or mission in the quarter."),
    )
    value, detail = pooled_words(made, _)
    key_figure(
        right,
        _("Pooled missions (CO-04)"),
        value,
        detail=detail,
        explanation=_(
            "Missions to enclaved zones in which two organisations or more shared transport, staff or funds."
        ),
    )


def say_extremes(warehouse: Warehouse, chosen: Zones, quarter: str | None, _: Translator) -> None:
    """Between which prefectures COV-09 of the quarter and CO-04 of the period lie."""
    found = {
        **(extremes.by_indicator(warehouse, [("COV-09", "")], quarter, chosen.scheme, _) if quarter else {}),
        **extremes.by_indicator(warehouse, [("CO-04", "")], chosen.period, chosen.scheme, _),
    }
    if found:
        named = extremes.titles(warehouse, _)
        extremes.say_lines([(named[pair], places) for pair, places in found.items()], _)


def zones_in(states: pd.DataFrame, status: str) -> int:
    """How many zones are in a state, as COV-09 counts them: a sub-prefecture gives way to its localities."""
    found = states[states["status_code"] == status]
    named = set(found.loc[found["locality"].notna(), ["pcode", "zone_name"]].itertuples(index=False, name=None))
    whole = found.loc[found["locality"].isna(), ["pcode", "zone_name"]].itertuples(index=False, name=None)
    return int(found["locality"].notna().sum()) + sum(zone not in named for zone in whole)


def share_words(part: int, whole: int, _: Translator) -> str:
    """Numerator, denominator, and the share where there are enough of them."""
    told = f"{_.number(part)} / {_.number(whole)}"
    return f"{told} ({_.share(part / whole)})" if whole >= FEWEST else told


def reached_words(reach: pd.DataFrame, _: Translator) -> tuple[str, str]:
    known = reach["is_reached"].notna()
    unknown = int((~known).sum())
    detail = _.plural("{number} zone not known", "{number} zones not known", unknown) if unknown else _("all known")
    if reach.empty:
        return _("n/a"), _("no zone told to be enclaved")
    if not known.any():
        return _("no data"), detail
    return share_words(int(reach["is_reached"].eq(True).sum()), int(known.sum()), _), detail


def pooled_words(made: pd.DataFrame, _: Translator) -> tuple[str, str]:
    """CO-04, and the missions to zones whose state on the day is not told: in neither number."""
    there = made[made["status_code"] == "enclaved"]
    untold = int(made["status_code"].isna().sum())
    detail = _.plural(
        "{number} mission where the state is not told", "{number} missions where the state is not told", untold
    )
    if made.empty:
        return _("no data"), _("no mission told")
    if there.empty:
        return _("no data") if untold == len(made) else _("n/a"), detail
    return share_words(int((there["organisations"] >= 2).sum()), len(there), _), detail


def show_map(warehouse: Warehouse, chosen: Zones, states: pd.DataFrame, view: Words, _: Translator) -> None:
    areas = area_access(warehouse, chosen)
    shapes_address, note = coverage.boundaries(warehouse, chosen.scheme, "adm2", _)
    width, frame = measure.width_here(usual=900), coverage.frame(warehouse)
    told = map_words(areas, states, _)
    figure = area_map(access_state_classes(areas), shapes_address, told, width, frame)
    height = fitted_height(width, frame, told.lines)
    st.pydeck_chart(figure, height=height, key="enclaved_map", alt=finding(areas, view, _))
    st.caption(note)


def map_words(areas: pd.DataFrame, states: pd.DataFrame, _: Translator) -> MapWords:
    classes = (
        _("enclaved"),
        _("enclaved in part"),
        _("difficult access"),
        _("difficult in part"),
        _("accessible"),
        _("not told"),
    )
    named = states[states["locality"].notna()].groupby("pcode")["locality"].agg(list)
    sentences = {row["pcode"]: area_sentence(row, named.get(row["pcode"], []), _) for row in areas.to_dict("records")}
    return MapWords(_("Access"), classes, sentences)


def area_sentence(row: dict, localities: list[str], _: Translator) -> str:
    told = state_words(row["status_code"], _)
    if row["is_part"]:
        told = _("{state}, of a part only", state=told)
    if localities:
        told = _("{state} (localities told: {names})", state=told, names=", ".join(localities))
    return f"{row['parent_name']}. {told}" if pd.notna(row["parent_name"]) else told


def finding(areas: pd.DataFrame, view: Words, _: Translator) -> str:
    """What the map shows, for those who do not see it."""
    cut = areas.loc[(areas["status_code"] == "enclaved"), "name"]
    return _(
        "Map of access, {period}: {number} sub-prefectures enclaved, in part or whole ({names}).",
        period=view.period,
        number=len(cut),
        names=", ".join(cut.head(5)) or "–",
    )
