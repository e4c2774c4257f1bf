"""Who promised what, by when, and was it done?"""

import pandas as pd

from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def commitments(warehouse: Warehouse) -> pd.DataFrame:
    """One row a promise, by organisation and due date. Columns: organisation_id, organisation, commitment, area (empty:
    the country), period, meeting_date (NaT: its month alone is known), due_date (NaT: none), status_code (done,
    ongoing, not_done, postponed; None: not told), done_date, is_late (due date past, not done), comment."""
    return warehouse.query(sql("commitments"))


def own_commitments(warehouse: Warehouse) -> pd.DataFrame:
    """The same of the reader's own organisation. Columns: commitment, area, period, meeting_date, due_date,
    status_code, done_date, is_late, comment."""
    return warehouse.query(sql("own_commitments"))
