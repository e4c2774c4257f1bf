"""Couverture, second question: where does a service work, and is it enough?"""

import streamlit as st

from dashboard.figures.area_map import fitted_height
from dashboard.figures.service_map import service_map
from dashboard.language import Translator
from dashboard.queries import children_basis, community_referral, service_by_area, services_at_a_glance
from dashboard.ui import coverage, export, extremes, filters, header, measure, notes, service_tables, services, tables
from dashboard.ui.basis import OF_SERVICES, basis_of, told_indicators
from dashboard.warehouse import Warehouse

# What the list says of a service in each prefecture.
OF_LIST = {
    "health": "COV-01",
    "psychosocial": "COV-02",
    "legal": "COV-03",
    "school": "COV-04",
    "community_referral": "COV-08",
}


def show(warehouse: Warehouse, _: Translator) -> None:
    chosen = filters.services(warehouse, _)
    if chosen is None:
        header.show(_("Where do services work?"), warehouse, _)
        st.info(_("No 4W and no service directory is loaded yet: fill in a template (python -m etl template)."))
        return
    glance = services_at_a_glance(warehouse, chosen)
    service = glance.set_index("service_code").loc[chosen.service]
    view = services.words(warehouse, chosen, service, _)
    areas = service_by_area(warehouse, chosen)
    basis = basis_of(children_basis(warehouse), chosen.scheme)

    header.show(_("Where do services work?"), warehouse, _, view.narrowed)
    if not service["has_rule"]:
        st.warning(services.rule_words(service, _))
    if (areas["status"] == "no_data").all():
        st.info(
            _("Nothing loaded speaks of this service in this period: it is unknown everywhere, which is not a gap.")
        )
    map_column, figures_column = st.columns([3, 2], gap="medium")
    with map_column:
        st.subheader(_("{service}, {period}", service=view.service, period=view.period), anchor=False)
        width, frame = measure.width_here(usual=540), coverage.frame(warehouse)
        words = services.map_words(areas, chosen, service, view, _)
        yardstick = services.yardstick(service)
        figure = service_map(areas, chosen.measure, yardstick, view.shapes_address, words, width, frame)
        height = fitted_height(width, frame, words.lines)
        st.pydeck_chart(figure, height=height, key="service_map", alt=services.finding(areas, view, _))
        if chosen.measure != "actors":
            st.caption(_("Circles: number of sites. The colour is a rate, the circle a count."))
        st.caption(view.boundaries_note)
    with figures_column:
        services.key_figures(chosen, service, basis, view, _)
        if code := OF_LIST.get(chosen.service):
            extremes.say(warehouse, [(code, "")], chosen.period, chosen.scheme, _)
        if chosen.service == "community_referral":
            services.communities(community_referral(warehouse, chosen.period, chosen.scheme), _)
        st.subheader(_("All services"), anchor=False)
        alt = _("Areas with a functional site, by service")
        tables.show(services.glance_table(glance, chosen, _), alt=alt)

    st.subheader(_("By area, worst first"), anchor=False)
    tables.show(service_tables.area_table(areas, chosen.scheme, view, _), alt=_("Sites by area, worst first"))
    content = service_tables.exported(areas, chosen, service, basis, view, _)
    export.table(content, service_tables.file_name(chosen, view), _)
    notes.show(told_indicators(basis, OF_SERVICES), chosen.scheme, _, basis)
    st.caption(
        _("“?”: sites are listed, none is known to work. **0**: reported. “no data”: nobody can say. “••”: withheld.")
    )
