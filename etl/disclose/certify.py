"""The checker of certificates: no solver, and nothing of the suppressor's but what it hands over.

Whoever doubts a pattern needs this module alone: it says what a certificate is.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy import sparse

SMALL_LOW = 1


class Counts(Protocol):
    """What is to be protected: see `etl.disclose.system.System`."""

    @property
    def values(self) -> np.ndarray: ...
    @property
    def equations(self) -> sparse.csr_array: ...
    @property
    def threshold(self) -> np.ndarray: ...
    @property
    def is_primary(self) -> np.ndarray: ...


class Certificate(Protocol):
    """Another table, told by the cells (int[k]) where it differs from the true one and by how much (int[k])."""

    @property
    def cells(self) -> np.ndarray: ...
    @property
    def changes(self) -> np.ndarray: ...


def check(system: Counts, withheld: np.ndarray, certificates: Sequence[Certificate]) -> list[str]:
    """What is wrong, one line each; nothing if the pattern (bool[n]) protects every primary cell.

    A certificate has whole counts, none negative, keeps every equation, and equals the truth on every shown cell. Each
    small count (0 < v < threshold) needs one that holds it at 1 or less and one at its threshold or more; each other
    primary cell one at v - threshold or less (or 0) and one at v + threshold or more. Certificates that are wrong count
    for nothing.
    """
    truth = system.values
    failures = [f"cell {cell} is primary and shown" for cell in np.flatnonzero(system.is_primary & ~withheld)]
    lowest, highest = truth.copy(), truth.copy()
    for number, certificate in enumerate(certificates):
        table = truth.copy()
        np.add.at(table, certificate.cells, certificate.changes.astype(np.int64))
        wrong = {
            "holds a part of a child": not np.issubdtype(certificate.changes.dtype, np.integer),
            "holds a negative count": bool((table < 0).any()),
            "breaks an equation": bool((system.equations @ table).any()),
            "changes a shown cell": bool((table != truth)[~withheld].any()),
        }
        failures += [f"certificate {number} {fault}" for fault, is_so in wrong.items() if is_so]
        if not any(wrong.values()):
            lowest, highest = np.minimum(lowest, table), np.maximum(highest, table)
    is_small = (truth > 0) & (truth < system.threshold)
    low = np.where(is_small, SMALL_LOW, np.maximum(truth - system.threshold, 0))
    high = np.where(is_small, system.threshold, truth + system.threshold)
    failures += [f"cell {cell} is never low" for cell in np.flatnonzero(system.is_primary & (lowest > low))]
    failures += [f"cell {cell} is never high" for cell in np.flatnonzero(system.is_primary & (highest < high))]
    return failures
