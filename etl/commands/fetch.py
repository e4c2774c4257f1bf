"""``python -m etl fetch``: download boundaries, population and 3W from HDX."""

import argparse
from pathlib import Path

from rich.console import Console

from etl.commands.exit_codes import DONE, FAILED
from etl.commands.terminal import fail, progress_bar, tell
from etl.messages import say

BASE = "https://data.humdata.org"
DATASETS = ("cod-ab-caf", "cod-ps-caf", "central-african-republic-operational-presence")


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument(
        "datasets",
        nargs="*",
        default=DATASETS,
        metavar="DATASET",
        help=say("datasets_help", language, " ".join(DATASETS)),
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out_help", language))
    parser.add_argument("--base", default=BASE, metavar="URL", help=say("base_help", language, BASE))


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.fetch import FetchFailed, fetch

    with progress_bar(console) as bar:
        task = bar.add_task("", total=None)

        def progress(name: str, done: int, total: int) -> None:
            bar.update(task, description=name, completed=done, total=total or None)

        try:
            fetched = fetch(tuple(options.datasets), options.out, options.base, progress)
        except FetchFailed as error:
            return fail(console, language, FAILED, error.code, error.value)
        except OSError as error:
            return fail(
                console, language, FAILED, "out_unwritable", error.filename or options.out, error.strerror or ""
            )
    for name, files in fetched.items():
        tell(console, language, "fetched", name, ", ".join(file.file for file in files))
    return DONE
