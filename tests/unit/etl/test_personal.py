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


CHILDREN = ("Mbomou Jean", "NGAÏSSONA Awa", "Zoumadou Marie-Claire", "Kette Brice", "yalo ngana désiré")
AGES = ("7 ans", "12 ans", "15 ans", "9 ans", "4 ans")
PLACES = ("Bambari", "Ippy", "Bria", "Bambari", "Bria")


def listing(**columns: tuple[object, ...]) -> pa.Table:
    return pa.table({name: pa.array([name, *map(str, values)]) for name, values in columns.items()})


def beside(heading: str, values: tuple[object, ...] = CHILDREN, **others: tuple[object, ...]) -> pa.Table:
    """A sheet with one column of names or so, a sex, and what else is given."""
    return listing(**{heading: values, "Sexe": ("F", "M", "F", "M", "F")}, **others, **{"Préfecture": PLACES})


@pytest.mark.parametrize(
    "heading",
    ["Cas", "Enfants", "Children", "Enfants référés", "Bénéficiaires", "Commentaire", "", "Sous-préfecture", "Noms",
     "Nom complet", "Full name", "Partenaire", "Victime", "Child", "Observations"],
)  # fmt: skip
def test_names_beside_a_sex_are_children_under_any_heading(heading: str) -> None:
    names = (
        CHILDREN if heading in ("Cas", "Enfants", "Children", "Noms", "Partenaire") else (*CHILDREN[:4], "Yalo Ngana")
    )
    assert judge(beside(heading, names)).refused
    assert judge(beside(heading, names, **{"Nombre de cas": (1,) * 5})).refused
    assert not set(CHILDREN) & set(judge(beside(heading, names)).refused)


@pytest.mark.parametrize("heading", ["Cas", "Enfants", "Référencements", "Bénéficiaires", "Cible"])
def test_names_where_people_are_counted_are_children_without_a_sex(heading: str) -> None:
    assert judge(listing(**{"Organisation": PLACES, heading: CHILDREN})).refused == (heading,)


@pytest.mark.parametrize("heading", ["Nom complet", "Partenaire"])
def test_names_each_counted_once_are_children(heading: str) -> None:
    assert judge(listing(**{heading: CHILDREN, "Statut du cas": ("Ouvert",) * 5, "Nombre de cas": (1,) * 5})).refused


@pytest.mark.parametrize(
    "heading",
    ["1. Nom de l'enfant *", "Nom de l'enfant / Child's name", "identification/nom_enfant", "Nom du mineur",
     "NOM & PRENOMS DE L'ENFANT", "Child's full name", "Né(e) le", "Nom du parent/tuteur", "Date of birth (dd/mm/yyyy)",
     "Nom et Prénom(s) du participant", "Name of the child", "child_name", "Téléphone du tuteur *",
     "Name of caregiver"],
)  # fmt: skip
def test_disguised_headings_refuse_a_sheet(heading: str) -> None:
    assert judge(listing(**{"Organisation": ("ACTED",), heading: ("x",)})).refused == (heading,)


@pytest.mark.parametrize(
    "heading",
    ["Nom de l'espace ami d'enfants", "Nom de l'école bénéficiaire", "Name of child protection partner",
     "Nom de l'organisation bénéficiaire", "Type de bénéficiaires", "Nombre d'enfants", "Nom du site", "Nom du projet",
     "Toute précision utile, sans nom, numéro ni date de naissance de personne.", "Clinique fixe ou mobile"],
)  # fmt: skip
def test_other_names_refuse_nothing(heading: str) -> None:
    found = judge(listing(**{"Organisation": ("ACTED",), heading: ("x",)}))
    assert (found.refused, found.contacts) == ((), ())


@pytest.mark.parametrize(
    ("heading", "ages"),
    [("Âge", AGES), ("Age en mois", (84, 120, 36, 60, 11)), ("Âge (années révolues)", (7, 12, 15, 9, 4)),
     ("Age of victim", (7, 12, 15, 9, 4)), ("Tranche d'âge", AGES), ("Renseignements", AGES)],
)  # fmt: skip
def test_single_ages_are_persons(heading: str, ages: tuple[object, ...]) -> None:
    assert judge(beside("ID unique", tuple(range(10_001, 10_006)), **{heading: ages})).refused
    assert judge(listing(**{"Sexe": ("F",) * 5, heading: ages})).refused == (heading,)


def test_ages_that_end_brackets_of_people_counted_are_not() -> None:
    sheet = listing(**{"Organisation": ("ACTED",) * 3, "Age": (5, 11, 17), "Nombre de cas": (12, 7, 30)})
    assert judge(sheet).refused == ()


ORDINARY = {"Organisation": ("ACTED", "IRC", "DRC", "ACF", "IRC"), "Secteur": ("Protection",) * 5}


@pytest.mark.parametrize(
    ("heading", "values"),
    [("Adresse", ("Avenue Boganda", "Km 5", "Rue 1", "Rue 2", "Rue 3")),
     ("Registration number", ("NGO-001", "NGO-002", "NGO-003", "NGO-004", "NGO-005")),
     ("N° dossier", ("A-1", "A-2", "A-3", "A-4", "A-5")), ("Code bénéficiaire", ("B1", "B1", "B2", "B2", "B3")),
     ("Nom", ("ACTED", "IRC", "DRC", "ACF", "IRC")), ("Code projet", tuple(f"CAR-25/PRO-{n:04d}" for n in range(5))),
     ("Age", (5, 11, 17, 5, 11)), ("Case number", (5, 6, 7, 8, 9))],
)  # fmt: skip
def test_a_heading_alone_does_not_refuse_an_ordinary_4w(heading: str, values: tuple[object, ...]) -> None:
    counted = {"Genre": ("2a", "2b", "1", "2a", "0"), "Atteint total": (120, 30, 8, 1, 45)}
    assert judge(listing(**ORDINARY, **{heading: values}, **counted)).refused == ()
    sexes = {"Sexe": ("F", "M", "F", "M", "F"), "Atteint total": (120, 30, 8, 1, 45)}
    assert judge(listing(**ORDINARY, **{heading: values}, **sexes)).refused == ()


def test_case_numbers_that_are_counts_and_gender_markers_refuse_nothing() -> None:
    assert judge(listing(**ORDINARY, **{"Numéro de cas": (5, 6, 7, 8, 9)})).refused == ()
    assert judge(listing(Nom=("ACTED", "IRC"), Genre=("2a", "2b"))).refused == ()
    assert judge(beside("Code projet", tuple(f"CAR-25/PRO-{n:04d}" for n in range(5)))).refused == ()


@pytest.mark.parametrize("heading", ["Montant demandé", "Budget", "Bénéficiaires", "Fonds reçus", "Remarque"])
def test_amounts_are_not_telephones(heading: str) -> None:
    assert judge(listing(**ORDINARY, **{heading: tuple(range(75_000_000, 75_000_005))})).contacts == ()


def test_a_list_of_children_below_a_4w_is_found() -> None:
    ordinary = [("ACTED", "Protection", "Ouaka", 12 + n) for n in range(700)]
    for headings in (("Cas", "Sexe", "Âge", "Préfecture"), ("Nom de l'enfant", "Ville", "Date", "Statut")):
        rows = [(name, "F", age, "Ouaka") for name, age in zip(CHILDREN, AGES, strict=True)]
        sheet = grid(("Organisation", "Secteur", "Préfecture", "Atteint total"), *ordinary, headings, *rows)
        assert judge(sheet).refused


def test_lines_about_persons_are_a_list() -> None:
    lines = [f"{name}, 12 ans, tel 70 12 34 5{n}" for n, name in enumerate(CHILDREN[:4])]
    ordinary = [("ACTED", "Protection", "40")] * 5
    head = ("Organisation", "Secteur", "Atteint total")
    assert judge(grid(head, *ordinary, *[(line, "", "") for line in lines])).refused == ("?",)
    assert judge(grid(head, *ordinary, ("Activités avec des enfants de 6 à 12 ans", "", ""))).refused == ()


def built(tmp_path: Path, *rows: tuple[object, ...]) -> tuple[str, list[bytes]]:
    """What a build says, and all that it writes."""
    (tmp_path / "in").mkdir()
    workbook(tmp_path / "in" / "a.xlsx", *rows)
    report = tmp_path / "report.json"
    main(["build", "--sources", str(tmp_path / "in"), "--warehouse", str(tmp_path / "w"), "--report", str(report)])
    written = [path.read_bytes() for path in (tmp_path / "w").rglob("*") if path.is_file()]
    return report.read_text(encoding="utf-8"), written


def test_a_name_where_cases_are_counted_is_not_repeated(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    head = ("Organisation", "Préfecture", "Mois", "Nombre de cas", "Statut du cas")
    counts = [("ACTED", "Ouaka", "mars 2025", n, status) for n, status in ((12, "Ouvert"), (7, "Fermé"))]
    told, written = built(tmp_path, head, *counts, ("IRC", "Ouaka", "mars 2025", "Zoumadou Jean", "Ouvert"))
    assert "« un texte » n'est pas un nombre entier" in told
    assert "Zoumadou" not in told + "".join(capfd.readouterr())
    assert not any(b"Zoumadou" in content for content in written)


def test_the_words_of_a_note_about_a_person_are_not_kept(tmp_path: Path) -> None:
    head = ("Organisation", "Secteur", "Préfecture", "Mois")
    notes = ("Zoumadou Jean, 12 ans, tel 70 12 34 50", "Note : Zoumadou Jean, 12 ans", "Source : partenaires")
    told, written = built(tmp_path, head, ("ACTED", "Santé", "Ouaka", "mars 2025"), *[(note,) for note in notes])
    assert "Source : partenaires" in told
    assert "Zoumadou" not in told
    assert not any(b"Zoumadou" in content for content in written)


DIRECTORY = {"Type de service": ("École",) * 3, "Nom du site": ("École A", "École B", "École C")}
OWN_LINE = "Contact du service"


@pytest.mark.parametrize(
    "lines",
    [
        ("+236 70 12 34 50", "21 61 00 00", ""),
        ("accueil@ecole.cf", "info.protection@ong.org", "1212 / 72 10 20 30"),
        ("72 10 20 30 ; 75 10 20 30", "secretariat@ecole.cf, 70 10 20 30", "116 ou 1212"),
    ],
)
def test_a_service_s_own_numbers_and_mailboxes_are_kept(lines: tuple[str, ...]) -> None:
    assert judge(listing(**DIRECTORY, **{OWN_LINE: lines})).contacts == ()


@pytest.mark.parametrize(
    "line",
    [
        "Jean Mbomou 70 12 34 50",
        "Mme Awa",
        "j.mbomou@ong.org",
        "jean.mbomou@accueil.cf",
        "chef de centre: 70 12 34 50",
        "70 12 34 50 (Jean)",
        "#Jean Mbomou",
    ],
)
def test_one_name_among_them_and_the_whole_column_is_left_out(line: str) -> None:
    found = judge(listing(**DIRECTORY, **{OWN_LINE: ("+236 70 12 34 50", line, line)}))
    assert (found.refused, found.contact_headings) == ((), (OWN_LINE,))


def test_a_name_among_thousands_of_lines_is_not_overlooked() -> None:
    lines = (*(f"70 {n // 10_000:02d} {n // 100 % 100:02d} {n % 100:02d}" for n in range(2_500)), "Jean Mbomou")
    sites = {name: values[:1] * len(lines) for name, values in DIRECTORY.items()}
    assert judge(listing(**sites, **{OWN_LINE: lines})).contact_headings == (OWN_LINE,)


def test_such_a_column_is_a_contact_like_any_other_where_no_site_is_listed() -> None:
    lines = ("+236 70 12 34 50", "21 61 00 00", "1212")
    assert judge(listing(Organisation=("ACTED",) * 3, **{OWN_LINE: lines})).contact_headings == (OWN_LINE,)
    assert judge(listing(**DIRECTORY, Contact=lines)).contact_headings == ("Contact",)


def test_whom_a_site_receives_is_no_age_and_no_sex_of_a_child() -> None:
    served = {"Âge minimum accueilli": ("0", "6", "12"), "Âge maximum accueilli": ("5 ans", "17 ans", "17 ans"),
              "Sexe accueilli": ("Filles", "Garçons", "Filles")}  # fmt: skip
    assert judge(listing(**DIRECTORY, **served)).refused == ()
    assert judge(listing(**DIRECTORY, **{"Âge": ("5 ans", "17 ans", "17 ans"), "Sexe": ("F", "M", "F")})).refused
    assert judge(listing(**DIRECTORY, **served, Enfants=CHILDREN[:3], Sexe=("F", "M", "F"))).refused
