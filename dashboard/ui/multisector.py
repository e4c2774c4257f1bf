"""What the page on child protection and other sectors asks, its partners, and the words of its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.filters import Multisector
from dashboard.language import Translator
from dashboard.queries import build_information, children_basis, periods
from dashboard.ui import filters
from dashboard.ui.basis import basis_of
from dashboard.ui.export import Facts, asked, denominator, file_name, nature
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

GRID = "grid"
INDICATORS = ("MS-05",)  # told of all sectors together, on every view


@dataclass(frozen=True)
class Partner:
    """Whom child protection works with (pillar 4 of the CPMS): sectors or, where no sector is of that name, a service;
    and the indicators of both together."""

    name: str
    sectors: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def codes(self) -> str:
        return ",".join((*self.sectors, *self.services))


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    level: str
    partner: Partner | None
    children: tuple[str, str]  # whose population is counted: a fact of every file

    @property
    def narrowed(self) -> Sequence[str]:
        return (self.period, self.level, self.scheme)

    @property
    def pair(self) -> str:
        return "" if self.partner is None else self.partner.name


def partners(_: Translator) -> dict[str, Partner]:
    """The partners in the order of the tabs."""
    return {
        "food": Partner(_("Food security (FSL)"), ("FSC", "ERY"), (), ()),
        "health": Partner(_("Health and epidemics"), ("HEA",), (), ("MS-04", "COV-01")),
        "education": Partner(_("Education"), ("EDU",), (), ("MS-01", "MS-02", "MS-03", "COV-04")),
        "mhpss": Partner(_("Psychosocial support (MHPSS)"), (), ("psychosocial",), ("OUT-03", "COV-02", "CM-07")),
        "nutrition": Partner(_("Nutrition"), ("NUT",)),
        "water": Partner(_("Water, sanitation and hygiene"), ("WSH",)),
        "shelter": Partner(_("Shelter"), ("SHL",)),
        "camps": Partner(_("Camp management"), ("CCM",)),
        "justice": Partner(_("Justice"), (), ("legal",), ("COV-03", "OUT-04")),
    }  # fmt: skip


def short_names(_: Translator) -> dict[str, str]:
    """What a column of the grid is called; a sector that is not named here, by its own name."""
    return {
        "CASH": _("Cash"),
        "CCM": _("Camps"),
        "EDU": _("Education"),
        "ERY": _("Recovery"),
        "FSC": _("Food"),
        "HEA": _("Health"),
        "MS": _("Multi-sector"),
        "NUT": _("Nutrition"),
        "PRO-GBV": _("GBV"),
        "SHL": _("Shelter"),
        "WSH": _("WASH"),
    }


def choose(warehouse: Warehouse, _: Translator) -> Multisector | None:
    """Period, level and scheme; None where no 4W is loaded."""
    names = {code: _.period(code) for code in periods(warehouse)["period"]}
    if not names:
        return None
    return Multisector(
        period=filters.choose_period(names, _),
        level=filters.choose_level(warehouse, _),
        scheme=filters.choose_scheme(warehouse, _),
    )


def choose_part(known: Mapping[str, Partner], _: Translator) -> str:
    """The grid, or one of the partners."""
    names = {GRID: _("Risks by sector"), **{code: partner.name for code, partner in known.items()}}
    return filters.choice("part", _("View"), names, GRID, _)


def words(warehouse: Warehouse, chosen: Multisector, _: Translator) -> Words:
    information = build_information(warehouse)
    return Words(
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        level=filters.level_names(_, chosen.scheme)[chosen.level],
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        partner=None,
        children=denominator(basis_of(children_basis(warehouse), chosen.scheme), _),
    )


def beside(chosen: Multisector, view: Words, partner: Partner) -> tuple[Multisector, Words]:
    """The same view, of child protection and one partner."""
    return replace(chosen, partners=partner.codes), replace(view, partner=partner)


def state_words(state: str, number: float, _: Translator) -> str:
    """How many organisations, or why no number."""
    if state == "no_data":
        return _("no data")
    if state == "some" and not number:
        return _("yes, not named")
    return _.number(int(number))


def phase_words(phase: float, _: Translator) -> str:
    return "–" if pd.isna(phase) else str(int(phase))


def facts(chosen: Multisector, view: Words, _: Translator) -> Facts:
    """What every file of the page says of itself."""
    pair = [(_("Beside child protection"), f"{view.pair} ({chosen.partners})")] if view.partner else []
    return [
        *nature(view.is_demo, _),
        *pair,
        *asked(chosen, view, _),
        (_("Presence"), presence_words(_)),
        view.children,
        (_("Source"), view.origin),
    ]


def presence_words(_: Translator) -> str:
    return _("an activity of the 4W in the area during the period; a service also by a site of the directory")


def name_of_file(part: str, chosen: Multisector, view: Words) -> str:
    return file_name(view.is_demo, part, chosen.period, chosen.level, chosen.scheme, kind="multisectoriel")
