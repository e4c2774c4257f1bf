"""Cases 1 to 25: where the table stands in its workbook, and what stands around it."""

from tests.corpus import old_formats
from tests.corpus.long_sheet import long_workbook
from tests.corpus.record import (
    SHEET,
    Case,
    Expected,
    File,
    Remark,
    Table,
    accepted,
    book,
    case,
    month,
    refused,
    rows,
    without,
)  # fmt: skip
from tests.corpus.xlsx import Sheet, workbook

TITLES = [["Protection de l'enfance"], ["Qui fait quoi, où, quand"]]
TAGS = {
    "period": "#date+reported", "organisation": "#org+acronym", "sector": "#sector+name", "adm1_name": "#adm1+name",
    "adm1_code": "#adm1+code", "adm2_name": "#adm2+name", "adm2_code": "#adm2+code", "activity": "#activity",
}  # fmt: skip


def title_rows() -> Case:
    table = Table(rows(1), top=[*TITLES, []])
    return case(1, "title_rows", book(table, "A", not_data={"title": 2, "blank": 1}))


def merged_title() -> Case:
    table = Table(rows(2), top=TITLES[:1])
    return case(2, "merged_title", book(table, "A", not_data={"title": 1}, merged=["A1:H1"]))


def merged_prefecture() -> Case:
    data = without(rows(3), "adm1_code", "adm2_code")
    data[1]["adm1_name"] = data[2]["adm1_name"] = None
    table = Table(data)
    remarks = [table.remark("cell_filled_down", "adm1_name", row) for row in (3, 4)]
    file = book(table, "AW", remarks, merged=["D2:D4"])
    facts = (f"SELECT DISTINCT adm1_name_received FROM core.activities WHERE period = '{month(3)}'", (("Ouaka",),))
    return case(3, "merged_prefecture", file, facts=(facts,))


def heading_on_two_lines() -> Case:
    table = Table(rows(4))
    groups = ["Mois", "Organisation", "Secteur", "Préfecture", None, "Sous-préfecture", None, "Activité"]
    names = [None, None, None, "Nom", "P-code", "Nom", "P-code", None]
    table = table.with_grid([groups, names, *table.grid[1:]])
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:H2"]
    remark = Remark("headings_interpreted", SHEET, 2)  # at the last line of the headings
    return case(4, "heading_on_two_lines", book(table, "AW", [remark], not_data={"heading": 2}, merged=merged))


def tag_row() -> Case:
    own_heading = {"organisation": "Structure qui agit"}
    second = Table(rows(5), headings=own_heading, between=[list(TAGS.values())])
    fifth = Table(rows(91), top=[*TITLES, []], headings=own_heading, between=[list(TAGS.values())])
    return case(
        5, "tag_row",
        book(second, "A", not_data={"hxl": 1}),
        book(fifth, "A", not_data={"title": 2, "blank": 1, "hxl": 1}),
    )  # fmt: skip


def headings_written_otherwise() -> Case:
    headings = {
        "period": " MOIS ", "organisation": "organisation\n", "sector": "SECTÈUR", "adm1_name": "PRÉFECTURE",
        "adm2_name": "sous\nprefecture", "adm2_code": "Code   sous-préfecture",
    }  # fmt: skip
    table = Table(rows(6), headings=headings)
    return case(6, "headings_written_otherwise", book(table, "AW", [Remark("headings_interpreted", SHEET, 1)]))


def english_headings() -> Case:
    headings = {
        "period": "Reporting period", "organisation": "Agency", "sector": "Cluster", "adm1_name": "Prefecture name",
        "adm1_code": "Prefecture p-code", "adm2_name": "Sub-prefecture", "adm2_code": "Sub-prefecture p-code",
        "activity": "Activity",
    }  # fmt: skip
    table = Table(rows(7), headings=headings)
    return case(7, "english_headings", book(table, "AW", tolerated=(Remark("headings_interpreted", SHEET, 1),)))


def columns_missing() -> Case:
    data = rows(8, targeted=20, reached=10, comment="vu")
    table = Table(without(data, "sector", "adm1_name", "adm1_code", "adm2_name", "adm2_code"))
    says = {"columns_missing": ("(?i)secteur", "(?i)préfecture|lieu")}
    return case(8, "columns_missing", book(table, "F", [Remark("columns_missing", SHEET)], says=says))


def heading_repeated() -> Case:
    again = {"organisation_again": "Organisation"}
    table = Table([row | {"organisation_again": "UNICEF"} for row in rows(9)], headings=again)
    says = {"heading_repeated": ("Organisation",)}
    return case(9, "heading_repeated", book(table, "F", [Remark("heading_repeated", SHEET)], says=says))


def unknown_column() -> Case:
    table = Table([row | {"Couleur du véhicule": "blanc"} for row in rows(10)])
    return case(10, "unknown_column", book(table, "AW", [Remark("column_unknown", SHEET)]))


def columns_in_another_order() -> Case:
    table = Table([dict(reversed(row.items())) for row in rows(11)])
    return case(11, "columns_in_another_order", book(table, "A"))


def blank_rows() -> Case:
    table = Table(rows(12))
    heading, first, *others = table.grid
    table = table.with_grid([heading, [], first, [], [None, " "], *others])
    return case(12, "blank_rows", book(table, "A", not_data={"blank": 3}))


def total_rows() -> Case:
    def totalled(number: int, total: int) -> Table:
        table = Table(rows(number, 4, reached=10))
        heading, *data = table.grid
        sub, whole = ([None, text, *[None] * 6, sum_] for text, sum_ in (("Sous-total", 20), ("Total général", total)))
        return table.with_grid([heading, *data[:2], sub, *data[2:], sub, whole])

    wrong = Remark("total_row_disagrees", SHEET, 8, "I8")
    return case(
        13, "total_rows",
        book(totalled(13, 40), "A", not_data={"subtotal": 3}),
        book(totalled(92, 41), "AW", [wrong], not_data={"subtotal": 3}),
    )  # fmt: skip


def footnotes() -> Case:
    table = Table(rows(14))
    notes = [[], ["Source : clusters, données provisoires"], ["* hors activités de plaidoyer"]]
    table = table.with_grid([*table.grid, *notes])
    return case(14, "footnotes", book(table, "A", not_data={"blank": 1, "note": 2}))


def two_tables() -> Case:
    table = Table(rows(15))
    second = [["Nom du site", "Service", "Préfecture", "Statut du site"], ["École 1", "École", "Ouaka", "Ouvert"]]
    table = table.with_grid([*table.grid, [], *second])
    says = {"sheet_two_tables": ("6",)}
    return case(15, "two_tables", book(table, "F", [Remark("sheet_two_tables", SHEET)], says=says))


def third_sheet() -> Case:
    def content() -> bytes:
        return workbook(
            Sheet("Lisez-moi", [["Remplissez la feuille 4W, une ligne par activité."]]),
            Sheet("Listes", [["Oui"], ["Non"]]),
            Sheet(SHEET, Table(rows(16)).grid),
        )

    remarks = (Remark("sheet_ignored", "Lisez-moi"), Remark("sheet_ignored", "Listes"))
    return case(16, "third_sheet", File(".xlsx", content, Expected("A", remarks, accepted(3))))


def hidden_sheet(number: int, name: str, state: str) -> Case:
    def content() -> bytes:
        hidden = Table(rows(number, 2, organisation="UNICEF"))
        return workbook(Sheet(SHEET, Table(rows(number)).grid), Sheet("Brut", hidden.grid, state=state))

    expected = Expected("AW", (Remark("sheet_hidden", "Brut"),), accepted(3), says={"sheet_hidden": ("2",)})
    return case(number, name, File(".xlsx", content, expected))


def hidden_rows() -> Case:
    table = Table(rows(19, 5))
    remarks = [table.remark("row_hidden", None, row) for row in (3, 6)]
    return case(19, "hidden_rows", book(table, "AW", remarks, hidden_rows=(3, 4, 6)))


def empty_workbook() -> Case:
    return case(20, "empty_workbook", refused(".xlsx", lambda: workbook(Sheet("Feuil1", [])), "sheet_empty", "Feuil1"))


def headings_only() -> Case:
    content = Table(rows(21)).with_grid(Table(rows(21)).grid[:1]).xlsx()
    return case(21, "headings_only", refused(".xlsx", content, "sheet_without_rows", SHEET))


def far_cell() -> Case:
    says = {"cell_far_away": ("XFD1048576",)}
    file = book(Table(rows(22)), "AW", [Remark("cell_far_away", SHEET)], far={"XFD1048576": "x"}, says=says)
    return case(22, "far_cell", file)


def too_long() -> Case:
    return case(23, "too_long", refused(".xlsx", lambda: long_workbook(500_001), "file_too_long"))


def old_excel() -> Case:
    def content() -> bytes:
        return old_formats.xls({SHEET: Table(rows(24, reached=10)).grid})

    return case(24, "old_excel", File(".xls", content, Expected("A", (), accepted(3))))


def other_programs() -> Case:
    def content() -> bytes:
        return old_formats.ods({SHEET: Table(rows(25, reached=10)).grid})

    ods = File(".ods", content, Expected("A", (), accepted(3)))
    return case(25, "other_programs", ods, refused(".xlsb", old_formats.xlsb, "file_format_refused"))


CASES = (
    title_rows(), merged_title(), merged_prefecture(), heading_on_two_lines(), tag_row(), headings_written_otherwise(),
    english_headings(), columns_missing(), heading_repeated(), unknown_column(), columns_in_another_order(),
    blank_rows(), total_rows(), footnotes(), two_tables(), third_sheet(), hidden_sheet(17, "hidden_sheet", "hidden"),
    hidden_sheet(18, "very_hidden_sheet", "veryHidden"), hidden_rows(), empty_workbook(), headings_only(), far_cell(),
    too_long(), old_excel(), other_programs(),
)  # fmt: skip
