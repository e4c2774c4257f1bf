"""Where does each indicator stand, against last year and from place to place?"""

import streamlit as st

from dashboard.queries import indicator_parts, listed_indicators
from dashboard.ui import context, export, header, indicator, indicator_view, indicator_whom, method_list
from dashboard.ui.basis import caveats_of, told_indicators

_ = context.translator()
warehouse = context.warehouse()
question = _("Where does an indicator stand?")

chosen = indicator.choose(warehouse, _)
if chosen is None:
    header.show(question, warehouse, _)
    st.info(_("Nothing is told of any indicator yet: load a 4W, a service directory or case counts."))
    st.stop()

view = indicator.words(warehouse, chosen, _)
values = indicator_view.series(warehouse, chosen, view)
header.show(question, warehouse, _, view.narrowed)
indicator_view.key_figures(values, chosen, view, _)
indicator_view.say_extremes(values, chosen, _)
indicator_view.say_limits(values, chosen, view, _)
indicator_view.lines(values, warehouse, chosen, view, _)
indicator_view.area_table(values, chosen, view, _)

row = listed_indicators(warehouse).set_index("indicator_id", drop=False).loc[chosen.indicator].to_dict()
told = told_indicators(None, [chosen.indicator])
facts = [
    *export.nature(view.is_demo, _),
    *export.asked(chosen, view, _),
    *method_list.short_facts(row, _),
    (_("Caveats"), " ".join(caveats_of(told, chosen.scheme, _))),
    (_("Source"), view.origin),
]
name = export.file_name(view.is_demo, chosen.indicator, chosen.period, chosen.level, kind="indicateur")
export.table(indicator_view.exported(values, chosen, view, facts, _), name, _)
indicator_whom.show_parts(warehouse, chosen, view, _)
method_list.beside(row, indicator_parts(warehouse), chosen.scheme, _)
if not context.reader().is_coordinator:
    st.caption(
        _(
            "Indicators that count children, cases or referrals are read by the coordination; what is published of "
            "them is on the pages on referrals and on case management."
        )
    )
