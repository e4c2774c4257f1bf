"""From grids to staged rows: which sheets count, which period a row has, which rows are the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import Built, activity, case_count, delimited, grid, referral, site, workbook

HEALTHY = grid([activity()])


def periods(built: Built) -> list[str]:
    return [period for (period,) in built.rows("SELECT period FROM core.activities ORDER BY sheet_id, row")]


def about_sheets(built: Built) -> list[tuple[str | None, object, str]]:
    """(sheet, value, code) of the remarks that are about no row."""
    return [
        (issue["sheet"], issue["value"], issue["code"])
        for entry in built.report["files"]
        for issue in entry["issues"]
        if issue["row"] is None
    ]


def without_period(sheet: str) -> dict[str, list]:
    row = activity()
    del row["period"]
    return {sheet: grid([row])}


def test_the_period_is_said_by_the_row_else_the_sheet_else_the_title_else_the_file(small: Callable[..., Built]) -> None:
    titled = [["4W du T3 2021"], *without_period("x")["x"]]
    built = small(
        {
            "a_2019-12.xlsx": {"4W janvier 2020": grid([activity(period="02/2022"), activity(period="")])},
            "b_2019-12.xlsx": {"Feuil1": titled},
            "c_2019-12.xlsx": without_period("Feuil1"),
        }
    )
    assert periods(built) == ["2022-02", "2020-01", "2021-Q3", "2019-12"]


def test_a_row_without_a_period_or_with_an_unreadable_one_is_rejected(small: Callable[..., Built]) -> None:
    rows = [activity(period=text) for text in ("mars 2022", "", "bientôt", "13/2022", "#REF!")]
    built = small({"4w.xlsx": {"4W": grid(rows)}})
    assert built.remarks() == [
        (3, "Mois", None, "period_missing"),
        (4, "Mois", "bientôt", "period_unreadable"),
        (5, "Mois", "13/2022", "period_unreadable"),
        (6, "Mois", "#REF!", "period_unreadable"),
    ]


def test_a_bad_period_is_not_replaced_by_that_of_the_sheet(small: Callable[..., Built]) -> None:
    built = small({"4w.xlsx": {"4W mars 2022": grid([activity(), activity(period="bientôt")])}})
    assert built.remarks() == [(3, "Mois", "bientôt", "period_unreadable")]


def test_blank_rows_are_no_rows_and_the_others_keep_their_numbers(small: Callable[..., Built]) -> None:
    headings, first, second = grid([activity(), activity(organisation="", sector="EHA")])
    blank = ["", " ", "\N{NO-BREAK SPACE}"]
    built = small({"4w.xlsx": {"4W": [[], [], headings, blank, first, [], [], second, blank]}})
    assert built.report["totals"] == {
        "files": 1, "rows_received": 2, "rows_accepted": 1, "rows_warned": 0, "rows_rejected": 1,
    }  # fmt: skip
    assert built.rows("SELECT row FROM core.activities") == [(5,)]
    assert built.remarks() == [(8, "Organisation", None, "organisation_missing")]


def test_a_table_that_begins_in_another_column_is_read_where_it_stands(small: Callable[..., Built]) -> None:
    shifted = [["", "", *row] for row in grid([activity()])]
    built = small({"4w.xlsx": {"4W": shifted}})
    assert built.rows("SELECT organisation_id, adm2_pcode FROM core.activities") == [("acf", "CF431")]


def test_a_row_repeated_to_the_letter_is_accepted_with_a_remark_and_counted_once(small: Callable[..., Built]) -> None:
    twice, other = activity(reached=5), activity(reached=6)
    built = small({"a.xlsx": {"4W": grid([twice, other, twice, twice])}, "b.csv": delimited(grid([twice]))})
    assert built.remarks() == [(4, None, "2", "duplicate_row"), (5, None, "2", "duplicate_row")]
    assert built.rows("SELECT row, is_duplicate FROM core.activities WHERE sheet_id = 1 ORDER BY row") == [
        (2, False),
        (3, False),
        (4, True),
        (5, True),
    ]
    # the same row in another partner's file is that partner's own
    assert built.rows("SELECT row, is_duplicate FROM core.activities WHERE sheet_id = 2") == [(2, False)]


def test_two_rows_that_differ_only_by_a_blank_cell_are_two_rows(small: Callable[..., Built]) -> None:
    built = small({"a.xlsx": {"4W": grid([activity(targeted=5, reached=""), activity(targeted="", reached=5)])}})
    assert built.remarks() == []


def test_of_all_sheets_of_a_workbook_those_with_a_table_are_read(small: Callable[..., Built]) -> None:
    built = small(
        {
            "4w.xlsx": {
                "Lisez-moi": [["Bonjour"]],
                "Vide": [],
                "4W": HEALTHY,
                "Sites": grid([site(), site(site_name="École 2")]),
                "Cas": grid([case_count()]),
                "Réf": grid([referral()]),
            }
        }
    )
    assert built.rows("SELECT sheet, kind, rows_received FROM core.source_sheets ORDER BY sheet_id") == [
        ("4W", "activities", 1),
        ("Sites", "service_sites", 2),
        ("Cas", "case_counts", 1),
        ("Réf", "referral_counts", 1),
    ]
    assert about_sheets(built) == [("Lisez-moi", None, "sheet_ignored"), ("Vide", None, "sheet_ignored")]


def test_a_hidden_sheet_is_not_loaded_and_its_rows_are_told(small: Callable[..., Built], tmp_path: Path) -> None:
    raw = grid([activity(organisation="UNICEF")] * 3)
    hidden = workbook(tmp_path / "x.xlsx", {"4W": HEALTHY, "Brut": raw}, hidden=["Brut"]).read_bytes()
    built = small({"4w.xlsx": hidden})
    assert about_sheets(built) == [("Brut", "3", "sheet_hidden")]
    assert built.rows("SELECT organisation_id FROM core.activities") == [("acf",)]


def test_a_workbook_of_which_all_is_hidden_loads_nothing(small: Callable[..., Built], tmp_path: Path) -> None:
    hidden = workbook(tmp_path / "x.xlsx", {"Notes": [["Bonjour"]], "4W": HEALTHY}, hidden=["4W"]).read_bytes()
    built = small({"4w.xlsx": hidden})
    assert built.warehouse is None
    assert about_sheets(built) == [("4W", "1", "sheet_hidden"), ("Notes", None, "sheet_unrecognised")]


@pytest.fixture(scope="module")
def troubled(small: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One good file among ten bad ones."""
    whole = workbook(tmp_path_factory.mktemp("whole") / "x.xlsx", {"4W": HEALTHY}).read_bytes()
    return small(
        {
            "01 zéro.xlsx": b"",
            "02 pas un classeur.xlsx": b"%PDF-1.7",
            "03 tronqué.xlsx": whole[:-500],
            "04 nul.csv": b"Mois;Organisation\n\0\0;ACF\n",
            "05 vide.xlsx": {"Feuil1": []},
            "06 inconnu.xlsx": {"Feuil1": [["Couleur", "Taille"], ["bleu", 3]]},
            "07 intitulés seuls.xlsx": {"4W": HEALTHY[:1]},
            "08 vide.csv": b"",
            "09 lettre.txt": "Bonjour à tous".encode(),
            "10 bon.xlsx": whole,
            "11 copie.xlsx": whole,
        }
    )


def test_a_bad_file_is_told_and_the_good_one_loads(troubled: Built) -> None:
    assert [(entry["file"], [issue["code"] for issue in entry["issues"]]) for entry in troubled.report["files"]] == [
        ("01 zéro.xlsx", ["file_empty"]),
        ("02 pas un classeur.xlsx", ["file_not_workbook"]),
        ("03 tronqué.xlsx", ["file_not_workbook"]),
        ("04 nul.csv", ["file_not_text"]),
        ("05 vide.xlsx", ["sheet_empty"]),
        ("06 inconnu.xlsx", ["sheet_unrecognised"]),
        ("07 intitulés seuls.xlsx", ["sheet_without_rows"]),
        ("08 vide.csv", ["sheet_empty"]),
        ("09 lettre.txt", ["sheet_unrecognised"]),
        ("10 bon.xlsx", []),
        ("11 copie.xlsx", ["file_repeated"]),
    ]
    assert troubled.report["totals"]["rows_received"] == 1
    assert troubled.rows("SELECT count(*) FROM core.activities") == [(1,)]


def test_the_copy_of_a_file_names_the_file_it_copies(troubled: Built) -> None:
    (issue,) = troubled.report["files"][-1]["issues"]
    assert issue["message"] == "Ce fichier est identique à « 10 bon.xlsx », déjà lu : il n'est pas compté deux fois."


def test_a_column_that_nobody_knows_is_noted_by_its_heading(small: Callable[..., Built]) -> None:
    headings, row = HEALTHY
    built = small({"4w.xlsx": {"4W": [[*headings, "Couleur\ndu véhicule"], [*row, "bleu"]]}})
    assert about_sheets(built) == [("4W", "Couleur du véhicule", "column_unknown")]
    assert built.report["files"][0]["rows_warned"] == 0


def test_fictitious_rows_are_left_aside_beside_real_ones(small: Callable[..., Built]) -> None:
    invented = grid([activity(organisation="KODRO-FIC", comment="Données  FICTIVES.")])
    built = small({"démo.xlsx": {"4W": invented}, "réel.xlsx": {"4W": HEALTHY}})
    assert about_sheets(built) == [(None, None, "demo_mixed")]
    assert [entry["rows_received"] for entry in built.report["files"]] == [0, 1]
    assert built.rows("SELECT organisation_id FROM core.organisations") == [("acf",)]
    assert built.rows("SELECT file, is_demo FROM core.source_files ORDER BY file") == [
        ("démo.xlsx", True),
        ("réel.xlsx", False),
    ]
    assert built.rows("SELECT is_demo FROM marts.build") == [(False,)]


def test_fictitious_rows_alone_are_loaded_and_marked(small: Callable[..., Built]) -> None:
    built = small({"démo.xlsx": {"4W": grid([activity(comment="données fictives")])}})
    assert built.rows("SELECT is_demo FROM marts.build") == [(True,)]


def test_nothing_is_fictitious_in_a_warehouse_of_real_rows(small: Callable[..., Built]) -> None:
    assert small({"réel.xlsx": {"4W": HEALTHY}}).rows("SELECT is_demo FROM marts.build") == [(False,)]


def test_the_age_of_the_data_is_that_of_the_newest_file_that_was_loaded(small: Callable[..., Built]) -> None:
    invented = grid([activity(comment="données fictives")])
    built = small({"a.xlsx": {"4W": HEALTHY}, "b.xlsx": {"4W": invented}, "c.xlsx": b"%PDF"})
    assert built.rows("SELECT received_at::VARCHAR FROM marts.build") == built.rows(
        "SELECT received_at::VARCHAR FROM core.source_files WHERE file = 'a.xlsx'"
    )
