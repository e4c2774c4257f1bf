"""The A3 sheet: every cell once, harmless, in one table, marked when fictitious."""

import re

from dashboard.figures.basket_sheet import TALL, Cell, Sheet, basket_sheet

STATES = ("functional", "zero", "no_data", "not_applicable", "withheld", "present")


def sheet(warning: str = "", areas: int = 2) -> Sheet:
    cells = tuple(Cell(str(number), state, "<ACF> +1") for number, state in enumerate(STATES))
    return Sheet("nom", "Panier & lieux", "2015", warning, "signes", ("Préfecture", "Sous-préfecture"),
                 tuple(f"S{number}" for number in range(6)),
                 [("Ouaka", f"Lieu {number}", cells) for number in range(areas)], "fr")  # fmt: skip


def test_every_cell_stands_once_with_the_class_of_its_state() -> None:
    page = basket_sheet(sheet()).decode()
    for number, state in enumerate(STATES):
        assert page.count(f'<td class="{state}">{number}<small>&lt;ACF&gt; +1</small></td>') == 2
        assert f"td.{state}" in page  # each kind of nothing has its own look
    assert page.count("<b>Ouaka</b>") == 1  # a prefecture is named once


def test_texts_are_harmless_and_the_fictitious_is_said() -> None:
    page = basket_sheet(sheet("FICTIF")).decode()
    assert "Panier &amp; lieux" in page
    assert '<p class="warning">FICTIF</p>' in page
    assert 'class="warning"' not in basket_sheet(sheet()).decode()
    assert not re.search(r"https?://", page)


def test_the_rows_of_eighty_five_places_fit_the_height_of_one_page() -> None:
    page = basket_sheet(sheet(areas=85)).decode()
    height = float(re.search(r"height: ([\d.]+)mm", page).group(1))
    assert height * 86 <= TALL
