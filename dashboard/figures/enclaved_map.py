"""The map of access: the harder to reach, the darker; what holds of a part only stands one shade below."""

import pandas as pd

from dashboard.figures.area_map import NO_DATA

ENCLAVED, ENCLAVED_IN_PART, RESTRICTED, RESTRICTED_IN_PART, ACCESSIBLE = range(5)
WHOLE = {"enclaved": ENCLAVED, "restricted": RESTRICTED, "accessible": ACCESSIBLE}


def class_of(status: str | None, is_part: bool) -> int:
    """The class of a state; hatched where nothing is told, or where only a part is known to be accessible."""
    if status is None or pd.isna(status) or (is_part and status == "accessible"):
        return NO_DATA
    return WHOLE[status] + is_part


def access_state_classes(areas: pd.DataFrame) -> pd.Series:
    """The class of each area, by p-code; areas as :func:`dashboard.queries.area_access` gives them."""
    states = zip(areas["status_code"], areas["is_part"], strict=True)
    return pd.Series([class_of(status, bool(part)) for status, part in states], index=areas["pcode"].to_list())
