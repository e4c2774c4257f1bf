"""What the page on evidence asks, and its finding: a difference with its interval, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.evidence import Comparison
from dashboard.figures.evidence_strip import Dots, evidence_strip
from dashboard.filters import Evidence
from dashboard.language import Translator
from dashboard.matching import ALONE, NO_VALUE, UNDECIDED, UNLIKE, Answer, Rules, answer
from dashboard.queries import build_information, evidence_outcomes, evidence_rules, indicator_parts, listed_indicators
from dashboard.ui import filters
from dashboard.ui.indicator import PERCENT, number_words, part_of
from dashboard.ui.key_figure import key_figure
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

NO_TOOLBAR = {"displayModeBar": False, "showTips": False}


@dataclass(frozen=True)
class Words(View):
    """The words and the rules of one comparison."""

    outcome: str
    level: str  # plural: prefectures, sub-prefectures
    is_fine: bool
    scheme_code: str
    row: dict  # of marts.indicators
    part: dict  # its rule and factor
    rules: Rules
    settings: dict[str, float]  # of marts.evidence_rules

    @property
    def narrowed(self) -> Sequence[str]:
        return self.outcome, self.period, self.scheme, self.level

    @property
    def is_percent(self) -> bool:
        return self.part["factor"] == PERCENT


def nothing_told(_: Translator) -> str:
    return _(
        "Nothing can be compared yet: load a 4W whose columns “Modality” and “Other sectors” say which activities are "
        "joint (the template has both)."
    )


def reading(_: Translator) -> str:
    """What stands beside every figure and in every file of this page."""
    return _(
        "Association, not causation: places chose, or were chosen, to work jointly. A difference does not say that "
        "working jointly made it."
    )


def choose(warehouse: Warehouse, _: Translator) -> Evidence | None:
    """Outcome and period; None where no outcome is told of a period whose 4W tells of child protection."""
    told = evidence_outcomes(warehouse)
    listed = listed_indicators(warehouse).set_index("indicator_id")
    told = told[told["indicator_id"].isin(listed.index)]
    if told.empty:
        return None
    names = {code: f"{code} – {listed.loc[code, f'title_{_.language}']}" for code in told["indicator_id"]}
    outcome = filters.select("outcome", _("Outcome compared"), names, next(iter(names)), _)
    told = told[told["indicator_id"] == outcome].drop_duplicates("period").set_index("period")
    period = filters.choose_period({code: _.period(code) for code in told.index}, _)
    return Evidence(outcome, period, str(told.loc[period, "scheme"]), str(told.loc[period, "level"]))


def words(warehouse: Warehouse, chosen: Evidence, _: Translator) -> Words:
    information = build_information(warehouse)
    rules = evidence_rules(warehouse)
    row = listed_indicators(warehouse).set_index("indicator_id", drop=False).loc[chosen.outcome].to_dict()
    return Words(
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        outcome=f"{row[f'title_{_.language}']} ({chosen.outcome})",
        level=filters.level_names(_, chosen.scheme)[chosen.level],
        is_fine=chosen.level == "adm2",
        scheme_code=chosen.scheme,
        row=row,
        part=part_of(indicator_parts(warehouse), chosen.outcome, ""),
        rules=Rules.of(rules),
        settings=rules.set_index("rule")["value"].to_dict(),
    )


def compared(places: pd.DataFrame, view: Words) -> Answer:
    factor = None if pd.isna(view.part["factor"]) else float(view.part["factor"])
    return answer(places, view.rules, view.part["rule"], factor, int(view.row["minimum"]))


def joint_name(_: Translator) -> str:
    return _("With joint activities")


def alone_name(_: Translator) -> str:
    return _("Without joint activities")


def value_words(value: float, view: Words, _: Translator) -> str:
    return number_words(value, view.is_percent, _)


def shift_words(shift: float, view: Words, _: Translator) -> str:
    """A difference with its sign, in points of a percentage, else in the outcome's unit."""
    size = abs(round(shift, 1)) if view.is_percent else abs(round(shift, 2))
    sign = "" if not size else "+" if shift > 0 else "\N{MINUS SIGN}"
    return f"{sign}{_.number(size)}"


def interval_words(found: Comparison, view: Words, _: Translator) -> str:
    ends = {"low": shift_words(found.low, view, _), "high": shift_words(found.high, view, _)}
    return _("{low} to {high} points", **ends) if view.is_percent else _("{low} to {high}", **ends)


def key_figures(found: Answer, comparison: Comparison, view: Words, _: Translator) -> None:
    """Both means, each with its number of places, and their difference with its interval."""
    columns = st.columns(3, gap="small")
    for column, label, is_joint, number in (
        (columns[0], joint_name(_), True, found.joint),
        (columns[1], _("Similar places without"), False, found.alone),
    ):
        places = _.plural("{number} place", "{number} places", number)
        key_figure(column, label, value_words(found.mean(is_joint), view, _), detail=places)
    key_figure(
        columns[2],
        _("Difference (association)"),
        shift_words(comparison.difference, view, _),
        detail=interval_words(comparison, view, _),
        explanation=reading(_),
    )


def finding(found: Comparison, view: Words, _: Translator) -> str:
    """What the interval allows to say, and no more."""
    told = {"share": _.share(found.chance), "confidence": _.number(round(100 * view.rules.confidence))}
    if found.is_apart:
        return _(
            "**They differ by more than chance usually makes**: the {confidence}% interval leaves 0 out; labels drawn "
            "at random differ as much in {share} of the draws. Why, this does not say; and whoever tries many "
            "outcomes and periods meets such a difference by chance too.",
            **told,
        )
    return _(
        "**No difference can be told from chance**: the {confidence}% interval holds 0; labels drawn at random differ "
        "as much in {share} of the draws. That is no proof that there is none.",
        **told,
    )


def strip(found: Answer, view: Words, _: Translator) -> None:
    groups = [dots(found, is_joint, view, _) for is_joint in (True, False)]
    title = _("Association, not causation: one dot a place")
    figure = evidence_strip(groups, title, str(view.row[f"unit_{_.language}"]))
    figure.update_layout(separators=", " if _.language == "fr" else ".,")
    alt = _("{title}. {joint}: {first}; without: {second}.", title=title, joint=joint_name(_),
            first=groups[0].mean_told, second=groups[1].mean_told)  # fmt: skip
    st.plotly_chart(figure, theme=None, config=NO_TOOLBAR, key="evidence", alt=alt)


def dots(found: Answer, is_joint: bool, view: Words, _: Translator) -> Dots:
    places = found.compared
    values = places.loc[places["is_joint"] == is_joint, "value"].tolist()
    mean = found.mean(is_joint)
    name = joint_name(_) if is_joint else alone_name(_)
    return Dots(name, values, mean, value_words(mean, view, _), is_filled=is_joint)


def refuse(found: Answer, view: Words, _: Translator) -> None:
    """Why nothing is compared, and what is missing."""
    if not found.is_few:
        st.warning(
            _("Not compared: so few places can be labelled in so few ways that no interval can be told. Take a longer "
              "period.")
        )  # fmt: skip
        return
    st.warning(
        _(
            "Not compared: {least_joint} similar places with joint activities and {least_alone} without are asked for; "
            "there are {joint} and {alone}. Below that, one place would decide.",
            least_joint=view.rules.least_joint,
            least_alone=view.rules.least_alone,
            joint=found.joint,
            alone=found.alone,
        )
    )


def reasons(_: Translator) -> dict[str, str]:
    """Why a place is not compared, and what would change it."""
    return {
        NO_VALUE: _("the outcome is not told there, or of too few"),
        UNDECIDED: _("nobody says whether its activities are joint, or with whom: fill in both columns of the 4W"),
        UNLIKE: _("its severity or its population is unknown"),
        ALONE: _("no place of the other group is like it in access, severity and population"),
    }
