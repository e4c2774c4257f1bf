"""Invented pooled means: who offers or needs seats, freight, staff or money for enclaved zones, and what was shared."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from etl.demo.cells import Cell, Row
from etl.demo.geography import RAIN_CLOSED
from etl.demo.organisations import EXITS, ORGANISATIONS, ZONES
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTH_NAMES, MONTHS, is_rainy, shift

PAST = MONTHS[-12:]
COMING = (shift(MONTHS[-1], 1), shift(MONTHS[-1], 2))
# Where missions leave from, and where they go.
ROUTES: dict[str, tuple[str, ...]] = {
    "Bria": ("CF522", "CF523", "CF524", "CF531", "CF532"),
    "Bangassou": ("CF624", "CF625", "CF631", "CF632", "CF633", "CF634"),
}
# Resource: the least and the most that one organisation offers, needs or takes.
_AMOUNTS = {"Sièges": (1, 5), "Kilogrammes": (4, 30), "Jours de personnel": (2, 15), "Fonds": (3, 40)}
_ROUNDED = {"Kilogrammes": 10, "Fonds": 100}
_ODDS = (0.36, 0.34, 0.16, 0.14)

# One mission as OCHA tells of them: six organisations, one helicopter, 750 kg.
SHARED_FLIGHT = dt.date(2026, 7, 14)
SHARED_KILOGRAMS = {
    "ETOILE-FIC": 200, "SOLEIL-FIC": 150, "LANTER-FIC": 125, "AURORE-FIC": 100, "GRENIER-FIC": 100, "FLEUVE-FIC": 75,
}  # fmt: skip


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """The board of each year; no line stands twice on it with two quantities."""
    areas = {area.pcode: area for area in places.current}
    drawn = [row for month in PAST for row in (*_notices(month, areas, rng), *_missions(month, areas, rng))]
    drawn += _shared_flight(areas["CF532"])
    drawn += [row for month in COMING for row in _notices(month, areas, rng)]
    once: dict[tuple[Cell, ...], Row] = {}
    for row in drawn:
        once.setdefault(tuple(value for role, value in row.items() if role != "quantity"), row)
    found: dict[int, list[Row]] = {}
    for row in once.values():
        found.setdefault(int(str(row["period"])[:4]), []).append(row)
    return {year: sorted(told, key=lambda row: str(row["period"])) for year, told in sorted(found.items())}


def _notices(month: dt.date, areas: dict[str, Area], rng: np.random.Generator) -> Iterator[Row]:
    """The offers and the needs of a month; there are always more needs in the rains."""
    for direction, count in (("Offre", 4), ("Besoin", 6 if is_rainy(month) else 4)):
        for _ in range(int(rng.integers(count - 1, count + 2))):
            area = areas[str(rng.choice([pcode for ends in ROUTES.values() for pcode in ends]))]
            resource = str(rng.choice(list(_AMOUNTS), p=_ODDS))
            start = month + dt.timedelta(days=int(rng.integers(0, 20)))
            end = start + dt.timedelta(days=int(rng.integers(1, 9)))
            organisation = str(rng.choice(_who_reaches(area, month)))
            mode = _mode(area, month, rng) if resource in ("Sièges", "Kilogrammes") else ""
            yield _row(direction, organisation, resource, _amount(resource, rng), area, mode, "", start, end)


def _missions(month: dt.date, areas: dict[str, Area], rng: np.random.Generator) -> Iterator[Row]:
    for origin, ends in ROUTES.items():
        area = areas[str(rng.choice(ends))]
        start = month + dt.timedelta(days=int(rng.integers(2, 24)))
        end = start + dt.timedelta(days=int(rng.integers(0, 4)))
        mode = _mode(area, month, rng)
        known = _who_reaches(area, month)
        crew = rng.choice(known, size=min(len(known), int(rng.integers(2, 6))), replace=False)
        mission = f"{origin} → {area.name}, {MONTH_NAMES[month.month - 1]} {month.year}"
        for organisation in crew:
            resources = ("Sièges", "Kilogrammes") if rng.random() < 0.6 else ("Sièges", "Fonds")
            for resource in (*resources, *(("Jours de personnel",) if rng.random() < 0.25 else ())):
                amount = _amount(resource, rng)
                yield _row("Partagé", str(organisation), resource, amount, area, mode, mission, start, end)


def _shared_flight(area: Area) -> Iterator[Row]:
    for organisation, kilograms in SHARED_KILOGRAMS.items():
        yield _row(
            "Partagé", organisation, "Kilogrammes", kilograms, area, "Hélicoptère",
            "Vol partagé Bria → Ouanda-Djallé", SHARED_FLIGHT, SHARED_FLIGHT,
        )  # fmt: skip


def _who_reaches(area: Area, month: dt.date) -> list[str]:
    zone = next(zone for zone, pcodes in ZONES.items() if area.adm1_pcode in pcodes)
    return [
        organisation.acronym
        for organisation in ORGANISATIONS
        if any(zone in programme.zones for programme in organisation.programmes)
        and EXITS.get((organisation.acronym, area.adm1_pcode), dt.date.max) > month
    ]


def _mode(area: Area, month: dt.date, rng: np.random.Generator) -> str:
    is_cut = is_rainy(month) and area.adm1_pcode in RAIN_CLOSED
    return str(rng.choice(("Hélicoptère", "Avion") if is_cut else ("Route", "Route", "Avion")))


def _amount(resource: str, rng: np.random.Generator) -> int:
    least, most = _AMOUNTS[resource]
    return int(rng.integers(least, most + 1)) * _ROUNDED.get(resource, 1)


def _row(
    direction: str, organisation: str, resource: str, quantity: int, area: Area, mode: str, mission: str,
    start: dt.date, end: dt.date,
) -> Row:  # fmt: skip
    return {
        "period": start.replace(day=1),
        "organisation": organisation,
        "direction": direction,
        "resource": resource,
        "quantity": quantity,
        "currency": "USD" if resource == "Fonds" else "",
        **place_cells(area),
        "access_mode": mode,
        "mission": mission,
        "start_date": start,
        "end_date": end,
    }
