"""Logs say what failed and where, never with what: the words of an exception may quote a cell or a visitor."""

import logging
import os
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# The part of Streamlit whose messages quote what an identity provider said, or whoever feigns to be one.
QUOTING = "starlette_auth_routes"
OURS = ("app.py", "dashboard", "pages", "geo")


def install() -> None:
    """For all loggers of this process, the server's too; ``MAILLAGE_DEBUG=1`` leaves them as they are."""
    if not os.environ.get("MAILLAGE_DEBUG"):
        logging.setLogRecordFactory(discreet)


def discreet(*arguments: Any, **options: Any) -> logging.LogRecord:
    """A record whose exceptions are told by :func:`summary` instead of their own words and traceback."""
    record = logging.LogRecord(*arguments, **options)
    if isinstance(record.args, tuple):
        is_quoting = record.name.endswith(QUOTING)
        record.args = tuple(told(value, is_quoting) for value in record.args)
    if isinstance(record.msg, BaseException):
        record.msg = summary(record.msg)
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.getMessage()}: {summary(record.exc_info[1])}", None
        record.exc_info = None
    return record


def told(value: object, is_quoting: bool) -> object:
    if isinstance(value, BaseException):
        return summary(value)
    return "…" if is_quoting and isinstance(value, str) else value


def summary(error: BaseException) -> str:
    """The type of an exception, those it came from, and the lines of our own that it passed, innermost first."""
    kinds = [type(error).__name__]
    origin = error.__cause__ or error.__context__
    while origin is not None:
        kinds.append(type(origin).__name__)
        origin = origin.__cause__ or origin.__context__
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{place}:{frame.lineno}" for frame in reversed(frames) if (place := own(frame.filename))]
    return " ".join([" from ".join(kinds), *(["at", " < ".join(places)] if places else [])])


def own(file: str) -> str:
    """The path of a file of ours within the project; empty for any other's."""
    path = Path(file)
    if not path.is_relative_to(ROOT):
        return ""
    inside = path.relative_to(ROOT)
    return inside.as_posix() if inside.parts[0] in OURS else ""
