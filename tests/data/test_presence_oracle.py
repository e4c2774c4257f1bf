"""marts.presence is what a naive count of the same workbooks gives."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import oracle
from tests.factories import Built, grid, workbook

PRESENCE = "SELECT period, scheme, level, pcode, sector_code, organisations FROM marts.presence"
SECTORS = (
    ("Santé", ""), ("EHA", ""), ("Nutrition", ""), ("Protection", ""), ("Protection", "Protection de l'enfance"),
    ("Protection", "VBG"), ("Education", ""),
)  # fmt: skip
ORGANISATIONS = ("ACF", "acf ", "UNICEF", "Écoute-Plus", "ECOUTE PLUS", "Siriri", "Kodro", "OIM", "DRC")
SCHEMES = {"avant": "cod_v01", "après": "cod_v02", "trimestres": "cod_v02", "année": "cod_v01"}


def published(built: Built) -> oracle.Presence:
    return {tuple(key): actors for *key, actors in built.rows(PRESENCE)}


def differences(found: oracle.Presence, expected: oracle.Presence) -> dict:
    """Keys whose answers differ, with both: an assertion on it shows them all."""
    return {
        key: (found.get(key), expected.get(key))
        for key in sorted(found.keys() | expected.keys())
        if found.get(key) != expected.get(key)
    }


def test_the_real_3w_has_the_actors_that_a_naive_count_finds(real_sources: Path, real_build: Built) -> None:
    (path,) = real_sources.glob("*.xlsx")
    expected = oracle.presence(oracle.facts_of_3w(path))
    assert sum(key[1:3] == ("cod_v01", "adm2") for key in expected) == 72 * 11
    assert differences(published(real_build), expected) == {}


def areas_of(scheme: str, level: str) -> list[dict[str, str]]:
    with (oracle.REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if (row["scheme"], row["level"]) == (scheme, level)]


def generated(chance: random.Random, scheme: str, periods: list[str], many: int) -> list[list]:
    """A sheet: some rows stop at the prefecture, some are repeated to the letter, some name nobody."""
    names = {row["pcode"]: row["name"] for row in areas_of(scheme, "adm1")}
    areas = areas_of(scheme, "adm2")
    made = []
    for number in range(many):
        area = chance.choice(areas)
        sector, subsector = chance.choice(SECTORS)
        row = {
            "period": chance.choice(periods),
            "organisation": "" if chance.random() < 0.03 else chance.choice(ORGANISATIONS),
            "sector": sector,
            "subsector": subsector,
            "adm1_name": names[area["parent_pcode"]],
            "adm1_code": area["parent_pcode"],
            "adm2_name": area["name"],
            "adm2_code": area["pcode"],
            "reached": number,
        }
        if chance.random() < 0.3:
            row |= {"adm2_name": "", "adm2_code": ""}
        made += [row, row] if chance.random() < 0.05 else [row]
    return grid(made)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generated_workbooks_have_the_actors_that_a_naive_count_finds(
    small: Callable[..., Built], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    months = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    # 2023 is whole in every draw, 2024 lacks some months; the quarters of 2025 are reported as such, one with months.
    missing = set(chance.sample(months[12:], 3))
    early, late = months[:17], months[15:]  # in two months both schemes are used
    sheets = {
        "avant": generated(chance, "cod_v01", [month for month in early if month not in missing], 160),
        "après": generated(chance, "cod_v02", [month for month in late if month not in missing] + ["2025-02"], 120),
        "trimestres": generated(chance, "cod_v02", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], 60),
        "année": generated(chance, "cod_v01", ["2022"], 40),
    }
    workbook(tmp_path / "4w.xlsx", sheets)
    facts = oracle.facts_of_folder(tmp_path, SCHEMES)
    assert {"2022", "2023", "2023-Q1", "2025", "2025-Q1"} <= oracle.periods_offered(set(facts["period"]))
    assert "2024" not in oracle.periods_offered(set(facts["period"]))

    built = small({"4w.xlsx": (tmp_path / "4w.xlsx").read_bytes()})
    assert dict(built.rows("SELECT sheet, scheme FROM core.source_sheets")) == SCHEMES
    assert differences(published(built), oracle.presence(facts)) == {}
