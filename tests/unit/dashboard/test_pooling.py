"""The planner gives no offer twice, fills no need beyond it, and serves the most uncovered children first."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dashboard.pooling import Match, Need, Offer, can_serve, plan, rank

VAKAGA, BIRAO, OUANDA, ZEMIO = "v02/adm1/CF53", "v02/adm2/CF531", "v02/adm2/CF532", "v02/adm2/CF634"
HELD_BY = {BIRAO: (BIRAO, VAKAGA), OUANDA: (OUANDA, VAKAGA), ZEMIO: (ZEMIO, "v02/adm1/CF63"), VAKAGA: (VAKAGA,)}
KINDS = (("2026-10", "seats", None), ("2026-10", "funds", "USD"), ("2026-11", "seats", None))


def offer(
    number: int, quantity: float, area: str = BIRAO, locality: str | None = None, kind: tuple = KINDS[0]
) -> Offer:
    return Offer(number, *kind, area, locality, Decimal(str(quantity)))


def need(
    number: int, quantity: float, area: str = BIRAO, children: int | None = 100, locality: str | None = None,
    kind: tuple = KINDS[0],
) -> Need:  # fmt: skip
    return Need(number, *kind, HELD_BY[area], locality, Decimal(str(quantity)), children)


def told(matches: Sequence[Match]) -> list[tuple[int, int, Decimal]]:
    return [(match.offer, match.need, match.quantity) for match in matches]


def filled(matches: Sequence[Match], needs: Sequence[Need]) -> list[Decimal]:
    amounts = Counter[int]()
    for match in matches:
        amounts[match.need] += match.quantity
    return [Decimal(amounts[each.number]) for each in needs]


def test_several_offers_fill_one_need_and_one_offer_fills_several() -> None:
    assert told(plan([offer(1, 3), offer(2, 4)], [need(1, 5)])) == [(1, 1, 3), (2, 1, 2)]
    assert told(plan([offer(1, 10)], [need(1, 4), need(2, 5, children=7)])) == [(1, 1, 4), (1, 2, 5)]


def test_cents_are_kept_to_the_cent() -> None:
    usd = ("2026-10", "funds", "USD")
    found = plan([offer(1, 0.1, kind=usd), offer(2, 0.2, kind=usd)], [need(1, 0.3, kind=usd)])
    assert sum(match.quantity for match in found) == Decimal("0.3")


def test_the_zone_with_most_uncovered_children_is_served_first() -> None:
    needs = [need(1, 5, BIRAO, children=10), need(2, 5, OUANDA, children=900), need(3, 5, BIRAO, children=None)]
    assert filled(plan([offer(1, 7, VAKAGA)], needs), needs) == [2, 5, 0]
    assert filled(plan([offer(1, 12, VAKAGA)], needs), needs) == [5, 5, 2]


def test_zones_where_nobody_is_uncovered_come_after_those_where_nobody_knows() -> None:
    needs = [need(1, 5, children=0), need(2, 5, children=None)]
    assert filled(plan([offer(1, 5)], needs), needs) == [0, 5]


def test_an_offer_for_the_prefecture_gives_way_to_where_it_alone_can_go() -> None:
    """Birao comes first and could take the prefecture's offer; its own does as well, and Ouanda gets the other."""
    needs = [need(1, 5, BIRAO, children=900), need(2, 5, OUANDA, children=10)]
    assert filled(plan([offer(1, 5, VAKAGA), offer(2, 5, BIRAO)], needs), needs) == [5, 5]


def test_what_another_need_took_is_freed_where_it_can_be_replaced() -> None:
    needs = [need(1, 2, BIRAO, 9, "Am Dafok"), need(2, 2, BIRAO, 8), need(3, 2, OUANDA, 7)]
    offers = [offer(1, 2, BIRAO, "Am Dafok"), offer(2, 2, BIRAO), offer(3, 2, VAKAGA)]
    assert filled(plan(offers, needs), needs) == [2, 2, 2]


def test_other_places_months_resources_and_currencies_never_mix() -> None:
    for kind in KINDS[1:]:
        assert plan([offer(1, 5)], [need(1, 5, kind=kind)]) == []
    assert plan([offer(1, 5, ZEMIO)], [need(1, 5, BIRAO)]) == []
    assert plan([offer(1, 5, BIRAO)], [need(1, 5, VAKAGA)]) == []  # not anywhere in the prefecture
    assert plan([offer(1, 5, locality="Am Dafok")], [need(1, 5)]) == []
    eur, unknown = ("2026-10", "funds", "EUR"), ("2026-10", "funds", None)
    assert plan([offer(1, 5, kind=KINDS[1])], [need(1, 5, kind=eur)]) == []
    assert plan([offer(1, 5, kind=unknown)], [need(1, 5, kind=unknown)]) == []


AREAS = st.sampled_from([VAKAGA, BIRAO, OUANDA, ZEMIO])
LOCALITIES = st.sampled_from([None, None, "Am Dafok"])
QUANTITIES = st.integers(0, 300).map(lambda cents: Decimal(cents) / 100)


@st.composite
def boards(draw: st.DrawFn, most: int = 7) -> tuple[list[Offer], list[Need]]:
    offers = [
        Offer(number, *draw(st.sampled_from(KINDS)), draw(AREAS), draw(LOCALITIES), draw(QUANTITIES))
        for number in range(draw(st.integers(0, most)))
    ]
    needs = []
    for number in range(draw(st.integers(0, most))):
        area, children = draw(AREAS), draw(st.none() | st.integers(0, 3))
        kind = draw(st.sampled_from(KINDS))
        needs.append(Need(number, *kind, HELD_BY[area], draw(LOCALITIES), draw(QUANTITIES), children))
    return offers, needs


@given(boards())
def test_no_offer_is_exceeded_no_need_overfilled_and_no_pair_told_twice(board: tuple[list[Offer], list[Need]]) -> None:
    offers, needs = board
    matches = plan(offers, needs)
    assert len({(match.offer, match.need) for match in matches}) == len(matches)
    assert all(match.quantity > 0 for match in matches)
    assert all(can_serve(offers[match.offer], needs[match.need]) for match in matches)
    for each in offers:
        assert sum(match.quantity for match in matches if match.offer == each.number) <= each.quantity
    for each in needs:
        assert sum(match.quantity for match in matches if match.need == each.number) <= each.quantity
    total = sum(match.quantity for match in matches)
    assert total <= min(sum(each.quantity for each in offers), sum(each.quantity for each in needs))


@given(boards())
def test_nothing_is_left_of_an_offer_whose_needs_are_not_filled(board: tuple[list[Offer], list[Need]]) -> None:
    offers, needs = board
    matches = plan(offers, needs)
    amounts = filled(matches, needs)
    for each in offers:
        left = each.quantity - sum(match.quantity for match in matches if match.offer == each.number)
        if left:
            assert [
                need.number for need in needs if can_serve(each, need) and amounts[need.number] < need.quantity
            ] == []


@given(boards())
def test_the_most_uncovered_zone_is_never_starved_by_a_lesser_one(board: tuple[list[Offer], list[Need]]) -> None:
    offers, needs = board
    matches = plan(offers, needs)
    amounts = filled(matches, needs)
    for match in matches:
        lesser = needs[match.need]
        for each in needs:
            if rank(each) < rank(lesser) and can_serve(offers[match.offer], each):
                assert amounts[each.number] == each.quantity


@given(boards())
def test_the_order_of_the_lines_changes_nothing(board: tuple[list[Offer], list[Need]]) -> None:
    offers, needs = board
    assert plan(offers[::-1], needs[::-1]) == plan(offers, needs)


@st.composite
def tiny_boards(draw: st.DrawFn) -> tuple[list[Offer], list[Need]]:
    areas = st.sampled_from([VAKAGA, BIRAO, OUANDA])
    offers = [offer(n, draw(st.integers(0, 2)), draw(areas), draw(LOCALITIES)) for n in range(draw(st.integers(1, 3)))]
    needs = [
        need(n, draw(st.integers(0, 2)), draw(areas), draw(st.integers(0, 2)), draw(LOCALITIES))
        for n in range(draw(st.integers(1, 3)))
    ]
    return offers, needs


@given(tiny_boards())
def test_it_is_the_best_of_all_plans_on_tiny_boards(board: tuple[list[Offer], list[Need]]) -> None:
    """Tried one by one: the best is the one whose first need, then its second…, gets most."""
    offers, needs = board
    ordered = sorted(needs, key=rank)
    pairs = [(o, n) for o in offers for n in needs if can_serve(o, n)]
    best: tuple[int, ...] = (0,) * len(needs)
    most = 0
    for amounts in product(*(range(int(min(o.quantity, n.quantity)) + 1) for o, n in pairs)):
        given_by, had_by = Counter[int](), Counter[int]()
        for (o, n), amount in zip(pairs, amounts, strict=True):
            given_by[o.number] += amount
            had_by[n.number] += amount
        if all(given_by[o.number] <= o.quantity for o in offers) and all(had_by[n.number] <= n.quantity for n in needs):
            best = max(best, tuple(had_by[n.number] for n in ordered))
            most = max(most, sum(amounts))
    matches = plan(offers, needs)
    assert tuple(filled(matches, ordered)) == best
    assert sum(match.quantity for match in matches) == most
