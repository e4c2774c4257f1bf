"""How far services are, and where sites could open, on areas small enough to count by hand."""

import dataclasses

from dashboard.filters import Access, Siting
from dashboard.queries import access_by_area, access_shares, existing_sites, siting_candidates, siting_demand
from dashboard.warehouse import Warehouse

VIEW = Access(period="2022-Q1", service="health", scheme="cod_v01", season="rainy", minutes="60")
QUESTION = Siting("2022-Q1", "health", "cod_v01", "dry", "60", "1", "none")


def test_what_is_out_of_reach_comes_first_and_what_has_no_meaning_last(warehouse: Warehouse) -> None:
    found = access_by_area(warehouse, VIEW)
    assert found["pcode"].tolist() == ["CF12", "CF21", "CF11", "CF22"]
    assert found["rainy_status"].tolist() == ["unreachable", "unreachable", "computed", "not_applicable"]
    assert found["dry_minutes"].fillna(-1).tolist() == [60, -1, 20, -1]
    dry = access_by_area(warehouse, dataclasses.replace(VIEW, season="dry"))
    assert dry["pcode"].tolist() == ["CF21", "CF12", "CF11", "CF22"]
    assert dry["nearest_place"].fillna("").tolist() == ["", "Amont", "Amont", ""]


def shares(warehouse: Warehouse, minutes: str) -> dict:
    found = access_shares(warehouse, dataclasses.replace(VIEW, minutes=minutes))
    return {
        (row["parent_name"] if isinstance(row["parent_name"], str) else None, row["season"]): (
            row["children_within"],
            row["children_all"],
            row["children_left_out"],
        )
        for row in found.to_dict("records")
    }


def test_cov_07_divides_sums_and_the_rains_do_not_better_it(warehouse: Warehouse) -> None:
    """Dry: 1000 + 2000 of 3000 within an hour. Rains: 1000 of 3000, for Aval, cut off, is still counted."""
    assert shares(warehouse, "60") == {
        (None, "dry"): (3000, 3000, 400),
        (None, "rainy"): (1000, 3000, 400),
        ("Alpha", "dry"): (3000, 3000, 0),
        ("Alpha", "rainy"): (1000, 3000, 0),
        ("Beta", "dry"): (0, 0, 400),
        ("Beta", "rainy"): (0, 0, 400),
    }
    assert shares(warehouse, "30")[None, "dry"] == (1000, 3000, 400)


def test_sites_without_coordinates_come_last(warehouse: Warehouse) -> None:
    found = existing_sites(warehouse, "2022-Q1", "health", "cod_v01")
    assert found["site_name"].tolist() == ["H1", "H2"]
    assert found["latitude"].isna().tolist() == [False, True]


def test_whom_sites_could_reach_leaves_out_where_nobody_lives(warehouse: Warehouse) -> None:
    found = siting_demand(warehouse, QUESTION)
    assert found["pcode"].tolist() == ["CF11", "CF12", "CF21"]
    assert found["coverage"].tolist() == ["functional", "zero", "zero"]


def test_towns_and_centres_come_first_and_places_are_apart_and_not_where_the_service_works(
    warehouse: Warehouse,
) -> None:
    found = siting_candidates(warehouse, QUESTION)
    # All centres are one point here; H1 is where the service works; E1 bis is beside E1, which has more services.
    assert found[["kind", "name"]].to_numpy().tolist() == [
        ["chief_town", "Amont-Ville"], ["area_centre", "Amont"], ["site", "E1"], ["site", "E2"],
    ]  # fmt: skip
