"""What a release leaves in the files: rows of tables.sql."""

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.disclose import certify
from etl.disclose.cube import ALL, LEVELS, Cell, Cube, Grid, Places, cells_of, definition_hash
from etl.disclose.quarter import RELEASES, STRANGER, Quarter
from etl.disclose.rounded import RoundedQuarter

DIGITS = 4  # of a count that a solver found


def published(period: str, scheme: str, grid: Grid, values: np.ndarray, withheld: np.ndarray, cube: Cube,
              places: Places) -> pd.DataFrame:  # fmt: skip
    """published_counts of a quarter: every cell of every table, with these values."""
    lines = []
    for table in cube.public_tables:
        for cell in cells_of(table, cube, places):
            held, number = dict(cell.codes), grid.numbers[cell]
            codes = (held.get(name, ALL) if name in table.dimensions else None for name in cube.dimensions)
            told = int(values[number]), bool(withheld[number])
            lines.append((table.id, period, scheme, cell.level, cell.pcode, *codes, *told))
    columns = ["table_id", "period", "scheme", "level", "pcode", *cube.dimensions, "value", "is_withheld"]
    return pd.DataFrame(lines, columns=columns).astype(dict.fromkeys(columns[:-2], object))


def remembered(quarter: Quarter, cube: Cube) -> pd.DataFrame:
    """disclosure_memory of a quarter: each cell once, without the values that are withheld."""
    lines = []
    for cell, value, is_withheld in zip(quarter.grid.cells, quarter.system.values, quarter.withheld, strict=True):
        codes = (dict(cell.codes).get(name) for name in cube.dimensions)
        told = None if is_withheld else int(value), bool(is_withheld)
        lines.append((cell.measure, quarter.period, quarter.scheme, cell.level, cell.pcode, *codes, *told))
    columns = ["measure", "period", "scheme", "level", "pcode", *cube.dimensions, "value", "is_withheld"]
    return pd.DataFrame(lines, columns=columns).astype(dict.fromkeys(columns[5:-1], object))


def summary(period: str, scheme: str, grid: Grid, withheld: np.ndarray, cube: Cube) -> pd.DataFrame:
    """disclosure_summary of a quarter: by level, how many cells there are and how many are withheld; no value."""
    level_of = np.array([cell.level for cell in grid.cells])
    lines = [
        (period, scheme, cube.profile, level, int((level_of == level).sum()), int(withheld[level_of == level].sum()))
        for level in LEVELS
    ]
    frame = pd.DataFrame(lines, columns=["period", "scheme", "profile", "level", "cells", "withheld"])
    return frame.assign(threshold=cube.threshold, cube_sha256=definition_hash())


def report(quarter: Quarter, cube: Cube) -> pd.DataFrame:
    """disclosure_report of a quarter: what was withheld, for which reason, and what the checker says of it."""
    system, protection = quarter.system, quarter.protection
    complementary = quarter.withheld & ~system.is_primary
    told = {
        "cells": len(quarter.grid.cells),
        "small": int(system.is_small.sum()),
        "primary_cells": int(system.is_primary.sum()),
        "complementary": int(complementary.sum()),
        "children_hidden": int(system.values[complementary].sum()),
        "shown_before": int(quarter.is_again.sum()),
        "certificates": len(protection.certificates),
        "certificate_faults": len(certify.check(system, protection.withheld, protection.certificates)),
        "certificates_sha256": certificate_hash(quarter),
        "pattern_sha256": pattern_hash(quarter),
    }
    return framed(quarter, cube, told)


def rounding_report(quarter: RoundedQuarter, cube: Cube) -> pd.DataFrame:
    """disclosure_report of a rounded quarter: how far what is published lies from the truth."""
    told = {
        "cells": len(quarter.grid.cells),
        "small": int(((quarter.values > 0) & (quarter.values < cube.threshold)).sum()),
        "mean_error": quarter.mean_error,
        "most_error": quarter.most_error,
    }
    return framed(quarter, cube, told)


def framed(quarter: Quarter | RoundedQuarter, cube: Cube, told: dict[str, object]) -> pd.DataFrame:
    rules = {
        "profile": cube.profile,
        "threshold": cube.threshold,
        "sensitive_threshold": cube.sensitive_threshold,
        "cube_sha256": definition_hash(),
    }
    return pd.DataFrame([{"period": quarter.period, "scheme": quarter.scheme, **rules, **told}])


def attackers(quarter: Quarter) -> pd.DataFrame:
    """disclosure_attackers of a quarter: what each went for, and the narrowest interval that it found."""
    lines = []
    for (attacker, organisation), finding in quarter.findings.items():
        least, most = (rounded(end) for end in finding.narrowest())
        told = len(finding.cells), len(finding.failures), least, most, finding.is_whole
        lines.append((quarter.period, quarter.scheme, attacker, organisation or None, *told))
    columns = [
        "period", "scheme", "attacker", "organisation_id", "cells", "failures", "least", "most", "is_whole",
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=columns).astype({"organisation_id": object})


def intervals(quarter: Quarter) -> pd.DataFrame:
    """disclosure_attack of a quarter: what strangers find of each small count, with this release, and with all."""
    system = quarter.system
    found: dict[int, list[float | None]] = {}
    for attacker in (STRANGER, RELEASES):
        finding = quarter.findings[attacker, ""]
        for number, ends in zip(finding.cells.tolist(), finding.reached.tolist(), strict=True):
            found.setdefault(number, []).extend(rounded(end) for end in ends)
    lines = [
        (quarter.period, quarter.scheme, *name(cell), int(system.threshold[number]), *found[number])
        for number, cell in enumerate(quarter.grid.cells)
        if system.is_small[number]
    ]
    columns = [
        "period", "scheme", "measure", "level", "pcode", "codes", "threshold", "least", "most",
        "least_of_all_releases", "most_of_all_releases",
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=columns).astype(dict.fromkeys(columns[-4:], float))


def seconds(quarter: Quarter) -> pd.DataFrame:
    """disclosure_seconds of a quarter."""
    attack = sum(finding.seconds for finding in quarter.findings.values())
    line = (quarter.period, quarter.protection.seconds, attack)
    return pd.DataFrame([line], columns=["period", "protection", "attack"])


def certificates(quarter: Quarter) -> pd.DataFrame:
    """disclosure_certificates of a quarter: another table with the same shown cells, told by its changes of cells."""
    lines = [
        (quarter.period, number, *name(quarter.grid.cells[place]), int(change))
        for number, move in enumerate(quarter.protection.certificates)
        for place, change in zip(move.cells, move.changes, strict=True)
    ]
    return pd.DataFrame(lines, columns=["period", "certificate", "measure", "level", "pcode", "codes", "change"])


def certificate_hash(quarter: Quarter) -> str:
    digest = hashlib.sha256()
    for move in quarter.protection.certificates:
        digest.update(move.cells.astype("<i8").tobytes() + move.changes.astype("<i8").tobytes() + b";")
    return digest.hexdigest()


def pattern_hash(quarter: Quarter) -> str:
    """The fingerprint of which cells are withheld, each by its name."""
    digest = hashlib.sha256()
    for line in sorted(named(quarter)):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def named(quarter: Quarter) -> Iterator[str]:
    for cell, is_withheld in zip(quarter.grid.cells, quarter.withheld, strict=True):
        yield " ".join((*name(cell), "withheld" if is_withheld else "shown"))


def name(cell: Cell) -> tuple[str, str, str, str]:
    return cell.measure, cell.level, cell.pcode, " ".join(f"{dimension}={code}" for dimension, code in cell.codes)


def rounded(end: float) -> float | None:
    """An end of an interval as it is stored: none where there is no end."""
    return round(end, DIGITS) + 0.0 if np.isfinite(end) else None  # a solver's zero may have a sign
