"""Where does this number come from?"""

import pandas as pd

from dashboard.filters import Coverage
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def source_rows(warehouse: Warehouse, chosen: Coverage, pcode: str) -> pd.DataFrame:
    """One row per organisation, file and sheet that count in an area's number of organisations.

    Columns: build, organisation, file, sha256, received_at, sheet (empty for a text file), rows (their numbers in the
    sheet, in order).
    """
    parameters = chosen.parameters("period", "sector", "level", "scheme")
    return warehouse.query(sql("source_rows"), {**parameters, "pcode": pcode})
