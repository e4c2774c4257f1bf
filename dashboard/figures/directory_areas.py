"""The directory by area and service: how many of its listings hold."""

import pandas as pd

KEYS = ["pcode", "area", "parent_name", "service_code", "name_fr", "name_en", "short_fr", "short_en"]


def directory_areas(sites: pd.DataFrame) -> pd.DataFrame:
    """One row per area and service, in the order of the sites; closed ones are not counted.

    ``sites``: rows of ``queries.directory``. Columns: KEYS; functional, accessible (functional ones that say so),
    stale, unverified (counts of sites); verified_on (the last day; NaT: never).
    """
    known = sites[sites["state"] != "closed"].assign(
        **{state: lambda rows, state=state: rows["state"] == state for state in ("functional", "stale", "unverified")},
        accessible=lambda rows: (rows["state"] == "functional") & (rows["accessible_code"] == "yes"),
    )
    counts = ["functional", "accessible", "stale", "unverified"]
    aggregations = {**dict.fromkeys(counts, "sum"), "verified_on": "max"}
    return known.groupby(KEYS, sort=False, dropna=False).agg(aggregations).reset_index()
