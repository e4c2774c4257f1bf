"""What everybody sees is drawn from the public file: the internal one is not even on the disk."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.language import Translator
from dashboard.queries import build_information
from dashboard.ui.navigation import PAGES
from dashboard.ui.view import origin_words
from dashboard.warehouse import current_warehouse
from tests.app.screen import Screen

PUBLIC_PAGES = [entry.file for entry in PAGES if not entry.is_internal]
# Views that read other tables than a page's first one does.
VIEWS = [
    ("coverage", {"view": "services"}),
    ("coverage", {"view": "basket"}),
    ("actors", {"part": "fragility"}),
    ("actors", {"part": "means"}),
    ("enclaved", {"part": "means"}),
    ("siting", {"service": "psychosocial", "count": "2"}),
    ("gaps", {"service": "psychosocial"}),
    ("multisector", {"part": "mhpss"}),
    ("multisector", {"part": "education"}),
    ("plan", {"part": "areas"}),
    ("plan", {"part": "means"}),
    ("directory", {"directory": "sheet"}),
    ("directory", {"directory": "leaflet"}),
]


@pytest.fixture(scope="module")
def published(demo_warehouse: Path, real_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copies of both warehouses without their internal files."""
    copies = {}
    for name, warehouse in (("demo", demo_warehouse), ("real", real_warehouse)):
        copies[name] = tmp_path_factory.mktemp("public") / "w"
        shutil.copytree(warehouse, copies[name], ignore=shutil.ignore_patterns("internal.duckdb"))
    return copies


@pytest.fixture(autouse=True)
def everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")


@pytest.mark.parametrize("warehouse", ["demo", "real"])
@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_a_page_needs_nothing_but_the_public_file(
    page: str, warehouse: str, published: dict[str, Path], open_page: Callable[..., Screen]
) -> None:
    screen = open_page(published[warehouse], page)
    assert [error.value for error in (*screen.app.error, *screen.app.exception)] == []
    assert len(screen.texts()) > 5


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_so_does_every_view_of_it(
    page: str, view: dict[str, str], published: dict[str, Path], open_page: Callable[..., Screen]
) -> None:
    screen = open_page(published["demo"], page, **view)
    assert [error.value for error in (*screen.app.error, *screen.app.exception)] == []


def test_everybody_is_told_of_as_many_files_as_the_coordination(
    demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their names are not public; how many there are stands in every file that one takes away."""
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    told = {audience: build_information(current_warehouse(audience))["files"] for audience in ("public", "internal")}
    assert told["public"] == told["internal"] > 50


@pytest.mark.parametrize(
    ("files", "words"),
    [(0, "0 fichier daté"), (1, "1 fichier daté"), (2, "2 fichiers datés"), (1200, "1\N{NARROW NO-BREAK SPACE}200")],
)
def test_the_number_of_files_agrees_with_its_noun(files: int, words: str) -> None:
    information = pd.Series({"files": files, "received_at": pd.Timestamp("2026-09-28", tz="UTC"), "build": "b"})
    assert origin_words(information, Translator("fr")).startswith(words)
