"""The French catalogue says what the code asks, all of it and nothing else."""

import ast
import io
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard.language import LOCALE

ROOT = Path(__file__).parents[3]
PO = LOCALE / "fr" / "LC_MESSAGES" / "messages.po"
FOLDERS = ("dashboard", "pages")
KEYWORDS = {"_": None, "plural": (1, 2)}  # pybabel extract -F babel.cfg -k _ -k plural:1,2


def extracted() -> set[str | tuple[str, ...]]:
    assert (ROOT / "babel.cfg").read_text(encoding="utf-8") == "[python: **.py]\n"
    return {
        message
        for folder in FOLDERS
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
    }


def catalogue() -> list[Message]:
    with PO.open("rb") as file:
        return [message for message in read_po(file, locale="fr", abort_invalid=True) if message.id]


def texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def every(message: Message) -> Iterator[tuple[str, str]]:
    """Each English text of a message beside its French one."""
    return zip(texts(message.id), texts(message.string), strict=True)


def test_every_sentence_of_the_code_is_in_the_french_catalogue() -> None:
    assert extracted() - {message.id for message in catalogue()} == set()


def test_the_french_catalogue_holds_no_sentence_that_the_code_no_longer_says() -> None:
    assert {message.id for message in catalogue()} - extracted() == set()


def test_no_obsolete_entry_is_kept() -> None:
    assert "#~" not in PO.read_text(encoding="utf-8")


def test_no_entry_is_empty_or_fuzzy() -> None:
    messages = catalogue()
    assert len(messages) > 100
    assert [message.id for message in messages if message.fuzzy] == []
    assert [english for message in messages for english, french in every(message) if not french.strip()] == []


def test_a_translation_has_the_placeholders_of_its_sentence() -> None:
    differing = {
        english: french
        for message in catalogue()
        for english, french in every(message)
        if placeholders(english) != placeholders(french)
    }
    assert differing == {}


def test_no_sentence_is_listed_twice() -> None:
    ids = [text for message in catalogue() for text in texts(message.id)]
    assert sorted(ids) == sorted(set(ids))


def test_the_spaces_around_a_sentence_are_those_of_its_translation() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [e for message in catalogue() for e, f in every(message) if edges(e) != edges(f)] == []


@pytest.mark.parametrize("mark", [":", "?", "!", ";", "»"])
def test_no_french_line_may_begin_with_a_punctuation_mark(mark: str) -> None:
    """French puts a space before these; a breaking one would let a line begin with the mark."""
    broken = [french for message in catalogue() for _, french in every(message) if f" {mark}" in french]
    assert broken == []


def translating_calls(source: str) -> Iterator[tuple[ast.Call, bool]]:
    """Each call of ``_(…)`` or ``_.plural(…)``, and whether it stands within an f-string."""

    def walk(node: ast.AST, within: bool) -> Iterator[tuple[ast.Call, bool]]:
        within = within or isinstance(node, ast.JoinedStr)
        if isinstance(node, ast.Call):
            function = node.func
            is_plain = isinstance(function, ast.Name) and function.id == "_"
            if is_plain or (isinstance(function, ast.Attribute) and function.attr == "plural"):
                yield node, within
        for child in ast.iter_child_nodes(node):
            yield from walk(child, within)

    return walk(ast.parse(source), False)


def sources() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_sentence_is_translated_within_an_f_string_where_extraction_would_miss_it() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sources()
        for call, within in translating_calls(path.read_text(encoding="utf-8"))
        if within
    ]
    assert found == []


def test_a_translation_within_an_f_string_would_be_seen() -> None:
    calls = [
        within for _, within in translating_calls('print(f"{_("a")}")\n_.plural("b", "c", 1)'.replace('"a"', "'a'"))
    ]
    assert calls == [True, False]


def test_only_constant_sentences_are_translated() -> None:
    """``_(variable)`` cannot be extracted. Within language.py the translator calls itself."""
    variable = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sources()
        if path.name != "language.py"
        for call, _ in translating_calls(path.read_text(encoding="utf-8"))
        if not call.args or not isinstance(call.args[0], ast.Constant)
    ]
    assert variable == []


def test_the_extraction_finds_plain_and_plural_sentences() -> None:
    from babel.messages.extract import extract

    code = io.BytesIO(b'_("one")\n_.plural("{number} row", "{number} rows", 2)\n')
    assert [message for _, message, _, _ in extract("python", code, keywords=KEYWORDS)] == [
        "one",
        ("{number} row", "{number} rows"),
    ]
