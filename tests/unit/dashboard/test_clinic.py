"""The check of workbooks: in a child, bounded, and gone when nobody holds it any more."""

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from dashboard import clinic, findings
from dashboard.child_process import ENVIRONMENT
from dashboard.clinic import Check, Seen, Ticket
from dashboard.reception import NotReceived, Upload
from tests.factories import activity, grid, workbook

ENTRY = {
    "sheet": "4W", "kind": "activities", "rows_received": 3, "rows_accepted": 2, "rows_warned": 1, "rows_rejected": 1,
    "columns": [{"received": "Mois", "role": "period", "confidence": 1.0}],
}  # fmt: skip
ISSUE = {"sheet": "4W", "row": 3, "column": "Secteur", "value": "Lunaire", "code": "sector_unknown", "message": "?"}
# Children that stand in for `python -m etl check`, told the directory of the check and the names in it.
HEAD = "import json, os, sys, time\nfolder, names = sys.argv[1], sys.argv[2:]\n"
ANSWERS = (
    HEAD
    + f"""
entries = [dict({ENTRY!r}, file=name, issues=[{ISSUE!r}]) for name in names]
open(os.path.join(folder, "report.json"), "w").write(json.dumps({{"files": entries}}))
"""
)
SLEEPS = HEAD + "time.sleep(60)"
DIES = HEAD + "sys.exit(1)"
MUMBLES = HEAD + 'open(os.path.join(folder, "report.json"), "w").write("{")'
SPAWNS = (
    HEAD
    + """
import subprocess
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(os.path.join(folder, "pid"), "w").write(str(other.pid))
time.sleep(60)
"""
)
TELLS = ANSWERS + 'open(os.path.join(folder, "told"), "w").write(json.dumps(dict(os.environ)))'


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Each test begins and ends with an empty register."""
    yield
    for token in list(clinic._checks):
        clinic.drop(token)
    assert clinic._checks == {}


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put another program in the place of the checker."""

    def replaced(script: str) -> None:
        def command(check: Check) -> list[str]:
            return [sys.executable, "-c", script, str(check.path), *check.names]

        monkeypatch.setattr(clinic, "command", command)

    return replaced


def over(ticket: Ticket, seconds: float = 60) -> Seen:
    return until(ticket, lambda seen: seen.is_over, seconds)


def until(ticket: Ticket, wanted: Callable[[Seen], bool], seconds: float = 20) -> Seen:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = clinic.look(ticket.token)
        assert seen is not None
        if wanted(seen):
            return seen
        time.sleep(0.02)
    pytest.fail(f"still {seen}")


def folder(ticket: Ticket) -> Path:
    return clinic._checks[ticket.token].path


def test_a_workbook_is_judged_by_the_loader_itself_and_comes_back_marked_under_its_own_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"4W": grid([activity(), activity(sector="Lunaire")])})
    ticket = clinic.start([Upload("../../4w & mars.xlsx", path.read_bytes())], "fr")
    seen = over(ticket)
    assert (seen.state, seen.reason) == ("done", "")
    (sheet,) = seen.findings.sheets
    assert (sheet.file, sheet.name, sheet.received, sheet.accepted, sheet.rejected) == ("4w & mars.xlsx", "4W", 2, 1, 1)
    assert {column.role for column in sheet.columns} >= {"period", "organisation", "sector"}
    assert [(problem.row, problem.column, problem.value) for problem in sheet.problems] == [(3, "Secteur", "Lunaire")]
    book = openpyxl.load_workbook(seen.findings.returned["4w & mars.xlsx"])
    listed = [cell.value for row in book["Erreurs"].iter_rows() for cell in row]
    assert "4w & mars.xlsx" in listed
    assert [value for value in listed if value and len(str(value)) > 64 and str(value)[:64].isalnum()] == []
    assert sorted(path.name for path in folder(ticket).iterdir()) == ["out", "report.json", "tmp"]
    assert list((folder(ticket) / "tmp").iterdir()) == []


def test_the_files_are_stored_under_their_fingerprints_alone(child: Callable[[str], None]) -> None:
    child(SLEEPS)
    hostile = ["../../x.xlsx", "a" * 300 + ".csv", "\u202excod.xlsx", "-rf.csv", "\0.xls", "$(reboot).ods"]
    ticket = clinic.start([Upload(name, name.encode()) for name in hostile], "fr")
    stored = [path.name for path in folder(ticket).iterdir() if path.is_file()]
    assert len(stored) == len(hostile)
    for name in stored:
        fingerprint, _, ending = name.partition(".")
        assert len(fingerprint) == 64
        assert set(fingerprint) <= set("0123456789abcdef")
        assert ending in ("xlsx", "xls", "ods", "csv")
    assert folder(ticket).stat().st_mode & 0o077 == 0


def test_the_child_is_told_almost_nothing_of_this_machine(
    child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", "/somewhere")
    child(TELLS)
    ticket = clinic.start([Upload("a.csv", b"x")], "fr")
    over(ticket)
    told = json.loads((folder(ticket) / "told").read_text(encoding="utf-8"))
    assert told.pop("TMPDIR") == str(folder(ticket) / "tmp")
    ours = {"TEMP", "TMP", "HOME", "PYTHONUTF8"}
    assert set(told) <= set(ENVIRONMENT) | ours | {"LC_CTYPE"}


def test_the_command_names_no_file_as_received() -> None:
    check = clinic.received([Upload("--json.csv", b"x")], "en")
    command = clinic.command(check)
    assert command[1:4] == ["-m", "etl", "check"]
    assert [part for part in command if part.startswith("--")] == ["--json", "--out", "--warehouse", "--lang"]
    assert command[-1] == "en"
    check.folder.cleanup()


def test_a_file_sent_twice_is_checked_once(child: Callable[[str], None]) -> None:
    child(ANSWERS)
    ticket = clinic.start([Upload("a.csv", b"x"), Upload("b.csv", b"x"), Upload("a.csv", b"y")], "fr")
    found = over(ticket).findings
    assert found.repeated == (("b.csv", "a.csv"),)
    assert found.files == ["a.csv", "a (2).csv"]


def test_a_check_that_takes_too_long_is_ended_with_all_that_it_started(
    child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic, "TIMEOUT", 1.5)
    child(SPAWNS)
    ticket = clinic.start([Upload("a.csv", b"x")], "fr")
    assert over(ticket).reason == "timeout"
    pid = int((folder(ticket) / "pid").read_text())
    assert until_gone(pid)


def until_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("script", "reason"), [(DIES, "stopped"), (MUMBLES, "unreadable_answer")])
def test_a_checker_that_fails_is_told(script: str, reason: str, child: Callable[[str], None]) -> None:
    child(script)
    seen = over(clinic.start([Upload("a.csv", b"x")], "fr"))
    assert (seen.state, seen.reason, seen.findings) == ("failed", reason, None)


def test_a_third_check_waits_until_one_of_the_two_is_over(child: Callable[[str], None]) -> None:
    child(SLEEPS)
    first, second, third = (clinic.start([Upload("a.csv", b"x")], "fr") for _ in range(3))
    for ticket in (first, second):
        until(ticket, lambda seen: seen.state == "checking")
    assert clinic.look(third.token).state == "waiting"
    clinic.drop(first.token)
    until(third, lambda seen: seen.state == "checking")
    assert clinic.look(second.token).state == "checking"


def test_when_all_places_wait_nobody_else_comes_in_and_a_finished_one_makes_room(
    child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic, "MOST_KEPT", 2)
    child(SLEEPS)
    held = [clinic.start([Upload("a.csv", b"x")], "fr") for _ in range(2)]
    with pytest.raises(NotReceived, match="busy"):
        clinic.start([Upload("a.csv", b"x")], "fr")
    for ticket in held:
        until(ticket, lambda seen: seen.state == "checking")
    clinic.drop(held[0].token)
    child(ANSWERS)
    done = clinic.start([Upload("a.csv", b"x")], "fr")
    over(done)
    newest = clinic.start([Upload("a.csv", b"x")], "fr")
    assert clinic.look(done.token) is None
    assert clinic.look(newest.token) is not None
    assert clinic.look(held[1].token) is not None


def test_what_is_refused_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(NotReceived):
        clinic.start([Upload("a.exe", b"x")], "fr")
    assert clinic._checks == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("script", [ANSWERS, SLEEPS])
def test_a_check_goes_with_its_ticket(script: str, child: Callable[[str], None]) -> None:
    child(script)
    ticket = clinic.start([Upload("a.csv", b"x")], "fr")
    until(ticket, lambda seen: seen.state != "waiting")
    path, token = folder(ticket), ticket.token
    del ticket
    gc.collect()
    assert until_let_go(token)
    assert until_removed(path)


def until_let_go(token: str) -> bool:
    return soon(lambda: clinic.look(token) is None)


def until_removed(path: Path) -> bool:
    return soon(lambda: not path.exists())


def soon(holds: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_a_ticket_may_go_while_the_register_is_held(child: Callable[[str], None]) -> None:
    """The collector runs at any moment, also in the midst of a start, and takes the tickets of closed sessions."""
    child(ANSWERS)
    held = [clinic.start([Upload("a.csv", b"x")], "fr")]
    over(held[0])
    token = held[0].token

    def collect() -> None:
        with clinic._lock:
            held.clear()

    thread = threading.Thread(target=collect, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert until_let_go(token)


def test_a_check_goes_after_its_hour(child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clinic, "KEPT", 0.3)
    child(SLEEPS)
    ticket = clinic.start([Upload("a.csv", b"x")], "fr")
    path = folder(ticket)
    for _ in range(100):
        if not path.exists():
            break
        time.sleep(0.05)
    assert clinic.look(ticket.token) is None
    assert not path.exists()


def test_what_a_server_that_was_killed_left_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    kept = [f"maillage-clinic-{os.getpid()}-x", "maillage-clinic-old", "maillage-x", f"other-{gone.pid}-x"]
    for name in (f"maillage-clinic-{gone.pid}-x", *kept):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x", encoding="utf-8")
    clinic.sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_dropping_twice_or_a_token_that_is_not_known_does_nothing() -> None:
    clinic.drop("nothing")
    assert clinic.look("nothing") is None


def test_the_steps_are_told_by_what_the_child_has_written(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert findings.progress_of(tmp_path) == ("checking", 0)
    (tmp_path / "report.json").write_text("{}")
    assert findings.progress_of(tmp_path) == ("marking", 0)
    (tmp_path / "out" / "a.xlsx").write_text("")
    (tmp_path / "out" / ".maillage-x").mkdir()
    assert findings.progress_of(tmp_path) == ("marking", 1)


def test_pages_of_other_readers_come_before_a_check(child: Callable[[str], None]) -> None:
    child(SLEEPS)
    ticket = clinic.start([Upload("a.csv", b"x")], "fr")
    until(ticket, lambda seen: seen.state == "checking" and clinic._checks[ticket.token].child is not None)
    assert os.getpriority(os.PRIO_PROCESS, clinic._checks[ticket.token].child.pid) == 5
