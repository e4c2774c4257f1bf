"""Gestion des cas for everybody: what is published of the cases of a quarter that is over."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, Value
from dashboard.language import Translator
from dashboard.queries import build_information, case_published, case_published_quarters, disclosure
from dashboard.ui import export, filters, header, inclusion_public, protection, tables
from dashboard.ui.key_figure import key_figure
from dashboard.ui.referral_public import WITHHELD, area_name, value_cell
from dashboard.ui.tables import plain
from dashboard.ui.view import origin_words
from dashboard.warehouse import Warehouse

NEW, CLOSED = "new_cases_by_sex", "closed_cases"
# A table of the country, the column that it crosses, and its codes in their order; "*" is their total.
CROSSED = (
    (NEW, "sex", ("girl", "boy", "unknown", "*")),
    ("new_cases_by_age", "age_group", ("0-4", "5-11", "12-17", "0-5", "6-12", "13-17", "unknown", "*")),
    ("new_cases_by_disability", "disability", ("yes", "no", "unknown", "*")),
)


def show(question: str, warehouse: Warehouse, _: Translator) -> None:
    quarters = list(case_published_quarters(warehouse)["period"])
    if not quarters:
        header.show(question, warehouse, _)
        st.info(_("No count of cases is published yet: a quarter is published once it is over."))
        return
    names = {code: _.period(code) for code in quarters}
    period = filters.select("quarter", _("Quarter"), names, quarters[0], _)
    found = case_published(warehouse, period)
    scheme = str(found["scheme"].iloc[0])
    information = build_information(warehouse)
    header.show(question, warehouse, _, (names[period], filters.scheme_names(_, scheme)[scheme]))
    st.info(
        _(
            "What is public: how many cases were opened and closed, where, and of whom. Active cases, steps, delays, "
            "caseloads, reasons of closure and risk levels are not published: they would tell of single children, "
            "caseworkers and organisations."
        )
    )
    left, right = st.columns(2, gap="small")
    key_figure(
        left,
        _("New cases"),
        total_cell(found, NEW, _),
        explanation=_("A transfer from another organisation is counted by both: take it away to compare."),
    )
    key_figure(right, _("Closed cases"), total_cell(found, CLOSED, _))
    closed = inclusion_public.show(crossed_cells(found), warehouse, _)
    for heading, (table_id, column, codes) in zip(crossed_names(_), CROSSED, strict=True):
        if column in closed:
            continue
        st.subheader(heading, anchor=False)
        rows = crossed_rows(found, table_id, column, codes, _)
        shown = [(name, WITHHELD if value is None else _.number(value)) for name, value, _is_withheld in rows]
        tables.show(pd.DataFrame(shown, columns=[heading, _("New cases")]), alt=heading)
        if column == "age_group":
            st.caption(
                _("Two systems of brackets stand beside each other and are never added up: their common one is 0-17.")
            )
    st.subheader(_("Where"), anchor=False)
    areas = by_area(found)
    tables.show(area_table(areas, scheme, _), alt=_("New and closed cases by prefecture"))
    profile = protection.profile(disclosure(warehouse), _)
    st.caption(_("0: no case was told. Where nobody follows cases, none is told either."))
    st.caption(_("{mark}: withheld. A withheld number may be of any size.", mark=WITHHELD) + f" {profile}")
    facts = [
        *export.nature(bool(information["is_demo"]), _),
        (_("Period"), f"{names[period]} ({period})"),
        (_("Boundary scheme"), f"{filters.scheme_names(_, scheme)[scheme]} ({scheme})"),
        (_("Source"), _("case management loaded in Maillage, {files}", files=origin_words(information, _))),
        (_("Protection"), profile),
    ]
    name = export.file_name(bool(information["is_demo"]), period, scheme, kind="cas-publies")
    export.table(exported(found, closed, areas, names[period], facts, _), name, _)


def crossed_names(_: Translator) -> tuple[str, str, str]:
    return _("By sex"), _("By age group"), _("By disability")


def code_names(_: Translator) -> dict[tuple[str, str], str]:
    """The words of a code in its column; an age group is its own."""
    return {
        ("sex", "girl"): _("Girls"),
        ("sex", "boy"): _("Boys"),
        ("disability", "yes"): _("With a disability"),
        ("disability", "no"): _("Without a disability"),
    }


def code_name(column: str, code: str, _: Translator) -> str:
    if code == "*":
        return _("All")
    return _("not told") if code == "unknown" else code_names(_).get((column, code), code)


def total_cell(found: pd.DataFrame, table_id: str, _: Translator) -> str:
    """The country's total of a table."""
    cells = found[(found["table_id"] == table_id) & (found["level"] == "country")]
    cells = cells[cells["sex"].isna() | (cells["sex"] == "*")]
    return "–" if cells.empty else value_cell(cells.iloc[0], _)


def crossed_rows(
    found: pd.DataFrame, table_id: str, column: str, codes: tuple[str, ...], _: Translator
) -> list[tuple[str, int | None, bool]]:
    """The country's cells by one column: name, number (None where withheld), whether it is withheld."""
    cells = found[(found["table_id"] == table_id) & (found["level"] == "country")].set_index(column)
    return [
        (code_name(column, code, _), None if row["is_withheld"] else int(row["value"]), bool(row["is_withheld"]))
        for code in codes
        if code in cells.index
        for row in [cells.loc[code]]
    ]


def crossed_cells(found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The country's cells of each dimension. Columns: category, value, is_withheld."""
    return {
        column: found[(found["table_id"] == table_id) & (found["level"] == "country")].rename(
            columns={column: "category"}
        )
        for table_id, column, _codes in CROSSED
    }


def by_area(found: pd.DataFrame) -> pd.DataFrame:
    """One row per prefecture: the totals of new cases, and closed ones beside them."""
    areas = found[found["level"] == "adm1"]
    new = areas[(areas["table_id"] == NEW) & (areas["sex"] == "*")]
    closed = areas[areas["table_id"] == CLOSED]
    return new.merge(closed[["pcode", "value", "is_withheld"]], on="pcode", how="left", suffixes=("", "_closed"))


def closed_cell(row: pd.Series) -> pd.Series:
    return pd.Series({"value": row["value_closed"], "is_withheld": row["is_withheld_closed"]})


def area_table(areas: pd.DataFrame, scheme: str, _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(area_name(row, _)),
            value_cell(row, _),
            "–" if pd.isna(row["is_withheld_closed"]) else value_cell(closed_cell(row), _),
            row["pcode"],
        )
        for _index, row in areas.iterrows()
    ]
    headings = [filters.area_names(_, scheme)["adm1"], _("New cases"), _("Closed cases"), _("P-code")]
    return pd.DataFrame(rows, columns=headings)


def exported(
    found: pd.DataFrame, closed: set[str], areas: pd.DataFrame, period: str, facts: export.Facts, _: Translator
) -> Table:
    """All that the page shows; a withheld cell is empty, and says so."""
    columns = (
        Column(_("Area"), "#adm1+name"),
        Column(_("P-code"), "#adm+code"),
        Column(_("Measure"), "#indicator+name"),
        Column(_("Of whom"), "#affected"),
        Column(_("Cases"), "#value+cases"),
        Column(_("Withheld"), "#meta+withheld"),
    )
    yes, no, country = _("yes"), _("no"), _("Country")
    rows: list[tuple[Value, ...]] = []
    for heading, (table_id, column, codes) in zip(crossed_names(_), CROSSED, strict=True):
        if column in closed:
            continue
        for name, value, is_withheld in crossed_rows(found, table_id, column, codes, _):
            rows.append((country, None, _("New cases"), f"{heading} – {name}", value, yes if is_withheld else no))
    for _index, row in areas.iterrows():
        for measure, cell in ((_("New cases"), row), (_("Closed cases"), closed_cell(row))):
            if pd.notna(cell["is_withheld"]):
                value = None if cell["is_withheld"] else int(cell["value"])
                place = (area_name(row, _), row["pcode"])
                rows.append((*place, measure, _("All"), value, yes if cell["is_withheld"] else no))
    return Table(_("Cases published, {period}", period=period), columns, rows, facts)
