"""What the page on actors narrows to, who is present for which service, and where one organisation is."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.queries import build_information, loaded_types
from dashboard.ui import context, export, filters
from dashboard.ui.tables import plain, show
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

BASKET, EVERY_TYPE, UNKNOWN, NOBODY = "basket", "all", "unknown", ""
INDICATORS = ("fragility_clock", "single_actor_pairs")


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    service: str
    level: str
    area: str  # what one area of the level is called
    kind: str  # of organisations
    denominator: str

    @property
    def narrowed(self) -> tuple[str, ...]:
        return (self.period, self.service, self.level, self.scheme, self.kind)


def chosen_view(warehouse: Warehouse, _: Translator) -> Actors | None:
    """Period, service, level, scheme and kind of organisation; None where nothing tells of services."""
    period_names = filters.service_period_names(warehouse, _)
    if not period_names:
        return None
    return Actors(
        period=filters.choose_period(period_names, _),
        service=filters.select("service", _("Service"), service_names(warehouse, _), BASKET, _),
        level=filters.choose_level(warehouse, _),
        scheme=filters.choose_scheme(warehouse, _),
        type=filters.select("type", _("Kind of organisation"), type_names(warehouse, _), EVERY_TYPE, _),
    )


def chosen_part(_: Translator) -> str:
    """Which of the three parts of the page is read: in the address."""
    names = {
        "presence": _("Presence"),
        "fragility": _("What rests on whom"),
        "means": _("Projects and means"),
    }
    return filters.choice("part", _("View"), names, "presence", _)


def service_names(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    return {BASKET: _("The basket (five services)"), **filters.names_of_services(warehouse, _)}


def type_names(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """All kinds, then each that an organisation has."""
    found = loaded_types(warehouse).to_dict("records")
    return {EVERY_TYPE: _("All kinds"), **{row["type_code"]: type_name(row, _) for row in found}}


def type_name(row: dict, _: Translator) -> str:
    name = row[f"name_{_.language}"]
    return _("Unknown kind") if pd.isna(name) else str(name)


def words(warehouse: Warehouse, chosen: Actors, basis: pd.Series | None, _: Translator) -> Words:
    information = build_information(warehouse)
    return Words(
        service=service_names(warehouse, _)[chosen.service],
        period=_.period(chosen.period),
        level=filters.level_names(_, chosen.scheme)[chosen.level],
        area=filters.area_names(_, chosen.scheme)[chosen.level],
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        kind=type_names(warehouse, _)[chosen.type],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        denominator="–" if basis is None else f"{basis['year']}, {basis[f'label_{_.language}']}",
    )


def matrix(places: pd.DataFrame, by_service: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Organisation by service: areas where it is operational (O) and where it has a site (P), in alphabetical order."""
    counts = places.groupby(["organisation_id", "service_code"])[["is_operational", "is_physical"]].sum()
    names = places.drop_duplicates("organisation_id")
    rows = []
    for actor in names.to_dict("records"):
        cells = [matrix_cell(counts, (actor["organisation_id"], service["service_code"]), bool(service["is_known"]), _)
                 for service in by_service.to_dict("records")]  # fmt: skip
        rows.append((plain(actor["organisation"]), kind_cell(actor, _), *cells))
    headings = [plain(name) for name in by_service[f"short_{_.language}"]]
    return pd.DataFrame(rows, columns=[_("Organisation"), _("Kind of organisation"), *headings])


def matrix_cell(counts: pd.DataFrame, key: tuple[str, str], is_known: bool, _: Translator) -> str:
    if key not in counts.index:
        return "0" if is_known else _("no data")
    found = counts.loc[key]
    return presence_cell(int(found["is_operational"]), int(found["is_physical"]), _)


def presence_cell(operational: int, physical: int, _: Translator) -> str:
    told = [_("{number} O", number=_.number(operational))] if operational else []
    told += [_("{number} P", number=_.number(physical))] if physical else []
    return " · ".join(told).replace(" ", "\N{NO-BREAK SPACE}")


def kind_cell(actor: dict, _: Translator) -> str:
    kind = actor[f"type_{_.language}"]
    return _("unknown") if pd.isna(kind) else plain(kind)


def places_of_one(places: pd.DataFrame, by_service: pd.DataFrame, view: Words, _: Translator) -> None:
    """The organisation to look at, in the address, and where it provides what."""
    names = {NOBODY: _("Choose an organisation")}
    names |= dict(places.drop_duplicates("organisation_id")[["organisation_id", "organisation"]].to_numpy().tolist())
    actor = filters.select_here("actor", _("Where one organisation is"), names, NOBODY, _, width=420)
    if actor == NOBODY:
        return
    its = places[places["organisation_id"] == actor].sort_values("name", key=lambda names: names.str.normalize("NFKD"))
    services = by_service[by_service["service_code"].isin(its["service_code"])]
    rows = []
    for (__, name), found in its.groupby(["pcode", "name"], sort=False):
        cells = {row["service_code"]: one_cell(row, _) for row in found.to_dict("records")}
        rows.append((plain(name), *(cells.get(code, "0") for code in services["service_code"])))
    headings = [view.area, *(plain(name) for name in services[f"short_{_.language}"])]
    show(pd.DataFrame(rows, columns=headings), alt=_("Where {organisation} is, by service", organisation=names[actor]))


def one_cell(row: dict, _: Translator) -> str:
    """Operational, and the sites of the directory with those that are functional."""
    told = [_("operational")] if row["is_operational"] else []
    if row["is_physical"]:
        sites = _.plural("{number} site", "{number} sites", int(row["sites"]))
        told.append(_("{sites} (functional: {functional})", sites=sites, functional=_.number(row["functional_sites"])))
    return " · ".join(told)


def listed(places: pd.DataFrame, chosen: Actors, view: Words, _: Translator) -> Table:
    """Organisation, service and place, one a line: what the matrix counts."""
    with_ends = context.may_see_sources()
    columns = (
        Column(_("Organisation"), "#org"),
        Column(_("Kind of organisation"), "#org+type"),
        Column(_("Service"), "#service"),
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(view.area, f"#{chosen.level}+name"),
        Column(_("Operational"), "#indicator+operational"),
        Column(_("Sites listed"), "#loc+num"),
        Column(_("Functional sites"), "#loc+num+functional"),
        *((Column(_("Last known end"), "#date+end"),) if with_ends else ()),
    )
    rows = [
        (
            row["organisation"],
            _("unknown") if pd.isna(row[f"type_{_.language}"]) else row[f"type_{_.language}"],
            row[f"name_{_.language}"],
            row["pcode"],
            row["name"],
            _("yes") if row["is_operational"] else _("no"),
            int(row["sites"]),
            int(row["functional_sites"]),
            *((end_cell(row["ends_on"], _),) if with_ends else ()),
        )
        for row in places.to_dict("records")
    ]
    return Table(_("Who does what, where: {period}", period=view.period), columns, rows, facts(chosen, view, _))


def end_cell(day: date | None, _: Translator) -> str:
    """An end that nobody told is no end that is far."""
    return _("end unknown") if day is None or pd.isna(day) else day.isoformat()


def facts(chosen: Actors, view: Words, _: Translator) -> export.Facts:
    """What a reader of a file needs to judge it."""
    return [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({chosen.service})"),
        (_("Period"), f"{view.period} ({chosen.period})"),
        (_("Level"), f"{view.level} ({chosen.level})"),
        (_("Boundary scheme"), f"{view.scheme} ({chosen.scheme})"),
        (_("Kind of organisation"), f"{view.kind} ({chosen.type})"),
        (_("Source"), _("partners' 4W and lists of sites loaded in Maillage, {files}", files=view.origin)),
        (_("Denominator"), view.denominator),
        export.caveats(None, INDICATORS, chosen.scheme, _),
    ]


def say_nothing_loaded(_: Translator) -> None:
    st.info(
        _("Neither a 4W nor a list of service sites is loaded yet: no actor can be told. Load one and build again.")
    )


def say_nobody(_: Translator) -> None:
    st.info(
        _(
            "Nobody is named for these services in this period. Load a 4W, or a list of sites that names who operates "
            "them; or choose another period, service or kind of organisation."
        )
    )


def legend(view: Words, _: Translator) -> str:
    return _(
        "Number of {level}: O, operational (an activity in the 4W); P, physical (a site in the directory). "
        "In alphabetical order; 0 is a zero reported.",
        level=view.level.lower(),
    )


def save(content: Table, what: str, chosen: Actors, view: Words, _: Translator) -> None:
    """The downloads of one table of the page."""
    name = export.file_name(view.is_demo, chosen.service, chosen.period, chosen.level, chosen.scheme, kind=what)
    export.table(content, name, _, f"{what}:")
