"""Columns that count a part of the people: by age, sex or disability, in French, in English or by their tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parts import Part, part_of, part_of_heading, part_of_tag


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Filles 0-17 ans", Part("reached", "0-17", "f", None)),
        ("Filles (5–11 ans)", Part("reached", "5-11", "f", None)),
        ("GARÇONS\n12 - 17", Part("reached", "12-17", "m", None)),
        ("Girls 5 to 11 years", Part("reached", "5-11", "f", None)),
        ("Boys 12-17 years old", Part("reached", "12-17", "m", None)),
        ("Hommes 18-59", Part("reached", "18-59", "m", None)),
        ("Women 60+", Part("reached", "60+", "f", None)),
        ("Femmes de 60 ans et plus", Part("reached", "60+", "f", None)),
        ("60 ans et +", Part("reached", "60+", None, None)),
        ("Men 60 years and above", Part("reached", "60+", "m", None)),
        ("F 0-4", Part("reached", "0-4", "f", None)),
        ("M_5_11", None),  # one word for a computer: left unknown rather than guessed
        ("H 5-11", Part("reached", "5-11", "m", None)),
        ("0-4", Part("reached", "0-4", None, None)),
        ("Enfants 5 à 11 ans", Part("reached", "5-11", None, None)),
        ("Nombre d'enfants 12-17", Part("reached", "12-17", None, None)),
        ("Enfants de moins de 5 ans", Part("reached", "0-4", None, None)),
        ("Children under 18", Part("reached", "0-17", None, None)),
        ("Girls <18", Part("reached", "0-17", "f", None)),
        ("Garçons et filles 5-11 ans", Part("reached", "5-11", None, None)),
        ("Hommes et femmes 60+", Part("reached", "60+", None, None)),
        ("Enfants 0-59 mois", Part("reached", "0-4", None, None)),
        ("Filles 0-11 mois", Part("reached", "0-0", "f", None)),
        ("Cible filles 0-17 ans", Part("targeted", "0-17", "f", None)),
        ("Boys 12-17 targeted", Part("targeted", "12-17", "m", None)),
        ("Enfants handicapés", Part("reached", None, None, "yes")),
        ("Filles avec handicap", Part("reached", None, "f", "yes")),
        ("Persons with disabilities", Part("reached", None, None, "yes")),
        ("Persons without disability", Part("reached", None, None, "no")),
        ("Enfants non handicapés", Part("reached", None, None, "no")),
        ("PSH ciblées", Part("targeted", None, None, "yes")),
        ("Garçons handicapés 5-11 ans", Part("reached", "5-11", "m", "yes")),
        ("Personnes vivant avec un handicap", Part("reached", None, None, "yes")),
        ("Number of girls reached (5-11 years)", Part("reached", "5-11", "f", None)),
        ("Jeunes 18-19 ans", Part("reached", "18-19", None, None)),
        ("Filles (cible)", Part("targeted", "0-17", "f", None)),
        ("Garçons (planifié)", Part("targeted", "0-17", "m", None)),
        ("Cible Femmes", Part("targeted", "18+", "f", None)),
    ],
)
def test_a_heading_names_the_part_that_its_column_counts(heading: str, part: Part | None) -> None:
    assert part_of_heading(heading) == part


@pytest.mark.parametrize(
    "heading",
    [
        "", "Filles", "Garçons", "Women", "Men", "Total", "Atteint total", "Cible", "Organisation", "Mois",
        "Axe 1-2 du plan", "Axe 1-2", "Phase 1-2", "Zone 3-4", "Semaine 1-2", "Mois 01-12", "Objectif 2-3 du HRP",
        "Enfants 6-59 mois", "Enfants de plus de 6 mois", "Filles 12-5 ans", "Besoins 0-17 ans", "Girls 5-11 in need",
        "Type de handicap", "Prise en compte du handicap", "Handicap (oui/non)", "Disability status",
        "Disability inclusion", "Date 2024-25", "Ménages 0-4", "Code 12", "5 Ws",
        "Kits distribués 0-4 ans", "Salles pour enfants 3-5 ans construites", "Coût par enfant 6-11 ans (USD)",
        "Budget femmes 18-59", "Rampes pour handicapés", "Reached 24-25", "Cible Janvier 1-31", "Filles 5-11 ans (%)",
        "Taux de filles 5-11 ans", "Filles et garçons (indicateur 1-2)", "Women reached 25-26",
    ],
)  # fmt: skip
def test_a_heading_that_counts_no_part_names_none(heading: str) -> None:
    assert part_of_heading(heading) is None


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ("#reached+f+age_5_12", Part("reached", "5-12", "f", None)),
        ("#reached +m +age12_17", Part("reached", "12-17", "m", None)),
        ("#REACHED +F +AGE_60PLUS", Part("reached", "60+", "f", None)),
        ("#targeted+age_0_4", Part("targeted", "0-4", None, None)),
        ("#reached+f", Part("reached", None, "f", None)),
        ("#targeted+disabled", Part("targeted", None, None, "yes")),
        ("#reached+m+disability", Part("reached", None, "m", "yes")),
        ("#reached+f+children+age_5_11", Part("reached", "5-11", "f", None)),
        ("#reached+m+adults+disabled", Part("reached", None, "m", "yes")),
        ("#reached", None),
        ("#targeted+total", None),
        ("#reached+f+children", None),  # girls have a role of their own
        ("#reached+m+adults", None),
        ("#reached+children", None),
        ("#inneed+f+age_5_12", None),
        ("#affected+f", None),
        ("", None),
    ],
)
def test_a_tag_names_the_part_that_its_column_counts(tag: str, part: Part | None) -> None:
    assert part_of_tag(tag) == part


def test_the_tag_goes_before_the_heading() -> None:
    assert part_of("Filles 0-17 ans", "#reached+f+age_0_18") == Part("reached", "0-18", "f", None)
    assert part_of("Filles 0-17 ans", "#reached") == Part("reached", "0-17", "f", None)


def test_a_group_of_headings_says_what_its_columns_count() -> None:
    assert part_of("Filles 0-4", group="Cible") == Part("targeted", "0-4", "f", None)
    assert part_of("Filles", group="Cible") == Part("targeted", "0-17", "f", None)
    assert part_of("Filles 0-4", group="FOR WHOM") == Part("reached", "0-4", "f", None)
    assert part_of("Filles 0-4", group="Ventilation") == Part("reached", "0-4", "f", None)
    for group in ("Besoins", "Kits distribués", "Budget (USD)", "%"):
        assert part_of("Filles 0-4", group=group) is None


def test_each_part_has_a_role_of_its_own() -> None:
    parts = [
        Part(measure, ages, sex, disability)
        for measure in ("reached", "targeted")
        for ages in (None, "0-4", "60+")
        for sex in (None, "f", "m")
        for disability in (None, "yes", "no")
    ]
    assert len({part.role for part in parts}) == len(parts)
    assert Part("reached", "5-11", "f", None).role == "reached:f:5-11"
    assert Part("targeted", None, None, "yes").role == "targeted:::yes"


@given(st.integers(0, 98), st.integers(1, 99), st.sampled_from(["Filles {} - {} ans", "Boys {} to {}", "{}–{} years"]))
def test_every_bracket_that_is_read_is_the_one_that_is_written(low: int, high: int, form: str) -> None:
    part = part_of_heading(form.format(low, high))
    is_year = "ans" not in form and "years" not in form and high == low + 1 and low >= 18  # "24 to 25"
    assert (part.ages if part else None) == (f"{low}-{high}" if low < high and not is_year else None)
