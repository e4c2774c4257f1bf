"""What a reader narrows to. Codes only: words belong to the interface."""

from dataclasses import asdict, dataclass

LEVELS = ("adm1", "adm2")
SCHEMES = ("cod_v01", "cod_v02")  # those of RCA; another country has one, cod_ and its ISO code
HOME = "CAF"


@dataclass(frozen=True)
class Coverage:
    """Which sector of which period, in which areas."""

    period: str  # 2022, 2022-Q1 or 2022-03
    sector: str  # code of marts.sectors
    level: str  # adm1: prefectures; adm2: sub-prefectures
    scheme: str  # cod_v01: 17/72 of 2015; cod_v02: 20/85 of the 2021 law; cod_tcd: Chad's

    def parameters(self, *names: str) -> dict[str, str]:
        """The values of the named fields, for a query that binds just those."""
        values = asdict(self)
        return {name: values[name] for name in names}


def country_of(scheme: str) -> str:
    """The ISO 3166 code, of three letters, of the country that a scheme divides."""
    return HOME if scheme in SCHEMES else scheme.removeprefix("cod_").upper()
