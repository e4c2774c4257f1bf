"""Who may see what: the role of a reader, found anew at every run from our own table, never from what a provider says.

``roles.csv``, in the folder that ``MAILLAGE_ACCESS`` names (else ``data/access``), is kept by hand: who somebody is, as
their provider names them (``issuer``, ``subject``), their ``role``, for whom (``organisation``: an organisation's code,
or a donor's name), and ``not_before``, the moment since which a sign-in counts, if any. Whoever is not in it is public;
where it cannot be read, everybody is.

A cookie lasts thirty days and nothing takes it back. So a sign-in counts for eight hours, and one that was signed out
of is refused from then on: ``signed_out.csv`` remembers it for as long.
"""

import csv
import hashlib
import io
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

PUBLIC, DONOR, ORGANISATION, COORDINATOR = "public", "donor", "organisation", "coordinator"
ROLES = (PUBLIC, DONOR, ORGANISATION, COORDINATOR)
WITH_OWN = (DONOR, ORGANISATION)  # who has rows of their own besides the public ones

LONGEST = 8 * 3600  # seconds that a sign-in counts
AHEAD = 60  # seconds that a provider's clock may be ahead of ours
ROOT = Path(__file__).resolve().parents[1]
TABLE, SIGNED_OUT = "roles.csv", "signed_out.csv"
HEADINGS = ("issuer", "subject", "role", "organisation", "not_before")

Content = TypeVar("Content")


@dataclass(frozen=True)
class Reader:
    """Who a page is drawn for. ``own``: whose rows they see besides the public ones, an organisation's code or a
    donor's name. ``key``: a fingerprint of who signed in, empty where nobody did. ``why_public``: the code of the
    reason why somebody who signed in sees what is public.
    """

    role: str = PUBLIC
    own: str = ""
    key: str = ""
    why_public: str = ""

    @property
    def is_coordinator(self) -> bool:
        return self.role == COORDINATOR


@dataclass(frozen=True)
class Grant:
    """A line of the table of roles; ``not_before`` in seconds since 1970."""

    role: str
    own: str
    not_before: float


class UnreadableRoles(Exception):
    """The table of roles cannot be read; the argument is the line, 1 for its headings."""


def reader_without_sign_in() -> Reader:
    """Who everybody is on a server that nobody signs in to.

    On a machine that serves itself alone, whoever sits at it is the coordination. A server that others reach
    (``MAILLAGE_HOSTS``) is public unless ``MAILLAGE_AUDIENCE=coordinator`` says that only the coordination reaches it.
    """
    told = os.environ.get("MAILLAGE_AUDIENCE", "").strip().lower()
    is_reached = bool(os.environ.get("MAILLAGE_HOSTS", "").strip(", "))
    return Reader(COORDINATOR) if told == COORDINATOR or not (told or is_reached) else Reader()


def is_public_only() -> bool:
    """Whether this server is for everybody: nobody signs in, and the internal file is never opened."""
    return os.environ.get("MAILLAGE_AUDIENCE", "").strip().lower() == PUBLIC


def reader_of(claims: Mapping[str, Any]) -> Reader:
    """The role of who signed in; ``claims`` are those of their identity: iss, sub and iat (seconds since 1970)."""
    issuer, subject, signed_in_at = claims.get("iss"), claims.get("sub"), claims.get("iat")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return Reader(why_public="no_identity")
    key = key_of(issuer, subject)
    if isinstance(signed_in_at, bool) or not isinstance(signed_in_at, int | float):
        return Reader(key=key, why_public="no_identity")
    if not time.time() - LONGEST <= signed_in_at <= time.time() + AHEAD:
        return Reader(key=key, why_public="expired")
    try:
        grant = grants().get((issuer, subject))
        signed_out_at = signed_out().get(key, 0.0)
    except UnreadableRoles:
        return Reader(key=key, why_public="unreadable")
    if signed_in_at <= signed_out_at:
        return Reader(key=key, why_public="signed_out")
    if grant is None:
        return Reader(key=key, why_public="no_role")
    if signed_in_at < grant.not_before:
        return Reader(key=key, why_public="signed_out")
    return Reader(grant.role, grant.own, key)


def key_of(issuer: str, subject: str) -> str:
    """What stands for a person in files of ours: nobody can read from it who it is."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]


def sign_out(claims: Mapping[str, Any]) -> None:
    """Refuse from now on every sign-in of this person up to this moment, in whatever browser. Raises OSError."""
    path = access_directory() / SIGNED_OUT
    now = time.time()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        # What is older than a sign-in may be is refused without it.
        kept = {key: moment for key, moment in signed_out().items() if moment > now - LONGEST - AHEAD}
        # A provider's clock may be ahead of ours.
        kept[key_of(str(claims.get("iss")), str(claims.get("sub")))] = max(now, float(claims.get("iat") or 0))
        draft = path.with_suffix(".tmp")
        draft.write_text("".join(f"{key},{moment}\n" for key, moment in kept.items()), encoding="utf-8")
        os.replace(draft, path)


def grants() -> Mapping[tuple[str, str], Grant]:
    """By issuer and subject. Nobody has a role where there is no table. Raises :class:`UnreadableRoles`."""
    return read_anew(access_directory() / TABLE, granted)


def signed_out() -> Mapping[str, float]:
    """When each person last signed out, in seconds since 1970. Raises :class:`UnreadableRoles`."""
    return read_anew(access_directory() / SIGNED_OUT, moments)


def access_directory() -> Path:
    """The folder that ``MAILLAGE_ACCESS`` names, else ``data/access``."""
    return Path(os.environ.get("MAILLAGE_ACCESS") or ROOT / "data" / "access").resolve()


_read: dict[Path, tuple[tuple[int, ...], Any]] = {}


def read_anew(path: Path, understood: Callable[[str], dict[Any, Content]]) -> dict[Any, Content]:
    """What a small file says, read again whenever it was changed; nothing where there is none."""
    try:
        found = path.stat()
        version = (found.st_mtime_ns, found.st_size, found.st_ino)
        if path not in _read or _read[path][0] != version:
            _read[path] = version, understood(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableRoles(1) from error
    return _read[path][1]


def granted(text: str) -> dict[tuple[str, str], Grant]:
    """The lines of the table. One that cannot be understood makes the whole table unreadable: what was meant to be
    taken from somebody may stand in it."""
    separator = ";" if ";" in text.partition("\n")[0] else ","  # as a French Excel saves it
    lines = csv.DictReader(io.StringIO(text), delimiter=separator)
    if not set(HEADINGS) <= {(name or "").strip() for name in lines.fieldnames or ()}:
        raise UnreadableRoles(1)
    found: dict[tuple[str, str], Grant] = {}
    for line in lines:
        told = {(name or "").strip(): value.strip() if isinstance(value, str) else "" for name, value in line.items()}
        who, grant = (told["issuer"], told["subject"]), grant_of(told)
        if grant is None or who in found or not all(who):
            raise UnreadableRoles(lines.line_num)
        found[who] = grant
    return found


def grant_of(told: Mapping[str, str]) -> Grant | None:
    """What a line gives; None where it cannot be understood."""
    if told["role"] not in ROLES or (told["role"] in WITH_OWN) != bool(told["organisation"]):
        return None
    try:
        not_before = datetime.fromisoformat(told["not_before"]) if told["not_before"] else datetime(1970, 1, 1)
    except ValueError:
        return None
    moment = not_before if not_before.tzinfo else not_before.replace(tzinfo=UTC)
    return Grant(told["role"], told["organisation"], moment.timestamp())


def moments(text: str) -> dict[str, float]:
    pairs = (line.split(",") for line in text.splitlines())
    return {key: float(moment) for key, moment in pairs}
