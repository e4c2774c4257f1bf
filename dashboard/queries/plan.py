"""Is the plan on course?"""

import pandas as pd

from dashboard.filters import Plan
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def plan_choices(warehouse: Warehouse) -> pd.DataFrame:
    """The plans of which targets are told, newest first. Columns: year, plan, is_main (of a year, the one of most
    sectors: CO-02 follows it)."""
    return warehouse.query(sql("plan_choices"))


def plan_sectors(warehouse: Warehouse, year: str, plan: str) -> pd.DataFrame:
    """One row a sector, the largest target first; they are never added up.

    Columns: sector_code, name_fr, name_en, in_need, targeted, reached_published (people, as the plan tells them; NaN:
    not told), reached (as the 4W tells them, by the target's rule; NaN: not comparable, or not for the reader),
    reach_rule (sum, max; None: several), is_whole (the target is of all people), told_at (level of the target).
    """
    return warehouse.query(sql("plan_sectors"), {"year": year, "plan": plan})


def plan_prefectures(warehouse: Warehouse, chosen: Plan) -> pd.DataFrame:
    """One sector by prefecture, in the order of names. Columns: pcode, name, scheme, in_need, targeted,
    reached_published, reached (people; NaN as in :func:`plan_sectors`)."""
    return warehouse.query(sql("plan_prefectures"), chosen.parameters("year", "plan", "plan_sector"))


def plan_indicators(warehouse: Warehouse, chosen: Plan) -> pd.DataFrame:
    """Targets of indicators of the list. Columns: indicator_id, title_fr, title_en, name_fr, name_en (of the sector),
    targeted, reached_published (NaN: not told)."""
    return warehouse.query(sql("plan_indicators"), chosen.parameters("year", "plan"))


def plan_funding(warehouse: Warehouse, chosen: Plan) -> pd.DataFrame:
    """Columns: sector_code, name_fr, name_en (None: sector not told), currency (None: not told), requested, received
    (amounts; NaN: not told)."""
    return warehouse.query(sql("plan_funding"), chosen.parameters("year"))


def plan_coordination(warehouse: Warehouse, chosen: Plan) -> pd.DataFrame:
    """CO-01, CO-03 and CO-04 of the country. Columns: indicator_id, component (currency of CO-03), period (of CO-01
    months and the year), numerator, denominator."""
    return warehouse.query(sql("plan_coordination"), chosen.parameters("year"))


def plan_measures(warehouse: Warehouse, chosen: Plan) -> pd.DataFrame:
    """Trainings and feedback of the year. Columns: measure, amount, organisations (that told it)."""
    return warehouse.query(sql("plan_measures"), chosen.parameters("year"))
