"""What other sectors count: recognised by its words, judged row by row, an attack never finer than its prefecture."""

import csv
from collections.abc import Callable

import pytest

from etl.headings import REFERENCE
from etl.template import choices
from tests.factories import Built, delimited

HEADINGS = ["Mois", "Organisation", "Préfecture", "Sous-préfecture", "Localité", "Mesure du secteur",
            "Type d'espace d'apprentissage", "Sexe du personnel", "Nombre compté"]  # fmt: skip
SURVEYED, SAFE = "Espaces d'apprentissage enquêtés", "Espaces d'apprentissage remplissant tous les critères"
STAFF = "Personnel des formations sanitaires évaluées"
TRAINED = "Personnel de santé formé à la prise en charge clinique du viol"
ATTACKS = "Attaques contre l'éducation"


def line(measure: str, amount: object, kind: str = "", sex: str = "", month: str = "01/2025", who: str = "ACF",
         place: str = "Bambari", locality: str = "") -> list[object]:  # fmt: skip
    return [month, who, "Ouaka", place, locality, measure, kind, sex, amount]


WORDS = [
    ["Éducation et santé - T1", *[""] * 8],
    HEADINGS,
    line(SURVEYED, 8, "Formel"),
    line(SAFE, 3, "formelle"),
    line("feedback_received", 4),
    line("People trained on working with other sectors", 12, "", "Femmes"),
    line(STAFF, 9, "", "Hommes"),
    line(TRAINED, 2, "", "Hommes"),
    line("Puits creusés", 3),
    line("", 3),
    line(SURVEYED, "-1", "Non formel"),
    line(SURVEYED, "une dizaine", month="02/2025"),
    line("Écoles occupées", "4,5", month="02/2025"),
    line("Formations au travail avec les autres secteurs", 1, "Yourte", "peut-être"),
    line("Retours de la population reçus", 5, who=""),
    ["01/2025", "ACF", "", "", "", "Retours de la population reçus", "", "", 5],
    # the same thing twice, with two numbers
    line(STAFF, 5, "", "Femmes", "03/2025"),
    line(STAFF, 6, "", "Femmes", "03/2025"),
]
PAIRS = [
    HEADINGS,
    # 9 of 8: the part is kept out, the whole stays
    line(SURVEYED, 8, "Formel", month="04/2025"),
    line(SAFE, 9, "Formel", month="04/2025"),
    # 5 of 8 and 5 of 4: above for one type of centre, not for both: neither tells its type
    line(SURVEYED, 8, "Formel", month="05/2025"),
    line(SURVEYED, 4, "Non formel", month="05/2025"),
    line(SAFE, 5, "Formel", month="05/2025"),
    line(SAFE, 5, "Non formel", month="05/2025"),
    # a part without its whole, and the whole of another organisation
    line(TRAINED, 2, "", "Femmes", "06/2025"),
    line(STAFF, 30, "", "Femmes", "06/2025", who="UNICEF"),
    # a quarter beats its months, a month its year
    line("Retours de la population reçus", 6, month="07/2025"),
    line("Retours de la population reçus", 20, month="T3 2025"),
    line("feedback_acted", 2, month="2025"),
    line("feedback_acted", 1, month="T3 2025"),
    # a total beside its parts
    line(STAFF, 7, "", "Total", "08/2025"),
    line(STAFF, 4, "", "Femmes", "08/2025"),
    line(STAFF, 3, "", "Hommes", "08/2025"),
]
EVENTS = [
    HEADINGS,
    line(ATTACKS, 2),
    line(ATTACKS, 1, place="", month="02/2025"),
    line(ATTACKS, 0, place="", locality="Ngakobo", month="03/2025"),
    line("Écoles occupées", 1),
    line("Écoles dont l'état est connu", 6),
]
# Every choice of the template, a month for each language.
CHOICES = [
    HEADINGS,
    *(line(measure, 5, kind, sex, month, place="")
      for month, language in (("09/2025", "fr"), ("10/2025", "en"))
      for kind in [choices("centre_types", language)[1]]
      for sex in [choices("adult_sexes", language)[1]]
      for measure in choices("sector_measures", language)),
]  # fmt: skip
TAGS = b"#date+month,#org,#adm2+code,#meta+measure,#value+num\n2025-03,ACF,CF431,schools_access_known,7\n"
ENGLISH = [
    ["Month", "Organisation", "Adm2 Pcode", "Sector measure", "Learning centre type", "Number counted"],
    ["2025-01", "ACF", "CF432", "Learning centres surveyed", "Non-formal", "2"],
]
ACCEPTED = """
    SELECT p.{} FROM core.sector_measures p
    JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id)
    WHERE file = '{}' ORDER BY p.row
"""


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small(
        {
            "mots.xlsx": {"Mesures": WORDS},
            "parts.xlsx": {"Mesures": PAIRS},
            "attaques.xlsx": {"Mesures": EVENTS},
            "choix.xlsx": {"Mesures": CHOICES},
            "tags.csv": TAGS,
            "english.csv": delimited(ENGLISH, ","),
        }
    )


def told(built: Built, file: str) -> list[tuple]:
    return built.rows(ACCEPTED.format("row, p.period, measure, centre_type, sex, amount, p.is_duplicate", file))


def codes(built: Built, file: str) -> list[tuple[str, str]]:
    found = [(i["code"], i["cell"] or f"row {i['row']}") for i in built.entry(file)["issues"]]
    return sorted(pair for pair in found if pair[0] not in ("headings_interpreted", "organisation_normalised"))


def test_the_kind_is_recognised_by_its_words_and_by_its_tags(built: Built) -> None:
    assert {(e["file"], e["kind"], e["rows_accepted"], e["rows_rejected"]) for e in built.report["files"]} == {
        ("mots.xlsx", "sector_measures", 7, 9), ("parts.xlsx", "sector_measures", 13, 2),
        ("attaques.xlsx", "sector_measures", 5, 0), ("choix.xlsx", "sector_measures", 26, 0),
        ("tags.csv", "sector_measures", 1, 0),
        ("english.csv", "sector_measures", 1, 0),
    }  # fmt: skip


def test_measures_and_words_become_codes(built: Built) -> None:
    assert told(built, "mots.xlsx") == [
        (3, "2025-01", "centres_surveyed", "formal", "unknown", 8, False),
        (4, "2025-01", "centres_all_criteria", "formal", "unknown", 3, False),
        (5, "2025-01", "feedback_received", "unknown", "unknown", 4, False),
        (6, "2025-01", "people_trained_other_sectors", "unknown", "girl", 12, False),
        (7, "2025-01", "health_workers_assessed", "unknown", "boy", 9, False),
        (8, "2025-01", "health_workers_trained_cmr", "unknown", "boy", 2, False),
        (14, "2025-01", "trainings_other_sectors", "unknown", "unknown", 1, False),
    ]
    assert told(built, "tags.csv")[0][2:6] == ("schools_access_known", "unknown", "unknown", 7)
    assert told(built, "english.csv")[0][2:6] == ("centres_surveyed", "non_formal", "unknown", 2)


def test_what_cannot_be_read_rejects_its_row_and_is_told_at_its_cell(built: Built) -> None:
    assert codes(built, "mots.xlsx") == [
        ("case_word_unknown", "G14"), ("case_word_unknown", "H14"), ("count_fractional", "I13"),
        ("count_negative", "I11"), ("count_unreadable", "I12"), ("key_conflict", "I17"), ("key_conflict", "I18"),
        ("measure_missing", "F10"), ("measure_unknown", "F9"), ("organisation_missing", "B15"),
        ("place_missing", "D16"),
    ]  # fmt: skip
    said = {i["cell"]: i["message"] for i in built.entry("mots.xlsx")["issues"]}
    assert "Puits creusés" in said["F9"]
    assert said["G14"].endswith("Mots de la liste : Formel, Non formel.")


def test_a_part_above_its_whole_is_kept_out_and_one_told_otherwise_loses_its_breakdown(built: Built) -> None:
    assert codes(built, "parts.xlsx") == [
        ("case_part_exceeds", "I3"), ("case_part_exceeds", "I8"), ("case_period_twice", "A10"),
        ("case_period_twice", "A12"), ("row_is_total", "I14"), ("sector_parts_differ", "F6"),
    ]  # fmt: skip
    assert [row[1:] for row in told(built, "parts.xlsx")] == [
        ("2025-04", "centres_surveyed", "formal", "unknown", 8, False),
        ("2025-05", "centres_surveyed", "unknown", "unknown", 8, False),
        ("2025-05", "centres_surveyed", "unknown", "unknown", 4, False),
        ("2025-05", "centres_all_criteria", "unknown", "unknown", 5, False),
        ("2025-05", "centres_all_criteria", "unknown", "unknown", 5, False),
        ("2025-06", "health_workers_assessed", "unknown", "girl", 30, False),
        ("2025-07", "feedback_received", "unknown", "unknown", 6, True),
        ("2025-Q3", "feedback_received", "unknown", "unknown", 20, False),
        ("2025", "feedback_acted", "unknown", "unknown", 2, True),
        ("2025-Q3", "feedback_acted", "unknown", "unknown", 1, False),
        ("2025-08", "health_workers_assessed", "unknown", "unknown", 7, True),
        ("2025-08", "health_workers_assessed", "unknown", "girl", 4, False),
        ("2025-08", "health_workers_assessed", "unknown", "boy", 3, False),
    ]


def test_no_part_is_above_its_whole_in_any_group(built: Built) -> None:
    assert built.rows("""
        WITH sums AS (
            SELECT concat_ws('|', organisation_id, period, adm1_pcode, adm2_pcode, centre_type, sex) AS place,
                   measure, sum(amount) AS amount
            FROM core.sector_measures WHERE NOT is_duplicate GROUP BY ALL)
        SELECT count(*), count(*) FILTER (part.amount > whole.amount)
        FROM sums part
        JOIN sums whole USING (place)
        WHERE whole.measure = CASE part.measure WHEN 'centres_all_criteria' THEN 'centres_surveyed'
            WHEN 'schools_occupied' THEN 'schools_status_known' WHEN 'feedback_acted' THEN 'feedback_received' END
    """) == [(10, 0)]


def test_an_attack_is_kept_at_its_prefecture_and_where_it_was_is_not_repeated(built: Built) -> None:
    assert built.rows(ACCEPTED.format("row, adm1_pcode, adm2_pcode, measure, amount", "attaques.xlsx")) == [
        (2, "CF43", None, "education_attacks", 2), (3, "CF43", None, "education_attacks", 1),
        (4, "CF43", None, "education_attacks", 0), (5, "CF43", "CF431", "schools_occupied", 1),
        (6, "CF43", "CF431", "schools_status_known", 6),
    ]  # fmt: skip
    assert codes(built, "attaques.xlsx") == [("event_too_fine", "F2"), ("event_too_fine", "F4")]
    assert not any("Bambari" in str(i) or "Ngakobo" in str(i) for i in built.entry("attaques.xlsx")["issues"])


def test_every_choice_of_the_template_is_known(built: Built) -> None:
    with (REFERENCE / "sector_measures.csv").open(encoding="utf-8", newline="") as stream:
        known = list(csv.DictReader(stream))
    assert {row["whole"] for row in known} - {""} <= {row["code"] for row in known}
    assert [row[1:] for row in told(built, "choix.xlsx")] == [
        (month, row["code"], "non_formal", "boy", 5, False) for month in ("2025-09", "2025-10") for row in known
    ]
    assert codes(built, "choix.xlsx") == []
