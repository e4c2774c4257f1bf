"""A reader's role comes from our own table, holds for eight hours, and ends with a sign-out wherever a cookie went."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import journal, roles
from dashboard.roles import Reader, reader_of, reader_without_sign_in, sign_out

HEAD = "issuer,subject,role,organisation,not_before\n"
NOW = 1_800_000_000.0
HOUR = 3600


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLAGE_ACCESS", str(tmp_path))
    monkeypatch.setattr(time, "time", lambda: NOW)
    return tmp_path


@pytest.fixture
def table(folder: Path) -> Callable[[str], None]:
    """Write the lines of the table, under its headings."""
    return lambda lines: (folder / "roles.csv").write_text(HEAD + lines, encoding="utf-8") and None


def claims(**told: Any) -> dict[str, Any]:
    return {"iss": "https://id.example", "sub": "a1", "iat": NOW - 60, "is_logged_in": True, **told}


@pytest.mark.parametrize(
    ("line", "role", "own"),
    [
        ("https://id.example,a1,coordinator,,", "coordinator", ""),
        ("https://id.example,a1,organisation,msf,", "organisation", "msf"),
        ("https://id.example,a1,donor,Fonds Horizon,", "donor", "Fonds Horizon"),
        ("https://id.example,a1,public,,", "public", ""),
    ],
)
def test_the_table_gives_the_role(line: str, role: str, own: str, table: Callable) -> None:
    table(line)
    reader = reader_of(claims())
    assert (reader.role, reader.own, reader.why_public) == (role, own, "")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"sub": "a2"}, "no_role"),
        ({"iss": "https://other.example"}, "no_role"),  # the same subject at another provider is somebody else
        ({"sub": None}, "no_identity"),
        ({"sub": ""}, "no_identity"),
        ({"iss": None}, "no_identity"),
        ({"sub": ["a1"]}, "no_identity"),
        ({"iat": None}, "no_identity"),
        ({"iat": True}, "no_identity"),
        ({"iat": str(NOW)}, "no_identity"),
        ({"iat": float("nan")}, "expired"),
        ({"iat": NOW - 8 * HOUR - 1}, "expired"),
        ({"iat": NOW + 61}, "expired"),
    ],
)
def test_whoever_is_not_surely_somebody_with_a_role_is_public(told: dict, why: str, table: Callable) -> None:
    table("https://id.example,a1,coordinator,,")
    reader = reader_of(claims(**told))
    assert (reader.role, reader.why_public) == ("public", why)


@pytest.mark.parametrize("age", [0, 8 * HOUR, -60])
def test_a_sign_in_counts_for_eight_hours_and_a_clock_may_be_a_minute_ahead(age: int, table: Callable) -> None:
    table("https://id.example,a1,coordinator,,")
    assert reader_of(claims(iat=NOW - age)).is_coordinator


def test_nobody_has_a_role_where_there_is_no_table() -> None:
    assert reader_of(claims()).why_public == "no_role"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "issuer;role\n",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,b,director,,",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,a1,public,,",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,,public,,",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,b,organisation,,",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,b,public,msf,",
        HEAD + "https://id.example,a1,coordinator,,\nhttps://id.example,b,public,,tomorrow",
        b"\xff\xfe\x00",
        (HEAD + 'https://id.example,a1,coordinator,,\n"\0').encode(),
    ],
)
def test_a_table_with_one_bad_line_makes_everybody_public(content: str | bytes, folder: Path) -> None:
    (folder / "roles.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert reader_of(claims()) == Reader(key=roles.key_of("https://id.example", "a1"), why_public="unreadable")


def test_a_table_that_cannot_be_opened_makes_everybody_public(folder: Path) -> None:
    (folder / "roles.csv").mkdir()
    assert reader_of(claims()).why_public == "unreadable"


def test_a_table_saved_by_a_french_spreadsheet_is_read(folder: Path) -> None:
    content = (
        "\ufeffissuer;subject;role;organisation;not_before;note\r\nhttps://id.example;a1;donor;ECHO, Bangui;;été\r\n"
    )
    (folder / "roles.csv").write_text(content, encoding="utf-8")
    assert reader_of(claims()).own == "ECHO, Bangui"


def test_a_role_taken_away_is_gone_at_the_next_look(folder: Path, table: Callable) -> None:
    table("https://id.example,a1,coordinator,,")
    assert reader_of(claims()).is_coordinator
    table("https://id.example,a1,public,,     ")
    assert not reader_of(claims()).is_coordinator
    (folder / "roles.csv").unlink()
    assert reader_of(claims()).why_public == "no_role"


def test_not_before_refuses_older_sign_ins(table: Callable) -> None:
    table("https://id.example,a1,coordinator,,2027-01-15T07:59:00")  # NOW is 08:00:00 UTC
    assert reader_of(claims(iat=NOW - 61)).why_public == "signed_out"
    assert reader_of(claims(iat=NOW - 59)).is_coordinator


def test_a_sign_in_copied_before_a_sign_out_is_refused_after_it_and_a_new_one_counts(
    table: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("https://id.example,a1,coordinator,,\nhttps://id.example,b2,coordinator,,")
    copied = claims()
    sign_out(claims())
    assert reader_of(copied).why_public == "signed_out"
    assert reader_of(claims(iat=NOW)).why_public == "signed_out"  # of the same second
    assert reader_of(claims(sub="b2")).is_coordinator
    monkeypatch.setattr(time, "time", lambda: NOW + 5)
    assert reader_of(claims(iat=NOW + 1)).is_coordinator


def test_a_sign_in_from_a_clock_ahead_of_ours_is_refused_after_the_sign_out(table: Callable) -> None:
    table("https://id.example,a1,coordinator,,")
    ahead = claims(iat=NOW + 30)
    assert reader_of(ahead).is_coordinator
    sign_out(ahead)
    assert reader_of(ahead).why_public == "signed_out"


def test_sign_outs_are_remembered_as_long_as_a_sign_in_counts_and_name_nobody(
    folder: Path, table: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("https://id.example,a1,coordinator,,")
    sign_out(claims())
    sign_out(claims(sub="b2"))
    kept = (folder / "signed_out.csv").read_text(encoding="utf-8")
    assert len(kept.splitlines()) == 2
    assert {line.partition(",")[0] for line in kept.splitlines()} == {
        roles.key_of("https://id.example", subject) for subject in ("a1", "b2")
    }
    monkeypatch.setattr(time, "time", lambda: NOW + 9 * HOUR)
    sign_out(claims(sub="c3", iat=NOW + 9 * HOUR))
    assert len((folder / "signed_out.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_sign_outs_that_cannot_be_read_make_everybody_public(folder: Path, table: Callable) -> None:
    table("https://id.example,a1,coordinator,,")
    (folder / "signed_out.csv").write_text("damaged\n", encoding="utf-8")
    assert reader_of(claims()).why_public == "unreadable"
    with pytest.raises(roles.UnreadableRoles):
        sign_out(claims())


@pytest.mark.parametrize(
    ("audience", "hosts", "role"),
    [
        (None, None, "coordinator"),  # this machine, for itself
        ("", "", "coordinator"),
        ("public", None, "public"),
        (" Public ", None, "public"),
        ("coordinator", None, "coordinator"),
        ("everybody", None, "public"),  # a word that is none of ours opens nothing
        (None, "maillage.example.org", "public"),  # others reach it, and nobody signs in
        ("coordinator", "maillage.example.org", "coordinator"),
        ("public", "maillage.example.org", "public"),
    ],
)
def test_who_everybody_is_where_nobody_signs_in(
    audience: str | None, hosts: str | None, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("MAILLAGE_AUDIENCE", audience), ("MAILLAGE_HOSTS", hosts)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert reader_without_sign_in().role == role


def test_the_journal_tells_who_took_which_file_and_no_value(folder: Path) -> None:
    journal.note_export(Reader("organisation", "msf", "f" * 32), "maillage_hea_2022-q1.csv", "20270115-abc")
    journal.note_export(Reader(), "maillage_hea_2022-q1.xlsx", "20270115-abc")
    lines = [json.loads(line) for line in (folder / "exports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"at", "role", "who", "own", "file", "build"}] * 2
    assert [(line["role"], line["who"], line["own"], line["file"]) for line in lines] == [
        ("organisation", "f" * 32, "msf", "maillage_hea_2022-q1.csv"),
        ("public", "", "", "maillage_hea_2022-q1.xlsx"),
    ]
    if os.name != "nt":
        assert (folder / "exports.jsonl").stat().st_mode & 0o077 == 0


def test_the_journal_is_bounded_and_its_absence_stops_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(journal, "LARGEST", 200)
    for number in range(40):
        journal.note_export(Reader(), f"{number}.csv", "b")
    files = sorted(folder.glob("exports*.jsonl"))
    assert len(files) == journal.KEPT + 1
    assert '"file": "39.csv"' in (folder / "exports.jsonl").read_text(encoding="utf-8")
    (folder / "file").write_text("")
    monkeypatch.setenv("MAILLAGE_ACCESS", str(folder / "file"))
    journal.note_export(Reader(), "c.csv", "b")
    assert '"file": "c.csv"' in caplog.text
