"""What to do: the first ten gaps, who is nearest, which sectors are there already, whom to call, what was tried."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Gaps
from dashboard.language import Translator
from dashboard.lessons import Match
from dashboard.queries import entry_points, organisations_to_call, top_gaps
from dashboard.ui import context, export, gap_tables, lesson_match
from dashboard.ui.gaps import Words, scenario_names
from dashboard.ui.tables import and_others, plain, show
from dashboard.warehouse import Warehouse

KEY = "to_do"
NAMED = 4  # organisations named in a cell; the file names them all


def panel(
    warehouse: Warehouse, gaps: Gaps, areas: pd.DataFrame, basis: pd.Series | None, view: Words, _: Translator
) -> None:
    """The list and its file; names of organisations for the coordination only."""
    found = top_gaps(warehouse, gaps)
    if found.empty:
        st.info(_("No area with children known not to be covered: there is nothing to put on the list."))
        return
    doors = entry_points(warehouse, gaps)
    called = organisations_to_call(warehouse, gaps) if context.may_see_sources() else None
    st.caption(
        _(
            "The ten areas with most children not covered, by number, with the population as published. Distances are "
            "in a straight line between centres: ask how the road is."
        )
    )
    show(to_do_table(found, doors, called, gaps, _), alt=_("The first ten gaps and what can be done about each"))
    matched = lesson_match.found(warehouse, gaps.period, gaps.service, gaps.level, gaps.scheme)
    told = {code: lesson_match.words(matched[code], warehouse, _) for code in found["pcode"] if code in matched}
    content = exported(found, doors, called, told, areas, gaps, basis, view, _)
    export.table(content, gap_tables.file_name("a_faire", gaps, view), _, KEY)
    show_lessons(found, matched, warehouse, _)


def show_lessons(
    found: pd.DataFrame, matched: Mapping[str, tuple[Match, ...]], warehouse: Warehouse, _: Translator
) -> None:
    """Under each gap of the list, the lessons that speak of it; nothing where none does."""
    spoken_of = [row for row in found.to_dict("records") if row["pcode"] in matched]
    if not spoken_of:
        return
    st.subheader(_("What was tried in such places"), anchor=False)
    st.caption(_("Found again by rules, each with why; what did not work too. The page “Lessons” has them all."))
    for row in spoken_of:
        matches = matched[row["pcode"]]
        title = _.plural("{rank}. {area}: {number} lesson", "{rank}. {area}: {number} lessons", len(matches),
                         rank=int(row["rank"]), area=plain(row["name"]))  # fmt: skip
        with st.expander(title):
            lesson_match.show(matches, warehouse, _)


def to_do_table(
    found: pd.DataFrame, doors: pd.DataFrame, called: pd.DataFrame | None, gaps: Gaps, _: Translator
) -> pd.DataFrame:
    rows = [
        (
            str(int(row["rank"])),
            plain(f"{row['name']} ({row['parent_name']})" if gaps.level == "adm2" else row["name"]),
            _.number(int(row["not_covered"])),
            _("severity unknown") if pd.isna(row["phase"]) else str(int(row["phase"])),
            plain(nearest_words(row, _)),
            plain(doors_words(row, doors, _)),
            plain(called_words(row, called, _)),
        )
        for row in found.to_dict("records")
    ]
    place, _parent = gap_tables.headings(gaps, _)
    columns = [_("Rank"), place, _("Children not covered"), _("Severity"), _("Nearest with the service")]
    return pd.DataFrame(rows, columns=[*columns, _("Sectors there already"), _("Organisations to call")])


def nearest_words(row: dict, _: Translator) -> str:
    """The nearest area with the service and how far it is, or why nobody can say."""
    if not row["neighbours"]:
        return _("no distance: the centre of the area is not known")
    if pd.isna(row["km"]):
        return _("nowhere else in what is loaded")
    if row["nearest_status"] == "functional":
        return _("{area}, {km} km: a functional site", area=row["nearest_name"], km=_.number(round(row["km"])))
    return _("{area}, {km} km: present, not confirmed", area=row["nearest_name"], km=_.number(round(row["km"])))


def doors_words(row: dict, doors: pd.DataFrame, _: Translator) -> str:
    """The sectors present with their number of organisations, the service's own last."""
    if not row["is_reported"]:
        return _("no data")
    told = []
    for door in doors[doors["pcode"] == row["pcode"]].to_dict("records"):
        name, number = door[f"name_{_.language}"], _.number(int(door["organisations"]))
        words = _("{sector} ({number}), without this service") if door["is_own"] else _("{sector} ({number})")
        told.append(words.format(sector=name, number=number))
    return ", ".join(told) or _("none reported")


def called_words(row: dict, called: pd.DataFrame | None, _: Translator) -> str:
    """How many organisations are there and, for the coordination, who."""
    if not row["is_reported"]:
        return _("no data")
    number = int(row["organisations"])
    names = [] if called is None else list(called.loc[called["pcode"] == row["pcode"], "organisation"])
    if not names:
        return _.number(number)
    more = and_others(len(names) - NAMED, _)
    return _("{number}: {names}{more}", number=_.number(number), names=", ".join(names[:NAMED]), more=more)


def exported(
    found: pd.DataFrame, doors: pd.DataFrame, called: pd.DataFrame | None, lessons: Mapping[str, str],
    areas: pd.DataFrame, gaps: Gaps, basis: pd.Series | None, view: Words, _: Translator,
) -> Table:  # fmt: skip
    """The list for the meeting, distances as numbers, organisations in full where the reader may see them.

    ``lessons``: what was tried in such places and why it is told here, by p-code.
    """
    place, parent = gap_tables.headings(gaps, _)
    columns = (
        Column(_("Rank"), "#indicator+rank"),
        Column(_("P-code"), f"#{gaps.level}+code"),
        Column(place, f"#{gaps.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
        Column(_("Children not covered"), "#indicator+not_covered+num"),
        Column(_("Severity"), "#severity+phase"),
        Column(_("Nearest with the service"), "#loc+nearest+name"),
        Column(_("Distance in a straight line (km)"), "#indicator+distance+km"),
        Column(_("What is known there"), "#status+nearest"),
        Column(_("Sectors there already"), "#sector+list"),
        Column(_("Organisations there"), "#org+num"),
        *((Column(_("Organisations to call"), "#org+list"),) if called is not None else ()),
        *((Column(_("Lessons that speak of it"), "#lesson+list"),) if lessons else ()),
    )
    rows = [
        (
            int(row["rank"]),
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if parent else ()),
            int(row["not_covered"]),
            export.whole(row["phase"]),
            row["nearest_name"] if pd.notna(row["km"]) else None,
            round(row["km"]) if pd.notna(row["km"]) else None,
            nearest_words(row, _),
            doors_words(row, doors, _),
            int(row["organisations"]) if row["is_reported"] else None,
            *((all_names(row["pcode"], called),) if called is not None else ()),
            *((lessons.get(row["pcode"]),) if lessons else ()),
        )
        for row in found.to_dict("records")
    ]
    title = _("{service}: what to do first, {period}", service=view.service, period=view.period)
    published = replace(gaps, scenario="mid")
    told = gap_tables.facts(areas, published, basis, replace(view, scenario=scenario_names(_)["mid"]), _)
    if called is not None:
        told = [*told, export.internal(_)]
    return Table(title, columns, rows, told)


def all_names(pcode: str, called: pd.DataFrame) -> str:
    return ", ".join(called.loc[called["pcode"] == pcode, "organisation"])
