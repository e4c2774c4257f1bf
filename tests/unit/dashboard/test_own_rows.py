"""An organisation sees its own rows beside the public file, a donor what it pays for, and neither anything else."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.warehouse import Warehouse, current_warehouse
from tests.factories import activity, case_count, grid, referral, site

TABLES = (
    "cases",
    "commitments",
    "counts",
    "directory",
    "inclusion",
    "projects",
    "referrals",
    "remarks",
    "reports",
    "sites",
)
ACF, MSF = {"organisation": "ACF"}, {"organisation": "MSF"}
DATED = {"start_date": date(2022, 1, 1), "end_date": date(2022, 6, 30)}


@pytest.fixture(scope="module")
def two(small: Callable) -> Path:
    """ACF and MSF, each in workbooks of its own, and a 4W that both fill; each has a row of a sector nobody knows."""
    return small(
        {
            "acf.xlsx": {"4W": grid([activity(**ACF, **DATED, donor="Fonds A"), activity(**ACF, sector="Lune")])},
            "msf.xlsx": {"4W": grid([activity(**MSF, **DATED, donor="Fonds B"), activity(**MSF, sector="Jupiter")])},
            "both.xlsx": {
                "4W": grid(
                    [
                        activity(**ACF, **DATED, donor="Fonds B", sector="Éducation", period="2022-02"),
                        activity(**MSF, sector="Saturne", period="2022-02"),
                        activity(**MSF, **DATED, donor="Fonds B", period="2022-02"),
                    ]
                )
            },
            "cas_acf.xlsx": {"Cas": grid([case_count(**ACF, cases=2), case_count(**ACF, cases=1, sex="F")])},
            "cas_msf.xlsx": {"Cas": grid([case_count(**MSF, cases=4)])},
            "ref.xlsx": {"Ref": grid([referral(**MSF, to_organisation="ACF", referrals=1)])},
            "sites.xlsx": {"Sites": grid([site(**ACF, site_name="Chez ACF"), site(**MSF, site_name="Chez MSF")])},
        }
    ).warehouse


@pytest.fixture
def seen_by(two: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Warehouse]:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(two))
    return lambda role, own: current_warehouse("public", (role, own))


def everything(warehouse: Warehouse) -> str:
    """All that stands in the tables of the reader's own rows, as text."""
    return " ".join(
        warehouse.query(f"SELECT CAST(list(t) AS VARCHAR) AS text FROM own.{table} t")["text"].fillna("").iloc[0]
        for table in TABLES
    )


def test_an_organisation_sees_its_own_rows_as_they_are(seen_by: Callable[..., Warehouse]) -> None:
    acf = seen_by("organisation", "acf")
    projects = queries.own_projects(acf)
    assert projects[["period", "short_en", "donor", "ends_on"]].to_numpy().tolist() == [
        ["2022-03", "Health", "Fonds A", date(2022, 6, 30)]
    ]
    assert list(queries.own_sites(acf)["site_name"]) == ["Chez ACF"]
    counts = queries.own_counts(acf)
    assert counts[["period", "measure", "status", "number"]].to_numpy().tolist() == [["2022-03", "cases", "Nouveau", 3]]
    told = queries.own_inclusion(acf)
    of_month = told[(told["source"] == "cases") & (told["period"] == "2022-03")]
    assert of_month["people"].sum() == 3  # the 4 of MSF stay with MSF
    assert queries.own_reports(acf)[["period", "has_reported"]].to_numpy().tolist() == [
        ["2022-03", True],
        ["2022-02", True],
    ]


def test_what_the_loader_said_of_a_sheet_that_others_share_is_told_to_none_of_them(
    seen_by: Callable[..., Warehouse],
) -> None:
    for own, said in (("acf", "Lune"), ("msf", "Jupiter")):
        rejected = queries.own_remarks(seen_by("organisation", own)).query("outcome == 'rejected'")
        assert list(rejected["said"]) == [said]


def test_nobody_has_a_word_of_another(seen_by: Callable[..., Warehouse]) -> None:
    acf, msf = everything(seen_by("organisation", "acf")), everything(seen_by("organisation", "msf"))
    assert "Chez ACF" in acf
    assert "Chez MSF" in msf
    for word in ("msf", "MSF", "Jupiter", "Saturne"):
        assert word not in acf
    for word in ("acf", "ACF", "Lune", "Saturne"):
        assert word not in msf


def test_a_donor_sees_the_projects_that_name_it_and_nothing_else(seen_by: Callable[..., Warehouse]) -> None:
    warehouse = seen_by("donor", "Fonds B")
    projects = queries.own_projects(warehouse)
    assert list(zip(projects["organisation"], projects["short_en"], strict=True)) == [("MSF", "Health")]
    for question in (
        queries.own_reports,
        queries.own_sites,
        queries.own_counts,
        queries.own_remarks,
        queries.own_inclusion,
    ):
        assert question(warehouse).empty


@pytest.mark.parametrize("owner", [("organisation", "nobody"), ("organisation", "' OR true --"), ("donor", "acf")])
def test_who_is_not_in_the_data_has_no_rows(owner: tuple[str, str], seen_by: Callable[..., Warehouse]) -> None:
    warehouse = seen_by(*owner)
    assert [len(warehouse.query(f"SELECT 1 FROM own.{table}")) for table in TABLES] == [0] * len(TABLES)


def test_the_internal_file_is_let_go_of_before_the_first_question(seen_by: Callable[..., Warehouse]) -> None:
    warehouse = seen_by("organisation", "acf")
    attached = warehouse.query("SELECT database_name, path FROM duckdb_databases() WHERE NOT internal")
    assert set(attached["database_name"]) == {"memory", "warehouse"}
    assert not attached["path"].astype(str).str.contains("internal").any()
    pages = warehouse.query("SELECT schema_name, count(*) AS tables FROM duckdb_tables() GROUP BY ALL ORDER BY ALL")
    assert dict(zip(pages["schema_name"], pages["tables"] > 0, strict=True)) == {"marts": True, "own": True}


def test_a_reader_without_rows_has_no_table_of_them(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(two))
    for warehouse in (current_warehouse("public"), current_warehouse("internal")):
        assert warehouse.query("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'own'").empty


def test_each_reader_has_a_connection_of_their_own(seen_by: Callable[..., Warehouse]) -> None:
    acf = seen_by("organisation", "acf")
    assert seen_by("organisation", "acf") is acf
    assert seen_by("organisation", "msf").connection is not acf.connection
    assert seen_by("donor", "acf").connection is not acf.connection
