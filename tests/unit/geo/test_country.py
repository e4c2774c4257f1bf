"""Another country, read from its COD-AB files: its areas, their names, their shapes."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geo.country import Country, read_country
from geo.official import BoundaryError
from geo.places import locate
from tests.invented_country import ISO3, SCHEME, boundaries, districts, provinces, square, write


def areas(country: Country, level: str) -> dict[str, tuple[str, str]]:
    """Name and parent of each p-code."""
    chosen = country.areas[country.areas["level"] == level]
    return {pcode: (name, parent) for pcode, name, parent in chosen[["pcode", "name", "parent_pcode"]].to_numpy()}


def aliases(country: Country, level: str) -> dict[str, set[str]]:
    return country.aliases.query("level == @level").groupby("pcode")["alias"].agg(set).to_dict()


def one_district(folder: Path, **names: object) -> Country:
    """A country of one district, whose names stand in the columns given."""
    properties = {"ADM1_PCODE": "XPY01", "ADM1_EN": "Plain", "ADM2_PCODE": "XPY0101", **names}
    write(folder / "xpy_adm2.geojson", [(properties, square(40, 20))])
    return read_country(ISO3, folder)


def refused(iso3: str, folder: Path | None) -> tuple[str, str, str]:
    with pytest.raises(BoundaryError) as problem:
        read_country(iso3, folder)
    return problem.value.code, problem.value.file_name, problem.value.detail


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return read_country(ISO3, boundaries(tmp_path_factory.mktemp("xpy")))


def test_the_areas_bear_their_french_name_and_lie_in_their_province(country):
    assert areas(country, "adm1") == {"XPY01": ("Plaine du Nord", "XPY"), "XPY02": ("Côte du Sud", "XPY")}
    assert areas(country, "adm2") == {
        "XPY0101": ("Bélvar", "XPY01"),
        "XPY0102": ("Vieux-Pont", "XPY01"),
        "XPY0201": ("Sel-Blanc", "XPY02"),
        "XPY0202": ("Trois-Îles", "XPY02"),
    }
    assert set(country.areas["scheme"]) == {SCHEME}


def test_the_other_languages_are_aliases(country):
    assert aliases(country, "adm1")["XPY02"] == {"Southern Coast", "الساحل الجنوبي"}
    assert aliases(country, "adm2")["XPY0102"] == {"Oldbridge", "الجسر القديم"}


def test_the_centre_of_an_area_lies_in_it(country):
    fine = country.areas.query("level == 'adm2'")
    points = fine.rename(columns={"center_lat": "latitude", "center_lon": "longitude"})
    assert list(locate(points, country.boundaries[1].shapes)) == list(fine["pcode"])


def test_both_levels_are_drawn_with_their_names(country):
    coarse, fine = country.boundaries
    assert [(one.scheme, one.level, one.basis) for one in country.boundaries] == [
        (SCHEME, "adm1", "official"),
        (SCHEME, "adm2", "official"),
    ]
    assert '"pcode":"XPY01","name":"Plaine du Nord","parent":null' in coarse.geojson()
    assert '"pcode":"XPY0202","name":"Trois-Îles","parent":"Côte du Sud"' in fine.geojson()


def test_provinces_are_dissolved_when_only_districts_are_given(tmp_path, country):
    write(tmp_path / "xpy_adm2.geojson", districts())
    alone = read_country(ISO3, tmp_path)
    assert [areas(alone, level) for level in ("adm1", "adm2")] == [areas(country, level) for level in ("adm1", "adm2")]
    assert alone.boundaries[0].basis == "dissolved"
    assert [shape.area for shape in alone.boundaries[0].shapes.geometry] == [pytest.approx(2), pytest.approx(2)]
    assert aliases(alone, "adm1") == aliases(country, "adm1")


def test_a_district_that_states_no_province_lies_in_the_one_whose_code_begins_its_own(tmp_path, country):
    write(tmp_path / "xpy_adm1.geojson", provinces())
    write(tmp_path / "xpy_adm2.geojson", districts(with_province=False))
    assert areas(read_country(ISO3, tmp_path), "adm2") == areas(country, "adm2")


def test_without_provinces_at_all_the_file_is_refused(tmp_path):
    write(tmp_path / "xpy_adm2.geojson", districts(with_province=False))
    assert refused(ISO3, tmp_path) == ("boundary_without_parents", "xpy_adm2.geojson", "")


def test_a_province_without_districts_is_its_own_only_one(tmp_path):
    write(tmp_path / "xpy_adm1.geojson", provinces())
    write(tmp_path / "xpy_adm2.geojson", districts()[:2])
    alone = read_country(ISO3, tmp_path)
    assert areas(alone, "adm2")["XPY02"] == ("Côte du Sud", "XPY02")
    assert '"pcode":"XPY02","name":"Côte du Sud","parent":"Côte du Sud"' in alone.boundaries[1].geojson()


def test_provinces_of_another_date_give_way_to_the_unions_of_districts(tmp_path):
    write(tmp_path / "xpy_adm1.geojson", provinces()[:1])
    write(tmp_path / "xpy_adm2.geojson", districts())
    alone = read_country(ISO3, tmp_path)
    assert (alone.boundaries[0].basis, len(alone.boundaries[0].shapes)) == ("dissolved", 2)


@pytest.mark.parametrize(
    ("columns", "name", "others"),
    [
        ({"ADM2_EN": "Belwar", "ADM2_FR": "Bélvar"}, "Bélvar", {"Belwar"}),
        ({"ADM2_AR": "بلوار", "ADM2_EN": "Belwar"}, "Belwar", {"بلوار"}),
        ({"ADM2_PT": "Belvar", "ADM2_AR": "بلوار"}, "Belvar", {"بلوار"}),
        ({"ADM2_NAME": "Bélvar", "ADM2_REF": "Belvar"}, "Bélvar", {"Belvar"}),
        ({"admin2Name_en": "Belwar", "admin2AltName1_en": "Bel War"}, "Belwar", {"Bel War"}),
        ({"ADM2_EN": "Belwar", "ADM2ALT1EN": "Bel War"}, "Belwar", {"Bel War"}),
        ({"adm2_name": "Belwar", "adm2_name1": "Bélvar", "lang": "en", "lang1": "fr"}, "Bélvar", {"Belwar"}),
        ({"adm2_name": "بلوار", "adm2_name1": "Belwar", "lang": "ar", "lang1": "en"}, "Belwar", {"بلوار"}),
        ({"ADM2_FR": None, "ADM2_EN": "  Bel   war "}, "Bel war", set()),
        ({"ADM2_FR": "12", "ADM2_EN": ""}, "XPY0101", set()),
        ({"ADM2_TYPE": "District", "Shape_Area": 1.5}, "XPY0101", set()),
    ],
)
def test_names_are_found_in_every_column_of_a_language(tmp_path, columns, name, others):
    alone = one_district(tmp_path, **columns)
    assert areas(alone, "adm2")["XPY0101"][0] == name
    assert aliases(alone, "adm2").get("XPY0101", set()) == others


@pytest.mark.parametrize("suffix", [".shp", ".parquet"])
def test_shapefiles_and_parquet_are_read_too(tmp_path, suffix, country):
    table = gpd.GeoDataFrame.from_features(
        [{"properties": properties, "geometry": shape} for properties, shape in districts()], crs="EPSG:4326"
    )
    path = tmp_path / f"xpy_adm2{suffix}"
    table.to_parquet(path) if suffix == ".parquet" else table.to_file(path, encoding="utf-8")
    assert areas(read_country(ISO3, tmp_path), "adm2") == areas(country, "adm2")


def test_what_else_lies_in_the_folder_is_left_aside(tmp_path, country):
    boundaries(tmp_path)
    write(tmp_path / "aaa_roads.geojson", [({"road": "N1"}, square(40, 20))])
    line = {"type": "LineString", "coordinates": [[40, 20], [41, 21]]}
    write(tmp_path / "aaa_admbndl.geojson", [({"ADM0_PCODE": ISO3, "ADM2_PCODE": "XPY0101"}, line)])
    write(tmp_path / "aaa_simplified.geojson", districts()[:1])
    other = [({"ADM0_PCODE": "TD", "ADM1_PCODE": "TD01", "ADM2_PCODE": "TD0101"}, square(15, 12))]
    write(tmp_path / "aaa_chad.geojson", other)
    pd.testing.assert_frame_equal(read_country(ISO3, tmp_path).areas, country.areas)


def test_a_file_of_several_countries_gives_the_rows_of_one(tmp_path):
    other = {"ADM0_PCODE": "TD", "ADM1_PCODE": "TD01", "ADM2_PCODE": "TD0101", "ADM2_FR": "Ailleurs"}
    write(tmp_path / "region.geojson", [*districts(), (other, square(15, 12))])
    assert len(areas(read_country(ISO3, tmp_path), "adm2")) == 4
    assert areas(read_country("TCD", tmp_path), "adm2") == {"TD0101": ("Ailleurs", "TD01")}


def test_a_file_that_states_no_country_is_known_by_its_codes_or_its_name(tmp_path):
    unit = {"ADM1_PCODE": "TD01", "ADM2_PCODE": "TD0101", "ADM2_FR": "Ailleurs"}
    write(tmp_path / "codes" / "adm2.geojson", [(unit, square(15, 12))])
    assert areas(read_country("TCD", tmp_path / "codes"), "adm2") == {"TD0101": ("Ailleurs", "TD01")}
    write(tmp_path / "name" / "tcd_adm2.geojson", [(unit | {"ADM2_PCODE": "0101", "ADM1_PCODE": "01"}, square(15, 12))])
    assert areas(read_country("TCD", tmp_path / "name"), "adm2") == {"0101": ("Ailleurs", "01")}


def test_a_folder_without_the_country_is_refused_by_name(tmp_path):
    folder = boundaries(tmp_path / "limites")
    assert refused("TCD", folder) == ("country_not_in_boundaries", "limites", "TCD")
    (folder / "xpy_admbnda_adm2.geojson").unlink()
    assert refused(ISO3, folder) == ("country_not_in_boundaries", "limites", ISO3)


def test_a_country_without_a_folder_or_without_a_code_is_refused(tmp_path):
    assert refused("TCD", None) == ("country_without_boundaries", "TCD", "")
    assert refused("TCHAD", tmp_path) == ("country_not_iso3", "TCHAD", "")


def test_a_file_in_metres_without_its_system_is_refused(tmp_path):
    table = gpd.GeoDataFrame({"ADM2_PCODE": ["XPY0101"]}, geometry=[box(500_000, 500_000, 600_000, 600_000)])
    table.to_parquet(tmp_path / "xpy_adm2.parquet")
    assert refused(ISO3, tmp_path)[0] == "boundary_without_position"


def test_a_point_on_the_sea_is_in_no_district(country):
    outside = pd.DataFrame({"latitude": [Point(0, 0).y], "longitude": [0.0]})
    assert locate(outside, country.boundaries[1].shapes).isna().all()
