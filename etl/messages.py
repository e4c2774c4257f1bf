"""What the loader says, by code, in French or English; the texts are in messages.yaml."""

import os
import re
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("fr", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return yaml.safe_load(Path(__file__).with_name("messages.yaml").read_text(encoding="utf-8"))


def say(code: str, language: str, value: object = "", detail: object = "") -> str:
    """The sentence of a code. Replaced by hand, not by ``format``: a cell may hold braces."""
    words = {"{value}": str(value), "{detail}": str(detail)}
    return re.sub(r"\{value\}|\{detail\}", lambda match: words[match[0]], catalogue()[code][language])


def outcome(code: str) -> str:
    """What became of the row or sheet: ``refused``, ``rejected``, ``accepted`` or ``noted``."""
    return catalogue()[code]["outcome"]


def proposal(code: str, language: str, detail: str | None = None) -> str | None:
    """How to mend what a code says, where its own sentence does not tell; ``detail`` as the remark has it."""
    mending = catalogue()[code].get("mend")
    if mending == "near":
        return say("mend_near", language, detail) if detail else None
    return say(f"mend_{mending}", language) if mending else None


def default_language() -> str:
    """``MAILLAGE_LANG`` if it names a language we speak, else French."""
    wanted = os.environ.get("MAILLAGE_LANG", "")[:2].lower()
    return wanted if wanted in LANGUAGES else "fr"
