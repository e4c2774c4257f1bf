"""The command line as a coordinator meets it: in one language, with one sentence and one exit code."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import build as building
from etl import commands, demo
from etl.build import Outcome
from etl.commands import main
from geo import boundaries
from tests.factories import Built, activity, grid, workbook

REPOSITORY = Path(__file__).parents[3]
# What argparse says of itself; none of it may be seen.
ENGLISH_OF_ARGPARSE = (
    "usage:", "positional arguments", "optional arguments", "show this help", "error:", "argument", "invalid choice",
    "the following", "required", "unrecognized", "expected", "choose from", "could match",
)  # fmt: skip


@pytest.fixture(autouse=True)
def plain_terminal(quick_builds: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred columns, and no language but the default one."""
    monkeypatch.delenv("MAILLAGE_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    workbook(folder / "4w.xlsx", {"4W": grid([activity(), activity(organisation=""), activity(adm2_name="Bria")])})
    return folder


@pytest.fixture(scope="module")
def lossy(small: Callable[..., Built]) -> Outcome:
    """The outcome of a build that lost five rows in two ways, one with square brackets."""
    rows = [activity(), *[activity(organisation="", reached=n) for n in range(4)], activity(sector="[bold red]Lune[/]")]
    return Outcome("20260101T000000000000Z-abcdef012345", small({"4w.xlsx": {"4W": grid(rows)}}, language="en").report)


@pytest.fixture
def ready(lossy: Outcome, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """The command line without its build: what it says and writes of one."""
    monkeypatch.setattr(building, "build", lambda *arguments: lossy)
    return lossy


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code, and what is said on either stream, without the breaks of lines."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        status = leaving.code
    said = capsys.readouterr()
    return status, " ".join((said.out + said.err).split())


@pytest.mark.parametrize("command", [[], ["build"], ["demo"]])
def test_the_help_is_in_french_alone_or_in_english_alone(capsys: pytest.CaptureFixture[str], command: list) -> None:
    status, french = answer(capsys, *command, "--help")
    assert status == 0
    assert french.startswith("Utilisation : python -m etl")
    assert "affiche cette aide" in french
    assert "options :" in french
    assert "Codes de sortie : 0 publié ; 1 erreur" in french
    assert [words for words in ENGLISH_OF_ARGPARSE if words in french.lower()] == []
    status, english = answer(capsys, *command, "--help", "--lang", "en")
    assert status == 0
    assert english.startswith("Usage: python -m etl")
    assert "shows this help" in english
    assert "Exit codes: 0 published; 1 error" in english
    assert not re.search(r"[éèàùç«»]", english)


def test_the_language_of_the_environment_is_that_of_the_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_LANG", "en")
    assert answer(capsys, "--help")[1].startswith("Usage: ")
    assert answer(capsys, "--lang", "fr", "--help")[1].startswith("Utilisation : ")


def test_the_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "build", "--help")[1]
    assert set(re.findall(r"--[a-z]+", said)) == {
        "--help", "--lang", "--sources", "--warehouse", "--country", "--boundaries", "--roads", "--profile", "--report",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "build | demo"),
        (["construire"], "construire"),
        (["build"], "--sources"),
        (["build", "--sources"], "--sources"),
        (["build", "--sources", "x", "--nope"], "--nope"),
        (["demo"], "--out"),
        (["--lang", "de", "demo", "--out", "x"], "de"),
        (["demo", "--out", "x", "--lang"], "--lang"),
    ],
)
def test_a_misspelt_command_answers_2_and_names_the_part_to_mend(
    capsys: pytest.CaptureFixture[str], arguments: list[str], part: str
) -> None:
    status, said = answer(capsys, *arguments)
    assert status == 2
    assert f"Commande mal écrite, à revoir : {part}" in said
    assert re.search(r"Aide : python -m etl .*--help$", said)
    assert [words for words in ENGLISH_OF_ARGPARSE if words in said.lower()] == []


def test_a_build_says_what_it_did_and_where_rows_were_lost(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path
) -> None:
    status, said = answer(capsys, "build", "--sources", sources, "--warehouse", tmp_path / "w")
    assert status == 0
    assert re.search(r"4w\.xlsx │ 4W │ 3 │ 2 │ 1 │ 1", said)
    lost = "4w.xlsx · 4W · ligne 3 : Aucune organisation sur cette ligne."
    remark = "4w.xlsx · 4W · ligne 4 : Le nom « Bria » ne correspond pas"
    assert said.index(lost) < said.index(remark)  # the gravest first
    published = json.loads((tmp_path / "w" / "CURRENT.json").read_text(encoding="utf-8"))["build"]
    assert said.endswith(f"Entrepôt publié : {published}")


def test_a_build_without_a_warehouse_named_uses_that_of_the_environment(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path
) -> None:
    assert answer(capsys, "build", "--sources", sources)[0] == 0
    assert (tmp_path / "warehouse" / "CURRENT.json").exists()  # tests/conftest.py names it


def test_remarks_of_one_kind_are_told_once_with_their_number(
    capsys: pytest.CaptureFixture[str], ready: Outcome
) -> None:
    said = answer(capsys, "build", "--sources", "x", "--lang", "en")[1]
    assert said.count("No organisation on this row.") == 1
    assert "row 3: No organisation on this row. Say who does the activity. (+ 3 more like it" in said
    assert said.endswith(f"Warehouse published: {ready.build}")


def test_a_cell_with_square_brackets_is_shown_as_it_is(capsys: pytest.CaptureFixture[str], ready: Outcome) -> None:
    assert "Unknown sector: “[bold red]Lune[/]”." in answer(capsys, "build", "--sources", "x", "--lang", "en")[1]


def test_the_report_is_written_as_json_with_its_accents(
    capsys: pytest.CaptureFixture[str], ready: Outcome, tmp_path: Path
) -> None:
    report = tmp_path / "rapport.json"
    assert answer(capsys, "build", "--sources", "x", "--report", report)[0] == 0
    text = report.read_text(encoding="utf-8")
    assert "“[bold red]Lune[/]”" in text  # not escaped: people read it
    assert json.loads(text) == ready.report
    assert json.loads(text)["totals"] == {
        "files": 1, "rows_received": 6, "rows_accepted": 1, "rows_warned": 0, "rows_rejected": 5,
        "rows_seen": 7, "rows_not_data": 1,
    }  # fmt: skip


def test_the_report_of_a_build_that_loaded_nothing_is_written_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.xlsx").write_bytes(b"%PDF")
    report = tmp_path / "rapport.json"
    answered = answer(
        capsys, "build", "--sources", tmp_path / "sources", "--warehouse", tmp_path / "w", "--report", report
    )
    assert answered[0] == 2
    assert json.loads(report.read_text(encoding="utf-8"))["files"][0]["issues"][0]["code"] == "file_not_workbook"
    assert not (tmp_path / "w" / "CURRENT.json").exists()


def test_a_report_that_cannot_be_written_is_told_before_anything_is_built(
    capsys: pytest.CaptureFixture[str], ready: Outcome, tmp_path: Path
) -> None:
    status, said = answer(capsys, "build", "--sources", "x", "--report", tmp_path / "no" / "rapport.json")
    assert status == 1
    assert "Le rapport n'a pas pu être écrit" in said
    assert "Entrepôt publié" not in said


@pytest.mark.parametrize(
    ("option", "status", "sentence"),
    [
        ("--sources", 2, "n'est pas un dossier. Indiquez le dossier où se trouvent les classeurs."),
        ("--boundaries", 2, "n'est pas un dossier de limites."),
    ],
)
def test_a_folder_that_is_not_there_is_told(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path, option: str, status: int, sentence: str
) -> None:
    arguments = {"--sources": sources, "--warehouse": tmp_path / "w"} | {option: tmp_path / "nowhere"}
    answered = answer(capsys, "build", *[part for pair in arguments.items() for part in pair])
    assert answered == (status, f"« {tmp_path / 'nowhere'} » {sentence}")
    assert not (tmp_path / "w").exists()


def test_a_damaged_boundary_file_is_named(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(directory: Path) -> None:
        raise boundaries.BoundaryError("boundary_unreadable", "caf_admin2.parquet")

    monkeypatch.setattr(boundaries, "load", spoiled)
    status, said = answer(
        capsys, "build", "--sources", sources, "--warehouse", tmp_path / "w", "--boundaries", tmp_path
    )
    assert (status, said) == (
        1,
        "Le fichier de limites « caf_admin2.parquet » ne peut pas être lu. Téléchargez-le à nouveau.",
    )


def test_an_unexpected_error_is_a_sentence_and_a_traceback_only_on_demand(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprising(*arguments: object) -> None:
        raise LookupError("secret")

    monkeypatch.setattr(building, "load_reference", surprising)
    arguments = ("build", "--sources", sources, "--warehouse", tmp_path / "w")
    status, said = answer(capsys, *arguments)
    assert status == 1
    assert said.startswith("Erreur inattendue (LookupError) : rien n'a été publié.")
    assert "secret" not in said
    monkeypatch.setenv("MAILLAGE_DEBUG", "1")
    with pytest.raises(LookupError, match="secret"):
        answer(capsys, *arguments)


def test_an_interruption_answers_130_and_publishes_nothing(
    capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "publish", interrupted)
    assert answer(capsys, "build", "--sources", sources, "--warehouse", tmp_path / "w")[0] == 130
    assert not (tmp_path / "w" / "CURRENT.json").exists()


def test_the_demonstration_says_how_many_files_it_wrote_and_that_they_are_fictitious(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "write", lambda out: [out / "a.xlsx", out / "b.xlsx"])
    assert answer(capsys, "demo", "--out", tmp_path) == (
        0, f"2 fichiers de démonstration (données fictives) écrits dans {tmp_path}",
    )  # fmt: skip


def test_a_demonstration_that_cannot_be_written_answers_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    status, said = answer(capsys, "demo", "--out", tmp_path / "fichier")
    assert status == 1
    assert said.startswith(f"Écriture impossible dans « {tmp_path / 'fichier'} »")


def test_the_module_runs_from_the_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "demo"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith("Commande mal écrite, à revoir : --out. Aide : python -m etl demo --help\n")


def test_the_warehouse_lies_in_data_when_nobody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_WAREHOUSE")
    assert commands.parser("fr").parse_args(["build", "--sources", "x"]).warehouse == Path("data/warehouse")
