"""The load report: every row received is accepted or rejected, and every remark is told in a sentence."""

from collections.abc import Callable

import pytest

from etl.messages import outcome
from tests.factories import Built, activity, case_count, delimited, grid

COUNTS = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected", "rows_seen", "rows_not_data")
FILES = {
    "a.xlsx": {
        "Notes": [["Bonjour"]],
        "4W janvier": grid(
            [
                activity(),
                activity(adm2_name="Bria"),  # the code decides: a remark
                activity(organisation=""),  # rejected
                activity(organisation="", sector="Secteur lunaire"),  # rejected twice over, once counted
                activity(organisation="Écoute Plus", adm2_name="Bria"),  # two remarks, one row
                activity(organisation="Écoute Plus", adm2_name="Bria", sector=""),  # rejected, with a remark besides
            ]
        ),
        "4W février": [["4W"], [], *grid([activity(period="2022-02")]), ["Source : clusters"]],
    },
    "b.csv": delimited(grid([case_count(cases="<5"), case_count()])),
    "c.xlsx": b"%PDF",
}


@pytest.fixture(scope="module", params=["fr", "en"])
def built(judged: Callable[..., Built], request: pytest.FixtureRequest) -> Built:
    return judged(FILES, language=request.param)


def test_each_sheet_has_its_counts_and_the_totals_are_their_sums(built: Built) -> None:
    assert [
        (entry["file"], entry["sheet"], entry["kind"], *(entry[name] for name in COUNTS))
        for entry in built.report["files"]
    ] == [
        ("a.xlsx", "4W janvier", "activities", 6, 3, 2, 3, 7, 1),
        ("a.xlsx", "4W février", "activities", 1, 1, 0, 0, 5, 4),
        ("b.csv", "", "case_counts", 2, 1, 0, 1, 3, 1),
        ("c.xlsx", None, None, 0, 0, 0, 0, 0, 0),
    ]
    assert built.report["totals"] == {
        "files": 3, "rows_received": 9, "rows_accepted": 5, "rows_warned": 2, "rows_rejected": 4,
        "rows_seen": 15, "rows_not_data": 6,
    }  # fmt: skip


def test_every_row_is_seen_once_and_those_without_data_are_listed(built: Built) -> None:
    for entry in built.report["files"]:
        assert entry["rows_seen"] == entry["rows_accepted"] + entry["rows_rejected"] + entry["rows_not_data"]
        assert entry["rows_not_data"] == sum(run["last_row"] - run["first_row"] + 1 for run in entry["not_data"])
    assert built.report["files"][1]["not_data"] == [
        {"first_row": 1, "last_row": 1, "why": "title", "text": None},
        {"first_row": 2, "last_row": 2, "why": "blank", "text": None},
        {"first_row": 3, "last_row": 3, "why": "heading", "text": None},
        {"first_row": 5, "last_row": 5, "why": "note", "text": "Source : clusters"},
    ]


def test_every_remark_is_listed_with_its_place_and_its_sentence(built: Built) -> None:
    for entry in built.report["files"]:
        for issue in entry["issues"]:
            assert list(issue) == [
                "sheet", "row", "column", "cell", "value", "code", "outcome", "message", "proposal",
            ]  # fmt: skip
            assert issue["outcome"] == outcome(issue["code"])
            assert issue["message"]
            assert "{" not in issue["message"]
    assert built.remarks() == [
        (None, None, None, "sheet_ignored"),
        (3, "Sous-préfecture", "Bria", "place_name_disagrees"),
        (4, "Organisation", None, "organisation_missing"),
        (5, "Organisation", None, "organisation_missing"),
        (5, "Secteur", "Secteur lunaire", "sector_unknown"),
        (6, "Organisation", "Écoute Plus", "organisation_new"),
        (6, "Sous-préfecture", "Bria", "place_name_disagrees"),
        (7, "Sous-préfecture", "Bria", "place_name_disagrees"),
        (7, "Secteur", None, "sector_missing"),
        (2, "Nombre de cas", "<5", "count_unreadable"),
        (None, None, None, "file_not_workbook"),
    ]


def test_a_remark_about_a_column_names_its_cell_and_quotes_it_as_it_is(built: Built) -> None:
    told = [(issue["code"], issue["cell"], issue["value"]) for issue in built.report["files"][0]["issues"]]
    assert told == [
        ("sheet_ignored", None, None),
        ("place_name_disagrees", "F3", "Bria"),
        ("organisation_missing", "B4", None),
        ("organisation_missing", "B5", None),
        ("sector_unknown", "C5", "Secteur lunaire"),
        ("organisation_new", "B6", "Écoute Plus"),
        ("place_name_disagrees", "F6", "Bria"),
        ("place_name_disagrees", "F7", "Bria"),
        ("sector_missing", "C7", None),
    ]


def test_how_to_mend_is_told_where_the_sentence_itself_does_not(built: Built) -> None:
    proposals = {issue["code"]: issue["proposal"] for entry in built.report["files"] for issue in entry["issues"]}
    assert {code for code, proposal in proposals.items() if proposal} == {
        "place_name_disagrees", "organisation_new", "sector_missing", "count_unreadable",
    }  # fmt: skip


def test_the_remark_about_a_sheet_that_was_not_read_stands_with_the_first_that_was(built: Built) -> None:
    assert [issue["sheet"] for issue in built.report["files"][0]["issues"]][:2] == ["Notes", "4W janvier"]


def test_what_the_report_counts_is_what_the_warehouse_holds(built: Built) -> None:
    assert built.rows(f"SELECT {', '.join(COUNTS)} FROM core.source_sheets") == [
        tuple(entry[name] for name in COUNTS) for entry in built.report["files"][:3]
    ]
    assert built.rows("SELECT count(*) FROM core.activities") == [(4,)]
    assert built.rows("SELECT count(*) FROM core.case_counts") == [(1,)]


def test_rejected_rows_are_those_with_a_remark_that_rejects(built: Built) -> None:
    for entry in built.report["files"]:
        rejecting = {issue["row"] for issue in entry["issues"] if outcome(issue["code"]) == "rejected"}
        assert len(rejecting) == entry["rows_rejected"]


def test_the_sentences_are_in_the_language_asked_for(judged: Callable[..., Built]) -> None:
    bad = {"a.xlsx": {"4W": grid([activity(adm2_code="", adm2_name="Ville-Mirage")])}}
    said = {language: judged(bad, language).report["files"][0]["issues"][0]["message"] for language in ("fr", "en")}
    assert said == {
        "fr": "Lieu inconnu : « Ville-Mirage ». Corrigez le nom ou indiquez le p-code.",
        "en": "Unknown place: “Ville-Mirage”. Correct the name or give the p-code.",
    }
