"""What was tried elsewhere, and what came of it?"""

import pandas as pd

from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def lessons(warehouse: Warehouse) -> pd.DataFrame:
    """One row a lesson, the newest first.

    Columns: lesson_id, lesson_date, organisation, title, context_code (None: not told), context_fr, context_en, tried,
    result, result_kind (worked, partly, did_not_work, unknown), service_code (None: a sector's), service_fr,
    service_en, sectors and indicators (codes parted by ";"; None: none), scheme, level, pcode, area, parent_name,
    adm1_pcode, adm1_name (all None: the whole country's), reuse_count (NaN: not told), reused_by, source, comment
    (the last two None but for the coordination).
    """
    return warehouse.query(sql("lessons"))


@once_a_build
def lesson_contexts(warehouse: Warehouse) -> pd.DataFrame:
    """Columns: context_code, name_fr, name_en."""
    return warehouse.query(sql("lesson_contexts"))


@once_a_build
def lesson_sectors(warehouse: Warehouse) -> pd.DataFrame:
    """The sectors that lessons name, by code. Columns: sector_code, name_fr, name_en."""
    return warehouse.query(sql("lesson_sectors"))


def lesson_nearness(warehouse: Warehouse, scheme: str, level: str) -> pd.DataFrame:
    """One row per lesson with a place and area of the level. Columns: lesson_id, pcode, is_same_area (never of a
    prefecture), is_same_prefecture, km (great circle between centres; NaN: not known, or the same area)."""
    return warehouse.query(sql("lesson_nearness"), {"scheme": scheme, "level": level})


def lesson_settings(warehouse: Warehouse, period: str, service: str, level: str, scheme: str) -> pd.DataFrame:
    """One row per area. Columns: pcode, is_enclaved, causes (as received, seasons too; None: nothing told), phase
    (severity 1-5; NaN without), sector_code and indicator_id (None: none) of the service."""
    view = {"period": period, "service": service, "level": level, "scheme": scheme}
    return warehouse.query(sql("lesson_settings"), view)


def lesson_severity(warehouse: Warehouse, period: str) -> pd.DataFrame:
    """One row per lesson whose place has a severity in the period. Columns: lesson_id, phase (1-5)."""
    return warehouse.query(sql("lesson_severity"), {"period": period})
