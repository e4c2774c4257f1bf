"""The map of access and the printed page of a mission."""

import pandas as pd
import pytest

from dashboard.figures.area_map import NO_DATA
from dashboard.figures.enclaved_map import access_state_classes
from dashboard.figures.mission_page import MissionPage, mission_page


@pytest.mark.parametrize(
    ("status", "is_part", "expected"),
    [
        ("enclaved", False, 0), ("enclaved", True, 1), ("restricted", False, 2), ("restricted", True, 3),
        ("accessible", False, 4), ("accessible", True, NO_DATA), (None, False, NO_DATA),
    ],
)  # fmt: skip
def test_the_harder_to_reach_the_darker_and_what_is_not_told_is_hatched(
    status: str | None, is_part: bool, expected: int
) -> None:
    areas = pd.DataFrame([("CF1", status, is_part)], columns=["pcode", "status_code", "is_part"])
    assert access_state_classes(areas).to_dict() == {"CF1": expected}


def test_the_printed_page_says_everything_letter_for_letter() -> None:
    page = MissionPage(
        title="Fiche <Birao>", warning="FICTIF", facts=[("État", "a & b")], headings=("Besoin",), rows=[("<b>5</b>",)],
        nothing="rien", notes=["note"], language="fr",
    )  # fmt: skip
    text = mission_page(page).decode()
    assert all(part in text for part in ("Fiche &lt;Birao&gt;", "a &amp; b", "&lt;b&gt;5&lt;/b&gt;", "FICTIF", "note"))
    assert "rien" not in text
    assert 'lang="fr"' in text
    empty = mission_page(MissionPage("t", "", [], ("a",), [], "rien", [], "en")).decode()
    assert "rien" in empty
    assert "warning" not in empty.partition("<body>")[2]
