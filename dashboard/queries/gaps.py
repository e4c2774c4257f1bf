"""Where first, and what to do about it?"""

import pandas as pd

from dashboard.filters import Gaps
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

VIEW = ("period", "service", "level", "scheme")


def gap_ranking(warehouse: Warehouse, gaps: Gaps) -> pd.DataFrame:
    """One row per area and scenario of population (low, mid, high), most children not covered first.

    Columns: scenario, pcode, name, parent_name, state (gap, partial, covered, unconfirmed, no_data, not_applicable,
    withheld), children, not_covered (children; NaN where nobody can say), rate (0 to 1, of the children of known
    areas), phase (severity 1-5; NaN without), weighted (children times phase), parts (sub-prefectures), and of them
    unknown (no data), unconfirmed, unweighted (not covered, without severity); rank_children, rank_rate,
    rank_severity (NaN: not ranked; equals share a rank), is_stable (one rank in all rules and scenarios),
    is_always_in_ten; severity_sector (None: all sectors), severity_period, severity_level (adm1: of the prefecture).
    """
    return warehouse.query(sql("gap_ranking"), gaps.parameters(*VIEW))


def top_gaps(warehouse: Warehouse, gaps: Gaps) -> pd.DataFrame:
    """The ten areas with most children not covered (mid scenario), equals included.

    Columns: rank, pcode, name, parent_name, state, not_covered (children), phase, neighbours (areas to which a
    distance is known), nearest_pcode, nearest_name, nearest_status, nearest_organisations and km (great circle) of the
    nearest area with a site or an actor of the service, is_reported (a 4W covers the area), organisations (of any
    sector that serves people, there already).
    """
    return warehouse.query(sql("top_gaps"), gaps.parameters(*VIEW))


def entry_points(warehouse: Warehouse, gaps: Gaps) -> pd.DataFrame:
    """One row per area of :func:`top_gaps` and sector present there, the most organisations first.

    Columns: pcode, sector_code, name_fr, name_en, is_own (the service's own sector, there without it), organisations.
    """
    return warehouse.query(sql("entry_points"), gaps.parameters(*VIEW))


def organisations_to_call(warehouse: Warehouse, gaps: Gaps) -> pd.DataFrame:
    """One row per area of :func:`top_gaps` and organisation there. Columns: pcode, organisation, sectors (codes)."""
    return warehouse.query(sql("organisations_to_call"), gaps.parameters(*VIEW))
