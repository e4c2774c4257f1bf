"""What the indicators of the list say: through time, from place to place, and of whom."""

import pandas as pd

from dashboard.filters import Indicators, Place
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.reading import year_before
from dashboard.warehouse import Warehouse


@once_a_build
def indicator_periods(warehouse: Warehouse) -> pd.DataFrame:
    """indicator_id, component (NULL where there are no parts), period, scheme, is_known (of the country or a place):
    all that is told, newest first."""
    return warehouse.query(sql("indicator_periods"))


def indicator_series(warehouse: Warehouse, chosen: Indicators) -> pd.DataFrame:
    """The totals of the country and of the areas of the level through the periods of the kind, oldest first.

    Columns: period, scheme, level, pcode, name, parent_name (of an area), numerator, denominator (NULL where unknown).
    """
    names = ("indicator", "component", "level", "span")
    return warehouse.query(sql("indicator_series"), chosen.parameters(*names))


def indicator_parts_of(
    warehouse: Warehouse, indicator: str, component: str, period: str, level: str, pcode: str
) -> pd.DataFrame:
    """dimension (sex, age_group, disability), code (``unknown`` among them), numerator, denominator."""
    parameters = {"indicator": indicator, "component": component, "period": period, "level": level, "pcode": pcode}
    return warehouse.query(sql("indicator_parts_of"), parameters)


def place_values(warehouse: Warehouse, place: Place) -> pd.DataFrame:
    """All that is told of a place and of the country in the period and a year before, and of each prefecture in the
    period: indicator_id, component, period, level (the place's, adm1 or country), pcode, name (NULL of the country),
    numerator, denominator."""
    return warehouse.query(
        sql("place_values"),
        {
            "period": place.period,
            "before": year_before(place.period),
            "level": place.level,
            "pcode": place.pcode,
            "scheme": place.scheme,
        },
    )
