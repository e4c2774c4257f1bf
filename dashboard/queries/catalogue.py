"""What the indicators of the list mean, and by which rules their values are made."""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def listed_indicators(warehouse: Warehouse) -> pd.DataFrame:
    """One row an indicator of the list, in the order of their ids.

    Columns: indicator_id; title_fr, title_en, definition_fr, definition_en, numerator_fr, numerator_en, denominator_fr,
    denominator_en, formula_fr, formula_en, unit_fr, unit_en; direction, levels, dimensions, minimum (of the
    denominator), is_share, is_public; disclosure_fr, disclosure_en; threshold_kind, threshold_value, threshold_fr,
    threshold_en; standard_fr, standard_en, article_fr, article_en, source_fr, source_en; caveats (their ids).
    """
    return warehouse.query(sql("listed_indicators"))


@once_a_build
def indicator_parts(warehouse: Warehouse) -> pd.DataFrame:
    """The parts of each indicator in their order: indicator_id, component (NULL where there are none), rule, factor
    (NULL where the numerator is the value), title_fr, title_en.
    """
    return warehouse.query(sql("indicator_parts"))


def told_values(warehouse: Warehouse, indicators: str) -> pd.DataFrame:
    """Of the codes named, parted by commas: indicator_id, component, period, scheme, level, name, numerator,
    denominator; the totals of the country and of each prefecture (adm1, by its name) in every period told."""
    return warehouse.query(sql("told_values"), {"indicators": indicators})
