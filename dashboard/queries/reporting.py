"""Who was expected, who reported, and what changed since the build before."""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def reporting_rate(warehouse: Warehouse, period: str) -> pd.DataFrame:
    """One row, or none for a period that nobody reported of and nobody knows.

    Columns: period, expected, reported (of those expected), unexpected (reported besides), expected_from ('listed',
    'former_periods' or 'unknown').
    """
    return warehouse.query(sql("reporting_rate"), {"period": period})


def reports_by_organisation(warehouse: Warehouse, period: str) -> pd.DataFrame:
    """One row per organisation that was expected in the period or reported, the missing first.

    Columns: organisation, is_expected, has_reported, reported_files, last_period (None: never), last_received_at;
    of the whole build: rows_accepted, rows_warned, rows_rejected (NaN where its sheets are shared with others).
    """
    return warehouse.query(sql("reports_by_organisation"), {"period": period})


@once_a_build
def comparison(warehouse: Warehouse) -> pd.Series:
    """This build and the one before: former_build, reason (why nothing is compared, else None), rows_before,
    rows_after, actors_before, actors_after, areas_before, areas_after.
    """
    return warehouse.query(sql("comparison")).iloc[0]


def changes(warehouse: Warehouse) -> pd.DataFrame:
    """What differs, suspicious jumps first: compared_with ('former_build' or 'former_period'), kind, organisation,
    period, former_period, rows_before, rows_after, counted_before, counted_after, suspicion ('unit', 'sign', 'x10').
    """
    return warehouse.query(sql("changes"))


def vanished(warehouse: Warehouse) -> pd.DataFrame:
    """Organisations and areas of the build before that no row names any more: what, code, name, rows_before."""
    return warehouse.query(sql("vanished"))
