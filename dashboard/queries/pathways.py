"""What does a need ask for, and what is known of it place by place?"""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def pathways(warehouse: Warehouse) -> pd.DataFrame:
    """One row per need and step.

    Columns: need_code, need_fr, need_en, step, step_fr, step_en, service_code, name_fr, name_en (of the service), sex
    (None: both), min_age, max_age (years), emergency_hours, high_hours, normal_hours, verified_within_days (None: no
    rule says when the service is functional), source.
    """
    return warehouse.query(sql("pathways"))


def pathway_areas(warehouse: Warehouse, period: str, service: str, scheme: str) -> pd.DataFrame:
    """One row per sub-prefecture.

    Columns: pcode, name, parent_name, latitude, longitude (where its children are taken to live), radius_km (from
    there to its farthest corner; NaN unknown), status, sites, functional_sites (as marts.coverage), is_enclaved (on the
    last day of the period), access_mode, cause, start_date (None where it is not).
    """
    return warehouse.query(sql("pathway_areas"), {"period": period, "service": service, "scheme": scheme})
