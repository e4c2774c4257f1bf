"""The invented organisations: who they are, what they do, where, and when they leave.

Every acronym ends with -FIC and every full name with (fictive), so that no figure made
from these files can be taken for the work of a real organisation.
"""

import datetime as dt
from dataclasses import dataclass

UN, INGO, NNGO = "Nations Unies", "ONG internationale", "ONG nationale"
STATE, RED_CROSS = "État", "Mouvement Croix Rouge"

CHILD = ("Protection", "Protection de l'enfant")
GBV = ("Protection", "VBG")
HEALTH, SCHOOL, FOOD = ("Santé", ""), ("Education", ""), ("Sécurité alimentaire", "")
NUTRITION, WATER, SHELTER = ("Nutrition", ""), ("EHA", ""), ("Abris&BNA", "")
CAMP, LOGISTICS, COORDINATION = ("CCCM", ""), ("Logistique", ""), ("Coordination", "")

ZONES: dict[str, tuple[str, ...]] = {
    "bangui": ("CF71",),
    "ouest": ("CF11", "CF12", "CF21", "CF22", "CF23", "CF24"),
    "nord-ouest": ("CF31", "CF32", "CF33", "CF34"),
    "centre": ("CF41", "CF42", "CF43"),
    "nord-est": ("CF51", "CF52", "CF53"),
    "sud-est": ("CF61", "CF62", "CF63"),
}
ALL = tuple(ZONES)
WEST = ("bangui", "ouest", "nord-ouest")
EAST = ("centre", "nord-est", "sud-est")


@dataclass(frozen=True)
class Programme:
    """One line of work: a sector, the zones it covers and how densely (0 to 1)."""

    sector: tuple[str, str]
    zones: tuple[str, ...]
    density: float


@dataclass(frozen=True)
class Organisation:
    """An invented organisation; `sender` is the coordinator that gathers its 4W rows."""

    acronym: str
    name: str
    kind: str
    sender: str
    programmes: tuple[Programme, ...]


_Line = tuple[tuple[str, str], tuple[str, ...], float]


def _org(stem: str, name: str, kind: str, sender: str, *lines: _Line) -> Organisation:
    return Organisation(f"{stem}-FIC", f"{name} (fictive)", kind, sender, tuple(Programme(*line) for line in lines))


ORGANISATIONS: tuple[Organisation, ...] = (
    _org("KODRO", "Association Kodro ti Amolenge", NNGO, "kodro", (CHILD, WEST, 0.22)),
    _org("SIRIRI", "Siriri Enfance Exemple", NNGO, "kodro", (CHILD, ("ouest", "nord-ouest"), 0.13)),
    _org(
        "DOLI",
        "Doli Solidarité du Conte",
        INGO,
        "kodro",
        (CHILD, ("bangui", "centre"), 0.23),
        (SCHOOL, ("centre",), 0.20),
    ),
    _org(
        "DMAS",
        "Direction modèle des affaires sociales",
        STATE,
        "kodro",
        (CHILD, ("bangui", "ouest", "centre"), 0.08),
    ),
    _org(
        "ETOILE",
        "Agence Étoile pour l'enfance imaginée",
        UN,
        "etoile",
        (CHILD, ALL, 0.10),
        (SCHOOL, ALL, 0.07),
    ),
    _org("PAPIR", "Papillon Sans Rivage", INGO, "etoile", (CHILD, ("nord-ouest", "centre"), 0.19)),
    _org("LANTER", "Lanterne des Savanes", INGO, "etoile", (CHILD, EAST, 0.17), (GBV, EAST, 0.10)),
    _org("TERE", "Jeunesse Tere du Récit", NNGO, "etoile", (CHILD, ("nord-est", "sud-est"), 0.12)),
    _org("SINGILA", "Singila ti Wali", NNGO, "singila", (GBV, WEST, 0.26)),
    _org("AURORE", "Fonds Aurore pour la dignité rêvée", UN, "singila", (GBV, ALL, 0.15)),
    _org(
        "PALIS",
        "Palissandre Justice",
        INGO,
        "singila",
        (GBV, ("bangui", "centre"), 0.24),
        (CHILD, ("bangui", "centre"), 0.09),
    ),
    _org(
        "BALAN",
        "Balance des Rivières",
        NNGO,
        "singila",
        (CHILD, ("bangui", "ouest"), 0.09),
        (GBV, ("ouest",), 0.12),
    ),
    _org("SOLEIL", "Office Soleil pour la santé", UN, "soleil", (HEALTH, ALL, 0.16), (NUTRITION, ALL, 0.08)),
    _org(
        "BAOBAB",
        "Médecine Baobab",
        INGO,
        "soleil",
        (HEALTH, ("bangui", "nord-ouest", "centre", "sud-est"), 0.24),
    ),
    _org("KARITE", "Karité Nutrition", INGO, "soleil", (NUTRITION, ("ouest", "nord-ouest", "centre"), 0.26)),
    _org(
        "FLEUVE",
        "Société de secours du Fleuve",
        RED_CROSS,
        "soleil",
        (HEALTH, ALL, 0.09),
        (SHELTER, ALL, 0.06),
    ),
    _org("DSEX", "District sanitaire d'exemple", STATE, "soleil", (HEALTH, ALL, 0.14)),
    _org("MBETI", "Mbeti Éducation", NNGO, "mbeti", (SCHOOL, WEST, 0.22)),
    _org("CRAIE", "Craie et Calebasse", INGO, "mbeti", (SCHOOL, EAST, 0.24), (CHILD, ("centre",), 0.09)),
    _org("ISMO", "Inspection scolaire modèle", STATE, "mbeti", (SCHOOL, ALL, 0.12)),
    _org("NGUNZO", "Ngu Nzoni", NNGO, "claire", (WATER, WEST, 0.20)),
    _org("CLAIRE", "Source Claire Imaginaire", INGO, "claire", (WATER, EAST, 0.24), (CAMP, EAST, 0.20)),
    _org(
        "TOITS",
        "Toits des Collines",
        INGO,
        "claire",
        (SHELTER, ("nord-ouest", *EAST), 0.16),
        (CAMP, ("nord-ouest", "centre"), 0.25),
    ),
    _org("KOBE", "Kobe Grenier Commun", INGO, "grenier", (FOOD, ("nord-ouest", *EAST), 0.24)),
    _org(
        "GRENIER",
        "Programme Grenier du Monde inventé",
        UN,
        "grenier",
        (FOOD, ALL, 0.14),
        (LOGISTICS, ALL, 0.09),
        (COORDINATION, ALL, 0.11),
    ),
    _org("ZAGO", "Entraide Zago des jeunes", NNGO, "zago", (CHILD, ("centre", "sud-est"), 0.20)),
)

# Teams that close an area: (acronym, prefecture) -> first month without them.
EXITS: dict[tuple[str, str], dt.date] = {
    ("LANTER-FIC", "CF52"): dt.date(2025, 4, 1),
    ("TERE-FIC", "CF63"): dt.date(2025, 1, 1),
    ("PAPIR-FIC", "CF33"): dt.date(2026, 2, 1),
    ("KODRO-FIC", "CF12"): dt.date(2024, 9, 1),
    ("BAOBAB-FIC", "CF62"): dt.date(2025, 11, 1),
    ("CLAIRE-FIC", "CF53"): dt.date(2025, 5, 1),
    ("KOBE-FIC", "CF51"): dt.date(2026, 4, 1),
    ("SINGILA-FIC", "CF22"): dt.date(2025, 8, 1),
}

# Coordinators whose last months have not arrived yet.
LATE_MONTHS: dict[str, int] = {"claire": 1, "grenier": 2}

# Days from the end of its last month to the day on which a sender's file is of (a 4W is due within 15).
SENT_AFTER: dict[str, int] = {
    "kodro": 8, "etoile": 11, "singila": 19, "soleil": 13, "mbeti": 10, "claire": 27, "grenier": 24, "zago": 5,
}  # fmt: skip

# The small sender that joined the exercise in 2025, and writes CSV.
JOINED: dict[str, dt.date] = {"zago": dt.date(2025, 1, 1)}
