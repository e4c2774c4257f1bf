"""Invented referral aggregates: who sends children to whom, how fast, and what fails."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np

from etl.demo.cells import Row
from etl.demo.geography import GROWING, RAIN_CLOSED, ZONE_OF, presence, scarcity
from etl.demo.places import Area, Places, place_cells
from etl.demo.sites import SERVICES
from etl.demo.timeline import MONTHS, index_of, is_rainy

CASE_WORK = "Gestion de cas"
# Who refers, from which service, and in which zones.
_SENDERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("KODRO-FIC", CASE_WORK, ("bangui", "ouest", "nord-ouest")),
    ("SIRIRI-FIC", CASE_WORK, ("ouest", "nord-ouest")),
    ("LANTER-FIC", CASE_WORK, ("centre", "nord-est", "sud-est")),
    ("TERE-FIC", "Espace ami d'enfants", ("nord-est", "sud-est")),
    ("DOLI-FIC", "Centre d'écoute psychosociale", ("bangui", "centre")),
    ("BAOBAB-FIC", "Formation sanitaire", ("nord-ouest", "centre", "sud-est")),
    ("MBETI-FIC", "École", ("bangui", "ouest", "nord-ouest")),
)
_WANTED = {
    "Centre d'écoute psychosociale": 0.24,
    "Centre d'écoute juridique": 0.12,
    "Formation sanitaire": 0.24,
    "École": 0.14,
    "Espace ami d'enfants": 0.08,
    "Prise en charge médicale VBG": 0.08,
    "État civil": 0.10,
}
_PRIORITIES = ("Urgence", "Urgent", "Normal")
_STATUSES = ("Réalisé", "Accepté", "Rejeté", "En attente", "Annulé")
_STATUS_ODDS = (0.50, 0.18, 0.09, 0.18, 0.05)
# A place with little of the service: more refusals and more silence.
_SCARCE_ODDS = (0.18, 0.13, 0.32, 0.32, 0.05)
# The latest months still wait for an answer.
_RECENT_ODDS = (0.28, 0.20, 0.06, 0.42, 0.04)
_DELAYS = ("≤ 24 h", "24-72 h", "3-14 jours", "> 14 jours")
_DELAY_ODDS = {
    "Urgence": (0.64, 0.22, 0.10, 0.04),
    "Urgent": (0.30, 0.42, 0.20, 0.08),
    "Normal": (0.08, 0.24, 0.50, 0.18),
}
NO_ANSWER = "Sans réponse"
_REASONS = {
    "Rejeté": (("Service indisponible", 0.55), ("Hors critères", 0.20), ("Capacité dépassée", 0.25)),
    "En attente": (("", 0.75), ("Distance ou insécurité", 0.25)),
    "Annulé": (("Refus de l'enfant ou de la famille", 0.70), ("Enfant parti de la zone", 0.30)),
}
_GROUP = 2.6
_SEXES, _AGES = ("F", "M"), ("0-4", "5-11", "12-17")


@dataclass(frozen=True)
class Flow:
    """A habit of referral between two organisations from one place."""

    sender: str
    receiver: str
    area: Area
    origin: str
    wanted: str
    weight: float


def flows(places: Places, rng: np.random.Generator) -> list[Flow]:
    """Which referral habits exist; the busiest places have most of them."""
    found: list[Flow] = []
    for sender, origin, zones in _SENDERS:
        for area in places.current:
            if ZONE_OF[area.adm1_pcode] not in zones or presence(area) < 0.55:
                continue
            for wanted, share in _WANTED.items():
                draw = rng.random(2)
                receivers = [name for name in SERVICES[wanted][1] if name != sender]
                if wanted == origin or draw[0] > 0.16 + share:
                    continue
                receiver = receivers[int(draw[1] * len(receivers))]
                found.append(Flow(sender, receiver, area, origin, wanted, share * presence(area)))
    return found


def rows(places: Places, rng: np.random.Generator) -> list[Row]:
    """Monthly counts: identical combinations of one month are one row."""
    known = flows(places, rng)
    result: list[Row] = []
    for month in MONTHS:
        counts: Counter[tuple[Area, tuple[str, ...]]] = Counter()
        for flow in known:
            area = places.at(flow.area, month)
            # Children are sent in small groups with one outcome, else nearly every count would be one.
            for _ in range(int(rng.poisson(_mean(flow, month) / _GROUP))):
                words = (flow.sender, flow.receiver, flow.origin, flow.wanted, *_outcome(flow, month, rng))
                counts[(area, words)] += 1 + int(rng.poisson(_GROUP - 1))
        ordered = sorted(counts.items(), key=lambda item: (item[0][0].pcode, item[0][1]))
        result.extend(_row(month, area, words, count) for (area, words), count in ordered)
    return result


def _mean(flow: Flow, month: dt.date) -> float:
    mean = 5.0 * flow.weight * (1 + 0.012 * index_of(month))
    if flow.area.adm1_pcode in GROWING:
        mean *= 1.25
    if flow.area.adm1_pcode in RAIN_CLOSED and is_rainy(month):
        mean *= 0.3
    return mean


def _pick(labels: tuple[str, ...], odds: tuple[float, ...], draw: float) -> str:
    for label, odd in zip(labels, odds, strict=True):
        draw -= odd
        if draw < 0:
            return label
    return labels[-1]


def _outcome(flow: Flow, month: dt.date, rng: np.random.Generator) -> tuple[str, ...]:
    draw = [float(value) for value in rng.random(6)]
    priority = _pick(_PRIORITIES, (0.12, 0.30, 0.58), draw[0])
    odds = _RECENT_ODDS if index_of(month) >= len(MONTHS) - 2 else _STATUS_ODDS
    if scarcity(flow.wanted, flow.area) < 0.5:
        odds = _SCARCE_ODDS
    status = _pick(_STATUSES, odds, draw[1])
    reasons = _REASONS.get(status, (("", 1.0),))
    reason = _pick(tuple(label for label, _ in reasons), tuple(odd for _, odd in reasons), draw[2])
    delay = NO_ANSWER if status == "En attente" else _pick(_DELAYS, _DELAY_ODDS[priority], draw[3])
    sex = _pick(_SEXES, (0.56, 0.44), draw[4])
    return priority, status, reason, delay, sex, _pick(_AGES, (0.15, 0.40, 0.45), draw[5])


def _row(month: dt.date, area: Area, words: tuple[str, ...], count: int) -> Row:
    sender, receiver, origin, wanted, priority, status, reason, delay, sex, age = words
    return {
        "period": month,
        **place_cells(area),
        "organisation": sender,
        "to_organisation": receiver,
        "from_service": origin,
        "to_service": wanted,
        "priority": priority,
        "referral_status": status,
        "reason": reason,
        "response_delay": delay,
        "sex": sex,
        "age_group": age,
        "referrals": count,
    }
