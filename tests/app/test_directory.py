"""Annuaire: its lines, sheets and leaflets say what the warehouse holds, and to each reader only what is theirs."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.figures.leaflet import sentences
from dashboard.figures.printed_sheet import printed_sheet
from dashboard.filters import Directory
from dashboard.language import Translator
from dashboard.roles import ORGANISATION, Reader
from dashboard.ui import directory, directory_calls, directory_sheet, directory_tables, export, identity, leaflet
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built, grid, site

ALL = ("all",) * 7
EVERYWHERE = Directory("cod_v02", *ALL)
BAMBARI = Directory("cod_v02", "all", "all", "CF431", "all", "all", "all", "all")
TODAY = date(2026, 11, 22)
OWN = "siriri-fic"
LINE = re.compile(r"\+236|accueil@")  # a contact, as the demonstration invents them


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


@pytest.fixture
def public(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse("public")


@pytest.fixture
def organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "reader_of", lambda _claims: Reader(ORGANISATION, OWN))


def words(warehouse: Warehouse, chosen: Directory, are_named: bool, language: str = "fr") -> directory.Words:
    return directory.words(warehouse, chosen, are_named, Translator(language))


def whole(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


def figures(screen: Screen) -> list[int]:
    return [whole(metric.value) for metric in screen.app.metric]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_counts_and_lists_what_the_warehouse_holds(
    language: str, demo_build: Built, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "directory", lang=language)
    assert screen.failures == []
    states = dict(demo_build.rows("SELECT state, count(*) FROM marts.directory WHERE scheme = 'cod_v02' GROUP BY ALL"))
    assert figures(screen) == [states["functional"], states["stale"], states["unverified"]]
    assert sum(states.values()) == 783
    content = directory_tables.exported_sites(
        queries.directory(demo, EVERYWHERE), EVERYWHERE, words(demo, EVERYWHERE, True, language), Translator(language)
    )
    assert len(content.rows) == 783
    assert content.facts[0][1].startswith({"fr": "DONNÉES FICTIVES", "en": "FICTITIOUS"}[language])


def test_what_no_longer_holds_is_struck_out_and_says_since_when(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "directory", adm2="CF431")
    table = screen.table("Sous-préfecture")
    assert len(table) == sum(figures(screen)) + 2  # two closed ones
    for _, row in table.iterrows():
        holds = row["Fiche"].startswith("valide jusqu'au")
        assert ("~~" in row["Site"]) == (not holds)
        assert holds or row["Fiche"].startswith(("**périmée depuis le", "**fermé", "**jamais", "**état non dit"))


@pytest.mark.parametrize(
    ("filters", "condition"),
    [
        ({"service": "school"}, "service_code = 'school'"),
        ({"adm1": "CF43"}, "adm1_pcode = 'CF43'"),
        ({"adm2": "CF431"}, "pcode = 'CF431'"),
        ({"age": "5"}, "coalesce(age_from <= 5, true) AND coalesce(age_to >= 5, true)"),
        ({"age": "6"}, "coalesce(age_from <= 6, true) AND coalesce(age_to >= 6, true)"),
        ({"sex": "boy"}, "sex_code IS DISTINCT FROM 'girl'"),
        ({"disability": "yes"}, "accessible_code = 'yes'"),
        ({"listing": "stale"}, "state = 'stale'"),
    ],
)
def test_each_filter_keeps_whom_it_says(
    filters: dict[str, str], condition: str, demo_build: Built, demo: Warehouse
) -> None:
    asked = {**dict.fromkeys(("service", "adm1", "adm2", "age", "sex", "disability", "listing"), "all"), **filters}
    found = queries.directory(demo, Directory("cod_v02", *asked.values()))
    ((number,),) = demo_build.rows(f"SELECT count(*) FROM marts.directory WHERE scheme = 'cod_v02' AND {condition}")
    assert len(found) == number > 0
    assert number < 783


def test_a_sub_prefecture_of_another_prefecture_is_forgotten(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "directory", adm1="CF53", adm2="CF431")
    assert (screen.failures, screen.chosen()["adm2"]) == ([], "all")


@pytest.mark.parametrize("part", ["list", "sheet", "leaflet", "calls"])
def test_anybody_reads_it_from_the_public_file_without_a_name_or_a_contact(
    part: str, demo_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Callable[..., Screen]
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    shutil.copytree(demo_warehouse, tmp_path / "w", ignore=shutil.ignore_patterns("internal.duckdb"))
    screen = open_page(tmp_path / "w", "directory", directory=part, place="CF431")
    assert screen.failures == []
    told = " ".join(screen.texts())
    assert not re.search(r"\(fictif\)|-FIC\b", told)
    assert not LINE.search(told)
    assert "À vérifier" not in told  # whom to call is for the coordination
    if part == "list":
        assert list(screen.table("Sous-préfecture").columns)[2:] == [
            "Service", "Valides", "dont accessibles", "Périmées", "À confirmer", "Dernière vérification",
        ]  # fmt: skip


def test_what_the_public_counts_is_what_the_coordination_counts(demo: Warehouse, public: Warehouse) -> None:
    kept = [
        directory_tables.exported_areas(queries.directory(one, EVERYWHERE), EVERYWHERE, words(one, EVERYWHERE, False),
                                        Translator("fr")).rows
        for one in (demo, public)
    ]  # fmt: skip
    assert kept[0] == kept[1]
    counted = pd.DataFrame(kept[0]).iloc[:, 4:8].sum().to_list()
    sites = queries.directory(demo, EVERYWHERE)
    accessible = ((sites["state"] == "functional") & (sites["accessible_code"] == "yes")).sum()
    states = sites["state"].value_counts()
    assert counted == [states["functional"], accessible, states["stale"], states["unverified"]]


def test_the_call_list_is_what_expires_within_thirty_days_and_what_has(demo_build: Built, demo: Warehouse) -> None:
    found = queries.call_list(demo, "cod_v02")
    ((day,),) = demo_build.rows("SELECT day FROM marts.present_day")
    assert day == date(2026, 10, 1)
    expiring = found[found["due"] == "expiring"]["expires_on"]
    assert day <= expiring.min() <= expiring.max() <= date(2026, 10, 31)
    sites = queries.directory(demo, EVERYWHERE)
    soon = sites[(sites["state"] == "functional") & (sites["expires_on"] <= date(2026, 10, 31))]
    assert len(expiring) == len(soon)
    assert found["due"].value_counts()["expired"] == (sites["state"] == "stale").sum()
    content = directory_calls.exported(found, words(demo, EVERYWHERE, True), Translator("fr"))
    assert len(content.rows) == len(found)
    assert export.internal(Translator("fr")) in content.facts


def test_thirty_days_are_thirty(small: Callable[..., Built], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a demonstration of September 2022, the present day is the 1st of October."""
    rows = [
        site(site_name=f"Vu le {day}", verified_date=date(2022, 8, day), site_status="Fonctionnel", period="2022-09",
             comment="données fictives")
        for day in (1, 2, 3)
    ]  # fmt: skip
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(small({"sites.xlsx": {"Sites": grid(rows)}}).warehouse))
    found = queries.call_list(current_warehouse(), "cod_v02")
    assert found[["site_name", "due", "expires_on"]].to_numpy().tolist() == [
        ["Vu le 1", "expiring", date(2022, 10, 30)],
        ["Vu le 2", "expiring", date(2022, 10, 31)],
    ]


def test_an_organisation_has_its_own_calls_and_nobody_else_s(
    organisation: None, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "directory", directory="calls")
    assert screen.failures == []
    everybody = queries.call_list(demo, "cod_v02")
    own = everybody[everybody["organisation"] == OWN.upper()]
    assert 0 < len(own) < len(everybody)
    assert len(screen.table("Site")) == len(own)
    listed = open_page(demo_warehouse, "directory", directory="list")
    assert "(fictif)" not in " ".join(listed.texts())


@pytest.fixture
def places(demo: Warehouse) -> pd.DataFrame:
    areas = queries.directory_areas(demo, "cod_v02")
    return areas[areas["level"] == "adm2"].set_index("pcode")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("edition", ["internal", "public"])
def test_the_sheet_has_every_line_of_its_place_once(
    edition: str, language: str, demo: Warehouse, public: Warehouse, places: pd.DataFrame
) -> None:
    warehouse, are_named = {"internal": (demo, True), "public": (public, False)}[edition]
    sites = queries.directory(warehouse, BAMBARI)
    view = words(warehouse, BAMBARI, are_named, language)
    sheet = directory_sheet.sheet_of(sites, places.loc["CF431"], view, TODAY, Translator(language))
    valid, apart = sheet.tables
    assert apart.is_struck
    if are_named:
        assert (len(valid.rows), len(apart.rows)) == (19, 8)
    else:
        assert sum(int(row[1]) for row in valid.rows) == 19
    html = printed_sheet(sheet).decode()
    assert {"fr": "Édité le 22 novembre 2026", "en": "Edited on November 22, 2026"}[language] in html
    assert bool(LINE.search(html)) == are_named
    assert ("(fictif)" in html) == are_named


def test_a_child_is_told_of_services_seen_within_ninety_days_and_of_no_place_that_must_not_be_found(
    demo: Warehouse, demo_build: Built, places: pd.DataFrame
) -> None:
    hidden = {name for (name,) in demo_build.rows("SELECT site_name FROM marts.directory WHERE NOT is_public_place")}
    old = {name for (name,) in demo_build.rows(
        "SELECT site_name FROM marts.directory, marts.present_day WHERE state <> 'functional' OR verified_on < day - 90"
    )}  # fmt: skip
    named = set()
    for pcode, place in places.iterrows():
        found = queries.leaflet_services(demo, "cod_v02", str(pcode))
        told = sentences(leaflet.leaflet_of(found, place["name"], words(demo, BAMBARI, True), TODAY))
        text = " ".join(told)
        assert "\n" not in text
        assert not LINE.search(text)
        assert not re.search(r"-FIC|référencement|psychosocial|VBG|acteur|bénéficiaire|4W|prise en charge", text)
        named |= {line.partition(" (fictif)")[0] + " (fictif)" for line in told if "(fictif)" in line}
    assert len(named) > 100
    assert not named & (hidden | old)


def test_the_sentences_for_a_child_are_short(demo: Warehouse) -> None:
    found = queries.leaflet_services(demo, "cod_v02", "CF431")
    needs = leaflet.leaflet_of(found, "Bambari", words(demo, BAMBARI, True, "en"), TODAY).needs
    said = [text for need in needs for text in need.sentences]
    assert len(said) > 15
    assert all(len(text.split()) <= 11 and text[-1] in ".?" for text in said)
    every = [text for texts in leaflet.need_words(Translator("fr")).values() for text in texts]
    assert all(len(text.split()) <= 11 for text in every)


def test_where_nobody_is_known_the_leaflet_says_so(demo: Warehouse) -> None:
    nobody = leaflet.leaflet_of(queries.leaflet_services(demo, "cod_v02", "CF000"), "Nulle part",
                                words(demo, BAMBARI, True), TODAY)  # fmt: skip
    assert nobody.needs == []
    assert nobody.opening[0] == "Nous ne savons pas encore qui peut t'aider ici."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_list_of_sites_the_page_says_what_to_load(
    language: str, coarse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(coarse, "directory", lang=language)
    assert screen.failures == []
    assert ["template service_sites" in info.value for info in screen.app.info] == [True]
