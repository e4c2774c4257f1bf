"""Lines that add up other lines of their sheet: never counted beside their parts, and told where they disagree."""

from collections.abc import Callable

import pytest

from tests.factories import BAMBARI, Built, Cell, Row, activity, case_count, grid, referral

OUAKA: Row = {"adm2_name": "", "adm2_code": ""}  # the prefecture alone
IPPY: Row = {"adm2_name": "Ippy", "adm2_code": "CF435"}
GRIMARI: Row = {"adm2_name": "Grimari", "adm2_code": "CF433"}
TOLD = ("row_is_total", "total_differs", "prefecture_row_doubtful")

Small = Callable[..., Built]


TWO_SEXES = (
    *("Total", "Ensemble", "Tous", "Les deux", "les deux sexes", "both", "F+M", "F/M", "H/F", "Garçons et filles"),
    *("Filles et garçons", "tous sexes", "Tous sexes confondus", "Boys and girls", "All", "Mixte"),
)
WITHOUT_PARTS = ("Total", "Les deux", "Garçons et filles")
ALL_AGES = ("Total", "Tous âges", "Ensemble")
SAID_UNKNOWN = ("inconnue", "Inconnu", "unknown", "non précisée")


def by_sex(total: str, number: int) -> list[Row]:
    return [case_count(sex="F", cases=5), case_count(sex="M", cases=6), case_count(sex=total, cases=number)]


def by_age(total: str) -> list[Row]:
    return [
        case_count(sex="F", age_group="0-5 ans", cases=4),
        case_count(sex="F", age_group="6-12 ans", cases=5),
        case_count(sex="F", age_group=total, cases=10),
    ]


def in_ouaka(prefecture: int, *others: Row) -> list[Row]:
    return [case_count(cases=5), case_count(cases=6, **IPPY), case_count(cases=prefecture, **OUAKA), *others]


Told = list[tuple[int, str, object]]

# Rows of a sheet, the cases that are counted of them, and the remarks on totals: row, code, what it was found to be.
CASES: dict[str, tuple[list[Row], int, Told]] = {
    **{
        f"a total of both sexes is not counted beside them: {said}": (by_sex(said, 11), 11, [(4, "row_is_total", None)])
        for said in TWO_SEXES
    },
    **{
        f"a total that is not the sum of its parts is told with both numbers: {said}": (
            by_sex(said, 12), 11, [(4, "total_differs", "5 + 6 = 11"), (4, "row_is_total", None)]
        )
        for said in ("Total", "Les deux")
    },
    "lines that are each blank where the other says total are no parts of each other": (
        [case_count(sex="Total", age_group="", cases=7), case_count(sex="", age_group="Total", cases=7)], 14, []
    ),
    "a total of another status is no total of these": (
        [*by_sex("Total", 11)[:2], case_count(sex="Total", cases=11, case_status="Clos")], 22, []
    ),
    "parts of unknown sex belong to the total": (
        [*by_sex("Total", 13), case_count(sex="", cases=2)], 13, [(4, "row_is_total", None)]
    ),
    **{
        f"a total of ages is not counted beside them: {said}": (
            by_age(said), 9, [(4, "total_differs", "4 + 5 = 9"), (4, "row_is_total", None)]
        )
        for said in ALL_AGES
    },
    # Girls by age, boys without: 3 + 4 girls, 5 boys, 12 in all.
    "totals of totals are compared with what is counted": (
        [
            case_count(sex="F", age_group="0-5 ans", cases=3),
            case_count(sex="F", age_group="6-12 ans", cases=4),
            case_count(sex="F", age_group="Total", cases=7),
            case_count(sex="M", age_group="Total", cases=5),
            case_count(sex="Total", age_group="Total", cases=12),
        ],
        12,
        [(4, "row_is_total", None), (6, "row_is_total", None)],
    ),
    "a total of concerns is not counted beside them": (
        [
            case_count(concern="Enfant séparé", cases=3),
            case_count(concern="Exploitation", cases=4),
            case_count(concern="Total", cases=7),
        ],
        7,
        [(4, "row_is_total", None)],
    ),
    "a total whose parts are all rejected stands": (
        [case_count(sex="F", cases="beaucoup"), case_count(sex="Total", cases=11)], 11, []
    ),
    # a prefecture alone beside its sub-prefectures
    "a prefecture that is the sum of its sub-prefectures is their total": (
        in_ouaka(11), 11, [(4, "row_is_total", None)]
    ),
    **{
        f"a prefecture of another number is counted and asked about: {number}": (
            in_ouaka(number), 11 + number, [(4, "prefecture_row_doubtful", "5 + 6 = 11")]
        )
        for number in (4, 5, 6, 12, 40)
    },
    **{
        f"a sub-prefecture that is said to be unknown is counted without a question: {said}": (
            [*in_ouaka(11)[:2], case_count(cases=11, adm2_name=said, adm2_code="")], 22, []
        )
        for said in SAID_UNKNOWN
    },
    "a prefecture without sub-prefectures in the sheet is counted": (
        [case_count(cases=5), case_count(cases=5, adm1_name="Lobaye", adm1_code="CF12", **OUAKA)], 10, []
    ),
    **{
        f"only rows with all else the same are its parts: {role}": (
            [*in_ouaka(11)[:2], case_count(cases=11, **OUAKA, **{role: other})], 22, []
        )
        for role, other in (("organisation", "UNICEF"), ("period", "2022-02"), ("case_status", "Clos"))
    },
    # 3 in Bambari and 3 in Ouaka, somewhere: counted both, and asked, where no other line of the sheet is a total.
    "one part with the same number may be chance": (
        [case_count(cases=3), case_count(cases=3, **OUAKA)], 6, [(3, "prefecture_row_doubtful", "3")]
    ),
    "one part with the same number is the total in a sheet that has such totals": (
        in_ouaka(11, case_count(sex="M", cases=3), case_count(sex="M", cases=3, **OUAKA)),
        14,
        [(4, "row_is_total", None), (6, "row_is_total", None)],
    ),
    # Bambari 2 + 3 in two places, Ippy 6 girls and 1 boy: 12, whatever else the total's line leaves blank.
    "a prefecture is the total of localities and of sexes too": (
        [
            case_count(locality="Kidjigra", sex="F", cases=2),
            case_count(locality="Hadji", sex="F", cases=3),
            case_count(sex="F", cases=6, **IPPY),
            case_count(sex="M", cases=1, **IPPY),
            case_count(cases=12, **OUAKA),
        ],
        12,
        [(6, "row_is_total", None)],
    ),
    "totals of sex and of place in one sheet leave the finest rows": (
        [
            case_count(sex=sex, cases=number, **place)
            for place, numbers in ((BAMBARI, (1, 2, 3)), (GRIMARI, (4, 5, 9)), (BAMBARI | OUAKA, (5, 7, 12)))
            for sex, number in zip(("F", "M", "Total"), numbers, strict=True)
        ],
        12,
        [(row, "row_is_total", None) for row in (4, 7, 8, 9, 10)],
    ),
    "a repeated part is added once": ([case_count(cases=5), *in_ouaka(11)], 11, [(5, "row_is_total", None)]),
}  # fmt: skip


def of_its_own(number: int, rows: list[Row]) -> list[list[Cell]]:
    """The sheet of a case: each of its organisations is told apart from its namesakes in the other cases."""
    return grid([row | {"organisation": f"{row['organisation']} {number}"} for row in rows])


@pytest.fixture(scope="module")
def built(judged: Small) -> Built:
    """One file for each case; no row of one is in another."""
    return judged(
        {f"{number}.xlsx": {"Cas": of_its_own(number, case[0])} for number, case in enumerate(CASES.values())}
    )


@pytest.mark.parametrize("name", CASES)
def test_a_line_that_adds_up_others_is_never_counted_beside_them(built: Built, name: str) -> None:
    _, number, told = CASES[name]
    file = f"{list(CASES).index(name)}.xlsx"
    assert built.rows(
        "SELECT CAST(coalesce(sum(case_count), 0) AS INTEGER) FROM core.case_counts "
        "JOIN core.source_sheets USING (sheet_id) JOIN core.source_files f USING (file_id) "
        f"WHERE f.file = '{file}' AND NOT is_duplicate"
    ) == [(number,)]
    assert (
        built.rows(
            "SELECT i.row, i.code, i.detail FROM core.issues i JOIN core.source_files f USING (file_id) "
            f"WHERE f.file = '{file}' AND i.code IN {TOLD} ORDER BY i.row, i.code DESC"
        )
        == told
    )


# What is said of a wrong total, and of a doubtful prefecture.
SENTENCES = {
    "fr": (
        "Ce total dit 12, ses parties font 5 + 6 = 11 : seules les parties sont comptées. "
        "Corrigez le total, ou ajoutez la ligne qui manque.",
        "Cette ligne de la préfecture seule dit 12, celles de ses sous-préfectures font 5 + 6 = 11 : "
        "elle est comptée en plus. Si elle est leur total, supprimez-la ; sinon écrivez « inconnue » "
        "comme sous-préfecture.",
    ),
    "en": (
        "This total says 12, its parts make 5 + 6 = 11: only the parts are counted. "
        "Correct the total, or add the row that is missing.",
        "This row of the prefecture alone says 12, those of its sub-prefectures make 5 + 6 = 11: "
        "it is counted besides. If it is their total, delete it; otherwise write “unknown” as its sub-prefecture.",
    ),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_sentences_on_totals_say_what_to_do(judged: Small, language: str) -> None:
    told = judged(
        {"a.xlsx": {"Cas": of_its_own(1, by_sex("Total", 12))}, "b.xlsx": {"Cas": of_its_own(2, in_ouaka(12))}},
        language,
    )
    of_sexes, of_places = (
        [issue["message"] for issue in told.entry(file)["issues"] if issue["code"] in TOLD]
        for file in ("a.xlsx", "b.xlsx")
    )
    assert SENTENCES[language][0] in of_sexes
    assert of_places == [SENTENCES[language][1]]


def test_a_total_without_parts_stands_with_sex_unknown(small: Small) -> None:
    """Each word in a quarter of its own."""
    quarters = dict(zip(WITHOUT_PARTS, ("2021-03", "2022-03", "2023-03"), strict=True))
    built = small({"a.xlsx": {"Cas": grid([case_count(period=p, sex=said, cases=12) for said, p in quarters.items()])}})
    assert built.remarks("row_is_total") == []
    assert built.rows(
        "SELECT period, sex, value FROM marts.published_counts "
        "WHERE table_id = 'new_cases_by_sex' AND level = 'country' ORDER BY ALL"
    ) == [
        (f"{year}-Q1", *cell)
        for year in (2021, 2022, 2023)
        for cell in (("*", 12), ("boy", 0), ("girl", 0), ("unknown", 12))
    ]


def test_referrals_have_totals_too(judged: Small) -> None:
    rows = [referral(sex="F", referrals=5), referral(sex="M", referrals=6), referral(sex="Les deux", referrals=12)]
    built = judged({"a.xlsx": {"Réf": grid(rows)}})
    assert built.rows(
        "SELECT CAST(sum(referral_count) AS INTEGER) FROM core.referral_counts WHERE NOT is_duplicate"
    ) == [(11,)]
    assert sorted(built.remarks()) == [
        (4, "Nombre de référencements", "12", "row_is_total"),
        (4, "Nombre de référencements", "12", "total_differs"),
    ]


# -- a line whose organisation, sector or prefecture is called "Total"

TOTALS = ["Total", "TOTAL GÉNÉRAL", "Ensemble", "Sous-total", "Toutes", "Tous", "Total général"]


def not_data(built: Built) -> list[tuple[int, str]]:
    return built.rows("SELECT first_row, text FROM core.not_data WHERE why = 'subtotal' ORDER BY first_row")


NAMED = [(role, said) for role in ("organisation", "adm1_name") for said in TOTALS]


def test_a_total_in_the_place_of_a_name_is_never_counted(judged: Small) -> None:
    """One file for each word in each place: two organisations' cases, and the line that adds them up."""
    files = {}
    for number, (role, said) in enumerate(NAMED):
        line = case_count(cases=11, **{role: said}, adm2_name="", adm2_code="")
        line |= {"adm1_code": ""} if role == "adm1_name" else {}
        parts = [
            case_count(cases=5, locality=f"L{number}"),
            case_count(cases=6, organisation="MSF", locality=f"L{number}"),
        ]
        files[f"{number:02}.xlsx"] = {"Cas": grid([*parts, line])}
    built = judged(files)
    assert built.rows(
        "SELECT f.file, CAST(sum(case_count) AS INTEGER) FROM core.case_counts "
        "JOIN core.source_sheets USING (sheet_id) JOIN core.source_files f USING (file_id) "
        "WHERE NOT is_duplicate GROUP BY ALL ORDER BY ALL"
    ) == [(file, 11) for file in sorted(files)]
    assert built.rows(
        "SELECT f.file, first_row, text FROM core.not_data JOIN core.source_sheets USING (sheet_id) "
        "JOIN core.source_files f USING (file_id) WHERE why = 'subtotal' ORDER BY ALL"
    ) == [(file, 4, said) for file, (_, said) in zip(sorted(files), NAMED, strict=True)]
    assert {code for *_, code in built.remarks()} <= {"organisation_new"}
    assert "total" not in dict(built.rows("SELECT organisation_id, organisation_id FROM core.case_counts"))


def test_a_sector_called_total_is_no_activity(judged: Small) -> None:
    rows = [
        activity(sector="Santé", reached=5),
        activity(sector="EHA", reached=6),
        activity(sector="Total", reached=11),
    ]
    built = judged({"a.xlsx": {"4W": grid(rows)}})
    assert built.rows("SELECT CAST(sum(reached_count) AS INTEGER) FROM core.activities") == [(11,)]
    assert not_data(built) == [(4, "Total")]
    assert built.remarks() == []


def test_a_named_total_is_compared_with_the_rows_of_its_own_kind(judged: Small) -> None:
    """Girls 5 + 7 and boys 6 + 8, then a total for each, of which that of the boys is wrong."""
    rows = [
        case_count(organisation=organisation, sex=sex, cases=cases)
        for organisation, sex, cases in [
            ("ACF", "F", 5), ("UNICEF", "F", 7), ("ACF", "M", 6), ("UNICEF", "M", 8), ("Total", "F", 12),
            ("Total", "M", 15),
        ]
    ]  # fmt: skip
    built = judged({"a.xlsx": {"Cas": grid(rows)}})
    assert built.rows("SELECT CAST(sum(case_count) AS INTEGER) FROM core.case_counts") == [(26,)]
    assert not_data(built) == [(6, "Total"), (7, "Total")]
    assert built.rows("SELECT row, value, detail FROM core.issues WHERE code = 'total_row_disagrees'") == [
        (7, "15", "14")
    ]


def test_total_is_no_whole_name(judged: Small) -> None:
    """An organisation whose name only begins so is an organisation."""
    built = judged({"a.xlsx": {"Cas": grid([case_count(organisation="Ensemble pour la paix", cases=5)])}})
    assert built.rows("SELECT organisation_id FROM core.case_counts") == [("ensemble-pour-la-paix",)]
    assert not_data(built) == []


def test_a_referral_to_all_is_a_total(judged: Small) -> None:
    rows = [
        referral(referrals=5),
        referral(to_organisation="ACF", referrals=6),
        referral(to_organisation="Total", referrals=11),
    ]
    built = judged({"a.xlsx": {"Réf": grid(rows)}})
    assert built.rows("SELECT CAST(sum(referral_count) AS INTEGER) FROM core.referral_counts") == [(11,)]
    assert not_data(built) == [(4, "Total")]
