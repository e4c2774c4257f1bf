"""What is said of how counts of children are published, in each profile."""

import pandas as pd
import pytest

from dashboard.language import Translator
from dashboard.ui import protection

FOUND = pd.DataFrame(
    [("country", 10, 1, 5, "2021-Q4", "2022-Q1"), ("adm1", 100, 25, 5, "2021-Q4", "2022-Q1")],
    columns=["level", "cells", "withheld", "threshold", "first_period", "last_period"],
)


@pytest.mark.parametrize(
    ("profile", "language", "words"),
    [
        ("suppressed", "en", "Profile: exact numbers, small ones withheld."),
        ("suppressed", "fr", "Profil : nombres exacts, les petits masqués."),
        ("rounded", "en", "Profile: numbers below 5 rounded to 0 or 5, all sums rounded with them."),
        ("rounded", "fr", "Profil : nombres inférieurs à 5 arrondis à 0 ou à 5, et toutes les sommes avec eux."),
    ],
)
def test_the_profile_is_one_line(profile: str, language: str, words: str) -> None:
    _ = Translator(language)
    assert protection.profile(FOUND.assign(profile=profile), _).replace("\u00a0", " ").replace("\u202f", " ") == words


def test_nothing_published_has_no_profile() -> None:
    assert protection.profile(FOUND.assign(profile="rounded").iloc[:0], Translator("en")) == ""


@pytest.mark.parametrize(("profile", "is_exact"), [("suppressed", True), ("rounded", False)])
def test_only_what_is_exact_is_said_to_be(profile: str, is_exact: bool) -> None:
    _ = Translator("en")
    said = protection.sentence(FOUND.assign(profile=profile), _)
    assert ("What is shown is exact." in said) is is_exact
    assert ("Nothing is withheld; a number may be a few children off." in said) is not is_exact
    assert "5" in said
