"""Who: known from the list, or proposed as new, and never an error or a blank."""

import csv
from collections.abc import Callable

import pytest

from etl.headings import REFERENCE
from tests.factories import Built, activity, grid, referral, site

NBSP = "\N{NO-BREAK SPACE}"

# organisation and full name as stated -> organisation_id, None when the row is rejected
STATED: list[tuple[str, str, str | None]] = [
    ("ACF", "Action contre la Faim", "acf"),
    (f"  acf{NBSP}", "", "acf"),
    ("Action Contre La Faim", "", "acf"),
    ("", "  Action contre   la Faim ", "acf"),
    ("ASPEC-DC", "Association pour l'exemple", "aspec-dc"),
    ("Aspec\nDC", "", "aspec-dc"),
    ("Écoute Plus", "", "ecoute-plus"),
    ("ASPEC-DC", "", "aspec-dc"),
    ("منظمة", "", "منظمة"),
    ("", "", None),
    (NBSP, " ", None),
    ("-", "", None),
    ("#REF!", "", None),
    ("#N/A", "", None),
    ("#DIV/0!", "#DIV/0!", None),
]


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    rows = [
        activity(organisation=acronym, organisation_name=name, activity=f"{number}")
        for number, (acronym, name, _) in enumerate(STATED)
    ]
    return judged({"4w.xlsx": {"4W": grid(rows)}})


@pytest.mark.parametrize("number", range(len(STATED)), ids=[repr(acronym or name) for acronym, name, _ in STATED])
def test_an_organisation_is_known_by_its_acronym_or_full_name_in_any_spelling(built: Built, number: int) -> None:
    expected = STATED[number][2]
    found = built.rows(f"SELECT organisation_id FROM core.activities WHERE row = {number + 2}")
    assert found == ([(expected,)] if expected else [])
    code = "cell_error" if STATED[number][0].startswith("#") else "organisation_missing"
    is_rejected = number + 2 in [row for row, *_ in built.remarks(code)]
    assert is_rejected == (expected is None)


def test_a_new_organisation_is_proposed_once_at_its_first_row_with_its_number_of_rows(built: Built) -> None:
    assert built.remarks("organisation_new") == [
        (6, "Organisation", "ASPEC-DC", "organisation_new"),
        (8, "Organisation", "Écoute Plus", "organisation_new"),
        (10, "Organisation", "منظمة", "organisation_new"),
    ]
    (message,) = [i["message"] for i in built.report["files"][0]["issues"] if i["value"] == "ASPEC-DC"]
    assert (
        message == "Organisation absente de la liste, proposée comme nouvelle : « ASPEC-DC » (lignes concernées : 3)."
    )


def test_a_spelling_that_had_to_be_read_is_told_once_at_its_first_row(built: Built) -> None:
    assert built.remarks("organisation_normalised") == [
        (3, "Organisation", f"  acf{NBSP}", "organisation_normalised"),
        (4, "Organisation", "Action Contre La Faim", "organisation_normalised"),
    ]
    said = {i["value"]: i["message"] for i in built.report["files"][0]["issues"] if i["row"] in (3, 4)}
    assert said["Action Contre La Faim"] == "« Action Contre La Faim » est lu comme ACF."


def test_known_and_proposed_organisations_stand_side_by_side(built: Built) -> None:
    assert built.rows("SELECT organisation_id, acronym, name, is_proposed FROM core.organisations ORDER BY ALL") == [
        ("acf", "ACF", "Action contre la Faim", False),
        ("aspec-dc", "ASPEC-DC", "Association pour l'exemple", True),
        ("ecoute-plus", "Écoute Plus", None, True),
        ("منظمة", "منظمة", None, True),
    ]


def test_the_names_as_received_are_kept(built: Built) -> None:
    assert built.rows("SELECT organisation_received FROM core.activities WHERE row IN (3, 4, 7) ORDER BY row") == [
        (f"  acf{NBSP}",),
        ("Action Contre La Faim",),
        ("Aspec\nDC",),
    ]


def test_a_type_of_organisation_is_known_in_any_spelling(judged: Callable[..., Built]) -> None:
    types = {"ONG1": "ONG Internationale", "ONG2": "ONG internationale", "ONG3": " ong  nationale", "ONG4": "Club"}
    rows = [activity(organisation=name, organisation_type=text) for name, text in types.items()]
    built = judged({"4w.xlsx": {"4W": grid(rows)}})
    assert built.rows("SELECT acronym, type_code FROM core.organisations ORDER BY ALL") == [
        ("ONG1", "INGO"),
        ("ONG2", "INGO"),
        ("ONG3", "NNGO"),
        ("ONG4", None),
    ]


def test_whoever_signs_with_the_code_of_a_known_organisation_does_not_double_it(judged: Callable[..., Built]) -> None:
    with (REFERENCE / "organisations.csv").open(encoding="utf-8", newline="") as stream:
        organisations = list(csv.DictReader(stream))
    rows = [
        activity(organisation=row[name]) for row in organisations for name in ("organisation_id", "acronym", "name")
    ]
    built = judged({"4w.xlsx": {"4W": grid(rows)}})
    assert built.rows("SELECT organisation_id FROM core.organisations GROUP BY ALL HAVING count(*) > 1") == []
    assert built.rows("SELECT count(*) FROM core.organisations WHERE NOT is_proposed") == [(len(organisations),)]


def test_a_site_may_belong_to_nobody_and_a_referral_may_go_to_nobody(judged: Callable[..., Built]) -> None:
    built = judged(
        {
            "sites.xlsx": {"Sites": grid([site(organisation="")])},
            "ref.xlsx": {
                "Référencements": grid([referral(to_organisation=""), referral(to_organisation="Écoute Plus")])
            },
        }
    )
    assert built.rows("SELECT organisation_id FROM core.service_sites") == [(None,)]
    assert built.rows("SELECT organisation_id, to_organisation_id FROM core.referral_counts ORDER BY row") == [
        ("acf", None),
        ("acf", "ecoute-plus"),
    ]
    assert built.remarks() == [
        (2, "Organisation destinataire", None, "referral_end_unknown"),
        (3, "Organisation destinataire", "Écoute Plus", "organisation_new"),
    ]
