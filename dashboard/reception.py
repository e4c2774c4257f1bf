"""What is done with a file before it is looked into: its name made harmless, its size and number bounded."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

FORMATS = ("xlsx", "xls", "ods", "csv")
MOST_FILES = 11
LARGEST = 50 * 2**20  # bytes of one file; .streamlit/config.toml says the same to the browser
LARGEST_TOGETHER = 200 * 2**20  # bytes
LONGEST_NAME = 80  # characters
NAMELESS = "sans-nom"


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name is the text of a stranger, and never becomes a path."""

    name: str
    content: bytes


class NotReceived(Exception):
    """The files are not taken in; the argument is a code, the second the name of the file in question if any."""

    @property
    def code(self) -> str:
        return str(self.args[0])

    @property
    def name(self) -> str:
        return str(self.args[1]) if len(self.args) > 1 else ""


def refuse_excess(uploads: Sequence[Upload]) -> None:
    """Raise :class:`NotReceived` for none, too many, too large or of another format."""
    if not uploads:
        raise NotReceived("none")
    if len(uploads) > MOST_FILES:
        raise NotReceived("too_many")
    for upload in uploads:
        if suffix(upload.name) is None:
            raise NotReceived("format", cleaned(upload.name))
        if len(upload.content) > LARGEST:
            raise NotReceived("too_large", cleaned(upload.name))
    if sum(len(upload.content) for upload in uploads) > LARGEST_TOGETHER:
        raise NotReceived("too_large_together")


def suffix(name: str) -> str | None:
    """One of our own formats, or None: nothing of the name itself goes into a path."""
    ending = name.rpartition(".")[2].lower()
    return next((known for known in FORMATS if ending == known), None)


def cleaned(name: str) -> str:
    """The name as it may be shown and offered for a download.

    No folder, no invisible mark (they can reverse the order of letters), nothing that a file system refuses; the
    middle of a long one is left out so that its ending stays.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if is_invisible(mark) else mark for mark in last)
    text = " ".join(re.sub(r'[<>:"|?*]', "_", visible).split())
    stem, point, ending = text.rpartition(".")
    if point and not re.search(r"\w", stem):
        text = f"{NAMELESS}.{ending}"
    text = text.strip(" .") or NAMELESS
    if len(text) > LONGEST_NAME:
        text = f"{text[: LONGEST_NAME - 13]}…{text[-12:]}"
    return text


def is_invisible(mark: str) -> bool:
    """Controls, marks of direction and of width, halves of characters, and places that Unicode gave to nobody."""
    return unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def apart(names: Sequence[str]) -> list[str]:
    """The names, each once: a second "4w.xlsx" becomes "4w (2).xlsx"."""
    given: list[str] = []
    for name in names:
        stem, point, ending = name.rpartition(".")
        number, one = 1, name
        while one.casefold() in {other.casefold() for other in given}:
            number += 1
            one = f"{stem} ({number}){point}{ending}" if point else f"{name} ({number})"
        given.append(one)
    return given
