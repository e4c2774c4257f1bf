"""Put what was read into staging tables, as text, and note what could not be understood."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.extract import Sheet, SourceFile
from etl.periods import period_in_text, period_of_cell
from etl.recognise import REFERENCE, Layout, recognise

# The kinds of source, each with a staging table of its name.
STAGING_KINDS = ("activities", "service_sites", "case_counts", "referral_counts")


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """One table of text per CSV of data/reference, in schema ``reference``."""
    connection.execute("CREATE SCHEMA reference")
    for path in sorted(REFERENCE.glob("*.csv")):
        connection.execute(
            f'CREATE TABLE reference."{path.stem}" AS SELECT * FROM read_csv($path, all_varchar = true, header = true)',
            {"path": str(path)},
        )


def load_files(connection: duckdb.DuckDBPyConnection, files: Iterable[SourceFile]) -> None:
    """Fill the staging tables from the files, one after the other."""
    loader = Loader(connection)
    for file in files:
        loader.load(file)
    loader.set_demo_aside()
    read_periods(connection)


class Loader:
    """Numbers files and sheets as they come, and writes their rows and remarks."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._file_id = 0
        self._sheet_id = 0
        self._names: dict[str, str] = {}

    def load(self, file: SourceFile) -> None:
        self._file_id += 1
        self._connection.execute(
            "INSERT INTO staging.files VALUES ($id, $file, $sha256, $received_at)",
            {"id": self._file_id, "file": file.name, "sha256": file.sha256, "received_at": file.received_at},
        )
        if file.error:
            return self._note(file.error)
        if file.sha256 in self._names:
            return self._note("file_repeated", value=self._names[file.sha256])
        self._names[file.sha256] = file.name
        layouts = [recognise(sheet.table) for sheet in file.sheets]
        is_understood = any(layout and not sheet.is_hidden for sheet, layout in zip(file.sheets, layouts, strict=True))
        for sheet, layout in zip(file.sheets, layouts, strict=True):
            self._load_sheet(file, sheet, layout, is_understood)

    def _load_sheet(self, file: SourceFile, sheet: Sheet, layout: Layout | None, is_understood: bool) -> None:
        if sheet.personal:
            return self._note("personal_data_refused", sheet.name, value=", ".join(sheet.personal))
        if sheet.contacts:
            self._note("contacts_left_out", sheet.name, value=", ".join(sheet.contacts))
        if not sheet.table.num_rows:
            return self._note("sheet_ignored" if is_understood else "sheet_empty", sheet.name)
        if layout is None:
            return self._note("sheet_ignored" if is_understood else "sheet_unrecognised", sheet.name)
        if sheet.is_hidden:
            rows = sheet.table.num_rows - layout.first_data_row
            return self._note("sheet_hidden", sheet.name, value=str(rows))
        self._sheet_id += 1
        period = next(
            (found for text in (sheet.name, layout.title, Path(file.name).stem) if (found := period_in_text(text))),
            None,
        )
        rows = self._insert_rows(sheet, layout)
        self._connection.execute(
            "INSERT INTO staging.sheets VALUES ($sheet_id, $file_id, $sheet, $kind, $period, $rows)",
            {
                "sheet_id": self._sheet_id,
                "file_id": self._file_id,
                "sheet": sheet.name,
                "kind": layout.kind,
                "period": period,
                "rows": rows,
            },
        )
        self._connection.executemany(
            "INSERT INTO staging.columns VALUES (?, ?, ?, ?)",
            [
                (self._sheet_id, column.position + sheet.first_column, column.heading, column.role)
                for column in layout.columns
            ],
        )
        for column in layout.columns:
            if column.role is None:
                self._note("column_unknown", sheet.name, value=column.heading)
        if not rows:
            self._note("sheet_without_rows", sheet.name)

    def _insert_rows(self, sheet: Sheet, layout: Layout) -> int:
        """Insert the rows that hold anything at all; returns how many there were."""
        grid = sheet.table.slice(layout.first_data_row)
        if not grid.num_rows:
            return 0
        fingerprint = pc.binary_join_element_wise(
            *[pc.fill_null(column, "") for column in grid.columns], "\x1f", null_handling="replace"
        )
        is_blank = pc.equal(pc.utf8_trim_whitespace(pc.replace_substring(fingerprint, "\x1f", "")), "")
        columns = {column.role: grid.column(column.position) for column in layout.columns if column.role}
        first_row = layout.first_data_row + 1  # sheets count from 1
        rows = pa.table(
            {
                "row": pa.array(range(first_row, first_row + grid.num_rows), pa.int32()),
                "fingerprint": fingerprint,
                **columns,
            }
        ).filter(pc.invert(is_blank))
        self._connection.register("sheet_rows", rows)
        # The table's name comes from the recogniser's own list, never from the file.
        self._connection.execute(
            f"INSERT INTO staging.{layout.kind} BY NAME SELECT $sheet_id AS sheet_id, * FROM sheet_rows",
            {"sheet_id": self._sheet_id},
        )
        self._connection.unregister("sheet_rows")
        return rows.num_rows

    def _note(self, code: str, sheet: str | None = None, value: str | None = None) -> None:
        """A remark about a whole file or sheet."""
        self._connection.execute(
            "INSERT INTO staging.issues VALUES ($file_id, NULL, $sheet, NULL, NULL, $value, $code, NULL)",
            {"file_id": self._file_id, "sheet": sheet, "value": value, "code": code},
        )

    def set_demo_aside(self) -> None:
        """Fictitious data never share a warehouse with real data: beside real files, the demo ones are refused."""
        self._connection.execute(
            """
            CREATE TABLE staging.demo_files AS
            SELECT file_id
            FROM (SELECT sheet_id, comment FROM staging.activities UNION ALL
                  SELECT sheet_id, comment FROM staging.service_sites UNION ALL
                  SELECT sheet_id, comment FROM staging.case_counts UNION ALL
                  SELECT sheet_id, comment FROM staging.referral_counts)
            JOIN staging.sheets USING (sheet_id)
            GROUP BY file_id
            -- every row says so: one comment about fictitious data does not make a real file a demonstration
            HAVING bool_and(coalesce(contains(fold(comment), 'donnees fictives'), false))
            """
        )
        has_real_rows = self._connection.execute(
            "SELECT count(*) FROM staging.sheets WHERE rows_received > 0 AND file_id NOT IN (FROM staging.demo_files)"
        ).fetchall()[0][0]
        refused = (
            self._connection.execute("FROM staging.demo_files ORDER BY file_id").fetchall() if has_real_rows else []
        )
        for (file_id,) in refused:
            parameters = {"file_id": file_id}
            for kind in STAGING_KINDS:
                self._connection.execute(
                    f"DELETE FROM staging.{kind} WHERE sheet_id IN "
                    "(SELECT sheet_id FROM staging.sheets WHERE file_id = $file_id)",
                    parameters,
                )
            self._connection.execute("DELETE FROM staging.sheets WHERE file_id = $file_id", parameters)
            self._connection.execute("DELETE FROM staging.issues WHERE file_id = $file_id", parameters)
            self._file_id = file_id
            self._note("demo_mixed")


def read_periods(connection: duckdb.DuckDBPyConnection) -> None:
    """Parse each distinct period text once."""
    kinds = " UNION ".join(f"SELECT tidy(period) AS text FROM staging.{kind}" for kind in STAGING_KINDS)
    texts = [text for (text,) in connection.execute(kinds).fetchall() if text]
    if texts:
        connection.executemany(
            "INSERT INTO staging.period_texts VALUES (?, ?)", [(text, period_of_cell(text)) for text in texts]
        )
