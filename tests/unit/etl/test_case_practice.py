"""How cases are managed and who follows how many: recognised by their words, judged row by row, told where in doubt."""

from collections.abc import Callable

import pytest

from etl.template import choices
from tests.factories import Built, delimited

HEADINGS = ["Mois", "Organisation", "Préfecture", "Sous-préfecture", "Mesure", "Niveau de risque", "Sexe",
            "Tranche d'âge", "Handicap", "Nombre de cas"]  # fmt: skip
BAMBARI = ("Ouaka", "Bambari")


def line(measure: str, cases: object, *about: str, month: str = "01/2025", who: str = "ACF") -> list[object]:
    """A row of Bambari: measure, count, then risk, sex, age, disability as far as they are told."""
    return [month, who, *BAMBARI, measure, *(*about, "", "", "", "")[:4], cases]


WORDS = [
    ["Gestion de cas - T1", *[""] * 9],
    HEADINGS,
    line("Plans de prise en charge établis", 7, "Élevé", "Filles", "5 à 11 ans", "Oui"),
    line("reviewed", 4, "Low", "Garçons", "12-17", "Non"),
    line("Cas revus", 2, "très haut", "Autre", "18+", "peut-être"),
    line("Cas revus", 3),
    line("Plan d'action", 3),
    line("", 3),
    line("Cas revus", "-1", "Faible"),
    line("Cas revus", "beaucoup de cas", "Moyen"),
    line("Cas revus", 5, "Moyen", "Filles", month="02/2025"),
    line("Cas revus", 6, "Moyen", "Filles", month="02/2025"),
    ["01/2025", "", *BAMBARI, "Cas revus", "", "", "", "", 3],
]  # fmt: skip
PAIRS = [
    HEADINGS,
    # 12 due (7 high, 5 low), 9 on time by the same risks: both are kept
    line("Suivis prévus dans la période", 7, "Élevé"),
    line("Suivis prévus dans la période", 5, "Faible"),
    line("Suivis réalisés dans le délai", 6, "Élevé"),
    line("Suivis réalisés dans le délai", 3, "Faible"),
    # 8 on time of 6: the part is kept out, the whole stays
    line("Suivis prévus dans la période", 6, month="02/2025"),
    line("Suivis réalisés dans le délai", 8, month="02/2025"),
    # 7 of 10, the part alone by sex: both lose what one of them does not tell
    line("Cas ouverts depuis au moins 14 jours", 10),
    line("Plans établis dans les 14 jours", 3, "", "Filles"),
    line("Plans établis dans les 14 jours", 4, "", "Garçons"),
    # a part without its whole
    line("EAFGA réintégrés", 2),
    # another organisation of the place has no part in this
    line("Suivis prévus dans la période", 20, month="02/2025", who="UNICEF"),
]
TWICE = [
    HEADINGS,
    line("Évaluations réalisées", 5, "", "", "0-4"),
    line("Évaluations réalisées", 9, "", "", "5-11"),
    line("Évaluations réalisées", 6, "", "", "0-5"),
    line("Évaluations réalisées", 7, "", "", "6-12"),
    # one system alone, whichever it is
    line("Cas revus", 6, "", "", "0-5", month="03/2025"),
    line("Cas revus", 7, "", "", "6-12", month="03/2025"),
    # the quarter beats its months
    line("Plans mis en œuvre", 2, month="04/2025"),
    line("Plans mis en œuvre", 3, month="05/2025"),
    line("Plans mis en œuvre", 9, month="T2 2025"),
    # a total beside its parts
    line("Cas reçus par transfert", 5, "", "Total"),
    line("Cas reçus par transfert", 3, "", "Filles"),
    line("Cas reçus par transfert", 2, "", "Garçons"),
]
LOAD_HEADINGS = [
    "Mois",
    "Organisation",
    "Sous-préfecture",
    "Fonction",
    "Cas actifs par gestionnaire",
    "Nombre d'agents",
]


def load(staff: str, bracket: object, count: object) -> list[object]:
    return ["01/2025", "ACF", "Bambari", staff, bracket, count]


LOADS = [
    LOAD_HEADINGS,
    load("Gestionnaire de cas", "0", 1),
    load("Gestionnaires de cas", "1 à 10", 4),
    load("caseworker", "11-20", 5),
    load("Gestionnaire de cas", "21 - 25", 3),
    load("Gestionnaire de cas", "26–30", 2),
    load("Gestionnaire de cas", "31 to 40", 1),
    load("Gestionnaire de cas", "> 40", 1),
    load("Superviseur", "", 2),
    load("Superviseure", "1-10", 1),
    load("Gestionnaire de cas", "", 6),
    # as Primero's label 11-20 counts: no bracket is fitted into another
    load("Gestionnaire de cas", "10-19", 2),
    load("Gestionnaire de cas", "20-25", 2),
    load("Gestionnaire de cas", "41", 1),
    load("Gestionnaire de cas", "25", 1),
    load("Chauffeur Mbomou", "", 1),
    load("", "1-10", 1),
    load("Gestionnaire de cas", "31-40", "deux"),
]
TAGS = b"#date+month,#org,#adm2+code,#meta+measure,#severity,#value+cases\n2025-03,ACF,CF431,closed_lost,high,4\n"
ENGLISH = [
    ["Month", "Organisation", "Adm2 Pcode", "Staff category", "Caseload", "Staff count"],
    ["2025-01", "ACF", "CF432", "Supervisor", "", "2"],
]
ACCEPTED = """
    SELECT p.{} FROM core.{} p JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id)
    WHERE file = '{}' ORDER BY p.row
"""


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    return judged(
        {
            "mots.xlsx": {"Qualité": WORDS},
            "parts.xlsx": {"Qualité": PAIRS},
            "twice.xlsx": {"Qualité": TWICE},
            "charge.xlsx": {"Charge": LOADS},
            "tags.csv": TAGS,
            "english.csv": delimited(ENGLISH, ","),
        }
    )  # fmt: skip


def practice(built: Built, file: str) -> list[tuple]:
    columns = "row, p.period, measure, p.risk_level, p.sex, p.age_group, p.disability, p.cases, p.is_duplicate"
    return built.rows(ACCEPTED.format(columns, "case_practice", file))


def codes(built: Built, file: str) -> list[tuple[str, str]]:
    found = [(i["code"], i["cell"] or f"row {i['row']}") for i in built.entry(file)["issues"]]
    return sorted(pair for pair in found if pair[0] not in ("headings_interpreted", "organisation_normalised"))


def test_both_kinds_are_recognised_by_their_words_and_by_their_tags(built: Built) -> None:
    assert {(e["file"], e["kind"], e["rows_accepted"], e["rows_rejected"]) for e in built.report["files"]} == {
        ("mots.xlsx", "case_practice", 4, 7), ("parts.xlsx", "case_practice", 9, 2),
        ("twice.xlsx", "case_practice", 12, 0), ("charge.xlsx", "caseloads", 12, 5),
        ("tags.csv", "case_practice", 1, 0), ("english.csv", "caseloads", 1, 0),
    }  # fmt: skip


def test_measures_and_words_become_codes_and_what_is_not_told_is_unknown(built: Built) -> None:
    nobody = ("unknown", "unknown", "unknown", "unknown")
    assert practice(built, "mots.xlsx") == [
        (3, "2025-01", "plan_made", "high", "girl", "5-11", "yes", 7, False),
        (4, "2025-01", "reviewed", "low", "boy", "12-17", "no", 4, False),
        (5, "2025-01", "reviewed", *nobody, 2, False),
        (6, "2025-01", "reviewed", *nobody, 3, False),
    ]
    assert built.rows("SELECT measure, risk_level, cases FROM core.case_practice WHERE measure = 'closed_lost'") == [
        ("closed_lost", "high", 4)
    ]


def test_each_word_outside_the_lists_is_named_at_its_cell(built: Built) -> None:
    assert codes(built, "mots.xlsx") == [
        ("case_word_unknown", "F5"), ("case_word_unknown", "G5"), ("case_word_unknown", "H5"),
        ("case_word_unknown", "I5"), ("count_negative", "J9"), ("count_unreadable", "J10"),
        ("key_conflict", "J11"), ("key_conflict", "J12"), ("measure_missing", "E8"), ("measure_unknown", "E7"),
        ("organisation_missing", "B13"),
    ]  # fmt: skip


def test_words_in_the_place_of_a_count_are_not_repeated(built: Built) -> None:
    told = [i["message"] for e in built.report["files"] for i in e["issues"]]
    assert not any("beaucoup" in sentence or "Mbomou" in sentence for sentence in told)


def test_a_part_is_never_above_its_whole(built: Built) -> None:
    found = practice(built, "parts.xlsx")
    assert [row[2:4] + row[7:8] for row in found if "followup" in row[2]] == [
        ("followup_due", "high", 7), ("followup_due", "low", 5), ("followup_on_time", "high", 6),
        ("followup_on_time", "low", 3), ("followup_due", "unknown", 6), ("followup_due", "unknown", 20),
    ]  # fmt: skip
    assert codes(built, "parts.xlsx") == [
        ("case_part_exceeds", "J11"), ("case_part_exceeds", "J7"), ("case_parts_differ", "E9"),
    ]  # fmt: skip
    above = next(i["message"] for i in built.entry("parts.xlsx")["issues"] if i["cell"] == "J7")
    assert above.startswith("La partie (8) dépasse le total dont elle fait partie (6)")


def test_a_part_told_by_other_categories_than_its_whole_loses_them(built: Built) -> None:
    assert [row[2:] for row in practice(built, "parts.xlsx") if row[2].startswith("plan")] == [
        ("plan_due", *["unknown"] * 4, 10, False),
        ("plan_within_14d", *["unknown"] * 4, 3, False),
        ("plan_within_14d", *["unknown"] * 4, 4, False),
    ]


def test_no_share_of_any_category_is_above_one(built: Built) -> None:
    assert built.rows("""
        SELECT p.period, p.measure, sum(p.cases)
        FROM core.case_practice p JOIN core.case_practice w
          ON (w.period, w.adm2_pcode, w.organisation_id, w.risk_level, w.sex, w.age_group, w.disability)
           = (p.period, p.adm2_pcode, p.organisation_id, p.risk_level, p.sex, p.age_group, p.disability)
        WHERE (p.measure, w.measure) IN (('followup_on_time', 'followup_due'), ('plan_within_14d', 'plan_due'))
        GROUP BY ALL HAVING sum(p.cases) > sum(w.cases) * count(DISTINCT (p.sheet_id, p.row))
    """) == []  # fmt: skip


def test_brackets_of_two_systems_are_told_and_never_added_up(built: Built) -> None:
    found = {(row[2], row[5]): row[8] for row in practice(built, "twice.xlsx")}
    assert [found["assessed", ages] for ages in ("0-4", "5-11", "0-5", "6-12")] == [False, False, True, True]
    assert [found["reviewed", ages] for ages in ("0-5", "6-12")] == [False, False]
    assert [pair for pair in codes(built, "twice.xlsx") if pair[0] == "case_ages_overlap"] == [
        ("case_ages_overlap", "H4"), ("case_ages_overlap", "H5"),
    ]  # fmt: skip


def test_a_quarter_beats_its_months_and_a_total_is_not_added_to_its_parts(built: Built) -> None:
    counted = [(row[1], row[7]) for row in practice(built, "twice.xlsx") if row[2] == "implemented" and not row[8]]
    assert counted == [("2025-Q2", 9)]
    assert sum(row[7] for row in practice(built, "twice.xlsx") if row[2] == "transferred_in" and not row[8]) == 5
    assert {pair for pair in codes(built, "twice.xlsx") if pair[0] not in ("case_ages_overlap",)} == {
        ("case_period_twice", "A8"), ("case_period_twice", "A9"), ("row_is_total", "J11"),
    }  # fmt: skip


def test_brackets_of_caseloads_keep_their_edges(built: Built) -> None:
    rows = built.rows(ACCEPTED.format("row, staff, bracket, staff_count", "caseloads", "charge.xlsx"))
    assert rows == [
        (2, "caseworker", "0", 1), (3, "caseworker", "1-10", 4), (4, "caseworker", "11-20", 5),
        (5, "caseworker", "21-25", 3), (6, "caseworker", "26-30", 2), (7, "caseworker", "31-40", 1),
        (8, "caseworker", "41+", 1), (9, "supervisor", None, 2), (10, "supervisor", None, 1),
        (11, "caseworker", "unknown", 6), (12, "caseworker", "unknown", 2), (13, "caseworker", "unknown", 2),
    ]  # fmt: skip


def test_a_line_a_caseworker_is_refused_as_a_list_of_persons(built: Built) -> None:
    assert codes(built, "charge.xlsx") == [
        ("caseload_exact", "E14"), ("caseload_exact", "E15"), ("caseload_missing", "E11"),
        ("caseload_of_supervisor", "E10"), ("caseload_unknown", "E12"), ("caseload_unknown", "E13"),
        ("count_unreadable", "F18"), ("staff_missing", "D17"), ("staff_unknown", "D16"),
    ]  # fmt: skip
    exact = next(i["message"] for i in built.entry("charge.xlsx")["issues"] if i["cell"] == "E15")
    assert "une ligne par gestionnaire serait une liste de personnes" in exact


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_offers_every_measure_once(language: str) -> None:
    assert len(choices("case_measures", language)) == len(set(choices("case_measures", language))) == 31


def test_comments_are_not_published(built: Built) -> None:
    common = ["sheet_id", "row", "period", "scheme", "adm1_pcode", "adm2_pcode", "organisation_id", "is_duplicate"]
    own = {"case_practice": ["measure", "risk_level", "sex", "age_group", "disability", "cases"],
           "caseloads": ["staff", "bracket", "staff_count"]}  # fmt: skip
    for table, columns in own.items():
        assert [name for name, *_ in built.rows(f"DESCRIBE core.{table}")] == common + columns
