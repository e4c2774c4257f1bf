"""Severity beside coverage: how many areas are in each pair of a phase and a state, and which are the worst."""

import pandas as pd

PHASES = (5, 4, 3, 2, 1, 0)  # 0: no severity known, which is no low one
USUAL = ("gap", "partial", "unconfirmed", "covered", "no_data")
STRONG = 4  # phases from here on are strong


def severity_grid(areas: pd.DataFrame) -> pd.DataFrame:
    """Areas by phase (rows, the gravest first) and state (columns, the worst first); rarer states where there are any.

    ``areas``: one row an area, with ``phase`` (NaN where unknown) and ``state``.
    """
    states = [*USUAL, *sorted(set(areas["state"]) - set(USUAL))]
    counted = pd.crosstab(areas["phase"].fillna(0).astype(int), areas["state"])
    return counted.reindex(index=PHASES, columns=states, fill_value=0)


def strong_without_service(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas of a strong phase without the service, the gravest first, most children first."""
    found = areas[(areas["phase"] >= STRONG) & (areas["state"] == "gap")]
    return found.sort_values(["phase", "not_covered", "pcode"], ascending=[False, False, True])
