"""``python -m etl history``: the builds that can be restored."""

import argparse

from rich.console import Console
from rich.table import Table

from etl.commands.build import add_warehouse
from etl.commands.exit_codes import DONE, NOTHING_LOADED
from etl.commands.terminal import fail
from etl.messages import say


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    add_warehouse(parser, language)


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.history import builds

    found = builds(options.warehouse)
    if not found:
        return fail(console, language, NOTHING_LOADED, "history_empty", options.warehouse)
    table = Table(title=say("history_title", language))
    for name in ("build", "files", "accepted", "rejected", "nature"):
        table.add_column(say(f"history_{name}", language), no_wrap=name == "build")
    for build in found:
        nature = say("history_demo" if build.is_demo else "history_real", language)
        mark = "→ " if build.is_current else "  "
        counts = (str(build.files), str(build.rows_accepted), str(build.rows_rejected))
        table.add_row(mark + build.build, *counts, nature)
    console.print(table)
    return DONE
