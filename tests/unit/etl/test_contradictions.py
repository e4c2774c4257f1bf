"""Each rule finds its built-in positive case, and nothing of its own in the negative one."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

from etl.contradictions import HERE, SEVERITIES, rules
from tests.factories import Built, Cell, Row

BAMBARI: Row = {"Mois": "2022-03", "Code préfecture": "CF43", "Code sous-préfecture": "CF431"}
CUT_OFF = "functional_site_cut_off"
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


def found(built: Built, rule: str, year: int = 2022) -> list[tuple]:
    return built.rows(
        "SELECT pcode, service_code, organisation_id, detail_1, detail_2 FROM marts.contradictions "
        f"WHERE rule_id = '{rule}' AND starts_with(period, '{year}') ORDER BY ALL"
    )


# A year for each rule, in which nothing is told but its own case. An area that is cut off stays so in the years after.
YEARS = {rule: 2013 + place for place, rule in enumerate(sorted(FOUND, key=lambda rule: (rule == CUT_OFF, rule)))}


def in_year(text: str | None, year: int) -> str | None:
    """The years of a case as its rule states it, of which the last is 2022, moved to that year."""
    return text and re.sub(r"\b20[12]\d", lambda found: str(int(found[0]) - 2022 + year), text)


def case_of(rule: str, kind: str) -> dict[str, list[list[Cell]]]:
    case = sheets(rules()[rule]["cases"][kind])
    return {name: [[in_year(str(cell), YEARS[rule]) for cell in line] for line in grid] for name, grid in case.items()}


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> dict[str, Built]:
    """All positive cases, and all negative ones, each in the year of its rule."""
    return {kind: built_cases(small, kind) for kind in ("positive", "negative")}


def built_cases(small: Callable[..., Built], kind: str) -> Built:
    cases = {rule: case_of(rule, kind) for rule in sorted(FOUND)}
    built = small({f"{rule} {name}.xlsx": {name: grid} for rule in cases for name, grid in cases[rule].items()})
    assert built.report["totals"]["rows_rejected"] == 0
    assert built.report["totals"]["rows_accepted"] == sum(
        len(grid) - 1 for case in cases.values() for grid in case.values()
    )
    return built


def test_every_rule_has_a_query_and_words() -> None:
    assert sorted(rules()) == sorted(path.stem for path in HERE.glob("*.sql")) == sorted(FOUND)


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_rule_finds_its_positive_case(rule: str, built: dict[str, Built]) -> None:
    expected = [tuple(in_year(text, YEARS[rule]) for text in row) for row in FOUND[rule]]
    assert found(built["positive"], rule, YEARS[rule]) == expected


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_rule_leaves_its_negative_case_alone(rule: str, built: dict[str, Built]) -> None:
    assert found(built["negative"], rule, YEARS[rule]) == []


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
