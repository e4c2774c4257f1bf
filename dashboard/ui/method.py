"""What the method page says: indicator cards, denominators, boundaries, glossary."""

import pandas as pd
import streamlit as st

from dashboard.catalogue.model import glossary as terms
from dashboard.filters import HOME, country_of
from dashboard.language import Translator
from dashboard.ui import filters
from dashboard.ui.basis import basis_of, caveats_of, page_indicators
from dashboard.ui.tables import plain

# Words of the glossary that tell of its laws.
OF_RCA = {"Prefecture", "Sub-prefecture", "Sub-prefecture × service pair", "Boundary scheme"}


def page_cards(scheme: str, basis: pd.DataFrame, _: Translator) -> None:
    """One card a figure of a page that the warehouse can fill; ``basis``: where numbers of children come from."""
    for indicator in page_indicators(basis_of(basis, scheme)):
        with st.container(border=True):
            st.markdown(f"**{indicator.title.in_language(_.language)}**")
            facts = (
                (_("Definition"), indicator.definition),
                (_("Formula"), indicator.formula),
                (_("Unit"), indicator.unit),
                (_("Source"), indicator.source),
                (_("Threshold"), indicator.threshold),
            )
            st.markdown("\n".join(f"- *{label}* – {text.in_language(_.language)}" for label, text in facts))
            told = " ".join(caveats_of([indicator], scheme, _))
            st.caption(_("What it does not say: {caveats}", caveats=told))


def empty_kinds(_: Translator) -> pd.DataFrame:
    rows = [
        (_("No actor reported"), "**0**", _("Reports cover the area and nobody is reported there: a gap.")),
        (
            _("No data"),
            _("no data (hatched on the map)"),
            _("No report could cover the area: nothing is known. It is never drawn as a low value."),
        ),
        (_("Not applicable"), "–", _("The figure has no meaning there, for instance without a population.")),
        (_("Withheld"), "••", _("A count of children that is not published, so that no child can be found.")),
    ]
    return pd.DataFrame(rows, columns=[_("Kind"), _("Shown as"), _("Meaning")])


def denominators(basis: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            filters.scheme_names(_, row["scheme"])[row["scheme"]],
            str(row["year"]),
            _.number(row["children"]),
            plain(row["children_bracket"]),
            plain(row[f"caveat_{_.language}"]),
            plain(row["source"]),
        )
        for row in basis.to_dict("records")
    ]
    headings = [_("Boundary scheme"), _("Year"), _("Children"), _("Bracket"), _("Basis"), _("Source")]
    return pd.DataFrame(rows, columns=headings)


def boundaries(in_use: pd.DataFrame, _: Translator) -> pd.DataFrame:
    bases = {
        "official": _("official, simplified"),
        "dissolved": _("put together from official ones"),
        "approximate": _("approximate"),
    }
    rows = [
        (
            filters.scheme_names(_, row["scheme"])[row["scheme"]],
            filters.level_names(_, row["scheme"])[row["level"]],
            bases[row["basis"]],
            plain(row["source"]),
            plain(row["licence"]),
        )
        for row in in_use.to_dict("records")
    ]
    headings = [_("Boundary scheme"), _("Level"), _("Boundaries"), _("Source"), _("Licence")]
    return pd.DataFrame(rows, columns=headings)


def sector_codes(named: pd.DataFrame, _: Translator) -> pd.DataFrame:
    columns = {"sector_code": _("Code"), "name_fr": "Français", "name_en": "English"}
    return named.rename(columns=columns)[list(columns.values())]


def glossary(scheme: str, _: Translator) -> pd.DataFrame:
    """The words of the field; those of RCA's territory only where it is RCA's data."""
    known = [term for term in terms() if term.en not in OF_RCA or country_of(scheme) == HOME]
    rows = [(f"**{term.fr}**", term.en, term.definition.in_language(_.language)) for term in known]
    return pd.DataFrame(rows, columns=["Français", "English", _("Meaning")])
