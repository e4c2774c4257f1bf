"""Who does what, where, until when, and what rests on one alone?"""

import pandas as pd

from dashboard.filters import Actors
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

VIEW = ("period", "service", "level", "scheme")


def actor_places(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per organisation, service and area of the level, by the organisations' names.

    Columns: organisation_id, organisation, type_code (None: unknown), type_fr, type_en, service_code, rank, name_fr,
    name_en (of the service), pcode, name, parent_name, is_operational (an activity), is_physical (a site), sites,
    functional_sites, ends_on (None: unknown).
    """
    return warehouse.query(sql("actor_places"), chosen.parameters(*VIEW, "type"))


def dependence(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per service: its pairs with an area. COV-10 is the sum of ``single`` over the sum of ``served``.

    Columns: service_code, rank, short_fr, short_en, is_known (anywhere), single (served by exactly one organisation),
    served (by at least one, without the undecided), undecided (one is named, others may serve it too), unnamed
    (functional, nobody named), overlapping (three organisations or more).
    """
    return warehouse.query(sql("dependence"), chosen.parameters(*VIEW))


def served_pairs(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per served pair of an area and a service, most children first; of a type, those it has a part in.

    Columns: pcode, name, parent_name, service_code, name_fr, name_en, organisations, is_exact (nobody else may serve
    it), actors (their names), ends_on (of the last; None: unknown), children (0-18, of the area; NaN: unknown).
    """
    return warehouse.query(sql("served_pairs"), chosen.parameters(*VIEW, "type"))


def fragility_clock(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per month, 0 (the period) to 12; none where nothing is served.

    Columns: month, starts_on, pairs (still served if projects of unknown end go on), pairs_known (whose known end date
    is still to come), pairs_unknown_end (the same each month), areas_losing (a service or more since the period),
    children_losing (0-18, living there; NaN: unknown).
    """
    return warehouse.query(sql("fragility_clock"), chosen.parameters(*VIEW))


def donors(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per donor of running activities, by name. Columns: donor (None: not told), organisations, areas (of the
    level), services (rank, fr, en)."""
    return warehouse.query(sql("donors"), chosen.parameters(*VIEW, "type"))


def ending_projects(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """Projects that end within three months of the period's end, the first to end first.

    Columns: organisation, donor (None: not told), ends_on, services (rank, fr, en), areas (names).
    """
    return warehouse.query(sql("ending_projects"), chosen.parameters(*VIEW, "type"))


def announcements(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """What was announced to begin more than three months before the period's end, the oldest first.

    Columns: organisation, service_code, short_fr, short_en, name (of the area), starts_on, is_seen (since, there).
    """
    return warehouse.query(sql("announcements"), chosen.parameters(*VIEW, "type"))


def stated_projects(warehouse: Warehouse, chosen: Actors) -> pd.Series:
    """What the 4W tells of its projects: projects, with_end, with_donor (counts)."""
    return warehouse.query(sql("stated_projects"), chosen.parameters("period", "service")).iloc[0]


def actor_types(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per kind of organisation, State first, unknown last. Columns: type_code, name_fr, name_en (None of the
    unknown), organisations (present), pairs (that at least one of them serves)."""
    return warehouse.query(sql("actor_types"), chosen.parameters(*VIEW))


@once_a_build
def loaded_types(warehouse: Warehouse) -> pd.DataFrame:
    """The kinds of the organisations loaded. Columns: type_code, name_fr, name_en (None of the unknown)."""
    return warehouse.query(sql("loaded_types"))


def capacity_by_sector(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per sector that has anything.

    Columns: sector_code, name_fr, name_en, sites, functional_sites (NaN: no list), is_least_sites, is_least_functional
    (areas are missing from the sum), organisations, activities (NaN: none in the 4W).
    """
    return warehouse.query(sql("capacity_by_sector"), chosen.parameters("period", "scheme"))


def funding_by_sector(warehouse: Warehouse, chosen: Actors) -> pd.DataFrame:
    """One row per sector and currency of the period's year. Columns: sector_code, name_fr, name_en (None: no sector),
    currency (None: not told), requested, received (NaN: unknown)."""
    return warehouse.query(sql("funding_by_sector"), chosen.parameters("period"))
