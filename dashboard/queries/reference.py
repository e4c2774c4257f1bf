"""The codes that filters offer, and the denominators behind figures."""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def periods(warehouse: Warehouse) -> pd.DataFrame:
    """Periods of the 4W, newest first, whole years before their quarters. Columns: period, span."""
    return warehouse.query(sql("periods"))


@once_a_build
def country(warehouse: Warehouse) -> pd.Series:
    """The build's country (ISO 3166, three letters), and west, south, east, north of its areas (degrees)."""
    return warehouse.query(sql("country")).iloc[0]


@once_a_build
def sectors(warehouse: Warehouse) -> pd.DataFrame:
    """Sectors of the 4W. Columns: sector_code, name_fr, name_en."""
    return warehouse.query(sql("sectors"))


def children_basis(warehouse: Warehouse) -> pd.DataFrame:
    """Where each scheme's number of children comes from.

    Columns: scheme, year, children_bracket, label_fr, label_en, caveat_fr, caveat_en, source, children (national).
    """
    return warehouse.query(sql("children_basis"))
