"""``python -m etl build``: read a folder of workbooks and publish a new warehouse."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from etl.commands.exit_codes import DEFAULT_WAREHOUSE, DONE, FAILED, LOCKED, NOTHING_LOADED
from etl.commands.terminal import fail, print_report, progress_bar, tell
from etl.messages import say
from geo import HOME

if TYPE_CHECKING:
    from etl.changes import Changes

# The codes of what is said of a comparison that was not made, and of what each kind of source counts.
NOT_COMPARED = {
    "other_schema": "changes_other_schema",
    "unreadable": "changes_unreadable",
    "other_nature": "changes_other_nature",
    "other_country": "changes_other_country",
}
NOT_PUBLISHED = {
    "NotACube": "cube_wrong",
    "CubeTooLarge": "cube_too_large",
    "NotSafe": "cube_not_safe",
    "OtherProfile": "other_profile",
}
PROFILES = ("suppressed", "rounded")  # of etl/disclose/cube.py, which takes a second to import
COUNTED = {"activities": "counted_reached", "case_counts": "counted_cases", "referral_counts": "counted_referrals"}
NAMED = 5  # jumps, organisations and areas named on the terminal; the warehouse holds all of them


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--sources", type=Path, required=True, metavar="DIR", help=say("sources_help", language))
    add_warehouse(parser, language)
    add_country(parser, language)
    parser.add_argument("--roads", type=Path, metavar="FILE", help=say("roads_help", language))
    parser.add_argument("--profile", choices=PROFILES, help=say("profile_help", language))
    parser.add_argument("--report", type=Path, metavar="FILE.json", help=say("report_help", language))


def add_warehouse(parser: argparse.ArgumentParser, language: str) -> None:
    """``--warehouse``, which every command on a warehouse takes."""
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=Path(os.environ.get("MAILLAGE_WAREHOUSE", DEFAULT_WAREHOUSE)),
        metavar="DIR",
        help=say("warehouse_help", language, DEFAULT_WAREHOUSE),
    )


def add_country(parser: argparse.ArgumentParser, language: str) -> None:
    """``--country`` and ``--boundaries``: whose places the workbooks name, and where they are described."""
    parser.add_argument(
        "--country", type=str.upper, default=HOME, metavar="ISO3", help=say("country_help", language, HOME)
    )
    parser.add_argument("--boundaries", type=Path, metavar="DIR", help=say("boundaries_help", language))


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    # Imported here: `--help` and `demo` need none of it, and it takes a second.
    from etl.build import build

    if options.boundaries and not options.boundaries.is_dir():
        return fail(console, language, NOTHING_LOADED, "boundaries_not_directory", options.boundaries)
    if options.report:
        try:
            options.report.touch()  # before the work, so that a wrong path changes nothing
        except OSError as error:
            return fail(console, language, FAILED, "report_unwritable", options.report, error.strerror or "")
    with progress_bar(console) as bar:
        task = bar.add_task("", total=None)

        def progress(code: str, done: int, total: int) -> None:
            bar.update(task, description=say(code, language), completed=done, total=total)

        try:
            places = options.boundaries, language, progress, options.country, options.roads, options.profile
            result = build(options.sources, options.warehouse, *places)
        except Exception as error:
            status, code, value, detail = explained(error, options)
            if code == "unexpected_error" and os.environ.get("MAILLAGE_DEBUG"):
                raise
            return fail(console, language, status, code, value, detail)
    if options.report:
        options.report.write_text(json.dumps(result.report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print_report(result.report, language, console)
    if result.build is None:
        return fail(console, language, NOTHING_LOADED, "nothing_loaded")
    if result.changes is not None:
        tell_changes(result.changes, language, console)
    console.print(Text(say(result.news, language, result.build), style="bold green"))
    return DONE


def tell_changes(changes: "Changes", language: str, console: Console) -> None:
    """What changed since the build before, in a few lines; nothing for the first one."""
    if changes.reason in NOT_COMPARED:
        tell(console, language, NOT_COMPARED[changes.reason])
    elif changes.reason is None:
        counts = {"changes_rows": changes.rows, "changes_actors": changes.actors, "changes_areas": changes.areas}
        words = [say(code, language, before, after) for code, (before, after) in counts.items()]
        tell(console, language, "changes_since", ", ".join(words))
    for code, gone in (
        ("changes_gone_organisations", changes.gone_organisations),
        ("changes_gone_areas", changes.gone_areas),
    ):
        if gone:
            tell(console, language, code, ", ".join(gone[:NAMED]) + (" …" if len(gone) > NAMED else ""))
    for jump in changes.jumps[:NAMED]:
        where = f"{jump.organisation} · {jump.period} · {say(COUNTED[jump.kind], language)}"
        code = "changes_jump_period" if jump.former_period else "changes_jump_build"
        tell(console, language, code, where, f"{jump.before} → {jump.after}")
    if len(changes.jumps) > NAMED:
        tell(console, language, "changes_more_jumps", len(changes.jumps) - NAMED)


def explained(error: Exception, options: argparse.Namespace) -> tuple[int, str, object, object]:
    """Exit code, message code, value and detail of a failed build: a coordinator gets a sentence, no traceback."""
    import duckdb

    from etl.build import NothingToLoad
    from etl.disclose.cube import NotACube
    from etl.disclose.former import OtherProfile
    from etl.disclose.quarter import CubeTooLarge, NotSafe
    from etl.extract import SourcesUnreadable
    from etl.memory import UnreadableMemory
    from etl.publish import BuildRunning
    from etl.transform import BrokenContract
    from geo.boundaries import BoundaryError

    match error:
        case NothingToLoad() | SourcesUnreadable():
            return NOTHING_LOADED, str(error), options.sources, ""
        case UnreadableMemory():
            return FAILED, "memory_wrong", *error.args
        case BoundaryError():
            return FAILED, error.code, error.file_name, error.detail
        case BuildRunning():
            return LOCKED, "lock_held", options.warehouse, ""
        case NotACube() | CubeTooLarge() | NotSafe() | OtherProfile():
            return FAILED, NOT_PUBLISHED[type(error).__name__], error.args[0], error.args[-1]
        case BrokenContract():
            return FAILED, "contract_broken", error, ""
        case OSError():
            return FAILED, "disk_error", error.filename or options.warehouse, error.strerror or ""
        case duckdb.IOException() | duckdb.TransactionException():  # a commit that the disk refused
            return FAILED, "disk_error", options.warehouse, str(error).rpartition(": ")[2]
    return FAILED, "unexpected_error", type(error).__name__, ""
