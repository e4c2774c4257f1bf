"""Who sends to whom, as a matrix: the one set of numbers and the one order that every picture of the flows has."""

from collections.abc import Sequence

import pandas as pd

UNKNOWN = "unknown"  # the code of an end that nobody tells


def in_order(links: pd.DataFrame, end: str) -> list[str]:
    """The codes of one end, the most referrals first, equals by code, the unknown last."""
    sums = links.groupby(end)["referrals"].sum()
    return sorted(sums.index, key=lambda code: (code == UNKNOWN, -sums[code], code))


def matrix(links: pd.DataFrame) -> pd.DataFrame:
    """Referrals by origin (rows) and destination (columns), 0 where there are none.

    links: origin, destination, referrals, each pair once (as :func:`dashboard.queries.referral_links`).
    """
    if links.empty:
        return pd.DataFrame(dtype="int64")
    table = links.pivot(index="origin", columns="destination", values="referrals")
    return (
        table.reindex(index=in_order(links, "origin"), columns=in_order(links, "destination")).fillna(0).astype("int64")
    )


def flows(table: pd.DataFrame) -> list[tuple[str, str, int]]:
    """The pairs of a matrix that have any, row by row: origin, destination, referrals."""
    return [
        (str(origin), str(destination), int(number))
        for origin, row in table.iterrows()
        for destination, number in row.items()
        if number
    ]


def between(table: pd.DataFrame, known: Sequence[str]) -> list[tuple[str, str, int]]:
    """Those of the flows whose two ends are among the areas known: what a map can draw."""
    return [flow for flow in flows(table) if flow[0] in known and flow[1] in known]
