"""What spellings of places and organisations may mean."""

import pandas as pd

from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def proposals(warehouse: Warehouse, kind: str) -> pd.DataFrame:
    """One row a spelling and a target it may mean: kind, text, scheme, level, target, target_name, score (0 to 1),
    rows (that hold the spelling), state (taken, open, new).
    """
    return warehouse.query(sql("proposals"), {"kind": kind})


def harmonisation(warehouse: Warehouse) -> pd.DataFrame:
    """One row a kind (organisation, place): received (spellings), known (actors or places that they make)."""
    return warehouse.query(sql("harmonisation"))
