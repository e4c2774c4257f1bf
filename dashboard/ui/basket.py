"""The sub-prefecture × service matrix in words: on the page, as a file, and on one A3 sheet; the same cells in all."""

from collections.abc import Iterator
from itertools import groupby

import pandas as pd

from dashboard.exports import Column, Table
from dashboard.figures.basket_sheet import Cell, Sheet
from dashboard.language import Translator
from dashboard.queries import build_information
from dashboard.ui import export
from dashboard.ui.services import number_cell, state_words
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def cell(row: dict, _: Translator) -> str:
    """A pair's sign: functional sites; else the actors present, in brackets; else the kind of nothing."""
    if row["status"] == "functional" and pd.notna(row["functional_sites"]):
        return _.number(int(row["functional_sites"]))
    if row["status"] in ("functional", "present"):
        return f"({int(row['organisations'])})" if pd.notna(row["organisations"]) and row["organisations"] else "(?)"
    if row["status"] == "no_data":
        return "s.d." if _.language == "fr" else "n.d."
    return number_cell(0, row["status"], _).strip("*")


def signs(_: Translator) -> str:
    """What the signs of the matrix mean."""
    return _(
        "A number: functional sites. **0**: none, reported. (2): two organisations present, no site known to work. "
        "{unknown}: no data, not a gap. {none}: not applicable. ••: withheld.",
        unknown="s.d." if _.language == "fr" else "n.d.",
        none=_("n/a"),
    )


def by_area(pairs: pd.DataFrame) -> Iterator[tuple[str, str, list[dict]]]:
    """Prefecture, sub-prefecture and its rows, in the order of the query."""
    for _pcode, found in groupby(pairs.to_dict("records"), key=lambda row: row["pcode"]):
        rows = list(found)
        yield str(rows[0]["parent_name"]), str(rows[0]["name"]), rows


def matrix(pairs: pd.DataFrame, named: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row a sub-prefecture, one column a service, prefecture by prefecture."""
    short = named.set_index("service_code")[f"short_{_.language}"]
    rows, former = [], None
    for parent, name, services in by_area(pairs):
        cells = {short[row["service_code"]]: strong(cell(row, _)) for row in services}
        shown, former = "" if parent == former else plain(parent), parent
        rows.append({_("Prefecture"): shown, _("Sub-prefecture"): plain(name), **cells})
    return pd.DataFrame(rows)


def strong(text: str) -> str:
    return "**0**" if text == "0" else text


def full_basket(shares: pd.DataFrame, named: pd.DataFrame, _: Translator) -> tuple[str, str]:
    """COV-05: the areas with every service of the basket over those where all are known."""
    size = int(named["is_basket"].sum())
    known = shares[shares["services_functional"].notna()]
    unknown = int(shares.loc[shares["services_functional"].isna(), "areas"].sum())
    left_out = _.plural("{number} area not fully known", "{number} areas not fully known", unknown)
    if known.empty:
        return _("no data"), left_out
    full = int(known.loc[known["services_functional"] == size, "areas"].sum())
    total = int(known["areas"].sum())
    return f"{_.number(full)} / {_.number(total)} ({_.share(full / total)})", left_out


def basket_words(named: pd.DataFrame, _: Translator) -> str:
    names = ", ".join(named.loc[named["is_basket"], f"name_{_.language}"])
    return _("The basket: {services}. An area counts where the state of all of them is known.", services=names)


def shares_table(shares: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            _("not all known")
            if pd.isna(row["services_functional"])
            else _.plural("{number} service", "{number} services", int(row["services_functional"])),
            _.number(int(row["areas"])),
            "–" if pd.isna(row["children"]) else _.number(round(int(row["children"]), -2)),
        )
        for row in shares.to_dict("records")
    ]
    headings = [_("Basket services functional"), _("Sub-prefectures"), _("Children (0-18)")]
    return pd.DataFrame(rows, columns=headings)


def sheet(
    warehouse: Warehouse,
    pairs: pd.DataFrame,
    named: pd.DataFrame,
    period: str,
    scheme: str,
    has_names: bool,
    _: Translator,
) -> Sheet:
    """Everything that stands on the printed page; organisations are named for the coordination alone."""
    information = build_information(warehouse)
    is_demo = bool(information["is_demo"])
    day = _.day(information["received_at"].date())
    headings = tuple(named[f"short_{_.language}"])
    areas = []
    for parent, name, services in by_area(pairs):
        by_code = {row["service_code"]: row for row in services}
        cells = [by_code[code] for code in named["service_code"]]
        areas.append((parent, name, tuple(Cell(cell(row, _), row["status"], who(row, has_names)) for row in cells)))
    code = str(period).replace(" ", "-").lower()
    return Sheet(
        name=export.file_name(is_demo, "panier", code),
        title=_("Basket of services by sub-prefecture, {period}", period=period),
        subtitle=_(
            "{scheme}. Files dated up to {day}, build {build}.", scheme=scheme, day=day, build=information["build"]
        ),
        warning=_("FICTITIOUS DATA – demonstration") if is_demo else "",
        signs=signs(_).replace("**", ""),
        places=(_("Prefecture"), _("Sub-prefecture")),
        services=headings,
        areas=tuple(areas),
        language=_.language,
    )


def who(row: dict, has_names: bool) -> str:
    """The first actor of a pair, and how many others."""
    actors = row["actors"]
    if not has_names or actors is None or not len(actors):
        return ""
    return f"{actors[0]} +{len(actors) - 1}" if len(actors) > 1 else str(actors[0])


def exported(pairs: pd.DataFrame, named: pd.DataFrame, page: Sheet, _: Translator) -> Table:
    """One row a pair, with its codes: what the matrix shows, for machines."""
    names = named.set_index("service_code")[f"name_{_.language}"]
    columns = (
        Column(_("P-code"), "#adm2+code"),
        Column(_("Sub-prefecture"), "#adm2+name"),
        Column(_("Prefecture"), "#adm1+name"),
        Column(_("Service"), "#service+code"),
        Column(_("Name of the service"), "#service+name"),
        Column(_("State"), "#status"),
        Column(_("Functional sites"), "#loc+functional+num"),
        Column(_("Listed sites"), "#loc+listed+num"),
        Column(_("Organisations"), "#org+num"),
    )
    rows = [
        (
            row["pcode"],
            row["name"],
            row["parent_name"],
            row["service_code"],
            names[row["service_code"]],
            state_words(row["status"], _),
            *(
                None if pd.isna(row[name]) else int(row[name])
                for name in ("functional_sites", "sites", "organisations")
            ),
        )
        for row in pairs.to_dict("records")
    ]
    facts = [(_("What is shown"), page.subtitle), (_("Signs"), page.signs)]
    if page.warning:
        facts.insert(0, (_("Nature of the data"), page.warning))
    return Table(page.title, columns, rows, facts)
