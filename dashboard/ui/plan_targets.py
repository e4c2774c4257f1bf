"""Suivi du plan, first part: reached against target and need, sector by sector, and targets of indicators."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.plan_bars import plan_bars
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.queries import plan_indicators
from dashboard.ui import export, tables
from dashboard.ui.plan import (
    NO_TOOLBAR,
    WHOLE,
    Words,
    cell,
    facts,
    file_name,
    number_words,
    say_above,
    say_public,
    share_cell,
    share_of,
    share_words,
)
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    st.subheader(_("Reached against target, by sector"), anchor=False)
    if found.empty:
        st.info(_("This plan tells targets of indicators alone, and none of a sector."))
    else:
        sectors(found, chosen, view, _)
    indicators(plan_indicators(warehouse, chosen), chosen, view, _)


def sectors(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """The bars, the warning, the table and its files."""
    st.caption(_("Sectors stand beside each other and are never added up: one person may be reached by several."))
    bars = plan_bars([str(name) for name in found[f"name_{_.language}"]], series(found, view, _), _.percent_sign)
    st.plotly_chart(bars, theme=None, config=NO_TOOLBAR, key="plan_sectors", alt=finding(found, _))
    say_above(above(found, view, _), _)
    tables.show(sector_table(found, view, _), alt=_("Need, target and reach of each sector"))
    say_public(view, _)
    say_rules(found, view, _)
    export.table(exported(found, chosen, view, _), file_name("suivi-du-plan", chosen, view), _)


def reaches(view: Words, _: Translator) -> list[tuple[str, str]]:
    """The numbers of people reached that the reader sees: column and name, the 4W's first."""
    published = ("reached_published", _("According to the plan"))
    return [("reached", _("According to the 4W")), published] if view.has_4w else [published]


def series(found: pd.DataFrame, view: Words, _: Translator) -> list[tuple[str, list[float | None], list[str]]]:
    """What the bars show: of each number of people reached, its share of the target in per cent, and that in words."""
    told = []
    for column, name in reaches(view, _):
        shares = [share_of(row[column], row["targeted"]) for row in found.to_dict("records")]
        values = [None if share is None else 100 * share for share in shares]
        told.append((name, values, ["" if share is None else _.share(share) for share in shares]))
    return told


def above(found: pd.DataFrame, view: Words, _: Translator) -> list[str]:
    """The sectors of which more were reached than targeted, by either count."""
    return [
        str(row[f"name_{_.language}"])
        for row in found.to_dict("records")
        if any((share_of(row[column], row["targeted"]) or 0) > WHOLE for column, _name in reaches(view, _))
    ]


def finding(found: pd.DataFrame, _: Translator) -> str:
    """What the bars show, in words."""
    shares = {
        str(row[f"name_{_.language}"]): share_of(row["reached_published"], row["targeted"])
        for row in found.to_dict("records")
    }
    told = {name: share for name, share in shares.items() if share is not None}
    if not told:
        return _("Share of its target that each sector reached; the table beneath has the numbers.")
    least, most = min(told, key=told.__getitem__), max(told, key=told.__getitem__)
    return _(
        "Share of its target that each sector reached, from {low} ({least}) to {high} ({most}) according to the plan.",
        low=_.share(told[least]), least=least, high=_.share(told[most]), most=most,
    )  # fmt: skip


def sector_table(found: pd.DataFrame, view: Words, _: Translator) -> pd.DataFrame:
    """One line a sector: need, target, and each number of people reached with its share of the target."""
    rows = [
        (
            plain(row[f"name_{_.language}"]),
            number_words(row["in_need"], _),
            number_words(row["targeted"], _),
            *(
                text
                for column, _name in reaches(view, _)
                for text in (number_words(row[column], _), share_words(row[column], row["targeted"], _))
            ),
        )
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("Sector"), *headings(view, _)])


def headings(view: Words, _: Translator) -> list[str]:
    told = [_("In need"), _("Targeted")]
    if view.has_4w:
        told += [_("Reached (4W)"), _("Share of target (4W)")]
    return [*told, _("Reached (plan)"), _("Share of target (plan)")]


def tags(view: Words) -> list[str]:
    own = ["#reached", "#indicator+reached+pct"] if view.has_4w else []
    return ["#inneed", "#targeted", *own, "#reached+published", "#indicator+published+pct"]


def say_rules(found: pd.DataFrame, view: Words, _: Translator) -> None:
    """How the 4W's reach adds up, and of which sectors it cannot be told."""
    if not view.has_4w:
        return
    told = found[found["reached"].notna()]
    summed = told.loc[told["reach_rule"] == "sum", f"name_{_.language}"]
    if len(told):
        sentence = _("4W: of each activity of an organisation in an area, the month in which it reached most counts.")
        st.caption(sentence)
    if len(summed):
        st.caption(_("Months are added up for: {names}.", names=", ".join(summed)))
    untold = found.loc[found["reached"].isna(), f"name_{_.language}"]
    if len(untold):
        st.caption(
            _(
                "No number of the 4W for {names}: it tells nothing of the sector in that year, or does not tell apart "
                "the people whom the target is for.",
                names=", ".join(untold),
            )
        )


def exported(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> Table:
    columns = [
        Column(_("Sector code"), "#sector+code"),
        Column(_("Sector"), "#sector+name"),
        *map(Column, headings(view, _), tags(view)),
        Column(_("Reach rule"), "#meta+rule"),
    ]
    rules = {"sum": _("sum of the months"), "max": _("month with most")}
    rows = [
        (
            row["sector_code"],
            row[f"name_{_.language}"],
            cell(row["in_need"]),
            cell(row["targeted"]),
            *(
                value
                for column, _name in reaches(view, _)
                for value in (cell(row[column]), share_cell(row[column], row["targeted"]))
            ),
            rules.get(row["reach_rule"], ""),
        )
        for row in found.to_dict("records")
    ]
    return Table(_("Reached against target, by sector"), columns, rows, facts(chosen, view, _))


def indicators(found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """Targets that the plan sets on indicators of the list."""
    if found.empty:
        return
    st.subheader(_("Targets of indicators"), anchor=False)
    columns = [_("Indicator"), _("Sector"), _("Targeted"), _("Reached (plan)"), _("Share of target (plan)")]
    rows = [
        (
            plain(indicator_name(row, _)),
            plain(row[f"name_{_.language}"]),
            number_words(row["targeted"], _),
            number_words(row["reached_published"], _),
            share_words(row["reached_published"], row["targeted"], _),
        )
        for row in found.to_dict("records")
    ]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Targets of indicators, and what the plan says was reached"))
    say_above([indicator_name(row, _) for row in found.to_dict("records")
               if (share_of(row["reached_published"], row["targeted"]) or 0) > WHOLE], _)  # fmt: skip
    hxl = ("#indicator+name", "#sector+name", "#targeted", "#reached+published", "#indicator+published+pct")
    lines = [
        (
            indicator_name(row, _),
            row[f"name_{_.language}"],
            cell(row["targeted"]),
            cell(row["reached_published"]),
            share_cell(row["reached_published"], row["targeted"]),
        )
        for row in found.to_dict("records")
    ]
    content = Table(_("Targets of indicators"), [*map(Column, columns, hxl)], lines, facts(chosen, view, _))
    export.table(content, file_name("cibles-indicateurs", chosen, view), _, "plan_indicators:")


def indicator_name(row: dict, _: Translator) -> str:
    title = row[f"title_{_.language}"]
    return row["indicator_id"] if pd.isna(title) else f"{title} ({row['indicator_id']})"
