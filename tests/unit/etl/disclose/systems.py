"""Invented systems of cells, and a naive oracle that enumerates every table a publication leaves possible."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy import sparse

from etl.disclose.system import System

Key = tuple[str, ...]


def system(
    values: list[int], rows: list[list[int]], threshold: int | list[int] = 5, primary: tuple[int, ...] = (), **given
) -> System:
    """Cells and equations as lists; small counts are primary, `primary` others too; nothing must be shown or withheld.

    A row is the total's cell, then its parts'.
    """
    counts, count = np.array(values, dtype=np.int64), len(values)
    thresholds = np.broadcast_to(np.array(threshold), count)
    is_primary = (counts > 0) & (counts < thresholds)
    is_primary[list(primary)] = True
    flags = {name: np.isin(np.arange(count), given.get(name, ())) for name in ("must_show", "must_withhold")}
    return System(counts, equations(rows, count), thresholds, is_primary, **flags)


def equations(rows: list[list[int]], count: int) -> sparse.csr_array:
    matrix = np.zeros((len(rows), count), dtype=np.int64)
    for number, (total, *parts) in enumerate(rows):
        matrix[number, total] = 1
        matrix[number, parts] = -1
    return sparse.csr_array(matrix)


def crosstab(inner: list[list[int]], **given) -> System:
    """A two-way table with its margins; cells row by row, each followed by its total, the row of totals last."""
    table = np.array(inner)
    table = np.vstack([table, table.sum(axis=0)])
    table = np.column_stack([table, table.sum(axis=1)])
    cell = np.arange(table.size).reshape(table.shape)
    rows = [[int(line[-1]), *line[:-1].tolist()] for line in cell]
    columns = [[int(line[-1]), *line[:-1].tolist()] for line in cell.T]
    return system(table.ravel().tolist(), rows + columns, **given)


def side_by_side(one: System, other: System) -> System:
    """Both systems as one, with no equation between them."""
    rows = sparse.csr_array(sparse.block_diag([one.equations, other.equations]))
    values = np.concatenate([one.values, other.values])
    flags = ("threshold", "is_primary", "must_show", "must_withhold")
    return System(values, rows, *(np.concatenate([getattr(one, flag), getattr(other, flag)]) for flag in flags))


def random_cube(seed: int, most: int = 4) -> System:
    """Country, prefectures and sub-prefectures crossed with one or two dimensions, every margin published.

    Places with one child, empty rows and tables of equal counts occur; thresholds are 5 or 10 by category; some cubes
    have a large primary cell, cells withheld before, and cells that must be shown.
    """
    chance = np.random.default_rng(seed)
    places = [(f"P{p}", f"S{p}{s}") for p in range(chance.integers(1, most)) for s in range(chance.integers(1, most))]
    dimensions = [[f"{d}{c}" for c in range(chance.integers(2, most + 1))] for d in range(chance.integers(1, 3))]
    mean, share = chance.choice([1.0, 3.0, 8.0, 30.0]), chance.choice([0.0, 0.3, 0.7])
    kind = chance.integers(0, 4)
    counts: dict[Key, int] = {}
    for place in places:
        is_empty = kind == 1 and chance.random() < 0.3
        for categories in product(*dimensions):
            count = 0 if is_empty or chance.random() < share else int(chance.geometric(1 / (1 + mean))) - 1
            for key in _margins((*place, *categories)):
                counts[key] = counts.get(key, 0) + (int(mean) if kind == 2 else count)
    return _cube(counts, chance, bool(kind == 3))


def _margins(key: Key) -> Iterator[Key]:
    pref, sub, *categories = key
    for place in ((pref, sub), (pref, "*"), ("*", "*")):
        for crossed in product(*((category, "*") for category in categories)):
            yield (*place, *crossed)


def _cube(counts: dict[Key, int], chance: np.random.Generator, is_demanding: bool) -> System:
    keys = sorted(counts)
    place = {key: number for number, key in enumerate(keys)}
    values = [counts[key] for key in keys]
    rows: dict[tuple[int, int], list[int]] = {}
    for key in keys:
        for split in range(1, len(key)):
            above = _above(key, split)
            if above != key:
                rows.setdefault((place[above], split), []).append(place[key])
    is_sensitive = chance.random() < 0.5
    threshold = [10 if is_sensitive and key[2].endswith("0") else 5 for key in keys]
    demands = {}
    if is_demanding:
        demands["primary"] = tuple(chance.choice(len(keys), 1).tolist())
        demands["must_withhold"] = tuple(chance.choice(len(keys), 2).tolist())
    shown = [place[key] for key in keys if key[0] == "*" and counts[key] >= threshold[place[key]]]
    return system(
        values,
        [[total, *parts] for (total, _), parts in sorted(rows.items())],
        threshold,
        must_show=shown if chance.random() < 0.7 else (),
        **demands,
    )


def _above(key: Key, split: int) -> Key:
    """The total that the cell is part of when it is split by place (1) or by a dimension (2, 3)."""
    if split > 1:
        return (*key[:split], "*", *key[split + 1 :])
    return (key[0] if key[1] != "*" else "*", "*", *key[2:])


def lonely(cells: System) -> set[int]:
    """Small counts beside a shown total: in some equation nothing else is small, and who sees the rest subtracts."""
    holds = abs(cells.equations)
    is_alone = holds @ cells.is_small.astype(int) == 1
    return set(np.flatnonzero(cells.is_small & (holds.T @ is_alone > 0)).tolist())


def possible(cells: System, withheld: np.ndarray, most: int) -> list[set[int]]:
    """Every whole count that each cell may hold, given the shown ones: all tables of counts up to `most` are tried."""
    rows = [list(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in cells.equations]
    table: list[int | None] = [None if hidden else int(v) for v, hidden in zip(cells.values, withheld, strict=True)]
    found: list[set[int]] = [set() for _ in table]
    for complete in _tables(table, rows, most):
        for cell, value in enumerate(complete):
            found[cell].add(value)
    return found


def _tables(table: list, rows: list[list[tuple[int, int]]], most: int) -> Iterator[list[int]]:
    """All complete tables: a cell that is alone unknown in an equation follows, else the first unknown is tried."""
    table, is_new = list(table), True
    while is_new:
        is_new = False
        for row in rows:
            unknown = [(cell, factor) for cell, factor in row if table[cell] is None]
            rest = sum(factor * table[cell] for cell, factor in row if table[cell] is not None)
            if not unknown and rest:
                return
            if len(unknown) == 1:
                ((cell, factor),) = unknown
                table[cell], is_new = -rest * factor, True
                if not 0 <= table[cell] <= most:
                    return
    if None not in table:
        yield table
        return
    cell = table.index(None)
    for value in range(most + 1):
        yield from _tables([*table[:cell], value, *table[cell + 1 :]], rows, most)
