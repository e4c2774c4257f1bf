"""Flows as matrix, bands, horns and bars: one set of numbers in one order; and the median of delays told in buckets."""

import itertools
import math
import statistics

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.area_map import RCA
from dashboard.figures.referral_bars import Bar, answer_bars, funnel
from dashboard.figures.referral_map import FlowWords, flow_map, horn, room_for_words
from dashboard.figures.referral_matrix import between, flows, matrix
from dashboard.figures.referral_sankey import sankey
from dashboard.figures.referral_times import median_days

CODES = ("a", "b", "c", "unknown")
LINKS = pd.DataFrame(
    [("a", "a", 5), ("a", "b", 7), ("b", "a", 2), ("unknown", "b", 30), ("c", "unknown", 4)],
    columns=["origin", "destination", "referrals"],
)
WORDS = FlowWords("title", "widest", "half", "circle")
pairs = st.dictionaries(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), st.integers(1, 99), min_size=1)


def links(found: dict[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame([(*ends, number) for ends, number in found.items()], columns=list(LINKS.columns))


def drawn_bands(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The bands of the picture, by the first word of the labels that they join."""
    names = {code: f"{code} " for code in CODES}
    figure = sankey(table, names, {number: str(number) for number in range(2000)})
    (trace,) = figure.data
    labels = [label.split()[0] for label in trace.node.label]
    return {
        (labels[source], labels[target]): value
        for source, target, value in zip(trace.link.source, trace.link.target, trace.link.value, strict=True)
    }


def drawn_shapes(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    centres = {"a": (18.0, 5.0), "b": (20.0, 6.0), "c": (22.0, 7.0)}
    sentences = {ends: "" for ends in itertools.product(centres, centres)}
    deck = flow_map(between(table, list(centres)), centres, sentences, "shapes.json", WORDS, 900)
    layers = {layer.id: layer for layer in deck.layers}
    return {
        (shape["from"], shape["to"]): shape["number"] for name in ("flows", "within") for shape in layers[name].data
    }


def test_the_matrix_has_the_most_first_and_the_unknown_last() -> None:
    table = matrix(LINKS)
    assert list(table.index) == ["a", "c", "b", "unknown"]
    assert list(table.columns) == ["b", "a", "unknown"]
    assert table.to_numpy().tolist() == [[7, 5, 0], [0, 0, 4], [0, 2, 0], [30, 0, 0]]
    assert flows(table) == [("a", "b", 7), ("a", "a", 5), ("c", "unknown", 4), ("b", "a", 2), ("unknown", "b", 30)]
    assert matrix(LINKS.head(0)).empty


@settings(max_examples=30, deadline=None)
@given(found=pairs)
def test_matrix_bands_and_horns_tell_the_same_numbers(found: dict[tuple[str, str], int]) -> None:
    table = matrix(links(found))
    assert {(origin, destination): number for origin, destination, number in flows(table)} == found
    assert drawn_bands(table) == found
    assert drawn_shapes(table) == {ends: number for ends, number in found.items() if "unknown" not in ends}


def test_bands_stand_in_the_order_of_the_matrix_and_tell_sums() -> None:
    table = matrix(LINKS)
    figure = sankey(table, {code: code.upper() for code in CODES}, {number: f"n{number}" for number in range(60)})
    node = figure.data[0].node
    assert list(node.label) == ["A (n12)", "C (n4)", "B (n2)", "UNKNOWN (n30)", "B (n37)", "A (n7)", "UNKNOWN (n4)"]
    for side in (node.y[:4], node.y[4:]):
        assert list(side) == sorted(side)


def test_a_name_from_outside_is_a_name_and_no_markup() -> None:
    evil = '<a href="https://evil.example">x</a>'
    table = matrix(links({("a", "b"): 3}))
    trace = sankey(table, {"a": evil, "b": "b"}, {3: "3"}).data[0]
    deck = flow_map([("a", "a", 3)], {"a": (18.0, 5.0)}, {("a", "a"): evil}, "x", WORDS, 900)
    circle = next(layer for layer in deck.layers if layer.id == "within").data[0]
    for text in (trace.node.label[0], trace.link.customdata[0], circle["name"]):
        assert "<" not in text
        assert "&lt;a href=" in text


def test_a_horn_is_wide_where_it_leaves_and_pointed_where_it_arrives() -> None:
    outline = horn((18.0, 5.0), (22.0, 5.0), 0.4)
    left, right = outline[0], outline[-1]
    assert math.dist(left, right) == pytest.approx(0.4, abs=1e-3)
    assert math.dist(((left[0] + right[0]) / 2, (left[1] + right[1]) / 2), (18.0, 5.0)) < 1e-3
    assert outline[len(outline) // 2] == [22.0, 5.0]
    # there and back do not lie on each other
    back = horn((22.0, 5.0), (18.0, 5.0), 0.4)
    assert max(y for _, y in outline) > 5.3
    assert min(y for _, y in back) < 4.7


def test_the_largest_flow_has_the_widest_foot_and_others_follow_their_number() -> None:
    centres = {"a": (18.0, 5.0), "b": (22.0, 5.0)}
    words = {ends: "" for ends in itertools.product(centres, centres)}
    deck = flow_map([("a", "b", 20), ("b", "a", 5)], centres, words, "x", WORDS, 900)
    shapes = next(layer for layer in deck.layers if layer.id == "flows").data
    feet = {shape["number"]: math.dist(shape["polygon"][0], shape["polygon"][-1]) for shape in shapes}
    assert feet[20] / feet[5] == pytest.approx(4, rel=0.02)
    legend = next(layer for layer in deck.layers if layer.id == "legend").data
    samples = [math.dist(shape["polygon"][0], shape["polygon"][-1]) for shape in legend[:2]]
    assert samples == pytest.approx([feet[20], feet[20] / 2], rel=0.02)


def test_on_a_narrow_picture_the_legend_stands_above_the_country() -> None:
    assert room_for_words(RCA, 380).legend_foot == RCA.north
    assert room_for_words(RCA, 900) == RCA


BUCKETS = pd.DataFrame([(0, 1), (1, 3), (3, 14), (14, math.nan)], columns=["low_days", "high_days"])


@pytest.mark.parametrize(
    ("served", "median"),
    [
        ([10, 0, 0, 0], 0.5),
        ([5, 5, 0, 0], 1.0),
        ([2, 8, 2, 0], 2.0),  # the sixth of twelve is the fourth of eight between 1 and 3 days
        ([16, 83, 146, 139], 3 + 93 / 146 * 11),
        ([1, 1, 1, 9], math.inf),  # in the bucket without an end
        ([0, 0, 6, 6], 14.0),
    ],
)
def test_the_median_lies_within_its_bucket(served: list[int], median: float) -> None:
    found, total = median_days(BUCKETS.assign(served=served))
    assert found == pytest.approx(median)
    assert total == sum(served)


def test_a_delay_that_nobody_tells_is_in_no_median() -> None:
    unknown = pd.DataFrame({"low_days": [math.nan], "high_days": [math.nan], "served": [50]})
    assert median_days(pd.concat([BUCKETS.assign(served=[10, 0, 0, 0]), unknown])) == (0.5, 10)
    nothing, total = median_days(unknown)
    assert math.isnan(nothing)
    assert total == 0


@settings(max_examples=40, deadline=None)
@given(served=st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any))
def test_the_median_is_that_of_delays_spread_evenly_over_their_buckets(served: list[int]) -> None:
    found, _ = median_days(BUCKETS.assign(served=[*served, 0]))
    ends = [(0, 1), (1, 3), (3, 14)]
    spread = [
        low + (high - low) * (step + 0.5) / (100 * number)
        for (low, high), number in zip(ends, served, strict=True)
        for step in range(100 * number)
    ]
    limits = [limit for limit in (1, 3) if limit == pytest.approx(found)]
    assert limits or found == pytest.approx(statistics.median(spread), abs=0.1)


def test_the_median_of_two_groups_is_not_the_mean_of_their_medians() -> None:
    few, many = [9, 0, 0, 0], [0, 0, 91, 0]
    together, _ = median_days(BUCKETS.assign(served=[9, 0, 91, 0]))
    apart = [median_days(BUCKETS.assign(served=each))[0] for each in (few, many)]
    assert together == pytest.approx(3 + 41 / 91 * 11)
    assert statistics.mean(apart) == pytest.approx(4.5)


def test_bars_tell_counts_and_are_as_long_as_shares() -> None:
    buckets = [(name, [number, 0]) for name, number in zip("abcdef", (4, 3, 2, 1, 6, 4), strict=True)]
    figure = answer_bars(["urgent", "empty"], buckets, "%")
    assert [trace.x[0] for trace in figure.data] == [20, 15, 10, 5, 30, 20]
    assert [trace.x[1] for trace in figure.data] == [0] * 6
    assert [trace.text[0] for trace in figure.data] == ["4", "3", "2", "1", "6", "4"]
    # what did not happen and what nobody tells have a texture each
    assert [trace.marker.pattern.shape for trace in figure.data[4:]] == ["/", "."]
    assert list(funnel([Bar("sent", 8, "8"), Bar("served", 2, "2 (25 %)")]).data[0].x) == [8, 2]
