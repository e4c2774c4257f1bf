"""Who serves which pair, and until when: worked by hand on a few rows, and as a naive count finds it in both builds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.filters import Actors
from dashboard.queries import (
    actor_types,
    announcements,
    capacity_by_sector,
    dependence,
    donors,
    ending_projects,
    fragility_clock,
    funding_by_sector,
    served_pairs,
    stated_projects,
)
from dashboard.warehouse import Warehouse, open_warehouse
from etl.transform import HERE
from tests.factories import NOWHERE, Built, activity, grid, internal, site

BAKALA = {"adm2_name": "Bakala", "adm2_code": "CF432"}
GRIMARI = {"adm2_name": "Grimari", "adm2_code": "CF433"}
IPPY = {"adm2_name": "Ippy", "adm2_code": "CF435"}
OUAKA = {**NOWHERE, "adm1_name": "Ouaka", "adm1_code": "CF43"}
LISTENING = "Centre d'écoute psychosociale"
CHILD = {"sector": "Protection", "subsector": "Protection de l'enfance"}
WORKS, BROKEN = "Fonctionnel", "Non fonctionnel"
PAIR = tuple[str, str]


def child(**cells: object) -> dict:
    return activity(**{**CHILD, **cells})


def listening(**cells: object) -> dict:
    return site(**{"service": LISTENING, "site_status": WORKS, "verified_date": "2022-03-15", **cells})


@pytest.fixture(scope="module")
def ouaka(small: Callable[..., Built]) -> Built:
    """March 2022: listening from a directory, schools and health from the 4W alone."""
    sites = [
        listening(organisation="Alpha", site_name="A1"),  # Bambari rests on Alpha; Beta's activity has no site
        listening(organisation="Alpha", site_name="A2", **IPPY),
        listening(organisation="Beta", site_name="B1", **IPPY),  # Ippy has two
        listening(organisation="Alpha", site_name="A3", site_status=BROKEN, **BAKALA),  # Bakala is not served
    ]
    school = {"sector": "Éducation"}
    rows = [
        child(organisation="Beta", activity="Appui psychosocial", end_date="2022-12-31"),
        child(organisation="Beta", activity="Appui psychosocial", end_date="2022-12-31", **BAKALA),
        # Alpha states no listening in Bambari: it is followed to the end of its other child protection there
        child(organisation="Alpha", activity="Sensibilisation", end_date="2022-04-30", donor="ECHO"),
        child(organisation="Alpha", activity="Sensibilisation", end_date="2022-05-31", donor="ECHO"),
        child(organisation="Alpha", activity="Appui psychosocial", end_date="2022-04-30", donor="ECHO", **IPPY),
        activity(
            organisation="Gamma", organisation_type="ONG nationale", end_date="2022-06-30", donor="echo", **school
        ),
        activity(organisation="Delta", **school),
        activity(organisation="Gamma", end_date="2022-06-30", **school, **GRIMARI),
        activity(organisation="Delta", status="Suspendu", **school, **IPPY),
        activity(organisation="Delta", status="Planifié", start_date="2021-11-01", **school, **BAKALA),
        activity(organisation="Gamma", status="Planifié", start_date="2021-11-01", **school),
        activity(organisation="ACF"),  # health in Bambari, no end
        activity(organisation="Action contre la Faim"),  # the same one
    ]
    return small({"sites.xlsx": {"Sites": grid(sites)}, "4w.xlsx": {"4W": grid(rows)}})


@pytest.fixture
def opened() -> Iterator[Callable[[Built], Warehouse]]:
    made = []

    def open_it(built: Built) -> Warehouse:
        made.append(open_warehouse(internal(built.warehouse), "test"))
        return made[-1]

    yield open_it
    for warehouse in made:
        warehouse.connection.close()


def march(built: Built, **narrowed: str) -> Actors:
    scheme = built.rows("SELECT DISTINCT scheme FROM core.activities")[0][0]
    return Actors(**{"period": "2022-03", "service": "basket", "level": "adm2", "scheme": scheme, "type": "all"}
                  | narrowed)  # fmt: skip


def children(built: Built, *names: str) -> int:
    view = march(built)
    return sum(
        number
        for (number,) in built.rows(
            f"SELECT d.children FROM marts.denominators d JOIN marts.areas a USING (scheme, level, pcode) "
            f"WHERE d.scenario = 'mid' AND d.scheme = '{view.scheme}' AND level = 'adm2' AND a.name IN {(*names, '')}"
        )
    )


def test_each_pair_has_those_who_serve_it_and_their_ends(ouaka: Built, opened: Callable) -> None:
    found = served_pairs(opened(ouaka), march(ouaka))
    assert {
        (row["name"], row["service_code"]): (list(row["actors"]), row["ends_on"]) for row in found.to_dict("records")
    } == {
        ("Bambari", "health"): (["ACF"], None),
        ("Bambari", "psychosocial"): (["Alpha"], dt.date(2022, 5, 31)),
        ("Bambari", "school"): (["Delta", "Gamma"], None),
        ("Grimari", "school"): (["Gamma"], dt.date(2022, 6, 30)),
        ("Ippy", "psychosocial"): (["Alpha", "Beta"], None),
    }
    assert found["children"].is_monotonic_decreasing


def test_cov_10_is_the_pairs_of_one_over_the_pairs_of_at_least_one(ouaka: Built, opened: Callable) -> None:
    """Trap 17: the health of Bambari rests on one organisation, which writes its name in two ways."""
    found = dependence(opened(ouaka), march(ouaka)).set_index("service_code")
    assert found["single"].to_dict() == {
        "health": 1, "psychosocial": 1, "legal": 0, "school": 1, "case_management": 0,
    }  # fmt: skip
    assert (found["single"].sum(), found["served"].sum(), found["undecided"].sum()) == (3, 5, 0)
    assert found["is_known"].to_dict() == {
        "health": True, "psychosocial": True, "legal": False, "school": True, "case_management": False,
    }  # fmt: skip
    by_prefecture = dependence(opened(ouaka), march(ouaka, level="adm1"))
    assert (by_prefecture["single"].sum(), by_prefecture["served"].sum()) == (1, 3)


def test_the_clock_begins_today_and_each_pair_falls_with_its_last_project(ouaka: Built, opened: Callable) -> None:
    clock = fragility_clock(opened(ouaka), march(ouaka))
    assert clock["month"].to_list() == list(range(13))
    assert clock["starts_on"].to_list()[:2] == [dt.date(2022, 3, 1), dt.date(2022, 4, 1)]
    # June begins without Alpha in Bambari, July without Gamma in Grimari; three pairs have an unknown end
    assert clock["pairs"].to_list() == [5, 5, 5, 4] + [3] * 9
    assert clock["pairs_known"].to_list() == [4, 4, 3, 2] + [0] * 9
    assert set(clock["pairs_unknown_end"]) == {3}
    assert clock["areas_losing"].to_list() == [0, 0, 0, 1] + [2] * 9
    bambari, both = children(ouaka, "Bambari"), children(ouaka, "Bambari", "Grimari")
    assert clock["children_losing"].to_list() == [0, 0, 0, bambari] + [both] * 9
    school = fragility_clock(opened(ouaka), march(ouaka, service="school"))
    assert school["pairs"].to_list() == [2] * 4 + [1] * 9
    assert fragility_clock(opened(ouaka), march(ouaka, service="legal")).empty


def test_of_a_child_who_loses_two_services_the_clock_counts_one(small: Callable, opened: Callable) -> None:
    ending = {"organisation": "Alpha", "end_date": "2022-03-31"}
    built = small({"4w.xlsx": {"4W": grid([activity(**ending), activity(sector="Éducation", **ending)])}})
    clock = fragility_clock(opened(built), march(built))
    assert clock["pairs"].to_list() == [2] + [0] * 12
    assert clock["children_losing"].to_list() == [0] + [children(built, "Bambari")] * 12


def test_where_others_may_serve_too_nobody_is_called_alone(small: Callable, opened: Callable) -> None:
    """A row of the whole prefecture, and functional sites of nobody: in neither number of COV-10."""
    rows = [activity(organisation="Alpha"), activity(organisation="Beta", **OUAKA), activity(**IPPY)]
    sites = [
        listening(organisation="Alpha", site_name="A1"),
        listening(organisation="", site_name="N1"),
        listening(organisation="", site_name="N2", **IPPY),
    ]
    # in April the same organisation over the prefecture and in a part of it: it is one
    again = [activity(period="2022-04", organisation="Alpha", **place) for place in ({}, OUAKA)]
    built = small({"4w.xlsx": {"4W": grid([*rows, *again])}, "sites.xlsx": {"Sites": grid(sites)}})
    found = dependence(opened(built), march(built)).set_index("service_code")
    columns = ["single", "served", "undecided", "unnamed"]
    assert found.loc["health", columns].to_list() == [0, 0, 2, 0]
    assert found.loc["psychosocial", columns].to_list() == [0, 0, 1, 1]
    health = dependence(opened(built), march(built, period="2022-04")).set_index("service_code").loc["health", columns]
    assert health.to_list() == [1, 1, 0, 0]


def test_a_site_somewhere_in_the_prefecture_may_serve_whom_the_4w_names(small: Callable) -> None:
    """Water of ACF in two sub-prefectures of each prefecture by the 4W; a functional water point besides."""
    water = {"service": "Point d'eau", "site_name": "Forage M", "site_status": WORKS}
    parts = ["CF431", "CF435", "CF421", "CF422", "CF521", "CF522"]
    rows = [activity(sector="EHA", **NOWHERE | {"adm2_code": pcode}) for pcode in parts]
    rows.append(activity(organisation="MSF", sector="EHA", **NOWHERE | {"adm1_code": "CF52"}))
    sites = [
        site(organisation="MSF", **water, **NOWHERE | {"adm1_code": "CF43"}),
        site(organisation="ACF", **water, **NOWHERE | {"adm1_code": "CF42"}),
        site(organisation="ACF", **water, **NOWHERE | {"adm2_code": "CF521"}),
    ]
    built = small({"4w.xlsx": {"4W": grid(rows)}, "sites.xlsx": {"Sites": grid(sites)}})

    def served(prefecture: str) -> list[tuple]:
        return built.rows(
            "SELECT DISTINCT pcode, organisation_id, organisations, is_exact FROM marts.served_pairs WHERE period = "
            "'2022-03' AND scheme = 'cod_v01' AND level = 'adm2' AND service_code = 'water' "
            f"AND pcode LIKE '{prefecture}%' ORDER BY ALL"
        )

    assert served("CF43") == [("CF431", "acf", 1, False), ("CF435", "acf", 1, False)]
    # its own site may stand anywhere: ACF is still alone
    assert served("CF42") == [("CF421", "acf", 1, True), ("CF422", "acf", 1, True)]
    # where the directory tells who operates a site, what the 4W says of the prefecture adds nobody
    assert ("CF521", "acf", 1, True) in served("CF52")


def test_what_ends_soon_and_whose_money_it_is(ouaka: Built, opened: Callable) -> None:
    warehouse, view = opened(ouaka), march(ouaka)
    ending = ending_projects(warehouse, view)
    assert [
        (row["ends_on"], row["organisation"], row["services"][0]["fr"], list(row["areas"]), pd.notna(row["donor"]))
        for row in ending.to_dict("records")
    ] == [
        (dt.date(2022, 4, 30), "Alpha", "Écoute psychosociale", ["Ippy"], True),
        (dt.date(2022, 6, 30), "Gamma", "École", ["Bambari"], True),
        (dt.date(2022, 6, 30), "Gamma", "École", ["Grimari"], False),
    ]
    money = donors(warehouse, view)
    # ECHO and echo are one donor; the last line names none
    assert money["donor"].str.upper().to_list()[:1] == ["ECHO"]
    assert money["donor"].isna().to_list() == [False, True]
    assert money[["organisations", "areas"]].to_numpy().tolist() == [[2, 2], [4, 3]]
    stated = stated_projects(warehouse, view)
    assert (stated["projects"], stated["with_end"], stated["with_donor"]) == (7, 5, 2)


def test_three_months_go_to_the_last_day_of_the_third(small: Callable, opened: Callable) -> None:
    """30 September and three months is 30 December, 30 June less three months 30 March: a day short of the month."""
    ends = [activity(period="2022-09", organisation=name, end_date=day)
            for name, day in (("Alpha", "2022-12-31"), ("Beta", "2023-01-01"))]  # fmt: skip
    begun = [activity(period="2022-06", organisation=name, status="Planifié", start_date=day)
             for name, day in (("Gamma", "2022-03-30"), ("Delta", "2022-03-31"))]  # fmt: skip
    built = small({"4w.xlsx": {"4W": grid([*ends, *begun])}})
    ending = ending_projects(opened(built), march(built, period="2022-09", service="health"))
    assert ending[["organisation", "ends_on"]].to_numpy().tolist() == [["Alpha", dt.date(2022, 12, 31)]]
    announced = announcements(opened(built), march(built, period="2022-06", service="health"))
    assert announced["organisation"].to_list() == ["Gamma"]


def test_finished_work_took_place_and_does_not_go_on(small: Callable, opened: Callable) -> None:
    rows = [
        activity(organisation="Alpha", status="Terminé", donor="ECHO"),
        activity(organisation="Beta", status="Completed", end_date="2022-12-31", **BAKALA),  # ended all the same
        activity(organisation="Gamma", status="Clôturé", end_date="2022-02-28", **GRIMARI),
        activity(organisation="Delta", status="En cours", end_date="2022-02-28", **IPPY),
        activity(organisation="Gamma", status="En cours", sector="Éducation"),
    ]
    built = small({"4w.xlsx": {"4W": grid(rows)}})
    scheme = march(built).scheme
    presence = [built.presence("2022-03", scheme, pcode)["HEA"] for pcode in ("CF431", "CF432", "CF433", "CF435")]
    assert presence == [1, 1, 1, 1]
    ends = {
        row["name"]: row["ends_on"]
        for row in served_pairs(opened(built), march(built, service="health")).to_dict("records")
    }
    assert ends == {
        "Bambari": dt.date(2022, 3, 31),
        "Bakala": dt.date(2022, 3, 31),
        "Grimari": dt.date(2022, 2, 28),
        "Ippy": dt.date(2022, 2, 28),
    }
    # in Grimari and Ippy nobody is served in March any more; in Bambari and Bakala nobody from April on
    clock = fragility_clock(opened(built), march(built, service="health"))
    assert clock["pairs"].to_list() == clock["pairs_known"].to_list() == [2] + [0] * 12
    assert set(clock["pairs_unknown_end"]) == {0}
    assert clock["areas_losing"].to_list() == [0] + [2] * 12
    lost = children(built, "Bambari", "Bakala")
    assert clock["children_losing"].to_list() == [0] + [lost] * 12
    states = dict(built.rows("SELECT organisation_id, list(state) FROM marts.projects GROUP BY ALL"))
    assert (states["alpha"], states["beta"], states["delta"]) == (["finished"], ["finished"], ["running"])
    # whose money paid for it is still told, and it is no project that ends soon
    assert set(donors(opened(built), march(built, service="health"))["donor"].dropna()) == {"ECHO"}
    assert ending_projects(opened(built), march(built, service="health")).empty


def test_month_0_of_a_quarter_is_that_of_its_last_month(small: Callable, opened: Callable) -> None:
    rows = [
        activity(period="2022-01", organisation="Alpha", **BAKALA),  # not told of since, without an end
        activity(period="2022-02", organisation="Alpha", end_date="2022-02-28", **GRIMARI),
        activity(period="2022-03", organisation="Alpha", end_date="2022-04-30"),
    ]
    # who reports by the quarter says nothing of its last month alone: the same a year later, with such a row
    later = [row | {"period": row["period"].replace("2022", "2023")} for row in rows]
    later[1]["end_date"], later[2]["end_date"] = "2023-02-28", "2023-04-30"
    later.append(activity(period="2023-T1", organisation="Beta", **IPPY))
    built = small({"4w.xlsx": {"4W": grid([*rows, *later])}})
    month, quarter, mixed = (
        fragility_clock(opened(built), march(built, period=period, service="health"))
        for period in ("2022-03", "2022-Q1", "2023-Q1")
    )
    assert quarter["pairs"].to_list() == [1, 1] + [0] * 11
    assert quarter.equals(month)
    assert mixed["pairs"].to_list() == [3, 3] + [2] * 11


def test_what_was_announced_is_looked_for(ouaka: Built, opened: Callable) -> None:
    found = announcements(opened(ouaka), march(ouaka))
    assert {(row["organisation"], row["name"]): row["is_seen"] for row in found.to_dict("records")} == {
        ("Delta", "Bakala"): False,
        ("Gamma", "Bambari"): True,
    }
    assert announcements(opened(ouaka), march(ouaka, service="health")).empty


def test_the_kinds_of_organisations_are_told_with_the_unknown_one(ouaka: Built, opened: Callable) -> None:
    found = actor_types(opened(ouaka), march(ouaka)).set_index("type_code")
    assert found.index.to_list() == ["GOV", "NNGO", "CBO", "INGO", "UN", "RCRC", "unknown"]
    assert found["organisations"].to_dict() == {
        "GOV": 0, "NNGO": 1, "CBO": 0, "INGO": 1, "UN": 0, "RCRC": 0, "unknown": 3,
    }  # fmt: skip
    assert found["pairs"].to_dict() == {
        "GOV": 0, "NNGO": 2, "CBO": 0, "INGO": 1, "UN": 0, "RCRC": 0, "unknown": 3,
    }  # fmt: skip


def test_the_capacity_of_a_sector_and_no_funding_that_is_not_loaded(ouaka: Built, opened: Callable) -> None:
    found = capacity_by_sector(opened(ouaka), march(ouaka)).set_index("sector_code")
    assert found.loc["PRO-CPN", ["sites", "functional_sites", "organisations", "activities"]].to_list() == [4, 3, 2, 5]
    assert found.loc["EDU", ["organisations", "activities"]].to_list() == [2, 6]
    assert found.loc["EDU", ["sites", "functional_sites"]].isna().all()
    assert funding_by_sector(opened(ouaka), march(ouaka)).empty


def test_amounts_of_two_currencies_are_never_added(small: Callable, opened: Callable) -> None:
    money = [
        ["Année", "Secteur", "Montant demandé", "Montant reçu", "Devise"],
        [2022, "Santé", 1000, 400, "USD"],
        [2022, "Santé", 500, 100, "USD"],
        [2022, "Santé", 70, 7, "EUR"],
        [2021, "Santé", 9, 9, "USD"],
    ]
    built = small({"4w.xlsx": {"4W": grid([activity()])}, "argent.xlsx": {"Financement": money}})
    found = funding_by_sector(opened(built), march(built))
    assert found[["sector_code", "currency", "requested", "received"]].to_numpy().tolist() == [
        ["HEA", "EUR", 70, 7],
        ["HEA", "USD", 1500, 500],
    ]


# -- both full builds, naively


def naive_pairs(built: Built, period: str) -> dict[tuple, dict[str, dt.date | None]]:
    """Scheme, level, p-code, service -> who serves it, and the end of each, by loops over the rows."""
    providers = defaultdict(list)
    for *key, actor, operates, functional, ends_on in built.rows(
        "SELECT scheme, level, pcode, service_code, organisation_id, is_operational, functional_sites, ends_on "
        f"FROM marts.service_providers WHERE period = '{period}'"
    ):
        providers[tuple(key)].append((actor, operates, functional, ends_on))
    sector_of = dict(built.rows("SELECT service_code, sector_code FROM core.services"))
    ends = naive_ends(built, naive_parts(period))
    found = {}
    for *key, status, functional_sites in built.rows(
        f"SELECT scheme, level, pcode, service_code, status, functional_sites FROM marts.coverage "
        f"WHERE period = '{period}'"
    ):
        serving = {}
        for actor, operates, functional, ends_on in providers[tuple(key)]:
            if status == "not_applicable" or (not functional if status == "functional" else not operates):
                continue
            if status != "functional" and functional_sites is not None:
                continue
            its = ends[(*key[:3], sector_of[key[3]], actor)]
            serving[actor] = ends_on if operates else (max(its) if its and None not in its else None)
        if serving:
            found[tuple(key)] = serving
    return found


def naive_ends(built: Built, parts: set[str]) -> dict[tuple, list]:
    """Scheme, level, p-code, sector, organisation -> the ends of its activities there; None where none is stated."""
    inside = defaultdict(list)
    for scheme, level, pcode, *area in built.rows(
        "SELECT from_scheme, from_level, from_pcode, to_scheme, to_level, to_pcode FROM core.area_containment"
    ):
        inside[scheme, level, pcode].append(tuple(area))
    ends = defaultdict(list)
    for told, scheme, adm1, adm2, sector, actor, status, end in built.rows(
        "SELECT period, scheme, adm1_pcode, adm2_pcode, sector_code, organisation_id, status, end_date "
        "FROM core.activities WHERE NOT is_duplicate"
    ):
        if told in parts and status not in ("Planifié", "Suspendu", "Achevé"):
            for area in inside[scheme, "adm2" if adm2 else "adm1", adm2 or adm1]:
                ends[(*area, sector, actor)].append(end)
    return ends


def naive_parts(period: str) -> set[str]:
    """The months and quarters that lie within a period."""
    if "Q" in period:
        year, quarter = period.split("-Q")
        return {period, *(f"{year}-{month:02d}" for month in range(3 * int(quarter) - 2, 3 * int(quarter) + 1))}
    return {period}


@pytest.mark.parametrize(
    ("name", "period"), [("demo_build", "2026-09"), ("demo_build", "2026-Q2"), ("real_build", "2022-Q1")]
)
def test_the_full_builds_have_the_pairs_that_a_naive_count_finds(
    name: str, period: str, request: pytest.FixtureRequest
) -> None:
    built = request.getfixturevalue(name)
    found = defaultdict(dict)
    for *key, actor, ends_on, organisations in built.rows(
        "SELECT scheme, level, pcode, service_code, organisation_id, ends_on, organisations FROM marts.served_pairs "
        f"WHERE period = '{period}'"
    ):
        found[tuple(key)][actor] = ends_on
        found[tuple(key)].setdefault("", organisations)
    expected = naive_pairs(built, period)
    assert len(expected) > 100
    assert {key: {**serving, "": len(serving)} for key, serving in expected.items()} == found


def test_the_clock_of_the_demonstration_is_a_naive_projection(demo_build: Built) -> None:
    basket = {code for (code,) in demo_build.rows("SELECT service_code FROM core.services WHERE is_basket")}
    pairs = {
        key: ends
        for key, ends in naive_pairs(demo_build, "2026-09").items()
        if key[:2] == ("cod_v02", "adm2") and key[3] in basket
    }
    expected, today = [], set()
    for month in range(13):
        first = dt.date(2026 + (8 + month) // 12, (8 + month) % 12 + 1, 1)
        left = {key for key, ends in pairs.items() if any(e is None or e >= first for e in ends.values())}
        known = {key for key, ends in pairs.items() if any(e and e >= first for e in ends.values())}
        today = today or left
        expected.append((month, first, len(left), len(known), len({key[2] for key in today - left})))
    assert len(pairs) >= expected[0][2] > expected[-1][2] > 0
    assert (
        demo_build.rows(
            "SELECT month, starts_on, pairs, pairs_known, areas_losing FROM marts.fragility_clock "
            "WHERE period = '2026-09' AND scheme = 'cod_v02' AND level = 'adm2' AND service = 'basket' ORDER BY month"
        )
        == expected
    )


def test_the_contract_sees_a_clock_that_does_not_begin_today(demo_build: Built, tmp_path: Path) -> None:
    contract = (HERE / "contracts" / "served_pairs_are_covered.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{internal(demo_build.warehouse)}' AS published (READ_ONLY)")
        connection.execute(f"ATTACH '{tmp_path / 'copy.duckdb'}' AS warehouse")
        connection.execute("COPY FROM DATABASE published TO warehouse")
        assert connection.execute(contract).fetchall() == []
        connection.execute(
            "UPDATE warehouse.marts.fragility_clock SET pairs = pairs + 1 "
            "WHERE period = '2026-09' AND month = 0 AND service = 'basket' AND level = 'adm2' AND scheme = 'cod_v02'"
        )
        assert [row[-1] for row in connection.execute(contract).fetchall()] == ["month 0 is not today"]
        connection.execute("DELETE FROM warehouse.marts.served_pairs WHERE organisation_id = 'kodro-fic'")
        assert {"forgotten", "miscounted"} <= {row[-1] for row in connection.execute(contract).fetchall()}
