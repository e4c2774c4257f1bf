"""The benchmark's tables and the files it writes, checked from the files alone."""

import csv
import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.disclosure import read

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
