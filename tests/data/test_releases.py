"""From one release to the next: what readers remember, the two profiles, and what stops a release."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import publish
from etl.build import build
from etl.commands import DONE, FAILED, main
from etl.disclose import cube as cubes
from etl.disclose import quarter, release
from etl.extract import ReadingProcess
from etl.history import roll_back
from tests.conftest import hasten
from tests.factories import Built, Row, activity, case_count, grid, rows, workbook

pytestmark = pytest.mark.usefixtures("quick_builds")
ORGANISATIONS = ("ACF", "UNICEF", "OMS")
OPEN = (30, 30, 30)  # boys that three organisations told of: their sum is shown
WITHHELD = (3,)  # boys that one of them told of: too few to be shown
Told = dict[str, tuple[int, bool]]
ALL_SHOWN: Told = {"*": (150, False), "girl": (60, False), "boy": (90, False)}


def silent(code: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def cases(boys: tuple[int, ...]) -> list[Row]:
    """Twenty girls of each organisation, and boys as given, in one place and month."""
    girls = [case_count(organisation=name, cases=20, sex="F") for name in ORGANISATIONS]
    return girls + [
        case_count(organisation=name, cases=count, sex="M") for name, count in zip(ORGANISATIONS, boys, strict=False)
    ]


class Country:
    """A folder of sources and a warehouse: every build replaces what the sources say."""

    def __init__(self, folder: Path) -> None:
        self.sources, self.warehouse = folder / "sources", folder / "w"
        self.sources.mkdir(parents=True, exist_ok=True)

    def write(self, *boys: int) -> None:
        workbook(self.sources / "a.xlsx", {"Cas": grid(cases(boys))})

    def built(self, *boys: int, profile: str | None = None) -> Told:
        """The cells of the country by sex: true value, and whether it is withheld."""
        self.write(*boys)
        self.report = build(self.sources, self.warehouse, None, "fr", silent, profile=profile).report
        found = rows(
            self.warehouse,
            "SELECT sex, value, is_withheld FROM marts.published_counts "
            "WHERE table_id = 'new_cases_by_sex' AND level = 'country' AND sex <> 'unknown'",
        )
        return {sex: (value, is_withheld) for sex, value, is_withheld in found}

    def command(self, *options: str) -> int:
        return main(["build", "--sources", str(self.sources), "--warehouse", str(self.warehouse), *options])

    def build_in_use(self) -> str:
        return publish.current_build(self.warehouse) or ""

    def internal(self) -> Path:
        return self.warehouse / "snapshots" / self.build_in_use() / "internal.duckdb"


def heard(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said on standard error since it was last asked, on one line."""
    return " ".join(capsys.readouterr().err.split())


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """Sources and warehouse of a test of its own."""
    return Country(tmp_path)


@pytest.fixture(scope="module")
def begun(
    drawn: tuple, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[int, ...], tuple[Path, Told]]:
    """Two countries with one build each, to copy, and what it shows: all boys are shown, or they are withheld."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        for boys in (OPEN, WITHHELD):
            folder = tmp_path_factory.mktemp("begun")
            made[boys] = folder, Country(folder).built(*boys)
    return made


@pytest.fixture(scope="module")
def closed_later(
    begun: dict, drawn: tuple, child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A country that showed all counts and then withheld that of boys, to copy, and the build that showed them."""
    folder = tmp_path_factory.mktemp("closed_later")
    country = copied(begun[OPEN], folder, ALL_SHOWN)
    first = country.build_in_use()
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, drawn, child)
        assert country.built(3)["boy"] == (3, True)
    return folder, first


@pytest.fixture
def opened(begun: dict, tmp_path: Path) -> Country:
    """A country whose one build shows all counts."""
    return copied(begun[OPEN], tmp_path, ALL_SHOWN)


@pytest.fixture
def withheld(begun: dict, tmp_path: Path) -> Country:
    """A country whose one build withholds the count of boys."""
    return copied(begun[WITHHELD], tmp_path, {"*": (63, False), "girl": (60, True), "boy": (3, True)})


@pytest.fixture
def closed(closed_later: tuple[Path, str], tmp_path: Path) -> Country:
    """A country whose first build shows all counts and whose second one withholds the count of boys."""
    shutil.copytree(closed_later[0], tmp_path, dirs_exist_ok=True)
    return Country(tmp_path)


def copied(begun: tuple[Path, Told], folder: Path, expected: Told) -> Country:
    origin, told = begun
    assert told == expected
    shutil.copytree(origin, folder, dirs_exist_ok=True)
    return Country(folder)


# -- what was withheld stays withheld


def test_what_was_withheld_stays_withheld_though_it_could_be_shown_now(closed: Country) -> None:
    assert closed.built(30, 31, 30)["boy"] == (91, True)


def test_it_does_so_after_an_upgrade(withheld: Country) -> None:
    manifest = withheld.internal().with_name("build.json")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    assert told["schema"] == publish.SCHEMA
    manifest.write_text(json.dumps(told | {"schema": publish.SCHEMA - 1}), encoding="utf-8")
    assert withheld.built(*OPEN)["boy"] == (90, True)
    assert "unread" not in withheld.report


def test_it_does_so_though_the_former_table_lacked_a_dimension_and_kept_no_memory(withheld: Country) -> None:
    altered(
        withheld,
        "ALTER TABLE marts.published_counts DROP COLUMN disability; DROP TABLE core.disclosure_memory; "
        "DROP TABLE core.rounded_base",
    )
    assert withheld.built(*OPEN)["boy"] == (90, True)
    assert "unread" not in withheld.report


def test_it_does_so_though_that_build_was_rolled_back(closed: Country, closed_later: tuple[Path, str]) -> None:
    roll_back(closed.warehouse, closed_later[1])
    assert closed.built(30, 31, 30)["boy"] == (91, True)


def test_it_does_so_though_that_build_is_kept_no_more(withheld: Country) -> None:
    first = withheld.build_in_use()
    workbook(withheld.sources / "a.xlsx", {"4W": grid([activity()])})  # a release that has no such quarter
    build(withheld.sources, withheld.warehouse, None, "fr", silent)
    shutil.rmtree(withheld.warehouse / "snapshots" / first)
    assert withheld.built(*OPEN)["boy"] == (90, True)


def test_a_demonstration_says_nothing_of_real_data(country: Country) -> None:
    country.write(3)
    lines = [row | {"comment": "Données fictives"} for row in cases((3,))]
    workbook(country.sources / "a.xlsx", {"Cas": grid(lines)})
    build(country.sources, country.warehouse, None, "fr", silent)
    assert rows(country.warehouse, "SELECT is_demo FROM marts.build") == [(True,)]
    assert country.built(*OPEN)["boy"] == (90, False)


def test_a_count_that_was_shown_may_come_back(closed: Country) -> None:
    """It is withheld, as all that was withheld in between; what it was beside stays shown."""
    assert closed.built(*OPEN) == {"*": (150, True), "girl": (60, False), "boy": (90, True)}


def altered(country: Country, sql: str) -> None:
    """Change the file of the build in use as if an older version of Maillage had written it."""
    file = country.internal()
    file.chmod(0o640)
    with duckdb.connect(str(file)) as connection:
        connection.execute(sql)
    manifest = file.with_name("build.json")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["sha256"]["internal"] = publish.fingerprint(file)
    manifest.write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    "sql", ["ALTER TABLE marts.published_counts RENAME value TO children; DROP TABLE core.disclosure_memory", ""]
)
def test_a_former_release_that_cannot_be_read_is_told(
    withheld: Country, sql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build_id = withheld.build_in_use()
    if sql:
        altered(withheld, sql)
    else:
        withheld.internal().chmod(0o640)
        withheld.internal().write_bytes(b"x")
    assert withheld.built(*OPEN)["boy"] == (90, False)
    assert withheld.report["unread"]["builds"] == [build_id]
    capsys.readouterr()
    assert withheld.command("--lang", "en") == DONE
    said = heard(capsys)
    assert f"What a kept build published can no longer be read ({build_id})" in said
    assert withheld.command() == DONE
    assert "ne peut plus être lu" in heard(capsys)


# -- the attack stays with the internal file


def test_the_attack_stays_with_the_internal_file(withheld: Country) -> None:
    found = rows(
        withheld.warehouse, "SELECT DISTINCT attacker, failures FROM core.disclosure_attackers ORDER BY attacker"
    )
    assert found == [("all_releases", 0), ("insider", 0), ("stranger", 0)]
    assert rows(withheld.warehouse, "SELECT count(*) > 0, max(least) <= 1 FROM core.disclosure_attack") == [
        (True, True)
    ]
    assert rows(withheld.warehouse, "SELECT profile, threshold, certificate_faults FROM core.disclosure_report") == [
        ("suppressed", 5, 0)
    ]
    public = withheld.internal().with_name("public.duckdb")
    with duckdb.connect(str(public), read_only=True) as connection:
        schemas = connection.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()
        profiles = connection.execute("SELECT DISTINCT profile FROM marts.disclosure_summary").fetchall()
        rounded = connection.execute("SELECT count(*) FROM marts.rounded_counts").fetchall()
    assert (schemas, profiles, rounded) == ([("marts",)], [("suppressed",)], [(0,)])


# -- one profile a quarter


def test_a_quarter_that_was_withheld_is_never_published_rounded(
    withheld: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    served = withheld.build_in_use()
    # Not even when nothing else has changed.
    assert withheld.command("--profile", "rounded", "--lang", "en") == FAILED
    assert "The counts of 2022-Q1 were already published with the profile “suppressed”" in heard(capsys)
    withheld.write(4)
    assert withheld.command("--profile", "rounded") == FAILED
    assert "2022-Q1 ont déjà été publiés" in heard(capsys)
    assert withheld.build_in_use() == served


def test_a_quarter_that_was_rounded_is_never_published_with_counts_withheld(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    country.built(3, profile="rounded")
    served = country.build_in_use()
    assert country.command("--profile", "suppressed", "--lang", "en") == FAILED
    assert "Build with “--profile rounded”, or take this quarter out of the sources." in heard(capsys)
    assert country.build_in_use() == served
    country.write(4)
    assert country.command("--profile", "rounded") == DONE
    assert country.build_in_use() != served


def test_the_profile_of_the_definition_is_the_default(
    country: Country, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = cubes.DEFINITION.read_text(encoding="utf-8")
    assert "profile: suppressed" in text
    (tmp_path / "cube.yaml").write_text(text.replace("profile: suppressed", "profile: rounded"), encoding="utf-8")
    monkeypatch.setattr("etl.build.read_cube", lambda profile: cubes.read_cube(tmp_path / "cube.yaml", profile))
    assert country.built(3)["boy"] == (3, False)
    assert rows(country.warehouse, "SELECT DISTINCT profile FROM marts.disclosure_summary") == [("rounded",)]


# -- what stops a release


def test_a_cube_too_large_names_the_table_and_the_last_build_stays(
    opened: Country, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served = opened.build_in_use()
    opened.write(3)
    hurried = cubes.read_cube().model_copy(update={"seconds": 0})
    monkeypatch.setattr("etl.build.read_cube", lambda profile: hurried)
    assert opened.command("--lang", "en") == FAILED
    said = heard(capsys)
    assert "The counts of 2022-Q1 could not be protected in the time given. Nothing is published." in said
    assert "Coarsen the table “new_cases_by_sex” in etl/disclose/cube.yaml." in said
    assert opened.command() == FAILED
    assert "Rendez la table « new_cases_by_sex » moins fine" in heard(capsys)
    assert opened.build_in_use() == served
    assert [path.name for path in (opened.warehouse / "snapshots").iterdir()] == [served]
    assert not (opened.warehouse / "building").exists()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("dimensions: [sex]", "dimensions: [moon]", "new_cases_by_sex: moon"),
        ("  sex: [girl", "  moon: [full, unknown]\n  sex: [girl", "dimensions: moon"),
        ("measure: referrals", "measure: moons", "referrals_by_status: moons"),
        ("profile: suppressed", "profile: hidden", "profile"),
    ],
)
def test_a_definition_that_is_not_understood_names_the_place_and_the_last_build_stays(
    opened: Country, old: str, new: str, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    served = opened.build_in_use()
    text = cubes.DEFINITION.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "cube.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr("etl.build.read_cube", lambda profile: cubes.read_cube(tmp_path / "cube.yaml", profile))
    assert opened.command("--lang", "en") == FAILED
    said = heard(capsys)
    assert "etl/disclose/cube.yaml is not understood" in said
    assert named in said
    assert "Traceback" not in said
    assert opened.build_in_use() == served


def test_a_release_that_does_not_withstand_the_attack_is_not_published(
    opened: Country, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served = opened.build_in_use()
    opened.write(3)

    def naive(*given: object) -> None:
        raise quarter.NotSafe("2022-Q1")

    monkeypatch.setattr(release, "protected", naive)
    assert opened.command() == FAILED
    assert "2022-Q1 pourrait être retrouvé" in heard(capsys)
    assert opened.build_in_use() == served


# -- totals beside their parts


def test_a_line_of_a_total_beside_its_parts_is_counted_once_and_told(small: Callable[..., Built]) -> None:
    parts = [case_count(sex="Filles", cases=20), case_count(sex="Garçons", cases=30)]
    built = small({"a.xlsx": {"Cas": grid([*parts, case_count(sex="Total", cases=51)])}})
    found = built.rows(
        "SELECT sex, value FROM marts.published_counts "
        "WHERE table_id = 'new_cases_by_sex' AND level = 'country' ORDER BY sex"
    )
    assert found == [("*", 50), ("boy", 30), ("girl", 20), ("unknown", 0)]
    assert [code for *_, code in built.remarks("row_is_total")] == ["row_is_total"]
