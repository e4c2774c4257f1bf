"""``python -m etl harmonise``: what spellings may mean, and the coordination's decisions on them."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.commands.build import add_warehouse
from etl.commands.exit_codes import DONE, FAILED, NOTHING_LOADED
from etl.commands.terminal import fail, tell
from etl.headings import reference_rows
from etl.memory import KINDS, MEMORY, Decision, NothingToUndo, UnreadableMemory, decide, in_force, log, undo
from etl.messages import say
from etl.proposals import proposals


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    add_warehouse(parser, language)
    choice = parser.add_mutually_exclusive_group()
    for name in ("accept", "refuse"):
        choice.add_argument(
            f"--{name}",
            nargs=3,
            metavar=(
                say("harmonise_kind", language),
                say("harmonise_text", language),
                say("harmonise_target", language),
            ),
            help=say(f"{name}_help", language),
        )
    choice.add_argument("--undo", action="store_true", help=say("undo_help", language))
    parser.add_argument("--json", action="store_true", help=say("harmonise_json_help", language))


def run(options: argparse.Namespace, language: str, console: Console) -> int:
    memory = options.warehouse / MEMORY
    try:
        if options.undo:
            undone = undo(memory)
            tell(console, language, "harmonise_undone", undone.text, undone.target)
        elif options.accept or options.refuse:
            return settle(options, memory, language, console)
        else:
            show(options.warehouse, memory, options.json, language, console)
    except NothingToUndo:
        return fail(console, language, NOTHING_LOADED, "harmonise_nothing")
    except UnreadableMemory as error:
        return fail(console, language, FAILED, "memory_wrong", *error.args)
    except OSError as error:
        return fail(console, language, FAILED, "out_unwritable", error.filename or memory, error.strerror or "")
    return DONE


def settle(options: argparse.Namespace, memory: Path, language: str, console: Console) -> int:
    """Keep a decision on one of the proposals of the warehouse in use."""
    kind, text, target = options.accept or options.refuse
    verdict = "accepted" if options.accept else "refused"
    asked = proposals(options.warehouse)
    found = [p for p in asked if (p["kind"], p["text"], p["target"]) == (kind, text, target)]
    if kind == "organisation" and text.strip() and target in known_organisations(asked):
        found = found or [{"scheme": "", "level": ""}]  # another than those proposed
    if kind not in KINDS or not found:
        return fail(console, language, NOTHING_LOADED, "harmonise_unknown", text, target)
    for proposal in found:
        decide(memory, Decision(kind, text, proposal["scheme"], proposal["level"], target, verdict))
    tell(console, language, f"harmonise_{verdict}", text, target)
    return DONE


def known_organisations(asked: list[dict[str, Any]]) -> set[str]:
    """The organisations of the list, and those that the proposals name."""
    listed = {row["organisation_id"] for row in reference_rows("organisations.csv")}
    return listed | {p["target"] for p in asked if p["kind"] == "organisation"}


def show(warehouse: Path, memory: Path, as_json: bool, language: str, console: Console) -> None:
    """The proposals to settle and the decisions in force, on the terminal or as JSON on the standard output."""
    open_ones, decisions = proposals(warehouse), in_force(log(memory))
    if as_json:
        print(json.dumps({"proposals": open_ones, "decisions": [asdict(decision) for decision in decisions]}, indent=2))
        return
    table = Table(title=say("harmonise_title", language))
    for name in ("kind", "text", "target", "score", "rows"):
        table.add_column(say(f"harmonise_{name}", language))
    for p in open_ones:
        table.add_row(
            p["kind"], Text(p["text"]), f"{p['target']} ({p['target_name']})", f"{p['score']:.2f}", str(p["rows"])
        )
    console.print(table)
    tell(console, language, "harmonise_in_force", len(decisions))
