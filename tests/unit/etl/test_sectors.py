"""In which sector: by any label seen in the field, the sub-sector before the sector."""

from collections.abc import Callable

import pytest

from tests.factories import Built, activity, grid

# sector and sub-sector as stated -> code (None when rejected) and (column, value, code) of the remarks
STATED: list[tuple[str, str, str | None, list[tuple[str, str | None, str]]]] = [
    ("Santé", "", "HEA", []),
    ("SANTE ", "", "HEA", []),
    ("EHA", "", "WSH", []),
    ("Abris & BNA", "", "SHL", []),
    ("CCCM", "", "CCM", []),
    ("Telecom", "", "TEL", []),
    ("PRO-CPN", "", "PRO-CPN", []),
    ("Gender-Based Violence", "", "PRO-GBV", []),
    ("Protection", "Protection de l’enfance", "PRO-CPN", []),
    ("Protection", "VBG", "PRO-GBV", []),
    ("", "VBG", "PRO-GBV", []),
    ("Protection", "\N{NO-BREAK SPACE}", "PRO", []),
    ("Protection", "Médiation", "PRO", [("Sous-secteur", "Médiation", "subsector_unknown")]),
    ("Secteur lunaire", "VBG", "PRO-GBV", []),
    ("Secteur lunaire", "", None, [("Secteur", "Secteur lunaire", "sector_unknown")]),
    ("Secteur lunaire", "Médiation", None, [("Secteur", "Secteur lunaire", "sector_unknown")]),
    ("#REF!", "", None, [("Secteur", "#REF!", "cell_error")]),
    ("", "", None, [("Secteur", None, "sector_missing")]),
    ("  ", "Médiation", None, [("Secteur", "  ", "sector_missing")]),
]


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    return judged({"4w.xlsx": {"4W": grid([activity(sector=sector, subsector=sub) for sector, sub, *_ in STATED])}})


@pytest.mark.parametrize("number", range(len(STATED)), ids=[f"{sector}/{sub}" for sector, sub, *_ in STATED])
def test_a_sector_is_known_by_its_labels(built: Built, number: int) -> None:
    sector, _, code, remarks = STATED[number]
    found = built.rows(f"SELECT sector_code, sector_received FROM core.activities WHERE row = {number + 2}")
    assert found == ([(code, sector or None)] if code else [])
    assert [remark[1:] for remark in built.remarks() if remark[0] == number + 2] == remarks
