"""What is said on the terminal: a sentence when something fails, a table and the remarks of a load report."""

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from etl.messages import outcome, say


def fail(console: Console, language: str, status: int, code: str, value: object = "", detail: object = "") -> int:
    """Say why, and return the exit code."""
    console.print(Text(say(code, language, value, detail), style="bold red"))
    return status


def tell(console: Console, language: str, code: str, value: object = "", detail: object = "") -> None:
    console.print(Text(say(code, language, value, detail)))


def progress_bar(console: Console) -> Progress:
    """A bar that goes away when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def print_report(report: dict[str, Any], language: str, console: Console, option: str = "--report") -> None:
    """A table of counts, then the remarks in short; ``option`` writes the whole report."""
    table = Table(title=say("summary_title", language))
    table.add_column(say("summary_file", language), overflow="fold")
    table.add_column(say("summary_sheet", language), overflow="fold")
    numbers = ("received", "accepted", "warned", "rejected")
    for name in numbers:
        table.add_column(say(f"summary_{name}", language), justify="right")
    for entry in report["files"]:
        counts = [str(entry[f"rows_{name}"]) for name in numbers]
        table.add_row(Text(entry["file"]), Text(entry["sheet"] or "–"), *counts)
    table.add_section()
    table.add_row(say("summary_total", language), "", *[str(report["totals"][f"rows_{name}"]) for name in numbers])
    console.print(table)

    # One line for each kind of loss in a sheet and for each kind of mere remark, gravest first;
    # the report lists every one.
    gravity = ("refused", "rejected", "accepted")
    alike: dict[tuple[int, str, str, str], list[dict[str, Any]]] = {}
    for entry in report["files"]:
        for issue in entry["issues"]:
            if (grade := outcome(issue["code"])) in gravity:
                where = (entry["file"], issue["sheet"] or "") if grade != "accepted" else ("", "")
                alike.setdefault((gravity.index(grade), *where, issue["code"]), []).append(
                    issue | {"file": entry["file"]}
                )
    for _, issues in sorted(alike.items()):
        first = issues[0]
        row = say("row_label", language, first["row"]) if first["row"] else ""
        where = " · ".join(part for part in (first["file"], first["sheet"], row) if part)
        rest = [" ", say("more_like_it", language, len(issues) - 1, option)] if len(issues) > 1 else []
        # Text, not markup: a cell may hold square brackets.
        console.print(Text.assemble((where, "bold"), " : " if language == "fr" else ": ", first["message"], *rest))
    for part in ("roads", "unread", "indicator_faults"):
        if part in report:
            console.print(Text(report[part]["message"]))
