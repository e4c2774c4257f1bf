"""What a check found, on the page: counts, columns, problems, and the workbooks to send back."""

import io
import zipfile

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, csv_file
from dashboard.findings import Findings, Problem, Sheet, all_problems
from dashboard.language import Translator
from dashboard.ui.export import XLSX, download
from dashboard.ui.overview import kind_names
from dashboard.ui.role_names import role_names
from dashboard.ui.tables import plain
from dashboard.ui.tables import show as show_table

SURE = 0.995
ZIP = "application/zip"


def show(findings: Findings, language: str, _: Translator) -> None:
    """Counts of all sheets first, then each workbook with its columns and its problems."""
    show_table(counts_table(findings, _), alt=_("Rows received, accepted and rejected, by workbook and sheet"))
    for copy, first in findings.repeated:
        st.info(_("“{copy}” is the same as “{first}”, to the byte: it was checked once.", copy=plain(copy),
                  first=plain(first)))  # fmt: skip
    with st.container(horizontal=True):
        download(
            _("Problems of all workbooks, CSV"),
            lambda: problems_file(findings, language, _),
            _("problems.csv"),
            "text/csv",
        )
        if len(findings.returned) > 1:
            download(_("All annotated workbooks, ZIP"), lambda: archive(findings, _), _("checked_workbooks.zip"), ZIP)
    for file in findings.files:
        with st.container(border=True):
            workbook(findings, file, _)


def workbook(findings: Findings, file: str, _: Translator) -> None:
    """One workbook: the file to send back, then sheet by sheet what was understood and what is wrong."""
    st.markdown(f"#### {plain(file)}")
    if path := findings.returned.get(file):
        download(_("Annotated workbook"), path.read_bytes, returned_name(file, _), XLSX, is_main=True)
    for sheet in findings.of(file):
        if sheet.personal:
            st.error(
                _(
                    "Sheet “{sheet}” refused: it holds personal data (columns: {columns}). Nothing of it was kept, and "
                    "the workbook is not given back. Send totals, without name, number or date of birth.",
                    sheet=plain(sheet.name or "–"),
                    columns=plain(sheet.personal),
                )
            )
            continue
        if sheet.columns:
            with st.expander(columns_words(sheet, _)):
                show_table(columns_table(sheet, _), alt=_("Columns of {file}, {sheet}", file=file, sheet=sheet.name))
        if sheet.not_data:
            st.caption(
                _.plural(
                    "{number} more row of the sheet holds no data: title, total or blank.",
                    "{number} more rows of the sheet hold no data: titles, totals or blanks.",
                    sheet.not_data,
                )
            )
        problems(sheet, _)


def problems(sheet: Sheet, _: Translator) -> None:
    where = plain(sheet.name) if sheet.name else _("Whole file")
    if not sheet.all_problems:
        st.success(_("{sheet}: nothing to mend.", sheet=where))
        return
    st.markdown(_("**{sheet}**: what is to be looked at, gravest first", sheet=where))
    show_table(problems_table(sheet, _), alt=_("Problems of {file}, {sheet}", file=sheet.file, sheet=sheet.name))
    rest = sheet.all_problems - len(sheet.problems)
    if rest > 0:
        st.caption(
            _.plural(
                "{number} more problem is in the annotated workbook and in the CSV.",
                "{number} more problems are in the annotated workbook and in the CSV.",
                rest,
            )
        )


def counts_table(findings: Findings, _: Translator) -> pd.DataFrame:
    """Received = accepted + rejected; those with a remark are among the accepted."""
    kinds = kind_names(_)
    rows = [
        (
            plain(sheet.file),
            plain(sheet.name) or "–",
            kinds.get(sheet.kind, "–"),
            _.number(sheet.received),
            _.number(sheet.accepted),
            _.number(sheet.warned),
            f"**{_.number(sheet.rejected)}**" if sheet.rejected else "0",
            _("personal data") if sheet.personal else outcome_words(sheet, _),
        )
        for sheet in findings.sheets
    ]
    headings = [_("Workbook"), _("Sheet"), _("Source"), _("Received"), _("Accepted"), _("of which with a remark")]
    return pd.DataFrame(rows, columns=[*headings, _("Rejected"), _("Outcome")])


def outcome_words(sheet: Sheet, _: Translator) -> str:
    if not sheet.received:
        return _("not loaded")
    return _("to correct") if sheet.rejected else _("loaded")


def columns_words(sheet: Sheet, _: Translator) -> str:
    known = sum(column.role is not None for column in sheet.columns)
    return _(
        "{sheet}: {known} columns recognised out of {all}",
        sheet=plain(sheet.name) or _("Columns"),
        known=_.number(known),
        all=_.number(len(sheet.columns)),
    )


def columns_table(sheet: Sheet, _: Translator) -> pd.DataFrame:
    roles = role_names(_)
    rows = [
        (
            plain(column.received),
            roles.get(column.role, plain(column.role)) if column.role else _("not recognised, not loaded"),
            "–" if column.role is None else sureness(column.confidence, _),
        )
        for column in sheet.columns
    ]
    return pd.DataFrame(rows, columns=[_("Column received"), _("Taken for"), _("Certainty")])


def sureness(confidence: float, _: Translator) -> str:
    return _("certain") if confidence >= SURE else _("{share}, to check", share=_.share(confidence))


def problems_table(sheet: Sheet, _: Translator) -> pd.DataFrame:
    """The first problems; a column that is empty in all of them is left out, and the sheet where it is the same."""
    rows = [("" if problem.sheet == sheet.name else problem.sheet, *cells(problem, _)) for problem in sheet.problems]
    shown = [
        (heading, [plain(row[place]) for row in rows])
        for place, heading in enumerate((_("Sheet"), *headings(_)))
        if any(row[place] for row in rows)
    ]
    return pd.DataFrame(dict(shown))


def headings(_: Translator) -> list[str]:
    return [_("Row"), _("Cell"), _("Column"), _("Value"), _("Outcome"), _("Reason"), _("Proposal")]


def cells(problem: Problem, _: Translator) -> tuple[str, ...]:
    return (
        "" if problem.row is None else str(problem.row),
        problem.cell,
        problem.column,
        problem.value,
        outcome_names(_).get(problem.outcome, ""),
        problem.reason,
        problem.proposal,
    )


def outcome_names(_: Translator) -> dict[str, str]:
    return {
        "refused": _("refused"),
        "rejected": _("row rejected"),
        "accepted": _("accepted, with a remark"),
        "noted": _("noted"),
    }


def problems_file(findings: Findings, language: str, _: Translator) -> bytes:
    """Every problem of every workbook; no text in it is run by a spreadsheet."""
    columns = [Column(heading, "") for heading in (_("Workbook"), _("Sheet"), *headings(_))]
    rows = [(file, problem.sheet, *cells(problem, _)) for file, problem in all_problems(findings)]
    return csv_file(Table(_("Problems"), columns, rows, ()), False, ";" if _.language == "fr" else ",")


def archive(findings: Findings, _: Translator) -> bytes:
    """The annotated workbooks and the list of problems, in one file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as together:  # workbooks are packed already
        for file, path in findings.returned.items():
            together.write(path, returned_name(file, _))
        together.writestr(_("problems.csv"), problems_file(findings, _.language, _))
    return content.getvalue()


def returned_name(file: str, _: Translator) -> str:
    return _("{name}_checked.xlsx", name=file.rpartition(".")[0] or file)
