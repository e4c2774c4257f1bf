"""What the coverage page says: its sentences, tables and export, from the rows that the queries gave."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.area_map import RCA, Frame, MapWords, frame_around
from dashboard.filters import HOME, Coverage
from dashboard.geometry import address
from dashboard.language import Translator
from dashboard.queries import boundaries_in_use, build_information, country
from dashboard.reading import with_values
from dashboard.ui import export, filters
from dashboard.ui.basis import INDICATORS, children_cell, say_denominator
from dashboard.ui.extremes import between_words, say_lines
from dashboard.ui.indicator import PERCENT
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    sector: str
    level: str
    map_title: str
    narrowed: Sequence[str]
    shapes_address: str
    boundaries_note: str


def words(warehouse: Warehouse, chosen: Coverage, _: Translator) -> Words:
    sector = filters.names_of_sectors(warehouse, _)[chosen.sector]
    period = _.period(chosen.period)
    level = filters.level_names(_, chosen.scheme)[chosen.level]
    scheme = filters.scheme_names(_, chosen.scheme)[chosen.scheme]
    information = build_information(warehouse)
    shapes_address, note = boundaries(warehouse, chosen.scheme, chosen.level, _)
    return Words(
        sector=sector,
        period=period,
        level=level,
        scheme=scheme,
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        map_title=_("{sector}: organisations by area, {period}", sector=sector, period=period),
        narrowed=(period, sector, level, scheme),
        shapes_address=shapes_address,
        boundaries_note=note,
    )


def boundaries(warehouse: Warehouse, scheme: str, level: str, _: Translator) -> tuple[str, str]:
    """Where the shapes of a map are, and what its lines are worth."""
    shapes = boundaries_in_use(warehouse).set_index(["scheme", "level"]).loc[(scheme, level)]
    note = boundaries_note(level, str(shapes["basis"]), str(shapes["source"]), _)
    return address(scheme, level, str(shapes["fingerprint"])), note


def boundaries_note(level: str, basis: str, source: str, _: Translator) -> str:
    """What the lines on the map are worth: a map that draws a guess must say so."""
    if basis == "official":
        sentence = _("Official boundaries, simplified for display.")
    elif basis == "dissolved":
        sentence = _("Boundaries put together from official ones; not official themselves.")
    elif "Natural Earth" not in source:
        sentence = _("**Approximate boundaries**: areas born of a split are drawn around their known centres.")
    elif level == "adm1":
        sentence = _("**Approximate boundaries**: Bangui is poorly drawn in the source.")
    else:
        sentence = _(
            "**Approximate boundaries**: sub-prefectures are cells around their known centres, "
            "and Bangui is poorly drawn in the source."
        )
    disclaimer = _("The boundaries and names shown imply no official endorsement.")
    origin = _("Source: {source}", source=plain(source))
    return f"{sentence} {disclaimer} {origin}"


def frame(warehouse: Warehouse) -> Frame:
    """What the map must show: the country."""
    shown = country(warehouse)
    if shown["country"] == HOME:
        return RCA
    return frame_around(*(float(shown[edge]) for edge in ("west", "south", "east", "north")))


def key_figures(presence: pd.DataFrame, basis: pd.Series | None, view: Words, _: Translator) -> None:
    """Areas without any actor, and the children who live there, with the denominator beside it where there is one."""
    known = presence["organisations"].notna()
    without = presence["state"] == "none"
    children, all_children = presence.loc[without, "children"].sum(), presence.loc[known, "children"].sum()
    place = st.container(gap="small")
    key_figure(
        place,
        _("{level} without any actor", level=view.level),
        f"{_.number(int(without.sum()))} / {_.number(int(known.sum()))}",
        detail=no_data_words(presence[~known], _),
    )
    if basis is not None:
        share = _.share(children / all_children) if all_children else "–"
        key_figure(
            place,
            _("Children (0-18) living there, estimate"),
            _.number(round(float(children), -2)),
            detail=_("{share} of {all} children", share=share, all=_.number(round(float(all_children), -2))),
            explanation=_("Rounded to 100. Do not add up sectors: the same child is counted in each."),
        )
        say_extremes(presence, _)
    say_denominator(basis, _)


def say_extremes(presence: pd.DataFrame, _: Translator) -> None:
    """Between which prefectures the country's share of children lies; of prefectures themselves each is all or none."""
    parts = presence[presence["organisations"].notna() & presence["parent_name"].notna()]
    if parts.empty:
        return
    without = parts["children"].where(parts["state"] == "none", 0)
    sums = parts.assign(numerator=without, denominator=parts["children"]).groupby("parent_name", as_index=False)
    areas = sums[["numerator", "denominator"]].sum().rename(columns={"parent_name": "name"})
    places = between_words(with_values(areas, "ratio_of_sums", PERCENT, 1), True, _)
    say_lines([(_("Children in areas without an actor"), places)], _)


def no_data_words(unknown: pd.DataFrame, _: Translator) -> str:
    """How many areas nothing is known of, and how many children live there: they are in no share of the page."""
    if unknown.empty:
        return _("no area without data")
    if unknown["children"].isna().all():
        return no_data_areas(unknown, _)
    children = _.number(round(float(unknown["children"].sum()), -2))
    if (unknown["state"] == "unsplittable").all():
        return _.plural(
            "{number} area not splittable ({children} children)",
            "{number} areas not splittable ({children} children)",
            len(unknown),
            children=children,
        )
    return _.plural(
        "{number} area without data ({children} children)",
        "{number} areas without data ({children} children)",
        len(unknown),
        children=children,
    )


def no_data_areas(unknown: pd.DataFrame, _: Translator) -> str:
    """How many areas nothing is known of, where no population is."""
    if (unknown["state"] == "unsplittable").all():
        return _.plural("{number} area not splittable", "{number} areas not splittable", len(unknown))
    return _.plural("{number} area without data", "{number} areas without data", len(unknown))


def count_words(organisations: float, state: str, _: Translator) -> str:
    """The sentence of an area: no data is not zero."""
    if state == "unsplittable":
        return _("Not splittable: this area cuts those in which reports came")
    if pd.isna(organisations):
        return _("No data")
    if organisations == 0:
        return _("No organisation")
    return _.plural("{number} organisation", "{number} organisations", int(organisations))


def map_words(presence: pd.DataFrame, _: Translator) -> MapWords:
    classes = (_("0: none"), "1", "2-4", "5-9", _("10 and more"), hatch_words(presence, _))
    sentences = {}
    for row in presence.to_dict("records"):
        told = count_words(row["organisations"], row["state"], _)
        sentences[row["pcode"]] = f"{row['parent_name']}. {told}" if pd.notna(row["parent_name"]) else told
    return MapWords(_("Organisations"), classes, sentences)


def hatch_words(presence: pd.DataFrame, _: Translator) -> str:
    """What hatching means on this map: the two reasons of not knowing are drawn alike."""
    if not (presence["state"] == "unsplittable").any():
        return _("no data")
    return _("no data, not splittable") if (presence["state"] == "no_data").any() else _("not splittable")


def finding(presence: pd.DataFrame, view: Words, _: Translator) -> str:
    """What the map shows, for those who do not see it."""
    without = presence.loc[presence["state"] == "none", "name"]
    names = ", ".join(without.head(5))
    return _(
        "Map of {sector}, {period}: {number} areas without any actor ({names}).",
        sector=view.sector,
        period=view.period,
        number=len(without),
        names=names or "–",
    )


def sector_table(gaps: pd.DataFrame, chosen: Coverage, _: Translator) -> pd.DataFrame:
    """Sector, areas without any actor, children there; the chosen sector in bold."""
    rows = []
    for row in gaps.to_dict("records"):
        name = plain(row[f"name_{_.language}"])
        rows.append(
            (
                f"**{name}**" if row["sector_code"] == chosen.sector else name,
                f"{row['areas_without_actor']} / {row['areas']}",
                children_cell(row["children_without_actor"], _),
            )
        )
    return pd.DataFrame(rows, columns=[_("Sector"), _("Areas without actor"), _("Children there")])


def area_table(presence: pd.DataFrame, scheme: str, _: Translator) -> pd.DataFrame:
    """The areas of the map in the order of the query; rank, place, organisations, children, prefecture, p-code."""
    is_fine = presence["parent_name"].notna().any()
    rows = [
        (
            str(position),
            plain(row["name"]),
            number_cell(row["organisations"], row["state"], _),
            "–" if pd.isna(row["children"]) else _.number(int(row["children"])),
            *((plain(row["parent_name"]),) if is_fine else ()),
            row["pcode"],
        )
        for position, row in enumerate(presence.to_dict("records"), start=1)
    ]
    place, parent = filters.place_headings(is_fine, scheme, _)
    headings = [_("Rank"), place, _("Organisations"), _("Children (0-18)"), *parent, _("P-code")]
    return pd.DataFrame(rows, columns=headings)


def number_cell(organisations: float, state: str, _: Translator) -> str:
    if state == "unsplittable":
        return _("not splittable")
    if pd.isna(organisations):
        return _("no data")
    return "**0**" if organisations == 0 else _.number(int(organisations))


def exported(presence: pd.DataFrame, chosen: Coverage, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    """The table of the page with codes, and everything a reader needs to judge it."""
    is_fine = chosen.level == "adm2"
    place, parent = filters.place_headings(is_fine, chosen.scheme, _)
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(place, f"#{chosen.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
        Column(_("Organisations"), "#org+num"),
        Column(_("State"), "#status"),
        Column(_("Children (0-18)"), "#population+children"),
    )
    states = {
        "none": _("no actor reported"),
        "some": _("reported"),
        "no_data": _("no data"),
        "unsplittable": _("not splittable"),
    }
    rows = [
        (
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if is_fine else ()),
            None if pd.isna(row["organisations"]) else int(row["organisations"]),
            states[row["state"]],
            None if pd.isna(row["children"]) else int(row["children"]),
        )
        for row in presence.to_dict("records")
    ]
    facts = [
        *export.nature(view.is_demo, _),
        (_("Sector"), f"{view.sector} ({chosen.sector})"),
        *export.asked(chosen, view, _),
        (_("Source"), _("partners' 3W/4W loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
        export.caveats(basis, INDICATORS, chosen.scheme, _),
    ]
    return Table(view.map_title, columns, rows, facts)


def file_name(chosen: Coverage, view: Words) -> str:
    return export.file_name(view.is_demo, chosen.sector, chosen.period, chosen.level, chosen.scheme)
