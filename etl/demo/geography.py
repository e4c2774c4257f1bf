"""How present the invented partners are in each place: rich hubs, thin and closed areas."""

from etl.demo.organisations import ZONES
from etl.demo.places import Area

ZONE_OF = {pcode: zone for zone, pcodes in ZONES.items() for pcode in pcodes}

# Prefectures whose roads close in the rains.
RAIN_CLOSED = frozenset({"CF51", "CF52", "CF53", "CF63"})
# Prefectures where partners open new work during the three years.
GROWING = frozenset({"CF71", "CF43", "CF31"})

_PREFECTURE = {
    "CF11": 0.7, "CF12": 0.7, "CF21": 0.8, "CF22": 0.9, "CF23": 0.5, "CF24": 0.6, "CF31": 1.2,
    "CF32": 1.1, "CF33": 0.9, "CF34": 1.1, "CF41": 0.9, "CF42": 1.2, "CF43": 1.4, "CF51": 0.7,
    "CF52": 0.7, "CF53": 0.6, "CF61": 0.8, "CF62": 0.8, "CF63": 0.6, "CF71": 1.7,
}  # fmt: skip
_HUBS = frozenset(
    {
        "CF211", "CF221", "CF231", "CF311", "CF321", "CF331", "CF341", "CF411", "CF421",
        "CF431", "CF511", "CF521", "CF531", "CF612", "CF621", "CF633", "CF711",
    }
)  # fmt: skip
# Places that hardly anybody reaches: real gaps must exist in the demonstration.
_FORGOTTEN = frozenset(
    {
        "CF216", "CF224", "CF244", "CF323", "CF334", "CF413", "CF432", "CF523", "CF524",
        "CF534", "CF616", "CF632", "CF634",
    }
)  # fmt: skip


def presence(area: Area) -> float:
    """Relative chance that a line of work exists in a (current) sub-prefecture."""
    weight = _PREFECTURE[area.adm1_pcode]
    if area.pcode in _HUBS:
        weight *= 1.7
    if area.pcode in _FORGOTTEN:
        weight *= 0.12
    return weight


def scarcity(label: str, area: Area) -> float:
    """Legal and psychosocial work is rare in the east, the gap the dashboard must show."""
    if ZONE_OF[area.adm1_pcode] not in ("nord-est", "sud-est"):
        return 1.0
    folded = label.lower()
    if "juridique" in folded or "état civil" in folded or "naissance" in folded:
        return 0.12
    return 0.4 if "psychosocial" in folded else 0.9
