"""Who took which file away: the moment, the role, a fingerprint of the person, the file's name and the build; and which
organisation was told of which periods what stands open with it, before others read its name.

Never a value: a file's name holds codes of what was looked at. Kept in ``exports.jsonl``, beside the table of roles,
and in at most five older files of a megabyte.
"""

import json
import logging
import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from dashboard.roles import Reader, access_directory

FILE = "exports.jsonl"
LARGEST, KEPT = 1_000_000, 5  # bytes of a file; older files
LOG = logging.getLogger(__name__)


def note_export(reader: Reader, file: str, build: str) -> None:
    """Write one line. A journal that cannot be written goes to the server's log, and keeps nobody from their work."""
    note(reader, {"file": file, "build": build})


def note_told(reader: Reader, organisation: str, periods: Sequence[str], build: str) -> None:
    """Write that an organisation was told of the periods named (codes): by its own page, or by a sheet made for it."""
    note(reader, {"told": organisation, "periods": list(periods), "build": build})


def told_periods() -> Mapping[str, set[str]]:
    """The periods of which each organisation was told, by its code. What cannot be read was not told."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(access_directory().glob("exports*.jsonl")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        for line in lines:
            if '"told"' in line:
                try:
                    entry = json.loads(line)
                    found[entry["told"]].update(entry["periods"])
                except (ValueError, KeyError, TypeError):
                    continue
    return found


def note(reader: Reader, what: Mapping[str, object]) -> None:
    line = json.dumps(
        {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "role": reader.role,
            "who": reader.key,
            "own": reader.own,
            **what,
        },
        ensure_ascii=False,
    )
    path = access_directory() / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):  # several servers may share the folder
            append(path, line)
    except OSError:
        LOG.warning("%s", line)


def append(path: Path, line: str) -> None:
    """One line more, for its owner's eyes; a full file is set aside, and the oldest of those goes."""
    if path.exists() and path.stat().st_size >= LARGEST:
        os.replace(path, path.with_name(f"exports-{time.time_ns()}.jsonl"))
        for old in sorted(path.parent.glob("exports-*.jsonl"))[:-KEPT]:
            old.unlink()
    with open(path, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(line + "\n")
