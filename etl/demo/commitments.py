"""Invented commitments: what organisations promised in meetings, until when, and what became of it."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from etl.demo.cells import Row
from etl.demo.organisations import EXITS, ORGANISATIONS, ZONES
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTHS, shift

MEETINGS = MONTHS[-12:]
EACH_MEETING = 5  # promises
PROMISES = (
    "Rouvrir un centre d'écoute",
    "Mettre à jour la liste des sites",
    "Former les points d'entrée au circuit de référencement",
    "Partager le calendrier des missions",
    "Répondre aux référencements en attente",
    "Envoyer le rapport 4W du mois",
    "Affecter deux gestionnaires de cas",
    "Afficher l'annuaire dans les formations sanitaires",
)
_ODDS = {True: (0.58, 0.10, 0.20, 0.12), False: (0.25, 0.65, 0.0, 0.10)}  # by whether its due date is past
_STATES = ("Tenu", "En cours", "Non tenu", "Reporté")


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """The promises of each year, in the order of the meetings."""
    found: dict[int, list[Row]] = {}
    for month in MEETINGS:
        found.setdefault(month.year, []).extend(_meeting(month, places.current, rng))
    return found


def _meeting(month: dt.date, areas: tuple[Area, ...], rng: np.random.Generator) -> Iterator[Row]:
    """What was promised in one meeting: each time another thing, by an organisation that works in the area."""
    day = month + dt.timedelta(days=int(rng.integers(7, 15)))
    for promise in rng.choice(PROMISES, size=EACH_MEETING, replace=False):
        area = areas[int(rng.integers(len(areas)))]
        due = day + dt.timedelta(days=int(rng.integers(2, 13)) * 7)
        state = str(rng.choice(_STATES, p=_ODDS[due < shift(MONTHS[-1], 1)]))
        done = min(due - dt.timedelta(days=int(rng.integers(0, 14))), shift(MONTHS[-1], 1) - dt.timedelta(days=1))
        yield {
            "meeting_date": day,
            "organisation": str(rng.choice(_present(area, month))),
            "commitment": str(promise),
            **(place_cells(area) if rng.random() < 0.8 else {}),
            "due_date": due,
            "commitment_status": state,
            "done_date": max(day, done) if state == "Tenu" else "",
        }


def _present(area: Area, month: dt.date) -> list[str]:
    zone = next(zone for zone, pcodes in ZONES.items() if area.adm1_pcode in pcodes)
    return [
        organisation.acronym
        for organisation in ORGANISATIONS
        if any(zone in programme.zones for programme in organisation.programmes)
        and EXITS.get((organisation.acronym, area.adm1_pcode), dt.date.max) > month
    ]
