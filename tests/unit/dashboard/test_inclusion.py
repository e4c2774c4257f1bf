"""When a breakdown may be shown, and which age brackets compare."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.inclusion import categories, common_brackets, completeness, known_share, lacking, limits, passes


@pytest.mark.parametrize(("known", "total", "is_open", "missing"), [
    (80, 100, True, 0), (79, 100, False, 1), (0, 100, False, 80), (0, 0, False, 0),
    # four fifths of 7 is 5.6: six must be known
    (5, 7, False, 1), (6, 7, True, 0),
])  # fmt: skip
def test_the_gate_opens_at_four_fifths(known: int, total: int, is_open: bool, missing: int) -> None:
    assert passes(known, total, 80) is is_open
    assert lacking(known, total, 80) == missing


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(1, 100))
def test_what_is_lacking_is_the_least_that_opens_the_gate(total: int, known: int, least: int) -> None:
    known = min(known, total)
    more = lacking(known, total, least)
    assert passes(known + more, total, least)
    assert more == 0 or not passes(known + more - 1, total, least)


@pytest.mark.parametrize(("brackets", "common"), [
    (["0-4", "5-11", "12-17"], {"0-4": "0-4", "5-11": "5-11", "12-17": "12-17"}),
    # finer ages stand in the coarser ones
    (["0-1", "2-4", "0-4", "5-11"], {"0-1": "0-4", "0-4": "0-4", "2-4": "0-4", "5-11": "5-11"}),
    # two systems without a limit in common below 18
    (["0-4", "5-11", "12-17", "0-5", "6-12", "13-17", "18+"],
     {"0-4": "0-17", "0-5": "0-17", "5-11": "0-17", "6-12": "0-17", "12-17": "0-17", "13-17": "0-17", "18+": "18+"}),
    # a hole is nobody's: nothing goes across it
    (["0-4", "12-17"], {"0-4": "0-4", "12-17": "12-17"}),
    # one that is open over all others leaves nothing to compare
    (["0-4", "5-17", "3+"], {}),
    (["18+"], {"18+": "18+"}),
    (["unknown"], {}),
    ([], {}),
    (["9-3"], {}),
])  # fmt: skip
def test_the_common_brackets_split_none(brackets: list[str], common: dict[str, str]) -> None:
    assert common_brackets(brackets) == common


AGES = st.tuples(st.integers(0, 17), st.integers(0, 17)).map(lambda pair: f"{min(pair)}-{max(pair)}")


@given(st.lists(AGES, max_size=8))
def test_common_brackets_hold_what_they_are_of_and_never_overlap(brackets: list[str]) -> None:
    found = common_brackets(brackets)
    assert set(found) == set(brackets)
    for text, name in found.items():
        low, high = limits(text) or (0, 0)
        start, end = limits(name) or (0, 0)
        assert start <= low <= high <= end
    spans = sorted(limits(name) or (0, 0) for name in set(found.values()))
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    # as fine as can be: each limit within a common bracket is one that some bracket goes across
    for start, end in spans:
        for cut in range(start + 1, end + 1):
            starts = {(limits(text) or (0, 0))[0] for text in found} | {
                (limits(text) or (0, 0))[1] + 1 for text in found
            }
            crossed = any(low < cut <= high for low, high in (limits(text) or (0, 0) for text in found))
            assert crossed or cut not in starts


@pytest.mark.parametrize(("total", "unknown", "shown", "told"), [
    (200, 50, 150, (0.75, True)), (200, None, 110, (0.55, False)), (None, 3, 10, None), (0, 0, 0, None),
])  # fmt: skip
def test_of_published_cells_a_withheld_one_leaves_the_least_share(
    total: int | None, unknown: int | None, shown: int, told: tuple[float, bool] | None
) -> None:
    assert known_share(total, unknown, shown) == told


GATE = pd.DataFrame(
    [(name, 80, "proposé", "proposed") for name in ("age_group", "disability", "sex")],
    columns=["dimension", "least_percent", "label_fr", "label_en"],
)
PEOPLE = pd.DataFrame(
    [
        ("girl", "5-11", "yes", "cfm", 3),
        ("boy", "5-11", "no", "wg_ss", 4),
        ("girl", "unknown", "no", "cfm", 5),
        ("unknown", "12-17", "unknown", "unknown", 8),
    ],
    columns=["sex", "age_group", "disability", "tool", "people"],
)


def test_what_is_known_of_people() -> None:
    """Of 20: the sex of 3 + 4 + 5, the age of 3 + 4 + 8, disability of 3 + 4 + 5, the three of 3 + 4."""
    told = completeness(PEOPLE, GATE)
    assert told["known"].to_dict() == {"sex": 12, "age_group": 15, "disability": 12, "all": 7}
    assert set(told["total"]) == {20}
    assert told.loc["sex", "least_percent"] == 80
    assert completeness(PEOPLE.iloc[:0], GATE).empty


def test_how_many_are_in_each_category_and_by_which_tool() -> None:
    found = categories(PEOPLE)
    numbers = {
        (row["dimension"], row["category"], None if pd.isna(row["tool"]) else row["tool"]): row["people"]
        for row in found.to_dict("records")
    }
    assert numbers == {
        ("sex", "girl", None): 8, ("sex", "boy", None): 4, ("sex", "unknown", None): 8,
        ("age_group", "5-11", None): 7, ("age_group", "12-17", None): 8, ("age_group", "unknown", None): 5,
        ("disability", "yes", "cfm"): 3, ("disability", "no", "cfm"): 5, ("disability", "no", "wg_ss"): 4,
        ("disability", "unknown", "unknown"): 8,
    }  # fmt: skip
