"""What is loaded, how fresh it is, and what the loader said of it."""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def build_information(warehouse: Warehouse) -> pd.Series:
    """The build: build, built_at, received_at (newest file), is_demo, scheme (of the newest activities), files,
    rows_accepted, rows_rejected.
    """
    return warehouse.query(sql("build_information")).iloc[0]


def loads_by_kind(warehouse: Warehouse) -> pd.DataFrame:
    """One row per kind of source: kind, rows_accepted, organisations, first_period, last_period, periods."""
    return warehouse.query(sql("loads_by_kind"))


def silent_organisations(warehouse: Warehouse) -> pd.DataFrame:
    """Organisations missing from the latest period of the 4W: organisation, last_period, periods (reported)."""
    return warehouse.query(sql("silent_organisations"))


def sources(warehouse: Warehouse) -> pd.DataFrame:
    """One row per sheet: file, sheet, kind, scheme, received_at, rows_received/accepted/warned/rejected."""
    return warehouse.query(sql("sources"))


def remarks(warehouse: Warehouse) -> pd.DataFrame:
    """What the loader said, by code: code, outcome, sentence_fr, sentence_en, remarks (how often)."""
    return warehouse.query(sql("remarks"))


def boundaries_in_use(warehouse: Warehouse) -> pd.DataFrame:
    """One row per scheme and level: scheme, level, basis, source, licence, fingerprint (of the drawn shapes)."""
    return warehouse.query(sql("boundaries_in_use"))


def disclosure(warehouse: Warehouse) -> pd.DataFrame:
    """How published counts of children are protected: level (country, adm1, adm2), cells, withheld, profile
    (suppressed, rounded), threshold, first_period, last_period (quarters).
    """
    return warehouse.query(sql("disclosure"))
