"""An organisation's own steps of case management, on its page of its own data."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.roles import Reader
from dashboard.ui import own
from dashboard.warehouse import Warehouse


def show(found: pd.DataFrame, reader: Reader, warehouse: Warehouse, _: Translator) -> None:
    """The steps of each quarter, the newest first, in numbers as the organisation sent them."""
    heading = _("Our steps of case management")
    st.subheader(heading, anchor=False)
    if found.empty:
        st.markdown(_("No table of the quality of case management that was loaded names you."))
        return
    st.caption(_("As you sent them. A dash: you did not tell this step, which is not zero."))
    columns = [(_("Quarter"), "#date+quarter"), (_("Step of the procedure"), "#activity+step"),
               (_("Cases"), "#value+cases")]  # fmt: skip
    rows = [
        (
            _.period(row["period"]),
            f"{row['rank']}. {row[f'label_{_.language}']}",
            None if pd.isna(row["cases"]) else int(row["cases"]),
        )
        for row in found.to_dict("records")
    ]
    own.offer(own.Listing(heading, "etapes", columns, rows), reader, warehouse, _)
