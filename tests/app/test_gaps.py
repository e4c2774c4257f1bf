"""Écarts: its three rankings, its grid and its list say what the warehouse holds, on the page and in the files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.exports import Table
from dashboard.figures.severity_grid import severity_grid
from dashboard.filters import Gaps
from dashboard.language import Translator
from dashboard.queries import children_basis, entry_points, gap_ranking, organisations_to_call, top_gaps
from dashboard.ui import gap_tables, gaps, to_do
from dashboard.ui.basis import basis_of
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built, activity, grid

VIEW = {"period": "2026-09", "service": "psychosocial", "level": "adm2", "scheme": "cod_v02"}
CHOSEN = Gaps(**VIEW, scenario="mid")
PLACE = {"fr": "Sous-préfecture", "en": "Sub-prefecture"}
RANKS = (2, 4, 6)  # columns of the table, of which 1 is the number of children


def plain_spaces(text: str) -> str:
    return re.sub(r"\s", " ", text)


def number(cell: str) -> int | None:
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else None


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


def exported(warehouse: Warehouse, chosen: Gaps, language: str = "fr") -> Table:
    _ = Translator(language)
    basis = basis_of(children_basis(warehouse), chosen.scheme)
    view = gaps.words(warehouse, chosen, _)
    return gap_tables.exported(gap_ranking(warehouse, chosen), chosen, basis, view, _)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("level", ["adm1", "adm2"])
def test_the_three_rankings_on_the_page_are_those_of_the_file(
    level: str, language: str, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    view = {**VIEW, "level": level}
    screen = open_page(demo_warehouse, "gaps", lang=language, **view)
    assert screen.failures == []
    table = screen.table(
        {"adm2": PLACE[language], "adm1": PLACE[language].replace("Sous-p", "P").replace("Sub-p", "P")}[level]
    )
    shown = {row["P-code"]: [number(row.iloc[position]) for position in (1, *RANKS)] for _, row in table.iterrows()}
    content = exported(demo, Gaps(**view, scenario="mid"), language)
    tags = [column.tag for column in content.columns]
    wanted = ["#indicator+not_covered+num", *(f"#indicator+{rule}+mid" for rule in gap_tables.RULES)]
    kept = {row[0]: [row[tags.index(tag)] for tag in wanted] for row in content.rows}
    assert len(kept) == {"adm1": 20, "adm2": 85}[level]
    assert len(shown) > 10
    assert shown == {pcode: values for pcode, values in kept.items() if values[1] is not None}


def test_the_file_holds_the_nine_ranks_of_the_warehouse(demo_build: Built, demo: Warehouse) -> None:
    content = exported(demo, CHOSEN)
    tags = [column.tag for column in content.columns]
    for scenario in ("low", "mid", "high"):
        kept = {row[0]: tuple(row[tags.index(f"#indicator+{rule}+{scenario}")] for rule in gap_tables.RULES)
                for row in content.rows}  # fmt: skip
        found = demo_build.rows(
            "SELECT pcode, rank_children, rank_rate, rank_severity FROM marts.gaps WHERE period = '2026-09' AND "
            f"service_code = 'psychosocial' AND level = 'adm2' AND scheme = 'cod_v02' AND scenario = '{scenario}'"
        )
        assert kept == {pcode: ranks for pcode, *ranks_ in found for ranks in [tuple(ranks_)]}
    assert content.facts[0] == ("Nature des données", "DONNÉES FICTIVES – démonstration")


def test_another_population_changes_the_numbers_and_not_the_marks(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "gaps", **VIEW)
    before = screen.table("Sous-préfecture").set_index("P-code")
    after = screen.choose("scenario", "low").table("Sous-préfecture").set_index("P-code")
    assert screen.address["scenario"] == "low"
    assert not before["Enfants non couverts"].equals(after["Enfants non couverts"].reindex(before.index))
    assert before["Marque"].to_dict() == after["Marque"].to_dict()


def test_the_grid_counts_every_area_once_and_the_list_under_it_is_its_dark_corner(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "gaps", **VIEW)
    table = screen.table("Sévérité")
    ranking = gap_ranking(demo, CHOSEN)
    counted = severity_grid(ranking[ranking["scenario"] == "mid"])
    assert [[number(cell) for cell in row[1:-1]] for row in table.itertuples(index=False)][
        :-1
    ] == counted.to_numpy().tolist()
    assert number(table.iloc[-1, -1]) == 85
    strong = counted.loc[[5, 4], "gap"].sum()
    assert [table.iloc[row, 1].startswith("**") for row in range(6)] == [True, True, False, False, False, False]
    lists = [
        found.value for found in screen.app.table if list(found.value.columns[:2]) == ["Sous-préfecture", "Sévérité"]
    ]
    assert len(lists[0]) == strong
    assert lists[0]["Sévérité"].str.match(r"[45] –").all()


def test_the_list_for_the_meeting_names_who_is_near_and_who_is_there(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "gaps", **VIEW)
    table = screen.table("Rang")
    found, doors, called = (ask(demo, CHOSEN) for ask in (top_gaps, entry_points, organisations_to_call))
    assert len(table) == len(found) == 10
    for row, (_, shown) in zip(found.to_dict("records"), table.iterrows(), strict=True):
        assert number(shown["Enfants non couverts"]) == row["not_covered"]
        assert f"{round(row['km'])} km" in plain_spaces(shown["Le plus proche avec le service"]).replace("\\", "")
        assert number(shown["Organisations à appeler"].partition(":")[0]) == row["organisations"]
        names = called.loc[called["pcode"] == row["pcode"], "organisation"]
        assert len(names) == row["organisations"]
    _ = Translator("fr")
    areas, view = gap_ranking(demo, CHOSEN), gaps.words(demo, CHOSEN, _)
    content = to_do.exported(found, doors, called, {}, areas, CHOSEN, None, view, _)
    tags = [column.tag for column in content.columns]
    assert [row[tags.index("#indicator+distance+km")] for row in content.rows] == [round(km) for km in found["km"]]
    assert all(row[tags.index("#org+list")].count(",") == row[tags.index("#org+num")] - 1 for row in content.rows)


def test_the_public_is_told_how_many_and_not_who(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "gaps", **VIEW)
    assert screen.failures == []
    assert screen.table("Rang")["Organisations à appeler"].str.fullmatch(r"\d+").all()
    # who tells a lesson is public, as in the 4W: "ACF · Bambari · 3 mai 2026"
    told = [text for text in screen.texts() if " · " not in text]
    assert [text for text in told if "FIC" in text.replace("FICT", "")] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_the_real_3w_alone_actors_are_ranked_and_what_is_missing_is_said(
    language: str, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "gaps", lang=language)
    assert screen.failures == []
    assert (
        set(screen.app.selectbox(key=f"service:{language}").options)
        == {
            "fr": {
                "Formation sanitaire",
                "École ou espace temporaire d'apprentissage",
                "Unité nutritionnelle",
                "Point d'eau",
            },
            "en": {"Health facility", "School or temporary learning space", "Nutrition unit", "Water point"},
        }[language]
    )
    # as many as Couverture calls areas without any actor of health
    assert len(screen.table(PLACE[language])) == 18
    said = {"fr": "Sans données, donc pas des écarts", "en": "No data, not gaps"}[language]
    assert any(text.startswith(said) for text in screen.texts())
    (info, *_) = [plain_spaces(info.value) for info in screen.app.info]
    assert info.startswith({"fr": "Aucune sévérité (JIAF, MSNA)", "en": "No severity (JIAF, MSNA)"}[language])


def test_without_a_4w_or_a_directory_the_page_says_what_to_load(
    without_4w: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(without_4w, "gaps")
    assert screen.failures == []
    assert [plain_spaces(info.value)[:40] for info in screen.app.info] == ["Ni 4W ni annuaire de services n'est enco"]


def test_a_4w_that_speaks_of_no_basic_service_says_so(
    small: Callable[..., Built], open_page: Callable[..., Screen]
) -> None:
    built = small({"4w.xlsx": {"4W": grid([activity(sector="Abris et biens non alimentaires")])}})
    screen = open_page(built.warehouse, "gaps")
    assert screen.failures == []
    assert [plain_spaces(info.value)[:46] for info in screen.app.info] == [
        "Ce qui est chargé ne parle d'aucun des service"
    ]


def test_reports_by_prefecture_rank_prefectures_and_leave_sub_prefectures_apart(
    coarse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(coarse, "gaps", service="health", period="2022-03")
    assert screen.failures == []
    kept = screen.table("Sous-préfecture")
    assert "CF431" not in set(kept["P-code"])
    (apart,) = [
        found.value for found in screen.app.table if list(found.value.columns[:2]) == ["Sous-préfecture", "État"]
    ]
    assert set(apart["P-code"]) == {"CF431", "CF432", "CF433", "CF434", "CF435"}
    assert set(apart["État"]) == {"sans données"}


# -- contradictions


@pytest.mark.parametrize("language", ["fr", "en"])
def test_contradictions_are_told_with_who_can_settle_them(
    language: str, demo_build: Built, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_build.warehouse, "data_quality", lang=language)
    assert screen.failures == []
    rules = screen.table("Contradiction")
    found = dict(demo_build.rows(
        f"SELECT title_{language}, count(c.rule_id) FROM marts.contradiction_rules r "
        "LEFT JOIN marts.contradictions c USING (rule_id) GROUP BY ALL"
    ))  # fmt: skip
    assert {row.iloc[0].replace("\\", ""): number(row.iloc[2]) for _, row in rules.iterrows()} == found
    listed = screen.table({"fr": "Ce qui ne s'accorde pas", "en": "What does not agree"}[language])
    assert len(listed) == 40
    assert not listed.iloc[:, 0].str.contains(r"\{|detail_", regex=True).any()
    screen.choose("rule", "reached_above_target", language)
    told = screen.table({"fr": "Ce qui ne s'accorde pas", "en": "What does not agree"}[language])
    assert told.iloc[:, 0].str.contains({"fr": "personnes atteintes", "en": "people reached"}[language]).all()


def test_where_nothing_contradicts_itself_the_rules_are_still_shown(
    coarse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(coarse, "data_quality")
    assert "Aucune règle n'a trouvé de contradiction dans ce qui est chargé." in [
        plain_spaces(success.value) for success in screen.app.success
    ]
    assert len(screen.table("Contradiction")) == 10
