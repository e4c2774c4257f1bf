"""What the page on referrals asks and says in all its parts: filters, names, limits and key figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.figures.referral_matrix import UNKNOWN
from dashboard.figures.referral_times import median_days
from dashboard.filters import Referrals
from dashboard.inclusion import Narrowed
from dashboard.language import Translator
from dashboard.queries import (
    build_information,
    referral_organisations,
    referral_periods,
    referral_service_times,
    referral_services,
)
from dashboard.ui import export, filters
from dashboard.ui.basis import caveats_of, told_indicators
from dashboard.ui.key_figure import key_figure
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

ALL = "all"
PRIORITIES = ("emergency", "urgent", "normal", UNKNOWN)
LEAST = 10  # referrals under which no share is told
INDICATORS = (
    "REF-02",
    "REF-03",
    "REF-04",
    "REF-05",
    "REF-06",
    "REF-07",
)


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    priority: str
    service: str

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.period, self.priority, self.service)


def choose(warehouse: Warehouse, _: Translator) -> Referrals | None:
    """Period, scheme, priority, service and direction; None where the ledger is empty."""
    codes = sorted(referral_periods(warehouse)["period"], key=newest, reverse=True)
    if not codes:
        return None
    names = {code: _.period(code) for code in codes}
    usual = next((code for code in codes if "Q" in code), codes[0])
    services = {ALL: _("all services"), **service_names(warehouse, _)}
    period = filters.select("period", _("Period"), names, usual, _)
    service = filters.select("service", _("Service"), services, ALL, _)
    direction = "any"
    if service != ALL:
        directions = direction_names(_)
        direction = filters.select("direction", _("Which end has the service"), directions, direction, _)
    return Referrals(
        period=period,
        service=service,
        direction=direction,
        priority=filters.select("priority", _("Priority"), {ALL: _("all priorities"), **priority_names(_)}, ALL, _),
        scheme=filters.choose_scheme(warehouse, _),
    )


def newest(code: str) -> tuple[str, int, str]:
    """The order of periods: by their last month, a longer one after the shorter ones that end with it."""
    if len(code) == 4:
        return f"{code}-12", 0, code
    if "Q" in code:
        return f"{code[:4]}-{int(code[-1]) * 3:02d}", 1, code
    return code, 2, code


def direction_names(_: Translator) -> dict[str, str]:
    return {"any": _("either end"), "to": _("referred to it"), "from": _("referred by it")}


def priority_names(_: Translator) -> dict[str, str]:
    words = (_("Emergency"), _("Urgent"), _("Normal"), _("Priority not told"))
    return dict(zip(PRIORITIES, words, strict=True))


def service_names(warehouse: Warehouse, _: Translator, length: str = "name") -> dict[str, str]:
    """The services at either end of a referral, those outside the list last; ``length``: name or short."""
    outside = {"other": _("other service"), UNKNOWN: _("unknown service")}
    named = referral_services(warehouse).set_index("service_code")[f"{length}_{_.language}"]
    return {code: outside.get(code, name) for code, name in named.items()}


def organisation_names(warehouse: Warehouse, _: Translator) -> dict[str, str]:
    """The organisations at either end of a referral."""
    return referral_organisations(warehouse).set_index("organisation_id")["organisation"].to_dict()


def narrowed(chosen: Referrals) -> Narrowed:
    """To which referrals the inclusion panel narrows."""
    return Narrowed(priority=chosen.priority, service=chosen.service, direction=chosen.direction)


def words(warehouse: Warehouse, chosen: Referrals, _: Translator) -> Words:
    information = build_information(warehouse)
    service = {ALL: _("all services"), **service_names(warehouse, _)}[chosen.service]
    if chosen.direction != "any":
        service = f"{service} ({direction_names(_)[chosen.direction]})"
    return Words(
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        priority={ALL: _("all priorities"), **priority_names(_)}[chosen.priority],
        service=service,
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
    )


def share_cell(part: int, whole: int, _: Translator) -> str:
    """A share with one decimal; a dash under ten, of which nothing can be said."""
    return "–" if whole < LEAST else _.share(part / whole)


def of_words(part: int, whole: int, _: Translator) -> str:
    """What a share is of; under ten, that they are too few."""
    told = _("{part} of {whole}", part=_.number(part), whole=_.number(whole))
    return told if whole >= LEAST else _("{told}: fewer than ten, no share", told=told)


def shares(_: Translator) -> list[tuple[str, str, str]]:
    """REF-02 to REF-04, REF-06 and REF-07: name, part and whole, as columns of ``referral_outcome_sums``."""
    return [
        (_("Answered within the deadline"), "in_time", "time_known"),
        (_("Accepted, of those answered"), "all_accepted", "all_answered"),
        (_("Service rendered"), "served_of_due", "service_due"),
        (_("Without an answer after the deadline"), "overdue", "answer_known"),
        (_("Needs without a service"), "unavailable", "with_outcome"),
    ]


def key_figures(warehouse: Warehouse, chosen: Referrals, totals: pd.Series, _: Translator) -> None:
    """REF-01 to REF-07 of the view, each with what it is of."""
    wholes = {
        "time_known": totals["in_time"] + totals["late"] + totals["overdue"],
        "all_answered": totals["all_accepted"] + totals["all_rejected"],
        "answer_known": totals["answered"] + totals["overdue"],
        **totals[["service_due", "with_outcome"]],
    }
    top, bottom = st.columns(3, gap="small"), st.columns(3, gap="small")
    key_figure(
        top[0],
        _("Referrals sent"),
        _.number(int(totals["referrals"])),
        detail=_("{number} judged", number=_.number(int(totals["matured"]))),
        explanation=_(
            "A referral is not a child: one child may be referred several times. "
            "Judged: those whose deadline has passed."
        ),
    )
    for place, (label, part, whole) in zip((*top[1:], *bottom), shares(_), strict=True):
        pair = int(totals[part]), int(wholes[whole])
        key_figure(place, label, share_cell(*pair, _), detail=of_words(*pair, _))
    median, served = median_days(referral_service_times(warehouse, chosen))
    st.caption(f"{median_words(median, served, _)} {left_out(totals, _)}")


def median_words(median: float, served: int, _: Translator) -> str:
    """Half of those served waited at most so long."""
    if served < LEAST or math.isnan(median):
        told = _("Days to the service: fewer than ten referrals served of which the delay is told, no median.")
    elif math.isinf(median):
        told = _("Half of the {number} served waited more than 14 days.", number=_.number(served))
    else:
        told = _(
            "Half of the {number} served waited at most {days} days (median by interpolation within the delays told).",
            number=_.number(served),
            days=_.number(round(median, 1)),
        )
    return told


def left_out(totals: pd.Series, _: Translator) -> str:
    """What stands in no rate, and why; what the ledger tells of longer periods."""
    number = {str(name): int(value) for name, value in totals.drop("cut_off").items()}
    apart = [
        words
        for name, words in (
            ("too_recent", _("{number} whose deadline had not passed", number=_.number(number["too_recent"]))),
            ("undated", _("{number} without a priority, so without a deadline", number=_.number(number["undated"]))),
            ("declined", _("{number} declined by the child or the family", number=_.number(number["declined"]))),
            ("revoked", _("{number} taken back by who sent them", number=_.number(number["revoked"]))),
        )
        if number[name]
    ]
    told = [_("Judged on {day}, the end of what was told.", day=_.day(totals["cut_off"]))]
    if apart:
        told.append(_("In no rate of answers or services: {apart}.", apart=", ".join(apart)))
    if number["of_longer_periods"]:
        told.append(
            _.plural(
                "{number} more is told of a longer period: choose the quarter or the year.",
                "{number} more are told of longer periods: choose the quarter or the year.",
                number["of_longer_periods"],
            )
        )
    return " ".join(told)


def say_empty(totals: pd.Series, _: Translator) -> None:
    """That the filters leave nothing."""
    if not totals["referrals"]:
        st.info(_("No referral was told of this period with these filters: choose another period or remove a filter."))


def facts(chosen: Referrals, view: Words, _: Translator) -> export.Facts:
    """What a reader of any file of the page needs to judge it."""
    return [
        *export.nature(view.is_demo, _),
        *export.asked(chosen, view, _),
        (_("Priority"), f"{view.priority} ({chosen.priority})"),
        (_("Service"), f"{view.service} ({chosen.service})"),
        (_("Source"), _("referrals loaded in Maillage, {files}", files=view.origin)),
        (_("Caveats"), " ".join(caveats_of(told_indicators(None, INDICATORS), chosen.scheme, _))),
        export.internal(_),
    ]


def file_name(kind: str, chosen: Referrals, view: Words) -> str:
    parts = [code for code in (chosen.service, chosen.priority) if code != ALL]
    return export.file_name(view.is_demo, *parts, chosen.period, chosen.scheme, kind=kind)
