"""What a reader narrows to, as values that a query binds."""

import dataclasses

import pytest

from dashboard.filters import LEVELS, SCHEMES, Coverage

CHOSEN = Coverage(period="2022-Q1", sector="HEA", level="adm1", scheme="cod_v01")


def test_only_the_named_fields_are_bound() -> None:
    assert CHOSEN.parameters("period", "scheme") == {"period": "2022-Q1", "scheme": "cod_v01"}
    assert CHOSEN.parameters() == {}


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError, match="organisation"):
        CHOSEN.parameters("organisation")


def test_what_was_chosen_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        CHOSEN.period = "2023"


def test_the_levels_and_schemes_are_those_of_the_boundaries() -> None:
    assert LEVELS == ("adm1", "adm2")
    assert SCHEMES == ("cod_v01", "cod_v02")
