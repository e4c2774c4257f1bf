"""A long table with HXL tags, one indicator a row: each row becomes what its indicator counts, or is named."""

from collections.abc import Callable

import pytest

from tests.factories import Built, activity, delimited, grid

HEADS = ["Mois", "Organisation", "Secteur", "P-code", "Sexe", "Indicateur", "Valeur", "Note"]
TAGS = ["#date+month", "#org", "#sector", "#adm2+code", "#sex", "#indicator+name", "#indicator+num", "#comment"]
WHO = ("2022-03", "ACF", "Protection de l'enfance", "CF431", "")
LONG = [
    HEADS, TAGS,
    [*WHO, "Enfants atteints", "40", ""],
    [*WHO, "Enfants ciblés", "50", ""],
    [*WHO, "Filles atteintes", "25", ""],
    [*WHO, "Nouveaux cas", "7", ""],
    [*WHO[:4], "Filles", "Nombre de cas", "4", ""],
    [*WHO, "Nombre de référencements", "3", ""],
    [*WHO, "Latrines construites", "12", ""],
    [*WHO, "Latrines construites", "13", ""],
    [*WHO, "", "1", ""],
    [*WHO, "Cas clos", "sept", ""],
    ["", "ACF", "Protection de l'enfance", "CF431", "", "Cas clos", "", ""],
    [*WHO, "Personnes dans le besoin", "1,200", ""],
    ["", "", "", "", "", "", "", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    """One build of a French CSV, an English one of tags alone, and one whose indicators are all others."""
    tags_alone = [
        ["#date+reported", "#org+acronym", "#adm1+code", "#indicator+name", "#indicator+num"],
        ["2022-03", "UNICEF", "CF43", "New cases", "9"],
        ["2022-04", "UNICEF", "CF43", "Closed cases", "2"],
    ]
    wide = [
        ["Mois", "Organisation", "Secteur", "P-code", "Indicateur", "Valeur", "Atteints"],
        ["#date", "#org", "#sector", "#adm2+code", "#indicator+name", "#indicator+num", "#reached"],
        ["2022-05", "ACF", "Santé", "CF431", "Latrines construites", "12", "300"],
    ]
    others = [HEADS, TAGS, [*WHO, "Latrines construites", "12", ""]]
    return judged(
        {
            "long.csv": delimited(LONG),
            "tags.csv": delimited(tags_alone, ",", "utf-8"),
            "autres.csv": delimited(others),
            "large.csv": delimited(wide),
            "4w.xlsx": {"4W": grid([activity()])},
        }
    )


def rows(built: Built, table: str, what: str, file: str = "long.csv") -> list[tuple]:
    return built.rows(
        f"SELECT t.row, {what} FROM core.{table} t JOIN core.source_sheets USING (sheet_id) "
        f"JOIN core.source_files USING (file_id) WHERE file = '{file}' ORDER BY t.row"
    )


def test_people_reached_and_targeted_are_activities(built: Built) -> None:
    what = (
        "organisation_id, sector_code, adm2_pcode, t.period, activity, reached_count, targeted_count, "
        "reached_girls_count, in_need_count"
    )
    who = ("acf", "PRO-CPN", "CF431", "2022-03")
    assert rows(built, "activities", what) == [
        (3, *who, "Enfants atteints", 40, None, None, None),
        (4, *who, "Enfants ciblés", None, 50, None, None),
        (5, *who, "Filles atteintes", None, None, 25, None),
        (14, *who, "Personnes dans le besoin", None, None, None, 1200),
    ]


def test_cases_and_referrals_go_to_their_own_tables(built: Built) -> None:
    assert rows(built, "case_counts", "case_status, sex, case_count, counted_by") == [
        (6, "Nouveaux cas", None, 7, None),
        (7, "Nombre de cas", "Filles", 4, None),
    ]
    assert rows(built, "referral_counts", "referral_status, referral_count") == [(8, "Nombre de référencements", 3)]


def test_the_other_indicators_are_named_and_no_row_is_lost(built: Built) -> None:
    told = built.entry("long.csv")
    assert (told["rows_seen"], told["rows_accepted"], told["rows_rejected"], told["rows_not_data"]) == (15, 7, 2, 6)
    assert [(part["why"], part["first_row"], part["text"]) for part in told["not_data"]] == [
        ("heading", 1, None), ("hxl", 2, None), ("note", 9, "Latrines construites"),
        ("note", 10, "Latrines construites"), ("note", 11, "?"), ("blank", 15, None),
    ]  # fmt: skip
    (remark,) = [issue for issue in told["issues"] if issue["code"] == "indicators_left_out"]
    assert (remark["outcome"], remark["value"]) == ("noted", "Latrines construites ; ?")


def test_a_bad_number_is_named_at_its_cell(built: Built) -> None:
    rejected = {(i["code"], i["cell"]) for i in built.entry("long.csv")["issues"] if i["outcome"] == "rejected"}
    assert rejected == {("count_unreadable", "G12"), ("count_missing", "G13"), ("period_missing", "A13")}


def test_tags_alone_are_enough(built: Built) -> None:
    assert rows(built, "case_counts", "t.period, organisation_id, adm1_pcode, case_status, case_count", "tags.csv") == [
        (2, "2022-03", "unicef", "CF43", "New cases", 9),
        (3, "2022-04", "unicef", "CF43", "Closed cases", 2),
    ]


def test_a_table_of_other_indicators_is_told_by_their_names(built: Built) -> None:
    told = built.entry("autres.csv")
    assert (told["kind"], told["rows_received"]) == (None, 0)
    assert [(i["code"], i["value"]) for i in told["issues"]] == [("indicators_left_out", "Latrines construites")]


def test_a_table_with_counts_of_its_own_is_no_long_table(built: Built) -> None:
    assert rows(built, "activities", "sector_code, reached_count", "large.csv") == [(3, "HEA", 300)]
