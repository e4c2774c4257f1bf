"""The sheet to print: each row once, struck out where it no longer holds, harmless, and smaller as it grows."""

import re

import pytest

from dashboard.figures.printed_sheet import PrintedSheet, PrintedTable, printed_sheet


def table(rows: int, is_struck: bool = False, nothing: str = "") -> PrintedTable:
    cells = [(f"service {row}", "site", "périmée depuis le 2 juillet") for row in range(rows)]
    heading, headings = "À part" if is_struck else "Valides", ("Service", "Site", "Fiche")
    return PrintedTable(heading, headings, cells, (30, 40, 30), nothing, is_struck)


def page(*tables: PrintedTable, title: str = "Annuaire") -> str:
    return printed_sheet(PrintedSheet(title, ["INTERNE"], ["Édité le 1 mai 2026"], tables, ["Source"], "fr")).decode()


def test_each_row_stands_once_and_only_what_no_longer_holds_is_struck_out() -> None:
    html = page(table(3), table(2, is_struck=True))
    valid, apart = re.findall(r"<tbody>(.*?)</tbody>", html)
    assert (valid.count("<tr>"), apart.count("<tr>")) == (3, 2)
    assert 'class="gone"' not in valid
    # all but the last cell, which says why
    assert apart.count('<td class="gone">') == 2 * 2
    assert apart.count("<td>périmée depuis le 2 juillet</td>") == 2
    assert "Édité le 1 mai 2026" in html
    assert '<html lang="fr">' in html


def test_where_there_is_no_row_the_sheet_says_so_or_says_nothing() -> None:
    html = page(table(0, nothing="Aucun service."), table(0, is_struck=True))
    assert "<h2>Valides</h2><p>Aucun service.</p>" in html
    assert "À part" not in html
    assert "<table" not in html


def test_a_text_from_outside_is_no_markup() -> None:
    html = page(table(1), title="<script>alert(1)</script> & co")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html


@pytest.mark.parametrize(("rows", "size"), [(7, "10pt"), (8, "9pt"), (24, "7pt"), (25, "6.2pt"), (60, "6.2pt")])
def test_letters_are_smaller_where_there_are_more_rows(rows: int, size: str) -> None:
    assert f"font: {size}/" in page(table(rows - 2), table(2, is_struck=True))
