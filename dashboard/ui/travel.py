"""What is said of journeys on every page that measures them: seasons, durations, and how they were computed."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.ui.tables import plain

ROAD_NETWORK = "road_network"


def season_names(_: Translator) -> dict[str, str]:
    return {"rainy": _("Rainy season"), "dry": _("Dry season")}


def duration(minutes: float) -> str:
    """Hours and minutes, the same in both languages: "45 min", "1 h", "3 h 05"; on one line."""
    hours, rest = divmod(round(minutes), 60)
    words = f"{rest} min" if not hours else f"{hours} h {rest:02}" if rest else f"{hours} h"
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def state_words(status: str, _: Translator) -> str:
    """The four ways of having a travel time, or none."""
    names = {
        "computed": _("computed"),
        "unreachable": _("out of reach by road"),
        "not_applicable": _("not applicable: nobody lives there"),
        "no_data": _("no data"),
    }
    return names[status]


def time_cell(minutes: float, status: str, _: Translator) -> str:
    if status == "computed":
        return duration(minutes)
    return {"unreachable": _("**out of reach**"), "not_applicable": _("n/a"), "no_data": _("no data")}[status]


def method_words(method: pd.Series, _: Translator) -> str:
    """How times were computed, in the few words that go with a figure."""
    if method["method"] == ROAD_NETWORK:
        return _("road network {file}", file=method["file"])
    return _("great circle × detour factor {detour}: estimate", detour=_.number(float(method["detour"])))


def method_sentence(method: pd.Series, _: Translator) -> str:
    """What the few words stand for: speeds, points of departure, and what is not known."""
    if method["method"] == ROAD_NETWORK:
        speeds = _("By vehicle on the roads of the file, at the speeds of data/reference/road_speeds.csv.")
    else:
        speeds = _(
            "By vehicle, at {dry} km/h in the dry season and {rainy} km/h in the rains (assumptions).",
            dry=_.number(float(method["kmh_dry"])),
            rainy=_.number(float(method["kmh_rainy"])),
        )
    origin = _("All the children of a sub-prefecture are taken to live in its chief town, else at its centre.")
    limits = _("Kilometres are as the crow flies. Insecurity and escorts are not counted.")
    return f"{speeds} {origin} {limits}"


def nothing_words(areas: pd.DataFrame, _: Translator) -> str:
    """Why no distance is told of a service: what is listed without being known to work is not the same as nothing."""
    if (areas["status"] == "present").any():
        return _(
            "This service is present in {number} sub-prefectures, but none of its sites is confirmed as functional, "
            "with coordinates, in this period: how far it is, nobody can say. Load the state of its sites and the day "
            "of their verification (python -m etl template service_sites).",
            number=int((areas["status"] == "present").sum()),
        )
    return _(
        "No functional site of this service has coordinates in this period: how far it is, nobody can say. "
        "Load a directory of sites with their coordinates (python -m etl template service_sites)."
    )


def say_problem(method: pd.Series, _: Translator) -> None:
    """Roads were given and could not serve: whoever gave them must not believe that they did."""
    reasons = {
        "roads_unreadable": _("it cannot be read"),
        "roads_too_large": _("it is too large"),
        "roads_without_lines": _("it holds no line"),
        "roads_without_position": _("its coordinates are no degrees"),
    }
    if pd.notna(method["problem"]):
        st.warning(
            _(
                "The file of roads “{file}” was not used: {reason}. Times are estimated from straight lines.",
                file=plain(method["file"]),
                reason=reasons[method["problem"]],
            )
        )


def text_or_none(text: object) -> str | None:
    return None if pd.isna(text) else str(text)


def origin_words(kind: str, town: object, _: Translator) -> str:
    return str(town) if kind == "chief_town" else _("centre of the area")
