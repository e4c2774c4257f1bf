"""What a sheet is, found by its words whatever their spelling."""

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.load import STAGING_KINDS
from etl.recognise import (
    REFERENCE,
    REQUIRED_ROLES,
    SHARED,
    Layout,
    fold,
    is_hxl,
    read_columns,
    recognise,
    role_of_tag,
)

NASTY = [
    "Sous-préfecture", "SOUS\r\nPRÉFECTURE", "  a\N{NO-BREAK SPACE}b\N{NARROW NO-BREAK SPACE}c ", "Œuvre", "cœur",
    "Type d’acteur", "Type d'acteur", "e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", "n° 3", "nº 3", "№ 5",
    "1ᵉʳ trimestre", "1er trimestre", "ﬁlles", "Ａｂｃ", "m²", "10⁶", "½", "Ⅳ", "①", "™", "℃", "ª", "Straße", "ẞ",
    "İstanbul", "ıI", "ſ", "ẛ̣", "Łódź", "ø", "æ", "Æ", "K", "Å", "Ñ", "đ", "ŉ", "ǆ", "Ω", "ệ", "ą́",
    "\N{ZERO WIDTH SPACE}a\N{ZERO WIDTH SPACE}b", "\N{SOFT HYPHEN}a\N{SOFT HYPHEN}b", "\ufeffx", "a_b", "a\tb",
    "...", "", " ", "가", "ﷺ", "منظمة", "Йод", "x\u0345", "a\x00b", "a\x85b", "\u2028a", "👩‍👧 famille", "A" * 300,
]  # fmt: skip


def layout_of(grid: Sequence[Sequence[str | None]]) -> Layout | None:
    width = max(map(len, grid), default=0)
    return recognise(
        pa.table(
            {
                f"c{column}": pa.array([row[column] if column < len(row) else None for row in grid], pa.string())
                for column in range(width)
            }
        )
    )


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
    grid = [["Celui qui agit", "Ce qu'il fait", "Où"], ["#org +acronym", "# sector", "#adm2 + code + v_pcodes"], ["ACF", "Santé", "CF431"]]
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
        (["Secteur", "Cluster"], ["sector", None]),
        (["Agency", "Organisation", "Partner"], ["organisation", "organisation_name", None]),
        (["State", "County"], ["adm1_name", "adm2_name"]),  # the lower level stands beside the higher
        (["State code", "County code"], ["adm1_code", "adm2_code"]),
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
