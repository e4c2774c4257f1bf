"""Lines that add up other lines of their sheet: never counted beside their parts, and told where they disagree."""

from collections.abc import Callable

import pytest

from tests.factories import BAMBARI, Built, Row, activity, case_count, grid, referral

OUAKA: Row = {"adm2_name": "", "adm2_code": ""}  # the prefecture alone
IPPY: Row = {"adm2_name": "Ippy", "adm2_code": "CF435"}
GRIMARI: Row = {"adm2_name": "Grimari", "adm2_code": "CF433"}
TOLD = ("row_is_total", "total_differs", "prefecture_row_doubtful")

Small = Callable[..., Built]


def counted(small: Small, *rows: Row) -> tuple[int, list[tuple[int, str, object]]]:
    """What the cases of a sheet add up to, and the remarks on totals: row, code, what it was found to be."""
    built = small({"a.xlsx": {"Cas": grid(rows)}})
    (number,) = built.rows(
        "SELECT CAST(coalesce(sum(case_count), 0) AS INTEGER) FROM core.case_counts WHERE NOT is_duplicate"
    )[0]
    told = built.rows(f"SELECT row, code, detail FROM core.issues WHERE code IN {TOLD} ORDER BY row, code DESC")
    return number, [(row, code, detail) for row, code, detail in told]


def sentences(small: Small, language: str, *rows: Row) -> list[str]:
    built = small({"a.xlsx": {"Cas": grid(rows)}}, language)
    return [issue["message"] for entry in built.report["files"] for issue in entry["issues"] if issue["code"] in TOLD]


# -- a total said in words


def by_sex(total: str, number: int) -> list[Row]:
    return [case_count(sex="F", cases=5), case_count(sex="M", cases=6), case_count(sex=total, cases=number)]


@pytest.mark.parametrize(
    "said",
    [
        *("Total", "Ensemble", "Tous", "Les deux", "les deux sexes", "both", "F+M", "F/M", "H/F", "Garçons et filles"),
        *("Filles et garçons", "tous sexes", "Tous sexes confondus", "Boys and girls", "All", "Mixte"),
    ],
)
def test_a_total_of_both_sexes_is_not_counted_beside_them(small: Small, said: str) -> None:
    assert counted(small, *by_sex(said, 11)) == (11, [(4, "row_is_total", None)])


@pytest.mark.parametrize("said", ["Total", "Les deux"])
def test_a_total_that_is_not_the_sum_of_its_parts_is_told_with_both_numbers(small: Small, said: str) -> None:
    assert counted(small, *by_sex(said, 12)) == (
        11,
        [(4, "total_differs", "5 + 6 = 11"), (4, "row_is_total", None)],
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Ce total dit 12, ses parties font 5 + 6 = 11 : seules les parties sont comptées. "
            "Corrigez le total, ou ajoutez la ligne qui manque.",
        ),
        (
            "en",
            "This total says 12, its parts make 5 + 6 = 11: only the parts are counted. "
            "Correct the total, or add the row that is missing.",
        ),
    ],
)
def test_the_sentence_on_a_wrong_total_says_what_to_do(small: Small, language: str, said: str) -> None:
    assert said in sentences(small, language, *by_sex("Total", 12))


@pytest.mark.parametrize("said", ["Total", "Les deux", "Garçons et filles"])
def test_a_total_without_parts_stands_with_sex_unknown(small: Small, said: str) -> None:
    built = small({"a.xlsx": {"Cas": grid([case_count(sex=said, cases=12)])}})
    assert built.remarks("row_is_total") == []
    assert built.rows(
        "SELECT sex, value FROM marts.published_counts "
        "WHERE table_id = 'new_cases_by_sex' AND level = 'country' ORDER BY sex"
    ) == [("*", 12), ("boy", 0), ("girl", 0), ("unknown", 12)]


def test_lines_that_are_each_blank_where_the_other_says_total_are_no_parts_of_each_other(small: Small) -> None:
    rows = [case_count(sex="Total", age_group="", cases=7), case_count(sex="", age_group="Total", cases=7)]
    assert counted(small, *rows) == (14, [])


def test_a_total_of_another_status_is_no_total_of_these(small: Small) -> None:
    rows = [*by_sex("Total", 11)[:2], case_count(sex="Total", cases=11, case_status="Clos")]
    assert counted(small, *rows) == (22, [])


def test_parts_of_unknown_sex_belong_to_the_total(small: Small) -> None:
    rows = [*by_sex("Total", 13), case_count(sex="", cases=2)]
    assert counted(small, *rows) == (13, [(4, "row_is_total", None)])


@pytest.mark.parametrize("said", ["Total", "Tous âges", "Ensemble"])
def test_a_total_of_ages_is_not_counted_beside_them(small: Small, said: str) -> None:
    rows = [
        case_count(sex="F", age_group="0-5 ans", cases=4),
        case_count(sex="F", age_group="6-12 ans", cases=5),
        case_count(sex="F", age_group=said, cases=10),
    ]
    assert counted(small, *rows) == (9, [(4, "total_differs", "4 + 5 = 9"), (4, "row_is_total", None)])


def test_totals_of_totals_are_compared_with_what_is_counted(small: Small) -> None:
    """Girls by age, boys without: 3 + 4 girls, 5 boys, 12 in all."""
    rows = [
        case_count(sex="F", age_group="0-5 ans", cases=3),
        case_count(sex="F", age_group="6-12 ans", cases=4),
        case_count(sex="F", age_group="Total", cases=7),
        case_count(sex="M", age_group="Total", cases=5),
        case_count(sex="Total", age_group="Total", cases=12),
    ]
    assert counted(small, *rows) == (12, [(4, "row_is_total", None), (6, "row_is_total", None)])


def test_a_total_of_concerns_is_not_counted_beside_them(small: Small) -> None:
    rows = [
        case_count(concern="Enfant séparé", cases=3),
        case_count(concern="Exploitation", cases=4),
        case_count(concern="Total", cases=7),
    ]
    assert counted(small, *rows) == (7, [(4, "row_is_total", None)])


def test_referrals_have_totals_too(small: Small) -> None:
    rows = [referral(sex="F", referrals=5), referral(sex="M", referrals=6), referral(sex="Les deux", referrals=12)]
    built = small({"a.xlsx": {"Réf": grid(rows)}})
    assert built.rows(
        "SELECT CAST(sum(referral_count) AS INTEGER) FROM core.referral_counts WHERE NOT is_duplicate"
    ) == [(11,)]
    assert sorted(built.remarks()) == [
        (4, "Nombre de référencements", "12", "row_is_total"),
        (4, "Nombre de référencements", "12", "total_differs"),
    ]


def test_a_total_whose_parts_are_all_rejected_stands(small: Small) -> None:
    rows = [case_count(sex="F", cases="beaucoup"), case_count(sex="Total", cases=11)]
    assert counted(small, *rows) == (11, [])


# -- a prefecture alone beside its sub-prefectures


def in_ouaka(prefecture: int, *others: Row) -> list[Row]:
    return [case_count(cases=5), case_count(cases=6, **IPPY), case_count(cases=prefecture, **OUAKA), *others]


def test_a_prefecture_that_is_the_sum_of_its_sub_prefectures_is_their_total(small: Small) -> None:
    assert counted(small, *in_ouaka(11)) == (11, [(4, "row_is_total", None)])


@pytest.mark.parametrize("prefecture", [4, 5, 6, 12, 40])
def test_a_prefecture_of_another_number_is_counted_and_asked_about(small: Small, prefecture: int) -> None:
    found = (11 + prefecture, [(4, "prefecture_row_doubtful", "5 + 6 = 11")])
    assert counted(small, *in_ouaka(prefecture)) == found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Cette ligne de la préfecture seule dit 12, celles de ses sous-préfectures font 5 + 6 = 11 : "
            "elle est comptée en plus. Si elle est leur total, supprimez-la ; sinon écrivez « inconnue » "
            "comme sous-préfecture.",
        ),
        (
            "en",
            "This row of the prefecture alone says 12, those of its sub-prefectures make 5 + 6 = 11: "
            "it is counted besides. If it is their total, delete it; otherwise write “unknown” as its sub-prefecture.",
        ),
    ],
)
def test_the_question_on_a_prefecture_says_what_to_do(small: Small, language: str, said: str) -> None:
    assert sentences(small, language, *in_ouaka(12)) == [said]


@pytest.mark.parametrize("said", ["inconnue", "Inconnu", "unknown", "non précisée"])
def test_a_sub_prefecture_that_is_said_to_be_unknown_is_counted_without_a_question(small: Small, said: str) -> None:
    rows = [*in_ouaka(11)[:2], case_count(cases=11, adm2_name=said, adm2_code="")]
    assert counted(small, *rows) == (22, [])


def test_a_prefecture_without_sub_prefectures_in_the_sheet_is_counted(small: Small) -> None:
    rows = [case_count(cases=5), case_count(cases=5, adm1_name="Lobaye", adm1_code="CF12", **OUAKA)]
    assert counted(small, *rows) == (10, [])


@pytest.mark.parametrize("other", [{"organisation": "UNICEF"}, {"period": "2022-02"}, {"case_status": "Clos"}])
def test_only_rows_with_all_else_the_same_are_its_parts(small: Small, other: Row) -> None:
    rows = [*in_ouaka(11)[:2], case_count(cases=11, **OUAKA, **other)]
    assert counted(small, *rows) == (22, [])


def test_one_part_with_the_same_number_may_be_chance(small: Small) -> None:
    """3 in Bambari and 3 in Ouaka, somewhere: counted both, and asked, where no other line of the sheet is a total."""
    rows = [case_count(cases=3), case_count(cases=3, **OUAKA)]
    assert counted(small, *rows) == (6, [(3, "prefecture_row_doubtful", "3")])


def test_one_part_with_the_same_number_is_the_total_in_a_sheet_that_has_such_totals(small: Small) -> None:
    boys = [case_count(sex="M", cases=3), case_count(sex="M", cases=3, **OUAKA)]
    assert counted(small, *in_ouaka(11, *boys)) == (14, [(4, "row_is_total", None), (6, "row_is_total", None)])


def test_a_prefecture_is_the_total_of_localities_and_of_sexes_too(small: Small) -> None:
    """Bambari 2 + 3 in two places, Ippy 6 girls and 1 boy: 12, whatever else the total's line leaves blank."""
    rows = [
        case_count(locality="Kidjigra", sex="F", cases=2),
        case_count(locality="Hadji", sex="F", cases=3),
        case_count(sex="F", cases=6, **IPPY),
        case_count(sex="M", cases=1, **IPPY),
        case_count(cases=12, **OUAKA),
    ]
    assert counted(small, *rows) == (12, [(6, "row_is_total", None)])


def test_totals_of_sex_and_of_place_in_one_sheet_leave_the_finest_rows(small: Small) -> None:
    rows = [
        case_count(sex=sex, cases=number, **place)
        for place, numbers in ((BAMBARI, (1, 2, 3)), (GRIMARI, (4, 5, 9)), (BAMBARI | OUAKA, (5, 7, 12)))
        for sex, number in zip(("F", "M", "Total"), numbers, strict=True)
    ]
    number, told = counted(small, *rows)
    assert number == 12
    assert told == [(row, "row_is_total", None) for row in (4, 7, 8, 9, 10)]


def test_a_repeated_part_is_added_once(small: Small) -> None:
    assert counted(small, case_count(cases=5), *in_ouaka(11)) == (11, [(5, "row_is_total", None)])


# -- a line whose organisation, sector or prefecture is called "Total"

TOTALS = ["Total", "TOTAL GÉNÉRAL", "Ensemble", "Sous-total", "Toutes", "Tous", "Total général"]


def not_data(built: Built) -> list[tuple[int, str]]:
    return built.rows("SELECT first_row, text FROM core.not_data WHERE why = 'subtotal' ORDER BY first_row")


@pytest.mark.parametrize("said", TOTALS)
@pytest.mark.parametrize("role", ["organisation", "adm1_name"])
def test_a_total_in_the_place_of_a_name_is_never_counted(small: Small, role: str, said: str) -> None:
    line = case_count(cases=11, **{role: said}, adm2_name="", adm2_code="")
    line |= {"adm1_code": ""} if role == "adm1_name" else {}
    built = small({"a.xlsx": {"Cas": grid([case_count(cases=5), case_count(cases=6, organisation="MSF"), line])}})
    assert built.rows("SELECT CAST(sum(case_count) AS INTEGER) FROM core.case_counts") == [(11,)]
    assert not_data(built) == [(4, said)]
    assert {code for *_, code in built.remarks()} <= {"organisation_new"}
    assert "total" not in dict(built.rows("SELECT organisation_id, organisation_id FROM core.case_counts"))


def test_a_sector_called_total_is_no_activity(small: Small) -> None:
    rows = [
        activity(sector="Santé", reached=5),
        activity(sector="EHA", reached=6),
        activity(sector="Total", reached=11),
    ]
    built = small({"a.xlsx": {"4W": grid(rows)}})
    assert built.rows("SELECT CAST(sum(reached_count) AS INTEGER) FROM core.activities") == [(11,)]
    assert not_data(built) == [(4, "Total")]
    assert built.remarks() == []


def test_a_named_total_is_compared_with_the_rows_of_its_own_kind(small: Small) -> None:
    """Girls 5 + 7 and boys 6 + 8, then a total for each, of which that of the boys is wrong."""
    rows = [
        case_count(organisation=organisation, sex=sex, cases=cases)
        for organisation, sex, cases in [
            ("ACF", "F", 5), ("UNICEF", "F", 7), ("ACF", "M", 6), ("UNICEF", "M", 8), ("Total", "F", 12),
            ("Total", "M", 15),
        ]
    ]  # fmt: skip
    built = small({"a.xlsx": {"Cas": grid(rows)}})
    assert built.rows("SELECT CAST(sum(case_count) AS INTEGER) FROM core.case_counts") == [(26,)]
    assert not_data(built) == [(6, "Total"), (7, "Total")]
    assert built.rows("SELECT row, value, detail FROM core.issues WHERE code = 'total_row_disagrees'") == [
        (7, "15", "14")
    ]


def test_total_is_no_whole_name(small: Small) -> None:
    """An organisation whose name only begins so is an organisation."""
    built = small({"a.xlsx": {"Cas": grid([case_count(organisation="Ensemble pour la paix", cases=5)])}})
    assert built.rows("SELECT organisation_id FROM core.case_counts") == [("ensemble-pour-la-paix",)]
    assert not_data(built) == []


def test_a_referral_to_all_is_a_total(small: Small) -> None:
    rows = [
        referral(referrals=5),
        referral(to_organisation="ACF", referrals=6),
        referral(to_organisation="Total", referrals=11),
    ]
    built = small({"a.xlsx": {"Réf": grid(rows)}})
    assert built.rows("SELECT CAST(sum(referral_count) AS INTEGER) FROM core.referral_counts") == [(11,)]
    assert not_data(built) == [(4, "Total")]
