"""The same answers, found naively: workbooks read with openpyxl, places compared as sets of ground.

Nothing here comes from etl/: two programs that agree without knowing each other are probably right.
"""

import re
import unicodedata
from functools import cache
from itertools import chain
from pathlib import Path

import openpyxl
import pandas as pd

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"

Area = tuple[str, str, str]  # scheme, level, p-code
Presence = dict[tuple[str, str, str, str, str], int]  # period, scheme, level, p-code, sector -> actors

# The 11 words of the 3W of 2022, and the few that the generated workbooks use besides.
SECTORS = {
    "Abris&BNA": "SHL",
    "CCCM": "CCM",
    "Coordination": "COO",
    "EHA": "WSH",
    "Education": "EDU",
    "Logistique": "LOG",
    "Nutrition": "NUT",
    "Protection": "PRO",
    "Santé": "HEA",
    "Sécurité alimentaire": "FSC",
    "Telecom": "TEL",
    "Protection de l'enfance": "PRO-CPN",
    "VBG": "PRO-GBV",
}
PARENTS = {"PRO-CPN": "PRO", "PRO-GBV": "PRO", "PRO-HLP": "PRO", "PRO-MIN": "PRO"}
BANGUI = {f"CF71{number}": "CF711" for number in range(1, 9)}  # its arrondissements, all in one sub-prefecture of 2015
FACTS = ["period", "scheme", "adm1", "adm2", "sector", "organisation"]


@cache
def reference(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def name_key(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return "".join(sign for sign in plain.lower() if sign.isalnum())


def facts_of_3w(path: Path) -> pd.DataFrame:
    """The 3W of the first quarter of 2022: headings in row 1, tags in row 2, the period in the sheet's name."""
    page = openpyxl.load_workbook(path).worksheets[0]
    quarter, year = re.search(r"T([1-4]) (\d{4})", page.title).groups()
    prefecture = parents("cod_v01")
    facts = []
    for row in page.iter_rows(min_row=3, values_only=True):
        _, _, _, code, sector, actor, *_ = row
        adm2 = BANGUI.get(code, code)
        facts.append((f"{year}-Q{quarter}", "cod_v01", prefecture[adm2], adm2, SECTORS[sector], name_key(actor)))
    return pd.DataFrame(facts, columns=FACTS)


def facts_of_folder(folder: Path, scheme_of_sheet: dict[str, str]) -> pd.DataFrame:
    """Workbooks of columns Mois, Organisation, Secteur, Sous-secteur, codes: rows that name nobody do not count."""
    facts = []
    for path in sorted(folder.glob("*.xlsx")):
        for page in openpyxl.load_workbook(path).worksheets:
            scheme = scheme_of_sheet[page.title]
            prefecture = parents(scheme)
            headings, *rows = page.iter_rows(values_only=True)
            for values in rows:
                cell = {heading: str(value or "").strip() for heading, value in zip(headings, values, strict=True)}
                if not cell["Organisation"]:
                    continue
                adm2 = cell["Code sous-préfecture"]
                adm1 = prefecture[adm2] if adm2 else cell["Code préfecture"]
                sector = SECTORS[cell["Sous-secteur"] or cell["Secteur"]]
                facts.append((cell["Mois"], scheme, adm1, adm2, sector, name_key(cell["Organisation"])))
    return pd.DataFrame(facts, columns=FACTS)


@cache
def parents(scheme: str) -> dict[str, str]:
    areas = reference("areas")
    areas = areas[(areas["scheme"] == scheme) & (areas["level"] == "adm2")]
    return dict(zip(areas["pcode"], areas["parent_pcode"], strict=True))


def grounds() -> dict[Area, frozenset[tuple[str, str]]]:
    """Each area as a set of pieces of ground; a piece is a pair of codes of 2015 and 2021 that overlap."""
    pieces = set(zip(reference("area_crosswalk")["v01_pcode"], reference("area_crosswalk")["v02_pcode"], strict=True))
    found: dict[Area, set[tuple[str, str]]] = {}
    for side, scheme in enumerate(("cod_v01", "cod_v02")):
        prefecture = parents(scheme)
        for piece in pieces:
            code = piece[side]
            found.setdefault((scheme, "adm2", code), set()).add(piece)
            found.setdefault((scheme, "adm1", prefecture[code]), set()).add(piece)
    return {area: frozenset(ground) for area, ground in found.items()}


def counts_in(ground: dict[Area, frozenset], area: Area) -> list[Area]:
    """Where a report about an area counts: wherever all its ground lies, and never finer than it was said."""
    is_coarse = area[1] == "adm1"
    return [other for other in ground if ground[area] <= ground[other] and not (is_coarse and other[1] == "adm2")]


def is_covered(ground: dict[Area, frozenset], area: Area, scheme: str) -> bool:
    """Whether the area is exactly a union of sub-prefectures of a scheme."""
    inside = [
        other_ground
        for (other_scheme, level, _), other_ground in ground.items()
        if (other_scheme, level) == (scheme, "adm2") and other_ground <= ground[area]
    ]
    return frozenset(chain.from_iterable(inside)) == ground[area]


@cache
def months_of(period: str) -> set[str]:
    year = period[:4]
    if len(period) == 4:
        return {f"{year}-{number:02d}" for number in range(1, 13)}
    if period[5] == "Q":
        last = 3 * int(period[6])
        return {f"{year}-{number:02d}" for number in range(last - 2, last + 1)}
    return {period}


def periods_offered(reported: set[str]) -> set[str]:
    """The periods reported, and the quarters and years that they make up whole."""
    quarters = {f"{period[:4]}-Q{number}" for period in reported for number in range(1, 5)}
    whole_quarters = {quarter for quarter in quarters if quarter in reported or months_of(quarter) <= reported}
    years = {period[:4] for period in reported}
    whole_years = {year for year in years if {f"{year}-Q{number}" for number in range(1, 5)} <= whole_quarters}
    return reported | whole_quarters | whole_years


def presence(facts: pd.DataFrame) -> Presence:
    """Distinct actors by period, scheme, level, area and sector, with the zeros."""
    ground = grounds()
    counted_in = {area: counts_in(ground, area) for area in ground}
    covered = {
        scheme: [area for area in ground if is_covered(ground, area, scheme)] for scheme in ("cod_v01", "cod_v02")
    }
    answer: Presence = {}
    for period in periods_offered(set(facts["period"])):
        inside = facts[facts["period"].map(lambda part, whole=period: months_of(part) <= months_of(whole))]
        present, undecided = [], set()
        for fact in inside.itertuples():
            finest = (fact.scheme, "adm2", fact.adm2) if fact.adm2 else (fact.scheme, "adm1", fact.adm1)
            told = {fact.sector, PARENTS.get(fact.sector, fact.sector)}
            shared = (area for area in ground if ground[area] & ground[finest] and area not in counted_in[finest])
            undecided.update((*area, sector) for area in shared for sector in told)
            for area in counted_in[finest]:
                present.append((*area, fact.sector, fact.organisation))
                if fact.sector in PARENTS:
                    present.append((*area, PARENTS[fact.sector], fact.organisation))
        table = pd.DataFrame(present, columns=["scheme", "level", "pcode", "sector", "organisation"])
        actors = table.groupby(["scheme", "level", "pcode", "sector"])["organisation"].nunique().to_dict()
        for area in {area for scheme in set(inside["scheme"]) for area in covered[scheme]}:
            for sector in set(table["sector"]):
                if (*area, sector) in actors or (*area, sector) not in undecided:
                    answer[(period, *area, sector)] = actors.get((*area, sector), 0)
    return answer
