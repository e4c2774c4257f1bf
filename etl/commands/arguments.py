"""The grammar of the command line, in French or English: argparse itself only speaks English."""

import argparse
import re
import sys
from typing import Any, NoReturn

from etl.messages import LANGUAGES, say

MISSPELT = 2  # exit code of a command that cannot be understood


def parser_of(language: str, **options: Any) -> argparse.ArgumentParser:
    """A parser whose every word is in the language. The same ``--lang`` and ``--help`` stand in each command."""
    made = parser_class(language)(
        add_help=False, formatter_class=formatter(language), epilog=say("exit_codes", language), **options
    )
    made._optionals.title = say("options", language)  # argparse has no other way to name this group
    made._positionals.title = say("arguments", language)
    made.add_argument("-h", "--help", action="help", help=say("help_help", language))
    made.add_argument("--lang", choices=LANGUAGES, help=say("lang_help", language))
    return made


def parser_class(language: str) -> type[argparse.ArgumentParser]:
    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            self.print_usage(sys.stderr)
            words = say("command_misspelt", language, part_in_question(message), self.prog)
            self.exit(MISSPELT, f"{words}\n")

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
