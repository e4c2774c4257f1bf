"""The command line: ``python -m etl build …`` and ``python -m etl demo …``."""

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from etl.messages import LANGUAGES, default_language, outcome, say

DONE, FAILED, NOTHING_LOADED, LOCKED = 0, 1, 2, 75
DEFAULT_WAREHOUSE = Path("data/warehouse")


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language = chosen_language(arguments)
    options = parser(language).parse_args(arguments)
    console = Console(stderr=True, highlight=False)
    try:
        return options.run(options, language, console)
    except KeyboardInterrupt:
        return 130


def chosen_language(arguments: Sequence[str]) -> str:
    """``--lang`` decides before anything is parsed: the help itself is in that language."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--lang", nargs="?")  # a wrong one is the business of the parser that follows
    wanted = early.parse_known_args(arguments)[0].lang
    return wanted if wanted in LANGUAGES else default_language()


def parser(language: str) -> argparse.ArgumentParser:
    def text(code: str, value: object = "") -> str:
        return say(code, language, value)

    def new(create: Any, **options: Any) -> argparse.ArgumentParser:
        made = create(add_help=False, formatter_class=formatter(language), epilog=text("exit_codes"), **options)
        made._optionals.title = text("options")  # argparse has no other way to name this group
        made.add_argument("-h", "--help", action="help", help=text("help_help"))
        made.add_argument("--lang", choices=LANGUAGES, help=text("lang_help"))
        return made

    top = new(parser_class(language), prog="python -m etl", description=text("app_description"))
    commands = top.add_subparsers(title=text("command_help"), metavar="build | demo", required=True)

    build = new(lambda **options: commands.add_parser("build", **options), **described(text("build_help")))
    build.add_argument("--sources", type=Path, required=True, metavar="DIR", help=text("sources_help"))
    warehouse = Path(os.environ.get("MAILLAGE_WAREHOUSE", DEFAULT_WAREHOUSE))
    build.add_argument(
        "--warehouse",
        type=Path,
        default=warehouse,
        metavar="DIR",
        help=text("warehouse_help", DEFAULT_WAREHOUSE),
    )
    build.add_argument("--boundaries", type=Path, metavar="DIR", help=text("boundaries_help"))
    build.add_argument("--report", type=Path, metavar="FILE.json", help=text("report_help"))
    build.set_defaults(run=run_build)

    demo = new(lambda **options: commands.add_parser("demo", **options), **described(text("demo_help")))
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help=text("out_help"))
    demo.set_defaults(run=run_demo)
    return top


def described(words: str) -> dict[str, str]:
    return {"help": words, "description": words}


def parser_class(language: str) -> type[argparse.ArgumentParser]:
    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            self.print_usage(sys.stderr)
            words = say("command_misspelt", language, part_in_question(message), self.prog)
            self.exit(NOTHING_LOADED, f"{words}\n")

    return Parser


def part_in_question(message: str) -> str:
    """The words of the command that argparse complains of; its own sentence is in English."""
    match = re.search(r"(?:invalid choice: '|ambiguous option: )([^' ]*)", message) or re.match(
        r"argument ([^:]*):", message
    )
    return match[1] if match else message.rpartition(": ")[2]


def formatter(language: str) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, say("usage", language) if prefix is None else prefix)

    return Formatter


def run_build(options: argparse.Namespace, language: str, console: Console) -> int:
    # Imported here: `--help` and `demo` need none of it, and it takes a second.
    from etl.build import build

    if options.boundaries and not options.boundaries.is_dir():
        return fail(console, language, NOTHING_LOADED, "boundaries_not_directory", options.boundaries)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def progress(code: str, done: int, total: int) -> None:
            bar.update(task, description=say(code, language), completed=done, total=total)

        try:
            result = build(options.sources, options.warehouse, options.boundaries, language, progress)
        except Exception as error:
            status, code, value, detail = explained(error, options)
            if code == "unexpected_error" and os.environ.get("MAILLAGE_DEBUG"):
                raise
            return fail(console, language, status, code, value, detail)
    if options.report:
        try:
            options.report.write_text(json.dumps(result.report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            fail(console, language, FAILED, "report_unwritable", options.report, error.strerror or "")
    print_report(result.report, language, console)
    if result.build is None:
        return fail(console, language, NOTHING_LOADED, "nothing_loaded")
    console.print(Text(say("published", language, result.build), style="bold green"))
    return DONE


def explained(error: Exception, options: argparse.Namespace) -> tuple[int, str, object, object]:
    """Exit code, message code, value and detail of a failed build: a coordinator gets a sentence, no traceback."""
    import duckdb

    from etl.build import NothingToLoad
    from etl.extract import SourcesUnreadable
    from etl.publish import BuildRunning
    from etl.transform import BrokenContract
    from geo.boundaries import BoundaryError

    match error:
        case NothingToLoad() | SourcesUnreadable():
            return NOTHING_LOADED, str(error), options.sources, ""
        case BoundaryError():
            return FAILED, error.code, error.file_name, ""
        case BuildRunning():
            return LOCKED, "lock_held", options.warehouse, ""
        case BrokenContract():
            return FAILED, "contract_broken", error, ""
        case OSError():
            return FAILED, "disk_error", error.filename or options.warehouse, error.strerror or ""
        case duckdb.IOException() | duckdb.TransactionException():  # a commit that the disk refused
            return FAILED, "disk_error", options.warehouse, str(error).rpartition(": ")[2]
    return FAILED, "unexpected_error", type(error).__name__, ""


def fail(console: Console, language: str, status: int, code: str, value: object = "", detail: object = "") -> int:
    console.print(Text(say(code, language, value, detail), style="bold red"))
    return status


def run_demo(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl import demo

    try:
        written = demo.write(options.out)
    except OSError as error:
        return fail(console, language, FAILED, "disk_error", options.out, error.strerror or "")
    console.print(Text(say("demo_written", language, len(written), options.out)))
    return DONE


def print_report(report: dict[str, Any], language: str, console: Console) -> None:
    """A table of counts, then the remarks in short."""
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
        rest = [" ", say("more_like_it", language, len(issues) - 1)] if len(issues) > 1 else []
        # Text, not markup: a cell may hold square brackets.
        console.print(Text.assemble((where, "bold"), " : " if language == "fr" else ": ", first["message"], *rest))
