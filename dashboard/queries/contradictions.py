"""What do the sources say against themselves?"""

import pandas as pd

from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


def contradiction_rules(warehouse: Warehouse) -> pd.DataFrame:
    """One row per rule, the gravest first.

    Columns: rule_id, severity (high, medium, low), title_fr, title_en, owner_fr, owner_en (who can settle it), found
    (how many contradictions), last_period (None: never).
    """
    return warehouse.query(sql("contradiction_rules"))


def contradictions(warehouse: Warehouse) -> pd.DataFrame:
    """One row per contradiction, the gravest rule first, the newest first in each.

    Columns: rule_id, severity, title_fr, title_en, sentence_fr, sentence_en (with {area}, {period}, {service},
    {organisation}, {detail_1}, {detail_2}), owner_fr, owner_en, period, scheme, level, pcode, name, parent_name,
    service_fr, service_en, organisation, detail_1, detail_2 (as text: a number, a day or words).
    """
    return warehouse.query(sql("contradictions"))
