"""Couverture: what its filters, its address and its tables do."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.screen import Screen

REAL = {"period": "2022-Q1", "sector": "HEA", "level": "adm2", "scheme": "cod_v01"}
NOT_KNOWN = ("sans données", "non ventilable")
UNKNOWN = "Le lien demande une valeur qui n'est pas chargée ({}) : la valeur habituelle est affichée."


def areas(screen: Screen) -> list[tuple[str, ...]]:
    """The rows of the table by area, as shown."""
    return list(screen.table("Rang").itertuples(index=False, name=None))


def colours(screen: Screen) -> list[int]:
    """The classes that the map draws, shape by shape."""
    (chart,) = screen.app.get("deck_gl_json_chart")
    fill = next(layer for layer in json.loads(chart.proto.json)["layers"] if layer["id"] == "areas")["getFillColor"]
    return json.loads(fill.partition(")[(")[2].partition(")[properties.i]")[0])


def metrics(screen: Screen) -> list[tuple[str, str, str]]:
    return [(metric.label, metric.value, metric.delta) for metric in screen.app.metric]


def test_the_usual_view_is_the_newest_period_by_sub_prefecture_in_the_scheme_of_the_reports(
    real_warehouse: Path, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    assert open_page(real_warehouse, "coverage").chosen() == {
        "period": "2022-Q1",
        "sector": "PRO",  # child protection is not told apart in this workbook
        "level": "adm2",
        "scheme": "cod_v01",
    }
    assert open_page(demo_warehouse, "coverage").chosen() == {
        "period": "2026-09",
        "sector": "PRO-CPN",
        "level": "adm2",
        "scheme": "cod_v02",
    }


def test_a_link_restores_the_view_in_either_language(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    wanted = {"period": "2025-Q1", "sector": "HEA", "level": "adm1", "scheme": "cod_v01"}
    for language in ("fr", "en"):
        screen = open_page(demo_warehouse, "coverage", lang=language, **wanted)
        assert screen.chosen(language) == wanted
        assert screen.address == {"lang": language, **wanted}
        assert screen.warnings[1:] == []


@pytest.mark.parametrize(
    ("name", "code"), [("period", "2024"), ("sector", "HEA"), ("level", "adm1"), ("scheme", "cod_v01")]
)
def test_a_filter_changes_the_table_the_map_and_the_address(
    name: str, code: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "coverage")
    before_areas, before_colours = areas(screen), colours(screen)
    screen.choose(name, code)
    assert screen.failures == []
    assert areas(screen) != before_areas
    assert colours(screen) != before_colours
    assert screen.address == {name: code}
    assert screen.chosen()[name] == code


@pytest.mark.parametrize(
    ("scheme", "level", "number"),
    [("cod_v01", "adm1", 17), ("cod_v01", "adm2", 72), ("cod_v02", "adm1", 20), ("cod_v02", "adm2", 85)],
)
def test_every_area_of_the_level_and_scheme_is_in_the_table_and_on_the_map(
    scheme: str, level: str, number: int, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "coverage", scheme=scheme, level=level)
    assert [row[0] for row in areas(screen)] == [str(rank) for rank in range(1, number + 1)]
    assert len({row[-1] for row in areas(screen)}) == len(colours(screen)) == number


def test_the_map_has_the_class_of_the_table_for_every_area(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "coverage", **REAL | {"scheme": "cod_v02"})
    shown = {row[-1]: row[2] for row in areas(screen)}

    def shown_class(cell: str) -> int:
        if cell in NOT_KNOWN:
            return 5
        number = int(cell.strip("*"))
        return [low <= number for low in (0, 1, 2, 5, 10)].count(True) - 1

    assert colours(screen) == [shown_class(shown[pcode]) for pcode in sorted(shown)]
    assert set(colours(screen)) == {0, 1, 2, 3, 5}


def test_areas_without_an_actor_come_first_and_those_without_data_last(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    cells = [row[2] for row in areas(open_page(real_warehouse, "coverage", **REAL | {"scheme": "cod_v02"}))]
    assert cells[0] == "**0**"
    known = [int(cell.strip("*")) for cell in cells if cell not in NOT_KNOWN]
    assert known == sorted(known)
    assert set(cells[len(known) :]) == {"non ventilable"}


def test_a_prefecture_has_no_column_for_its_prefecture(real_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    fine, coarse = (open_page(real_warehouse, "coverage", **REAL | {"level": level}) for level in ("adm2", "adm1"))
    assert list(fine.table("Rang").columns) == [
        "Rang", "Sous-préfecture", "Organisations", "Enfants (0-18 ans)", "Préfecture", "P-code",
    ]  # fmt: skip
    assert list(coarse.table("Rang").columns) == [
        "Rang", "Préfecture", "Organisations", "Enfants (0-18 ans)", "P-code",
    ]  # fmt: skip


def test_the_key_figures_agree_with_the_table(real_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(real_warehouse, "coverage", **REAL)
    without = [row for row in areas(screen) if row[2] == "**0**"]
    children = sum(int(row[3].replace("\u202f", "")) for row in without)
    (label, value, _), (_, estimate, share) = metrics(screen)
    assert (label, value) == ("Sous-préfectures sans aucun acteur", f"{len(without)} / 72")
    assert int(estimate.replace("\u202f", "")) == round(children, -2)
    assert share.endswith(" de 2\u202f496\u202f300 enfants")
    assert "\u202f%" in share


@pytest.mark.parametrize("name", ["period", "sector", "level", "scheme"])
def test_an_unknown_code_of_a_link_is_told_and_the_usual_value_shown(
    name: str, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    labels = {"period": "Période", "sector": "Secteur", "level": "Niveau", "scheme": "Découpage"}
    usual = open_page(real_warehouse, "coverage")
    screen = open_page(real_warehouse, "coverage", **{name: "nowhere'; --"})
    assert [text.replace("\xa0", " ") for text in screen.warnings] == [UNKNOWN.format(labels[name])]
    assert screen.chosen() == usual.chosen()
    assert areas(screen) == areas(usual)


def test_the_warning_goes_when_another_value_is_chosen(real_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(real_warehouse, "coverage", sector="XXX")
    screen.choose("sector", "HEA")
    assert screen.warnings == []
    assert screen.address == {"sector": "HEA"}


def test_filters_follow_the_reader_to_another_page_and_back(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "coverage").choose("sector", "HEA").choose("level", "adm1")
    before = areas(screen)
    screen.go("method").go("overview").go("coverage")
    assert areas(screen) == before
    assert screen.address == {"sector": "HEA", "level": "adm1"}


def test_changing_the_language_keeps_the_view(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "coverage").choose("sector", "HEA").choose("period", "2025-Q1")
    before = colours(screen)
    screen.app.sidebar.get("button_group")[0].set_value("en").run()
    assert screen.chosen("en") == {"period": "2025-Q1", "sector": "HEA", "level": "adm2", "scheme": "cod_v02"}
    assert colours(screen) == before
    assert screen.address == {"lang": "en", "sector": "HEA", "period": "2025-Q1"}


def test_going_back_to_an_address_without_a_code_drops_the_choice(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "coverage", period="2025-Q1", sector="EDU", level="adm1")
    education = areas(screen)
    screen.choose("sector", "HEA")
    screen.app.sidebar.get("button_group")[0].set_value("en").run()
    screen.app.query_params = {"period": "2025-Q1", "sector": "EDU", "level": "adm1"}
    screen.app.run()
    assert screen.failures == []
    assert areas(screen) == education
    screen.app.query_params = {}
    screen.app.run()
    assert screen.chosen() == open_page(demo_warehouse, "coverage").chosen()
    assert screen.address == {}


def test_the_chosen_sector_stands_out_among_all(real_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    sectors = open_page(real_warehouse, "coverage", **REAL).table("Secteur")["Secteur"].tolist()
    assert [name for name in sectors if name.startswith("**")] == ["**Santé**"]
    assert len(sectors) == 11


def test_without_any_4w_the_page_says_that_there_is_nothing_to_map(
    without_4w: Path, open_page: Callable[..., Screen]
) -> None:
    french, english = (open_page(without_4w, "coverage", lang=language) for language in ("fr", "en"))
    assert [info.value.replace("\xa0", " ") for info in french.app.info] == [
        "Aucun 4W n'est encore chargé : il n'y a rien à cartographier."
    ]
    assert [info.value for info in english.app.info] == ["No 4W is loaded yet: there is nothing to map."]
    assert list(french.app.get("deck_gl_json_chart")) == []
    assert list(french.app.selectbox) == []


def test_an_area_that_cuts_those_reported_says_so_in_the_table_and_under_the_pointer(
    real_warehouse: Path, coarse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "coverage", **REAL | {"scheme": "cod_v02"})
    assert "non ventilable" in {row[2] for row in areas(screen)}
    legend, tooltip = screen.texts()[-2:]
    assert legend == "non ventilable"
    assert "Non ventilable" in tooltip
    # Where the prefecture alone is named, nobody knows of its parts: another reason, drawn alike.
    both = open_page(coarse, "coverage", scheme="cod_v02", sector="HEA", period="2022-03")
    assert {"sans données", "non ventilable"} <= {row[2] for row in areas(both)}
    assert both.texts()[-2] == "sans données, non ventilable"
    whole = open_page(real_warehouse, "coverage", **REAL)
    assert "non ventilable" not in {row[2] for row in areas(whole)}


def test_the_strip_says_how_many_of_those_expected_reported(
    demo_warehouse: Path, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    for page in ("coverage", "overview"):
        texts = [text.replace("\xa0", " ") for text in open_page(demo_warehouse, page).texts()]
        (rate,) = [text for text in texts if "Taux de transmission" in text]
        assert re.search(r"Taux de transmission : \d+ sur \d+ organisations attendues", rate)
        # Of a first quarter nobody knows who was expected.
        assert [text for text in open_page(real_warehouse, page).texts() if "Taux de transmission" in text] == []


def lineage(screen: Screen) -> str:
    return next(text.value for text in screen.app.markdown if " d'après " in text.value).replace("\xa0", " ")


def test_the_sources_behind_a_number_are_as_many_organisations_as_it_says(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(real_warehouse, "coverage", **REAL, area="CF431")
    (row,) = [row for row in areas(screen) if row[-1] == "CF431"]
    behind = screen.table("Organisation")
    assert list(behind.columns) == ["Organisation", "Fichier", "Feuille", "Lignes", "Reçu le", "SHA-256"]
    assert behind["Organisation"].nunique() == int(row[2]) > 1
    assert f": {row[2]} organisations, d'après " in lineage(screen)
    assert set(behind["SHA-256"].map(len)) == {12}


def test_the_area_looked_behind_is_in_the_address_and_leaves_with_a_scheme_that_has_it_not(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "coverage", sector="HEA", period="2025")
    assert [info for info in screen.app.markdown if " d'après " in info.value] == []
    screen.app.main.selectbox[0].set_value("CF431").run()
    assert screen.address["area"] == "CF431"
    assert "Bambari, Santé, 2025" in lineage(screen)
    screen.choose("level", "adm1")
    assert screen.failures == []
    assert screen.app.main.selectbox[0].value == ""
    assert screen.warnings[1:] == []


def test_the_public_sees_the_figure_and_not_what_is_behind_it(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "coverage", sector="HEA", area="CF431")
    assert screen.failures == []
    assert len(areas(screen)) == 85
    assert list(screen.app.main.selectbox) == []
    assert [text for text in screen.texts() if "D'où vient" in text or "xlsx" in text] == []


def test_reports_by_prefecture_say_nothing_of_sub_prefectures(coarse: Path, open_page: Callable[..., Screen]) -> None:
    by_prefecture = open_page(coarse, "coverage", period="2022-03", sector="HEA", level="adm1")
    assert [row[2] for row in areas(by_prefecture)].count("1") == 1
    assert by_prefecture.failures == []
    assert open_page(coarse, "coverage").chosen()["period"] == "2022-03"


def test_names_full_of_markdown_are_shown_letter_for_letter(dirty: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(dirty, "overview")
    files = screen.table("Fichier")
    assert set(files["Fichier"]) == {"\\*4w\\*\\_\\<i\\>\\.xlsx"}
    assert set(files["Feuille"]) == {"Onglet \\_1\\_"}
    silent = next(text.value for text in screen.app.markdown if "Sans rapport" in text.value)
    assert silent.endswith(": \\:red\\[ACF\\] \\$x\\$ \\`c\\` \\~\\~d\\~\\~ (février 2022).")
