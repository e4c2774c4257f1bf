"""What figures rest on: where numbers of children come from, which indicators a page can tell, and their caveats."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.catalogue.model import Bilingual, Indicator, caveats, indicators
from dashboard.filters import HOME, country_of
from dashboard.language import Translator
from dashboard.queries import listed_indicators
from dashboard.ui import context
from dashboard.ui.tables import plain

INDICATORS = ("actors_present", "areas_without_actor", "children_without_actor")
OF_SERVICES = ("functional_sites", "areas_with_a_service", "full_basket", "children_without_service")
OF_GAPS = ("children_not_covered", "gap_ranks", "nearest_provider")
OF_CHILDREN = {
    "best_next_sites",
    "children_within_reach",
    "children_without_actor",
    "functional_sites",
    "children_without_service",
    "children_not_covered",
    "gap_ranks",
}
OTHER_SCHEME = "other_scheme"  # the caveat on counting in another scheme than that of the reports


def basis_of(known: pd.DataFrame, scheme: str) -> pd.Series | None:
    """Where the number of children of a scheme comes from; None where no population is loaded."""
    found = known[known["scheme"] == scheme]
    return None if found.empty else found.iloc[0]


def told_indicators(basis: pd.Series | None, names: Sequence[str] = INDICATORS) -> list[Indicator]:
    """The indicators named, in that order: figures of pages and, by their codes, those of the list. Without a
    population, none counts children.
    """
    known = {indicator.id: indicator for indicator in indicators()}
    if not known.keys() >= set(names):
        known |= {
            row["indicator_id"]: of_list(row) for row in listed_indicators(context.warehouse()).to_dict("records")
        }
    # one of the list that is wrong is not published: the build says so
    return [known[name] for name in names if name in known and (basis is not None or name not in OF_CHILDREN)]


def of_list(row: dict) -> Indicator:
    """An indicator of the list as pages tell it, its code in its title."""
    texts = ("title", "definition", "formula", "unit", "source", "threshold")
    told = {name: Bilingual(fr=row[f"{name}_fr"], en=row[f"{name}_en"]) for name in texts}
    code = row["indicator_id"]
    told["title"] = Bilingual(fr=f"{told['title'].fr} ({code})", en=f"{told['title'].en} ({code})")
    return Indicator(id=code, caveats=tuple(row["caveats"]), **told)


def page_indicators(basis: pd.Series | None) -> list[Indicator]:
    """The figures of pages that are not in the list, as far as the warehouse can tell them."""
    return told_indicators(basis, [indicator.id for indicator in indicators()])


def caveats_of(told: Sequence[Indicator], scheme: str, _: Translator) -> list[str]:
    """What the indicators do not say, each once; where there is one scheme, nothing of another."""
    names = dict.fromkeys(name for indicator in told for name in indicator.caveats)
    is_home = country_of(scheme) == HOME
    return [caveats()[name].in_language(_.language) for name in names if name != OTHER_SCHEME or is_home]


def say_denominator(basis: pd.Series | None, _: Translator) -> None:
    """Whose children the figures of a page count."""
    if basis is None:
        st.caption(_("No population is loaded: children cannot be counted."))
        return
    label, caveat = basis[f"label_{_.language}"], basis[f"caveat_{_.language}"]
    st.caption(_("Denominator: {year}, {label}.", year=basis["year"], label=plain(label)), help=caveat)


def children_cell(children: float, _: Translator) -> str:
    """An estimate, rounded to 100; a dash where it is unknown."""
    return "–" if pd.isna(children) else _.number(round(children, -2))
