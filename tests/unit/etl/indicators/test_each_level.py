"""Each of the list has a value worked by hand at each of its levels: found in the text of the tests themselves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.indicators.model import Indicator, declared

LEVELS = {"country", "adm1", "adm2", "org"}


def words(node: ast.AST) -> Iterator[str]:
    return (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def levels_of_values(test: ast.FunctionDef) -> Iterator[str]:
    """What a test says is equal: ``found[(None, JAN, "adm1", "CF11", …)] == (3, 4)``, or all rows at once."""
    for node in ast.walk(test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            for key in ast.walk(node):
                if isinstance(key, ast.Tuple) and len(key.elts) > 2:
                    yield from LEVELS & set(words(key))


@pytest.fixture(scope="module")
def worked() -> set[tuple[str, str]]:
    """The ids that a test names, beside the levels of its values."""
    found = set()
    for path in Path(__file__).parents[1].rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                ids = {name for text in words(node) for name in re.findall(r"\b[A-Z]{2,3}-\d\d\b", text)}
                found |= {(name, level) for name in ids for level in levels_of_values(node)}
    return found


@pytest.mark.parametrize("one", declared()[0], ids=lambda one: one.id)
def test_each_level_has_a_value_worked_by_hand(worked: set[tuple[str, str]], one: Indicator) -> None:
    assert [level for level in one.levels if (one.id, level) not in worked] == []
