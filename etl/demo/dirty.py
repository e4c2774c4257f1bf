"""The few wrong rows of the demonstration, at fixed addresses, so that the ETL's refusals can be counted."""

from dataclasses import dataclass

from etl.demo.cells import Row

NO_ORGANISATION = "sans organisation"
NO_PLACE = "sans aucun lieu"
UNKNOWN_PLACE = "lieu inconnu"
UNKNOWN_SECTOR = "secteur inconnu"
CODES_DISAGREE = "codes de préfecture et de sous-préfecture valides mais incompatibles"
DUPLICATE = "copie exacte de la ligne précédente"
NEGATIVE = "effectif négatif"


@dataclass(frozen=True)
class Dirty:
    """One wrong row: `row` is the number a spreadsheet shows (a line number in a CSV)."""

    file: str
    sheet: str
    row: int
    problem: str


DIRTY: tuple[Dirty, ...] = (
    Dirty("4w_kodro_2023.xlsx", "4W 2023", 25, NO_ORGANISATION),
    Dirty("4w_grenier_2025.xlsx", "4W 2025", 40, NO_ORGANISATION),
    Dirty("cas_cpims_2025.xlsx", "Cas 2025", 60, NO_ORGANISATION),
    Dirty("4w_etoile_2025.xlsx", "4W 2025", 33, NO_PLACE),
    Dirty("sites_2025-12.xlsx", "Sites 2025-12", 50, NO_PLACE),
    Dirty("referencements_2025.xlsx", "Référencements 2025", 70, NO_PLACE),
    Dirty("4w_soleil_2024_06-12.xlsx", "4W 2024 (06-12)", 28, UNKNOWN_PLACE),
    Dirty("4w_zago_2025.csv", "", 21, UNKNOWN_PLACE),
    Dirty("4w_claire_2026.xlsx", "4W 2026", 45, UNKNOWN_SECTOR),
    Dirty("4w_singila_2025.xlsx", "4W 2025", 52, UNKNOWN_SECTOR),
    Dirty("4w_mbeti_2025.xlsx", "4W 2025", 37, CODES_DISAGREE),
    Dirty("4w_kodro_2025.xlsx", "4W 2025", 30, DUPLICATE),
    Dirty("cas_excel-ong_2024_06-12.xlsx", "Cas 2024 (06-12)", 44, DUPLICATE),
    Dirty("referencements_2026.xlsx", "Référencements 2026", 35, DUPLICATE),
    Dirty("4w_grenier_2026.xlsx", "4W 2026", 26, NEGATIVE),
)

_PLACE = ("adm1_name", "adm1_code", "adm2_name", "adm2_code")


def spoil(rows: list[Row], index: int, problem: str, prefectures: dict[str, str]) -> None:
    """Put one problem in the row at `index`; `prefectures` are the valid codes and names of its month."""
    row = dict(rows[index])
    if problem == DUPLICATE:
        row = dict(rows[index - 1])
    elif problem == NO_ORGANISATION:
        row |= dict.fromkeys(("organisation", "organisation_name", "organisation_type"), "")
    elif problem == NO_PLACE:
        row |= dict.fromkeys(_PLACE, "")
    elif problem == UNKNOWN_PLACE:
        row |= {
            "adm1_name": "Préfecture-Mirage",
            "adm1_code": "",
            "adm2_name": "Ville-Mirage",
            "adm2_code": "",
        }
    elif problem == UNKNOWN_SECTOR:
        row |= {"sector": "Secteur lunaire", "subsector": ""}
    elif problem == CODES_DISAGREE:
        code = min(pcode for pcode in prefectures if pcode != row["adm1_code"])
        row |= {"adm1_code": code, "adm1_name": prefectures[code]}
    elif problem == NEGATIVE:
        row["reached"] = -12
    else:
        raise ValueError(problem)
    rows[index] = row


def readme() -> str:
    """The table of wrong rows, in French, for whoever opens the folder."""
    lines = [
        "# DONNÉES FICTIVES",
        "",
        "Tout est inventé dans ces fichiers : organisations, sites, effectifs. Seuls les noms et codes",
        "des lieux sont ceux des découpages officiels. Chaque ligne porte la mention « données fictives ».",
        "",
        "Lignes fausses à dessein (le numéro est celui que montre le tableur) :",
        "",
        "| fichier | feuille | ligne | ce qui ne va pas |",
        "|---|---|---|---|",
    ]
    lines += [f"| {d.file} | {d.sheet or '(CSV)'} | {d.row} | {d.problem} |" for d in DIRTY]
    return "\n".join(lines) + "\n"
