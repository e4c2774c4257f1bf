"""People reached, by whom they are: recognised by its words, judged row by row, brackets and tools never added up."""

from collections.abc import Callable

import pytest
import yaml

from etl.template import choices
from tests.factories import Built, delimited
from tests.unit.etl.indicators.bare import ROOT

HEADINGS = ["Mois", "Organisation", "Secteur", "Préfecture", "Sous-préfecture", "Sexe", "Tranche d'âge", "Handicap",
            "Outil de mesure du handicap", "Statut de la population", "Personnes atteintes"]  # fmt: skip
CFM = "Module UNICEF (CFM)"


def line(people: object, sex: str = "Féminin", age: str = "5-11", disability: str = "Non", tool: str = CFM,
         status: str = "Hôtes", month: str = "01/2025", who: str = "ACF", sector: str = "Protection de l'enfance",
         place: str = "Bambari") -> list[object]:  # fmt: skip
    return [month, who, sector, "Ouaka", place, sex, age, disability, tool, status, people]


WORDS = [
    ["Personnes atteintes – T1", *[""] * 10],
    HEADINGS,
    line(12),
    line(3, "Hommes", "18 ans et plus", "oui", "WG-SS", "PDI"),
    # a blank is unknown, never "no"; a tool says nothing of an answer that nobody knows
    line(7, "Inconnu", "Inconnu", "", CFM, "Inconnu"),
    # two answers without their tool: told once, of an unknown tool
    line(2, "Masculin", "12-17", "Oui", ""),
    line(9, "Masculin", "12-17", "Non", ""),
    # words of no list
    line(4, "Yourte", "vieux", "peut-être", "au jugé", "nomades"),
    line(5, sector="Astronomie", month="02/2025"),
    line(5, sector="", month="02/2025"),
    line("-1", month="02/2025"),
    line("une dizaine", "Masculin", month="02/2025"),
    line(5, who="", month="02/2025"),
    ["02/2025", "ACF", "Protection de l'enfance", "", "", "Féminin", "5-11", "Non", CFM, "Hôtes", 5],
    # a plain question has no tool, which is not the same as an unknown one
    line(6, "Masculin", "0-4", "Non", "Aucun outil", "Tous", "03/2025"),
]
SYSTEMS = [
    HEADINGS,
    # 0-4, 5-11: 30 people; 0-5, 6-12: 12: the second system shares ages with the first
    line(10, age="0-4", month="04/2025"),
    line(20, age="5-11", month="04/2025"),
    line(7, "Masculin", "0-5", month="04/2025"),
    line(5, "Masculin", "6-12", month="04/2025"),
    # adults share no age with them
    line(8, age="18+", month="04/2025"),
    # another organisation may use the other system
    line(9, age="0-5", month="04/2025", who="UNICEF"),
    # one bracket over three finer ones, of as many people: the finer ones count
    line(6, age="0-17", month="05/2025"),
    line(3, age="0-4", month="05/2025"),
    line(3, age="12-17", month="05/2025"),
    # a quarter beats its months
    line(4, month="07/2025"),
    line(11, month="T3 2025"),
    # a total beside its parts
    line(9, "Total", month="10/2025"),
    line(5, "Féminin", month="10/2025"),
    line(4, "Masculin", month="10/2025"),
]
TAGS = (
    b"#date+month,#org,#sector,#adm2+code,#population+disability,#meta+tool,#population+status,#reached\n"
    b"2025-03,ACF,PRO-CPN,CF431,yes,wg_ss,refugees,7\n"
)
ENGLISH = [
    ["Month", "Organisation", "Sector", "Adm2 Pcode", "Sex", "Age group", "Disability", "Disability tool",
     "Population status", "People reached"],
    ["2025-01", "ACF", "Education", "CF432", "Girls", "children", "No", "Child Functioning Module",
     "host community", "2"],
]  # fmt: skip
REACHED = [
    HEADINGS,
    line(12, who="IRC", place="Bakala", month="T3 2025"),
    line(30, who="IRC", place="Bakala", month="10/2025"),
]
FOUR_W = [
    ["Mois", "Organisation", "Secteur", "Activité", "Préfecture", "Sous-préfecture", "Personnes atteintes"],
    *(
        [month, "IRC", "Protection de l'enfance", activity, "Ouaka", "Bakala", people]
        for month, activity, people in (
            ("07/2025", "Écoute", 15), ("09/2025", "Écoute", 25), ("10/2025", "Écoute", 20), ("11/2025", "Écoute", 50),
        )
    ),
]  # fmt: skip
ACCEPTED = """
    SELECT p.{} FROM core.reach_counts p
    JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id)
    WHERE file = '{}' ORDER BY p.row
"""
CODED = "row, p.sex, p.age_group, p.disability, p.disability_tool, p.population_status, p.people"


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small(
        {
            "mots.xlsx": {"Atteints": WORDS},
            "tranches.xlsx": {"Atteints": SYSTEMS},
            "atteints.xlsx": {"Atteints": REACHED},
            "4w.xlsx": {"4W": FOUR_W},
            "tags.csv": TAGS,
            "english.csv": delimited(ENGLISH, ","),
        }
    )


def codes(built: Built, file: str) -> list[tuple[str, str, str | None]]:
    return built.rows(
        "SELECT i.code, coalesce(i.cell, ''), i.detail FROM core.issues i JOIN core.source_files f USING (file_id) "
        f"WHERE f.file = '{file}' ORDER BY ALL"
    )


def test_the_kind_is_recognised_by_its_words_and_by_its_tags(built: Built) -> None:
    assert {(e["file"], e["kind"], e["rows_accepted"], e["rows_rejected"]) for e in built.report["files"]} == {
        ("mots.xlsx", "reach_counts", 7, 6), ("tranches.xlsx", "reach_counts", 14, 0),
        ("tags.csv", "reach_counts", 1, 0), ("english.csv", "reach_counts", 1, 0),
        ("atteints.xlsx", "reach_counts", 2, 0), ("4w.xlsx", "activities", 4, 0),
    }  # fmt: skip


def test_words_become_codes_and_a_blank_is_unknown(built: Built) -> None:
    assert built.rows(ACCEPTED.format(CODED, "mots.xlsx")) == [
        (3, "girl", "5-11", "no", "cfm", "host", 12),
        (4, "boy", "18+", "yes", "wg_ss", "displaced", 3),
        (5, "unknown", "unknown", "unknown", "unknown", "unknown", 7),
        (6, "boy", "12-17", "yes", "unknown", "host", 2),
        (7, "boy", "12-17", "no", "unknown", "host", 9),
        (8, "unknown", "unknown", "unknown", "unknown", "unknown", 4),
        (15, "boy", "0-4", "no", "none", "unknown", 6),
    ]
    assert built.rows(ACCEPTED.format(CODED, "tags.csv"))[0][1:] == (
        "unknown", "unknown", "yes", "wg_ss", "refugee", 7,
    )  # fmt: skip
    assert built.rows(ACCEPTED.format(f"sector_code, {CODED}", "english.csv"))[0][2:] == (
        "girl", "0-17", "no", "cfm", "host", 2,
    )  # fmt: skip


def test_what_is_wrong_is_told_where_it_is(built: Built) -> None:
    told = [(code, cell) for code, cell, _ in codes(built, "mots.xlsx")]
    assert told.count(("disability_without_tool", "H6")) == 1
    assert [d for code, _, d in codes(built, "mots.xlsx") if code == "disability_without_tool"] == ["2"]
    assert {cell for code, cell in told if code == "case_word_unknown"} == {"F8", "G8", "H8", "I8", "J8"}
    assert {(code, cell) for code, cell in told if code.startswith("sector_")} == {
        ("sector_unknown", "C9"), ("sector_missing", "C10"),
    }  # fmt: skip
    assert {"count_negative", "count_unreadable", "organisation_missing", "place_missing"} <= {code for code, _ in told}


def test_brackets_of_two_systems_are_told_and_never_added_up(built: Built) -> None:
    kept = "row, p.age_group, p.people, p.is_duplicate"
    assert built.rows(ACCEPTED.format(kept, "tranches.xlsx")) == [
        (2, "0-4", 10, False), (3, "5-11", 20, False), (4, "0-5", 7, True), (5, "6-12", 5, True),
        (6, "18+", 8, False), (7, "0-5", 9, False),
        (8, "0-17", 6, True), (9, "0-4", 3, False), (10, "12-17", 3, False),
        (11, "5-11", 4, True), (12, "5-11", 11, False),
        (13, "5-11", 9, True), (14, "5-11", 5, False), (15, "5-11", 4, False),
    ]  # fmt: skip
    assert [issue for issue in codes(built, "tranches.xlsx") if issue[0] == "reach_ages_overlap"] == [
        ("reach_ages_overlap", "G4", "0-4, 5-11, 12-17"),
        ("reach_ages_overlap", "G5", "0-4, 5-11, 12-17"),
        ("reach_ages_overlap", "G8", "0-4, 5-11, 12-17"),
    ]
    assert ("row_is_total", "K13") in {issue[:2] for issue in codes(built, "tranches.xlsx")}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_offers_every_tool_once(built: Built, language: str) -> None:
    words = choices("disability_tools", language)
    known = dict(
        built.rows("SELECT DISTINCT disability_tool, 1 FROM core.reach_counts WHERE disability_tool <> 'unknown'")
    )
    assert len(set(words)) == len(words) == 5
    assert set(known) == {"cfm", "wg_ss", "none"}


def test_no_number_of_people_reached_is_public(built: Built) -> None:
    tables = {name for (name,) in built.rows("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts'")}
    internal = {"reach_people", "inclusion", "completeness", "disability_groups", "inclusion_facts"}
    assert internal | {"inclusion_gate"} <= tables
    public = yaml.safe_load((ROOT / "etl/public.yaml").read_text(encoding="utf-8"))
    assert not internal & set(public)
    assert "inclusion_gate" in public


def test_a_quarter_of_reach_holds_the_months_of_its_4w_and_the_greater_counts(built: Built) -> None:
    found = built.rows(
        "SELECT period, sum(people), coalesce(sum(people) FILTER (sex = 'unknown'), 0) FROM marts.reach_people "
        "WHERE organisation_id = 'irc' AND sector_code = 'PRO-CPN' GROUP BY period ORDER BY period"
    )
    # of 15 + 25 in the quarter's months 12 are broken down; in October 30 are, more than the 4W's 20; November has none
    assert found == [("2025-10", 30, 0), ("2025-11", 50, 50), ("2025-Q3", 40, 28)]


def test_completeness_is_of_all_who_are_reported(built: Built) -> None:
    found = built.rows(
        "SELECT dimension, known, total FROM marts.completeness WHERE source = 'reach' AND sector_code = 'PRO-CPN' "
        "AND period = '2025-Q4' AND level = 'adm2' AND pcode = 'CF432' AND scheme = 'cod_v02' ORDER BY dimension"
    )
    assert found == [("age_group", 30, 80), ("all", 30, 80), ("disability", 30, 80), ("sex", 30, 80)]
