"""What the page on gaps says: its filters, its sentences and its key figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.filters import SCENARIOS, Gaps
from dashboard.language import Translator
from dashboard.queries import build_information, service_periods, services
from dashboard.ui import filters
from dashboard.ui.basis import say_denominator
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

RANKED = ("gap", "partial", "covered")  # the states that have a number


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    service: str
    level: str
    scenario: str

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.period, self.service, self.level, self.scheme, self.scenario)


def choose(warehouse: Warehouse, _: Translator) -> Gaps | None:
    """Period, service, level, scheme and scenario; None where nothing is known of any service."""
    period_names = filters.service_period_names(warehouse, _)
    known = services(warehouse).query("is_known").set_index("service_code")[f"name_{_.language}"].to_dict()
    if not period_names or not known:
        return None
    return Gaps(
        period=filters.choose_period(period_names, _),
        service=filters.select("service", _("Service"), known, next(iter(known)), _),
        level=filters.choose_level(warehouse, _),
        scheme=filters.choose_scheme(warehouse, _),
        scenario=filters.select("scenario", _("Population"), scenario_names(_), "mid", _),
    )


def scenario_names(_: Translator) -> dict[str, str]:
    return dict(zip(SCENARIOS, (_("Low population"), _("Population as published"), _("High population")), strict=True))


def words(warehouse: Warehouse, gaps: Gaps, _: Translator) -> Words:
    information = build_information(warehouse)
    named = services(warehouse).set_index("service_code")
    return Words(
        service=str(named.loc[gaps.service, f"name_{_.language}"]),
        period=_.period(gaps.period),
        level=filters.level_names(_, gaps.scheme)[gaps.level],
        scheme=filters.scheme_names(_, gaps.scheme)[gaps.scheme],
        scenario=scenario_names(_)[gaps.scenario],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def say_nothing_known(warehouse: Warehouse, _: Translator) -> None:
    """Why there is no gap to rank, and what to load."""
    if service_periods(warehouse).empty:
        st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
    else:
        st.info(
            _("What is loaded speaks of none of the basic services: load a service directory or a 4W that names them.")
        )


def say_limits(warehouse: Warehouse, areas: pd.DataFrame, _: Translator) -> None:
    """What the view cannot tell, one sentence a reason: unknown services, no population, no severity."""
    named = services(warehouse)
    unknown = named.loc[~named["is_known"], f"name_{_.language}"]
    if len(unknown):
        st.caption(_("No data, not gaps: {services}.", services=plain(", ".join(unknown))))
    if (areas["state"] == "no_data").all():
        st.info(
            _("Nothing loaded speaks of this service in this period: it is unknown everywhere, which is not a gap.")
        )
    elif areas["children"].isna().all():
        st.info(_("No population is loaded: children cannot be counted, and no area can be ranked."))
    elif areas["weighted"].isna().all():
        st.info(
            _(
                "No severity (JIAF, MSNA) is known for this period: the third rule ranks no area, and no rank can be "
                "called stable. Fill in its template (python -m etl template)."
            )
        )


def state_names(_: Translator) -> dict[str, str]:
    """The states of an area, the kinds of nothing apart."""
    return {
        "gap": _("not covered"),
        "partial": _("partly covered"),
        "covered": _("covered"),
        "unconfirmed": _("present, functioning not confirmed"),
        "no_data": _("no data"),
        "not_applicable": _("not applicable: nobody lives there"),
        "withheld": _("withheld"),
    }


def key_figures(ranking: pd.DataFrame, gaps: Gaps, basis: pd.Series | None, view: Words, _: Translator) -> None:
    """Areas with a gap, children not covered in the three populations, ranks that do not move."""
    areas = ranking[ranking["scenario"] == gaps.scenario]
    left, middle, right = st.columns(3, gap="small")
    known = areas["state"].isin([*RANKED, "unconfirmed"])
    key_figure(
        left,
        _("{level} with a gap", level=view.level),
        f"{_.number(int(areas['state'].isin(['gap', 'partial']).sum()))} / {_.number(int(known.sum()))}",
        detail=unknown_words(areas, _),
    )
    if basis is None or areas["not_covered"].isna().all():
        key_figure(middle, _("Children not covered (estimate)"), "–")
        return
    sums = {name: float(rows["not_covered"].sum()) for name, rows in ranking.groupby("scenario")}
    key_figure(
        middle,
        _("Children not covered (estimate)"),
        _.number(round(sums[gaps.scenario], -2)),
        detail=_(
            "{low} to {high}",
            low=_.number(round(sums["low"], -2)),
            high=_.number(round(sums["high"], -2)),
        ),
        explanation=_(
            "Children of 0-18 years, rounded to 100; below, from the low to the high population. "
            "Services do not add up."
        ),
    )
    key_figure(
        right,
        _("Stable ranks"),
        _.number(int(areas["is_stable"].sum())),
        detail=_("{number} always in the first ten", number=_.number(int(areas["is_always_in_ten"].sum()))),
        explanation=_("Stable: the same rank under the three rules and the three populations."),
    )
    say_denominator(basis, _)


def unknown_words(areas: pd.DataFrame, _: Translator) -> str:
    """The areas that no rank can hold."""
    unknown, unconfirmed = (int((areas["state"] == state).sum()) for state in ("no_data", "unconfirmed"))
    if not unknown and not unconfirmed:
        return _("no area without data")
    return _("no data: {unknown}, to confirm: {unconfirmed}", unknown=unknown, unconfirmed=unconfirmed)


def severity_words(areas: pd.DataFrame, scheme: str, _: Translator) -> str:
    """Which severity is shown: of which period and sector, and where a whole prefecture's stands in."""
    given = areas[areas["phase"].notna()]
    if given.empty and areas["weighted"].notna().any():
        return _(
            "Severity is told of the parts of these areas, and is never averaged: choose the finer level to see it."
        )
    if given.empty:
        return _("No severity is known for these areas.")
    periods = ", ".join(_.period(code) for code in sorted(given["severity_period"].unique(), reverse=True))
    of_protection = int(given["severity_sector"].notna().sum())
    told = [_("Severity as published (JIAF, MSNA), {periods}.", periods=periods)]
    if of_protection:
        told.append(
            _.plural("For {number} area, Protection's alone.", "For {number} areas, Protection's alone.", of_protection)
        )
    lent = int((given["severity_level"] == "adm1").sum()) if given["parent_name"].notna().any() else 0
    if lent:
        larger = filters.area_names(_, scheme)["adm1"].lower()
        told.append(
            _.plural(
                "For {number} area it is that of its whole {larger}, marked with *.",
                "For {number} areas it is that of their whole {larger}, marked with *.",
                lent,
                larger=larger,
            )
        )
    return " ".join(told)
