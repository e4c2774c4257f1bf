"""Another country's 4W: its places are found in every language, and RCA's are not its own."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.build import build
from etl.commands import DONE, FAILED, NOTHING_LOADED, main
from etl.extract import ReadingProcess
from etl.fingerprints import surroundings
from etl.memory import MEMORY, Decision, decide
from geo.boundaries import BoundaryError
from tests import factories
from tests.conftest import SHARED, hasten, silent
from tests.factories import Built, Row, activity, grid, workbook
from tests.invented_country import DISTRICTS, ISO3, SCHEME
from tests.invented_country import boundaries as write_boundaries

NOWHERE = {"adm1_name": "", "adm1_code": "", "adm2_name": "", "adm2_code": ""}
FOREIGN = SHARED / "data" / "other_3w"


def here(adm2: str = "", adm1: str = "", **cells: object) -> Row:
    """A row without fault (ACF, health, March 2022) at the places named."""
    return activity(**NOWHERE | {"adm2_name": adm2, "adm1_name": adm1} | cells)


# Health: ACF and MSF in Belvar, ACF in Vieux-Pont; somebody in the province of the south, nobody knows in which of
# its districts. Education: UNICEF in Sel-Blanc alone.
ROWS = [
    here("Bélvar"),
    here("OLDBRIDGE", organisation="ACF"),
    here("بلوار", organisation="MSF"),
    here("", "Southern Coast", organisation="MSF"),
    here(adm2_code="xpy0201", organisation="UNICEF", sector="Éducation"),
    here("Bambari", "Ouaka"),
    here("Atlantide", "Plaine du Nord"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_boundaries(tmp_path_factory.mktemp("cod"))


@pytest.fixture
def built(folder: Path, child: ReadingProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Built]:
    """Build rows of the invented country: ``built(rows)``."""
    hasten(monkeypatch, None, child)

    def made(rows: list[Row], iso3: str = ISO3, boundaries: Path | None = folder) -> Built:
        sources = tmp_path / "sources"
        sources.mkdir(exist_ok=True)
        workbook(sources / "4w.xlsx", {"4W": grid(rows)})
        outcome = build(sources, tmp_path / "warehouse", boundaries, "fr", silent, iso3)
        return Built(tmp_path / "warehouse" if outcome.build else None, outcome.report)

    return made


@pytest.fixture(scope="module")
def spelt(folder: Path, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A build of names: each district in each language, slips, and two that somebody decided on."""
    place = tmp_path_factory.mktemp("spelt")
    (place / "sources").mkdir()
    memory = place / "warehouse" / MEMORY
    decide(memory, Decision("place", "Le bourg", SCHEME, "adm2", "XPY0102", "accepted"))
    decide(memory, Decision("place", "Ailleurs", "cod_tcd", "adm2", "XPY0102", "accepted"))
    sheets = {
        "Noms": [here(names[language]) for language in (0, 1, 2) for names in DISTRICTS.values()],
        "Fautes": [here("الجزر الثلاس"), here("Trois-Îlettes")],
        "Décisions": [here("Le bourg"), here("Ailleurs")],
    }
    workbook(place / "sources" / "4w.xlsx", {name: grid(rows) for name, rows in sheets.items()})
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, None, child)
        report = build(place / "sources", place / "warehouse", folder, "fr", silent, ISO3).report
    return Built(place / "warehouse", report)


def pcodes_of(spelt: Built, sheet: str) -> list[tuple]:
    """Row and district of the rows of a sheet that were accepted."""
    return spelt.rows(
        "SELECT a.row, a.adm2_pcode FROM core.activities a JOIN core.source_sheets s USING (sheet_id) "
        f"WHERE s.sheet = '{sheet}' ORDER BY a.row"
    )


@pytest.fixture(scope="module")
def whole(folder: Path, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The build of ROWS."""
    place = tmp_path_factory.mktemp("xpy")
    (place / "sources").mkdir()
    workbook(place / "sources" / "4w.xlsx", {"4W": grid(ROWS)})
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, None, child)
        report = build(place / "sources", place / "warehouse", folder, "fr", silent, ISO3).report
    return Built(place / "warehouse", report)


def test_presence_is_what_a_hand_counts(whole: Built) -> None:
    found = {
        (level, pcode, sector): number
        for level, pcode, sector, number in whole.rows(
            "SELECT level, pcode, sector_code, organisations FROM marts.presence WHERE period = '2022-03'"
        )
    }
    assert found == {
        ("adm1", "XPY01", "HEA"): 2,
        ("adm1", "XPY02", "HEA"): 1,
        ("adm1", "XPY01", "EDU"): 0,
        ("adm1", "XPY02", "EDU"): 1,
        ("adm2", "XPY0101", "HEA"): 2,
        ("adm2", "XPY0102", "HEA"): 1,
        ("adm2", "XPY0101", "EDU"): 0,
        ("adm2", "XPY0102", "EDU"): 0,
        ("adm2", "XPY0201", "EDU"): 1,
        ("adm2", "XPY0202", "EDU"): 0,
    }
    assert whole.rows("SELECT scheme, level, pcode, organisations FROM marts.actors WHERE level = 'country'") == [
        (SCHEME, "country", "XPY", 3)
    ]


def test_places_that_the_country_does_not_have_are_rejected_and_nothing_is_lost(whole: Built) -> None:
    totals = whole.report["totals"]
    assert (totals["rows_received"], totals["rows_accepted"], totals["rows_rejected"]) == (7, 5, 2)
    assert [(row, value) for row, _, value, _ in whole.remarks("place_unknown")] == [(7, "Bambari"), (8, "Atlantide")]


def test_a_district_is_found_by_its_name_in_each_language(spelt: Built) -> None:
    assert [pcode for _, pcode in pcodes_of(spelt, "Noms")] == 3 * list(DISTRICTS)


def test_an_arabic_name_one_letter_away_is_taken_with_a_remark(spelt: Built) -> None:
    assert pcodes_of(spelt, "Fautes") == [(2, "XPY0202")]
    assert [(row, code) for row, *_, code in spelt.remarks("place_name_corrected")] == [(2, "place_name_corrected")]


def test_the_warehouse_says_its_country_and_holds_no_place_of_another(whole: Built, demo_build: Built) -> None:
    assert whole.rows("SELECT country, scheme FROM marts.build") == [(ISO3, SCHEME)]
    assert demo_build.rows("SELECT country FROM marts.build") == [("CAF",)]
    for table in ("core.areas", "marts.boundaries"):
        assert whole.rows(f"SELECT DISTINCT scheme FROM {table}") == [(SCHEME,)]
    assert whole.rows("SELECT count(*) FROM core.population") == [(0,)]
    assert whole.rows("SELECT west, south, east, north FROM marts.boundaries WHERE level = 'adm1'") == [
        (40, 20, 42, 22)
    ]


def test_the_same_files_are_another_build_for_another_country(tmp_path: Path) -> None:
    assert surroundings(None, tmp_path, "TCD") != surroundings(None, tmp_path, "CAF") == surroundings(None, tmp_path)


def test_a_build_is_not_compared_with_that_of_another_country(
    whole: Built, built: Callable[..., Built], drawn: tuple, child: ReadingProcess, tmp_path: Path
) -> None:
    shutil.copytree(whole.warehouse, tmp_path / "warehouse")
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        home = built([activity()], "CAF", None)
    assert home.rows("SELECT reason FROM marts.comparison") == [("other_country",)]
    assert home.rows("SELECT country FROM marts.build") == [("CAF",)]


def test_a_decision_on_a_place_holds_in_its_own_country(spelt: Built) -> None:
    assert pcodes_of(spelt, "Décisions") == [(2, "XPY0102")]


def test_an_unknown_spelling_is_asked_with_the_country_s_own_places(spelt: Built) -> None:
    found = spelt.rows("SELECT DISTINCT scheme, text, target_name FROM marts.proposals WHERE kind = 'place'")
    assert (SCHEME, "Trois-Îlettes", "Trois-Îles") in found
    assert {scheme for scheme, *_ in found} == {SCHEME}


@pytest.mark.parametrize("iso3", ["TCD", "TCHAD"])
def test_nothing_is_built_for_a_country_that_the_folder_does_not_hold(
    built: Callable[..., Built], tmp_path: Path, iso3: str
) -> None:
    with pytest.raises(BoundaryError):
        built(ROWS, iso3)
    assert not (tmp_path / "warehouse" / "CURRENT.json").exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "n'a aucun fichier admin2 de TCD (colonne ADM2_PCODE)"),
        ("en", "has no admin2 file of TCD (column ADM2_PCODE)"),
    ],
)
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_command_line_names_what_is_missing(
    command: str, language: str, sentence: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path = workbook(tmp_path / "4w.xlsx", {"4W": grid(ROWS)})
    files = ["--sources", str(tmp_path)] if command == "build" else [str(path)]
    options = ["--country", "tcd", "--lang", language]
    assert main([command, *files, *options, "--boundaries", str(folder)]) == FAILED
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert main([command, *files, *options]) == FAILED
    assert "--boundaries" in capsys.readouterr().err
    assert main([command, *files, *options, "--boundaries", str(path)]) == NOTHING_LOADED


def test_the_command_line_builds_and_checks_another_country(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    path = workbook(sources / "4w.xlsx", {"4W": grid(ROWS)})
    options = ["--country", "xpy", "--boundaries", str(folder), "--warehouse", str(tmp_path / "warehouse")]
    assert main(["build", "--sources", str(sources), *options]) == DONE
    assert factories.rows(tmp_path / "warehouse", "SELECT country FROM marts.build") == [(ISO3,)]
    capsys.readouterr()
    for country, accepted in ((options, 5), ([], 1)):  # a check judges by the places of the country that is named
        assert main(["check", str(path), *country, "--json", "-"]) == 1
        assert json.loads(capsys.readouterr().out)["totals"]["rows_accepted"] == accepted


@pytest.mark.skipif(not FOREIGN.is_dir(), reason="the real data are not on this machine")
@pytest.mark.usefixtures("quick_builds")
def test_foreign_workbooks_are_accounted_for_row_by_row_and_lie_nowhere_in_rca(tmp_path: Path) -> None:
    outcome = build(FOREIGN, tmp_path / "warehouse", None, "fr", silent)
    totals = outcome.report["totals"]
    assert totals["rows_received"] == totals["rows_accepted"] + totals["rows_rejected"] > 4000
    entries = [entry for entry in outcome.report["files"] if entry["rows_received"]]
    assert all(entry["rows_received"] == entry["rows_accepted"] + entry["rows_rejected"] for entry in entries)
    assert totals["rows_accepted"] == 0
    codes = {issue["code"] for entry in entries for issue in entry["issues"]}
    assert "place_unknown" in codes
