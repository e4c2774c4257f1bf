"""Are cases managed as the standard asks?"""

import pandas as pd

from dashboard.filters import Cases
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

VIEW = ("period", "scheme", "adm1", "organisation")


@once_a_build
def case_periods(warehouse: Warehouse) -> pd.DataFrame:
    """The periods of which anything is told of cases, and the quarters and years that hold them, in no order. Columns:
    period."""
    return warehouse.query(sql("case_periods"))


@once_a_build
def case_organisations(warehouse: Warehouse) -> pd.DataFrame:
    """The organisations that tell of their cases, by name. Columns: organisation_id, organisation."""
    return warehouse.query(sql("case_organisations"))


def case_prefectures(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """The prefectures in which anything is told of cases, by name. Columns: pcode, name."""
    return warehouse.query(sql("case_prefectures"), {"scheme": scheme})


def case_measures(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per measure (data/reference/case_measures.csv) and risk level (high, medium, low, unknown) that is told.

    Columns: measure, risk_level, cases (a count), answered (of a whole: those whose part is told; else the same).
    """
    return warehouse.query(sql("case_measures"), chosen.parameters(*VIEW))


def case_steps(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per step of the procedure, in its order.

    Columns: rank (1 to 10), label_fr, label_en, guideline_step (1 to 6), guideline_fr, guideline_en, is_checked (the
    label against its source), cases (NaN: nobody tells it), risk_unknown (of these), organisations (that tell it),
    all_organisations (that tell any step).
    """
    return warehouse.query(sql("case_steps"), chosen.parameters(*VIEW))


def case_flows(warehouse: Warehouse, chosen: Cases) -> pd.Series:
    """CM-01: new_cases, closed_cases (of the period), active_cases (the last month told by each organisation in each
    place: first_stock to last_stock); NaN where nobody tells it. rows: 0 where nothing is told."""
    return warehouse.query(sql("case_flows"), chosen.parameters(*VIEW)).iloc[0]


def case_flows_by_area(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per prefecture, by name. Columns: scheme, pcode, name, new_cases, active_cases, closed_cases (NaN: nobody
    tells it)."""
    return warehouse.query(sql("case_flows_by_area"), chosen.parameters(*VIEW))


def case_loads(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per bracket of active cases (0, 1-10, 11-20, 21-25, 26-30, 31-40, 41+, unknown) that is told. Columns:
    bracket, caseworkers, first_stock, last_stock (months)."""
    return warehouse.query(sql("case_loads"), chosen.parameters(*VIEW))


def case_supervision(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per organisation, by name. Columns: organisation_id, organisation, staff (all caseworkers), caseworkers
    (with cases), at_most_25 and more (of these, whose bracket is told), supervisors (NaN: not told, which is not 0)."""
    return warehouse.query(sql("case_supervision"), chosen.parameters(*VIEW))


@once_a_build
def case_schedule(warehouse: Warehouse) -> pd.DataFrame:
    """One row per risk level, the shortest interval first. Columns: risk_level, label_fr, label_en,
    first_response_hours, followup_days, is_validated (by the working group), version_date."""
    return warehouse.query(sql("case_schedule"))


def case_standards(warehouse: Warehouse, chosen: Cases) -> pd.DataFrame:
    """One row per standard and indicator. Columns: standard (18, 21 to 28), title_fr, title_en, is_title_checked,
    indicator_id (None: no indicator), grade (V, D, K), target_fr, target_en, target_grade, numerator and denominator
    (the country's, of marts.indicator_values; NaN: no value)."""
    return warehouse.query(sql("case_standards"), chosen.parameters("period"))


@once_a_build
def case_published_quarters(warehouse: Warehouse) -> pd.DataFrame:
    """The quarters of which counts of cases are published, the newest first. Columns: period."""
    return warehouse.query(sql("case_published_quarters"))


def case_published(warehouse: Warehouse, quarter: str) -> pd.DataFrame:
    """One row per published cell. Columns: table_id, scheme, level (country, adm1), pcode, name, sex, age_group,
    disability (``*``: their total; None: not crossed), value (cases; NaN where withheld), is_withheld."""
    return warehouse.query(sql("case_published"), {"quarter": quarter})


def own_cases(warehouse: Warehouse) -> pd.DataFrame:
    """The steps that the organisation of the reader told, the newest quarter first. Columns: period, rank (1 to 10),
    label_fr, label_en, cases (NaN: not told)."""
    return warehouse.query(sql("own_cases"))
