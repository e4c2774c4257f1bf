"""Places put beside their like: who is left out and why, and means that differ by just the difference."""

import pandas as pd
import pytest

from dashboard.matching import ALONE, NO_VALUE, UNDECIDED, UNLIKE, Answer, Rules, answer

RULES = Rules(least_joint=3, least_alone=3, draws=2000, confidence=0.8)
KINDS = {"plain": (False, False, False), "hard": (True, True, True), "other": (False, True, False)}


def place(name: str, is_joint: bool | None, kind: str, percent: float | None, whole: float | None = 100) -> dict:
    is_remote, is_severe, is_large = KINDS[kind]
    return {"name": name, "is_joint": is_joint, "is_remote": is_remote, "is_severe": is_severe, "is_large": is_large,
            "numerator": percent, "denominator": whole}  # fmt: skip


PLACES = pd.DataFrame(
    [
        place("a", True, "plain", 60), place("b", True, "plain", 80), place("c", False, "plain", 40),
        place("d", False, "plain", 50), place("e", True, "hard", 30), place("f", True, "hard", 20),
        place("g", False, "hard", 10), place("h", False, "hard", 20),
        place("few", True, "plain", 4, 5), place("untold", False, "plain", None, None),
        place("undecided", None, "plain", 90),
        place("unlike", True, "plain", 90) | {"is_severe": None},
        place("alone", True, "other", 90),
    ]
).astype(dict.fromkeys(("is_joint", "is_remote", "is_severe", "is_large"), "boolean"))  # fmt: skip


def asked(rules: Rules = RULES) -> Answer:
    return answer(PLACES, rules, "sum", 100.0, 10)


def test_each_place_left_out_has_its_reason() -> None:
    found = asked().places.set_index("name")["left_out"]
    assert found[found != ""].to_dict() == {
        "few": NO_VALUE, "untold": NO_VALUE, "undecided": UNDECIDED, "unlike": UNLIKE, "alone": ALONE
    }  # fmt: skip


def test_the_difference_and_both_means_are_worked_by_hand() -> None:
    # plain: 70 less 45; hard: 25 less 15; both weigh 2 x 2 / 4
    found = asked()
    assert found.comparison is not None
    assert found.comparison.difference == pytest.approx((25 + 10) / 2)
    assert (found.mean(True), found.mean(False)) == (pytest.approx(47.5), pytest.approx(30))
    assert (found.joint, found.alone) == (4, 4)
    strata = found.strata().set_index("is_remote")
    assert strata.loc[False, ["joint", "alone", "joint_places", "alone_places", "weight"]].tolist() == [
        70,
        45,
        2,
        2,
        0.5,
    ]


def test_too_few_places_are_refused_and_counted() -> None:
    found = asked(Rules(5, 3, 2000, 0.8))
    assert (found.comparison, found.is_few, found.joint, found.alone) == (None, True, 4, 4)


def test_too_few_labels_are_refused_though_places_are_enough() -> None:
    """Six ways in each of two strata: 36 labels, none as rare as one in a hundred."""
    found = asked(Rules(3, 3, 2000, 0.99))
    assert (found.comparison, found.is_few) == (None, False)


def test_nobody_at_all_is_no_fault() -> None:
    found = answer(PLACES.iloc[:0], RULES, "sum", 100.0, 10)
    assert (found.comparison, found.joint, found.alone, found.places.empty) == (None, 0, 0, True)
