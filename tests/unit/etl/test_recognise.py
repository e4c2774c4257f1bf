"""What a sheet is, found by its words whatever their spelling."""

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.headings import REFERENCE, SHARED, fold, is_hxl, role_of_heading, role_of_tag, sector_in_text
from etl.load import STAGING_KINDS
from etl.parts import Part
from etl.recognise import REQUIRED_ROLES, Layout, read_columns, recognise, repeated_heading

NASTY = [
    "Sous-préfecture", "SOUS\r\nPRÉFECTURE", "  a\N{NO-BREAK SPACE}b\N{NARROW NO-BREAK SPACE}c ", "Œuvre", "cœur",
    "Type d’acteur", "Type d'acteur", "e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", "n° 3", "nº 3", "№ 5",
    "1ᵉʳ trimestre", "1er trimestre", "ﬁlles", "Ａｂｃ", "m²", "10⁶", "½", "Ⅳ", "①", "™", "℃", "ª", "Straße", "ẞ",
    "İstanbul", "ıI", "ſ", "ẛ̣", "Łódź", "ø", "æ", "Æ", "K", "Å", "Ñ", "đ", "ŉ", "ǆ", "Ω", "ệ", "ą́",
    "\N{ZERO WIDTH SPACE}a\N{ZERO WIDTH SPACE}b", "\N{SOFT HYPHEN}a\N{SOFT HYPHEN}b", "\ufeffx", "a_b", "a\tb",
    "...", "", " ", "가", "ﷺ", "منظمة", "Йод", "x\u0345", "a\x00b", "a\x85b", "\u2028a", "👩‍👧 famille", "A" * 300,
]  # fmt: skip


def table_of(grid: Sequence[Sequence[str | None]]) -> pa.Table:
    width = max(map(len, grid), default=0)
    return pa.table(
        {
            f"c{column}": pa.array([row[column] if column < len(row) else None for row in grid], pa.string())
            for column in range(width)
        }
    )


def layout_of(grid: Sequence[Sequence[str | None]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Layout | None:
    return recognise(table_of(grid), merges)


def found(grid: Sequence[Sequence[str | None]]) -> dict[str, int]:
    """Role to column position."""
    return {role: column.position for role, column in layout_of(grid).roles().items()}


@pytest.mark.parametrize("text", NASTY)
def test_python_and_sql_fold_a_text_to_the_same_words(macros: duckdb.DuckDBPyConnection, text: str) -> None:
    assert macros.execute("SELECT fold($text)", {"text": text}).fetchall() == [(fold(text),)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sous-\nPréfecture ", "sous prefecture"),
        ("MISE EN ŒUVRE", "mise en oeuvre"),
        ("Type d’acteur", "type d acteur"),
        ("  P-code\N{NO-BREAK SPACE}2", "p code 2"),
        ("…", ""),
    ],
)
def test_case_accents_line_breaks_and_punctuation_do_not_count(text: str, words: str) -> None:
    assert fold(text) == words


def test_headings_are_known_by_their_words() -> None:
    assert found([["SOUS\nPRÉFECTURE", " secteur/domaine", "Nom  organisation", "mois_rapport"], ["Bambari"]]) == {
        "adm2_name": 0,
        "sector": 1,
        "organisation": 2,
        "period": 3,
    }


def test_the_real_3w_is_known_by_its_headings_and_its_tags_are_no_data() -> None:
    grid = [
        ["PREFECTURE", "PCODE1", "SOUSPREFECTURE", "PCODE2", "SECTEUR", "ACTEUR", "Description_Acteur", "TYPE_ORG"],
        ["#adm1+name", "#adm1+code", "#adm2+name", "#adm2+code", "#sector", "#org+name", None, None],
        ["Ouaka", "CF43", "Bambari", "CF431", "Santé", "ACF", "Action contre la Faim", "ONG"],
    ]
    layout = layout_of(grid)
    assert (layout.kind, layout.first_data_row) == ("activities", 2)
    assert list(layout.roles()) == [
        "adm1_name", "adm1_code", "adm2_name", "adm2_code", "sector", "organisation", "organisation_name",
        "organisation_type",
    ]  # fmt: skip


def test_headings_under_titles_are_found_and_the_titles_are_kept() -> None:
    layout = layout_of([["4W Protection"], ["", "T1 2022"], [], ["Acteur", "Secteur", "Préfecture"], ["ACF"]])
    assert (layout.title, layout.first_data_row) == ("4W Protection T1 2022", 4)


def test_headings_are_looked_for_in_thirty_rows_and_not_further() -> None:
    headings = ["Acteur", "Secteur", "Préfecture"]
    assert layout_of([*[["note"]] * 29, headings]).first_data_row == 30
    assert layout_of([*[["note"]] * 30, headings]) is None


def test_tags_with_spaces_in_them_are_tags() -> None:
    grid = [
        ["Celui qui agit", "Ce qu'il fait", "Où"],
        ["#org +acronym", "# sector", "#adm2 + code + v_pcodes"],
        ["ACF", "Santé", "CF431"],
    ]
    assert found(grid) == {"organisation": 0, "sector": 1, "adm2_code": 2}
    assert layout_of(grid).first_data_row == 2


def test_tags_alone_are_enough_without_headings() -> None:
    layout = layout_of([["#org+acronym", "#sector", "#adm2+code"], ["ACF", "Santé", "CF431"]])
    assert layout.first_data_row == 1
    assert [(column.heading, column.role) for column in layout.columns] == [
        ("#org+acronym", "organisation"),
        ("#sector", "sector"),
        ("#adm2+code", "adm2_code"),
    ]


def test_a_known_heading_goes_before_the_tag_beneath_it() -> None:
    grid = [["Préfecture", "Organisation", "Secteur"], ["#adm2+name", "#org", "#sector"], ["Ouaka", "ACF", "Santé"]]
    assert found(grid) == {"adm1_name": 0, "organisation": 1, "sector": 2}


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#ERR!"])
def test_a_row_of_errors_is_data_and_no_row_of_tags(error: str) -> None:
    assert not is_hxl([error, error, error])
    grid = [["Organisation", "Secteur", "Préfecture"], [error, error, error], ["ACF", "Santé", "Ouaka"]]
    assert layout_of(grid).first_data_row == 1


def test_a_row_of_tags_is_one_most_of_whose_cells_are_tags() -> None:
    assert is_hxl(["#org", "", "#sector"])
    assert is_hxl(["#org", "Santé", "#sector"])
    assert is_hxl(["#org +acronym", "# sector", "#adm2 + code +v_pcodes"])
    assert not is_hxl(["#org", "", ""])
    assert not is_hxl(["#org", "Santé", "#sector", "Ouaka"])
    assert not is_hxl(["#1", "#2"])
    assert not is_hxl([])


def test_a_column_nobody_knows_is_kept_with_its_heading_and_no_role() -> None:
    layout = layout_of([["Acteur", "Secteur", "Préfecture", "Couleur\nde la voiture", ""], ["ACF"]])
    assert [(column.position, column.heading) for column in layout.columns if not column.role] == [
        (3, "Couleur de la voiture")
    ]


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (["Agency", "Organisation"], ["organisation", "organisation_name"]),  # as sure: the first
        (["acteur", "Organisation"], ["organisation_name", "organisation"]),  # the surest
        (["Organisation", "Acronyme"], ["organisation_name", "organisation"]),  # an acronym
        (["Secteur", "Cluster"], ["sector", "other_sector"]),
        (["Agency", "Organisation", "Partner"], ["organisation", "organisation_name", None]),
        (["State", "County"], ["adm1_name", "adm2_name"]),  # the lower level stands beside the higher
        (["State code", "County code"], ["adm1_code", "adm2_code"]),
        (["Region", "District"], ["adm1_name", "adm2_name"]),
        (["District", "Region"], ["adm2_name", "adm1_name"]),
        (["County code", "State code"], ["adm2_code", "adm1_code"]),
        (["Province", "Département", "Sous-préfecture"], ["adm1_name", "adm2_name", "locality"]),
        (["Région", "Préfecture", "Sous-préfecture"], [None, "adm1_name", "adm2_name"]),
        (["Programming Partner", "Implementing Partner"], ["organisation", "implementing_partner"]),
        (["Implementing Partner", "Programme partner"], ["implementing_partner", "organisation"]),
        (["Implementing Partner"], ["organisation"]),
        (["Organisation", "Programme partner"], ["organisation", "implementing_partner"]),
        (["Filles", "Garçons", "Total"], ["reached_girls", "reached_boys", "reached"]),
        (["Total", "Filles 0-4", "Filles 5-17"], ["reached", None, None]),
        (["Atteint", "Filles", "Garçons", "Total"], ["reached", "reached_girls", "reached_boys", None]),
        (["Filles", "Coût", "Total"], ["reached_girls", None, None]),
    ],
)
def test_a_role_is_given_once_to_the_column_that_claims_it_most_surely(headings: list[str], roles: list) -> None:
    assert [column.role for column in read_columns("activities", headings, [])] == roles


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["Organisation", "Secteur", "Préfecture"], "activities"),
        (["Service", "Nom du site", "Latitude"], "service_sites"),
        (["Organisation", "Nombre de cas", "Sous-préfecture"], "case_counts"),
        (["Organisation émettrice", "Service demandé", "Nombre de référencements", "Préfecture"], "referral_counts"),
    ],
)
def test_the_kind_of_a_sheet_is_told_by_its_columns(headings: list[str], kind: str) -> None:
    assert layout_of([headings, ["x"]]).kind == kind


@pytest.mark.parametrize(
    "grid",
    [
        [["Organisation", "Secteur"], ["ACF", "Santé"]],  # no place
        [["Organisation", "Préfecture"], ["ACF", "Ouaka"]],  # no sector
        [["Bonjour"], ["Au revoir"]],
        [[None]],
        [],
    ],
)
def test_a_sheet_without_the_columns_of_any_kind_is_not_recognised(grid: list) -> None:
    assert layout_of(grid) is None


def test_of_two_rows_that_might_be_headings_the_one_with_more_roles_is_taken() -> None:
    grid = [["Acteur", "Secteur", "Lieu", "Préfecture"], ["Organisation", "Secteur", "Préfecture", "Mois", "Cible"]]
    assert layout_of(grid).first_data_row == 2


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        ("#org", "organisation"),
        ("#org+full", "organisation_name"),
        ("#ORG +Funder", "donor"),
        ("#adm1+code+v_pcode", "adm1_code"),
        ("#adm1+fr", "adm1_name"),
        ("#reached+f+children+idps", "reached_girls"),
        ("#reached+f", "reached"),
        ("#geo+lat", None),
        ("#adm1+code?", "adm1_code"),
        ("", None),
    ],
)
def test_a_tag_has_the_role_of_the_known_tag_nearest_to_it(tag: str, role: str | None) -> None:
    assert role_of_tag("activities", tag)[0] == role


def test_the_surer_a_tag_is_the_more_it_says() -> None:
    assert role_of_tag("activities", "#org+full") == ("organisation_name", 0.96)
    assert role_of_tag("activities", "#org") == ("organisation", 0.9)
    assert role_of_tag("activities", "#geo+lat") == role_of_tag("activities", "") == (None, 0.0)


def test_every_role_a_sheet_can_have_is_a_column_of_its_staging_table(macros: duckdb.DuckDBPyConnection) -> None:
    columns = {
        kind: {
            name for (name,) in macros.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_schema = 'staging' AND table_name = $kind",
                {"kind": kind},
            ).fetchall()
        }
        for kind in STAGING_KINDS
    }  # fmt: skip
    assert set(REQUIRED_ROLES) == set(columns)
    for name in ("headings.csv", "hxl_tags.csv"):
        with Path(REFERENCE / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for kind in STAGING_KINDS if row["kind"] == SHARED else [row["kind"]]:
                    assert row["role"] in columns[kind], (name, row)


@pytest.mark.parametrize(
    ("heading", "role", "confidence"),
    [
        ("Organisation", "organisation", 1.0),  # to the letter
        (" Organisation  ", "organisation", 1.0),
        ("ORGANISATION", "organisation", 0.95),  # its words
        ("Organisation *", "organisation", 0.95),
        ("Sous\nprefecture", "adm2_name", 0.95),
        ("P-code sous préfecture", "adm2_code", 0.95),
        ("Organisation (Choisir dans la liste déroulante)", "organisation", 0.9),  # without what is added to it
        ("Secteur choisir dans la liste déroulante", "sector", 0.9),
        ("Sous-préfecture [select from list]", "adm2_name", 0.9),
        ("Cible (personnes)*", "targeted", 0.9),
        ("Préfecture / Prefecture", "adm1_name", 0.9),
        ("Préfecture\nPrefecture", "adm1_name", 0.9),
        ("Sous-préfecture | Sub-prefecture", "adm2_name", 0.9),
        ("1. Organisation", "organisation", 0.9),
        ("A) Organisation", "organisation", 0.9),
        ("3- Préfecture", "adm1_name", 0.9),
        ("Organnisation", "organisation", 0.8),  # misspelt
        ("Prefectrue", "adm1_name", 0.8),
        ("Admin 2 Pcodes", "adm2_code", 0.8),
        ("groupe_lieu/prefecture", "adm1_name", 0.9),  # as Kobo writes it: the last piece alone
        ("Bénéficiaires (cible)", "targeted", 0.9),  # brackets that change what is counted
        ("Bénéficiaires (planifiés)", "targeted", 0.9),
        ("Bénéficiaires : filles", "reached_girls", 0.9),
        ("Atteint Filles", "reached_girls", 0.9),
        ("Nom de l'organisation / Organisation name", "organisation", 0.9),
        ("Filles/Garçons", None, 0.0),
        ("Hommes / Femmes", None, 0.0),
        ("Atteint / Cible", None, 0.0),
        ("Filles (cible)", None, 0.0),  # a part of the targeted
        ("Garçons (planifié)", None, 0.0),
        ("Atteint (%)", None, 0.0),
        ("% atteint", None, 0.0),
        ("Atteint (taux)", None, 0.0),
        ("Atteint (sur la cible)", None, 0.0),
        ("Bénéficiaires (ménages)", None, 0.0),
        ("Cible (ménages)", None, 0.0),
        ("Cible (households)", None, 0.0),
        ("Nombre", None, 0.0),
        ("Code", None, 0.0),
        ("Couleur du véhicule", None, 0.0),
        ("", None, 0.0),
    ],
)
def test_a_heading_that_has_to_be_read_is_less_sure(heading: str, role: str | None, confidence: float) -> None:
    assert role_of_heading("activities", heading) == (role, confidence)


@pytest.mark.parametrize("heading", ["cas/nb_filles", "cas/nb_garcons", "Nombre de cas (cible)", "Cas (%)", "Filles"])
def test_a_part_of_the_cases_is_not_all_of_them(heading: str) -> None:
    assert role_of_heading("case_counts", heading) == (None, 0.0)
    layout = layout_of([["Mois", "Organisation", "Préfecture", heading, "cas/nb_total"], ["x"] * 5])
    assert [column.role for column in layout.columns] == ["period", "organisation", "adm1_name", None, "cases"]


@pytest.mark.parametrize("text", ["Admin 1 Pcode", "Admin 2 Pcode", "Prefecture", "Sous-prefecture", "Admin 1"])
def test_a_slip_never_makes_one_level_the_other(text: str) -> None:
    level = role_of_heading("activities", text)[0]
    for place in range(len(text)):
        if text[place].isalpha():
            slipped = text[:place] + text[place + 1 :]
            assert role_of_heading("activities", slipped)[0] in (level, None), slipped


def test_a_heading_that_its_tag_confirms_is_sure() -> None:
    columns = read_columns("activities", ["organisation", "secteur", "x"], ["#org", "#adm1+name", "#adm2+code"])
    assert [(column.role, column.confidence) for column in columns] == [
        ("organisation", 1.0),
        ("sector", 0.95),
        ("adm2_code", 0.96),
    ]


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ("#reached+f+children+disabled", Part("reached", None, "f", "yes")),
        ("#reached+f+children+age_5_11", Part("reached", "5-11", "f", None)),
        ("#reached+m+age_60plus", Part("reached", "60+", "m", None)),
    ],
)
def test_a_column_tagged_as_some_of_the_girls_is_not_all_of_them(tag: str, part: Part) -> None:
    (column,) = read_columns("activities", ["x"], [tag])
    assert (column.role, column.part) == (None, part)


GROUPS = ["Mois", "Organisation", "Secteur", "Préfecture", None, "Sous-préfecture", None]
NAMES = [None, None, None, "Nom", "P-code", "Nom", "P-code"]
ROW = ["mars 2025", "ACF", "Santé", "Ouaka", "CF43", "Bambari", "CF431"]
MERGES = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 0, 6)]
ROLES = ["period", "organisation", "sector", "adm1_name", "adm1_code", "adm2_name", "adm2_code"]


@pytest.mark.parametrize("above", [0, 1, 3])
def test_headings_on_two_lines_are_read_together(above: int) -> None:
    merges = [(first + above, left, last + above, right) for first, left, last, right in MERGES]
    layout = layout_of([*[["4W"]] * above, GROUPS, NAMES, ROW], merges)
    assert (layout.heading_rows, layout.first_data_row) == ((above, above + 1), above + 2)
    assert [(column.heading, column.role) for column in layout.columns][3:5] == [
        ("Préfecture Nom", "adm1_name"),
        ("Préfecture P-code", "adm1_code"),
    ]
    assert [column.role for column in layout.columns] == ROLES


WHO = ["WHO", None, "WHAT", None, "WHERE", None, None, "WHEN", None, "FOR WHOM", None, None]
WHO_MERGES = [(0, 0, 0, 1), (0, 2, 0, 3), (0, 4, 0, 6), (0, 7, 0, 8), (0, 9, 0, 11)]
COX_S_BAZAR = [
    "Reporting Organization", "Implementing Partner", "Sector", "Activity", "District", "Upazila", "Camp",
    "Reporting Month", "Activity status", "Total Beneficiaries", "Girls (0-17)", "Women (18+)",
]  # fmt: skip


@pytest.mark.parametrize("merges", [(), WHO_MERGES])
def test_a_5w_is_read_under_who_does_what_where_when_and_for_whom(merges: Sequence) -> None:
    layout = layout_of([WHO, COX_S_BAZAR, ["UNHCR"] * 12], merges)
    assert (layout.kind, layout.first_data_row, layout.missing()) == ("activities", 2, ())
    assert [column.role or column.part for column in layout.columns] == [
        "organisation", "implementing_partner", "sector", "activity", "adm1_name", "adm2_name", "locality", "period",
        "status", "reached", "reached_girls", "reached_women",
    ]  # fmt: skip


def test_the_4w_of_the_drc_is_read_by_its_headings() -> None:
    """standards.md 7.2"""
    headings = [
        "TYPE PROJET", "SECTEUR/\nDOMAINE", "CLUSTER", "MODALITE CASH", "NOM ACTIVITE/\nPROJET", "pris en compte\nPRH?",
        "durée", "DATE DEBUT", "DATE FIN", "NB BENEFICIAIRES\nDIRECTS",
        "TYPE DE BENEFICIAIRES\n(PDI/Retournés…)\n(Choisir dans la liste déroulante)",
        "ETAT PROJET\n(Choisir dans la liste déroulante)", "SOURCE FINANCEMENT", "BAILLEUR", "BUDGET",
        "PRESENCE PHYSIQUE (bureau)", "axe stratégique", "ID_Projet", "Province", "Code Province", "Territoire",
        "Code Territoire", "Zone de santé", "Pcode Zone de santé", "Nom organisation", "Type organisation", "Acronyme",
        "ID_Acteur",
    ]  # fmt: skip
    layout = layout_of([headings, ["x"] * len(headings)])
    assert (layout.kind, layout.missing(), layout.first_data_row) == ("activities", (), 1)
    found = {headings[column.position].split("\n")[0]: role for role, column in layout.roles().items()}
    assert found | {"CLUSTER": "any"} == {
        "SECTEUR/": "sector", "CLUSTER": "any", "NOM ACTIVITE/": "activity", "DATE DEBUT": "start_date",
        "DATE FIN": "end_date", "NB BENEFICIAIRES": "reached", "ETAT PROJET": "status", "SOURCE FINANCEMENT": "donor",
        "PRESENCE PHYSIQUE (bureau)": "physical_presence", "Province": "adm1_name", "Code Province": "adm1_code",
        "Territoire": "adm2_name", "Code Territoire": "adm2_code", "Zone de santé": "locality",
        "Nom organisation": "organisation_name", "Type organisation": "organisation_type", "Acronyme": "organisation",
    }  # fmt: skip
    assert "ETAT PROJET (Choisir dans la liste déroulante)" in [column.heading for column in layout.columns]
    assert [column.part for column in layout.columns if column.part] == []


def test_a_heading_over_those_of_girls_and_boys_says_what_they_count() -> None:
    own = ["Mois", "Organisation", "Secteur", "Préfecture"]
    sexes = ["Filles", "Garçons", "Femmes", "Hommes"]
    groups = [*own, "Cible", None, None, None, "Atteint", None, None, None]
    merges = [*((0, n, 1, n) for n in range(4)), (0, 4, 0, 7), (0, 8, 0, 11)]
    table = table_of([groups, [None] * 4 + sexes * 2, [*ROW[:3], "Ouaka", "1", "2", "3", "4", "5", "6", "7", "8"]])
    layout = recognise(table, merges)
    assert repeated_heading(layout, table) is None
    assert [column.part or column.role for column in layout.columns][4:] == [
        Part("targeted", "0-17", "f", None), Part("targeted", "0-17", "m", None),
        Part("targeted", "18+", "f", None), Part("targeted", "18+", "m", None),
        "reached_girls", "reached_boys", "reached_women", "reached_men",
    ]  # fmt: skip
    needs = read_columns("activities", sexes, [], ["Besoins"] * 4)
    assert [column.role or column.part for column in needs] == [None] * 4


def by_values(*values: str) -> Layout | None:
    return layout_of([["Mois", "Organisation", "Préfecture", "Thème"], *[[*ROW[:2], "Ouaka", v] for v in values]])


def test_a_sector_is_known_by_the_values_of_its_column_where_no_heading_tells_it() -> None:
    layout = by_values("Santé", " EHA ", "PRO-CPN", "VBG", "Lune")
    column = layout.roles()["sector"]
    assert (column.heading, column.confidence) == ("Thème", 0.7)
    assert by_values("Santé", "Lune", "Mars") is None  # too few are sectors
    assert by_values("Santé", "EHA") is None  # too few at all


def test_a_sheet_that_shows_enough_of_its_kind_is_told_what_it_lacks() -> None:
    rest = ["Mois", "Bailleur", "Cible", "Atteint"]
    assert layout_of([["Organisation", "Activité", *rest], ["x"] * 6]).missing() == ("place",)
    assert layout_of([["Préfecture", "Activité", *rest], ["x"] * 6]).missing() == ("organisation",)
    assert layout_of([["Organisation", "Préfecture", *rest], ["x"] * 6]).missing() == ("subsector",)
    assert layout_of([["Bailleur", "Cible", "Atteint", "Date de début", "Date de fin"], ["x"] * 5]).missing() == (
        "organisation", "subsector", "place",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        ["Préfecture", "P-code préfecture", "Sous-préfecture", "P-code sous-préfecture", "Localité"],
        ["Organisation", "Mois", "Cible", "Commentaire"],  # too little
        ["Question", "Réponse"],
    ],
)
def test_a_list_that_shows_too_little_is_no_sheet_of_ours(headings: list[str]) -> None:
    assert layout_of([headings, ["x"] * len(headings)]) is None


def test_sheets_of_each_kind_are_kept_apart_though_they_share_headings() -> None:
    shared = ["Mois", "Organisation", "Préfecture", "Sous-préfecture", "Statut", "Sexe", "Commentaire"]
    kinds = {
        "activities": ["Secteur", "Activité", "Cible", "Atteint total"],
        "service_sites": ["Service", "Nom du site", "Latitude", "Longitude"],
        "case_counts": ["Nombre de cas", "Niveau de risque", "Tranche d'âge"],
        "referral_counts": ["Nombre de référencements", "Service demandé", "Organisation destinataire"],
    }
    for kind, own in kinds.items():
        for headings in ([*shared, *own], [*own, *shared]):
            assert layout_of([headings, ["x"] * len(headings)]).kind == kind


def test_a_heading_said_twice_matters_only_where_the_columns_differ() -> None:
    headings = ["Mois", "Organisation", "Secteur", "Préfecture", "Organisation"]
    same, other = [*ROW[:3], "Ouaka", "ACF"], [*ROW[:3], "Ouaka", "UNICEF"]
    for rows, repeated in (([same], None), ([same, other], "Organisation")):
        table = table_of([headings, *rows])
        assert repeated_heading(recognise(table), table) == repeated
    twice = table_of([[*headings[:4], "Commentaire", "Commentaire"], [*ROW[:3], "Ouaka", "a", "b"]])
    assert repeated_heading(recognise(twice), twice) is None


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("4W Protection de l'enfance mars 2025", "protection de l enfance"),  # the longest
        ("4W Nutrition", "nutrition"),
        ("4w_sante_2025", "sante"),
        ("Protectionnisme", None),
        ("PE", None),  # too short to be told from other words
        ("4W mars 2025", None),
    ],
)
def test_a_title_or_a_name_may_state_the_sector(text: str, sector: str | None) -> None:
    assert sector_in_text(text) == sector
