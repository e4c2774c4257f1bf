"""Warehouses that the pages are opened on, and a way to open them."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.app.screen import Screen
from tests.factories import activity, case_count, grid


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """AppTest reads what every installed package says of itself at each run: half of its time, and always the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    """Open a page as a new visitor: ``open_page(warehouse, "coverage", lang="en", sector="HEA")``."""

    def opened(warehouse: Path, page: str, **query: str) -> Screen:
        monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(warehouse))
        return Screen.opened(page, query)

    return opened


@pytest.fixture(scope="session")
def without_4w(small: Callable) -> Path:
    """A build of case counts alone."""
    return small({"cas.xlsx": {"Cas": grid([case_count(), case_count(period="2022-04", cases=5)])}}).warehouse


@pytest.fixture(scope="session")
def coarse(small: Callable) -> Path:
    """A 4W that names only prefectures, over a whole quarter with a hole: January and March."""
    nowhere_finer = {"adm2_name": "", "adm2_code": ""}
    rows = [
        activity(period="2022-01", sector="Éducation", **nowhere_finer),
        activity(period="2022-03", **nowhere_finer),
    ]
    return small({"4w.xlsx": {"4W": grid(rows)}}).warehouse


@pytest.fixture(scope="session")
def dirty(small: Callable) -> Path:
    """Good rows beside refused files, rejected rows and names full of Markdown."""
    good = [
        activity(organisation="*MSF*_[x](http://y)_<b>&amp;"),
        activity(organisation=":red[ACF] $x$ `c` ~~d~~", period="2022-02"),
        activity(organisation=""),
        activity(sector="Secteur lunaire"),
    ]
    return small(
        {
            "*4w*_<i>.xlsx": {"Onglet _1_": grid(good), "Notes": [["rien d'utile ici"]]},
            "no_workbook.xlsx": b"this is no workbook",
            "empty.csv": b"",
        }
    ).warehouse
