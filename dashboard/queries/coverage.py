"""Where are which actors, and where are none?"""

import pandas as pd

from dashboard.filters import Coverage
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def presence_by_area(warehouse: Warehouse, chosen: Coverage) -> pd.DataFrame:
    """One row per area of the level and scheme, worst first: areas without an actor, most children first.

    Columns: pcode, name, parent_name (prefecture; None for one), organisations (distinct actors; NaN where no
    report could cover the area), children (NaN where unknown), state ('none', 'some', 'no_data', or 'unsplittable'
    where the area cuts those in which reports came).
    """
    parameters = chosen.parameters("period", "sector", "level", "scheme")
    return warehouse.query(sql("presence_by_area"), parameters)


def gaps_by_sector(warehouse: Warehouse, chosen: Coverage) -> pd.DataFrame:
    """One row per sector of the period, widest gap first.

    Columns: sector_code, name_fr, name_en, is_support (serves organisations, not people), areas (that reports could
    cover), areas_without_actor, children_without_actor (living in those areas; NaN without a population).
    """
    return warehouse.query(sql("gaps_by_sector"), chosen.parameters("period", "level", "scheme"))


def actors_by_level(warehouse: Warehouse, chosen: Coverage) -> pd.Series:
    """All sectors together: organisations (distinct, national), areas, areas_without_actor."""
    return warehouse.query(sql("actors_by_level"), chosen.parameters("period", "level", "scheme")).iloc[0]
