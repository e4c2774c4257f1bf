"""The page on lessons: its filters, its figures and its cards."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.ui import filters, lesson_cards
from dashboard.ui.key_figure import key_figure
from dashboard.ui.lesson_words import RESULTS, Names, codes, result_names
from dashboard.warehouse import Warehouse

ALL = "all"


def choose(found: pd.DataFrame, warehouse: Warehouse, names: Names, _: Translator) -> tuple[pd.DataFrame, list[str]]:
    """The lessons that are asked for, and what was asked, in words. Each list holds what some lesson names."""
    results = result_names(_)
    asked = {
        "lesson_service": (_("Service"), _("All services"), named(found["service_code"], names.services)),
        "lesson_sector": (_("Sector"), _("All sectors"), names.sectors),
        "lesson_context": (_("Context"), _("All contexts"), named(found["context_code"], names.contexts)),
        "lesson_adm1": (area_word(warehouse, _), _("Whole country"), prefectures(found)),
        "lesson_result": (_("Did it work?"), _("All results"), named(found["result_kind"], results)),
    }
    chosen = {
        name: filters.select(name, label, {ALL: everything} | known, ALL, _)
        for name, (label, everything, known) in asked.items()
    }
    view = [asked[name][2][code] for name, code in chosen.items() if code != ALL]
    return narrowed(found, chosen), view


def narrowed(found: pd.DataFrame, chosen: dict[str, str]) -> pd.DataFrame:
    """Only the lessons that answer all that is chosen."""
    kept = pd.Series(True, index=found.index)
    columns = {"lesson_service": "service_code", "lesson_context": "context_code", "lesson_result": "result_kind"}
    for name, column in columns.items():
        if chosen[name] != ALL:
            kept &= found[column] == chosen[name]
    if chosen["lesson_sector"] != ALL:
        kept &= found["sectors"].map(lambda text: chosen["lesson_sector"] in codes(text))
    if chosen["lesson_adm1"] != ALL:
        kept &= place_codes(found) == chosen["lesson_adm1"]
    return found[kept]


def named(column: pd.Series, names: dict[str, str]) -> dict[str, str]:
    """The codes that stand in a column, in the order of their names' list."""
    return {code: name for code, name in names.items() if (column == code).any()}


def place_codes(found: pd.DataFrame) -> pd.Series:
    """A prefecture's code with its scheme: one code may stand for two areas."""
    return found["scheme"].str.cat(found["adm1_pcode"], sep=".")


def prefectures(found: pd.DataFrame) -> dict[str, str]:
    known = found.assign(code=place_codes(found)).dropna(subset=["code"]).drop_duplicates("code")
    return known.sort_values("adm1_name").set_index("code")["adm1_name"].to_dict()


def area_word(warehouse: Warehouse, _: Translator) -> str:
    return filters.area_names(_, filters.default_scheme(warehouse))["adm1"]


def key_figures(found: pd.DataFrame, _: Translator) -> None:
    """How many lessons of each result, what failed beside what worked."""
    counts = found["result_kind"].value_counts()
    for place, (code, name) in zip(st.columns(len(RESULTS), gap="small"), result_names(_).items(), strict=True):
        key_figure(place, name, _.number(int(counts.get(code, 0))))


def cards(found: pd.DataFrame, names: Names, _: Translator) -> None:
    if found.empty:
        st.info(_("No lesson is as you ask: widen the filters."))
        return
    st.caption(_("The newest first; what did not work is told like the rest. Each is as its organisation tells it."))
    lesson_cards.columns_of(found.to_dict("records"), names, _)
