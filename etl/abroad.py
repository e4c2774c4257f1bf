"""The places of another country, in the stead of RCA's."""

import duckdb

from geo.country import Country

# What is said of RCA's places alone.
EMPTIED = ("area_crosswalk", "population", "chief_towns")


def replace_places(connection: duckdb.DuckDBPyConnection, country: Country) -> None:
    """Put the country's areas and aliases in place of those of ``reference``; what else it says of places goes."""
    for table, rows in {"areas": country.areas, "area_aliases": country.aliases}.items():
        connection.register("received", rows)
        connection.execute(f"CREATE OR REPLACE TABLE reference.{table} AS SELECT * FROM received")
        connection.unregister("received")
    for table in EMPTIED:
        connection.execute(f"DELETE FROM reference.{table}")
