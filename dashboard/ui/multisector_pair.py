"""Child protection and one partner: where both are, who does both, what they run together, and where a door is open."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Multisector
from dashboard.language import Translator
from dashboard.queries import (
    listed_indicators,
    multisector_areas,
    multisector_joint,
    multisector_organisations,
    multisector_share,
)
from dashboard.ui import export, filters, multisector_values, tables
from dashboard.ui.basis import children_cell
from dashboard.ui.key_figure import key_figure
from dashboard.ui.multisector import Words, facts, name_of_file, phase_words, state_words
from dashboard.ui.tables import and_others, plain
from dashboard.warehouse import Warehouse

NAMED = 4  # names in a cell; the file has them all


def show(warehouse: Warehouse, chosen: Multisector, part: str, view: Words, _: Translator) -> None:
    areas = multisector_areas(warehouse, chosen)
    named = multisector_organisations(warehouse, chosen)
    key_figures(areas, named, _)
    say_unknown(areas, view, _)
    st.subheader(_("Entry points: they are there, child protection is not"), anchor=False)
    entry_points(areas, named, chosen, view, _)
    export.table(exported(areas, named, chosen, view, _), name_of_file(part, chosen, view), _)
    st.subheader(_("Who does both"), anchor=False)
    who_does_both(named, view, _)
    if view.partner is not None and view.partner.indicators:
        st.subheader(_("What the indicators say of the country"), anchor=False)
        multisector_values.show(warehouse, view.partner.indicators, chosen.period, _)
    st.subheader(_("Run together"), anchor=False)
    together(warehouse, chosen, part, view, _)


def entry_points_of(areas: pd.DataFrame) -> pd.DataFrame:
    """Where the partner is and child protection is not, by children; those of unknown number last."""
    return areas[(areas["partner_state"] == "some") & (areas["protection_state"] == "none")]


def key_figures(areas: pd.DataFrame, named: pd.DataFrame, _: Translator) -> None:
    """Areas of both, entry points, organisations of both: a dash where nothing is known of a side, which is no zero."""
    both = (areas["partner_state"] == "some") & (areas["protection_state"] == "some")
    known = (areas["partner_state"] != "no_data") & (areas["protection_state"] != "no_data")
    open_, unknown = entry_points_of(areas), int((~known).sum())
    left, middle, right = st.columns(3, gap="small")
    key_figure(
        left,
        _("Areas where both are"),
        f"{_.number(int(both.sum()))} / {_.number(int(known.sum()))}" if known.any() else "–",
        detail=_("no data: {number}", number=_.number(unknown)) if unknown else None,
    )
    children = open_["children"].sum(min_count=1)
    key_figure(
        middle,
        _("Entry points"),
        _.number(len(open_)) if known.any() else "–",
        detail=None if pd.isna(children) else _("{children} children live there", children=children_cell(children, _)),
        explanation=_(
            "Areas where the partner is reported and child protection is not. Children: population of 0-18 years, an "
            "estimate; not children in need."
        ),
    )
    key_figure(
        right,
        _("Organisations that do both"),
        _.number(named.loc[named["is_both"], "organisation"].nunique()) if known.any() else "–",
        explanation=_("In the same area, in the same period, as reported."),
    )


def say_unknown(areas: pd.DataFrame, view: Words, _: Translator) -> None:
    """Why nothing can be told of a side."""
    if (areas["partner_state"] == "no_data").all():
        st.info(
            _("Nothing loaded tells of {partner} in this period: load its 4W or its list of sites.", partner=view.pair)
        )
    if (areas["protection_state"] == "no_data").all():
        st.info(_("The 4W of this period tells nothing of child protection: where it is absent nobody can say."))


def entry_points(areas: pd.DataFrame, named: pd.DataFrame, chosen: Multisector, view: Words, _: Translator) -> None:
    found = entry_points_of(areas)
    if found.empty:
        st.markdown(_("No area is known to have the partner and no child protection."))
        return
    rows = [
        (
            "–" if pd.isna(row["entry_rank"]) else str(int(row["entry_rank"])),
            plain(full_name(row)),
            children_cell(row["children"], _),
            phase_words(row["phase"], _),
            plain(names_in(named, row["pcode"], _)) or state_words(row["partner_state"], row["partner"], _),
        )
        for row in found.to_dict("records")
    ]
    place = filters.area_names(_, chosen.scheme)[chosen.level]
    columns = [_("Rank"), place, _("Children"), _("Severity"), _("Who is there: {partner}", partner=view.pair)]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Areas with the partner and without child protection"))


def full_name(row: dict) -> str:
    return row["name"] if pd.isna(row["parent_name"]) else f"{row['name']} ({row['parent_name']})"


def names_in(named: pd.DataFrame, pcode: str, _: Translator) -> str:
    return some(list(named.loc[named["pcode"] == pcode, "organisation"]), _)


def some(names: list[str], _: Translator) -> str:
    return ", ".join(names[:NAMED]) + and_others(len(names) - NAMED, _)


def who_does_both(named: pd.DataFrame, view: Words, _: Translator) -> None:
    both = named[named["is_both"]]
    if both.empty:
        st.markdown(_("No organisation is reported for both in the same area."))
        return
    rows = [
        (plain(organisation), _.number(len(rows)), plain(some(list(rows["name"]), _)))
        for organisation, rows in sorted(both.groupby("organisation"), key=lambda pair: -len(pair[1]))
    ]
    columns = [_("Organisation"), _("Areas"), _("Where")]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Organisations that do both in the same area"))


def together(warehouse: Warehouse, chosen: Multisector, part: str, view: Words, _: Translator) -> None:
    """MS-05 of the pair, and the activities behind it."""
    if view.partner is None or not view.partner.sectors:
        st.markdown(
            _("The 4W tells with which sectors an activity is run: of a service that is no sector, nobody can say.")
        )
        return
    share = multisector_share(warehouse, chosen)
    if not share["known"]:
        st.info(_("No activity of this period tells how it is run: fill in “Modality” and “Other sectors” in the 4W."))
        return
    st.markdown(share_words(share, minimum(warehouse), view, _))
    found = multisector_joint(warehouse, chosen)
    if found.empty:
        return
    modalities = {"joint": _("joint"), "integrated": _("integrated")}
    rows = [
        (
            plain(_("not told") if pd.isna(row["organisation"]) else row["organisation"]),
            plain(_("not told") if pd.isna(row["name"]) else row["name"]),
            modalities[row["joint_modality"]],
            _.number(int(row["activities"])),
        )
        for row in found.to_dict("records")
    ]
    columns = [_("Organisation"), filters.area_names(_, chosen.scheme)["adm1"], _("Modality"), _("Activities")]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Joint and integrated activities of both"))
    content = joint_table(found, columns, modalities, chosen, view, _)
    export.table(content, name_of_file(f"{part}_conjoint", chosen, view), _, "joint")


def minimum(warehouse: Warehouse) -> int:
    listed = listed_indicators(warehouse).set_index("indicator_id")
    return int(listed.loc["MS-05", "minimum"]) if "MS-05" in listed.index else 0


def share_words(share: pd.Series, least: int, view: Words, _: Translator) -> str:
    """The share with both its numbers; of few activities, the numbers alone."""
    joint, known = int(share["joint"]), int(share["known"])
    numbers = {"joint": _.number(joint), "known": _.number(known), "partner": plain(view.pair)}
    if known < least:
        return _(
            "{joint} of {known} activities of known modality, of child protection or of {partner}, are run by both "
            "together: too few for a share. Each month in which an activity is reported counts.", **numbers,
        )  # fmt: skip
    return _(
        "**{share}** of the activities of known modality, of child protection or of {partner}, are run by both "
        "together (MS-05 of the pair: {joint} of {known}). Each month in which an activity is reported counts.",
        share=_.share(joint / known), **numbers,
    )  # fmt: skip


def joint_table(
    found: pd.DataFrame,
    headings: list[str],
    modalities: dict[str, str],
    chosen: Multisector,
    view: Words,
    _: Translator,
) -> Table:
    tags = ("#org+name", "#adm1+name", "#modality", "#activity+num")
    columns = [Column(heading, tag) for heading, tag in zip(headings, tags, strict=True)]
    rows = [
        (
            None if pd.isna(row["organisation"]) else row["organisation"],
            None if pd.isna(row["name"]) else row["name"],
            modalities[row["joint_modality"]],
            int(row["activities"]),
        )
        for row in found.to_dict("records")
    ]
    title = _("Run together: child protection and {partner}, {period}", partner=view.pair, period=view.period)
    return Table(title, columns, rows, facts(chosen, view, _))


def exported(areas: pd.DataFrame, named: pd.DataFrame, chosen: Multisector, view: Words, _: Translator) -> Table:
    """All areas, with the rank of those that are a door."""
    place, parent = filters.place_headings(chosen.level == "adm2", chosen.scheme, _)
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(place, f"#{chosen.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
        Column(_("Children"), "#population+children"),
        Column(_("Severity"), "#severity+phase"),
        Column(_("Child protection"), "#status+protection"),
        Column(_("Partner"), "#status+partner"),
        Column(_("Organisations that do both"), "#org+both+num"),
        Column(_("Rank of the entry point"), "#indicator+rank"),
        Column(_("Who is there: {partner}", partner=view.pair), "#org+list"),
    )
    rows = [
        (
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if parent else ()),
            export.whole(row["children"]),
            export.whole(row["phase"]),
            state_words(row["protection_state"], row["protection"], _),
            state_words(row["partner_state"], row["partner"], _),
            export.whole(row["both"]),
            export.whole(row["entry_rank"]),
            ", ".join(named.loc[named["pcode"] == row["pcode"], "organisation"]) or None,
        )
        for row in areas.to_dict("records")
    ]
    title = _("Child protection and {partner} by area, {period}", partner=view.pair, period=view.period)
    return Table(title, columns, rows, facts(chosen, view, _))
