"""What is known of one place: services, people, referrals, and what is published of them."""

import pandas as pd

from dashboard.filters import Place
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def place_areas(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """level, pcode, name, parent_pcode, center_lat, center_lon of all areas of a scheme, prefectures first, by name."""
    return warehouse.query(sql("place_areas"), {"scheme": scheme})


def place_facts(warehouse: Warehouse, place: Place) -> pd.Series:
    """name, parent_name, center_lat, center_lon, children (estimate), organisations (of the 4W, all sectors); of its
    sub-prefectures: parts (how many), low_phase and high_phase of severity, cut_off and told (states of access). NULL
    where unknown."""
    return warehouse.query(sql("place_facts"), parameters(place)).iloc[0]


def place_referrals(warehouse: Warehouse, place: Place) -> pd.DataFrame:
    """One row a side that has any (``out``: made there, ``in``: made to it): referrals, within (both ends there),
    timed (deadline passed, known whether in time) and of these in_time, judged (known whether answered) and of these
    overdue, service_due and of these served, unavailable. Internal file only."""
    return warehouse.query(sql("place_referrals"), parameters(place))


def place_published(warehouse: Warehouse, place: Place) -> pd.DataFrame:
    """table_id, value (NULL where withheld), is_withheld: the published totals of a place in a quarter."""
    return warehouse.query(sql("place_published"), parameters(place))


def parameters(place: Place) -> dict[str, str]:
    return {"period": place.period, "scheme": place.scheme, "level": place.level, "pcode": place.pcode}
