"""Référencement: between which prefectures, by name, each share of a view lies, whatever it is narrowed to."""

import math

import pandas as pd

from dashboard.figures.referral_times import median_days
from dashboard.filters import Referrals
from dashboard.language import Translator
from dashboard.queries import referral_outcome_sums, referral_prefecture_times
from dashboard.reading import KNOWN, NO_DATA, with_values
from dashboard.ui import extremes
from dashboard.ui.indicator import PERCENT
from dashboard.ui.referrals import ALL, INDICATORS, LEAST, shares
from dashboard.warehouse import Warehouse


def say(warehouse: Warehouse, chosen: Referrals, _: Translator) -> None:
    """Under the key figures: from the list of indicators, which has no values by priority or service, or else from the
    referrals themselves."""
    if chosen.priority == ALL and chosen.service == ALL:
        extremes.say(warehouse, [(code, "") for code in INDICATORS], chosen.period, chosen.scheme, _)
        return
    sums = referral_outcome_sums(warehouse, chosen)
    lines = [(label, between(sums, part, whole, _)) for label, part, whole in shares(_)]
    lines.append((_("Median days to the service"), between_medians(warehouse, chosen, _)))
    extremes.say_lines(lines, _)


def between(sums: pd.DataFrame, part: str, whole: str, _: Translator) -> str:
    """The lowest and the highest share; a dash where no prefecture has enough.

    sums: name, and the counts ``part`` and ``whole``, any number of rows a prefecture.
    """
    areas = sums.groupby("name", as_index=False).agg(numerator=(part, "sum"), denominator=(whole, "sum"))
    return extremes.between_words(with_values(areas, "ratio_of_sums", PERCENT, LEAST), True, _)


def between_medians(warehouse: Warehouse, chosen: Referrals, _: Translator) -> str:
    """The shortest and the longest median, in days, of the prefectures with enough; one beyond the delays told has no
    number, as in the list of indicators (REF-05)."""
    rows = []
    for name, buckets in referral_prefecture_times(warehouse, chosen).groupby("name"):
        median, served = median_days(buckets)
        rows.append((name, median, KNOWN if served >= LEAST and math.isfinite(median) else NO_DATA))
    return extremes.between_words(pd.DataFrame(rows, columns=["name", "value", "state"]), False, _)
