"""The board of offers and needs to come, and the plan that matches them. For the coordination only."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.queries import board_access, board_services, means_board, means_resources
from dashboard.ui import export, mission_sheet
from dashboard.ui.board import Board, children_words, needs_of, planned, served_by, uncovered_children, who
from dashboard.ui.enclaved import Words
from dashboard.ui.enclaved_tables import day_words, facts, file_name, place_words
from dashboard.ui.missions import amount, by_code, quantity_words
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse


def panel(warehouse: Warehouse, chosen: Zones, view: Words, _: Translator) -> None:
    notices = means_board(warehouse)
    if notices.empty:
        st.info(_("No offer and no need is told for the current month or a coming one."))
        return
    services, resources = board_services(warehouse), means_resources(warehouse)
    board = planned(notices, uncovered_children(services))
    st.subheader(_("Board of offers and needs"), anchor=False)
    st.caption(_("Current and coming months, by the first day told. “Left”: what the plan below leaves of each."))
    show(board_table(board, resources, _), alt=_("Offers and needs by month and zone"))
    export.table(exported_board(board, resources, chosen, view, _), file_name("moyens", chosen, view), _, "board")
    st.subheader(_("Plan: who can serve which need"), anchor=False)
    st.caption(rule_words(services, _))
    if board.matches:
        show(plan_table(board, resources, _), alt=_("The needs of the board, and what serves each"))
        export.table(exported_plan(board, resources, chosen, view, _), file_name("plan", chosen, view), _, "plan")
    else:
        st.info(_("No offer matches a need: none has the same month, the same resource and the same zone."))
    mission_sheet.panel(board, services, board_access(warehouse), resources, chosen, view, _)


def rule_words(services: pd.DataFrame, _: Translator) -> str:
    period = _.period(str(services["period"].iloc[0])) if len(services) else "–"
    return _(
        "An offer serves needs of the same month, resource (for funds: currency) and zone, or of a zone within its "
        "prefecture; never more than it holds. First come the zones with most uncovered children: those of zones where "
        "a child-protection service has no functional site ({period}; the least covered service counts, services are "
        "never added up). Unknown numbers come after known ones.",
        period=period,
    )


def direction_words(code: str, _: Translator) -> str:
    return {"offer": _("Offer"), "need": _("Need")}[code]


def days(row: dict) -> str:
    first = day_words(row["start_date"])
    return first if pd.isna(row["end_date"]) else f"{first} – {day_words(row['end_date'])}"


def board_table(board: Board, resources: pd.DataFrame, _: Translator) -> pd.DataFrame:
    known = by_code(resources)
    rows = []
    for row in board.notices.to_dict("records"):
        resource = known[row["resource_code"]]
        rows.append(
            (
                _.period(row["month"]),
                plain(f"{place_words(row)} ({row['parent_name']})" if row["level"] == "adm2" else place_words(row)),
                direction_words(row["direction_code"], _),
                plain(who(row, _)),
                plain(resource[f"name_{_.language}"]),
                plain(quantity_words(row["quantity"], resource, row["currency"], _)),
                left_cell(row, _),
                days(row),
            )
        )
    headings = [_("Month"), _("Zone"), _("Offer or need"), _("Organisation"), _("Resource"), _("Quantity")]
    return pd.DataFrame(rows, columns=[*headings, _("Left"), _("Days")])


def left_cell(row: dict, _: Translator) -> str:
    """What is left of an offer, what a need still misses."""
    number = _.number(amount(row["left"]))
    if row["direction_code"] == "offer":
        return number
    return _("missing {number}", number=number) if row["left"] else _("served")


def plan_table(board: Board, resources: pd.DataFrame, _: Translator) -> pd.DataFrame:
    known = by_code(resources)
    rows = []
    for row in needs_of(board):
        resource = known[row["resource_code"]]
        rows.append(
            (
                _.period(row["month"]),
                plain(place_words(row)),
                children_words(row["area"], board, _),
                plain(who(row, _)),
                plain(quantity_words(row["quantity"], resource, row["currency"], _)),
                plain(served_by(row, board, resource, _)) or "–",
                f"**{plain(quantity_words(row['left'], resource, row['currency'], _))}**" if row["left"] else "0",
            )
        )
    headings = [_("Month"), _("Zone"), _("Uncovered children"), _("Who needs"), _("Need")]
    return pd.DataFrame(rows, columns=[*headings, _("Served by"), _("Still missing")])


def exported_board(board: Board, resources: pd.DataFrame, chosen: Zones, view: Words, _: Translator) -> Table:
    known = by_code(resources)
    columns = (
        Column(_("Month"), "#date+month"),
        Column(_("Zone"), "#loc+name"),
        Column(_("Prefecture"), "#adm1+name"),
        Column(_("Offer or need"), "#meta+direction"),
        Column(_("Organisation"), "#org"),
        Column(_("Resource"), "#item"),
        Column(_("Quantity"), "#capacity+num"),
        Column(_("Unit"), "#capacity+unit"),
        Column(_("Left"), "#capacity+left+num"),
        Column(_("From the day"), "#date+start"),
        Column(_("To the day"), "#date+end"),
    )
    rows = [
        (
            row["month"],
            place_words(row),
            row["parent_name"],
            direction_words(row["direction_code"], _),
            None if pd.isna(row["organisation"]) else row["organisation"],
            known[row["resource_code"]][f"name_{_.language}"],
            amount(row["quantity"]),
            unit_of(row, known[row["resource_code"]], _),
            amount(row["left"]),
            f"{row['start_date']:%Y-%m-%d}",
            None if pd.isna(row["end_date"]) else f"{row['end_date']:%Y-%m-%d}",
        )
        for row in board.notices.to_dict("records")
    ]
    return Table(_("Board of offers and needs"), columns, rows, facts(chosen, None, view, _))


def exported_plan(board: Board, resources: pd.DataFrame, chosen: Zones, view: Words, _: Translator) -> Table:
    """One row per match, then what each need still misses."""
    known, notices = by_code(resources), board.notices.set_index("means_id")
    columns = (
        Column(_("Month"), "#date+month"),
        Column(_("Zone"), "#loc+name"),
        Column(_("Who needs"), "#org+need"),
        Column(_("Resource"), "#item"),
        Column(_("Unit"), "#capacity+unit"),
        Column(_("Quantity needed"), "#capacity+needed+num"),
        Column(_("Served by"), "#org+offer"),
        Column(_("Quantity served"), "#capacity+served+num"),
        Column(_("Still missing"), "#capacity+missing+num"),
    )
    rows = []
    for row in needs_of(board):
        start = (row["month"], place_words(row), who(row, _), known[row["resource_code"]][f"name_{_.language}"],
                 unit_of(row, known[row["resource_code"]], _), amount(row["quantity"]))  # fmt: skip
        served = [match for match in board.matches if match.need == row["means_id"]]
        for match in served:
            rows.append(
                (*start, who(notices.loc[match.offer].to_dict(), _), amount(match.quantity), amount(row["left"]))
            )
        if not served:
            rows.append((*start, None, None, amount(row["left"])))
    return Table(_("Plan: who can serve which need"), columns, rows, facts(chosen, None, view, _))


def unit_of(row: dict, resource: dict, _: Translator) -> str | None:
    if row["resource_code"] == "funds":
        return None if pd.isna(row["currency"]) else str(row["currency"])
    return str(resource[f"unit_{_.language}"])
