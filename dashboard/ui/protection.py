"""What the method page says of how counts of children are published."""

import pandas as pd

from dashboard.language import Translator
from dashboard.ui import filters


def sentence(found: pd.DataFrame, _: Translator) -> str:
    """The rule in a few lines; ``found``: :func:`dashboard.queries.disclosure`."""
    first, last = found["first_period"].min(), found["last_period"].max()
    return _(
        "Counts of children are published by quarter, from {first} to {last}. A count below {threshold} is withheld, "
        "and so is what one organisation alone makes up. Other cells are withheld with them, so that no withheld count "
        "can be calculated from the totals shown: each build is attacked before it is published, and is not published "
        "if the attack succeeds. What is shown is exact.",
        first=_.period(first),
        last=_.period(last),
        threshold=_.number(found["threshold"].iloc[0]),
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
