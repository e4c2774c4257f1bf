"""The benchmark's tables and the files it writes, checked from the files alone."""

import csv
import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import disclosure, reference_cube
from benchmarks.disclosure import read
from benchmarks.reference_cube import CHILDREN, children, reference

ROOT = Path(__file__).parents[4]
KEYS = ("pref", "sub", "age", "risk")


def write_table(folder: Path) -> dict[tuple[str, ...], int]:
    """Two prefectures of two and one sub-prefectures, two ages, two risks."""
    chance = np.random.default_rng(5)
    places = [("P0", "S00"), ("P0", "S01"), ("P1", "S10")]
    counts = {(*place, *rest): int(chance.integers(0, 25)) for place in places for rest in product("ab", "xy")}
    counts["P0", "S00", "a", "x"] = 3
    with (folder / "tiny.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*KEYS, "freq"], *([*key, count] for key, count in counts.items())])
    return counts


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_part(inner: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return all(whole in ("*", own) for own, whole in zip(inner, key, strict=True))


def test_every_margin_is_a_cell_and_every_split_an_equation(tmp_path):
    counts = write_table(tmp_path)
    cube = read(tmp_path / "tiny.csv")
    assert len(cube.keys) == (1 + 2 + 3) * 3 * 3
    # Six places, three of each dimension's categories with its total; then nine crossings of three places above others.
    assert cube.system.equations.shape[0] == 6 * (3 + 3) + 9 * 3
    for key, value in zip(cube.keys, cube.system.values.tolist(), strict=True):
        assert value == sum(count for inner, count in counts.items() if is_part(inner, key))
    rest = np.setdiff1d(np.arange(len(cube.keys)), cube.inner)
    assert (cube.sums @ cube.system.values[cube.inner] == cube.system.values[rest]).all()
    country = cube.keys.index(("*", "*", "*", "*"))
    assert cube.system.must_show[country]
    assert not cube.system.must_show[cube.keys.index(("P0", "S00", "a", "x"))]


def test_the_files_prove_what_the_figures_say(tmp_path):
    counts = write_table(tmp_path)
    command = [sys.executable, "-m", "benchmarks.disclosure", "--json"]
    command += ["--tables", str(tmp_path), "--patterns", str(tmp_path / "out")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    (figures,) = json.loads(told)["tables"]
    cells = {tuple(row[key] for key in KEYS): row for row in rows(tmp_path / "out" / "tiny_withheld.csv")}
    truth = {key: sum(count for inner, count in counts.items() if is_part(inner, key)) for key in cells}
    shown = {key: int(row["value"]) for key, row in cells.items() if row["is_withheld"] == "0"}
    assert shown == {key: truth[key] for key in shown}
    small = {key for key, value in truth.items() if 0 < value < 5}
    hidden = truth.keys() - shown.keys()
    assert small <= hidden
    assert {key: row["value"] for key, row in cells.items() if key in hidden} == dict.fromkeys(hidden, "")
    complementary = hidden - small
    expected = (len(cells), len(small), len(complementary), sum(truth[key] for key in complementary), 0, 0)
    names = ("cells", "small", "complementary", "children_hidden", "uncertified", "failing")
    assert tuple(figures[name] for name in names) == expected

    tables = {"0": truth}
    for row in rows(tmp_path / "out" / "tiny_certificates.csv"):
        table = tables.setdefault(row["certificate"], dict(truth))
        table[tuple(row[key] for key in KEYS)] = int(row["value"])
    for table in tables.values():
        assert min(table.values()) >= 0
        assert all(table[key] == value for key, value in shown.items())
        for key in table:
            assert table[key] == sum(table[inner] for inner in counts if is_part(inner, key))
    for key in small:
        assert min(table[key] for table in tables.values()) <= 1
        assert max(table[key] for table in tables.values()) >= 5


def test_with_tables_alone_only_they_are_told(tmp_path, monkeypatch, capsys):
    write_table(tmp_path)
    monkeypatch.setattr("sys.argv", ["disclosure", "--tables", str(tmp_path), "--json"])
    disclosure.main()
    assert list(json.loads(capsys.readouterr().out)) == ["tables"]


@pytest.fixture
def two_prefectures(monkeypatch):
    """Three sub-prefectures and two, 400 children."""
    monkeypatch.setattr(reference_cube, "PREFECTURES", {"CF11": (90, 3), "CF51": (10, 2)})
    monkeypatch.setattr(reference_cube, "CHILDREN", 400)


def test_the_shares_shown_say_how_many_cells_are_withheld(two_prefectures, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["disclosure", "--reference", "--json"])
    disclosure.main()
    told = json.loads(capsys.readouterr().out)
    found = told["reference"]
    assert list(told) == ["reference"]
    cells = {"country": 113, "adm1": 2 * 113, "adm2": 5 * 29}
    assert found["cells"] == sum(cells.values())
    hidden = {name: round(count * (1 - found[f"shown_{name}"] / 100)) for name, count in cells.items()}
    naively = {name: round(count * (1 - found[f"naively_shown_{name}"] / 100)) for name, count in cells.items()}
    assert sum(naively.values()) == found["small"] > 0
    assert sum(hidden.values()) == found["small"] + found["complementary"]
    assert (found["uncertified"], found["failing"]) == (0, 0)


def test_the_reference_cube_is_as_large_as_asked_and_always_the_same():
    first, second = reference(), reference()
    places, cells = first.places, first.grid.cells
    assert (len(places.of("adm1")), len(places.of("adm2")), len(first.cube.tables)) == (20, 84, 10)
    # By sub-prefecture one, sex 2, age 3, both 6, risk 3, displacement 4, disability 3, service 7; then five crossings.
    assert len(cells) == 84 * 29 + 21 * (29 + 9 + 12 + 14 + 21 + 28)
    assert first.system.values.tolist() == second.system.values.tolist()
    assert first.system.values[first.grid.numbers[cells[0]]] == CHILDREN == 12_000
    assert first.system.values.tolist() != reference(seed=6).system.values.tolist()


def test_a_child_of_the_reference_cube_is_counted_once_in_each_cell_it_belongs_to():
    told = reference()
    rows = children(told.places, np.random.default_rng(reference_cube.SEED))
    girls = rows[(rows["adm2"] == "CF711") & (rows["sex"] == "girl")]
    of_age = girls[girls["age_group"] == "5-11"]
    value = {(cell.pcode, cell.codes): count for cell, count in zip(told.grid.cells, told.system.values, strict=True)}
    assert value["CF711", (("sex", "girl"),)] == len(girls) > 100
    assert value["CF711", (("age_group", "5-11"), ("sex", "girl"))] == len(of_age) > 100


def test_totals_of_the_country_and_of_places_must_be_shown_unless_they_are_small():
    told = reference()
    for cell, value, must_show in zip(told.grid.cells, told.system.values, told.system.must_show, strict=True):
        is_total = cell.level == "country" or not cell.codes
        assert must_show == (is_total and not 0 < value < 5)
