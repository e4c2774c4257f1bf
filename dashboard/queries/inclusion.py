"""Who the people are that are counted: how much is known of them, and what. For the coordination, but for the gate."""

import pandas as pd

from dashboard.inclusion import Narrowed, Place
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def inclusion_completeness(warehouse: Warehouse, source: str, place: Place) -> pd.DataFrame:
    """One row per dimension: sex, age_group, disability, and all (the three together); none where nobody is counted.

    source: cases (new ones), referrals, or reach. Columns: dimension, known and total (people; referrals of referrals),
    least_percent (the gate; NaN for all), label_fr, label_en (whose rule the gate is).
    """
    return warehouse.query(sql("inclusion_completeness"), place.parameters(source))


def inclusion_categories(warehouse: Warehouse, source: str, place: Place) -> pd.DataFrame:
    """One row per category that is told. Columns: dimension (sex, age_group, disability, population_status), category
    (a code, a bracket, or unknown), tool (of disability: cfm, wg_ss, other, none, unknown; else None), people."""
    return warehouse.query(sql("inclusion_categories"), place.parameters(source))


def inclusion_brackets(warehouse: Warehouse, place: Place) -> pd.DataFrame:
    """The age brackets that each source tells of a period and place. Columns: source, bracket."""
    parameters = {name: value for name, value in place.parameters("").items() if name not in ("source", "sector")}
    return warehouse.query(sql("inclusion_brackets"), parameters)


@once_a_build
def inclusion_gate(warehouse: Warehouse) -> pd.DataFrame:
    """One row per dimension (age_group, disability, sex). Columns: dimension, least_percent (known, for a breakdown to
    be shown), label_fr, label_en (whose rule it is). Of every reader's file."""
    return warehouse.query(sql("inclusion_gate"))


def inclusion_equity(warehouse: Warehouse, source: str, place: Place) -> pd.DataFrame:
    """Shares by group, as their parts. Columns: indicator_id, tool (of INC-02), dimension (sex, disability,
    population_status), category (a code, unknown, or ``*``: all), part, whole (counts)."""
    return warehouse.query(sql("inclusion_equity"), place.parameters(source))


def inclusion_people(warehouse: Warehouse, source: str, place: Place, narrowed: Narrowed) -> pd.DataFrame:
    """Who is counted in a page's own view: as it counts, in the scheme in which it was told. One row a combination.

    Columns: sex, age_group, disability, tool, population_status (codes or brackets, or unknown), people (referrals of
    referrals).
    """
    return warehouse.query(sql("inclusion_people"), place.parameters(source) | narrowed.parameters())
