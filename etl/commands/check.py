"""``python -m etl check``: what a build would say of a few files, and the files back with their errors marked."""

import argparse
import json
import os
from pathlib import Path

from rich.console import Console

from etl.commands.build import add_country, add_warehouse
from etl.commands.exit_codes import DONE, FAILED, NOTHING_LOADED
from etl.commands.terminal import fail, print_report, progress_bar, tell
from etl.memory import MEMORY, UnreadableMemory
from etl.messages import say


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=say("files_help", language))
    parser.add_argument("--out", type=Path, metavar="DIR", help=say("check_out_help", language))
    parser.add_argument("--json", type=Path, metavar="FILE.json", help=say("json_help", language))
    add_warehouse(parser, language)
    add_country(parser, language)
    parser.epilog = say("check_exit_codes", language)


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.check import check
    from geo.boundaries import BoundaryError

    if options.boundaries and not options.boundaries.is_dir():
        return fail(console, language, NOTHING_LOADED, "boundaries_not_directory", options.boundaries)
    with progress_bar(console) as bar:
        task = bar.add_task("", total=None)

        def progress(code: str, done: int, total: int) -> None:
            bar.update(task, description=say(code, language), completed=done, total=total)

        try:
            memory = options.warehouse / MEMORY
            checked = check(options.files, language, progress, memory, options.boundaries, options.country)
        except BoundaryError as error:
            return fail(console, language, FAILED, error.code, error.file_name, error.detail)
        except UnreadableMemory as error:
            return fail(console, language, FAILED, "memory_wrong", *error.args)
        except Exception as error:  # a coordinator gets a sentence, no traceback
            if os.environ.get("MAILLAGE_DEBUG"):
                raise
            return fail(console, language, FAILED, "check_failed", type(error).__name__)
    print_report(checked.report, language, console, "--json")
    is_written = write_json(checked.report, options.json, language, console) if options.json else True
    if options.out:
        is_written = give_back(checked.files, options.out, language, console) and is_written
    if not any(file.is_read for file in checked.files):
        return NOTHING_LOADED
    return DONE if checked.is_clean and is_written else FAILED


def write_json(report: dict, target: Path, language: str, console: Console) -> bool:
    """Write the report, on standard output for ``-``; returns whether it could be."""
    if str(target) == "-":
        print(json.dumps(report, indent=2))  # a terminal of Windows may not know the accents, and a machine reads this
        return True
    try:
        target.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        fail(console, language, FAILED, "report_unwritable", target, error.strerror or "")
        return False
    return True


def give_back(files: tuple, out: Path, language: str, console: Console) -> bool:
    """Write each workbook with its errors marked; returns whether the disk took them all."""
    from etl.check import NotAnnotated, targets, write_back

    try:
        out.mkdir(parents=True, exist_ok=True)
        for file, target in zip(files, targets([file.path for file in files], out, language), strict=True):
            try:
                is_whole = write_back(file, target, language)
            except NotAnnotated as error:
                tell(console, language, str(error), file.path.name)
                continue
            tell(console, language, "annotated" if is_whole else "annotated_in_part", target)
    except OSError as error:
        fail(console, language, FAILED, "out_unwritable", error.filename or out, error.strerror or "")
        return False
    return True
