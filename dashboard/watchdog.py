"""Stops a query that takes too long. One thread looks after all: a timer thread each would cost more than a query."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache

LONGEST = 10.0  # seconds; pages are made of queries of milliseconds
LOOK = 0.5  # seconds between two looks at what is running

_lock = threading.Lock()
_running: dict[object, tuple[float, Callable[[], None]]] = {}  # since when, and how it is stopped


@contextmanager
def watched(stop: Callable[[], None]) -> Generator[None]:
    """What is done inside is stopped once it has lasted too long; ``stop`` is never called after its end."""
    keep_watch()
    ticket = object()
    with _lock:
        _running[ticket] = (time.monotonic(), stop)
    try:
        yield
    finally:
        with _lock:
            del _running[ticket]


@cache
def keep_watch() -> None:
    """From the first query on."""
    threading.Thread(target=watch, name="watchdog", daemon=True).start()


def watch() -> None:
    while True:
        time.sleep(LOOK)
        look()


def look() -> None:
    """Stop what is overdue; what was stopped once and goes on is stopped again."""
    now = time.monotonic()
    with _lock:
        for since, stop in _running.values():
            if now - since > LONGEST:
                stop()
