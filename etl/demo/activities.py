"""Invented 4W rows: projects that start, grow, pause in the rains and end."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from etl.demo.cells import Cell, Row
from etl.demo.geography import GROWING, RAIN_CLOSED, ZONE_OF, presence, scarcity
from etl.demo.organisations import (
    CAMP,
    CHILD,
    COORDINATION,
    EXITS,
    FOOD,
    GBV,
    HEALTH,
    JOINED,
    LATE_MONTHS,
    LOGISTICS,
    NUTRITION,
    ORGANISATIONS,
    SCHOOL,
    SHELTER,
    WATER,
    Organisation,
)  # fmt: skip
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import FIRST_MONTH, MONTHS, index_of, is_rainy, shift

# What each sector does, and how the people it reaches split: girls, boys, women, men.
ACTIVITIES: dict[tuple[str, str], tuple[str, ...]] = {
    CHILD: (
        "Centre d'écoute psychosociale",
        "Gestion de cas",
        "Espace ami d'enfants",
        "Centre d'écoute juridique",
        "Recherche et réunification familiales",
        "Sensibilisation communautaire",
        "Appui à l'enregistrement des naissances",
    ),
    GBV: ("Prise en charge médicale VBG", "Prise en charge psychosociale VBG", "Assistance juridique VBG"),
    HEALTH: ("Consultations de santé primaire", "Vaccination", "Santé maternelle"),
    SCHOOL: ("Espace temporaire d'apprentissage", "Formation des maîtres-parents", "Kits scolaires"),
    NUTRITION: ("Prise en charge MAS", "Dépistage nutritionnel"),
    WATER: ("Réhabilitation de forages", "Latrines et hygiène"),
    FOOD: ("Distribution de vivres", "Appui aux semences"),
    SHELTER: ("Distribution de BNA", "Abris d'urgence"),
    CAMP: ("Gestion de site de déplacés",),
    LOGISTICS: ("Transport humanitaire",),
    COORDINATION: ("Coordination locale",),
}
_SPLIT: dict[tuple[str, str], tuple[float, float, float, float]] = {
    CHILD: (0.45, 0.43, 0.08, 0.04),
    GBV: (0.34, 0.05, 0.56, 0.05),
    SCHOOL: (0.46, 0.50, 0.02, 0.02),
}
_ANYBODY = (0.27, 0.26, 0.26, 0.21)
_MEDIAN_REACH = {CHILD: 85, GBV: 30, HEALTH: 420, SCHOOL: 160, NUTRITION: 120, WATER: 380, FOOD: 650}
_DONORS = ("Fonds Horizon (fictif)", "Guichet Savane (fictif)", "Fondation Exemple (fictive)")
_JOINT = ("Éducation", "Santé", "Sécurité alimentaire", "Nutrition", "Eau, hygiène et assainissement")
_OWN_NAME = {"Education": "Éducation", "EHA": "Eau, hygiène et assainissement"}
_MODALITIES = ("parallèle", "parallèle", "conjointe", "intégrée")
# From the liveliest to the least.
STATUSES = ("En cours", "Achevé", "Suspendu", "Planifié")
COUNTS = ("targeted", "reached", "reached_girls", "reached_boys", "reached_women", "reached_men")


@dataclass(frozen=True)
class Project:
    """One activity of one organisation in one place, between two months."""

    organisation: Organisation
    sector: tuple[str, str]
    activity: str
    area: Area
    start: dt.date
    end: dt.date
    reach: float
    office: bool
    donor: str
    modality: str


def projects(places: Places, rng: np.random.Generator) -> list[Project]:
    """All projects of the invented world, drawn in a fixed order."""
    found: list[Project] = []
    for organisation in ORGANISATIONS:
        for programme in organisation.programmes:
            for area in places.current:
                if ZONE_OF[area.adm1_pcode] not in programme.zones:
                    continue
                for activity in ACTIVITIES[programme.sector]:
                    chance = programme.density * presence(area) * scarcity(activity, area)
                    # Drawn even when the project does not exist: one more place changes nothing else.
                    draw = rng.random(6)
                    reach = float(rng.lognormal(np.log(_MEDIAN_REACH.get(programme.sector, 60)), 0.7))
                    if draw[0] >= min(chance, 0.92):
                        continue
                    start, end = _life(organisation, area, draw)
                    found.append(
                        Project(
                            organisation, programme.sector, activity, area, start, end, reach,
                            bool(draw[3] < 0.55), _DONORS[int(draw[4] * 3)], _MODALITIES[int(draw[5] * 4)],
                        )
                    )  # fmt: skip
    return found


def _life(organisation: Organisation, area: Area, draw: np.ndarray) -> tuple[dt.date, dt.date]:
    growing = area.adm1_pcode in GROWING
    start = shift(FIRST_MONTH, int(draw[1] * (42 if growing else 60)) - (14 if growing else 30))
    end = shift(start, 14 + int(draw[2] * (54 if growing else 44)))
    leave = EXITS.get((organisation.acronym, area.adm1_pcode))
    if leave is not None:
        end = min(end, shift(leave, -1))
    return start, max(start, end)


def _joint_sectors(project: Project) -> str:
    """The other sectors of a joint or integrated activity; drawn from its own words, so that nothing else changes."""
    if project.modality == _MODALITIES[0]:
        return ""
    own = _OWN_NAME.get(project.sector[0], project.sector[0])
    others = [name if name != own else "Abris et biens non alimentaires" for name in _JOINT]
    if project.sector != CHILD:
        others.insert(0, "Protection de l'enfance")
    drawn = crc32(f"{project.organisation.acronym} {project.activity} {project.area.pcode}".encode())
    first = others[drawn % len(others)] if drawn % 3 else others[0]
    second = others[drawn // 7 % len(others)]
    return first if project.modality == "conjointe" or second == first else f"{first} ; {second}"


def rows(places: Places, rng: np.random.Generator) -> dict[str, list[Row]]:
    """4W rows by sender, in reporting order; two projects of one former area are summed."""
    drawn = projects(places, rng)
    result: dict[str, dict[tuple[Cell, ...], Row]] = {}
    for month in MONTHS:
        for project in drawn:
            sender = project.organisation.sender
            last = MONTHS[-1 - LATE_MONTHS.get(sender, 0)]
            if not JOINED.get(sender, FIRST_MONTH) <= month <= last:
                continue
            for row in _month_rows(project, month, places, rng):
                key = (month, row["organisation"], row["adm2_code"], row["activity"])
                known = result.setdefault(sender, {}).setdefault(key, row)
                if known is not row:
                    _add(known, row)
    return {sender: sorted(found.values(), key=_order) for sender, found in result.items()}


def _order(row: Row) -> tuple[str, ...]:
    return tuple(str(row[role]) for role in ("period", "organisation", "adm2_code", "activity"))


def _add(known: Row, other: Row) -> None:
    for role in COUNTS:
        left, right = known[role], other[role]
        known[role] = left + right if isinstance(left, int) and isinstance(right, int) else None
    # The liveliest status wins: a sum that reached people is not a plan.
    known["status"] = min(str(known["status"]), str(other["status"]), key=STATUSES.index)
    known["start_date"] = min(known["start_date"], other["start_date"], key=str)
    known["end_date"] = max(known["end_date"], other["end_date"], key=str)


def _month_rows(project: Project, month: dt.date, places: Places, rng: np.random.Generator) -> Iterator[Row]:
    announced = shift(project.start, -1)
    if not announced <= month <= project.end:
        return
    draw = rng.random(3)
    status = "En cours"
    if month < project.start:
        status = "Planifié"
    elif is_rainy(month) and project.area.adm1_pcode in RAIN_CLOSED and draw[0] < 0.6:
        if draw[1] < 0.6:
            return
        status = "Suspendu"
    elif draw[0] < 0.03:
        return
    elif month == project.end:
        status = "Achevé"
    growth = 1.0 + (0.02 * index_of(month) if project.area.adm1_pcode in GROWING else 0.0)
    aim = project.reach * growth
    reached = int(rng.poisson(aim * (0.6 + 0.5 * draw[1]))) if status in ("En cours", "Achevé") else 0
    parts = rng.multinomial(reached, _SPLIT.get(project.sector, _ANYBODY))
    # One row in twenty has a total and no breakdown: a blank is "not told", never zero.
    is_told = draw[2] >= 0.05 or not reached
    split = [int(part) if is_told else None for part in parts]
    area = places.at(project.area, month)
    yield {
        "period": month,
        **place_cells(area),
        "organisation": project.organisation.acronym,
        "organisation_name": project.organisation.name,
        "organisation_type": project.organisation.kind,
        "sector": project.sector[0],
        "subsector": project.sector[1],
        "activity": project.activity,
        "status": status,
        "modality": project.modality,
        "joint_sectors": _joint_sectors(project),
        "donor": project.donor,
        "start_date": project.start,
        "end_date": shift(project.end, 1) - dt.timedelta(days=1),
        # few rows reach more people than they aimed at: the loader asks about each
        "targeted": round(aim) if draw[2] > 0.97 else max(round(aim), reached),
        "reached": reached,
        **dict(zip(COUNTS[2:], split, strict=True)),
        "physical_presence": "oui" if project.office else "non",
    }
