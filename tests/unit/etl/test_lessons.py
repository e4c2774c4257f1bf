"""Lessons: what was tried and what came of it, judged row by row, kept as last told, read by all without a person."""

import json
from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests.factories import Built

HEADINGS = [
    "Date de la leçon", "Organisation", "Titre de la leçon", "Contexte", "Ce qui a été tenté", "Ce qui en est sorti",
    "Cela a-t-il marché ?", "Service concerné", "Secteurs concernés", "Indicateurs concernés", "Préfecture",
    "Sous-préfecture", "Nombre de réutilisations", "Réutilisée par", "Source ou lien", "Commentaire",
]  # fmt: skip
USUAL = {
    "Date de la leçon": "13/03/2025", "Organisation": "ACF", "Contexte": "Zone enclavée",
    "Ce qui a été tenté": "Deux écoutantes en pirogue", "Ce qui en est sorti": "Les parents sont venus",
    "Cela a-t-il marché ?": "A marché", "Service concerné": "Centre d'écoute psychosociale",
    "Secteurs concernés": "Santé ; Protection de l'enfance", "Indicateurs concernés": "COV-02; ref-1",
    "Préfecture": "Ouaka", "Sous-préfecture": "Bambari", "Nombre de réutilisations": "2",
    "Réutilisée par": "IRC ; UNICEF", "Source ou lien": "Atelier de mars", "Commentaire": "données fictives",
}  # fmt: skip


def lesson(title: str, **cells: str) -> list[str]:
    """A row without fault, but for the cells given by the first word of their heading."""
    row = USUAL | {"Titre de la leçon": title}
    for word, text in cells.items():
        (heading,) = (name for name in HEADINGS if name.lower().startswith(word.replace("_", " ")))
        row[heading] = text
    return [row[heading] for heading in HEADINGS]


FIRST = [
    HEADINGS,
    lesson("Entière"),
    lesson("Du pays", préfecture="", sous="", service="", secteurs="", indicateurs="", nombre="", cela="", contexte=""),
    lesson("Sans essai", ce_qui_a=""),
    lesson("Sans résultat", ce_qui_en="-"),
    lesson(""),
    lesson("À venir", date="01/01/2090"),
    lesson("Sans date", date="un jour"),
    lesson("Sans organisation", organisation=""),
    lesson("Mots inconnus", contexte="Ailleurs", cela="peut-être", service="Piscine", nombre="souvent",
           secteurs="Santé ; Cirque", indicateurs="COV-02, XYZ-09"),
    lesson("Un nom", ce_qui_en="Mme Ngbokoli a pleuré"),
    lesson("Un numéro", ce_qui_a="Appeler le 72 12 34 56"),
    lesson("Un enfant", ce_qui_en="Revenue à l'école : Awa, 12 ans."),
    lesson("Un mois", date="mars 2024", cela="Non", contexte="pluies"),
    lesson("Deux fois", date="01/02/2025", ce_qui_en="On ne sait pas encore", cela="inconnu"),
    lesson("deux  fois", date="01/06/2025", ce_qui_en="Rien n'a changé", cela="N'a pas marché"),
    lesson("Deux fois", date="01/05/2025", organisation="UNICEF"),
]  # fmt: skip
SITES = [
    ["Mois", "Organisation", "Préfecture", "Service", "Nom du site", "Commentaire"],
    ["2025-09", "ACF", "Ouaka", "École", "École 1", "données fictives"],
]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small({"a.xlsx": {"Leçons": FIRST}, "s.xlsx": {"Sites": SITES}})


def test_each_row_is_kept_or_told_and_none_is_lost(built: Built) -> None:
    entry = built.entry("a.xlsx")
    assert (entry["kind"], entry["rows_received"], entry["rows_accepted"]) == ("lessons", 16, 7)
    assert built.said("rejected", "a.xlsx") == {
        ("lesson_without_trial", "E4"), ("lesson_without_outcome", "F5"), ("lesson_title_missing", "C6"),
        ("lesson_in_future", "A7"), ("lesson_undated", "A8"), ("organisation_missing", "B9"),
        ("lesson_names_somebody", "E11"), ("lesson_names_somebody", "E12"), ("lesson_names_somebody", "E13"),
    }  # fmt: skip
    assert built.said("accepted", "a.xlsx") == {
        ("lesson_context_unknown", "D10"), ("lesson_result_unknown", "G10"), ("lesson_service_unknown", "H10"),
        ("lesson_sector_unknown", "I10"), ("lesson_indicator_unknown", "J10"), ("reuse_count_left_out", "M10"),
        ("date_from_period", "A14"), ("lesson_repeated", "C15"),
    }  # fmt: skip


def test_what_is_kept_is_in_codes_and_nothing_is_invented(built: Built) -> None:
    found = built.rows(
        "SELECT title, lesson_date, context_code, result_kind, service_code, sectors, indicators, level, pcode, "
        "reuse_count, reused_by FROM marts.lessons WHERE organisation_id = 'acf'"
    )
    assert {title: tuple(rest) for title, *rest in found} == {
        "Entière": (date(2025, 3, 13), "enclaved", "worked", "psychosocial", "HEA;PRO-CPN", "COV-02;REF-01", "adm2",
                    "CF431", 2, "IRC; UNICEF"),
        "Du pays": (date(2025, 3, 13), None, "unknown", None, None, None, None, None, None, "IRC; UNICEF"),
        "Mots inconnus": (date(2025, 3, 13), None, "unknown", None, "HEA", "COV-02", "adm2", "CF431", None,
                          "IRC; UNICEF"),
        "Un mois": (date(2024, 3, 1), "rainy_season", "did_not_work", "psychosocial", "HEA;PRO-CPN", "COV-02;REF-01",
                    "adm2", "CF431", 2, "IRC; UNICEF"),
        # as it was told last
        "deux fois": (date(2025, 6, 1), "enclaved", "did_not_work", "psychosocial", "HEA;PRO-CPN", "COV-02;REF-01",
                      "adm2", "CF431", 2, "IRC; UNICEF"),
    }  # fmt: skip
    # the same title of another organisation is another lesson
    assert built.rows("SELECT count(*), count(DISTINCT lesson_id) FROM marts.lessons") == [(6, 6)]


def test_a_person_is_kept_nowhere_and_repeated_nowhere(built: Built) -> None:
    assert built.warehouse is not None
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    for file in (pointer["public"], pointer["internal"]):
        content = (built.warehouse / file).read_bytes()
        assert b"pirogue" in content
        assert not [word for word in ("Ngbokoli", "72 12 34", "Awa, 12") if word.encode() in content]
    assert not [word for word in ("Ngbokoli", "72 12", "Awa") if word in json.dumps(built.report, ensure_ascii=False)]


def test_everybody_reads_lessons_without_comments_and_sources(built: Built) -> None:
    assert built.warehouse is not None
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(built.warehouse / pointer["public"]), read_only=True) as public:
        found = public.sql("SELECT count(*), count(title), count(organisation), count(source), count(comment) "
                           "FROM marts.lessons").fetchall()  # fmt: skip
    assert found == [(6, 6, 6, 0, 0)]
    assert built.rows("SELECT count(source), count(comment) FROM marts.lessons") == [(6, 6)]


def test_ages_and_places_that_name_nobody_are_no_persons(small: Callable[..., Built]) -> None:
    fine = [
        "Les enfants de 6 à 12 ans sont venus", "À Bambari, 3 mois après, rien", "M. le préfet a ouvert la salle",
        "Des filles âgées de 15 ans et plus", "Budget : 72 000 000 FCFA", "Le 13.03.2025, 22 enfants",
    ]  # fmt: skip
    found = small({"a.xlsx": {"Leçons": [HEADINGS, *(lesson(str(n), ce_qui_en=t) for n, t in enumerate(fine))]}})
    assert found.said("rejected", "a.xlsx") == set()
    assert [text for (text,) in found.rows("SELECT result FROM core.lessons ORDER BY title")] == fine


def test_a_register_sent_again_counts_once_and_a_child_s_name_refuses_it(small: Callable[..., Built]) -> None:
    english = [["Lesson date", "Organisation", "Lesson title", "Context", "What was tried", "What came of it",
                "Did it work?", "Service concerned", "Number of reuses"],
               ["2025-03-13", "ACF", "By boat", "Enclaved zone", "A team by boat", "Parents came", "Worked",
                "Psychosocial listening centre", "3"]]  # fmt: skip
    tags = (
        b"#date+lesson,#org,#lesson+title,#context+type,#lesson+tried,#lesson+result,#status\n"
        b"2025-03-13,UNICEF,Other,urban,something,little,partly\n"
    )
    real = [HEADINGS, lesson("Entière", commentaire="")]
    named = [[*HEADINGS, "Nom de l'enfant"], [*real[1], "Awa"]]
    found = small({"en.xlsx": {"Lessons": english}, "tags.csv": tags, "b.xlsx": {"Leçons": real},
                   "c.xlsx": {"Registre": real}, "n.xlsx": {"Leçons": named}})  # fmt: skip
    assert found.rows(
        "SELECT organisation_id, title, context_code, result_kind, service_code, reuse_count FROM marts.lessons "
        "ORDER BY 1, 2"
    ) == [
        ("acf", "By boat", "enclaved", "worked", "psychosocial", 3),
        ("acf", "Entière", "enclaved", "worked", "psychosocial", 2),
        ("unicef", "Other", "urban", "partly", None, None),
    ]
    assert [issue["code"] for issue in found.entry("n.xlsx")["issues"]] == ["personal_data_refused"]
    assert "lesson_repeated" not in {code for code, _ in found.said("accepted", "b.xlsx")}
