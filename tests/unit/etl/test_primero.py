"""Managed reports of Primero and CPIMS+: each cell of their tables is a count, told at its cell."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from tests.factories import Built, activity, grid

SAID = "Date Range: Custom / From: 2022-01-01 / To: 2022-03-31 / Agency: UNICEF / Location: Ouaka / Bambari / "
AGES = ["0 - 4", "5 - 11", "12 - 17", "18+", "Total"]
BY_SEX_AND_AGE = [
    ["Protection Concerns"],
    [SAID],
    ["Generated On: 2022-04-02 10:00:00"],
    [],
    ["Protection Concerns"],
    ["", "Female", "", "", "", "", "Male", "", "", "", "", "Total"],
    ["", *AGES, *AGES, ""],
    ["Unaccompanied child", 1, 2, 3, 0, 6, 0, 1, 0, 0, 1, 7],
    ["Child labour", 0, 0, 5, 1, 6, 0, 4, 2, 0, 6, 13],
    ["Total", 1, 2, 8, 1, 12, 0, 5, 2, 0, 9, 19],
    [],
    ["Case status"],
    ["", "Female", "Male", "Total"],
    ["Open", 8, 4, 12],
    ["Closed", "x", 3, 7],
    ["Waiting", "", "", ""],
]
BY_MONTH = [
    ["Nombre total de cas par sexe et âge"],
    ["Afficher par: Mois / Période: 01/01/2022 - 28/02/2022 / Agence: ACF / Préfecture: Ouaka"],
    [],
    ["Nombre total de cas"],
    ["", "2022-Jan", "", "", "2022-févr.", "", ""],
    ["", "0 - 11", "12 - 17", "Total", "0 - 11", "12 - 17", "Total"],
    ["Filles", 3, 4, 7, 1, 1, 2],
    ["Garçons", 2, 2, 4, 0, 5, 5],
    ["Inconnu", 0, 0, 0, 1, 0, 1],
    [],
    ["Nationalité"],
    ["", "Total"],
    ["Centrafricaine", 20],
]
PLACES = [
    ["Reporting Location"],
    ["Quarter: T1 2022 / Organisation: ACF"],
    [],
    ["Reporting Location", "Total"],
    ["Ouaka", 5],
    ["CF431", 4],
    ["Nulle part", 2],
]
NATIONAL = [
    ["Niveau de risque - UNICEF"],
    ["Période: mars 2022 / Lieu: République centrafricaine"],
    [],
    ["Niveau de risque", "Filles", "Garçons"],
    ["Élevé", 3, 4],
    ["Faible", 1, 0],
]
DEMO = [["Case status"], ["Agency: ACF / Location: Ouaka / Period: 2022-03"], [], ["", "Total"], ["Open", 3]]


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    """One workbook of several reports, one of a report alone, and a 4W."""
    return judged(
        {
            "primero.xlsx": {"Protection Concerns": BY_SEX_AND_AGE, "Sexe et âge": BY_MONTH, "Lieux": PLACES},
            "national.xlsx": {"Risque": NATIONAL},
            "4w.xlsx": {"4W": grid([activity()])},
        }
    )


def counts(built: Built, sheet: str, what: str) -> list[tuple]:
    return built.rows(
        f"SELECT c.cell, {what} FROM core.case_counts c JOIN core.source_sheets s USING (sheet_id) "
        f"WHERE sheet = '{sheet}' ORDER BY c.row % 2097152, c.row"
    )


def entry(built: Built, sheet: str) -> dict:
    return next(e for e in built.report["files"] if e["sheet"] == sheet)


def said(built: Built, sheet: str) -> list[tuple]:
    return sorted((i["code"], i["cell"] or "", i["value"] or "") for i in entry(built, sheet)["issues"])


def test_each_cell_is_a_count_of_a_sex_and_an_age(built: Built) -> None:
    found = counts(built, "Protection Concerns", "concern, sex, age_group, case_count, counted_by")
    assert [row for row in found if row[1] == "Unaccompanied child"] == [
        ("B8", "Unaccompanied child", "Female", "0-4", 1, "concern"),
        ("C8", "Unaccompanied child", "Female", "5-11", 2, "concern"),
        ("D8", "Unaccompanied child", "Female", "12-17", 3, "concern"),
        ("E8", "Unaccompanied child", "Female", "18+", 0, "concern"),
        ("G8", "Unaccompanied child", "Male", "0-4", 0, "concern"),
        ("H8", "Unaccompanied child", "Male", "5-11", 1, "concern"),
        ("I8", "Unaccompanied child", "Male", "12-17", 0, "concern"),
        ("J8", "Unaccompanied child", "Male", "18+", 0, "concern"),
    ]
    assert sum(row[4] for row in found if row[5] == "concern") == 7 + 12
    assert [row[:1] + row[2:] for row in found if row[5] == "case_status"] == [
        ("B14", "Female", None, 8, "case_status"),
        ("C14", "Male", None, 4, "case_status"),
    ]


def test_the_parameters_say_whose_where_and_when(built: Built) -> None:
    assert set(counts(built, "Protection Concerns", "organisation_id, c.period, adm1_pcode, adm2_pcode")) == {
        (cell, "unicef", "2022-Q1", "CF43", "CF431")
        for cell, *_ in counts(built, "Protection Concerns", "row")
    }  # fmt: skip
    assert {row[1:] for row in counts(built, "Sexe et âge", "organisation_id, adm1_pcode, adm2_pcode")} == {
        ("acf", "CF43", None)
    }


def test_totals_are_checked_and_never_loaded_beside_their_parts(built: Built) -> None:
    assert not {"F8", "K8", "L8", "B10", "D14"} & {cell for cell, *_ in counts(built, "Protection Concerns", "row")}
    wrong = [row for row in said(built, "Protection Concerns") if row[0] == "total_row_disagrees"]
    # B10 to J10 are the sums of the two rows above but K10 (9 for 5 + 2), L9 (13 for 12), L10 (19: 1+2+8+1+0+5+2+0)
    assert wrong == [("total_row_disagrees", "K10", "9"), ("total_row_disagrees", "L9", "13")]


def test_a_bad_cell_rejects_its_row_and_is_named(built: Built) -> None:
    assert ("count_unreadable", "B15", "x") in said(built, "Protection Concerns")
    told = entry(built, "Protection Concerns")
    assert (told["kind"], told["rows_seen"], told["rows_received"], told["rows_accepted"], told["rows_rejected"]) == (
        "case_counts", 16, 4, 3, 1,
    )  # fmt: skip
    assert told["rows_seen"] == told["rows_accepted"] + told["rows_rejected"] + told["rows_not_data"]
    whys = {(part["why"], part["first_row"], part["last_row"]) for part in told["not_data"]}
    assert whys == {
        ("title", 1, 3), ("blank", 4, 4), ("title", 5, 5), ("heading", 6, 7), ("subtotal", 10, 10), ("blank", 11, 11),
        ("title", 12, 12), ("heading", 13, 13), ("note", 16, 16),
    }  # fmt: skip


def test_columns_may_be_grouped_by_month_and_rows_be_sexes(built: Built) -> None:
    found = counts(built, "Sexe et âge", "c.period, sex, age_group, case_count, concern")
    assert found[:4] == [
        ("B7", "2022-01", "Filles", "0-11", 3, None),
        ("C7", "2022-01", "Filles", "12-17", 4, None),
        ("E7", "2022-02", "Filles", "0-11", 1, None),
        ("F7", "2022-02", "Filles", "12-17", 1, None),
    ]
    assert sum(row[4] for row in found) == 7 + 2 + 4 + 5 + 0 + 1
    assert {row[2] for row in found} == {"Filles", "Garçons", "Inconnu"}


def test_a_table_that_counts_by_something_else_is_named_and_left_aside(built: Built) -> None:
    issues = [issue for e in built.report["files"] for issue in e["issues"]]
    (remark,) = [issue for issue in issues if issue["code"] == "report_tables_left_out"]
    assert (remark["sheet"], remark["outcome"], remark["value"]) == ("Sexe et âge", "noted", "Nationalité")
    assert ("note", 13, "Nationalité") in {
        (p["why"], p["first_row"], p["text"]) for p in entry(built, "Sexe et âge")["not_data"]
    }


def test_rows_may_be_places(built: Built) -> None:
    assert counts(built, "Lieux", "c.period, adm1_pcode, adm2_pcode, case_count") == [
        ("B5", "2022-Q1", "CF43", None, 5),
        ("B6", "2022-Q1", "CF43", "CF431", 4),
    ]
    assert [
        (i["row"], i["code"], i["value"]) for i in entry(built, "Lieux")["issues"] if i["outcome"] == "rejected"
    ] == [(7, "place_unknown", "Nulle part")]


def test_a_report_on_the_whole_country_has_no_place_and_says_so_once(built: Built) -> None:
    told = entry(built, "Risque")
    assert (told["rows_received"], told["rows_accepted"], told["rows_rejected"]) == (2, 0, 2)
    assert [(i["code"], i["row"]) for i in told["issues"] if i["outcome"] == "rejected"] == [("place_missing", None)]
    assert counts(built, "Risque", "row") == []
    (remark,) = [i for e in built.report["files"] for i in e["issues"] if i["code"] == "report_without_place"]
    assert (remark["sheet"], remark["value"]) == ("Risque", "République centrafricaine")


def test_no_sheet_of_ours_is_taken_for_a_report(built: Built) -> None:
    assert entry(built, "4W")["kind"] == "activities"
    assert built.rows("SELECT count(*) FROM core.case_counts WHERE counted_by IS NULL") == [(0,)]


def test_columns_are_told_with_their_headings(built: Built) -> None:
    (bad,) = [i for i in entry(built, "Protection Concerns")["issues"] if i["code"] == "count_unreadable"]
    assert (bad["column"], bad["row"]) == ("Female 0 - 4", 15)


SHAPES: Mapping[str, Sequence[Sequence[object]]] = {
    "no title": BY_SEX_AND_AGE[1:],
    "no parameters": [BY_SEX_AND_AGE[0], *BY_SEX_AND_AGE[3:]],
    "no table": BY_SEX_AND_AGE[:4],
    "people reached": [
        ["Bénéficiaires par préfecture"],
        ["Mois: mars 2022 / Organisation: ACF"],
        ["Préfecture", "Filles", "Garçons"],
        ["Ouaka", 4, 5],
    ],
    "nobody knows what": [["Synthèse"], ["Mois: mars 2022"], ["Préfecture", "Filles", "Garçons"], ["Ouaka", 4, 5]],
    "a note": [["Note"], ["Période: mars 2022"], ["Rien à signaler", "12"]],
}


def test_a_sheet_of_another_shape_is_no_report(judged: Callable[..., Built]) -> None:
    files = {f"{name}.xlsx": {"Feuille": rows} for name, rows in SHAPES.items()}
    built = judged({**files, "4w.xlsx": {"4W": grid([activity()])}})
    loaded = {(e["file"], e["kind"]) for e in built.report["files"] if e["rows_accepted"]}
    assert loaded == {("4w.xlsx", "activities")}


def test_a_report_of_the_demonstration_says_that_it_is_fictitious(judged: Callable[..., Built]) -> None:
    fictitious = [["Case status - données fictives"], *DEMO[1:]]
    built = judged({"demo.xlsx": {"Case status": fictitious}})
    assert built.rows("SELECT is_demo FROM core.source_files") == [(True,)]
    assert built.rows("SELECT case_status, case_count, cell FROM core.case_counts") == [("Open", 3, "B5")]
