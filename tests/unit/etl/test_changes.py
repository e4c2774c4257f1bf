"""What a build says of the one before it: counts, what is gone, and jumps that someone should look at."""

import io
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from etl import build as building
from etl import changes, publish
from etl.changes import Changes, Jump
from etl.commands import DONE, main
from etl.commands.build import tell_changes
from etl.extract import ReadingProcess
from etl.transform import HERE
from tests.conftest import hasten
from tests.factories import Built, Row, activity, case_count, grid, referral, rows, site, workbook

pytestmark = pytest.mark.usefixtures("quick_builds")
BRIA = {"adm1_name": "Haute-Kotto", "adm1_code": "CF52", "adm2_name": "Bria", "adm2_code": "CF521"}
BY_KIND = "FROM marts.changes_by_kind"


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def make(warehouse: Path, tmp_path: Path) -> Callable[..., Changes]:
    """Build one workbook of the rows given, in place of the one before, and give the changes."""
    sources = tmp_path / "sources"
    sources.mkdir()

    def made(**sheets: Sequence[Row]) -> Changes:
        workbook(sources / "envoi.xlsx", {name: grid(lines) for name, lines in sheets.items()})
        return building.build(sources, warehouse, None, "fr", silent).changes

    return made


@pytest.fixture(scope="module")
def once_built(small: Callable[..., Built]) -> Path:
    """A warehouse whose one build says that ACF reached three people, and that UNICEF is in Bria, to copy."""
    told = [activity(reached=3), activity(organisation="UNICEF", **BRIA)]
    return small({"envoi.xlsx": {"A": grid(told)}}).warehouse


@pytest.fixture
def first(once_built: Path, warehouse: Path) -> str:
    """The build of a warehouse that already has one: three people reached."""
    shutil.copytree(once_built, warehouse)
    return publish.current_build(warehouse)


@pytest.fixture(scope="module")
def suspicion() -> Callable[[object, object], str | None]:
    """The macro of that name, alone."""
    text = (HERE / "marts" / "06_changes.sql").read_text(encoding="utf-8")
    macro = text[text.index("CREATE MACRO") : text.index("END;") + 4]

    def asked(before: object, after: object) -> str | None:
        with duckdb.connect() as connection:
            connection.execute(macro)
            return connection.execute("SELECT suspicion(?::BIGINT, ?::BIGINT)", [before, after]).fetchall()[0][0]

    return asked


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (10, 99, None),
        (10, 100, "x10"),
        (100, 10, "x10"),
        (7, 69, None),
        (7, 71, "x10"),
        (3, 299, "x10"),
        (3, 300, "unit"),
        (300, 3, "unit"),
        (12, 12_000, "unit"),
        (2, 2_000_000, "unit"),
        (3, 30_000, "x10"),
        (0, 0, None),
        (0, 9, None),
        (0, 10, "sign"),
        (10, 0, "sign"),
        (1, 10, "x10"),
        (5, -5, "sign"),
        (-5, -50, "x10"),
        (None, 10, None),
        (10, None, None),
    ],
)
def test_a_jump_is_tenfold_or_more_and_its_kind_is_told(
    suspicion: Callable, before: int | None, after: int | None, kind: str | None
) -> None:
    assert suspicion(before, after) == kind


@dataclass(frozen=True)
class Pair:
    """Two builds, one after the other: what each said of its changes, and the warehouse that serves the second."""

    first: Changes
    by_kind_at_first: list[tuple]
    second: Changes
    warehouse: Path


@pytest.fixture(scope="module")
def pair(drawn: tuple, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Each of these organisations does another thing from one build to the next, OIM and MSF nothing that counts."""
    sites = [site(organisation=""), site(organisation="", site_name="École 2")]
    before = {
        "A": [
            activity(reached=10),
            activity(organisation="OIM"),
            activity(organisation="UNICEF", **BRIA),
            activity(organisation="Neuve"),
            activity(organisation="OMS", reached=12),
            activity(organisation="MSF", reached=3),
        ],
        "C": [case_count(cases=3)],
        "R": [referral(organisation="MSF", to_organisation="OMS")],
        "S": sites[:1],
        "Notes": [],
    }
    after = {
        "A": [
            activity(reached=10),
            activity(reached=10),
            activity(organisation="OIM", reached=500),
            activity(organisation="OMS", reached=12_000),
            activity(organisation="MSF", reached=3, comment="bien reçu"),
        ],
        "C": [case_count(cases=14), case_count(cases=15, sex="Filles")],
        "S": sites,
    }
    folder = tmp_path_factory.mktemp("pair")
    (folder / "sources").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        made = partial(building.build, folder / "sources", folder / "w", None, "fr", silent)
        workbook(folder / "sources" / "envoi.xlsx", {name: grid(lines) for name, lines in before.items()})
        first, by_kind = made(), rows(folder / "w", BY_KIND)
        workbook(folder / "sources" / "envoi.xlsx", {name: grid(lines) for name, lines in after.items()})
        second = made()
    assert second.changes.former_build == first.build
    return Pair(first.changes, by_kind, second.changes, folder / "w")


def test_a_first_build_has_nothing_to_compare_with(pair: Pair) -> None:
    found = pair.first
    assert (found.former_build, found.reason) == (None, "first_build")
    assert (found.rows, found.actors, found.areas) == ((None, 9), (None, 6), (None, 2))
    assert (found.gone_organisations, found.gone_areas, found.jumps) == ((), (), ())
    assert pair.by_kind_at_first == []


def test_the_counts_of_before_and_after_are_told_kind_by_kind(pair: Pair) -> None:
    found = pair.second
    assert found.reason is None
    assert (found.rows, found.actors, found.areas) == ((9, 9), (6, 4), (2, 1))
    assert rows(pair.warehouse, BY_KIND) == [
        # kind, rows, actors, areas and sum, each before and after; a row stated twice is two rows and one sum
        ("activities", 6, 5, 6, 4, 2, 1, 25, 12_513),
        ("case_counts", 1, 2, 1, 1, 1, 1, 3, 29),
        ("referral_counts", 1, 0, 1, 0, 1, 0, 2, None),
        ("service_sites", 1, 2, 0, 0, 1, 1, None, None),
    ]


def test_what_an_organisation_changed_is_told_and_what_is_the_same_is_not(pair: Pair) -> None:
    told = "organisation_id, kind, rows_before, rows_after, counted_before, counted_after, suspicion"
    assert rows(pair.warehouse, f"SELECT {told} FROM marts.changes ORDER BY ALL NULLS FIRST") == [
        (None, "service_sites", 1, 2, None, None, None),
        ("acf", "activities", 1, 2, 10, 10, None),
        ("acf", "case_counts", 1, 2, 3, 29, None),
        ("msf", "referral_counts", 1, 0, 2, None, None),
        ("neuve", "activities", 1, 0, None, None, None),
        ("oim", "activities", 1, 1, None, 500, None),  # a sum that was not stated is no sum of zero
        ("oms", "activities", 1, 1, 12, 12_000, "unit"),
        ("unicef", "activities", 1, 0, None, None, None),
    ]
    assert rows(pair.warehouse, "SELECT DISTINCT compared_with FROM marts.changes") == [("former_build",)]
    assert pair.second.jumps == (Jump("activities", "OMS", "2022-03", None, 12, 12_000),)


def test_an_organisation_and_an_area_that_are_gone_are_named(pair: Pair) -> None:
    """And sites of no organisation do not lose it when they are built again."""
    assert (pair.second.gone_organisations, pair.second.gone_areas) == (("UNICEF", "neuve"), ("Bria",))
    assert rows(pair.warehouse, "FROM marts.vanished") == [
        ("area", "cod_v01", "adm2", "CF521", "Bria", 1),
        ("organisation", None, None, "neuve", "neuve", 1),
        ("organisation", None, None, "unicef", "UNICEF", 1),
    ]


def test_the_two_newest_periods_of_an_organisation_are_compared_within_one_build(
    make: Callable[..., Changes], warehouse: Path
) -> None:
    lines = [("2022-01", 5000), ("2022-03", 10), ("2022-04", 120), ("2022-Q1", 1)]
    found = make(C=[case_count(period=period, cases=cases) for period, cases in lines])
    assert found.reason == "first_build"
    assert found.jumps == (Jump("case_counts", "ACF", "2022-04", "2022-03", 10, 120),)
    assert rows(warehouse, "SELECT compared_with, suspicion FROM marts.changes") == [("former_period", "x10")]


def test_the_build_compared_with_is_the_one_in_use_and_not_the_newest(
    make: Callable[..., Changes], warehouse: Path, pair: Pair
) -> None:
    shutil.copytree(pair.warehouse, warehouse)
    first = pair.second.former_build
    assert publish.current_build(warehouse) != first
    publish.point_to(warehouse, first)
    assert make(A=[activity(organisation="OMS", reached=13)]).former_build == first
    told = "SELECT counted_before, counted_after FROM marts.changes WHERE organisation_id = 'oms'"
    assert rows(warehouse, told) == [(12, 13)]


def test_a_build_of_another_version_is_not_compared_and_the_terminal_says_so(
    warehouse: Path, first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = warehouse / "snapshots" / first / "build.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 1}), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    workbook(tmp_path / "sources" / "envoi.xlsx", {"A": grid([activity(reached=300)])})
    assert main(["build", "--sources", str(tmp_path / "sources"), "--warehouse", str(warehouse)]) == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert "Pas de comparaison avec la dernière construction : elle vient d'une autre version de Maillage." in said
    assert "Saut suspect" not in said
    told = "SELECT former_build, reason, rows_before, rows_after FROM marts.comparison"
    assert rows(warehouse, told) == [(first, "other_schema", None, 1)]


def test_a_damaged_build_is_not_compared(make: Callable[..., Changes], warehouse: Path, first: str) -> None:
    file = warehouse / "snapshots" / first / "internal.duckdb"
    file.chmod(0o640)
    file.write_bytes(b"x")
    assert make(A=[activity(reached=20)]).reason == "unreadable"


def test_a_demonstration_is_not_compared_with_real_data(
    make: Callable[..., Changes], warehouse: Path, first: str
) -> None:
    found = make(A=[activity(reached=20, organisation="OMS", comment="Données fictives")])
    assert rows(warehouse, "SELECT is_demo FROM marts.build") == [(True,)]
    assert (found.reason, found.rows, found.gone_organisations) == ("other_nature", (None, 1), ())
    assert rows(warehouse, BY_KIND) == []


def test_what_is_copied_of_the_former_build_is_what_the_comparison_reads() -> None:
    text = (HERE / "marts" / "06_changes.sql").read_text(encoding="utf-8")
    for table in changes.COPIED:
        assert re.search(rf"CREATE TABLE warehouse\.marts\.{table} AS", text)
        assert f"staging.former_{table}" in text


SAID = {
    "fr": (
        "Depuis la dernière construction : lignes 2 → 1, organisations 2 → 1, sous-préfectures 2 → 1.",
        "Organisations qui n'apparaissent plus : UNICEF",
        "Lieux qui n'apparaissent plus : Bria",
        "Saut suspect depuis la dernière construction – ACF · 2022-03 · personnes atteintes : 3 → 300. "
        "Vérifiez auprès du partenaire.",
    ),
    "en": (
        "Since the last build: rows 2 → 1, organisations 2 → 1, sub-prefectures 2 → 1.",
        "Organisations that no longer appear: UNICEF",
        "Places that no longer appear: Bria",
        "Suspicious jump since the last build – ACF · 2022-03 · people reached: 3 → 300. Check with the partner.",
    ),
}
TENFOLD = Jump("activities", "ACF", "2022-03", None, 3, 300)


def told(found: Changes, language: str) -> str:
    """What the terminal says of the changes, on one line."""
    text = io.StringIO()
    tell_changes(found, language, Console(file=text))
    return " ".join(text.getvalue().split())


def test_the_terminal_tells_the_changes_in_a_few_lines(
    first: str, warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources").mkdir()
    workbook(tmp_path / "sources" / "envoi.xlsx", {"A": grid([activity(reached=300)])})
    assert main(["build", "--sources", str(tmp_path / "sources"), "--warehouse", str(warehouse)]) == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert " ".join(SAID["fr"]) in said
    assert said.endswith(publish.current_build(warehouse))


@pytest.mark.parametrize("language", SAID)
def test_the_changes_are_told_in_each_language(language: str) -> None:
    found = Changes("abc", None, (2, 1), (2, 1), (2, 1), ("UNICEF",), ("Bria",), (TENFOLD,))
    assert told(found, language) == " ".join(SAID[language])


def test_the_terminal_names_no_more_than_five_jumps() -> None:
    said = told(Changes("abc", None, (7, 7), (7, 7), (1, 1), (), (), 7 * (TENFOLD,)), "fr")
    assert said.count("Saut suspect") == 5
    assert "Autres sauts suspects : 2" in said
