"""A sheet as a grid of text, whatever file it came from. Runs in the reading process."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from openpyxl.utils import get_column_letter

from etl.sheet_xml import Facts

GAP_COLUMNS, GAP_ROWS = 50, 1_000  # what lies beyond so many blanks, and is only a few cells, is not of the table
FEW = 20  # cells


class Unreadable(Exception):
    """The file cannot be read; the arguments are the message code to report and its value."""


@dataclass
class Grid:
    """One sheet: its cells as text, and what it holds beside them (nothing for other formats than xlsx)."""

    name: str
    is_hidden: bool
    first_column: int
    table: pa.Table
    facts: Facts = field(default_factory=Facts)
    is_searched: bool = True  # whether the facts could be looked for
    far: list[str] = field(default_factory=list)  # cells left out, as A1
    encoding: str | None = None  # of a text that is not UTF-8


def trim(grid: Grid) -> None:
    """Leave out the few cells that stand far below or right of the table: a key pressed by mistake."""
    table = grid.table
    if table.num_columns <= GAP_COLUMNS and table.num_rows <= GAP_ROWS:
        return
    filled = [np.asarray(column.is_valid()) for column in table.columns]
    columns = np.array([position for position, cells in enumerate(filled) if cells.any()])
    last_column = before_gap(columns, GAP_COLUMNS)
    last_row = before_gap(np.flatnonzero(np.logical_or.reduce(filled)) if filled else np.array([]), GAP_ROWS)
    if last_column == table.num_columns - 1 and last_row == table.num_rows - 1:
        return
    far = []
    for position in columns:
        rows = np.flatnonzero(filled[position])
        far += [(position, row) for row in rows[rows > (last_row if position <= last_column else -1)][: FEW + 1]]
    if 0 < len(far) <= FEW:
        grid.table = table.select(range(last_column + 1)).slice(0, last_row + 1)
        grid.far = [f"{get_column_letter(position + grid.first_column + 1)}{row + 1}" for position, row in far]


def before_gap(positions: np.ndarray, gap: int) -> int:
    """The last position before the first run of more than ``gap`` blanks; -1 when there is none at all."""
    if not len(positions):
        return -1
    jumps = np.flatnonzero(np.diff(positions) > gap)
    return int(positions[jumps[0]] if len(jumps) else positions[-1])
