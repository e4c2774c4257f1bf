"""Of the last month of the demonstration, indicators say what the pages of the same figures say."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.filters import Access, Actors, Referrals, Services, Zones
from dashboard.warehouse import Warehouse, open_warehouse
from tests.conftest import Built
from tests.factories import internal

MONTH, QUARTER, SCHEME = "2026-09", "2026-Q3", "cod_v02"


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Warehouse:
    return open_warehouse(internal(demo_warehouse), "demo")


def told(warehouse: Warehouse, name: str, level: str = "country", period: str = MONTH) -> dict[str, tuple]:
    """Numerator and denominator, by component, of all the areas of a level."""
    rows = warehouse.query(
        "SELECT coalesce(component, '') AS part, sum(numerator) AS n, sum(denominator) AS d "
        "FROM warehouse.marts.indicator_values "
        "WHERE indicator_id = $name AND level = $level AND period = $period "
        "AND sex = '*' AND age_group = '*' AND disability = '*' GROUP BY ALL",
        {"name": name, "level": level, "period": period},
    )
    return {row.part: (row.n, row.d) for row in rows.itertuples()}


def test_services(warehouse: Warehouse) -> None:
    chosen = Services(period=MONTH, service="health", level="adm2", scheme=SCHEME, measure="functional")
    page = queries.services_at_a_glance(warehouse, chosen).set_index("service_code")
    for name, service in (("COV-01", "health"), ("COV-02", "psychosocial"), ("COV-04", "school")):
        row = page.loc[service]
        assert told(warehouse, name, "adm1") == {"": (row.functional_sites, row.people)}
        assert told(warehouse, name, "adm2") == told(warehouse, name, "adm1")
    assert told(warehouse, "COV-03") == {"": (page.loc["legal"].areas_functional, page.loc["legal"].areas_known)}
    without = {service: n for service, (n, _) in told(warehouse, "COV-06").items()}
    assert without == page["children_without"].fillna(0).to_dict()
    assert min(without.values()) < max(without.values())


def test_the_basket(warehouse: Warehouse) -> None:
    page = queries.basket_shares(warehouse, MONTH, SCHEME).dropna(subset="services_functional")
    whole = page.loc[page["services_functional"] == 5, "areas"].sum()
    assert told(warehouse, "COV-05") == {"": (whole, page["areas"].sum())}
    assert 0 < whole < page["areas"].sum()


@pytest.mark.parametrize("service", ["health", "legal"])
def test_journeys(warehouse: Warehouse, service: str) -> None:
    chosen = Access(period=MONTH, service=service, scheme=SCHEME, season="dry", minutes="60")
    page = queries.access_shares(warehouse, chosen)
    for level, rows in (("country", page["parent_pcode"].isna()), ("adm1", page["parent_pcode"].notna())):
        found = told(warehouse, "COV-07", level)
        for season, sums in page[rows].groupby("season")[["children_within", "children_all"]].sum().iterrows():
            assert found[f"{season}_{service}"] == tuple(sums)


def test_communities_pairs_and_zones(warehouse: Warehouse) -> None:
    communities = queries.community_referral(warehouse, MONTH, SCHEME)
    assert told(warehouse, "COV-08", "adm1") == {"": (communities.functioning, communities.communities)}
    chosen = Actors(period=MONTH, service="all", level="adm2", scheme=SCHEME, type="all")
    codes = [*queries.services(warehouse)["service_code"]]
    pairs = [queries.dependence(warehouse, replace(chosen, service=code)).iloc[0] for code in codes]
    assert told(warehouse, "COV-10") == {"": (sum(row.single for row in pairs), sum(row.served for row in pairs))}
    zones = queries.enclaved_reach(warehouse, QUARTER, SCHEME)["is_reached"].dropna()
    assert told(warehouse, "COV-09", period=QUARTER) == {"": (zones.sum(), len(zones))}
    missions = queries.missions(warehouse, Zones(period=QUARTER, service="health", scheme=SCHEME))
    enclaved = missions[missions["status_code"] == "enclaved"]
    assert told(warehouse, "CO-04", period=QUARTER) == {"": ((enclaved["organisations"] > 1).sum(), len(enclaved))}


@pytest.mark.parametrize("period", ["2026-07", QUARTER, "2025-Q4", "2026"])
def test_referrals(warehouse: Warehouse, period: str) -> None:
    page = queries.referral_totals(warehouse, Referrals(period, SCHEME, "all", "all", "any"))
    known = page["in_time"] + page["late"] + page["overdue"]
    shown = {
        "REF-01": (page["referrals"], None),
        "REF-02": (page["in_time"], known),
        "REF-03": (page["all_accepted"], page["all_accepted"] + page["all_rejected"]),
        "REF-04": (page["served_of_due"], page["service_due"]),
        "REF-06": (page["overdue"], page["answered"] + page["overdue"]),
        "REF-07": (page["unavailable"], page["with_outcome"]),
    }
    for name, (part, whole) in shown.items():
        ((number, of),) = told(warehouse, name, period=period).values()
        assert number == part > 0, name
        assert whole is None or of == whole, name
    needs = queries.referral_unmet_services(warehouse, Referrals(period, SCHEME, "all", "all", "any"))
    assert (needs["unavailable"].sum(), needs["with_outcome"].sum()) == shown["REF-07"]


def test_funding(warehouse: Warehouse) -> None:
    chosen = Actors(period=MONTH, service="all", level="adm2", scheme=SCHEME, type="all")
    page = queries.funding_by_sector(warehouse, chosen).groupby("currency")[["received", "requested"]].sum()
    assert told(warehouse, "CO-03", period="2026") == {str(code): tuple(row) for code, row in page.iterrows()}


def test_stocks_of_cases_and_staff_are_counted_once_in_every_period(demo_build: Built) -> None:
    """Of a quarter or a year that spans the change of scheme too: the places of before are no other caseload."""
    values = (
        "SELECT period, CAST({number} AS BIGINT) FROM marts.indicator_values WHERE indicator_id = '{name}' "
        "AND component IS NOT DISTINCT FROM {component} AND level = 'country' AND sex = '*' AND age_group = '*' "
        "AND disability = '*' ORDER BY period"
    )
    active = demo_build.rows(
        "SELECT period, CAST(sum(active_cases) AS BIGINT) AS n FROM marts.case_flows "
        "GROUP BY period HAVING n IS NOT NULL ORDER BY period"
    )
    assert len(active) > 40
    assert active == demo_build.rows(values.format(name="CM-01", component="'active'", number="numerator"))
    staff = (
        "SELECT period, CAST(sum(staff_count) AS BIGINT) FROM marts.case_staff WHERE staff = 'caseworker' "
        "AND bracket NOT IN ('0', 'unknown') GROUP BY period ORDER BY period"
    )
    caseworkers = demo_build.rows(values.format(name="CM-03", component="'at_most_25'", number="denominator"))
    assert caseworkers == demo_build.rows(staff)
