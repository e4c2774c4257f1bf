"""The ninety bad inputs of reliability.md 2.5: of each, the loader says exactly what is expected."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo import boundaries
from tests.corpus import judge, reopen
from tests.corpus.catalogue import CASES
from tests.corpus.record import Case
from tests.factories import Built

Loaded = Callable[[Case], list[tuple[Path, list[Mapping[str, Any]]]]]


def named(cases: Sequence[Case]) -> dict[str, Any]:
    return {"argvalues": cases, "ids": [f"{case.number:02}_{case.name}" for case in cases]}


@pytest.fixture(scope="module")
def loaded(drawn: tuple[boundaries.Boundaries, ...], tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Each file of a case and its entries in the report; all that need no load of their own are loaded at once."""
    folders: dict[str, Path] = {}
    found: dict[str, dict[str, list[Mapping[str, Any]]] | Exception] = {}

    def of(case: Case) -> list[tuple[Path, list[Mapping[str, Any]]]]:
        load = case.name if case.alone else "together"
        if load not in found:
            folders[load] = tmp_path_factory.mktemp(load)
            cases = [case] if case.alone else [other for other in CASES if not other.alone]
            with pytest.MonkeyPatch.context() as patch:
                # The boundaries are drawn once; the reading child is the real one, which some of these files kill.
                patch.setattr(boundaries, "load", lambda directory: drawn)
                try:
                    found[load] = judge.entries(cases, folders[load])
                except Exception as error:  # said by each of its tests, and found only once
                    found[load] = error
        if isinstance(entries := found[load], Exception):
            raise entries
        return [(folders[load] / name, entries[name]) for name in case.names]

    return of


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    """The build of all files that say what is loaded from them: each has months of its own."""
    return small(
        {
            name: file.content()
            for case in CASES
            if case.facts
            for name, file in zip(case.names, case.files, strict=True)
        }
    )


def test_there_are_ninety_cases() -> None:
    assert [case.number for case in CASES] == list(range(1, 91))
    assert len({name for case in CASES for name in case.names}) == sum(len(case.files) for case in CASES)


@pytest.mark.parametrize("case", **named(CASES))
def test_the_outcome_is_that_of_the_remarks(case: Case) -> None:
    for file in case.files:
        notes = {"sheet_ignored"}  # a sheet that was never a table takes nothing from an A
        told = [remark for remark in file.expected.remarks if remark.code not in notes]
        assert file.expected.outcome == judge.letter(replace(file.expected, remarks=tuple(told)))


def test_the_expected_report_can_be_written_beside_each_file() -> None:
    for case in CASES:
        assert [file["file"] for file in json.loads(case.expected_json())["files"]] == list(case.names)


@pytest.mark.parametrize("case", **named(CASES))
def test_the_loader_says_exactly_what_is_expected(case: Case, loaded: Loaded) -> None:
    for (path, found), file in zip(loaded(case), case.files, strict=True):
        assert judge.differences(file.expected, found) == [], path.name


@pytest.mark.parametrize("case", **named(CASES))
def test_every_row_is_accounted_for(case: Case, loaded: Loaded) -> None:
    for path, found in loaded(case):
        for entry in found:
            assert judge.unaccounted(entry) == [], (path.name, entry["sheet"])


@pytest.mark.parametrize("case", **named(CASES))
def test_the_source_holds_what_is_reported(case: Case, loaded: Loaded) -> None:
    for path, found in loaded(case):
        assert reopen.misquoted(path, [issue for entry in found for issue in entry["issues"]]) == []


@pytest.mark.parametrize("case", **named([case for case in CASES if case.facts]))
def test_what_was_understood_is_loaded(case: Case, built: Built) -> None:
    for query, rows in case.facts:
        assert tuple(built.rows(query)) == rows


def test_a_hostile_file_name_is_shown_without_what_is_hostile_in_it(loaded: Loaded) -> None:
    ((_, found),) = loaded(CASES[84])
    (name,) = {entry["file"] for entry in found}
    assert name.isprintable()
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(name)
