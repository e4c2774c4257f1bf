"""Load the corpus and compare what the loader says with what is expected."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.check import check
from etl.memory import MEMORY
from etl.messages import outcome
from tests.corpus.record import Case, Expected, Remark, write

Entry = Mapping[str, Any]
WHYS = frozenset({"blank", "title", "heading", "hxl", "subtotal", "note"})
LETTERS = {"refused": "F", "rejected": "R", "accepted": "AW", "noted": "AW"}


def entries(cases: Sequence[Case], folder: Path) -> dict[str, list[Entry]]:
    """The report's entries of each file, under the file's name; all the cases are loaded at once."""
    paths = [path for case in cases for path in write(case, folder)]
    memory = folder / MEMORY
    memory.mkdir()
    for name, text in (item for case in cases for item in case.memory.items()):
        (memory / name).write_text(text, encoding="utf-8")
    report = check(paths, "fr", lambda code, done, total: None, memory).report
    found: dict[str, list[Entry]] = {path.name: [] for path in paths}
    known = {recognisable(name): name for name in found}
    for entry in report["files"]:
        found[known[recognisable(entry["file"])]].append(entry)
    return found


def recognisable(name: str) -> str:
    """What is left of a name when it is shortened and cleaned: enough to tell the corpus's files apart."""
    return "".join(letter for letter in name if letter.isascii() and letter.isalnum())[:40]


def remarks(found: Sequence[Entry]) -> list[Remark]:
    return sorted(
        (
            Remark(issue["code"], issue["sheet"] or None, issue["row"], issue.get("cell"))
            for entry in found
            for issue in entry["issues"]
        ),
        key=repr,
    )


def differences(expected: Expected, found: Sequence[Entry]) -> list[str]:
    """What is said of a file and was not expected, or the other way round; nothing when both agree."""
    wanted = Counter(remark._replace(sheet=remark.sheet or None) for remark in expected.remarks)
    tolerated = {remark._replace(sheet=remark.sheet or None) for remark in expected.tolerated}
    said = Counter(remark for remark in remarks(found) if remark not in tolerated)
    if expected.one_of:
        codes = [remark.code for remark in said.elements()]
        return (
            [] if len(codes) == 1 and codes[0] in expected.one_of else [f"said {codes}, not one of {expected.one_of}"]
        )
    problems = [f"not said: {remark}" for remark in (wanted - said).elements()]
    problems += [f"said: {remark}" for remark in (said - wanted).elements()]
    issues = [issue for entry in found for issue in entry["issues"]]
    for code, texts in expected.says.items():
        told = [f"{issue['value']} {issue['message']}" for issue in issues if issue["code"] == code]
        problems += [f"{code} says {told}, without {text}" for text in texts if not re.search(text, " ".join(told))]
    problems += [f"told: {text}" for text in expected.never if text in repr(found)]
    return problems + miscounted(expected, found)


def miscounted(expected: Expected, found: Sequence[Entry]) -> list[str]:
    """The sheets whose rows are not accepted, rejected or set apart as expected."""
    by_sheet = {entry["sheet"]: entry for entry in found if entry["kind"]}
    problems = [
        f"sheet loaded: {sheet!r}" for sheet in by_sheet if sheet not in expected.sheets and accepted(by_sheet, sheet)
    ]
    for sheet, counts in expected.sheets.items():
        if (entry := by_sheet.get(sheet)) is None:
            problems.append(f"sheet not loaded: {sheet!r}")
            continue
        if (seen := (entry["rows_accepted"], entry["rows_rejected"])) != (counts.accepted, counts.rejected):
            problems.append(f"{sheet!r}: accepted and rejected {seen}, not {counts[:2]}")
        if (apart := set_apart(entry)) != dict(counts.not_data):
            problems.append(f"{sheet!r}: not data {apart}, not {dict(counts.not_data)}")
    return problems


def accepted(by_sheet: Mapping[str, Entry], sheet: str) -> int:
    return by_sheet[sheet]["rows_accepted"]


def set_apart(entry: Entry) -> dict[str, int]:
    """How many rows of a sheet are no data, by what they are."""
    counts: Counter[str] = Counter()
    for part in entry.get("not_data", ()):
        counts[part["why"]] += part["last_row"] - part["first_row"] + 1
    return dict(counts)


def unaccounted(entry: Entry) -> list[str]:
    """What is wrong with the accounts of a sheet: every row is accepted, rejected or no data, and only one of them."""
    names = ("rows_seen", "rows_accepted", "rows_rejected", "rows_not_data")
    if missing := [name for name in (*names, "not_data") if name not in entry]:
        return [f"not told: {missing}"]
    seen, accepted_rows, rejected, not_data = (entry[name] for name in names)
    problems = []
    if seen != accepted_rows + rejected + not_data:
        problems.append(f"{seen} seen, {accepted_rows} accepted, {rejected} rejected, {not_data} no data")
    parts = entry["not_data"]
    if sum(set_apart(entry).values()) != not_data:
        problems.append(f"{not_data} no data, but listed {parts}")
    if unknown := {part["why"] for part in parts} - WHYS:
        problems.append(f"no data for no known reason: {unknown}")
    rows = [row for part in parts for row in range(part["first_row"], part["last_row"] + 1)]
    if len(rows) != len(set(rows)) or any(not 1 <= row <= seen for row in rows):
        problems.append(f"rows told twice, or outside the sheet: {parts}")
    rejected_rows = {issue["row"] for issue in entry["issues"] if outcome(issue["code"]) == "rejected"}
    if both := rejected_rows & set(rows):
        problems.append(f"rejected and no data: {both}")
    return problems


def letter(expected: Expected) -> str:
    """The outcome that the expected remarks add up to: the worst of them."""
    if expected.one_of:
        return "F"
    letters = [LETTERS[outcome(remark.code)] for remark in (*expected.remarks, *expected.tolerated)]
    return max(letters, key=("AW", "R", "F").index, default="A")
