"""Sub-prefectures of both boundary schemes, as the invented partners name them."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from etl.demo.cells import Row
from etl.demo.timeline import scheme_of

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


@dataclass(frozen=True)
class Area:
    """One sub-prefecture with its prefecture."""

    pcode: str
    name: str
    adm1_pcode: str
    adm1_name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Places:
    """The 85 sub-prefectures the world is built on, and how each was called before June 2024."""

    current: tuple[Area, ...]
    former: dict[str, Area]
    prefectures: dict[str, dict[str, str]]

    def at(self, area: Area, month: dt.date) -> Area:
        """The area as a partner of that month would have coded it."""
        return self.former[area.pcode] if scheme_of(month) == "cod_v01" else area


def place_cells(area: Area) -> Row:
    """What a row says of where it is."""
    return {
        "adm1_name": area.adm1_name,
        "adm1_code": area.adm1_pcode,
        "adm2_name": area.name,
        "adm2_code": area.pcode,
    }


def load(reference: Path = REFERENCE) -> Places:
    """Read areas.csv; a current area is linked to the former one of its name, else to the nearest."""
    with (reference / "areas.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    prefectures: dict[str, dict[str, str]] = {"cod_v01": {}, "cod_v02": {}}
    for row in rows:
        if row["level"] == "adm1" and row["scheme"] in prefectures:
            prefectures[row["scheme"]][row["pcode"]] = row["name"]
    areas: dict[str, list[Area]] = {"cod_v01": [], "cod_v02": []}
    for row in rows:
        scheme, parent = row["scheme"], row["parent_pcode"]
        if row["level"] == "adm2" and scheme in areas:
            centre = float(row["center_lat"]), float(row["center_lon"])
            areas[scheme].append(Area(row["pcode"], row["name"], parent, prefectures[scheme][parent], *centre))
    # Sorted, so that the order of the reference file never changes the invented world.
    current = tuple(sorted(areas["cod_v02"], key=lambda a: a.pcode))
    old = sorted(areas["cod_v01"], key=lambda a: a.pcode)
    return Places(current, {a.pcode: _former(a, old) for a in current}, prefectures)


def _former(area: Area, old: list[Area]) -> Area:
    for candidate in old:
        if candidate.name == area.name:
            return candidate
    return min(old, key=lambda o: ((o.lat - area.lat) ** 2 + (o.lon - area.lon) ** 2, o.pcode))
