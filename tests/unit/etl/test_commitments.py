"""Commitments: who promised what, by when, judged row by row, kept as last told, and published to nobody."""

import json
from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests.factories import Built

# A demonstration's present day follows the last period of its services: the 1st of October 2025.
HEADINGS = ["Date de la réunion", "Organisation", "Engagement", "Préfecture", "Échéance", "État de l'engagement",
            "Date de réalisation", "Commentaire"]  # fmt: skip
MARCH, FICTITIOUS = "13/03/2025", "données fictives"
SITES = [
    ["Mois", "Organisation", "Préfecture", "Service", "Nom du site", "Commentaire"],
    ["2025-09", "ACF", "Ouaka", "École", "École 1", FICTITIOUS],
]


def promise(
    text: str, due: str, state: str, done: str = "", who: str = "ACF", where: str = "", when: str = MARCH
) -> list[str]:
    return [when, who, text, where, due, state, done, FICTITIOUS]


FIRST = [
    HEADINGS,
    promise("Ouvrir", "30/09/2025", "En cours", where="Ouaka"),  # the day before the present one
    promise("Former", "01/10/2025", "En cours"),  # the present day itself
    promise("Lister", "01/04/2025", "Tenu", "20/04/2025"),  # done, though after its day
    promise("Dire", "01/04/2025", "Non tenu", who="UNICEF"),
    promise("Écrire", "01/04/2025", "Reporté", who="UNICEF"),
    promise("Chercher", "01/04/2025", "sans doute"),
    promise("Promettre", "", "En cours"),
    promise("Reculer", "01/03/2025", "En cours"),
    promise("Finir", "30/09/2025", "En cours", "01/04/2025"),
    promise("Bientôt", "30/09/2025", "En cours", when="un jour"),
    promise("Personne", "30/09/2025", "En cours", who=""),
    promise("", "30/09/2025", "En cours"),
    promise("Ailleurs", "30/09/2025", "En cours", where="Nulle part"),
]
# A later list of the same meeting, among others, says what became of one of them.
SECOND = [
    HEADINGS,
    promise("Ouvrir", "30/09/2025", "Tenu", "25/09/2025", where="Ouaka"),
    promise("Autre chose", "30/12/2025", "En cours", when="15/09/2025"),
]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small({"a.xlsx": {"Engagements": FIRST}, "b.xlsx": {"Engagements": SECOND}, "s.xlsx": {"Sites": SITES}})


def test_each_row_is_kept_or_told_and_none_is_lost(built: Built) -> None:
    entry = built.entry("a.xlsx")
    assert (entry["kind"], entry["rows_received"], entry["rows_accepted"]) == ("commitments", 13, 9)
    assert built.said("rejected", "a.xlsx") == {
        ("meeting_undated", "A11"), ("organisation_missing", "B12"), ("commitment_missing", "C13"),
        ("place_unknown", "D14"),
    }  # fmt: skip
    assert built.said("accepted", "a.xlsx") == {
        ("commitment_status_unknown", "F7"), ("due_date_missing", "E8"), ("due_before_meeting", "E9"),
        ("done_date_unsaid", "G10"),
    }  # fmt: skip


def test_late_is_what_is_past_its_day_and_not_done(built: Built) -> None:
    assert built.rows("SELECT day FROM marts.present_day") == [(date(2025, 10, 1),)]
    found = built.rows("SELECT commitment, due_date, status_code, done_date, is_late FROM marts.commitments")
    assert {name: tuple(rest) for name, *rest in found} == {
        "Former": (date(2025, 10, 1), "ongoing", None, False),
        "Lister": (date(2025, 4, 1), "done", date(2025, 4, 20), False),
        "Dire": (date(2025, 4, 1), "not_done", None, True),
        "Écrire": (date(2025, 4, 1), "postponed", None, True),
        "Chercher": (date(2025, 4, 1), None, None, True),
        "Promettre": (None, "ongoing", None, False),
        "Reculer": (None, "ongoing", None, False),
        "Finir": (date(2025, 9, 30), "ongoing", None, True),
        # as the later list tells it
        "Ouvrir": (date(2025, 9, 30), "done", date(2025, 9, 25), False),
        "Autre chose": (date(2025, 12, 30), "ongoing", None, False),
    }


def test_until_a_later_list_says_so_it_is_late(small: Callable[..., Built]) -> None:
    alone = small({"a.xlsx": {"Engagements": FIRST[:2]}, "s.xlsx": {"Sites": SITES}})
    assert alone.rows("SELECT commitment, level, pcode, is_late FROM marts.commitments") == [
        ("Ouvrir", "adm1", "CF43", True)
    ]


def test_a_promise_is_of_its_meeting_and_may_be_the_whole_country_s(built: Built) -> None:
    assert set(built.rows("SELECT period, pcode FROM marts.commitments")) == {
        ("2025-03", "CF43"), ("2025-03", None), ("2025-09", None),
    }  # fmt: skip


def test_nobody_else_reads_a_promise(built: Built) -> None:
    assert built.warehouse is not None
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    file = built.warehouse / pointer["public"]
    with duckdb.connect(str(file), read_only=True) as public:
        tables = {name for (name,) in public.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert "directory" in tables
    assert "commitments" not in tables
    assert b"Chercher" not in file.read_bytes()


def test_a_list_of_promises_with_a_child_s_name_is_refused_whole(small: Callable[..., Built]) -> None:
    named = [[*HEADINGS, "Nom de l'enfant"], [*FIRST[1], "Awa"]]
    refused = small({"a.xlsx": {"Engagements": named}, "s.xlsx": {"Sites": SITES}})
    assert [issue["code"] for issue in refused.entry("a.xlsx")["issues"]] == ["personal_data_refused"]


def test_in_english_and_under_tags_alone(small: Callable[..., Built]) -> None:
    english = [["Meeting date", "Organisation", "Commitment", "Due date", "Commitment status", "Date done"],
               ["2025-03-13", "ACF", "Open a centre", "2025-04-30", "Done", "2025-04-20"]]  # fmt: skip
    tags = (
        b"#date+meeting,#org,#activity+commitment,#date+due,#status,#date+done\n"
        b"2025-03-13,UNICEF,List,2025-04-30,ongoing,\n"
    )
    found = small({"en.xlsx": {"Commitments": english}, "tags.csv": tags})
    assert found.rows("SELECT organisation_id, commitment, due_date, status_code FROM core.commitments ORDER BY 1") == [
        ("acf", "Open a centre", date(2025, 4, 30), "done"),
        ("unicef", "List", date(2025, 4, 30), "ongoing"),
    ]
