"""Which rows are data, and what the others are: every row is one or the other, and each is told."""

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.recognise import Layout, recognise
from etl.rows import NotData, WrongTotal, classify, filled_down, number_of, second_table, together, wrong_totals

HEADINGS = ["Mois", "Organisation", "Secteur", "Préfecture", "Atteint total"]
ACF = ["mars 2025", "ACF", "Santé", "Ouaka", "10"]
MSF = ["mars 2025", "MSF", "EHA", "Ouaka", "20"]
BLANK: list[str | None] = [None] * 5


def table_of(rows: Sequence[Sequence[str | None]]) -> pa.Table:
    width = max(map(len, rows))
    return pa.table(
        {
            f"c{column}": pa.array([row[column] if column < len(row) else None for row in rows], pa.string())
            for column in range(width)
        }
    )


def read(*rows: Sequence[str | None]) -> tuple[Layout, pa.Table]:
    table = table_of(rows)
    layout = recognise(table)
    assert layout
    return layout, table


def told(*rows: Sequence[str | None]) -> list[tuple[int, int, str, str | None]]:
    """Rows from 0, as they are told."""
    return [(part.first_row, part.last_row, part.why, part.text) for part in classify(*read(*rows))]


def total(text: str, number: str | None, column: int = 1) -> list[str | None]:
    row = [*BLANK[:4], number]
    row[column] = text
    return row


def test_a_sheet_of_headings_and_data_has_one_row_that_is_none() -> None:
    assert told(HEADINGS, ACF, MSF) == [(0, 0, "heading", None)]


def test_titles_blanks_headings_and_tags_are_told_in_runs() -> None:
    tags = ["#date+reported", "#org", "#sector", "#adm1+name", "#reached"]
    titles = [["Protection de l'enfance"], ["Qui fait quoi", "mars 2025"]]
    assert told(BLANK, *titles, BLANK, BLANK, HEADINGS, tags, ACF, BLANK, [" ", "\u00a0"], MSF, BLANK) == [
        (0, 0, "blank", None),
        (1, 2, "title", None),
        (3, 4, "blank", None),
        (5, 5, "heading", None),
        (6, 6, "hxl", None),
        (8, 9, "blank", None),
        (11, 11, "blank", None),
    ]


def test_two_lines_of_headings_are_one_run() -> None:
    groups = ["Mois", "Organisation", "Secteur", "Préfecture", None]
    names = [None, None, None, "Nom", "Atteint total"]
    assert told(groups, names, ACF)[0] == (0, 1, "heading", None)


def test_words_alone_in_their_row_are_a_note_and_a_number_alone_is_data() -> None:
    note = ["Source : clusters"]
    assert told(HEADINGS, ACF, note, [None, None, "* provisoire"], [*BLANK[:4], "12"], [None, "2025"]) == [
        (0, 0, "heading", None),
        (2, 2, "note", "Source : clusters"),
        (3, 3, "note", "* provisoire"),
    ]


def test_the_words_of_a_note_are_cut() -> None:
    assert told(HEADINGS, ACF, ["Source : " + "x" * 5_000])[1] == (2, 2, "note", "Source : " + "x" * 191)


def test_a_row_that_is_but_half_empty_is_data() -> None:
    assert told(HEADINGS, [None, "ACF", None, "Ouaka", None], ["mars 2025", "ACF"]) == [(0, 0, "heading", None)]


def test_headings_repeated_below_are_headings_however_they_are_written() -> None:
    again = ["Mois", "Organisation", "SECTEUR", "Préfecture", "Atteint total"]
    assert told(HEADINGS, ACF, again, MSF, HEADINGS) == [
        (0, 0, "heading", None),
        (2, 2, "heading", None),
        (4, 4, "heading", None),
    ]


@pytest.mark.parametrize(
    "text",
    ["Total", "TOTAL", "Sous-total", "sous total Ouaka", "Total général", "Grand total", "Subtotal", "Sub-total Ouaka",
     "Totaux", "Total :", "  Total", "Ensemble"],
)  # fmt: skip
def test_a_total_is_no_data_and_is_told_by_its_words(text: str) -> None:
    assert told(HEADINGS, ACF, MSF, total(text, "30"))[1:] == [(3, 3, "subtotal", text)]


def test_a_total_may_stand_in_any_column_that_comes_first() -> None:
    assert told(HEADINGS, ACF, total("Total Ouaka", "10", column=3))[1:] == [(2, 2, "subtotal", "Total Ouaka")]
    assert told(HEADINGS, ACF, total("Total", "10", column=0))[1:] == [(2, 2, "subtotal", "Total")]


@pytest.mark.parametrize("organisation", ["Total Énergies", "Ensemble pour la paix", "Totalité", "Ensemblier"])
def test_an_organisation_whose_name_begins_as_a_total_is_data(organisation: str) -> None:
    assert told(HEADINGS, [*ACF[:1], organisation, *ACF[2:]], [None, organisation, "EHA", "Ouaka", "5"]) == [
        (0, 0, "heading", None)
    ]


def test_a_second_table_begins_where_other_headings_do() -> None:
    other = ["Nom du site", "Service", "Préfecture", "Statut du site"]
    layout, table = read(HEADINGS, ACF, BLANK, other, ["École 1", "École", "Ouaka", "Ouvert"])
    assert second_table(layout, table) == 3


@pytest.mark.parametrize(
    "row",
    [
        HEADINGS,  # the same table goes on
        ["Mois", "Organisation", "ACF", "Ouaka", "Santé", "12", "x"],  # two words of headings among others
        ["Service", "Site", None, None, None],
    ],
)
def test_what_is_no_second_table(row: list[str | None]) -> None:
    assert second_table(*read(HEADINGS, ACF, row, MSF)) is None


def test_a_merged_text_is_that_of_all_its_rows_of_data() -> None:
    rows = [HEADINGS, ACF, [*MSF[:3], None, "20"], BLANK, [*MSF[:3], None, "30"]]
    layout, table = read(*rows)
    filled, fills = filled_down(layout, table, [(1, 3, 4, 3)], 0, classify(layout, table))
    assert filled.column(3).to_pylist() == ["Préfecture", "Ouaka", "Ouaka", None, "Ouaka"]
    assert fills == [(2, "adm1_name", "Ouaka"), (4, "adm1_name", "Ouaka")]


@pytest.mark.parametrize(
    "merge",
    [
        (0, 3, 2, 3),  # headings
        (1, 4, 2, 4),  # a number is not said of two rows
        (1, 1, 1, 3),  # of one row
        (2, 3, 3, 3),  # blank
        (9, 3, 12, 3),  # below the table
        (1, 7, 2, 7),  # beside it
    ],
)
def test_other_merged_cells_are_left_as_they_are(merge: tuple[int, int, int, int]) -> None:
    layout, table = read(HEADINGS, ACF, [*MSF[:3], None, None], [*MSF[:3], None, "5"])
    filled, fills = filled_down(layout, table, [merge], 0, classify(layout, table))
    assert (filled.to_pylist(), fills) == (table.to_pylist(), [])


def test_merged_cells_are_counted_from_the_sheet_s_own_column() -> None:
    layout, table = read(HEADINGS, ACF, [*MSF[:3], None, "20"])
    _, fills = filled_down(layout, table, [(1, 5, 2, 5)], 2, classify(layout, table))
    assert fills == [(2, "adm1_name", "Ouaka")]


def wrong(*rows: Sequence[str | None]) -> list[WrongTotal]:
    layout, table = read(*rows)
    return wrong_totals(layout, table, classify(layout, table))


def test_totals_that_add_up_are_right() -> None:
    sub, whole = total("Sous-total", "30"), total("Total", "60")
    assert wrong(HEADINGS, ACF, MSF, sub, ACF, MSF, sub, whole) == []
    assert wrong(HEADINGS, ACF, MSF, total("Total", None)) == []
    assert wrong(HEADINGS, ACF, MSF, total("Total", "30.0")) == []
    assert wrong(HEADINGS, [*ACF[:4], "1 000"], [*ACF[:4], "2,000"], total("Total", "3\u00a0000")) == []
    assert wrong(HEADINGS, ACF, MSF) == []


def test_a_total_that_does_not_add_up_is_told_with_what_the_rows_make() -> None:
    assert wrong(HEADINGS, ACF, MSF, total("Total", "31")) == [WrongTotal(3, "reached", "31", 30)]


def test_a_wrong_total_beneath_another_is_told_with_the_sum_of_all() -> None:
    sub, whole = total("Sous-total", "30"), total("Total général", "61")
    assert wrong(HEADINGS, ACF, MSF, sub, ACF, MSF, sub, whole) == [WrongTotal(7, "reached", "61", 60)]


def test_totals_of_columns_by_age_are_summed_too() -> None:
    headings = [*HEADINGS[:4], "Filles 0-17 ans"]
    assert wrong(headings, ACF, MSF, total("Total", "40")) == [WrongTotal(3, "reached_girls", "40", 30)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12.0", 12), (" 1 234 ", 1234), ("1\u202f234", 1234), ("1,234,567", 1_234_567), ("12.5", None),
     ("<5", None), ("1,23", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_number_of_a_total_is_whole(text: str | None, number: int | None) -> None:
    assert number_of(text) == number


def test_notes_and_totals_are_told_one_by_one() -> None:
    found = {0: ("blank", None), 1: ("blank", None), 2: ("note", "a"), 3: ("note", "a"), 5: ("blank", None)}
    assert together(found) == [
        NotData(0, 1, "blank"),
        NotData(2, 2, "note", "a"),
        NotData(3, 3, "note", "a"),
        NotData(5, 5, "blank"),
    ]


def test_rows_that_merged_cells_fill_are_data_even_with_one_text_of_their_own() -> None:
    rows = [HEADINGS, ACF, [None, None, "EHA", None, None], [None, None, "Nutrition", None, None]]
    table = table_of(rows)
    merges = [(1, column, 3, column) for column in (0, 1, 3)]
    layout = recognise(table, merges)
    assert [(part.first_row, part.why) for part in classify(layout, table, merges)] == [(0, "heading")]
    assert [part.why for part in classify(layout, table)] == ["heading", "note", "note"]


ROWS = st.sampled_from(
    [BLANK, ACF, MSF, HEADINGS, ["Source"], total("Total", "30"), [None, "x", "y"], [" "], [*BLANK[:4], "5"]]
)


@given(st.lists(st.sampled_from([BLANK, ["Titre"]]), max_size=3), st.lists(ROWS, max_size=12))
def test_every_row_is_data_or_told_once(above: list[list], below: list[list]) -> None:
    layout, table = read(*above, HEADINGS, *below)
    runs = [(part.first_row, part.last_row) for part in classify(layout, table)]
    told_rows = [row for first, last in runs for row in range(first, last + 1)]
    assert told_rows == sorted(set(told_rows))
    assert all(0 <= row < table.num_rows for row in told_rows)
    grid = [*above, HEADINGS, *below]
    assert all(row in told_rows or any(grid[row]) for row in range(len(grid)))
    assert all(row not in told_rows for row in range(len(grid)) if grid[row] in (ACF, MSF))
