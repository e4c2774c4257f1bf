"""What the page on siting says: its filters, the plan in words, tables and export."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.siting_curve import CurveWords, siting_curve
from dashboard.figures.siting_map import Place
from dashboard.filters import Access, Siting
from dashboard.language import Translator
from dashboard.siting import Answer
from dashboard.ui import export, filters, travel
from dashboard.ui.access import Words
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

MINUTES = ("30", "60", "120")
COUNTS = [str(number) for number in range(1, 11)]
CAPACITIES = ("none", "500", "1000", "2000", "5000", "20000")
USUAL_SERVICE = "psychosocial"
INDICATORS = ("best_next_sites",)
NAMED = 4  # sub-prefectures newly reached that the table names


def chosen_view(warehouse: Warehouse, _: Translator) -> Siting | None:
    """What is asked for; None where nothing is known of any service."""
    period_names = filters.service_period_names(warehouse, _)
    if not period_names:
        return None
    names = filters.names_of_services(warehouse, _)
    service = USUAL_SERVICE if USUAL_SERVICE in names else next(iter(names))
    limits = {code: travel.duration(int(code)) for code in MINUTES}
    seasons = travel.season_names(_)
    return Siting(
        period=filters.choose_period(period_names, _),
        service=filters.select("service", _("Service"), names, service, _),
        scheme=filters.choose_scheme(warehouse, _),
        count=filters.slider("count", _("New sites"), COUNTS, "3", _),
        season=filters.select("season", _("Season"), seasons, next(iter(seasons)), _),
        minutes=filters.select("minutes", _("A site reaches children within"), limits, "60", _),
        capacity=filters.select("capacity", _("Capacity of a new site"), capacity_names(_), "none", _),
    )


def capacity_names(_: Translator) -> dict[str, str]:
    sized = {code: _("{number} children", number=_.number(int(code))) for code in CAPACITIES if code != "none"}
    return {"none": _("any number of children"), **sized}


def access_of(chosen: Siting) -> Access:
    """The same question as the page on access puts it."""
    return Access(chosen.period, chosen.service, chosen.scheme, chosen.season, chosen.minutes)


def infeasible_words(code: str, _: Translator) -> str:
    """Why there is no answer, and what to change."""
    sentences = {
        "no_candidates": _("There is no place where a site could open: no sub-prefecture or town has coordinates."),
        "too_few_candidates": _("More sites are asked for than there are places where one could open: ask for fewer."),
        "count_too_small": _("Ask for one site at least."),
        "count_too_large": _("Ask for ten sites at most."),
        "negative_capacity": _("A site cannot receive less than nobody: choose another capacity."),
        "children_unknown": _(
            "No population is loaded for these sub-prefectures: nobody knows whom a site would reach."
        ),
        "nobody_uncovered": _(
            "Every child is already within reach of a functional site, in this season and time: no site is missing."
        ),
        "nobody_in_reach": _(
            "No place where a site could open is within reach of an uncovered child: allow for a longer journey."
        ),
    }
    return sentences[code]


def plan_words(answer: Answer, chosen: Siting, view: Words, _: Translator) -> str:
    """The whole answer in two sentences: what is reached, and how sure it is that nothing is better."""
    plan = answer.plan
    gain, after, whole = (rounded(value, _) for value in (plan.after - plan.before, plan.after, answer.children))
    before, limit = rounded(plan.before, _), travel.duration(int(chosen.minutes))
    told = _.plural(
        "{number} new site would bring **{gain} more children** within {limit}: {after} of {all}; today {before}.",
        "{number} new sites would bring **{gain} more children** within {limit}: {after} of {all}; today {before}.",
        len(plan.sites),
        gain=gain,
        limit=limit,
        after=after,
        all=whole,
        before=before,
    )
    if len(plan.sites) < int(chosen.count):
        told += " " + _("More sites would add nobody.")
    return f"{told} {proof_words(answer, _)}"


def proof_words(answer: Answer, _: Translator) -> str:
    if answer.plan.method == "exact":
        return _("**Proven optimum**: no other choice of as many sites reaches more.")
    return _(
        "**Best found in {seconds} s**: at most {gap} below the optimum (no choice exceeds {bound} children).",
        seconds=_.number(round(answer.seconds, 1)),
        gap=_.share(answer.plan.gap),
        bound=rounded(answer.plan.bound, _),
    )


def rounded(children: float, _: Translator) -> str:
    return _.number(round(children, -2))


def key_figures(answer: Answer, _: Translator) -> None:
    plan = answer.plan
    parts = (
        (_("Within reach today"), plan.before),
        (_("With the new sites"), plan.after),
        (_("Upper bound"), plan.bound),
    )
    with st.container(horizontal=True, gap="small"):
        for label, children in parts:
            share = children / answer.children if answer.children else 0.0
            key_figure(st.container(width=260), label, rounded(children, _), detail=_.share(share))


def kind_names(_: Translator) -> dict[str, str]:
    return {
        "chief_town": _("chief town"),
        "area_centre": _("centre of the area"),
        "site": _("place where a service is listed"),
    }


def place_table(answer: Answer, scheme: str, _: Translator) -> pd.DataFrame:
    """The new sites in the order of what each adds to those before it."""
    kinds = kind_names(_)
    rows = [
        (
            str(position),
            plain("–" if pd.isna(row["name"]) else row["name"]),
            kinds[row["kind"]],
            *("–" if pd.isna(row[name]) else plain(row[name]) for name in ("area_name", "parent_name")),
            _.number(round(row["gain"])),
            _.number(round(row["cumulated"])),
            plain(reached_words(row["reached"], _)),
        )
        for position, row in enumerate(answer.places.to_dict("records"), start=1)
    ]
    place = filters.area_names(_, scheme)
    headings = [_("Order"), _("Place"), _("Kind of place"), place["adm2"], place["adm1"], _("Children gained"),
                _("Cumulated"), _("Newly within reach")]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def reached_words(names: list[str], _: Translator) -> str:
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return (
        _.plural("{names} and {number} other", "{names} and {number} others", more, names=shown) if more > 0 else shown
    )


def curve_table(answer: Answer, _: Translator) -> pd.DataFrame:
    """The numbers of the curve."""
    curve = answer.curve
    rows = [
        (str(count), *(_.number(round(value)) for value in (covered, covered - curve.covered[0], bound)))
        for count, covered, bound in zip(curve.counts, curve.covered, curve.bound, strict=True)
    ]
    headings = [_("New sites"), _("Children within reach"), _("More than today"), _("Upper bound")]
    return pd.DataFrame(rows, columns=headings)


def draw_curve(answer: Answer, chosen: Siting, _: Translator) -> None:
    curve = answer.curve
    words = CurveWords(
        covered=_("within reach with the best sites"),
        bound=_("upper bound"),
        sites=_("New sites"),
        children=_("Children (0-18)"),
        covered_told=[_.number(round(value)) for value in curve.covered],
        bound_told=[_.number(round(value)) for value in curve.bound],
    )
    figure = siting_curve(curve.counts, curve.covered, curve.bound, int(chosen.count), words)
    alt = _("Children within reach by number of new sites, beside the upper bound; the table below has the numbers.")
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key="siting_curve", alt=alt)


def proposed(answer: Answer) -> list[Place]:
    rows = answer.places.to_dict("records")
    return [Place(row["longitude"], row["latitude"], str(number)) for number, row in enumerate(rows, start=1)]


def existing(sites: pd.DataFrame) -> list[Place]:
    known = sites.dropna(subset=["latitude", "longitude"])
    return [Place(row["longitude"], row["latitude"]) for row in known.to_dict("records")]


def demand_words(demand: pd.DataFrame, answer: Answer, _: Translator) -> str:
    """What is taken for uncovered without being known to be: the reader must not take it for a fact."""
    told = [
        _("Places where a site could open: {number}.", number=_.number(answer.candidates)),
        _(
            "Chief towns and centres of sub-prefectures first, then places where any service is listed; "
            "one within 1 km, at most 300, none where the service already works."
        ),
    ]
    unsure = int((demand["coverage"] == "present").sum())
    unknown = int((demand["coverage"] == "no_data").sum())
    if unsure or unknown:
        told.append(
            _(
                "Counted as without a site: {unsure} sub-prefectures where the service is present but not confirmed, "
                "and {unknown} of which nothing is known.",
                unsure=unsure,
                unknown=unknown,
            )
        )
    if answer.left_out:
        told.append(_("Left out for want of a population: {number} sub-prefectures.", number=answer.left_out))
    if answer.unplaced:
        told.append(
            _(
                "Left out because the service works there at a place without coordinates: {number} sub-prefectures.",
                number=answer.unplaced,
            )
        )
    return " ".join(told)


def exported(answer: Answer, chosen: Siting, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    """The chosen places with codes and coordinates, and everything a reader needs to judge them."""
    kinds, place = kind_names(_), filters.area_names(_, chosen.scheme)
    columns = (
        Column(_("Order"), "#meta+order+num"),
        Column(_("Place"), "#loc+name"),
        Column(_("Kind of place"), "#loc+type"),
        Column(_("P-code"), "#adm2+code"),
        Column(place["adm2"], "#adm2+name"),
        Column(place["adm1"], "#adm1+name"),
        Column(_("Latitude"), "#geo+lat"),
        Column(_("Longitude"), "#geo+lon"),
        Column(_("Children gained"), "#indicator+gain+num"),
        Column(_("Cumulated"), "#indicator+cumulated+num"),
        Column(_("Newly within reach"), "#adm2+reached+list"),
    )
    rows = [
        (
            position,
            travel.text_or_none(row["name"]),
            kinds[row["kind"]],
            *(travel.text_or_none(row[name]) for name in ("pcode", "area_name", "parent_name")),
            str(row["latitude"]),
            str(row["longitude"]),
            round(row["gain"]),
            round(row["cumulated"]),
            ", ".join(row["reached"]),
        )
        for position, row in enumerate(answer.places.to_dict("records"), start=1)
    ]
    facts = [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({chosen.service})"),
        *export.asked(chosen, view, _),
        (_("Season"), view.season),
        (_("A site reaches children within"), travel.duration(int(chosen.minutes))),
        (_("Capacity of a new site"), capacity_names(_)[chosen.capacity]),
        (_("Answer"), plan_words(answer, chosen, view, _).replace("**", "")),
        (_("Method"), f"{view.method}. {view.method_sentence}"),
        (_("Source"), _("service directories loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
        export.caveats(basis, INDICATORS, chosen.scheme, _),
    ]
    title = _(
        "Next sites: {service}, {period} ({method})", service=view.service, period=view.period, method=view.method
    )
    return Table(title, columns, rows, facts)


def file_name(chosen: Siting, view: Words) -> str:
    parts = ("implantation", chosen.service, chosen.count, chosen.period, chosen.scheme)
    return export.file_name(view.is_demo, *parts)
