"""The tables on access: states, calendar, coverage with and without enclaved zones; shown and exported alike."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, Value
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.queries import coverage_by_access, status_calendar, zone_periods
from dashboard.ui import export
from dashboard.ui.enclaved import INDICATORS, Words, state_names
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

RAINY_MONTHS = range(4, 11)  # April to October
MONTHS = 12  # of the calendar


def place_words(row: dict) -> str:
    """The zone by its own name: a locality before its sub-prefecture, and the name of the other scheme beside it."""
    zone = str(row["zone_name"])
    if pd.notna(row["locality"]):
        zone = f"{row['locality']} ({zone})"
    return zone


def day_words(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def state_table(states: pd.DataFrame, _: Translator) -> pd.DataFrame:
    names = state_names(_)
    rows = []
    for row in states.to_dict("records"):
        state = names[row["status_code"]]
        rows.append(
            (
                plain(place_words(row)),
                plain(row["parent_name"]),
                f"**{state}**" if row["status_code"] == "enclaved" else state,
                day_words(row["since"]),
                _("still") if pd.isna(row["until"]) else day_words(row["until"]),
                *("–" if pd.isna(row[name]) else plain(row[name]) for name in ("season", "cause", "access_mode")),
                "–" if pd.isna(row["children"]) else _.number(int(row["children"])),
                plain(scope_words(row, _)),
            )
        )
    headings = [_("Zone"), _("Prefecture"), _("State"), _("Since"), _("Until"), _("Season"), _("Cause")]
    return pd.DataFrame(rows, columns=[*headings, _("Access mode"), _("Children (0-18)"), _("Told of")])


def scope_words(row: dict, _: Translator) -> str:
    """What exactly the state is told of."""
    if pd.notna(row["locality"]):
        return _("the locality")
    if row["is_inherited"]:
        return _("the whole prefecture")
    return _("a part of {area}", area=row["name"]) if row["is_part"] else _("the zone")


def calendar_months(end: dt.date) -> list[str]:
    """The twelve months that end with that of a day."""
    last = end.year * 12 + end.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(last - MONTHS + 1, last + 1)]


def calendar_table(calendar: pd.DataFrame, months: Sequence[str], _: Translator) -> pd.DataFrame:
    """One row a zone, one column a month: a letter, which a photocopy keeps. The first row says the season."""
    letters = {"enclaved": "**E**", "restricted": "D", "accessible": "A"}
    headings = [f"{month[5:]}/{month[2:4]}" for month in months]
    seasons = [_("rains") if int(month[5:]) in RAINY_MONTHS else _("dry") for month in months]
    rows = [(_("*Season*"), "", *seasons)]
    for _zone, found in groupby(calendar.to_dict("records"), key=zone_key):
        told = list(found)
        states = {row["month"]: row["status_code"] for row in told}
        cells = (letters[states[month]] if month in states else "?" for month in months)
        rows.append((plain(place_words(told[0])), plain(told[0]["parent_name"]), *cells))
    return pd.DataFrame(rows, columns=[_("Zone"), _("Prefecture"), *headings])


def zone_key(row: dict) -> tuple[str, str, str]:
    """What tells the zones of the calendar apart, in the order of its rows."""
    return str(row["pcode"]), str(row["zone_name"]), "" if pd.isna(row["locality"]) else str(row["locality"])


def show_calendar(warehouse: Warehouse, chosen: Zones, _: Translator) -> None:
    end = zone_periods(warehouse).set_index("period").loc[chosen.period, "end_date"]
    months = calendar_months(end)
    calendar = status_calendar(warehouse, chosen.scheme, months[0], months[-1])
    if calendar.empty:
        st.info(_("Nothing is told of access in these twelve months."))
        return
    show(calendar_table(calendar, months, _), alt=_("State of each zone, month by month"))
    st.caption(calendar_signs(_))


def show_coverage(warehouse: Warehouse, chosen: Zones, basis: pd.Series | None, view: Words, _: Translator) -> None:
    lines = coverage_by_access(warehouse, chosen)
    if lines.empty:
        st.info(_("Nothing is told of services in this period: coverage is not known."))
        return
    show(coverage_table(lines, _), alt=_("Coverage of the service in enclaved zones and in the others"))
    told = [_("Services are never added up: the same child is counted in each.")]
    others = lines[lines["access"] == "others"]
    if len(others) and int(others["areas_untold"].iloc[0]):
        untold = int(others["areas_untold"].iloc[0])
        told.append(
            _.plural(
                "Of {number} of the others nothing is told: it may be cut off too.",
                "Of {number} of the others nothing is told: they may be cut off too.",
                untold,
            )
        )
    st.caption(" ".join(told))
    content = exported_coverage(lines, chosen, basis, view, _)
    export.table(content, file_name("couverture_acces", chosen, view), _, "coverage")


def calendar_signs(_: Translator) -> str:
    return _(
        "**E**: enclaved on one day of the month at least. D: difficult access. A: accessible. ?: nothing told, which "
        "is not “accessible”. Rains: April to October."
    )


def line_names(_: Translator) -> dict[str, str]:
    return {
        "all": _("All sub-prefectures"),
        "enclaved": _("Enclaved or of difficult access"),
        "in_part": _("So in a part only"),
        "others": _("The others"),
    }


def coverage_table(lines: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One service with and without the enclaved zones; what is unknown stands apart from what is not there."""
    names = line_names(_)
    rows = []
    for row in lines.to_dict("records"):
        counted = (row[f"areas{part}"] for part in ("", "_functional", "_without", "_unknown"))
        rows.append(
            (
                f"**{names[row['access']]}**" if row["access"] == "all" else names[row["access"]],
                *(_.number(int(number)) for number in counted),
                *(children_words(row, part, _) for part in ("functional", "without", "unknown")),
                share_without(row, _),
            )
        )
    return pd.DataFrame(rows, columns=coverage_headings(_))


def coverage_headings(_: Translator) -> list[str]:
    return [
        _("Access"),
        _("Sub-prefectures"),
        _("With a functional site"),
        _("Without any"),
        _("Not known"),
        _("Children where functional"),
        _("Children without"),
        _("Children where not known"),
        _("Share of children without"),
    ]


def children_of(row: dict, part: str) -> int | None:
    """0 where no area is so; None where areas are so and nobody knows their children."""
    if pd.notna(row[f"children_{part}"]):
        return int(row[f"children_{part}"])
    return None if row[f"areas_{part}"] else 0


def children_words(row: dict, part: str, _: Translator) -> str:
    children = children_of(row, part)
    return "–" if children is None else _.number(children)


def rate_without(row: dict) -> float | None:
    """Of the children of the areas where the functioning is known."""
    served, without = children_of(row, "functional"), children_of(row, "without")
    return None if served is None or without is None or not served + without else without / (served + without)


def share_without(row: dict, _: Translator) -> str:
    rate = rate_without(row)
    return "–" if rate is None else _.share(rate)


def exported_coverage(lines: pd.DataFrame, chosen: Zones, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    names = line_names(_)
    tags = ("#access", "#adm2+num", "#adm2+functional+num", "#adm2+without+num", "#adm2+unknown+num",
            "#population+children+functional", "#population+children+without", "#population+children+unknown",
            "#indicator+without+pct")  # fmt: skip
    rows: list[list[Value]] = []
    for row in lines.to_dict("records"):
        rate = rate_without(row)
        rows.append(
            [
                names[row["access"]],
                *(int(row[f"areas{part}"]) for part in ("", "_functional", "_without", "_unknown")),
                *(children_of(row, part) for part in ("functional", "without", "unknown")),
                None if rate is None else round(100 * rate, 1),
            ]
        )
    columns = [Column(heading, tag) for heading, tag in zip(coverage_headings(_), tags, strict=True)]
    title = _("{service} with and without enclaved zones, {period}", service=view.service, period=view.period)
    return Table(title, columns, rows, facts(chosen, basis, view, _))


def exported_states(states: pd.DataFrame, chosen: Zones, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    names = state_names(_)
    columns = (
        Column(_("P-code"), "#adm2+code"),
        Column(_("Sub-prefecture"), "#adm2+name"),
        Column(_("Prefecture"), "#adm1+name"),
        Column(_("Zone"), "#loc+name"),
        Column(_("State"), "#access+status"),
        Column(_("Since"), "#date+start"),
        Column(_("Until"), "#date+end"),
        Column(_("Season"), "#season"),
        Column(_("Cause"), "#cause"),
        Column(_("Access mode"), "#access+mode"),
        Column(_("Children (0-18)"), "#population+children"),
        Column(_("Told of"), "#meta+scope"),
        Column(_("Source"), "#meta+source"),
    )
    rows = [
        (
            row["pcode"],
            row["name"] if row["level"] == "adm2" else None,
            row["parent_name"],
            place_words(row),
            names[row["status_code"]],
            f"{row['since']:%Y-%m-%d}",
            None if pd.isna(row["until"]) else f"{row['until']:%Y-%m-%d}",
            *(None if pd.isna(row[name]) else str(row[name]) for name in ("season", "cause", "access_mode")),
            None if pd.isna(row["children"]) else int(row["children"]),
            scope_words(row, _),
            None if pd.isna(row["source"]) else str(row["source"]),
        )
        for row in states.to_dict("records")
    ]
    title = _("Access of zones, {period}", period=view.period)
    return Table(title, columns, rows, facts(chosen, basis, view, _))


def facts(chosen: Zones, basis: pd.Series | None, view: Words, _: Translator) -> export.Facts:
    """What a reader of a file needs to judge it."""
    return [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({chosen.service})"),
        *export.asked(chosen, view, _),
        (_("Source"), _("access and pooled means loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
        export.caveats(basis, INDICATORS, chosen.scheme, _),
    ]


def file_name(what: str, chosen: Zones, view: Words) -> str:
    return export.file_name(view.is_demo, what, chosen.service, chosen.period, chosen.scheme)
