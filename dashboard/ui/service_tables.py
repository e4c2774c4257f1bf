"""The table of one service by area, on the page and as a file: the same numbers."""

import pandas as pd

from dashboard.exports import Column, Table
from dashboard.filters import Services
from dashboard.language import Translator
from dashboard.ui import filters
from dashboard.ui.services import (
    Words,
    number_cell,
    rate_cell,
    rule_words,
    state_words,
    threshold_cell,
    threshold_words,
)
from dashboard.ui.tables import plain


def area_table(areas: pd.DataFrame, scheme: str, view: Words, _: Translator) -> pd.DataFrame:
    """The areas of the map in the order of the query."""
    is_fine = areas["parent_name"].notna().any()
    rows = [
        (
            str(position),
            plain(row["name"]),
            number_cell(row["functional_sites"], row["status"], _),
            number_cell(row["sites"], row["status"], _),
            number_cell(row["organisations"], row["status"], _),
            rate_cell(row["functional_rate"], row["functional_sites"], row["status"], _),
            threshold_cell(row["is_threshold_met"], _),
            "–" if pd.isna(row["people"]) else _.number(int(row["people"])),
            *((plain(row["parent_name"]),) if is_fine else ()),
            row["pcode"],
        )
        for position, row in enumerate(areas.to_dict("records"), start=1)
    ]
    fine, coarse = (filters.area_names(_, scheme)[level] for level in ("adm2", "adm1"))
    place, parent = (fine, (coarse,)) if is_fine else (coarse, ())
    headings = [
        _("Rank"),
        place,
        _("Functional sites"),
        _("Listed sites"),
        _("Organisations"),
        view.per[:1].upper() + view.per[1:],
        _("Threshold"),
        view.people[:1].upper() + view.people[1:],
        *parent,
        _("P-code"),
    ]
    return pd.DataFrame(rows, columns=headings)


def exported(
    areas: pd.DataFrame, chosen: Services, service: pd.Series, basis: pd.Series | None, view: Words, _: Translator
) -> Table:
    """The table of the page with codes, and everything a reader needs to judge it."""
    is_fine = chosen.level == "adm2"
    places = filters.area_names(_, chosen.scheme)
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(places[chosen.level], f"#{chosen.level}+name"),
        *((Column(places["adm1"], "#adm1+name"),) if is_fine else ()),
        Column(_("State"), "#status"),
        Column(_("Functional sites"), "#loc+functional+num"),
        Column(_("Listed sites"), "#loc+listed+num"),
        Column(_("Sites verified too long ago"), "#loc+stale+num"),
        Column(_("Organisations"), "#org+num"),
        Column(view.per[:1].upper() + view.per[1:], "#indicator+rate+num"),
        Column(view.people[:1].upper() + view.people[1:], "#population+denominator"),
        Column(_("Children (0-18)"), "#population+children"),
    )
    rows = [
        (
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if is_fine else ()),
            state_words(row["status"], _),
            *(whole(row[name]) for name in ("functional_sites", "sites", "stale_sites", "organisations")),
            None if pd.isna(row["functional_rate"]) else round(float(row["functional_rate"]), 2),
            whole(row["people"]),
            whole(row["children"]),
        )
        for row in areas.to_dict("records")
    ]
    denominator = f"{basis['year']}, {basis[f'label_{_.language}']} ({basis['source']})" if basis is not None else "–"
    facts = [
        (_("Service"), f"{view.service} ({chosen.service})"),
        (_("Period"), f"{view.period} ({chosen.period})"),
        (_("Boundary scheme"), f"{view.scheme} ({chosen.scheme})"),
        (_("Rule"), rule_words(service, _)),
        (_("Threshold"), threshold_words(service, _)),
        (_("Source"), _("service directories and 4W loaded in Maillage, {files}", files=view.origin)),
        (_("Denominator"), denominator),
    ]
    if view.is_demo:
        facts.insert(0, (_("Nature of the data"), _("FICTITIOUS DATA – demonstration")))
    title = _("{service}: sites and actors by area, {period}", service=view.service, period=view.period)
    return Table(title, columns, rows, facts)


def whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def file_name(chosen: Services, view: Words) -> str:
    nature = "fictif_" if view.is_demo else ""
    return f"maillage_{nature}{chosen.service}_{chosen.period}_{chosen.level}_{chosen.scheme}".lower()
