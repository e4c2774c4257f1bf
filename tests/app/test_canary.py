"""Withheld counts as numbers that occur nowhere else: none reaches a reader below the coordination, by any way."""

import base64
import io
import json
import re
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.ui import export, identity
from dashboard.ui.navigation import PAGES
from tests.app.screen import Screen, nodes
from tests.canary import FIRST, found, public_bytes, roles_table, warehouse_of_canaries

ISSUER = "https://id.example"
ROLES = {None: "public", "donor": "donor", "organisation": "organisation"}
VIEWS = [
    *((entry.file, {}) for entry in PAGES),
    ("coverage", {"view": "services"}),
    ("coverage", {"view": "basket"}),
    ("actors", {"part": "fragility"}),
    ("actors", {"part": "means"}),
    ("enclaved", {"part": "means"}),
    ("plan", {"part": "areas"}),
    ("gaps", {"service": "psychosocial"}),
    ("multisector", {"part": "mhpss"}),
    ("cases", {"part": "closures", "period": "2026-Q3"}),
    ("directory", {"directory": "sheet"}),
    ("directory", {"directory": "leaflet"}),
]


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return warehouse_of_canaries(demo_warehouse, tmp_path_factory.mktemp("canary") / "warehouse")


@pytest.fixture(autouse=True)
def access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_ACCESS", str(roles_table(tmp_path / "access", ISSUER)))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every file that a page offers, made at once."""
    made: list[bytes] = []
    guarded = export.guarded

    def making(content: Callable[[], bytes], name: str) -> Callable[[], bytes]:
        made.append(guarded(content, name)())
        return guarded(content, name)

    monkeypatch.setattr(export, "guarded", making)
    return made


def signed_in(subject: str | None, patch: pytest.MonkeyPatch) -> None:
    who = {"iss": ISSUER, "sub": subject, "iat": time.time(), "is_logged_in": True} if subject else {}
    patch.setattr(identity, "claims", lambda: who)


def sent(screen: Screen) -> bytes:
    """All that goes to the browser for a page: what Streamlit sends, and the parts of it that are written in another
    way."""
    parts = [node.proto.SerializeToString() for node in nodes(screen.app._tree)]
    whole = b"\n".join(parts) + "\n".join(screen.texts()).encode()
    return whole + b"".join(base64.b64decode(text) for text in re.findall(rb'"bdata":\s*"([A-Za-z0-9+/=]+)"', whole))


def unpacked(file: bytes) -> Iterator[bytes]:
    yield file
    if file[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            yield from (parts.read(name) for name in parts.namelist())


def test_such_numbers_are_seen_however_they_are_written() -> None:
    canary = FIRST + 12_345
    for text in (
        "913712345",
        "913 712 345",
        "913,712,345",
        "913\u202f712\u202f345",
        "913&nbsp;712&nbsp;345",
        "913712345.0",
    ):
        assert found(f"x{text}y".encode())
    for kind in ("<q", ">q", "<d", ">d"):
        assert found(b"abc" + struct.pack(kind, canary) + b"de")
    assert found(json.dumps({"a": [1, canary]}).encode())
    assert not found(b"913 600 000 12,345 9137" + struct.pack("<q", FIRST - 1))
    assert not found(b"$$ID-66abc52a13d913781377db081e45adca-lang")  # a fingerprint: chance alone shows some


def test_the_build_has_some_and_its_public_file_has_none(warehouse: Path) -> None:
    pointer = json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(warehouse / pointer["internal"]), read_only=True) as connection:
        (canaries,) = connection.execute(
            f"SELECT count(*) FROM marts.published_counts WHERE value >= {FIRST}"
        ).fetchone()
    assert canaries > 1000
    with duckdb.connect(str(warehouse / pointer["public"]), read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            text = "array_to_string(list(CAST(t AS VARCHAR)) FILTER (WHERE CAST(t AS VARCHAR) LIKE '%9137%'), ' ')"
            (suspects,) = connection.execute(f"SELECT {text} FROM marts.{table} t").fetchone()
            assert found((suspects or "").encode()) == [], table


def test_no_byte_of_the_public_file_is_one(warehouse: Path) -> None:
    assert found(public_bytes(warehouse)) == []


@pytest.mark.parametrize(
    ("subject", "page", "view"),
    [
        (subject, page, view)
        for subject, role in ROLES.items()
        for page, view in VIEWS
        if role in next(entry.readers for entry in PAGES if entry.file == page)
    ],
)
def test_no_page_and_no_file_shows_one_to_who_is_below_the_coordination(
    subject: str | None, page: str, view: dict[str, str], warehouse: Path, files: list[bytes],
    open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    signed_in(subject, monkeypatch)
    screen = open_page(warehouse, page, **view)
    assert screen.failures == []
    content = sent(screen)
    assert len(content) > 500
    assert found(content) == []
    assert [seen for file in files for part in unpacked(file) for seen in found(part)] == []


def test_the_eye_sees_one_where_there_is_one(
    warehouse: Path, files: list[bytes], open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An organisation whose own counts are such numbers sees its own: on the page, and in both of its files."""
    signed_in("other", monkeypatch)
    screen = open_page(warehouse, "own")
    assert found(sent(screen))
    assert len([file for file in files if any(found(part) for part in unpacked(file))]) == 2
