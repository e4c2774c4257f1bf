"""The cheapest move against tables whose answer is seen by eye."""

import numpy as np
import pytest

from etl.disclose.moves import Cheapest, Move
from etl.disclose.system import System
from tests.unit.etl.disclose.systems import crosstab, random_cube, system


def solver(cells: System, closed: list[int], price: np.ndarray | None = None) -> Cheapest:
    cheapest = Cheapest(cells.equations, cells.values)
    everywhere = np.arange(len(cells.values))
    cheapest.price(everywhere, np.ones(len(everywhere)) if price is None else price)
    cheapest.open(np.array(closed, dtype=np.int64), False)
    return cheapest


def told(move: Move | None) -> dict[int, int] | None:
    return None if move is None else dict(zip(move.cells.tolist(), move.changes.tolist(), strict=True))


MARGINS = [2, 5, 6, 7, 8]  # of a table of two by two


def test_a_square_is_the_only_move_that_leaves_the_margins():
    cells = crosstab([[3, 9], [8, 20]])
    assert told(solver(cells, MARGINS).move(0, 2)) == {0: 2, 1: -2, 3: -2, 4: 2}
    assert told(solver(cells, MARGINS).move(0, -3)) == {0: -3, 1: 3, 3: 3, 4: -3}


def test_no_count_falls_below_zero():
    cells = crosstab([[3, 9], [1, 20]])
    assert solver(cells, MARGINS).move(0, 2) is None
    assert told(solver(cells, MARGINS).move(0, 1)) == {0: 1, 1: -1, 3: -1, 4: 1}
    assert solver(cells, []).move(0, -4) is None


def test_the_cheaper_of_two_ways_is_taken_and_a_closed_one_is_not():
    cells = crosstab([[3, 9, 9], [8, 20, 20]])
    price = np.ones(12)
    price[2] = 3.0
    margins = [3, 7, 8, 9, 10, 11]
    assert told(solver(cells, margins, price).move(0, 2)) == {0: 2, 1: -2, 4: -2, 5: 2}
    assert told(solver(cells, [*margins, 1], price).move(0, 2)) == {0: 2, 2: -2, 4: -2, 6: 2}
    assert solver(cells, [*margins, 1, 2], price).move(0, 2) is None


def test_a_question_leaves_no_trace_on_the_next():
    cells = crosstab([[3, 9, 9], [8, 20, 20]])
    cheapest = solver(cells, [])
    first = told(cheapest.move(0, 2))
    assert first is not None
    assert told(cheapest.move(0, -1)) != first
    assert told(cheapest.move(0, 2)) == first


def test_a_half_is_made_whole():
    # Twice the first cell is the sum of the two others: an odd change of one of them needs the other.
    cells = system([4, 4, 4], [])
    cells = System(
        cells.values,
        type(cells.equations)(np.array([[2, -1, -1]])),
        cells.threshold,
        cells.is_primary,
        cells.must_show,
        cells.must_withhold,
    )
    cheapest = solver(cells, [], np.array([0.1, 1.0, 5.0]))
    move = cheapest.move(1, 1)
    assert move is not None
    assert (cells.equations @ move.applied(cells.values)).tolist() == [0]
    assert told(solver(cells, [2]).move(1, 1)) == {0: 1, 1: 2}
    assert told(cheapest.whole_move(0, 1, np.array([0, 2]))) == {0: 1, 2: 2}


@pytest.mark.parametrize("seed", range(10))
def test_a_move_keeps_every_equation(seed):
    cells = random_cube(seed)
    cheapest = solver(cells, [])
    for cell in np.flatnonzero(cells.is_small)[:5].tolist():
        for amount in (int(cells.high[cell] - cells.values[cell]), -int(cells.values[cell])):
            move = cheapest.move(cell, amount)
            assert move is not None
            table = move.applied(cells.values)
            assert not (cells.equations @ table).any()
            assert (table >= 0).all()
            assert (table[cell] - cells.values[cell]) / amount >= 1
