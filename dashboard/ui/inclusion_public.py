"""The inclusion panel for everybody: what the published cells tell of how much is known."""

import pandas as pd
import streamlit as st

from dashboard.figures.inclusion_bars import Known, completeness_bars
from dashboard.inclusion import known_share
from dashboard.language import Translator
from dashboard.queries import inclusion_gate
from dashboard.ui.inclusion_words import NO_TOOLBAR, UNKNOWN, dimension_names
from dashboard.warehouse import Warehouse

TOTAL = "*"


def show(cells: dict[str, pd.DataFrame], warehouse: Warehouse, _: Translator) -> set[str]:
    """Three bars, from the country's published cells by dimension (columns: category, value, is_withheld).

    Returns the dimensions whose breakdown must not be shown, each with its sentence on the page. Where the cell of
    those of whom nobody knows is withheld, only the least share can be told: such a breakdown stays.
    """
    st.subheader(_("Who are they? Age, sex and disability"), anchor=False)
    gate, names = inclusion_gate(warehouse).set_index("dimension"), dimension_names(_)
    shares = {name: share for name, found in cells.items() if (share := share_of(found)) is not None}
    bars = [
        Known(
            names[name],
            100 * share,
            _("{share} known", share=_.share(share)) if is_all else _("at least {share} known", share=_.share(share)),
        )
        for name, (share, is_all) in shares.items()
    ]
    if not bars:
        st.info(_("Of how many it is known is withheld: the breakdowns stand as they are published."))
        return set()
    least = int(gate["least_percent"].max())
    finding = " ; ".join(f"{bar.name}: {bar.told}" for bar in bars)
    st.plotly_chart(
        completeness_bars(bars, least, _.percent_sign),
        theme=None,
        config=NO_TOOLBAR,
        key="known_published",
        alt=finding,
    )
    st.caption(
        _(
            "Broken line: {least}, under which no breakdown is shown ({rule}). “At least”: those of whom it is not "
            "known are withheld.",
            least=_.share(least / 100),
            rule=gate[f"label_{_.language}"].iloc[0],
        )
    )
    closed = {
        name for name, (share, is_all) in shares.items() if is_all and 100 * share < gate.loc[name, "least_percent"]
    }
    for name in sorted(closed):
        st.info(
            _(
                "{dimension}: known of {share}, {least} are needed: no breakdown is shown.",
                dimension=names[name],
                share=_.share(shares[name][0]),
                least=_.share(gate.loc[name, "least_percent"] / 100),
            )
        )
    return closed


def share_of(found: pd.DataFrame) -> tuple[float, bool] | None:
    """Of the cells of one dimension: the share known, and whether it is all or the least it may be."""
    values = {
        str(row["category"]): None if row["is_withheld"] else int(row["value"]) for _index, row in found.iterrows()
    }
    shown = sum(value or 0 for code, value in values.items() if code not in (TOTAL, UNKNOWN))
    return known_share(values.get(TOTAL), values.get(UNKNOWN, 0), shown)
