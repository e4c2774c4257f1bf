"""What is loaded, how fresh, and what the loader said of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.filters import Coverage
from dashboard.warehouse import Warehouse, current_warehouse


def test_the_build_is_told_with_its_files_and_rows(warehouse: Warehouse) -> None:
    told = queries.build_information(warehouse).to_dict()
    assert told == {
        "build": "by-hand",
        "built_at": datetime(2022, 4, 5, 23, 30, tzinfo=UTC),
        "received_at": datetime(2022, 4, 4, 23, 30, tzinfo=UTC),
        "is_demo": False,
        "scheme": "cod_v01",
        "files": 2,  # of three sheets
        "rows_accepted": 19,
        "rows_rejected": 3,
    }


def test_kinds_come_in_the_order_of_a_meeting(warehouse: Warehouse) -> None:
    kinds = queries.loads_by_kind(warehouse)["kind"].tolist()
    assert kinds == ["activities", "service_sites", "case_counts", "referral_counts"]


def test_organisations_that_fell_silent_come_longest_silence_first(warehouse: Warehouse) -> None:
    assert list(queries.silent_organisations(warehouse).itertuples(index=False, name=None)) == [
        ("MSF", "2022-01", 1),
        ("AAR", "2022-02", 2),
        ("IRC", "2022-02", 2),
    ]


def test_sheets_with_most_refused_rows_come_first(warehouse: Warehouse) -> None:
    told = queries.sources(warehouse)[["file", "sheet", "rows_received", "rows_accepted", "rows_rejected"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("b.xlsx", "mars", 7, 4, 3),
        ("a.xlsx", "4W", 10, 10, 0),
        ("b.xlsx", "avril", 5, 5, 0),
    ]


def test_remarks_come_gravest_first_and_then_the_most_frequent_without_mere_notes(warehouse: Warehouse) -> None:
    told = queries.remarks(warehouse)[["code", "outcome", "remarks"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("broken", "refused", 1),
        ("bad", "rejected", 5),
        ("odd", "rejected", 2),
        ("new", "accepted", 9),
    ]


def test_boundaries_come_by_scheme_and_level(warehouse: Warehouse) -> None:
    told = queries.boundaries_in_use(warehouse)[["scheme", "level", "basis", "source", "licence"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("cod_v01", "adm1", "approximate", "By hand", "CC0"),
        ("cod_v01", "adm2", "approximate", "By hand", "CC0"),
    ]


def test_the_newest_month_comes_first_then_quarters_then_years(warehouse: Warehouse) -> None:
    assert queries.periods(warehouse)["period"].tolist() == ["2022-03", "2022-01", "2022-Q2", "2022-Q1", "2022", "2021"]


def test_sectors_come_by_code_in_both_languages(warehouse: Warehouse) -> None:
    assert list(queries.sectors(warehouse).itertuples(index=False, name=None)) == [
        ("EDU", "Éducation", "Education"),
        ("HEA", "Santé", "Health"),
        ("LOG", "Logistique", "Logistics"),
    ]


def test_children_are_summed_over_prefectures_only(warehouse: Warehouse) -> None:
    assert queries.children_basis(warehouse).to_dict("records") == [
        {
            "scheme": "cod_v01",
            "year": 2015,
            "children_bracket": "0-18",
            "label_fr": "Projection",
            "label_en": "Forecast",
            "caveat_fr": "Prudence",
            "caveat_en": "Caution",
            "source": "INS",
            "children": 3700,
        }
    ]


@pytest.fixture
def real(real_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(real_warehouse))
    return current_warehouse()


def test_the_real_3w_is_one_quarter_of_1809_rows(real: Warehouse) -> None:
    told = queries.build_information(real)
    assert (told["files"], told["rows_accepted"], told["rows_rejected"]) == (1, 1809, 0)
    assert (bool(told["is_demo"]), told["scheme"]) == (False, "cod_v01")
    assert queries.periods(real)["period"].tolist() == ["2022-Q1"]
    assert queries.loads_by_kind(real)["kind"].tolist() == ["activities"]


@pytest.mark.parametrize(("level", "areas"), [("adm1", 17), ("adm2", 72)])
def test_the_real_3w_covers_every_area_of_its_own_scheme(level: str, areas: int, real: Warehouse) -> None:
    chosen = Coverage(period="2022-Q1", sector="HEA", level=level, scheme="cod_v01")
    assert len(queries.presence_by_area(real, chosen)) == areas
    assert queries.gaps_by_sector(real, chosen)["areas"].tolist() == [areas] * 11
