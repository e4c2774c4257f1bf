"""What do these names mean?"""

import streamlit as st

from dashboard.ui import context, harmonise, header

_ = context.translator()
warehouse = context.warehouse()

header.show(_("What do these names mean?"), warehouse, _)
st.markdown(
    _(
        "Names that the list does not have to the letter: say once what each means. The decision is kept beside the "
        "warehouse and holds from the next build on; it can be undone."
    )
)
harmonise.counts(warehouse, _)
harmonise.say_last(_)

places, organisations, decided = st.tabs([_("Places"), _("Organisations"), _("Decisions")])
with places:
    harmonise.questions(warehouse, "place", _)
with organisations:
    harmonise.questions(warehouse, "organisation", _)
with decided:
    harmonise.history(_)
