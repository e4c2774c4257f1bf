"""Every command of the README is run, or, for those that would run this very suite, resolved by make."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import activity, case_count, grid, site, workbook

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL_LINES = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
FEW_ROWS = {
    "4w_kodro_2026.xlsx": [activity(), activity(organisation="Kodroo")],
    "cas_kobo_2026.xlsx": [case_count()],
    "sites_2026-09.xlsx": [site()],
}
WINDOWS_LINES = re.findall(r"```powershell\n(.*?)```", README, re.DOTALL)[0].splitlines()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the demonstration in data/demo and an empty folder of boundaries."""
    copy = tmp_path_factory.mktemp("readme") / "maillage"
    shutil.copytree(
        ROOT,
        copy,
        ignore=shutil.ignore_patterns(".venv", ".git", "tests", "warehouse", "demo", "__pycache__", ".*_cache"),
    )
    shutil.copytree(ROOT / "etl" / "demo", copy / "etl" / "demo", dirs_exist_ok=True)
    demo = WINDOWS_LINES[2].replace("\\", "/").split()[1:]
    run(copy, [sys.executable, *demo])
    # Files of a few rows, under names that the demonstration gave, are enough to run the commands on.
    for source in (copy / "data" / "demo").iterdir():
        if source.name not in FEW_ROWS:
            source.unlink()
    for name, lines in FEW_ROWS.items():
        assert (copy / "data" / "demo" / name).is_file()
        workbook(copy / "data" / "demo" / name, {"Feuille": grid(lines)})
    (copy / "data" / "limites").mkdir()
    return copy


def run(folder: Path, command: list[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "MAILLAGE_WAREHOUSE"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("line", [line for line in SHELL_LINES if line.startswith(".venv/bin/python ")])
def test_a_python_command_of_the_readme_does_what_it_says(project: Path, line: str) -> None:
    said = run(project, [sys.executable, *line.split()[1:]])
    if "--help" in line:
        assert "--sources" in said or "build" in said
    elif " check " in line:
        assert [path.suffix for path in (project / "data" / "verifies").iterdir()] == [".xlsx"]
    elif " template " in line:
        assert [path.suffix for path in (project / "data" / "gabarits").iterdir()] == [".xlsx"]
    elif " harmonise" in line:
        assert "Orthographes à trancher" in said
    elif " history" in line:
        assert "Constructions gardées" in said
    else:
        assert "Entrepôt publié" in said
        assert (project / "data" / "warehouse" / "CURRENT.json").is_file()
    if "--report" in line:
        assert '"rows_received"' in (project / "data" / "rapport.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [line for line in SHELL_LINES if line.startswith("make ")])
def test_a_make_target_of_the_readme_exists(line: str) -> None:
    planned = run(ROOT, ["make", "--dry-run", "--always-make", *line.split()[1:]])
    assert "pip install" in planned


def test_the_readme_has_no_command_of_another_kind() -> None:
    assert SHELL_LINES
    assert all(line.startswith((".venv/bin/python ", "make ")) for line in SHELL_LINES)


def test_the_windows_lines_name_files_and_commands_that_exist(project: Path) -> None:
    assert len(WINDOWS_LINES) == 5
    assert "requirements.txt" in WINDOWS_LINES[1]
    assert list((project / "data" / "demo").iterdir())  # the third line made it, with the other system's slashes
    run(project, [sys.executable, *WINDOWS_LINES[3].replace("\\", "/").split()[1:]])
    assert WINDOWS_LINES[4].endswith("-m streamlit run app.py")
    assert (ROOT / "app.py").is_file()
