"""Access, population, severity and funding: recognised by their words, judged row by row, published as sent."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.factories import Built, activity, delimited, grid

PLACE = ("Ouaka", "Bambari")
ACCESS = [
    ["Zones enclavées de la Ouaka"],
    ["Préfecture", "Sous-préfecture", "Enclavé (oui/non)", "Depuis le", "Jusqu'au", "Saison", "Cause", "Mode d'accès"],
    [*PLACE, "Oui", "15/06/2022", "31/10/2022", "Saison des pluies", "Pont coupé", "Pirogue"],
    [*PLACE, "non", "01/11/2022", "", "", "", "Route"],
    ["Ouaka", "Ippy", "Accès difficile", "mars 2022", "", "", "", ""],
    ["Ouaka", "Ippy", "peut-être", "2022-07-01", "", "", "", ""],
    ["Ouaka", "Ippy", "", "2022-08-01", "", "", "", ""],
    ["Ouaka", "Ippy", "Oui", "", "", "", "", ""],
    ["Ouaka", "Ippy", "Oui", "32/13/2022", "", "", "", ""],
    ["Ouaka", "Nulle part", "Oui", "2022-09-01", "", "", "", ""],
    ["Ouaka", "Ippy", "Oui", "2022-10-05", "2022-10-01", "", "", ""],
    [*PLACE, "Oui", "15/06/2022", "31/10/2022", "Saison des pluies", "Pont coupé", "Pirogue"],
]
ACCESS_EN = [
    ["Adm1 Pcode", "Access status", "Month", "Organisation"],
    ["#adm1+code", "#access", "#date+month", "#org"],
    ["CF43", "Hard to reach", "2022-05", "ACF"],
    ["CF43", "Accessible", "2022-06", ""],
]
POPULATION = [
    ["Année", "Code sous-préfecture", "Sexe", "Tranche d'âge", "Population", "Base", "Source"],
    ["2022", "CF431", "Total", "Total", "12 500", "Projection", "ICASEES"],
    ["2022", "CF431", "Féminin", "0-17", "3100", "Projection", "ICASEES"],
    ["2022", "CF431", "Masculin", "0-17", "3200", "Projection", "ICASEES"],
    ["2022", "CF431", "Masculin", "18+", "-4", "Projection", "ICASEES"],
    ["2022", "CF431", "Masculin", "60+", "", "Projection", "ICASEES"],
    ["", "CF431", "Masculin", "5-11", "10", "Projection", "ICASEES"],
    ["l'an passé", "CF431", "Masculin", "5-11", "10", "Projection", "ICASEES"],
    ["2022", "CF432", "Total", "Total", "900", "Projection", "ICASEES"],
    ["2022", "CF432", "Total", "Total", "901", "Projection", "ICASEES"],
]
POPULATION_EN = b"#date+year,#adm1+code,#population+total\n2021,CF43,300000\n2021,CF11,400000\n"
SEVERITY = [
    ["JIAF intersectoral analysis"],
    ["Period", "Admin 1", "Admin 2", "Final severity phase", "People in need", "Cluster", "Source"],
    ["2022", *PLACE, "Phase 4", "5200", "Protection", "JIAF"],
    ["2022", *PLACE, "3 - Severe", "", "", "JIAF"],
    ["2022", "Ouaka", "Ippy", "Catastrophic", "1,200", "Magie", "JIAF"],
    ["2022", "Ouaka", "Ippy", "6", "10", "Health", "JIAF"],
    ["2022", "Ouaka", "Ippy", "0", "10", "Education", "JIAF"],
    ["2022", "Ouaka", "Ippy", "", "10", "Nutrition", "JIAF"],
    ["2022", "Ouaka", "Ippy", "2", "dix", "WASH", "JIAF"],
    ["", "Ouaka", "Ippy", "2", "10", "SHL", "JIAF"],
]
FUNDING = [
    ["Plan", "Année", "Organisation", "Secteur", "Préfecture", "Montant demandé", "Montant reçu", "Devise"],
    ["HNRP 2022", "2022", "UNICEF", "Protection", "", "1.234,50", "1,234.50", "USD"],
    ["HNRP 2022", "2022", "ACF", "", "Ouaka", "1 500 000", "", "FCFA"],
    ["HNRP 2022", "2022", "", "", "", "2500000.755", "0", "usd"],
    ["HNRP 2022", "2022", "ACF", "Magie", "", "100", "150", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "", "1.234", "5", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "", "beaucoup", "6", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "", "-5", "7", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "", "", "", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "", "8", "8", "coquillages"],
    ["HNRP 2022", "", "ACF", "", "", "9", "9", "EUR"],
    ["HNRP 2022", "2022", "ACF", "", "Atlantide", "10", "10", "EUR"],
    ["Total", "", "", "", "", "4000000", "", ""],
]
FTS = [
    ["code", "name", "clusterName", "year", "requirements (US$)", "funding (US$)"],
    ["HCAF22", "Central African Republic HRP", "Protection", "2022", "70000000", "12,500,000"],
]
NO_CURRENCY = [
    ["Year", "Sector", "Requested", "Received"],
    ["2022", "Health", "$ 1,000.25", "10"],
    ["2022", "Education", "1000", "10"],
]


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    """One build of the four tables, each in two shapes, beside a 4W."""
    return judged(
        {
            "acces.xlsx": {"Accès": ACCESS, "Access": ACCESS_EN},
            "population.xlsx": {"Chiffres": POPULATION},
            "pop.csv": POPULATION_EN,
            "severite.xlsx": {"JIAF": SEVERITY},
            "argent.csv": delimited(FUNDING),
            "fts.xlsx": {"fts": FTS, "other": NO_CURRENCY},
            "4w.xlsx": {"4W": grid([activity()])},
        }
    )


def test_each_table_is_recognised_by_its_words(built: Built) -> None:
    kinds = {(e["file"], e["sheet"]): e["kind"] for e in built.report["files"]}
    assert kinds == {
        ("acces.xlsx", "Accès"): "access_status", ("acces.xlsx", "Access"): "access_status",
        ("population.xlsx", "Chiffres"): "population", ("pop.csv", ""): "population",
        ("severite.xlsx", "JIAF"): "severity", ("argent.csv", ""): "funding",
        ("fts.xlsx", "fts"): "funding", ("fts.xlsx", "other"): "funding", ("4w.xlsx", "4W"): "activities",
    }  # fmt: skip


def test_every_row_is_accepted_or_rejected_or_no_data(built: Built) -> None:
    for e in built.report["files"]:
        assert e["rows_seen"] == e["rows_accepted"] + e["rows_rejected"] + e["rows_not_data"], e["file"]
        assert e["rows_received"] == e["rows_accepted"] + e["rows_rejected"]
    accepted = {
        e["file"] + "/" + (e["sheet"] or ""): (e["rows_accepted"], e["rows_rejected"]) for e in built.report["files"]
    }
    assert accepted == {
        "acces.xlsx/Accès": (4, 6), "acces.xlsx/Access": (2, 0), "population.xlsx/Chiffres": (3, 6), "pop.csv/": (2, 0),
        "severite.xlsx/JIAF": (3, 5), "argent.csv/": (4, 7), "fts.xlsx/fts": (1, 0), "fts.xlsx/other": (2, 0),
        "4w.xlsx/4W": (1, 0),
    }  # fmt: skip


def test_access_has_days_and_a_state_of_three(built: Built) -> None:
    found = built.rows(
        "SELECT s.sheet, a.row, adm1_pcode, adm2_pcode, status_code, start_date, end_date, season, cause, access_mode, "
        "is_duplicate FROM core.access_status a JOIN core.source_sheets s USING (sheet_id) ORDER BY s.sheet_id, a.row"
    )
    rains = (
        "CF43", "CF431", "enclaved", dt.date(2022, 6, 15), dt.date(2022, 10, 31), "Saison des pluies", "Pont coupé",
        "Pirogue",
    )  # fmt: skip
    assert found == [
        ("Accès", 3, *rains, False),
        ("Accès", 4, "CF43", "CF431", "accessible", dt.date(2022, 11, 1), None, None, None, "Route", False),
        ("Accès", 5, "CF43", "CF435", "restricted", dt.date(2022, 3, 1), None, None, None, None, False),
        ("Accès", 12, *rains, True),
        ("Access", 3, "CF43", None, "restricted", dt.date(2022, 5, 1), dt.date(2022, 5, 31), None, None, None, False),
        ("Access", 4, "CF43", None, "accessible", dt.date(2022, 6, 1), dt.date(2022, 6, 30), None, None, None, False),
    ]


def test_what_is_wrong_with_access_is_named_at_its_cell(built: Built) -> None:
    assert built.said("rejected", "acces.xlsx", "Accès") == {
        ("access_status_unknown", "C6"), ("access_status_missing", "C7"), ("access_undated", "D8"),
        ("access_undated", "D9"), ("place_unknown", "B10"), ("dates_reversed", "E11"),
    }  # fmt: skip


def test_the_population_received_stands_beside_the_reference(built: Built) -> None:
    assert built.rows(
        "SELECT row, period, year, scheme, adm1_pcode, adm2_pcode, sex, age_group, people, basis, source "
        "FROM core.population_received ORDER BY people"
    ) == [
        (3, "2022", 2022, "cod_v01", "CF43", "CF431", "Féminin", "0-17", 3100, "Projection", "ICASEES"),
        (4, "2022", 2022, "cod_v01", "CF43", "CF431", "Masculin", "0-17", 3200, "Projection", "ICASEES"),
        (2, "2022", 2022, "cod_v01", "CF43", "CF431", None, None, 12500, "Projection", "ICASEES"),
        (2, "2021", 2021, "cod_v01", "CF43", None, None, None, 300000, None, None),
        (3, "2021", 2021, "cod_v01", "CF11", None, None, None, 400000, None, None),
    ]
    assert built.rows("SELECT count(*) FROM core.population WHERE source = 'ICASEES'") == [(0,)]


def test_what_is_wrong_with_a_population_is_named_at_its_cell(built: Built) -> None:
    assert built.said("rejected", "population.xlsx") == {
        ("count_negative", "E5"), ("count_missing", "E6"), ("year_missing", "A7"), ("period_unreadable", "A8"),
        ("key_conflict", "E9"), ("key_conflict", "E10"),
    }  # fmt: skip


def test_a_severity_is_a_phase_from_one_to_five(built: Built) -> None:
    assert built.rows(
        "SELECT row, period, adm2_pcode, phase, in_need_count, sector_code FROM core.severity ORDER BY row"
    ) == [
        (3, "2022", "CF431", 4, 5200, "PRO"),
        (4, "2022", "CF431", 3, None, None),
        (5, "2022", "CF435", 5, 1200, None),
    ]
    assert built.said("rejected", "severite.xlsx") == {
        ("phase_unknown", "D6"), ("phase_unknown", "D7"), ("phase_missing", "D8"), ("count_unreadable", "E9"),
        ("period_missing", "A10"),
    }  # fmt: skip
    (remark,) = [i for i in built.entry("severite.xlsx")["issues"] if i["code"] == "sector_left_out"]
    assert (remark["cell"], remark["value"]) == ("F5", "Magie")


def test_amounts_are_read_whatever_parts_their_thousands(built: Built) -> None:
    found = built.rows(
        "SELECT f.row, f.plan, f.year, f.adm1_pcode, f.organisation_id, f.sector_code, f.requested, f.received, "
        "f.currency "
        "FROM core.funding f JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id) "
        "WHERE file = 'argent.csv' ORDER BY f.row"
    )
    plan = "HNRP 2022"
    assert found == [
        (2, plan, 2022, None, "unicef", "PRO", Decimal("1234.50"), Decimal("1234.50"), "USD"),
        (3, plan, 2022, "CF43", "acf", None, Decimal("1500000.00"), None, "XAF"),
        (4, plan, 2022, None, None, None, Decimal("2500000.76"), Decimal("0.00"), "USD"),
        (5, plan, 2022, None, "acf", None, Decimal("100.00"), Decimal("150.00"), "EUR"),
    ]


def test_what_is_wrong_with_an_amount_is_named_at_its_cell(built: Built) -> None:
    assert built.said("rejected", "argent.csv") == {
        ("amount_ambiguous", "F6"), ("amount_unreadable", "F7"), ("amount_negative", "F8"), ("amount_missing", "F9"),
        ("currency_unknown", "H10"), ("year_missing", "B11"), ("place_unknown", "E12"),
    }  # fmt: skip
    said = {(i["code"], i["cell"]) for i in built.entry("argent.csv")["issues"] if i["outcome"] == "accepted"}
    assert {("received_above_request", "G5"), ("sector_left_out", "D5")} <= said


def test_the_currency_may_stand_in_the_heading_or_in_the_cell(built: Built) -> None:
    assert built.rows(
        "SELECT sheet, f.row, sector_code, requested, received, currency FROM core.funding f "
        "JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id) "
        "WHERE file = 'fts.xlsx' ORDER BY ALL"
    ) == [
        ("fts", 2, "PRO", Decimal("70000000.00"), Decimal("12500000.00"), "USD"),
        ("other", 2, "HEA", Decimal("1000.25"), Decimal("10.00"), "USD"),
        ("other", 3, "EDU", Decimal("1000.00"), Decimal("10.00"), None),
    ]
    (remark,) = [i for i in built.entry("fts.xlsx", "other")["issues"] if i["code"] == "currency_missing"]
    assert remark["row"] == 3


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1 234,5", "1234.50"), ("1'234.50", "1234.50"),
        ("12", "12.00"),
        ("12,5", "12.50"), ("1.234.567", "1234567.00"), ("1,234,567.891", "1234567.89"), ("1,234", "1234.00"),
        ("USD 1,234", "1234.00"), ("1234.567", "1234.57"), ("-3", "-3.00"), ("1.234", None), ("12 %", None), ("", None),
        ("1.2.3", None), ("1e5", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_or_refused(macros, text: str, amount: str | None) -> None:
    found = macros.execute("SELECT CAST(amount_of($text) AS VARCHAR)", {"text": text}).fetchone()
    assert found == (amount,)


def test_a_table_sent_again_replaces_the_former_one(judged: Callable[..., Built]) -> None:
    head = ["Année", "Code sous-préfecture", "Population"]
    first = [head, ["2022", "CF431", "100"], ["2022", "CF432", "200"]]
    second = [head, ["2022", "CF431", "100"], ["2022", "CF432", "250"], ["2022", "CF433", "300"]]
    built = judged({"a.xlsx": {"P": first}, "b.xlsx": {"P": second}})
    assert built.rows("SELECT people FROM core.population_received ORDER BY ALL") == [(100,), (250,), (300,)]
    assert [code for *_, code in built.remarks("sheet_replaced")] == ["sheet_replaced"]
