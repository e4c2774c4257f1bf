"""What an indicator's YAML declares, read into models that refuse what is missing or unknown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from dashboard.catalogue.model import Bilingual, Entry, caveats

HERE = Path(__file__).parent
Level = Literal["country", "adm1", "adm2", "org"]
Dimension = Literal["sex", "age_group", "disability"]
# How facts become one number of an area and a period: added up; the last month told of a stock; the greatest; how many
# organisations; the median of counts in buckets of days, whose code the fact's component is.
Rule = Literal["sum", "last", "max", "distinct", "median"]


class Threshold(Entry):
    """What a value is held against: a published norm, a level that the working group sets, or nothing."""

    kind: Literal["norm", "local", "none"]
    value: float | None = None
    text: Bilingual

    @model_validator(mode="after")
    def has_a_value_unless_none(self) -> "Threshold":
        if (self.kind == "none") != (self.value is None):
            raise ValueError("a threshold has a value, unless its kind is none")
        return self


class Component(Entry):
    """One part of an indicator. ``title``: None where its code is that of a service, of a sector or of a currency.
    ``factor``: its own, where it is not the indicator's; None where it is a plain number."""

    rule: Rule
    title: Bilingual | None = None
    factor: int | None = None


def component(told: object) -> object:
    """A component of which no more is told than its rule."""
    return {"rule": told} if isinstance(told, str) else told


class Indicator(Entry):
    """One indicator of the list: its id is the file's name, its formula the SQL file of that name.

    ``parts`` (``components`` in the file): where the indicator has parts, the rule of each; ``rule`` where it has none.
    ``factor``: what the ratio is multiplied by; None where there is no denominator. ``minimum``: the least denominator
    for which a ratio is told. ``is_share``: whether the numerator is a part of the denominator. ``is_public``: whether
    its values may stand in the public file: none of them counts children, cases or referrals.
    """

    id: str
    title: Bilingual
    definition: Bilingual
    numerator: Bilingual
    denominator: Bilingual
    formula: Bilingual
    unit: Bilingual
    direction: Literal["up", "down", "context"]
    levels: tuple[Level, ...]
    by: tuple[Dimension, ...] = ()
    rule: Rule | None = None
    parts: dict[str, Annotated[Component, BeforeValidator(component)]] = Field(default={}, alias="components")
    factor: int | None = None
    is_share: bool = False
    minimum: int = 0
    is_public: bool = False
    disclosure: Bilingual
    threshold: Threshold
    standard: Bilingual
    article: Bilingual
    source: Bilingual
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def has_one_rule_a_component(self) -> "Indicator":
        if (self.rule is None) == (not self.parts):
            raise ValueError("an indicator has a rule, or components with a rule each")
        if self.is_share and self.factor is None:
            raise ValueError("a share has a factor")
        return self

    @field_validator("caveats")
    @classmethod
    def are_known(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        for caveat in told:
            if caveat not in caveats():
                raise ValueError(f"unknown caveat {caveat}")
        return told

    @property
    def rules(self) -> dict[str | None, Rule]:
        """The rule of each component; None is the component of an indicator without parts."""
        return {name: part.rule for name, part in self.parts.items()} if self.rule is None else {None: self.rule}

    def factor_of(self, part: str | None) -> int | None:
        """What the ratio of a part is multiplied by; None where it is a plain number."""
        own = self.parts.get(part or "")
        return own.factor if own and "factor" in own.model_fields_set else self.factor


@dataclass(frozen=True)
class Fault:
    """What is wrong with an indicator, so that it is not published: its file, the line, and why."""

    file: str
    line: int
    why: str


@cache
def declared() -> tuple[tuple[Indicator, ...], tuple[Fault, ...]]:
    """The indicators of this folder in the order of their ids, and what is wrong with the others."""
    found = [read(path) for path in sorted(HERE.glob("*.yaml")) if path.with_suffix(".sql").exists()]
    good = tuple(one for one in found if isinstance(one, Indicator))
    return good, tuple(one for one in found if isinstance(one, Fault)) + tuple(without_partner())


def without_partner() -> Iterator[Fault]:
    """A YAML without its SQL file, or the reverse."""
    yamls, queries = ({path.stem for path in HERE.glob(pattern)} for pattern in ("*.yaml", "*.sql"))
    for name in sorted(yamls ^ queries):
        has, lacks = (".yaml", ".sql") if name in yamls else (".sql", ".yaml")
        yield Fault(name + has, 1, f"{name}{lacks} is missing")


def read(path: Path) -> Indicator | Fault:
    """The indicator of a file, or the first fault of it."""
    text = path.read_text(encoding="utf-8")
    try:
        said = yaml.safe_load(text)
        return Indicator.model_validate({"id": path.stem} | said)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Fault(path.name, line, str(error.problem))
    except ValidationError as error:
        first = error.errors()[0]
        return Fault(path.name, line_of(text, first["loc"]), f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    except TypeError:
        return Fault(path.name, 1, "not a list of fields")


def line_of(text: str, place: tuple[str | int, ...]) -> int:
    """The line of a field of the file; of the field around it where it is missing."""
    node, line = yaml.compose(text), 1
    for key in place:
        if not isinstance(node, yaml.MappingNode):
            break
        found = next((pair for pair in node.value if pair[0].value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
