"""Who provides what, where, for whom, and until when may one believe it?"""

import pandas as pd

from dashboard.filters import Directory
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

WHO = ("service", "adm1", "adm2", "age", "sex", "disability", "state", "scheme")


def directory(warehouse: Warehouse, chosen: Directory) -> pd.DataFrame:
    """One row per site, by prefecture, sub-prefecture and service.

    Columns: service_code, name_fr, name_en, short_fr, short_en, is_public_place, pcode, area (None: the prefecture
    alone is known), parent_name, site_name, organisation (None in the public file, as are opening_hours and contact),
    state (functional, stale, unverified, closed), status_code, verified_on (NaT: never), expires_on, opening_hours,
    age_from, age_to (years; NaN: not told), sex_code (girl, boy, all), accessible_code (yes, no, unknown), contact.
    """
    return warehouse.query(sql("directory"), chosen.parameters(*WHO))


def directory_areas(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """The areas of a scheme by name. Columns: level (adm1, adm2), pcode, name, parent_pcode, parent_name, sites."""
    return warehouse.query(sql("directory_areas"), {"scheme": scheme})


def leaflet_services(warehouse: Warehouse, scheme: str, adm2: str) -> pd.DataFrame:
    """The sites of a sub-prefecture that work and were verified on one of the last ninety days.

    Columns: service_code, is_public_place, site_name (None in the public file), opening_hours, age_from, age_to
    (years), sex_code, accessible_code.
    """
    return warehouse.query(sql("leaflet_services"), {"scheme": scheme, "adm2": adm2})


def call_list(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """Sites to verify again, by organisation. Columns: due (expired, expiring: within thirty days, to_confirm),
    organisation, name_fr, name_en (of the service), site_name, area, verified_on, expires_on, contact."""
    return warehouse.query(sql("call_list"), {"scheme": scheme})


def own_call_list(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """The same of the reader's own sites. Columns: due, name_fr, name_en, site_name, area, verified_on, expires_on,
    contact."""
    return warehouse.query(sql("own_call_list"), {"scheme": scheme})
