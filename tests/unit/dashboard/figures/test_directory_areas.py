"""The directory by area and service, against a hand-made count."""

from datetime import date

import pandas as pd

from dashboard.figures.directory_areas import directory_areas

SITES = pd.DataFrame(
    [
        ("CF431", "Bambari", "school", "functional", "yes", date(2026, 9, 1)),
        ("CF431", "Bambari", "school", "functional", "no", date(2026, 9, 3)),
        ("CF431", "Bambari", "school", "stale", "yes", date(2026, 1, 1)),
        ("CF431", "Bambari", "school", "closed", "yes", date(2026, 9, 20)),
        ("CF431", "Bambari", "water", "unverified", "unknown", None),
        (None, None, "water", "closed", "unknown", date(2026, 9, 1)),
        (None, None, "school", "stale", "unknown", date(2026, 1, 2)),
    ],
    columns=["pcode", "area", "service_code", "state", "accessible_code", "verified_on"],
).assign(parent_name="Ouaka", name_fr="s", name_en="s", short_fr="s", short_en="s")


def test_each_listing_is_counted_once_and_a_closed_one_never() -> None:
    found = directory_areas(SITES)
    counts = ["service_code", "functional", "accessible", "stale", "unverified"]
    assert found[counts].to_numpy().tolist() == [
        ["school", 2, 1, 1, 0], ["water", 0, 0, 0, 1], ["school", 0, 0, 1, 0],
    ]  # fmt: skip
    assert found["verified_on"].to_list()[0] == date(2026, 9, 3)
    assert pd.isna(found["verified_on"].to_list()[1])
    # of a site whose prefecture alone is known
    assert pd.isna(found["area"].to_list()[2])


def test_nothing_gives_nothing() -> None:
    assert directory_areas(SITES.iloc[:0]).empty
