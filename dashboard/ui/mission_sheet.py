"""The sheet of one mission to come: one zone, one month; on the page, as a file, on paper, and in one text message."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, xlsx_file
from dashboard.figures.mission_page import MissionPage, mission_page
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.ui import export, filters
from dashboard.ui.board import Board, children_words, needs_of, served_by, who
from dashboard.ui.enclaved import Words, state_words
from dashboard.ui.enclaved_tables import RAINY_MONTHS, day_words, facts, file_name
from dashboard.ui.missions import by_code, quantity_words
from dashboard.ui.tables import plain, show

LONGEST_SMS = 480  # three text messages


@dataclass(frozen=True)
class Sheet:
    """One zone and month in words. Contacts are not in it: none is kept."""

    title: str
    place: str
    month: str
    facts: list[tuple[str, str]]
    lines: list[tuple[str, str, str, str]]  # what is needed, by whom, who brings how much, what is missing
    free: str  # what offers of the zone still have

    @property
    def missing(self) -> list[str]:
        return [missing for _need, _who, _served, missing in self.lines if missing != "0"]


def panel(
    board: Board, services: pd.DataFrame, access: pd.DataFrame, resources: pd.DataFrame, chosen: Zones, view: Words,
    _: Translator,
) -> None:  # fmt: skip
    """Choose a zone and a month; read, print, save and send its sheet."""
    st.subheader(_("Mission sheet"), anchor=False)
    area, month = chosen_sheet(board, _)
    sheet = sheet_of(board, area, month, services, access, resources, _)
    st.markdown(f"**{plain(sheet.title)}**")
    st.markdown("\n".join(f"- *{label}* – {plain(text)}" for label, text in sheet.facts))
    if sheet.lines:
        show(sheet_table(sheet, _), alt=_("What is needed for the mission, and who brings it"))
    else:
        st.info(_("No need is told for this zone and month."))
    st.caption(plain(sheet.free))
    st.caption(_("Contacts are not in the sheet: Maillage keeps none."))
    name = file_name(f"mission_{month}_{area.rpartition('/')[2]}", chosen, view)
    with st.container(horizontal=True):
        page = printed(sheet, view, _)
        export.download(_("Sheet to print (A4)"), lambda: mission_page(page), f"{name}.html", "text/html", is_main=True)
        table = exported(sheet, chosen, view, _)
        export.download(_("Sheet as XLSX"), lambda: xlsx_file(table, False), f"{name}.xlsx", export.XLSX)
    message = sms(sheet, view, _)
    st.caption(_("Text message ({number} characters):", number=len(message)))
    st.code(message, language=None, wrap_lines=True)


def chosen_sheet(board: Board, _: Translator) -> tuple[str, str]:
    """Area and month; in the address."""
    names: dict[str, str] = {}
    served = {match.need for match in board.matches}
    first = ""  # the first that the plan serves, else the first of all
    for row in board.notices.to_dict("records"):
        code = f"{row['month']}/{row['area']}"
        names.setdefault(code, f"{row['zone_name']}, {_.period(row['month'])}")
        first = first or (code if row["means_id"] in served else "")
    chosen = filters.select_here("sheet", _("Zone and month"), names, first or next(iter(names)), _)
    month, _slash, area = chosen.partition("/")
    return area, month


def sheet_of(
    board: Board, area: str, month: str, services: pd.DataFrame, access: pd.DataFrame, resources: pd.DataFrame,
    _: Translator,
) -> Sheet:  # fmt: skip
    known = by_code(resources)
    here = board.notices[(board.notices["area"] == area) & (board.notices["month"] == month)]
    first = here.iloc[0]
    place = f"{first['zone_name']} ({first['parent_name']})" if first["level"] == "adm2" else str(first["zone_name"])
    lines = []
    for row in needs_of(board):
        if row["area"] == area and row["month"] == month:
            resource = known[row["resource_code"]]
            needed = quantity_words(row["quantity"], resource, row["currency"], _)
            missing = quantity_words(row["left"], resource, row["currency"], _) if row["left"] else "0"
            lines.append((needed, who(row, _), served_by(row, board, resource, _) or "–", missing))
    free = [
        f"{who(row, _)} {quantity_words(row['left'], known[row['resource_code']], row['currency'], _)}"
        for row in here[(here["direction_code"] == "offer") & (here["left"] > 0)].to_dict("records")
    ]
    told = [*access_facts(access, area, month, _), *service_facts(services, area, _)]
    told.append((_("Uncovered children"), children_words(area, board, _)))
    return Sheet(
        title=_("Mission sheet: {place}, {month}", place=place, month=_.period(month)),
        place=place,
        month=_.period(month),
        facts=told,
        lines=lines,
        free=_("Offers still free in the zone: {offers}.", offers=", ".join(free) or "–"),
    )


def access_facts(access: pd.DataFrame, area: str, month: str, _: Translator) -> list[tuple[str, str]]:
    """State, cause, way in as last told, and the season of the month itself."""
    season = _("rains") if int(month[5:]) in RAINY_MONTHS else _("dry season")
    found = access[access["area"] == area]
    if found.empty:
        return [(_("State"), _("not told")), (_("Season"), season)]
    row = found.iloc[0]
    state = _("{state} since {day}", state=state_words(row["status_code"], _), day=day_words(row["since"]))
    told = ("–" if pd.isna(row[name]) else str(row[name]) for name in ("cause", "access_mode"))
    return [(_("State"), state), *zip((_("Cause"), _("Access mode")), told, strict=True), (_("Season"), season)]


def service_facts(services: pd.DataFrame, area: str, _: Translator) -> list[tuple[str, str]]:
    """The services of the zone that have no functional site, and apart those of which nobody knows."""
    here = services[services["area"] == area]
    name = f"name_{_.language}"
    without = here.loc[here["functional_sites"] == 0, name]
    unknown = here.loc[here["functional_sites"].isna() & (here["status"] != "functional"), name]
    told = [(_("Uncovered services"), ", ".join(without) or _("none known"))]
    return [*told, (_("Services not known"), ", ".join(unknown))] if len(unknown) else told


def headings(_: Translator) -> list[str]:
    return [_("Need"), _("Who needs"), _("Who brings what"), _("Still missing")]


def sheet_table(sheet: Sheet, _: Translator) -> pd.DataFrame:
    return pd.DataFrame([tuple(map(plain, line)) for line in sheet.lines], columns=headings(_))


def printed(sheet: Sheet, view: Words, _: Translator) -> MissionPage:
    return MissionPage(
        title=sheet.title,
        warning=_("FICTITIOUS DATA – demonstration") if view.is_demo else "",
        facts=sheet.facts,
        headings=headings(_),
        rows=sheet.lines,
        nothing=_("No need is told for this zone and month."),
        notes=[sheet.free, _("Contacts are not in the sheet: Maillage keeps none."), view.origin],
        language=_.language,
    )


def exported(sheet: Sheet, chosen: Zones, view: Words, _: Translator) -> Table:
    tags = ("#item+needed", "#org+need", "#org+offer", "#capacity+missing")
    columns = [Column(heading, tag) for heading, tag in zip(headings(_), tags, strict=True)]
    # Period, service and denominator of the page's filters say nothing of a mission to come.
    nature = [fact for fact in facts(chosen, None, view, _) if fact[0] in (_("Nature of the data"), _("Source"))]
    return Table(sheet.title, columns, sheet.lines, [*nature, *sheet.facts])


def sms(sheet: Sheet, view: Words, _: Translator) -> str:
    """Plain text in three messages at most: the whole of it, else without the services, else cut."""
    told = dict(sheet.facts)
    way = [told[name] for name in (_("State"), _("Access mode"), _("Season")) if told.get(name, "–") != "–"]
    brings = [served for _need, _who, served, _missing in sheet.lines if served != "–"]
    parts = [
        _("FICTITIOUS") if view.is_demo else "",
        f"{sheet.place}, {sheet.month}.",
        f"{'; '.join(way)}.",
        _("Brought: {what}.", what="; ".join(brings) or "–"),
        _("Missing: {what}.", what="; ".join(sheet.missing) or "–"),
        _("Without: {services}.", services=told[_("Uncovered services")]),
    ]
    text = " ".join(part for part in parts if part)
    if len(text) > LONGEST_SMS:
        text = " ".join(part for part in parts[:-1] if part)
    text = text.replace("\u202f", " ").replace("\u00a0", " ")
    return text if len(text) <= LONGEST_SMS else text[: LONGEST_SMS - 3].rsplit(" ", 1)[0] + "..."
