"""The questions that pages ask: one .sql file and one function of its name for each."""

from dashboard.queries.coverage import actors_by_level, gaps_by_sector, presence_by_area
from dashboard.queries.harmonising import harmonisation, proposals
from dashboard.queries.lineage import source_rows
from dashboard.queries.loading import (
    boundaries_in_use,
    build_information,
    loads_by_kind,
    remarks,
    silent_organisations,
    sources,
)
from dashboard.queries.reference import children_basis, country, periods, sectors
from dashboard.queries.reporting import changes, comparison, reporting_rate, reports_by_organisation, vanished

__all__ = [
    "actors_by_level",
    "boundaries_in_use",
    "build_information",
    "changes",
    "children_basis",
    "comparison",
    "country",
    "gaps_by_sector",
    "harmonisation",
    "loads_by_kind",
    "periods",
    "presence_by_area",
    "proposals",
    "remarks",
    "reporting_rate",
    "reports_by_organisation",
    "sectors",
    "silent_organisations",
    "source_rows",
    "sources",
    "vanished",
]
