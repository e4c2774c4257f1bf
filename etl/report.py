"""The load report: what was received, accepted and rejected, sheet by sheet, and every remark."""

from typing import Any

import duckdb

from etl.messages import proposal, say
from etl.template import headings

COUNTS = ("rows_received", "rows_accepted", "rows_warned", "rows_rejected", "rows_seen", "rows_not_data")
WITHHELD = "un texte"  # what core.issues has for words that may be a child's name
WITHHELD_IN = {"fr": WITHHELD, "en": "a text"}


def build_report(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, Any]:
    """The load report, and what a build alone can say: former releases not read, indicators that are wrong."""
    return load_report(connection, language) | unread(connection, language) | faults(connection, language)


def load_report(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, Any]:
    """``{"files": [one entry a sheet, or a file without any], "totals": {…}}``.

    Received = accepted + rejected; seen, which is every row of the sheet, = received + not data, and ``not_data``
    lists the runs of the latter.
    """
    sheets = connection.execute(
        """
        SELECT f.file_id, s.sheet_id, f.file, s.sheet, s.kind, s.rows_received, s.rows_accepted, s.rows_warned,
               s.rows_rejected, s.rows_seen, s.rows_not_data
        FROM warehouse.core.source_files f
        LEFT JOIN warehouse.core.source_sheets s USING (file_id)
        ORDER BY f.file_id, s.sheet_id
        """
    ).fetchall()
    remarks = issues_by_sheet(connection, language)
    not_data = not_data_by_sheet(connection)
    files: list[dict[str, Any]] = []
    reported: set[int] = set()
    for file_id, sheet_id, file, sheet, kind, *counts in sheets:
        issues = list(remarks.get((file_id, sheet_id), ())) if sheet_id else []
        if file_id not in reported:  # remarks about the file as a whole stand with its first sheet
            issues = remarks.get((file_id, None), []) + issues
            reported.add(file_id)
        numbers = dict(zip(COUNTS, (int(count or 0) for count in counts), strict=True))
        entry = {"file": file, "sheet": sheet, "kind": kind, **numbers}
        files.append(entry | {"not_data": not_data.get(sheet_id, []), "issues": issues})
    totals = {name: sum(entry[name] for entry in files) for name in COUNTS}
    return {"files": files, "totals": {"files": len(reported), **totals}, **roads(connection, language)}


def roads(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, dict[str, str]]:
    """``{"roads": {…}}`` where a file of roads was given: whether it served, and why not."""
    given = connection.execute("SELECT file, coalesce(problem, 'roads_used') FROM warehouse.core.roads").fetchone()
    if given is None:
        return {}
    file, code = given
    return {"roads": {"file": file, "code": code, "message": say(code, language, file)}}


def unread(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, dict[str, Any]]:
    """``{"unread": {…}}`` where the published counts of kept builds could not be read: they are not protected again."""
    found = connection.execute("SELECT build FROM warehouse.core.disclosure_unread ORDER BY build").fetchall()
    if not found:
        return {}
    builds = [build for (build,) in found]
    return {"unread": {"builds": builds, "message": say("former_unread", language, ", ".join(builds))}}


def faults(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, dict[str, Any]]:
    """``{"indicator_faults": {…}}`` where a file of etl/indicators is wrong: its file, line and fault."""
    found = connection.execute("SELECT file, line, why FROM warehouse.core.indicator_faults ORDER BY ALL").fetchall()
    if not found:
        return {}
    told = [{"file": file, "line": line, "why": why} for file, line, why in found]
    said = "; ".join("{file}:{line} ({why})".format_map(fault) for fault in told)
    return {"indicator_faults": {"faults": told, "message": say("indicator_faults", language, said)}}


def issues_by_sheet(
    connection: duckdb.DuckDBPyConnection, language: str
) -> dict[tuple[int, int | None], list[dict[str, Any]]]:
    """The remarks under their file and sheet; None is the file as a whole."""
    rows = connection.execute(
        """
        SELECT file_id, sheet_id, sheet, row, "column", cell, value, said, code, detail, outcome
        FROM warehouse.core.issues
        ORDER BY file_id, sheet_id NULLS FIRST, row NULLS FIRST, code, cell
        """
    ).fetchall()
    found: dict[tuple[int, int | None], list[dict[str, Any]]] = {}
    for file_id, sheet_id, sheet, row, column, cell, value, said, code, detail, outcome in rows:
        message = sentence(code, language, said if said is not None else value, detail)
        found.setdefault((file_id, sheet_id), []).append(
            {
                "sheet": sheet,
                "row": row,
                "column": column,
                "cell": cell,
                "value": value,
                "code": code,
                "outcome": outcome,
                "message": message,
                "proposal": proposal(code, language, detail),
            }
        )
    return found


def sentence(code: str, language: str, said: str | None, detail: str | None) -> str:
    """What a remark says; columns are named as our templates do."""
    if code == "columns_missing" and said:
        said = headings(said, language)
    if said == WITHHELD:
        said = WITHHELD_IN[language]
    return say(code, language, said if said is not None else "", detail if detail is not None else "")


def not_data_by_sheet(connection: duckdb.DuckDBPyConnection) -> dict[int, list[dict[str, Any]]]:
    """The runs of rows that hold no data, under their sheet."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = connection.execute(
        "SELECT sheet_id, first_row, last_row, why, text FROM warehouse.core.not_data ORDER BY ALL"
    ).fetchall()
    for sheet_id, first_row, last_row, why, text in rows:
        found.setdefault(sheet_id, []).append({"first_row": first_row, "last_row": last_row, "why": why, "text": text})
    return found
