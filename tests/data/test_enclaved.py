"""Enclaved zones and past missions: worked by hand on a few rows, and as a naive count finds them in the demo."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.ui import enclaved, missions
from dashboard.warehouse import Warehouse, open_warehouse
from etl.transform import HERE
from tests.factories import Built, activity, grid, internal, site

CHILD = {"sector": "Protection", "subsector": "Protection de l'enfance"}
OUAKA, VAKAGA, KOTTO = ("Ouaka", "CF43"), ("Vakaga", "CF53"), ("Basse-Kotto", "CF61")
BAMBARI, BAKALA, IPPY = (*OUAKA, "Bambari", "CF431"), (*OUAKA, "Bakala", "CF432"), (*OUAKA, "Ippy", "CF435")
GRIMARI, BIRAO = (*OUAKA, "Grimari", "CF433"), (*VAKAGA, "Birao", "CF531")
PLACES = ("Préfecture", "Code préfecture", "Sous-préfecture", "Code sous-préfecture", "Localité")
ACCESS = [
    [*PLACES, "Statut d'accès", "Date de début", "Date de fin", "Saison", "Cause", "Mode d'accès"],
    # enclaved in January and February alone
    [*BAMBARI, "", "Enclavé", "2022-01-10", "2022-02-20", "Saison sèche", "Pont coupé", "Avion"],
    # without an end, until the next statement of the same place
    [*BAKALA, "", "Enclavé", "2021-12-01", "", "", "Insécurité", "Hélicoptère"],
    [*BAKALA, "", "Accessible", "2022-02-01", "", "", "", "Route"],
    [*IPPY, "", "Enclavé", "2022-03-01", "", "", "Insécurité", ""],
    [*GRIMARI, "", "Accès difficile", "2022-01-01", "2022-03-31", "", "Piste dégradée", "Moto"],
    # a sub-prefecture and two localities of it
    [*BIRAO, "", "Enclavé", "2022-01-01", "2022-03-31", "", "", "Avion"],
    [*BIRAO, "Tissi", "Enclavé", "2022-01-01", "2022-03-31", "", "", "Avion"],
    [*BIRAO, "Am Dafok", "Enclavé", "2022-01-01", "2022-03-31", "", "", "Avion"],
    # a prefecture, and one of its six sub-prefectures that has its own
    [*KOTTO, "", "", "", "Enclavé", "2022-02-01", "2022-02-28", "", "", ""],
    [*KOTTO, "Mobaye", "CF611", "", "Accessible", "2022-01-01", "2022-03-31", "", "", ""],
]
MEANS = [
    [*PLACES, "Mois", "Organisation", "Offre ou besoin", "Ressource", "Quantité", "Devise", "Mode d'accès", "Mission",
     "Date de début", "Date de fin"],
    # one flight of three organisations; the third tells its month alone
    [*BIRAO, "", "2022-01", "ACF", "Partagé", "Kilogrammes", "100", "", "", "Vol Birao", "2022-01-15", "2022-01-16"],
    [*BIRAO, "", "2022-01", "UNICEF", "Partagé", "kg", "50", "", "Avion", "vol birao", "2022-01-15", "2022-01-16"],
    [*BIRAO, "", "2022-01", "MSF", "Partagé", "kg", "25,5", "", "Avion", "Vol Birao", "", ""],
    # one organisation alone, and the same name again once the zone was enclaved no more
    [*BAMBARI, "", "2022-01", "ACF", "Partagé", "Sièges", "4", "", "Route", "Convoi", "2022-01-12", "2022-01-12"],
    [*BAMBARI, "", "2022-02", "ACF", "Partagé", "Sièges", "3", "", "Route", "Convoi", "2022-02-25", "2022-02-25"],
    # two organisations, each with other means
    [*BAKALA, "", "2022-01", "ACF", "Partagé", "Fonds", "100", "USD", "", "Caravane", "2022-01-20", "2022-01-20"],
    [*BAKALA, "", "2022-01", "UNICEF", "Partagé", "Staff days", "3", "", "", "Caravane", "2022-01-20", "2022-01-20"],
    # pooled, to a zone that was accessible on the day
    [*BAKALA, "", "2022-02", "ACF", "Partagé", "Sièges", "2", "", "", "Retour", "2022-02-10", "2022-02-10"],
    [*BAKALA, "", "2022-02", "UNICEF", "Partagé", "Sièges", "2", "", "", "Retour", "2022-02-10", "2022-02-10"],
    # to come: an offer and needs, and a mission that is none yet
    [*VAKAGA, "", "", "", "2040-10", "ACF", "Offre", "Sièges", "5", "", "", "", "2040-10-02", "2040-10-05"],
    [*BIRAO, "", "2040-10", "UNICEF", "Besoin", "Sièges", "3", "", "", "", "2040-10-03", ""],
    [*BIRAO, "", "2040-10", "MSF", "Besoin", "Sièges", "4", "", "", "", "2040-10-03", ""],
    [*BIRAO, "", "2040-10", "ACF", "Partagé", "Sièges", "2", "", "", "Vol à venir", "2040-10-03", "2040-10-03"],
]  # fmt: skip
WORKS = {"service": "Centre d'écoute psychosociale", "site_status": "Fonctionnel", "verified_date": "2022-03-15"}


def place(of: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("adm1_name", "adm1_code", "adm2_name", "adm2_code"), of, strict=True))


def child(where: tuple[str, ...], period: str = "2022-03", **cells: object) -> dict:
    return activity(**{**CHILD, **place(where), "organisation": "ACF", "period": period, **cells})


def four_w() -> list[list]:
    """January to March: child protection in Bambari and in Birao's locality Tissi; announced alone in Alindao."""
    rows = [
        activity(period="2022-01"),
        activity(period="2022-02"),
        child(BAMBARI),
        child((*KOTTO, "Alindao", "CF612"), status="Planifié"),
        child(BIRAO),
    ]
    table = grid(rows)
    return [[*table[0], "Localité"], *([*row, ""] for row in table[1:-1]), [*table[-1], "Tissi"]]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small(
        {
            "4w.xlsx": {"4W": four_w()},
            "sites.xlsx": {"Sites": grid([site(**WORKS, **place(IPPY))])},
            "acces.xlsx": {"Accès": ACCESS},
            "moyens.xlsx": {"Moyens": MEANS},
        }
    )


@pytest.fixture(scope="module")
def warehouse(built: Built) -> Iterator[Warehouse]:
    opened = open_warehouse(internal(built.warehouse), "small")
    yield opened
    opened.connection.close()


def name_of(row: dict) -> str:
    return row["locality"] if isinstance(row["locality"], str) else row["zone_name"]


def zones(warehouse: Warehouse, period: str, scheme: str = "cod_v01") -> dict[str, str]:
    """State by zone, a locality by its own name."""
    found = queries.zone_states(warehouse, Zones(period, "psychosocial", scheme))
    return {name_of(row): row["status_code"] for row in found.to_dict("records")}


def test_every_row_is_accepted(built: Built) -> None:
    assert [entry["rows_rejected"] for entry in built.report["files"]] == [0, 0, 0, 0]


def test_a_status_without_an_end_lasts_until_the_next_of_the_same_place(warehouse: Warehouse) -> None:
    assert zones(warehouse, "2021-12") == {"Bakala": "enclaved"}
    assert zones(warehouse, "2022-01")["Bakala"] == "enclaved"
    assert zones(warehouse, "2022-02")["Bakala"] == "accessible"
    assert zones(warehouse, "2022-03") == {
        "Bakala": "accessible", "Ippy": "enclaved", "Grimari": "restricted", "Birao": "enclaved", "Tissi": "enclaved",
        "Am Dafok": "enclaved", "Mobaye": "accessible",
    }  # fmt: skip


def test_the_state_of_a_quarter_is_the_hardest_of_its_days(warehouse: Warehouse) -> None:
    assert zones(warehouse, "2022-Q1") == {
        "Bambari": "enclaved", "Bakala": "enclaved", "Ippy": "enclaved", "Grimari": "restricted", "Birao": "enclaved",
        "Tissi": "enclaved", "Am Dafok": "enclaved", "Mobaye": "accessible",
        # of the prefecture, where they have none of their own
        "Alindao": "enclaved", "Kembé": "enclaved", "Mingala": "enclaved", "Zangba": "enclaved", "Satéma": "enclaved",
    }  # fmt: skip


def test_what_is_told_of_the_prefecture_is_said_so(warehouse: Warehouse) -> None:
    found = queries.zone_states(warehouse, Zones("2022-02", "psychosocial", "cod_v01"))
    assert set(found.loc[found["is_inherited"], "zone_name"]) == {"Alindao", "Kembé", "Mingala", "Zangba", "Satéma"}


def test_a_zone_is_counted_in_the_other_scheme_where_it_lies(warehouse: Warehouse) -> None:
    """Bambari is one ground in both; Birao of 2015 became three sub-prefectures, and lies in none of them."""
    found = queries.zone_states(warehouse, Zones("2022-01", "psychosocial", "cod_v02"))
    by_name = {name_of(row): row for row in found.to_dict("records")}
    assert (by_name["Bambari"]["level"], by_name["Bambari"]["is_part"]) == ("adm2", False)
    assert (by_name["Birao"]["level"], by_name["Birao"]["name"], by_name["Birao"]["is_part"]) == (
        "adm1",
        "Vakaga",
        True,
    )
    areas = queries.area_access(warehouse, Zones("2022-01", "psychosocial", "cod_v02")).set_index("pcode")[
        "status_code"
    ]
    assert areas["CF431"] == "enclaved"
    # all their ground is of the Birao that is cut off
    assert set(areas[["CF531", "CF533", "CF534"]]) == {"enclaved"}


def test_a_zone_of_the_other_scheme_is_a_part_of_the_area_that_holds_it(small: Callable[..., Built]) -> None:
    """Am-Dafok of 2021 is a part of the Birao of 2015."""
    rows = [ACCESS[0], [*VAKAGA, "Am-Dafok", "CF534", "", "Enclavé", "2026-01-01", "2026-01-31", "", "", ""]]
    built = small({"acces.xlsx": {"Accès": rows}})
    assert built.rows("SELECT scheme, pcode, is_part FROM marts.enclaved WHERE period = '2026-01'") == [
        ("cod_v01", "CF531", True), ("cod_v02", "CF534", False),
    ]  # fmt: skip
    assert built.rows(
        "SELECT scheme, pcode, status_code, is_part FROM marts.area_access WHERE period = '2026-01'"
    ) == [("cod_v01", "CF531", "enclaved", True), ("cod_v02", "CF534", "enclaved", False)]  # fmt: skip


def reached(warehouse: Warehouse, scheme: str = "cod_v01") -> dict[str, bool | None]:
    found = queries.enclaved_reach(warehouse, "2022-Q1", scheme)
    return {name_of(row): row["is_reached"] for row in found.to_dict("records")}


def test_cov_09_by_hand(warehouse: Warehouse) -> None:
    """Four of nine known: an activity in Bambari and in Tissi, a site in Ippy, a mission to Bakala.

    The mission to Birao names no locality: of Am Dafok nobody can say; Birao itself gives way to its localities. What
    is announced in Alindao reaches nobody.
    """
    assert reached(warehouse) == {
        "Bambari": True, "Ippy": True, "Tissi": True, "Bakala": True, "Am Dafok": None,
        "Alindao": False, "Kembé": False, "Mingala": False, "Zangba": False, "Satéma": False,
    }  # fmt: skip
    evidence = queries.enclaved_reach(warehouse, "2022-Q1", "cod_v01").set_index("zone_name")
    kinds = ["has_activity", "has_site", "has_mission"]
    assert evidence.loc["Bambari", kinds].to_list() == [True, False, True]
    assert evidence.loc["Ippy", kinds].to_list() == [False, True, False]
    assert evidence.loc["Bakala", kinds].to_list() == [False, False, True]


def test_cov_09_is_one_number_under_both_schemes(warehouse: Warehouse) -> None:
    assert reached(warehouse, "cod_v02") == reached(warehouse)
    words = enclaved.reached_words(queries.enclaved_reach(warehouse, "2022-Q1", "cod_v01"), Translator("en"))
    assert words == ("4 / 9 (44.4%)", "1 zone not known")


def test_without_a_4w_nobody_can_say_that_a_zone_was_not_reached(small: Callable[..., Built]) -> None:
    built = small({"acces.xlsx": {"Accès": [*ACCESS[:2], [*IPPY, "", "Accessible", "2022-03-05", "", "", "", ""]]}})
    assert built.rows("SELECT period, is_reached FROM marts.enclaved_reach") == [("2022-Q1", None)]
    told = enclaved.reached_words(queries_of(built, "2022-Q1"), Translator("en"))
    assert told == ("no data", "1 zone not known")


def queries_of(built: Built, quarter: str):
    opened = open_warehouse(internal(built.warehouse), "alone")
    try:
        return queries.enclaved_reach(opened, quarter, "cod_v01")
    finally:
        opened.connection.close()


def made(warehouse: Warehouse, period: str = "2022-Q1"):
    return queries.missions(warehouse, Zones(period, "psychosocial", "cod_v01"))


def test_co_04_by_hand(warehouse: Warehouse) -> None:
    """Two of three: the flight and the caravan; the convoy had one organisation. Bakala was accessible in February, and
    of Bambari's state at the second convoy nothing is told."""
    found = made(warehouse).astype({"status_code": object})
    told = {(row["name"].lower(), row["start_date"].month): (row["status_code"], row["organisations"])
            for row in found.where(found.notna(), None).to_dict("records")}  # fmt: skip
    assert told == {
        ("vol birao", 1): ("enclaved", 3), ("convoi", 1): ("enclaved", 1), ("caravane", 1): ("enclaved", 2),
        ("retour", 2): ("accessible", 2), ("convoi", 2): (None, 1),
    }  # fmt: skip
    assert enclaved.pooled_words(made(warehouse), Translator("en")) == (
        "2 / 3 (66.7%)", "1 mission where the state is not told",
    )  # fmt: skip
    assert enclaved.pooled_words(made(warehouse, "2022-02"), Translator("en"))[0] == "n/a"


def test_means_are_summed_by_resource_and_by_currency_and_each_mission_once(warehouse: Warehouse) -> None:
    shares = queries.mission_shares(warehouse, "2022-Q1")
    assert list(missions.sums(shares)) == [
        ("funds", "USD", Decimal(100)), ("kilograms", None, Decimal("175.5")), ("seats", None, Decimal(11)),
        ("staff_days", None, Decimal(3)),
    ]  # fmt: skip
    table = missions.pool_table(made(warehouse), shares, queries.means_resources(warehouse), Translator("en"))
    assert [tuple(text.replace("\\", "") for text in row) for row in table.itertuples(index=False, name=None)] == [
        ("**Any means**", "2 / 3 (66.7%)", "100 USD · 175.5 kg · 3 staff days"),
        ("Financial", "0 / 3 (0.0%)", "–"),
        ("Human", "0 / 3 (0.0%)", "–"),
        ("Logistic", "1 / 3 (33.3%)", "175.5 kg"),
    ]


def test_parts_add_up_to_the_whole(warehouse: Warehouse) -> None:
    reach = queries.enclaved_reach(warehouse, "2022-Q1", "cod_v01")
    for axis in ("parent_name", "cause", "season", "access_mode"):
        total = Counter[str]()
        for _value, numbers in missions.axis_counts(reach, made(warehouse), axis, Translator("en")):
            total.update(numbers)
        assert dict(total) == {
            "enclaved": 10, "reached": 4, "known": 9, "unknown": 1, "pooled": 2, "missions": 3,
        }  # fmt: skip


def test_a_mission_to_come_is_in_no_list(warehouse: Warehouse, built: Built) -> None:
    assert built.rows("SELECT name, is_past FROM marts.missions WHERE start_date > DATE '2039-01-01'") == [
        ("Vol à venir", False)
    ]
    for period in queries.zone_periods(warehouse)["period"]:
        assert "Vol à venir" not in set(made(warehouse, period)["name"])
    assert "2040-10" not in set(queries.zone_periods(warehouse)["period"])


def test_coverage_with_and_without_enclaved_zones_keeps_the_unknown_apart(warehouse: Warehouse) -> None:
    lines = queries.coverage_by_access(warehouse, Zones("2022-Q1", "psychosocial", "cod_v01")).set_index("access")
    numbers = ["areas", "areas_functional", "areas_without", "areas_unknown"]
    # the directory of the quarter names one site, in Ippy: everywhere else there is none
    assert lines.loc["all", numbers].to_list() == [72, 1, 71, 0]
    assert lines.loc["enclaved", numbers].to_list() == [10, 1, 9, 0]  # nine enclaved, Grimari of difficult access
    assert lines.loc["others", [*numbers, "areas_untold"]].to_list() == [62, 0, 62, 0, 61]  # Mobaye is accessible
    assert lines.loc["all", "children_without"] == lines.loc["enclaved":, "children_without"].sum()
    legal = queries.coverage_by_access(warehouse, Zones("2022-Q1", "legal", "cod_v01")).set_index("access")
    assert legal.loc["all", numbers].to_list() == [72, 0, 0, 72]


def access_rows(*told: list[str]) -> dict[str, list[list[str]]]:
    return {"Accès": [ACCESS[0], *told]}


@pytest.fixture(scope="module")
def split(small: Callable[..., Built]) -> Iterator[Warehouse]:
    """CF315 of 2015 is CF342 to CF344 of 2021; of CF344 a later scheme says that it is accessible."""
    built = small(
        {
            "v01.xlsx": access_rows(
                ["", "CF31", "", "CF315", "", "Enclavé", "2022-03-01", "2022-03-31", "", "", ""],
            ),
            "v02.xlsx": access_rows(
                ["", "CF34", "", "CF341", "", "Accessible", "2022-03-01", "2022-03-31", "", "", ""],
                ["", "CF34", "", "CF344", "", "Accessible", "2022-03-01", "2022-03-31", "", "", ""],
                ["", "CF52", "", "CF521", "Village Z", "Enclavé", "2022-03-01", "2022-03-31", "", "", ""],
            ),
            "4w.xlsx": {"4W": grid([activity()])},
        }
    )
    assert [entry["rows_rejected"] for entry in built.report["files"]] == [0, 0, 0]
    opened = open_warehouse(internal(built.warehouse), "split")
    yield opened
    opened.connection.close()


def lines_of(warehouse: Warehouse, service: str, scheme: str, *numbers: str) -> dict[str, list[int]]:
    found = queries.coverage_by_access(warehouse, Zones("2022-03", service, scheme)).set_index("access")
    return {access: found.loc[access, list(numbers)].to_list() for access in found.index}


def test_an_area_within_an_enclaved_zone_of_the_other_scheme_is_enclaved(split: Warehouse) -> None:
    """... unless it has a state of its own."""
    areas = queries.area_access(split, Zones("2022-03", "school", "cod_v02")).set_index("pcode")
    assert areas.loc[["CF342", "CF343"], "status_code"].to_list() == ["enclaved", "enclaved"]
    assert areas.loc["CF344", "status_code"] == "accessible"
    assert not areas.loc[["CF342", "CF343", "CF344"], "is_part"].any()
    assert lines_of(split, "school", "cod_v01", "areas")["enclaved"] == [1]
    assert lines_of(split, "school", "cod_v02", "areas") == {
        "all": [85], "enclaved": [2], "in_part": [1], "others": [82],
    }  # fmt: skip


def cut_off(warehouse: Warehouse | Built, period: str, scheme: str) -> set[str]:
    sql = f"SELECT pcode FROM {{}}marts.enclaved_areas WHERE period = '{period}' AND scheme = '{scheme}'"
    if isinstance(warehouse, Built):
        return {pcode for (pcode,) in warehouse.rows(sql.format(""))}
    return set(warehouse.query(sql.format("warehouse."))["pcode"])


def test_the_pathways_know_the_enclaved_areas_of_the_last_day(split: Warehouse, small: Callable[..., Built]) -> None:
    """A locality does not cut off its area; a later statement ends an earlier one; the area's own comes first."""
    assert cut_off(split, "2022-03", "cod_v02") == {"CF342", "CF343"}
    assert cut_off(split, "2022-03", "cod_v01") == {"CF315"}
    later = small(
        {
            "acces.xlsx": access_rows(
                ["", "CF51", "", "CF511", "", "Enclavé", "2021-06-01", "", "", "", ""],
                ["", "CF51", "", "CF511", "", "Accessible", "2022-01-01", "", "", "", ""],
                # the prefecture is enclaved, and one of its sub-prefectures accessible
                [*KOTTO, "", "", "", "Enclavé", "2022-02-01", "", "", "Pont coupé", ""],
                [*KOTTO, "Mobaye", "CF611", "", "Accessible", "2022-01-01", "", "", "", ""],
            ),
            "4w.xlsx": {"4W": grid([activity(period="2021-12"), activity(period="2022-03")])},
        }
    )
    assert cut_off(later, "2021-12", "cod_v02") == {"CF511"}
    assert cut_off(later, "2022-03", "cod_v02") == {"CF612", "CF613", "CF614", "CF615", "CF616"}


def test_who_reports_nobody_reports_a_zero_and_who_is_there_is_unknown(split: Warehouse) -> None:
    """A 4W without a list of sites: health in Bambari; elsewhere it is known to be absent, as the gaps have it."""
    health = lines_of(split, "health", "cod_v01", "areas", "areas_functional", "areas_without", "areas_unknown")
    assert health["all"] == [72, 0, 71, 1]
    gaps = split.query(
        "SELECT count(DISTINCT pcode) AS n FROM warehouse.marts.gaps WHERE period = '2022-03' AND scheme = 'cod_v01' "
        "AND level = 'adm2' AND service_code = 'health' AND state = 'gap'"
    )
    assert gaps["n"].to_list() == [71]


@pytest.mark.parametrize("contract", ["enclaved_is_dated", "missions_add_up"])
@pytest.mark.parametrize(
    ("fault", "breaks"),
    [
        ("UPDATE warehouse.marts.enclaved SET until = since - 1", "enclaved_is_dated"),
        ("INSERT INTO warehouse.marts.enclaved SELECT * FROM warehouse.marts.enclaved LIMIT 1", "enclaved_is_dated"),
        ("UPDATE warehouse.marts.enclaved_reach SET has_mission = true", "enclaved_is_dated"),
        ("UPDATE warehouse.marts.mission_shares SET quantity = quantity * 2", "missions_add_up"),
        ("UPDATE warehouse.marts.missions SET organisations = 9", "missions_add_up"),
        ("UPDATE warehouse.marts.means_board SET quantity = -1", "missions_add_up"),
        ("SELECT 1", ""),
    ],
)
def test_a_contract_finds_what_breaks_it(contract: str, fault: str, breaks: str, built: Built, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(internal(built.warehouse).read_bytes())
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{copy}' AS warehouse")
        connection.execute(fault)
        broken = connection.execute((HERE / "contracts" / f"{contract}.sql").read_text(encoding="utf-8")).fetchall()
    assert bool(broken) == (contract == breaks)


# -- the demonstration


def days_enclaved(built: Built) -> dict[str, list[tuple[dt.date, dt.date]]]:
    """The days on which each sub-prefecture was enclaved, statement by statement."""
    told = built.rows(
        "SELECT adm2_pcode, status_code, start_date, end_date FROM core.access_status WHERE NOT is_duplicate ORDER BY 3"
    )
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for pcode, status, start, end in told:
        later = [other for place, _status, other, _end in told if place == pcode and other > start]
        until = end or (min(later) - dt.timedelta(days=1) if later else dt.date(2099, 1, 1))
        if status == "enclaved":
            found.setdefault(pcode, []).append((start, until))
    return found


def test_the_flight_of_six_organisations_is_one_mission_of_750_kilograms(demo_build: Built) -> None:
    assert demo_build.rows(
        "SELECT m.organisations, m.status_code, m.is_past, count(*), sum(s.quantity), count(DISTINCT m.mission_id) "
        "FROM marts.missions m JOIN marts.mission_shares s USING (mission_id) "
        "WHERE m.name = 'Vol partagé Bria → Ouanda-Djallé' GROUP BY ALL"
    ) == [(6, "enclaved", True, 6, Decimal(750), 1)]


def test_the_demonstration_has_the_enclaved_zones_and_the_pooled_missions_of_a_naive_count(demo_build: Built) -> None:
    enclaved_days = days_enclaved(demo_build)
    crews: dict[tuple, set[str]] = {}
    rows = demo_build.rows(
        "SELECT mission, adm2_pcode, start_date, end_date, organisation_id FROM core.pooled_means "
        "WHERE direction_code = 'shared' AND NOT is_duplicate"
    )
    for *mission, organisation in rows:
        crews.setdefault(tuple(mission), set()).add(organisation)
    there = {mission: crew for mission, crew in crews.items() if any(
        start <= mission[3] and mission[2] <= end for start, end in enclaved_days.get(mission[1], []))}  # fmt: skip
    assert len(there) > 3
    assert demo_build.rows(
        "SELECT count(*), count(*) FILTER (organisations >= 2) FROM marts.missions WHERE status_code = 'enclaved'"
    ) == [(len(there), sum(len(crew) >= 2 for crew in there.values()))]
    periods = demo_build.rows("SELECT period, start_date, end_date FROM marts.zone_periods")
    assert len(periods) > 30
    for period, first, last in periods:
        naive = {pcode for pcode, spans in enclaved_days.items() if any(s <= last and e >= first for s, e in spans)}
        (found,) = demo_build.rows(
            "SELECT coalesce(list(pcode), []) FROM marts.enclaved "
            f"WHERE period = '{period}' AND scheme = 'cod_v02' AND status_code = 'enclaved'"
        )
        assert set(found[0]) == naive
        assert len(found[0]) == len(naive)


@pytest.mark.parametrize("quarter", ["2025-Q2", "2025-Q4", "2026-Q1", "2026-Q3"])
def test_the_demonstration_has_the_reached_zones_of_a_naive_count(quarter: str, demo_build: Built) -> None:
    year, number = int(quarter[:4]), int(quarter[-1])
    months = [f"{year}-{month:02}" for month in range(3 * number - 2, 3 * number + 1)]
    first, last = dt.date(year, 3 * number - 2, 1), (dt.date(year + number // 4, 3 * number % 12 + 1, 1))
    names = ", ".join(f"'{month}'" for month in months)
    active = {pcode for (pcode,) in demo_build.rows(
        "SELECT DISTINCT adm2_pcode FROM core.activities WHERE sector_code = 'PRO-CPN' AND NOT is_duplicate "
        f"AND scheme = 'cod_v02' AND period IN ({names}) "
        "AND NOT coalesce(regexp_matches(strip_accents(lower(status)), '^(planif|prevu|annonc|planned|suspen)'), false)"
    )}  # fmt: skip
    served = {pcode for (pcode,) in demo_build.rows(
        "SELECT DISTINCT pcode FROM marts.coverage JOIN core.services USING (service_code) "
        f"WHERE period = '{quarter}' AND scheme = 'cod_v02' AND level = 'adm2' AND sector_code = 'PRO-CPN' "
        "AND functional_sites > 0"
    )}  # fmt: skip
    visited = {pcode for pcode, start, end in demo_build.rows(
        "SELECT adm2_pcode, start_date, end_date FROM core.pooled_means WHERE direction_code = 'shared'"
    ) if start < last and end >= first}  # fmt: skip
    zones = {pcode for pcode, spans in days_enclaved(demo_build).items()
             if any(s < last and e >= first for s, e in spans)}  # fmt: skip
    found = demo_build.rows(f"SELECT zone_pcode, is_reached FROM marts.enclaved_reach WHERE period = '{quarter}'")
    assert {pcode for pcode, _reached in found} == zones
    assert len(zones) == len(found)
    assert {pcode for pcode, is_reached in found if is_reached} == zones & (active | served | visited)
