"""What a reader narrows to. Codes only: words belong to the interface."""

from dataclasses import dataclass

LEVELS = ("adm1", "adm2")
SEASONS = ("dry", "rainy")
SCENARIOS = ("low", "mid", "high")  # of population
MEASURES = ("functional", "sites", "actors")
SCHEMES = ("cod_v01", "cod_v02")  # those of RCA; another country has one, cod_ and its ISO code
HOME = "CAF"


class Filters:
    """What a page narrows to: period and boundary scheme in any case."""

    def parameters(self, *names: str) -> dict[str, str]:
        """The values of the named fields, for a query that binds just those."""
        return {name: vars(self)[name] for name in names}


@dataclass(frozen=True)
class Coverage(Filters):
    """Which sector of which period, in which areas."""

    period: str  # 2022, 2022-Q1 or 2022-03
    sector: str  # code of marts.sectors
    level: str  # adm1: prefectures; adm2: sub-prefectures
    scheme: str  # cod_v01: 17/72 of 2015; cod_v02: 20/85 of the 2021 law; cod_tcd: Chad's


@dataclass(frozen=True)
class Services(Filters):
    """Which service of which period, in which areas, and what of it the map shows."""

    period: str
    service: str  # code of marts.services
    level: str
    scheme: str
    measure: str  # functional or sites (per so many people), actors (a count)


@dataclass(frozen=True)
class Actors(Filters):
    """Whose presence in which services of which period, in which areas."""

    period: str
    service: str  # code of marts.services, or basket: all five of it
    level: str
    scheme: str
    type: str  # code of marts.organisation_types, unknown, or all


@dataclass(frozen=True)
class Gaps(Filters):
    """The gaps of which service and period, in which areas, and under which population."""

    period: str
    service: str  # code of marts.services
    level: str
    scheme: str
    scenario: str  # low, mid or high


@dataclass(frozen=True)
class Access(Filters):
    """How far which service of which period is, in a season, and what counts as near."""

    period: str
    service: str  # code of marts.services
    scheme: str
    season: str  # dry or rainy
    minutes: str  # the longest journey that counts as near


@dataclass(frozen=True)
class Siting(Filters):
    """Where the next sites of a service should open: how many, for which season and reach, and of which size."""

    period: str
    service: str  # code of marts.services
    scheme: str
    season: str  # dry or rainy
    minutes: str  # the longest journey to a site that reaches a child
    count: str  # 1 to 10
    capacity: str  # children that a site can receive, or none (any number)


@dataclass(frozen=True)
class Zones(Filters):
    """The access of which period, and which service with and without the zones that are cut off."""

    period: str
    service: str  # code of marts.services
    scheme: str


@dataclass(frozen=True)
class Referrals(Filters):
    """The referrals of which period, and which of them; ``all`` where nothing is narrowed."""

    period: str
    scheme: str
    priority: str  # emergency, urgent, normal, unknown, or all
    service: str  # code of marts.services, other, unknown, or all
    direction: str  # from or to the chosen service or organisation, or any


@dataclass(frozen=True)
class Cases(Filters):
    """The cases of which period; ``all`` where nothing is narrowed."""

    period: str
    scheme: str
    adm1: str  # p-code of a prefecture of the scheme, or all
    organisation: str  # who tells of them, or all


@dataclass(frozen=True)
class Directory(Filters):
    """Which sites of the directory: ``all`` where nothing is narrowed."""

    scheme: str
    service: str  # code of marts.services, or all
    adm1: str  # p-code of a prefecture, or all
    adm2: str  # p-code of a sub-prefecture, or all
    age: str  # of the child in years, 0 to 17, or all
    sex: str  # girl, boy or all
    disability: str  # yes: only sites that say they are accessible; or all
    state: str  # functional, stale, unverified, closed, or all


@dataclass(frozen=True)
class Plan(Filters):
    """Which plan, and the sector whose prefectures are shown."""

    year: str
    plan: str  # as it is named in its tables
    plan_sector: str  # code of marts.sector_names; empty where the plan tells none


@dataclass(frozen=True)
class Indicators(Filters):
    """Which indicator, of which period and areas."""

    indicator: str  # code of marts.indicators
    component: str  # its part, empty where it has none
    span: str  # of its periods: month, quarter or year
    period: str
    scheme: str  # that of the period
    level: str


@dataclass(frozen=True)
class Place(Filters):
    """One place in one period."""

    period: str
    scheme: str
    adm1: str  # p-code of a prefecture of the scheme
    adm2: str  # p-code of one of its sub-prefectures, or all

    @property
    def level(self) -> str:
        return "adm1" if self.adm2 == "all" else "adm2"

    @property
    def pcode(self) -> str:
        return self.adm1 if self.adm2 == "all" else self.adm2


@dataclass(frozen=True)
class Evidence(Filters):
    """Which outcome is compared, of which period."""

    outcome: str  # code of marts.evidence_outcomes
    period: str
    scheme: str  # that of the period
    level: str  # the finest that the outcome is told of


@dataclass(frozen=True)
class Multisector(Filters):
    """Child protection beside another sector: in which period and areas, and with whom."""

    period: str
    level: str
    scheme: str
    partners: str = ""  # codes of marts.sectors and marts.services that are one partner, parted by commas


def country_of(scheme: str) -> str:
    """The ISO 3166 code, of three letters, of the country that a scheme divides."""
    return HOME if scheme in SCHEMES else scheme.removeprefix("cod_").upper()
