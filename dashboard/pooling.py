"""Match offers of means to needs: no offer is used twice or exceeded, and the most uncovered children come first."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise


@dataclass(frozen=True)
class Offer:
    """What somebody has to give in a month. A locality narrows it; a whole prefecture serves all that lies in it."""

    number: int
    month: str
    resource: str
    currency: str | None
    area: str
    locality: str | None
    quantity: Decimal


@dataclass(frozen=True)
class Need:
    """What is needed in a zone; `held_by`: the areas that the zone lies in, itself among them."""

    number: int
    month: str
    resource: str
    currency: str | None
    held_by: tuple[str, ...]
    locality: str | None
    quantity: Decimal
    children: int | None  # not covered; None: nobody knows


@dataclass(frozen=True)
class Match:
    """So much of an offer for a need."""

    offer: int
    need: int
    quantity: Decimal


def plan(offers: Sequence[Offer], needs: Sequence[Need]) -> list[Match]:
    """As much as can be given, to the needs with most uncovered children first.

    A need later in the order never takes from one before it: it gets what is left, or what an offer can free by giving
    way to another one (a flow augmented need by need). Means of different months, resources or currencies never mix.
    """
    found: list[Match] = []
    for kind, wanted in groupby(sorted(needs, key=lambda need: (kind_of(need), rank(need))), key=kind_of):
        given = [offer for offer in offers if kind_of(offer) == kind]
        found += matched(given, list(wanted))
    return found


def kind_of(means: Offer | Need) -> tuple[str, str, str]:
    return means.month, means.resource, means.currency or ""


def rank(need: Need) -> tuple[int, int, int]:
    """Most uncovered children first; unknown numbers after them, and before zones where nobody is uncovered."""
    if need.children is None:
        return 1, 0, need.number
    return (0, -need.children, need.number) if need.children else (2, 0, need.number)


def can_serve(offer: Offer, need: Need) -> bool:
    """The same month, resource and place. Money of an unknown currency serves nobody."""
    return (
        kind_of(offer) == kind_of(need)
        and (offer.resource != "funds" or offer.currency is not None)
        and offer.area in need.held_by
        and offer.locality in (None, need.locality)
    )


def matched(offers: Sequence[Offer], needs: Sequence[Need]) -> list[Match]:
    """The matches of one month and resource; needs in their order."""
    # An offer that fits fewer needs is used first: it leaves the others free.
    reach = {offer.number: sum(can_serve(offer, need) for need in needs) for offer in offers}
    ordered = sorted(offers, key=lambda offer: (reach[offer.number], offer.number))
    serving = {need.number: [offer.number for offer in ordered if can_serve(offer, need)] for need in needs}
    left = {offer.number: offer.quantity for offer in offers}
    flow: dict[tuple[int, int], Decimal] = {}  # by need and offer
    for need in needs:
        missing = need.quantity
        while missing > 0 and (path := way_to_an_offer(need.number, serving, flow, left)):
            amount = min(missing, left[path[-1][1]], *(flow[step] for step in given_up(path)))
            push(path, amount, flow)
            left[path[-1][1]] -= amount
            missing -= amount
    return [Match(offer, need, amount) for (need, offer), amount in sorted(flow.items()) if amount > 0]


Path = list[tuple[int, int]]  # steps from a need to an offer; each but the last frees what another need had of it


def way_to_an_offer(
    start: int,
    serving: Mapping[int, Sequence[int]],
    flow: Mapping[tuple[int, int], Decimal],
    left: Mapping[int, Decimal],
) -> Path:
    """The shortest way from a need to an offer with something left, other needs changing their offers on it."""
    queue: deque[tuple[int, Path]] = deque([(start, [])])
    seen = {start}
    while queue:
        need, path = queue.popleft()
        for offer in serving[need]:
            if left[offer] > 0:
                return [*path, (need, offer)]
        for offer in serving[need]:
            for other in holders(offer, flow):
                if other not in seen:
                    seen.add(other)
                    queue.append((other, [*path, (need, offer)]))
    return []


def holders(offer: int, flow: Mapping[tuple[int, int], Decimal]) -> Iterator[int]:
    return (need for (need, given), amount in flow.items() if given == offer and amount > 0)


def given_up(path: Path) -> list[tuple[int, int]]:
    """What each need on the way had of the offer that it leaves to the one before."""
    return [(need, offer) for (_, offer), (need, _next) in pairwise(path)]


def push(path: Path, amount: Decimal, flow: dict[tuple[int, int], Decimal]) -> None:
    for step in given_up(path):
        flow[step] -= amount
    for step in path:
        flow[step] = flow.get(step, Decimal()) + amount
