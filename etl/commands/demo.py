"""``python -m etl demo``: write the demonstration workbooks."""

import argparse
from pathlib import Path

from rich.console import Console

from etl.commands.exit_codes import DONE, FAILED
from etl.commands.terminal import fail, tell
from etl.messages import say


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out_help", language))


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl import demo

    try:
        written = demo.write(options.out)
    except OSError as error:
        return fail(console, language, FAILED, "out_unwritable", options.out, error.strerror or "")
    tell(console, language, "demo_written", len(written), options.out)
    return DONE
