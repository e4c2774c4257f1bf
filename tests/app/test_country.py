"""The pages on another country's warehouse: its own words, and none of RCA's."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build
from etl.extract import ReadingProcess
from tests.app.screen import Screen
from tests.app.test_pages import foreign, plain_spaces
from tests.conftest import silent
from tests.factories import activity, grid, workbook
from tests.invented_country import DISTRICTS, ISO3, SCHEME, boundaries

PAGES = ("overview", "coverage", "gaps", "data_quality", "harmonise", "method")
# What is true of RCA alone. The codes of its schemes and places, its laws, its units, its population.
OF_RCA = re.compile(
    r"2015 \(17/72\)|17/72|20/85|cod_v0|[Ll]oi de 2021|2021 law|[Pp]réfecture|[Pp]refecture|COD-PS|Bangui|RCA"
    r"|Natural Earth"
)


@pytest.fixture(scope="module")
def warehouse(child: ReadingProcess, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Health in the two districts of the north and, of the south, in a province alone; an unknown name besides."""
    place = tmp_path_factory.mktemp("xpy")
    (place / "sources").mkdir()
    here = {"adm1_name": "", "adm1_code": "", "adm2_name": "", "adm2_code": ""}
    rows = [activity(**here | {"adm2_name": names[1]}) for names in list(DISTRICTS.values())[:2]]
    rows += [
        activity(**here | {"adm1_name": "Côte du Sud"}, organisation="MSF"),
        activity(**here | {"adm2_name": "Trois-Îlettes"}),
        activity(**here | {"adm2_name": "Sel-Blanc"}, sector="Éducation"),
    ]
    workbook(place / "sources" / "4w.xlsx", {"4W": grid(rows)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.extract.ReadingProcess", lambda: child)
        build(place / "sources", place / "warehouse", boundaries(place / "cod"), "fr", silent, ISO3)
    return place / "warehouse"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_nothing_of_rca(
    page: str, language: str, warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(warehouse, page, lang=language)
    assert screen.failures == []
    # What the loader would read of any country's workbook, and an example of a code, are no words on this one's places.
    texts = [text for text in screen.texts() if "CF43" not in text]
    assert [text for text in texts if OF_RCA.search(text)] == []
    assert foreign(screen, language) == {}


@pytest.mark.parametrize("page", PAGES)
def test_the_country_is_named_on_every_page(page: str, warehouse: Path, open_page: Callable[..., Screen]) -> None:
    assert f":blue-badge[{ISO3}]" in [text.value for text in open_page(warehouse, page).app.markdown]


def test_rca_is_not_named_on_its_own_pages(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    assert [text for text in open_page(demo_warehouse, "coverage").app.markdown if "blue-badge" in text.value] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_country_has_one_scheme(language: str, warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(warehouse, "coverage", lang=language)
    (box,) = [box for box in screen.app.sidebar.selectbox if box.key == f"scheme:{language}"]
    assert (box.options, box.value) == (["COD-AB XPY"], SCHEME)
    former = open_page(warehouse, "coverage", lang=language, scheme="cod_v01")
    assert former.chosen(language)["scheme"] == SCHEME
    assert len(former.warnings) == 1


def test_the_table_of_areas_is_what_a_hand_counts(warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(warehouse, "coverage", sector="HEA")
    table = screen.table("Rang")
    assert list(table.columns) == [
        "Rang", "Unité admin2", "Organisations", "Enfants (0-18 ans)", "Unité admin1", "P-code",
    ]  # fmt: skip
    assert list(table.itertuples(index=False, name=None)) == [
        ("1", "Bélvar", "1", "–", "Plaine du Nord", "XPY0101"),
        ("2", r"Vieux\-Pont", "1", "–", "Plaine du Nord", "XPY0102"),
        ("3", r"Sel\-Blanc", "sans données", "–", "Côte du Sud", "XPY0201"),
        ("4", r"Trois\-Îles", "sans données", "–", "Côte du Sud", "XPY0202"),
    ]


def test_without_a_population_no_child_is_counted(warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(warehouse, "coverage", sector="HEA")
    metrics = [(metric.label, metric.value, metric.delta) for metric in screen.app.metric]
    assert [(label, value, plain_spaces(detail)) for label, value, detail in metrics] == [
        ("Unités admin2 sans aucun acteur", "0 / 2", "2 zones sans données")
    ]
    assert "Aucune population n'est chargée : les enfants ne peuvent pas être comptés." in [
        plain_spaces(caption.value) for caption in screen.app.caption
    ]
    assert set(screen.table("Secteur").iloc[:, -1]) == {"–"}


def test_the_map_shows_the_country(warehouse: Path, open_page: Callable[..., Screen]) -> None:
    (chart,) = open_page(warehouse, "coverage").app.get("deck_gl_json_chart")
    view = json.loads(chart.proto.json)["initialViewState"]
    assert view["longitude"] == pytest.approx(41)
    assert 20 < view["latitude"] < 23
