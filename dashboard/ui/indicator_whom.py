"""An indicator by sex, age group and disability: how much of it is told first, then its parts, or why not."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd
import streamlit as st

from dashboard.filters import Indicators
from dashboard.language import Translator
from dashboard.queries import indicator_parts_of
from dashboard.reading import GATE, known_share, with_values
from dashboard.ui.case_public import code_name
from dashboard.ui.indicator import Words, of_words, value_cell
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

COUNTRY = "CF"


def dimension_names(_: Translator) -> dict[str, str]:
    return {"sex": _("By sex"), "age_group": _("By age group"), "disability": _("By disability")}


def place_of(code: str) -> tuple[bool, int, str]:
    """Ages by their first year, girls before boys, with a disability before without, the unknown last."""
    first = re.match(r"\d+", code)
    return code == "unknown", int(first[0]) if first else {"girl": 0, "yes": 0}.get(code, 1), code


def show_parts(
    warehouse: Warehouse, chosen: Indicators, view: Words, _: Translator, level: str = "country", pcode: str = COUNTRY
) -> None:
    """Each dimension that the indicator is told by, in one place; nothing where it is told by none."""
    found = indicator_parts_of(warehouse, chosen.indicator, chosen.component, chosen.period, level, pcode)
    if found.empty:
        return
    st.subheader(_("Of whom"), anchor=False)
    st.caption(
        _(
            "Shown where {gate} at least of what is counted tells it (a rule proposed by the working group); what is "
            "not told is a part of its own.",
            gate=_.share(GATE),
        )
    )
    for dimension, label in dimension_names(_).items():
        parts = found[found["dimension"] == dimension]
        if not parts.empty:
            one(parts.rename(columns={"code": dimension}), dimension, label, view, _)


def one(parts: pd.DataFrame, dimension: str, label: str, view: Words, _: Translator) -> None:
    """One dimension: what is told of it, then its parts; only the sentence where too little is."""
    share = known_share(parts, dimension)
    told = "–" if pd.isna(share) else _.share(share)
    if pd.isna(share) or share < GATE:
        st.info(
            _(
                "{dimension}: told of {share} only. Its parts would describe those who tell it, not all: ask for the "
                "template's column to be filled in.",
                dimension=label,
                share=told,
            )
        )
        return
    ordered = parts.sort_values(dimension, key=lambda codes: codes.map(place_of))
    values = with_values(ordered, view.rule, view.factor, view.minimum)
    rows = [
        (plain(code_name(dimension, row[dimension], _)), value_cell(row, view.is_percent, _), of_words(row, _))
        for row in values.to_dict("records")
    ]
    heading = _("{dimension} (told of {share})", dimension=label, share=told)
    show(pd.DataFrame(rows, columns=[heading, view.period, _("Of")]), alt=label)
    if dimension == "age_group" and overlap(parts[dimension]):
        st.caption(
            _("Two systems of brackets stand beside each other and are never added up: their common one is 0-17.")
        )


def overlap(codes: Iterable[str]) -> bool:
    """Whether two brackets share a year."""
    ends = sorted(tuple(map(int, code.split("-"))) for code in codes if re.fullmatch(r"\d+-\d+", code))
    return any(former[1] >= latter[0] for former, latter in pairwise(ends))
