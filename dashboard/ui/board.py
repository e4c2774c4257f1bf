"""Offers and needs to come with the plan that matches them: what the board and the sheet of a mission both tell."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from dashboard.language import Translator
from dashboard.pooling import Match, Need, Offer, plan
from dashboard.ui.missions import quantity_words

CHILD_PROTECTION = "PRO-CPN"


@dataclass(frozen=True)
class Board:
    """Offers and needs with what the plan leaves of each, and the matches of the plan."""

    notices: pd.DataFrame  # of queries.means_board, with `left` (of an offer) or missing (of a need)
    matches: list[Match]
    children: dict[str, int | None]  # not covered, by area; None or absent: unknown


def uncovered_children(services: pd.DataFrame) -> dict[str, int | None]:
    """Children of each area whom the least covered child-protection service leaves out: the most over services, never
    their sum. None where no service's functioning is known, or no population is."""
    found: dict[str, int | None] = {}
    for area, rows in services[services["sector_code"] == CHILD_PROTECTION].groupby("area"):
        known = rows[rows["functional_sites"].notna()]
        without = known[known["functional_sites"] == 0]
        if known.empty or without["children"].isna().any():
            found[str(area)] = None
        else:
            found[str(area)] = int(without["children"].max()) if len(without) else 0
    return found


def planned(notices: pd.DataFrame, children: dict[str, int | None]) -> Board:
    """The board with its plan."""
    offers, needs = [], []
    for row in notices.to_dict("records"):
        locality, currency = (None if pd.isna(row[name]) else str(row[name]) for name in ("locality", "currency"))
        kind = (int(row["means_id"]), str(row["month"]), str(row["resource_code"]), currency)
        if row["direction_code"] == "offer":
            offers.append(Offer(*kind, row["area"], locality, row["quantity"]))
        else:
            needs.append(Need(*kind, tuple(row["held_by"]), locality, row["quantity"], children.get(row["area"])))
    matches = plan(offers, needs)
    used: dict[int, Decimal] = {}
    for match in matches:
        for number in (match.offer, match.need):
            used[number] = used.get(number, Decimal()) + match.quantity
    left = [row["quantity"] - used.get(row["means_id"], Decimal()) for row in notices.to_dict("records")]
    return Board(notices.assign(left=left), matches, children)


def who(row: dict, _: Translator) -> str:
    return _("organisation not told") if pd.isna(row["organisation"]) else str(row["organisation"])


def children_words(area: str, board: Board, _: Translator) -> str:
    children = board.children.get(area)
    return _("not known") if children is None else _.number(children)


def served_by(row: dict, board: Board, resource: dict, _: Translator) -> str:
    """Who gives how much of a need."""
    offers = board.notices.set_index("means_id")
    told = [
        f"{who(offers.loc[match.offer].to_dict(), _)} {quantity_words(match.quantity, resource, row['currency'], _)}"
        for match in board.matches
        if match.need == row["means_id"]
    ]
    return ", ".join(told)


def needs_of(board: Board) -> list[dict]:
    """The needs as the plan serves them: by month, the most uncovered children first."""
    needs = board.notices[board.notices["direction_code"] == "need"].to_dict("records")

    def order(row: dict) -> tuple:
        children = board.children.get(row["area"])
        return row["month"], (1, 0) if children is None else (0 if children else 2, -children), row["means_id"]

    return sorted(needs, key=order)
