"""Targets of a plan: judged row by row, compared with the 4W by the rule of each; plan 1064's figures reconcile."""

import json
from collections.abc import Callable

import duckdb
import pytest

from dashboard import queries
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.warehouse import Warehouse, current_warehouse
from tests.factories import Built

FICTITIOUS = "données fictives"
HEADINGS = ["Plan", "Année", "Secteur", "Indicateur", "Préfecture", "Sous-préfecture", "Statut de la population",
            "Sexe", "Tranche d'âge", "Handicap", "Personnes dans le besoin", "Personnes ciblées",
            "Atteints selon le plan", "Règle de calcul", "Source", "Commentaire"]  # fmt: skip
CPN, EDU, HEA = "Protection de l'enfance", "Éducation", "Santé"


def target(sector: str, need: object, targeted: object, reached: object = "", **cells: object) -> list[object]:
    """A line of the plan of 2025, of the country and all its people but for the cells given."""
    told = {"plan": "HNRP", "year": 2025, "rule": "Maximum", **cells}
    return [
        told["plan"], told["year"], sector, told.get("indicator", ""), told.get("adm1", ""), told.get("adm2", ""),
        told.get("status", ""), told.get("sex", ""), told.get("age", ""), told.get("disability", ""), need, targeted,
        reached, told["rule"], "HNRP", FICTITIOUS,
    ]  # fmt: skip


# Plan 1064 as humanitarianaction.info publishes it (design/features.md 1.3).
PLAN_1064 = [
    HEADINGS,
    target(CPN, 900_000, 392_800, 193_700, plan="Plan 1064"),
    target(CPN, "", 3_842, 1_501, plan="Plan 1064", indicator="CM-01"),
    target(CPN, "", 60_000, 10_161, plan="Plan 1064", indicator="OUT-04"),
]
MONEY = [
    ["Plan", "Année", "Secteur", "Montant demandé", "Montant reçu", "Devise", "Commentaire"],
    ["Plan 1064", 2025, "Protection", 1_000_000, 747_000, "USD", FICTITIOUS],
]
BAD = [
    HEADINGS,
    target(CPN, 100, 150, year=2023),  # 2: above its need
    target(EDU, 1000, 100, 130, year=2023),  # 3: reached above the target, and kept
    target(HEA, 1000, 100, year=2023),  # 4 and 5: a sector twice for the same people
    target(HEA, 1000, 200, year=2023),
    target("Nutrition", 1000, 100, year=2023, rule=""),  # 6: the cautious rule
    target("Eau, hygiène et assainissement", 1000, 100, year=2023, rule="selon le mois"),  # 7
    target("Danse", 1000, 100, year=2023),  # 8
    target("", 1000, 100, year=2023),  # 9
    target(CPN, 1000, 100, year=2023, indicator="OUT-99"),  # 10
    target(CPN, 1000, 100, year=2023, status="nomades"),  # 11
    target(CPN, 1000, "", year=2023, adm1="Ouaka"),  # 12
    target(CPN, 1000, 100, year=2023, adm1="Nulle part"),  # 13
    target(CPN, 1000, 100, year=""),  # 14
    target(CPN, 100, 150, year=2023),  # 15: the second line, to the letter
]
# The same target told again by a later file.
LATER = [HEADINGS, target(EDU, 1000, 120, 130, year=2023)]
# Whole prefectures, and one by its sub-prefectures.
PLACED = [
    HEADINGS,
    target(HEA, 900, 300, adm1="Ouaka", rule="Somme"),
    target(HEA, 500, 100, adm1="Mbomou", adm2="Bangassou"),
    target(HEA, 500, 50, adm1="Mbomou", adm2="Rafai"),
    target(EDU, 4000, 2000),  # the country has one of its own beside the prefecture's
    target(EDU, 700, 200, adm1="Ouaka"),
    target("Nutrition", "", 40, sex="Filles", age="0-17"),
    target("Nutrition", "", 60, sex="Garçons", age="0-17"),
    target("Logistique", "", 80, status="Déplacés"),
]
FOUR_W = [
    ["Mois", "Organisation", "Secteur", "Activité", "Préfecture", "Sous-préfecture", "Atteint total", "Filles",
     "Garçons", "Commentaire"],
    ["2025-01", "ACF", HEA, "Soins", "Ouaka", "Bambari", 100, "", "", FICTITIOUS],
    ["2025-02", "ACF", HEA, "Soins", "Ouaka", "Bambari", 140, "", "", FICTITIOUS],
    ["2025-02", "ACF", HEA, "Soins", "Ouaka", "Ippy", 30, "", "", FICTITIOUS],
    ["2025-01", "ACF", HEA, "Soins", "Mbomou", "Bangassou", 70, "", "", FICTITIOUS],
    ["2025-02", "ACF", HEA, "Soins", "Mbomou", "Bangassou", 90, "", "", FICTITIOUS],
    ["2025-02", "ACF", HEA, "Vaccins", "Mbomou", "Bangassou", 25, "", "", FICTITIOUS],
    ["2025-02", "UNICEF", HEA, "Soins", "Kémo", "Sibut", 999, "", "", FICTITIOUS],  # where nothing is targeted
    ["2025-01", "ACF", EDU, "Classes", "Ouaka", "Bambari", 150, "", "", FICTITIOUS],
    ["2025-02", "ACF", EDU, "Classes", "Ouaka", "Bambari", 260, "", "", FICTITIOUS],
    ["2025-02", "UNICEF", EDU, "Classes", "Kémo", "Sibut", 400, "", "", FICTITIOUS],
    ["2025-03", "ACF", "Nutrition", "Dépistage", "Ouaka", "Bambari", 90, 30, 20, FICTITIOUS],
    ["2025-04", "ACF", "Nutrition", "Dépistage", "Ouaka", "Bambari", 90, 10, 45, FICTITIOUS],
    ["2025-04", "ACF", "Logistique", "Vols", "Ouaka", "Bambari", 12, "", "", FICTITIOUS],
]  # fmt: skip


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small({
        "1064.xlsx": {"Cibles": PLAN_1064}, "argent.xlsx": {"Financement": MONEY}, "faux.xlsx": {"Cibles": BAD},
        "plus_tard.xlsx": {"Cibles": LATER}, "lieux.xlsx": {"Cibles": PLACED}, "4w.xlsx": {"4W": FOUR_W},
    })  # fmt: skip


@pytest.fixture
def warehouse(built: Built, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(built.warehouse))
    return current_warehouse()


def test_each_row_is_kept_or_told_and_none_is_lost(built: Built) -> None:
    kinds = {entry["file"]: entry["kind"] for entry in built.report["files"]}
    assert [kinds[name] for name in ("1064.xlsx", "faux.xlsx", "plus_tard.xlsx", "lieux.xlsx")] == ["plan_targets"] * 4
    entry = built.entry("faux.xlsx")
    assert (entry["rows_received"], entry["rows_accepted"]) == (14, 6)
    assert built.said("rejected", "faux.xlsx") == {
        ("key_conflict", "L4"), ("key_conflict", "L5"), ("sector_unknown", "C8"), ("sector_missing", "C9"),
        ("plan_indicator_unknown", "D10"), ("count_missing", "L12"), ("place_unknown", "E13"), ("year_missing", "B14"),
    }  # fmt: skip
    told = {issue for issue in built.said("accepted", "faux.xlsx") if issue[0] != "column_unknown"}
    assert told == {
        ("target_above_need", "L2"), ("target_above_need", "L15"), ("reached_above_target", "M3"),
        ("reach_rule_missing", "N6"), ("reach_rule_unknown", "N7"), ("plan_word_unknown", "G11"),
        ("duplicate_row", "row 15"), ("plan_target_repeated", "L3"),
    }  # fmt: skip


def test_what_is_told_twice_counts_once_and_the_last_one(built: Built) -> None:
    found = built.rows("SELECT sector_code, targeted, reached_published, reach_rule, population_status "
                       "FROM marts.plan_targets WHERE year = 2023")  # fmt: skip
    assert sorted(found) == [
        ("EDU", 120, 130, "max", "*"), ("NUT", 100, None, "max", "*"), ("PRO-CPN", 100, None, "max", "unknown"),
        ("PRO-CPN", 150, None, "max", "*"), ("WSH", 100, None, "max", "*"),
    ]  # fmt: skip


# -- plan 1064


def test_the_figures_of_plan_1064_reconcile(warehouse: Warehouse) -> None:
    """0.9 M in need, 392.8 k targeted, 193.7 k reached (49.3 %); cases 39.1 %, birth documents 16.9 %, money 74.7 %."""
    plans = queries.plan_choices(warehouse)
    assert plans[["year", "plan", "is_main"]].to_numpy().tolist() == [
        [2025, "HNRP", True], [2025, "Plan 1064", False], [2023, "HNRP", True],
    ]  # fmt: skip
    (sector,) = queries.plan_sectors(warehouse, "2025", "Plan 1064").to_dict("records")
    assert (sector["sector_code"], sector["in_need"], sector["targeted"]) == ("PRO-CPN", 900_000, 392_800)
    assert (sector["reached_published"], sector["is_whole"], sector["told_at"]) == (193_700, True, "country")
    chosen = Plan(year="2025", plan="Plan 1064", plan_sector="PRO-CPN")
    told = queries.plan_indicators(warehouse, chosen)
    found = {row["indicator_id"]: (row["targeted"], row["reached_published"]) for row in told.to_dict("records")}
    assert found == {"CM-01": (3_842, 1_501), "OUT-04": (60_000, 10_161)}
    (money,) = queries.plan_funding(warehouse, chosen).to_dict("records")
    (share,) = (
        row["numerator"] / row["denominator"]
        for row in queries.plan_coordination(warehouse, chosen).to_dict("records")
        if row["indicator_id"] == "CO-03"
    )
    pairs = [(sector["reached_published"], sector["targeted"]), *[(b, a) for a, b in found.values()]]
    shares = [part / whole for part, whole in pairs] + [money["received"] / money["requested"], share]
    assert [Translator("en").share(one) for one in shares] == ["49.3%", "39.1%", "16.9%", "74.7%", "74.7%"]


# -- reached against target (CO-02)


def test_the_4w_is_counted_by_the_rule_of_each_target_and_of_its_people_alone(built: Built) -> None:
    """Trap 19: whom an activity reaches month after month is one reach, that of its best month."""
    found = built.rows(
        "SELECT sector_code, level, pcode, told_at, sex, in_need, targeted, reached, reach_rule "
        "FROM marts.plan_progress WHERE year = 2025 AND plan = 'HNRP'"
    )
    assert sorted(found, key=str) == sorted([
        # Bambari 100 + 140 and Ippy 30, month after month
        ("HEA", "adm1", "CF43", "adm1", "*", 900, 300, 270, "sum"),
        # Bangassou 90 in the best month of care and 25 vaccinated, nobody in Rafaï
        ("HEA", "adm1", "CF62", "adm2", "*", 1000, 150, 115, "max"),
        # without what was done where nothing is targeted
        ("HEA", "country", None, "adm1", "*", 1900, 450, 385, None),
        # 260 in the best month in Bambari; with Sibut, the whole country
        ("EDU", "adm1", "CF43", "adm1", "*", 700, 200, 260, "max"),
        ("EDU", "country", None, "country", "*", 4000, 2000, 660, "max"),
        ("NUT", "country", None, "country", "girl", None, 40, 30, "max"),
        ("NUT", "country", None, "country", "boy", None, 60, 45, "max"),
        # the 4W does not say who is displaced
        ("LOG", "country", None, "country", "*", None, 80, None, "max"),
    ], key=str)  # fmt: skip


def test_co_02_at_each_of_its_levels_and_above_100_percent(built: Built) -> None:
    found = built.rows(
        "SELECT component, level, pcode, sex, numerator, denominator FROM marts.indicator_values "
        "WHERE indicator_id = 'CO-02' AND period = '2025' AND age_group = '*' AND disability = '*' AND sex <> 'unknown'"
    )
    assert sorted(found) == [
        ("EDU", "adm1", "CF43", "*", 260, 200), ("EDU", "country", "CF", "*", 660, 2000),
        ("HEA", "adm1", "CF43", "*", 270, 300), ("HEA", "adm1", "CF62", "*", 115, 150),
        ("HEA", "country", "CF", "*", 385, 450),
        ("NUT", "country", "CF", "*", 75, 100), ("NUT", "country", "CF", "boy", 45, 60),
        ("NUT", "country", "CF", "girl", 30, 40),
    ]  # fmt: skip


def test_sectors_are_told_by_the_page_s_query_and_never_added_up(warehouse: Warehouse) -> None:
    found = queries.plan_sectors(warehouse, "2025", "HNRP").set_index("sector_code")
    assert found["targeted"].to_dict() == {"EDU": 2000, "HEA": 450, "NUT": 100, "LOG": 80}
    assert found["reached"].dropna().to_dict() == {"EDU": 660, "HEA": 385, "NUT": 75}
    assert found["is_whole"].to_dict() == {"EDU": True, "HEA": True, "NUT": False, "LOG": False}
    placed = queries.plan_prefectures(warehouse, Plan(year="2025", plan="HNRP", plan_sector="HEA"))
    assert placed[["pcode", "targeted", "reached"]].to_numpy().tolist() == [["CF62", 150, 115], ["CF43", 300, 270]]


def test_the_public_reads_targets_and_what_the_plan_published_of_the_country(built: Built) -> None:
    assert built.warehouse is not None
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(built.warehouse / pointer["public"]), read_only=True) as public:
        told = public.sql("SELECT count(targeted), count(reached), sum(reached_published) FROM marts.plan_progress "
                          "WHERE year = 2025").fetchall()  # fmt: skip
        names = public.sql("SELECT count(*) FROM marts.indicator_values WHERE indicator_id = 'CO-02'").fetchall()
    assert told == [(9, 0, 193_700)]
    assert names == [(0,)]


# -- other ways to tell them


def test_in_english_under_tags_alone_and_with_what_the_plan_says_of_a_part(small: Callable[..., Built]) -> None:
    english = [["Response plan", "Year", "Sector", "Sub-prefecture", "Population status", "Age group", "In need",
                "People targeted", "Reached according to the plan", "Reach rule"],
               ["HRP", 2024, "Health", "", "Displaced", "Children", 900, 500, 200, "Sum"],
               ["HRP", 2024, "Health", "", "Host", "Children", 800, 300, "", "Sum"],
               ["HRP", 2024, "Education", "Bambari", "", "", 90, 40, 12, "Maximum"]]  # fmt: skip
    tags = (
        b"#activity+appeal,#date+year,#sector,#adm1+name,#targeted,#reached+published,#meta+rule\n"
        b"HRP,2022,Nutrition,Ouaka,70,30,max\nHRP,2022,Nutrition,Kemo,50,,max\n"
    )
    found = small({"en.xlsx": {"Targets": english}, "tags.csv": tags})
    assert found.rows(
        "SELECT year, sector_code, level, pcode, population_status, age_group, targeted, reached_published, reach_rule "
        "FROM marts.plan_targets ORDER BY ALL"
    ) == [
        (2022, "NUT", "adm1", "CF41", "*", "*", 50, None, "max"),
        (2022, "NUT", "adm1", "CF43", "*", "*", 70, 30, "max"),
        (2024, "EDU", "adm2", "CF431", "*", "*", 40, 12, "max"),
        (2024, "HEA", "country", None, "displaced", "0-17", 500, 200, "sum"),
        (2024, "HEA", "country", None, "host", "0-17", 300, None, "sum"),
    ]
    # a part of which nothing is told leaves the whole untold: it is not 0
    told = "SELECT sector_code, pcode, targeted, reached_published FROM marts.plan_progress WHERE level = 'country' "
    assert found.rows(told + "AND year = 2022") == [("NUT", None, 120, None)]


def test_a_plan_told_in_both_boundaries_counts_in_the_new_ones(small: Callable[..., Built]) -> None:
    head = ["Plan", "Année", "Secteur", "Préfecture", "Sous-préfecture", "Code sous-préfecture", "Personnes ciblées"]
    new = [head, ["P", 2025, HEA, "Lim-Pendé", "", "", 60], ["P", 2025, HEA, "Ouham-Fafa", "", "", 40]]
    # codes that these names had in the boundaries of 2015 alone
    old = [head, ["P", 2025, HEA, "Ouham", "Bouca", "CF325", 500], ["P", 2025, HEA, "Ouham", "Kabo", "CF327", 300]]
    found = small({"nouveau.xlsx": {"Cibles": new}, "ancien.xlsx": {"Cibles": old}})
    schemes = "SELECT file, scheme FROM core.source_sheets JOIN core.source_files USING (file_id)"
    assert dict(found.rows(schemes)) == {"ancien.xlsx": "cod_v01", "nouveau.xlsx": "cod_v02"}
    former = {issue for issue in found.said("accepted", "ancien.xlsx") if issue[0].startswith("plan_")}
    assert former == {("plan_scheme_former", "G2"), ("plan_scheme_former", "G3")}
    assert found.rows("SELECT targeted FROM marts.plan_progress WHERE level = 'country'") == [(100,)]
