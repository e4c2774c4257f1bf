"""Child protection beside the other sectors: who is where, who works together, and where a door is open."""

import pandas as pd

from dashboard.filters import Multisector
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

VIEW = ("period", "level", "scheme")


def multisector_grid(warehouse: Warehouse, chosen: Multisector) -> pd.DataFrame:
    """One row an area and another sector that the period's 4W names, the highest phase first, then most children.

    Columns: pcode, name, parent_name, children (population of 0-18), phase (severity 1-5), case_management (state of
    the gap), protection (organisations of child protection), sector_code, name_fr, name_en, organisations. NULL where
    unknown.
    """
    return warehouse.query(sql("multisector_grid"), chosen.parameters(*VIEW))


def multisector_areas(warehouse: Warehouse, chosen: Multisector) -> pd.DataFrame:
    """One row an area, entry points first.

    Columns: pcode, name, parent_name, children, phase, protection and protection_state, partner and partner_state
    (organisations; some, none or no_data), both (organisations that do both there), entry_rank (by children, of areas
    with the partner and without child protection; NULL elsewhere and where children are unknown).
    """
    return warehouse.query(sql("multisector_areas"), chosen.parameters(*VIEW, "partners"))


def multisector_organisations(warehouse: Warehouse, chosen: Multisector) -> pd.DataFrame:
    """One row an organisation of the partner and area: pcode, name (of the area), organisation, is_both (it does child
    protection there too); by the organisations' names."""
    return warehouse.query(sql("multisector_organisations"), chosen.parameters(*VIEW, "partners"))


def multisector_joint(warehouse: Warehouse, chosen: Multisector) -> pd.DataFrame:
    """organisation, name (of the prefecture), joint_modality (joint, integrated), activities (each month told)."""
    return warehouse.query(sql("multisector_joint"), chosen.parameters("period", "partners"))


def multisector_share(warehouse: Warehouse, chosen: Multisector) -> pd.Series:
    """joint: activities that child protection and the sectors run together; known: all of either of known modality."""
    return warehouse.query(sql("multisector_share"), chosen.parameters("period", "partners")).iloc[0]
