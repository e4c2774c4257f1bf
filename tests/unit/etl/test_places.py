"""Which area a row is about: the code before the name, the finer level before the coarser, each in its scheme."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from etl.headings import fold, reference_rows
from tests.factories import NOWHERE, Built, Row, activity, grid, site

NBSP = "\N{NO-BREAK SPACE}"

# What a row says -> prefecture and sub-prefecture found (None when rejected), and (column, value, code) of remarks.
Case = tuple[Row, tuple[str | None, str | None] | None, list[tuple[str, str | None, str]]]


def places(adm1_name: str = "", adm1_code: str = "", adm2_name: str = "", adm2_code: str = "") -> Row:
    return {"adm1_name": adm1_name, "adm1_code": adm1_code, "adm2_name": adm2_name, "adm2_code": adm2_code}


BEFORE_2021: dict[str, Case] = {
    "codes and names agree": (places("Ouaka", "CF43", "Bambari", "CF431"), ("CF43", "CF431"), []),
    "names alone, without accents or case": (
        places("ouham pende", "", "  BOZOUM ", ""),
        ("CF31", "CF311"),
        [
            ("Préfecture", "ouham pende", "place_name_normalised"),
            ("Sous-préfecture", "  BOZOUM ", "place_name_normalised"),
        ],
    ),
    "a name of two words with other blanks": (
        places("", "", f"Kaga{NBSP}Bandoro"),
        ("CF42", "CF421"),
        [("Sous-préfecture", f"Kaga{NBSP}Bandoro", "place_name_normalised")],
    ),
    "a name as the 3W mistypes it": (
        places("Mambéré Kadéi", "", "GAdzi"),
        ("CF21", "CF217"),
        [
            ("Préfecture", "Mambéré Kadéi", "place_name_normalised"),
            ("Sous-préfecture", "GAdzi", "place_name_normalised"),
        ],
    ),
    "a code in small letters with blanks": (places("", "", "", " cf431 "), ("CF43", "CF431"), []),
    "the sub-prefecture alone gives the prefecture": (places("", "", "", "CF521"), ("CF52", "CF521"), []),
    "an arrondissement of Bangui by its code of practice": (
        places("Bangui", "CF71", "3e Arrondissement", "CF713"),
        ("CF71", "CF711"),
        [
            ("Code sous-préfecture", "CF713", "place_code_replaced"),
            ("Sous-préfecture", "3e Arrondissement", "place_name_normalised"),
        ],
    ),
    "an arrondissement of Bangui by its name": (
        places("Bangui", "", "7e Arrondissement"),
        ("CF71", "CF711"),
        [("Sous-préfecture", "7e Arrondissement", "place_name_normalised")],
    ),
    "two valid codes of two prefectures": (
        places("Bangui", "CF71", "Bimbo", "CF111"),
        ("CF11", "CF111"),
        [("Code préfecture", "CF71", "place_levels_disagree")],
    ),
    "two valid names of two prefectures": (
        places("Ouaka", "", "Bria", ""),
        ("CF52", "CF521"),
        [("Préfecture", "Ouaka", "place_levels_disagree")],
    ),
    "a code and the name of another place": (
        places("Ouaka", "CF43", "Bria", "CF431"),
        ("CF43", "CF431"),
        [("Sous-préfecture", "Bria", "place_name_disagrees")],
    ),
    "an unknown code and a known name": (
        places("Ouaka", "CF43", "Bambari", "CF499"),
        ("CF43", "CF431"),
        [("Code sous-préfecture", "CF499", "place_code_unknown")],
    ),
    "a known code and an unknown name": (
        places("Ouaka", "CF43", "Ville-Mirage", "CF431"),
        ("CF43", "CF431"),
        [("Sous-préfecture", "Ville-Mirage", "place_name_unknown")],
    ),
    "an unknown sub-prefecture in a known prefecture": (
        places("Ouaka", "CF43", "Ville-Mirage", "CF499"),
        None,
        [("Code sous-préfecture", "CF499", "place_unknown")],
    ),
    "an unknown name alone": (
        places("", "", "Ville-Mirage"), None, [("Sous-préfecture", "Ville-Mirage", "place_unknown")]
    ),
    "an error in the place": (places("Ouaka", "", "#REF!"), None, [("Sous-préfecture", "#REF!", "cell_error")]),
    "an error in the name of a known code": (
        places("Ouaka", "CF43", "#N/A", "CF431"),
        ("CF43", "CF431"),
        [("Sous-préfecture", "#N/A", "cell_unreadable")],
    ),
    "the prefecture alone by its code": (places("", "CF43"), ("CF43", None), []),
    "the prefecture alone by its name": (
        places("OUAKA"), ("CF43", None), [("Préfecture", "OUAKA", "place_name_normalised")]
    ),
    "the prefecture and blanks for the rest": (places("Ouaka", "", NBSP, "  "), ("CF43", None), []),
    "an unknown prefecture alone": (places("Mirage"), None, [("Préfecture", "Mirage", "place_unknown")]),
    "a prefecture's code and the name of another": (
        places("Ouaka", "CF52"), ("CF52", None), [("Préfecture", "Ouaka", "place_name_disagrees")]
    ),
    "a prefecture's code and an unknown name": (
        places("Mirage", "CF52"), ("CF52", None), [("Préfecture", "Mirage", "place_name_unknown")]
    ),
    "an unknown prefecture code and a known name": (
        places("Ouaka", "CF99"), ("CF43", None), [("Code préfecture", "CF99", "place_code_unknown")]
    ),
    "no place at all": (NOWHERE, None, [("Sous-préfecture", None, "place_missing")]),
    "blanks for a place": (places(NBSP, " ", NBSP, " "), None, [("Sous-préfecture", NBSP, "place_missing")]),
}  # fmt: skip
SINCE_2021: dict[str, Case] = {
    "a prefecture of the new law": (places("Lim-Pendé", "CF34", "Paoua", "CF341"), ("CF34", "CF341"), []),
    "CF712 is a sub-prefecture of its own": (places("Bangui", "CF71", "Bangui-Kagas", "CF712"), ("CF71", "CF712"), []),
    "a code of practice of before may be several places": (
        places("Bangui", "CF71", "", "CF718"), None, [("Code sous-préfecture", "CF718", "place_split")]
    ),
    "Bangui alone is the prefecture": (places("Bangui"), ("CF71", None), []),
}  # fmt: skip
SHEETS = {"2022": BEFORE_2021, "2025": SINCE_2021}
CASES = [(sheet, name) for sheet, cases in SHEETS.items() for name in cases]


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    sheets = {
        f"4W {year}": grid([activity(period=f"{year}-03", **case[0]) for case in cases.values()])
        for year, cases in SHEETS.items()
    }
    return judged({"4w.xlsx": sheets})


@pytest.mark.parametrize(("year", "name"), CASES, ids=[f"{year} {name}" for year, name in CASES])
def test_a_row_is_about(built: Built, year: str, name: str) -> None:
    row = list(SHEETS[year]).index(name) + 2
    _, expected, remarks = SHEETS[year][name]
    found = built.rows(
        f"SELECT adm1_pcode, adm2_pcode FROM core.activities WHERE row = {row} AND period[:4] = '{year}'"
    )
    assert found == ([expected] if expected else [])
    assert [
        (issue["column"], issue["value"], issue["code"])
        for entry in built.report["files"]
        for issue in entry["issues"]
        if entry["sheet"] == f"4W {year}" and issue["row"] == row and issue["code"] != "duplicate_row"
    ] == remarks


def test_what_was_received_stays_beside_what_was_understood(built: Built) -> None:
    row = list(BEFORE_2021).index("two valid codes of two prefectures") + 2
    assert built.rows(
        "SELECT adm1_pcode, adm2_pcode, adm1_name_received, adm1_code_received, adm2_name_received, adm2_code_received "
        f"FROM core.activities WHERE row = {row} AND period = '2022-03'"
    ) == [("CF11", "CF111", "Bangui", "CF71", "Bimbo", "CF111")]


def test_each_sheet_speaks_the_scheme_in_which_more_of_its_places_are_known(built: Built) -> None:
    assert built.rows("SELECT sheet, scheme FROM core.source_sheets ORDER BY sheet") == [
        ("4W 2022", "cod_v01"),
        ("4W 2025", "cod_v02"),
    ]


def test_the_places_decide_the_scheme_against_the_date(judged: Callable[..., Built]) -> None:
    late = activity(period="2026-01", **places("Nana Mambéré", "CF22", "Baboua", "CF222"))
    late_code = activity(period="2026-01", **places("Bangui", "CF71", "", "CF718"))
    early = activity(period="2021-01", **places("Lim-Pendé", "CF34", "Ndim", "CF343"))
    built = judged({"4w.xlsx": {"tard": grid([late, late_code]), "tôt": grid([early])}})
    assert built.rows("SELECT sheet, scheme FROM core.source_sheets ORDER BY sheet") == [
        ("tard", "cod_v01"),
        ("tôt", "cod_v02"),
    ]


@pytest.mark.parametrize(
    ("period", "scheme"),
    [
        ("2024-05", "cod_v01"),
        ("2024-06", "cod_v02"),
        ("T1 2024", "cod_v01"),
        ("T2 2024", "cod_v01"),  # it begins in April
        ("T3 2024", "cod_v02"),
        ("2024", "cod_v01"),
        ("2025", "cod_v02"),
        ("illisible", "cod_v01"),
    ],
)
def test_where_nothing_tells_the_schemes_apart_the_date_does(of_ouaka: Built, period: str, scheme: str) -> None:
    assert of_ouaka.rows(f"SELECT scheme FROM core.source_sheets WHERE sheet = '{period}'") == [(scheme,)]


@pytest.fixture(scope="module")
def of_ouaka(judged: Callable[..., Built]) -> Built:
    """Sheets about Ouaka, which is CF43 in both schemes, one for each period."""
    periods = ("2024-05", "2024-06", "T1 2024", "T2 2024", "T3 2024", "2024", "2025", "illisible")
    return judged({"4w.xlsx": {name: grid([activity(period=name, **places("Ouaka", "CF43"))]) for name in periods}})


@pytest.fixture(scope="module")
def sites(judged: Callable[..., Built], drawn: tuple) -> Built:
    """Sites with coordinates, judged as if the embedded shapes were official; Bambari town is at 5.77, 20.67."""
    official = tuple(replace(shapes, basis="official") for shapes in drawn)
    rows = [
        site(latitude=5.7687, longitude=20.9285),
        site(latitude=5.7687, longitude=20.9285, **NOWHERE),
        site(latitude="5,7687", longitude="20,9285", **places(NBSP, " ")),
        site(latitude=6.6257, longitude=22.1530),  # the centre of Bria
        site(latitude=48.85, longitude=2.35, **NOWHERE),  # Paris
        site(latitude="", longitude=20.9, **NOWHERE),
        site(latitude=95, longitude=20.9),
        site(latitude="nord", longitude="est"),
        site(latitude="", longitude=""),
    ]
    return judged({"sites.xlsx": {"Sites": grid(rows)}}, shapes=official)


@pytest.mark.parametrize(
    ("row", "place", "remarks"),
    [
        (2, ("CF43", "CF431"), []),
        (3, ("CF43", "CF431"), [("Latitude", "5.7687", "place_coordinates_used")]),
        (4, ("CF43", "CF431"), [("Latitude", "5,7687", "place_coordinates_used")]),
        (5, ("CF43", "CF431"), [("Latitude", "6.6257", "place_coordinates_outside")]),
        (6, None, [("Latitude", "48.85", "coordinates_far"), ("Sous-préfecture", None, "place_missing")]),
        (7, None, [("Longitude", "20.9", "coordinates_unreadable"), ("Sous-préfecture", None, "place_missing")]),
        (8, ("CF43", "CF431"), [("Latitude", "95", "coordinates_unreadable")]),
        (9, ("CF43", "CF431"), [("Latitude", "nord", "coordinates_unreadable")]),
        (10, ("CF43", "CF431"), [("Latitude", None, "site_without_coordinates")]),
    ],
    ids=[
        "coordinates inside the stated place", "coordinates alone", "blanks and coordinates with commas",
        "coordinates in another place", "coordinates in another country", "half a position and no place",
        "no such latitude", "words for coordinates", "no coordinates",
    ],
)  # fmt: skip
def test_coordinates_place_a_site_that_states_no_place_and_check_the_others(
    sites: Built, row: int, place: tuple[str, str] | None, remarks: list
) -> None:
    found = sites.rows(f"SELECT adm1_pcode, adm2_pcode FROM core.service_sites WHERE row = {row}")
    assert found == ([place] if place else [])
    assert [remark[1:] for remark in sites.remarks() if remark[0] == row] == remarks


def test_approximate_shapes_never_contradict_a_stated_place(judged: Callable[..., Built]) -> None:
    built = judged({"sites.xlsx": {"Sites": grid([site(latitude=6.6257, longitude=22.1530)])}})
    assert built.remarks() == []


def slips(chance: random.Random, name: str) -> list[str]:
    """The name with one letter too many, too few, wrong, or two of them the wrong way round."""
    place = chance.randrange(1, len(name) - 1)
    letter = chance.choice("aeiounrstl")
    return [
        name[:place] + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + letter + name[place + 1 :],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    ]


@pytest.mark.parametrize("with_prefecture", [False, True])
@pytest.mark.parametrize("scheme", ["cod_v01", "cod_v02"])
def test_a_misspelt_name_is_its_place_or_a_question_and_never_another_place(
    judged: Callable[..., Built], scheme: str, with_prefecture: bool
) -> None:
    areas = [row for row in reference_rows("areas.csv") if (row["scheme"], row["level"]) == (scheme, "adm2")]
    prefectures = {row["pcode"]: row["name"] for row in reference_rows("areas.csv") if row["scheme"] == scheme}
    aliases = [
        (row["alias"], row["pcode"])
        for row in reference_rows("area_aliases.csv")
        if (row["scheme"], row["level"]) == (scheme, "adm2")
    ]
    known: dict[str, set[str]] = {}
    for name, pcode in [*((row["name"], row["pcode"]) for row in areas), *aliases]:
        known.setdefault(fold(name), set()).add(pcode)
    chance = random.Random(f"{scheme} {with_prefecture}")
    stated = [
        (slip, row)
        for row in areas
        for slip in slips(chance, row["name"])
        if fold(slip) != fold(row["name"]) and not any(mark.isdigit() for mark in slip)
    ]
    anchor = [activity(**places(adm1_code=row["parent_pcode"], adm2_code=row["pcode"])) for row in areas]  # the scheme
    misspelt = [
        activity(activity=slip, **places(adm1_code=row["parent_pcode"] if with_prefecture else "", adm2_name=slip))
        for slip, row in stated
    ]
    built = judged({"4w.xlsx": {"4W": grid([*[row | {"activity": ""} for row in anchor], *misspelt])}})
    assert built.rows("SELECT scheme FROM core.source_sheets") == [(scheme,)]
    found = dict(built.rows("SELECT row, adm2_pcode FROM core.activities"))
    told: dict[int, set[str]] = {}
    for row, _, _, code in built.remarks():
        told.setdefault(row, set()).add(code)
    first_of = {}
    corrected = 0
    for number, (slip, area) in enumerate(stated, start=len(areas) + 2):
        first = first_of.setdefault(slip, number)  # a spelling is told once a sheet
        meant, same = area["pcode"], known.get(fold(slip), set())
        if number not in found:
            assert told[number] & {"place_ambiguous", "place_unknown"}, slip
        elif same - {meant}:
            assert found[number] in same, slip  # it is another place's own name: nobody could know
        else:
            assert found[number] == meant, (slip, prefectures[area["parent_pcode"]])
            assert told[first] & {"place_name_corrected", "place_name_normalised", "place_code_replaced"}, slip
            corrected += 1
    assert corrected > 0.8 * len(stated)  # and most are not even a question


def test_a_slip_is_told_with_its_place_and_how_near_it_is(judged: Callable[..., Built]) -> None:
    built = judged(
        {"4w.xlsx": {"4W": grid([activity(**places("Ouaka", "", name)) for name in ("Bambary", "Bambari")])}}
    )
    (issue,) = built.report["files"][0]["issues"]
    assert (issue["row"], issue["cell"], issue["value"], issue["code"]) == (2, "F2", "Bambary", "place_name_corrected")
    assert issue["message"] == (
        "Lieu mal écrit ? « Bambary » est lu comme Bambari (CF431), 86 %. Confirmez ou refusez sur la page Harmoniser."
    )
