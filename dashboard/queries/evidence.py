"""Places with joint activities and without, and what an indicator says of each."""

import pandas as pd

from dashboard.filters import Evidence
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def evidence_outcomes(warehouse: Warehouse) -> pd.DataFrame:
    """indicator_id, period, scheme, level: what can be asked, in the order of the list, the newest period first."""
    return warehouse.query(sql("evidence_outcomes"))


@once_a_build
def evidence_rules(warehouse: Warehouse) -> pd.DataFrame:
    """rule, value: least_joint and least_alone (matched places), least_told_percent (of a place's activities), draws,
    confidence_percent, severe_phase, children_adm1 and children_adm2 (from which a place is large)."""
    return warehouse.query(sql("evidence_rules"))


def evidence_places(warehouse: Warehouse, chosen: Evidence) -> pd.DataFrame:
    """One row an area with an activity of child protection: pcode, name, parent_name, activities, joint and parallel
    (of these), is_joint, is_remote, is_severe, is_large (NULL where unknown), numerator, denominator."""
    return warehouse.query(sql("evidence_places"), chosen.parameters("outcome", "period", "scheme", "level"))
