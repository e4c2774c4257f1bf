"""The checker finds each fault of a certificate, and shares no code with what it checks."""

import ast
from pathlib import Path

import numpy as np
import pytest

from etl.disclose import attack, certify
from etl.disclose.moves import Move
from tests.unit.etl.disclose.systems import crosstab, system

CELLS = crosstab([[3, 9], [8, 20]])
HIDDEN = np.isin(np.arange(9), [0, 1, 3, 4])
SQUARE = np.array([0, 1, 3, 4])
UP, DOWN = Move(SQUARE, np.array([2, -2, -2, 2])), Move(SQUARE, np.array([-2, 2, 2, -2]))


def test_two_certificates_are_enough():
    assert certify.check(CELLS, HIDDEN, [UP, DOWN]) == []


@pytest.mark.parametrize(
    ("certificates", "failures"),
    [
        ([UP], ["cell 0 is never low"]),
        ([DOWN], ["cell 0 is never high"]),
        ([UP, Move(SQUARE, np.array([-1, 1, 1, -1]))], ["cell 0 is never low"]),
        ([UP, DOWN, Move(SQUARE, np.array([1.0, -1, -1, 1]))], ["certificate 2 holds a part of a child"]),
        ([UP, DOWN, Move(SQUARE, np.array([9, -9, -9, 9]))], ["certificate 2 holds a negative count"]),
        ([UP, DOWN, Move(SQUARE, np.array([1, -1, -1, 2]))], ["certificate 2 breaks an equation"]),
        ([UP, DOWN, Move(np.array([0, 2, 6, 8]), np.ones(4, int))], ["certificate 2 changes a shown cell"]),
        ([Move(np.array([0]), np.array([9])), DOWN], ["certificate 0 breaks an equation", "cell 0 is never high"]),
    ],
)
def test_each_fault_is_found(certificates, failures):
    assert certify.check(CELLS, HIDDEN, certificates) == failures


def test_a_cell_that_is_shown_fails_itself_and_the_certificates_that_change_it():
    shown = HIDDEN & (np.arange(9) != 0)
    failures = certify.check(CELLS, shown, [UP])
    assert failures[0] == "cell 0 is primary and shown"
    assert "certificate 0 changes a shown cell" in failures


def test_large_primaries_and_thresholds_of_each_cell():
    cells = system([20, 4, 16, 7], [[0, 1, 2]], threshold=[5, 10, 5, 5], primary=(2, 3))
    hidden = np.array([True, True, True, True])
    moves = [
        Move(np.array([0, 1]), np.array([5, 5])),  # 9 is not yet 10
        Move(np.array([0, 2, 3]), np.array([5, 5, 5])),
        Move(np.array([0, 1, 2, 3]), np.array([-8, -3, -5, -6])),
    ]
    assert certify.check(cells, hidden, moves) == ["cell 1 is never high"]
    cells_of_five = system([20, 4, 16, 7], [[0, 1, 2]], primary=(2, 3))
    assert certify.check(cells_of_five, hidden, moves) == []


@pytest.mark.parametrize("module", [certify, attack])
def test_the_proof_shares_no_code_with_the_suppressor(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert not [name for name in imported if name and name.startswith("etl")]
    assert (module is attack) == ("highspy" in imported)
