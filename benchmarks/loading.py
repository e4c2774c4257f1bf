"""How long a large 4W takes to load, beside the time of merely reading it: ``python -m benchmarks.loading [ROWS]``."""

import random
import sys
import tempfile
import time
from pathlib import Path

import fastexcel
import xlsxwriter

from etl.build import build
from etl.headings import reference_rows

HEADINGS = (
    "Mois du rapport", "Organisation", "Nom complet", "Type d'organisation", "Secteur", "Sous-secteur", "Activité",
    "Préfecture", "Code préfecture", "Sous-préfecture", "Code sous-préfecture", "Statut", "Date de début",
    "Date de fin", "Cible", "Atteint total", "Filles", "Garçons", "Bailleur", "Commentaire",
)  # fmt: skip
BAD_SHARE = 0.01  # of the rows hold one cell to reject


def write_workbook(path: Path, rows: int) -> None:
    """A 4W of 20 columns; one row in a hundred has a sector that does not exist or a negative count."""
    chance = random.Random(2026)
    places = [row for row in reference_rows("areas.csv") if row["scheme"] == "cod_v02" and row["level"] == "adm2"]
    parents = {row["pcode"]: row["name"] for row in reference_rows("areas.csv") if row["scheme"] == "cod_v02"}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("4W")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, rows + 1):
            place = chance.choice(places)
            bad = chance.random() < BAD_SHARE
            sector = "Inconnu" if bad and number % 2 else "Santé"
            reached = -1 if bad and not number % 2 else chance.randrange(500)
            organisation = f"ORG{chance.randrange(200)}"
            sheet.write_row(
                number,
                0,
                (
                    f"2025-{chance.randrange(1, 13):02d}", organisation, f"Organisation {organisation}",
                    "ONG nationale", sector, None, f"Activité {number}", parents[place["parent_pcode"]],
                    place["parent_pcode"], place["name"], place["pcode"], "En cours",
                    "2025-01-01", "2025-12-31", 500, reached, 10, 12, "Bailleur", "banc d'essai",
                ),
            )  # fmt: skip


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        sources, warehouse = Path(folder, "sources"), Path(folder, "warehouse")
        sources.mkdir()
        write_workbook(sources / "4w.xlsx", rows)
        start = time.perf_counter()
        fastexcel.read_excel(sources / "4w.xlsx").load_sheet(
            0, header_row=None, skip_rows=0, dtypes="string"
        ).to_arrow()
        read = time.perf_counter() - start
        start = time.perf_counter()
        outcome = build(sources, warehouse, None, "fr", lambda code, done, total: None)
        built = time.perf_counter() - start
    totals = outcome.report["totals"]
    print(f"rows {totals['rows_received']:,}, rejected {totals['rows_rejected']:,}")
    print(f"fastexcel, read only   {read:6.2f} s   1.0")
    print(f"the whole build        {built:6.2f} s   {built / read:.1f}")


if __name__ == "__main__":
    main()
