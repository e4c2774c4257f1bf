"""What the view on services says: its sentences, tables and export, from the rows that the queries gave."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.figures.area_map import NOT_APPLICABLE, UNCONFIRMED, WITHHELD, MapWords
from dashboard.figures.service_map import rate_edges, service_classes
from dashboard.filters import Services
from dashboard.language import Translator
from dashboard.queries import build_information
from dashboard.ui import filters
from dashboard.ui.basis import say_denominator
from dashboard.ui.coverage import boundaries
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse


@dataclass(frozen=True)
class Words(View):
    """The words of one view of one service."""

    service: str
    level: str
    per: str  # "per 10,000 children"
    people: str  # "children (0-18)"
    shapes_address: str
    boundaries_note: str

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.period, self.service, self.level, self.scheme)


def words(warehouse: Warehouse, chosen: Services, service: pd.Series, _: Translator) -> Words:
    information = build_information(warehouse)
    shapes_address, note = boundaries(warehouse, chosen.scheme, chosen.level, _)
    people = people_words(str(service["denominator"]), _)
    return Words(
        service=str(service[f"name_{_.language}"]),
        period=_.period(chosen.period),
        level=filters.level_names(_, chosen.scheme)[chosen.level],
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        per=_("per {number} {people}", number=_.number(int(service["per"])), people=people),
        people=people,
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        shapes_address=shapes_address,
        boundaries_note=note,
    )


def people_words(denominator: str, _: Translator) -> str:
    names = {
        "population": _("people"),
        "children": _("children (0-18)"),
        "school_age": _("children aged 6-17 (modelled)"),
    }
    return names[denominator]


def yardstick(service: pd.Series) -> float:
    """What a rate is measured against: the density that the threshold states, else 1."""
    is_density = pd.notna(service["threshold"]) and service["threshold_per"] != "sub_prefecture"
    return float(service["threshold"]) if is_density else 1.0


def threshold_words(service: pd.Series, _: Translator) -> str:
    """The threshold with its kind: one that the working group set must never look like a norm."""
    kinds = {"norm": _("norm"), "local": _("local threshold"), "none": _("no threshold")}
    kind = kinds[str(service["threshold_kind"])]
    if not service["is_threshold_checked"]:
        kind = _("norm, to be checked at its source")
    if service["threshold_kind"] == "none":
        return f"{kind} ({service[f'basis_{_.language}']})"
    return f"{service[f'threshold_{_.language}']} – {kind} ({service[f'basis_{_.language}']})"


def rule_words(service: pd.Series, _: Translator) -> str:
    if not service["has_rule"]:
        return _("No rule says when this service is functional: add one to data/reference/services.csv.")
    return _(
        "Functional: listed as functional or partly so, and verified within {days} days of the end of the period.",
        days=service["verified_within_days"],
    )


def state_words(status: str, _: Translator) -> str:
    """The state of a service in an area, the four kinds of nothing apart."""
    names = {
        "functional": _("functional"),
        "present": _("present, functioning not confirmed"),
        "zero": _("zero reported"),
        "no_data": _("no data"),
        "not_applicable": _("not applicable: nobody lives there"),
        "withheld": _("withheld"),
    }
    return names[status]


def number_cell(number: float, status: str, _: Translator) -> str:
    """A count in a table; the four kinds of nothing have a sign each, the same in every table."""
    if status == "withheld":
        return "••"
    if status == "not_applicable":
        return _("n/a")
    if pd.isna(number):
        return _("no data") if status == "no_data" else "?"
    return "**0**" if number == 0 else _.number(int(number))


def rate_cell(rate: float, number: float, status: str, _: Translator) -> str:
    if status in ("withheld", "not_applicable", "no_data") or pd.isna(number):
        return number_cell(number, status, _)
    if pd.isna(rate):
        return _("too few people")
    return _.number(round(rate, 2))


def threshold_cell(is_met: object, _: Translator) -> str:
    if is_met is None or pd.isna(is_met):
        return "–"
    return _("reached") if is_met else _("**below**")


def map_words(areas: pd.DataFrame, chosen: Services, service: pd.Series, view: Words, _: Translator) -> MapWords:
    if chosen.measure == "actors":
        title, classes = _("Organisations"), [_("0: none"), "1", "2-4", "5-9", _("10 and more")]
    else:
        half, whole, twice = (_.number(edge) for edge in rate_edges(yardstick(service)))
        title = view.per
        is_norm = service["threshold_kind"] == "norm"
        mark = (_("(norm)") if service["is_threshold_checked"] else _("(norm, to check)")) if is_norm else ""
        zero = _("0: no functional site") if chosen.measure == "functional" else _("0: no site")
        classes = [
            zero,
            f"< {half}",
            f"{half} – {whole}",
            f"≥ {whole} {mark}".strip(),
            f"≥ {twice}",
        ]
    named = {
        NOT_APPLICABLE: _("not applicable"),
        WITHHELD: _("withheld"),
        UNCONFIRMED: _("unconfirmed"),
    }
    used = set(service_classes(areas, chosen.measure, yardstick(service)))
    textures = {texture: text for texture, text in named.items() if texture in used}
    sentences = {row["pcode"]: area_sentence(row, _) for row in areas.to_dict("records")}
    return MapWords(title, [*classes, _("no data")], sentences, textures)


def area_sentence(row: dict, _: Translator) -> str:
    state = state_words(row["status"], _)
    told = [f"{row['parent_name']}. {state}" if pd.notna(row["parent_name"]) else state]
    if pd.notna(row["functional_sites"]) and pd.notna(row["sites"]):
        told.append(
            _("{functional} functional of {all} listed", functional=int(row["functional_sites"]), all=int(row["sites"]))
        )
    elif pd.notna(row["sites"]):
        told.append(_.plural("{number} site listed", "{number} sites listed", int(row["sites"])))
    if pd.notna(row["organisations"]):
        told.append(_.plural("{number} organisation", "{number} organisations", int(row["organisations"])))
    return ". ".join(told)


def finding(areas: pd.DataFrame, view: Words, _: Translator) -> str:
    """What the map shows, for those who do not see it."""
    without = areas.loc[areas["status"] == "zero", "name"]
    return _(
        "Map of {service}, {period}: {number} areas without the service ({names}).",
        service=view.service,
        period=view.period,
        number=len(without),
        names=", ".join(without.head(5)) or "–",
    )


def key_figures(chosen: Services, service: pd.Series, basis: pd.Series | None, view: Words, _: Translator) -> None:
    """Areas with the service among those known, children without it, and the ratio of the sums."""
    place = st.container(gap="small")
    unknown = _.plural(
        "{number} area unknown", "{number} areas unknown", int(service["areas"] - service["areas_known"])
    )
    known = int(service["areas_known"])
    key_figure(
        place,
        _("{level} with a functional site", level=view.level),
        f"{_.number(int(service['areas_functional']))} / {_.number(known)}" if known else _("no data"),
        detail=f"{_.share(service['areas_functional'] / known)} · {unknown}" if known else unknown,
        explanation=rule_words(service, _),
    )
    if known and pd.notna(service["functional_rate"]):
        key_figure(
            place,
            _("Functional sites {per}", per=view.per),
            _.number(round(float(service["functional_rate"]), 2)),
            detail=_(
                "{sites} sites / {people} {words}",
                sites=_.number(int(service["functional_sites"])),
                people=_.number(int(service["people"])),
                words=view.people,
            ),
            explanation=threshold_words(service, _),
        )
    if known:
        without = 0 if pd.isna(service["children_without"]) else round(float(service["children_without"]), -2)
        key_figure(
            place,
            _("Children (0-18) without, estimate"),
            _.number(without),
            explanation=_(
                "Living where no site is functional. Rounded to 100. Do not add up services: the same child is "
                "counted in each."
            ),
        )
    st.caption(_("Threshold: {threshold}", threshold=plain(threshold_words(service, _))))
    if basis is not None:
        say_denominator(basis, _)


def communities(found: pd.Series, _: Translator) -> None:
    """COV-08, beside the list of the communities' own referral pathways."""
    total, unknown = int(found["communities"]), int(found["unknown"])
    if not total:
        return
    functioning = int(found["functioning"])
    key_figure(
        st.container(),
        _("Communities with a referral pathway that works"),
        f"{_.number(functioning)} / {_.number(total)} ({_.share(functioning / total)})",
        detail=_.plural("{number} community unknown", "{number} communities unknown", unknown),
        explanation=_(
            "Updated within six months, and every service of the basket functional in the sub-prefecture (COV-08)."
        ),
    )


def glance_table(glance: pd.DataFrame, chosen: Services, _: Translator) -> pd.DataFrame:
    """Every service in one line; the chosen one in bold, what nothing is known of said so."""
    rows = []
    for row in glance.to_dict("records"):
        name = plain(row[f"name_{_.language}"])
        known = int(row["areas_known"])
        told = f"{row['areas_functional']} / {known}" if known else _("no data")
        children = (
            "–" if not known or pd.isna(row["children_without"]) else _.number(round(row["children_without"], -2))
        )
        rows.append((f"**{name}**" if row["service_code"] == chosen.service else name, told, children))
    return pd.DataFrame(rows, columns=[_("Service"), _("Areas with a functional site"), _("Children without")])
