"""What does a reader with rows of their own see of them? The tables of ``own`` stand beside the public file."""

import pandas as pd

from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def own_reports(warehouse: Warehouse) -> pd.DataFrame:
    """One row per month, the newest first. Columns: period, span (month), is_expected, has_reported, reported_files,
    last_period (up to which something was heard)."""
    return warehouse.query(sql("own_reports"))


def own_projects(warehouse: Warehouse) -> pd.DataFrame:
    """The projects of the newest month, the first to end first. Columns: period, organisation, donor, short_fr and
    short_en (of the service), area, pcode, starts_on, ends_on (NaT: not told), state (running, suspended, finished,
    announced)."""
    return warehouse.query(sql("own_projects"))


def own_sites(warehouse: Warehouse) -> pd.DataFrame:
    """The sites of the newest list, the longest unverified first. Columns: period, site_name, service_fr, service_en,
    area, pcode, status_code (functional, partial, not_functional, unknown), verified_date, latitude, longitude,
    opening_hours, contact."""
    return warehouse.query(sql("own_sites"))


def own_counts(warehouse: Warehouse) -> pd.DataFrame:
    """Children counted by month and prefecture, the newest first. Columns: period, measure (cases, referrals), area,
    pcode, status (as it was written), number."""
    return warehouse.query(sql("own_counts"))


def own_inclusion(warehouse: Warehouse) -> pd.DataFrame:
    """Who they are of whom the organisation told, in each period and in the quarter and year that hold it.

    Columns: period, source (cases: new ones; referrals: sent; reach), sector_code, name_fr, name_en (of reach; else
    ``*`` and None), sex, age_group, disability, tool, population_status (codes or brackets, or unknown), people.
    """
    return warehouse.query(sql("own_inclusion"))


def own_remarks(warehouse: Warehouse) -> pd.DataFrame:
    """What the loader said, the gravest first. Columns: file, sheet, row, cell, column, said (the cell's content),
    outcome (refused, rejected, accepted, noted), sentence_fr, sentence_en."""
    return warehouse.query(sql("own_remarks"))


def own_referrals(warehouse: Warehouse) -> pd.DataFrame:
    """Referrals sent to the organisation without an answer after the deadline, by service and priority. Columns:
    service_code, name_fr, name_en (None: other or unknown), priority, up_to_30, up_to_90, longer (days since the
    deadline), their sum overdue, cut_off (the day at which it is judged)."""
    return warehouse.query(sql("own_referrals"))


def own_referral_periods(warehouse: Warehouse) -> pd.DataFrame:
    """The periods in which referrals were sent to the organisation. Columns: period."""
    return warehouse.query(sql("own_referral_periods"))
