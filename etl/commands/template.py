"""``python -m etl template``: write a blank workbook of one kind of source."""

import argparse
from pathlib import Path

from rich.console import Console

from etl.commands.exit_codes import DONE, FAILED
from etl.commands.terminal import fail, tell
from etl.messages import say

# Named here and not read from etl.load: the help of any command needs them, and should not load DuckDB for it.
KINDS = (
    "activities", "service_sites", "case_counts", "referral_counts",
    "access_status", "population", "severity", "funding", "plan_targets", "pooled_means",
    "case_practice", "caseloads", "sector_measures", "reach_counts", "commitments", "lessons",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=say("kind_help", language, ", ".join(KINDS)))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out_help", language))


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.template import write

    try:
        path = write(options.kind, language, options.out)
    except OSError as error:
        return fail(console, language, FAILED, "out_unwritable", error.filename or options.out, error.strerror or "")
    tell(console, language, "template_written", path)
    return DONE
