"""Gestion des cas: what the page and its files say, to the coordination and to everybody, in both languages."""

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.exports import Table
from dashboard.language import Translator
from dashboard.ui import export, identity
from tests.app.screen import Screen
from tests.factories import Built, case_count, grid

PARTS = ("steps", "teams", "delays", "closures", "standards")
QUESTION = {"fr": "Les cas sont-ils gérés comme la norme le demande ?", "en": "Are cases managed as the standard asks?"}
FIRST = {
    "fr": {"steps": "Étape de la procédure", "teams": "Cas actifs", "delays": "Niveau de risque",
           "closures": "Motif de clôture", "standards": "Norme"},
    "en": {"steps": "Step of the procedure", "teams": "Active cases", "delays": "Risk level",
           "closures": "Reason for closing", "standards": "Standard"},
}  # fmt: skip
ISSUER = "https://id.example"


def spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def figures(screen: Screen) -> dict[str, str]:
    return {metric.label: spaced(metric.value) for metric in screen.app.metric}


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Table]:
    """The tables that the page offers as files."""
    offered: list[Table] = []
    table = export.table

    def noting(content: Table, *rest: object) -> None:
        offered.append(content)
        table(content, *rest)

    monkeypatch.setattr(export, "table", noting)
    return offered


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_each_part_shows_what_its_file_holds(
    part: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen], files: list[Table]
) -> None:
    screen = open_page(demo_warehouse, "cases", lang=language, part=part, period="2026-Q3")
    assert (screen.failures, screen.title) == ([], spaced_title(QUESTION[language], language))
    shown = screen.table(FIRST[language][part])
    assert len(files) == {"steps": 2, "teams": 2}.get(part, 1)
    content = files[0]
    if part == "delays":
        assert [row[1:4] for row in content.rows[:5]] == [
            (name, *pair_of(cell)) for name, cell in zip(shown.iloc[:, 0], shown.iloc[:, 1], strict=True)
        ]
    else:
        assert len(content.rows) == len(shown)
        numbers = [
            spaced(str(cell)).replace("\\", "") for cell in shown.iloc[:, {"steps": 2, "standards": 2}.get(part, 1)]
        ]
        assert numbers == [cell_of(row[{"steps": 2, "standards": 2}.get(part, 1)], language) for row in content.rows]
    assert export.internal(Translator(language)) in content.facts


def spaced_title(text: str, language: str) -> str:
    return text.replace(" ?", "\N{NO-BREAK SPACE}?") if language == "fr" else text


def pair_of(cell: str) -> tuple[int, int]:
    part, whole = re.findall(r"\d+", re.sub(r"[\s,](?=\d{3})", "", cell))[:2]
    return int(part), int(whole)


def cell_of(value: object, language: str) -> str:
    """A value of a file as the page writes it."""
    if value is None:
        return {"fr": "sans données", "en": "no data"}[language]
    if isinstance(value, str):
        return spaced(value)
    return spaced(Translator(language).number(float(value)))


def test_key_figures_are_those_of_the_warehouse(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    told = figures(open_page(demo_warehouse, "cases", lang="en", period="2026-Q3"))
    ((new,),) = demo_build.rows(
        "SELECT sum(case_count) FROM core.case_counts WHERE case_status ILIKE 'nouveau%' AND period >= '2026-07'"
    )
    ((active,),) = demo_build.rows(
        "SELECT sum(case_count) FROM core.case_counts WHERE case_status ILIKE 'actif%' AND period = '2026-09'"
    )
    ((plans, due),) = demo_build.rows(
        "SELECT sum(cases) FILTER (measure = 'plan_within_14d'), sum(cases) FILTER (measure = 'plan_due') "
        "FROM core.case_practice WHERE period >= '2026-07' AND NOT is_duplicate"
    )
    assert told["New cases"] == f"{new:,}"
    assert told["Active cases at the end"] == f"{active:,}"
    assert told["Plans within two weeks"] == f"{plans / due:.1%}"
    assert (new, active, plans, due) == (909, 959, 114, 147)


def test_closures_whose_reason_is_told_stand_beside_all_that_are_told(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "cases", lang="en", period="2026-Q3", part="closures")
    ((reasons,),) = demo_build.rows(
        "SELECT sum(cases) FROM core.case_practice WHERE measure LIKE 'closed\\_%' ESCAPE '\\' AND period >= '2026-07' "
        "AND NOT is_duplicate"
    )
    told = f"it tells {reasons:,} closures, that of cases {int(figures(screen)['Closed cases']):,}."
    assert [caption.value for caption in screen.app.caption if told in spaced(caption.value)]


def test_filters_narrow_every_number_and_stay_in_the_address(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    whole = open_page(demo_warehouse, "cases", period="2026-Q3", part="teams")
    narrow = open_page(demo_warehouse, "cases", period="2026-Q3", part="teams", organisation="tere-fic")
    assert narrow.chosen()["organisation"] == "tere-fic"
    assert figures(narrow) != figures(whole)
    assert list(narrow.table("Organisation")["Organisation"]) == ["TERE\\-FIC"]
    assert "**Aucun superviseur** pour" in " ".join(text.value for text in narrow.app.markdown)
    area = open_page(demo_warehouse, "cases", period="2026-Q3", adm1="CF71")
    assert list(area.table("Préfecture")["P-code"]) == ["CF71"]


def test_no_share_on_the_page_is_above_all_of_it(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    for part in PARTS:
        screen = open_page(demo_warehouse, "cases", lang="en", part=part, period="2026")
        shares = [float(share) for text in screen.texts() for share in re.findall(r"([\d.]+)\\?%", text)]
        assert all(0 <= share <= 100 for share in shares)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_numbers_of_cases_alone_say_which_template_is_missing(
    language: str, without_4w: Path, open_page: Callable[..., Screen]
) -> None:
    for part in PARTS:
        screen = open_page(without_4w, "cases", lang=language, part=part, period="2022-Q1")
        assert screen.failures == []
        assert any("case_practice" in info.value for info in screen.app.info)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_any_case_it_says_what_to_load(language: str, coarse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(coarse, "cases", lang=language)
    assert (screen.failures, len(screen.app.metric)) == ([], 0)
    assert ["python -m etl template" in info.value for info in screen.app.info] == [True]


# -- everybody


@pytest.fixture(scope="module")
def published(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without its internal file."""
    copy = tmp_path_factory.mktemp("public") / "w"
    shutil.copytree(demo_warehouse, copy, ignore=shutil.ignore_patterns("internal.duckdb"))
    return copy


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_sees_what_is_published_and_nothing_else(
    language: str,
    published: Path,
    open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
    files: list[Table],
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(published, "cases", lang=language, quarter="2026-Q2", part="teams", organisation="tere-fic")
    assert (screen.failures, len(screen.app.error)) == ([], 0)
    (file,) = published.glob("snapshots/*/public.duckdb")
    with duckdb.connect(str(file), read_only=True) as connection:
        cells = connection.execute(
            "SELECT sex, value, is_withheld FROM marts.published_counts WHERE period = '2026-Q2' AND level = 'country' "
            "AND table_id = 'new_cases_by_sex' ORDER BY list_position(['girl', 'boy', 'unknown', '*'], sex)"
        ).fetchall()
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert not tables & {"case_measures", "case_flows", "case_staff"}
    number = Translator(language).number
    wanted = ["••" if is_withheld else spaced(number(value)) for _sex, value, is_withheld in cells]
    shown = screen.table({"fr": "Par sexe", "en": "By sex"}[language])
    assert [spaced(cell) for cell in shown.iloc[:, 1]] == wanted
    words = " ".join(screen.texts())
    assert "TERE" not in words
    assert any(
        ("ne sont pas publiés" if language == "fr" else "are not published") in info.value for info in screen.app.info
    )
    (content,) = files
    assert [row[4] for row in content.rows[:4]] == [value if not hidden else None for _sex, value, hidden in cells]
    assert all((row[4] is None) == (row[5] in ("oui", "yes")) for row in content.rows)


def test_a_withheld_cell_has_one_mark_on_the_page_and_none_in_the_file(
    published: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch, files: list[Table]
) -> None:
    """Trap 21: the file withholds what the screen does."""
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(published, "cases", quarter="2026-Q2")
    shown = screen.table("Préfecture").set_index("P-code")
    marks = {(code, name) for name in ("Nouveaux cas", "Cas clos") for code in shown.index if shown[name][code] == "••"}
    hidden = {(row[1], row[2]) for row in files[0].rows if row[1] and row[4] is None}
    assert marks == hidden
    assert marks
    assert "< 5" not in " ".join(screen.texts())


def test_an_organisation_sees_what_everybody_sees(
    demo_warehouse: Path, open_page: Callable[..., Screen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_ACCESS", str(tmp_path))
    (tmp_path / "roles.csv").write_text(
        f"issuer,subject,role,organisation,not_before\n{ISSUER},one,organisation,tere-fic,\n", encoding="utf-8"
    )
    who = {"iss": ISSUER, "sub": "one", "iat": time.time(), "is_logged_in": True}
    monkeypatch.setattr(identity, "claims", lambda: who)
    theirs = open_page(demo_warehouse, "cases")
    monkeypatch.setattr(identity, "claims", dict)
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    everybodys = open_page(demo_warehouse, "cases")
    assert theirs.failures == everybodys.failures == []
    assert figures(theirs) == figures(everybodys)
    # disability is known of too few: no table of it
    assert len(theirs.app.table) == len(everybodys.app.table) == 3


def test_without_a_published_quarter_everybody_is_told_so(
    small: Callable[..., Built], open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    built = small({"cas.xlsx": {"Cas": grid([case_count(period="2026-11")])}})
    screen = open_page(built.warehouse, "cases")
    assert screen.failures == []
    assert ["un trimestre" in info.value for info in screen.app.info] == [True]


def test_the_page_and_the_table_of_all_indicators_agree(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "cases", lang="en", part="standards", period="2026-Q3")
    shown = {
        row["Indicator"].split(" ")[0].replace("\\", ""): row for _index, row in screen.table("Standard").iterrows()
    }
    for code in ("CM-02", "CM-05", "CM-06", "CM-07"):
        ((part, whole),) = demo_build.rows(
            "SELECT numerator, denominator FROM marts.indicator_values WHERE level = 'country' AND sex = '*' "
            f"AND age_group = '*' AND disability = '*' AND period = '2026-Q3' AND indicator_id = '{code}'"
        )
        assert shown[code]["Of"] == f"{part:.0f} of {whole:.0f}"
        assert shown[code]["Value"].replace("\\", "") == f"{part / whole:.1%}"
