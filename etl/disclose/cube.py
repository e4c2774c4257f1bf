"""The published cube: which cells there are, what they add up to, and the equations that anyone can rebuild."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from scipy import sparse

DEFINITION = Path(__file__).with_name("cube.yaml")
COUNTRY = "CF"
ALL = "*"  # what a total holds in place of a code
UNKNOWN = "unknown"  # a code of every dimension
UNPLACED = "00"  # ends the code of a part that stands for rows which name no finer area
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")]
Level: TypeAlias = Literal["country", "adm1", "adm2"]
LEVELS: tuple[Level, ...] = ("country", "adm1", "adm2")
# What facts.sql counts, and by what: columns of the published tables.
MEASURES = frozenset({"new_cases", "closed_cases", "referrals", "reached_by_child_protection", "reached_by_education"})
DIMENSIONS = ("sex", "age_group", "disability", "concern", "referral_status", "from_service", "to_service")
# Exact numbers, of which small ones are withheld; or small ones become 0 or the threshold, and sums with them.
Profile: TypeAlias = Literal["suppressed", "rounded"]


class NotACube(ValueError):
    """cube.yaml cannot be understood; the argument says where."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(Strict):
    """One published table: a measure, down to a level, by the dimensions that it crosses."""

    id: Code
    measure: Code
    levels: tuple[Level, ...]
    dimensions: tuple[Code, ...] = ()
    stigmatising: tuple[Code, ...] = ()  # where all children of an area in one category would mark them
    is_public: bool = True


class Cube(Strict):
    """What ``cube.yaml`` says."""

    profile: Profile = "suppressed"
    threshold: int
    sensitive_threshold: int
    sensitive: tuple[Code, ...]  # dimensions
    seconds: float
    dimensions: Mapping[Code, tuple[Code, ...]]
    tables: tuple[Table, ...]

    @property
    def public_tables(self) -> tuple[Table, ...]:
        """Those that anyone may read. Rounding is of one threshold: it leaves sensitive dimensions out."""
        return tuple(
            table
            for table in self.tables
            if table.is_public and not (self.profile == "rounded" and {*table.dimensions} & {*self.sensitive})
        )

    def telling(self, measures: set[str]) -> "Cube":
        """The cube of a quarter in which only these measures were told: of another a zero would say too much."""
        return self.model_copy(update={"tables": tuple(table for table in self.tables if table.measure in measures)})

    def threshold_of(self, cell: "Cell") -> int:
        """The least count that is shown: higher where the cell names a sensitive category."""
        names = {name for name, _ in cell.codes}
        return self.sensitive_threshold if names & set(self.sensitive) else self.threshold


def read_cube(path: Path = DEFINITION, profile: str | None = None) -> Cube:
    """The definition, checked; with another profile than its own, if one is given. Raises :class:`NotACube`."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        cube = Cube(**(told | {"profile": profile} if profile else told))
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise NotACube(str(error)) from error
    if unknown := {*cube.dimensions, *cube.sensitive} - set(DIMENSIONS):
        raise NotACube(f"dimensions: {', '.join(sorted(unknown))}")
    for table in cube.tables:
        unknown = {*table.dimensions, *table.stigmatising} - set(cube.dimensions) | {table.measure} - MEASURES
        if unknown:
            raise NotACube(f"{table.id}: {', '.join(sorted(unknown))}")
        if table.levels != LEVELS[: len(table.levels)] or (
            "adm2" in table.levels and {*table.dimensions} & {*cube.sensitive}
        ):
            raise NotACube(f"{table.id}: {', '.join(table.levels)}")
    if len({table.id for table in cube.tables}) < len(cube.tables):
        raise NotACube("two tables of one id")
    return cube


def definition_hash(path: Path = DEFINITION) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, order=True)
class Cell:
    """One count, in whatever tables it stands: ``codes`` names the dimensions that are not totals, in their order."""

    measure: str
    level: str
    pcode: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Places:
    """The areas of one scheme, and under each the part that stands for rows which name no finer area."""

    parents: Mapping[str, str]  # sub-prefecture to prefecture

    @cached_property
    def prefectures(self) -> tuple[str, ...]:
        return (*sorted(set(self.parents.values())), f"{COUNTRY}{UNPLACED}")

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        parts = {prefecture: [f"{prefecture}{UNPLACED}"] for prefecture in self.prefectures}
        for pcode, parent in sorted(self.parents.items()):
            parts[parent].append(pcode)
        return {COUNTRY: self.prefectures} | {prefecture: tuple(sorted(names)) for prefecture, names in parts.items()}

    def of(self, level: str) -> tuple[str, ...]:
        if level == "country":
            return (COUNTRY,)
        if level == "adm1":
            return self.prefectures
        return tuple(name for prefecture in self.prefectures for name in self.children[prefecture])


def cells_of(table: Table, cube: Cube, places: Places) -> Iterator[Cell]:
    """Every cell of a table, zeros and totals too."""
    choices = [(ALL, *cube.dimensions[dimension]) for dimension in table.dimensions]
    for level in table.levels:
        for pcode in places.of(level):
            for codes in product(*choices):
                yield Cell(table.measure, level, pcode, named(table, codes))


def named(table: Table, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, code) for name, code in zip(table.dimensions, codes, strict=True) if code != ALL))


def sums_of(cell: Cell, table: Table, cube: Cube, places: Places) -> Iterator[list[Cell]]:
    """The parts that a cell of a table is the sum of: by each dimension that it totals, and by place."""
    held = dict(cell.codes)
    for dimension in table.dimensions:
        if dimension not in held:
            yield [
                Cell(cell.measure, cell.level, cell.pcode, tuple(sorted({**held, dimension: code}.items())))
                for code in cube.dimensions[dimension]
            ]
    if cell.level != table.levels[-1]:
        finer = LEVELS[LEVELS.index(cell.level) + 1]
        yield [Cell(cell.measure, finer, part, cell.codes) for part in places.children[cell.pcode]]


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of one quarter, each once, and the equations between them (m x n: a total less its parts)."""

    cells: tuple[Cell, ...]
    equations: sparse.csr_array

    @cached_property
    def numbers(self) -> dict[Cell, int]:
        return {cell: number for number, cell in enumerate(self.cells)}


def grid_of(tables: Iterable[Table], cube: Cube, places: Places) -> Grid:
    """Whatever the counts are, the same cells and equations for the same places."""
    tables = tuple(tables)
    cells = tuple(dict.fromkeys(cell for table in tables for cell in cells_of(table, cube, places)))
    numbers = {cell: number for number, cell in enumerate(cells)}
    rows = dict.fromkeys(
        (numbers[cell], tuple(numbers[part] for part in parts))
        for table in tables
        for cell in cells_of(table, cube, places)
        for parts in sums_of(cell, table, cube, places)
    )
    equations = sparse.lil_array((len(rows), len(cells)), dtype=np.int64)
    for row, (total, parts) in enumerate(rows):
        equations[row, total] = 1
        equations[row, list(parts)] = -1
    return Grid(cells, equations.tocsr())


def counts(grid: Grid, rows: pd.DataFrame, cube: Cube) -> np.ndarray:
    """int64[n]: the children of each cell; ``rows`` as in :func:`placed`."""
    none = np.zeros(len(grid.cells), dtype=np.int64)
    return sum(counts_of_each(grid, rows.assign(organisation_id=""), cube).values(), none)


def counts_of_each(grid: Grid, rows: pd.DataFrame, cube: Cube) -> dict[str, np.ndarray]:
    """int64[n] for each contributor: its children of each cell. ``rows`` as in :func:`placed`, with organisation_id;
    rows that name none are taken for those of one."""
    told = placed(rows, cube)
    told["contributor"] = told["organisation_id"].fillna("").astype(str)
    found = {str(name): np.zeros(len(grid.cells), dtype=np.int64) for name in told["contributor"].unique()}
    for measure, level, names in dict.fromkeys(
        (cell.measure, cell.level, tuple(name for name, _ in cell.codes)) for cell in grid.cells
    ):
        by = ["contributor", level, *names]
        sums = told[told["measure"] == measure].groupby(by, sort=False)["children"].sum()
        for (contributor, pcode, *codes), children in sums.items():
            cell = Cell(measure, level, str(pcode), tuple(zip(names, codes, strict=True)))
            if cell in grid.numbers:
                found[contributor][grid.numbers[cell]] = children
    return found


def placed(rows: pd.DataFrame, cube: Cube) -> pd.DataFrame:
    """The rows, each in a country, a prefecture and a sub-prefecture, or the part that stands for what it leaves open.

    ``rows``: measure, adm1, adm2 (None where not named), a column for each dimension, children. A code that the cube
    does not know is unknown.
    """
    told = rows.assign(country=COUNTRY, adm1=rows["adm1"].fillna(f"{COUNTRY}{UNPLACED}"))
    told["adm2"] = told["adm2"].fillna(told["adm1"] + UNPLACED)
    for name, codes in cube.dimensions.items():
        told[name] = told[name].where(told[name].isin(codes), UNKNOWN)
    return told


def is_marking(grid: Grid, values: np.ndarray, cube: Cube) -> np.ndarray:
    """bool[n]: group disclosure, where all children of an area are in one category that would mark them."""
    marking = {(table.measure, name) for table in cube.tables for name in table.stigmatising}
    found = np.zeros(len(values), dtype=bool)
    for number, cell in enumerate(grid.cells):
        for name, code in cell.codes:
            if (cell.measure, name) in marking and code != UNKNOWN and values[number] > 0:
                rest = tuple(code for code in cell.codes if code[0] != name)
                total = grid.numbers[Cell(cell.measure, cell.level, cell.pcode, rest)]
                found[number] |= values[number] == values[total]
    return found
