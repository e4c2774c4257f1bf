"""Each rule finds its built-in positive case, and nothing of its own in the negative one."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

from etl.contradictions import HERE, SEVERITIES, rules
from tests.factories import Built, Cell, Row

BAMBARI: Row = {"Mois": "2022-03", "Code préfecture": "CF43", "Code sous-préfecture": "CF431"}
# What each rule says of its positive case: area, service, organisation and both details.
FOUND = {
    "activity_past_its_end": [("CF431", "health", "acf", "1", "2022-02-28")],
    "case_plans_without_service": [("CF431", "case_management", "acf", "1", None)],
    "functional_site_cut_off": [("CF431", "school", "acf", "1", "2022-01-15")],
    "reached_above_target": [("CF431", None, "acf", "230", "200")],
    "referral_to_absent_service": [("CF431", "psychosocial", "unicef", "5", None)],
    "school_open_and_occupied": [("CF431", "school", None, "École A", "Occupée par un groupe armé / Ouverte")],
    "severities_disagree": [("CF431", None, None, "3", "4")],
    "site_verified_after_its_list": [("CF431", "school", "acf", "1", "2022-04-02")],
    "site_without_activity": [("CF431", "school", "acf", "1", None)],
    "target_above_need": [("CF431", None, "acf", "300", "200")],
}


def sheets(case: Mapping[str, Sequence[Row]]) -> dict[str, list[list[Cell]]]:
    """The case as sheets: one line of headings, and the usual month and place where a row names no other."""
    grids: dict[str, list[list[Cell]]] = {}
    for name, rows in case.items():
        whole = [{**BAMBARI, **row} for row in rows]
        headings = list(dict.fromkeys(heading for row in whole for heading in row))
        grids[name] = [headings, *[[str(row.get(heading, "")) for heading in headings] for row in whole]]
    return grids


def found(built: Built, rule: str) -> list[tuple]:
    return built.rows(
        "SELECT pcode, service_code, organisation_id, detail_1, detail_2 FROM marts.contradictions "
        f"WHERE rule_id = '{rule}' ORDER BY ALL"
    )


def built_case(small: Callable[..., Built], rule: str, kind: str) -> Built:
    case = rules()[rule]["cases"][kind]
    built = small({f"{name}.xlsx": {name: grid} for name, grid in sheets(case).items()})
    assert built.report["totals"]["rows_rejected"] == 0
    assert built.report["totals"]["rows_accepted"] == sum(map(len, case.values()))
    return built


def test_every_rule_has_a_query_and_words() -> None:
    assert sorted(rules()) == sorted(path.stem for path in HERE.glob("*.sql")) == sorted(FOUND)


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_rule_finds_its_positive_case(rule: str, small: Callable[..., Built]) -> None:
    assert found(built_case(small, rule, "positive"), rule) == FOUND[rule]


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_rule_leaves_its_negative_case_alone(rule: str, small: Callable[..., Built]) -> None:
    assert found(built_case(small, rule, "negative"), rule) == []


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_rule_is_told_in_both_languages_with_the_same_details(rule: str) -> None:
    told = rules()[rule]
    assert set(told) == {"severity", "title", "sentence", "owner", "cases"}
    assert told["severity"] in SEVERITIES
    assert all(set(told[text]) == {"fr", "en"} for text in ("title", "sentence", "owner"))
    holes = [set(re.findall(r"\{(\w+)\}", told["sentence"][language])) for language in ("fr", "en")]
    assert holes[0] == holes[1] <= {"area", "period", "service", "organisation", "detail_1", "detail_2"}


def test_two_words_of_one_list_may_contradict_each_other(small: Callable[..., Built]) -> None:
    """“Ouverte, occupée…” says both; “anciennement occupée” does not."""
    words = ["Ouverte mais occupée par des déplacés", "Ouverte, anciennement occupée", "Non fonctionnelle car occupée"]
    rows = [{"Service": "École", "Nom du site": f"École {n}", "Organisation": "ACF", "Statut du site": said}
            for n, said in enumerate(words)]  # fmt: skip
    built = small({"sites.xlsx": sheets({"Sites": rows})})
    assert [row[3:] for row in found(built, "school_open_and_occupied")] == [("École 0", words[0])]


def test_an_area_is_cut_off_by_what_is_in_force_on_the_last_day_alone(small: Callable[..., Built]) -> None:
    """Accessible since January, enclaved before; and Bakala, accessible in an enclaved prefecture."""
    school: Row = {"Service": "École", "Organisation": "ACF", "Statut du site": "Ouverte"}
    told: list[Row] = [
        {"Statut d'accès": "Enclavé", "Date de début": "2021-06-01"},
        {"Statut d'accès": "Accessible", "Date de début": "2022-01-01"},
        {"Statut d'accès": "Enclavé", "Date de début": "2022-01-01", "Code sous-préfecture": ""},
        {"Statut d'accès": "Accessible", "Date de début": "2022-01-01", "Code sous-préfecture": "CF432"},
    ]
    rows = [{**school, "Nom du site": f"École {code}", "Code sous-préfecture": code}
            for code in ("CF431", "CF432", "CF433")]  # fmt: skip
    built = small({"sites.xlsx": sheets({"Sites": rows}), "acces.xlsx": sheets({"Zones enclavées": told})})
    # what is enclaved by its prefecture alone, without a way in
    assert found(built, "functional_site_cut_off") == [("CF433", "school", "acf", "1", "2022-01-01")]


def test_a_sector_that_nobody_knows_is_no_second_word_of_all_sectors(small: Callable[..., Built]) -> None:
    told = [{"Mois": "2022", "Phase": "2", "Secteur": "Machin"}, {"Mois": "2022", "Phase": "4", "Secteur": ""}]
    built = small(
        {"s.xlsx": sheets({"Sévérité": told}), "4w.xlsx": sheets({"4W": [{"Secteur": "Santé", "Organisation": "ACF"}]})}
    )
    assert found(built, "severities_disagree") == []


def test_a_build_with_nothing_to_contradict_has_the_rules_and_no_contradiction(coarse_build: Built) -> None:
    assert coarse_build.rows("SELECT count(*) FROM marts.contradiction_rules") == [(len(FOUND),)]
    assert coarse_build.rows("SELECT * FROM marts.contradictions") == []


@pytest.fixture(scope="module")
def coarse_build(small: Callable[..., Built]) -> Built:
    return small({"4w.xlsx": sheets({"4W": [{"Secteur": "Santé", "Organisation": "ACF"}]})})
