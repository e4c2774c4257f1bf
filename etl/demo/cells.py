"""What a row of the demonstration is before it is laid out: a value under each role."""

import datetime as dt

Cell = str | int | float | dt.date | None
Row = dict[str, Cell]
