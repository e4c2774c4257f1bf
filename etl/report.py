"""The load report: what was received, accepted and rejected, sheet by sheet, and every remark."""

from typing import Any

import duckdb

from etl.messages import say

COUNTS = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected")


def load_report(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, Any]:
    """``{"files": [one entry a sheet, or a file without any], "totals": {…}}``; received = accepted + rejected."""
    sheets = connection.execute(
        """
        SELECT f.file_id, s.sheet_id, f.file, s.sheet, s.kind, s.rows_received, s.rows_accepted, s.rows_warned,
               s.rows_rejected
        FROM warehouse.core.source_files f
        LEFT JOIN warehouse.core.source_sheets s USING (file_id)
        ORDER BY f.file_id, s.sheet_id
        """
    ).fetchall()
    issues = connection.execute(
        """
        SELECT file_id, sheet_id, sheet, row, "column", value, code, detail
        FROM warehouse.core.issues
        ORDER BY file_id, sheet_id NULLS FIRST, row NULLS FIRST, code
        """
    ).fetchall()
    by_sheet: dict[tuple[int, int | None], list[dict[str, Any]]] = {}
    for file_id, sheet_id, sheet, row, column, value, code, detail in issues:
        message = say(code, language, value if value is not None else "", detail if detail is not None else "")
        by_sheet.setdefault((file_id, sheet_id), []).append(
            {"sheet": sheet, "row": row, "column": column, "value": value, "code": code, "message": message}
        )
    files: list[dict[str, Any]] = []
    reported: set[int] = set()
    for file_id, sheet_id, file, sheet, kind, *counts in sheets:
        entry_issues = list(by_sheet.get((file_id, sheet_id), ())) if sheet_id else []
        if file_id not in reported:  # remarks about the file as a whole stand with its first sheet
            entry_issues = by_sheet.get((file_id, None), []) + entry_issues
            reported.add(file_id)
        numbers = dict(zip(COUNTS, (count or 0 for count in counts), strict=True))
        files.append({"file": file, "sheet": sheet, "kind": kind, **numbers, "issues": entry_issues})
    totals = {name: sum(entry[name] for entry in files) for name in COUNTS}
    return {"files": files, "totals": {"files": len(reported), **totals}}
