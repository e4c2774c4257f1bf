"""How long Couverture takes to run, beside the time of its own queries: ``python -m benchmarks.page [ROWS]``."""

import csv
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.warehouse import Warehouse, current_warehouse
from etl.build import build
from etl.headings import reference_rows

RUNS = 100
FRAME = Path(__file__).parents[1] / "dashboard" / "frame.py"
SECTORS = ("Santé", "Éducation", "Nutrition", "Protection de l'enfance", "Sécurité alimentaire", "Logistique")
CODES = ("HEA", "EDU", "NUT", "PRO-CPN", "FSC", "LOG")


def write_activities(path: Path, rows: int) -> None:
    """A 4W of three years, six sectors, all sub-prefectures of 2021 and eighty organisations."""
    chance = random.Random(2026)
    areas = [row for row in reference_rows("areas.csv") if row["scheme"] == "cod_v02" and row["level"] == "adm2"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Mois", "Organisation", "Secteur", "Activité", "Sous-préfecture", "Code sous-préfecture"])
        for number in range(rows):
            area = chance.choice(areas)
            month = f"{chance.randrange(2023, 2026)}-{chance.randrange(1, 13):02d}"
            organisation, sector = f"ORG{chance.randrange(80)}", chance.choice(SECTORS)
            writer.writerow([month, organisation, sector, f"Activité {number}", area["name"], area["pcode"]])


def timed(action: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run, after three that are not counted."""
    taken = []
    for _ in range(runs + 3):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken[3:]


def opened() -> AppTest:
    """A reader on Couverture."""
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    return app.switch_page("../pages/coverage.py").run()


def queries_of_a_run(app: AppTest) -> list[tuple]:
    """What one run of the page asks, to be asked again without the page."""
    asked: list[tuple] = []
    query = Warehouse.query

    def noted(warehouse: Warehouse, *question: object) -> object:
        asked.append(question)
        return query(warehouse, *question)

    Warehouse.query = noted
    try:
        app.run()
    finally:
        Warehouse.query = query
    return asked


def line(name: str, taken: list[float], floor: float) -> str:
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    return f"{name:<44}{median:8.1f}{p95:8.1f}{median / floor:8.1f}"


def main() -> None:
    logging.disable(logging.WARNING)
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        sources, directory = Path(folder, "sources"), Path(folder, "warehouse")
        sources.mkdir()
        write_activities(sources / "4w.csv", rows)
        outcome = build(sources, directory, None, "fr", lambda code, done, total: None)
        os.environ["MAILLAGE_WAREHOUSE"] = str(directory)
        app, warehouse, codes = opened(), current_warehouse(), cycle(CODES)
        asked = queries_of_a_run(app)
        floor = timed(lambda: [warehouse.query(*question) for question in asked])
        again = timed(app.run)
        another = timed(lambda: app.selectbox(key="sector:fr").set_value(next(codes)).run())
        cells = warehouse.query("SELECT count(*) AS cells FROM warehouse.marts.presence")["cells"].iloc[0]
        warehouse.connection.close()
    print(f"activities {outcome.report['totals']['rows_accepted']:,}, cells of presence {cells:,}, runs {RUNS}")
    print(f"{'milliseconds':<44}{'median':>8}{'p95':>8}{'ratio':>8}")
    print(line(f"its {len(asked)} queries alone", floor, statistics.median(floor)))
    print(line("the page run again", again, statistics.median(floor)))
    print(line("another sector chosen", another, statistics.median(floor)))


if __name__ == "__main__":
    main()
