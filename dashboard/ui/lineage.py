"""Where a number comes from: the files, sheets and rows behind it, for the coordination only."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Coverage
from dashboard.language import Translator
from dashboard.queries import source_rows
from dashboard.ui import context, export, filters
from dashboard.ui.coverage import Words
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

AREA, NOWHERE = "area", ""
SHOWN = 50  # lines on the page; the files hold all
SHORT = 12  # letters of a fingerprint that tell two files apart on a page


def panel(warehouse: Warehouse, chosen: Coverage, presence: pd.DataFrame, view: Words, _: Translator) -> None:
    """A list of areas, and the source rows of the one that is chosen."""
    if not context.may_see_sources():
        return
    st.subheader(_("Where does this number come from?"), anchor=False)
    pcode = choose_area(presence, _)
    if pcode == NOWHERE:
        return
    area = presence.set_index("pcode").loc[pcode]
    found = source_rows(warehouse, chosen, pcode)
    st.markdown(finding(found, str(area["name"]), bool(pd.isna(area["organisations"])), view, _))
    if found.empty:
        return
    show(sources_table(found.head(SHOWN), _), alt=_("Files, sheets and rows behind the number of {area}",
                                                    area=area["name"]))  # fmt: skip
    if len(found) > SHOWN:
        st.caption(_("The first {shown} of {all} lines; the export holds them all.", shown=SHOWN, all=len(found)))
    export.table(exported(found, str(area["name"]), chosen, pcode, view, _), file_name(chosen, pcode, view), _, AREA)


def choose_area(presence: pd.DataFrame, _: Translator) -> str:
    """The area to look behind; it is in the address, and forgotten where another scheme or level has no such area."""
    named = presence.sort_values("name", key=lambda names: names.str.normalize("NFKD"))
    names = {NOWHERE: _("Choose an area"), **dict(zip(named["pcode"], named["name"], strict=True))}
    return filters.select_here(AREA, _("Area"), names, NOWHERE, _, width=420)


def finding(found: pd.DataFrame, area: str, is_unknown: bool, view: Words, _: Translator) -> str:
    """How many organisations, files and rows: the first is the number of the map."""
    if found.empty and is_unknown:
        return _("No report could cover {area}: there is nothing behind “no data”.", area=plain(area))
    if found.empty:
        return _(
            "The reports of the period cover {area}; none of their rows names an organisation of this sector there.",
            area=plain(area),
        )
    return _(
        "**{area}, {sector}, {period}**: {organisations}, from {rows} in {files}.",
        area=plain(area),
        sector=plain(view.sector),
        period=view.period,
        organisations=_.plural("{number} organisation", "{number} organisations", found["organisation"].nunique()),
        rows=_.plural("{number} row", "{number} rows", int(found["rows"].map(len).sum())),
        files=_.plural("{number} file", "{number} files", found["sha256"].nunique()),
    )


def sources_table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(row["organisation"]),
            plain(row["file"]),
            plain(row["sheet"]) or "–",
            spans(row["rows"]),
            _.day(row["received_at"].date()),
            row["sha256"][:SHORT],
        )
        for row in found.to_dict("records")
    ]
    headings = [_("Organisation"), _("File"), _("Sheet"), _("Rows"), _("Received on"), _("SHA-256")]
    return pd.DataFrame(rows, columns=headings)


def spans(numbers: Iterable[int]) -> str:
    """``2, 4-9, 12``: rows that follow each other are one span."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][1] + 1:
            told[-1][1] = number
        else:
            told.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in told)


def exported(found: pd.DataFrame, area: str, chosen: Coverage, pcode: str, view: Words, _: Translator) -> Table:
    """The table with the whole fingerprints and the build, and what was looked at."""
    columns = (
        Column(_("Organisation"), "#org"),
        Column(_("File"), "#meta+file"),
        Column(_("Sheet"), "#meta+sheet"),
        Column(_("Rows"), "#meta+rows"),
        Column(_("Received on"), "#date+received"),
        Column(_("SHA-256"), "#meta+sha256"),
        Column(_("Build"), "#meta+build"),
    )
    rows = [
        (
            row["organisation"],
            row["file"],
            row["sheet"],
            spans(row["rows"]),
            row["received_at"].date().isoformat(),
            row["sha256"],
            row["build"],
        )
        for row in found.to_dict("records")
    ]
    facts = [
        *export.nature(view.is_demo, _),
        (_("Area"), f"{area} ({pcode})"),
        (_("Sector"), f"{view.sector} ({chosen.sector})"),
        *export.asked(chosen, view, _),
        export.internal(_),
    ]
    return Table(_("Where does this number come from?"), columns, rows, facts)


def file_name(chosen: Coverage, pcode: str, view: Words) -> str:
    return export.file_name(view.is_demo, pcode, chosen.sector, chosen.period, chosen.scheme, kind="sources")
