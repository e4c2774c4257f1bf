"""Generated 4W workbooks, whose actors are counted by a build and naively; ends with 1 where the two differ.

``python -m tests.campaign.presence --count 40 [--seed 1]``. Nothing outside a temporary folder is touched.
"""

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from etl.build import build
from tests import oracle
from tests.campaign.kills import silent
from tests.factories import Built, Grid, grid, workbook

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


def areas_of(scheme: str, level: str) -> list[dict[str, str]]:
    with (oracle.REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if (row["scheme"], row["level"]) == (scheme, level)]


def generated(chance: random.Random, scheme: str, periods: list[str], many: int) -> Grid:
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


def drawn(seed: int, folder: Path) -> Path:
    """A workbook of four sheets, written into the folder. 2023 is whole in every draw, 2024 lacks some months; the
    quarters of 2025 are reported as such, one with months."""
    chance = random.Random(seed)
    months = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    missing = set(chance.sample(months[12:], 3))
    early, late = months[:17], months[15:]  # in two months both schemes are used
    return workbook(
        folder / "4w.xlsx",
        {
            "avant": generated(chance, "cod_v01", [month for month in early if month not in missing], 160),
            "après": generated(chance, "cod_v02", [month for month in late if month not in missing] + ["2025-02"], 120),
            "trimestres": generated(chance, "cod_v02", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], 60),
            "année": generated(chance, "cod_v01", ["2022"], 40),
        },
    )


def campaign(seeds: Sequence[int], tell: Callable[[str], None] = print) -> int:
    """How many draws have actors that a naive count does not find; each is told as it ends."""
    failed = 0
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix="maillage-presence-") as name:
            folder = Path(name) / "sources"
            folder.mkdir()
            drawn(seed, folder)
            expected = oracle.presence(oracle.facts_of_folder(folder, SCHEMES))
            report = build(folder, Path(name) / "warehouse", None, "fr", silent).report
            built = Built(Path(name) / "warehouse", report)
            wrong = differences(published(built), expected)
            built.connection.close()
        failed += bool(wrong)
        tell(f"draw {seed}: {len(expected)} numbers, {len(wrong)} differ {list(wrong.items())[:3] or ''}")
    return failed


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    return 1 if campaign(range(options.seed, options.seed + options.count)) else 0


if __name__ == "__main__":
    sys.exit(main())
