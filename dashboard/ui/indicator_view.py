"""An indicator now: the country between its lowest and highest places, last year's season, its line, its places."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.indicator_series import Mark, Panel, national_line, small_multiples
from dashboard.filters import Indicators
from dashboard.language import Translator
from dashboard.queries import indicator_series, listed_indicators
from dashboard.reading import FEW, KNOWN, extremes, with_values, year_before
from dashboard.ui import export, filters
from dashboard.ui.extremes import some_names
from dashboard.ui.indicator import PERCENT, Words, difference_words, number_words, of_words, value_cell
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

SHOWN = 13  # periods of a line: a year of months and the same month before it
NO_TOOLBAR = {"displayModeBar": False}


def series(warehouse: Warehouse, chosen: Indicators, view: Words) -> pd.DataFrame:
    """The values of the country and the areas in the last periods up to the chosen one, each with its state."""
    found = indicator_series(warehouse, chosen)
    periods = sorted({code for code in found["period"] if code <= chosen.period})[-SHOWN:]
    kept = found[found["period"].isin([*periods, year_before(chosen.period)])]
    return with_values(kept, view.rule, view.factor, view.minimum)


def country_in(values: pd.DataFrame, period: str) -> pd.Series | None:
    found = values[(values["level"] == "country") & (values["period"] == period)]
    return None if found.empty else found.iloc[0]


def areas_in(values: pd.DataFrame, period: str, scheme: str) -> pd.DataFrame:
    """The areas of a period, if it is told in the scheme: where it changed, a code is another place."""
    return values[(values["level"] != "country") & (values["period"] == period) & (values["scheme"] == scheme)]


def key_figures(values: pd.DataFrame, chosen: Indicators, view: Words, _: Translator) -> None:
    """The country, the same season last year, and between which places the country's mean lies."""
    left, middle, right = st.columns(3, gap="small")
    now, before = country_in(values, chosen.period), country_in(values, year_before(chosen.period))
    label = _("The country, {period}", period=view.period)
    if now is None:
        explanation = _("This indicator is not told of the whole country: its places alone are compared.")
        key_figure(left, label, "–", explanation=explanation)
    else:
        key_figure(left, label, value_cell(now, view.is_percent, _), detail=of_words(now, _) or None)
    key_figure(
        middle,
        _("A year before ({period})", period=_.period(year_before(chosen.period))),
        "–" if before is None else value_cell(before, view.is_percent, _),
        detail=None if now is None else difference_words(now, before, view.is_percent, _),
    )
    areas = areas_in(values, chosen.period, chosen.scheme)
    if areas.empty:
        return
    key_figure(
        right,
        _("Lowest and highest: {level}", level=view.level.lower()),
        spread_words(areas, view, _),
        explanation=_("A mean hides the places that matter: it is always shown between its lowest and highest."),
    )


def spread_words(areas: pd.DataFrame, view: Words, _: Translator) -> str:
    low, high = extremes(areas)
    if low.empty:
        return "–"
    ends = (number_words(float(found["value"].iloc[0]), view.is_percent, _) for found in (low, high))
    return _("{low} to {high}", **dict(zip(("low", "high"), ends, strict=True)))


def say_extremes(values: pd.DataFrame, chosen: Indicators, _: Translator) -> None:
    """The places of the lowest and of the highest value, by name."""
    areas = areas_in(values, chosen.period, chosen.scheme)
    low, high = extremes(areas)
    if low.empty:
        return
    if len(low) == len(areas[areas["state"] == KNOWN]):
        st.markdown(_("The same value everywhere: {names}.", names=plain(some_names(low, _))))
    else:
        st.markdown(
            _(
                "Lowest: {low}. Highest: {high}.",
                low=f"**{plain(some_names(low, _))}**",
                high=f"**{plain(some_names(high, _))}**",
            )
        )


def say_limits(values: pd.DataFrame, chosen: Indicators, view: Words, _: Translator) -> None:
    """What a reader must know before comparing: few, above the whole, another scheme."""
    areas = areas_in(values, chosen.period, chosen.scheme)
    if few := int((areas["state"] == FEW).sum()):
        st.caption(
            _.plural(
                "{few} area has a denominator under {least}: no ratio is told of it.",
                "{few} areas have a denominator under {least}: no ratio is told of them.",
                few,
                few=few,
                least=_.number(view.minimum),
            )
        )
    if view.is_percent and (values[values["period"] == chosen.period]["value"] > PERCENT).any():
        st.warning(_("A value is above 100%: more than the whole was told. It is shown as it is, not cut off."))
    before = values[values["period"] == year_before(chosen.period)]
    if not before.empty and areas_in(before, year_before(chosen.period), chosen.scheme).empty and not areas.empty:
        st.caption(_("The year before is told in the other boundary scheme: its places are not compared with these."))


def lines(values: pd.DataFrame, warehouse: Warehouse, chosen: Indicators, view: Words, _: Translator) -> None:
    """The country's line, and one small picture a prefecture to one scale."""
    periods = sorted({code for code in values["period"] if code <= chosen.period})
    names = [_.period(code) for code in periods]
    national = of_periods(values[values["level"] == "country"], periods)
    if any(value is not None for value in national):
        st.subheader(_("The country through time"), anchor=False)
        mark = threshold_mark(warehouse, chosen, view, _)
        st.plotly_chart(national_line(names, national, view.unit, mark), config=NO_TOOLBAR, key="national")
    areas = values[(values["level"] == "adm1") & (values["scheme"] == chosen.scheme)]
    if chosen.level != "adm1" or areas.empty:
        return
    st.subheader(_("Place by place, to one scale"), anchor=False)
    st.caption(_("{first} to {last}; dotted, where it is drawn: the country.", first=names[0], last=names[-1]))
    panels = [
        Panel(panel_title(rows, chosen.period, view, _), of_periods(rows, periods))
        for _pcode, rows in areas.sort_values("name").groupby("pcode", sort=False)
    ]
    # a count of the whole country would flatten those of its places
    behind = None if view.factor is None and view.rule in ("sum", "last") else national
    st.plotly_chart(small_multiples(names, panels, behind), config=NO_TOOLBAR, key="multiples")


def panel_title(rows: pd.DataFrame, period: str, view: Words, _: Translator) -> str:
    last = rows[rows["period"] == period]
    value = _("no data") if last.empty else value_cell(last.iloc[0], view.is_percent, _)
    return f"{rows['name'].iloc[0]}<br>{value}"


def of_periods(rows: pd.DataFrame, periods: list[str]) -> list[float | None]:
    """The value of each period; None where there is none."""
    known = rows[rows["state"] == KNOWN].set_index("period")["value"].to_dict()
    return [known.get(period) for period in periods]


def threshold_mark(warehouse: Warehouse, chosen: Indicators, view: Words, _: Translator) -> Mark | None:
    """What values are held against, said for what it is; none where a part has another unit."""
    row = listed_indicators(warehouse).set_index("indicator_id").loc[chosen.indicator]
    if row["threshold_kind"] == "none" or (chosen.component and view.factor != PERCENT):
        return None
    return Mark(
        float(row["threshold_value"]), {"norm": _("norm"), "local": _("local threshold")}[row["threshold_kind"]]
    )


def area_rows(values: pd.DataFrame, chosen: Indicators) -> list[tuple[pd.Series, pd.Series | None]]:
    """Each area of the period, highest first and the unknown last, with the same area a year before."""
    now = areas_in(values, chosen.period, chosen.scheme).sort_values(["value", "name"], ascending=[False, True])
    before = areas_in(values, year_before(chosen.period), chosen.scheme).set_index("pcode")
    return [(row, before.loc[row["pcode"]] if row["pcode"] in before.index else None) for _index, row in now.iterrows()]


def area_table(values: pd.DataFrame, chosen: Indicators, view: Words, _: Translator) -> None:
    pairs = area_rows(values, chosen)
    if not pairs:
        return
    st.subheader(_("Each place"), anchor=False)
    place, parent = filters.place_headings(chosen.level == "adm2", chosen.scheme, _)
    before = _("Same season last year")
    columns = [place, *parent, view.period, _("Of"), before, _("Difference")]
    cells = [
        (
            plain(row["name"]),
            *((plain(row["parent_name"]),) if parent else ()),
            value_cell(row, view.is_percent, _),
            of_words(row, _),
            "–" if former is None else value_cell(former, view.is_percent, _),
            difference_words(row, former, view.is_percent, _),
        )
        for row, former in pairs
    ]
    show(pd.DataFrame(cells, columns=columns), alt=_("{indicator}, place by place", indicator=view.indicator))


def exported(values: pd.DataFrame, chosen: Indicators, view: Words, facts: export.Facts, _: Translator) -> Table:
    """The country and each place: value, numerator, denominator, and last year's value."""
    columns = (
        Column(_("P-code"), "#adm+code"),
        Column(_("Place"), "#adm+name"),
        Column(_("Value"), "#indicator+value+num"),
        Column(_("State"), "#status"),
        Column(_("Numerator"), "#indicator+numerator+num"),
        Column(_("Denominator"), "#indicator+denominator+num"),
        Column(_("Same season last year"), "#indicator+before+num"),
    )
    pairs = area_rows(values, chosen)
    country = country_in(values, chosen.period)
    if country is not None:
        pairs = [(country, country_in(values, year_before(chosen.period))), *pairs]
    states = {KNOWN: _("known"), FEW: _("too few"), "no_data": _("no data")}
    rows = [
        (
            row["pcode"],
            row["name"] if pd.notna(row["name"]) else _("Country"),
            number(row["value"]),
            states[row["state"]],
            number(row["numerator"]),
            number(row["denominator"]),
            None if former is None else number(former["value"]),
        )
        for row, former in pairs
    ]
    return Table(f"{view.indicator}, {view.period}", columns, rows, facts)


def number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
