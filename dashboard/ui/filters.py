"""The filters of a page, in the sidebar; what they hold is in the address."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard.filters import HOME, MEASURES, SCHEMES, Coverage, Services, country_of
from dashboard.language import Translator
from dashboard.queries import build_information, periods, sectors, service_periods
from dashboard.queries import services as known_services
from dashboard.ui import url_state
from dashboard.warehouse import Warehouse


def coverage(warehouse: Warehouse, _: Translator) -> Coverage | None:
    """Period, sector, level and scheme; None where no 4W is loaded."""
    period_names = {code: _.period(code) for code in periods(warehouse)["period"]}
    sector_names = names_of_sectors(warehouse, _)
    if not period_names:
        return None
    return Coverage(
        period=choose_period(period_names, _),
        sector=select("sector", _("Sector"), sector_names, default_sector(sector_names), _),
        level=choose_level(warehouse, _),
        scheme=choose_scheme(warehouse, _),
    )


def basket(warehouse: Warehouse, _: Translator) -> tuple[str, str] | None:
    """Period and scheme; None where nothing is known of any service."""
    period_names = service_period_names(warehouse, _)
    if not period_names:
        return None
    return choose_period(period_names, _), choose_scheme(warehouse, _)


def services(warehouse: Warehouse, _: Translator) -> Services | None:
    """Period, service, level, scheme and measure; None where nothing is known of any service."""
    period_names = service_period_names(warehouse, _)
    service_names = names_of_services(warehouse, _)
    if not period_names:
        return None
    known = known_services(warehouse)
    first = known.loc[known["is_known"], "service_code"]
    return Services(
        period=choose_period(period_names, _),
        service=select("service", _("Service"), service_names, next(iter(first), next(iter(service_names))), _),
        level=choose_level(warehouse, _),
        scheme=choose_scheme(warehouse, _),
        measure=select("measure", _("On the map"), measure_names(_), MEASURES[0], _),
    )


def choose_period(names: Mapping[str, str], _: Translator) -> str:
    """One of the periods named, the first unless another is asked for."""
    return select("period", _("Period"), names, next(iter(names)), _)


def choose_level(warehouse: Warehouse, _: Translator) -> str:
    """Areas of which level, as they are called in the country of the warehouse."""
    return select("level", _("Level"), level_names(_, default_scheme(warehouse)), "adm2", _)


def choose_scheme(warehouse: Warehouse, _: Translator) -> str:
    usual = default_scheme(warehouse)
    return select("scheme", _("Boundary scheme"), scheme_names(_, usual), usual, _)


def service_period_names(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """The periods in which anything is known of services, the newest first."""
    return {code: _.period(code) for code in service_periods(warehouse)["period"]}


def names_of_services(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """Service codes and their names in the language, the basket first."""
    return known_services(warehouse).set_index("service_code")[f"name_{_.language}"].to_dict()


def measure_names(_: Translator) -> dict[str, str]:
    words = (_("Functional sites per head"), _("Listed sites per head"), _("Organisations"))
    return dict(zip(MEASURES, words, strict=True))


def view(_: Translator) -> str:
    """Which of the three questions of the page is asked; it is in the address."""
    names = {"actors": _("Actors by sector"), "services": _("Services"), "basket": _("Basket of services")}
    return choice("view", _("View"), names, "actors", _)


def choice(name: str, label: str, names: Mapping[str, str], default: str, _: Translator) -> str:
    """A few answers side by side, in the page; the chosen code is in the address."""
    chosen, widget_key = url_state.held(name, names, default, _.language)
    st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=widget_key,
        required=True,
        label_visibility="collapsed",
        on_change=url_state.keep,
        args=(name, widget_key),
    )
    return chosen


def select(name: str, label: str, names: Mapping[str, str], default: str, _: Translator) -> str:
    """A list to choose one code from; an unknown code in the address is said, not swallowed."""
    say_unknown(name, label, names, _)
    with st.sidebar:
        return select_here(name, label, names, default, _)


def select_here(
    name: str,
    label: str,
    names: Mapping[str, str],
    default: str,
    _: Translator,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """The same list where it stands in the page; a code that the view has no more is forgotten."""
    chosen, widget_key = url_state.held(name, names, default, _.language)
    st.selectbox(
        label,
        list(names),
        format_func=lambda code: names.get(code, code),
        key=widget_key,
        placeholder=_("Choose"),
        on_change=url_state.keep,
        args=(name, widget_key),
        width=width,
    )
    return chosen


def slider(name: str, label: str, codes: Sequence[str], default: str, _: Translator) -> str:
    """One of a few numbers, kept in the address as its code; an unknown one is said and replaced."""
    names = {code: code for code in codes}
    say_unknown(name, label, names, _)
    chosen, widget_key = url_state.held(name, names, default, _.language)
    st.sidebar.select_slider(label, codes, key=widget_key, on_change=url_state.keep, args=(name, widget_key))
    return chosen


def say_unknown(name: str, label: str, names: Mapping[str, str], _: Translator) -> None:
    """In the page: on a telephone the sidebar, where filters are, is folded away."""
    if url_state.is_unknown(name, names):
        st._main.warning(
            _("The link asks for a value that is not loaded ({label}): the usual one is shown.", label=label)
        )


def names_of_sectors(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """Sector codes and their names in the language, in the order of the names."""
    named = sectors(warehouse).set_index("sector_code")[f"name_{_.language}"]
    return named.sort_values(key=lambda names: names.str.normalize("NFKD")).to_dict()


def level_names(_: Translator, scheme: str) -> dict[str, str]:
    """What the areas of each level are called in the country of a scheme: only RCA's are prefectures."""
    if country_of(scheme) == HOME:
        return {"adm2": _("Sub-prefectures"), "adm1": _("Prefectures")}
    return {"adm2": _("Admin2 units"), "adm1": _("Admin1 units")}


def area_names(_: Translator, scheme: str) -> dict[str, str]:
    """The same words for one area."""
    if country_of(scheme) == HOME:
        return {"adm2": _("Sub-prefecture"), "adm1": _("Prefecture")}
    return {"adm2": _("Admin2 unit"), "adm1": _("Admin1 unit")}


def place_headings(is_fine: bool, scheme: str, _: Translator) -> tuple[str, list[str]]:
    """What an area is called, and the column of its prefecture where it has one."""
    names = area_names(_, scheme)
    return (names["adm2"], [names["adm1"]]) if is_fine else (names["adm1"], [])


def scheme_names(_: Translator, scheme: str = SCHEMES[-1]) -> dict[str, str]:
    """The schemes of the country that a scheme divides: two in RCA, one elsewhere."""
    if country_of(scheme) == HOME:
        return {"cod_v02": _("2021 law (20/85)"), "cod_v01": _("2015 (17/72)")}
    return {scheme: f"COD-AB {country_of(scheme)}"}


def default_sector(names: Mapping[str, str]) -> str:
    """Child protection where it is reported, else Protection, else the first sector."""
    return next((code for code in ("PRO-CPN", "PRO") if code in names), next(iter(names)))


def default_scheme(warehouse: Warehouse) -> str:
    """The scheme in which the newest reports came: nothing has to be converted there."""
    return str(build_information(warehouse)["scheme"])
