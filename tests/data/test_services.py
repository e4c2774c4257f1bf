"""marts.coverage: worked by hand on a few sites, and as a naive count finds it in the demonstration and real lists."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import oracle
from tests.factories import Built, activity, grid, site

BAKALA = {"adm2_name": "Bakala", "adm2_code": "CF432"}
GRIMARI = {"adm2_name": "Grimari", "adm2_code": "CF433"}
IPPY = {"adm2_name": "Ippy", "adm2_code": "CF435"}
KOUANGO = {"adm2_name": "Kouango", "adm2_code": "CF434"}
HEALTH, LISTENING, LEGAL = "Formation sanitaire", "Centre d'écoute psychosociale", "Centre d'écoute juridique"
FRESH, OLD = "2022-03-15", "2021-06-01"


@pytest.fixture(scope="module")
def listed(small: Callable[..., Built]) -> Built:
    """A directory of March 2022 in the Ouaka: health, listening, legal counsel; and a 4W that speaks of nutrition."""
    sites = [
        site(service=HEALTH, site_name="H1", site_status="Fonctionnel", verified_date=FRESH),
        site(service=HEALTH, site_name="H2", site_status="Partiellement fonctionnel", verified_date=FRESH),
        site(service=HEALTH, site_name="H3", site_status="Fonctionnel", verified_date=OLD),
        site(service=HEALTH, site_name="H4", site_status="Non fonctionnel", verified_date=FRESH, **IPPY),
        site(service=HEALTH, site_name="H5", site_status="Fonctionnel", verified_date=OLD, **GRIMARI),
        site(service=HEALTH, site_name="H6", site_status="Inconnu", verified_date=FRESH, **KOUANGO),
        site(service=LISTENING, site_name="E1", site_status="Fonctionnel", organisation="UNICEF", **IPPY),
        site(service=LEGAL, site_name="J1", site_status="Peut-être", **IPPY),
        site(service="Cinéma", site_name="C1"),
    ]
    return small({"sites.xlsx": {"Sites": grid(sites)}, "4w.xlsx": {"4W": grid([activity(sector="Nutrition")])}})


def pairs(built: Built, service: str, scheme: str, columns: str) -> dict[str, tuple]:
    found = built.rows(
        f"SELECT pcode, {columns} FROM marts.coverage WHERE period = '2022-03' AND scheme = '{scheme}' "
        f"AND level = 'adm2' AND service_code = '{service}' AND pcode LIKE 'CF43%'"
    )
    return {pcode: tuple(rest) for pcode, *rest in found}


@pytest.fixture(scope="module")
def scheme(listed: Built) -> str:
    return listed.rows("SELECT DISTINCT scheme FROM core.service_sites")[0][0]


def test_a_site_counts_where_its_state_and_its_date_allow(listed: Built, scheme: str) -> None:
    found = pairs(listed, "health", scheme, "status, organisations, sites, functional_sites, stale_sites")
    assert found == {
        "CF431": ("functional", 1, 3, 2, 1),  # H1 and H2; H3 was seen nine months before
        "CF432": ("zero", 0, 0, 0, 0),  # the list says nothing of it
        "CF433": ("present", 1, 1, None, 1),  # H5 may work still: nobody looked
        "CF434": ("present", 1, 1, None, 0),  # H6: unknown is no zero
        "CF435": ("zero", 0, 1, 0, 0),  # H4 is known not to work
    }


def test_a_list_without_dates_says_what_was_so_at_its_own_end(listed: Built, scheme: str) -> None:
    assert pairs(listed, "psychosocial", scheme, "status, functional_sites")["CF435"] == ("functional", 1)
    assert pairs(listed, "psychosocial", scheme, "status, functional_sites")["CF431"] == ("zero", 0)


def test_a_state_in_other_words_is_unknown_and_told(listed: Built, scheme: str) -> None:
    assert pairs(listed, "legal", scheme, "status, sites, functional_sites")["CF435"] == ("present", 1, None)
    (remark,) = listed.remarks("site_status_unknown")
    assert remark[1:3] == ("État de fonctionnement", "Peut-être")


def test_a_service_of_no_list_is_told_and_counted_nowhere(listed: Built) -> None:
    (remark,) = listed.remarks("service_unknown")
    assert remark[1:3] == ("Service", "Cinéma")
    assert listed.rows("SELECT service_code FROM core.service_sites WHERE site_name = 'C1'") == [(None,)]


def test_without_a_directory_the_4w_tells_who_is_there_and_nobody_what_works(listed: Built, scheme: str) -> None:
    found = pairs(listed, "nutrition", scheme, "status, organisations, sites, functional_sites")
    assert found["CF431"] == ("present", 1, None, None)
    assert found["CF432"] == ("zero", 0, None, None)


def test_what_nobody_speaks_of_is_no_data_and_never_zero(listed: Built, scheme: str) -> None:
    for service in ("water", "civil_registration", "gbv_clinical_care", "community_referral"):
        assert set(pairs(listed, service, scheme, "status, organisations, sites, functional_sites").values()) == {
            ("no_data", None, None, None)
        }


def test_a_site_known_by_its_prefecture_alone_makes_no_zero_beneath(small: Callable[..., Built]) -> None:
    nowhere_finer = {"adm2_name": "", "adm2_code": ""}
    sites = [site(service=HEALTH, site_name="H1", site_status="Fonctionnel", **nowhere_finer)]
    built = small({"s.xlsx": {"Sites": grid(sites)}, "4w.xlsx": {"4W": grid([activity(), activity(**IPPY)])}})
    own = built.rows("SELECT DISTINCT scheme FROM core.service_sites")[0][0]
    found = pairs(built, "health", own, "status, organisations, functional_sites")
    assert found["CF432"] == ("no_data", None, None)
    assert found["CF435"] == ("present", 1, None)


def directory(*sites: dict) -> dict:
    return {"Sites": grid([{"site_status": "Fonctionnel", **cells} for cells in sites])}


def anonymous(**cells: object) -> dict:
    return site(organisation="", **cells)


@pytest.fixture(scope="module")
def apart(small: Callable[..., Built]) -> Built:
    """Lists that replace one another or do not, sites that are one or two; each service has its own case."""
    gbv, space, register, hospital = "Prise en charge médicale VBG", "Espace ami d'enfants", "État civil", "Hôpital B"
    here, there = {"latitude": "5.76", "longitude": "20.67"}, {"latitude": "5.90", "longitude": "20.90"}
    beside = {"latitude": "5.7649", "longitude": "20.6701"}  # 545 m from here
    return small(
        {
            "month.xlsx": directory(site(), site(site_name="École 2")),
            "quarter.xlsx": directory(site(period="2022-T1"), site(period="2022-T1", site_name="École 2")),
            "closed.xlsx": directory(
                site(period="2020-06", organisation="UNICEF", service=LEGAL, site_name="J1", site_status="Fermé"),
                site(period="2020-06", organisation="UNICEF", service=gbv, site_name="V1", site_status="Fermé"),
            ),
            "gbv.xlsx": directory(site(service=gbv, site_name="V2", **IPPY)),
            "two.xlsx": directory(
                site(organisation="DRC", service="Centre d'écoute", site_name="Centre d'écoute"),
                site(organisation="MSF", service="Centre d'écoute", site_name="Centre d'écoute"),
                site(organisation="DRC", service="Centre d'écoute", site_name="Mandé", **here, **IPPY),
                site(organisation="MSF", service="Centre d'écoute", site_name="Mandé", **there, **IPPY),
                # one hospital, that both list
                site(organisation="DRC", service=HEALTH, site_name=hospital, **here),
                site(organisation="MSF", service=HEALTH, site_name=hospital, **beside),
            ),
            "m1.xlsx": directory(anonymous(period="2022-02", service="Gestion des cas", site_name="GC 1", **BAKALA)),
            "m2.xlsx": directory(anonymous(service="Gestion des cas", site_name="GC 2", **GRIMARI)),
            "e1.xlsx": directory(
                anonymous(period="2022-02", service=space, site_name="Lanterne"),
                anonymous(period="2022-02", service=space, site_name="Manguier"),
            ),
            "e2.xlsx": directory(
                anonymous(service=space, site_name="Lanterne"), anonymous(service=space, site_name="Rivière")
            ),
            "year.xlsx": directory(
                anonymous(period="2022-02", service=register, site_name="Mairie"),
                anonymous(service=register, site_name="Guichet"),
            ),
        }
    )


STATE = "status, organisations, sites, functional_sites, stale_sites"


@pytest.fixture(scope="module")
def own(apart: Built) -> str:
    return apart.rows("SELECT DISTINCT scheme FROM core.service_sites")[0][0]


def test_of_a_month_and_a_quarter_that_end_together_the_month_is_in_force(apart: Built, own: str) -> None:
    assert pairs(apart, "school", own, STATE)["CF431"] == ("functional", 1, 2, 2, 0)


def test_what_was_closed_long_ago_is_unknown(apart: Built, own: str) -> None:
    found = pairs(apart, "legal", own, STATE)
    assert found["CF431"] == ("no_data", None, 1, None, 1)
    assert found["CF432"] == ("no_data", None, None, None, 0)
    # nor does the fresh list of another, that is silent of it, make it closed
    found = pairs(apart, "gbv_clinical_care", own, STATE)
    assert found["CF431"] == ("no_data", None, 1, None, 1)
    assert found["CF432"] == ("zero", 0, 0, 0, 0)
    assert apart.rows("SELECT count(*) FROM marts.service_providers WHERE organisation_id = 'unicef'") == [(0,)]
    # while it was fresh it was closed, and that was known
    assert apart.rows(
        f"SELECT {STATE} FROM marts.coverage WHERE period = '2020-06' AND service_code = 'legal' AND pcode = 'CF431' "
        f"AND scheme = '{own}'"
    ) == [("zero", 0, 1, 0, 0)]


def test_sites_of_two_organisations_are_one_by_their_own_name_and_place_alone(apart: Built, own: str) -> None:
    found = pairs(apart, "psychosocial", own, STATE)
    assert found["CF431"] == ("functional", 2, 2, 2, 0)  # the name is only what a service is called
    assert found["CF435"] == ("functional", 2, 2, 2, 0)  # one name, 30 km apart
    assert pairs(apart, "health", own, STATE)["CF431"] == ("functional", 2, 1, 1, 0)  # one site, of both
    served = apart.rows(
        "SELECT DISTINCT service_code, organisation_id, organisations, is_exact FROM marts.served_pairs "
        f"WHERE period = '2022-03' AND scheme = '{own}' AND pcode = 'CF431' AND organisation_id IN ('drc', 'msf') "
        "ORDER BY ALL"
    )
    assert served == [
        ("health", "drc", 2, True), ("health", "msf", 2, True),
        ("psychosocial", "drc", 2, True), ("psychosocial", "msf", 2, True),
    ]  # fmt: skip


def test_lists_without_an_organisation_replace_their_own_versions_alone(apart: Built, own: str) -> None:
    found = pairs(apart, "case_management", own, "status, sites, functional_sites")
    assert found["CF432"] == found["CF433"] == ("functional", 1, 1)
    assert found["CF431"] == ("zero", 0, 0)
    # half of its sites stand in the newer file: that is its next version
    assert pairs(apart, "safe_space", own, "status, sites, functional_sites")["CF431"] == ("functional", 2, 2)
    # of two months of one file, the newer
    assert pairs(apart, "civil_registration", own, "status, sites, functional_sites")["CF431"] == ("functional", 1, 1)


def people(scheme: str, pcode: str) -> tuple[int, int]:
    """Population and children of the newest year that has both."""
    known = oracle.reference("population").query("scheme == @scheme and pcode == @pcode and children != ''")
    rows = [(int(row.year), int(row.population), int(row.children)) for row in known.itertuples()]
    return max(rows)[1:]


def test_a_prefecture_sums_its_sub_prefectures(listed: Built, scheme: str) -> None:
    (row,) = listed.rows(
        "SELECT status, sites, functional_sites, population, children FROM marts.coverage WHERE period = '2022-03' "
        f"AND scheme = '{scheme}' AND level = 'adm1' AND service_code = 'health' AND pcode = 'CF43'"
    )
    assert row == ("functional", 6, 2, *people(scheme, "CF43"))


def test_both_schemes_count_the_same_sites(listed: Built) -> None:
    counts = listed.rows(
        "SELECT service_code, scheme, sum(sites), sum(functional_sites) FROM marts.coverage "
        "WHERE period = '2022-03' AND level = 'adm1' AND sites IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    by_service = defaultdict(list)
    for service, _scheme, *numbers in counts:
        by_service[service].append(tuple(numbers))
    assert {service: len(set(numbers)) for service, numbers in by_service.items()} == {
        "health": 1, "legal": 1, "psychosocial": 1,
    }  # fmt: skip


def test_nobody_lives_there_is_not_applicable(listed: Built) -> None:
    assert listed.rows("SELECT count(*) FROM marts.coverage WHERE (population = 0) <> (status = 'not_applicable')") == [
        (0,)
    ]


def test_scenarios_hold_the_published_figure_between_them(listed: Built) -> None:
    by_scenario = defaultdict(dict)
    for scheme, pcode, scenario, population in listed.rows(
        "SELECT scheme, pcode, scenario, population FROM marts.denominators WHERE level = 'adm1'"
    ):
        by_scenario[scheme, pcode][scenario] = population
    assert all(found["low"] <= found["mid"] <= found["high"] for found in by_scenario.values())
    # Ouaka: 347,873 projected of 2015, 367,288 analysed by the IPC of 2022
    assert by_scenario["cod_v01", "CF43"] == {"low": 347_873, "mid": 347_873, "high": 367_288}
    # 466,306 of 2025, 446,354 of 2021
    assert by_scenario["cod_v02", "CF43"] == {"low": 446_354, "mid": 466_306, "high": 466_306}


def test_the_health_facilities_of_the_who_are_as_many_as_an_independent_count(
    small: Callable[..., Built], real_sources: Path
) -> None:
    folder = real_sources.parent / "health_sites"
    lists = small({"who_kemri_2019.csv": (folder / "who_kemri_2019_caf_with_adm2.csv").read_bytes()})
    found = dict(
        lists.rows(
            "SELECT pcode, sites FROM marts.coverage WHERE service_code = 'health' AND level = 'adm2' "
            "AND scheme = 'cod_v01' AND period = '2019'"
        )
    )
    with (folder / "health_facilities_by_adm2.csv").open(encoding="utf-8", newline="") as stream:
        expected = {row["adm2_pcode"]: int(row["facilities_who_kemri_2019"]) for row in csv.DictReader(stream)}
    assert found == expected
    assert sum(expected.values()) == 544
    # no state was received: they are there, and nobody says that they work
    assert lists.rows("SELECT DISTINCT status FROM marts.coverage WHERE service_code = 'health' AND sites > 0") == [
        ("present",)
    ]


# -- the demonstration, counted again without SQL


def ends(period: str) -> dt.date:
    first = dt.date.fromisoformat(f"{period}-01")
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


@pytest.mark.parametrize("period", ["2024-12", "2026-02", "2026-09"])
def test_functional_sites_are_what_a_naive_count_finds(period: str, demo_build: Built) -> None:
    """Every list is a month's; a site lies in one sub-prefecture of its own scheme; only that scheme is asked."""
    rules = {
        code: (tuple(statuses or ()), days)
        for code, statuses, days in demo_build.rows(
            "SELECT service_code, functional_statuses, verified_within_days FROM core.services"
        )
    }
    received = demo_build.rows(
        "SELECT organisation_id, service_code, period, scheme, adm2_pcode, status_code, verified_date, site_name "
        "FROM core.service_sites WHERE NOT is_duplicate AND service_code IS NOT NULL AND adm2_pcode IS NOT NULL"
    )
    latest: dict[tuple, str] = {}
    for organisation, service, month, *_rest in received:
        if month <= period:
            latest[organisation, service] = max(month, latest.get((organisation, service), ""))
    in_force = [row for row in received if latest.get(row[:2]) == row[2]]
    schemes = {row[3] for row in in_force}
    assert len(schemes) == 1
    end = ends(period)
    expected: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _organisation, service, month, _scheme, pcode, status, verified, _name in in_force:
        statuses, days = rules[service]
        seen = min(verified or ends(month), ends(month))
        expected[service, pcode][0] += 1
        expected[service, pcode][1] += status in statuses and (end - seen).days <= days
    found = {
        (service, pcode): [sites, functional or 0]
        for service, pcode, sites, functional in demo_build.rows(
            "SELECT service_code, pcode, sites, functional_sites FROM marts.coverage "
            f"WHERE period = '{period}' AND level = 'adm2' AND scheme = '{schemes.pop()}' AND sites > 0"
        )
    }
    assert found == dict(expected)
