"""Acteurs: what it shows in both languages and to the public, and that it agrees with the warehouse."""

import base64
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.queries import actor_places, served_pairs
from dashboard.ui import actors, dependence, fragility
from dashboard.warehouse import current_warehouse
from tests.app.screen import Screen
from tests.factories import Built, grid, site

SEPTEMBER = {"period": "2026-09", "scheme": "cod_v02"}
VIEW = Actors("2026-09", "basket", "adm2", "cod_v02", "all")
WORDS = actors.Words(
    period="", scheme="", is_demo=False, origin="", service="", level="", area="", kind="", denominator=""
)
PARTS = ("presence", "fragility", "means")
PAIRS = "marts.served_pairs WHERE period = '2026-09' AND scheme = 'cod_v02' AND level = 'adm2'"
BASKET = "service_code IN (SELECT service_code FROM core.services WHERE is_basket)"


def figures(screen: Screen) -> list[str]:
    return [re.sub(r"\s", "", metric.value) for metric in screen.app.metric]


def whole(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("warehouse", ["demo_warehouse", "real_warehouse", "without_4w", "coarse", "dirty"])
def test_each_part_is_shown_without_fault(
    warehouse: str, part: str, language: str, open_page: Callable[..., Screen], request: pytest.FixtureRequest
) -> None:
    screen = open_page(request.getfixturevalue(warehouse), "actors", part=part, lang=language)
    assert screen.failures == []
    assert screen.title.replace("\xa0", " ") == {"fr": "Qui fait quoi, où ?", "en": "Who does what, where?"}[language]


def test_the_key_figures_are_those_of_the_marts(demo_build: Built, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_build.warehouse, "actors", **SEPTEMBER)
    counted = f"SELECT count(DISTINCT (pcode, service_code)) FROM {PAIRS} AND {BASKET}"
    (served,), (single,), (many,) = (
        demo_build.rows(f"{counted} {condition}")[0]
        for condition in ("", "AND organisations = 1", "AND organisations >= 3")
    )
    (present,) = demo_build.rows(
        "SELECT count(DISTINCT organisation_id) FROM marts.service_providers WHERE period = '2026-09' "
        f"AND scheme = 'cod_v02' AND level = 'adm2' AND {BASKET}"
    )[0]
    assert figures(screen) == [str(present), str(served), f"{single}/{served}", f"{many}/{served}"]


def test_the_matrix_counts_the_lines_of_the_list_and_is_in_alphabetical_order(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    matrix = open_page(demo_warehouse, "actors", **SEPTEMBER).table("Organisation")
    places = actor_places(current_warehouse(), VIEW)
    shown = 0
    for cells in matrix.iloc[:, 2:].to_numpy().tolist():
        for cell in cells:
            shown += sum(int(number) for number in re.findall(r"(\d+)\s[OP]", cell))
    assert shown == places["is_operational"].sum() + places["is_physical"].sum()
    assert matrix["Organisation"].to_list() == sorted(matrix["Organisation"], key=str.lower)
    assert len(actors.listed(places, VIEW, WORDS, Translator("fr")).rows) == len(places)


def test_the_chosen_organisation_is_in_the_address(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "actors", actor="kodro-fic", **SEPTEMBER)
    shown = screen.table("Sous-préfecture")
    places = actor_places(current_warehouse(), VIEW)
    its = places[places["organisation_id"] == "kodro-fic"]
    assert len(shown) == its["pcode"].nunique()
    assert sum(cell != "0" for cells in shown.iloc[:, 1:].to_numpy().tolist() for cell in cells) == len(its)
    assert screen.address["actor"] == "kodro-fic"


def test_what_rests_on_one_is_told_most_children_first(demo_build: Built, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_build.warehouse, "actors", part="fragility", **SEPTEMBER)
    shown = screen.table("Rang")
    children = [whole(re.search(r"part, ([\d\s]+) enfants", row).group(1)) for row in shown.iloc[:, 2]]
    expected = demo_build.rows(
        f"SELECT children FROM {PAIRS} AND {BASKET} AND organisations = 1 ORDER BY children DESC LIMIT 15"
    )
    assert children == [number for (number,) in expected]
    assert all(re.match(r"Si \*\*[A-Z]+\\-FIC\*\* part, ", row) for row in shown.iloc[:, 2])
    assert "fin inconnue" in set(shown.iloc[:, 3])


def test_the_public_sees_no_name_where_it_would_single_one_out(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "actors", part="fragility", **SEPTEMBER)
    assert screen.failures == []
    assert all(row.startswith("Si une organisation part, ") for row in screen.table("Rang").iloc[:, 2])
    assert [text for text in screen.texts() if "-FIC" in text.replace("\\", "")] == []
    content = dependence.exported(served_pairs(current_warehouse(), VIEW), VIEW, WORDS, Translator("fr"))
    assert "FIC" not in str(content.rows)
    means = open_page(demo_warehouse, "actors", part="means", **SEPTEMBER)
    assert means.failures == []
    assert [text for text in means.texts() if "-FIC" in text.replace("\\", "")] == []
    assert [text for text in means.texts() if "dans les trois mois" in text] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_clock_the_table_and_the_file_have_the_same_numbers(
    language: str, demo_build: Built, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_build.warehouse, "actors", part="fragility", lang=language, **SEPTEMBER)
    told = demo_build.rows(
        "SELECT pairs, pairs_known, areas_losing, children_losing FROM marts.fragility_clock WHERE period = '2026-09' "
        "AND scheme = 'cod_v02' AND level = 'adm2' AND service = 'basket' ORDER BY month"
    )
    shown = screen.table({"fr": "Mois", "en": "Month"}[language])
    assert [tuple(whole(cell) for cell in row) for row in shown.iloc[:, 1:].to_numpy().tolist()] == told
    (chart,) = screen.app.get("plotly_chart")
    known, pairs = json.loads(chart.proto.spec)["data"]
    assert numbers(pairs)[:13] == [row[0] for row in told]
    assert numbers(known)[:13] == [row[1] for row in told]
    assert json.loads(chart.proto.config)["displayModeBar"] is False


def numbers(line: dict) -> list[int]:
    """The heights of a line as it travels: a list, or bytes."""
    if isinstance(line["y"], list):
        return line["y"]
    return np.frombuffer(base64.b64decode(line["y"]["bdata"]), dtype=line["y"]["dtype"]).tolist()


def test_the_title_of_the_clock_tells_the_share_of_unknown_ends(
    demo_warehouse: Path, real_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    def title(screen: Screen) -> str:
        (found,) = [text.value for text in screen.app.markdown if "couples servis en" in text.value]
        return re.sub(r"\s", " ", found)

    demo = title(open_page(demo_warehouse, "actors", part="fragility", **SEPTEMBER))
    assert re.search(r"si aucun projet n'est renouvelé ; fin inconnue : \d+,\d %", demo)
    real = title(open_page(real_warehouse, "actors", part="fragility"))
    assert "la fin d'aucun n'est connue (inconnue : 100,0 %) : rien ne peut être prévu" in real


def test_a_chosen_service_has_a_clock_of_its_own_and_a_switch_to_the_basket(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    asked = {"part": "fragility", "service": "school", **SEPTEMBER}
    own = open_page(demo_warehouse, "actors", **asked).table("Mois")
    basket = open_page(demo_warehouse, "actors", **asked, clock="basket").table("Mois")
    alone = open_page(demo_warehouse, "actors", **asked | {"service": "basket"}).table("Mois")
    assert basket.equals(alone)
    assert whole(own.iloc[0, 1]) < whole(basket.iloc[0, 1])


def test_a_kind_of_organisation_narrows_the_lists_and_not_the_indicator(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    every, some = (open_page(demo_warehouse, "actors", **SEPTEMBER, type=kind) for kind in ("all", "GOV"))
    assert set(some.table("Organisation").iloc[:, 1]) == {"Gouvernement"}
    assert figures(every)[1:] == figures(some)[1:]
    assert figures(some)[0] == str(len(some.table("Organisation")))


def test_where_nobody_is_named_the_page_says_what_to_load(small: Callable, open_page: Callable[..., Screen]) -> None:
    built = small({"sites.xlsx": {"Sites": grid([site(organisation="", site_status="Fonctionnel")])}})
    for part in PARTS:
        screen = open_page(built.warehouse, "actors", part=part)
        assert screen.failures == []
        (told,) = [info.value for info in screen.app.info if "4W" in info.value]
        assert "Chargez un 4W" in told


def test_the_sentence_counts_no_child_where_none_is_known() -> None:
    row = {"actors": ["X"], "name_en": "School", "children": float("nan"), "ends_on": None}
    assert dependence.sentence(row, Translator("en")) == (
        "If **X** leaves, the children of the area (number unknown) lose “School”."
    )
    assert dependence.day_cell(dt.date(2026, 9, 30), Translator("fr")) == "30 septembre 2026"
    assert fragility.month_name(dt.date(2026, 9, 1), Translator("fr")) == "septembre 2026"
