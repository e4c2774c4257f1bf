"""What is said of how counts of children are published: on the method page, and beside every figure that shows some."""

import pandas as pd

from dashboard.language import Translator
from dashboard.ui import filters


def profile(found: pd.DataFrame, _: Translator) -> str:
    """What every figure and export of counts of children says of them; ``found``: :func:`dashboard.queries.disclosure`.

    Nothing where no count is published.
    """
    if found.empty:
        return ""
    if found["profile"].iloc[0] == "rounded":
        return _(
            "Profile: numbers below {threshold} rounded to 0 or {threshold}, all sums rounded with them.",
            threshold=_.number(found["threshold"].iloc[0]),
        )
    return _("Profile: exact numbers, small ones withheld.")


def sentence(found: pd.DataFrame, _: Translator) -> str:
    """The rule in a few lines; ``found``: :func:`dashboard.queries.disclosure`."""
    first, last = _.period(found["first_period"].min()), _.period(found["last_period"].max())
    threshold = _.number(found["threshold"].iloc[0])
    if found["profile"].iloc[0] == "rounded":
        return _(
            "Counts of children are published by quarter, from {first} to {last}. Each quarter has one table for each "
            "measure, by sub-prefecture: its numbers below {threshold} become 0 or {threshold}, chosen so that totals "
            "stay near the truth, and everything shown is a sum of it. Nothing is withheld; a number may be a few "
            "children off.",
            first=first,
            last=last,
            threshold=threshold,
        )
    return _(
        "Counts of children are published by quarter, from {first} to {last}. A count below {threshold} is withheld, "
        "and so is what one organisation alone makes up. Other cells are withheld with them, so that no withheld count "
        "can be calculated from the totals shown: each build is attacked before it is published, and is not published "
        "if the attack succeeds. What is shown is exact.",
        first=first,
        last=last,
        threshold=threshold,
    )


def table(found: pd.DataFrame, scheme: str, _: Translator) -> pd.DataFrame:
    """How much is shown at each level."""
    names = {"country": _("Country")} | filters.level_names(_, scheme)
    rows = [
        (
            names[row["level"]],
            _.number(row["cells"]),
            _.number(row["withheld"]),
            _.share((row["cells"] - row["withheld"]) / row["cells"]),
        )
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("Level"), _("Published cells"), _("Withheld"), _("Shown")])
