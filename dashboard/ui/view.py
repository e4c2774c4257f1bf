"""The words that the view of every page has."""

from dataclasses import dataclass

import pandas as pd

from dashboard.language import Translator


@dataclass(frozen=True)
class View:
    """What is looked at, and of which build."""

    period: str
    scheme: str
    is_demo: bool
    origin: str


def origin_words(information: pd.Series, _: Translator) -> str:
    """How many files, until when, and the build."""
    return _.plural(
        "{number} file up to {day}, build {build}",
        "{number} files up to {day}, build {build}",
        information["files"],
        day=_.day(information["received_at"].date()),
        build=information["build"],
    )
