"""Which basic services are where, told naively: loops over the demonstration's workbooks, and no SQL but the reading.

Sites, access and missions are read from their workbooks, places and people from data/reference, ground is compared as
sets (tests/oracle.py). Only the 4W begins at its loaded rows (core.activities and the services that their words name),
and journeys at core.origins: what the words of 36 workbooks mean, and where areas have their centres, others test. The
rules are said again from design/indicators.csv; nothing comes from etl/.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import openpyxl

from tests import oracle
from tests.factories import Built

SERVICES = {
    "Formation sanitaire": "health", "Centre d'écoute psychosociale": "psychosocial",
    "Centre d'écoute juridique": "legal", "École": "school", "Gestion des cas": "case_management",
    "Espace ami d'enfants": "safe_space", "État civil": "civil_registration",
    "Prise en charge médicale VBG": "gbv_clinical_care", "Unité nutritionnelle": "nutrition", "Point d'eau": "water",
    "Circuit de référencement communautaire": "community_referral",
}  # fmt: skip
BASKET = ("health", "psychosocial", "legal", "school", "case_management")
CHILD_PROTECTION = {
    "psychosocial", "legal", "case_management", "safe_space", "civil_registration", "community_referral",
}  # fmt: skip
WORKING, CLOSED = {"Fonctionnel", "Partiellement fonctionnel"}, {"Non fonctionnel"}
FRESH_DAYS = dict.fromkeys(SERVICES.values(), 90) | {"community_referral": 180}
V01, V02 = "cod_v01", "cod_v02"
MONTHS = [
    f"{year}-{n:02}" for year in range(2023, 2027) for n in range(1, 13) if "2023-10" <= f"{year}-{n:02}" <= "2026-09"
]


def scheme_of(month: str) -> str:
    """The demonstration's organisations take the new boundaries in June 2024."""
    return V01 if month < "2024-06" else V02


def last_day(month: str) -> dt.date:
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)


def cells(sources: Path, pattern: str) -> Iterator[dict[str, object]]:
    """Rows by heading: a title, the headings, the tags, then the rows."""
    for path in sorted(sources.glob(pattern)):
        (page,) = openpyxl.load_workbook(path).worksheets
        _, headings, _, *rows = page.iter_rows(values_only=True)
        for row in rows:
            yield dict(zip([str(heading).replace("\n", " ") for heading in headings], row, strict=True))


class Ground(NamedTuple):
    """Where an adm2 area lies: the areas that hold all of it, and those that share some of it, by scheme and level."""

    within: set[tuple[str, str, str]]
    across: set[tuple[str, str, str]]


class Site(NamedTuple):
    service: str
    month: str
    scheme: str
    pcode: str
    name: str
    who: str
    status: str
    seen: dt.date
    point: tuple[float, float]


class Activity(NamedTuple):
    month: str
    scheme: str
    pcode: str
    who: str
    sector: str
    is_going_on: bool
    services: tuple[str, ...]


@dataclass
class Found:
    """What a month tells of one service in one area; ``owners``: whose the working sites in it are."""

    sites: list[Site]
    states: list[str]
    owners: set[str]
    perhaps: set[str]  # whose working sites may lie in it
    is_across: bool  # a site may lie in it
    active: set[str]
    maybe_active: set[str]

    @property
    def works(self) -> int:
        return self.states.count("works")


class Account:
    """The account of one demonstration: its workbooks, and the warehouse built of them."""

    def __init__(self, sources: Path, built: Built) -> None:
        self.sources, self.built = sources, built
        self._months: dict[str, list[tuple[Site, str, set[str]]]] = {}
        self._statuses: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
        self._areas: dict[tuple[str, str], dict[tuple[str, str], Found]] = {}

    @cached_property
    def grounds(self) -> dict[oracle.Area, frozenset]:
        return oracle.grounds()

    @cached_property
    def places(self) -> dict[tuple[str, str], Ground]:
        found = {}
        for (scheme, level, pcode), ground in self.grounds.items():
            if level == "adm2":
                shared = {area for area, other in self.grounds.items() if ground & other}
                within = {area for area in shared if ground <= self.grounds[area]}
                found[scheme, pcode] = Ground(within, shared - within)
        return found

    def adm2(self, scheme: str) -> list[str]:
        return [pcode for own, pcode in self.places if own == scheme]

    @cached_property
    def people(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Population, children, children of school age (12 of the 19 years of 0-18) of each adm2 area."""
        rows = oracle.reference("population").query("level == 'adm2' and children != ''")
        assert not rows.duplicated(["scheme", "pcode"]).any()
        return {
            (row.scheme, row.pcode): (int(row.population), int(row.children), round(int(row.children) * 12 / 19))
            for row in rows.itertuples()
        }

    @cached_property
    def sites(self) -> list[Site]:
        rows = list(cells(self.sources, "sites_*.xlsx"))
        # one row names no place: it lies where the other lists of the same names have it
        places = {row["Nom du site"]: row["Code sous-préfecture"] for row in rows if row["Code sous-préfecture"]}
        assert sum(not row["Code sous-préfecture"] for row in rows) == 1
        found = []
        for row in rows:
            month = f"{row['Mois']:%Y-%m}"
            code = row["Code sous-préfecture"] or places[row["Nom du site"]]
            # a site was not seen after its list was closed
            seen = min(row["Date de vérification"].date(), last_day(month))
            point = (row["Latitude"], row["Longitude"])
            service, who = SERVICES[row["Type de service"]], oracle.name_key(row["Organisation"])
            status = row["État de fonctionnement"]
            found.append(Site(service, month, scheme_of(month), code, row["Nom du site"], who, status, seen, point))
        return found

    @cached_property
    def activities(self) -> list[Activity]:
        services = defaultdict(list)
        for sheet, row, service in self.built.rows("SELECT sheet_id, row, service_code FROM core.activity_services"):
            services[sheet, row].append(service)
        return [
            Activity(month, scheme, pcode, oracle.name_key(who), sector, status not in ("Planifié", "Suspendu"),
                     tuple(services[sheet, row]))
            for sheet, row, month, scheme, pcode, who, sector, status in self.built.rows(
                "SELECT sheet_id, row, period, scheme, adm2_pcode, organisation_id, sector_code, status "
                "FROM core.activities WHERE NOT is_duplicate"
            )
        ]  # fmt: skip

    def in_force(self, month: str) -> list[tuple[Site, str, set[str]]]:
        """The sites of the last list of each organisation and service, the state of each, whose it is."""
        if month not in self._months:
            latest: dict[tuple, str] = {}
            for site in self.sites:
                if site.month <= month:
                    latest[site.who, site.service] = max(site.month, latest.get((site.who, site.service), ""))
            told = defaultdict(list)
            for site in self.sites:
                if latest.get((site.who, site.service)) == site.month:
                    told[site.scheme, site.pcode, site.service, site.name].append(site)
            # one site that two list is of both, as the one who saw it last has it
            self._months[month] = [
                (site, self.state(site, month), {one.who for one in same})
                for same in told.values()
                for site in [max(same, key=lambda one: one.seen)]
            ]
        return self._months[month]

    def state(self, site: Site, month: str) -> str:
        is_old = (last_day(month) - site.seen).days > FRESH_DAYS[site.service]
        if site.status in CLOSED:
            return "was closed" if is_old else "closed"
        if site.status not in WORKING:
            return "unknown"
        return "stale" if is_old else "works"

    def found(self, month: str, scheme: str) -> dict[tuple[str, str], Found]:
        """What is told of each adm2 area of a scheme and each service."""
        if (month, scheme) not in self._areas:
            found = {
                (pcode, service): Found([], [], set(), set(), False, set(), set())
                for pcode in self.adm2(scheme)
                for service in FRESH_DAYS
            }
            for site, state, whose in self.in_force(month):
                ground = self.places[site.scheme, site.pcode]
                for pcode in of(ground.within, scheme):
                    there = found[pcode, site.service]
                    there.sites.append(site)
                    there.states.append(state)
                    there.owners |= whose if state == "works" else set()
                for pcode in of(ground.across, scheme):
                    there = found[pcode, site.service]
                    there.is_across = True
                    there.perhaps |= whose if state == "works" else set()
            for activity in self.activities:
                if activity.month == month and activity.is_going_on:
                    ground = self.places[activity.scheme, activity.pcode]
                    for service in activity.services:
                        for pcode in of(ground.within, scheme):
                            found[pcode, service].active.add(activity.who)
                        for pcode in of(ground.across, scheme):
                            found[pcode, service].maybe_active.add(activity.who)
            self._areas[month, scheme] = found
        return self._areas[month, scheme]

    def is_covered(self, pcode: str, scheme: str, schemes: set[str]) -> bool:
        """Whether what is told in some schemes tells of all of an area."""
        return any(oracle.is_covered(self.grounds, (scheme, "adm2", pcode), told) for told in schemes)

    def fresh_lists(self, month: str) -> dict[str, set[str]]:
        """The schemes of the lists of each service that are new enough for their silence to say: none."""
        schemes = defaultdict(set)
        for site, _, _ in self.in_force(month):
            if (last_day(month) - last_day(site.month)).days <= FRESH_DAYS[site.service]:
                schemes[site.service].add(site.scheme)
        return schemes

    def numbers(self, month: str, scheme: str) -> dict[tuple[str, str], int | None]:
        """Working sites; None where nobody can say how many."""
        lists = self.fresh_lists(month)
        silent = {
            (pcode, service): self.is_covered(pcode, scheme, lists[service])
            for service in FRESH_DAYS
            for pcode in self.adm2(scheme)
        }
        return {pair: number(there, silent[pair]) for pair, there in self.found(month, scheme).items()}

    def statuses(self, month: str, scheme: str) -> dict[tuple[str, str], str]:
        """Of each area and service: works, none, or unknown."""
        if (month, scheme) not in self._statuses:
            speaking = [one for one in self.activities if one.month == month and one.is_going_on]
            spoken_of = {service for one in speaking for service in one.services}
            schemes = {one.scheme for one in self.activities if one.month == month}
            covered = {pcode: self.is_covered(pcode, scheme, schemes) for pcode in self.adm2(scheme)}
            counted = self.numbers(month, scheme)
            self._statuses[month, scheme] = {
                (pcode, service): status(there, counted[pcode, service], service in spoken_of and covered[pcode])
                for (pcode, service), there in self.found(month, scheme).items()
            }
        return self._statuses[month, scheme]


def status(there: Found, sites: int | None, is_reported: bool) -> str:
    if there.works:
        return "works"
    is_nobody = not (there.sites or there.is_across or there.active or there.maybe_active)
    return "none" if sites == 0 or (is_nobody and is_reported) else "unknown"


def of(areas: set[tuple[str, str, str]], scheme: str) -> list[str]:
    return [pcode for own, level, pcode in areas if (own, level) == (scheme, "adm2")]


def number(there: Found, is_listed: bool) -> int | None:
    if there.is_across:
        return None
    if there.works or (there.sites and set(there.states) == {"closed"}):
        return there.works
    return 0 if not there.sites and is_listed else None
