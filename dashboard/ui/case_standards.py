"""Gestion des cas, fifth part: the scorecard of the minimum standards; what is missing is named, never left out."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_measures, case_standards, case_supervision
from dashboard.ui import export, extremes, tables
from dashboard.ui.case_closures import by_reason
from dashboard.ui.case_teams import FEWEST
from dashboard.ui.cases import Words, facts, file_name, is_whole_country, load_cells, pair_cells, part_and_whole
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

PARTS = {"CM-03": "at_most_25"}  # which part of an indicator the scorecard shows


@dataclass(frozen=True)
class Score:
    """A value of the scorecard and what it is of, in words; ``missing`` says what there is not."""

    value: str = "–"
    of: str = "–"
    missing: str = ""


def show(warehouse: Warehouse, chosen: Cases, view: Words, _: Translator) -> None:
    st.subheader(_("Minimum standards (CPMS): scorecard"), anchor=False)
    rows = score_rows(warehouse, chosen, _)
    shown = [tuple(plain(cell) for cell in row) for row in rows]
    tables.show(pd.DataFrame(shown, columns=headings(_)), alt=_("Scorecard by standard"))
    st.caption(
        _(
            "Evidence: V read in a source; D proposed by the project; K general knowledge, to be checked. A target of "
            "grade K is no norm. Standards 21 to 28 are those of the work with other sectors."
        )
    )
    st.caption(_("No colour and no overall score: standards do not add up, and a missing number is not a bad one."))
    tags = ("#meta+standard", "#indicator+name", "#indicator+value", "#indicator+of", "#meta+grade", "#meta+target",
            "#meta+missing", "#adm1+name+extremes")  # fmt: skip
    columns = [Column(heading, tag) for heading, tag in zip(headings(_), tags, strict=True)]
    content = Table(_("Minimum standards, {period}", period=view.period), columns, rows, facts(chosen, view, _))
    export.table(content, file_name("nmpe", chosen, view), _)


def headings(_: Translator) -> list[str]:
    return [
        _("Standard"),
        _("Indicator"),
        _("Value"),
        _("Of"),
        _("Evidence"),
        _("Target"),
        _("What is missing"),
        _("Lowest and highest prefecture"),
    ]


def score_rows(warehouse: Warehouse, chosen: Cases, _: Translator) -> list[tuple[str, ...]]:
    """One row per standard and indicator; a standard without an indicator has a row that says so."""
    scores = own_scores(warehouse, chosen, _)
    names = indicator_names(_)
    pairs = [(code, PARTS.get(code, "")) for code in names]
    places = extremes.by_indicator(warehouse, pairs, chosen.period, chosen.scheme, _)
    rows = []
    for row in case_standards(warehouse, chosen).to_dict("records"):
        standard = f"{row['standard']}. {row[f'title_{_.language}']}"
        if not row["is_title_checked"]:
            standard = _("{standard} (title to be checked)", standard=standard)
        indicator = row["indicator_id"]
        if pd.isna(indicator):
            rows.append(
                (standard, _("no indicator available"), "–", "–", "–", "–", _("an indicator and its source"), "–")
            )
            continue
        is_national = indicator not in scores or is_whole_country(chosen)
        score = scores.get(indicator) or of_catalogue(row, _)
        grade, target = grade_words(row, _)
        rows.append(
            (
                standard,
                f"{indicator} {names[indicator]}",
                score.value,
                score.of,
                grade,
                target,
                score.missing or "–",
                places.get((indicator, PARTS.get(indicator, "")), "–") if is_national else "–",
            )
        )
    return rows


def indicator_names(_: Translator) -> dict[str, str]:
    return {
        "CM-02": _("Care plans within two weeks"),
        "CM-03": _("Caseworkers with at most 25 cases"),
        "CM-04": _("Caseworkers per supervisor"),
        "CM-05": _("Follow-ups on time"),
        "CM-06": _("Cases closed by the plan"),
        "CM-07": _("Improved psychosocial well-being"),
        "MS-01": _("Learning centres that meet all safety criteria"),
        "MS-04": _("Health workers trained in the clinical care of rape"),
    }


def grade_words(row: Mapping, _: Translator) -> tuple[str, str]:
    """The grade of the indicator, and the target with its own."""
    if pd.isna(row["target_fr"]):
        return row["grade"], _("no target")
    target = row[f"target_{_.language}"]
    if row["target_grade"] == "V":
        return row["grade"], f"{target} (V)"
    return row["grade"], _("{target} ({grade}: to be checked)", target=target, grade=row["target_grade"])


def own_scores(warehouse: Warehouse, chosen: Cases, _: Translator) -> dict[str, Score]:
    """The indicators of standard 18 in the view."""
    measures, teams = case_measures(warehouse, chosen), case_supervision(warehouse, chosen)
    reasons = by_reason(measures)
    closed = (reasons.get("formal", 0), sum(reasons.values())) if reasons else None
    return {
        "CM-02": of_pair(part_and_whole(measures, "plan_within_14d", "plan_due"), _),
        "CM-03": of_loads(teams, _),
        "CM-04": of_supervision(teams, _),
        "CM-05": of_pair(part_and_whole(measures, "followup_on_time", "followup_due"), _),
        "CM-06": of_pair(closed, _),
        "CM-07": of_pair(part_and_whole(measures, "wellbeing_improved", "wellbeing_scored"), _),
    }


def of_pair(pair: tuple[int, int] | None, _: Translator) -> Score:
    if pair is None:
        return Score(missing=_("nobody tells it in this view"))
    value, of = pair_cells(pair, _)
    return Score(value, of, _("ten cases at least") if value == "–" else "")


def of_loads(teams: pd.DataFrame, _: Translator) -> Score:
    value, of = load_cells(teams, _)
    if not teams["staff"].sum():
        return Score(missing=_("nobody tells it in this view"))
    return Score(value, of, _("three caseworkers at least") if value == "–" else "")


def of_supervision(teams: pd.DataFrame, _: Translator) -> Score:
    told = teams[teams["supervisors"].notna()]
    caseworkers, supervisors = int(told["caseworkers"].sum()), int(told["supervisors"].sum())
    if told.empty:
        return Score(missing=_("nobody tells it in this view"))
    if caseworkers < FEWEST:
        return Score(missing=_("three caseworkers at least"))
    of = _("{caseworkers} caseworkers, {supervisors} supervisors",
           caseworkers=_.number(caseworkers), supervisors=_.number(supervisors))  # fmt: skip
    return Score(_.number(round(caseworkers / supervisors, 1)) if supervisors else _("no supervisor"), of)


def of_catalogue(row: Mapping, _: Translator) -> Score:
    """An indicator of another sector, as the table of all indicators has it for the country."""
    if pd.isna(row["denominator"]) or pd.isna(row["numerator"]):
        return Score(missing=_("no source of it is loaded"))
    return of_pair((int(row["numerator"]), int(row["denominator"])), _)
