"""Where could sites open, and whom would they reach?"""

import pandas as pd

from dashboard.filters import Siting
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

MOST_CANDIDATES = 300


def siting_demand(warehouse: Warehouse, siting: Siting) -> pd.DataFrame:
    """One row per sub-prefecture where somebody lives.

    Columns: pcode, name, parent_name, children (NaN where unknown), latitude, longitude (where they are taken to
    live), status and minutes (to the nearest functional site, as marts.access), coverage (what is known of the
    service there, as marts.coverage).
    """
    return warehouse.query(sql("siting_demand"), siting.parameters("period", "service", "scheme", "season"))


def siting_candidates(warehouse: Warehouse, siting: Siting) -> pd.DataFrame:
    """At most 300 places where a site could open, chief towns and centres first.

    Columns: kind (chief_town, area_centre, site: some service is listed there), name, pcode, area_name, parent_name
    (of its sub-prefecture; None where that is known in the other scheme alone), latitude, longitude.
    """
    parameters = {**siting.parameters("period", "service", "scheme"), "most": MOST_CANDIDATES}
    return warehouse.query(sql("siting_candidates"), parameters)


def road_minutes(warehouse: Warehouse, season: str) -> pd.DataFrame:
    """Journeys by road of a season, where the build was given roads.

    Columns: from_latitude, from_longitude, to_latitude, to_longitude (degrees), minutes.
    """
    return warehouse.query(sql("road_minutes"), {"season": season})
