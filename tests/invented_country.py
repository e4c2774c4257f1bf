"""A country that does not exist: Xépya (XPY), two provinces of two districts each, named in three languages."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

ISO3 = "XPY"
SCHEME = "cod_xpy"
# p-code: French, English and Arabic names. Every district is a square of one degree; the provinces lie side by side.
PROVINCES: Mapping[str, tuple[str, str, str]] = {
    "XPY01": ("Plaine du Nord", "Northern Plain", "السهل الشمالي"),
    "XPY02": ("Côte du Sud", "Southern Coast", "الساحل الجنوبي"),
}
DISTRICTS: Mapping[str, tuple[str, str, str]] = {
    "XPY0101": ("Bélvar", "Belwar", "بلوار"),
    "XPY0102": ("Vieux-Pont", "Oldbridge", "الجسر القديم"),
    "XPY0201": ("Sel-Blanc", "Whitesalt", "الملح الأبيض"),
    "XPY0202": ("Trois-Îles", "Three Islands", "الجزر الثلاث"),
}
LANGUAGES = ("FR", "EN", "AR")


def square(west: float, south: float, width: float = 1, height: float = 1) -> dict:
    east, north = west + width, south + height
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def write(path: Path, features: Sequence[tuple[dict, dict]]) -> Path:
    """A GeoJSON file of (properties, geometry)."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": shape} for properties, shape in features
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def named(level: int, names: Sequence[str]) -> dict[str, str]:
    return {f"ADM{level}_{language}": name for language, name in zip(LANGUAGES, names, strict=True)}


def provinces() -> list[tuple[dict, dict]]:
    return [
        ({"ADM0_PCODE": ISO3, "ADM1_PCODE": code, **named(1, names)}, square(40 + column, 20, 1, 2))
        for column, (code, names) in enumerate(PROVINCES.items())
    ]


def districts(with_province: bool = True) -> list[tuple[dict, dict]]:
    features = []
    for code, names in DISTRICTS.items():
        province = code[:5]
        above = {"ADM1_PCODE": province, **named(1, PROVINCES[province])} if with_province else {}
        where = square(40 + int(province[-1]) - 1, 20 + int(code[-1]) - 1)
        features.append(({"ADM0_PCODE": ISO3, "ADM2_PCODE": code, **named(2, names), **above}, where))
    return features


def boundaries(folder: Path) -> Path:
    """The folder with both files, as HDX publishes them."""
    write(folder / "xpy_admbnda_adm1.geojson", provinces())
    write(folder / "xpy_admbnda_adm2.geojson", districts())
    return folder
