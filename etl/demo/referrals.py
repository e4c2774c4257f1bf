"""Invented referral aggregates: who sends children to whom, how fast, and what fails."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
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
NO_ANSWER, NOT_SERVED = "Sans réponse", "Non servi"
SENDER, RECEIVER = "Émettrice", "Réceptrice"
# Who tells the referrals that it receives too, and how often it does not know of one or counts one twice.
_TELLING_RECEIVERS = frozenset({"DOLI-FIC", "BAOBAB-FIC"})
_FORGOTTEN, _TOLD_SINCE = 0.04, dt.date(2026, 4, 1)
_STAYING = 0.55  # share of flows that end where they began
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
    to_area: Area
    origin: str
    wanted: str
    weight: float


def flows(places: Places, rng: np.random.Generator, added: np.random.Generator) -> list[Flow]:
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
                to_area = _destination(places, area, added)
                found.append(Flow(sender, receiver, area, to_area, origin, wanted, share * presence(area)))
    return found


def _destination(places: Places, area: Area, rng: np.random.Generator) -> Area:
    """The place itself, else one of the four nearest: of its prefecture, or of the next."""
    stays, which = rng.random(2)
    if stays < _STAYING:
        return area
    near = sorted(
        (other for other in places.current if other != area),
        key=lambda other: ((other.lat - area.lat) ** 2 + (other.lon - area.lon) ** 2, other.pcode),
    )
    return near[int(which * 4)]


def rows(places: Places, rng: np.random.Generator, added: np.random.Generator) -> list[Row]:
    """Monthly counts: identical combinations of one month are one row. ``added`` draws what came to be told later."""
    known = flows(places, rng, added)
    result: list[Row] = []
    for month in MONTHS:
        counts: Counter[tuple[Area, Area, tuple[str, ...]]] = Counter()
        for flow in known:
            ends = places.at(flow.area, month), places.at(flow.to_area, month)
            # Children are sent in small groups with one outcome, else nearly every count would be one.
            for _ in range(int(rng.poisson(_mean(flow, month) / _GROUP))):
                outcome = _outcome(flow, month, rng)
                words = (flow.sender, flow.receiver, flow.origin, flow.wanted, *outcome, _served(outcome, added))
                counts[(*ends, words)] += 1 + int(rng.poisson(_GROUP - 1))
        ordered = sorted(counts.items(), key=lambda item: (item[0][0].pcode, item[0][2], item[0][1].pcode))
        result.extend(_row(month, ends, words, count) for (*ends, words), count in ordered)
        if month >= _TOLD_SINCE:
            result.extend(_told_by_receivers(ordered, month, added))
    return result


def _served(outcome: tuple[str, ...], rng: np.random.Generator) -> str:
    """How long the service took: as long as the answer, or longer; none but of what is done."""
    _, status, _, answer, *_ = outcome
    draw = float(rng.random())
    if status != "Réalisé":
        return NOT_SERVED
    return _DELAYS[min(len(_DELAYS) - 1, _DELAYS.index(answer) + (draw > 0.45) + (draw > 0.85))]


def _told_by_receivers(
    counts: list[tuple[tuple[Area, Area, tuple[str, ...]], int]], month: dt.date, rng: np.random.Generator
) -> Iterator[Row]:
    """What some receivers tell of the same referrals, by service and status alone; now and then one is missing."""
    told: Counter[tuple[str, ...]] = Counter()
    places: dict[tuple[str, ...], tuple[Area, Area]] = {}
    for (area, to_area, words), count in counts:
        sender, receiver, _, wanted, priority, status, *_ = words
        if receiver in _TELLING_RECEIVERS:
            key = (area.pcode, to_area.pcode, sender, receiver, wanted, priority, status)
            told[key] += count - (count > 1 and float(rng.random()) < _FORGOTTEN)
            places[key] = area, to_area
    for key, count in sorted(told.items()):
        _, _, sender, receiver, wanted, priority, status = key
        words = (sender, receiver, "", wanted, priority, status, "", "", "", "", "")
        yield _row(month, places[key], words, count) | {"told_by": RECEIVER}


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


def _row(month: dt.date, ends: Sequence[Area], words: tuple[str, ...], count: int) -> Row:
    sender, receiver, origin, wanted, priority, status, reason, delay, sex, age, service_delay = words
    area, to_area = ends
    return {
        "period": month,
        **place_cells(area),
        **{f"to_{role}": text for role, text in place_cells(to_area).items()},
        "organisation": sender,
        "to_organisation": receiver,
        "told_by": SENDER,
        "from_service": origin,
        "to_service": wanted,
        "priority": priority,
        "referral_status": status,
        "reason": reason,
        "response_delay": delay,
        "service_delay": service_delay,
        "sex": sex,
        "age_group": age,
        "referrals": count,
    }
