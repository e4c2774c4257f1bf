"""Put a long table into the staging tables: each row into that of its indicator's kind, its number under its role."""

from dataclasses import replace

import duckdb
import pyarrow as pa

from etl.adapters.indicators import Indicators
from etl.extract import Sheet
from etl.recognise import Column, Layout
from etl.rows import NotData
from etl.stage import Staged


class StagedIndicators(Staged):
    """A long table on its way into the staging tables, under its sheet's number."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, sheet_id: int, sheet: Sheet, indicators: Indicators
    ) -> None:
        super().__init__(connection, sheet_id, sheet)
        self._indicators = indicators

    def stage(self) -> int:
        """Insert everything; returns how many rows of data there were."""
        found = self._indicators
        told: dict[tuple[int, str | None], Column] = {}
        for kind in sorted({measure.kind for measure in found.measures.values()}):
            layout, table = self._with_numbers(kind)
            theirs = {row for row, measure in found.measures.items() if measure.kind == kind}
            others = [NotData(row, row, "note") for row in range(table.num_rows) if row not in theirs]
            self._insert_rows(table, layout, others)
            at_home = [
                replace(column, position=min(column.position, found.number.position))
                if column.position >= self._sheet.table.num_columns
                else column
                for column in layout.columns
            ]
            self._insert_facts(replace(layout, columns=tuple(at_home)), [], others)
            told |= {(column.position, column.role): column for column in at_home if column.role}
        first = self._sheet.first_column
        self._insert(
            "columns",
            [(self._sheet_id, c.position + first, c.heading, c.role, c.confidence) for _, c in sorted(told.items())],
        )
        self._insert(
            "not_data",
            [(self._sheet_id, part.first_row + 1, part.last_row + 1, part.why, part.text) for part in found.not_data],
        )
        return len(found.measures)

    def _with_numbers(self, kind: str) -> tuple[Layout, pa.Table]:
        """The layout and the table with a column for each role that the numbers of a kind take."""
        layout, table, number = self._indicators.layouts[kind], self._sheet.table, self._indicators.number
        values = table.column(number.position).to_pylist()
        columns = list(layout.columns)
        for role in sorted({m.role for m in self._indicators.measures.values() if m.kind == kind}):
            columns = [replace(c, role=None, confidence=0.0) if c.role == role else c for c in columns]
            columns.append(replace(number, position=table.num_columns, role=role))
            measures = self._indicators.measures
            own = [
                value if row in measures and (measures[row].kind, measures[row].role) == (kind, role) else None
                for row, value in enumerate(values)
            ]
            table = table.append_column(f"number:{role}", pa.array(own, pa.string()))
        return replace(layout, columns=tuple(columns)), table
