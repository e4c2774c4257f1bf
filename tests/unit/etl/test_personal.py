"""Sheets about single children are refused before anything is written; contacts of staff are left out."""

from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter

from etl import extract
from etl.commands import NOTHING_LOADED, main
from etl.personal import judge

NAMES = ("Aminata", "Brice", "Chloé", "Désiré")


def grid(*rows: tuple[object, ...]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table({f"c{n}": pa.array([str(cell) for cell in column]) for n, column in enumerate(columns)})


@pytest.mark.parametrize(
    "heading",
    ["Nom de l'enfant", "NOM ET\nPRÉNOMS", "Date de naissance", "DDN", "Téléphone du tuteur", "Case ID", "N° de cas"],
)
def test_a_heading_about_a_child_refuses_the_sheet(heading: str) -> None:
    assert judge(grid(("Organisation", heading), ("ACTED", "x"))).refused == (heading,)


def test_a_column_called_nom_is_personal_beside_a_sex_and_harmless_beside_a_sector() -> None:
    assert judge(grid(("Nom", "Sexe"), ("x", "F"))).refused == ("Nom",)
    assert judge(grid(("Nom", "Secteur"), ("ACTED", "Santé"))).refused == ()


def test_ages_in_years_are_persons_and_brackets_are_not() -> None:
    assert judge(grid(("Âge",), (12,), (7,), (15,))).refused == ("Âge",)
    assert judge(grid(("Tranche d'âge",), ("0-4",), ("5-11",), ("12-17",))).refused == ()


def test_case_numbers_beside_a_sex_are_known_by_their_shape_and_never_repeated() -> None:
    numbers = [(f"CPIMS-2025-{n:04d}", "F") for n in range(12)]
    assert judge(grid(("Référence", "Sexe"), *numbers)).refused == ("Référence",)
    assert judge(grid(("", "Sexe"), *numbers)).refused == ("?",)


def test_numbers_of_projects_and_sites_are_nobody_s() -> None:
    assert judge(grid(("Code projet", "Secteur"), *[(f"CERF-2022-{n:03d}", "EHA") for n in range(12)])).refused == ()


@pytest.mark.parametrize("date", ["2022-03-1{}", "2022031{}", "22.03.201{}", "2{}/07/2022", "21-03-201{}"])
def test_dates_are_not_telephones(date: str) -> None:
    assert judge(grid(("Début",), *[(date.format(n),) for n in range(8)])).contacts == ()


def test_pcodes_and_project_codes_are_not_case_numbers() -> None:
    assert judge(grid(("PCODE2",), *[(f"CF{n}",) for n in range(111, 130)])).refused == ()


def test_contacts_of_staff_are_emptied_and_named() -> None:
    found = judge(grid(("Organisation", "Téléphone", "E-mail"), ("ACTED", "72 10 20 30", "a@b.cf")))
    assert (found.refused, found.contacts, found.contact_headings) == ((), (1, 2), ("Téléphone", "E-mail"))


def test_telephones_are_known_by_their_shape_under_any_heading() -> None:
    numbers = [("+236 72 10 20 3" + str(n),) for n in range(5)]
    assert judge(grid(("Remarque",), *numbers)).contacts == (0,)


def workbook(path: Path, *rows: tuple[object, ...]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def test_nothing_of_a_personal_sheet_leaves_the_reading_process(tmp_path: Path) -> None:
    workbook(tmp_path / "cas.xlsx", ("Nom de l'enfant", "Sexe"), *[(name, "F") for name in NAMES])
    (file,) = extract.extract([tmp_path / "cas.xlsx"])
    assert file.sheets[0].personal == ("Nom de l'enfant",)
    assert file.sheets[0].table.num_rows == 0


def test_the_refusal_names_the_columns_and_no_value_anywhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    workbook(tmp_path / "in" / "cas.xlsx", ("Nom de l'enfant", "Sexe"), *[(name, "F") for name in NAMES])
    report = tmp_path / "report.json"
    status = main(
        ["build", "--sources", str(tmp_path / "in"), "--warehouse", str(tmp_path / "w"), "--report", str(report)]
    )
    assert status == NOTHING_LOADED
    told = report.read_text(encoding="utf-8") + "".join(capfd.readouterr())
    assert "personal_data_refused" in told
    assert "Nom de l'enfant" in told
    written = [path.read_bytes() for path in (tmp_path / "w").rglob("*") if path.is_file()]
    for name in NAMES:
        assert name not in told
        assert not any(name.encode() in content for content in written)


def test_a_contact_column_is_left_out_of_the_warehouse_and_the_row_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    headings = ("Organisation", "Secteur", "Préfecture", "Mois", "Téléphone")
    rows = [("ACTED", "Santé", "Ouaka", "mars 2025", f"72 10 20 3{n}") for n in range(3)]
    workbook(tmp_path / "in" / "4w.xlsx", headings, *rows)
    report = tmp_path / "report.json"
    assert (
        main(["build", "--sources", str(tmp_path / "in"), "--warehouse", str(tmp_path / "w"), "--report", str(report)])
        == 0
    )
    told = report.read_text(encoding="utf-8")
    assert '"contacts_left_out"' in told
    assert "72 10 20 3" not in told
    files = [path.read_bytes() for path in (tmp_path / "w").rglob("*") if path.is_file()]
    assert not any(b"72 10 20 3" in content for content in files)
