"""The command line: one module a command, each with ``add_arguments`` and ``run``."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from types import ModuleType
from typing import Any

from rich.console import Console

from etl.commands import build, check, demo, fetch, harmonise, history, rollback, template
from etl.commands.arguments import parser_of
from etl.commands.exit_codes import DONE, FAILED, LOCKED, NOTHING_LOADED
from etl.messages import LANGUAGES, default_language, say

__all__ = ["DONE", "FAILED", "LOCKED", "NOTHING_LOADED", "main", "parser"]

COMMANDS: dict[str, ModuleType] = {
    "build": build,
    "demo": demo,
    "check": check,
    "template": template,
    "harmonise": harmonise,
    "fetch": fetch,
    "history": history,
    "rollback": rollback,
}


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
    """The parser of the whole command line, in one language."""
    top = parser_of(language, prog="python -m etl", description=say("app_description", language))
    sub_parser: Any = partial(parser_of, language)  # argparse only calls it, whatever its annotation says
    commands = top.add_subparsers(
        title=say("command_help", language),
        metavar=" | ".join(COMMANDS),
        required=True,
        parser_class=sub_parser,
    )
    for name, module in COMMANDS.items():
        words = say(f"{name}_help", language)
        command = commands.add_parser(name, help=words, description=words)
        module.add_arguments(command, language)
        command.set_defaults(run=module.run)
    return top
