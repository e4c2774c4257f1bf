"""Questions whose answer is one for the whole life of a build."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

import pandas as pd

from dashboard.warehouse import Warehouse

Answer = TypeVar("Answer", pd.Series, pd.DataFrame)
KEPT = 8  # builds and audiences: the one that is served and the one before it, as each kind of reader sees them


def once_a_build(question: Callable[[Warehouse], Answer]) -> Callable[[Warehouse], Answer]:
    """Asked three times in one run of a page, the question is put to the warehouse once; each gets a copy."""
    answer = lru_cache(maxsize=KEPT)(question)

    @wraps(question)
    def asked(warehouse: Warehouse) -> Answer:
        return answer(warehouse).copy()

    return asked
