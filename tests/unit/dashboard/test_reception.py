"""Names are the text of strangers, and there is an end to what is taken in."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import reception
from dashboard.reception import NotReceived, Upload, apart, cleaned, refuse_excess, suffix

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("4w mars.xlsx", "4w mars.xlsx"),
        ("Données Bouar – T1.XLSX", "Données Bouar – T1.XLSX"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\moi\\4w.xlsx", "4w.xlsx"),
        ("/abs/olute.ods", "olute.ods"),
        ("facture\u202excod.xlsx", "facture xcod.xlsx"),  # right-to-left override
        ("a\x00b\r\nc.csv", "a b c.csv"),
        ("zero\u200bwidth.csv", "zero width.csv"),
        ('<img src=x onerror="alert(1)">.xlsx', "_img src=x onerror=_alert(1)__.xlsx"),
        ("e\u0301te\u0301.xlsx", "été.xlsx"),
        ("   .xlsx", "sans-nom.xlsx"),
        ("..", "sans-nom"),
        ("", "sans-nom"),
        (".csv", "sans-nom.csv"),
        ("\ud800.xls", "sans-nom.xls"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(name: str, shown: str) -> None:
    assert cleaned(name) == shown


def test_a_name_of_three_hundred_letters_keeps_its_beginning_and_its_ending() -> None:
    shown = cleaned("a" * 300 + ".xlsx")
    assert len(shown) == 80
    assert shown.startswith("aaaa")
    assert shown.endswith("aaaaaaa.xlsx")
    assert "…" in shown


@given(st.text(st.characters(codec=None), max_size=400))
def test_no_name_leads_anywhere(name: str) -> None:
    shown = cleaned(name)
    assert 0 < len(shown) <= 80
    assert shown not in (".", "..")
    assert not set(shown) & set('/\\<>:"|?*\r\n\t\0')
    assert not any(reception.is_invisible(mark) for mark in shown)
    assert cleaned(shown) == shown


def test_two_files_of_one_name_are_told_apart() -> None:
    assert apart(["4w.xlsx", "4W.xlsx", "4w.xlsx", "sans-nom", "sans-nom"]) == [
        "4w.xlsx", "4W (2).xlsx", "4w (3).xlsx", "sans-nom", "sans-nom (2)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known"),
    [("a.XLSX", "xlsx"), ("a.b.csv", "csv"), ("a.xls", "xls"), ("a.ods", "ods"), ("a.xlsm", None), ("xlsx", "xlsx"),
     ("a.xlsx/../b.sh", None), ("", None)],
)  # fmt: skip
def test_only_our_own_formats_become_part_of_a_path(name: str, known: str | None) -> None:
    assert suffix(name) == known


def refusal(uploads: list[Upload]) -> tuple[str, str]:
    with pytest.raises(NotReceived) as refused:
        refuse_excess(uploads)
    return refused.value.code, refused.value.name


def test_eleven_files_are_taken_and_a_twelfth_refuses_all() -> None:
    files = [Upload(f"{number}.csv", b"x") for number in range(12)]
    refuse_excess(files[:11])
    assert refusal(files) == ("too_many", "")
    assert refusal([]) == ("none", "")


def test_size_and_format_are_judged_file_by_file_and_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "LARGEST", 10)
    monkeypatch.setattr(reception, "LARGEST_TOGETHER", 15)
    refuse_excess([Upload("a.csv", b"x" * 10)])
    assert refusal([Upload("../a.csv", b"x" * 11)]) == ("too_large", "a.csv")
    assert refusal([Upload("a.csv", b"x" * 8), Upload("b.csv", b"x" * 8)]) == ("too_large_together", "")
    assert refusal([Upload("dir/a.exe", b"")]) == ("format", "a.exe")


def test_the_browser_is_told_the_same_limit() -> None:
    configuration = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert configuration["server"]["maxUploadSize"] * 2**20 == reception.LARGEST
