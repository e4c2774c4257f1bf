"""Tiny source files written from Python lists, and the build of them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

Cell = object
Grid = Sequence[Sequence[Cell]]
Row = dict[str, Cell]

# One heading a role, as a French workbook writes it.
HEADINGS: Mapping[str, str] = {
    "period": "Mois",
    "organisation": "Organisation",
    "organisation_name": "Nom complet",
    "organisation_type": "Type d'organisation",
    "sector": "Secteur",
    "subsector": "Sous-secteur",
    "activity": "Activité",
    "modality": "Modalité",
    "joint_sectors": "Autres secteurs",
    "adm1_name": "Préfecture",
    "adm1_code": "Code préfecture",
    "adm2_name": "Sous-préfecture",
    "adm2_code": "Code sous-préfecture",
    "start_date": "Date de début",
    "end_date": "Date de fin",
    "targeted": "Cible",
    "reached": "Atteint total",
    "reached_girls": "Filles",
    "site_name": "Nom du site",
    "service": "Service",
    "verified_date": "Date de vérification",
    "latitude": "Latitude",
    "site_status": "État de fonctionnement",
    "site_type": "Type de site",
    "status": "Statut",
    "donor": "Bailleur",
    "longitude": "Longitude",
    "cases": "Nombre de cas",
    "case_status": "Statut du cas",
    "sex": "Sexe",
    "age_group": "Tranche d'âge",
    "concern": "Préoccupation de protection",
    "locality": "Localité",
    "to_organisation": "Organisation destinataire",
    "to_service": "Service demandé",
    "referrals": "Nombre de référencements",
    "comment": "Commentaire",
}
BAMBARI: Row = {"adm1_name": "Ouaka", "adm1_code": "CF43", "adm2_name": "Bambari", "adm2_code": "CF431"}
NOWHERE: Row = {"adm1_name": "", "adm1_code": "", "adm2_name": "", "adm2_code": ""}


def activity(**cells: Cell) -> Row:
    """A 4W row without fault (ACF, health, Bambari, March 2022), but for the cells given."""
    return {"period": "2022-03", "organisation": "ACF", "sector": "Santé", **BAMBARI, **cells}


def site(**cells: Cell) -> Row:
    """A service site without fault (a school in Bambari), but for the cells given."""
    return {"period": "2022-03", "organisation": "ACF", "service": "École", "site_name": "École 1", **BAMBARI, **cells}


def case_count(**cells: Cell) -> Row:
    """A case-management aggregate without fault (3 new cases in Bambari), but for the cells given."""
    return {"period": "2022-03", "organisation": "ACF", "case_status": "Nouveau", "cases": 3, **BAMBARI, **cells}


def referral(**cells: Cell) -> Row:
    """A referral aggregate without fault (ACF to UNICEF, 2 of them), but for the cells given."""
    return {
        "period": "2022-03", "organisation": "ACF", "to_organisation": "UNICEF", "to_service": "Santé",
        "referrals": 2, **BAMBARI, **cells,
    }  # fmt: skip


def grid(rows: Sequence[Row]) -> list[list[Cell]]:
    """The rows under one line of headings; a role that only some rows state is blank in the others."""
    roles = list(dict.fromkeys(role for row in rows for role in row))
    return [[HEADINGS[role] for role in roles], *[[row.get(role, "") for role in roles] for row in rows]]


def workbook(path: Path, sheets: Mapping[str, Grid], hidden: Sequence[str] = ()) -> Path:
    """Write an xlsx file; text stays text, None and "" stay blank."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, ["" if cell is None else cell for cell in row])
        for name in hidden:
            book.get_worksheet_by_name(name).hide()
    return path


def delimited(rows: Grid, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """The bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


@dataclass(frozen=True)
class Built:
    """A finished build: the folder of its warehouse (None when nothing was loaded) and its load report."""

    warehouse: Path | None
    report: dict[str, Any]

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """Opened once for many questions; tests/conftest.py closes it after each module."""
        connection = duckdb.connect(str(internal(self.warehouse)), read_only=True)
        OPENED.append(self)
        return connection

    def rows(self, sql: str) -> list[tuple]:
        """The answer of a query on the published file."""
        return self.connection.execute(sql).fetchall()

    def presence(self, period: str, scheme: str, pcode: str) -> dict[str, int]:
        """Actors by sector in one area; empty when the area is absent."""
        return dict(
            self.rows(
                "SELECT sector_code, organisations FROM marts.presence "
                f"WHERE period = '{period}' AND scheme = '{scheme}' AND pcode = '{pcode}'"
            )
        )

    def entry(self, file: str, sheet: str | None = None) -> dict[str, Any]:
        """What the report says of a file, or of one sheet of it."""
        return next(e for e in self.report["files"] if e["file"] == file and sheet in (None, e["sheet"]))

    def said(self, outcome: str, file: str, sheet: str | None = None) -> set[tuple[str, str]]:
        """Code and cell of the issues of a file that have this outcome: rejected or accepted."""
        issues = self.entry(file, sheet)["issues"]
        return {(i["code"], i["cell"] or f"row {i['row']}") for i in issues if i["outcome"] == outcome}

    def remarks(self, code: str = "") -> list[tuple[int, str, Cell, str]]:
        """(row, column, value, code) of the report's remarks, of one code or of all."""
        return [
            (issue["row"], issue["column"], issue["value"], issue["code"])
            for entry in self.report["files"]
            for issue in entry["issues"]
            if code in ("", issue["code"])
        ]


OPENED: list[Built] = []


def judgement(report: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> Built:
    """A build that went no further than its facts, which are in this connection alone."""
    built = Built(None, report)
    built.__dict__["connection"] = connection
    OPENED.append(built)
    return built


def close_all() -> None:
    """Close the connections of all builds; the next question opens its own again."""
    while OPENED:
        OPENED.pop().__dict__.pop("connection").close()


def internal(warehouse: Path) -> Path:
    """The published file that CURRENT.json names."""
    return warehouse / json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))["internal"]


def rows(warehouse: Path, sql: str) -> list[tuple]:
    """The answer of a query on what a warehouse publishes at this moment."""
    with duckdb.connect(str(internal(warehouse)), read_only=True) as connection:
        return connection.execute(sql).fetchall()
