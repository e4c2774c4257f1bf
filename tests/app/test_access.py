"""Accès, Implantation and Parcours: what they answer, what they say without data, and what they must not keep."""

import builtins
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.exports import csv_file
from dashboard.ui import access, pathway
from tests.app.screen import Screen
from tests.factories import Built, grid, site

VIEW = {"period": "2026-09", "service": "psychosocial", "scheme": "cod_v02"}
PROFILE = {"place": "CF634", "need": "sexual_violence", "priority": "emergency", "band": "10-14", "sex": "girl"}
PAGES = ("access", "siting", "pathway")
TITLES = {
    ("access", "fr"): "À quelle distance est le service ?",
    ("access", "en"): "How far is the service?",
    ("siting", "fr"): "Où ouvrir les prochains sites ?",
    ("siting", "en"): "Where should the next sites open?",
    ("pathway", "fr"): "Cet enfant peut-il être pris en charge ici, à temps ?",
    ("pathway", "en"): "Can this child be served here in time?",
}


def minutes(cell: str) -> float:
    """ "3 h 05" as 185."""
    parts = cell.replace("\xa0", " ").removesuffix(" min").split(" h")
    return float(parts[0]) if len(parts) == 1 else 60 * float(parts[0]) + float(parts[1] or 0)


def number(text: str) -> float:
    return float(text.replace("\u202f", "").replace(",", "."))


@pytest.mark.parametrize(("page", "language"), sorted(TITLES))
@pytest.mark.parametrize("name", ["demo_warehouse", "real_warehouse", "without_4w"])
def test_each_page_has_its_question_in_both_languages_and_never_fails(
    page: str, language: str, name: str, request: pytest.FixtureRequest, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(request.getfixturevalue(name), page, lang=language)
    assert screen.failures == []
    assert screen.title.replace("\xa0", " ") == TITLES[page, language]


def test_the_real_3w_locates_no_site_and_the_pages_say_so(
    real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    (info,) = [info.value for info in open_page(real_warehouse, "access").app.info]
    assert info.startswith("Ce service est présent dans 54 sous-préfectures, mais aucun de ses sites n'est confirmé")
    (info,) = [info.value for info in open_page(real_warehouse, "access", service="psychosocial").app.info]
    assert info.startswith("Aucun site fonctionnel de ce service n'a de coordonnées")
    (info,) = [info.value for info in open_page(real_warehouse, "siting").app.info]
    assert info.startswith("Rien de chargé ne dit où ce service fonctionne")
    screen = answered(open_page(real_warehouse, "pathway"), PROFILE | {"place": "CF631"})
    assert set(screen.table("Étape")["Réponse"]) == {"**inconnu**"}


def test_both_seasons_stand_side_by_side_and_the_share_is_that_of_the_table(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "access", **VIEW)
    assert screen.failures == []
    rows = screen.table("Rang")
    assert len(rows) == 85
    dry, rainy, children = (rows[name] for name in ("Saison sèche", "Saison des pluies", "Enfants (0-18 ans)"))
    assert [minutes(cell) for cell in rainy] == sorted((minutes(cell) for cell in rainy), reverse=True)
    assert all(minutes(b) >= minutes(a) for a, b in zip(dry, rainy, strict=True))
    counted = children.map(number)
    for metric, times in zip(screen.app.metric, (dry, rainy), strict=True):
        within = counted[[minutes(cell) <= 60 for cell in times]].sum()
        assert number(metric.value.replace("\u202f%", "")) == pytest.approx(100 * within / counted.sum(), abs=0.06)
    assert "grand cercle × facteur de détour 1,4 : estimation" in " ".join(screen.texts()).replace("\xa0", " ")


def test_the_export_has_the_numbers_of_the_table(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    genuine = access.exported
    monkeypatch.setattr(access, "exported", lambda *given: made.append(genuine(*given)) or made[-1])
    rows = open_page(demo_warehouse, "access", **VIEW).table("Rang")
    (content,) = made
    assert [row[0] for row in content.rows] == rows["P-code"].tolist()
    assert [row[3] for row in content.rows] == rows["Kilomètres"].map(number).tolist()
    assert [row[4] for row in content.rows] == rows["Saison sèche"].map(minutes).tolist()
    assert [row[6] for row in content.rows] == rows["Saison des pluies"].map(minutes).tolist()
    assert content.facts[0][1].startswith("DONNÉES FICTIVES")


def test_a_threshold_and_a_season_change_the_view_and_the_address(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "access", **VIEW)
    before = [metric.value for metric in screen.app.metric]
    screen.choose("minutes", "120").choose("season", "dry")
    assert screen.failures == []
    assert screen.address == VIEW | {"minutes": "120", "season": "dry"}
    assert [metric.value for metric in screen.app.metric] != before


def test_the_public_is_not_told_which_site_nor_whose(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Organisation" in open_page(demo_warehouse, "access", **VIEW).table("Rang").columns
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    columns = open_page(demo_warehouse, "access", **VIEW).table("Rang").columns
    assert not {"Organisation", "Site le plus proche"} & set(columns)
    screen = answered(open_page(demo_warehouse, "pathway"), PROFILE)
    assert "Site" not in screen.table("Étape").columns


def test_an_unknown_count_of_a_link_is_told_and_sites_are_in_the_order_of_their_gain(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "siting", **VIEW, count="0")
    assert [text for text in screen.warnings if "Nouveaux sites" in text] != []
    screen = open_page(demo_warehouse, "siting", **VIEW, count="4")
    assert screen.failures == []
    places = screen.table("Ordre")
    gains = places["Enfants gagnés"].map(number)
    assert gains.tolist() == sorted(gains, reverse=True)
    assert places["Cumul"].map(number).tolist() == gains.cumsum().tolist()
    curve = screen.table("Nouveaux sites")
    assert curve["De plus qu'aujourd'hui"].map(number)[4] == gains.sum()
    assert (curve["Borne supérieure"].map(number) >= curve["Enfants à portée"].map(number)).all()
    assert any("Optimum prouvé" in text for text in screen.texts())


def answered(screen: Screen, profile: dict[str, str], language: str = "fr") -> Screen:
    for name, code in profile.items():
        screen.app.selectbox(key=f"profile:{name}:{language}").set_value(code)
    screen.app.run()
    return screen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pathway_answers_step_by_step_and_names_what_limits(
    language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = answered(open_page(demo_warehouse, "pathway", lang=language), PROFILE, language)
    assert screen.failures == []
    steps = screen.table({"fr": "Étape", "en": "Step"}[language])
    assert len(steps) == 5
    boy = answered(open_page(demo_warehouse, "pathway", lang=language), PROFILE | {"sex": "boy"}, language)
    assert len(boy.table({"fr": "Étape", "en": "Step"}[language])) == 4
    words = {"fr": {"**oui**", "**non**", "**inconnu**"}, "en": {"**yes**", "**no**", "**unknown**"}}[language]
    assert set(steps.iloc[:, 1]) <= words


def test_a_pathway_that_is_not_for_the_age_says_so(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = answered(open_page(demo_warehouse, "pathway"), PROFILE | {"need": "malnutrition"})
    assert [info.value for info in screen.app.info] == ["Ce parcours n'a aucune étape pour cet âge."]


def test_nothing_of_a_profile_is_in_the_address_on_the_disk_or_left_behind(
    demo_warehouse: Path,
    open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    screen = open_page(demo_warehouse, "pathway")
    written: list[str] = []
    genuine, opened = builtins.open, os.open

    def watched(file, mode="r", *rest, **options):
        if set("wax+") & set(str(mode)):
            written.append(str(file))
        return genuine(file, mode, *rest, **options)

    def watched_low(path, flags, *rest, **options):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(str(path))
        return opened(path, flags, *rest, **options)

    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(os, "open", watched_low)
    answered(screen, PROFILE)
    assert screen.failures == []
    assert len(screen.table("Étape")) == 5
    assert written == []
    assert screen.address == {}
    assert [code for code in PROFILE.values() if code in json.dumps(screen.address)] == []
    output = capfd.readouterr()
    for code in PROFILE.values():
        assert code not in caplog.text + output.out + output.err
    assert repr(PROFILE["band"]) in repr(screen.app.session_state)
    screen.go("method")
    kept = repr(screen.app.session_state)
    assert [code for code in PROFILE.values() if code in kept] == []
    screen.go("pathway")
    assert [box.value for box in screen.app.main.selectbox] == [None] * 5


def test_the_leaflet_is_the_same_whatever_the_sex_and_the_age(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    genuine = pathway.leaflet
    monkeypatch.setattr(pathway, "leaflet", lambda *given: made.append(genuine(*given)) or made[-1])
    for changed in ({}, {"sex": "boy"}, {"band": "0-4"}):
        answered(open_page(demo_warehouse, "pathway"), PROFILE | changed)
    assert len({csv_file(leaflet, True, ";") for leaflet in made}) == 1
    assert len(made[0].rows) == 5


@pytest.fixture(scope="module")
def one_place(small: Callable[..., Built]) -> Path:
    """One working listening centre, in an area of which its list says that it is the only one; long ago."""
    point = {"latitude": 5.76795, "longitude": 20.77565, "site_status": "Fonctionnel"}
    sites = [site(service="Centre d'écoute psychosociale", site_name="E*1*", **point)]
    return small({"sites.xlsx": {"Sites": grid(sites)}}).warehouse


def test_lists_of_long_ago_make_no_yes(one_place: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(one_place, "pathway", scheme="cod_v01")
    answered(screen, {"place": "CF431", "need": "distress", "priority": "emergency", "band": "10-14", "sex": "boy"})
    assert screen.failures == []
    assert set(screen.table("Étape")["Réponse"]) == {"**inconnu**"}
    assert "Les annuaires ont été vérifiés il y a trop longtemps." in screen.table("Étape")["Pourquoi"].tolist()[
        0
    ].replace("\\", "")
    names = open_page(one_place, "access", service="psychosocial").table("Rang")["Site le plus proche"]
    assert set(names) == {"E\\*1\\*"}
