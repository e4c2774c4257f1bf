"""Indicateurs: numbers of the warehouse, last year's season, lowest and highest by name, and who reads what."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.language import Translator
from dashboard.ui.indicator import number_words
from tests.app.screen import Screen
from tests.factories import Built


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\\", ""))


def figures(screen: Screen) -> dict[str, tuple[str, str]]:
    return {plain(metric.label): (plain(metric.value), plain(metric.delta)) for metric in screen.app.metric}


def value_of(built: Built, indicator: str, period: str, level: str, component: str = "IS NULL") -> list[tuple]:
    return built.rows(
        "SELECT a.name, v.numerator, v.denominator FROM marts.indicator_values v LEFT JOIN marts.areas a "
        "USING (scheme, level, pcode) "
        f"WHERE indicator_id = '{indicator}' AND component {component} AND period = '{period}' AND level = '{level}' "
        "AND sex = '*' AND age_group = '*' AND disability = '*' ORDER BY a.name"
    )


def test_the_country_stands_between_its_lowest_and_highest_places_and_beside_last_year(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "indicators", lang="en", indicator="REF-02", period="2026-Q3")
    assert screen.failures == []
    ((_, part, whole),) = value_of(demo_build, "REF-02", "2026-Q3", "country")
    ((_, former, former_whole),) = value_of(demo_build, "REF-02", "2025-Q3", "country")
    told = figures(screen)
    assert told["The country, Q3 2026"] == (f"{part / whole:.1%}", f"{part:,.0f} / {whole:,.0f}")
    difference = round(100 * part / whole - 100 * former / former_whole, 1)
    assert told["A year before (Q3 2025)"][0] == f"{former / former_whole:.1%}"
    assert told["A year before (Q3 2025)"][1] == f"{'+' if difference > 0 else '−'}{abs(difference):g} points"
    areas = [(n / d, name) for name, n, d in value_of(demo_build, "REF-02", "2026-Q3", "adm1") if d >= 10]
    (low, lowest), (high, highest) = min(areas), max(areas)
    assert told["Lowest and highest: prefectures"][0] == f"{low:.1%} to {high:.1%}"
    assert f"Lowest: **{lowest}**. Highest: **{highest}**." in [plain(text.value) for text in screen.app.markdown]


def test_the_page_opens_with_an_indicator_and_a_part_that_have_a_number(
    real_build: Built, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    """The 3W of one quarter: of the usual first ones, nothing is known anywhere."""
    for usual in ("COV-05", "COV-01"):
        assert real_build.rows(
            f"SELECT count(*) > 0, count(numerator) FROM marts.indicator_values WHERE indicator_id = '{usual}'"
        ) == [(True, 0)]
    screen = open_page(real_warehouse, "indicators", lang="en")
    assert screen.failures == []
    assert figures(screen)["The country, Q1 2022"][0] == "344,453"


def test_each_place_has_its_numbers_and_too_few_are_no_rate(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "indicators", lang="en", indicator="REF-02", period="2026-Q3")
    table = screen.table("Prefecture")
    wanted = {
        name: (f"{n / d:.1%}" if d >= 10 else "too few", f"{n:,.0f} / {d:,.0f}")
        for name, n, d in value_of(demo_build, "REF-02", "2026-Q3", "adm1")
    }
    assert {plain(row[0]): (plain(row[1]), plain(row[2])) for row in table.to_numpy().tolist()} == wanted
    few = [name for name, cells in wanted.items() if cells[0] == "too few"]
    assert few
    assert any(text.value.startswith(f"{len(few)} areas have a denominator under 10") for text in screen.app.caption)


def test_the_small_pictures_hold_the_values_of_the_last_quarters(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "indicators", indicator="REF-02", period="2026-Q3")
    national, multiples = (json.loads(chart.proto.spec)["data"] for chart in screen.app.get("plotly_chart"))
    quarters = demo_build.rows(
        "SELECT numerator, denominator FROM marts.indicator_values WHERE indicator_id = 'REF-02' AND level = 'country' "
        "AND period LIKE '%Q%' AND sex = '*' AND age_group = '*' AND disability = '*' ORDER BY period"
    )
    assert national[0]["y"] == [pytest.approx(100 * n / d) for n, d in quarters][-13:]
    assert len(multiples) == 2 * 20  # the country behind each of twenty prefectures


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_indicator_part_and_kind_of_period_is_shown_without_fault(
    language: str, demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    told = demo_build.rows(
        "SELECT DISTINCT indicator_id, component FROM marts.indicator_values WHERE level <> 'org' ORDER BY ALL"
    )
    screen = open_page(demo_warehouse, "indicators", lang=language)
    seen = set()
    for place, (indicator, component) in enumerate(told):
        # each indicator once in both languages together, of parts the first and the last
        first_or_last = component is None or place in (0, len(told) - 1) or told[place - 1][0] != indicator
        if not first_or_last or (place % 2 == 0) == (language == "fr"):
            continue
        query = {"lang": language, "indicator": indicator, **({"component": component} if component else {})}
        screen.go("indicators", query)
        assert (indicator, screen.failures) == (indicator, [])
        assert screen.app.metric
        seen.add(indicator)
    assert len(seen) >= 15


def test_what_is_told_too_seldom_is_not_broken_down(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    """Disability of referrals is told of less than the gate asks; sex is told."""
    screen = open_page(demo_warehouse, "indicators", lang="en", indicator="REF-02", period="2026-Q3")
    shares = dict(
        demo_build.rows(
            "SELECT dimension, sum(whole) FILTER (code <> 'unknown') / sum(whole) FROM ("
            "SELECT CASE WHEN sex <> '*' THEN 'sex' ELSE 'disability' END AS dimension, "
            "CASE WHEN sex <> '*' THEN sex ELSE disability END AS code, denominator AS whole "
            "FROM marts.indicator_values WHERE indicator_id = 'REF-02' AND period = '2026-Q3' "
            "AND level = 'country' AND age_group = '*' "
            "AND (sex <> '*') <> (disability <> '*')) GROUP BY dimension"
        )
    )
    headings = [plain(str(columns[0])) for columns in screen.headings()]
    assert shares["sex"] >= 0.8
    assert f"By sex (told of {shares['sex']:.1%})" in headings
    assert (shares["disability"] or 0) < 0.8
    assert not any(heading.startswith("By disability (") for heading in headings)
    assert any(info.value.startswith("By disability: told of") for info in screen.app.info)


def test_everybody_reads_the_indicators_that_count_no_child(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "indicators", lang="en")
    assert screen.failures == []
    (box,) = [box for box in screen.app.sidebar.selectbox if box.key == "indicator:en"]
    public = [id for (id,) in demo_build.rows("SELECT indicator_id FROM marts.indicators WHERE is_public ORDER BY 1")]
    assert sorted(option.split(" ")[0] for option in box.options) == public
    screen.go("indicators", {"lang": "en", "indicator": "CM-01"})
    assert [warning for warning in screen.warnings if "not loaded (Indicator)" in warning]
    assert any("read by the coordination" in text.value for text in screen.app.caption)


def test_numbers_are_as_fine_as_they_are_worth() -> None:
    _ = Translator("en")
    assert [number_words(value, False, _) for value in (0.1234, 12.5, 1234.4, 7.0)] == ["0.12", "12.5", "1,234", "7"]
    assert number_words(57.86, True, _) == "57.9%"
