"""Put one sheet's rows into its staging table, and what its cells are beside their values into others."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.extract import Sheet
from etl.parts import Part
from etl.recognise import Layout
from etl.rows import NotData, classify, filled_down, rows_without_data, wrong_totals
from etl.texts import MENDED_ROLES, mended, shortened

ERRORS = pa.array(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#ERR!"])


class Staged:
    """What goes of a sheet into the staging tables, under its number, whichever layouts it is read by."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sheet_id: int, sheet: Sheet) -> None:
        self._connection = connection
        self._sheet_id = sheet_id
        self._sheet = sheet

    def _insert_rows(self, table: pa.Table, layout: Layout, not_data: list[NotData]) -> int:
        """Insert the rows of data; returns how many there were."""
        keep = data_mask(table.num_rows, not_data)
        numbers = pa.array(range(1, table.num_rows + 1), pa.int32()).filter(keep)
        grid = table.filter(keep)
        if not grid.num_rows:
            return 0
        fingerprint = pc.binary_join_element_wise(
            *[pc.fill_null(column, "") for column in grid.columns], "\x1f", null_handling="replace"
        )
        columns = {}
        for column in layout.columns:
            values = grid.column(column.position)
            role = column.role_or_part
            if role:
                values = self._without_errors(numbers, role, self._without_long(numbers, role, values))
            if column.role:
                columns[column.role] = (
                    self._mended(numbers, column.role, values) if column.role in MENDED_ROLES else values
                )
            elif column.part:
                self._insert_parts(numbers, column.part, values)
        self._connection.register("sheet_rows", pa.table({"row": numbers, "fingerprint": fingerprint, **columns}))
        # The table's name comes from the recogniser's own list, never from the file.
        self._connection.execute(
            f"INSERT INTO staging.{layout.kind} BY NAME SELECT $sheet_id AS sheet_id, * FROM sheet_rows",
            {"sheet_id": self._sheet_id},
        )
        self._connection.unregister("sheet_rows")
        return grid.num_rows

    def _without_long(self, numbers: pa.Array, role: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """The values cut where no spreadsheet could hold them, and a remark for each."""
        long = [(number, value) for number, value in shortened(numbers, values)]
        if not long:
            return values
        self._insert(
            "cell_remarks", [(self._sheet_id, row, role, value[:200], "cell_too_long", None) for row, value in long]
        )
        return pa.chunked_array([pc.utf8_slice_codeunits(values, 0, 200).combine_chunks()])

    def _without_errors(self, numbers: pa.Array, role: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """The values without the errors of formulas, which are told by their cells."""
        wrong = pc.fill_null(pc.is_in(values, ERRORS), False)
        if not pc.any(wrong).as_py():
            return values
        rows, texts = numbers.filter(wrong).to_pylist(), values.filter(wrong).to_pylist()
        self._insert("cell_facts", [(self._sheet_id, row, role, "error") for row in rows])
        self._insert("raw_cells", [(self._sheet_id, row, role, text) for row, text in zip(rows, texts, strict=True)])
        return pc.if_else(wrong, pa.scalar(None, pa.string()), values)

    def _mended(self, numbers: pa.Array, role: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """The values without what cannot be seen and with their accents; what was received is kept beside."""
        clean, changes = mended(numbers, values)
        self._insert("raw_cells", [(self._sheet_id, change.row, role, change.raw) for change in changes])
        first = {}
        for change in changes:
            first.setdefault((change.raw, change.code), change)
        self._insert(
            "cell_remarks",
            [
                (self._sheet_id, change.row, role, change.raw, change.code, change.clean)
                for change in first.values()
                if change.code
            ],
        )
        return clean

    def _insert_parts(self, numbers: pa.Array, part: Part, values: pa.ChunkedArray) -> None:
        found = pa.table({"row": numbers, "value": values}).filter(pc.is_valid(values))
        if found.num_rows:
            self._connection.register("part_rows", found)
            self._connection.execute(
                "INSERT INTO staging.parts "
                "SELECT $sheet_id, row, $role, $measure, $age_group, $sex, $disability, value FROM part_rows",
                {
                    "sheet_id": self._sheet_id,
                    "role": part.role,
                    "measure": part.measure,
                    "age_group": part.ages,
                    "sex": part.sex,
                    "disability": part.disability,
                },
            )
            self._connection.unregister("part_rows")

    def _insert_facts(self, layout: Layout, fills: list[tuple[int, str, str]], not_data: list[NotData]) -> None:
        """What the cells are beside their values, for the columns and rows that count."""
        sheet = self._sheet
        self._insert(
            "cell_remarks",
            [(self._sheet_id, row + 1, role, value, "cell_filled_down", None) for row, role, value in fills],
        )
        if sheet.facts is not None and sheet.facts.num_rows:
            known = [column for column in layout.columns if column.role_or_part]
            roles = pa.table(
                {
                    "column": pa.array([column.position + sheet.first_column for column in known], pa.int32()),
                    "role": pa.array([column.role_or_part for column in known], pa.string()),
                }
            )
            skipped = pa.array(sorted(rows_without_data(not_data)), pa.int32())
            facts = sheet.facts.filter(
                pc.and_(
                    pc.is_in(sheet.facts["column"], roles["column"]),
                    pc.and_(
                        pc.invert(pc.is_in(sheet.facts["row"], skipped)),
                        pc.greater_equal(sheet.facts["row"], layout.first_data_row),
                    ),
                )
            )
            self._connection.register("sheet_facts", facts)
            self._connection.register("fact_roles", roles)
            self._connection.execute(
                "INSERT INTO staging.cell_facts SELECT $sheet_id, f.row + 1, r.role, f.fact "
                'FROM sheet_facts f JOIN fact_roles r USING ("column")',
                {"sheet_id": self._sheet_id},
            )
            self._connection.unregister("sheet_facts")
            self._connection.unregister("fact_roles")
        hidden = sorted(set(sheet.hidden_rows) & data_rows(sheet.table.num_rows, not_data, layout))
        self._insert("hidden_rows", [(self._sheet_id, row + 1) for row in hidden])

    def _insert(self, table: str, rows: list[tuple]) -> None:
        if rows:
            columns = zip(*rows, strict=True)
            self._connection.register("new_rows", pa.table({f"c{i}": list(values) for i, values in enumerate(columns)}))
            self._connection.execute(f"INSERT INTO staging.{table} FROM new_rows")
            self._connection.unregister("new_rows")


class StagedSheet(Staged):
    """A sheet of one layout on its way into the staging tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sheet_id: int, sheet: Sheet, layout: Layout) -> None:
        super().__init__(connection, sheet_id, sheet)
        self._layout = layout

    def stage(self) -> int:
        """Insert everything; returns how many rows of data there were."""
        sheet, layout = self._sheet, self._layout
        not_data = classify(layout, sheet.table, sheet.merged, sheet.first_column)
        table, fills = filled_down(layout, sheet.table, sheet.merged, sheet.first_column, not_data)
        rows = self._insert_rows(table, layout, not_data)
        if not sheet.name:
            self._refuse_wide_rows(table, not_data)
        self._insert_facts(layout, fills, not_data)
        self._insert(
            "columns",
            [
                (
                    self._sheet_id,
                    column.position + sheet.first_column,
                    column.heading,
                    column.role_or_part,
                    column.confidence,
                )
                for column in layout.columns
            ],
        )
        self._insert(
            "not_data",
            [(self._sheet_id, part.first_row + 1, part.last_row + 1, part.why, part.text) for part in not_data],
        )
        self._insert(
            "cell_remarks",
            [
                (self._sheet_id, total.row + 1, total.role, total.stated, "total_row_disagrees", str(total.summed))
                for total in wrong_totals(layout, table, not_data)
            ],
        )
        return rows

    def _refuse_wide_rows(self, table: pa.Table, not_data: list[NotData]) -> None:
        """In a text file, a row with more cells than headings holds a separator too many: nothing of it is sure."""
        last = max(column.position for column in self._layout.columns)
        keep = data_mask(table.num_rows, not_data)
        numbers = pa.array(range(1, table.num_rows + 1), pa.int32()).filter(keep)
        for position in range(last + 1, table.num_columns):
            values = table.column(position).filter(keep)
            wide = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(values), ""), False)
            rows, texts = numbers.filter(wide).to_pylist(), values.filter(wide).to_pylist()
            self._insert(
                "cell_remarks",
                [
                    (self._sheet_id, row, None, text, "row_too_wide", None)
                    for row, text in zip(rows, texts, strict=True)
                ],
            )


def data_mask(height: int, not_data: list[NotData]) -> pa.Array:
    """Which rows of a grid are data."""
    mask = [True] * height
    for row in rows_without_data(not_data):
        mask[row] = False
    return pa.array(mask, pa.bool_())


def data_rows(height: int, not_data: list[NotData], layout: Layout) -> set[int]:
    return set(range(layout.first_data_row, height)) - rows_without_data(not_data)
