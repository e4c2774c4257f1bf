"""The text of a query, by its name."""

from functools import cache
from pathlib import Path


@cache
def sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
