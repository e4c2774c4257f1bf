"""COV-01 to COV-10 on the demonstration, against a naive account of its workbooks in plain Python.

The account (tests/coverage_account.py) says from which rows it sets out, and why. Formulas are those of the design's
list; every value of each indicator is compared, and nothing may stand there besides.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import oracle
from tests.conftest import Built
from tests.coverage_account import BASKET, CHILD_PROTECTION, FRESH_DAYS, MONTHS, Account, cells, last_day, scheme_of

Fact = tuple[str | None, str, float | None, float | None]  # component, adm2, numerator, denominator
Values = dict[tuple, tuple[float | None, float | None]]  # by component, period, scheme, level, area
KMH = {"dry": 30, "rainy": 15}
DETOUR = 1.4
QUARTERS = [f"{year}-Q{n}" for year in (2024, 2025, 2026) for n in range(1, 5)][1:11]


@pytest.fixture(scope="module")
def account(demo_sources: Path, demo_build: Built) -> Account:
    return Account(demo_sources, demo_build)


def published(built: Built, name: str) -> Values:
    rows = built.rows(
        "SELECT component, period, scheme, level, pcode, organisation, sex, age_group, disability, numerator, "
        f"denominator FROM marts.indicator_values WHERE indicator_id = '{name}'"
    )
    assert {row[5:9] for row in rows} == {(None, "*", "*", "*")}
    found = {row[:5]: row[9:] for row in rows}
    assert len(found) == len(rows)
    return found


def last_months() -> dict[str, str]:
    """Of each month, quarter and year its last month told: a state is that of the end."""
    found: dict[str, str] = {}
    for month in MONTHS:
        quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
        found |= {month: month, quarter: month, month[:4]: month}
    return found


def spread(facts: dict[str, list[Fact]], *levels: str) -> Values:
    """Facts of adm2 areas by month: sums of those known; of an area without any, neither number."""
    found: Values = {}
    for period, month in last_months().items():
        scheme = scheme_of(month)
        parents = oracle.parents(scheme)
        for component, pcode, above, below in facts[month]:
            areas = {"country": "CF", "adm1": parents[pcode], "adm2": pcode}
            for level in levels:
                key = (component, period, scheme, level, areas[level])
                before = found.get(key, (None, None))
                found[key] = (plus(before[0], above), plus(before[1], below))
    return found


def plus(one: float | None, other: float | None) -> float | None:
    known = [number for number in (one, other) if number is not None]
    return sum(known) if known else None


def compare(built: Built, name: str, expected: Values, at_least: int) -> None:
    found = published(built, name)
    assert found.keys() == expected.keys()
    assert {key: pair for key, pair in found.items() if pair != expected[key]} == {}
    known = sum(pair[0] is not None for pair in found.values())
    assert known > at_least
    assert any(pair[0] for pair in found.values())


@pytest.mark.parametrize(
    ("name", "service", "who"), [("COV-01", "health", 0), ("COV-02", "psychosocial", 1), ("COV-04", "school", 2)]
)
def test_sites_against_people(account: Account, name: str, service: str, who: int) -> None:
    facts: dict[str, list[Fact]] = {}
    for month in MONTHS:
        scheme, numbers = scheme_of(month), account.numbers(month, scheme_of(month))
        facts[month] = []
        for pcode in account.adm2(scheme):
            sites, people = numbers[pcode, service], account.people[scheme, pcode][who]
            is_known = sites is not None and people > 0
            facts[month].append((None, pcode, sites, people) if is_known else (None, pcode, None, None))
    compare(account.built, name, spread(facts, "adm1", "adm2"), 3_000)


def test_sub_prefectures_with_legal_counsel(account: Account) -> None:
    """COV-03. Where no list of sites tells of the service at all, zeros of the 4W are no share of anything."""
    facts = defaultdict(list)
    for month in MONTHS:
        scheme = scheme_of(month)
        told = account.statuses(month, scheme)
        numbers = account.numbers(month, scheme)
        is_listed = any(told[p, "legal"] == "works" or numbers[p, "legal"] is not None for p in account.adm2(scheme))
        for pcode in account.adm2(scheme):
            state = told[pcode, "legal"]
            is_known = is_listed and state != "unknown"
            facts[month].append((None, pcode, *((state == "works", 1) if is_known else (None, None))))
    compare(account.built, "COV-03", spread(facts, "country", "adm1"), 700)


def test_sub_prefectures_with_the_whole_basket(account: Account) -> None:
    """COV-05: of those where each of the five is known, those where all of them work."""
    facts = defaultdict(list)
    for month in MONTHS:
        told = account.statuses(month, scheme_of(month))
        for pcode in account.adm2(scheme_of(month)):
            states = [told[pcode, service] for service in BASKET]
            numbers = (None, None) if "unknown" in states else (all(state == "works" for state in states), 1)
            facts[month].append((None, pcode, *numbers))
    compare(account.built, "COV-05", spread(facts, "country", "adm1"), 600)


def test_children_without_a_service(account: Account) -> None:
    """COV-06, one component a service, none of them added to another."""
    facts = defaultdict(list)
    for month in MONTHS:
        scheme = scheme_of(month)
        for (pcode, service), state in account.statuses(month, scheme).items():
            children = {"works": 0, "none": account.people[scheme, pcode][1], "unknown": None}[state]
            facts[month].append((service, pcode, children, None))
    compare(account.built, "COV-06", spread(facts, "country", "adm1"), 10_000)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, by the law of cosines: the earth is a sphere of 6371.0088 km."""
    (north, east), (to_north, to_east) = [tuple(map(math.radians, point)) for point in (one, other)]
    cosine = math.sin(north) * math.sin(to_north) + math.cos(north) * math.cos(to_north) * math.cos(east - to_east)
    return 6371.0088 * math.acos(min(1.0, cosine))


def test_children_within_an_hour(account: Account) -> None:
    """COV-07: from each chief town or centre to the nearest working site, wherever it lies, as the crow flies."""
    starts = {
        (scheme, pcode): (north, east)
        for scheme, pcode, north, east in account.built.rows(
            "SELECT scheme, pcode, latitude, longitude FROM core.origins"
        )
    }
    assert account.built.rows("SELECT method FROM marts.travel_method") == [("great_circle",)]
    ways: dict[tuple, float] = {}
    facts = defaultdict(list)
    for month in MONTHS:
        scheme = scheme_of(month)
        working = defaultdict(set)
        for site, state, _ in account.in_force(month):
            if state == "works":
                working[site.service].add(site.point)
        for pcode in account.adm2(scheme):
            start, children = starts[scheme, pcode], account.people[scheme, pcode][1]
            for service in FRESH_DAYS:
                for point in working[service]:
                    if (start, point) not in ways:
                        ways[start, point] = kilometres(start, point)
                nearest = min((ways[start, point] for point in working[service]), default=None)
                for season, kmh in KMH.items():
                    numbers = (None, None)
                    if nearest is not None:
                        numbers = (children if nearest * DETOUR / kmh <= 1 else 0, children)
                    facts[month].append((f"{season}_{service}", pcode, *numbers))
    compare(account.built, "COV-07", spread(facts, "country", "adm1", "adm2"), 80_000)


def test_communities_whose_pathway_works(account: Account) -> None:
    """COV-08: verified within six months, and each service of the basket works in its own sub-prefecture."""
    expected: Values = {}
    for period, month in last_months().items():
        scheme = scheme_of(month)
        parents = oracle.parents(scheme)
        areas = {("adm2", pcode) for pcode in parents} | {("adm1", pcode) for pcode in parents.values()}
        counted = {area: [0, 0] for area in areas}
        for site, state, _ in account.in_force(month):
            if site.service == "community_referral":
                told = account.statuses(month, site.scheme)
                is_whole = all(told[site.pcode, service] == "works" for service in BASKET)
                for own, *area in account.places[site.scheme, site.pcode].within:
                    if own == scheme:
                        counted[tuple(area)][0] += state == "works" and is_whole
                        counted[tuple(area)][1] += 1
        expected |= {(None, period, scheme, *area): tuple(numbers) for area, numbers in counted.items()}
    compare(account.built, "COV-08", expected, 5_000)


def enclaved(account: Account, first: dt.date, last: dt.date) -> set[str]:
    """The sub-prefectures enclaved on some day; without an end, until the next statement of the same place."""
    told = [
        (row["P-code sous-préfecture"], row["Statut d'accès"], row["Depuis le"].date(), row["Jusqu'au"])
        for row in cells(account.sources, "acces_*.xlsx")
    ]
    found = set()
    for place, status, start, end in told:
        later = min((other for one, _, other, _ in told if one == place and other > start), default=None)
        until = end.date() if end else later - dt.timedelta(days=1) if later else dt.date.max
        if status == "Enclavé" and start <= last and until >= first:
            found.add(place)
    return found


def sure_and_perhaps(
    account: Account, quarter: str, first: dt.date, last: dt.date
) -> Iterator[tuple[set[str], set[str]]]:
    """Where child protection surely was in a quarter, and where it may have been, one thing told after another."""
    months = [month for month in MONTHS if first <= last_day(month) <= last]
    told = [
        (one.scheme, one.pcode)
        for one in account.activities
        if one.month in months and one.sector == "PRO-CPN" and one.is_going_on
    ]
    told += [
        (site.scheme, site.pcode)
        for site, state, _ in account.in_force(months[-1])
        if site.service in CHILD_PROTECTION and state == "works"
    ]
    for scheme, pcode in set(told):
        ground = account.places[scheme, pcode]
        yield ({area[2] for area in ground.within if area[:2] == ("cod_v02", "adm2")},
               {area[2] for area in ground.across if area[:2] == ("cod_v02", "adm2")})  # fmt: skip
    for row in cells(account.sources, "mutualisation_*.xlsx"):
        is_past = row["Offre, besoin ou partage"] == "Partagé" and row["Date de fin"].date() <= last_day(MONTHS[-1])
        if is_past and row["Date de début"].date() <= last and row["Date de fin"].date() >= first:
            yield {str(row["P-code sous-préfecture"])}, set()


def test_enclaved_zones_reached(account: Account) -> None:
    """COV-09: a year adds up its quarters; a zone that was perhaps reached is in neither number."""
    expected: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    undecided = 0
    for quarter in QUARTERS:
        year, number = int(quarter[:4]), int(quarter[-1])
        first, last = dt.date(year, 3 * number - 2, 1), last_day(f"{year}-{3 * number:02}")
        sure, perhaps = set(), set()
        for there, around in sure_and_perhaps(account, quarter, first, last):
            sure |= there
            perhaps |= around
        for zone in enclaved(account, first, last):
            if zone in perhaps - sure:
                undecided += 1
                continue
            for period in (quarter, quarter[:4]):
                for level, pcode in (("country", "CF"), ("adm1", oracle.parents("cod_v02")[zone])):
                    counted = expected[None, period, "cod_v02", level, pcode]
                    counted[0] += zone in sure
                    counted[1] += 1
    assert undecided == 2
    compare(account.built, "COV-09", {key: tuple(numbers) for key, numbers in expected.items()}, 100)


def test_pairs_that_rest_on_one_organisation(account: Account) -> None:
    """COV-10: who runs a working site there; where no list of sites can say, whom the 4W names. A pair that others may
    serve too is not called one organisation's."""
    facts = defaultdict(list)
    for month in MONTHS:
        scheme = scheme_of(month)
        numbers = account.numbers(month, scheme)
        for (pcode, service), there in account.found(month, scheme).items():
            serving, others = there.owners, there.perhaps
            if not there.works:
                serving = there.active if numbers[pcode, service] is None else set()
                others = there.perhaps | there.maybe_active
            is_sure = others <= serving
            single = len(serving) == 1 and is_sure
            facts[month].append((None, pcode, single, bool(serving) and (len(serving) > 1 or is_sure)))
    compare(account.built, "COV-10", spread(facts, "country", "adm1"), 1_000)
