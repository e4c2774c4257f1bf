"""How a value of an indicator is read from its numerator and its denominator: sums first, then divided, or a reason."""

import math

import pandas as pd

KNOWN, FEW, NO_DATA = "known", "few", "no_data"
GATE = 0.8  # known share under which nothing is broken down: proposed by the working group (INC-01)
KINDS = {7: "month", 4: "year"}  # by the length of a period's code; 2026-Q3 is as long as a month


def kind_of(period: str) -> str:
    """``month`` (2026-09), ``quarter`` (2026-Q3) or ``year`` (2026)."""
    return "quarter" if "Q" in period else KINDS[len(period)]


def year_before(period: str) -> str:
    """The same month, quarter or year of the year before: the same season."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def read(numerator: float, denominator: float, rule: str, factor: float | None, minimum: int) -> tuple[float, str]:
    """The value and its state: ``known``; ``few`` where the denominator is under the minimum; ``no_data``.

    A count, a maximum and a median are their numerator; a median's denominator is of how many it is one. NaN where
    it is not known.
    """
    is_ratio = factor is not None and rule != "median"
    if is_ratio and (pd.isna(denominator) or pd.isna(numerator)):
        return math.nan, NO_DATA
    if (is_ratio or rule == "median") and (denominator < minimum or denominator == 0):
        return math.nan, FEW
    if pd.isna(numerator):
        return math.nan, NO_DATA
    return (factor * numerator / denominator if is_ratio and factor else float(numerator)), KNOWN


def with_values(rows: pd.DataFrame, rule: str, factor: float | None, minimum: int) -> pd.DataFrame:
    """The rows (numerator, denominator) with ``value`` and ``state`` (as :func:`read`)."""
    pairs = zip(rows["numerator"].astype(float), rows["denominator"].astype(float), strict=True)
    found = [read(*pair, rule, factor, minimum) for pair in pairs]
    return rows.assign(value=[value for value, _ in found], state=[state for _, state in found])


def known_share(parts: pd.DataFrame, dimension: str) -> float:
    """The share of what the parts of a dimension count whose part is told; NaN where they count nothing.

    parts: one row a code of the dimension, ``unknown`` among them, with numerator and denominator. Counts have no
    denominator: their numerators are taken.
    """
    weights = parts["denominator"].fillna(parts["numerator"]).astype(float)
    whole = weights.sum()
    return float(weights[parts[dimension] != "unknown"].sum() / whole) if whole else math.nan


def extremes(areas: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The areas of the lowest and of the highest known value, all that tie; both empty where none is known."""
    known = areas[areas["state"] == KNOWN]
    return known[known["value"] == known["value"].min()], known[known["value"] == known["value"].max()]
