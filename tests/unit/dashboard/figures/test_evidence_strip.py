"""Two groups of dots: each place once, none hidden by another, its group told without colour."""

from dashboard.figures.evidence_strip import Dots, evidence_strip

GROUPS = [Dots("Avec", [10.0, 10.0, 50.0], 23.3, "23,3 %", True), Dots("Sans", [40.0], 40.0, "40 %", False)]


def test_every_place_has_its_dot_and_every_group_its_mean() -> None:
    figure = evidence_strip(GROUPS, "Association, pas causalité", "%")
    alone, joint = figure.data
    assert (list(joint.x), list(alone.x)) == ([10, 10, 50], [40])
    assert len(set(zip(joint.x, joint.y, strict=True))) == 3  # two of one value do not hide each other
    assert min(joint.y) > max(alone.y)
    assert joint.marker.color != alone.marker.color
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(40, 40), (23.3, 23.3)]
    assert {note.text for note in figure.layout.annotations} == {"23,3 %", "40 %"}
    assert figure.layout.title.text == "Association, pas causalité"


def test_one_value_for_all_is_drawn() -> None:
    figure = evidence_strip([Dots("a", [5.0, 5.0], 5, "5", True), Dots("b", [5.0], 5, "5", False)], "t", "u")
    low, high = figure.layout.xaxis.range
    assert low < 5 < high


def test_a_high_stack_stays_within_the_figure() -> None:
    figure = evidence_strip([Dots("a", [0.0] * 30 + [9.0], 1, "1", True), Dots("b", [0.0], 0, "0", False)], "t", "u")
    joint = figure.data[1]
    assert len(set(joint.y[:30])) == 30
    assert max(joint.y) < figure.layout.yaxis.range[1]
