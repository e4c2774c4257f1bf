"""From grids to staged rows: which sheets count, which period a row has, which rows are the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus import xlsx
from tests.factories import Built, activity, case_count, delimited, grid, referral, site, workbook

HEALTHY = grid([activity()])
NBSP = "\N{NO-BREAK SPACE}"


def about(subject: str, **cells: object) -> dict:
    """A row of a file of its own: the same row in two files would be counted once."""
    return activity(activity=subject, **cells)


def without_period(subject: str) -> list[list]:
    row = about(subject)
    del row["period"]
    return grid([row])


def with_blank_rows() -> list[list]:
    headings, first, second = grid([about("blancs"), about("blancs", organisation="", sector="EHA")])
    blank = ["", " ", NBSP]
    return [[], [], headings, blank, first, [], [], second, blank]


MERGED = [
    ["Mois", "Organisation", "Préfecture", "Secteur"],
    ["2022-03", "ACF", "Ouaka", "Santé"],
    [None, None, None, "EHA"],
    [None, None, None, "Nutrition"],
]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One file for each question; each test looks at its own."""
    twice, headings_and_row = about("double", reached=5), grid([about("inconnue")])
    raw = {"4W": grid([about("masquée")]), "Brut": grid([activity(organisation="UNICEF")] * 3), "m": [["masquée"]]}
    hidden = workbook(tmp_path_factory.mktemp("hidden") / "x.xlsx", raw, hidden=["Brut"]).read_bytes()
    return small(
        {
            "a_2019-12.xlsx": {"4W janvier 2020": grid([about("a", period="02/2022"), about("a", period="")])},
            "b_2019-12.xlsx": {"Feuil1": [["4W du T3 2021"], *without_period("b")]},
            "c_2019-12.xlsx": {"Feuil1": without_period("c")},
            "périodes.xlsx": {
                "4W": grid(
                    [about("périodes", period=text) for text in ("mars 2022", "", "bientôt", "13/2022", "#REF!")]
                )
            },
            "feuille.xlsx": {"4W mars 2022": grid([about("feuille"), about("feuille", period="bientôt")])},
            "blancs.xlsx": {"4W": with_blank_rows()},
            "décalé.xlsx": {"4W": [["", "", *row] for row in grid([about("décalé")])]},
            "double.xlsx": {"4W": grid([twice, about("autre"), twice, twice, about("encore")])},
            "double ailleurs.csv": delimited(grid([about("ailleurs"), twice])),
            "presque.xlsx": {
                "4W": grid([about("presque", targeted=5, reached=""), about("presque", targeted="", reached=5)])
            },
            "feuilles.xlsx": {
                "Lisez-moi": [["Bonjour"]],
                "Vide": [],
                "4W": grid([about("feuilles")]),
                "Sites": grid([site(), site(site_name="École 2")]),
                "Cas": grid([case_count()]),
                "Réf": grid([referral()]),
            },
            "masquée.xlsx": hidden,
            "deux fois a.xlsx": {"4W": grid([about("twice"), about("a"), about("b")])},
            "deux fois b.xlsx": {"4W": grid([*[about("twice")] * 2, about("c"), about("d"), about("e")])},
            "nord et sud.xlsx": {name: grid([about(name)] * 2) for name in ("Nord", "Sud")},
            "fusionnée.xlsx": xlsx.workbook(xlsx.Sheet("4W", MERGED, merged=["A2:A4", "B2:B4", "C2:C4"])),
            "inconnue.xlsx": {"4W": [[*headings_and_row[0], "Couleur\ndu véhicule"], [*headings_and_row[1], "bleu"]]},
        }
    )


def periods(built: Built, file: str) -> list[str]:
    return [period for (period,) in loaded(built, file, "activities.period")]


def issues(built: Built, file: str) -> list[dict]:
    return [issue for entry in built.report["files"] if entry["file"] == file for issue in entry["issues"]]


def about_rows(built: Built, file: str) -> list[tuple]:
    """(row, column, value, code) of the remarks about rows of a file."""
    return [
        (issue["row"], issue["column"], issue["value"], issue["code"]) for issue in issues(built, file) if issue["row"]
    ]


def about_sheets(built: Built, file: str) -> list[tuple]:
    """(sheet, value, code) of the remarks about no row of a file."""
    return [(issue["sheet"], issue["value"], issue["code"]) for issue in issues(built, file) if issue["row"] is None]


def loaded(built: Built, file: str, columns: str) -> list[tuple]:
    return built.rows(
        f"SELECT {columns} FROM core.activities JOIN core.source_sheets USING (sheet_id) "
        f"JOIN core.source_files f USING (file_id) WHERE f.file = '{file}' ORDER BY row"
    )


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a_2019-12.xlsx", ["2022-02", "2020-01"]),
        ("b_2019-12.xlsx", ["2021-Q3"]),
        ("c_2019-12.xlsx", ["2019-12"]),
    ],
)
def test_the_period_is_said_by_the_row_else_the_sheet_else_the_title_else_the_file(
    built: Built, file: str, expected: list[str]
) -> None:
    assert periods(built, file) == expected


def test_a_row_without_a_period_or_with_an_unreadable_one_is_rejected(built: Built) -> None:
    assert periods(built, "périodes.xlsx") == ["2022-03"]
    assert about_rows(built, "périodes.xlsx") == [
        (3, "Mois", None, "period_missing"),
        (4, "Mois", "bientôt", "period_unreadable"),
        (5, "Mois", "13/2022", "period_unreadable"),
        (6, "Mois", "#REF!", "cell_error"),
    ]


def test_a_bad_period_is_not_replaced_by_that_of_the_sheet(built: Built) -> None:
    assert about_rows(built, "feuille.xlsx") == [(3, "Mois", "bientôt", "period_unreadable")]


def test_blank_rows_are_no_rows_and_the_others_keep_their_numbers(built: Built) -> None:
    (entry,) = [entry for entry in built.report["files"] if entry["file"] == "blancs.xlsx"]
    assert (entry["rows_received"], entry["rows_accepted"], entry["rows_rejected"]) == (2, 1, 1)
    assert loaded(built, "blancs.xlsx", "row") == [(5,)]
    assert about_rows(built, "blancs.xlsx") == [(8, "Organisation", None, "organisation_missing")]


def test_a_table_that_begins_in_another_column_is_read_where_it_stands(built: Built) -> None:
    assert loaded(built, "décalé.xlsx", "organisation_id, adm2_pcode") == [("acf", "CF431")]


def test_a_row_repeated_to_the_letter_is_accepted_with_a_remark_and_counted_once(built: Built) -> None:
    assert about_rows(built, "double.xlsx") == [(4, None, "2", "duplicate_row"), (5, None, "2", "duplicate_row")]
    assert loaded(built, "double.xlsx", "row, is_duplicate") == [
        (2, False),
        (3, False),
        (4, True),
        (5, True),
        (6, False),
    ]


def test_a_row_that_stands_in_two_files_is_counted_in_the_one_received_first(built: Built) -> None:
    assert loaded(built, "double ailleurs.csv", "row, is_duplicate") == [(2, False), (3, True)]
    (issue,) = [issue for issue in issues(built, "double ailleurs.csv") if issue["row"]]
    assert (issue["row"], issue["cell"], issue["code"]) == (3, None, "duplicate_elsewhere")
    assert issue["message"] == "Ligne identique dans « double.xlsx » (ligne 2) : comptée une seule fois."


def test_a_row_repeated_in_its_file_and_in_another_is_counted_once(built: Built) -> None:
    found = [loaded(built, f"deux fois {letter}.xlsx", "row, is_duplicate") for letter in "ab"]
    assert found == [
        [(2, False), (3, False), (4, False)],
        [(2, True), (3, True), (4, False), (5, False), (6, False)],
    ]


def test_two_sheets_whose_rows_are_all_repeated_are_not_one(built: Built) -> None:
    assert loaded(built, "nord et sud.xlsx", "activity, is_duplicate") == [
        ("Nord", False),
        ("Sud", False),
        ("Nord", True),
        ("Sud", True),
    ]


def test_two_rows_that_differ_only_by_the_column_of_a_number_are_two_rows(built: Built) -> None:
    assert issues(built, "presque.xlsx") == []
    assert loaded(built, "presque.xlsx", "targeted_count, reached_count") == [(5, None), (None, 5)]


def test_of_all_sheets_of_a_workbook_those_with_a_table_are_read(built: Built) -> None:
    assert built.rows(
        "SELECT sheet, kind, rows_received FROM core.source_sheets JOIN core.source_files f USING (file_id) "
        "WHERE f.file = 'feuilles.xlsx' ORDER BY sheet_id"
    ) == [
        ("4W", "activities", 1),
        ("Sites", "service_sites", 2),
        ("Cas", "case_counts", 1),
        ("Réf", "referral_counts", 1),
    ]
    assert about_sheets(built, "feuilles.xlsx") == [
        ("Lisez-moi", None, "sheet_ignored"),
        ("Vide", None, "sheet_ignored"),
    ]


def test_a_hidden_sheet_is_not_loaded_and_its_rows_are_told(built: Built) -> None:
    assert about_sheets(built, "masquée.xlsx") == [("Brut", "3", "sheet_hidden"), ("m", None, "sheet_ignored")]
    assert loaded(built, "masquée.xlsx", "organisation_id") == [("acf",)]


def test_a_column_that_nobody_knows_is_noted_by_its_heading(built: Built) -> None:
    assert about_sheets(built, "inconnue.xlsx") == [("4W", "Couleur du véhicule", "column_unknown")]
    (entry,) = [entry for entry in built.report["files"] if entry["file"] == "inconnue.xlsx"]
    assert entry["rows_warned"] == 0


def test_a_workbook_of_which_all_is_hidden_loads_nothing(judged: Callable[..., Built], tmp_path: Path) -> None:
    hidden = workbook(tmp_path / "x.xlsx", {"Notes": [["Bonjour"]], "4W": HEALTHY}, hidden=["4W"]).read_bytes()
    built = judged({"4w.xlsx": hidden})
    assert built.warehouse is None
    assert about_sheets(built, "4w.xlsx") == [("4W", "1", "sheet_hidden"), ("Notes", None, "sheet_unrecognised")]


@pytest.fixture(scope="module")
def troubled(judged: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One good file among ten bad ones."""
    whole = workbook(tmp_path_factory.mktemp("whole") / "x.xlsx", {"4W": HEALTHY}).read_bytes()
    return judged(
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


def test_fictitious_rows_are_left_aside_beside_real_ones(small: Callable[..., Built]) -> None:
    invented = grid([activity(organisation="KODRO-FIC", comment="Données  FICTIVES.")])
    built = small({"démo.xlsx": {"4W": invented}, "réel.xlsx": {"4W": HEALTHY}})
    assert about_sheets(built, "démo.xlsx") == [(None, None, "demo_mixed")]
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


def test_nothing_is_fictitious_in_a_warehouse_of_real_rows(built: Built) -> None:
    assert built.rows("SELECT is_demo FROM marts.build") == [(False,)]


def test_the_age_of_the_data_is_that_of_the_newest_file_that_was_loaded(small: Callable[..., Built]) -> None:
    invented = grid([activity(comment="données fictives")])
    lost = grid([activity(organisation="")])
    built = small({"a.xlsx": {"4W": HEALTHY}, "b.xlsx": {"4W": invented}, "c.xlsx": b"%PDF", "d.xlsx": {"4W": lost}})
    assert built.rows("SELECT received_at::VARCHAR FROM marts.build") == built.rows(
        "SELECT received_at::VARCHAR FROM core.source_files WHERE file = 'a.xlsx'"
    )


def test_rows_beneath_merged_cells_are_loaded_even_with_one_text_of_their_own(built: Built) -> None:
    assert loaded(built, "fusionnée.xlsx", "row, organisation_id, adm1_pcode, sector_code") == [
        (2, "acf", "CF43", "HEA"),
        (3, "acf", "CF43", "WSH"),
        (4, "acf", "CF43", "NUT"),
    ]
    filled = [row for row, *_, code in about_rows(built, "fusionnée.xlsx") if code == "cell_filled_down"]
    assert filled == [3, 3, 3, 4, 4, 4]
