"""Every sentence exists in both languages, and every code that is used has one."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from etl import messages
from etl.commands import COMMANDS

ETL = Path(messages.__file__).parent
REPOSITORY = ETL.parent
OUTCOMES = {"refused", "rejected", "accepted", "noted"}
CODES = sorted(messages.catalogue())
ISSUES = sorted(code for code, text in messages.catalogue().items() if "outcome" in text)


@cache
def source_text() -> str:
    """All the code that may name a message: the ETL's own, and geo's, which names what is wrong with a boundary."""
    paths = [*ETL.rglob("*.py"), *ETL.glob("*/*.sql"), *(REPOSITORY / "geo").glob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def codes_in_staging() -> set[str]:
    """The codes that SQL gives to issues: the words in quotes that look like one and are no column's role."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ETL / "staging").glob("*.sql"))
    subjects = {code.split("_")[0] for code in ISSUES}
    endings = {code.rsplit("_", 1)[1] for code in ISSUES}
    with (ETL.parent / "data/reference/headings.csv").open(encoding="utf-8", newline="") as file:
        roles = {row["role"] for row in csv.DictReader(file)}
    words = set(re.findall(r"'([a-z]+(?:_[a-z]+)+)'", text)) - roles
    return {word for word in words if word.split("_")[0] in subjects and word.rsplit("_", 1)[1] in endings}


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_said_in_both_languages_with_the_same_blanks_to_fill(code: str) -> None:
    text = messages.catalogue()[code]
    assert set(text) - {"outcome", "mend"} == {"fr", "en"}
    assert "mend" not in text or f"mend_{text['mend']}" in messages.catalogue()
    assert all(text[language].strip() for language in messages.LANGUAGES)
    filled = [sorted(re.findall(r"\{.*?\}", text[language])) for language in messages.LANGUAGES]
    assert filled[0] == filled[1]
    assert set(filled[0]) <= {"{value}", "{detail}"}


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_used(code: str) -> None:
    prefix = code.rsplit("_", 1)[0]
    # commands and options ask for f"{name}_help"
    is_help = code.endswith("_help") and (prefix in COMMANDS or f'"{prefix}"' in source_text())
    assert is_help or re.search(rf"""["']{code}["']|f["']{prefix}_\{{""", source_text())


@pytest.mark.parametrize("code", ISSUES)
def test_every_remark_says_what_became_of_its_row_or_file(code: str) -> None:
    assert messages.outcome(code) in OUTCOMES


def test_every_code_that_the_code_names_exists() -> None:
    text = source_text()
    named = set(re.findall(r"""_note\(\s*"(\w+)\"""", text))
    named |= set(re.findall(r"""Unreadable\("(\w+)"\)""", text)) | set(re.findall(r"""BoundaryError\("(\w+)\"""", text))
    named |= set(re.findall(r"""(?:say|text|progress|fail)\((?:[\w. ]+, )*"([a-z_]+)\"""", text))
    named |= set(re.findall(r"""\(\), "(file_\w+)"\)""", text)) | set(re.findall(r"""\{"error": "(\w+)"\}""", text))
    assert len(named) > 40
    assert named <= set(CODES)


def test_every_code_that_sql_gives_to_a_remark_exists_and_has_an_outcome() -> None:
    found = codes_in_staging()
    assert len(found) > 20
    assert found <= set(ISSUES)


@pytest.mark.parametrize("code", CODES)
def test_french_is_typed_as_french(code: str) -> None:
    french = messages.catalogue()[code]["fr"]
    assert not re.search(r"\S[;:!?](?:\s|$)", french), "a blank goes before ; : ! ?"
    assert '"' not in french
    assert not re.search(r"«\S|\S»", french)


def test_a_cell_with_braces_or_backslashes_is_quoted_as_it_is() -> None:
    cell = r"{detail} {0} \1 {value}"
    assert messages.say("place_unknown", "en", cell) == f"Unknown place: “{cell}”. Correct the name or give the p-code."


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("en", "en"), ("EN_gb.UTF-8", "en"), ("fr", "fr"), ("fr_CF", "fr"), ("de", "fr"), ("", "fr"), (None, "fr")],
)
def test_the_language_is_french_unless_another_of_ours_is_wanted(
    monkeypatch: pytest.MonkeyPatch, wanted: str | None, language: str
) -> None:
    monkeypatch.delenv("MAILLAGE_LANG", raising=False)
    if wanted is not None:
        monkeypatch.setenv("MAILLAGE_LANG", wanted)
    assert messages.default_language() == language
