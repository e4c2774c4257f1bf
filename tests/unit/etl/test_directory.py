"""The directory: for whom a site is, until when a verification holds, and what of it goes into the public file."""

import json
from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests.factories import BAMBARI, Built

# A demonstration's present day follows its last period: the 1st of October 2025. Ninety days before is the 3rd of July.
HEADINGS = [
    "Mois", "Organisation", "Préfecture", "Sous-préfecture", "Type de service", "Nom du site", "État de fonctionnement",
    "Date de vérification", "Jours et heures d'ouverture", "Âge minimum accueilli", "Âge maximum accueilli",
    "Sexe accueilli", "Accessible aux personnes handicapées", "Contact du service", "Commentaire",
]  # fmt: skip
WORKS, FICTITIOUS = "Fonctionnel", "données fictives"


def row(
    name: str, state: str, verified: str, *told: str, service: str = "École", organisation: str = "ACF"
) -> list[str]:
    place = [BAMBARI["adm1_name"], BAMBARI["adm2_name"]]
    told = (*told, *[""] * (6 - len(told)))
    return ["2025-09", organisation, *place, service, name, state, verified, *told, FICTITIOUS]


SITES = [
    HEADINGS,
    row("89 jours", WORKS, "04/07/2025", "lundi, 8 h-12 h", "6", "17 ans", "Tous", "Oui", "+236 70 00 00 01"),
    row("90 jours", WORKS, "03/07/2025", "", "", "", "Filles", "non", "accueil@ecole.cf ; 1212"),
    row("91 jours", WORKS, "02/07/2025", "", "12", "6", "les chats", "peut-être"),
    row("jamais vue", WORKS, ""),
    row("on ne sait pas", "Inconnu", "01/09/2025", "", "six"),
    row("fermée", "Fermé", "01/09/2025", "", "", "", "Garçons", "inconnu"),
    row("demain", WORKS, "01/02/2030"),
    row("Circuit", WORKS, "05/04/2025", service="Circuit de référencement communautaire"),
    row("Circuit 2", WORKS, "03/04/2025", service="Circuit de référencement communautaire"),
    row("Chez MSF", WORKS, "01/09/2025", service="Centre d'écoute psychosociale", organisation="MSF"),
]
NAMED = [HEADINGS, row("École B", WORKS, "01/09/2025", "", "", "", "", "", "Jean Mbomou 70 12 34 50")]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small({"sites.xlsx": {"Sites": SITES}, "noms.xlsx": {"Sites": NAMED}})


def listed(built: Built, columns: str) -> dict[str, tuple]:
    found = built.rows(f"SELECT site_name, {columns} FROM marts.directory WHERE scheme = 'cod_v02'")
    return {name: tuple(rest) for name, *rest in found}


def test_a_verification_holds_for_ninety_days_and_not_one_more(built: Built) -> None:
    assert built.rows("SELECT day FROM marts.present_day") == [(date(2025, 10, 1),)]
    assert listed(built, "state, verified_on, expires_on") == {
        "89 jours": ("functional", date(2025, 7, 4), date(2025, 10, 2)),
        "90 jours": ("functional", date(2025, 7, 3), date(2025, 10, 1)),
        "91 jours": ("stale", date(2025, 7, 2), date(2025, 9, 30)),
        "jamais vue": ("unverified", None, None),
        "on ne sait pas": ("unverified", date(2025, 9, 1), date(2025, 11, 30)),
        "fermée": ("closed", date(2025, 9, 1), date(2025, 11, 30)),
        # nobody has seen tomorrow: the list's own last day
        "demain": ("functional", date(2025, 9, 30), date(2025, 12, 29)),
        # a community pathway has 180 days
        "Circuit": ("functional", date(2025, 4, 5), date(2025, 10, 2)),
        "Circuit 2": ("stale", date(2025, 4, 3), date(2025, 9, 30)),
        "Chez MSF": ("functional", date(2025, 9, 1), date(2025, 11, 30)),
        "École B": ("functional", date(2025, 9, 1), date(2025, 11, 30)),
    }


def test_of_dated_sites_those_are_functional_that_coverage_calls_so_on_its_own_day(built: Built) -> None:
    """One rule on two days: the 2nd of July is ninety days before the month's end, and ninety-one before today.

    A line without a day counts in coverage as verified when its list was made, and nobody is sent there."""
    covered = {name for (name,) in built.rows(
        "SELECT site_name FROM marts.functional_sites WHERE period = '2025-09' AND scheme = 'cod_v02'")}  # fmt: skip
    valid = {name for name, (state,) in listed(built, "state").items() if state == "functional"}
    assert covered - valid == {"91 jours", "jamais vue", "Circuit 2"}
    assert valid <= covered


def test_whom_a_site_serves_is_read_and_what_cannot_be_is_told(built: Built) -> None:
    told = listed(built, "opening_hours, age_from, age_to, sex_code, accessible_code")
    assert told["89 jours"] == ("lundi, 8 h-12 h", 6, 17, "all", "yes")
    assert told["90 jours"] == (None, None, None, "girl", "no")
    assert told["91 jours"] == (None, None, None, None, "unknown")
    assert told["on ne sait pas"] == (None, None, None, None, "unknown")
    assert told["fermée"] == (None, None, None, "boy", "unknown")
    codes = {"age_unreadable", "ages_reversed", "served_sex_unknown", "accessible_unknown", "date_unlikely"}
    assert built.said("accepted", "sites.xlsx") >= {
        ("ages_reversed", "J4"), ("served_sex_unknown", "L4"), ("accessible_unknown", "M4"), ("age_unreadable", "J6"),
        ("date_unlikely", "H8"),
    }  # fmt: skip
    assert {code for code, _cell in built.said("accepted", "sites.xlsx")} >= codes
    assert built.entry("sites.xlsx")["rows_accepted"] == len(SITES) - 1


def test_a_service_s_own_line_is_kept_and_a_column_with_a_name_in_it_is_not(built: Built) -> None:
    assert {name: line for name, (line,) in listed(built, "contact").items() if line} == {
        "89 jours": "+236 70 00 00 01",
        "90 jours": "accueil@ecole.cf ; 1212",
    }
    (left_out,) = (issue for issue in built.entry("noms.xlsx")["issues"] if issue["code"] == "contacts_left_out")
    assert left_out["value"] == "Contact du service"
    assert "Mbomou" not in json.dumps(built.report, ensure_ascii=False)


def test_the_public_file_has_the_services_of_an_area_and_nothing_to_find_them_by(built: Built) -> None:
    assert built.warehouse is not None
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    file = built.warehouse / pointer["public"]
    with duckdb.connect(str(file), read_only=True) as public:
        found = public.sql("SELECT * FROM marts.directory WHERE scheme = 'cod_v02'").df()
    hidden = ["site_name", "site_type", "organisation_id", "organisation", "opening_hours", "contact"]
    assert found[hidden].isna().all(axis=None)
    assert sorted(found["state"].unique()) == ["functional", "stale", "unverified"]
    assert len(found) == 10  # all but the closed one
    content = file.read_bytes()
    for text in (b"+236 70", b"accueil@", b"Chez MSF", b"8 h-12 h"):
        assert text not in content
