"""Put a report of a count a cell into the staging tables: each cell is a row of case counts that knows its cell."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from etl.adapters.parameters import place_of
from etl.adapters.primero import Count, Report
from etl.extract import Sheet
from etl.headings import fold

COLUMN = 2_097_152  # above the rows of any sheet: a row's number carries its column (etl/staging/01a_cells.sql)
OWN_FIELDS = ("concern", "risk_level", "case_status")  # what a table's rows may be values of, and we have a column for
ABOVE = ("organisation", "adm1_name", "adm1_code", "adm2_name", "adm2_code", "period", "period_start", "period_end")
NAMES = (
    "row", "fingerprint", *ABOVE, *OWN_FIELDS, "sex", "age_group", "cases", "counted_by", "comment",
)  # fmt: skip


class StagedCounts:
    """A report on its way into the staging tables, under its sheet's number."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sheet_id: int, sheet: Sheet, report: Report) -> None:
        self._connection = connection
        self._sheet_id = sheet_id
        self._sheet = sheet
        self._report = report

    def stage(self) -> int:
        """Insert everything; returns how many rows of the sheet hold counts."""
        report = self._report
        rows = [self._row(count) for count in report.counts]
        columns = {name: pa.array([row.get(name) for row in rows]) for name in NAMES}
        columns |= {
            name: pa.nulls(len(rows), pa.string()) for name, values in columns.items() if values.type == pa.null()
        }
        self._connection.register("counts", pa.table(columns))
        self._connection.execute(
            "INSERT INTO staging.case_counts BY NAME SELECT $sheet_id AS sheet_id, * FROM counts",
            {"sheet_id": self._sheet_id},
        )
        self._connection.unregister("counts")
        first = self._sheet.first_column
        self._insert(
            "columns",
            [
                (position + first, heading, "table" if not position else f"count:{position}", 1.0)
                for position, heading in sorted(report.headings.items())
            ],
        )
        self._insert("not_data", [(p.first_row + 1, p.last_row + 1, p.why, p.text) for p in report.not_data])
        self._insert(
            "cell_remarks",
            [
                (self._number(wrong.row, wrong.column), "cases", wrong.stated, "total_row_disagrees", str(wrong.summed))
                for wrong in report.disagreements
            ],
        )
        self._insert_facts()
        counted = {count.row for count in report.counts}
        self._insert("hidden_rows", [(row + 1,) for row in self._sheet.hidden_rows if row in counted])
        return len(counted)

    def _number(self, row: int, column: int) -> int:
        return row + 1 + COLUMN * (column + self._sheet.first_column + 1)

    def _row(self, count: Count) -> dict[str, object]:
        """The staged row of one cell."""
        said = {role: self._report.said[role] for role in ABOVE if role in self._report.said}
        if count.period:
            said = {role: text for role, text in said.items() if not role.startswith("period")} | {
                "period": count.period
            }
        if count.field == "place":
            said = {role: text for role, text in said.items() if not role.startswith("adm")} | place_in(count.value)
        elif count.field in OWN_FIELDS:
            said[count.field] = count.value
        about = (count.field, count.value, count.sex or "", count.ages or "", count.period or "", count.text)
        is_fictitious = "donnees fictives" in fold(" ".join((self._report.title, *self._report.said.values())))
        return {
            "row": self._number(count.row, count.column),
            "fingerprint": "\x1f".join(about),
            "sex": count.sex,
            "age_group": count.ages,
            "cases": count.text,
            "counted_by": count.field,
            "comment": "Données fictives" if is_fictitious else None,
            **said,
        }

    def _insert_facts(self) -> None:
        """What the cells of counts are beside their values: formulas, errors, percentages."""
        if self._sheet.facts is None:
            return
        known = {self._number(count.row, count.column) for count in self._report.counts}
        facts = [
            (number, "cases", fact["fact"])
            for fact in self._sheet.facts.to_pylist()
            if (number := fact["row"] + 1 + COLUMN * (fact["column"] + 1)) in known
        ]
        self._insert("cell_facts", facts)

    def _insert(self, table: str, rows: Sequence[tuple]) -> None:
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            self._connection.executemany(
                f"INSERT INTO staging.{table} VALUES ({self._sheet_id}, {marks})", [list(row) for row in rows]
            )


def place_in(label: str) -> dict[str, str]:
    """The place that a row's label names; a label that names none is one that nobody knows."""
    return place_of(label) or {"adm1_name": label}
