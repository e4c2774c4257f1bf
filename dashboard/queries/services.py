"""Where are the basic services, and are they enough?"""

import pandas as pd

from dashboard.filters import Services
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse


@once_a_build
def services(warehouse: Warehouse) -> pd.DataFrame:
    """The services, basket first.

    Columns: rank, service_code, sector_code, name_fr, name_en, short_fr, short_en, is_basket, denominator (population,
    children or school_age), per (people of a rate), min_denominator (people under which no rate is told),
    verified_within_days, has_rule (of what is functional), threshold (NaN: none), threshold_per (people, or
    sub_prefecture), threshold_kind (norm, local or none),
    is_threshold_checked (a norm told from memory is not), threshold_fr, threshold_en, basis_fr, basis_en,
    is_known (in any area and period).
    """
    return warehouse.query(sql("services"))


@once_a_build
def service_periods(warehouse: Warehouse) -> pd.DataFrame:
    """Periods in which anything is known of services, newest first. Columns: period, span, end_date."""
    return warehouse.query(sql("service_periods"))


def service_by_area(warehouse: Warehouse, chosen: Services) -> pd.DataFrame:
    """One row per area of the level and scheme, the worst first.

    Columns: pcode, name, parent_name, status (functional, present, zero, no_data, not_applicable, withheld),
    organisations, sites, functional_sites (NaN where nobody can say), stale_sites, population, children, people (the
    service's own denominator), per, functional_rate and site_rate (per ``per`` people; NaN under min_denominator),
    is_threshold_met, center_lat, center_lon (degrees).
    """
    return warehouse.query(sql("service_by_area"), chosen.parameters("period", "service", "level", "scheme"))


def services_at_a_glance(warehouse: Warehouse, chosen: Services) -> pd.DataFrame:
    """One row per service of the period, in the basket's order.

    Columns: rank, service_code, name_fr, name_en, per, denominator, threshold, threshold_per, threshold_kind,
    is_threshold_checked, threshold_fr, threshold_en, basis_fr, basis_en, verified_within_days, has_rule (as
    :func:`services`); areas, of them areas_functional, areas_known, areas_present, areas_zero, areas_no_data; sites,
    functional_sites, stale_sites; children_without (COV-06, living where no site is functional); people and
    functional_rate (ratio of sums, of the areas where the number of sites is known alone).
    """
    return warehouse.query(sql("services_at_a_glance"), chosen.parameters("period", "level", "scheme"))


def basket(warehouse: Warehouse, period: str, scheme: str) -> pd.DataFrame:
    """One row per sub-prefecture and service, prefecture by prefecture.

    Columns: pcode, name, parent_name, parent_pcode, service_code, rank, status, organisations, sites,
    functional_sites, children, actors (list of acronyms, None where there is none).
    """
    return warehouse.query(sql("basket"), {"period": period, "scheme": scheme})


def basket_shares(warehouse: Warehouse, period: str, scheme: str) -> pd.DataFrame:
    """Sub-prefectures by number of basket services functional (NaN: not all known). Columns: services_functional,
    areas, children. COV-05 is the last known row's areas over the sum of the known rows' areas."""
    return warehouse.query(sql("basket_shares"), {"period": period, "scheme": scheme})


def community_referral(warehouse: Warehouse, period: str, scheme: str) -> pd.Series:
    """COV-08: communities targeted, functioning (pathway up to date and the whole basket functional in their
    sub-prefecture), and unknown."""
    return warehouse.query(sql("community_referral"), {"period": period, "scheme": scheme}).iloc[0]
