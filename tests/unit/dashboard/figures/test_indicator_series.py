"""The line of the country and the small pictures of places: their values, gaps and one scale."""

from dashboard.figures.indicator_series import Mark, Panel, national_line, small_multiples

PERIODS = ["T1", "T2", "T3"]


def test_the_line_has_a_gap_where_there_is_no_value_and_a_mark_that_says_what_it_is() -> None:
    figure = national_line(PERIODS, [10.0, None, 30.0], "%", Mark(90, "seuil local"))
    (line,) = figure.data
    assert (list(line.x), list(line.y), line.connectgaps) == (PERIODS, [10.0, None, 30.0], False)
    assert figure.layout.shapes[0].y0 == 90
    assert [note.text for note in figure.layout.annotations] == ["seuil local"]
    assert figure.layout.yaxis.range[1] > 90


def test_every_place_has_one_scale_and_the_country_behind_it() -> None:
    panels = [Panel("Ouaka<br>50 %", [1.0, 2.0, 50.0]), Panel("Kémo<br>sans données", [None, None, None])]
    figure = small_multiples(PERIODS, panels, [5.0, 6.0, 7.0])
    assert [list(line.y) for line in figure.data] == [
        [5.0, 6.0, 7.0], [1.0, 2.0, 50.0], [5.0, 6.0, 7.0], [None, None, None]
    ]  # fmt: skip
    tops = {axis.range[1] for axis in figure.select_yaxes()}
    assert len(tops) == 1
    assert tops.pop() >= 50
    assert [note.text for note in figure.layout.annotations] == [panel.title for panel in panels]


def test_a_count_has_no_country_behind_its_places_and_nothing_known_is_no_fault() -> None:
    figure = small_multiples(PERIODS, [Panel("a", [None, None, None])], None)
    assert [list(line.y) for line in figure.data] == [[None, None, None]]
    assert figure.layout.yaxis.range[1] > 0
