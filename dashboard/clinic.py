"""The check of workbooks: `python -m etl check` in a child process, the one way in which files are judged.

What is kept of a check lies in a directory of its own and in a bounded register of this process, under a token;
both go when the visitor lets them go, when their session ends, or after an hour.
"""

import atexit
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from dashboard.child_process import secluded
from dashboard.findings import Findings, NotUnderstood, findings_of, progress_of, renamed
from dashboard.reception import NotReceived, Upload, apart, cleaned, refuse_excess, suffix
from dashboard.warehouse import warehouse_directory

AT_ONCE = 2  # checks that run together
MOST_KEPT = 8  # checks of all visitors, waiting and finished ones among them
KEPT = 3600  # seconds
TIMEOUT = 600  # seconds of one check
PREFIX = "maillage-clinic-"  # of a directory; the number of the process that made it follows


class Ticket:
    """The token of a check, for as long as somebody holds the ticket: the check goes when it does."""

    def __init__(self, token: str) -> None:
        self.token = token
        weakref.finalize(self, _gone.put, token).atexit = False


@dataclass(frozen=True)
class Seen:
    """A check as it stands: ``state`` is waiting, checking, marking, done or failed."""

    state: str
    seconds: int
    marked: int  # workbooks that have come back so far
    files: int
    language: str
    reason: str  # why it failed: timeout, stopped, unreadable_answer
    findings: Findings | None

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")


@dataclass
class Check:
    language: str
    names: dict[str, str]  # name in the directory, a fingerprint, to name as received
    repeated: tuple[tuple[str, str], ...]  # a file and the one that it is a copy of
    folder: tempfile.TemporaryDirectory[str]
    since: float = field(default_factory=time.monotonic)
    until: float | None = None
    state: str = "waiting"
    reason: str = ""
    child: subprocess.Popen[bytes] | None = None
    is_dropped: bool = False
    findings: Findings | None = None

    @property
    def path(self) -> Path:
        return Path(self.folder.name)


_lock = threading.Lock()
_checks: dict[str, Check] = {}  # oldest first
# Tokens that nobody holds any more. The collector takes tickets at any moment, also in a thread that holds the lock:
# a queue that can be filled then, and a thread that waits for it.
_gone: SimpleQueue[str] = SimpleQueue()
_turns = threading.BoundedSemaphore(AT_ONCE)


def start(uploads: Sequence[Upload], language: str) -> Ticket:
    """Take the files in and have them checked in the background. Raises :class:`NotReceived`."""
    refuse_excess(uploads)
    sweep()
    make_room()
    attend()
    check = received(uploads, language)
    token = uuid.uuid4().hex
    with _lock:
        _checks[token] = check
    last_hour = threading.Timer(KEPT, drop, [token])
    last_hour.daemon = True
    last_hour.start()
    threading.Thread(target=run, args=[check], name="clinic", daemon=True).start()
    return Ticket(token)


@cache
def attend() -> None:
    """From the first check on: let go of those whose ticket is gone, and of all when the server ends."""
    atexit.register(drop_all)
    threading.Thread(target=drop_gone, name="clinic tickets", daemon=True).start()


def drop_gone() -> None:
    while True:
        drop(_gone.get())


def drop_all() -> None:
    for token in list(_checks):
        drop(token)


def sweep() -> None:
    """Remove what a former server left: one that is ended by a signal has no time to tidy up."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        maker = path.name.removeprefix(PREFIX).partition("-")[0]
        if maker.isdecimal() and not is_running(int(maker)):
            shutil.rmtree(path, ignore_errors=True)


def is_running(process: int) -> bool:
    if os.name != "posix":  # os.kill would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def make_room() -> None:
    """Let the oldest finished check go where too many are kept; where none is finished, nobody else comes in."""
    with _lock:
        finished = [token for token, check in _checks.items() if check.state in ("done", "failed")]
        is_full = len(_checks) >= MOST_KEPT
    if is_full and not finished:
        raise NotReceived("busy")
    if is_full:
        drop(finished[0])


def received(uploads: Sequence[Upload], language: str) -> Check:
    """Each file under its SHA-256: the name that it came with is only ever shown."""
    folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
    by_hash: dict[str, str] = {}
    names: dict[str, str] = {}
    repeated: list[tuple[str, str]] = []
    for name, upload in zip(apart([cleaned(upload.name) for upload in uploads]), uploads, strict=True):
        sha256 = hashlib.sha256(upload.content).hexdigest()
        if sha256 in by_hash:
            repeated.append((name, by_hash[sha256]))
            continue
        by_hash[sha256] = name
        stored = f"{sha256}.{suffix(upload.name)}"
        names[stored] = name
        (Path(folder.name) / stored).write_bytes(upload.content)
    for inner in ("out", "tmp"):
        (Path(folder.name) / inner).mkdir()
    return Check(language, names, tuple(repeated), folder)


def run(check: Check) -> None:
    """In a thread of its own: wait for a turn, start the child, and keep what it found."""
    with _turns:
        with _lock:
            if check.is_dropped:
                return
            check.state, check.since = "checking", time.monotonic()
            check.child = started(check)
        try:
            check.child.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            check.reason = "timeout"
        finally:
            end(check.child)
    try:
        if not check.reason:
            for stored, name in check.names.items():
                renamed(check.path / "out", stored, name)
            check.findings = findings_of(check.path, check.names, check.repeated)
    except FileNotFoundError:
        check.reason = "stopped"
    except NotUnderstood:
        check.reason = "unreadable_answer"
    finally:
        for stored in check.names:  # what came is not kept longer than it is read
            (check.path / stored).unlink(missing_ok=True)
        check.until = time.monotonic()
        check.state = "done" if check.findings else "failed"


def started(check: Check) -> "subprocess.Popen[bytes]":
    """The child: no shell, no input, almost no environment, and its temporary files in the directory that goes away."""
    child = subprocess.Popen(
        command(check),
        **secluded({name: str(check.path / "tmp") for name in ("TMPDIR", "TEMP", "TMP", "HOME")}),
        stderr=subprocess.DEVNULL,  # its sentences may quote cells: not for a log
        start_new_session=True,  # so that it can be ended with the children that it starts itself
    )
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, child.pid, 5)  # pages of other readers come first
    return child


def command(check: Check) -> list[str]:
    files = [str(check.path / stored) for stored in check.names]
    answers = ["--json", str(check.path / "report.json"), "--out", str(check.path / "out")]
    decisions = ["--warehouse", str(warehouse_directory())]  # what the coordination decided on names counts here too
    return [sys.executable, "-m", "etl", "check", *files, *answers, *decisions, "--lang", check.language]


def end(child: "subprocess.Popen[bytes]") -> None:
    """The child and its own children; those of a child that ended by itself have seen their pipe close."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):  # it ended by itself in the meantime
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def look(token: str) -> Seen | None:
    """The check as it stands; None where it was let go."""
    with _lock:
        check = _checks.get(token)
    if check is None:
        return None
    state, marked = check.state, 0
    if state == "checking":
        state, marked = progress_of(check.path)
    seconds = int((check.until or time.monotonic()) - check.since)
    return Seen(state, seconds, marked, len(check.names), check.language, check.reason, check.findings)


def drop(token: str) -> None:
    """End a check and remove all that there is of it; one that is gone already is gone."""
    with _lock:
        check = _checks.pop(token, None)
        if check is None:
            return
        check.is_dropped = True
    if check.child is not None:
        end(check.child)
    check.folder.cleanup()
