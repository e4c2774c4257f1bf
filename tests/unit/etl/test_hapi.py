"""HDX HAPI exports of operational presence load as activities as they come, and a year and a month may stand apart."""

from collections.abc import Callable

import pytest

from tests.factories import BAMBARI, Built, delimited

COLUMNS = (
    "location_code", "has_hrp", "in_gho", "provider_admin1_name", "provider_admin2_name", "admin1_code", "admin1_name",
    "admin2_code", "admin2_name", "admin_level", "org_acronym", "org_name", "org_type_description", "sector_code",
    "sector_name", "reference_period_start", "reference_period_end", "dataset_hdx_id", "resource_hdx_id", "warning",
    "error",
)  # fmt: skip
TAGS = (
    "#country+code", "#meta+has_hrp", "#meta+in_gho", "#adm1+name+provider", "#adm2+name+provider", "#adm1+code",
    "#adm1+name", "#adm2+code", "#adm2+name", "#geo+admin_level", "#org+acronym", "#org+name",
    "#org+type+description", "#sector+code", "#sector+name", "#date+start", "#date+end", "#meta+dataset",
    "#meta+resource", "#meta+warning", "#meta+error",
)  # fmt: skip


def presence(**cells: str) -> list[str]:
    """A row of the export without fault: ACF, health, Bambari, first quarter of 2022."""
    usual = {
        "location_code": "CAF", "has_hrp": "Y", "in_gho": "Y", "provider_admin1_name": "Ouaka",
        "provider_admin2_name": "Bambari", "admin1_code": "CF43", "admin1_name": "Ouaka", "admin2_code": "CF431",
        "admin2_name": "Bambari", "admin_level": "2", "org_acronym": "ACF", "org_name": "Action contre la faim",
        "org_type_description": "International NGO", "sector_code": "HEA", "sector_name": "Health",
        "reference_period_start": "2022-01-01T00:00:00", "reference_period_end": "2022-03-31T23:59:59",
        "dataset_hdx_id": "0a1b", "resource_hdx_id": "2c3d", "warning": "", "error": "",
    }  # fmt: skip
    return [(usual | cells)[name] for name in COLUMNS]


def spanning(first: str, last: str, sector: str = "HEA") -> list[str]:
    return presence(reference_period_start=first, reference_period_end=last, sector_code=sector, sector_name="")


APART = [
    ["Année", "Mois", "Organisation", "Secteur", "Code sous-préfecture"],
    *[[year, month, "ACF", "Santé", "CF431"] for year, month in (
        ("2022", "mars"), ("2022", "4"), (2022, "05.0"), ("2021", "2022-06"), ("2022", "T3"), ("2022", ""),
    )],
]  # fmt: skip


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    """One build of all the files of this module."""
    tagged = [COLUMNS, TAGS, presence(sector_code="PRO-CPN", sector_name="Child Protection")]
    plain = [
        COLUMNS,
        presence(),
        spanning("2022-02-01", "2022-02-28"),
        spanning("2022-01-01", "2022-12-31"),
        spanning("2022-01-15", "2022-04-10"),
        spanning("2022-05-31", "2022-05-01"),
        presence(sector_code="MPC", sector_name="Health", org_acronym="UNICEF", org_name=""),
        presence(admin2_code="", admin2_name="", admin_level="1", sector_code="EDU", sector_name="Education"),
        presence(admin1_code="", admin1_name="", admin2_code="", admin2_name="", admin_level="0"),
    ]
    quarters = [["Year", "Quarter", *APART[0][2:]], ["2022", "1", "ACF", "Santé", "CF431"]]
    years = [["Année", *APART[0][2:]], ["2022", "ACF", "Santé", "CF431"]]
    return judged(
        {
            "hdx_hapi_presence_caf.csv": delimited(plain, ",", "utf-8"),
            "hxl.xlsx": {"data": tagged},
            "annee_mois.xlsx": {"4W": APART},
            "quarters.xlsx": {"4W": quarters},
            "annees.xlsx": {"3W T2 2022": years, "liste": [["a"]]},
        }
    )


def loaded(built: Built, file: str, what: str) -> list[tuple]:
    return built.rows(
        f"SELECT a.row, {what} FROM core.activities a JOIN core.source_sheets USING (sheet_id) "
        f"JOIN core.source_files USING (file_id) WHERE file = '{file}' ORDER BY a.row"
    )


def test_the_span_of_each_row_is_its_period(built: Built) -> None:
    assert loaded(built, "hdx_hapi_presence_caf.csv", "a.period, organisation_id, sector_code, adm2_pcode") == [
        (2, "2022-Q1", "acf", "HEA", "CF431"),
        (3, "2022-02", "acf", "HEA", "CF431"),
        (4, "2022", "acf", "HEA", "CF431"),
        (5, "2022-04", "acf", "HEA", "CF431"),
        (7, "2022-Q1", "unicef", "HEA", "CF431"),
        (8, "2022-Q1", "acf", "EDU", None),
    ]


def test_every_row_of_the_export_is_accounted_for(built: Built) -> None:
    told = built.entry("hdx_hapi_presence_caf.csv")
    assert (told["kind"], told["rows_seen"], told["rows_accepted"], told["rows_rejected"], told["rows_not_data"]) == (
        "activities", 9, 6, 2, 1,
    )  # fmt: skip
    said = {(issue["code"], issue["cell"]) for issue in told["issues"] if issue["outcome"] == "rejected"}
    assert said == {("dates_reversed", "Q6"), ("place_missing", "I9")}


def test_a_span_that_is_no_month_quarter_or_year_is_told_at_its_end(built: Built) -> None:
    odd = [issue for issue in built.entry("hdx_hapi_presence_caf.csv")["issues"] if issue["code"] == "period_span_odd"]
    assert [(issue["cell"], issue["value"]) for issue in odd] == [("Q5", "2022-04-10")]
    assert "2022-01-15 → 2022-04-10" in odd[0]["message"]
    assert "2022-04)" in odd[0]["message"]


def test_the_code_and_the_name_of_a_sector_do_not_contradict_each_other(built: Built) -> None:
    codes = {code for *_, code in built.remarks()}
    assert not {"sector_disagrees", "subsector_unknown", "sector_unknown", "sector_missing", "heading_repeated"} & codes


def test_a_row_of_hxl_tags_changes_nothing(built: Built) -> None:
    """Trap 16: tags are no data."""
    assert loaded(built, "hxl.xlsx", "a.period, organisation_id, sector_code, adm2_pcode, start_date") == [
        (3, "2022-Q1", "acf", "PRO-CPN", "CF431", None)
    ]
    told = built.entry("hxl.xlsx")
    assert (told["rows_received"], told["rows_rejected"]) == (1, 0)


def test_the_columns_that_nobody_reads_are_told(built: Built) -> None:
    told = built.entry("hdx_hapi_presence_caf.csv")
    unknown = {issue["value"] for issue in told["issues"] if issue["code"] == "column_unknown"}
    assert {"location_code", "dataset_hdx_id", "error"} <= unknown
    assert not unknown & {"sector_code", "sector_name", "reference_period_start", "org_name"}


def test_a_year_and_a_month_in_two_columns_make_a_month(built: Built) -> None:
    assert [period for _, period in loaded(built, "annee_mois.xlsx", "a.period")] == [
        "2022-03", "2022-04", "2022-05", "2022-06", "2022-Q3", "2022",
    ]  # fmt: skip


def test_one_under_quarter_is_no_january(built: Built) -> None:
    assert loaded(built, "quarters.xlsx", "a.period") == [(2, "2022-Q1")]


def test_a_quarter_in_the_title_is_finer_than_a_column_of_years(built: Built) -> None:
    assert loaded(built, "annees.xlsx", "a.period") == [(2, "2022-Q2")]


def test_the_place_of_the_example_is_that_of_all_tests() -> None:
    assert dict(zip(COLUMNS, presence(), strict=True))["admin2_code"] == BAMBARI["adm2_code"]
