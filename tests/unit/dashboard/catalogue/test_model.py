"""The catalogue: both languages, known caveats, nothing unknown."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from dashboard.catalogue import model
from dashboard.catalogue.model import Bilingual, Indicator, Term, caveats, glossary, indicators
from etl.indicators.model import declared

TEXT = {"fr": "texte", "en": "text"}
INDICATOR = {name: TEXT for name in ("title", "definition", "formula", "unit", "source", "threshold")} | {"caveats": []}


@pytest.fixture
def own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the catalogue, to be spoilt."""
    copy = tmp_path / "catalogue"
    shutil.copytree(model.HERE, copy)
    monkeypatch.setattr(model, "HERE", copy)
    for reading in (indicators, caveats, glossary):
        reading.cache_clear()
    yield copy
    for reading in (indicators, caveats, glossary):
        reading.cache_clear()


def write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def texts() -> list[Bilingual]:
    found = [*caveats().values(), *(term.definition for term in glossary())]
    for indicator in indicators():
        found += [getattr(indicator, name) for name in INDICATOR if name != "caveats"]
    return found


def test_the_indicators_are_the_files_of_their_names() -> None:
    assert [indicator.id for indicator in indicators()] == [
        "actors_present",
        "areas_with_a_service",
        "areas_without_actor",
        "best_next_sites",
        "children_not_covered",
        "children_within_reach",
        "children_without_actor",
        "children_without_service",
        "fragility_clock",
        "full_basket",
        "functional_sites",
        "gap_ranks",
        "nearest_provider",
        "pathway_check",
        "single_actor_pairs",
    ]


def test_an_indicator_says_its_title_in_both_languages() -> None:
    title = indicators()[0].title
    assert title.in_language("fr") == "Organisations présentes par secteur"
    assert title.in_language("en") == "Organisations present by sector"


def test_no_text_but_a_word_that_both_languages_share_is_the_same_in_both() -> None:
    assert [text.fr for text in texts() if text.fr == text.en] == ["organisations"]


def test_every_caveat_of_an_indicator_is_known_and_every_caveat_is_used() -> None:
    used = {name for indicator in (*indicators(), *declared()[0]) for name in indicator.caveats}
    assert used == set(caveats())
    assert all(indicator.caveats for indicator in indicators())


def test_an_indicator_that_names_an_unknown_caveat_is_refused(own_catalogue: Path) -> None:
    write(own_catalogue / "indicators" / "new_one.yaml", INDICATOR | {"caveats": ["never_said"]})
    with pytest.raises(ValueError, match=r"new_one\.yaml: unknown caveat 'never_said'"):
        indicators()


def test_a_new_indicator_takes_the_name_of_its_file(own_catalogue: Path) -> None:
    write(own_catalogue / "indicators" / "a_new_one.yaml", INDICATOR)
    assert indicators()[0] == Indicator(id="a_new_one", **{**INDICATOR, "caveats": ()})


@pytest.mark.parametrize(
    "spoilt",
    [
        {**INDICATOR, "colour": TEXT},
        {name: text for name, text in INDICATOR.items() if name != "formula"},
        {**INDICATOR, "unit": {"fr": "texte"}},
        {**INDICATOR, "unit": {"fr": "texte", "en": ""}},
        {**INDICATOR, "unit": {"fr": " ", "en": "text"}},
        {**INDICATOR, "unit": {"fr": "texte", "en": "text", "de": "Text"}},
        {**INDICATOR, "unit": {"fr": "texte", "en": 3}},
    ],
    ids=["extra key", "key missing", "no English", "empty English", "blank French", "extra language", "no text"],
)
def test_an_indicator_that_lacks_a_text_or_has_one_too_many_is_refused(spoilt: dict, own_catalogue: Path) -> None:
    write(own_catalogue / "indicators" / "new_one.yaml", spoilt)
    with pytest.raises(ValidationError):
        indicators()


def test_a_term_of_the_glossary_has_both_words_and_both_definitions(own_catalogue: Path) -> None:
    write(own_catalogue / "glossary.yaml", [{"fr": "mot", "definition": TEXT}])
    with pytest.raises(ValidationError):
        glossary()


def test_a_word_of_the_field_is_fixed_once() -> None:
    assert len({term.fr for term in glossary()}) == len(glossary())
    assert len({term.en for term in glossary()}) == len(glossary())
    assert glossary()[0] == Term(
        fr="Préfecture",
        en="Prefecture",
        definition=Bilingual(
            fr="Premier niveau administratif (adm1) ; 17 en 2015, 20 depuis la loi du 21 janvier 2021.",
            en="First administrative level (adm1); 17 in 2015, 20 since the law of 21 January 2021.",
        ),
    )


def test_nothing_of_the_catalogue_can_be_changed() -> None:
    with pytest.raises(ValidationError):
        indicators()[0].title = Bilingual(**TEXT)
