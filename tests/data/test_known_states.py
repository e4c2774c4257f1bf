"""Shares of areas and communities are of those whose state is known, though nobody may say how many sites there are."""

from collections.abc import Callable, Iterator

import pytest

from dashboard import queries
from dashboard.filters import Services
from dashboard.warehouse import Warehouse, open_warehouse
from tests.factories import Built, activity, grid, internal, site

BASKET = (
    "Formation sanitaire",
    "Centre d'écoute psychosociale",
    "Centre d'écoute juridique",
    "École",
    "Gestion des cas",
)
SOMEWHERE_IN_OUAKA = {"adm2_name": "", "adm2_code": ""}
V01 = ("2022-03", "cod_v01")


@pytest.fixture(scope="module")
def warehouse(small: Callable[..., Built]) -> Iterator[Warehouse]:
    """Bambari has the whole basket and a community; of a second school only the prefecture is known.

    The 4W speaks of water, in Bambari alone.
    """
    services = [*BASKET, "Circuit de référencement communautaire"]
    sites = [site(service=service, site_name=f"{service} A", site_status="Fonctionnel") for service in services]
    sites.append(site(service="École", site_name="École B", site_status="Fonctionnel", **SOMEWHERE_IN_OUAKA))
    built = small({"sites.xlsx": {"Sites": grid(sites)}, "4w.xlsx": {"4W": grid([activity(sector="EHA")])}})
    opened = open_warehouse(internal(built.warehouse), "known")
    yield opened
    opened.connection.close()


def glance(warehouse: Warehouse, service: str) -> dict:
    chosen = Services(V01[0], service, "adm2", V01[1], "functional")
    return queries.services_at_a_glance(warehouse, chosen).set_index("service_code").loc[service].to_dict()


def test_an_area_known_to_have_the_service_counts_though_its_sites_are_not_counted(warehouse: Warehouse) -> None:
    """COV-03: of 72 areas, four of the Ouaka may have the second school."""
    school = glance(warehouse, "school")
    assert (school["areas_functional"], school["areas_known"], school["areas_zero"]) == (1, 68, 67)
    # the ratio of the sums leaves Bambari out of both its terms
    assert (school["functional_sites"], school["functional_rate"]) == (0, 0)
    health = glance(warehouse, "health")
    assert (health["areas_functional"], health["areas_known"], health["areas_zero"]) == (1, 72, 71)


def test_children_without_a_service_are_those_of_every_reported_zero(warehouse: Warehouse) -> None:
    """COV-06: the 4W says by its silence where there is no water; nobody says that Bambari has none."""
    water = glance(warehouse, "water")
    # nobody listed a site of it: no share of areas is told
    assert (water["areas_functional"], water["areas_known"], water["areas_present"]) == (0, 0, 1)
    (expected,) = warehouse.query(
        "SELECT CAST(sum(children) AS BIGINT) AS n FROM warehouse.marts.denominators "
        "WHERE scheme = 'cod_v01' AND level = 'adm2' AND scenario = 'mid' AND pcode <> 'CF431'"
    )["n"]
    assert water["children_without"] == expected > 0


def test_the_whole_basket_is_whole_though_its_schools_are_not_counted(warehouse: Warehouse) -> None:
    """COV-05: one of 68; of the other four of the Ouaka the school is not known."""
    shares = queries.basket_shares(warehouse, *V01)
    found = dict(zip(shares["services_functional"].fillna(-1), shares["areas"], strict=True))
    assert found == {0: 67, 5: 1, -1: 4}


def test_a_community_is_served_by_a_basket_whose_schools_are_not_counted(warehouse: Warehouse) -> None:
    """COV-08."""
    found = queries.community_referral(warehouse, *V01)
    assert found[["communities", "functioning", "unknown"]].to_list() == [1, 1, 0]
