"""Invented lessons: what was tried somewhere and what came of it, failures too."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import RAIN_CLOSED
from etl.demo.organisations import EXITS, ORGANISATIONS, ZONES
from etl.demo.places import Area, Places, place_cells
from etl.demo.timeline import MONTHS, is_rainy

WORKED, PARTLY, FAILED, OPEN = "A marché", "En partie", "N'a pas marché", "Pas encore connu"
ENCLAVED, MOVED, UNSAFE, RAINS = "Zone enclavée", "Déplacement de population", "Insécurité", "Saison des pluies"
OUTBREAK, TOWN, OTHER = "Épidémie", "Milieu urbain", "Autre contexte"
HEALTH, LISTENING, LEGAL = (
    "Formation sanitaire",
    "Centre d'écoute psychosociale",
    "Centre d'écoute et de conseil juridique",
)
SCHOOL, CASES, SPACE = "École ou espace temporaire d'apprentissage", "Gestion des cas", "Espace ami d'enfants"
BIRTHS, CARE, NUTRITION = "État civil", "Prise en charge médicale VBG", "Unité nutritionnelle"
WATER, PATHWAY = "Point d'eau", "Circuit de référencement communautaire"
CHILD, BANGUI = "Protection de l'enfance", frozenset({"CF71"})
RECENT = MONTHS[-18:]


@dataclass(frozen=True)
class Told:
    """One lesson without who, where and when."""

    title: str
    context: str
    tried: str
    result: str
    kind: str
    service: str
    sectors: str
    indicators: str


REGISTER = (
    Told("Écoute en pirogue, les jours de marché", ENCLAVED,
         "Deux écoutantes ont suivi le calendrier des marchés du fleuve au lieu d'attendre à la base.",
         "Les parents sont venus dès le deuxième marché ; le mois sans marché, personne.",
         WORKED, LISTENING, CHILD, "COV-02; REF-01"),
    Told("Un centre d'écoute dans l'enceinte du poste militaire", UNSAFE,
         "Le local le plus sûr a été choisi pour ouvrir l'écoute.",
         "Aucun enfant n'est venu en trois mois : le lieu faisait peur. Fermé, puis rouvert au marché.",
         FAILED, LISTENING, CHILD, "COV-02"),
    Told("Écoute par téléphone quand la piste est coupée", RAINS,
         "Un numéro gratuit a remplacé les visites de juin à octobre.",
         "Les adultes appellent, les enfants non : sans un relais qui prête un téléphone, ils sont perdus de vue.",
         PARTLY, LISTENING, CHILD, "COV-02; CM-05"),
    Told("Audiences foraines avec le chef de quartier", ENCLAVED,
         "Un juriste est venu une fois par trimestre, annoncé à la radio par le chef.",
         "Les familles préparent leurs papiers avant la venue ; les dossiers sont clos le jour même.",
         WORKED, LEGAL, "Protection", "COV-03; REF-04"),
    Told("Conseil juridique au bureau de la préfecture", TOWN,
         "La permanence a été installée à la préfecture, une demi-journée par semaine.",
         "Les jeunes n'osent pas entrer. Deux visites en un trimestre.",
         FAILED, LEGAL, "Protection", "COV-03"),
    Told("Une sage-femme mobile pour quatre villages", ENCLAVED,
         "Une sage-femme à moto, un circuit fixe, un jour par village.",
         "Les femmes connaissent le jour et viennent ; la moto tombe en panne un mois sur quatre.",
         PARTLY, HEALTH, "Santé", "COV-01"),
    Told("Vacciner et écouter le même jour", OUTBREAK,
         "Pendant la flambée, un agent de protection accompagnait l'équipe de vaccination.",
         "Les cas ont été repérés plus tôt et orientés aussitôt, sans file à part.",
         WORKED, HEALTH, "Santé; Protection de l'enfance", "COV-01; REF-01"),
    Told("Stock de médicaments posé avant le mois de mai", RAINS,
         "Quatre mois de stock ont été livrés en mai plutôt que chaque mois.",
         "Aucune rupture jusqu'en octobre ; une partie a été perdue par l'humidité.",
         WORKED, HEALTH, "Santé", "COV-01; COV-09"),
    Told("Classe sous bâche à l'arrivée des familles", MOVED,
         "Un espace d'apprentissage a ouvert dix jours après l'arrivée, avec des maîtres-parents.",
         "Les enfants sont restés ; les maîtres-parents sont partis quand la prime a cessé.",
         PARTLY, SCHOOL, "Éducation", "COV-04"),
    Told("Double vacation pour accueillir les déplacés", MOVED,
         "L'école hôte a ouvert l'après-midi aux enfants déplacés.",
         "Aucun bâtiment n'a été nécessaire, et les enfants jouent ensemble.",
         WORKED, SCHOOL, "Éducation; Protection de l'enfance", "COV-04"),
    Told("Kits scolaires sans maître", UNSAFE,
         "Des kits ont été distribués là où l'école était fermée par l'insécurité.",
         "Les cahiers ont été vendus. Sans adulte qui enseigne, le kit ne garde personne.",
         FAILED, SCHOOL, "Éducation", "COV-04"),
    Told("Deux gestionnaires qui tournent au lieu d'un seul", UNSAFE,
         "Deux gestionnaires se relaient, pour qu'un départ ne ferme pas le service.",
         "Le service a tenu pendant deux alertes ; chacun suit moins de cas.",
         WORKED, CASES, CHILD, "COV-05; CM-03"),
    Told("Ouvrir des dossiers sans superviseur", OTHER,
         "Des relais formés en trois jours ont ouvert des dossiers seuls.",
         "Les évaluations n'étaient pas faites et les délais dépassés : les dossiers ont été repris un par un.",
         FAILED, CASES, CHILD, "CM-02; CM-06"),
    Told("Revue des cas par radio en saison des pluies", RAINS,
         "Une revue par radio chaque semaine, avec des codes et jamais de nom.",
         "Les plans sont à jour ; les visites prévues restent en retard.",
         PARTLY, CASES, CHILD, "CM-03; CM-05"),
    Told("Espace ami tenu par les mères", MOVED,
         "Les mères du site ont choisi l'heure et tenu l'espace à tour de rôle.",
         "L'espace est ouvert tous les jours depuis six mois, sans dépense nouvelle.",
         WORKED, SPACE, CHILD, "COV-06"),
    Told("Espace ami ouvert aux heures de corvée d'eau", OTHER,
         "L'espace ouvrait le matin, comme ailleurs.",
         "Les filles étaient au puits : un enfant présent sur cinq était une fille. L'heure a été changée trop tard.",
         FAILED, SPACE, CHILD, "COV-06"),
    Told("Jugements supplétifs groupés après les pluies", ENCLAVED,
         "L'officier d'état civil et le greffe sont venus ensemble, une semaine par zone.",
         "Les actes sont remis le jour même ; sans le greffe, la mission n'avait rien donné.",
         WORKED, BIRTHS, CHILD, "COV-06; COV-07"),
    Told("Déclarer les naissances à la maternité", TOWN,
         "Un cahier de déclaration a été confié à la maternité.",
         "On attend le premier relevé trimestriel pour juger.",
         OPEN, BIRTHS, "Santé; Protection de l'enfance", "COV-06"),
    Told("Kits de soins après viol en trois lieux sûrs", UNSAFE,
         "Les kits ont été répartis sur trois formations plutôt que gardés au chef-lieu.",
         "Les survivantes sont soignées dans les 72 heures ; un kit a dépassé sa date faute de suivi.",
         PARTLY, CARE, "Violences basées sur le genre; Santé", "COV-01; REF-03"),
    Told("Dépister la malnutrition à l'espace ami", MOVED,
         "Un agent de nutrition mesurait les enfants à l'espace ami, le jeudi.",
         "Les enfants dépistés sont orientés le jour même, et les mères reviennent.",
         WORKED, NUTRITION, "Nutrition; Protection de l'enfance", "REF-01; REF-04"),
    Told("Point d'eau loin de l'école", OTHER,
         "Le forage a été fait où la nappe était la moins profonde, à deux kilomètres de l'école.",
         "Les filles manquent la classe pour puiser. Décider du lieu avec l'école aurait coûté un jour.",
         FAILED, WATER, "Eau, hygiène et assainissement; Éducation", "COV-04"),
    Told("Un circuit de référencement dessiné au mur", ENCLAVED,
         "Le circuit a été peint au mur du marché avec les chefs, en pictogrammes.",
         "Les référencements viennent du village même ; deux numéros ont changé et le mur ne le sait pas.",
         PARTLY, PATHWAY, CHILD, "COV-08; REF-01"),
    Told("Points focaux choisis par les enfants", OTHER,
         "Les enfants ont désigné les adultes à qui ils parleraient.",
         "Pas encore de recul : le circuit a deux mois.",
         OPEN, PATHWAY, CHILD, "COV-08"),
    Told("Réunion commune santé et protection chaque mois", OUTBREAK,
         "Les deux groupes ont tenu une seule réunion pendant l'épidémie, avec une liste d'actions commune.",
         "Les réponses aux référencements sont deux fois plus rapides qu'avant, de l'avis des deux groupes.",
         WORKED, "", "Santé; Protection de l'enfance", "REF-02"),
)  # fmt: skip


def rows(places: Places, rng: np.random.Generator) -> dict[int, list[Row]]:
    """The lessons of each year, in the order of the register."""
    found: dict[int, list[Row]] = {month.year: [] for month in RECENT}
    for told in REGISTER:
        month = _month(told.context, rng)
        area = _area(told.context, places, rng)
        here = _present(area)
        who = str(rng.choice(here))
        others = [name for name in here if name != who]
        times = 0 if told.kind == OPEN else int(rng.integers(0, 6))
        users = rng.choice(others, size=min(times, len(others), 3), replace=False) if others else []
        found[month.year].append(
            {
                "lesson_date": month.replace(day=int(rng.integers(5, 26))),
                "organisation": who,
                "lesson_title": told.title,
                "lesson_context": told.context,
                "tried": told.tried,
                "lesson_result": told.result,
                "result_kind": told.kind,
                "service": told.service,
                "sector": told.sectors,
                "lesson_indicators": told.indicators,
                **place_cells(area),
                "reuse_count": times,
                "reused_by": "; ".join(sorted(map(str, users))),
                "source": f"Atelier de revue de {month.year}",
            }
        )
    return found


def _month(context: str, rng: np.random.Generator) -> dt.date:
    months = [month for month in RECENT if is_rainy(month) or context != RAINS]
    return months[int(rng.integers(len(months)))]


def _area(context: str, places: Places, rng: np.random.Generator) -> Area:
    """A place where such a thing may have happened."""
    if context == TOWN:
        fitting = [area for area in places.current if area.adm1_pcode in BANGUI]
    elif context in (ENCLAVED, RAINS):
        fitting = [area for area in places.current if area.adm1_pcode in RAIN_CLOSED]
    else:
        fitting = [area for area in places.current if area.adm1_pcode not in BANGUI]
    return fitting[int(rng.integers(len(fitting)))]


def _present(area: Area) -> list[str]:
    """Who works in the zone of an area and has not left it."""
    zone = next(zone for zone, pcodes in ZONES.items() if area.adm1_pcode in pcodes)
    return [
        organisation.acronym
        for organisation in ORGANISATIONS
        if any(zone in programme.zones for programme in organisation.programmes)
        and (organisation.acronym, area.adm1_pcode) not in EXITS
    ]
