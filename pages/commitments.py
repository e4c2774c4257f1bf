"""Who promised what, and was it done?"""

import streamlit as st

from dashboard import queries
from dashboard.ui import commitments, context, header

_ = context.translator()
warehouse = context.warehouse()
found = queries.commitments(warehouse)

header.show(_("Who promised what, and was it done?"), warehouse, _)
if found.empty:
    commitments.say_nothing_loaded(_)
    st.stop()

who, state = commitments.choose(found, _)
st.caption(_("One line a commitment, as it was last told; no score and no ranking. Each organisation sees its own."))
whose = "" if who == commitments.ALL else str(found.set_index("organisation_id")["organisation"][who:who].iloc[0])
commitments.panel(commitments.narrowed(found, who, state), whose, warehouse, _)
