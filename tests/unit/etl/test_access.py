"""marts.access: journeys worked by hand, on straight lines and on roads, and what has no time says why."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.filters import Access
from dashboard.queries import access_shares
from dashboard.warehouse import open_warehouse
from etl import build as building
from etl.access import read_roads
from etl.fingerprints import surroundings
from etl.load import load_reference
from etl.report import load_report
from geo import REFERENCE
from geo.travel import SEASONS, VEHICLE, between, minutes
from tests.conftest import silent
from tests.factories import Built, grid, internal, site, workbook

LISTENING, SCHOOL = "Centre d'écoute psychosociale", "École"
BAMBARI = (5.76795, 20.67565)  # the chief town, where the children of CF431 are taken to live
NEAR, FAR = (5.76795, 20.77565), (5.76795, 21.67565)
WORKING = {"site_status": "Fonctionnel", "service": LISTENING}
SITES = [
    site(site_name="Près", latitude=NEAR[0], longitude=NEAR[1], **WORKING),
    site(site_name="Loin", latitude=FAR[0], longitude=FAR[1], organisation="UNICEF", **WORKING),
    site(site_name="Ici, fermé", latitude=BAMBARI[0], longitude=BAMBARI[1], service=LISTENING, site_status="Fermé"),
    site(site_name="Nulle part", **WORKING),
    site(site_name="Zéro", latitude=0, longitude=0, **WORKING),
    site(site_name="Sans point", service=SCHOOL, site_status="Fonctionnel"),
]


def access(built: Built, columns: str, where: str) -> list[tuple]:
    (scheme,) = built.rows("SELECT any_value(scheme) FROM core.service_sites")[0]
    return built.rows(
        f"SELECT {columns} FROM marts.access WHERE period = '2022-03' AND scheme = '{scheme}' AND {where} ORDER BY ALL"
    )


@pytest.fixture(scope="module")
def listed(small: Callable[..., Built]) -> Built:
    return small({"sites.xlsx": {"Sites": grid(SITES)}})


def test_the_nearest_functional_site_with_a_point_is_measured_in_both_seasons(listed: Built) -> None:
    found = access(
        listed,
        "season, method, origin_kind, status, kilometres, minutes, nearest_pcode, nearest_site",
        "pcode = 'CF431' AND service_code = 'psychosocial'",
    )
    # A tenth of a degree along a parallel: 111.195 km × 0.1 × cos(5.76795°) = 11.063 km, × 1.4 at 30 and at 15 km/h.
    km = 2 * math.pi * 6371.0088 / 360 * 0.1 * math.cos(math.radians(BAMBARI[0]))
    assert km == pytest.approx(11.063, abs=0.001)
    dry, rainy = found
    assert dry[:4] == ("dry", "great_circle", "chief_town", "computed")
    assert dry[4:6] == pytest.approx((km, km * 1.4 / 30 * 60), rel=1e-5)
    assert dry[5] == pytest.approx(30.98, abs=0.01)
    assert rainy[4:6] == pytest.approx((km, dry[5] * 2), rel=1e-5)
    assert {row[6:] for row in found} == {("CF431", "Près")}


def test_every_sub_prefecture_has_a_row_and_the_formula_is_that_of_geo_travel(listed: Built) -> None:
    rows = access(
        listed,
        "pcode, season, kilometres, minutes",
        "service_code = 'psychosocial' AND status = 'computed'",
    )
    (scheme,) = listed.rows("SELECT any_value(scheme) FROM core.service_sites")[0]
    origins = {
        pcode: (latitude, longitude)
        for pcode, latitude, longitude in listed.rows(
            f"SELECT pcode, latitude, longitude FROM marts.origins WHERE scheme = '{scheme}'"
        )
    }
    assert len(rows) == 2 * len(origins)
    for pcode, season, km, time in rows:
        expected = min(float(between(np.array(origins[pcode]), np.array(point))) for point in (NEAR, FAR))
        assert km == pytest.approx(expected, rel=1e-9)
        assert time == pytest.approx(float(minutes(np.array(expected), season, VEHICLE)), rel=1e-9)


def test_a_service_without_any_point_has_no_data_and_no_number(listed: Built) -> None:
    for service in ("school", "health"):  # the one has a site that is nowhere, the other none
        rows = access(
            listed, "DISTINCT status, kilometres, minutes, nearest_pcode, nearest_site", f"service_code = '{service}'"
        )
        assert rows == [("no_data", None, None, None, None)]


def test_an_area_whose_own_site_has_no_point_is_not_far_but_unknown(small: Callable[..., Built]) -> None:
    """Listening works in Bambari at a place nobody gave, and in Bangassou at one that is known, 300 km away."""
    bangassou = {"adm1_name": "Mbomou", "adm1_code": "CF62", "adm2_name": "Bangassou", "adm2_code": "CF621"}
    sites = [
        site(site_name="Écoute A", **WORKING),
        site(site_name="Écoute B", latitude=4.74, longitude=22.82, **{**WORKING, **bangassou}),
    ]
    built = small({"sites.xlsx": {"Sites": grid(sites)}})
    columns = "DISTINCT status, minutes IS NULL, nearest_site, children"
    assert access(built, columns, "pcode = 'CF431' AND service_code = 'psychosocial'") == [
        ("no_data", True, None, 74273)
    ]
    assert access(built, columns, "pcode = 'CF432' AND service_code = 'psychosocial'") == [
        ("computed", False, "Écoute B", 5184)
    ]
    warehouse = open_warehouse(internal(built.warehouse), "test")
    shares = access_shares(warehouse, Access("2022-03", "psychosocial", "cod_v01", "dry", "60"))
    warehouse.connection.close()
    ouaka = shares[(shares["parent_name"] == "Ouaka") & (shares["season"] == "dry")].iloc[0]
    assert ouaka[["children_within", "children_all", "areas_left_out", "children_left_out"]].to_list() == [
        0, 175328 - 74273, 1, 74273,
    ]  # fmt: skip


def test_an_organisation_and_the_other_scheme_are_told(listed: Built) -> None:
    rows = listed.rows(
        "SELECT DISTINCT scheme, nearest_pcode, nearest_organisation_id FROM marts.access WHERE service_code = "
        "'psychosocial' AND nearest_site = 'Loin' ORDER BY ALL"
    )
    assert [row[0] for row in rows] == ["cod_v01", "cod_v02"]
    assert {row[2] for row in rows} == {"unicef"}


def made(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str = "",
    roads: Path | None = None,
    sites: list = SITES,
) -> Built:
    """A tiny build with roads, or after a change of the reference tables."""

    def changed(connection, *arguments) -> None:
        load_reference(connection, *arguments)
        connection.execute(change or "SELECT 1")

    monkeypatch.setattr(building, "load_reference", changed)
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    workbook(folder / "sources" / "sites.xlsx", {"Sites": grid(sites)})
    outcome = building.build(folder / "sources", folder / "warehouse", None, "fr", silent, roads=roads)
    return Built(folder / "warehouse", outcome.report)


@pytest.mark.usefixtures("quick_builds")
def test_where_nobody_lives_it_is_not_applicable_and_never_infinite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = "UPDATE reference.population SET population = '0', children = '0' WHERE pcode = 'CF431'"
    built = made(tmp_path, monkeypatch, change)
    assert access(built, "DISTINCT status, kilometres, minutes, nearest_site, children", "pcode = 'CF431'") == [
        ("not_applicable", None, None, None, 0)
    ]
    assert built.rows("SELECT count(*) FROM marts.access WHERE isinf(minutes) OR isinf(kilometres)") == [(0,)]


@pytest.mark.usefixtures("quick_builds")
def test_without_a_population_there_are_times_and_no_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = made(tmp_path, monkeypatch, "DELETE FROM reference.population")
    rows = access(built, "DISTINCT status, children", "service_code = 'psychosocial'")
    assert rows == [("computed", None)]


def roads_file(path: Path, *lines: tuple[tuple[float, float], ...], **properties: object) -> Path:
    """Lines through points (latitude, longitude), as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in line]},
        }
        for line in lines
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.mark.usefixtures("quick_builds")
def test_on_roads_the_way_counts_and_what_no_road_reaches_is_out_of_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One road from Bambari to the far site, which the rains close; the near one is 11 km from any road's end.
    road = roads_file(tmp_path / "routes.geojson", (BAMBARI, FAR), surface="paved", closed_rainy="yes")
    far = [row for row in SITES if row["site_name"] != "Près"]
    built = made(tmp_path, monkeypatch, roads=road, sites=far)
    dry, rainy = access(
        built, "season, method, status, minutes, nearest_site", "pcode = 'CF431' AND service_code = 'psychosocial'"
    )
    assert dry[:3] == ("dry", "road_network", "computed")
    assert dry[4] == "Loin"
    km = float(between(np.array(BAMBARI), np.array(FAR)))
    assert 0 < dry[3] < km * 1.4 / 30 * 60  # quicker than the estimate: paved, and no detour
    assert rainy == ("rainy", "road_network", "unreachable", None, None)
    others = access(built, "DISTINCT status, minutes", "pcode = 'CF531' AND service_code = 'psychosocial'")
    assert others == [("unreachable", None)]
    assert built.rows("SELECT method, file, problem FROM marts.travel_method") == [
        ("road_network", "routes.geojson", None)
    ]
    assert built.report["roads"] == {
        "file": "routes.geojson",
        "code": "roads_used",
        "message": "Temps de trajet calculés sur les routes de « routes.geojson ».",
    }


@pytest.mark.parametrize("content", ["no roads", "", None])
def test_what_is_no_file_of_roads_is_a_problem(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "r.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    given = read_roads(path)
    assert (given.network, given.problem) == (None, "roads_unreadable")


@pytest.mark.usefixtures("quick_builds")
def test_bad_roads_are_told_in_both_languages_and_the_rest_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r[1].geojson"
    path.write_text("no roads", encoding="utf-8")
    built = made(tmp_path, monkeypatch, roads=path)
    assert built.report["roads"]["code"] == "roads_unreadable"
    assert built.report["roads"]["message"].startswith("Le fichier de routes « r[1].geojson » ne peut pas être lu")
    assert load_report(attached(built), "en")["roads"]["message"].startswith("The file of roads “r[1].geojson” cannot")
    assert built.rows("SELECT DISTINCT method FROM marts.access") == [("great_circle",)]
    assert built.rows("SELECT count(*) FROM marts.access WHERE status = 'computed'")[0][0] > 0


def attached(built: Built) -> duckdb.DuckDBPyConnection:
    """The published file under the name that the build gives it."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{internal(built.warehouse)}' AS warehouse (READ_ONLY)")
    return connection


def test_roads_are_part_of_what_a_build_is_made_of(tmp_path: Path) -> None:
    first = roads_file(tmp_path / "a.geojson", (BAMBARI, NEAR))
    with_roads = surroundings(None, tmp_path / "warehouse", roads=first)
    assert with_roads != surroundings(None, tmp_path / "warehouse")
    roads_file(first, (BAMBARI, FAR))
    assert surroundings(None, tmp_path / "warehouse", roads=first) != with_roads
    shape = tmp_path / "b.shp"
    shape.write_bytes(b"shape")
    alone = surroundings(None, tmp_path / "warehouse", roads=shape)
    (tmp_path / "b.dbf").write_bytes(b"columns")
    assert surroundings(None, tmp_path / "warehouse", roads=shape) != alone


def test_no_file_is_no_roads_and_a_folder_is_no_file(tmp_path: Path) -> None:
    assert read_roads(None) is None
    given = read_roads(tmp_path)
    assert (given.network, given.problem) == (None, "roads_unreadable")


def test_chief_towns_lie_in_the_sub_prefecture_of_their_name_or_nearest_to_them(listed: Built) -> None:
    towns = dict(listed.rows("SELECT town, pcode FROM core.towns WHERE scheme = 'cod_v01'"))
    assert towns["Bambari"] == "CF431"
    assert towns["Paoua"] == "CF314"  # no chief town of 2015, a town all the same
    newer = dict(listed.rows("SELECT town, pcode FROM core.towns WHERE scheme = 'cod_v02'"))
    assert newer["Bangui"] == "CF711"  # Bangui-Centre: no area is called Bangui
    kinds = dict(listed.rows("SELECT origin_kind, count(*) FROM core.origins WHERE scheme = 'cod_v01' GROUP BY ALL"))
    assert kinds == {"chief_town": 21, "area_centre": 51}


def naive(sites: list[tuple], origins: list[tuple], season: str) -> dict[str, float]:
    """The nearest by trying them all."""
    speed = {"dry": 30, "rainy": 15}[season]
    return {
        pcode: min(float(between(np.array(start), np.array(point))) for point in sites) * 1.4 / speed * 60
        for pcode, *start in origins
    }


@pytest.mark.parametrize("scheme", ["cod_v01", "cod_v02"])
@pytest.mark.parametrize("service", ["psychosocial", "gbv_clinical_care"])
def test_on_the_demonstration_every_time_and_the_share_are_those_of_a_naive_search(
    scheme: str, service: str, demo_build: Built
) -> None:
    sites = demo_build.rows(
        f"SELECT DISTINCT latitude, longitude FROM marts.functional_sites WHERE period = '2026-09' "
        f"AND service_code = '{service}' AND latitude IS NOT NULL"
    )
    origins = demo_build.rows(f"SELECT pcode, latitude, longitude FROM marts.origins WHERE scheme = '{scheme}'")
    children = dict(
        demo_build.rows(f"SELECT pcode, children FROM marts.children WHERE scheme = '{scheme}' AND level = 'adm2'")
    )
    for season in SEASONS:
        expected = naive(sites, origins, season)
        rows = demo_build.rows(
            f"SELECT pcode, minutes, children FROM marts.access WHERE period = '2026-09' AND scheme = '{scheme}' "
            f"AND service_code = '{service}' AND season = '{season}'"
        )
        assert {row[0]: row[1] for row in rows} == pytest.approx(expected)
        assert {row[0]: row[2] for row in rows} == children


def test_the_detour_by_vehicle_is_one_for_both_seasons_as_the_figure_says_it() -> None:
    speeds = pd.read_csv(REFERENCE / "travel_speeds.csv").query("method == 'vehicle'")
    assert speeds["detour_factor"].nunique() == 1
    assert sorted(speeds["season"]) == list(SEASONS)


def test_the_steps_of_a_need_are_in_order_for_known_services_with_deadlines_that_urgency_shortens() -> None:
    steps = pd.read_csv(REFERENCE / "pathways.csv", keep_default_na=False)
    services = pd.read_csv(REFERENCE / "services.csv")["service_code"]
    assert set(steps["service_code"]) <= set(services)
    for _, need in steps.groupby("need_code"):
        assert need["step"].tolist() == list(range(1, len(need) + 1))
        assert need[["need_fr", "need_en"]].drop_duplicates().shape[0] == 1
    assert (steps["min_age"] <= steps["max_age"]).all()
    assert (steps["emergency_hours"] > 0).all()
    assert (steps["emergency_hours"] <= steps["high_hours"]).all()
    assert (steps["high_hours"] <= steps["normal_hours"]).all()
    assert set(steps["sex"]) <= {"", "girl", "boy"}
    assert steps[["step_fr", "step_en", "source"]].ne("").all().all()
