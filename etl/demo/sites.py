"""Invented service sites: where they stand, since when, and when somebody last checked."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import ZONE_OF, presence, scarcity
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import FIRST_MONTH, MONTHS, shift

# Year-end snapshots, and the latest month; then the quarters, which the partners began to send in 2025.
YEAR_ENDS = (dt.date(2023, 12, 1), dt.date(2024, 12, 1), dt.date(2025, 12, 1), MONTHS[-1])
QUARTERS = tuple(dt.date(year, month, 1) for year, month in ((2025, 3), (2025, 6), (2025, 9), (2026, 3), (2026, 6)))

# service -> mean number of sites in an ordinary place, and who runs them.
SERVICES: dict[str, tuple[float, tuple[str, ...]]] = {
    "Centre d'écoute psychosociale": (0.8, ("KODRO-FIC", "LANTER-FIC", "DOLI-FIC", "TERE-FIC")),
    "Centre d'écoute juridique": (0.35, ("PALIS-FIC", "BALAN-FIC")),
    "Formation sanitaire": (1.9, ("DSEX-FIC", "BAOBAB-FIC", "FLEUVE-FIC")),
    "École": (2.2, ("ISMO-FIC", "MBETI-FIC", "CRAIE-FIC")),
    "Espace ami d'enfants": (0.8, ("ETOILE-FIC", "PAPIR-FIC", "SIRIRI-FIC", "ZAGO-FIC")),
    "Prise en charge médicale VBG": (0.4, ("BAOBAB-FIC", "AURORE-FIC", "SINGILA-FIC")),
    "État civil": (0.6, ("DMAS-FIC",)),
}
COMMUNITY = "Circuit de référencement communautaire"
# Services that joined the lists later; each row of the community pathways is a targeted community.
ADDED_SERVICES: dict[str, tuple[float, tuple[str, ...]]] = {
    "Gestion des cas": (0.7, ("KODRO-FIC", "LANTER-FIC", "PAPIR-FIC", "SIRIRI-FIC", "TERE-FIC")),
    "Unité nutritionnelle": (0.8, ("KARITE-FIC", "SOLEIL-FIC", "DSEX-FIC")),
    "Point d'eau": (1.8, ("NGUNZO-FIC", "CLAIRE-FIC")),
    COMMUNITY: (1.1, ("KODRO-FIC", "LANTER-FIC", "ZAGO-FIC", "TERE-FIC")),
}
_EVERYWHERE = ("École", "Formation sanitaire", "Point d'eau")
_STATES = ("Fonctionnel", "Partiellement fonctionnel", "Non fonctionnel", "Inconnu")
_WEST_ODDS = (0.76, 0.14, 0.07, 0.03)
_EAST_ODDS = (0.50, 0.22, 0.20, 0.08)
_JITTER = 0.06  # degrees: some seven kilometres, well inside an ordinary sub-prefecture


@dataclass(frozen=True)
class Site:
    """One place of service, open between two months."""

    name: str
    service: str
    kind: str
    organisation: str
    area: Area
    lat: float
    lon: float
    opened: dt.date
    closed: dt.date


# When each service receives; a well or a community circuit keeps no hours.
_HOURS = {
    "Formation sanitaire": ("tous les jours, 24 h sur 24", "lundi à samedi, 7 h-15 h"),
    "Prise en charge médicale VBG": ("tous les jours, 24 h sur 24",),
    "École": ("lundi à vendredi, 7 h 30-12 h 30",),
    "État civil": ("lundi à vendredi, 8 h-14 h",),
    "Unité nutritionnelle": ("mardi et jeudi, 8 h-13 h", "lundi à vendredi, 8 h-13 h"),
    "Point d'eau": ("",),
    COMMUNITY: ("",),
}
_OFFICE_HOURS = ("lundi à vendredi, 8 h-15 h", "lundi, mercredi et samedi, 9 h-16 h", "")
_AGES = {"École": (6, 17), "Unité nutritionnelle": (0, 5), "Espace ami d'enfants": (3, 17), "Gestion des cas": (0, 17)}
_WITH_CONTACT = 0.7  # of the sites that keep hours
_ACCESS = ("Oui", "Non", "Inconnu")


def _audience(site: Site, rng: np.random.Generator) -> Row:
    """When a site is open, for whom, and its own telephone or mailbox; the same in every list."""
    hours = _HOURS.get(site.service, _OFFICE_HOURS)
    draws = rng.random(4)
    first, last = _AGES.get(site.service, ("", ""))
    number = int(draws[3] * 10_000)
    line = f"+236 70 00 {number // 100:02d} {number % 100:02d}" if number % 4 else f"accueil@site-{number}.example"
    opening = hours[int(draws[0] * len(hours))]
    return {
        "opening_hours": opening,
        "serves_age_from": first,
        "serves_age_to": last,
        "serves_sex": "Filles" if site.service == "Espace ami d'enfants" and draws[1] < 0.15 else "Tous",
        "accessible": _ACCESS[int(rng.choice(3, p=(0.35, 0.35, 0.30)))],
        "contact": line if opening and draws[2] < _WITH_CONTACT else "",
    }


def sites(places: Places, services: dict[str, tuple[float, tuple[str, ...]]], rng: np.random.Generator) -> list[Site]:
    """All sites of some services that ever open during the three years."""
    found: list[Site] = []
    for area in places.current:
        for service, (mean, operators) in services.items():
            weight = presence(area) * scarcity(service, area)
            # Even a forgotten place has a school, a dispensary or a well on the list.
            if service in _EVERYWHERE:
                weight = max(weight, 0.5)
            for number in range(1, int(rng.poisson(mean * weight)) + 1):
                draw = rng.random(4)
                opened = shift(FIRST_MONTH, int(draw[0] * 60) - 36)
                closed = shift(opened, 30 + int(draw[1] * 80))
                mobile = service in ("Espace ami d'enfants", "Centre d'écoute juridique") and draw[2] < 0.3
                lat, lon = (float(value) for value in rng.normal(0.0, _JITTER / 2, 2).clip(-_JITTER, _JITTER))
                found.append(
                    Site(
                        f"{'Communauté' if service == COMMUNITY else service} {area.name} {number} (fictif)",
                        service,
                        "communautaire" if service == COMMUNITY else "mobile" if mobile else "fixe",
                        operators[int(draw[3] * len(operators))],
                        area,
                        round(area.lat + lat, 4),
                        round(area.lon + lon, 4),
                        opened,
                        closed,
                    )
                )
    return found


def rows(
    places: Places, rng: np.random.Generator, added: np.random.Generator, told: np.random.Generator
) -> dict[dt.date, list[Row]]:
    """The list of sites as known at each snapshot, coded in the scheme of that month.

    `added` draws the services and snapshots that came later, `told` when each site is open and for whom, so that they
    move nothing of the first ones.
    """
    known, later = sites(places, SERVICES, rng), sites(places, ADDED_SERVICES, added)
    lists = {month: _list(known, month, places, rng) for month in YEAR_ENDS}
    lists |= {month: _list(known, month, places, added) for month in QUARTERS}
    lists = {month: lists[month] + _list(later, month, places, added) for month in sorted(lists)}
    audiences = {site.name: _audience(site, told) for site in (*known, *later)}
    return {month: [row | audiences[str(row["site_name"])] for row in found] for month, found in lists.items()}


def _list(known: list[Site], month: dt.date, places: Places, rng: np.random.Generator) -> list[Row]:
    return [_row(site, month, places, rng) for site in known if _listed(site, month)]


def _listed(site: Site, month: dt.date) -> bool:
    # A closed site stays on the list for a year, as not functional, before somebody removes it.
    return site.opened <= month < shift(site.closed, 12)


def _row(site: Site, month: dt.date, places: Places, rng: np.random.Generator) -> Row:
    east = ZONE_OF[site.area.adm1_pcode] in ("nord-est", "sud-est")
    state = _STATES[int(rng.choice(4, p=_EAST_ODDS if east else _WEST_ODDS))]
    draw = rng.random()
    # Most checks are recent; one in five is older than half a year, two in five in the east.
    age = int(draw * 85) if draw < (0.6 if east else 0.8) else 180 + int(draw * 400)
    month_end = shift(month, 1) - dt.timedelta(days=1)
    area = places.at(site.area, month)
    return {
        "period": month,
        **place_cells(area),
        "organisation": site.organisation,
        "site_name": site.name,
        "service": site.service,
        "site_type": site.kind,
        "site_status": state if month < site.closed else "Non fonctionnel",
        "verified_date": month_end - dt.timedelta(days=age),
        "latitude": site.lat,
        "longitude": site.lon,
    }
