"""Lessons beside a gap, each with why it is there. Where none speaks of the gap, nothing is drawn."""

from collections.abc import Sequence
from functools import reduce

import pandas as pd

from dashboard import lessons as rules
from dashboard.language import Translator
from dashboard.lessons import Gap, Lesson, Match, Nearness
from dashboard.queries import lesson_nearness, lesson_settings, lesson_severity, lessons
from dashboard.ui import lesson_cards, lesson_words
from dashboard.ui.lesson_words import Names
from dashboard.warehouse import Warehouse


def found(warehouse: Warehouse, period: str, service: str, level: str, scheme: str) -> dict[str, tuple[Match, ...]]:
    """The lessons that speak of a gap of the service, by the p-code of each area; areas without any are left out."""
    register = readable(warehouse, period)
    near = nearness(warehouse, scheme, level) if register else {}
    areas = lesson_settings(warehouse, period, service, level, scheme) if register else pd.DataFrame()
    matched = {}
    for row in areas.to_dict("records"):
        gap = Gap(
            service=service,
            sector=row["sector_code"],
            indicator=row["indicator_id"] if pd.notna(row["indicator_id"]) else None,
            contexts=rules.contexts_of(row["is_enclaved"], "" if pd.isna(row["causes"]) else row["causes"]),
            severity=None if pd.isna(row["phase"]) else int(row["phase"]),
        )
        if best := rules.matches(register, gap, near.get(row["pcode"], {})):
            matched[row["pcode"]] = best
    return matched


def readable(warehouse: Warehouse, period: str) -> list[Lesson]:
    """The register as the rules read it."""
    phases = lesson_severity(warehouse, period).set_index("lesson_id")["phase"].to_dict()
    return [
        Lesson(
            lesson_id=row["lesson_id"],
            service=row["service_code"] if pd.notna(row["service_code"]) else None,
            sectors=frozenset(lesson_words.codes(row["sectors"])),
            context=row["context_code"] if pd.notna(row["context_code"]) else None,
            indicators=frozenset(lesson_words.codes(row["indicators"])),
            drawn_on=row["lesson_date"],
            reuse_count=None if pd.isna(row["reuse_count"]) else int(row["reuse_count"]),
            severity=phases.get(row["lesson_id"]),
        )
        for row in lessons(warehouse).to_dict("records")
    ]


def nearness(warehouse: Warehouse, scheme: str, level: str) -> dict[str, dict[str, Nearness]]:
    """How near each lesson is, by the p-code of the area from which one looks."""
    near: dict[str, dict[str, Nearness]] = {}
    for row in lesson_nearness(warehouse, scheme, level).to_dict("records"):
        km = None if pd.isna(row["km"]) else float(row["km"])
        at = Nearness(row["is_same_area"], row["is_same_prefecture"], km)
        near.setdefault(row["pcode"], {})[row["lesson_id"]] = at
    return near


def show(matches: Sequence[Match], warehouse: Warehouse, _: Translator) -> None:
    """The cards of the lessons that matched, each with why; nothing at all where there is none."""
    register = lessons(warehouse).set_index("lesson_id", drop=False)
    names = lesson_words.names_of(warehouse, _)
    for match in matches:
        row = register.loc[match.lesson.lesson_id].to_dict()
        lesson_cards.card(row, names, _, reasons_words(match, row, names, _))


def words(matches: Sequence[Match], warehouse: Warehouse, _: Translator) -> str:
    """The same as one text, for a file; empty where there is none."""
    register = lessons(warehouse).set_index("lesson_id", drop=False)
    names, results = lesson_words.names_of(warehouse, _), lesson_words.result_names(_)
    told = []
    for match in matches:
        row = register.loc[match.lesson.lesson_id].to_dict()
        what = f"{row['organisation']}, {_.day(row['lesson_date'])}, {results[row['result_kind']]}"
        told.append(f"{row['title']} ({what}): {reasons_words(match, row, names, _)}")
    return " | ".join(told)


def reasons_words(match: Match, row: dict, names: Names, _: Translator) -> str:
    """Why, in the order of the rules: "same service: school; enclaved zone, as here"."""
    said = {
        rules.SERVICE: _("same service: {service}", service=lesson_words.about(row, names, _)),
        rules.SECTOR: _("same sector: {sector}", sector=lesson_words.about(row, names, _)),
        rules.INDICATOR: _("same indicator"),
        "enclaved": _("enclaved zone, as here"),
        "rainy_season": _("cut off by the rains, as here"),
        "insecurity": _("insecurity, as here"),
        rules.SEVERE: _("severity 3 or more, as here"),
        rules.SAME_AREA: _("same area"),
        rules.SAME_PREFECTURE: _("same prefecture"),
        rules.NEAR: _("{km} km away, in a straight line", km="–" if match.km is None else _.number(round(match.km))),
    }
    return reduce(lambda told, more: _("{told}; {more}", told=told, more=more), (said[code] for code in match.reasons))
