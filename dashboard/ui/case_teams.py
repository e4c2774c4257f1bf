"""Gestion des cas, second part: how many cases caseworkers follow, and who supervises them."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, Value
from dashboard.figures.case_loads import BRACKETS, UNKNOWN, LoadWords, caseload_bars
from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_loads, case_supervision
from dashboard.ui import export, extremes, tables
from dashboard.ui.cases import FEWEST, NO_TOOLBAR, Words, facts, file_name, is_whole_country, load_cells, stock_words
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse


def show(warehouse: Warehouse, chosen: Cases, view: Words, _: Translator) -> None:
    found = case_loads(warehouse, chosen)
    loads = {row["bracket"]: int(row["caseworkers"]) for row in found.to_dict("records")}
    st.subheader(_("Active cases per caseworker"), anchor=False)
    if not loads:
        st.info(_("No caseload is told in this view: it has a template of its own (python -m etl template caseloads)."))
        return
    if sum(loads.values()) < FEWEST:
        st.info(_("Fewer than three caseworkers in this view: nothing is shown, for single persons could be known."))
        return
    teams = case_supervision(warehouse, chosen)
    share, of = load_cells(teams, _)
    figure = caseload_bars(loads, load_words(_))
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="case_loads", alt=_(
        "At most 25 cases: {share} of caseworkers with cases ({of}).", share=share, of=of))  # fmt: skip
    months = {"first_stock": found["first_stock"].min(), "last_stock": found["last_stock"].max()}
    st.caption(
        _(
            "Caseworkers by bracket of active cases at the end of the last month told ({month}). The mark stands "
            "between 25 and 26: a number told from memory, to be checked before it is used as a norm.",
            month=stock_words(pd.Series(months), _) or "–",
        )
    )
    tables.show(load_table(loads, _), alt=_("Caseworkers by bracket of active cases"))
    export.table(exported_loads(loads, chosen, view, _), file_name("charge", chosen, view), _)

    st.subheader(_("Supervision"), anchor=False)
    st.markdown(overall_words(teams, _))
    if is_whole_country(chosen):
        extremes.say(warehouse, [("CM-04", "")], chosen.period, chosen.scheme, _)
    tables.show(team_table(teams, _), alt=_("Caseworkers and supervisors by organisation"))
    st.caption(
        _(
            "Nothing is said of an organisation with fewer than three caseworkers. “Not told” is not “none”. 5 to 6 "
            "caseworkers per supervisor is told from memory: to be checked."
        )
    )
    export.table(exported_teams(teams, chosen, view, _), file_name("supervision", chosen, view), _, "teams:")


def load_words(_: Translator) -> LoadWords:
    return LoadWords(
        cases=_("Active cases"),
        caseworkers=_("Caseworkers"),
        mark=_("25<br>to be checked"),
        unknown=_("not told"),
    )


def load_rows(loads: dict[str, int], _: Translator) -> list[tuple[str, int]]:
    rows = [(bracket, loads.get(bracket, 0)) for bracket in BRACKETS]
    return [*rows, (_("not told"), loads[UNKNOWN])] if loads.get(UNKNOWN) else rows


def load_table(loads: dict[str, int], _: Translator) -> pd.DataFrame:
    rows = [(plain(name), _.number(number)) for name, number in load_rows(loads, _)]
    return pd.DataFrame(rows, columns=[_("Active cases"), _("Caseworkers")])


def exported_loads(loads: dict[str, int], chosen: Cases, view: Words, _: Translator) -> Table:
    columns = [Column(_("Active cases"), "#staff+load"), Column(_("Caseworkers"), "#staff+num")]
    title = _("Caseloads, {period}", period=view.period)
    return Table(title, columns, load_rows(loads, _), facts(chosen, view, _))


def ratio(row: pd.Series) -> float | None:
    """CM-04 of an organisation; None where it is hidden, not told, or there is no supervisor."""
    is_told = row["caseworkers"] >= FEWEST and pd.notna(row["supervisors"]) and row["supervisors"] > 0
    return round(float(row["caseworkers"] / row["supervisors"]), 1) if is_told else None


def overall_words(teams: pd.DataFrame, _: Translator) -> str:
    """CM-04 of the view: of the organisations that tell their supervisors."""
    told = teams[teams["supervisors"].notna()]
    caseworkers, supervisors = int(told["caseworkers"].sum()), int(told["supervisors"].sum())
    if told.empty:
        return _("No supervisor is told in this view, which does not mean that there is none.")
    if caseworkers < FEWEST:
        return _("Fewer than three caseworkers with cases: no ratio is shown.")
    if not supervisors:
        return _("**No supervisor** for {caseworkers} caseworkers.", caseworkers=_.number(caseworkers))
    return _(
        "**{ratio}** caseworkers per supervisor ({caseworkers} for {supervisors}).",
        ratio=_.number(round(caseworkers / supervisors, 1)),
        caseworkers=_.number(caseworkers),
        supervisors=_.number(supervisors),
    )


def team_headings(_: Translator) -> list[str]:
    return [
        _("Organisation"),
        _("Caseworkers with cases"),
        _("of which at most 25"),
        _("Supervisors"),
        _("Caseworkers per supervisor"),
    ]


def team_table(teams: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [team_cells(row, _) for _index, row in teams.iterrows()]
    return pd.DataFrame(rows, columns=team_headings(_))


def team_cells(row: pd.Series, _: Translator) -> tuple[str, ...]:
    name = plain(row["organisation"])
    if row["staff"] < FEWEST:
        return name, _("fewer than three: hidden"), "–", "–", "–"
    found = ratio(row)
    return (
        name,
        _.number(int(row["caseworkers"])),
        load_cells(row.to_frame().T, _)[0],
        _("not told") if pd.isna(row["supervisors"]) else _.number(int(row["supervisors"])),
        _("no supervisor") if row["supervisors"] == 0 else "–" if found is None else _.number(found),
    )


def exported_teams(teams: pd.DataFrame, chosen: Cases, view: Words, _: Translator) -> Table:
    tags = ("#org", "#staff+caseworkers", "#staff+caseworkers+at_most_25", "#staff+supervisors", "#indicator+ratio")
    columns = [Column(heading, tag) for heading, tag in zip(team_headings(_), tags, strict=True)]
    rows = [team_row(row, _) for _index, row in teams.iterrows()]
    return Table(_("Supervision, {period}", period=view.period), columns, rows, facts(chosen, view, _))


def team_row(row: pd.Series, _: Translator) -> tuple[Value, ...]:
    """An organisation in a file: numbers are numbers, and what the page hides is hidden."""
    if row["staff"] < FEWEST:
        return row["organisation"], _("fewer than three: hidden"), None, None, None
    known = row["at_most_25"] + row["more"] >= FEWEST
    return (
        row["organisation"],
        int(row["caseworkers"]),
        int(row["at_most_25"]) if known else None,
        export.whole(row["supervisors"]),
        _("no supervisor") if row["supervisors"] == 0 else ratio(row),
    )
