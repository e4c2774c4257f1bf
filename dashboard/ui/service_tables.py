"""The table of one service by area, on the page and as a file: the same numbers."""

import pandas as pd

from dashboard.exports import Column, Table
from dashboard.filters import Services
from dashboard.language import Translator
from dashboard.ui import export, filters
from dashboard.ui.export import whole
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
    place, parent = filters.place_headings(is_fine, scheme, _)
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
    place, parent = filters.place_headings(is_fine, chosen.scheme, _)
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(place, f"#{chosen.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
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
    facts = [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({chosen.service})"),
        *export.asked(chosen, view, _),
        (_("Rule"), rule_words(service, _)),
        (_("Threshold"), threshold_words(service, _)),
        (_("Source"), _("service directories and 4W loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
    ]
    title = _("{service}: sites and actors by area, {period}", service=view.service, period=view.period)
    return Table(title, columns, rows, facts)


def file_name(chosen: Services, view: Words) -> str:
    return export.file_name(view.is_demo, chosen.service, chosen.period, chosen.level, chosen.scheme)
