"""What the page on one indicator asks, and the words of what it shows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.filters import Indicators
from dashboard.language import Translator
from dashboard.queries import build_information, indicator_parts, indicator_periods, listed_indicators
from dashboard.reading import FEW, KNOWN, kind_of
from dashboard.ui import filters
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

FIRST = ("COV-05", "COV-01")  # what the page opens with, as far as there is a number
PERCENT = 100


@dataclass(frozen=True)
class Words(View):
    """The words of one view of one part of an indicator."""

    indicator: str
    component: str
    level: str
    unit: str
    factor: float | None
    rule: str
    minimum: int

    @property
    def narrowed(self) -> Sequence[str]:
        return tuple(word for word in (self.indicator, self.component, self.period, self.scheme) if word)

    @property
    def is_percent(self) -> bool:
        return self.factor == PERCENT


def choose(warehouse: Warehouse, _: Translator) -> Indicators | None:
    """Indicator, part, kind of period, period and level; None where nothing is told of any."""
    told = indicator_periods(warehouse)
    listed = listed_indicators(warehouse)
    names = {
        row["indicator_id"]: f"{row['indicator_id']} – {row[f'title_{_.language}']}"
        for row in listed[listed["indicator_id"].isin(told["indicator_id"])].to_dict("records")
    }
    if not names:
        return None
    known = told[told["is_known"]]["indicator_id"]
    usual = next((code for code in (*FIRST, *names) if (known == code).any()), next(iter(names)))
    indicator = filters.select("indicator", _("Indicator"), names, usual, _)
    told = told[told["indicator_id"] == indicator]
    component = choose_part(warehouse, indicator, told, _)
    told = told[told["component"].fillna("") == component]
    kinds = {code: name for code, name in kind_names(_).items() if (told["period"].map(kind_of) == code).any()}
    kind = filters.select("kind", _("By"), kinds, "quarter" if "quarter" in kinds else next(iter(kinds)), _)
    told = told[told["period"].map(kind_of) == kind]
    period = filters.choose_period({code: _.period(code) for code in told["period"]}, _)
    scheme = str(told.set_index("period").loc[period, "scheme"] or filters.default_scheme(warehouse))
    levels = list(listed.set_index("indicator_id").loc[indicator, "levels"])
    areas = {code: name for code, name in filters.level_names(_, scheme).items() if code in levels}
    level = filters.select("level", _("Level"), areas, "adm1", _) if areas else "adm1"
    return Indicators(indicator, component, kind, period, scheme, level)


def choose_part(warehouse: Warehouse, indicator: str, told: pd.DataFrame, _: Translator) -> str:
    """The code of one part of the indicator; empty where it has none."""
    parts = indicator_parts(warehouse).query("indicator_id == @indicator and component.notna()")
    known = parts[parts["component"].isin(told["component"])]
    if known.empty:
        return ""
    names = {row["component"]: part_name(row, _) for row in known.to_dict("records")}
    with_number = told[told["is_known"]]["component"]
    usual = next((code for code in names if (with_number == code).any()), next(iter(names)))
    return filters.select("component", _("Part"), names, usual, _)


def part_name(row: dict, _: Translator) -> str:
    title = row[f"title_{_.language}"]
    return str(row["component"]) if pd.isna(title) else str(title)


def kind_names(_: Translator) -> dict[str, str]:
    return {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}


def words(warehouse: Warehouse, chosen: Indicators, _: Translator) -> Words:
    information = build_information(warehouse)
    row = listed_indicators(warehouse).set_index("indicator_id").loc[chosen.indicator]
    part = part_of(indicator_parts(warehouse), chosen.indicator, chosen.component)
    return Words(
        indicator=f"{row[f'title_{_.language}']} ({chosen.indicator})",
        component=part_name(part, _) if chosen.component else "",
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        level=filters.level_names(_, chosen.scheme)[chosen.level],
        unit=str(row[f"unit_{_.language}"]),
        factor=None if pd.isna(part["factor"]) else float(part["factor"]),
        rule=str(part["rule"]),
        minimum=int(row["minimum"]),
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def part_of(parts: pd.DataFrame, indicator: str, component: str) -> dict:
    """The rule, the factor and the titles of a part of an indicator."""
    found = parts[(parts["indicator_id"] == indicator) & (parts["component"].fillna("") == component)]
    if found.empty:  # the parts of a median are its brackets
        found = parts[parts["indicator_id"] == indicator]
    return found.iloc[0].to_dict()


def number_words(value: float, is_percent: bool, _: Translator) -> str:
    """A value in its language, as finely as it is worth reading."""
    if is_percent:
        return _.share(value / PERCENT)
    digits = 0 if value == round(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return _.number(round(value, digits) if digits else round(value))


def value_cell(row: dict | pd.Series, is_percent: bool, _: Translator) -> str:
    """A value, or why there is none."""
    if row["state"] == KNOWN:
        return number_words(float(row["value"]), is_percent, _)
    return _("too few") if row["state"] == FEW else _("no data")


def of_words(row: dict | pd.Series, _: Translator) -> str:
    """What a ratio is of, as two numbers; empty for a count."""
    numerator, denominator = row["numerator"], row["denominator"]
    if pd.isna(denominator):
        return ""
    if pd.isna(numerator):
        return _("of {number}", number=_.number(rounded(denominator)))
    return f"{_.number(rounded(numerator))} / {_.number(rounded(denominator))}"


def rounded(number: float) -> float:
    return round(number) if math.isclose(number, round(number)) else round(number, 1)


def difference_words(now: dict | pd.Series, before: dict | pd.Series | None, is_percent: bool, _: Translator) -> str:
    """How far from the same season last year: in points of a percentage, else in its own unit; a dash where unknown."""
    if before is None or now["state"] != KNOWN or before["state"] != KNOWN:
        return "–"
    difference = float(now["value"]) - float(before["value"])
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else "±"
    size = abs(difference)
    if is_percent:
        return _("{sign}{number} points", sign=sign, number=_.number(round(size, 1)))
    return f"{sign}{number_words(size, False, _)}"
