"""Référencement for everybody: the published flows from service to service, as bands and as a matrix."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.referral_matrix import UNKNOWN, flows, matrix
from dashboard.figures.referral_sankey import sankey
from dashboard.language import Translator
from dashboard.queries import build_information, referral_published_services, services
from dashboard.ui import export, tables
from dashboard.ui.referral_answers import NO_TOOLBAR
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

WITHHELD, ALL = "••", "*"


def show(warehouse: Warehouse, quarter: str, facts: export.Facts, _: Translator) -> None:
    """Bands of the pairs that are shown, and all of them in a matrix; nothing where none is published."""
    found = referral_published_services(warehouse, quarter)
    pairs = found[(found["from_service"] != ALL) & (found["to_service"] != ALL)]
    if found.empty:
        return
    st.subheader(_("From service to service"), anchor=False)
    names = names_of(warehouse, _)
    table = matrix(links(pairs))
    if not table.empty:
        numbers = {number: _.number(number) for *_ends, number in flows(table)}
        figure = sankey(table, names, numbers, beside(table, found, _))
        st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="sankey_public", alt=largest(table, names, _))
    if withheld := int(pairs["is_withheld"].sum()):
        said = _.plural(
            "{number} pair of services is withheld: it has no band, which does not say that it is empty.",
            "{number} pairs of services are withheld: they have no band, which does not say that they are empty.",
            withheld,
        )
        st.caption(said)
    st.caption(
        _(
            "Left: who refers; right: to whom, each with all its referrals, those of withheld pairs too. Medical care "
            "after rape is told within “{other}”.",
            other=names["other"],
        )
    )
    tables.show(matrix_table(found, names, _), alt=_("Referrals by origin (lines) and destination (columns)"))
    content = exported(found, names, _.period(quarter), facts, _)
    is_demo = bool(build_information(warehouse)["is_demo"])
    export.table(content, export.file_name(is_demo, quarter, kind="flux-publies"), _, "services:")


def names_of(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """What the ends are called: services, those outside the list, and their sum."""
    known = services(warehouse).set_index("service_code")[f"short_{_.language}"].to_dict()
    return {**known, "other": _("other service"), UNKNOWN: _("unknown service"), ALL: _("All")}


def largest(table: pd.DataFrame, names: dict[str, str], _: Translator) -> str:
    """The widest band, for those who do not see the picture."""
    origin, destination, number = max(flows(table), key=lambda flow: flow[2])
    return _(
        "The largest flow that is shown: {number}, from {origin} to {destination}.",
        number=_.number(number),
        origin=names[origin],
        destination=names[destination],
    )


def links(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs that have a band: shown, and not empty."""
    shown = pairs[~pairs["is_withheld"] & (pairs["value"] > 0)]
    told = shown.rename(columns={"from_service": "origin", "to_service": "destination", "value": "referrals"})
    return told.astype({"referrals": "int64"})


def beside(table: pd.DataFrame, found: pd.DataFrame, _: Translator) -> list[str]:
    """The published sum of each end, which also holds what is withheld."""
    cells = by_ends(found, _)
    return [cells[str(code), ALL] for code in table.index] + [cells[ALL, str(code)] for code in table.columns]


def by_ends(found: pd.DataFrame, _: Translator) -> dict[tuple[str, str], str]:
    return {
        (row["from_service"], row["to_service"]): WITHHELD if row["is_withheld"] else _.number(int(row["value"]))
        for row in found.to_dict("records")
    }


def ends_in_use(found: pd.DataFrame, end: str) -> list[str]:
    """The codes of one end of which anything is told but zeros, in the order of services; the sum last."""
    used = found[found["is_withheld"] | (found["value"] > 0)]
    codes = sorted(set(used[end]) - {ALL, UNKNOWN, "other"})
    return [*codes, *(code for code in ("other", UNKNOWN) if code in set(used[end])), ALL]


def matrix_table(found: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """The matrix in words: a dash for none, the mark for what is withheld."""
    cells = by_ends(found, _)
    columns = ends_in_use(found, "to_service")
    rows = [
        (plain(names[origin]), *("–" if cells[origin, code] == "0" else cells[origin, code] for code in columns))
        for origin in ends_in_use(found, "from_service")
    ]
    return pd.DataFrame(rows, columns=[_("From ↓ to →"), *(plain(names[code]) for code in columns)])


def exported(found: pd.DataFrame, names: dict[str, str], period: str, facts: export.Facts, _: Translator) -> Table:
    """Every published pair and sum; a withheld cell is empty, and says so."""
    columns = (
        Column(_("From (code)"), "#service+from+code"),
        Column(_("From"), "#service+from+name"),
        Column(_("To (code)"), "#service+to+code"),
        Column(_("To"), "#service+to+name"),
        Column(_("Referrals"), "#indicator+referrals+num"),
        Column(_("Withheld"), "#meta+withheld"),
    )
    rows = [
        (
            row["from_service"],
            names[row["from_service"]],
            row["to_service"],
            names[row["to_service"]],
            None if row["is_withheld"] else int(row["value"]),
            _("yes") if row["is_withheld"] else _("no"),
        )
        for row in found.to_dict("records")
    ]
    return Table(_("Referrals published from service to service, {period}", period=period), columns, rows, facts)
