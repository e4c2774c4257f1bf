"""A system says which total is wrong, what each cell demands, and what falls apart."""

import dataclasses

import numpy as np
import pytest

from etl.disclose.system import System, Unbalanced
from tests.unit.etl.disclose.systems import crosstab, equations, random_cube, system


def test_a_total_that_is_not_the_sum_of_its_parts_is_named():
    with pytest.raises(Unbalanced, match="equation 1: the total less its parts is -2") as caught:
        system([9, 4, 5, 5, 7], [[0, 1, 2], [3, 4]], primary=(1,))
    assert (caught.value.row, caught.value.difference) == (1, -2)


def test_what_does_not_fit_is_refused():
    good = crosstab([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="threshold is not one for each of 9 cells"):
        dataclasses.replace(good, threshold=np.array([5]))
    with pytest.raises(ValueError, match="2 columns for 9 cells"):
        dataclasses.replace(good, equations=equations([[0, 1]], 2))
    with pytest.raises(ValueError, match="negative"):
        dataclasses.replace(good, values=-good.values)
    with pytest.raises(ValueError, match="small count is not primary"):
        dataclasses.replace(good, is_primary=np.zeros(9, dtype=bool))


def test_what_cells_demand():
    cells = system([0, 1, 4, 7, 9, 30, 3], [], threshold=[5, 5, 5, 5, 10, 10, 10], primary=(0, 3, 5))
    assert cells.is_small.tolist() == [False, True, True, False, True, False, True]
    assert cells.low.tolist()[1:] == [1, 1, 2, 1, 20, 1]
    assert cells.high.tolist() == [5, 5, 5, 12, 10, 40, 10]
    assert cells.low[0] == 0


def test_what_no_equation_ties_together_falls_apart():
    cells = system([7, 3, 4, 9, 9, 2, 2, 12], [[0, 1, 2], [3, 4], [5, 6]])
    assert [part.tolist() for part in cells.parts()] == [[0, 1, 2], [5, 6]]
    part = cells.part(np.array([5, 6]))
    assert isinstance(part, System)
    assert (part.values.tolist(), part.equations.toarray().tolist()) == ([2, 2], [[1, -1]])


def test_the_cells_of_a_cube_hang_together():
    cube = random_cube(3)
    assert [len(part) for part in cube.parts()] == [len(cube.values)]
