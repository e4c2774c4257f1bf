"""What rests on one organisation alone, and where three or more serve the same: sentences, tables, export."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.ui import actors, context
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain, show

SHOWN = 15  # lines on the page; the files hold all
FEWEST = 5  # pairs under which no share is told (indicators.csv, COV-10)
MANY = 3  # organisations that serve one pair: an overlap to look at


def key_figures(by_service: pd.DataFrame, places: pd.DataFrame, view: actors.Words, _: Translator) -> None:
    """Organisations present, pairs served, COV-10, overlaps."""
    told = {name: int(by_service[name].sum()) for name in ("single", "served", "undecided", "unnamed", "overlapping")}
    present, pairs, alone, many = st.columns(4, gap="small")
    key_figure(present, _("Organisations present"), _.number(places["organisation_id"].nunique()), view.kind)
    key_figure(
        pairs,
        _("Pairs served"),
        _.number(served(by_service)),
        unnamed_words(told["unnamed"], _),
        _(
            "A pair is one {area} and one service. Where functional sites are known, who operates one serves; "
            "elsewhere, who reports the service in the 4W.",
            area=view.area.lower(),
        ),
    )
    key_figure(
        alone,
        _("One organisation alone"),
        f"{_.number(told['single'])} / {_.number(told['served'])}",
        share_words(told["single"], told["served"], told["undecided"], _),
    )
    key_figure(
        many,
        _("Three organisations or more"),
        f"{_.number(told['overlapping'])} / {_.number(served(by_service))}",
    )


def served(by_service: pd.DataFrame) -> int:
    """All pairs that somebody named serves, also those of which nobody can tell whether others do too."""
    return int(by_service[["served", "undecided"]].to_numpy().sum())


def share_words(single: int, served: int, undecided: int, _: Translator) -> str:
    """COV-10, and the pairs that are in neither of its numbers."""
    told = _.share(single / served) if served >= FEWEST else _("fewer than five pairs: no share")
    if undecided:
        told += " · " + _.plural("{number} pair nobody can tell", "{number} pairs nobody can tell", undecided)
    return told


def unnamed_words(unnamed: int, _: Translator) -> str | None:
    """Functional sites of which no list names the operator: served, by nobody known."""
    if not unnamed:
        return None
    return _.plural("{number} more, operator not named", "{number} more, operators not named", unnamed)


def single(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs that rest on one, most children first."""
    return pairs[(pairs["organisations"] == 1) & pairs["is_exact"]]


def say_single(pairs: pd.DataFrame, view: actors.Words, _: Translator) -> None:
    """If X leaves, N children lose Y: one line a pair, most children first."""
    alone = single(pairs)
    if alone.empty:
        st.success(_("No pair served rests on one organisation alone."))
        return
    with_ends = context.may_see_sources()
    rows = [
        (str(rank), plain(row["name"]), sentence(row, _), *((day_cell(row["ends_on"], _),) if with_ends else ()))
        for rank, row in enumerate(alone.head(SHOWN).to_dict("records"), start=1)
    ]
    ends = (_("End of its project"),) if with_ends else ()
    headings = [_("Rank"), view.area, _("What rests on one alone"), *ends]
    show(pd.DataFrame(rows, columns=headings), alt=_("Services that rest on one organisation, most children first"))
    say_shown(len(alone), _)
    st.caption(
        _("Children (0-18) of the whole area, an estimate. Do not add up lines: a child may lose several services.")
    )


def sentence(row: dict, _: Translator) -> str:
    """No name is told to the public: it would single out an organisation."""
    actor = f"**{plain(row['actors'][0])}**" if context.may_see_sources() else _("one organisation")
    service = plain(row[f"name_{_.language}"])
    if pd.isna(row["children"]):
        return _("If {actor} leaves, the children of the area (number unknown) lose “{service}”.",
                 actor=actor, service=service)  # fmt: skip
    children = _.number(int(row["children"]))
    return _(
        "If {actor} leaves, {children} children lose “{service}”.", actor=actor, children=children, service=service
    )


def day_cell(day: date | None, _: Translator) -> str:
    return _("end unknown") if day is None or pd.isna(day) else _.day(day)


def say_shown(number: int, _: Translator) -> None:
    if number > SHOWN:
        st.caption(_("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=_.number(number)))


def service_table(by_service: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """COV-10 by service: pairs of one, pairs served, share."""
    rows = []
    for row in by_service.to_dict("records"):
        served, name = int(row["served"]), plain(row[f"short_{_.language}"])
        if not row["is_known"]:
            rows.append((name, *[_("no data")] * 3))
            continue
        share = _.share(row["single"] / served) if served >= FEWEST else "–"
        rows.append((name, f"{_.number(row['single'])} / {_.number(served)}", share, _.number(row["overlapping"])))
    headings = [_("Service"), _("Resting on one"), _("Share"), _("Three or more")]
    return pd.DataFrame(rows, columns=headings)


def say_overlaps(pairs: pd.DataFrame, view: actors.Words, _: Translator) -> None:
    """Where three organisations or more serve the same: to look at together, not in itself a fault."""
    many = pairs[pairs["organisations"] >= MANY].sort_values(
        ["organisations", "children"], ascending=False, kind="stable"
    )
    if many.empty:
        st.markdown(_("No pair is served by three organisations or more."))
        return
    with_names = context.may_see_sources()
    rows = [
        (
            plain(row["name"]),
            plain(row[f"name_{_.language}"]),
            _.number(row["organisations"]),
            *((plain(", ".join(row["actors"])),) if with_names else ()),
        )
        for row in many.head(SHOWN).to_dict("records")
    ]
    headings = [view.area, _("Service"), _("Organisations"), *((_("Which ones"),) if with_names else ())]
    show(pd.DataFrame(rows, columns=headings), alt=_("Pairs with three organisations or more"))
    say_shown(len(many), _)


def exported(pairs: pd.DataFrame, chosen: Actors, view: actors.Words, _: Translator) -> Table:
    """Every served pair, those of one organisation and the others; without names and ends for the public."""
    with_names = context.may_see_sources()
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(view.area, f"#{chosen.level}+name"),
        Column(_("Service"), "#service"),
        Column(_("Organisations"), "#org+num"),
        Column(_("Rests on one alone"), "#indicator+single"),
        *((Column(_("Which ones"), "#org+list"),) if with_names else ()),
        *((Column(_("Last known end"), "#date+end"),) if with_names else ()),
        Column(_("Children (0-18)"), "#population+children"),
    )
    rows = [
        (
            row["pcode"],
            row["name"],
            row[f"name_{_.language}"],
            int(row["organisations"]),
            alone_cell(row, _),
            *((", ".join(row["actors"]),) if with_names else ()),
            *((actors.end_cell(row["ends_on"], _),) if with_names else ()),
            None if pd.isna(row["children"]) else int(row["children"]),
        )
        for row in pairs.to_dict("records")
    ]
    return Table(_("Pairs served, {period}", period=view.period), columns, rows, actors.facts(chosen, view, _))


def alone_cell(row: dict, _: Translator) -> str:
    if row["organisations"] > 1:
        return _("no")
    return _("yes") if row["is_exact"] else _("unknown: others may serve it")
