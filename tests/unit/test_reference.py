"""The reference tables: complete, consistent with each other, and unambiguous."""

import unicodedata
from pathlib import Path

import pandas as pd
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / "data" / "reference"
WORKBOOK = REPOSITORY.parent / "shared/data/rca_3w_2022t1/whowhatwhere_3w_car_mar2022.xlsx"
TABLES = [
    "areas",
    "area_aliases",
    "area_crosswalk",
    "population",
    "population_basis",
    "sectors",
    "sector_labels",
    "organisation_types",
    "organisation_type_labels",
    "organisations",
    "organisation_aliases",
    "chief_towns",
    "means_labels",
    "case_measures",
    "case_words",
    "followup_schedule",
    "sop_steps",
    "cpms_standards",
    "lesson_contexts",
]


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype="string", keep_default_na=False)


def normalised(text: str) -> str:
    """Lower case, no accents, letters and digits only: the least a matching of names will do."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def ambiguous(frame: pd.DataFrame, label: str, target: str) -> list[str]:
    found = frame.groupby(frame[label].map(normalised))[target].nunique()
    return found[found > 1].index.to_list()


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_and_no_row_is_there_twice(name):
    frame = table(name)
    assert frame["source"].ne("").all()
    assert not frame.duplicated().any()
    text = (REFERENCE / f"{name}.csv").read_bytes()
    assert b"\r" not in text
    assert not text.startswith(b"\xef\xbb\xbf")
    assert text.endswith(b"\n")


def test_there_are_17_and_72_areas_in_2015_and_20_and_85_in_2021():
    counts = table("areas").groupby(["scheme", "level"]).size()
    assert counts.to_dict() == {
        ("cod_v01", "adm1"): 17,
        ("cod_v01", "adm2"): 72,
        ("cod_v02", "adm1"): 20,
        ("cod_v02", "adm2"): 85,
    }


def test_a_subprefecture_has_a_known_prefecture_and_its_code():
    areas = table("areas")
    prefectures = set(areas.query("level == 'adm1'")[["scheme", "pcode"]].itertuples(index=False, name=None))
    for area in areas.query("level == 'adm2'").itertuples():
        assert (area.scheme, area.parent_pcode) in prefectures
        assert area.pcode.startswith(area.parent_pcode)
    assert not areas.duplicated(["scheme", "level", "pcode"]).any()
    assert not areas.duplicated(["scheme", "level", "name"]).any()


def test_every_alias_points_to_a_known_area_and_to_one_only():
    keys = ["scheme", "level", "pcode"]
    aliases = table("area_aliases")
    known = set(table("areas")[keys].itertuples(index=False, name=None))
    assert set(aliases[keys].itertuples(index=False, name=None)) == known
    for (scheme, level), group in aliases.groupby(["scheme", "level"]):
        assert ambiguous(group, "alias", "pcode") == [], (scheme, level)


def test_the_470_spellings_are_there_but_the_two_the_population_file_exchanged():
    aliases = table("area_aliases")
    practice = aliases["alias"].str.fullmatch("CF71[2-8]")
    assert (len(aliases), practice.sum()) == (470 - 2 + 7, 7)
    assert set(aliases.loc[practice, "pcode"]) == {"CF711"}
    assert set(aliases.loc[practice, "scheme"]) == {"cod_v01"}
    named = aliases.query("scheme == 'cod_v01'").drop_duplicates("alias").set_index("alias")["pcode"]
    assert (named["Boganangone"], named["Boganda"]) == ("CF124", "CF125")


def test_the_crosswalk_covers_both_schemes_with_61_areas_unchanged():
    links = table("area_crosswalk")
    adm2 = table("areas").query("level == 'adm2'")
    assert set(links["v02_pcode"]) == set(adm2.query("scheme == 'cod_v02'")["pcode"])
    assert set(links["v01_pcode"]) == set(adm2.query("scheme == 'cod_v01'")["pcode"])
    assert links["relation"].value_counts().to_dict() == {"same": 61, "part": 21, "overlap": 6}
    same = links.query("relation == 'same'")
    assert (same["v02_pcode"] != same["v01_pcode"]).sum() == 4  # recoded and not reduced


def test_an_unchanged_area_stands_alone_and_a_split_one_never_does():
    links = table("area_crosswalk")
    partners = links.groupby("v01_pcode")["v02_pcode"].transform("nunique")
    assert (partners[links["relation"] == "same"] == 1).all()
    assert (partners[links["relation"] != "same"] > 1).all()
    relation = links.drop_duplicates("v02_pcode").set_index("v02_pcode")["relation"]
    assert relation[["CF711", "CF121", "CF126", "CF341", "CF242"]].to_list() == ["part"] * 4 + ["same"]
    shared = links.query("relation == 'overlap'")
    assert set(shared.itertuples(index=False, name=None)) == {
        (new, old, "overlap", shared["source"].iat[0])
        for new in ("CF712", "CF713", "CF714")
        for old in ("CF111", "CF711")
    }


def _population() -> pd.DataFrame:
    return table("population").astype({"year": "int64", "population": "int64"})


def test_every_population_has_a_known_basis_and_area():
    population = _population()
    assert set(population["basis"]) == set(table("population_basis")["basis"])
    keys = ["scheme", "level", "pcode"]
    known = set(table("areas")[keys].itertuples(index=False, name=None))
    assert set(population[keys].itertuples(index=False, name=None)) <= known
    assert not population.duplicated([*keys, "year"]).any()
    assert (population["population"] > 0).all()
    assert population["children"].eq("").equals(population["children_bracket"].eq(""))
    assert set(population["children_bracket"]) == {"", "0-18"}


def test_population_counts_per_scheme_level_and_year():
    population = _population()
    totals = population.groupby(["scheme", "level", "year"])["population"].agg(["size", "sum"])
    assert {key: tuple(row) for key, row in totals.T.to_dict("list").items()} == {
        ("cod_v01", "adm1", 2015): (17, 4953014),
        ("cod_v01", "adm1", 2022): (17, 4946679),
        ("cod_v01", "adm2", 2015): (72, 4953021),
        ("cod_v02", "adm1", 2003): (20, 3895139),
        ("cod_v02", "adm1", 2021): (20, 6091097),
        ("cod_v02", "adm1", 2025): (20, 6567382),
        ("cod_v02", "adm2", 2025): (85, 6567377),
    }


@pytest.mark.parametrize(("scheme", "year"), [("cod_v01", 2015), ("cod_v02", 2025)])
def test_subprefectures_add_up_to_their_prefecture_within_rounding(scheme, year):
    chosen = _population().query("scheme == @scheme and year == @year").astype({"children": "int64"})
    figures = ["population", "children"]
    adm1 = chosen.query("level == 'adm1'").set_index("pcode")[figures]
    adm2 = chosen.query("level == 'adm2'")
    sums = adm2.groupby(adm2["pcode"].str[:4])[figures].sum()
    assert (sums - adm1).abs().max().max() <= 2


def test_the_share_of_children_is_the_same_everywhere():
    modelled = _population().query("children != ''").astype({"children": "int64"})
    national = 2496317 / 4953014
    # The prefecture rows of the source carry the rounding of their sub-prefectures.
    assert (modelled["children"] - modelled["population"] * national).abs().max() < 2.5


def test_boganda_and_boganangone_have_the_population_of_their_name():
    chosen = _population().query("year == 2015").set_index("pcode")["population"]
    assert (chosen["CF124"], chosen["CF125"]) == (33391, 15947)  # Boganangone, Boganda


def test_a_chief_town_is_chief_of_a_known_prefecture_and_each_prefecture_has_one():
    towns, areas = table("chief_towns"), table("areas")
    for column, scheme in (("chief_of_v01", "cod_v01"), ("chief_of_v02", "cod_v02")):
        known = areas.loc[(areas["scheme"] == scheme) & (areas["level"] == "adm1"), "pcode"]
        assert sorted(towns.loc[towns[column] != "", column]) == sorted(known)


@pytest.mark.parametrize(
    ("names", "code", "labels", "label"),
    [
        ("sectors", "sector_code", "sector_labels", "label"),
        ("organisation_types", "type_code", "organisation_type_labels", "label"),
        ("organisations", "organisation_id", "organisation_aliases", "alias"),
    ],
)
def test_labels_point_to_known_codes_and_to_one_only(names, code, labels, label):
    known, seen = table(names), table(labels)
    assert known[code].is_unique
    assert set(seen[code]) == set(known[code])
    assert ambiguous(seen, label, code) == []


def test_means_have_one_code_a_label_and_a_pool_each():
    labels, resources = table("means_labels"), table("means_resources")
    codes = {name: set(group["code"]) for name, group in labels.groupby("class")}
    assert codes == {"direction": {"offer", "need", "shared"}, "resource": set(resources["resource_code"])}
    for _, group in labels.groupby("class"):
        assert ambiguous(group, "label", "code") == []
    assert resources.set_index("resource_code")["pool"].to_dict() == {
        "funds": "financial",
        "staff_days": "human",
        "seats": "logistic",
        "kilograms": "logistic",
    }
    assert (resources != "").all(axis=None)
    seen = set(labels[["label", "code"]].itertuples(index=False, name=None))
    for row in resources.to_dict("records"):
        assert {(row["name_fr"], row["resource_code"]), (row["name_en"], row["resource_code"])} <= seen


def test_the_four_parts_of_protection_are_under_protection():
    sectors = table("sectors").set_index("sector_code")
    parts = sectors.index[sectors["parent_code"] == "PRO"]
    assert sorted(parts) == [
        "PRO-CPN",
        "PRO-GBV",
        "PRO-HLP",
        "PRO-MIN",
    ]
    assert {"COO", "TEL", "MS", "CASH"} <= set(sectors.index[sectors["parent_code"] == ""])
    assert sectors.at["EDU", "name_fr"] == "Éducation"


def test_sectors_and_types_are_found_by_code_and_by_either_name():
    for names, code, labels in (
        ("sectors", "sector_code", "sector_labels"),
        ("organisation_types", "type_code", "organisation_type_labels"),
    ):
        seen = set(table(labels)[["label", code]].itertuples(index=False, name=None))
        for row in table(names).to_dict("records"):
            assert {(row[code], row[code]), (row["name_fr"], row[code]), (row["name_en"], row[code])} <= seen


def test_an_organisation_has_a_known_type():
    assert set(table("organisations")["type_code"]) == {"UN", "INGO", "RCRC"}


def test_no_two_actors_of_the_3w_are_the_same_organisation():
    if not WORKBOOK.exists():
        pytest.skip(f"the 3W of the first quarter of 2022 is not on this machine: {WORKBOOK}")
    rows = pd.read_excel(WORKBOOK, dtype="string").iloc[1:]  # the first row holds HXL tags
    aliases = table("organisation_aliases")
    known = dict(zip(aliases["alias"].map(normalised), aliases["organisation_id"], strict=True))
    actors = rows["ACTEUR"].drop_duplicates()
    matched = actors.map(normalised).map(known).dropna()
    assert (len(actors), len(matched)) == (136, 50)
    assert matched.is_unique
    # A description must never lead to another organisation than the acronym beside it.
    pairs = rows[["ACTEUR", "Description_Acteur"]].drop_duplicates()
    by_name = pairs["Description_Acteur"].map(lambda name: known.get(normalised(name)))
    by_acronym = pairs["ACTEUR"].map(lambda name: known.get(normalised(name)))
    assert (by_name.isna() | (by_name == by_acronym)).all()


def test_measures_of_case_management_are_named_once_and_parts_name_a_whole():
    measures = table("case_measures")
    codes = set(measures["code"])
    for column in ("code", "label_fr", "label_en"):
        assert measures[column].map(normalised).is_unique
    assert set(measures["whole"]) - {""} <= codes
    steps = table("sop_steps")
    assert {measure for cell in steps["measures"] if cell for measure in cell.split("|")} <= codes
    assert list(steps["rank"]) == [str(number) for number in range(1, 11)]
    assert set(steps["guideline_step"]) == set("123456")


def test_words_of_case_management_mean_one_thing_and_unchecked_numbers_are_no_norms():
    words = table("case_words")
    for _list, group in words.groupby("list"):
        # signs count: "> 40" is not 40
        assert group.groupby(group["label"].str.casefold())["code"].nunique().max() == 1
    assert set(table("followup_schedule")["is_validated"]) == {"false"}
    standards = table("cpms_standards")
    assert set(standards["standard"]) == {"18", *(str(number) for number in range(21, 29))}
    assert set(standards["grade"]) | set(standards["target_grade"]) <= {"", "V", "D", "K"}
