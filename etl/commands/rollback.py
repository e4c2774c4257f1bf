"""``python -m etl rollback``: serve a former build again."""

import argparse

from rich.console import Console

from etl.commands.build import add_warehouse
from etl.commands.exit_codes import DONE, FAILED, LOCKED, NOTHING_LOADED
from etl.commands.terminal import fail, tell
from etl.messages import say


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("build", nargs="?", metavar="BUILD", help=say("rollback_build_help", language))
    add_warehouse(parser, language)


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    from etl.history import DamagedBuild, OtherSchema, UnknownBuild, roll_back
    from etl.publish import BuildRunning, sole_builder

    try:
        with sole_builder(options.warehouse):
            build = roll_back(options.warehouse, options.build)
    except UnknownBuild as error:
        return fail(console, language, NOTHING_LOADED, "rollback_unknown" if str(error) else "rollback_none", error)
    except OtherSchema as error:
        return fail(console, language, FAILED, "rollback_other_schema", error)
    except DamagedBuild as error:
        return fail(console, language, FAILED, "rollback_damaged", error)
    except BuildRunning:
        return fail(console, language, LOCKED, "lock_held", options.warehouse)
    except OSError as error:
        return fail(console, language, FAILED, "disk_error", error.filename or options.warehouse, error.strerror or "")
    tell(console, language, "rolled_back", build)
    return DONE
