"""Put what was read into staging tables, as text, and note what could not be understood."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow.compute as pc
from openpyxl.utils import get_column_letter

from etl import memory
from etl.abroad import replace_places
from etl.adapters.indicators import Indicators, read_indicators
from etl.adapters.primero import WIDEST, Report, read_report
from etl.adapters.primero_referrals import ReferralReport, read_referrals
from etl.adapters.stage_counts import StagedCounts
from etl.adapters.stage_indicators import StagedIndicators
from etl.adapters.stage_referrals import StagedReferrals
from etl.extract import Sheet, SourceFile
from etl.headings import REFERENCE, fold, sector_in_text
from etl.indicators.model import HERE as INDICATORS
from etl.periods import days_of_cell, period_in_text, period_of_cell
from etl.recognise import PLACE_ROLES, Layout, recognise
from etl.refusals import LISTS, why_not
from etl.stage import StagedSheet
from geo.country import Country

# The kinds of source, each with a staging table of its name.
SURE = 0.96  # from here on, nobody has to be asked what a heading means
STAGING_KINDS = (
    "activities", "service_sites", "case_counts", "referral_counts",
    "access_status", "population", "severity", "funding", "plan_targets", "pooled_means",
    "case_practice", "caseloads", "sector_measures", "reach_counts", "commitments", "lessons",
)  # fmt: skip


def load_reference(
    connection: duckdb.DuckDBPyConnection, memory_directory: Path | None = None, country: Country | None = None
) -> None:
    """One table of text per CSV of data/reference, in schema ``reference``, and the coordination's decisions.

    The places are those of ``country``, where one is given.
    """
    memory.load(connection, memory_directory)
    connection.execute("CREATE SCHEMA reference")
    for path in sorted(REFERENCE.glob("*.csv")):
        connection.execute(
            f'CREATE TABLE reference."{path.stem}" AS SELECT * FROM read_csv($path, all_varchar = true, header = true)',
            {"path": str(path)},
        )
    connection.execute(
        "CREATE TABLE reference.indicator_ids AS SELECT unnest($ids) AS indicator_id",
        {"ids": sorted(path.stem for path in INDICATORS.glob("*.yaml"))},
    )
    if country is not None:
        replace_places(connection, country)


def load_files(connection: duckdb.DuckDBPyConnection, files: Iterable[SourceFile]) -> None:
    """Fill the staging tables from the files, one after the other."""
    loader = Loader(connection)
    for file in files:
        loader.load(file)
    loader.set_demo_aside()
    read_periods(connection)
    read_days(connection)


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
            return self._note(file.error, value=file.error_value or None)
        if file.sha256 in self._names:
            return self._note("file_repeated", value=self._names[file.sha256])
        self._names[file.sha256] = file.name
        layouts = [recognise(sheet.table, sheet.merged) for sheet in file.sheets]
        for sheet in file.sheets:
            if sheet.encoding:
                self._note("file_encoding", sheet.name, value=sheet.encoding)
            if not sheet.is_searched:
                self._note("facts_unread", sheet.name)
        reports = [
            read_indicators(sheet.table) or (read_any_report(sheet) if layout is None or layout.missing() else None)
            for sheet, layout in zip(file.sheets, layouts, strict=True)
        ]
        is_understood = any(
            (report or (layout and not layout.missing())) and not sheet.is_hidden and fold(sheet.name) not in LISTS
            for sheet, layout, report in zip(file.sheets, layouts, reports, strict=True)
        )
        for sheet, layout, report in zip(file.sheets, layouts, reports, strict=True):
            if isinstance(report, Indicators) and not sheet.is_hidden:
                self._load_indicators(file, sheet, report)
            elif isinstance(report, Report) and not sheet.is_hidden:
                self._load_report(file, sheet, report)
            elif isinstance(report, ReferralReport) and not sheet.is_hidden:
                self._load_referrals(file, sheet, report)
            else:
                self._load_sheet(file, sheet, layout, is_understood)

    def _load_sheet(self, file: SourceFile, sheet: Sheet, layout: Layout | None, is_understood: bool) -> None:
        if sheet.contacts and not sheet.personal:
            self._note("contacts_left_out", sheet.name, value=", ".join(sheet.contacts))
        if sheet.far:
            self._note("cell_far_away", sheet.name, value=", ".join(sheet.far))
        texts = (sheet.name, layout.title if layout else "", Path(file.name).stem)
        default_sector = next((found for text in texts if (found := sector_in_text(text))), None)
        if why := why_not(sheet, layout, is_understood, default_sector):
            return self._note(why[0], sheet.name, value=why[1])
        assert layout is not None  # noqa: S101 (why_not says so of a sheet without one)
        self._sheet_id += 1
        rows = StagedSheet(self._connection, self._sheet_id, sheet, layout).stage()
        is_told = {"sector", "subsector"} & set(layout.roles())
        self._add_sheet(sheet, layout.kind, texts, None if is_told else default_sector, rows)
        self._note_columns(sheet, layout)

    def _load_report(self, file: SourceFile, sheet: Sheet, report: Report) -> None:
        """Load a sheet of which each cell is a count."""
        if sheet.first_column + sheet.table.num_columns > WIDEST:
            return self._note("report_too_wide", sheet.name)
        self._sheet_id += 1
        rows = StagedCounts(self._connection, self._sheet_id, sheet, report).stage()
        self._add_sheet(sheet, "case_counts", (report.title, sheet.name, Path(file.name).stem), None, rows)
        if not set(report.said) & PLACE_ROLES and any(count.field != "place" for count in report.counts):
            self._note("report_without_place", sheet.name, value=report.said.get("place"))
        if report.unknown:
            self._note("report_tables_left_out", sheet.name, value=" ; ".join(report.unknown))

    def _load_referrals(self, file: SourceFile, sheet: Sheet, report: ReferralReport) -> None:
        """Load a sheet of which each cell is a count of referrals."""
        if sheet.first_column + sheet.table.num_columns > WIDEST:
            return self._note("report_too_wide", sheet.name)
        self._sheet_id += 1
        rows = StagedReferrals(self._connection, self._sheet_id, sheet).stage(report)
        self._add_sheet(sheet, "referral_counts", (report.title, sheet.name, Path(file.name).stem), None, rows)
        if rows:
            self._note("report_without_place", sheet.name)
        if report.unknown:
            self._note("report_tables_left_out", sheet.name, value=" ; ".join(report.unknown))

    def _load_indicators(self, file: SourceFile, sheet: Sheet, found: Indicators) -> None:
        """Load a sheet of one indicator a row."""
        if found.unknown:
            self._note("indicators_left_out", sheet.name, value=" ; ".join(name or "?" for name in found.unknown))
        if not found.measures:
            return
        texts = (sheet.name, found.title, Path(file.name).stem)
        roles = set(found.layouts[found.kind].roles())
        default_sector = next((sector for text in texts if (sector := sector_in_text(text))), None)
        self._sheet_id += 1
        rows = StagedIndicators(self._connection, self._sheet_id, sheet, found).stage()
        is_told = {"sector", "subsector"} & roles
        self._add_sheet(sheet, found.kind, texts, None if is_told else default_sector, rows)

    def _add_sheet(self, sheet: Sheet, kind: str, texts: Sequence[str], sector: str | None, rows: int) -> None:
        """The sheet as it was staged; its own texts may say a period that its rows do not."""
        self._connection.execute(
            "INSERT INTO staging.sheets VALUES ($sheet_id, $file_id, $sheet, $kind, $period, $sector, $seen, $rows)",
            {
                "sheet_id": self._sheet_id,
                "file_id": self._file_id,
                "sheet": sheet.name,
                "kind": kind,
                "period": next((found for text in texts if (found := period_in_text(text))), None),
                "sector": sector,
                "seen": sheet.table.num_rows,
                "rows": rows,
            },
        )
        if not rows:
            self._note("sheet_without_rows", sheet.name)

    def _note_columns(self, sheet: Sheet, layout: Layout) -> None:
        """What the columns were taken for, and those that nobody knows."""
        for column in layout.columns:
            if column.role is None and column.part is None:
                self._note("column_unknown", sheet.name, value=column.heading)
        self._note_columns_without_heading(sheet, layout)
        read = [column.heading for column in layout.columns if 0 < column.confidence < SURE and not column.part]
        if read or len(layout.heading_rows) > 1:
            headings = read or [column.heading for column in layout.columns]
            self._note("headings_interpreted", sheet.name, " ; ".join(headings), max((0, *layout.heading_rows)) + 1)

    def _note_columns_without_heading(self, sheet: Sheet, layout: Layout) -> None:
        """Cells under no heading at all are not loaded: they are told by their column."""
        known = {column.position for column in layout.columns}
        for position, column in enumerate(sheet.table.columns):
            if position not in known:
                below = column.slice(layout.first_data_row)
                if below.null_count < len(below) and pc.any(pc.not_equal(pc.utf8_trim_whitespace(below), "")).as_py():
                    letters = get_column_letter(position + sheet.first_column + 1)
                    self._note("column_unknown", sheet.name, value=f"({letters})")

    def _note(self, code: str, sheet: str | None = None, value: str | None = None, row: int | None = None) -> None:
        """A remark about a whole file or sheet, or about its heading row."""
        self._connection.execute(
            "INSERT INTO staging.issues (file_id, sheet, row, value, code) "
            "VALUES ($file_id, $sheet, $row, $value, $code)",
            {"file_id": self._file_id, "sheet": sheet, "row": row, "value": value, "code": code},
        )

    def set_demo_aside(self) -> None:
        """Fictitious data never share a warehouse with real data: beside real files, the demo ones are refused."""
        comments = " UNION ALL ".join(f"SELECT sheet_id, comment FROM staging.{kind}" for kind in STAGING_KINDS)
        self._connection.execute(
            f"""
            CREATE TABLE staging.demo_files AS
            SELECT file_id
            FROM ({comments})
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
            for table in (
                *STAGING_KINDS,
                "parts",
                "cell_facts",
                "cell_remarks",
                "raw_cells",
                "hidden_rows",
                "not_data",
            ):
                self._connection.execute(
                    f"DELETE FROM staging.{table} WHERE sheet_id IN "
                    "(SELECT sheet_id FROM staging.sheets WHERE file_id = $file_id)",
                    parameters,
                )
            self._connection.execute("DELETE FROM staging.sheets WHERE file_id = $file_id", parameters)
            self._connection.execute("DELETE FROM staging.issues WHERE file_id = $file_id", parameters)
            self._file_id = file_id
            self._note("demo_mixed")


def read_any_report(sheet: Sheet) -> Report | ReferralReport | None:
    """The report of counts that a sheet is; None where it has another shape."""
    return read_referrals(sheet.table) or read_report(sheet.table, sheet.name)


def read_periods(connection: duckdb.DuckDBPyConnection) -> None:
    """Parse each distinct period text once."""
    connection.execute("CREATE TABLE staging.stated_periods AS FROM staging.periods_in_rows")
    found = connection.execute("SELECT DISTINCT text FROM staging.stated_periods ORDER BY ALL").fetchall()
    texts = [text for (text,) in found if text]
    if texts:
        connection.executemany(
            "INSERT INTO staging.period_texts VALUES (?, ?)", [(text, period_of_cell(text)) for text in texts]
        )


def read_days(connection: duckdb.DuckDBPyConnection) -> None:
    """Parse once each distinct date in words."""
    texts = [
        text
        for (text,) in connection.execute(
            """
            SELECT DISTINCT tidy(text)
            FROM (SELECT start_date AS text FROM staging.activities
                  UNION ALL SELECT end_date FROM staging.activities
                  UNION ALL SELECT start_date FROM staging.access_status
                  UNION ALL SELECT end_date FROM staging.access_status
                  UNION ALL SELECT start_date FROM staging.pooled_means
                  UNION ALL SELECT end_date FROM staging.pooled_means
                  UNION ALL SELECT verified_date FROM staging.service_sites
                  UNION ALL SELECT unnest([meeting_date, due_date, done_date]) FROM staging.commitments
                  UNION ALL SELECT lesson_date FROM staging.lessons)
            WHERE tidy(text) IS NOT NULL AND day_of(tidy(text)) IS NULL
            ORDER BY ALL
            """
        ).fetchall()
    ]
    found = [(text, *days) for text in texts if (days := days_of_cell(text))]
    if found:
        connection.executemany("INSERT INTO staging.day_texts VALUES (?, ?, ?)", found)
