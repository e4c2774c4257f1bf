"""How far is a service, and from where?"""

import pandas as pd

from dashboard.filters import Access
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def access_by_area(warehouse: Warehouse, access: Access) -> pd.DataFrame:
    """One row per sub-prefecture, the farthest in the chosen season first.

    Columns: pcode, name, parent_name, children, origin_kind (chief_town, area_centre), town, dry_status and
    rainy_status (computed, unreachable, not_applicable, no_data), kilometres (as the crow flies, to the nearest in the
    chosen season), dry_minutes, rainy_minutes (NaN but where computed), nearest_pcode, nearest_place, nearest_site,
    nearest_organisation.
    """
    return warehouse.query(sql("access_by_area"), access.parameters("period", "service", "scheme", "season"))


def access_shares(warehouse: Warehouse, access: Access) -> pd.DataFrame:
    """COV-07: one row per season for the country (parent_pcode None), then for each prefecture.

    Columns: parent_pcode, parent_name, season, children_within (the minutes), children_all (of areas whose time is
    computable in one season at least), areas, areas_left_out, children_left_out (no time can be computed).
    """
    parameters = {**access.parameters("period", "service", "scheme"), "minutes": int(access.minutes)}
    return warehouse.query(sql("access_shares"), parameters)


@once_a_build
def travel_method(warehouse: Warehouse) -> pd.Series:
    """method (great_circle, road_network), file (of roads, None), problem (code of why it was not used, None), detour
    (factor), kmh_dry, kmh_rainy."""
    return warehouse.query(sql("travel_method")).iloc[0]


def existing_sites(warehouse: Warehouse, period: str, service: str, scheme: str) -> pd.DataFrame:
    """Functional sites. Columns: site_name, organisation, pcode (None where it is of the other scheme alone),
    latitude, longitude (NaN: they take part in no distance), verified_on."""
    return warehouse.query(sql("existing_sites"), {"period": period, "service": service, "scheme": scheme})
