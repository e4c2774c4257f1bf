"""Suivi du plan: sectors beside each other, one by prefecture, money, reports, voices; no 4W count for the public."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.figures.plan_bars import plan_bars
from dashboard.filters import Plan
from dashboard.language import Translator
from dashboard.ui import plan, plan_areas, plan_targets
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built

CHOSEN = Plan(year="2026", plan="Plan de réponse 2026 (fictif)", plan_sector="PRO-CPN")
OVER = {"fr": "Abris et biens non alimentaires", "en": "Emergency Shelter and NFI"}  # 114 % by the 4W
SECTOR, PLACE = {"fr": "Secteur", "en": "Sector"}, {"fr": "Préfecture", "en": "Prefecture"}


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text.partition("%")[0]))


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\\", ""))


def view_of(demo: Warehouse, **changed: object) -> plan.Words:
    return plan.Words(**{
        "period": "2026", "scheme": "cod_v02", "is_demo": True, "origin": "", "plan": CHOSEN.plan, "sector": "PE",
        "by_area": "", "has_4w": True, **changed,
    })  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sectors_stand_beside_each_other_with_both_counts_of_people_reached(
    language: str, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "plan", lang=language)
    assert screen.failures == []
    table, found = screen.table(SECTOR[language]), queries.plan_sectors(demo, CHOSEN.year, CHOSEN.plan)
    # one line a sector, and none that adds them up
    assert [plain(cell) for cell in table.iloc[:, 0]] == found[f"name_{language}"].to_list()
    assert len(found) == 8
    for position, name in ((1, "in_need"), (2, "targeted"), (3, "reached"), (5, "reached_published")):
        assert table.iloc[:, position].map(number).to_list() == found[name].to_list()
    shares = (found["reached"] / found["targeted"]).map(Translator(language).share)
    assert [cell.strip("*") for cell in table.iloc[:, 4]] == shares.to_list()
    bold = table[table.iloc[:, 4].str.startswith("**")].iloc[:, 0]
    assert [plain(cell) for cell in bold] == [OVER[language]]
    assert [OVER[language] in plain(info.value) for info in screen.app.info] == [True]


def test_one_sector_by_prefecture_in_the_table_and_its_file(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "plan", part="areas", plan_sector="EDU")
    assert screen.failures == []
    chosen = Plan(year="2026", plan=CHOSEN.plan, plan_sector="EDU")
    found = queries.plan_prefectures(demo, chosen)
    table = screen.table(PLACE["fr"])
    assert [plain(cell) for cell in table.iloc[:, 0]] == found["name"].to_list()
    assert len(found) == 20
    assert table.iloc[:, 2].map(number).to_list() == found["targeted"].to_list()
    assert table.iloc[:, 3].map(number).to_list() == found["reached"].to_list()
    content = plan_areas.exported(found, "cod_v02", chosen, view_of(demo), Translator("fr"))
    tags = [column.tag for column in content.columns]
    assert [row[tags.index("#reached")] for row in content.rows] == found["reached"].to_list()
    assert sum(row[tags.index("#targeted")] for row in content.rows) == found["targeted"].sum()


def test_money_reports_and_voices_are_those_of_their_tables(
    demo: Warehouse, demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "plan", part="means")
    assert screen.failures == []
    money = screen.table("Secteur")
    totals = {row[1].split()[-1]: (number(row[1]), number(row[2])) for row in money.itertuples(index=False)
              if row[0].startswith("**")}  # fmt: skip
    expected = demo_build.rows(
        "SELECT component, denominator, numerator FROM marts.indicator_values WHERE indicator_id = 'CO-03' AND "
        "period = '2026'"
    )
    assert totals == {currency: (asked, got) for currency, asked, got in expected}
    months = demo_build.rows(
        "SELECT numerator, denominator FROM marts.indicator_values WHERE indicator_id = 'CO-01' AND level = 'country' "
        "AND period LIKE '2026-__' AND period NOT LIKE '%Q_' ORDER BY period"
    )
    told = [re.findall(r"\d+", cell) for cell in screen.table("Mois").iloc[:, 1]]
    assert [tuple(map(int, pair)) for pair in told] == months
    assert len(months) == 9
    counted = dict(demo_build.rows(
        "SELECT measure, sum(amount) FROM core.sector_measures WHERE NOT is_duplicate AND period LIKE '2026%' "
        "AND measure IN ('trainings_other_sectors', 'people_trained_other_sectors', 'feedback_received', "
        "'feedback_acted') GROUP BY ALL"
    ))  # fmt: skip
    assert sorted(map(number, screen.table("Ce qui est compté").iloc[:, 1])) == sorted(counted.values())
    assert len(counted) == 4


@pytest.mark.parametrize("part", ["sectors", "areas"])
def test_the_public_reads_what_the_plan_published_and_no_count_of_the_4w(
    part: str, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "plan", part=part)
    assert screen.failures == []
    table = screen.table(SECTOR["fr"] if part == "sectors" else PLACE["fr"])
    assert table.shape == ((8, 5) if part == "sectors" else (20, 3))
    assert not any("4W)" in heading for heading in table.columns)
    assert any("est pour la coordination" in plain(text) for text in screen.texts())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_plan_the_page_says_what_to_load(
    language: str, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "plan", lang=language)
    assert screen.failures == []
    assert ["template plan_targets" in info.value for info in screen.app.info] == [True]


def test_what_nobody_tells_is_an_empty_cell_and_never_0(demo: Warehouse) -> None:
    found = queries.plan_sectors(demo, CHOSEN.year, CHOSEN.plan)
    found.loc[0, ["reached", "in_need"]] = None
    content = plan_targets.exported(found, CHOSEN, view_of(demo), Translator("en"))
    tags = [column.tag for column in content.columns]
    first = dict(zip(tags, content.rows[0], strict=True))
    assert (first["#inneed"], first["#reached"], first["#indicator+reached+pct"]) == (None, None, None)
    assert plan_targets.sector_table(found, view_of(demo), Translator("en")).iloc[0, 1] == "no data"
    assert plan.share_words(5, 0, Translator("en")) == "–"
    assert plan.share_words(3, 2, Translator("en")) == "**150.0%**"


def test_bars_above_the_target_are_as_long_as_they_are() -> None:
    figure = plan_bars(["A", "B"], [("4W", [60.0, 114.2], ["60%", "114%"]), ("plan", [None, 50.0], ["", "50%"])], "%")
    assert [list(bars.x) for bars in figure.data] == [[60.0, 114.2], [None, 50.0]]
    assert figure.layout.xaxis.range[1] > 114.2
    # the second of a pair has a texture, that a photocopy keeps
    assert [bars.marker.pattern.shape for bars in figure.data] == ["", "/"]
    (line,) = figure.layout.shapes
    assert (line.x0, line.x1) == (100, 100)
