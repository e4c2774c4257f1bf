"""The grid of the page: each area by the risk of children there, each sector by who is in the area."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Multisector
from dashboard.language import Translator
from dashboard.queries import multisector_grid
from dashboard.ui import export, filters, tables
from dashboard.ui.basis import children_cell
from dashboard.ui.gaps import state_names
from dashboard.ui.multisector import Words, facts, name_of_file, phase_words, short_names
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

AREA = ["pcode", "name", "parent_name", "children", "phase", "case_management", "protection"]


def show(warehouse: Warehouse, chosen: Multisector, view: Words, _: Translator) -> None:
    found = multisector_grid(warehouse, chosen)
    if found.empty:
        st.info(_("The 4W of this period names no sector beside child protection: choose another period."))
        return
    say_entry_points(found, chosen, _)
    st.caption(
        _(
            "Number of organisations of child protection (CP) and of each sector; ● child protection is there too, ○ "
            "it is not (in bold: an entry point), ? nobody can say of child protection. 0: nobody reported; –: no "
            "data. The highest severity first."
        )
    )
    tables.show(
        grid_table(found, chosen, _), alt=_("Organisations of each sector by area, with and without child protection")
    )
    export.table(exported(found, chosen, view, _), name_of_file("grille", chosen, view), _)


def say_entry_points(found: pd.DataFrame, chosen: Multisector, _: Translator) -> None:
    """In how many severe areas other sectors are without child protection."""
    areas = found.groupby("pcode").agg(
        phase=("phase", "first"), protection=("protection", "first"), most=("organisations", "max")
    )
    alone = areas[(areas["protection"] == 0) & (areas["most"] > 0)]
    severe = int((alone["phase"] >= 4).sum())
    numbers = {"alone": _.number(len(alone)), "all": _.number(len(areas)), "severe": _.number(severe)}
    if areas["phase"].isna().all():
        st.markdown(_("**{alone}** of {all} areas have another sector and no child protection.", **numbers))
        if chosen.level == "adm1":
            st.caption(_("Severity is told of sub-prefectures and never averaged: choose that level to see it."))
        return
    st.markdown(
        _(
            "**{alone}** of {all} areas have another sector and no child protection; **{severe}** of these are in "
            "phase 4 or 5.",
            **numbers,
        )
    )


def wide(found: pd.DataFrame) -> pd.DataFrame:
    """One row an area in the order of the query, one column a sector with its organisations (NaN: no data)."""
    numbers = found.pivot(index="pcode", columns="sector_code", values="organisations")
    areas = found.drop_duplicates("pcode")[AREA]
    return areas.join(numbers, on="pcode")


def sectors_of(found: pd.DataFrame, _: Translator) -> dict[str, str]:
    """Code and heading of each column, in the order of the codes."""
    short = short_names(_)
    named = found.drop_duplicates("sector_code").sort_values("sector_code")
    return {
        row["sector_code"]: short.get(row["sector_code"], row[f"name_{_.language}"]) for row in named.to_dict("records")
    }


def cell(organisations: float, protection: float, _: Translator) -> str:
    """How many, and whether child protection is there too; readable without colour."""
    if pd.isna(organisations):
        return "–"
    number = _.number(int(organisations))
    if not organisations:
        return number
    if pd.isna(protection):
        return f"{number} ?"
    return f"{number} ●" if protection else f"**{number} ○**"


def grid_table(found: pd.DataFrame, chosen: Multisector, _: Translator) -> pd.DataFrame:
    sectors = sectors_of(found, _)
    states = state_names(_) | {"unconfirmed": _("to confirm")}
    rows = [
        (
            plain(row["name"]),
            phase_words(row["phase"], _),
            children_cell(row["children"], _),
            "–" if pd.isna(row["case_management"]) else states[row["case_management"]],
            "–" if pd.isna(row["protection"]) else _.number(int(row["protection"])),
            *(cell(row[code], row["protection"], _) for code in sectors),
        )
        for row in wide(found).to_dict("records")
    ]
    place = filters.area_names(_, chosen.scheme)[chosen.level]
    columns = [place, _("Severity"), _("Children"), _("Case management"), _("CP"), *sectors.values()]
    return pd.DataFrame(rows, columns=columns)


def exported(found: pd.DataFrame, chosen: Multisector, view: Words, _: Translator) -> Table:
    sectors, states = sectors_of(found, _), state_names(_)
    place, parent = filters.place_headings(chosen.level == "adm2", chosen.scheme, _)
    columns = (
        Column(_("P-code"), f"#{chosen.level}+code"),
        Column(place, f"#{chosen.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
        Column(_("Severity"), "#severity+phase"),
        Column(_("Children"), "#population+children"),
        Column(_("Case management"), "#status"),
        Column(_("Child protection"), "#org+protection+num"),
        *(Column(name, f"#org+{code.lower().replace('-', '_')}+num") for code, name in sectors.items()),
    )
    rows = [
        (
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if parent else ()),
            export.whole(row["phase"]),
            export.whole(row["children"]),
            None if pd.isna(row["case_management"]) else states[row["case_management"]],
            export.whole(row["protection"]),
            *(export.whole(row[code]) for code in sectors),
        )
        for row in wide(found).to_dict("records")
    ]
    return Table(_("Child protection and the other sectors, {period}", period=view.period), columns, rows,
                 facts(chosen, view, _))  # fmt: skip
