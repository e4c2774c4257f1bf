"""The questions that pages ask: one .sql file and one function of its name for each."""

from dashboard.queries.coverage import actors_by_level, gaps_by_sector, presence_by_area
from dashboard.queries.loading import (
    boundaries_in_use,
    build_information,
    loads_by_kind,
    remarks,
    silent_organisations,
    sources,
)
from dashboard.queries.reference import children_basis, periods, sectors

__all__ = [
    "actors_by_level",
    "boundaries_in_use",
    "build_information",
    "children_basis",
    "gaps_by_sector",
    "loads_by_kind",
    "periods",
    "presence_by_area",
    "remarks",
    "sectors",
    "silent_organisations",
    "sources",
]
