"""Where first, and why?"""

import streamlit as st

from dashboard.figures.severity_grid import severity_grid, strong_without_service
from dashboard.queries import children_basis, gap_ranking
from dashboard.ui import context, export, gap_tables, gaps, header, notes, tables, to_do
from dashboard.ui.basis import OF_GAPS, basis_of, told_indicators

_ = context.translator()
warehouse = context.warehouse()
chosen = gaps.choose(warehouse, _)

if chosen is None:
    header.show(_("Where first, and why?"), warehouse, _)
    gaps.say_nothing_known(warehouse, _)
    st.stop()

view = gaps.words(warehouse, chosen, _)
ranking = gap_ranking(warehouse, chosen)
areas = ranking[ranking["scenario"] == chosen.scenario]
basis = basis_of(children_basis(warehouse), chosen.scheme)

header.show(_("Where first, and why?"), warehouse, _, view.narrowed)
gaps.say_limits(warehouse, areas, _)
gaps.key_figures(ranking, chosen, basis, view, _)

by_rank, by_severity, what_to_do = st.tabs([_("Three rankings"), _("Severity and coverage"), _("What to do")])
with by_rank:
    if gap_tables.ranked(areas).empty:
        st.info(_("No area with children known not to be covered: nothing to rank."))
    else:
        st.caption(_("Three rules side by side, never one score. Equals share a rank; “–”: not ranked by this rule."))
        tables.show(gap_tables.ranking_table(areas, chosen, _), alt=_("Areas with children not covered, three ranks"))
        st.caption(gaps.severity_words(areas, chosen.scheme, _))
    content = gap_tables.exported(ranking, chosen, basis, view, _)
    export.table(content, gap_tables.file_name("ecarts", chosen, view), _)
    if not gap_tables.apart(areas).empty:
        st.subheader(_("Apart: nobody can say, so no rank"), anchor=False)
        tables.show(gap_tables.apart_table(areas, chosen, _), alt=_("Areas that are not ranked, with the reason"))
with by_severity:
    st.caption(_("Number of areas by phase of severity and by coverage: two facts beside each other, never one score."))
    grid = severity_grid(areas)
    tables.show(gap_tables.grid_table(grid, _), alt=_("Areas by phase of severity and by coverage of the service"))
    st.caption(gaps.severity_words(areas, chosen.scheme, _))
    st.subheader(_("Strong severity and service absent"), anchor=False)
    worst = strong_without_service(areas)
    if worst.empty:
        st.info(_("No area of phase 4 or 5 is known to be without the service."))
    else:
        tables.show(gap_tables.strong_table(worst, chosen, _), alt=_("Areas of phase 4 or 5 without the service"))
with what_to_do:
    to_do.panel(warehouse, chosen, areas, basis, view, _)

notes.show(told_indicators(basis, OF_GAPS), chosen.scheme, _, basis)
