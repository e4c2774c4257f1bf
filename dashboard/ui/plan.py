"""What the page on the plan asks and says in all its parts: filters, names, shares and key figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.exports import Value
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.queries import build_information, plan_choices, plan_coordination, plan_sectors
from dashboard.ui import context, export, extremes, filters
from dashboard.ui.key_figure import key_figure
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

INDICATORS = ("CO-01", "CO-02", "CO-03", "CO-04")
WHOLE = 1.0  # a share above it is shown as it is, with a warning
NO_TOOLBAR = {"displayModeBar": False}


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page; ``period`` is the plan's year, ``has_4w`` whether the reader sees what the
    4W counts as reached."""

    plan: str
    sector: str
    by_area: str
    has_4w: bool

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.plan, self.sector)


def choose(warehouse: Warehouse, _: Translator) -> Plan | None:
    """The plan, and the sector of the parts that show one; None where no target is loaded."""
    known = plan_choices(warehouse)
    if known.empty:
        return None
    codes = {code_of(row): row for row in known.to_dict("records")}
    named = {code: plan_name(row, _) for code, row in codes.items()}
    row = codes[filters.select("plan", _("Plan"), named, next(iter(named)), _)]
    sectors = plan_sectors(warehouse, str(row["year"]), row["plan"])
    names = sectors.set_index("sector_code")[f"name_{_.language}"].sort_values().to_dict()
    usual = filters.default_sector(names) if names else ""
    sector = filters.select("plan_sector", _("Sector"), names, usual, _) if names else ""
    return Plan(year=str(row["year"]), plan=row["plan"], plan_sector=sector)


def code_of(row: dict) -> str:
    """The year alone for the plan that CO-02 follows; another plan of the year by its name too."""
    return str(row["year"]) if row["is_main"] else f"{row['year']} {row['plan']}"


def plan_name(row: dict, _: Translator) -> str:
    year = str(row["year"])
    name = row["plan"] or _("Plan {year}", year=year)
    return name if year in name else f"{name} ({year})"


def words(warehouse: Warehouse, chosen: Plan, _: Translator) -> Words:
    information = build_information(warehouse)
    named = plan_sectors(warehouse, chosen.year, chosen.plan).set_index("sector_code")[f"name_{_.language}"]
    scheme = filters.default_scheme(warehouse)
    return Words(
        period=chosen.year,
        scheme=scheme,
        plan=plan_name({"year": chosen.year, "plan": chosen.plan}, _),
        sector=str(named.get(chosen.plan_sector, "–")),
        by_area=_("By prefecture") if scheme in filters.SCHEMES else _("By admin1 unit"),
        has_4w=context.reader().is_coordinator,
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def say_nothing_loaded(_: Translator) -> None:
    st.info(
        _(
            "No target of a plan is loaded yet: fill in its template (python -m etl template plan_targets) and build "
            "again."
        )
    )


def share_of(part: float, whole: float) -> float | None:
    """What part of a target was reached; None where one of the two is not told, or there is no target."""
    return None if pd.isna(part) or pd.isna(whole) or not whole else float(part) / float(whole)


def share_words(part: float, whole: float, _: Translator) -> str:
    """The share; in bold letters above 100 %, which is never clipped."""
    share = share_of(part, whole)
    if share is None:
        return "–"
    return f"**{_.share(share)}**" if share > WHOLE else _.share(share)


def number_words(number: float, _: Translator) -> str:
    """A count; words where nobody tells it, which is not 0."""
    return _("no data") if pd.isna(number) else _.number(int(number))


def say_above(names: Sequence[str], _: Translator) -> None:
    """The warning on shares above 100 %."""
    if names:
        st.info(
            _(
                "Above 100%, shown as it is: {names}. More were reached than planned, or other people than those "
                "targeted, or the same ones several times: check.",
                names=", ".join(names),
            )
        )


def say_public(view: Words, _: Translator) -> None:
    """Why a reader of the public file sees no reach of the 4W."""
    if not view.has_4w:
        st.caption(
            _(
                "Reached: what the plan itself has published for the whole country. What the 4W counts is for the "
                "coordination; what is published of it stands by quarter among the published counts."
            )
        )


def key_figures(warehouse: Warehouse, found: pd.DataFrame, chosen: Plan, view: Words, _: Translator) -> None:
    """The sector's reach, as the plan publishes it and as the 4W tells it; money received, and reports on time."""
    places = st.columns(4 if view.has_4w else 3, gap="small")
    sector = found[found["sector_code"] == chosen.plan_sector]
    if not sector.empty:
        row = sector.iloc[0]
        reached = [(_("Reached, by the plan"), "reached_published")]
        if view.has_4w:
            reached.insert(0, (_("Reached, by the 4W"), "reached"))
        for place, (label, column) in zip(places, reached, strict=False):
            key_figure(
                place,
                label,
                bare(share_words(row[column], row["targeted"], _)),
                detail=_(
                    "{part} of {whole} targeted", part=number_words(row[column], _), whole=_.number(row["targeted"])
                ),
                explanation=view.sector,
            )
    told = plan_coordination(warehouse, chosen)
    money = told[(told["indicator_id"] == "CO-03") & (told["component"] == "USD")]
    reports = told[(told["indicator_id"] == "CO-01") & (told["period"] == chosen.year)]
    ratio_figure(
        places[-2],
        _("Funding received"),
        money,
        millions(money, _),
        _("Of what all sectors together ask for, in US dollars."),
        _,
    )
    ratio_figure(
        places[-1],
        _("Reports on time"),
        reports,
        pair_words(*reports.iloc[0][["numerator", "denominator"]], _) if len(reports) else "",
        _("Monthly 4W reports that came by the deadline, in the year."),
        _,
    )
    if len(reports) or not sector.empty:
        extremes.say(warehouse, [("CO-01", ""), ("CO-02", chosen.plan_sector)], chosen.year, None, _)


def ratio_figure(
    place: DeltaGenerator, label: str, found: pd.DataFrame, detail: str, explanation: str, _: Translator
) -> None:
    """The share of an indicator's only row; a dash where there is none."""
    if found.empty:
        key_figure(place, label, "–", detail=_("no data"), explanation=explanation)
    else:
        part, whole = found.iloc[0][["numerator", "denominator"]]
        key_figure(place, label, bare(share_words(part, whole, _)), detail=detail, explanation=explanation)


def bare(words: str) -> str:
    """A share without the letters in bold: a key figure is large by itself."""
    return words.replace("*", "")


def millions(found: pd.DataFrame, _: Translator) -> str:
    """Received and required, in millions."""
    if found.empty:
        return ""
    part, whole = (round(found.iloc[0][name] / 1_000_000, 1) for name in ("numerator", "denominator"))
    return _("{part} of {whole} million", part=_.number(part), whole=_.number(whole))


def pair_words(part: float, whole: float, _: Translator) -> str:
    return _("{part} of {whole}", part=_.number(round(part)), whole=_.number(round(whole)))


def facts(chosen: Plan, view: Words, _: Translator, *more: tuple[str, str]) -> export.Facts:
    """What every file of the page says of itself."""
    return [
        *export.nature(view.is_demo, _),
        (_("Plan"), view.plan),
        (_("Year"), chosen.year),
        *more,
        export.caveats(None, INDICATORS, view.scheme, _),
        (_("Source"), view.origin),
        *([export.internal(_)] if view.has_4w else []),
    ]


def file_name(kind: str, chosen: Plan, view: Words, *parts: str) -> str:
    return export.file_name(view.is_demo, chosen.year, *parts, kind=kind)


def cell(number: float) -> Value:
    """A count as a file holds it; empty where nobody tells it."""
    return export.whole(number)


def share_cell(part: float, whole: float) -> Value:
    """A share in per cent, one decimal; empty where it cannot be told."""
    share = share_of(part, whole)
    return None if share is None else round(100 * share, 1)
