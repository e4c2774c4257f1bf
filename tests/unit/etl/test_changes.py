"""What a build says of the one before it: counts, what is gone, and jumps that someone should look at."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from etl import build as building
from etl import changes, publish
from etl.changes import Changes, Jump
from etl.commands import DONE, main
from etl.transform import HERE
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
    """A warehouse whose one build says that ACF reached one person, to copy."""
    return small({"envoi.xlsx": {"A": grid([activity(reached=1)])}}).warehouse


@pytest.fixture
def first(once_built: Path, warehouse: Path) -> str:
    """The build of a warehouse that already has one: one person reached."""
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


def test_a_first_build_has_nothing_to_compare_with(make: Callable[..., Changes], warehouse: Path) -> None:
    found = make(A=[activity(), activity(organisation="UNICEF", **BRIA)])
    assert (found.former_build, found.reason) == (None, "first_build")
    assert (found.rows, found.actors, found.areas) == ((None, 2), (None, 2), (None, 2))
    assert (found.gone_organisations, found.gone_areas, found.jumps) == ((), (), ())
    assert rows(warehouse, BY_KIND) == []


def test_the_counts_of_before_and_after_are_told_kind_by_kind(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity(reached=10), activity(reached=5, **BRIA)], C=[case_count(cases=3)], R=[referral()], S=[site()])
    before = publish.current_build(warehouse)
    found = make(A=[activity(reached=12)], C=[case_count(cases=3), case_count(cases=4, sex="Filles")], R=[referral()])
    assert (found.former_build, found.reason) == (before, None)
    assert (found.rows, found.actors, found.areas) == ((5, 4), (1, 1), (2, 1))
    assert found.gone_areas == ("Bria",)
    assert rows(warehouse, BY_KIND) == [
        # kind, rows, actors, areas and sum, each before and after
        ("activities", 2, 1, 1, 1, 2, 1, 15, 12),
        ("case_counts", 1, 2, 1, 1, 1, 1, 3, 7),
        ("referral_counts", 1, 1, 1, 1, 1, 1, 2, 2),
        ("service_sites", 1, 0, 1, 0, 1, 0, None, None),
    ]
    assert rows(warehouse, "SELECT * EXCLUDE organisation FROM marts.changes") == [
        # what is the same is not told again
        ("former_build", "activities", "acf", "2022-03", None, 2, 1, 2, 1, 15, 12, None),
        ("former_build", "case_counts", "acf", "2022-03", None, 1, 2, 1, 1, 3, 7, None),
        ("former_build", "service_sites", "acf", "2022-03", None, 1, 0, 1, 0, None, None, None),
    ]


def test_a_row_stated_twice_counts_as_two_rows_and_one_sum(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity(reached=10)])
    make(A=[activity(reached=10), activity(reached=10)])
    assert rows(warehouse, "SELECT rows_before, rows_after, counted_before, counted_after FROM marts.changes") == [
        (1, 2, 10, 10)
    ]


def test_a_sum_that_was_not_stated_is_no_sum_of_zero(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity()])
    make(A=[activity(reached=500)])
    assert rows(warehouse, "SELECT counted_before, counted_after, suspicion FROM marts.changes") == [(None, 500, None)]


def test_an_organisation_and_an_area_that_are_gone_are_named(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity(), activity(organisation="UNICEF", **BRIA), activity(organisation="Neuve")])
    found = make(A=[activity()])
    assert (found.gone_organisations, found.gone_areas) == (("UNICEF", "neuve"), ("Bria",))
    assert rows(warehouse, "FROM marts.vanished") == [
        ("area", "cod_v01", "adm2", "CF521", "Bria", 1),
        ("organisation", None, None, "neuve", "neuve", 1),
        ("organisation", None, None, "unicef", "UNICEF", 1),
    ]


def test_a_sum_that_jumped_since_the_last_build_is_suspicious(make: Callable[..., Changes]) -> None:
    make(A=[activity(reached=12)], C=[case_count(cases=3)])
    found = make(A=[activity(reached=12000)], C=[case_count(cases=29)])
    assert found.jumps == (Jump("activities", "ACF", "2022-03", None, 12, 12000),)


def test_the_two_newest_periods_of_an_organisation_are_compared_within_one_build(
    make: Callable[..., Changes], warehouse: Path
) -> None:
    lines = [("2022-01", 5000), ("2022-03", 10), ("2022-04", 120), ("2022-Q1", 1)]
    found = make(C=[case_count(period=period, cases=cases) for period, cases in lines])
    assert found.reason == "first_build"
    assert found.jumps == (Jump("case_counts", "ACF", "2022-04", "2022-03", 10, 120),)
    assert rows(warehouse, "SELECT compared_with, suspicion FROM marts.changes") == [("former_period", "x10")]


def test_the_same_content_has_no_changes(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity(reached=3)], Notes=[])
    found = make(A=[activity(reached=3, comment="bien reçu")])
    assert (found.reason, found.rows, found.jumps) == (None, (1, 1), ())
    assert rows(warehouse, "FROM marts.changes") == []


def test_the_build_compared_with_is_the_one_in_use_and_not_the_newest(
    make: Callable[..., Changes], warehouse: Path, first: str
) -> None:
    make(A=[activity(reached=2)])
    publish.point_to(warehouse, first)
    assert make(A=[activity(reached=3)]).former_build == first
    assert rows(warehouse, "SELECT counted_before, counted_after FROM marts.changes") == [(1, 3)]


def test_a_build_of_another_version_is_not_compared(make: Callable[..., Changes], warehouse: Path, first: str) -> None:
    path = warehouse / "snapshots" / first / "build.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 1}), encoding="utf-8")
    found = make(A=[activity(reached=20)])
    assert (found.reason, found.rows, found.jumps) == ("other_schema", (None, 1), ())


def test_a_damaged_build_is_not_compared(make: Callable[..., Changes], warehouse: Path, first: str) -> None:
    file = warehouse / "snapshots" / first / "internal.duckdb"
    file.chmod(0o640)
    file.write_bytes(b"x")
    assert make(A=[activity(reached=20)]).reason == "unreadable"


def test_a_demonstration_is_not_compared_with_real_data(make: Callable[..., Changes], warehouse: Path) -> None:
    make(A=[activity(reached=1, comment="Données fictives")])
    found = make(A=[activity(reached=20, organisation="UNICEF")])
    assert (found.reason, found.rows, found.gone_organisations) == ("other_nature", (None, 1), ())
    assert rows(warehouse, BY_KIND) == []


def test_what_is_copied_of_the_former_build_is_what_the_comparison_reads() -> None:
    text = (HERE / "marts" / "06_changes.sql").read_text(encoding="utf-8")
    for table in changes.COPIED:
        assert re.search(rf"CREATE TABLE warehouse\.marts\.{table} AS", text)
        assert f"staging.former_{table}" in text


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "fr",
            (
                "Depuis la dernière construction : lignes 2 → 1, organisations 2 → 1, sous-préfectures 2 → 1.",
                "Organisations qui n'apparaissent plus : UNICEF",
                "Lieux qui n'apparaissent plus : Bria",
                "Saut suspect depuis la dernière construction – ACF · 2022-03 · personnes atteintes : 3 → 300.",
            ),
        ),
        (
            "en",
            (
                "Since the last build: rows 2 → 1, organisations 2 → 1, sub-prefectures 2 → 1.",
                "Organisations that no longer appear: UNICEF",
                "Places that no longer appear: Bria",
                "Suspicious jump since the last build – ACF · 2022-03 · people reached: 3 → 300.",
            ),
        ),
    ],
)
def test_the_terminal_tells_the_changes_in_a_few_lines(
    make: Callable[..., Changes], warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    language: str, sentences: tuple[str, ...],
) -> None:  # fmt: skip
    make(A=[activity(reached=3), activity(organisation="UNICEF", **BRIA)])
    workbook(tmp_path / "sources" / "envoi.xlsx", {"A": grid([activity(reached=300)])})
    command = ["build", "--sources", str(tmp_path / "sources"), "--warehouse", str(warehouse), "--lang", language]
    assert main(command) == DONE
    said = " ".join(capsys.readouterr().err.split())
    positions = [said.index(sentence) for sentence in sentences]
    assert positions == sorted(positions)
    assert said.endswith(publish.current_build(warehouse))


def test_the_terminal_says_why_nothing_is_compared_and_names_no_more_than_five(
    make: Callable[..., Changes], warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(A=[activity(organisation=f"Org {letter}", reached=1) for letter in "ABCDEFG"])
    command = ["build", "--sources", str(tmp_path / "sources"), "--warehouse", str(warehouse)]
    lines = [activity(organisation=f"Org {letter}", reached=10) for letter in "ABCDEFG"]
    workbook(tmp_path / "sources" / "envoi.xlsx", {"A": grid(lines)})
    assert main(command) == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert said.count("Saut suspect") == 5
    assert "Autres sauts suspects : 2" in said
    path = warehouse / "snapshots" / publish.current_build(warehouse) / "build.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 1}), encoding="utf-8")
    assert main(command) == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert "Pas de comparaison avec la dernière construction : elle vient d'une autre version de Maillage." in said


def test_sites_of_no_organisation_do_not_lose_it_when_they_are_built_again(make: Callable, warehouse: Path) -> None:
    make(Sites=[site(organisation="")])
    changed = make(Sites=[site(organisation=""), site(organisation="", site_name="École 2")])
    assert changed.gone_organisations == ()
    assert rows(warehouse, "FROM marts.vanished") == []
