"""``python -m etl history``: the builds that can be restored."""

import argparse
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from etl.commands.build import add_warehouse
from etl.commands.exit_codes import DONE, FAILED, NOTHING_LOADED
from etl.commands.terminal import fail
from etl.messages import say

if TYPE_CHECKING:
    from etl.history import Build


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    add_warehouse(parser, language)


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.history import builds

    try:
        found = builds(options.warehouse)
    except OSError as error:
        return fail(console, language, FAILED, "disk_error", error.filename or options.warehouse, error.strerror or "")
    if not found:
        return fail(console, language, NOTHING_LOADED, "history_empty", options.warehouse)
    table = Table(title=say("history_title", language))
    for name in ("build", "files", "accepted", "rejected", "nature"):
        table.add_column(say(f"history_{name}", language), no_wrap=name == "build")
    for build in found:
        nature = say(nature_of(build), language)
        mark = "→ " if build.is_current else "  "
        numbers = (build.files, build.rows_accepted, build.rows_rejected)
        counts = [str(number) if build.is_servable else "–" for number in numbers]
        table.add_row(mark + build.build, *counts, nature)
    console.print(table)
    return DONE


def nature_of(build: "Build") -> str:
    """The code of what the build holds, or that it cannot be served by this version."""
    if not build.is_servable:
        return "history_other_schema"
    return "history_demo" if build.is_demo else "history_real"
