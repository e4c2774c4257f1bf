"""Which zones are cut off, who reached them, and with whose means?"""

import pandas as pd

from dashboard.filters import Zones
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def zone_periods(warehouse: Warehouse) -> pd.DataFrame:
    """Newest first. Columns: period, span (month, quarter, year), start_date, end_date."""
    return warehouse.query(sql("zone_periods"))


@once_a_build
def zones_loaded(warehouse: Warehouse) -> pd.Series:
    """states (of access), missions, notices (offers and needs): numbers of rows; day (of today)."""
    return warehouse.query(sql("zones_loaded")).iloc[0]


def area_access(warehouse: Warehouse, chosen: Zones) -> pd.DataFrame:
    """One row per sub-prefecture. Columns: pcode, name, parent_name, status_code (enclaved, restricted, accessible;
    None where nothing is told), is_part (only a part of it is known to be so)."""
    return warehouse.query(sql("area_access"), chosen.parameters("period", "scheme"))


def zone_states(warehouse: Warehouse, chosen: Zones) -> pd.DataFrame:
    """One row per zone whose access is told in the period, the hardest state first.

    Columns: pcode, name, parent_name, level (of the smallest area of the scheme that holds it: adm2 or adm1), locality
    (None: the whole zone), zone_name, status_code, since, until (NaT: still), season, cause, access_mode, source,
    is_inherited (told of the whole prefecture), is_part (of the area), children (NaN where it is but a part of an
    area).
    """
    return warehouse.query(sql("zone_states"), chosen.parameters("period", "scheme"))


def status_calendar(warehouse: Warehouse, scheme: str, first: str, last: str) -> pd.DataFrame:
    """One row per zone and month between two (2026-03). Columns: month, pcode, name, parent_name, locality, zone_name,
    is_part, status_code."""
    return warehouse.query(sql("status_calendar"), {"scheme": scheme, "first": first, "last": last})


def coverage_by_access(warehouse: Warehouse, chosen: Zones) -> pd.DataFrame:
    """The chosen service: all sub-prefectures, then by their access.

    Columns: access (all, enclaved: or restricted; in_part; others), areas, areas_untold (access not told),
    areas_functional, areas_without (zero, reported), areas_unknown, areas_not_applicable, children_functional,
    children_without, children_unknown (of those areas; NaN where there is none or no population).
    """
    return warehouse.query(sql("coverage_by_access"), chosen.parameters("period", "service", "scheme"))


def enclaved_reach(warehouse: Warehouse, quarter: str, scheme: str) -> pd.DataFrame:
    """COV-09: one row per zone enclaved in the quarter.

    Columns: zone_name, locality, parent_pcode, parent_name (None: it lies in no prefecture of the scheme), season,
    cause, access_mode, is_inherited, has_activity, has_site, has_mission, is_reached (None: nobody can say).
    """
    return warehouse.query(sql("enclaved_reach"), {"quarter": quarter, "scheme": scheme})


def missions(warehouse: Warehouse, chosen: Zones) -> pd.DataFrame:
    """One row per mission made in the period, the newest first.

    Columns: mission_id, name, zone_name, locality, parent_pcode, parent_name, start_date, end_date, access_mode,
    status_code, season, cause (of the zone on the day; None: not told), organisations (that had a share).
    """
    return warehouse.query(sql("missions"), chosen.parameters("period", "scheme"))


def mission_shares(warehouse: Warehouse, period: str) -> pd.DataFrame:
    """One row per mission, organisation, resource and currency. Columns: mission_id, organisation_id, organisation,
    pool (financial, human, logistic), resource_code, currency (of funds), quantity (units of the resource)."""
    return warehouse.query(sql("mission_shares"), {"period": period})


@once_a_build
def means_resources(warehouse: Warehouse) -> pd.DataFrame:
    """Columns: resource_code, pool, name_fr, name_en, unit_fr, unit_en."""
    return warehouse.query(sql("means_resources"))


def means_board(warehouse: Warehouse) -> pd.DataFrame:
    """Offers and needs of the current and coming months, for the coordination only.

    Columns: means_id, direction_code (offer, need), organisation, resource_code, quantity, currency, area (scheme,
    level and p-code), held_by (the areas that hold it, itself among them), zone_name, parent_name, level, locality,
    month, start_date, end_date, access_mode.
    """
    return warehouse.query(sql("means_board"))


def board_services(warehouse: Warehouse) -> pd.DataFrame:
    """Each basic service in each zone of the board. Columns: area, period (the newest), service_code, sector_code,
    name_fr, name_en, is_basket, status, functional_sites (NaN: unknown), children."""
    return warehouse.query(sql("board_services"))


def board_access(warehouse: Warehouse) -> pd.DataFrame:
    """The newest state of the zones of the board. Columns: area, period, status_code, season, cause, access_mode,
    since, until."""
    return warehouse.query(sql("board_access"))
