"""The indicators of a place beside the country's and last year's, and of whom."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Indicators, Place
from dashboard.language import Translator
from dashboard.queries import indicator_parts, listed_indicators, place_values
from dashboard.reading import NO_DATA, extremes, kind_of, read, with_values, year_before
from dashboard.ui import context, export, filters, indicator, indicator_whom
from dashboard.ui.extremes import between_words, is_mean, some_names
from dashboard.ui.indicator import PERCENT, difference_words, of_words, part_name, value_cell
from dashboard.ui.indicator_view import number
from dashboard.ui.method_list import domain_names
from dashboard.ui.place import Words
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse


def told(warehouse: Warehouse, place: Place, _: Translator) -> pd.DataFrame:
    """One row a part of an indicator that is told of the place: indicator_id, component, title, factor, and here,
    before and country: each a row of value, state, numerator and denominator, or None; and areas: the prefectures of
    the period (name, value, state), none where the country's value is a count."""
    found = place_values(warehouse, place)
    parts = indicator_parts(warehouse)
    listed = listed_indicators(warehouse).set_index("indicator_id")
    rows = []
    for part in parts.to_dict("records"):
        same = found[
            (found["indicator_id"] == part["indicator_id"])
            & (found["component"].fillna("") == ("" if pd.isna(part["component"]) else part["component"]))
        ]
        of_it = listed.loc[part["indicator_id"]]
        factor = None if pd.isna(part["factor"]) else float(part["factor"])
        minimum = int(of_it["minimum"])
        ours = same[(same["pcode"] == place.pcode) | (same["level"] == "country")]
        here = one(ours, place.level, place.period, part["rule"], factor, minimum)
        if here is None:
            continue
        title = of_it[f"title_{_.language}"]
        rows.append(
            {
                "indicator_id": part["indicator_id"],
                "component": "" if pd.isna(part["component"]) else part["component"],
                "title": title,
                "part": "" if pd.isna(part["component"]) else part_name(part, _),
                "factor": factor,
                "here": here,
                "before": one(ours, place.level, year_before(place.period), part["rule"], factor, minimum),
                "country": one(ours, "country", place.period, part["rule"], factor, minimum),
                "areas": prefectures(same, place.period, part["rule"], factor, minimum),
            }
        )
    return pd.DataFrame(rows)


def one(rows: pd.DataFrame, level: str, period: str, rule: str, factor: float | None, minimum: int) -> dict | None:
    found = rows[(rows["level"] == level) & (rows["period"] == period)]
    if found.empty:
        return None
    row = found.iloc[0].to_dict()
    value, state = read(row["numerator"], row["denominator"], rule, factor, minimum)
    return row | {"value": value, "state": state}


def prefectures(rows: pd.DataFrame, period: str, rule: str, factor: float | None, minimum: int) -> pd.DataFrame:
    """Between which of them the country's mean lies; a count is no mean, and has none."""
    found = with_values(rows[(rows["level"] == "adm1") & (rows["period"] == period)], rule, factor, minimum)
    return found if is_mean(rule, factor) else found.iloc[:0]


def show_indicators(warehouse: Warehouse, place: Place, values: pd.DataFrame, view: Words, _: Translator) -> None:
    """The indicators of one domain, which the reader chooses."""
    st.subheader(_("Indicators"), anchor=False)
    if values.empty:
        st.markdown(_("No indicator is told of this place in this period and boundary scheme."))
        return
    domain = values["indicator_id"].str.partition("-")[0]
    names = {code: name for code, name in domain_names(_).items() if (domain == code).any()}
    is_silent = values.apply(says_nothing, axis=1)
    usual = next((code for code in names if (domain[~is_silent] == code).any()), next(iter(names)))
    chosen = filters.choice("domain", _("Domain"), names, usual, _)
    shown = values[(domain == chosen) & ~is_silent]
    if not shown.empty:
        show_table(shown, view, _)
    say_silent(values[(domain == chosen) & is_silent], set(shown["indicator_id"]), _)


def says_nothing(row: pd.Series) -> bool:
    """Whether there is no number of it here, last year or in the country: too few to be told is something."""
    return all(row[name] is None or row[name]["state"] == NO_DATA for name in ("here", "before", "country"))


def say_silent(values: pd.DataFrame, shown: set[str], _: Translator) -> None:
    """What has no number at all, in a line: it is not left out, and takes no page.

    shown: indicators of which other parts stand in the table.
    """
    if values.empty:
        return
    names = [
        _("other parts of {indicator}", indicator=code) if code in shown else f"{title} ({code})"
        for code, title in values.drop_duplicates("indicator_id")[["indicator_id", "title"]].itertuples(index=False)
    ]
    st.caption(_("No data here, a year before or in the country: {indicators}.", indicators=plain("; ".join(names))))


def show_table(shown: pd.DataFrame, view: Words, _: Translator) -> None:
    """One row a part that has a number here, a year before or in the country."""
    former = shown["indicator_id"].shift()
    rows = [
        (
            "" if row["indicator_id"] == before else plain(f"{row['title']} ({row['indicator_id']})"),
            plain(row["part"]),
            value_cell(row["here"], row["factor"] == PERCENT, _),
            of_words(row["here"], _),
            "–" if row["before"] is None else value_cell(row["before"], row["factor"] == PERCENT, _),
            difference_words(row["here"], row["before"], row["factor"] == PERCENT, _),
            "–" if row["country"] is None else value_cell(row["country"], row["factor"] == PERCENT, _),
            plain(between_words(row["areas"], row["factor"] == PERCENT, _)),
        )
        for row, before in zip(shown.to_dict("records"), former, strict=True)
    ]
    columns = [_("Indicator"), _("Part"), view.name, _("Of"), _("Same season last year"), _("Difference"), _("Country")]
    columns.append(_("Lowest and highest prefecture"))
    table = pd.DataFrame(rows, columns=columns)
    if not (shown["part"] != "").any():
        table = table.drop(columns=_("Part"))
    show(table, alt=_("Indicators of {place}", place=view.name))


def of_whom(warehouse: Warehouse, place: Place, values: pd.DataFrame, view: Words, _: Translator) -> None:
    """One indicator of the place by sex, age and disability: those that are told by any."""
    listed = listed_indicators(warehouse).set_index("indicator_id")
    by = [len(listed.loc[code, "dimensions"]) > 0 for code in values["indicator_id"]] if len(values) else []
    known = values[by] if len(values) else values
    if known.empty or not context.reader().is_coordinator:
        return
    names = {
        f"{row['indicator_id']}.{row['component']}".rstrip("."): " – ".join(
            filter(None, (row["indicator_id"], row["title"], row["part"]))
        )
        for row in known.to_dict("records")
    }
    code = filters.select_here("of", _("By sex, age and disability"), names, next(iter(names)), _)
    indicator_id, _point, component = code.partition(".")
    asked = Indicators(indicator_id, component, kind_of(place.period), place.period, place.scheme, place.level)
    indicator_whom.show_parts(
        warehouse, asked, indicator.words(warehouse, asked, _), _, level=place.level, pcode=place.pcode
    )


def exported(values: pd.DataFrame, view: Words, facts: export.Facts, _: Translator) -> Table:
    """All indicators of the place, of every domain."""
    columns = (
        Column(_("Code"), "#indicator+code"),
        Column(_("Part"), "#indicator+component"),
        Column(_("Indicator"), "#indicator+name"),
        Column(_("Value"), "#indicator+value+num"),
        Column(_("State"), "#status"),
        Column(_("Numerator"), "#indicator+numerator+num"),
        Column(_("Denominator"), "#indicator+denominator+num"),
        Column(_("Same season last year"), "#indicator+before+num"),
        Column(_("Country"), "#indicator+country+num"),
        Column(_("Lowest value"), "#indicator+lowest+num"),
        Column(_("Lowest prefecture"), "#adm1+name+lowest"),
        Column(_("Highest value"), "#indicator+highest+num"),
        Column(_("Highest prefecture"), "#adm1+name+highest"),
    )
    states = {"known": _("known"), "few": _("too few"), "no_data": _("no data")}
    rows = [
        (
            row["indicator_id"],
            row["part"],
            row["title"],
            number(row["here"]["value"]),
            states[row["here"]["state"]],
            number(row["here"]["numerator"]),
            number(row["here"]["denominator"]),
            *(None if row[name] is None else number(row[name]["value"]) for name in ("before", "country")),
            *(cell for end in extremes(row["areas"]) for cell in end_cells(end, _)),
        )
        for row in values.to_dict("records")
    ]
    return Table(_("Sheet of {place}, {period}", place=view.name, period=view.period), columns, rows, facts)


def end_cells(areas: pd.DataFrame, _: Translator) -> tuple[float | None, str | None]:
    """The value that the areas share, and their names."""
    return (None, None) if areas.empty else (number(areas["value"].iloc[0]), some_names(areas, _))
