"""What both full builds promise: the demonstration, and OCHA's 3W of the first quarter of 2022."""

import csv
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import demo
from etl.build import build
from etl.demo import dirty
from etl.messages import outcome
from tests.factories import Built, activity, case_count, grid, internal, rows
from tests.oracle import REFERENCE

KINDS = {"activities", "service_sites", "case_counts", "referral_counts"}
SIMPLE_KINDS = {
    "access_status",
    "severity",
    "funding",
    "plan_targets",
    "pooled_means",
    "case_practice",
    "caseloads",
    "commitments",
    "lessons",
    "sector_measures",
    "reach_counts",
}
COUNTS = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected")


@pytest.fixture(params=["demo_build", "real_build"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two builds in turn."""
    return request.getfixturevalue(request.param)


def known_areas() -> set[tuple[str, str, str]]:
    with (REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["scheme"], row["level"], row["pcode"]) for row in csv.DictReader(stream)}


# -- both


def test_the_pointer_names_a_whole_file(built: Built) -> None:
    pointer = json.loads((built.warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    assert pointer["sha256"]["internal"] == hashlib.sha256(internal(built.warehouse).read_bytes()).hexdigest()
    assert sorted(path.name for path in internal(built.warehouse).parent.glob("internal*")) == ["internal.duckdb"]


def test_only_core_and_marts_are_published(built: Built) -> None:
    schemas = built.rows("SELECT DISTINCT schema_name FROM duckdb_tables() ORDER BY ALL")
    assert schemas == [("core",), ("marts",)]
    assert not {name for (name,) in built.rows("SELECT schema_name FROM duckdb_schemas()")} & {
        "staging",
        "reference",
        "raw",
    }


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("marts.presence", "period, scheme, level, pcode, sector_code"),
        ("marts.actors", "period, scheme, level, pcode"),
        ("marts.periods", "period"),
        ("marts.areas", "scheme, level, pcode"),
        ("marts.sectors", "sector_code"),
        ("marts.children", "scheme, level, pcode"),
        ("marts.population_basis", "basis"),
        ("marts.boundaries", "scheme, level"),
        ("core.areas", "scheme, level, pcode"),
        ("core.organisations", "organisation_id"),
        ("core.sectors", "sector_code"),
        ("core.source_files", "file_id"),
        ("core.source_sheets", "sheet_id"),
        ("core.activities", "sheet_id, row"),
        ("core.service_sites", "sheet_id, row"),
        ("core.case_counts", "sheet_id, row"),
        ("core.referral_counts", "sheet_id, row"),
    ],
)
def test_a_key_stands_once_and_is_never_empty(built: Built, table: str, key: str) -> None:
    assert built.rows(f"SELECT {key}, count(*) FROM {table} GROUP BY ALL HAVING count(*) > 1") == []
    assert (
        built.rows(f"SELECT {key} FROM {table} WHERE concat_ws('', {key}) = '' OR ({key.split(', ')[-1]}) IS NULL")
        == []
    )


def test_every_pcode_is_an_area_of_its_scheme(built: Built) -> None:
    used = set(built.rows("SELECT DISTINCT scheme, level, pcode FROM marts.presence"))
    for table in sorted(KINDS | SIMPLE_KINDS):
        for level in ("adm1", "adm2"):
            used |= set(built.rows(f"SELECT DISTINCT scheme, '{level}', {level}_pcode FROM core.{table}"))
    assert {area for area in used if area[2]} <= known_areas()


def test_every_accepted_row_has_a_prefecture_a_period_and_a_scheme(built: Built) -> None:
    for table in sorted(
        KINDS | SIMPLE_KINDS - {"funding", "plan_targets", "commitments"}
    ):  # money and promises may be the country's
        assert (
            built.rows(
                f"SELECT sheet_id, row FROM core.{table} WHERE adm1_pcode IS NULL OR period IS NULL OR scheme IS NULL"
            )
            == []
        )


def test_every_subprefecture_of_a_row_lies_in_its_prefecture(built: Built) -> None:
    assert (
        built.rows(
            "SELECT a.sheet_id, a.row FROM core.activities a JOIN core.areas s "
            "ON s.scheme = a.scheme AND s.level = 'adm2' AND s.pcode = a.adm2_pcode AND s.parent_pcode <> a.adm1_pcode"
        )
        == []
    )


def test_every_organisation_and_sector_of_a_row_is_known(built: Built) -> None:
    for table in sorted(KINDS | SIMPLE_KINDS):
        assert (
            built.rows(
                f"SELECT organisation_id FROM core.{table} ANTI JOIN core.organisations USING (organisation_id) "
                "WHERE organisation_id IS NOT NULL"
            )
            == []
        )
    assert built.rows("SELECT sector_code FROM core.activities ANTI JOIN core.sectors USING (sector_code)") == []


def test_no_count_is_negative(built: Built) -> None:
    counts = ("activities.targeted_count", "activities.reached_count", "activities.reached_girls_count",
              "case_counts.case_count", "referral_counts.referral_count")  # fmt: skip
    for table, column in (name.split(".") for name in counts):
        assert built.rows(f"SELECT row FROM core.{table} WHERE {column} < 0") == []


def test_received_is_accepted_and_rejected_in_every_sheet_and_in_all(built: Built) -> None:
    for entry in [*built.report["files"], built.report["totals"]]:
        assert entry["rows_received"] == entry["rows_accepted"] + entry["rows_rejected"], entry
        assert entry["rows_warned"] <= entry["rows_accepted"]
    for entry in built.report["files"]:
        by_outcome = {
            grade: {issue["row"] for issue in entry["issues"] if issue["row"] and outcome(issue["code"]) == grade}
            for grade in ("accepted", "rejected")
        }
        assert len(by_outcome["rejected"]) == entry["rows_rejected"]
        assert len(by_outcome["accepted"] - by_outcome["rejected"]) == entry["rows_warned"]


def test_what_is_loaded_of_each_kind_is_what_the_report_accepts(built: Built) -> None:
    accepted: Counter[str] = Counter()
    for entry in built.report["files"]:
        accepted[entry["kind"]] += entry["rows_accepted"]
    for table in sorted(KINDS | SIMPLE_KINDS):
        assert built.rows(f"SELECT count(*) FROM core.{table}") == [(accepted[table],)]


def test_the_actors_of_an_area_are_between_the_most_of_one_sector_and_the_sum_of_all(built: Built) -> None:
    assert (
        built.rows(
            """
        SELECT a.period, a.pcode
        FROM marts.actors a
        JOIN (SELECT period, scheme, level, pcode, max(organisations) AS most, sum(organisations) AS all_of_them
              FROM marts.presence GROUP BY ALL) p USING (period, scheme, level, pcode)
        WHERE a.organisations NOT BETWEEN p.most AND p.all_of_them
        """
        )
        == []
    )


def test_whoever_works_in_a_part_of_protection_works_in_protection(built: Built) -> None:
    assert (
        built.rows(
            """
        SELECT period, scheme, pcode, part.sector_code
        FROM marts.presence part
        JOIN core.sectors s USING (sector_code)
        LEFT JOIN marts.presence whole USING (period, scheme, level, pcode)
        WHERE s.parent_code = 'PRO' AND whole.sector_code = 'PRO' AND whole.organisations < part.organisations
        """
        )
        == []
    )


def test_every_area_has_a_shape_and_every_shape_an_area(built: Built) -> None:
    shapes = {
        (scheme, level): {feature["properties"]["pcode"] for feature in json.loads(geojson)["features"]}
        for scheme, level, geojson in built.rows("SELECT scheme, level, geojson FROM marts.boundaries")
    }
    assert {(*key, pcode) for key, pcodes in shapes.items() for pcode in pcodes} == known_areas()


def test_every_area_of_the_newest_census_of_children_has_a_year_and_a_basis(built: Built) -> None:
    assert built.rows(
        "SELECT scheme, level, count(*), min(year), max(year) FROM marts.children GROUP BY ALL ORDER BY ALL"
    ) == [
        ("cod_v01", "adm1", 17, 2015, 2015),
        ("cod_v01", "adm2", 72, 2015, 2015),
        ("cod_v02", "adm1", 20, 2025, 2025),
        ("cod_v02", "adm2", 85, 2025, 2025),
    ]
    assert built.rows("SELECT basis FROM marts.children ANTI JOIN marts.population_basis USING (basis)") == []


# -- the real 3W


def test_all_1809_rows_of_the_real_3w_are_accepted(real_build: Built) -> None:
    (entry,) = real_build.report["files"]
    assert entry["kind"] == "activities"
    assert {name: entry[name] for name in COUNTS} == {
        "rows_received": 1809, "rows_accepted": 1809, "rows_warned": 186, "rows_rejected": 0,
    }  # fmt: skip


def test_the_remarks_on_the_real_3w_are_those_known(real_build: Built) -> None:
    assert Counter(code for *_, code in real_build.remarks()) == {
        "organisation_new": 86,
        "place_code_replaced": 85,
        "place_name_normalised": 26,
        "place_levels_disagree": 1,
    }


def test_the_one_row_of_two_prefectures_is_placed_by_its_finer_code(real_build: Built) -> None:
    assert real_build.rows(
        "SELECT row, adm1_pcode, adm2_pcode, adm1_code_received, adm2_code_received FROM core.activities "
        "WHERE adm1_code_received <> adm1_pcode",
    ) == [(928, "CF11", "CF111", "CF71", "CF111")]


def test_the_arrondissements_of_bangui_are_bangui(real_build: Built) -> None:
    assert real_build.rows(
        "SELECT adm2_pcode, count(*) FROM core.activities "
        "WHERE regexp_full_match(adm2_code_received, 'CF71[2-8]') GROUP BY ALL",
    ) == [("CF711", 85)]


def test_the_real_3w_covers_every_area_of_2015_in_11_sectors(real_build: Built) -> None:
    assert real_build.rows(
        "SELECT period, level, count(*), count(DISTINCT pcode), count(DISTINCT sector_code), sum(organisations) "
        "FROM marts.presence WHERE scheme = 'cod_v01' GROUP BY ALL ORDER BY ALL",
    ) == [("2022-Q1", "adm1", 17 * 11, 17, 11, 850), ("2022-Q1", "adm2", 72 * 11, 72, 11, 1741)]


def test_the_real_3w_leaves_out_what_it_cannot_tell_of_the_areas_of_2021(real_build: Built) -> None:
    covered = {
        level: {pcode for (pcode,) in real_build.rows(
            f"SELECT DISTINCT pcode FROM marts.presence WHERE scheme = 'cod_v02' AND level = '{level}'"
        )}
        for level in ("adm1", "adm2")
    }  # fmt: skip
    with (REFERENCE / "area_crosswalk.csv").open(encoding="utf-8", newline="") as stream:
        unchanged = {row["v02_pcode"] for row in csv.DictReader(stream) if row["relation"] == "same"}
    assert covered["adm2"] == unchanged
    assert len(unchanged) == 61
    # No sub-prefecture of 2015 was cut between two prefectures: each of the 20 is a union of them.
    assert len(covered["adm1"]) == 20


def test_the_real_3w_names_136_organisations_50_of_them_known(real_build: Built) -> None:
    assert real_build.rows("SELECT is_proposed, count(*) FROM core.organisations GROUP BY ALL ORDER BY ALL") == [
        (False, 50),
        (True, 86),
    ]
    assert real_build.rows("SELECT count(DISTINCT organisation_received) FROM core.activities") == [(136,)]


def test_every_organisation_of_the_real_3w_has_a_type_whatever_its_capitals(real_build: Built) -> None:
    assert real_build.rows("SELECT organisation_id FROM core.organisations WHERE type_code IS NULL") == []


def test_names_as_received_are_kept_to_the_letter(real_build: Built) -> None:
    assert real_build.rows("SELECT count(DISTINCT adm1_name_received) FROM core.activities") == [(20,)]
    received = {name for (name,) in real_build.rows("SELECT DISTINCT adm2_name_received FROM core.activities")}
    assert {"GAdzi", "koui"} <= received


def test_the_real_warehouse_is_real_and_draws_official_shapes(real_build: Built) -> None:
    assert real_build.rows("SELECT is_demo, scheme FROM marts.build") == [(False, "cod_v01")]
    assert real_build.rows("SELECT level, basis FROM marts.boundaries WHERE scheme = 'cod_v01' ORDER BY level") == [
        ("adm1", "official"),
        ("adm2", "official"),
    ]


# -- the demonstration


def test_the_demonstration_holds_every_kind_of_source_for_its_36_months(demo_build: Built) -> None:
    kinds = {kind for (kind,) in demo_build.rows("SELECT DISTINCT kind FROM core.source_sheets")}
    assert kinds == KINDS | SIMPLE_KINDS
    for kind in sorted(KINDS - {"service_sites"}):
        assert demo_build.rows(f"SELECT min(period), max(period), count(DISTINCT period) FROM core.{kind}") == [
            ("2023-10", "2026-09", 36)
        ]
    assert demo_build.rows("SELECT DISTINCT period FROM core.service_sites ORDER BY ALL") == [
        ("2023-12",), ("2024-12",), ("2025-03",), ("2025-06",), ("2025-09",), ("2025-12",), ("2026-03",), ("2026-06",),
        ("2026-09",),
    ]  # fmt: skip


def test_the_demonstration_tells_of_access_severity_money_and_means_in_every_period_it_should(
    demo_build: Built,
) -> None:
    sql = "SELECT min(period), max(period), count(*), count(DISTINCT period) FROM core."
    assert demo_build.rows(f"{sql}severity") == [("2024", "2026", 2 * (72 + 85 + 85), 3)]
    assert demo_build.rows(f"{sql}funding") == [("2024", "2026", 3 * 21, 3)]
    assert demo_build.rows(f"{sql}pooled_means") == [("2025-10", "2026-11", 320, 14)]
    ((first, last, _, _),) = demo_build.rows(f"{sql}access_status")
    assert (first, last) == ("2024-06", "2026-09")
    assert demo_build.rows(
        "SELECT adm2_pcode, access_mode, resource_code, count(DISTINCT organisation_id), sum(quantity) "
        "FROM core.pooled_means WHERE mission LIKE 'Vol partagé%' GROUP BY ALL"
    ) == [("CF532", "Hélicoptère", "kilograms", 6, 750)]


def test_the_periods_of_the_demonstration_are_its_months_and_what_they_make_up_whole(demo_build: Built) -> None:
    offered = dict(demo_build.rows("SELECT span, count(*) FROM marts.periods GROUP BY ALL"))
    assert offered == {"month": 36, "quarter": 12, "year": 2}
    assert demo_build.rows("SELECT period FROM marts.periods WHERE span = 'year' ORDER BY ALL") == [
        ("2024",),
        ("2025",),
    ]


def test_the_demonstration_is_marked_as_fictitious_file_by_file(demo_build: Built) -> None:
    assert demo_build.rows("SELECT is_demo FROM marts.build") == [(True,)]
    assert demo_build.rows("SELECT is_demo, count(*) FROM core.source_files GROUP BY ALL") == [(True, 90)]


def test_the_demonstration_speaks_the_scheme_of_each_month(demo_build: Built) -> None:
    for kind in sorted(KINDS | SIMPLE_KINDS):
        assert (
            demo_build.rows(
                f"SELECT scheme, min(period), max(period) FROM core.{kind} GROUP BY ALL HAVING "
                "(scheme = 'cod_v01' AND max(period) > '2024-05') OR (scheme = 'cod_v02' AND min(period) < '2024-06')",
            )
            == []
        )
        # access, means, promises and the quality of case management are told in the boundaries of now alone
        schemes = (
            1
            if kind
            in (
                "access_status",
                "plan_targets",
                "pooled_means",
                "commitments",
                "case_practice",
                "caseloads",
                "lessons",
                "sector_measures",
                "reach_counts",
            )
            else 2
        )
        assert demo_build.rows(f"SELECT count(DISTINCT scheme) FROM core.{kind}") == [(schemes,)]


# What the loader says of each wrong row. A site without a place has its coordinates, which tell it.
SAID = {
    dirty.NO_ORGANISATION: "organisation_missing",
    dirty.NO_PLACE: "place_missing",
    dirty.UNKNOWN_PLACE: "place_unknown",
    dirty.UNKNOWN_SECTOR: "sector_unknown",
    dirty.CODES_DISAGREE: "place_levels_disagree",
    dirty.DUPLICATE: "duplicate_row",
    dirty.NEGATIVE: "count_negative",
}
# Every organisation of the demonstration is invented, every cover page is no table, and some receivers tell the
# referrals of their senders a second time.
EXPECTED_BESIDES = {
    "organisation_new", "sheet_ignored", "place_name_normalised", "headings_interpreted", "reached_above_target",
    "referral_told_twice", "referral_sides_disagree", "disability_without_tool",
}  # fmt: skip


def test_the_wrong_rows_of_the_demonstration_are_the_ones_it_announces(demo_build: Built) -> None:
    announced = {
        (stated.file, stated.sheet, stated.row):
            "place_coordinates_used" if stated.file.startswith("sites") else SAID[stated.problem]
        for stated in demo.DIRTY
    }  # fmt: skip
    told = {
        (entry["file"], issue["sheet"], issue["row"]): issue["code"]
        for entry in demo_build.report["files"]
        for issue in entry["issues"]
        if issue["code"] not in EXPECTED_BESIDES
    }
    assert told == announced


def test_the_demonstration_loses_ten_rows(demo_build: Built) -> None:
    lost = [code for code in SAID.values() if outcome(code) == "rejected"]
    assert len(lost) == 5
    assert demo_build.report["totals"]["rows_rejected"] == 3 + 2 + 2 + 2 + 1  # the third placeless row is a site


def test_no_column_of_the_demonstration_is_unknown(demo_build: Built) -> None:
    assert demo_build.remarks("column_unknown") == []


# -- whatever the order, the names and the neighbours of the files


def silent(code: str, done: int, total: int) -> None:
    pass


PRESENCE = "FROM marts.presence ORDER BY ALL"


@pytest.mark.usefixtures("quick_builds")
def test_the_names_and_order_of_files_change_nothing(demo_sources: Path, tmp_path: Path) -> None:
    chosen = ["4w_zago_2025.csv", "4w_claire_2025.xlsx", "4w_soleil_2024_01-05.xlsx"]
    answers = []
    for order in (1, -1):
        sources = tmp_path / f"sources{order}"
        sources.mkdir()
        for number, name in enumerate(chosen[::order]):
            shutil.copy(demo_sources / name, sources / f"{number} envoi{Path(name).suffix}")
        build(sources, tmp_path / f"warehouse{order}", None, "fr", silent)
        answers.append(
            [rows(tmp_path / f"warehouse{order}", f"{table} ORDER BY ALL") for table in
             ("FROM marts.presence", "FROM marts.actors", "FROM core.organisations", "FROM marts.periods")]
        )  # fmt: skip
    assert answers[0] == answers[1]
    assert max(organisations for *_, organisations in answers[0][0]) > 1


@pytest.mark.usefixtures("quick_builds")
def test_demonstration_files_slipped_among_real_ones_are_refused_and_change_nothing(
    demo_sources: Path, real_sources: Path, real_build: Built, tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(real_sources, sources)
    slipped = ["4w_kodro_2025.xlsx", "cas_kobo_2025.xlsx", "referencements_2025.xlsx", "sites_2025-12.xlsx"]
    for name in slipped:
        shutil.copy(demo_sources / name, sources / f"janvier {name}")
    report = build(sources, tmp_path / "warehouse", None, "fr", silent).report
    refused = {entry["file"]: entry for entry in report["files"] if entry["file"].startswith("janvier")}
    assert sorted(refused) == sorted(f"janvier {name}" for name in slipped)
    for entry in refused.values():
        assert entry["rows_received"] == 0
        assert [issue["code"] for issue in entry["issues"]] == ["demo_mixed"]
    assert rows(tmp_path / "warehouse", PRESENCE) == real_build.rows(PRESENCE)
    assert rows(tmp_path / "warehouse", "SELECT is_demo FROM marts.build") == [(False,)]
    for kind in sorted(KINDS - {"activities"}):
        assert rows(tmp_path / "warehouse", f"SELECT count(*) FROM core.{kind}") == [(0,)]


def test_two_builds_of_the_same_sources_hold_the_same(small: Callable[..., Built]) -> None:
    first, second = (
        small(
            {"4w.xlsx": {"4W": grid([activity(), activity(organisation="Écoute Plus")]), "Cas": grid([case_count()])}}
        )
        for _ in range(2)
    )
    tables = {table for (table,) in first.rows("SELECT schema_name || '.' || table_name FROM duckdb_tables()")}
    assert len(tables) > 20
    moments = {
        "marts.build",
        "core.source_files",
        "marts.sources",
        "marts.reporting",
        "core.disclosure_seconds",
    }  # these hold some
    for table in sorted(tables - moments):
        assert first.rows(f"FROM {table} ORDER BY ALL") == second.rows(f"FROM {table} ORDER BY ALL"), table


def test_the_published_file_opens_read_only_while_others_read_it(demo_build: Built) -> None:
    with (
        duckdb.connect(str(internal(demo_build.warehouse)), read_only=True) as one,
        duckdb.connect(str(internal(demo_build.warehouse)), read_only=True) as other,
    ):
        assert one.execute(PRESENCE).fetchone() == other.execute(PRESENCE).fetchone() is not None
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            one.execute("DELETE FROM marts.presence")
