"""marts.gaps and what the to-do list reads: worked by hand on the Ouaka, and as naive loops find them elsewhere."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from tests.factories import Built, activity, grid, site
from tests.oracle import REFERENCE

HEALTH, LISTENING = "Formation sanitaire", "Centre d'écoute psychosociale"
FRESH, OLD = "2022-03-15", "2021-06-01"
BAKALA = {"adm2_name": "Bakala", "adm2_code": "CF432"}
GRIMARI = {"adm2_name": "Grimari", "adm2_code": "CF433"}
KOUANGO = {"adm2_name": "Kouango", "adm2_code": "CF434"}
OUAKA = {"adm2_name": "", "adm2_code": ""}
SCENARIOS = ("low", "mid", "high")
RANKS = ("rank_children", "rank_rate", "rank_severity")
# COD-PS 2015: population and children of the Ouaka's sub-prefectures, and both in its highest estimate.
CHILDREN = {"CF431": 74273, "CF432": 5184, "CF433": 24330, "CF434": 44755, "CF435": 26786}
SEVERITY = [
    ["Année", "Code préfecture", "Code sous-préfecture", "Phase", "Secteur", "Source"],
    ["2021", "CF43", "CF432", "2", "", "JIAF"],
    ["2022", "CF43", "CF432", "5", "Protection", "JIAF"],  # intersectoral first, though older
    ["2022", "CF43", "CF433", "4", "Protection", "JIAF"],
    ["2023", "CF43", "CF433", "1", "", "JIAF"],  # after the period
    ["2022", "CF43", "CF434", "3", "Abris enchantés", "JIAF"],  # a sector that nobody knows is not all of them
    ["2022", "CF43", "CF431", "3", "", "JIAF"],
    ["2022", "CF43", "CF431", "4", "", "MSNA"],  # two phases: the higher, never 3.5
]


@pytest.fixture(scope="module")
def ouaka(small: Callable[..., Built]) -> Built:
    """Two health sites in Bambari, one of unknown date in Kouango, none elsewhere; listening in Bakala alone."""
    sites = [
        site(service=HEALTH, site_name="H1", site_status="Fonctionnel", verified_date=FRESH),
        site(service=HEALTH, site_name="H2", site_status="Fonctionnel", verified_date=FRESH),
        site(service=HEALTH, site_name="H3", site_status="Fonctionnel", verified_date=OLD, **KOUANGO),
        site(service=LISTENING, site_name="E1", site_status="Fonctionnel", verified_date=FRESH, **BAKALA),
    ]
    activities = [
        activity(sector="Nutrition", **GRIMARI),
        activity(sector="Éducation", organisation="MSF", **GRIMARI),
        activity(sector="Eau, hygiène et assainissement", organisation="IRC", **OUAKA),
    ]
    return small(
        {
            "sites.xlsx": {"Sites": grid(sites)},
            "4w.xlsx": {"4W": grid(activities)},
            "severite.xlsx": {"Sévérité": SEVERITY},
        }
    )


def told(built: Built, service: str, columns: str, scenario: str = "mid", level: str = "adm2") -> dict[str, tuple]:
    found = built.rows(
        f"SELECT pcode, {columns} FROM marts.gaps WHERE period = '2022-03' AND scheme = 'cod_v01' "
        f"AND service_code = '{service}' AND level = '{level}' AND scenario = '{scenario}' AND pcode LIKE 'CF43%'"
    )
    return {pcode: tuple(rest) for pcode, *rest in found}


def test_children_not_covered_by_a_density_are_those_beyond_what_the_sites_serve(ouaka: Built) -> None:
    assert told(ouaka, "health", "state, children, not_covered") == {
        # 74,273 × (1 − 2 × 10,000 / 147,367)
        "CF431": ("partial", 74273, 64193),
        "CF432": ("gap", 5184, 5184),
        "CF433": ("gap", 24330, 24330),
        "CF434": ("unconfirmed", 44755, None),  # seen nine months before: neither covered nor a gap
        "CF435": ("gap", 26786, 26786),
    }
    # 78,418 children of 155,592 people
    assert told(ouaka, "health", "children, not_covered", "high")["CF431"] == (78418, 68338)


def test_without_a_density_one_functional_site_covers_the_area(ouaka: Built) -> None:
    found = told(ouaka, "psychosocial", "state, not_covered, rate")
    assert found["CF432"] == ("covered", 0, 0)
    assert found["CF431"] == ("gap", 74273, 1)


def test_without_a_directory_the_children_where_no_actor_is_reported_are_not_covered(ouaka: Built) -> None:
    assert told(ouaka, "nutrition", "state, not_covered") == {
        "CF433": ("unconfirmed", None),
        **{pcode: ("gap", children) for pcode, children in CHILDREN.items() if pcode != "CF433"},
    }


def test_where_nobody_can_say_there_is_no_gap_and_no_rank(ouaka: Built) -> None:
    # the row names the whole prefecture: in which sub-prefecture, nobody knows
    found = told(ouaka, "water", "state, not_covered, rank_children, rank_rate, rank_severity")
    assert set(found.values()) == {("no_data", None, None, None, None)}
    # of the prefecture, somebody is there
    assert told(ouaka, "water", "state, not_covered, unknown", level="adm1") == {"CF43": ("unconfirmed", None, 5)}


def test_a_service_that_nothing_speaks_of_has_no_gap(ouaka: Built) -> None:
    assert ouaka.rows("SELECT * FROM marts.gaps WHERE service_code = 'civil_registration'") == []


def test_a_prefecture_is_the_sum_of_its_known_sub_prefectures(ouaka: Built) -> None:
    (found,) = told(
        ouaka, "health", "state, children, not_covered, parts, unknown, unconfirmed, rate", level="adm1"
    ).values()
    total = 64193 + 5184 + 24330 + 26786
    # Kouango is unconfirmed: in neither number of the rate, or else its children would count as covered
    judged = sum(CHILDREN.values()) - CHILDREN["CF434"]
    assert found == ("partial", sum(CHILDREN.values()), total, 5, 0, 1, pytest.approx(total / judged))


def test_a_severity_is_the_newest_intersectoral_one_and_never_an_average(ouaka: Built) -> None:
    found = ouaka.rows(
        "SELECT pcode, phase, sector_code, severity_period, from_level FROM marts.severity "
        "WHERE period = '2022-03' AND scheme = 'cod_v01' ORDER BY ALL"
    )
    assert found == [
        ("CF431", 4, None, "2022", "adm2"),
        ("CF432", 2, None, "2021", "adm2"),
        ("CF433", 4, "PRO", "2022", "adm2"),
    ]


def test_an_area_without_severity_is_not_ranked_by_it_and_never_stable(ouaka: Built) -> None:
    found = told(ouaka, "health", "weighted, rank_severity, is_stable, is_always_in_ten")
    assert found["CF435"] == (None, None, False, False)
    assert {pcode: row[:2] for pcode, row in found.items() if row[0]} == {
        "CF431": (4 * 64193, 1), "CF433": (4 * 24330, 2), "CF432": (2 * 5184, 3),
    }  # fmt: skip
    # its prefecture has a part without: no sum, and it says so
    assert told(ouaka, "health", "weighted, unweighted", level="adm1") == {"CF43": (None, 1)}


def test_the_severity_of_a_prefecture_holds_for_its_parts_without_one(small: Callable[..., Built]) -> None:
    severity = [["Année", "Code préfecture", "Code sous-préfecture", "Phase"], ["2022", "CF43", "", "3"],
                ["2021", "CF43", "CF432", "2"]]  # fmt: skip
    built = small({"s.xlsx": {"Sévérité": severity}, "4w.xlsx": {"4W": grid([activity()])}})
    found = built.rows(
        "SELECT pcode, phase, from_level FROM marts.severity "
        "WHERE scheme = 'cod_v01' AND pcode LIKE 'CF43%' ORDER BY ALL"
    )
    others = [(pcode, 3, "adm1") for pcode in CHILDREN if pcode != "CF432"]
    assert found == sorted([("CF43", 3, "adm1"), ("CF432", 2, "adm2"), *others])


def test_equals_share_a_rank_and_the_next_comes_after_them_all(ouaka: Built) -> None:
    ranks = sorted(row[0] for row in ouaka.rows(
        "SELECT rank_rate FROM marts.gaps WHERE period = '2022-03' AND scheme = 'cod_v01' AND level = 'adm2' "
        "AND service_code = 'health' AND scenario = 'mid' AND rank_rate IS NOT NULL"
    ))  # fmt: skip
    # 71 sub-prefectures but Kouango: 70 without any site, Bambari with two
    assert ranks == [1] * 70 + [71]


@pytest.mark.parametrize("chosen", ["demo_build", "real_build"])
def test_rank_and_children_are_what_naive_loops_find(chosen: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(chosen)
    ((period,),) = built.rows("SELECT max_by(period, (end_date, start_date)) FROM marts.service_periods")
    expected = dict(naive_gaps(built, period))
    columns = ", ".join(("not_covered", "rate", "weighted", *RANKS, "is_stable", "is_always_in_ten"))
    rows = built.rows(
        f"SELECT service_code, scheme, scenario, pcode, {columns} FROM marts.gaps "
        f"WHERE period = '{period}' AND level = 'adm2'"
    )
    found = {row[:4]: row[4:] for row in rows}
    assert len(found) > 1000
    assert found.keys() == expected.keys()
    for key, values in found.items():
        assert values[0] == expected[key][0], key
        assert values[2:] == expected[key][2:], key
        assert values[1] == (None if expected[key][1] is None else pytest.approx(expected[key][1])), key


def naive_gaps(built: Built, period: str) -> Iterator[tuple[tuple, tuple]]:
    """Service, scheme, scenario and p-code with the children, the share, the weight, three ranks and two marks."""
    services = built.rows(
        "SELECT service_code, threshold, threshold_per, denominator FROM marts.services WHERE is_known"
    )
    people = {
        row[:3]: dict(zip(("population", "children", "school_age"), row[3:], strict=True))
        for row in built.rows(
            "SELECT scheme, scenario, pcode, population, children, school_age FROM marts.denominators "
            "WHERE level = 'adm2'"
        )
    }
    phases = {
        (scheme, pcode): phase
        for scheme, pcode, phase in built.rows(
            f"SELECT scheme, pcode, phase FROM marts.severity WHERE period = '{period}' AND level = 'adm2'"
        )
    }
    for (service, *rule), scheme in product(services, ("cod_v01", "cod_v02")):
        areas = built.rows(
            f"SELECT pcode, status, functional_sites FROM marts.coverage WHERE period = '{period}' "
            f"AND service_code = '{service}' AND scheme = '{scheme}' AND level = 'adm2'"
        )
        told_of = {}
        for scenario in SCENARIOS:
            values = {
                pcode: naive_values(status, sites, *rule, people[scheme, scenario, pcode], phases.get((scheme, pcode)))
                for pcode, status, sites in areas
            }
            told_of[scenario] = {pcode: (own, naive_ranks(own, values)) for pcode, own in values.items()}
        for pcode, _, _ in areas:
            nine = [rank for scenario in SCENARIOS for rank in told_of[scenario][pcode][1]]
            is_whole = None not in nine
            marks = (is_whole and len(set(nine)) == 1, is_whole and max(nine) <= 10)
            for scenario in SCENARIOS:
                own, ranks = told_of[scenario][pcode]
                yield (service, scheme, scenario, pcode), (*own, *ranks, *marks)


def naive_values(
    status: str, sites: int | None, threshold: float, per: str | None, denominator: str, counts: dict, phase: int | None
) -> tuple:
    missing = None
    if status == "zero":
        missing = counts["children"]
    elif status == "functional" and per in (None, "sub_prefecture"):
        missing = 0
    elif status == "functional" and sites is not None:
        served = sites * int(per) / (counts[denominator] * threshold)
        missing = math.floor(counts["children"] * max(0, 1 - served) + 0.5)
    if missing is None:
        return None, None, None
    return missing, missing / counts["children"], None if phase is None else missing * phase


def naive_ranks(own: tuple, values: dict[str, tuple]) -> tuple:
    """One more than how many areas have more; none where there is no gap, or no number."""
    return tuple(
        1 + sum((other[rule] or 0) > own[rule] for other in values.values()) if own[0] and own[rule] else None
        for rule in range(3)
    )


def test_severity_under_both_schemes_is_what_naive_loops_find(demo_build: Built) -> None:
    """The newest intersectoral phase of any area around the area; the demonstration's are by sub-prefecture."""
    inside = defaultdict(set)
    for scheme, pcode, to_scheme, to_pcode in demo_build.rows(
        "SELECT from_scheme, from_pcode, to_scheme, to_pcode FROM core.area_containment "
        "WHERE from_level = 'adm2' AND to_level = 'adm2'"
    ):
        inside[scheme, pcode].add((to_scheme, to_pcode))
    told_of = demo_build.rows(
        "SELECT scheme, adm2_pcode, period, phase FROM core.severity WHERE sector_code IS NULL AND NOT is_duplicate"
    )
    expected = {}
    for area, holders in inside.items():
        known = [
            (year, scheme == area[0], phase) for scheme, pcode, year, phase in told_of if (scheme, pcode) in holders
        ]
        if known := [one for one in known if one[0] <= "2025"]:
            expected[area] = max(known)[2]
    found = demo_build.rows(
        "SELECT scheme, pcode, phase FROM marts.severity WHERE period = '2025-06' AND level = 'adm2'"
    )
    assert {(scheme, pcode): phase for scheme, pcode, phase in found} == expected


def test_distances_are_great_circles_between_centres(demo_build: Built) -> None:
    centres = {
        (scheme, level, pcode): (math.radians(lat), math.radians(lon))
        for scheme, level, pcode, lat, lon in demo_build.rows(
            "SELECT scheme, level, pcode, center_lat, center_lon FROM core.areas WHERE center_lat IS NOT NULL"
        )
    }
    found = demo_build.rows("SELECT scheme, level, pcode, other_pcode, km FROM marts.area_distances")
    assert len(found) == 17 * 16 + 72 * 71 + 20 * 19 + 85 * 84
    for scheme, level, pcode, other, km in found[::37]:
        (lat, lon), (lat2, lon2) = centres[scheme, level, pcode], centres[scheme, level, other]
        cosine = math.sin(lat) * math.sin(lat2) + math.cos(lat) * math.cos(lat2) * math.cos(lon2 - lon)
        assert km == pytest.approx(6371 * math.acos(min(1, cosine)), abs=0.05)


def test_the_actors_of_a_sector_are_those_that_presence_counts(demo_build: Built) -> None:
    assert (
        demo_build.rows(
            """
        SELECT p.* FROM marts.presence p
        LEFT JOIN (SELECT period, scheme, level, pcode, sector_code, count(DISTINCT organisation_id) AS found
                   FROM marts.sector_actors GROUP BY ALL) a USING (period, scheme, level, pcode, sector_code)
        WHERE p.organisations <> coalesce(a.found, 0)
        """
        )
        == []
    )


def test_the_reference_population_is_the_one_these_numbers_were_worked_on() -> None:
    lines = (REFERENCE / "population.csv").read_text(encoding="utf-8").splitlines()
    assert sum(1 for line in lines if ",CF431," in line and "147367" in line and "74273" in line) == 1
