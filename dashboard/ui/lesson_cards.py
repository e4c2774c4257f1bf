"""Lessons as cards: all alike, whether the lesson is that something worked or that it did not."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.ui import lesson_words
from dashboard.ui.lesson_words import COLOURS, Names, result_names
from dashboard.ui.tables import plain


def card(row: dict, names: Names, _: Translator, why: str = "") -> None:
    """One lesson; ``why`` says what it has to do with the gap beside it. Two texts: a page may hold thirty cards."""
    badges = [
        badge(result_names(_)[row["result_kind"]], COLOURS[row["result_kind"]]),
        badge(lesson_words.about(row, names, _), "blue"),
        *([badge(names.contexts[row["context_code"]], "gray")] if pd.notna(row["context_code"]) else []),
    ]
    told = [
        *([_("**Why here:** {why}", why=plain(why))] if why else []),
        f"**{plain(row['title'])}**",
        " ".join(badges),
        _("**Tried.** {text}", text=plain(row["tried"])),
        _("**What came of it.** {text}", text=plain(row["result"])),
    ]
    about = _("Indicators: {indicators}", indicators=lesson_words.indicators(row, names))
    with st.container(border=True, gap="small", height="stretch"):
        st.markdown("\n\n".join(told))
        st.caption("\n\n".join(map(plain, [origin(row, _), *([about] if pd.notna(row["indicators"]) else [])])))


def badge(words: str, colour: str) -> str:
    return f":{colour}-badge[{plain(words)}]"


def origin(row: dict, _: Translator) -> str:
    """Who, where, when, and who used it again."""
    who, where, day = row["organisation"], lesson_words.place(row, _), _.day(row["lesson_date"])
    return f"{who} · {where} · {day} · {lesson_words.reuse(row, _)}"


def columns_of(rows: list[dict], names: Names, _: Translator) -> None:
    """Two columns of cards, the first row first; under each other on a telephone."""
    for pair in (rows[start : start + 2] for start in range(0, len(rows), 2)):
        for place, row in zip(st.columns(2, gap="small"), pair, strict=False):
            with place:
                card(row, names, _)
