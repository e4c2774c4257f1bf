"""The catalogue, read once into models that refuse what is missing or unknown."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

HERE = Path(__file__).parent
TIED = re.compile(r" (?=[:;?!»%])|(?<=«) ")


def tied(text: str) -> str:
    """A French text whose marks stay on the line of the words that they belong to."""
    return TIED.sub("\N{NO-BREAK SPACE}", text)


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
FrenchText = Annotated[Text, AfterValidator(tied)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Entry):
    """A text in both languages."""

    fr: FrenchText
    en: Text

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.fr


class Indicator(Entry):
    """One figure of the dashboard: what it says, how it is computed, what it does not say."""

    id: str
    title: Bilingual
    definition: Bilingual
    formula: Bilingual
    unit: Bilingual
    source: Bilingual
    threshold: Bilingual
    caveats: tuple[str, ...]


class Term(Entry):
    """A word of the field, fixed once."""

    fr: FrenchText
    en: Text
    definition: Bilingual


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators, in the order of their ids; the id is the file's name."""
    paths = sorted((HERE / "indicators").glob("*.yaml"))
    known = caveats()
    found = tuple(Indicator(id=path.stem, **_load(path)) for path in paths)
    for indicator in found:
        for caveat in indicator.caveats:
            if caveat not in known:
                raise ValueError(f"{indicator.id}.yaml: unknown caveat {caveat!r}")
    return found


@cache
def caveats() -> dict[str, Bilingual]:
    return {name: Bilingual(**text) for name, text in _load(HERE / "caveats.yaml").items()}


@cache
def glossary() -> tuple[Term, ...]:
    return tuple(Term(**term) for term in _load(HERE / "glossary.yaml"))


def _load(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
