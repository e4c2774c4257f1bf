"""The address of the shapes: found by their fingerprint, kept for ever, nothing else served."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard.geometry import ROUTE, address
from dashboard.queries import boundaries_in_use
from dashboard.warehouse import Warehouse, current_warehouse
from tests.unit.dashboard.asgi import get
from tests.unit.dashboard.conftest import MARTS

APP = Starlette(routes=[ROUTE])
COARSE = '{"type":"FeatureCollection","features":[]}'
FINE = '{"features":[],"name":"é"}'


def fingerprint(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()[:12]


def test_the_address_of_shapes_holds_their_fingerprint(warehouse: Warehouse) -> None:
    found = boundaries_in_use(warehouse).set_index("level")["fingerprint"]
    assert found.to_dict() == {"adm1": fingerprint(COARSE), "adm2": fingerprint(FINE)}
    assert address("cod_v01", "adm1", found["adm1"]) == f"/geometry/cod_v01/adm1/{fingerprint(COARSE)}.geojson"


@pytest.mark.parametrize(("level", "shapes"), [("adm1", COARSE), ("adm2", FINE)])
def test_shapes_come_whole_and_may_be_kept_for_ever(level: str, shapes: str, warehouse: Warehouse) -> None:
    answer = get(APP, address("cod_v01", level, fingerprint(shapes)))
    assert (answer.status, answer.body) == (200, shapes.encode())
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "application/geo+json"


@pytest.mark.parametrize(
    "path",
    [
        "/geometry/cod_v01/adm1/000000000000.geojson",
        "/geometry/cod_v01/adm1/.geojson",
        f"/geometry/cod_v02/adm1/{fingerprint(COARSE)}.geojson",
        f"/geometry/cod_v01/adm2/{fingerprint(COARSE)}.geojson",
        f"/geometry/cod_v01/adm1/{fingerprint(COARSE)[:-1]}%25.geojson",
        "/geometry/cod_v01/adm1/%25.geojson",
        "/geometry/cod_v01/adm1/'%20OR%20'1'='1.geojson",
        "/geometry/x'%20OR%201=1%20--/adm1/x.geojson",
        "/geometry/cod_v01/adm1/'%3BDROP%20TABLE%20warehouse.marts.boundaries%3B--.geojson",
        "/geometry/cod_v01/adm1/..%2F..%2Fetc%2Fpasswd.geojson",
    ],
)
def test_any_other_address_is_not_found(path: str, warehouse: Warehouse) -> None:
    assert get(APP, path).status == 404
    assert len(boundaries_in_use(warehouse)) == 2


def test_without_a_warehouse_there_are_no_shapes() -> None:
    assert get(APP, address("cod_v01", "adm1", fingerprint(COARSE))).status == 404


def test_the_shapes_of_a_former_build_are_gone(published: Callable[..., Path]) -> None:
    path = address("cod_v01", "adm1", fingerprint(COARSE))
    published("first")
    assert get(APP, path).status == 200
    published("second", MARTS.read_text(encoding="utf-8").replace("FeatureCollection", "GeometryCollection"))
    assert get(APP, path).status == 404


@pytest.mark.parametrize(
    ("scheme", "level", "number"),
    [("cod_v01", "adm1", 17), ("cod_v01", "adm2", 72), ("cod_v02", "adm1", 20), ("cod_v02", "adm2", 85)],
)
def test_the_position_of_a_shape_is_that_of_its_p_code(
    scheme: str, level: str, number: int, demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The map colours shapes by position: one place off and every colour is a neighbour's."""
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    prints = boundaries_in_use(current_warehouse()).set_index(["scheme", "level"])["fingerprint"]
    shapes = json.loads(get(APP, address(scheme, level, prints[scheme, level])).body)["features"]
    found = [(shape["properties"]["i"], shape["properties"]["pcode"], shape["properties"]["name"]) for shape in shapes]
    areas = current_warehouse().query(
        "SELECT pcode, name FROM warehouse.marts.areas WHERE scheme = $scheme AND level = $level",
        {"scheme": scheme, "level": level},
    )
    by_pcode = sorted(areas.itertuples(index=False, name=None))  # as pandas sorts in the figure: by code point
    assert len(by_pcode) == number
    assert sorted(found) == [(position, pcode, name) for position, (pcode, name) in enumerate(by_pcode)]
