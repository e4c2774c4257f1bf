"""Référencement, second part: who refers to whom; one set of numbers as bands or map, as matrix and as file."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.area_map import fitted_height
from dashboard.figures.referral_map import LINES, FlowWords, flow_map, room_for_words
from dashboard.figures.referral_matrix import UNKNOWN, between, flows, matrix
from dashboard.figures.referral_sankey import sankey
from dashboard.filters import Referrals
from dashboard.language import Translator
from dashboard.queries import referral_links, referral_prefectures
from dashboard.ui import coverage, export, filters, measure, tables
from dashboard.ui.referral_answers import NO_TOOLBAR
from dashboard.ui.referrals import ALL, Words, direction_names, facts, file_name, organisation_names, service_names
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

WIDE = 8  # columns that a screen has room for


def show(warehouse: Warehouse, chosen: Referrals, totals: pd.Series, view: Words, _: Translator) -> None:
    ends = filters.choice("ends", _("Between"), end_names(_), "service", _)
    organisation = ALL
    if ends == "organisation":
        organisation = choose_organisation(warehouse, _)
    table = matrix(referral_links(warehouse, chosen, ends, organisation))
    if table.empty:
        st.info(_("No referral between these ends with these filters: remove a filter or choose another period."))
        return
    names = names_of(warehouse, ends, chosen, _)
    if ends == "prefecture":
        draw_map(warehouse, table, names, chosen, totals, view, _)
    else:
        told = {number: _.number(number) for number in numbers(table)}
        figure = sankey(table, names, told)
        st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key=f"sankey_{ends}", alt=finding(table, names, _))
        st.caption(_("Left: who refers; right: to whom. A band is as wide as its number of referrals."))
    tables.show(
        matrix_table(table, names, _, has_codes=ends == "prefecture"),
        alt=_("Referrals by origin (lines) and destination (columns)"),
    )
    content = exported(table, names, ends, chosen, view, _)
    suffix = "" if organisation == ALL else f"_{organisation}"
    export.table(content, file_name(f"flux-{ends}", chosen, view) + suffix, _)


def end_names(_: Translator) -> dict[str, str]:
    return {
        "service": _("Between services"),
        "prefecture": _("Between prefectures"),
        "organisation": _("Between organisations"),
    }


def choose_organisation(warehouse: Warehouse, _: Translator) -> str:
    named = {ALL: _("all organisations"), **organisation_names(warehouse, _)}
    return filters.select_here("organisation", _("Organisation at either end"), named, ALL, _, width=360)


def names_of(warehouse: Warehouse, ends: str, chosen: Referrals, _: Translator) -> dict[str, str]:
    if ends == "service":
        return service_names(warehouse, _, "short")
    if ends == "organisation":
        return {**organisation_names(warehouse, _), UNKNOWN: _("unknown")}
    named = referral_prefectures(warehouse, chosen.scheme).set_index("pcode")["name"].to_dict()
    return {**named, UNKNOWN: _("unknown")}


def numbers(table: pd.DataFrame) -> set[int]:
    return {*(number for *_, number in flows(table)), *map(int, table.sum()), *map(int, table.sum(axis=1))}


def draw_map(
    warehouse: Warehouse, table: pd.DataFrame, names: dict[str, str], chosen: Referrals, totals: pd.Series, view: Words,
    _: Translator,
) -> None:  # fmt: skip
    places = referral_prefectures(warehouse, chosen.scheme).dropna(subset=["center_lon", "center_lat"])
    centres = {row["pcode"]: (row["center_lon"], row["center_lat"]) for row in places.to_dict("records")}
    drawn = between(table, list(centres))
    most = max((number for origin, destination, number in drawn if origin != destination), default=0)
    shapes_address, note = coverage.boundaries(warehouse, chosen.scheme, "adm1", _)
    words = FlowWords(
        title=_("Referrals, {period}", period=view.period),
        widest=_.plural("{number} referral: wide where it leaves", "{number} referrals: wide where they leave", most),
        half=_("half as many, pointed where they arrive"),
        circle=_("within the prefecture, by surface"),
    )
    sentences = {
        (origin, destination): f"{names[origin]} → {names[destination]} : {_.number(number)}"
        for origin, destination, number in drawn
    }
    width = measure.width_here(usual=900)
    frame = room_for_words(coverage.frame(warehouse), width)
    figure = flow_map(drawn, centres, sentences, shapes_address, words, width, frame)
    height = fitted_height(width, frame, LINES)
    st.pydeck_chart(figure, height=height, key="referral_map", alt=finding(table, names, _))
    if told := map_words(table, drawn, totals, view, _):
        st.caption(told)
    st.caption(note)


def map_words(
    table: pd.DataFrame, drawn: list[tuple[str, str, int]], totals: pd.Series, view: Words, _: Translator
) -> str:
    """What the map leaves out: ends that nobody tells, and what is told in the other scheme."""
    missing = int(table.to_numpy().sum()) - sum(number for *_, number in drawn)
    told = []
    if missing:
        told.append(
            _.plural(
                "Not on the map: {number} referral of which an end is unknown (in the matrix).",
                "Not on the map: {number} referrals of which an end is unknown (in the matrix).",
                missing,
            )
        )
    if totals["other_scheme"]:
        told.append(
            _.plural(
                "Left out of map and matrix: {number} referral told in the other boundary scheme than {scheme}.",
                "Left out of map and matrix: {number} referrals told in the other boundary scheme than {scheme}.",
                int(totals["other_scheme"]),
                scheme=view.scheme,
            )
        )
    return " ".join(told)


def finding(table: pd.DataFrame, names: dict[str, str], _: Translator) -> str:
    """The largest flow, for those who do not see the picture."""
    origin, destination, number = max(flows(table), key=lambda flow: flow[2])
    return _(
        "{all} referrals; the largest flow: {number}, from {origin} to {destination}.",
        all=_.number(int(table.to_numpy().sum())),
        number=_.number(number),
        origin=names[origin],
        destination=names[destination],
    )


def matrix_table(table: pd.DataFrame, names: dict[str, str], _: Translator, has_codes: bool = False) -> pd.DataFrame:
    """The matrix in words, with the sums of its lines and columns; a dash where there is none.

    Twenty prefectures leave no room for names over the columns: their codes stand there, and beside the names. Where
    many receive from few, those who receive are the lines.
    """
    total, corner = _("Total"), _("From ↓ to →")
    if not has_codes and len(table.columns) > max(WIDE, len(table)):
        table, corner = table.T, _("To ↓ from →")
    headings, lines = names, names
    if has_codes:
        headings = {code: name if code == UNKNOWN else code for code, name in names.items()}
        lines = {code: name if code == UNKNOWN else f"{name} {code}" for code, name in names.items()}
    rows = [
        (plain(lines[str(origin)]), *(_.number(number) if number else "–" for number in counts),
         f"**{_.number(sum(counts))}**")
        for origin, counts in zip(table.index, table.to_numpy().tolist(), strict=True)
    ]  # fmt: skip
    sums = [int(number) for number in table.sum()]
    rows.append((f"**{total}**", *(f"**{_.number(number)}**" for number in sums), f"**{_.number(sum(sums))}**"))
    columns = [corner, *unlike([headings[str(code)] for code in table.columns]), total]
    return pd.DataFrame(rows, columns=columns)


def unlike(headings: list[str]) -> list[str]:
    """Headings that are all different: two organisations may have one name."""
    return [plain(name) + "\N{ZERO WIDTH SPACE}" * headings[:place].count(name) for place, name in enumerate(headings)]


def exported(
    table: pd.DataFrame, names: dict[str, str], ends: str, chosen: Referrals, view: Words, _: Translator
) -> Table:
    """One line a flow, in the order of the matrix."""
    tag = {"service": "#service", "organisation": "#org", "prefecture": "#adm1"}[ends]
    columns = (
        Column(_("From (code)"), f"{tag}+from+code"),
        Column(_("From"), f"{tag}+from+name"),
        Column(_("To (code)"), f"{tag}+to+code"),
        Column(_("To"), f"{tag}+to+name"),
        Column(_("Referrals"), "#indicator+referrals+num"),
    )
    rows = [(one, names[one], other, names[other], number) for one, other, number in flows(table)]
    direction = (_("Which end has the service"), direction_names(_)[chosen.direction])
    title = _("Referrals: {ends}, {period}", ends=end_names(_)[ends].lower(), period=view.period)
    return Table(title, columns, rows, [*facts(chosen, view, _), direction])
