"""Whether two groups are served alike: the ratio of their shares, only where enough are counted and known."""

import pandas as pd
import streamlit as st

from dashboard.equity import LEAST_PART, LEAST_WHOLE, Group, ratio
from dashboard.inclusion import Place, passes
from dashboard.language import Translator
from dashboard.queries import inclusion_completeness, inclusion_equity
from dashboard.ui import tables
from dashboard.ui.inclusion_words import category_names, tool_names
from dashboard.warehouse import Warehouse

PAIRS = {"sex": ("girl", "boy"), "disability": ("yes", "no"), "population_status": ("displaced", "host")}
TOTAL = "*"


def show(source: str, place: Place, warehouse: Warehouse, _: Translator) -> None:
    """One line a question and pair of groups; where it cannot be told, the line says why."""
    heading = _("Are groups served alike?")
    st.markdown(f"**{heading}**")
    found = inclusion_equity(warehouse, source, place)
    least = int(inclusion_completeness(warehouse, source, place)["least_percent"].max())
    found["tool"] = found["tool"].fillna("")
    questions = found[["indicator_id", "tool", "dimension"]].drop_duplicates()
    rows = [
        (*asked(indicator, tool, dimension, source, _), *compared(numbers, PAIRS[dimension], least, _))
        for indicator, tool, dimension in questions.itertuples(index=False, name=None)
        for numbers in [of_question(found, indicator, tool, dimension)]
        # a total alone is told by no group
        if len(numbers) > 1
    ]
    if not rows:
        st.info(_("No question is told by group in this period: fill in sex, disability and population status."))
        return
    columns = [_("Question"), _("Groups"), _("First"), _("Second"), _("Ratio, 95% interval")]
    tables.show(pd.DataFrame(rows, columns=columns), alt=_("Ratios of the shares of two groups"))
    st.caption(
        _(
            "Ratio: the first group's share over the second's; 1 is alike. Interval by the log method (Katz and "
            "others, 1978), told from {whole} counted and {part} with the event in each group, and where the groups of "
            "{least} are known. A difference is no proof of its cause.",
            whole=LEAST_WHOLE,
            part=LEAST_PART,
            least=_.share(least / 100),
        )
    )


def of_question(found: pd.DataFrame, indicator: str, tool: str, dimension: str) -> pd.DataFrame:
    """Parts and wholes by category."""
    is_its = (found["indicator_id"] == indicator) & (found["tool"] == tool) & (found["dimension"] == dimension)
    return found[is_its].set_index("category")[["part", "whole"]]


def asked(indicator: str, tool: str, dimension: str, source: str, _: Translator) -> tuple[str, str]:
    """What is asked, and of which groups."""
    question = question_names(_)[indicator]
    question = f"{question} – {tool_names(_)[tool]}" if tool else question
    names = category_names(dimension, source, _)
    if indicator == "INC-02" and dimension == "sex":
        names = category_names("sex", "cases", _)
    first, second = PAIRS[dimension]
    return question, f"{names[first]} / {names[second]}"


def question_names(_: Translator) -> dict[str, str]:
    return {
        "CM-02": _("Plans within two weeks"),
        "CM-05": _("Follow-ups on time"),
        "REF-02": _("Answered within the deadline"),
        "REF-03": _("Accepted, of those answered"),
        "REF-04": _("Service rendered"),
        "INC-02": _("Children of 2 to 17 with a disability"),
    }


def compared(numbers: pd.DataFrame, pair: tuple[str, str], least: int, _: Translator) -> tuple[str, str, str]:
    """The two shares and their ratio; a dash and the reason where it is not told."""
    one, other = (group(numbers, code) for code in pair)
    total = int(numbers.loc[TOTAL, "whole"])
    known = total - group(numbers, "unknown").whole
    if not passes(known, total, least):
        return "–", "–", _("group known of {share} only", share=_.share(known / total))
    found = ratio(one, other)
    if found is None:
        return "–", "–", _("too few to tell")
    said = {
        "ratio": _.number(round(found.value, 2)),
        "low": _.number(round(found.low, 2)),
        "high": _.number(round(found.high, 2)),
    }
    words = (
        _("{ratio} ({low} to {high}): they differ", **said)
        if found.is_apart
        else _("{ratio} ({low} to {high}): chance may explain it", **said)
    )
    return share_words(one, _), share_words(other, _), words


def group(numbers: pd.DataFrame, code: str) -> Group:
    if code not in numbers.index:
        return Group(0, 0)
    return Group(int(numbers.loc[code, "part"]), int(numbers.loc[code, "whole"]))


def share_words(one: Group, _: Translator) -> str:
    return _("{share} of {total}", share=_.share(one.share), total=_.number(one.whole))
