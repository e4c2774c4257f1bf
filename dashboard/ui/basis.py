"""What figures rest on: where numbers of children come from, which indicators a page can tell, and their caveats."""

from collections.abc import Sequence

import pandas as pd

from dashboard.catalogue.model import Indicator, indicators
from dashboard.filters import HOME, country_of
from dashboard.language import Translator

INDICATORS = ("actors_present", "areas_without_actor", "children_without_actor")
OF_CHILDREN = {"children_without_actor"}
OTHER_SCHEME = "other_scheme"  # the caveat on counting in another scheme than that of the reports


def basis_of(known: pd.DataFrame, scheme: str) -> pd.Series | None:
    """Where the number of children of a scheme comes from; None where no population is loaded."""
    found = known[known["scheme"] == scheme]
    return None if found.empty else found.iloc[0]


def told_indicators(basis: pd.Series | None) -> list[Indicator]:
    """The indicators of the page: without a population, none counts children."""
    names = set(INDICATORS) - (OF_CHILDREN if basis is None else set())
    return [indicator for indicator in indicators() if indicator.id in names]


def caveats_of(told: Sequence[Indicator], scheme: str) -> list[str]:
    """What the indicators do not say, each once; where there is one scheme, nothing of another."""
    names = dict.fromkeys(name for indicator in told for name in indicator.caveats)
    return [name for name in names if name != OTHER_SCHEME or country_of(scheme) == HOME]


def children_cell(children: float, _: Translator) -> str:
    """An estimate, rounded to 100; a dash where it is unknown."""
    return "–" if pd.isna(children) else _.number(round(children, -2))
