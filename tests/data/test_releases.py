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
from etl.disclose import former, quarter, release
from etl.history import roll_back
from tests.factories import Built, Row, activity, case_count, grid, rows, workbook

pytestmark = pytest.mark.usefixtures("quick_builds")
ORGANISATIONS = ("ACF", "UNICEF", "OMS")
OPEN = (30, 30, 30)  # boys that three organisations told of: their sum is shown
Told = dict[str, tuple[int, bool]]


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
        self.sources.mkdir()

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


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """Sources and warehouse of a test of its own."""
    return Country(tmp_path)


# -- what was withheld stays withheld


def test_what_was_withheld_stays_withheld_though_it_could_be_shown_now(country: Country) -> None:
    assert country.built(*OPEN) == {"*": (150, False), "girl": (60, False), "boy": (90, False)}
    assert country.built(3)["boy"] == (3, True)
    assert country.built(30, 31, 30)["boy"] == (91, True)


def test_it_does_so_after_an_upgrade(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("etl.publish.SCHEMA", 4)
        assert country.built(3)["boy"] == (3, True)
    assert country.built(*OPEN)["boy"] == (90, True)
    assert "unread" not in country.report


def test_it_does_so_though_the_former_table_lacked_a_dimension_and_kept_no_memory(country: Country) -> None:
    assert country.built(3)["boy"] == (3, True)
    altered(
        country,
        "ALTER TABLE marts.published_counts DROP COLUMN disability; DROP TABLE core.disclosure_memory; "
        "DROP TABLE core.rounded_base",
    )
    assert country.built(*OPEN)["boy"] == (90, True)
    assert "unread" not in country.report


def test_it_does_so_though_that_build_was_rolled_back(country: Country) -> None:
    country.built(*OPEN)
    first = country.build_in_use()
    assert country.built(3)["boy"] == (3, True)
    roll_back(country.warehouse, first)
    assert country.built(30, 31, 30)["boy"] == (91, True)


def test_it_does_so_though_that_build_is_kept_no_more(country: Country) -> None:
    assert country.built(3)["boy"] == (3, True)
    first = country.build_in_use()
    workbook(country.sources / "a.xlsx", {"4W": grid([activity()])})  # a release that has no such quarter
    build(country.sources, country.warehouse, None, "fr", silent)
    shutil.rmtree(country.warehouse / "snapshots" / first)
    assert country.built(*OPEN)["boy"] == (90, True)


def test_a_demonstration_says_nothing_of_real_data(country: Country) -> None:
    country.write(3)
    lines = [row | {"comment": "Données fictives"} for row in cases((3,))]
    workbook(country.sources / "a.xlsx", {"Cas": grid(lines)})
    build(country.sources, country.warehouse, None, "fr", silent)
    assert rows(country.warehouse, "SELECT is_demo FROM marts.build") == [(True,)]
    assert country.built(*OPEN)["boy"] == (90, False)


def test_a_count_that_was_shown_may_come_back(country: Country) -> None:
    """It is withheld, as all that was withheld in between; what it was beside stays shown."""
    assert country.built(*OPEN)["boy"] == (90, False)
    country.built(3)
    assert country.built(*OPEN) == {"*": (150, True), "girl": (60, False), "boy": (90, True)}


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
    country: Country, sql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    country.built(3)
    build_id = country.build_in_use()
    if sql:
        altered(country, sql)
    else:
        country.internal().chmod(0o640)
        country.internal().write_bytes(b"x")
    assert country.built(*OPEN)["boy"] == (90, False)
    assert country.report["unread"]["builds"] == [build_id]
    capsys.readouterr()
    assert country.command("--lang", "en") == DONE
    said = " ".join(capsys.readouterr().err.split())
    assert f"What a kept build published can no longer be read ({build_id})" in said
    assert country.command() == DONE
    assert "ne peut plus être lu" in " ".join(capsys.readouterr().err.split())


# -- the attack stays with the internal file


def test_the_attack_stays_with_the_internal_file(country: Country) -> None:
    country.built(3)
    found = rows(
        country.warehouse, "SELECT DISTINCT attacker, failures FROM core.disclosure_attackers ORDER BY attacker"
    )
    assert found == [("all_releases", 0), ("insider", 0), ("stranger", 0)]
    assert rows(country.warehouse, "SELECT count(*) > 0, max(least) <= 1 FROM core.disclosure_attack") == [(True, True)]
    assert rows(country.warehouse, "SELECT profile, threshold, certificate_faults FROM core.disclosure_report") == [
        ("suppressed", 5, 0)
    ]
    public = country.internal().with_name("public.duckdb")
    with duckdb.connect(str(public), read_only=True) as connection:
        schemas = connection.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()
        profiles = connection.execute("SELECT DISTINCT profile FROM marts.disclosure_summary").fetchall()
        rounded = connection.execute("SELECT count(*) FROM marts.rounded_counts").fetchall()
    assert (schemas, profiles, rounded) == ([("marts",)], [("suppressed",)], [(0,)])


# -- one profile a quarter


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("suppressed", "rounded", "The counts of 2022-Q1 were already published with the profile “suppressed”"),
        ("rounded", "suppressed", "Build with “--profile rounded”, or take this quarter out of the sources."),
    ],
)
def test_a_quarter_is_never_published_with_both_profiles(
    country: Country, first: str, second: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    country.built(3, profile=first)
    served = country.build_in_use()
    # Not even when nothing else has changed, or that release is no longer the one in use.
    assert country.command("--profile", second, "--lang", "en") == FAILED
    assert words in " ".join(capsys.readouterr().err.split())
    assert country.build_in_use() == served
    country.write(4)
    with pytest.raises(former.OtherProfile, match="2022-Q1"):
        build(country.sources, country.warehouse, None, "fr", silent, profile=second)
    assert country.command("--profile", second) == FAILED
    assert "2022-Q1 ont déjà été publiés" in " ".join(capsys.readouterr().err.split())
    assert country.command("--profile", first) == DONE


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
    country: Country, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    country.built(*OPEN)
    served = country.build_in_use()
    country.write(3)
    hurried = cubes.read_cube().model_copy(update={"seconds": 0})
    monkeypatch.setattr("etl.build.read_cube", lambda profile: hurried)
    assert country.command("--lang", "en") == FAILED
    said = " ".join(capsys.readouterr().err.split())
    assert "The counts of 2022-Q1 could not be protected in the time given. Nothing is published." in said
    assert "Coarsen the table “new_cases_by_sex” in etl/disclose/cube.yaml." in said
    assert country.command() == FAILED
    assert "Rendez la table « new_cases_by_sex » moins fine" in " ".join(capsys.readouterr().err.split())
    assert country.build_in_use() == served
    assert [path.name for path in (country.warehouse / "snapshots").iterdir()] == [served]
    assert not (country.warehouse / "building").exists()


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
    country: Country, old: str, new: str, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    country.built(*OPEN)
    served = country.build_in_use()
    text = cubes.DEFINITION.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "cube.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr("etl.build.read_cube", lambda profile: cubes.read_cube(tmp_path / "cube.yaml", profile))
    assert country.command("--lang", "en") == FAILED
    said = " ".join(capsys.readouterr().err.split())
    assert "etl/disclose/cube.yaml is not understood" in said
    assert named in said
    assert "Traceback" not in said
    assert country.build_in_use() == served


def test_a_release_that_does_not_withstand_the_attack_is_not_published(
    country: Country, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    country.built(*OPEN)
    served = country.build_in_use()
    country.write(3)

    def naive(*given: object) -> None:
        raise quarter.NotSafe("2022-Q1")

    monkeypatch.setattr(release, "protected", naive)
    assert country.command() == FAILED
    assert "2022-Q1 pourrait être retrouvé" in " ".join(capsys.readouterr().err.split())
    assert country.build_in_use() == served


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
