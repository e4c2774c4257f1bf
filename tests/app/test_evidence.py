"""Preuves: its difference by an independent account, its refusals, and the sentence that no page and no file drops."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.exports import Table, csv_file, xlsx_file
from dashboard.filters import Evidence
from dashboard.language import Translator
from dashboard.queries import evidence_places
from dashboard.ui import evidence, evidence_tables
from dashboard.warehouse import current_warehouse
from tests.app.screen import Screen
from tests.factories import Built

READING = {"fr": "Association, pas causalité", "en": "Association, not causation"}
CHOSEN = Evidence("REF-04", "2025", "cod_v02", "adm2")


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def naive(built: Built) -> tuple[float, float, int, int]:
    """Both means and both numbers of places of REF-04 in 2025, from the indicator and the places one by one."""
    rows = built.rows(
        "SELECT p.is_joint, (is_remote, is_severe, is_large), 100 * v.numerator / v.denominator "
        "FROM marts.evidence_places p JOIN marts.indicator_values v USING (period, scheme, level, pcode) "
        "WHERE v.indicator_id = 'REF-04' AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*' "
        "AND p.period = '2025' AND p.scheme = 'cod_v02' AND p.level = 'adm2' AND v.denominator >= 10 "
        "AND p.is_joint IS NOT NULL AND p.is_severe IS NOT NULL AND p.is_large IS NOT NULL"
    )
    kinds: dict[tuple, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for is_joint, kind, value in rows:
        kinds[tuple(kind.values()) if isinstance(kind, dict) else kind][not is_joint].append(value)
    pairs = [pair for pair in kinds.values() if all(pair)]
    weights = [len(joint) * len(alone) / (len(joint) + len(alone)) for joint, alone in pairs]
    means = [
        sum(weight * sum(pair[side]) / len(pair[side]) for weight, pair in zip(weights, pairs, strict=True))
        / sum(weights)
        for side in (0, 1)
    ]
    return (*means, sum(len(joint) for joint, _ in pairs), sum(len(alone) for _, alone in pairs))


def figures(screen: Screen) -> list[tuple[str, str]]:
    return [(plain(metric.value), plain(metric.delta)) for metric in screen.app.metric]


def test_the_difference_is_that_of_an_independent_account(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    joint, alone, joint_places, alone_places = naive(demo_build)
    screen = open_page(demo_warehouse, "evidence", lang="en", outcome="REF-04", period="2025")
    assert screen.failures == []
    told = figures(screen)
    assert told[0] == (f"{joint:.1f}%", f"{joint_places} places")
    assert told[1] == (f"{alone:.1f}%", f"{alone_places} places")
    difference = round(joint - alone, 1)
    assert told[2][0] == f"{'+' if difference > 0 else '−'}{abs(difference):g}"
    low, high = (float(end.replace("−", "-")) for end in re.findall(r"[+−]?[\d.]+", told[2][1]))
    assert low < difference < high
    said = [text.value for text in screen.app.markdown]
    assert any("leaves 0 out" in text for text in said) == (low > 0 or high < 0)
    strata = screen.table("Kind of place")
    assert sum(int(re.search(r"\((\d+)", cell)[1]) for cell in strata["With joint activities"]) == joint_places


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_that_it_is_no_cause_wherever_a_number_stands(
    language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "evidence", lang=language, outcome="REF-04", period="2025")
    assert any(info.value.startswith(READING[language]) for info in screen.app.info)
    (chart,) = screen.app.get("plotly_chart")
    assert json.loads(chart.proto.spec)["layout"]["title"]["text"].startswith(READING[language])
    assert not [text for text in screen.texts() if re.search(r"\bimpact|\beffets?\b|\beffect", text, re.IGNORECASE)]


def exported(warehouse: Path, monkeypatch: pytest.MonkeyPatch, chosen: Evidence, language: str) -> Table:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(warehouse))
    source, _ = current_warehouse(), Translator(language)
    view = evidence.words(source, chosen, _)
    found = evidence.compared(evidence_places(source, chosen), view)
    return evidence_tables.exported(found, view, evidence_tables.facts(found, view, _), _)


@pytest.mark.parametrize("outcome", ["REF-04", "CM-02"], ids=["compared", "refused"])
def test_every_row_of_a_file_says_that_it_is_no_cause(
    outcome: str, demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = "adm2" if outcome == "REF-04" else "adm1"
    table = exported(demo_warehouse, monkeypatch, Evidence(outcome, "2025", "cod_v02", level), "fr")
    text = csv_file(table, with_tags=False, separator=";").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(lines) > 10
    assert all(line["Lecture"].startswith(READING["fr"]) for line in lines)
    told = {line["Différence (association)"] for line in lines}
    assert len(told) == 1
    assert told.pop().startswith("pas de comparaison") == (outcome == "CM-02")
    with zipfile.ZipFile(io.BytesIO(xlsx_file(table, with_tags=False))) as book:
        assert READING["fr"] in book.read("xl/sharedStrings.xml").decode()


def test_under_the_least_number_nothing_is_compared_and_the_reason_is_told(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "evidence", lang="en", outcome="CM-02", period="2025")
    assert screen.failures == []
    assert any("5 similar places with joint activities and 5 without are asked for" in one for one in screen.warnings)
    assert screen.app.get("plotly_chart") == []
    assert figures(screen) == []
    assert any("the outcome is not told there" in text.value for text in screen.app.markdown)


def test_everybody_compares_only_what_counts_no_child(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "evidence", lang="en")
    assert screen.failures == []
    (box,) = [box for box in screen.app.sidebar.selectbox if box.key == "outcome:en"]
    public = {code for (code,) in demo_build.rows("SELECT indicator_id FROM marts.indicators WHERE is_public")}
    asked = {option.split(" ")[0] for option in box.options}
    assert asked
    assert asked <= public
    assert screen.app.metric


def test_without_a_4w_the_page_says_what_to_load(without_4w: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(without_4w, "evidence")
    assert screen.failures == []
    assert any("« Modalité »" in plain(info.value) for info in screen.app.info)
