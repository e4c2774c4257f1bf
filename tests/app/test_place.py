"""The sheet of one place: its numbers by independent queries, every place of both schemes, and who reads what."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.figures.printed_sheet import printed_sheet
from dashboard.filters import Place
from dashboard.language import Translator
from dashboard.queries import basket, place_facts, place_referrals, place_values
from dashboard.ui import basket as basket_ui
from dashboard.ui import place_indicators, place_sheet
from dashboard.ui.place import basket_words, newest, phase_words, words
from dashboard.ui.place_services import inside
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built

OUAKA = Place("2026-Q3", "cod_v02", "CF43", "all")
BAMBARI = Place("2026-Q3", "cod_v02", "CF43", "CF431")
BASKET = frozenset({"health", "psychosocial", "legal", "school", "case_management"})


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\\", ""))


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


@pytest.mark.parametrize("place", [OUAKA, BAMBARI], ids=["prefecture", "sub-prefecture"])
def test_referrals_out_and_in_are_those_of_the_ledger(place: Place, demo: Warehouse, demo_build: Built) -> None:
    parents = dict(
        demo_build.rows("SELECT pcode, parent_pcode FROM marts.areas WHERE scheme = 'cod_v02' AND level = 'adm2'")
    )
    flows = demo_build.rows(
        "SELECT from_pcode, to_pcode, sum(referrals) FROM marts.referral_flows WHERE scheme = 'cod_v02' "
        "AND period BETWEEN '2026-07' AND '2026-09' GROUP BY ALL"
    )

    def at(pcode: str | None) -> bool:
        return pcode == place.pcode or (place.level == "adm1" and parents.get(pcode or "") == place.pcode)

    found = place_referrals(demo, place).set_index("side")
    for side, end in (("out", 0), ("in", 1)):
        assert found.loc[side, "referrals"] == sum(flow[2] for flow in flows if at(flow[end]))
        assert found.loc[side, "within"] == sum(flow[2] for flow in flows if at(flow[0]) and at(flow[1]))
        assert found.loc[side, "in_time"] <= found.loc[side, "timed"] <= found.loc[side, "judged"]
    of_the_list = {
        name: demo_build.rows(
            "SELECT CAST(numerator AS BIGINT), CAST(denominator AS BIGINT) FROM marts.indicator_values "
            f"WHERE indicator_id = '{name}' AND period = '2026-Q3' AND scheme = 'cod_v02' AND level = '{place.level}' "
            f"AND pcode = '{place.pcode}' AND sex = '*' AND age_group = '*' AND disability = '*'"
        )
        for name in ("REF-02", "REF-04", "REF-06")
    }
    out = found.loc["out"]
    assert of_the_list["REF-02"] == [(out["in_time"], out["timed"])]
    assert of_the_list["REF-04"] == [(out["served"], out["service_due"])]
    if place.level == "adm1":  # REF-06 is not told of a sub-prefecture
        assert of_the_list["REF-06"] == [(out["overdue"], out["judged"])]


def test_values_are_those_of_the_place_and_of_the_country_in_both_years(demo: Warehouse, demo_build: Built) -> None:
    found = place_values(demo, OUAKA)
    rows = found[(found["indicator_id"] == "COV-05") & found["pcode"].isin(["CF43", "CF"])]
    rows = rows.set_index(["period", "level"])
    for period in ("2026-Q3", "2025-Q3"):
        for level, pcode in (("adm1", "CF43"), ("country", "CF")):
            wanted = demo_build.rows(
                "SELECT numerator, denominator FROM marts.indicator_values WHERE indicator_id = 'COV-05' "
                f"AND period = '{period}' AND level = '{level}' AND pcode = '{pcode}'"
            )
            assert [tuple(rows.loc[(period, level), ["numerator", "denominator"]])] == wanted


def test_the_basket_of_a_prefecture_is_that_of_its_sub_prefectures(demo: Warehouse, demo_build: Built) -> None:
    """COV-05 of Ouaka: its numerator and denominator, and those of which something is unknown apart."""
    ((full, known),) = demo_build.rows(
        "SELECT numerator, denominator FROM marts.indicator_values WHERE indicator_id = 'COV-05' "
        "AND period = '2026-Q3' AND level = 'adm1' AND pcode = 'CF43'"
    )
    pairs = basket(demo, "2026-Q3", "cod_v02")
    ours = pairs[pairs["parent_pcode"] == "CF43"]
    _label, value, unknown = basket_words(ours, BASKET, Translator("en"))
    assert value == f"{full:.0f} / {known:.0f}"
    assert unknown == f"not fully known: {ours['pcode'].nunique() - known:.0f}"


def test_phases_are_told_from_the_lowest_to_the_highest_and_never_averaged(demo: Warehouse, demo_build: Built) -> None:
    ((low, high),) = demo_build.rows(
        "SELECT min(phase), max(phase) FROM marts.severity WHERE period = '2026-Q3' AND scheme = 'cod_v02' "
        "AND level = 'adm2' AND pcode LIKE 'CF43_'"
    )
    assert low < high
    assert phase_words(place_facts(demo, OUAKA), Translator("en")) == f"{low} to {high}"


def test_the_map_outlines_the_place_alone(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "place", adm1="CF43", period="2026-Q3")
    (chart,) = screen.app.get("deck_gl_json_chart")
    outline = next(layer for layer in json.loads(chart.proto.json)["layers"] if layer["id"] == "place")
    ours = json.loads(re.search(r"\[\((\[[01,]+\])\)", outline["getLineWidth"])[1])
    assert (len(ours), sum(ours)) == (85, 5)  # Ouaka has five sub-prefectures


def test_a_page_tells_the_same_numbers_as_its_queries(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "place", lang="en", adm1="CF43", period="2026-Q3", domain="REF")
    assert screen.failures == []
    found = place_referrals(demo, OUAKA).set_index("side")
    table = screen.table("Referrals").set_index("Referrals")
    assert list(table.loc["Referrals"]) == [str(found.loc[side, "referrals"]) for side in ("out", "in")]
    values = place_values(demo, OUAKA).query("indicator_id == 'REF-01' and period == '2026-Q3' and pcode == 'CF43'")
    told = screen.table("Indicator")
    first = [plain(cell) for cell in told.iloc[0]]
    assert first[:2] == ["Referrals issued (REF-01)", str(int(values["numerator"].iloc[0]))]


@pytest.mark.parametrize(("scheme", "period"), [("cod_v01", "2024-Q1"), ("cod_v02", "2026-Q3")])
def test_every_prefecture_and_sub_prefecture_has_its_sheet(
    scheme: str, period: str, demo: Warehouse, demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    """Each prefecture as a page, one of its sub-prefectures too; the queries of all of them."""
    areas = demo_build.rows(
        f"SELECT level, pcode, parent_pcode FROM marts.areas WHERE scheme = '{scheme}' ORDER BY level, pcode"
    )
    smaller = {parent: pcode for level, pcode, parent in areas if level == "adm2"}
    assert set(smaller) == {pcode for level, pcode, _ in areas if level == "adm1"}
    for level, pcode, parent in areas:
        place = Place(period, scheme, *((pcode, "all") if level == "adm1" else (parent, pcode)))
        assert place_facts(demo, place)["name"]
        told = place_values(demo, place)
        assert set(told["level"]) <= {level, "adm1", "country"}
        assert set(told.query("level == 'adm2'")["pcode"]) <= {pcode}
    screen = open_page(demo_warehouse, "place")
    for adm1, adm2 in list(smaller.items())[::5]:
        for chosen in ("all", adm2):
            screen.go("place", {"period": period, "scheme": scheme, "adm1": adm1, "adm2": chosen})
            assert (adm1, screen.failures) == (adm1, [])
            assert screen.chosen() | {"adm1": adm1, "adm2": chosen} == screen.chosen()


def test_indicators_without_any_number_stand_in_a_line_and_none_is_left_out(
    real_build: Built, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "place", lang="en", place="CF51", domain="COV")
    assert screen.failures == []
    rows = screen.table("Indicator")
    assert tuple(rows.loc[0, ["Bamingui-Bangoran", "Country"]]) == ("no data", "344,453")
    assert not ((rows["Bamingui-Bangoran"] == "no data") & rows["Country"].isin(["no data", "–"])).any()
    told = real_build.rows(
        "SELECT DISTINCT indicator_id FROM marts.indicator_values WHERE indicator_id LIKE 'COV-%' AND pcode = 'CF51'"
    )
    (silent,) = [plain(text.value) for text in screen.app.caption if text.value.startswith("No data here")]
    shown = re.findall(r"COV-\d\d", plain(" ".join(rows["Indicator"])))
    assert "other parts of COV-06" in silent
    assert set(shown) | set(re.findall(r"COV-\d\d", silent)) == {code for (code,) in told}
    assert set(shown) & set(re.findall(r"COV-\d\d", silent)) == {"COV-06"}


def test_everybody_reads_what_is_published_of_a_place(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "place", lang="en", adm1="CF43", period="2026-Q3")
    assert screen.failures == []
    told = screen.table("Measure").set_index("Measure")["Number"].to_dict()
    ((value, is_withheld),) = demo_build.rows(
        "SELECT value, is_withheld FROM marts.published_counts WHERE table_id = 'referrals_by_area' "
        "AND period = '2026-Q3' AND level = 'adm1' AND pcode = 'CF43'"
    )
    assert told["Referrals sent"] == ("••" if is_withheld else f"{value:,}")
    assert not [columns for columns in screen.headings() if "Made from here" in columns]
    screen.go("place", {"lang": "en", "adm1": "CF43", "period": "2026-09"})
    assert any("choose a quarter" in text.value for text in screen.app.markdown)


def test_periods_are_the_newest_first_and_the_finest_before_what_holds_it() -> None:
    codes = ["2026", "2026-Q3", "2026-09", "2025-12", "2025-Q4", "2025"]
    assert sorted(codes, key=newest, reverse=True) == ["2026", "2026-09", "2026-Q3", "2025-12", "2025-Q4", "2025"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("is_internal", [True, False])
def test_the_sheet_to_print_says_what_the_page_says(demo: Warehouse, language: str, is_internal: bool) -> None:
    """Of the public file no more is asked than it holds."""
    _ = Translator(language)
    warehouse = demo if is_internal else current_warehouse("public")
    facts, pairs = place_facts(warehouse, OUAKA), basket(warehouse, OUAKA.period, OUAKA.scheme)
    view = words(warehouse, OUAKA, facts, _)
    values = place_indicators.told(warehouse, OUAKA, _)
    sheet = place_sheet.sheet_of(warehouse, OUAKA, facts, pairs, values, is_internal, view, _)
    assert sheet.warnings[0] == _("FICTITIOUS DATA – demonstration")
    assert (_("Internal: not for a wall") in sheet.warnings) == is_internal
    services_told, referrals, indicators = sheet.tables
    health = basket(warehouse, OUAKA.period, OUAKA.scheme).query("parent_pcode == 'CF43' and service_code == 'health'")
    assert services_told.headings[1:] == tuple(health["name"])
    assert services_told.rows[0][1:] == tuple(basket_ui.cell(row, _) for row in health.to_dict("records"))
    if is_internal:
        out = place_referrals(warehouse, OUAKA).set_index("side").loc["out", "referrals"]
        assert referrals.rows[0][1] == _.number(int(out))
    whole = values[(values["indicator_id"] == "COV-05")].iloc[0]["here"]
    row = next(row for row in indicators.rows if row[0].endswith("(COV-05)"))
    assert row[2] == f"{int(whole['numerator'])} / {int(whole['denominator'])}"
    page = printed_sheet(sheet).decode()
    assert page.count("<svg viewBox") == 1
    assert re.findall(r'paint-order="stroke"[^>]*>([^<]+)<', page) == list(health.sort_values("pcode")["name"])
    assert not re.search(r"\\|\*\*|http-|<script", page)


def test_a_sub_prefecture_prints_its_own_column_alone(demo: Warehouse) -> None:
    _ = Translator("fr")
    pairs = basket(demo, BAMBARI.period, BAMBARI.scheme)
    table = place_sheet.services_table(inside(pairs, BAMBARI), demo, _)
    assert table.headings == ("Service", "Bambari")
    assert len(table.rows) == 11
