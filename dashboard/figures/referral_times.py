"""The median of times that are told in buckets."""

import math

import pandas as pd


def median_days(buckets: pd.DataFrame) -> tuple[float, int]:
    """The median in days, as if a bucket's referrals were spread evenly over it, and how many it is of.

    buckets: low_days, high_days (NaN: open at its end; both NaN: nobody says, and left out), served. NaN where there is
    none; infinite where the median lies in the open bucket, whose end nobody knows. The median of several groups is
    that of their buckets added up, never the mean of their medians.
    """
    told = buckets[buckets["low_days"].notna()].sort_values("low_days")
    total = int(told["served"].sum())
    below = 0
    for low, high, number in zip(told["low_days"], told["high_days"], told["served"], strict=True):
        if number and below + number >= total / 2:
            if pd.isna(high):
                return math.inf, total
            return float(low + (total / 2 - below) / number * (high - low)), total
        below += number
    return math.nan, total
