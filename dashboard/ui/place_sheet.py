"""The sheet of a place to print: its map, services, referrals and headline indicators on A4, in black and white."""

from datetime import UTC, datetime

import pandas as pd

from dashboard.figures.basket_map import around, basket_classes, classes
from dashboard.figures.printed_map import PrintedMap
from dashboard.figures.printed_sheet import PrintedSheet, PrintedTable, printed_sheet
from dashboard.filters import Place
from dashboard.geometry import drawn
from dashboard.language import Translator
from dashboard.queries import boundaries_in_use, place_areas, services
from dashboard.ui import basket as basket_words
from dashboard.ui import context, coverage, export
from dashboard.ui import place_referrals as referrals
from dashboard.ui.extremes import between_words
from dashboard.ui.indicator import PERCENT, of_words, value_cell
from dashboard.ui.place import Words, figures
from dashboard.ui.place_services import inside, of_basket
from dashboard.ui.tables import unmarked
from dashboard.warehouse import Warehouse


def offer(
    warehouse: Warehouse,
    place: Place,
    facts: pd.Series,
    pairs: pd.DataFrame,
    values: pd.DataFrame,
    view: Words,
    _: Translator,
) -> None:
    """The button that makes the sheet; facts, pairs and values are those of the page."""
    is_internal = context.reader().is_coordinator  # now: a file is made outside of any run, where nobody reads

    def made() -> bytes:
        return printed_sheet(sheet_of(warehouse, place, facts, pairs, values, is_internal, view, _))

    name = export.file_name(view.is_demo, place.pcode, place.period, place.scheme, kind="fiche")
    export.download(_("Sheet to print (A4)"), made, f"{name}.html", "text/html")


def sheet_of(
    warehouse: Warehouse,
    place: Place,
    facts: pd.Series,
    pairs: pd.DataFrame,
    values: pd.DataFrame,
    is_internal: bool,
    view: Words,
    _: Translator,
) -> PrintedSheet:
    """``is_internal``: with the counts of the coordination; else with what is published."""
    wanted = of_basket(warehouse)
    parts = inside(pairs, place)
    warnings = [_("FICTITIOUS DATA – demonstration")] if view.is_demo else []
    if is_internal:
        warnings.append(_("Internal: not for a wall"))
    colon = "\N{NO-BREAK SPACE}: " if _.language == "fr" else ": "
    told = " · ".join(
        f"{label}{colon}{value}" + (f" ({detail})" if detail else "")
        for label, value, detail in figures(facts, parts, wanted, _)
    )
    return PrintedSheet(
        title=_("{place}: what is known, {period}", place=view.name, period=view.period),
        warnings=warnings,
        facts=[
            ", ".join(word for word in (view.level, view.parent, view.scheme) if word),
            told,
            _("Edited on {today}.", today=_.day(datetime.now(UTC).date())),
        ],
        picture=None if parts.empty else picture(warehouse, place, pairs, wanted, view, _),
        tables=[
            services_table(parts, warehouse, _),
            referrals_table(warehouse, place, is_internal, _),
            indicators_table(values, view, _),
        ],
        notes=[
            unmarked(basket_words.signs(_)),
            referrals.note(is_internal, _),
            unmarked(coverage.boundaries(warehouse, place.scheme, "adm2", _)[1]),
            view.origin,
        ],
        language=_.language,
    )


def picture(
    warehouse: Warehouse, place: Place, pairs: pd.DataFrame, wanted: frozenset[str], view: Words, _: Translator
) -> PrintedMap | None:
    """The map of the page; None where nobody knows where the place is."""
    areas = place_areas(warehouse, place.scheme).query("level == 'adm2'")
    ours = areas[(areas["parent_pcode"] == place.pcode) | (areas["pcode"] == place.pcode)]
    frame = around(ours["center_lat"], ours["center_lon"])
    if frame is None:
        return None
    known = boundaries_in_use(warehouse).set_index(["scheme", "level"]).loc[(place.scheme, "adm2")]
    geojson = drawn(warehouse, place.scheme, "adm2", str(known["fingerprint"]))
    if geojson is None:
        return None
    return PrintedMap(
        shapes=geojson,
        classes=basket_classes(pairs, wanted).to_dict(),
        names=ours.set_index("pcode")["name"].to_dict(),
        frame=frame,
        legend=(_("Services of the basket that work"), [*classes("0", _("all")), _("not all known")]),
        alt=_("Map of {place} and its surroundings: {names}.", place=view.name, names=", ".join(ours["name"])),
    )


def services_table(parts: pd.DataFrame, warehouse: Warehouse, _: Translator) -> PrintedTable:
    """One row a service, one column a sub-prefecture."""
    named = services(warehouse)
    short = named.set_index("service_code")[f"short_{_.language}"]
    by_place = {name: {row["service_code"]: row for row in rows} for _parent, name, rows in basket_words.by_area(parts)}
    codes = [code for code in named["service_code"] if any(code in rows for rows in by_place.values())]
    names = list(by_place)
    rows = [
        (
            str(short[code]),
            *(basket_words.cell(by_place[name][code], _) if code in by_place[name] else "–" for name in names),
        )
        for code in codes
    ]
    each = 74 // max(len(names), 1)
    return PrintedTable(
        _("Services: what works, what is missing"),
        (_("Service"), *names),
        rows,
        (26, *[each] * len(names)),
        _("Nothing is told of the services of this period."),
    )


def referrals_table(warehouse: Warehouse, place: Place, is_internal: bool, _: Translator) -> PrintedTable:
    heading, found, nothing = referrals.told(warehouse, place, is_internal, _)
    rows = [tuple(map(str, row)) for row in found.itertuples(index=False)]
    sides = len(found.columns) - 1
    return PrintedTable(heading, tuple(found.columns), rows, (40, *[60 // sides] * sides), nothing)


def indicators_table(values: pd.DataFrame, view: Words, _: Translator) -> PrintedTable:
    """The indicators that have no parts: one line each."""
    rows = [
        (
            f"{row['title']} ({row['indicator_id']})",
            value_cell(row["here"], row["factor"] == PERCENT, _),
            of_words(row["here"], _),
            "–" if row["before"] is None else value_cell(row["before"], row["factor"] == PERCENT, _),
            "–" if row["country"] is None else value_cell(row["country"], row["factor"] == PERCENT, _),
            between_words(row["areas"], row["factor"] == PERCENT, _),
        )
        for row in values.to_dict("records")
        if not row["part"]
    ]
    return PrintedTable(
        _("Indicators"),
        (
            _("Indicator"),
            view.name,
            _("Of"),
            _("Same season last year"),
            _("Country"),
            _("Lowest and highest prefecture"),
        ),
        rows,
        (34, 10, 12, 10, 9, 25),
        _("No indicator is told of this place in this period and boundary scheme."),
    )
