"""Between which prefectures a national value lies, by name: a mean hides the places that matter."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.queries import indicator_parts, listed_indicators, told_values
from dashboard.reading import extremes, with_values
from dashboard.ui.indicator import PERCENT, number_words, part_name
from dashboard.ui.tables import and_others, plain
from dashboard.warehouse import Warehouse

NAMED = 3  # places named of those that tie


def some_names(areas: pd.DataFrame, _: Translator) -> str:
    names = sorted(areas["name"].astype(str))
    return ", ".join(names[:NAMED]) + and_others(len(names) - NAMED, _)


def between_words(areas: pd.DataFrame, is_percent: bool, _: Translator) -> str:
    """The lowest and the highest known value, each with its places; a dash where none is known.

    areas: name, value, state (as :func:`dashboard.reading.with_values`), one row a place.
    """
    low, high = extremes(areas)
    if low.empty:
        return "–"
    ends = [f"{number_words(float(end['value'].iloc[0]), is_percent, _)} ({some_names(end, _)})" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else _("{low} to {high}", low=ends[0], high=ends[1])


def is_mean(rule: str, factor: float | None) -> bool:
    """Whether the country's value stands for its places, and is no count of what they have together."""
    return factor is not None or rule not in ("sum", "last")


def by_indicator(
    warehouse: Warehouse, codes: Sequence[tuple[str, str]], period: str, scheme: str | None, _: Translator
) -> dict[tuple[str, str], str]:
    """The words of each indicator and component (empty where it has no parts) that a prefecture tells in the period.

    scheme: None where the page has none; a period is told in one.
    """
    listed, parts = listed_indicators(warehouse).set_index("indicator_id"), indicator_parts(warehouse)
    told = told_values(warehouse, ",".join(dict.fromkeys(code for code, _part in codes)))
    told = told[(told["period"] == period) & (told["level"] == "adm1")]
    told = told if scheme is None else told[told["scheme"] == scheme]
    found = {}
    for part in parts.to_dict("records"):
        code, component = part["indicator_id"], "" if pd.isna(part["component"]) else part["component"]
        rows = told[(told["indicator_id"] == code) & (told["component"].fillna("") == component)]
        if (code, component) not in codes or rows.empty:
            continue
        factor = None if pd.isna(part["factor"]) else float(part["factor"])
        values = with_values(rows, part["rule"], factor, int(listed.loc[code, "minimum"]))
        found[code, component] = between_words(values, factor == PERCENT, _)
    return found


def titles(warehouse: Warehouse, _: Translator) -> dict[tuple[str, str], str]:
    """The name of each indicator and component, with its code."""
    listed = listed_indicators(warehouse).set_index("indicator_id")[f"title_{_.language}"]
    named = {}
    for part in indicator_parts(warehouse).to_dict("records"):
        code, component = part["indicator_id"], "" if pd.isna(part["component"]) else part["component"]
        own = f" – {part_name(part, _)}" if component else ""
        named[code, component] = f"{listed[code]}{own} ({code})"
    return named


def say(warehouse: Warehouse, codes: Sequence[tuple[str, str]], period: str, scheme: str | None, _: Translator) -> None:
    """Under national values: the lowest and the highest prefecture of each that is told of any; nothing where the list
    tells nothing of any."""
    if found := by_indicator(warehouse, codes, period, scheme, _):
        named = titles(warehouse, _)
        say_lines([(named[pair], found[pair]) for pair in codes if pair in found], _)


def say_lines(lines: Sequence[tuple[str, str]], _: Translator) -> None:
    """One line a value: its name, and between which places it lies."""
    known = [(name, places) for name, places in lines if places != "–"]
    if not known:
        st.caption(_("Lowest and highest prefecture: no prefecture has enough to be told here."))
        return
    colon = "\N{NO-BREAK SPACE}:" if _.language == "fr" else ":"
    heading = _("Lowest and highest prefecture")
    told = [f"- {plain(name)}{colon} **{plain(places)}**" for name, places in known]
    st.caption("\n".join([f"{heading}{colon}", "", *told]))
